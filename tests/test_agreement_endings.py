"""The earlier contract as the subject of the sentence that ends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction import read_document
from kg.reading import Source, read_each
from kg.records import Document
from kg.resolution import resolve

NEWS = "TARN, 10 May 2024. Alder Grid AS and Brae Cable GmbH signed a new cable contract on 8 May"
CONTRACT = """CABLE CONTRACT

This Contract is made on 8 May 2024 between Alder Grid AS ("Alder") and Brae Cable GmbH ("Brae").

1. Brae shall pay Alder EUR 5,000,000 in each year.

2. {}
"""


@pytest.mark.parametrize(
    "words",
    [
        "The contract of 2016 lapses on that day.",
        "The contract of 2016 falls away.",
        "With it the contract of March 2016 is at an end.",
        "The contract of 2016 and its addendum thereby cease to have effect.",
        "The contract of 2016, which nobody liked, makes way for it.",
        "The contract of 2016 is merged into it.",
        "The contract of 2016 ends as soon as the new one begins.",
    ],
)
def test_the_old_contract_ends_with_the_new_one(tmp_path: Path, words: str) -> None:
    """What is told of the old contract in a report of the new one is what the new one does to it."""
    assert links(tmp_path, f"{NEWS}. {words}") == [("2024-05-08", "supersedes", "2016")]


def test_the_old_contract_ends_in_the_sentence_of_the_signing(tmp_path: Path) -> None:
    """The sentence that tells of the new contract may tell of the old one as well."""
    assert links(tmp_path, f"{NEWS}, so the contract of 2016 lapses.") == [("2024-05-08", "supersedes", "2016")]


@pytest.mark.parametrize(
    "words",
    [
        "The contract of 2016 lapses on 31 March 2025.",
        "The contract of 2016 does not lapse.",
        "The contract of 2016 may be cancelled.",
        "The contract of 2016 ends in June 2026.",
    ],
)
def test_a_term_that_runs_out_is_no_link(tmp_path: Path, words: str) -> None:
    """A contract whose own term ends, or that may end, is not replaced."""
    assert links(tmp_path, f"{NEWS}. {words}") == []


@pytest.mark.parametrize(
    "words",
    ["The Cable Contract of 3 June 2016 falls away.", "The Cable Contract of 3 June 2016 is hereby cancelled."],
)
def test_a_clause_ends_the_old_contract(tmp_path: Path, words: str) -> None:
    """A clause of the new contract may have the old one as its subject."""
    assert links(tmp_path, CONTRACT.format(words)) == [("2024-05-08", "supersedes", "2016-06-03")]


def links(folder: Path, text: str) -> list[tuple[str, str, str]]:
    """The links of a text of 10 May 2024, agreements by their days."""
    path = folder / "text.txt"
    path.write_text(text + "\n\nBrae Cable pays Alder Grid 5 million euros a year.\n" * ("shall" not in text), encoding="utf-8")
    path.with_name("text.meta.toml").write_text("published = 2024-05-10\n", encoding="utf-8")
    documents = [d for d in read_each(Source(path, path.name)) if isinstance(d, Document)]
    dealings = resolve(documents, [read_document(d) for d in documents]).dealings
    return [(k.later.rsplit(".", 1)[1], str(k.type), k.earlier.rsplit(".", 1)[1]) for d in dealings for k in d.links]
