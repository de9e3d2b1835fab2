"""Shapes: what of a pattern shows in the bare words of a text, before anything in it is looked for or marked.

A shape is the words of a pattern, and gaps where parties, amounts and free words stand. It is matched against the runs of letters
of a text, all places at once: a set of places is one whole number with a bit for each place. A shape fits wherever the pattern
matches, and seldom elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.extraction.lexicon import word_list
from kg.extraction.notation import CLASSES, ELEMENT, inflections, listed
from kg.extraction.runs import runs_of

__all__ = ["INSERTED", "Bare", "Either", "Gap", "Shape", "Words", "fits", "shape_of"]

INSERTED = frozenset({"neither", "'s", "'"})  # words that a line can have where the text has others, or none


@dataclass(frozen=True, slots=True)
class Words:
    """One word of a set."""

    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gap:
    """Any words, or none; `kinds`: something of one of these classes stands there."""

    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Either:
    """One of several rows of shapes; `heads`: the words of which each row begins with one, where each begins with a word."""

    rows: tuple[tuple[Shape, ...], ...]
    heads: frozenset[str] | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        first = [row[0] if row else None for row in self.rows]
        words = [one.words for one in first if isinstance(one, Words)]
        object.__setattr__(self, "heads", frozenset[str]().union(*words) if len(words) == len(first) else None)


Shape = Words | Gap | Either
_GROUPS = {"amount": "MRQT", "number": "MRQ", "figure": "MR"}


@cache
def shape_of(pattern: str) -> tuple[Shape, ...]:
    """Return the shape of a pattern in the notation of the lexicon."""
    return _rows(list(ELEMENT.finditer(pattern)), 0)[0].rows[0]


def _rows(elements: list[re.Match[str]], at: int) -> tuple[Either, int, bool]:
    """Return the alternatives of one group from element `at` on, where the group ends, and whether it may be missing."""
    rows: list[list[Shape]] = [[]]
    while at < len(elements):
        match = elements[at]
        at += 1
        if match.lastgroup == "open":
            inner, at, missing = _rows(elements, at)
            rows[-1].append(_joined([*inner.rows, ()] if missing else inner.rows))
        elif match.lastgroup == "close":
            return Either(tuple(map(tuple, rows))), at, match.group().endswith("?")
        elif match.lastgroup == "bar":
            rows.append([])
        else:
            one = _of_element(match.group())
            rows[-1].append(Either(((one,), ())) if match.group().endswith("?") else one)
    return Either(tuple(map(tuple, rows))), at, False


def _joined(rows: Iterable[tuple[Shape, ...]]) -> Shape:
    """Return one shape for alternatives; single words among them become one set."""
    single, others = set[str](), list[tuple[Shape, ...]]()
    for row in rows:
        if len(row) == 1 and isinstance(row[0], Words):
            single |= row[0].words
        elif len(row) == 1 and isinstance(row[0], Either):
            others += row[0].rows
        else:
            others.append(row)
    words = Words(frozenset(single))
    return words if not others else Either(((words,), *others) if single else tuple(others))


@cache  # a few elements stand in most patterns
def _of_element(written: str) -> Shape:
    """Return the shape of one element of a pattern, as if it could not be missing."""
    match = ELEMENT.match(written)
    if match is None or not (match["stem"] or match["list"] or match["word"]):
        return _of_class(match["cls"] if match else None)
    return _of_entries(inflections(match["stem"]) if match["stem"] else listed(match) if match["list"] else [match["word"]])


def _of_class(name: str | None) -> Shape:
    if name in {"party", "owner"}:
        return Gap(frozenset("P"))
    if name in CLASSES or name in _GROUPS:
        return Gap(frozenset(CLASSES.get(name) or _GROUPS[name]))
    return Gap() if name in {"phrase", None} else _of_entries(word_list(name))


def _of_entries(entries: Iterable[str]) -> Shape:
    """Return the shape of one of several entries; an entry of signs alone has no runs and can stand anywhere."""
    entries = sorted(entries)
    rows = [runs_of(entry) for entry in entries]
    if not all(rows) or not INSERTED.isdisjoint(word for entry in entries for word in entry.split()):
        return Gap()
    single = frozenset(row[0] for row in rows if len(row) == 1)
    return _joined([(Words(single),), *(tuple(Words(frozenset({run})) for run in row) for row in rows if len(row) > 1)])


def fits(pattern: str, text: str) -> bool:
    """Return whether a pattern can match a text in which everything can be a party, an amount or a date.

    >>> fits("<party> .. pay~ <money>", "Acme shall pay it"), fits("<party> .. pay~ <money>", "Acme shall play")
    (True, False)
    """
    return Bare.of(runs_of(text), frozenset("PMRQTD")).holds(shape_of(pattern))


class Bare:
    """The bare words of a text: where each run stands, a bit for each place, and the classes of which something can stand there."""

    __slots__ = ("_full", "_known", "_places", "_present", "_runs")

    def __init__(self, places: dict[str, int], length: int, present: frozenset[str]) -> None:
        self._places, self._runs, self._full, self._present = places, frozenset(places), (1 << (length + 1)) - 1, present
        self._known: dict[frozenset[str], int] = {}

    @classmethod
    def of(cls, runs: Sequence[str], present: frozenset[str]) -> Bare:
        """Return the bare words of a text with some runs, in which things of some classes can stand."""
        places: dict[str, int] = {}
        bit = 1
        for run in runs:
            places[run] = places.get(run, 0) | bit
            bit <<= 1
        return cls(places, len(runs), present)

    def holds(self, row: tuple[Shape, ...]) -> bool:
        """Return whether a row of shapes fits anywhere."""
        return self._ends(row, self._full) != 0

    def _ends(self, row: tuple[Shape, ...], starts: int) -> int:
        """Return the places where a row of shapes can end that begins at one of the places `starts`; none: 0."""
        known = self._known
        for shape in row:
            if type(shape) is Words:
                here = known.get(shape.words)
                starts = (starts & (self._where(shape.words) if here is None else here)) << 1
            elif type(shape) is Gap:
                starts = self._full & -(starts & -starts) if not shape.kinds or not shape.kinds.isdisjoint(self._present) else 0
            elif type(shape) is Either:
                starts = self._either(shape, starts)
            if not starts:
                return 0
        return starts

    def _either(self, shape: Either, starts: int) -> int:
        """Return the places where one of several rows of shapes can end that begins at one of the places `starts`."""
        known, ends = self._known, 0
        if shape.heads is not None and not starts & (known[shape.heads] if shape.heads in known else self._where(shape.heads)):
            return 0
        for row in shape.rows:
            if not row:
                ends |= starts
                continue
            first = row[0]
            if type(first) is Words and not starts & (known[first.words] if first.words in known else self._where(first.words)):
                continue
            ends |= self._ends(row, starts)
        return ends

    def _where(self, words: frozenset[str]) -> int:
        """Return where one of some words stands."""
        here = 0
        for word in words & self._runs:
            here |= self._places[word]
        self._known[words] = here
        return here
