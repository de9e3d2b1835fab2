"""What a term reaches, as far as its clause tells it."""

from __future__ import annotations

import pytest
from test_terms import only, read
from texts import document

from kg.extraction.grades import tells_what_stays
from kg.extraction.notation import make_line
from kg.extraction.parties import find_parties
from kg.extraction.purposes import base_of, period_of
from kg.records import Exclusivity, Modality
from kg.resolution.scopes import relate_labels


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("In Norway and Sweden, the licence of Acme is non-exclusive.", ("Norway and Sweden",)),
        ("2.2 In the Kingdom of Spain, the licence of Acme is non-exclusive.", ("the Kingdom of Spain",)),
        ("In this Agreement, the licence of Acme is non-exclusive.", ()),
        ("For night trains, the licence of Acme is non-exclusive.", ("night trains",)),
        ("For all trains, the licence of Acme is non-exclusive.", ()),
        ("For five years, the licence of Acme is non-exclusive.", ()),
        ("In April, the licence of Acme is non-exclusive.", ()),
        ("As before, some of the gas may be sold to the port.", ("some of the gas",)),
        ("Acme shall procure all the gas of a further 75 MW.", ("tranche a further 75 MW",)),
        ("Acme shall pay Beta twenty percent of all Sublicense Income.", ("sublicense income",)),
    ],
)
def test_place_part_and_addition_are_scopes(text: str, scope: tuple[str, ...]) -> None:
    """A place or a thing at the head, part of the subject, a further quantity and the base of a share say what a term reaches."""
    assert only(text).scope == scope


def test_a_place_by_its_full_name_is_the_place() -> None:
    """The titles of states do not make another place, and are no part of a noun."""
    assert relate_labels("the Kingdom of Spain", "Spain") == "equal"
    assert relate_labels("all countries other than Japan and the People's Republic of China", "China") == ""


def test_nothing_makes_somebody_the_only_one() -> None:
    """Where the subject denies, the exclusive duty is turned into freedom."""
    (term,) = [r.content for r in read("None of this makes Beta the only supplier.")]

    assert (term.exclusivity, term.modality) == (Exclusivity.NON_EXCLUSIVE, Modality.PERMISSION)


def test_a_role_belongs_to_the_name_right_before_it() -> None:
    """The word in the second bracket is not a second role of the first party."""
    text = 'Agreement made as of May 3, 2020 by and between Quill Systems, Inc. ("Vendor") and Barrow Farm Union ("Customer").'

    roles = {p.name: p.roles for p in find_parties(document("contract.txt", f"SERVICE AGREEMENT\n\nThis {text}\n")).mentions}

    assert roles == {"Quill Systems, Inc.": ("Vendor",), "Barrow Farm Union": ("Customer",)}


def test_a_wish_is_no_grant() -> None:
    """What the parties wish is why they agree, not what they agree."""
    assert read("The parties wish Acme to hold its licence from Beta directly.") == []


def test_a_heading_may_say_that_nothing_changed() -> None:
    """Only a heading that says so makes what stands below it a confirmation."""
    told = {words: tells_what_stays(make_line(words, ()).text) for words in ("What stays?", "What does not change", "What is new?")}

    assert told == {"What stays?": True, "What does not change": True, "What is new?": False}


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("EUR 9 million for the 2024/25 season", "season 2024/25"),
        ("EUR 2 in the first contract year", "year first"),
        ("EUR 2 a year", ""),
    ],
)
def test_a_sum_is_for_a_period(words: str, period: str) -> None:
    """Sums of two seasons are two sums; how often a sum is due says nothing."""
    assert period_of(words) == period


def test_the_base_of_a_share_is_told_or_not() -> None:
    """Without a word of sales or income there is no base."""
    assert (base_of(" R0 of worldwide net sales ", 0), base_of(" R0 of the costs ", 0)) == ("worldwide net sales", "")


def test_what_is_excepted_has_a_rule_of_its_own() -> None:
    """Behind "except for X, for which" stands the rule for X."""
    told = [
        r.content
        for r in read(
            "Beta is a non-exclusive distributor of Acme, except for ferries, for which Beta is the exclusive distributor of Acme."
        )
    ]

    assert [t.scope for t in told if t.exclusivity is Exclusivity.EXCLUSIVE] == [("ferries",)]
