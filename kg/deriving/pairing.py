"""Which pairs of readings of a slot are worth judging."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from kg.deriving.telling import Told

__all__ = ["pairs_across", "pairs_within"]


def pairs_within(readings: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Pairs of readings of one agreement."""
    return combinations(readings, 2)


def pairs_across(earlier: Sequence[Told], later: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Pairs of an earlier and a later reading."""
    return product(earlier, later)
