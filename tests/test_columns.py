"""Tables that set what was against what will be."""

from __future__ import annotations

from pathlib import Path

from kg.extraction import read_document
from kg.extraction.columns import Compared, columns_of
from kg.reading import Source, read_each
from kg.records import Document, Stance

NOTICE = """Notice Concerning the Amendment of the Agency Agreement with Borea Travel

March 3, 2022

Calder Lines K.K. and Borea Travel S.A. today signed an amendment agreement to the agency agreement dated May 4, 2019.

| | Before | After |
|---|---|---|
| Commission paid by Calder Lines to Borea Travel | 9% of the fare | 6% of the fare |
| Commission paid by Borea Travel to Calder Lines | 7% of the fare | 7% of the fare |
"""


def test_headings_name_the_columns() -> None:
    """The columns of what was and of what will be are found by their headings, in any order."""
    assert columns_of("| | Before | After |", 1) == Compared(1, 1, 2)
    assert columns_of("| New terms | Old terms |", 2) == Compared(2, 1, 0)
    assert columns_of("| Port | Berths |", 3) is None


def test_old_cells_are_presupposed_and_new_ones_told(tmp_path: Path) -> None:
    """A row whose cells differ changes the figure and presupposes the old one; a row whose cells agree changes nothing."""
    path = tmp_path / "notice.md"
    path.write_text(NOTICE, encoding="utf-8")
    document = next(d for d in read_each(Source(path, path.name)) if isinstance(d, Document))
    told = [(s.stance, t.low) for s in read_document(document).statements for t in s.terms if t.matter == "revenue-share"]
    assert [(stance, str(low)) for stance, low in told] == [
        (Stance.CHANGES, "6"),
        (Stance.PRESUPPOSES, "9"),
        (Stance.REAFFIRMS, "7"),
    ]
