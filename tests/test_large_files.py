"""Documents far too large: bounded time and memory, and a line that says where reading stopped.

They are made here; what took quadratic time would not end within the patience of whoever runs the tests.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from growth import name
from reading_files import write
from test_bad_files import FEE, HEAD, document_of

from kg.cli import main
from kg.extraction import read_document
from kg.names import document_slug
from kg.pipeline import build
from kg.reading import MOST_TEXT, read_bytes
from kg.reading.encodings import MOST_PIECES
from kg.records import Document


@pytest.mark.parametrize("most", [500, 5_000])
def test_a_text_is_read_to_its_limit_and_kept_whole(tmp_path: Path, most: int) -> None:
    """Behind the limit nothing is read, and the report, the warnings and the command line say so."""
    text = HEAD + FEE * 1000
    write(tmp_path, "in/a.txt", text)
    result = CliRunner().invoke(main, ["build", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--most-text", str(most)])
    assert "a.txt: the text is longer than is read of one document, and nothing is read behind code point" in result.output
    report = json.loads((tmp_path / "out" / "report.json").read_bytes())
    (entry,) = report["documents"]
    assert 0 < entry["read_to"] <= most
    assert all(statement["end"] <= most for statement in entry["statements"])
    assert entry["left_out"][-1]["reason"] == "The text is longer than is read of one document."
    assert (entry["left_out"][-1]["start"], entry["left_out"][-1]["end"]) == (entry["read_to"], len(text))
    assert (tmp_path / "out" / "texts" / f"{document_slug('a.txt')}.txt").read_text(encoding="utf-8") == text


def test_another_limit_reads_again(tmp_path: Path) -> None:
    """A build with another limit into the same folder gives what one into an empty folder gives."""
    write(tmp_path, "in/a.txt", HEAD + FEE * 100)
    for most in (1000, MOST_TEXT, 2000):
        build([tmp_path / "in"], tmp_path / "out", most_text=most)
        build([tmp_path / "in"], tmp_path / f"fresh{most}", most_text=most, keep=False)
        assert (tmp_path / "out" / "graph.nq").read_bytes() == (tmp_path / f"fresh{most}" / "graph.nq").read_bytes()


UNITS = ["\n", "a\n", "a\n\n", "Section 1.1\n", "# h\n", "- a\n", "a\tb\n", "| a | b |\n", "> a\n", "a ", "\u200b", "(", '"', "1, "]


def laid_out(name: str, text: str, most: int = MOST_TEXT) -> Document:
    """The document of a text of which some is read."""
    (document,) = read_bytes(name, text.encode(), {}, most)
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_a_text_far_too_large_is_laid_out_to_the_limit(unit: str) -> None:
    """Many times what is read, in lines or in one, leaves the text whole and the blocks within the limit."""
    text = HEAD + unit * (1_000_000 // len(unit))
    document = laid_out("a.md", text, 20_000)
    assert document.text == text
    assert document.blocks[-1].end <= 20_000


@pytest.mark.parametrize("unit", ["<b></b>", "<div></div>", "<p>Elmwood pays.", "Elmwood pays. ", "<br>", "<li>", "<tr><td>a<td>b"])
def test_a_page_far_too_large_is_read_to_the_limit(unit: str) -> None:
    """A page of empty elements, of paragraphs without end or of one line is a document within the limits."""
    page = f"<h1>Supply</h1><p>Elmwood Corp. and Firth Inc. signed a supply agreement.</p>{unit * 20_000}"
    assert laid_out("a.html", page, 20_000).blocks[-1].end <= 20_000


@pytest.mark.slow
def test_a_million_lines_are_read_to_the_limit() -> None:
    """A million paragraphs of one letter give no more blocks than are read of one document."""
    document = laid_out("a.txt", HEAD + "a\n\n" * 1_000_000)
    assert len(document.blocks) <= MOST_PIECES
    assert document.read_to == document.blocks[-1].end


# ------------------------------------------------------------------ very many of one thing in one document
NAMES = [name(number) for number in range(10_000)]
DAYS = [f"{1 + number % 28} May 2020" for number in range(2_000)]
MANY = {
    "parties": "".join(f"{one} Corp. and {other} Inc. met.\n\n" for one, other in pairwise(NAMES)),
    "parties of one agreement": f"This Supply Agreement is made between {' Corp., '.join(NAMES)} Corp.\n\n",
    "agreements": "".join(f"Firth signed the {one} License Agreement on {day}.\n\n" for one, day in zip(NAMES, DAYS, strict=False)),
    "defined days": "".join(f'"{one} Date" means {day}.\n\n' for one, day in zip(NAMES, DAYS, strict=False)),
    "clauses of one sentence": "Elmwood shall pay Firth a fee and " * 2_000,
    "empty lines": "\n" * 1_000_000,
    "dashes": "-" * 300_000,
    "section lines": "Section 1.1\n" * 5_000,
    "quotation marks": '"' * 300_000,
    "brackets": "(" * 150_000 + ")" * 150_000,
    "definitions in brackets": '(the "Elmwood") ' * 20_000,
    "no blank": "Elmwood" * 100_000,
}


@pytest.mark.parametrize("kind", MANY)
def test_very_many_of_one_thing_end(kind: str) -> None:
    """Thousands of parties, agreements, days, clauses or marks in one document are read within seconds."""
    reading = read_document(document_of(HEAD + MANY[kind]))
    assert len(reading.parties) <= 300
    assert {"Elmwood Corp.", "Firth Inc."} <= {party.name for party in reading.parties}
