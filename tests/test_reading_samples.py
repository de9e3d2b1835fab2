"""The optional sample documents are read as their gold says; they are no part of the project."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.reading import Source, list_inputs, read_source
from kg.records import BlockRole, Document

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
SETS = sorted((SHARED / "gold" / "dev").glob("*/gold.json"))
MAIN = {"party-text", "instrument", "unattributed-text"}
NOT_MAIN = {BlockRole.NAVIGATION, BlockRole.BOILERPLATE, BlockRole.METADATA, BlockRole.LISTING_TITLE, BlockRole.LISTING_TEXT}

pytestmark = pytest.mark.skipif(not SETS, reason="the sample documents are not beside this checkout")


def letters(text: str) -> str:
    """Letters and digits alone."""
    return "".join(filter(str.isalnum, text))


def told(path: Path) -> Iterator[tuple[dict[str, Any], Document, str, list[dict[str, Any]]]]:
    """Each document of a gold set: what gold says of it, the document as read, the text gold counts in, its statements."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    for entry in gold["documents"]:
        (document,) = read_source(Source(path.parent / entry["file"], entry["file"]))
        text = (path.parent / entry.get("text", entry["file"])).read_bytes().decode("utf-8")
        yield entry, document, text, [one for one in gold["statements"] if one["document"] == entry["id"]]


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.parent.name)
def test_publication_is_read_as_gold_has_it(path: Path) -> None:
    """The bounds of publication are those of gold."""
    for entry, document, _, _ in told(path):
        days = [document.published.earliest, document.published.latest]
        assert [day.isoformat() if day else None for day in days] == entry["published"], entry["file"]


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.parent.name)
def test_no_word_of_a_statement_is_lost(path: Path) -> None:
    """The letters and digits of each passage that gold quotes stand in the captured text."""
    for entry, document, text, statements in told(path):
        found = letters(document.text)
        assert [s["id"] for s in statements if letters(text[s["start"] : s["end"]]) not in found] == [], entry["file"]


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.parent.name)
def test_layers_stand_in_blocks_of_their_kind(path: Path) -> None:
    """Main text lies in no menu, list of others or notice; what is listed lies in such a list."""
    for _, document, text, statements in told(path):
        for statement in statements:
            quote = text[statement["start"] : statement["end"]]
            if document.text.count(quote) != 1:
                continue
            start = document.text.index(quote)
            found = {block.role for block in document.blocks if block.start < start + len(quote) and block.end > start}
            assert statement["layer"] not in MAIN or not found & NOT_MAIN, quote
            assert statement["layer"] != "listing-summary" or found <= {BlockRole.LISTING_TITLE, BlockRole.LISTING_TEXT}, quote


def test_filed_contracts_carry_their_filing_day() -> None:
    """Every contract that names its filing in a stamp is out on that day; no page of any contract is lost."""
    folder = SHARED / "data" / "cuad-dev" / "contracts"
    if not folder.exists():
        pytest.skip("the sample contracts are not beside this checkout")
    for source in list_inputs([folder])[:40]:
        (document,) = read_source(source)
        stamped = any(line.startswith("Source: ") and line[-4:].isdigit() for line in document.text.splitlines())
        assert not stamped or (document.published.earliest and document.published.earliest == document.published.latest)
        assert letters(document.text) == letters("".join(document.text[b.start : b.end] for b in document.blocks))
