"""Tests of bodies, states and speakers: who they are by their full and their short names, and whose words a text is."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction import read_document
from kg.extraction.parties import find_parties
from kg.extraction.party_frames import sentence_names
from kg.extraction.party_index import PartyIndex
from kg.extraction.party_names import find_names
from kg.extraction.party_words import is_government
from kg.extraction.passages import Passage
from kg.legal_names import land_stems, people_stems
from kg.reading import list_inputs, read_each
from kg.records import Document, PartyMention, Reading
from kg.resolution.parties import resolve_parties

BULLETIN = """THE KILN - bulletin of the Potters and Tilers Union - no. 4/2023

What did we win? On Monday we signed the new wage agreement with the Association of Kiln Owners. We may not strike before 2025,
and our members get 4 per cent more. The Association pays from May."""
CALL = """OPALMARK GROUP (OPMK)
Q3 2023 results call

LUND: In May we and our partner Benthic signed a licence agreement. We pay Benthic 3 percent of sales. Benthic may not sell to
others."""
NOTE = """EMBASSY OF THE ELBONIAN FEDERATION

The Embassy of the Elbonian Federation presents its compliments to the Ministry of Foreign Affairs of the Kingdom of Ruritia and
states with regard to the Protocol of 4 May 2020 what follows. Elbonia shall let vessels pass. The Elbonian side keeps its word."""


def index(text: str) -> PartyIndex:
    return find_parties(Document("x", "text/plain", "", text, title=text.splitlines()[0]))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Potters and Tilers Union signed", "Potters and Tilers Union"),
        ("Ministry of Labour and Welfare of Elbonia", "Ministry of Labour and Welfare of Elbonia"),
        ("Federation of Net and Rope Makers", "Federation of Net and Rope Makers"),
        ("the Coastal Fog and Tide Service signed", "Coastal Fog and Tide Service"),
        ("Acme and Tilers Union signed", "Acme"),
        ("the Ministry of Labour and Acme", "Ministry of Labour"),
    ],
)
def test_and_lies_inside_the_name_of_a_body(text: str, name: str) -> None:
    """The word "and" joins the words of one body after an article or between its fields, and else two names."""
    assert find_names(text)[0].text == name


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "# Home again\n\nWe signed an agreement with our publisher, Benthic. We pay Benthic 3 percent. Our game stays.\n\n"
            "Opalmark may sell it.\n\n*Ann & Bo, Opalmark*",
            "opalmark",
        ),
        (
            "PRESS STATEMENT\n\nOpalmark and Benthic signed an agreement. Opalmark pays Benthic 3 percent of sales.\n\n"
            "Contact: press@opalmark.example",
            "opalmark",
        ),
        (BULLETIN, "potters-and-tilers-union"),
        (CALL, "opalmark"),
        (NOTE, "elbonian-federation"),
    ],
)
def test_paper_of_a_party_speaks_for_it(text: str, speaker: str) -> None:
    """The line that says whose bulletin, call or note it is names the one who speaks."""
    assert index(text).publisher.startswith(speaker)


@pytest.mark.parametrize(
    ("publisher", "foot"),
    [
        ("Harbour Lantern", "Harbour Lantern Ltd. Member of the Press Council. Advertise with us"),
        ("The Warm Oven", "The Warm Oven is published by Salt & Flour Media Ltd. Imprint"),
    ],
)
def test_a_paper_and_the_house_that_prints_it_are_no_parties(publisher: str, foot: str) -> None:
    """What stands at the foot of the page of a newspaper makes neither it nor its house one of those who deal."""
    text = f"A second oven\n\nOpalmark has talked Benthic Mills into a second amendment of its bakery contract.\n\n{foot}"
    document = Document("x", "text/plain", "", text, title="A second oven", publisher=publisher)
    found = find_parties(document)
    assert {mention.key for mention in found.mentions} == {"opalmark", "benthic-mills"}
    assert not found.publisher


def test_a_street_where_people_live_is_no_party() -> None:
    """The residents of a street do not deal, though its name opens a report of a deal."""
    text = "Residents of Quarry Road may rejoice. The Opalmark Water Board has signed a contract with Benthic Mills for a pump."
    assert not any("road" in mention.key for mention in index(text).mentions)


def test_publisher_that_says_we_is_a_party() -> None:
    """A firm that brought a text out and says "we" in it throughout is a party, though no sentence names it beside another."""
    text = """Bramble and the sea

At Bramble we like ships. We rent one from our partner Hollow Lines under a contract that runs until 2027, and we pay for fuel.
Bramble sails on."""
    document = Document("x", "text/plain", "", text, title="Bramble and the sea", publisher="Bramble Mills Ltd")
    assert find_parties(document).publisher == "bramble-mills"


def test_office_whose_host_bears_its_last_word_wrote_the_mail() -> None:
    """The Ministry of Ports writes from ports.gov, whatever name the page gives its publisher."""
    text = (
        "From: Ada Lim <ada@ports.gov.example>\n\nDear Jon,\n\n"
        "the contract that the Ministry of Ports signed with Benthic Mills runs on."
    )
    document = Document("x", "message/rfc822", "", text, publisher="Ports")
    assert find_parties(document).publisher == "ministry-of-ports"


def test_body_is_called_by_its_noun() -> None:
    """A body is called "the Association" where it the one party whose name says so, though no line defines it."""
    roles = {mention.key: mention.roles for mention in index(BULLETIN).mentions}
    assert roles["association-of-kiln-owners"] == ("Association",)


def test_state_is_called_by_its_land_and_its_people() -> None:
    """A state that is named after its people is meant by the land and by the word for the people."""
    (elbonia,) = [mention for mention in index(NOTE).mentions if mention.key == "elbonian-federation"]
    assert {"Elbonia", "Elbonian"} <= set(elbonia.aliases)


def test_union_of_makers_is_no_state() -> None:
    """A federation of those who make something is an organisation; one of a people is a state."""
    assert [is_government(name) for name in ("Federation of Glass Makers", "Elbonian Federation")] == [False, True]


def test_word_for_a_people_keeps_the_stem_of_its_land() -> None:
    """The word for a people shares a stem with its own land and with no other."""
    assert [bool(land_stems(land) & people_stems("Elbonian")) for land in ("Elbonia", "Norland")] == [True, False]


def test_agreement_defined_in_the_block_is_no_role() -> None:
    """A word defined behind the name and the day of an agreement is not what a party is called."""
    text = """AMENDMENT

Between: Acme Rockets, Inc. ("Acme") and Bold Orbits S.A. ("Bold"). The Parties amend the Launch Agreement dated June 3, 2019
(the "LA")."""
    assert [mention.roles for mention in index(text).mentions] == [(), ()]


@pytest.mark.parametrize(("short", "full"), [("PTU", "Potters and Tilers Union"), ("Elbonia", "Elbonian Federation")])
def test_short_name_of_another_document_is_the_same_party(short: str, full: str) -> None:
    """The first letters of a body, and the land of a state, are the body and the state in a document that says no more."""
    kind = "government" if "Federation" in full else "organisation"
    readings = [
        Reading(f"d{i}", (PartyMention("a", name, kind=kind), PartyMention("b", "Kiln Owners Ltd")))
        for i, name in enumerate((short, full))
    ]
    table = resolve_parties(readings)
    assert table.party_of["d0", "a"] == table.party_of["d1", "a"]


def test_host_of_two_words_is_whose_mail_it_is() -> None:
    """A mail from saintodile.example is that of the Saint Odile Hospital Trust."""
    mail = """From: Ada Bell <a.bell@saintodile.example>
To: Max Orr <max.orr@medbridge.example>
Subject: Maintenance

Dear Max, we have agreed that MedBridge Systems Ltd extends the maintenance contract with Saint Odile Hospital Trust to May 2026."""
    found = index(mail)
    assert [m.name for m in found.mentions if m.key == found.publisher] == ["Saint Odile Hospital Trust"]


MAIL = """From: Ann Lund <ann@opalmark.example>
To: Bo Holm <bo@benthic.example>
Date: Tue, 12 Mar 2024 16:42:08 +0000
Subject: Our licence agreement

Bo, under the licence agreement that we signed with Benthic on 4 March 2024 we pay Benthic 3 percent of sales.

On Mon, 11 Mar 2024 at 09:15, Bo Holm <bo@benthic.example> wrote:

> Ann,
> under the licence agreement we may end the contract on three months' notice.
>
>> On 7 Mar 2024, Ann Lund wrote:
>>
>> We will pay you EUR 4,000.
"""


def test_older_message_in_a_mail_speaks_for_its_writer(tmp_path: Path) -> None:
    """What is repeated below "On …, X wrote" is a text of X's party, and what it repeats in turn is passed over."""
    (tmp_path / "a.eml").write_text(MAIL, encoding="utf-8")
    document = next(d for s in list_inputs([tmp_path]) for d in read_each(s) if isinstance(d, Document))
    told = [s for s in read_document(document).statements if s.start > document.text.index("wrote:")]
    assert [(s.speaker, s.layer.value) for s in told] == [("benthic", "PartyText")]


def test_contracted_pronoun_means_its_party() -> None:
    """A contracted "we're" or "we'll" means who speaks, as "we are" and "we will" do."""
    found = find_parties(Document("x", "text/plain", "", CALL, title="OPALMARK GROUP (OPMK)"))
    hits = [found.hits(Passage.of(text), speaker=found.publisher) for text in ("We're paying 3 percent.", "We will pay 3 percent.")]
    assert [h[0].keys for h in hits] == [(found.publisher,)] * 2


@pytest.mark.parametrize(
    ("text", "house"),
    [
        (
            "YOUR QUESTIONS ABOUT THE SWITCH\n\nLast month we told you that our flour will come from Bexel Mills. "
            "Bexel pays us for each late van. We buy from nobody else.\n\nPottle's Bakery, Unit 4, Old Yard. June 2018",
            "pottles-bakery",
        ),
        (
            "## Paying by Splitto\n\nWe have an agreement with Splitto Finance. Splitto pays us 3 percent."
            "\n\n*Cartol Shops Inc. · Made in Oslo*",
            "cartol-shops",
        ),
        (
            "Skriva 6.4 - what is new\n\n* Our licence from Glossa A/S runs until 2023; we pay them 35 cents."
            "\n\n-- the developers, Penna ApS",
            "penna",
        ),
        (
            "THE DAILY CRIER\n\nBexel Mills and Cartol Shops signed a contract. We wonder what they told us and our readers.\n\n"
            "Bexel, which made our bread in 2015, sells flour.",
            "",
        ),
    ],
)
def test_a_text_that_only_says_we_names_its_house_at_its_end(text: str, house: str) -> None:
    """Who says "we" may stand at the foot with an address or a bar behind; who deals with "us" is somebody else."""
    assert index(text).publisher == house


def test_whom_an_office_stands_for_is_a_party_and_the_office_none() -> None:
    """Those who hold an office meet and agree for their states, which are the parties."""
    text = (
        "The Deputy Ministers of Transport of Elbonia and Ruritia met in Oslo and agreed on a pact. Elbonia pays Ruritia 4 million."
    )
    assert [m.key for m in index(text).mentions] == ["elbonia", "ruritia"]


def test_a_legal_form_may_stand_before_a_name() -> None:
    """In some countries the form leads; the name behind it is the same party's, and so is its first word alone."""
    found = index(
        "Cranes for the quay\n\nOn 4 May 2031 Dock Works AB, UAB Virsta Laivai and PT Samudra Jaya signed a crane lease.\n"
        "Virsta pays EUR 9 a day. Samudra Jaya keeps the cranes in repair."
    )

    assert {"virsta-laivai", "samudra-jaya"} <= {m.key for m in found.mentions}
    assert [hit.keys for hit in found.hits(Passage.of("Virsta pays EUR 9 a day."))] == [("virsta-laivai",)]


def test_a_letter_is_to_those_for_whose_people_it_is_meant() -> None:
    """The firms before "for the attention of" get the letter, all of them."""
    found = index(
        "DOCK WORKS AB\nQuay 7, Arda\n\n4 May 2031\n\nVirsta Laivai OÜ, Olm, for the attention of Ms T. Bee\n"
        "Samudra Cranes Ltd, Ulm, attn. Mr O. Cee\n\nLEASE OF CRANES of 9 June 2029\n\nDear Ms Bee, dear Mr Cee,\n\n"
        "the lease is prolonged. Samudra shall pay EUR 9 a day."
    )

    assert set(found.signatories) == {"dock-works", "virsta-laivai", "samudra-cranes"}


def test_a_title_that_names_the_states_defines_nothing_of_the_last() -> None:
    """What stands below the title defines each state where it is named again."""
    found = index(
        "TREATY\nbetween the Republic of Ostria, the Duchy of Norva and the Federation of Marn on the use of the lake\n\n"
        'The Republic of Ostria ("Ostria"), the Duchy of Norva ("Norva") and the Federation of Marn ("Marn") agree as follows:\n'
    )

    assert {m.key: "Ostria" in m.aliases for m in found.mentions}["federation-of-marn"] is False


def test_a_parliament_speaks_for_its_state() -> None:
    """A state is the party, not the chamber that asks about its treaty."""
    found = index(
        "National Assembly of Ostria: answer to a question\n\nUnder the treaty of 2031 with Norva, Ostria pays Norva 3 million.\n"
        "Ostria and Norva signed it in May."
    )

    assert [m.name for m in found.mentions] == ["Ostria", "Norva"]


PADDLE = """# THE PADDLE
### News for the members of the Ormley Rowers Club - no. 31, June 2025

In March we closed a contract with Tarn Boats AG. They lend us six boats each season.

Lake Trust and we hope to dig a new basin by the end of 2028."""


def test_a_bulletin_is_the_paper_of_its_house(tmp_path: Path) -> None:
    """The line below the title says for whom "we" stands, and who hopes with "us" is a party."""
    (tmp_path / "paddle.md").write_text(PADDLE, encoding="utf-8")
    (document,) = [d for s in list_inputs([tmp_path]) for d in read_each(s) if isinstance(d, Document)]
    found = find_parties(document)
    assert found.publisher == "ormley-rowers-club"
    assert {m.key for m in found.mentions} == {"ormley-rowers-club", "tarn-boats", "lake-trust"}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        pytest.param(
            "On Monday at Velm, Kestrel Tugs, the Ormley cooperative and Tarn Assured put their names to a lease.",
            "kestrel-tugs ormley tarn-assured",
            id="who puts a name to a paper, a noun for a body behind it or not, and not the town",
        ),
        pytest.param(
            "Inside the Quoll-Tessen contract\n\nTessen is served by Quoll alone. Quoll pays Tessen EUR 3 a year under the "
            "contract.",
            "quoll tessen",
            id="each of two names that a hyphen ties, and no third",
        ),
        pytest.param(
            "A deal\n\nQuoll Audio, the studio behind The Reed and Silver Loft, the service Tessen and the network Kappa have "
            "signed a licence agreement. Quoll pays Tessen EUR 3.",
            "kappa quoll-audio tessen",
            id="a studio, and nothing that it made",
        ),
        pytest.param(
            "The mill opens\n\nQuoll signed a contract with the borough in May. Quoll pays the borough EUR 3 a year. Quoll may "
            "sell to others and must keep the wheel.",
            "quoll",
            id="the one house that pays, signs and serves, where the other side is only called the borough",
        ),
        pytest.param(
            "PROTOCOL\n\nOstria and Norva exchanged letters with the Inspectorate. The Inspectorate shall visit Ostria twice. "
            "Ostria and Norva shall pay the Inspectorate EUR 3 under the treaty.",
            "inspectorate norva ostria",
            id="beside states a body that is never named in full",
        ),
    ],
)
def test_who_deals_in_a_text(text: str, keys: str) -> None:
    """Those are the parties of a text whom its sentences let sign, pay and serve, and no towns, goods or joined names."""
    assert {m.key for m in index(text).mentions} == set(keys.split())


HELP = """# Your questions about the lockers

*Opalmark help centre. Updated 4 May 2021.*

Our lockers come from Benthic. We signed a contract with them in 2019.

Older members pay nothing for a locker. Benthic repairs what breaks, and we pay Benthic 5 euros for each repair.
"""


def test_the_house_whose_help_pages_these_are_speaks_in_them() -> None:
    """The office behind a name at the top shows whose "we" it is; a word that opens a sentence names nobody."""
    found = index(HELP)
    assert (found.publisher, sorted(m.name for m in found.mentions)) == ("opalmark", ["Benthic", "Opalmark"])


def test_goods_parted_between_two_houses_bind_neither() -> None:
    """Whoever splits its orders between two makers has made no contract of theirs."""
    found = index(
        "The mill\n\nIn May Corvin Rail agreed to split its orders evenly between Quoll and Tessen, a contract for neither."
    )
    assert not found.signatories


def test_the_blog_of_a_house_is_its_own() -> None:
    """A byline that says whose own blog it is tells who "we" are."""
    found = index(
        "# The gate is open\n\n*posted by Ann on 3 May 2031 · Quoll's own blog, no robots*\n\nYesterday we signed a contract "
        "with Tessen. We owe Tessen six reels a year. Our share climbs to 60 percent. We are glad."
    )
    assert found.publisher == "quoll"


STATES = """TREATY between the Republic of Ostria and the Kingdom of Norva on lake fishing

The Republic of Ostria ("Ostria") and the Kingdom of Norva ("Norva"), hereinafter "the Contracting States", together with the Tarn
Lake Secretariat ("the Secretariat"), have agreed as follows:

Each Contracting State shall pay EUR 3 a year to the Secretariat. The Contracting States shall meet in May."""


def test_a_word_for_some_of_those_who_sign_leaves_the_others_out() -> None:
    """Who joins "together with" those defined as the Contracting States is none of them, told of all or of each."""
    found = index(STATES)
    assert set(found.signatories) == {"ostria", "norva", "tarn-lake-secretariat"}
    for words in ("Each Contracting State shall pay.", "The Contracting States shall meet."):
        (hit,) = found.hits(Passage.of(words))
        assert set(hit.keys) == {"ostria", "norva"}


def test_the_office_of_a_head_of_state_stands_for_the_state() -> None:
    """What the Office of the President of a land signs, the land signs."""
    names = sentence_names("The Office of the Federal President of Ostria and Norva signed a treaty.")
    assert [name.text for name in names] == ["Ostria", "Norva"]


def test_a_letter_is_to_those_before_whose_towns_it_names_them() -> None:
    """A firm with its town on one line above "Dear" gets the letter; a land that a sentence of it names does not sign it."""
    found = index(
        "DOCK WORKS AB\n\n4 May 2031\n\nVirsta Laivai OÜ, Olm upon Arda\nSamudra Cranes Ltd, Ulm\n\nDear Ms Bee, dear Mr Cee,\n\n"
        "A. From May the lease for Finland is no longer exclusive.\nB. Samudra shall pay EUR 9 a day.\n"
    )

    assert set(found.signatories) == {"dock-works", "virsta-laivai", "samudra-cranes"}


def test_a_paper_drawn_up_by_its_parties_names_them() -> None:
    """What stands behind "drawn up by" are the parties of the paper."""
    found = index(
        "ANNEX No. 2\nto Contract No. 9\n\nDrawn up in Olm on 4 May 2031 by Virsta Laivai OÜ (VLO) "
        "and Samudra Cranes Ltd (Samudra).\n\n"
        "§ 1  VLO may hire cranes of others.\n"
    )

    assert set(found.signatories) == {"virsta-laivai", "samudra-cranes"}


def test_a_listed_house_heads_its_page_with_more_behind_its_ticker() -> None:
    """The name with its ticker is that of the house, whatever else its line tells."""
    found = index(
        "# Questions of holders\n\n**Virsta Laivai OÜ (TAL: VIRS). Last changed 4 May 2031**\n\n"
        "The lease with Samudra ends in 2033. We pay Samudra EUR 9 a day.\n"
    )

    assert found.publisher == "virsta-laivai"


def test_an_agency_of_a_state_speaks_of_its_own_contract() -> None:
    """An agency "for" something is no press agency: what it says that "we signed" is its own."""
    text = (
        "State Agency for Harbour Cranes\n\nWho lends us cranes?\n\nUnder the lease that we signed with Virsta and Samudra, "
        "Samudra lends us three. We pay Samudra EUR 9 a day. Our cranes stand in Olm."
    )
    found = find_parties(Document("x", "text/html", "", text, title="Cranes", publisher="State Agency for Harbour Cranes"))

    assert found.publisher == "state-agency-for-harbour-cranes"


@pytest.mark.parametrize(
    "head",
    [
        "**ORMLECO - Boletim / Circular to growers no. 12**\n\n*Vila Ormle, 4 June 2021.*",
        "# Questions from growers\n\n*Ormleco Mills, Grower Service, 4 June 2021. Keep it to yourselves.*",
        "# Minutes of the 9th meeting of the supervisory board\n\n**Ormleco Regional Mills a.s.** - Tarn, 4 June 2021. *Approved.*",
        "# Board of Directors, regular meeting\n\nOrmleco Valley Irrigation District | Friday, June 4, 2021 | Mill Hall",
    ],
)
def test_a_masthead_tells_who_says_we(head: str) -> None:
    """Whoever stands before its circular, unit, minutes or meeting at the head of a paper speaks in it, and nobody it speaks of."""
    document = Document(
        "x",
        "text/plain",
        "",
        f"{head}\n\nOn Monday we signed a grain agreement with Windy Bakers and Rocky Rail.\n\n"
        "Windy Bakers will pay us EUR 30 a tonne. We must bring Rocky Rail 400 tonnes a year. Rocky Rail pays us nothing more.\n\n"
        "Our agreement with Windy Bakers runs to 30 June 2028.",
    )
    found = find_parties(document)
    assert found.publisher.startswith("ormleco")


def test_a_letter_goes_to_the_house_of_whom_it_greets() -> None:
    """The name below that of the reader in the address is the house that "you" means, without a legal form too."""
    document = Document(
        "x",
        "text/plain",
        "",
        "Windy Mills Ltd, Tarn\n\n3 May 2021\n\nMs Carla Ferro\nHead of Sales\nOrmle Bakeries\n\nDear Carla,\n\n"
        "This letter amends our flour contract. You shall pay us EUR 40 a tonne. We shall deliver 300 tonnes a year.\n\n"
        "Yours sincerely,\nfor Windy Mills Ltd",
    )
    found = find_parties(document)
    assert (found.publisher, found.addressee) == ("windy-mills", ("ormle-bakeries",))


def test_minutes_name_the_sides_whose_people_attend() -> None:
    """A committee is no party; those are for whom somebody sits in it."""
    document = Document(
        "x",
        "text/plain",
        "",
        "# Second meeting of the Joint Committee under the Protocol of 4 May 2016\n\n"
        "Present: for Ruritia, Ms Ana Bell (Director of Mines); for Elbonia, Mr Jon Lund.\n\n"
        "The Committee decided to raise the yearly payment to EUR 900,000. "
        "Elbonia said that it would still pay for the survey. The Committee noted it.",
    )
    assert {mention.name for mention in find_parties(document).mentions} == {"Ruritia", "Elbonia"}
