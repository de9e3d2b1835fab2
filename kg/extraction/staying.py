"""Figures of which a sentence says only that they stay: "the 40 berths are ours as before", "the charge of EUR 9 is untouched"."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extraction.lexicon import phrase
from kg.extraction.values import find_amounts
from kg.records import Figure, TermContent

__all__ = ["figures_that_stay"]

_KINDS = frozenset({"money", "percent", "quantity", "duration"})


def figures_that_stay(text: str, told: Iterable[TermContent]) -> tuple[Figure, ...]:
    """Return the figures of a sentence that says that something stays as it was, but for those that its terms count.

    >>> [str(one.low) for one in figures_that_stay("The 40 berths stay as they are.", ())]
    ['40']
    """
    if text.endswith("?") or phrase("goes-on-as-before").search(text) is None:
        return ()
    counted = {content.value_text for content in told}
    return tuple(Figure(a.low, a.high, a.unit) for a in find_amounts(text) if a.kind in _KINDS and a.words not in counted)
