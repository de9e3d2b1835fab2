"""Which agreements letters, filings and articles make, change and carry out, where they tell of several at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.extraction.agreement_dates import relative_bounds
from kg.extraction.agreements import AgreementIndex, find_agreements
from kg.extraction.parties import find_parties
from kg.reading import Source, read_each, read_source
from kg.records import AgreementMention, DateBounds, Document, LinkType

LETTER = """ALDER TIMBER OY
Kotka

Brae Paper AB
attn. Ms. Lind

14 June 2021

{subject}

Dear Ms. Lind,

Thank you for the talks in Malmo. {told}

(a) Clause 4: the price is EUR 61 for each cubic metre.
(b) Clause 9.1: the contract shall expire on 30 June 2026 instead of 30 June 2023.

Yours sincerely,
Aino Rask

Agreed: Brae Paper AB, 16 June 2021
"""

FILING = """FORM 8-K

Date of Report (Date of earliest event reported): 2 April 2020

ALDER FOODS, INC.
(Exact name of registrant as specified in its charter)

Delaware (State of incorporation)

Item 1.01 Entry into a Material Definitive Agreement

Storage Amendment. On 2 April 2020, Alder Foods, Inc. (the "Company") and Brae Cold Storage plc ("Brae") entered into Amendment
No. 3 (the "Amendment") to the Storage Agreement dated 1 June 2015 between them. Under the Amendment the Company will pay $21 per
pallet. It gives contractual form to a memorandum of understanding dated 9 January 2020, which was not binding.

Consent. On the same date the Company, Brae and Corvid Bank plc ("Corvid") entered into a Lender Consent Agreement. Under the
Lender Consent Agreement the Company will pay its fees into an account held by Corvid.
"""


@pytest.mark.parametrize(
    "subject",
    ["Pulpwood supply contract of 2 May 2018 - second amendment", "ADDENDUM NO. 2 - PULPWOOD SUPPLY CONTRACT OF 2 MAY 2018"],
)
def test_a_letter_names_its_base_in_either_order(tmp_path: Path, subject: str) -> None:
    """The date line above the subject is no part of it, and the letter was made from its day to that of the countersigning."""
    index = read(tmp_path, LETTER.format(subject=subject, told="This letter varies the above contract from 1 July 2021."))
    own, base = mention(index, "own"), mention(index, "base")
    assert (own.kind, own.made) == ("amendment", DateBounds(date(2021, 6, 14), date(2021, 6, 16)))
    assert (base.title.lower(), base.made.earliest) == ("pulpwood supply contract", date(2018, 5, 2))


@pytest.mark.parametrize(
    "told",
    ["This letter varies the above contract from 1 July 2021.", "The contract stands amended as follows, with effect from May."],
)
def test_the_sentence_that_says_so_carries_the_link(tmp_path: Path, told: str) -> None:
    """Not the subject line but what says that the letter amends is quoted for it."""
    text = LETTER.format(subject="Pulpwood supply contract of 2 May 2018 - second amendment", told=told)
    (site,) = [s for s in read(tmp_path, text).sites if s.link]
    assert text[site.start : site.end] == told


def test_a_report_of_two_agreements_keeps_them_apart(tmp_path: Path) -> None:
    """Another title, other parties and "the same date" make a second agreement of that day; the report is no contract itself."""
    index = read(tmp_path, FILING)
    own, consent = mention(index, "own"), next(m for m in index.mentions if "Consent" in m.title)
    assert not index.instrument
    assert [len(own.parties), len(consent.parties)] == [2, 3]
    assert own.made == consent.made == DateBounds(date(2020, 4, 2), date(2020, 4, 2))


def test_a_paper_that_does_not_bind_is_given_form(tmp_path: Path) -> None:
    """That the paper did not bind is said of the paper, and the link of what carries it out."""
    links = [(s.link.type, s.link.earlier) for s in read(tmp_path, FILING).sites if s.link]
    assert (LinkType.IMPLEMENTS, "memorandum") in links


def test_a_relative_clause_tells_a_change(tmp_path: Path) -> None:
    """A contract that its parties extended in a month has an extension of that month."""
    text = """Alder stays with Brae
By Nils Rode, 9 May 2020

After the frost few would have bet on it, but Alder Foods will stay with Brae Cold Storage. The storage contract that the two
extended in April now runs to 2031.
"""
    own = mention(read(tmp_path, text), "own")
    assert (own.kind, own.made) == ("extension", DateBounds(date(2020, 4, 1), date(2020, 4, 30)))


def test_a_finite_verb_dates_the_change(tmp_path: Path) -> None:
    """The amendment was signed on the day behind the name of what it amends."""
    text = "The First Amendment to the storage agreement between Alder Foods and Brae Cold Storage was signed on 4 May 2020.\n"
    assert mention(read(tmp_path, text), "own").made == DateBounds(date(2020, 5, 4), date(2020, 5, 4))


MINUTES = """# Council of Alder

## Minutes of the meeting of 14 October 2021

### Item 2. Bulk water

On 1 October 2021 the Council of Alder and Brae Water Ltd signed a bulk water contract. It is valid until 2031.

### Item 3. Second Addendum with Corvid Waste

The council read the draft. Corvid Waste may charge EUR 90 a bin.

The fee is paid each year.

### Item 4. Water again

The price may not rise before 2025.
"""


def test_a_heading_says_which_agreement_its_passages_speak_of(tmp_path: Path) -> None:
    """What stands below a heading that names an agreement of others is of that one, down to the next heading."""
    index = read(tmp_path, MINUTES)
    addendum = next(m for m in index.mentions if m.kind == "amendment")
    places = [MINUTES.index(words) for words in ("The fee is paid", "The price may not")]
    assert [addendum.key in index.about(at, at + 10) for at in places] == [True, False]


def read(folder: Path, text: str) -> AgreementIndex:
    """The agreements of a text."""
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    (document,) = [d for d in read_each(Source(path, path.name)) if isinstance(d, Document)]
    return find_agreements(document, find_parties(document))


def mention(index: AgreementIndex, key: str) -> AgreementMention:
    """The agreement with a key."""
    return next(m for m in index.mentions if m.key == key)


ANSWERED = """# Berth 6: your questions

*Alder Ports, 8 March 2023*

**What was signed on Monday?**
The Berth 6 Agreement, between Alder Ports, Brae Lines and Corvid Cranes. Brae Lines will pay Alder Ports 4 million euros.

**Who puts up the cranes?**
Corvid Cranes will deliver two cranes to Alder Ports by May 2024.
"""

HALVED = """# Quay changes hands

**Town signs dredging contract for new quay; Corvid Cranes cuts its fleet**

8 March 2023

Last week Alder Ports and Brae Dredging signed a dredging contract. Brae Dredging will be paid 9 million euros by Alder Ports.

Corvid Cranes will sell two cranes to Alder Ports.
"""

REWRITTEN = """# Alder and Brae loosen their ties

8 March 2023

Alder Ports and Brae Lines have rewritten their berth contract, bringing in Corvid Cranes Ltd. Brae Lines will pay 2 million euros.
Corvid Cranes told partners that it will deliver two cranes to Alder Ports.
"""


@pytest.mark.parametrize(
    ("text", "title", "number"), [(ANSWERED, "Berth 6 Agreement", 3), (HALVED, "dredging contract", 2), (REWRITTEN, "", 3)]
)
def test_the_main_agreement_of_a_report_has_the_parties_of_its_making(text: str, title: str, number: int, tmp_path: Path) -> None:
    """An answer, a half of a headline and whoever is brought in each tell whose the agreement is."""
    path = tmp_path / "report.md"
    path.write_text(text, encoding="utf-8")
    (document,) = read_source(Source(path, path.name))
    found = find_agreements(document, find_parties(document))
    own = next(a for a in found.mentions if a.key == found.own)
    assert (own.title, len(own.parties)) == (title, number)


TREATIES = """Ministry of Roads of Ostria

Two papers on the tunnel

18 May 2031

On 11 May 2031 Ostria, Norva and Marn signed a Protocol, effective 1 January 2032, amending the Convention of 6 June 2022.
Ostria pays 5 million a year.

Together with the Protocol we signed an arrangement with Norva which prolongs the toll agreement of 2024 through 2040.
"""


def test_the_day_of_a_paper_is_not_that_of_its_effect(tmp_path: Path) -> None:
    """The day before the verb dates the protocol; what is signed together with it is of its day, and of fewer states."""
    found = read(tmp_path, TREATIES)
    by_kind = {a.kind: (a.made.latest, len(a.parties)) for a in found.mentions if a.kind in {"amendment", "extension"}}

    assert by_kind == {"amendment": (date(2031, 5, 11), 3), "extension": (date(2031, 5, 11), 2)}


def test_a_protocol_to_a_treaty_amends_it(tmp_path: Path) -> None:
    """The year behind the treaty is its own; the day behind a comma is that on which the protocol begins to apply."""
    found = read(
        tmp_path,
        "Tunnel news\n\n9 June 2031\n\nOn 4 June 2031 Ostria and Norva signed a Third Protocol to their Tunnel Treaty of 2022, "
        "which applies as of 1 January 2033. Ostria will pay Norva 5 million a year.\n",
    )
    protocol, treaty = (next(a for a in found.mentions if word in a.title) for word in ("Protocol", "Treaty"))

    assert (protocol.kind, protocol.made.latest) == ("amendment", date(2031, 6, 4))
    assert (treaty.made.earliest, treaty.made.latest) == (date(2022, 1, 1), date(2022, 12, 31))


NOTES = """EXCHANGE OF NOTES
on ferry crews, under the Treaty of 6 May 2029

I

Embassy of Ostria, Port Helm                              14 October 2031

Sir,

Having regard to Article 5 of the Treaty signed on 6 May 2029 by Ostria and Norva, I have the honour to propose the following.

(a) In derogation from Article 5, crews may land without a visa.
(b) Norva shall pay EUR 2 million to Ostria.

If Norva agrees, this note and your answer shall constitute an agreement.

II

Ministry of Foreign Affairs of Norva                      3 November 2031

Your Excellency,

Norva concurs with your note.
"""


def test_an_exchange_of_notes_departs_from_the_treaty_that_it_names(tmp_path: Path) -> None:
    """The notes were exchanged from the day of the first to that of the last; a derogation changes the treaty."""
    found = read(tmp_path, NOTES)
    own = next(a for a in found.mentions if a.own)
    links = [site.link for site in found.sites if site.link]

    assert own.made == DateBounds(date(2031, 10, 14), date(2031, 11, 3))
    assert [(link.later, link.type) for link in links] == [(own.key, LinkType.AMENDS)]


CONVENTION = """CONVENTION
between the Republic of Ostria and the Kingdom of Norva on the lake

The Republic of Ostria ("Ostria") and the Kingdom of Norva ("Norva") have concluded the following Convention:

ARTICLE 2. FISH
(1) Norva shall let boats of Ostria fish.

ARTICLE 7. MUTUAL AGREEMENT
The authorities shall settle doubts by mutual agreement.

Done at Port Helm on 6 May 2029.
"""


def test_the_heading_of_an_article_is_no_title(tmp_path: Path) -> None:
    """A treaty has the title at its top, not that of one of its articles."""
    assert [a.title for a in read(tmp_path, CONVENTION).mentions if a.own] == ["CONVENTION"]


def test_the_day_of_a_letter_may_stand_in_the_first_column(tmp_path: Path) -> None:
    """A reference may stand on the right of the day; those who agree below do so on days of their own."""
    found = read(
        tmp_path,
        "ALDER TIMBER OY\nQuay 7, Kotka\n\n9 February 2031                         Our ref. 24/0187\n\n"
        "Brae Paper AB, Malmo, for the attention of Ms Lind\n\nEXTENSION OF THE PULP AGREEMENT of 24 May 2028\n\n"
        "Dear Ms Lind,\n\nwe set down what we agreed.\n\n(1) The Pulp Agreement now ends on 31 December 2039.\n"
        "(2) Brae Paper shall pay EUR 88 a tonne.\n\nWith best regards\n\nA. Salo\n\nAgreed:   Malmo, 16 February 2031\n",
    )

    assert [a.made for a in found.mentions if a.own] == [DateBounds(date(2031, 2, 9), date(2031, 2, 16))]


@pytest.mark.parametrize(
    "told",
    [
        "By a separate contract of the same day, Alder Foods leases 30 vans to Brae Cold Storage.",
        "Alongside, Alder Foods, Brae Cold Storage and Corvid Bank have signed a three-way escrow agreement.",
    ],
)
def test_what_is_made_beside_the_main_agreement_is_one_more(told: str, tmp_path: Path) -> None:
    """A contract called separate, or made "alongside", is none of the extension that a release announces."""
    text = f"""Alder Foods stays with Brae Cold Storage
Kotka, 2 April 2020

Alder Foods and Brae Cold Storage announced today that they are extending the storage contract they signed in May 2016. Corvid
Bank has agreed to lend Alder Foods EUR 2 million.

{told} The hall in Kotka stays as it is.
"""
    index = read(tmp_path, text)
    own = mention(index, index.own)
    assert (own.kind, len(own.parties)) == ("extension", 2)
    (beside,) = [site for site in index.sites if text.startswith(told[:20], site.start)]
    assert beside.about[0] != own.key
    assert mention(index, beside.about[0]).kind == "definitive"


def test_a_renewal_of_a_right_has_a_day_of_its_own(tmp_path: Path) -> None:
    """The day behind the right that is renewed is that of the right, and the renewal is made on the day of the paper."""
    told = "Brae Print Ltd today signed with Tarn Paper AB a renewal, on new terms, of the pulp licence of 8 June 2017."
    index = read(tmp_path, f"# Four more years\n\n**Leeds, 22 March 2022**\n\n{told}\n")
    assert mention(index, "own").made == DateBounds(date(2022, 3, 22), date(2022, 3, 22))
    links = [site.link for site in index.sites if site.link]
    assert [(link.later, link.type) for link in links] == [("own", LinkType.EXTENDS)]
    assert mention(index, links[0].earlier).made == DateBounds(date(2017, 6, 8), date(2017, 6, 8))


RIDER = """                 RIDER NO. 2 TO LEASE VL/20/07

Ormley / Velm / Tarn, 14 November 2022

Between: Velm Yard Ltd (Owner); Ormley Rowers Club (Tenant)

Having regard to the Lease of 2 October 2020, the parties alter it as set
out below. The changes apply as of 1 December 2022.

  i.    Art. 4: the rent shall be EUR 310 per month.

Signed: L. Bee - K. Doe
"""


def test_the_day_below_the_title_is_that_of_a_rider_whenever_it_applies(tmp_path: Path) -> None:
    """A rider is made on the day in its head; "the changes apply as of" names another day."""
    index = read(tmp_path, RIDER)
    assert mention(index, "own").made == DateBounds(date(2022, 11, 14), date(2022, 11, 14))


SAME_DAY = """**Joint statement, Arda, 4 May 2031**

Alder Ports, Brae Lines and Corvid Cranes Ltd signed a berth contract this morning. Brae Lines pays EUR 5 a day to Alder Ports.

On the same day Alder Ports ordered the cranes: Corvid Cranes will deliver six of them.
"""
ASKED = """Why cranes?

3 June 2031

Alder Ports and Brae Lines signed a berth contract on 2 May 2030. Brae Lines pays Alder Ports EUR 5 a day.

In April Alder Ports signed up with Corvid Cranes Ltd, which may use the yard until 30 April 2035.
"""


def test_what_two_of_three_order_on_the_same_day_is_a_deal_of_their_own(tmp_path: Path) -> None:
    """An order beside the contract of three has its two parties and the day of the contract."""
    deals = {len(a.parties): a.made.earliest for a in read(tmp_path, SAME_DAY).mentions if a.made}

    assert deals == {3: date(2031, 5, 4), 2: date(2031, 5, 4)}


def test_whom_somebody_signed_up_with_has_a_deal_with_him(tmp_path: Path) -> None:
    """The verb alone tells a deal; its month is that of its making."""
    made = {a.made.earliest for a in read(tmp_path, ASKED).mentions if a.kind == "definitive"}

    assert date(2031, 4, 1) in made


def test_a_month_in_which_something_ends_is_no_day_of_making() -> None:
    """What is due to lapse this autumn was not made then."""
    day = DateBounds(date(2031, 3, 5), date(2031, 3, 5))

    assert not relative_bounds("The mill lease, due to lapse this September, goes on.", day)[0]
    assert relative_bounds("They prolonged the lease last September.", day)[1] == "last September"


@pytest.mark.parametrize(
    ("told", "made"),
    [
        ("On Thursday 12 July they signed.", date(2018, 7, 12)),
        ("Last Tuesday, 3 July, they signed.", date(2018, 7, 3)),
        ("On Thursday they signed.", date(2018, 7, 19)),
    ],
)
def test_a_weekday_with_its_day_is_that_day(told: str, made: date) -> None:
    """A weekday alone is the last one before the text; a day of the month behind it may be older."""
    assert relative_bounds(told, DateBounds(date(2018, 7, 20), date(2018, 7, 20)))[0] == DateBounds(made, made)


COUNCIL = """# Elbmoor Harbour Authority

Minutes of the meeting of 9 May 2019 of the Elbmoor Harbour Authority. Published on 20 May 2019.

**1. Cranes.** The secretary laid before us a side letter with Acme Cranes plc that the Authority had signed on 2 May 2019. {told}

**2. Dredging.** Noted: the heads of terms of 4 April 2019 with Acme Cranes plc and Brae Dredging Ltd, which bind nobody.

**3. Tugs.** Acme Cranes plc pays us $400 a month for the tug. Brae Dredging Ltd will dredge our quay in June.
"""


def test_it_is_the_agreement_of_the_sentence_before(tmp_path: Path) -> None:
    """What "it" amends is what the letter named just before amends, though the minutes are about no agreement of their own."""
    index = read(
        tmp_path, COUNCIL.format(told="It amends the hire contract of March 2016: the charge rises from $40 to $45 an hour.")
    )
    (link,) = {s.link for s in index.sites if s.link and s.link.earlier}
    earlier = next(m for m in index.mentions if m.key == link.earlier)
    assert (link.type, earlier.made.earliest) == (LinkType.AMENDS, date(2016, 3, 1))


def test_who_takes_note_of_a_paper_with_two_others_is_its_party(tmp_path: Path) -> None:
    """The heads of terms "with Acme and Brae" in the minutes of a board are those of the board too."""
    index = read(tmp_path, COUNCIL.format(told="It was noted."))
    assert len(next(m for m in index.mentions if m.kind == "memorandum").parties) == 3


def test_the_signatures_date_a_contract_and_make_a_paper_firm(tmp_path: Path) -> None:
    """The sentence behind the announcement tells the day and the paper that the contract carries out."""
    text = """PRESS RELEASE

Oslo, 8 June 2021 - Acme Trams AS and Brae City Lines Ltd have signed a contract for trams. The signatures were set down in
Bergen on 3 June and turn last autumn's letter of intent into a firm order. Acme Trams will deliver 12 trams to Brae City Lines.
"""
    index = read(tmp_path, text)
    assert mention(index, "own").made == DateBounds(date(2021, 6, 3), date(2021, 6, 3))
    assert [s.link.type for s in index.sites if s.link] == [LinkType.IMPLEMENTS]


def test_the_day_behind_the_base_is_that_of_the_amendment(tmp_path: Path) -> None:
    """The date that closes the sentence is when the amendment was entered into, the one beside the base that of the base."""
    text = """FORM 8-K

ALDER FOODS, INC.
(Exact name of registrant as specified in its charter)

Alder Foods, Inc. (the "Company") and Brae Cold Storage plc (the "Keeper") entered into Amendment No. 2 ("Amendment No. 2") to the
Cold Storage Services Agreement dated as of 1 June 2015 (the "Storage Agreement") on 2 April 2020.
"""
    assert mention(read(tmp_path, text), "own").made == DateBounds(date(2020, 4, 2), date(2020, 4, 2))


def test_what_comes_on_top_of_a_contract_is_an_extension_of_it(tmp_path: Path) -> None:
    """A contract that "comes on top of" an earlier one extends it and is an extension; the sentence makes no third one."""
    found = read(
        tmp_path,
        "Quays\n\nOn 4 May 2023 Acme Ltd and Bexel GmbH put their names to the Quay Agreement. It comes on top of the mill lease "
        "that they had concluded in 2017 and amended in 2021; no clause of that is touched.\n",
    )
    told = {(m.kind, m.made.earliest.year) for m in found.mentions if m.made.earliest}
    assert told == {("extension", 2023), ("definitive", 2017), ("amendment", 2021)}


def test_a_point_of_an_amendment_that_names_the_contract_is_of_the_amendment(tmp_path: Path) -> None:
    """The list below "provides as follows" tells what becomes of the contract, though each point calls it by its name."""
    text = """FORM 8-K

ALDER FOODS, INC.
(Exact name of registrant as specified in its charter)

On 2 April 2020 Alder Foods, Inc. and Brae Cold Storage plc entered into Amendment No. 2 to the Cold Storage Services Agreement
dated as of 1 June 2015 (the "Storage Agreement"). Amendment No. 2 provides as follows:

  *  The expiry of the Storage Agreement moves from 1 May 2020 to 1 May 2025.

  *  Brae Cold Storage plc may terminate the Storage Agreement on 90 days' notice.
"""
    index = read(tmp_path, text)
    at = text.index("may terminate")
    assert index.about(at, at + 10)[0] == "own"


@pytest.mark.parametrize(("verb", "kind"), [("alters", "amendment"), ("comes on top of", "extension"), ("replaces", "definitive")])
def test_what_a_contract_does_to_another_tells_its_kind(verb: str, kind: str, tmp_path: Path) -> None:
    """A paper that amends a contract is an amendment, whatever it is called."""
    index = read(
        tmp_path,
        "# Acme Cranes plc\n\nLondon, 5 May 2023\n\nOn 3 May 2023 Acme Cranes plc and Brae Dredging Ltd signed a contract. "
        f"It {verb} the hire contract of 2019. Acme will pay Brae $40 an hour.\n",
    )
    assert mention(index, "own").kind == kind


def test_a_dated_protocol_is_not_the_treaty_named_before_it(tmp_path: Path) -> None:
    """The year of the one does not date the other."""
    index = read(
        tmp_path,
        "# Elbonia\n\nMarl, 12 October 2023\n\nThis morning Elbonia and Kappa amended the Treaty. "
        "The Protocol of 2018 keeps the line open at night.\n",
    )
    assert [(m.title, m.made.earliest) for m in index.mentions if m.title] == [("Treaty", None), ("Protocol", date(2018, 1, 1))]


@pytest.mark.parametrize(
    ("told", "parties", "made"),
    [
        ("Under another contract Brae lets us a crane for $40 a day.", {"acme-cranes", "brae-dredging"}, None),
        (
            "Under another contract, concluded with Brae on 9 January 2021, we pay $40 a day.",
            {"acme-cranes", "brae-dredging"},
            2021,
        ),
        (
            "In a memorandum of the same day, which binds no one, Acme and Brae look at a new dock.",
            {"acme-cranes", "brae-dredging"},
            2023,
        ),
        (
            "Under a hire contract of 4 April 2020 Corve Tugs Ltd tows for us. We pay Corve Tugs $30 a day.",
            {"acme-cranes", "corve-tugs"},
            2020,
        ),
    ],
)
def test_a_sentence_that_begins_with_a_deal_beside_the_main_one_speaks_of_that(
    told: str, parties: set[str], made: int | None, tmp_path: Path
) -> None:
    """It is another by the word for it, by its kind, its day or its parties."""
    text = (
        "# Acme Cranes plc\n\nLondon, 5 May 2023\n\nOn 3 May 2023 we signed a lease with Brae Dredging Ltd. "
        f"We will pay Brae $400 a month.\n\n{told}\n"
    )
    index, at = read(tmp_path, text), text.index(told)
    (other,) = (m for m in index.mentions if m.key not in {"own", "earlier-own"})
    assert (other.made.earliest.year if other.made.earliest else None, set(other.parties)) == (made, parties)
    assert index.about(at, at + len(told)) == (other.key,)


def test_the_contract_that_a_report_announces_is_no_deal_beside_it(tmp_path: Path) -> None:
    """A sentence that begins with "under a lease" can go on with the main one."""
    index = read(
        tmp_path,
        "# Acme Cranes plc\n\nLondon, 5 May 2023\n\nOn 3 May 2023 we signed a lease with Brae Dredging Ltd. "
        "Under a lease like this one Brae gets $400 a month from us.\n",
    )
    assert {m.key for m in index.mentions} <= {"own", "earlier-own"}


def test_who_acts_under_a_contract_are_its_parties(tmp_path: Path) -> None:
    """Whoever else the sentence names, "the licence of 2015, under which Acme …" is of those who do something under it."""
    text = """Alder Foods, Inc. news
9 May 2020

Alder Foods, Inc. and Brae Cold Storage plc signed a storage agreement on 2 April 2020. Alder Foods will pay Brae Cold Storage
$21 per pallet.

The agreement with Brae Cold Storage leaves alone the loan agreement of May 2016, under which Corvid Bank plc lends money to
Alder Foods, and Brae Cold Storage has agreed to that.
"""
    loan = next(m for m in read(tmp_path, text).mentions if m.title.lower() == "loan agreement")
    assert set(loan.parties) == {"alder-foods", "corvid-bank"}
