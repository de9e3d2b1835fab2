"""Which patterns can match a text at all, told from its bare words: what nothing can match is passed over.

What a text must have for a pattern is made of the shape of the pattern (`kg.extraction.shapes`); first the words are asked for,
of all patterns at once, then the classes of what stands between them, then the whole shape.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.dates import may_hold_date
from kg.extraction.masks import may_count
from kg.extraction.party_index import PartySigns
from kg.extraction.patterns import Pattern, load_patterns
from kg.extraction.quantities import share_words
from kg.extraction.relative_dates import may_hold_relative
from kg.extraction.runs import runs_of
from kg.extraction.shapes import INSERTED, Bare, Either, Gap, Shape, Words, shape_of
from kg.extraction.units import unit_signs
from kg.extraction.word_needs import WordNeeds, bits_of

__all__ = ["find_candidates", "keep_told"]


# ------------------------------------------------------------------ what a text must have
_Weight = Callable[[frozenset[str]], tuple[int, list[str]]]


def _needs(row: Iterable[Shape], weight: _Weight) -> list[frozenset[str]]:
    """Return sets of words of which a text must have one each; of alternatives the rarest of each are held together."""
    found: list[frozenset[str]] = []
    for shape in row:
        if isinstance(shape, Words):
            found.append(shape.words)
        elif isinstance(shape, Either):
            each = [sorted(_needs(inner, weight), key=weight) for inner in shape.rows]
            for i in range(max(map(len, each)) if all(each) else 0):
                found.append(frozenset[str]().union(*(needs[min(i, len(needs) - 1)] for needs in each)))
    return found


def _classes(row: Iterable[Shape]) -> frozenset[frozenset[str]]:
    """Return the classes of which something must stand in a text."""
    return frozenset(shape.kinds for shape in row if isinstance(shape, Gap) and shape.kinds)


@dataclass(frozen=True, slots=True)
class _Gates:
    """What lets a text through to the patterns, for all patterns at once.

    A set of patterns is a whole number with a bit for each. `needs`: the runs that they need; `classes`: what must be present,
    with the patterns that ask for it; `counting`: those that speak of an amount or a date; `rows`: those for rows of tables alone.
    """

    shapes: tuple[tuple[Shape, ...], ...]
    needs: WordNeeds
    classes: tuple[tuple[frozenset[str], int], ...]
    counting: int
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
    weight = cache(lambda words: (sum(map(usual.__getitem__, words)), sorted(words)))  # the same sets stand in many patterns
    shapes = tuple(shape_of(pattern.match) for pattern in patterns)
    needs = [
        sorted([*_needs(shape, weight), *_asked(pattern)], key=weight)[:_RANKS]
        for shape, pattern in zip(shapes, patterns, strict=True)
    ]
    classes: dict[frozenset[str], int] = {}
    for i, shape in enumerate(shapes):
        for kinds in _classes(shape):
            classes[kinds] = classes.get(kinds, 0) | 1 << i
    rows = sum(1 << i for i, pattern in enumerate(patterns) if pattern.row)
    counting = sum(1 << i for i, shape in enumerate(shapes) if _counts(shape))
    return _Gates(shapes, WordNeeds.of(needs), tuple(classes.items()), counting, rows)


_KEPT = 256  # sentences whose candidates are kept
_RANKS = 5  # needs of a pattern that are asked for, the rarest


def _counts(row: Iterable[Shape]) -> bool:
    """Whether a row of shapes speaks of an amount or a date."""
    return any(
        any(map(_counts, shape.rows)) if isinstance(shape, Either) else isinstance(shape, Gap) and not shape.kinds <= {"P"}
        for shape in row
    )


def _asked(pattern: Pattern) -> list[frozenset[str]]:
    """Return the runs of the words of which one must stand in the clause beside the match; none where a line inserts one."""
    if not pattern.requires_any or not INSERTED.isdisjoint(pattern.requires_any):
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
    runs = runs_of(text)
    if not parties.glued.isdisjoint(runs):
        return tuple(range(_gates().width))
    parts = text.split(";") if ";" in text else ()
    shown = parties.runs.intersection(runs).union(*(parties.runs.intersection(runs_of(part)) for part in parts))
    return _candidates(text, shown, row)


@lru_cache(maxsize=_KEPT)
def _candidates(text: str, shown: frozenset[str], row: bool) -> tuple[int, ...]:
    """Return the candidates for a text in which these runs show parties; a text is read for several sets of parties."""
    gates, runs = _gates(), runs_of(text)
    words = frozenset(runs)
    near = gates.needs.met(words) & ~(0 if row else gates.rows)
    if not near:
        return ()
    found = 0
    for part in text.split(";"):
        found |= _passing(gates, near & ~found, part, runs_of(part) if ";" in text else runs, shown)
    return tuple(bits_of(found))


def keep_told(found: Iterable[int], letters: frozenset[str]) -> tuple[int, ...]:
    """Return those of some patterns that can match a text in which things of these classes alone stand."""
    return tuple(bits_of(_asking(_gates(), sum(1 << i for i in found), letters)))


def _passing(gates: _Gates, near: int, text: str, runs: tuple[str, ...], shown: frozenset[str]) -> int:
    """Return the patterns whose shape fits a text without a semicolon."""
    words = frozenset(runs)
    present = _signed(text, words, shown)
    near = _asking(gates, near, present)
    if near & gates.counting:
        present = _present(text, words, present)
        near = _asking(gates, near, present)
    if not near:
        return 0
    bare = Bare.of(runs, present)
    found = 0
    for i in bits_of(near):
        if bare.holds(gates.shapes[i]):
            found |= 1 << i
    return found


def _asking(gates: _Gates, near: int, letters: frozenset[str]) -> int:
    """Return those of some patterns that ask for no class but these."""
    for kinds, asking in gates.classes:
        if near & asking and kinds.isdisjoint(letters):
            near &= ~asking
            if not near:
                break
    return near


def _signed(text: str, runs: frozenset[str], shown: frozenset[str]) -> frozenset[str]:
    """Return the classes for which a word or a sign stands in a text; a number that it would belong to may be missing."""
    found = {"Q", "D"} if shown.isdisjoint(runs) else {"P", "Q", "D"}
    for kind, name in _KINDS.items():
        words, signs = unit_signs(name)
        if not (words.isdisjoint(runs) and signs.isdisjoint(text)):
            found.add(kind)
    if not share_words().isdisjoint(runs):
        found.add("R")
    return frozenset(found)


def _present(text: str, runs: frozenset[str], signed: frozenset[str]) -> frozenset[str]:
    """Return those of some classes of which something can stand in a text."""
    gone = set[str]() if may_hold_date(text) or may_hold_relative(text) else {"D"}
    if not may_count(text):
        gone |= {"Q", "M", "T"} | (set[str]() if not share_words().isdisjoint(runs) else {"R"})
    return signed - gone


_KINDS = {"M": "money", "R": "percent", "T": "duration"}
