"""Tests of what a paper itself is, told by its head: title, kind, day and the agreement that it is made to.

`contract_heads.toml` holds heads of contracts, amendments, letters and treaties, written by somebody who did not know the program.
The floors say how many of them are read right; a change may raise them.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.extraction import read_document
from kg.extraction.paper_titles import kind_of_title
from kg.reading.formats import read_bytes
from kg.records import AgreementMention, Document, LinkType, Reading

HEADS = tomllib.loads((Path(__file__).parent / "contract_heads.toml").read_text(encoding="utf-8"))["head"]
KINDS = {  # what the scheme of kinds calls a kind of paper
    "framework": {"master"},
    "treaty": {"definitive"},
    "termination": {"definitive"},
    "letter": {"definitive", "amendment"},
}


def read(text: str) -> Reading:
    (document,) = read_bytes("head.txt", text.encode(), {})
    assert isinstance(document, Document)
    return read_document(document)


def own(reading: Reading) -> AgreementMention | None:
    return next((agreement for agreement in reading.agreements if agreement.own), None)


@cache
def readings() -> list[tuple[dict[str, Any], Reading]]:
    return [(head, read(head["text"])) for head in HEADS]


def test_nearly_every_head_is_that_of_an_agreement() -> None:
    """A paper with the title and the points of a contract is one, also where its parties are not understood."""
    assert sum(own(reading) is not None for _, reading in readings()) >= 66


def test_day_of_most_heads_is_read() -> None:
    """The day under the title, in a row, in a sentence or at the foot is the one on which the paper was made."""
    found = [(head["made"], own(reading)) for head, reading in readings() if head["made"]]
    assert sum(paper is not None and str(paper.made.earliest).startswith(made) for made, paper in found) >= 59


def test_kind_of_most_heads_is_read() -> None:
    """A title tells whether a paper makes, changes, prolongs or restates an agreement, or only intends one."""
    found = [(KINDS.get(head["kind"], {head["kind"]}), own(reading)) for head, reading in readings()]
    assert sum(paper is not None and paper.kind.rsplit("/", 1)[-1] in kinds for kinds, paper in found) >= 60


def test_day_of_what_a_head_changes_is_read() -> None:
    """What a paper changes, prolongs or ends is known by its day, in the title, in a row or in a recital."""
    bases = [(h["base_made"], [a for a in r.agreements if not a.own]) for h, r in readings() if h.get("base_made")]
    assert sum(any(str(a.made.earliest)[:7] == day[:7] for a in found) for day, found in bases if len(day) > 4) >= 15


POINTS = """
Seller: Orla Finch, Ormley
Buyer: Bexel GmbH, Elbonburg

1. The Seller brings the goods to the quay.
2. The Buyer pays EUR 900 on that day.

Signed: Orla Finch, for Bexel GmbH: B. Bexel
"""


@pytest.mark.parametrize(
    "title",
    ["Boat Sale", "LOAN PAPER No. 7", "Sale and purchase of a kiln", "Tenancy of Mill Loft", "Tent hire", "R I D E R  No. 2"],
)
def test_title_without_the_word_agreement_heads_one(title: str) -> None:
    """A paper with sides and points is an agreement by a title that names what is dealt in."""
    paper = own(read(f"{title}\n\n3 May 2021\n{POINTS}"))
    assert paper is not None
    assert str(paper.made.earliest) == "2021-05-03"


@pytest.mark.parametrize("title", ["Boat Show", "Notice of sale", "Annex 4 to the Prospectus", "News of the Lease"])
def test_title_of_another_paper_heads_no_agreement(title: str) -> None:
    """A show, a notice, an annex to a prospectus and news are no agreements by their title."""
    text = f"{title}\n\n3 May 2021\n\nOrla Finch told reporters that Bexel GmbH, Elbonburg, has bought her boat.\n"
    assert own(read(text)) is None


@pytest.mark.parametrize(
    ("title", "kind", "link"),
    [
        ("Annex No. 2 to the Lease of March 2012", "amendment", LinkType.AMENDS),
        ("Change of the timetable", "amendment", LinkType.AMENDS),
        ("RENEWAL NOTE", "extension", LinkType.EXTENDS),
        ("Agreement to end the charter of 3 May 2012", "definitive", LinkType.SUPERSEDES),
        ("Towage contract (text restated)", "restatement", LinkType.SUPERSEDES),
        ("Statement of shared intent", "memorandum", None),
        ("Framework contract for rope", "master", None),
        ("Master toy licence", "definitive", None),
    ],
)
def test_title_tells_what_a_paper_does(title: str, kind: str, link: LinkType | None) -> None:
    """The words of a title say of what kind a paper is and what it does to an earlier one."""
    found = kind_of_title(title)
    assert (found[0], found[2]) == (kind, link)


@pytest.mark.parametrize(
    "told",
    [
        "Original licence: 3 May 2012",
        "In May 2012 they made a tenancy agreement on the mill.",
        "The Buyer has had the mill under a lease signed on 3 May 2012.",
        "This changes the mill contract dated 3 May 2012.",
        "Appendix to the contract for a mural (town hall) of 3 May 2012",
    ],
)
def test_day_of_what_is_changed_may_stand_anywhere_in_the_head(told: str) -> None:
    """What a paper changes is known by its day in a row or in a sentence above the points."""
    text = POINTS.replace("\n1. ", f"\n{told}\n\n1. ", 1)
    reading = read(f"Supplement\n\n3 June 2021\n{text}")
    assert [str(a.made.earliest)[:7] for a in reading.agreements if not a.own] == ["2012-05"]
