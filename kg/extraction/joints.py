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
    joints = _joints(line) if len(told) > 1 else []
    for reading in told[1:]:
        if behind <= reading.start and (cut := _joint(joints, behind, reading.start)) is not None:
            cuts.append(cut)
        behind = max(behind, reading.end)
    further = _further(line) if told else []
    return [replace(r, clause=_alone(r, _part(r, cuts, span), further)) if r.clause == (0, 0) else r for r in readings]


def _further(line: Line) -> list[tuple[int, int, bool]]:
    """Return where a clause says something more: the end of what stands before, its beginning, and whether a verb stands before."""
    words, verbs, joints = line.text.split(), word_list("finite-verb"), word_list("clause-conjunction")
    found: list[tuple[int, int, bool]] = []
    headed = False
    for i in range(1, len(words) - 2):
        headed = headed or words[i - 1] in verbs
        relative = words[i] == "," and not _RELATIVE.isdisjoint(words[i + 1 : i + 3])
        if (words[i] in joints or relative) and _says_more(words[i + 1 : i + 1 + _REACH], verbs):
            before = line.places[i - 1 - (words[i - 1] in _SIGNS)][1]
            found.append((before, line.places[i + 1][0], headed))
    return found


_REACH = 8  # words behind a joint among which a verb stands that says something more


def _says_more(words: Sequence[str], verbs: frozenset[str]) -> bool:
    """Whether a verb stands among some words before the next sign."""
    stop = next((i for i, word in enumerate(words) if word in _SIGNS), len(words))
    return not verbs.isdisjoint(words[:stop])


def _alone(reading: TermReading, part: tuple[int, int], joints: Sequence[tuple[int, int, bool]]) -> tuple[int, int]:
    """Return the part of a clause without what is said behind the next joint, or before the last one, of which nothing was read.

    A condition is not cut in two: "if Acme has a licence and is solvent".
    """
    if reading.content.condition:
        return part
    start = max((b for _, b, headed in joints if headed and part[0] < b <= reading.start), default=part[0])
    end = min((a for a, _, _ in joints if reading.end <= a < part[1]), default=part[1])
    return start, end


_Joint = tuple[tuple[int, int], tuple[int, int]]


def _joints(line: Line) -> list[_Joint]:
    """Return the joints of a line, the last first: where each stands, where what is before it ends, and what follows begins."""
    words, joints = line.text.split(), word_list("clause-conjunction")
    found: list[_Joint] = []
    for i in range(len(words) - 2, 0, -1):
        if words[i] in joints or (words[i] in _RELATIVE and words[i - 1] == ","):
            before = line.places[i - 1 - (words[i - 1] in _SIGNS)][1]
            behind = line.places[i][0] if words[i] in _RELATIVE else line.places[i + 1][0]
            found.append((line.places[i], (before, behind)))
    return found


def _joint(joints: Sequence[_Joint], low: int, high: int) -> tuple[int, int] | None:
    """Return the last joint between two places of the text: where what stands before it ends, and what follows begins."""
    return next((cut for (start, end), cut in joints if low <= start and end <= high), None)


def _part(reading: TermReading, cuts: Sequence[tuple[int, int]], span: tuple[int, int]) -> tuple[int, int]:
    """Return the part of a clause in which the words of a reading stand."""
    start = max((b for _, b in cuts if b <= reading.start), default=span[0])
    end = min((a for a, _ in cuts if reading.end <= a), default=span[1])
    return start, end
