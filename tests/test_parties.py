"""Tests of who the parties of a document are and where its passages mean them; all parties here are invented."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import document

from kg.extraction.lexicon import load_toml
from kg.extraction.parties import PartyIndex, find_parties
from kg.extraction.party_calling import load_sides
from kg.extraction.party_frames import load_frames, read_frames, sentence_names
from kg.extraction.party_names import find_names
from kg.extraction.party_particulars import read_listed, read_signatures
from kg.extraction.passages import Passage
from kg.legal_names import name_key
from kg.records import Document

SHARED = Path(__file__).resolve().parents[2] / "shared"


def index(text: str, *, publisher: str = "") -> PartyIndex:
    return find_parties(Document("x", "text/plain", "", text, title=text.splitlines()[0], publisher=publisher))


def hits(text: str, passage: str, **options: object) -> list[tuple[str, tuple[str, ...], str]]:
    clean = Passage.of(passage)
    found = index(text).hits(clean, **options)  # type: ignore[arg-type]
    return [(clean.text[hit.start : hit.end], hit.keys, hit.how) for hit in found]


LICENCE = """LICENSE AGREEMENT

This Agreement is made on 3 May 2019 between QUILLON BIOTECH OY, a company registered in Finland ("Licensor"), and
Bramble Foods, Inc., a corporation of Delaware, of 4 High Street, Leeds (the "Licensee" or "Bramble").

Licensor hereby grants to Licensee a licence. Neither Party may leave unless the other agrees."""
REPORT = """Kappa Energie and Seabreeze agree on wind

Kappa Energie, the utility, has agreed to buy wind power from Seabreeze for ten years, the companies said on Monday.
It will pay EUR 50 per MWh. Seabreeze, which is based in Aarhus, may sell the rest to others."""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("between LINDEN BIOTECH AB, a company, and CORVIN FOODS, INC., a", ["LINDEN BIOTECH AB", "CORVIN FOODS, INC."]),
        (
            "Hanford GmbH & Co. KG, Bank of Elbonia, N.A. and Kyo K.K.",
            ["Hanford GmbH & Co. KG", "Bank of Elbonia, N.A.", "Kyo K.K."],
        ),
        ("It pays Torvik US$5 million and C$3 to Rocky", ["Torvik", "Rocky"]),
        ("the Gulf of Ormle Fisheries Council", ["Gulf of Ormle Fisheries Council"]),
        ("Windy Films spółka z o.o., Gdynia", ["Windy Films spółka z o.o.", "Gdynia"]),
        ("Beike Software (Porto) Co., Ltd. and Kappa Sp. z o.o.", ["Beike Software (Porto) Co., Ltd.", "Kappa Sp. z o.o."]),
        (
            "Plaintiff Norvex, Inc. and the Government of Ruritia",
            ["Norvex, Inc.", "Government of Ruritia"],
        ),
        ("Issuer Norvex Kilns Co., Ltd. and Paymaster Ruritia Bank", ["Norvex Kilns Co., Ltd.", "Ruritia Bank"]),
        ("Acme AS has paid; Acme, AS AMENDED, pays EUR 4", ["Acme AS", "Acme", "AMENDED"]),
        ("The Norbury Growers' Co-operative and St Elda's Hospital", ["Norbury Growers' Co-operative", "St Elda's Hospital"]),
        ("the Institute of Glass and Stone, Silva e Irmãos, Lda.", ["Institute of Glass and Stone", "Silva e Irmãos, Lda."]),
        ("HARROW OIL CORPORATION OF ELBONIA LTD. pays Channel 8", ["HARROW OIL CORPORATION OF ELBONIA LTD.", "Channel 8"]),
        ("THE COUNCIL OF THE TOWN OF ORMLEY of Castle House", ["COUNCIL OF THE TOWN OF ORMLEY", "Castle House"]),
        ("signed by Acme &", ["Acme"]),
        ("IV.3 Norvex pays. II.1 The Ruritia Bank pays", ["Norvex", "Ruritia Bank"]),
        ("Organiser Norvex Sea Games Limited and Carrier Norvex Corp.", ["Norvex Sea Games Limited", "Carrier Norvex Corp."]),
        ("the GUILD OF COOKS AND BAKERS (the Guild) and Norvex", ["GUILD OF COOKS AND BAKERS", "Guild", "Norvex"]),
        (
            "the Guild of Cooks and Norvex, and the Guild of Cooks and Bakers Ltd.",
            ["Guild of Cooks", "Norvex", "Guild of Cooks", "Bakers Ltd."],
        ),
        ("Tolman Shipyard of Brindle and the University of Brindle", ["Tolman Shipyard", "Brindle", "University of Brindle"]),
    ],
)
def test_names_end_where_their_legal_form_ends(text: str, names: list[str]) -> None:
    """A name holds its legal form, whatever the country, and nothing behind it."""
    assert [name.text for name in find_names(text)] == names


def test_parties_block_gives_names_roles_and_short_names() -> None:
    """A parties block names the signatories in order, with roles and short names, and not whose law or address it is."""
    found = index(LICENCE)
    assert found.signatories == ("quillon-biotech", "bramble-foods")
    assert [m.roles for m in found.mentions] == [("Licensor",), ("Licensee",)]
    assert "Bramble" in found.mentions[1].aliases


@pytest.mark.parametrize(
    "text",
    [
        "THIS LEASE is dated 3 May 2019\n\nPARTIES\n\n(1) HARROW ESTATES PLC of 1 King Street (Landlord); and\n\n"
        "(2) Ms JANE DOE of Leeds (Tenant).\n\n1. Terms",
        "LEASE\n\nPARTICULARS\nLandlord    Harrow Estates Limited\nTenant      Quillon Tools Ltd, trading as Quillon",
        "PROTOCOL\n\nThe Government of Ruritia and the Republic of Borduria (the Parties), have agreed as follows: Ruritia pays.",
        "Harrow Estates plc\n1 King Street\n\nTo: Quillon Tools Ltd\n\nDear Sirs,\n\nWe extend it.\n\nfor Harrow Estates plc",
        "DEED made between MARLOW BREWERY (the Landlord) and OLD CROWN INNS LIMITED (the Tenant)\n\n"
        "supplemental to a lease between A Ltd and B Ltd.",
    ],
)
def test_every_kind_of_opening_names_two_signatories(text: str) -> None:
    """Numbered parties, particulars, treaties, letters and deeds all yield the two that sign."""
    assert len(index(text).signatories) == 2


def test_reported_parties_earn_their_place() -> None:
    """A report yields those who deal, and neither places nor those whom it quotes."""
    text = REPORT + ' "A good deal," said Jan Koch, an analyst at Rivage Securities. Nordtrain runs in Aarhus and Oslo.'
    assert [m.key for m in index(text).mentions] == ["kappa-energie", "seabreeze"]


@pytest.mark.parametrize(
    "text",
    [
        "Widgetor 4.2\n\nThis release brings faster search. You agree to the terms on first start. Windows users may upgrade.",
        "Advice on herring\n\nICES advises lower catches. Norway and Denmark reported landings. There is agreement between models.",
    ],
)
def test_other_texts_yield_no_pair(text: str) -> None:
    """Release notes and scientific advice do not yield two parties."""
    assert len(index(text).mentions) < 2


def test_earlier_names_trading_names_and_parents_are_kept() -> None:
    """A text's own words tell earlier names, trading names and parents."""
    text = (
        "Delta Foods plc today announced that its wholly owned subsidiary Delta Frozen Ltd has signed a contract with Grainway AB. "
        "Grainway AB, formerly known as Kornvei AB, will deliver. "
        "Arctic Wings hf., which flies as Polar Air, and Delta Foods plc have agreed."
    )
    found = {m.key: m for m in index(text).mentions}
    assert found["delta-frozen"].parent == "delta-foods"
    assert found["grainway"].former_names == ("Kornvei AB",)
    assert "Polar Air" in found["arctic-wings"].aliases


def test_roles_collectives_and_the_other_are_hits() -> None:
    """Roles mean their party, "neither Party" both, "the other" all but the subject."""
    found = hits(
        LICENCE, "Licensor shall pay Bramble. Neither Party may leave unless the other agrees.", subject=("bramble-foods",)
    )
    both = ("quillon-biotech", "bramble-foods")
    assert found == [
        ("Licensor", ("quillon-biotech",), "role"),
        ("Bramble", ("bramble-foods",), "name"),
        ("Neither Party", both, "collective"),
        ("the other", ("quillon-biotech",), "collective"),
    ]


def test_pronouns_take_up_the_subject() -> None:
    """A pronoun is the last subject of the passage, a plural one several, and without any subject there is no hit."""
    assert hits(REPORT, "Seabreeze signed. It will pay.")[1] == ("It", ("seabreeze",), "pronoun")
    assert hits(REPORT, "Seabreeze and Kappa Energie signed, and they will pay.")[2][1] == ("seabreeze", "kappa-energie")
    assert hits(REPORT, "It will pay.") == []
    assert hits(REPORT, "It will pay.", subject=("kappa-energie",)) == [("It", ("kappa-energie",), "pronoun")]


def test_a_pronoun_takes_up_each_of_several() -> None:
    """Behind "each party", "it" is whichever of them; behind both together it is nobody."""
    assert hits(REPORT, "Each party agrees that it will pay.")[-1] == ("it", ("kappa-energie", "seabreeze"), "pronoun")


def test_a_letter_is_written_to_whom_it_names_above_the_salutation() -> None:
    """The name that begins a line above "Dear" is the one that "you" means, with no "To:" before it."""
    text = (
        "Harrow Estates plc\n1 King Street\n\nQuillon Tools Ltd\n2 Mill Lane\n\nDear Sirs,\n\nThe lease between Harrow Estates plc "
    )
    found = index(text + "and Quillon Tools Ltd is extended. You may use our yard.\n\nfor Harrow Estates plc")
    assert found.addressee == ("quillon-tools",)


def test_we_is_the_publisher() -> None:
    """Who says "our agreement with X" is the other party, and "we" means that one."""
    text = "Our contract with Gridholm\n\nBelmora has agreed with Gridholm to buy power. We extend our contract with Gridholm."
    found = index(text)
    assert found.publisher == "belmora"
    assert found.hits(Passage.of("We pay."))[0].keys == ("belmora",)


def test_a_newspaper_is_no_party() -> None:
    """Who only reports is neither a party nor the speaker."""
    found = index(REPORT + "\n\nThe Wind Gazette Ltd. All rights reserved.", publisher="The Wind Gazette")
    assert found.publisher == ""
    assert "wind-gazette" not in {m.key for m in found.mentions}


def test_products_mean_their_owner() -> None:
    """A product that begins with a party's name, and its acronym, mean the party."""
    text = "Orvana and Belmora have signed a deal. Orvana Cloud Services (OCS) is our partner. Belmora will pay Orvana."
    clean = Passage.of("Belmora moves to Orvana Cloud Services and keeps OCS chips.")
    found = [(clean.text[h.start : h.end], h.keys, h.how) for h in index(text).hits(clean)]
    assert found[1:] == [("Orvana Cloud Services", ("orvana",), "product"), ("OCS", ("orvana",), "product")]


def test_lost_blanks_and_possessives_do_not_hide_a_name() -> None:
    """A name is found where capture lost the blank behind it, and its genitive is told."""
    clean = Passage.of("Kappa Energie and Seabreezehave signed. Seabreeze’s turbines turn.")
    found = index(REPORT).hits(clean)
    assert [(clean.text[h.start : h.end], h.possessive) for h in found] == [
        ("Kappa Energie", False),
        ("Seabreeze", False),
        ("Seabreeze", True),
    ]


@pytest.mark.parametrize("frame", load_frames(), ids=lambda frame: frame.name)
def test_frames_match_their_examples(frame: object) -> None:
    """Every frame of the lexicon is found in each of its examples."""
    for example in frame.examples:  # type: ignore[attr-defined]
        found = {framed.frame for framed in read_frames(example, sentence_names(example))}
        assert frame.name in found, example  # type: ignore[attr-defined]


@pytest.mark.parametrize("side", load_toml("parties")["side"], ids=lambda side: str(side["noun"]))
def test_sides_of_a_deal_show_in_their_examples(side: dict[str, Any]) -> None:
    """Each example of a side shows that side of Acme."""
    for example in side["examples"]:
        assert side["noun"] in [one.noun for one in load_sides() if one.shows(example.replace("Acme", "\0"))]


def test_lexicon_lists_say_what_they_are_for() -> None:
    """Every list has an `about` line, is sorted, and holds no word twice; every brand has an owner and a source."""
    for name, table in load_toml("parties").items():
        if name not in {"calling", "frame", "side"}:
            words = table["words"]
            assert table["about"].endswith(".")
            assert words == sorted(set(words), key=lambda w: (w.lower(), w)), name
    assert all(brand["owner"] and brand["source"] and brand["names"] for brand in load_toml("owners")["brand"])


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ABab .,;()\"'&\n-§“”’0", max_size=300))
def test_hits_lie_inside_the_text_and_apart(text: str) -> None:
    """For any text, hits are in order, apart from each other, inside the passage, and name known parties."""
    found = find_parties(Document("x", "text/plain", "", LICENCE + "\n\n" + text))
    known = {m.key for m in found.mentions}
    at = 0
    for hit in found.hits(Passage.of(text)) if text.strip() else ():
        assert at <= hit.start < hit.end <= len(Passage.of(text).text)
        assert set(hit.keys) <= known
        at = hit.end


def test_of_very_many_names_a_bounded_number_become_mentions() -> None:
    """Ten thousand names, and a row of commas, are read to their end (`benchmarks/runs.py` shows the time)."""
    letters = random.Random(7)
    names = ["".join(letters.choices("bdfglmnprst", k=3)).capitalize() + f"a{i:x}" for i in range(10_000)]
    found = index(
        "Deal\n\n" + " ".join(f"{n} Ltd has signed an agreement with {m} GmbH." for n, m in zip(names, names[5:], strict=False))
    )
    assert len(index("Acme, " * 50_000).mentions) <= 300
    assert len(found.mentions) <= 300


def test_parties_of_the_visible_gold() -> None:
    """On the visible gold 85 of 100 parties that a document names are found, and 90 of 100 that are found are right."""
    if not (SHARED / "gold" / "dev").is_dir():
        pytest.skip("the sample data is not beside the project")
    from kg.reading import Source, read_source  # noqa: PLC0415

    right = found = wanted = 0
    for path in sorted((SHARED / "gold" / "dev").glob("*/gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        keys = {name_key(name): party["id"] for party in gold["parties"] for name in party["names"]}
        agreements = {a["id"]: a["parties"] for a in gold["agreements"]}
        for entry in gold["documents"]:
            document = read_source(Source(path.parent / entry["file"], entry["file"]))[0]
            about = {a for s in gold["statements"] if s["document"] == entry["id"] for a in s["about"]}
            named = {p["id"] for p in gold["parties"] if any(n[0].isupper() and n in document.text for n in p["names"])}
            want = named & {p for a in about for p in agreements[a]}
            mentions = find_parties(document).mentions[bool(entry.get("irrelevant")) :]
            got = [next((keys[k] for k in map(name_key, (m.name, *m.aliases)) if k in keys), "?") for m in mentions]
            right, found, wanted = right + len(want & set(got)), found + len(got), wanted + len(want)
    assert right / found >= 0.90
    assert right / wanted >= 0.85


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "FC Marnegg buy striker\n\nMarnegg, 2 July 2023 – FC Marnegg agreed a fee with SK Trojan. Marnegg will pay €6 million.",
            ["FC Marnegg", "SK Trojan"],
        ),
        (
            "A charter\n\nThe charter party between the Hanseatic Wind 2 Fund and Petersen Offshore B.V. for the vessel "
            "Sea Heron was prolonged. The Sea Heron works off Borkum.",
            ["Hanseatic Wind 2 Fund", "Petersen Offshore B.V."],
        ),
        (
            "A lease\n\nThe Port of Velmar Authority has let Terminal 4 to Ostra Lines and Karsund Shipping A/S under a lease.",
            ["Port of Velmar Authority", "Ostra Lines", "Karsund Shipping A/S"],
        ),
        (
            "A waste contract\n\nBrightwater Council tears up its contract with ClearStream Services. A pundit at Harrow agreed.",
            ["Brightwater Council", "ClearStream Services"],
        ),
        (
            "A depot\n\nOrmley Ferries has picked Norbury Marine over Tamsin Docks to repair its ships under a contract. "
            "Norbury Marine was advised by brokers Pell and by Grint LLP. Auditors Harker said nothing.",
            ["Ormley Ferries", "Norbury Marine"],
        ),
        (
            "Roaming\n\nQ-Net and Republic Telecom of Gondal (RTG) signed a roaming agreement. RTG will pay Q-Net 2 cents.",
            ["Q-Net", "Republic Telecom of Gondal"],
        ),
    ],
)
def test_who_has_a_part_in_a_deal(text: str, names: list[str]) -> None:
    """Clubs, funds, ports and firms that deal are parties; towns, ships, people and onlookers are none."""
    assert [mention.name for mention in index(text).mentions] == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "Members: Port of Ostra, Hanse Terminals and the Municipality of Velm",
            ["Port of Ostra", "Hanse Terminals", "Municipality of Velm"],
        ),
        (
            "Parties: Velm Gas Grid (VGG); Biogas of the Downs; Velm County Council",
            ["Velm Gas Grid", "Biogas of the Downs", "Velm County Council"],
        ),
        ("Members: Anna Berg, Tom Hill", []),
        ("Partners: Acme and Beta were thanked", []),
    ],
)
def test_a_list_behind_a_label_names_parties(line: str, names: list[str]) -> None:
    """A line that only lists houses behind "Members" or "Parties" names who deals; people and sentences do not."""
    assert [claim.name for claim in read_listed(line)] == names


@pytest.mark.parametrize(
    ("text", "passage", "means"),
    [
        (
            "Air Velm and Ostra Foods agreed on meals. Air Velm signed a contract with Ostra Foods.",
            "The airline pays and the caterer cooks.",
            {"The airline": ("air-velm",)},
        ),
        (
            "Kappa has agreed to sell its old mill to Velm & Sons under an agreement. Kappa and Velm & Sons signed it.",
            "The buyer keeps the staff.",
            {"The buyer": ("velm-sons",)},
        ),
        (
            "The Ostra Blood Service has chosen Hemalab GmbH to test blood. The agreement binds both.",
            "The Service buys the tests.",
            {"The Service": ("ostra-blood-service",)},
        ),
        (
            "Pošta Velm AB and Kappa Oy signed a contract on lockers with the grocer Ostra. Kappa mends them for Pošta Velm.",
            "The post pays the chain EUR 9.",
            {"The post": ("posta-velm",), "the chain": ("ostra",)},
        ),
    ],
)
def test_a_report_calls_its_parties_by_trade_and_side(text: str, passage: str, means: dict[str, tuple[str, ...]]) -> None:
    """A noun in the name, a trade that it shows or a side in the deal takes up the one party that it can mean."""
    found = {shown: keys for shown, keys, _ in hits(f"{text} {passage}", passage)}
    assert {shown: found.get(shown) for shown in means} == means


def test_a_sentence_tells_who_has_which_role() -> None:
    """A register that says who the supplier and who the customer is names its parties and what it calls them."""
    told = "The landlord is Kyo Oy, the tenant Borrendal A/S. The lease of 3 May 2019 was prolonged by a deed of 4 June 2021."
    found = {m.key: m.roles for m in index(f"{told}\n\nThe tenant pays EUR 7.").mentions}
    assert found == {"kyo": ("landlord",), "borrendal": ("tenant",)}


def test_who_is_called_by_the_trade_in_a_name_deals() -> None:
    """The works that the text calls "the smelter" is a party, though the sentence on the signing gives no name for it."""
    text = (
        "On Friday the smelter, Halden Power and Tessel Grid signed an amendment to their power contract. "
        "The smelter pays EUR 40.\n\nAda Lim runs the plant for Cape Orsen Aluminium."
    )
    assert sorted(m.key for m in index(text).mentions) == ["cape-orsen-aluminium", "halden-power", "tessel-grid"]


def test_a_year_before_a_name_counts_nothing() -> None:
    """A number before a name and a plural makes it a product; a year or a day does not."""
    assert [n.text for n in sentence_names("In 2019 Acme sells 500 Yorra trucks to Beta")] == ["Acme", "Beta"]
    assert [n.text for n in sentence_names("Acme takes four Yorra vessels from Beta")] == ["Acme", "Beta"]


def test_minutes_are_of_the_council_that_heads_them() -> None:
    """The body whose minutes a text is deals in them as "the Council"."""
    told = "The Council had entered into an agreement with Ostra Buses. Ostra Buses runs the service."
    text = f"Velm Town Council: minutes of 8 May 2023\n\n{told}"
    assert {m.name for m in index(text).mentions} >= {"Velm Town Council", "Ostra Buses"}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (
            'PACT\n\nMade in Oslo on 3 May 2019 by\n\nHavnett SF ("Havnett"), and\nClydegrid plc of Glasgow ("CG").',
            "clydegrid havnett",
        ),
        (
            'PACT\n\nThe undersigned:\n- Borrendal A/S (the "Seller"); and\n- Kyo K.K. (the "Buyer")\nagree as follows.',
            "borrendal kyo",
        ),
        (
            'PACT\n\nDelmar University, hereinafter "Delmar", and\nQuorra B.V., hereinafter "Q",\n\nhave agreed:',
            "delmar-university quorra",
        ),
        (
            'PACT\n\nmade between the Coastal Fog Service (the "Service") and Kestrel Oy ("Kestrel")\n\nThe Service pays.',
            "coastal-fog-service kestrel",
        ),
        (
            'PACT\nof 3 May 2019 between Borrendal A/S (the "Grower") and Kyo K.K. (a "Taker")\n§ 1 Seed\n'
            "(1) The Grower supplies:\nTaker\tFirm order\nKyo\t4 t",
            "borrendal kyo",
        ),
        (
            "CONTRACT\n\nconcluded in St. Orsen on 3. May 2019 by\n\n (a) the Ministry of Ports (hereinafter: the Ministry),\n"
            " (b) Kyo d.d. (hereinafter: the Dredger).\n\nArticle 1\nThe Dredger clears the bay.",
            "kyo ministry-of-ports",
        ),
        (
            "The Ministry of Ports makes known\n\nAMENDMENT No. 1\nto the Dredging Contract of 3 May 2019,\n"
            "signed by the Ministry, Kyo d.d. and Borrendal d.o.o. on 4 June 2020\n\nI. In Article 2 the fee becomes EUR 7.",
            "borrendal kyo ministry-of-ports",
        ),
        ("Norway's Havnett and Polderkabel of the Netherlands signed a contract in May.", "havnett polderkabel"),
        ("Halden Works, a unit of Kronberg, has signed a contract with Tessel Rail.", "halden-works tessel-rail"),
        ("Under a contract of May 2019 Port of Marmora lets Terminal West to Kestrel Oy for 20 years.", "kestrel port-of-marmora"),
        ("The Terholt Museum has agreed to lend three paintings to the Delmar Gallery.", "delmar-gallery terholt-museum"),
    ],
)
def test_parties_stand_in_many_kinds_of_block_and_sentence(text: str, keys: str) -> None:
    """Blocks without "between", origins, asides and things handed on do not hide who the parties are."""
    assert sorted(m.key for m in index(text).mentions) == keys.split()


def test_who_sends_a_letter_and_who_gets_it_are_parties() -> None:
    """The addressee below the mark of a courier, and a body in the From line of a mail, have a part in what it tells."""
    notice = (
        "HALVEN OY\nOslo\n\nBY COURIER\n\nMarmora Foods S.p.A.\nVia Roma 6, Bari\n\nFor the attention of the board\n\nWe end it."
    )
    mail = "From: Harbour Anglers' Trust <a@hat.example>\n\nDear member,\n\nWe signed a lease with Kyo Oy. We pay Kyo."
    assert {"halven", "marmora-foods"} <= {m.key for m in index(notice).mentions}
    assert "harbour-anglers-trust" in {m.key for m in index(mail).mentions}


def test_a_report_names_who_deals_beside_its_main_parties() -> None:
    """A buyer told of by its acts is a party beside the two in the title; what has the letters of one of them is none."""
    text = (
        "Kappa Energie and Seabreeze renew their contract\n\n"
        "Kappa Energie has agreed with Seabreeze to buy wind power for ten years, the companies said on Monday.\n\n"
        "Next door Tolvana keeps its option on the second field; any other offer it will refuse. "
        "Since Monday SEATRADE has promised lower fees."
    )
    assert [m.name for m in index(text).mentions] == ["Kappa Energie", "Seabreeze", "Tolvana"]


def test_headings_and_papers_are_no_part_of_a_name() -> None:
    """The heading of the signatures, and the title of a paper before a name, are cut off; a body named for a treaty is whole."""
    told = "Under the Net Access Agreement Halven has promised to pay. The Lakes Treaty Commission has promised as much."
    assert [name.text for name in sentence_names(told)] == ["Halven", "Lakes Treaty Commission"]
    for opening in ("Concurrently, Halven and Quillon have signed a lease.", "On 3 May Halven and Quillon have signed a lease."):
        assert [name.text for name in sentence_names(opening)] == ["Halven", "Quillon"]
    assert [claim.name for claim in read_signatures("SIGNATURES\nHALVEN OY By: /s/ A. Berg")] == ["HALVEN OY"]


def test_a_body_that_its_noun_takes_up_is_a_party() -> None:
    """Who is named in full once and then only called "the Trust" deals, though no frame shows it."""
    text = (
        "Bramble Foods Newsletter\n\nBramble Foods signed a loan agreement with Ostrava Lending on 3 May 2021. It was arranged at a"
        " dinner of the Wexley Trust.\n\nThe Trust gives EUR 4,000 a year. Bramble Foods sends the Trust a report."
    )
    assert "wexley-trust" in {party.key for party in index(text).mentions}
    once = text.replace(" Bramble Foods sends the Trust a report.", "")
    assert "wexley-trust" not in {party.key for party in index(once).mentions}


def test_the_house_whose_office_heads_a_page_speaks_in_it() -> None:
    """A page of questions says "we" of the house before the name of its help centre; a page that says "we" of nobody does not."""
    answers = (
        "\n\n**What has changed?**\nOn 20 May we signed a supply agreement with Quillon Oy. We pay Quillon EUR 5 a crate, and our"
        " term is four years. We buy nothing else from Quillon.\n"
    )
    for head in ("BRAMBLE SEED | Help centre | edited 3 June", "# Prices\n\n_Bramble Seed Supporter Services. Posted 3 June._"):
        found = index(head + answers)
        assert found.publisher == "bramble-seed", head
        assert set(found.everyone) == {"bramble-seed", "quillon"}, head
    assert index("Crate prices | Help centre | edited 3 June" + answers).publisher != "crate-prices"


def test_full_names_and_owners_beside_the_main_parties_deal_too() -> None:
    """A firm with its legal form that a mail names twice is a party of it; a brand that only stands before its goods is none."""
    text = (
        "Bramble Foods Oy and Quillon plc signed a storage contract on 3 May 2021. Bramble Foods pays Quillon EUR 5 a crate.\n\n"
        "Agreed: Bramble Foods Oy, Quillon plc, Tessen Cold A/S. Tessen's 40 crates come first.\n\n"
        "The Nimbo boxes are stacked. Quillon sells Nimbo lids, and Nimbo crates come later."
    )
    keys = {party.key for party in index(text).mentions}
    assert "tessen-cold" in keys
    assert "nimbo" not in keys


def test_what_is_sold_or_called_a_platform_is_no_party() -> None:
    """Goods that a firm may sell to others, and what is called the only system, are things, however often they act."""
    text = (
        "Quillon plc\nTo our owners, 3 May 2021\n\nOn 2 May Bramble Foods and we signed an amendment to our contract of 2019."
        " Tivoli is no longer our only booking system; in Leeds Tivoli keeps its exclusive place. Bramble Foods will ship us 400"
        " Orsa engines. Bramble Foods may not sell Orsa to any other line before 2024. Bramble Foods pays us EUR 5 a crate."
    )
    assert {party.key for party in index(text).mentions} == {"quillon", "bramble-foods"}


def test_a_public_service_with_a_joint_name_is_one_party() -> None:
    """A name that "and" joins before "Service" is one body, which the contract then calls the Service."""
    text = (
        'DATA LICENCE AGREEMENT\n\nmade 4 March 2021, between the Federal Coast and Weather Service (the "Service")\nand Bramble'
        ' Imaging, Inc. ("Bramble")\n\n1. Bramble hereby grants to the Service a licence to use the scenes.\n'
    )
    assert [party.key for party in index(text).mentions] == ["federal-coast-and-weather-service", "bramble-imaging"]
    assert hits(text, "Bramble pays the Service.")[1][1] == ("federal-coast-and-weather-service",)


def test_the_head_of_a_table_names_no_party() -> None:
    """A row "Shipper / Firm capacity" at the head of a table is not the shipper's name."""
    text = (
        'CAPACITY CONTRACT\n\nof 12 May 2023 between Quillon Gas GmbH (the "Operator") on the one side and Bramble Foods AG and'
        ' Tessen plc (each a "Shipper") on the other\n\n1 Capacity\n\nShipper\tFirm capacity\nBramble\t0.9 GW\nTessen\t1.1 GW\n'
    )
    assert {party.key for party in index(text).mentions} == {"quillon-gas", "bramble-foods", "tessen"}


def test_who_signs_for_a_house_is_not_a_party() -> None:
    """Whoever is "Ann Bee of Corvin Records" signs for that house; a page that speaks of "our chairman" is its publisher's."""
    found = index(
        "Two mills sign\n\nNorring Screw Museum\n\nOur chairman and Orla Beeling of Corvin Records, Leeds, signed a lease. "
        "We pay EUR 3 to the label.",
        publisher="Norring Screw Museum",
    )
    assert {m.name for m in found.mentions} == {"Norring Screw Museum", "Corvin Records"}
    assert [hit.keys for hit in found.hits(Passage.of("The label pays"))] == [("corvin-records",)]


def test_a_place_that_only_stands_in_the_title_is_no_party() -> None:
    """A town behind "for" in a title and before a thing in the text does not deal."""
    found = index(
        "A second mill for Norring\n\nKappa Energie agreed with Seabreeze on a lease of it. Not all who grind Norring flour do."
    )
    assert {m.key for m in found.mentions} == {"kappa-energie", "seabreeze"}


def test_people_of_a_mail_are_no_parties() -> None:
    """Those whose addresses head a mail write for their houses; the house that is copied in deals where the text names it."""
    found = index(
        "From: Ann Bee <ann.bee@corvin.example>\nTo: Tom Ray <tom.ray@kappa.example>\nCc: Eva Lind <eva@seabreeze.example>\n"
        "Subject: Lease\n\nDear Tom,\n\nthe lease is in force. We owe you our thanks. Seabreeze guarantees you EUR 3.\n"
    )
    assert {m.key for m in found.mentions} == {"corvin", "kappa", "seabreeze"}


def test_report_knows_a_body_by_its_noun_alone() -> None:
    """A report that says "the authority" twice, never its name, has it as a party beside those that it names."""
    found = index(
        "Who pays\n\nKappa Energie, the builder, collects EUR 3 from Seabreeze under a contract. The authority pays for it. "
        "Nor may the authority leave."
    )
    assert [hit.keys for hit in found.hits(Passage.of("the authority pays"))] == [("authority",)]


def test_who_makes_what_is_the_party_of_a_definition() -> None:
    """Of the names before one bracket that defines a short name, the firm is meant, not its product or its town."""
    found = index(
        """GAME LICENCE

Torvik Spiele AG, Bremen, maker of the board game Silver Heron (hereinafter "Torvik", and "the Game"), and Windy Halls BV,
Breda (hereinafter "Windy"), have agreed what follows.

1. Torvik grants Windy the right to hold contests."""
    )
    assert [(m.name, m.aliases) for m in found.mentions] == [("Torvik Spiele AG", ("Torvik",)), ("Windy Halls BV", ("Windy",))]


def test_officers_are_no_parties() -> None:
    """The office below a signature and a minister with a name deal for somebody else."""
    found = index(REPORT + "\n\nMinister Olga Brandt praised it. Minister Olga Brandt signed.\n\nChief Commercial Officer of Kappa")
    assert {m.name for m in found.mentions} == {"Kappa Energie", "Seabreeze"}


def test_the_organ_of_a_body_is_the_body() -> None:
    """Letters before the word for an organ are the name of who acts."""
    assert [name.text for name in sentence_names("We heard from the ORFC Secretariat and Windy Mills.")] == ["ORFC", "Windy Mills"]


def test_who_publishes_a_text_worded_as_a_partys_own_speaks_in_it() -> None:
    """The publisher of a page that says "we" as parties do is a party, and a newspaper is none."""
    text = """Colder nights, warmer ships

What does the new contract bring you?

We have renewed our contract with the Port Authority of Ormle, and we are glad of it. We will heat four quays through March 2022,
and the Authority pays us USD 3 per hour. We may let other quays to other lines, as ever. You need do nothing.

Will our rates rise?

No. We keep our rates for you, our customers, until the end of the year. If you have questions, please write to us."""
    page = document("notice.md", text)
    assert find_parties(replace(page, publisher="Skerry Steam")).publisher == "skerry-steam"
    assert find_parties(replace(page, publisher="Skerry Gazette")).publisher == ""


def test_a_report_that_shows_nobody_names_who_deals_in_the_sentences_on_terms() -> None:
    """Where no frame shows two parties, those named in sentences on terms are the parties, and not those of other deals."""
    text = """Dearer shells

Who says that mussels are poor food? Skerrant is to pay the growers of Ormle Shellfish Union EUR 4 million a season. For this it
gets the exclusive right to sell their mussels in Elbonia. Skerrant must take 900 tonnes a year through March 2028.

In other trades, Vantry Oysters has sold its barges to a maker of pontoons."""
    assert [m.name for m in index(text, publisher="Shore Gazette").mentions] == ["Skerrant", "Ormle Shellfish Union"]
    assert index("Dearer shells\n\nMussels were dear at Skerrant this week. The fair was a success.").mentions == ()


def test_rows_of_a_form_may_have_numbered_boxes() -> None:
    """Rows give roles their parties though "Box 2" stands before the role."""
    text = """CONTRACT FOR THE BUILDING OF A LIGHTER

Box 1   Date       3 May 2020
Box 2   Builder    Werft Ormle GmbH, Husum
Box 3   Owner      Skerry Steam Ltd, Leith

Article I. The Builder shall build the lighter. Article II. The Owner shall pay for it. The Parties agree as follows."""
    assert [(m.name, m.roles) for m in index(text).mentions] == [
        ("Werft Ormle GmbH", ("Builder",)),
        ("Skerry Steam Ltd", ("Owner",)),
    ]


def test_the_ends_of_a_way_are_no_parties() -> None:
    """A treaty on a canal names its two ends before the states that dig it."""
    text = """TREATY of 1990
concerning a canal of 40 metres between Tarn and Port Holm

The Republic of Elbonia and the Kingdom of Wyland

agree: Elbonia shall build a lock at Tarn. Wyland shall pay half of it."""
    assert {m.name for m in index(text).mentions} & {"Tarn", "Port Holm"} == set()


TIP = """Gale and Skerrant trade kelp
In Ormle the harbour was full. Skerrant has signed a contract with Gale Foods, which pays Skerrant 4 million euros a year.
Skerrant must deliver 900 tonnes to Gale Foods through 2028."""


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Every shop in Tarnbay buys kelp from Skerrant.", "Tarnbay"),
        ("Drones may carry kelp for EUR 2,000 a year.", "Drones"),
        ("The bond in clause Ninth must reach EUR 2,000,000.", "Ninth"),
        ("Gale Foods pays 2 million euros into the Adaptation Fund, which will train sorters.", "Adaptation Fund"),
    ],
)
def test_a_place_a_word_a_clause_and_a_pot_are_no_parties(sentence: str, name: str) -> None:
    """What stands only behind "in", "clause" or "into the", or is a word that clauses have in small letters, deals with nobody."""
    found = [m.name for m in index(f"{TIP}\n{sentence}\n", publisher="Shore Gazette").mentions]
    assert name not in found
    assert "Skerrant" in found


def test_a_month_at_the_end_of_a_span_is_no_part_of_a_name() -> None:
    """The subject of "from November to March Skerrant shall sell" is Skerrant."""
    assert [one.text for one in sentence_names("The kelp cut from November to March Skerrant shall sell to Gale Foods.")] == [
        "Skerrant",
        "Gale Foods",
    ]


def test_who_acts_for_a_partnership_and_a_unit_of_a_house_are_nobody_else() -> None:
    """A general partner signs for its partnership; a unit through which a house acts is another name of it."""
    head = """LEASE made on 3 May 2019 between
TARN CITY HOSPITAL, 4 High Street, for its unit Ormle Biobank (the "Lessor"), and
BRAMBLE FOODS LP, acting through its general partner, Bramble GP Ltd. (the "Lessee").

The Lessor lets two rooms to the Lessee. The Lessee shall pay 300 euros a month."""
    assert "Bramble GP Ltd." not in [m.name for m in index(head).mentions]


@pytest.mark.parametrize(("how", "body"), [("acting through", "Sealager Torvik"), ("represented by the", "Ministry of Fisheries")])
def test_an_agency_or_ministry_that_acts_for_a_state_is_another_name_of_it(how: str, body: str) -> None:
    """A state and the body through which it acts are one party, whichever of the two names other documents use."""
    head = f"""CONVENTION done on 3 May 2019 between
the Kingdom of Elbonia, {how} {body} ("Elbonia"), and
Grainway AB ("Grainway").

Grainway shall deliver 300 tonnes of grain to Elbonia each year. Elbonia pays 200 euros for a tonne."""
    names = [{m.name, *m.aliases} for m in index(head).mentions]
    assert len(names) == 2
    assert any({"Kingdom of Elbonia", body} <= several for several in names)


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("The Ford pays the Weir up to XCD 45 million", ["Ford", "Weir"]),  # the code of a currency, however rare
        ("The Waters Board of Ormley signed a lease with Tarn Mills", ["Waters Board of Ormley", "Tarn Mills"]),
        ("The Executive Board of Ormley signed a lease with Tarn Mills", ["Ormley", "Tarn Mills"]),
        ("The lease was signed on 12 May, Oar & Mast has learnt", []),  # a paper
    ],
)
def test_codes_of_money_and_papers_are_no_names_and_a_board_of_its_own_is_one(told: str, names: list[str]) -> None:
    """A sum in any currency names nobody; "Waters Board of X" is a body, "Executive Board of X" stands for X."""
    assert [name.text for name in sentence_names(told)] == names


def test_a_party_may_be_led_by_whose_owner_it_is() -> None:
    """Acme and the mill's owner, Beta, have signed: both deal."""
    told = "Tarn Mills and the weir's owner, Ormley Waters, yesterday renewed their contract."
    found = {framed.name.text for framed in read_frames(told, sentence_names(told)) if framed.weight > 1}
    assert found == {"Tarn Mills", "Ormley Waters"}
