"""Grades of a clause, read by the patterns of `modality.toml`: modality, exclusivity, stance, condition and hedge."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.extraction.lexicon import load_toml, phrase
from kg.extraction.notation import compile_pattern, required_words
from kg.extraction.word_needs import WordNeeds, bits_of
from kg.records import Exclusivity, Modality, Stance

__all__ = [
    "grade_patterns",
    "read_aside",
    "read_condition",
    "read_exclusivity",
    "read_hedge",
    "read_modality",
    "read_stance",
    "stands_apart",
    "tells_what_stays",
]


@cache
def grade_patterns(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the values of a grade with their patterns, in the order in which they are tried."""
    return tuple((entry["value"], compile_pattern(entry["match"])) for entry in load_toml("modality")[kind])


@cache
def _needs(kind: str) -> WordNeeds:
    """Return the words that the patterns of a grade need."""
    return WordNeeds.of([required_words(entry["match"]) for entry in load_toml("modality")[kind]])


@lru_cache(maxsize=64)
def _near(kind: str, text: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the values of a grade with their patterns, of those that the words of a line let through."""
    patterns = grade_patterns(kind)
    return tuple(patterns[i] for i in bits_of(_needs(kind).met(frozenset(text.split()))))


@lru_cache(maxsize=64)  # a clause is asked once for each of its terms
def _first(kind: str, text: str) -> str:
    return next((value for value, pattern in _near(kind, text) if pattern.search(text)), "")


def read_modality(text: str) -> Modality | None:
    """Return the modality that the words of a line give; `None`: no modal word.

    >>> read_modality(" P0 shall not sell ")
    <Modality.PROHIBITION: 'Prohibition'>
    """
    value = _first("modality", text)
    return Modality(value) if value else None


def read_exclusivity(text: str) -> Exclusivity | None:
    """Return the grade of exclusivity in a line; `None`: the words give none, and silence is no value."""
    value = _first("exclusivity", phrase("no-standing").sub(" ", text))
    return Exclusivity(value) if value else None


def read_stance(text: str) -> Stance:
    """Return how a line puts what it says."""
    value = _first("stance", text)
    return Stance(value) if value else Stance.AFFIRMS


def tells_what_stays(text: str) -> bool:
    """Return whether the line of a heading says that what stands below it is as it was.

    >>> tells_what_stays(" what stays ? ")
    True
    """
    return bool(_first("stays", text))


def read_condition(text: str) -> int | None:
    """Return where in a line a condition or exception begins; `None`: there is none."""
    found = [m.start() for _, pattern in _near("condition", text) if (m := pattern.search(text))]
    return min(found) if found else None


def stands_apart(text: str, condition: int, openers: tuple[str, ...]) -> bool:
    """Return whether a condition that begins at a place of a line opens it, or stands behind some words: a comma can end it.

    >>> line = " P0 shall pay M0 if P1 delivers , and P1 shall ship "
    >>> stands_apart(line, line.index(" if"), (" ,",)), stands_apart(" if P1 delivers , P0 pays ", 0, (" ,",))
    (False, True)
    """
    return text.count(" ", 0, condition) < 4 or text.endswith(openers, 0, condition)


def read_hedge(text: str) -> tuple[int, int] | None:
    """Return the span of the words of a line that weaken the claim."""
    match = next((m for _, pattern in _near("hedge", text) if (m := pattern.search(text))), None)
    return match.span() if match else None


def read_aside(text: str) -> str:
    """Return what a clause is that makes no rule of its own: `recital`, `reservation` or `definition`; empty: it makes one.

    >>> read_aside(" whereas P0 has developed the product ")
    'recital'
    """
    return next((value for value, pattern in _near("aside", text) if pattern.match(text, 1)), "")
