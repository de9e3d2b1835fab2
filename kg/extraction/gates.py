"""Which patterns can match a text at all, told from its bare words before anything in it is looked for or marked.

A pattern is turned into a shape: its words, and gaps where parties, amounts and free words stand. A shape is matched against the
runs of letters of a text, all places at once: a set of places is one whole number with a bit for each place. A shape fits
wherever the pattern matches, and seldom elsewhere, so that the rest of the work is done only where something can be found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_

from kg.extraction.lexicon import word_list
from kg.extraction.notation import CLASSES, ELEMENT, inflections
from kg.extraction.numerals import may_count
from kg.extraction.party_index import PartySigns
from kg.extraction.patterns import Pattern, load_patterns
from kg.extraction.quantities import share_words
from kg.extraction.runs import runs_of
from kg.extraction.units import unit_signs

__all__ = ["find_candidates", "fits"]

_INSERTED = frozenset({"neither", "'s", "'"})  # words that a line can have where the text has others, or none


# ------------------------------------------------------------------ shapes
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
    """One of several rows of shapes."""

    rows: tuple[tuple[Shape, ...], ...]


Shape = Words | Gap | Either
_GROUPS = {"amount": "MRQT", "number": "MRQ", "figure": "MR"}


@cache
def _shape(pattern: str) -> tuple[Shape, ...]:
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
            one = _of_element(match)
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


def _of_element(match: re.Match[str]) -> Shape:
    if match["stem"]:
        return _of_entries(inflections(match["stem"]))
    if match["list"]:
        return _of_entries(word_list(match["name"]))
    if match["word"]:
        return _of_entries([match["word"]])
    name = match["cls"]
    if name in {"party", "owner"}:
        return Gap(frozenset("P"))
    if name in CLASSES or name in _GROUPS:
        return Gap(frozenset(CLASSES.get(name) or _GROUPS[name]))
    return Gap() if name in {"phrase", None} else _of_entries(word_list(name))


def _of_entries(entries: Iterable[str]) -> Shape:
    """Return the shape of one of several entries; an entry of signs alone has no runs and can stand anywhere."""
    entries = sorted(entries)
    rows = [runs_of(entry) for entry in entries]
    if not all(rows) or not _INSERTED.isdisjoint(word for entry in entries for word in entry.split()):
        return Gap()
    single = frozenset(row[0] for row in rows if len(row) == 1)
    return _joined([(Words(single),), *(tuple(Words(frozenset({run})) for run in row) for row in rows if len(row) > 1)])


# ------------------------------------------------------------------ what a text must have
def _needs(row: Iterable[Shape], usual: Counter[str]) -> list[frozenset[str]]:
    """Return sets of words of which a text must have one each; of alternatives the rarest of each are held together."""
    found: list[frozenset[str]] = []
    for shape in row:
        if isinstance(shape, Words):
            found.append(shape.words)
        elif isinstance(shape, Either):
            each = [sorted(_needs(inner, usual), key=lambda need: _weight(need, usual)) for inner in shape.rows]
            for i in range(max(map(len, each)) if all(each) else 0):
                found.append(frozenset[str]().union(*(needs[min(i, len(needs) - 1)] for needs in each)))
    return found


def _weight(words: frozenset[str], usual: Counter[str]) -> tuple[int, list[str]]:
    return sum(usual[word] for word in words), sorted(words)


def _classes(row: Iterable[Shape]) -> frozenset[frozenset[str]]:
    """Return the classes of which something must stand in a text."""
    return frozenset(shape.kinds for shape in row if isinstance(shape, Gap) and shape.kinds)


@dataclass(frozen=True, slots=True)
class _Gates:
    """What lets a text through to the patterns, for all patterns at once.

    A set of patterns is a whole number with a bit for each. `needs`: for each run the patterns whose first, second, … need it
    meets, side by side in one number of `ranks` parts; `open`: the parts that need nothing; `classes`: what must be present, with
    the patterns that ask for it; `rows`: those for rows of tables alone.
    """

    shapes: tuple[tuple[Shape, ...], ...]
    ranks: int
    needs: dict[str, int]
    open: int
    classes: tuple[tuple[frozenset[str], int], ...]
    rows: int

    @property
    def width(self) -> int:
        """The number of patterns."""
        return len(self.shapes)


@cache
def _gates() -> _Gates:
    """Return the gates of the patterns; how usual a word is in English is counted in the examples of the lexicon."""
    patterns = load_patterns()
    usual = Counter(run for pattern in patterns for example in pattern.examples for run in runs_of(example))
    shapes = tuple(_shape(pattern.match) for pattern in patterns)
    needs = [[*_needs(shape, usual), *_asked(pattern)] for shape, pattern in zip(shapes, patterns, strict=True)]
    ranks, width = max(map(len, needs)), len(patterns)
    met: dict[str, int] = {}
    free = 0
    for i, each in enumerate(needs):
        for rank in range(ranks):
            bit = 1 << (rank * width + i)
            free |= 0 if rank < len(each) else bit
            for run in each[rank] if rank < len(each) else ():
                met[run] = met.get(run, 0) | bit
    classes: dict[frozenset[str], int] = {}
    for i, shape in enumerate(shapes):
        for kinds in _classes(shape):
            classes[kinds] = classes.get(kinds, 0) | 1 << i
    rows = sum(1 << i for i, pattern in enumerate(patterns) if pattern.row)
    return _Gates(shapes, ranks, met, free, tuple(classes.items()), rows)


def _asked(pattern: Pattern) -> list[frozenset[str]]:
    """Return the runs of the words of which one must stand in the clause beside the match; none where a line inserts one."""
    if not pattern.requires_any or not _INSERTED.isdisjoint(pattern.requires_any):
        return []
    return [frozenset(runs_of(word)[-1] for word in pattern.requires_any)]


# ------------------------------------------------------------------ matching
def find_candidates(text: str, parties: PartySigns, *, row: bool = True) -> tuple[int, ...]:
    """Return the numbers of the patterns that can match a clause of a text, in the order of the lexicon.

    Args:
        text: a clean sentence.
        parties: what shows the parties of its document.
        row: the text is a row of a table.
    """
    gates = _gates()
    runs = runs_of(text)
    words = frozenset(runs)
    if not words.isdisjoint(parties.glued):
        return tuple(range(gates.width))
    near = _near(gates, words) & ~(0 if row else gates.rows)
    if not near:
        return ()
    found = 0
    for part in text.split(";"):
        found |= _passing(gates, near & ~found, part, runs_of(part) if ";" in text else runs, parties)
    return tuple(_bits(found))


def _near(gates: _Gates, words: frozenset[str]) -> int:
    """Return the patterns of whose needs a text meets every one."""
    met = reduce(or_, map(gates.needs.__getitem__, words & gates.needs.keys()), gates.open)
    near = (1 << gates.width) - 1
    for _ in range(gates.ranks):
        near &= met
        met >>= gates.width
    return near


def _bits(number: int) -> Iterator[int]:
    """Yield the places of the bits of a number, the lowest first."""
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low


def _passing(gates: _Gates, near: int, text: str, runs: list[str], parties: PartySigns) -> int:
    """Return the patterns whose shape fits a text without a semicolon."""
    places = _places(runs)
    present = _present(text, places, parties)
    for kinds, asking in gates.classes:
        if kinds.isdisjoint(present):
            near &= ~asking
    full = (1 << (len(runs) + 1)) - 1
    found = 0
    for i in _bits(near):
        if _ends(gates.shapes[i], full, places, full, present):
            found |= 1 << i
    return found


def _present(text: str, places: dict[str, int], parties: PartySigns) -> frozenset[str]:
    """Return the classes of which something can stand in a text."""
    found = set[str]() if parties.runs.isdisjoint(places) else {"P"}
    if not share_words().isdisjoint(places):
        found.add("R")
    if may_count(text):
        found |= {"Q", "D"}
        found |= {kind for kind, name in _KINDS.items() if not unit_signs(name).isdisjoint((*places, *text))}
    return frozenset(found)


_KINDS = {"M": "money", "R": "percent", "T": "duration"}


def fits(pattern: str, text: str) -> bool:
    """Return whether a pattern can match a text in which everything can be a party, an amount or a date.

    >>> fits("<party> .. pay~ <money>", "Acme shall pay it"), fits("<party> .. pay~ <money>", "Acme shall play")
    (True, False)
    """
    runs = runs_of(text)
    full = (1 << (len(runs) + 1)) - 1
    return _ends(_shape(pattern), full, _places(runs), full, frozenset("PMRQTD")) != 0


def _places(runs: list[str]) -> dict[str, int]:
    """Return where each run stands, a bit for each place."""
    places: dict[str, int] = {}
    bit = 1
    for run in runs:
        places[run] = places.get(run, 0) | bit
        bit <<= 1
    return places


def _ends(row: tuple[Shape, ...], starts: int, places: dict[str, int], full: int, present: frozenset[str]) -> int:
    """Return the places where a row of shapes can end that begins at one of the places `starts`; none: 0."""
    for shape in row:
        if not starts:
            return 0
        if type(shape) is Words:
            here = 0
            for word in shape.words.intersection(places):
                here |= places[word]
            starts = (starts & here) << 1
        elif type(shape) is Gap:
            starts = full & -(starts & -starts) if not shape.kinds or not shape.kinds.isdisjoint(present) else 0
        elif type(shape) is Either:
            ends = 0
            for inner in shape.rows:
                ends |= _ends(inner, starts, places, full, present)
            starts = ends
    return starts
