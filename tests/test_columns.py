"""Tables that set what was against what will be."""

from __future__ import annotations

from pathlib import Path

from kg.extraction import read_document
from kg.extraction.columns import Compared, columns_of
from kg.extraction.passages import Passage
from kg.reading import Source, read_each
from kg.records import Document, Stance

NOTICE = """Changes to the Towage Contract between Calder Tugs and Borea Docks

March 3, 2022

Calder Tugs ASA and Borea Docks AS today signed an amendment to the towage contract dated May 4, 2019.

| | Before | After |
|---|---|---|
| Revenue share owed by Calder Tugs to Borea Docks | 31% of income | 24% of income |
| Revenue share owed by Borea Docks to Calder Tugs | 5.5% of income | 5.5% of income |
"""


def test_headings_name_the_columns() -> None:
    """The columns of what was and of what will be are found by their headings, in any order."""
    assert headings("| | Before | After |") == Compared(1, 1, 2, 3)
    assert headings("| New terms | Old terms |") == Compared(1, 1, 0, 2)
    assert headings("Original Contract      Restated Contract") == Compared(1, 0, 1, 2)
    assert headings("| Port | Berths |") is None


def headings(row: str) -> Compared | None:
    """The columns that a row of headings names, of table 1."""
    return columns_of(Passage.of(row), row, 1)


def test_old_cells_are_presupposed_and_new_ones_told(tmp_path: Path) -> None:
    """A row whose cells differ changes the figure and presupposes the old one; a row whose cells agree changes nothing."""
    path = tmp_path / "notice.md"
    path.write_text(NOTICE, encoding="utf-8")
    document = next(d for d in read_each(Source(path, path.name)) if isinstance(d, Document))
    told = [(s.stance, t.low) for s in read_document(document).statements for t in s.terms if t.matter == "revenue-share"]
    assert [(stance, str(low)) for stance, low in told] == [
        (Stance.CHANGES, "24"),
        (Stance.PRESUPPOSES, "31"),
        (Stance.REAFFIRMS, "5.5"),
    ]


def test_columns_may_be_set_apart_by_blanks(tmp_path: Path) -> None:
    """In a table without bars the first column may have no heading, and the words of a cell may go on below it."""
    head, rows = (
        NOTICE.split("| | Before", maxsplit=1)[0],
        [
            "                              Original Contract        Amended Contract",
            "  Share of harbour            31%                      24%",
            "     revenue",
            "  Expiry                      11 September 2028        31 December 2030",
        ],
    )
    path = tmp_path / "notice.txt"
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    document = next(d for d in read_each(Source(path, path.name)) if isinstance(d, Document))
    told = {
        (s.stance, t.matter, str(t.end.latest) if t.end else str(t.low))
        for s in read_document(document).statements
        for t in s.terms
    }
    assert told >= {
        (Stance.PRESUPPOSES, "duration", "2028-09-11"),
        (Stance.CHANGES, "duration", "2030-12-31"),
    }
