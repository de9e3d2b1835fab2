"""Tables that set what was against what will be: their two columns, and the cells of a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extraction.lexicon import word_list
from kg.extraction.passages import Passage
from kg.extraction.terms import TermReading
from kg.records import Stance

__all__ = ["Compared", "blanked", "cells_of", "columns_of", "paired"]


Cell = tuple[int, int]  # where a cell begins and ends in the clean text of its row


@dataclass(frozen=True, slots=True)
class Compared:
    """The columns of a table, counted from 0, that tell what was and what will be, its number, and how many headings it has."""

    group: int
    before: int
    after: int
    width: int

    def of_row(self, cells: Sequence[Cell]) -> tuple[Cell, Cell] | None:
        """Return the two of the cells of a row; nothing where it has too few. The first column may have no heading."""
        shift = 1 if len(cells) == self.width + 1 else 0
        last = max(self.before, self.after) + shift
        return (cells[self.before + shift], cells[self.after + shift]) if len(cells) > last else None


def columns_of(passage: Passage, captured: str, group: int) -> Compared | None:
    """Return the columns that a row of headings names "Before" and "After"; nothing where it names no such two.

    Args:
        passage: the row.
        captured: the text that it was read from.
        group: the number of the table; 0: none.
    """
    names = [_heading(passage.text[a:b]) for a, b in cells_of(passage, captured)] if group else []
    before = [i for i, name in enumerate(names) if name in word_list("before-column")]
    after = [i for i, name in enumerate(names) if name in word_list("after-column")]
    return Compared(group, before[0], after[0], len(names)) if len(before) == len(after) == 1 else None


def _heading(cell: str) -> str:
    """The words of a heading, without the noun of what is compared: "Original Agreement"."""
    words = re.sub(r"[^a-z ]", "", cell.lower()).split()
    return " ".join(words[:-1] if words[1:] and words[-1] in word_list("column-nouns") else words)


def cells_of(passage: Passage, captured: str) -> list[Cell]:
    """Return where the cells of a row stand in its clean text: between bars or tabs, else where three blanks part them."""
    text = passage.text
    inner = text.strip().strip("|")
    at = text.find(inner) if inner else 0
    marks = [at + sign.start() for sign in re.finditer(r"[|\t]", inner)] or [
        i for i, sign in enumerate(text) if sign == " " and _BLANKS.fullmatch(captured, passage.starts[i], passage.ends[i])
    ]
    return list(zip([at, *(mark + 1 for mark in marks)], [*marks, at + len(inner)], strict=True))


_BLANKS = re.compile(r"[^\S\n]{3,}")


def blanked(passage: Passage, cell: tuple[int, int]) -> Passage:
    """Return a row without one cell and the line before it; every place stays where it is."""
    start, end = max(cell[0] - 1, 0), cell[1]
    return replace(passage, text=passage.text[:start] + " " * (end - start) + passage.text[end:])


def paired(now: list[TermReading], was: list[TermReading], old: tuple[int, int]) -> list[TermReading]:
    """Return what a row says of the new agreement, each with what its old cell says of the earlier one."""
    found = []
    for reading in now:
        former = next((w for w in was if w.pattern == reading.pattern and w.content.bearer == reading.content.bearer), None)
        if former is None:
            found.append(reading)
        elif _same(reading, former):
            found.append(replace(reading, stance=Stance.REAFFIRMS))
        else:
            found.append(replace(reading, stance=Stance.CHANGES, before=former.content, before_span=old))
    return found


def _same(one: TermReading, other: TermReading) -> bool:
    """Whether two readings give the same figure, end and grade."""
    a, b = one.content, other.content
    return (a.low, a.high, a.unit, a.end, a.exclusivity, a.modality) == (b.low, b.high, b.unit, b.end, b.exclusivity, b.modality)
