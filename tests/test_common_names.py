"""Names that several parties have in common, and parties that are named in one breath."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_files import read

from kg.extraction import read_document
from kg.records import EVERY_PARTY, SOME_PARTY

_HEAD = (
    "METERING AGREEMENT\n\n"
    "This Metering Agreement is made on 3 May 2021 between Ostrel Gas Ltd, Kamden Water plc and Virel Meters SA.\n\n"
)


def directions(folder: Path, text: str) -> set[tuple[frozenset[str], frozenset[str]]]:
    """Who owes whom by the statements of a text; who is left open counts as nobody."""
    reading = read_document(read(folder, "a.md", text))
    return {(frozenset(term.bearer), frozenset(term.counterparty) - {SOME_PARTY}) for s in reading.statements for term in s.terms}


@pytest.mark.parametrize(
    ("sentence", "bearer", "owed"),
    [
        ("Meters are paid for by Ostrel and Kamden at EUR 45 per unit.", {"ostrel-gas", "kamden-water"}, {"virel-meters"}),
        ("Ostrel or Kamden shall pay Virel EUR 500,000 a year.", {"ostrel-gas", "kamden-water"}, {"virel-meters"}),
        (
            "Virel Meters shall service the meters of Ostrel Gas and of Kamden Water.",
            {"virel-meters"},
            {"ostrel-gas", "kamden-water"},
        ),
    ],
)
def test_who_is_named_in_one_breath_stands_on_one_side(tmp_path: Path, sentence: str, bearer: set[str], owed: set[str]) -> None:
    """Of "A and B" none owes the other, and what one owes both owe."""
    assert directions(tmp_path, f"{_HEAD}1. {sentence}\n") == {(frozenset(bearer), frozenset(owed))}


def test_two_who_are_named_are_not_all_though_a_text_knows_no_others(tmp_path: Path) -> None:
    """Another document may tell of a third party of the agreement: "neither A nor B" is not said of it."""
    text = "Ostrel Gas Ltd and Kamden Water plc have signed a metering agreement. {} may terminate it without cause.\n"
    assert directions(tmp_path, text.format("Neither Ostrel nor Kamden")) == {
        (frozenset({"ostrel-gas", "kamden-water"}), frozenset[str]())
    }
    assert directions(tmp_path, text.format("Neither of them")) == {(frozenset({EVERY_PARTY}), frozenset[str]())}


@pytest.mark.parametrize(
    ("sentence", "bearer"),
    [
        ("Kamden, unlike Virel, shall pay the levy of EUR 30,000 a year.", {"kamden-water"}),
        ("Kamden, but not the others, shall pay the levy of EUR 30,000 a year.", {"kamden-water"}),
        ("Kamden, together with Ostrel, shall pay the levy of EUR 30,000 a year.", {"kamden-water", "ostrel-gas"}),
    ],
)
def test_an_aside_between_subject_and_verb_is_not_the_subject(tmp_path: Path, sentence: str, bearer: set[str]) -> None:
    """Whom an aside sets apart does not bear; whom it joins does as well."""
    assert {found for found, _ in directions(tmp_path, f"{_HEAD}1. {sentence}\n")} == {frozenset(bearer)}
