"""The patterns for parts of a page match their examples and nothing that they should not."""

from __future__ import annotations

import pytest

from kg.reading.page import PageEntry, load_entries, match_part, plain_text

ENTRIES = [entry for entries in load_entries().values() for entry in entries]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.part}:{entry.name}")
def test_an_entry_matches_its_examples_alone(entry: PageEntry) -> None:
    """Every pattern matches each of its examples and none of its counterexamples."""
    assert entry.examples
    assert entry.counterexamples
    assert [text for text in entry.examples if not entry.pattern.fullmatch(plain_text(text))] == []
    assert [text for text in entry.examples if match_part(entry.part, plain_text(text)) is None] == []
    assert [text for text in entry.counterexamples if entry.pattern.fullmatch(plain_text(text))] == []


def test_entries_are_sorted() -> None:
    """Entries stand in the order of part and name, each once."""
    keys = [(entry.part, entry.name) for entry in ENTRIES]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    "text", ["a " * 800, "on " * 500, "January 1, " * 140, "by the " * 220, "Source: " * 190, "1 " * 790, "Aa" * 780]
)
def test_a_line_of_one_piece_is_no_part_of_a_page(text: str) -> None:
    """However often a piece stands in a line, no part of a page begins with it; `benchmarks/runs.py` shows the time."""
    assert [part for part in load_entries() if match_part(part, plain_text(text))] == []
