"""Tables that set what was against what will be: their two columns, and the cells of a row."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.extraction.lexicon import word_list
from kg.extraction.passages import Passage
from kg.extraction.terms import TermReading
from kg.records import Stance

__all__ = ["Compared", "blanked", "columns_of", "paired"]


@dataclass(frozen=True, slots=True)
class Compared:
    """The columns of a table, counted from 0, that tell what was and what will be, and the number of the table."""

    group: int
    before: int
    after: int

    def cells(self, text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """Return where the two cells stand in the clean text of a row; nothing where the row has too few."""
        found = _cells(text)
        last = max(self.before, self.after)
        return (found[self.before], found[self.after]) if len(found) > last else None


def columns_of(text: str, group: int) -> Compared | None:
    """Return the columns that a row of headings names "Before" and "After"; nothing where it names no such two."""
    names = [re.sub(r"[^a-z ]", "", text[a:b].lower()).strip() for a, b in _cells(text)]
    before = [i for i, name in enumerate(names) if name in word_list("before-column")]
    after = [i for i, name in enumerate(names) if name in word_list("after-column")]
    return Compared(group, before[0], after[0]) if group and len(before) == len(after) == 1 else None


def _cells(text: str) -> list[tuple[int, int]]:
    inner = text.strip().strip("|")
    at = text.find(inner) if inner else 0
    spans, start = [], at
    for sign in re.finditer(r"[|\t]", inner):
        spans.append((start, at + sign.start()))
        start = at + sign.end()
    return [*spans, (start, at + len(inner))]


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
