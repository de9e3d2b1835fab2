"""The figures of a clause, and what is asked of its line for each of them, once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from kg.extraction.lexicon import phrase
from kg.extraction.terms import TermReading
from kg.extraction.values import Amount

__all__ = ["Figure", "FigureRow"]

_STOP = re.compile(r"[;:()]| (?=to )")
_SUBJECT = re.compile(r"(?P<party>P\d+) (?!'s )")
_NEAR = 200  # code points before a figure in which the few words stand that tie it to another


class Figure(NamedTuple):
    """An amount of a clause and where its mark stands in the line."""

    amount: Amount
    start: int
    end: int

    def led_by(self, words: re.Pattern[str], text: str) -> re.Match[str] | None:
        """The few words right before the figure, where they are such."""
        return words.search(text, max(0, self.start - _NEAR), self.start)


class FigureRow:
    """The figures of a clause, and what is asked of its line for each of them, once."""

    def __init__(self, figures: Sequence[Figure], text: str) -> None:
        self.figures, self.text = figures, text
        self.first: dict[str, Figure] = {}  # by its words
        for figure in figures:
            self.first.setdefault(figure.amount.words, figure)

    def base(self, reading: TermReading) -> Figure | None:
        """The figure that a term counts."""
        return self.first.get(reading.content.value_text) if reading.content.value_text else None

    @cached_property
    def former(self) -> bool:
        """Whether the line tells what a figure was before."""
        return phrase("former-figure").search(self.text) is not None

    @cached_property
    def stops(self) -> list[int]:
        """Where each sign or word begins that parts two figures."""
        return [stop.start() for stop in _STOP.finditer(self.text)]

    @cached_property
    def subjects(self) -> list[re.Match[str]]:
        """The parties, but those that own something."""
        return list(_SUBJECT.finditer(self.text))

    def parted(self, base: Figure, figure: Figure) -> bool:
        """Whether such a sign or word stands between two figures."""
        at = bisect_left(self.stops, base.end)
        if at == len(self.stops) or self.stops[at] >= figure.start:
            return False
        return self.text[self.stops[at]] != " " or _STOP.search(self.text, self.stops[at], figure.start) is not None

    def subject(self, base: Figure) -> str:
        """The mark of the last party before a figure; none: empty."""
        before = bisect_right(self.subjects, base.start, key=lambda party: party.end())
        return self.subjects[before - 1]["party"] if before else ""
