"""Tests of who deals in the first lines of a text, over many invented openings of news, letters and notices in `openings.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kg.extraction import read_document
from kg.legal_names import name_words
from kg.reading.formats import read_bytes
from kg.records import Document, Reading

CASES = tomllib.loads((Path(__file__).parent / "openings.toml").read_text(encoding="utf-8"))


def reading(text: str) -> Reading:
    (document,) = read_bytes("opening.txt", text.encode(), {})
    assert isinstance(document, Document)
    return read_document(document)


def test_there_are_forty_openings_of_either_kind() -> None:
    """The collection holds forty openings with a deal and forty without one, no two of them alike."""
    assert [len({case["text"] for case in CASES[kind]}) for kind in ("deal", "none")] == [40, 40]


@pytest.mark.parametrize("case", CASES["deal"], ids=lambda case: case["text"][:40])
def test_opening_of_a_deal_shows_who_deals(case: dict[str, list[str]]) -> None:
    """Even where each is named once, those who deal are found, and nobody else."""
    found = reading(str(case["text"])).parties
    assert sorted(name_words(party.name) for party in found) == sorted(map(name_words, case["parties"]))


@pytest.mark.parametrize("case", CASES["none"], ids=lambda case: case["text"][:40])
def test_opening_without_a_deal_shows_nobody(case: dict[str, str]) -> None:
    """Results, appointments, weather, sport, recipes and comments on the law give neither a party nor an agreement."""
    found = reading(case["text"])
    assert found.parties == ()
    assert found.agreements == ()
