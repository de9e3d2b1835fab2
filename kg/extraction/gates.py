"""Which patterns can match a text at all, told from its bare words before anything in it is looked for or marked.

A pattern is turned into a shape: its words, and gaps where parties, amounts and free words stand. A shape is matched against the
runs of letters of a text, all places at once: a set of places is one whole number with a bit for each place. A shape fits
wherever the pattern matches, and seldom elsewhere, so that the rest of the work is done only where something can be found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
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
            rows[-1].append(Either((*inner.rows, ())) if missing else inner)
        elif match.lastgroup == "close":
            return Either(tuple(map(tuple, rows))), at, match.group().endswith("?")
        elif match.lastgroup == "bar":
            rows.append([])
        else:
            one = _of_element(match)
            rows[-1].append(Either(((one,), ())) if match.group().endswith("?") else one)
    return Either(tuple(map(tuple, rows))), at, False


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
    longer = tuple(tuple(Words(frozenset({run})) for run in row) for row in rows if len(row) > 1)
    one = ((Words(single),),) if single else ()
    return Words(single) if not longer else Either((*one, *longer))


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
class _Gate:
    """What lets a text through to one pattern."""

    shape: tuple[Shape, ...]
    needs: tuple[frozenset[str], ...]
    classes: tuple[frozenset[str], ...]
    asked: frozenset[str]  # runs of which one must stand in the clause, where there are any
    row: bool


@cache
def _gates() -> tuple[tuple[_Gate, ...], dict[str, tuple[int, ...]], tuple[int, ...]]:
    """Return the gates of the patterns, the patterns by their rarest words, and those that need no word.

    How usual a word is in English is counted in the examples of the lexicon.
    """
    patterns = load_patterns()
    usual = Counter(run for pattern in patterns for example in pattern.examples for run in runs_of(example))
    gates = tuple(_gate(pattern, usual) for pattern in patterns)
    by_word: dict[str, list[int]] = {}
    for i, gate in enumerate(gates):
        for word in gate.needs[0] if gate.needs else ():
            by_word.setdefault(word, []).append(i)
    return gates, {word: tuple(found) for word, found in by_word.items()}, tuple(i for i, g in enumerate(gates) if not g.needs)


def _gate(pattern: Pattern, usual: Counter[str]) -> _Gate:
    shape = _shape(pattern.match)
    needs = sorted({*_needs(shape, usual)}, key=lambda need: _weight(need, usual))
    asked = frozenset(runs_of(word)[-1] for word in pattern.requires_any if word not in _INSERTED)
    asked = asked if len(asked) == len(pattern.requires_any) or _INSERTED.isdisjoint(pattern.requires_any) else frozenset()
    return _Gate(shape, tuple(needs), tuple(sorted(_classes(shape), key=sorted)), asked, pattern.row)


# ------------------------------------------------------------------ matching
def find_candidates(text: str, parties: PartySigns, *, row: bool = True) -> tuple[int, ...]:
    """Return the numbers of the patterns that can match a clause of a text, in the order of the lexicon.

    Args:
        text: a clean sentence.
        parties: what shows the parties of its document.
        row: the text is a row of a table.
    """
    gates, by_word, free = _gates()
    runs = runs_of(text)
    words = frozenset(runs)
    if not words.isdisjoint(parties.glued):
        return tuple(range(len(gates)))
    near = {i for word in words & by_word.keys() for i in by_word[word]}
    near.update(free)
    near = {i for i in near if _may_pass(gates[i], words, row)}
    if not near:
        return ()
    if ";" not in text:
        return tuple(sorted(_passing(near, text, runs, parties)))
    found: set[int] = set()
    for part in text.split(";"):
        found |= _passing(near - found, part, runs_of(part), parties)
    return tuple(sorted(found))


def _may_pass(gate: _Gate, words: frozenset[str], row: bool) -> bool:
    """Whether a text has the words that a pattern needs."""
    if gate.row and not row:
        return False
    for need in gate.needs:
        if words.isdisjoint(need):
            return False
    return not gate.asked or not words.isdisjoint(gate.asked)


def _passing(near: set[int], text: str, runs: list[str], parties: PartySigns) -> set[int]:
    """Return the patterns whose shape fits a text without a semicolon."""
    gates = _gates()[0]
    places = _places(runs)
    present = _present(text, places, parties)
    full = (1 << (len(runs) + 1)) - 1
    return {
        i
        for i in near
        if all(not kinds.isdisjoint(present) for kinds in gates[i].classes) and _ends(gates[i].shape, full, places, full, present)
    }


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
            for word in shape.words & places.keys():
                here |= places[word]
            starts = (starts & here) << 1
        elif type(shape) is Gap:
            starts = full & -(starts & -starts) if not shape.kinds or not shape.kinds.isdisjoint(present) else 0
        elif type(shape) is Either:
            starts = reduce(or_, [_ends(inner, starts, places, full, present) for inner in shape.rows])
    return starts
