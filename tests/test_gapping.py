"""A verb told once for several parties, each with an amount of its own."""

from __future__ import annotations

import pytest

from kg.extraction.gapping import alike, ungapped
from kg.extraction.lexicon_check import example_line
from kg.extraction.parties import PartyHit
from kg.extraction.patterns import find_matches
from kg.extraction.periods import Anchors, read_period
from kg.extraction.terms import Clause, Setting, TermReading, read_terms
from kg.extraction.values import find_amounts

NAMES = ("Acme", "Beta", "Gamma")
THREE = Setting(("acme", "beta", "gamma"), {})


def clause(text: str) -> Clause:
    """The clause of a text in which Acme, Beta and Gamma are parties."""
    found = sorted((at, name) for name in NAMES for at in range(len(text)) if text.startswith(name, at))
    hits = tuple(PartyHit(at, at + len(n), (n.lower(),), "name", text.startswith("'s", at + len(n))) for at, n in found)
    return Clause(example_line(text), text, 0, len(text), hits, find_amounts(text), read_period(text, anchors=Anchors()))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Acme buys 40 tonnes a year and Beta 70 tonnes.", [" P0 buys Q0 ", " P1 buys Q1 "]),
        (
            "Of the costs, Acme bears 40 percent and Beta the remaining 60 percent.",
            [" of the costs , P0 bears R0 ", " of the costs , P1 bears R1 "],
        ),
        ("Acme owes Beta 40 tonnes, and Gamma 9 tonnes in spring.", [" P0 owes P1 Q0 in spring ", " P2 owes P1 Q1 in spring "]),
    ],
)
def test_each_party_has_a_line_with_the_verb_and_its_own_amount(text: str, lines: list[str]) -> None:
    """What stands behind an amount alone goes with all of them where nothing else stands there."""
    assert [line.text.replace(" .", "") for line in ungapped(clause(text))] == lines


@pytest.mark.parametrize(
    "text",
    [
        "Acme pays 40 percent and Beta delivers 60 percent.",  # a verb of its own
        "Acme hands 40 crates to Beta and Gamma 30 crates.",  # which of them hands or gets them is open
        "Acme pays 40 percent and Beta 30 tonnes.",  # another kind of amount
        "The shares are: Acme 40 percent, Beta 60 percent.",  # no verb
    ],
)
def test_a_clause_that_leaves_out_no_verb_has_no_such_lines(text: str) -> None:
    """Only a joint, a party and an amount of the same unit show that a verb is left out."""
    assert ungapped(clause(text)) == []


def test_none_of_those_who_bear_is_owed_and_all_are_owed_to_the_rest() -> None:
    """Of three who made the agreement, two of whom buy, the third one sells."""
    text = clause("Acme has to take 40 tonnes a year and Gamma 9 tonnes.")
    found: list[TermReading] = []
    for line in ungapped(text):
        part = Clause(line, text.text, text.start, text.end, text.hits, text.amounts, text.period)
        found += read_terms(part, THREE, find_matches(line))
    told = [r.content for r in alike(found, THREE)]
    assert [(*t.bearer, *t.counterparty, str(t.low)) for t in told] == [("acme", "beta", "40"), ("gamma", "beta", "9")]


def test_a_bare_number_behind_a_party_and_a_joint_has_the_unit_before_it() -> None:
    """The name is blotted out where amounts are looked for."""
    assert [(a.words, a.unit) for a in find_amounts("____ takes 40 tonnes and ____ 7.")] == [("40 tonnes", "t"), ("7", "t")]
    assert [a.unit for a in find_amounts("____ hands 40 crates to ____ and 30 to ____.")] == ["crate", "crate"]
