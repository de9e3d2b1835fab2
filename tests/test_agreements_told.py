"""Which agreements letters, filings and articles make, change and carry out, where they tell of several at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

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
