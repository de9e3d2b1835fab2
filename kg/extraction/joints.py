"""Where a clause that tells several terms is cut, so that the statement of each quotes its own words and not the others'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.lexicon import word_list
from kg.extraction.notation import Line
from kg.extraction.terms import TermReading

__all__ = ["apart"]

_RELATIVE = frozenset({"where", "which", "who", "whose"})  # what stands at the joint belongs to what follows
_SIGNS = frozenset({",", ";", ":"})


def apart(readings: Sequence[TermReading], line: Line, span: tuple[int, int]) -> list[TermReading]:
    """Return the readings of a clause, each with its own part of it where a conjunction stands between the words that were read.

    "Acme pays a fee of $5, and Birch keeps the books": two statements. Readings whose words reach over a joint stay together.

    Args:
        readings: the terms that the clause gives.
        line: the line of the clause.
        span: where the clause stands in the clean text of its passage.
    """
    told = sorted((r for r in readings if r.clause == (0, 0)), key=lambda r: (r.start, r.end))
    cuts: list[tuple[int, int]] = []  # where the part before ends, and where the one behind begins
    behind = told[0].end if told else 0
    for reading in told[1:]:
        if behind <= reading.start and (cut := _joint(line, behind, reading.start)) is not None:
            cuts.append(cut)
        behind = max(behind, reading.end)
    return [replace(r, clause=_part(r, cuts, span)) if r.clause == (0, 0) else r for r in readings]


def _joint(line: Line, low: int, high: int) -> tuple[int, int] | None:
    """Return the last joint between two places of the text: where what stands before it ends, and what follows begins."""
    words, joints = line.text.split(), word_list("clause-conjunction")
    for i in range(len(words) - 2, 0, -1):
        start, end = line.places[i]
        if low <= start and end <= high and (words[i] in joints or (words[i] in _RELATIVE and words[i - 1] == ",")):
            before = line.places[i - 1 - (words[i - 1] in _SIGNS)][1]
            return (before, start) if words[i] in _RELATIVE else (before, line.places[i + 1][0])
    return None


def _part(reading: TermReading, cuts: Sequence[tuple[int, int]], span: tuple[int, int]) -> tuple[int, int]:
    """Return the part of a clause in which the words of a reading stand."""
    start = max((b for _, b in cuts if b <= reading.start), default=span[0])
    end = min((a for a, _ in cuts if reading.end <= a), default=span[1])
    return start, end
