"""Which pairs of readings of a slot are worth judging: all of a small slot, few of a hot one.

A pair that is left out of a hot slot has no verdict, unless so many readings disagree that a list of all pairs helps nobody;
then each is held against the best one only, and a note says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, combinations, permutations, product

from kg.deriving.comparing import bounds_of, of_one_size, opposed, same_number, very_figure
from kg.deriving.scoping import Scopes
from kg.deriving.telling import Told
from kg.records import Exclusivity

__all__ = ["pairs_across", "pairs_within"]

HOT = 200  # readings of one agreement in one slot; up to here all pairs are judged
MOST = 50  # pairs for each reading of a hot slot
Pair = tuple[Told, Told]


def pairs_within(readings: Sequence[Told], scopes: Scopes, hot: int = HOT) -> tuple[Iterable[Pair], bool]:
    """Pairs of readings of one agreement, and whether some were left out that may disagree."""
    if len(readings) <= hot:
        return combinations(readings, 2), False
    seen: dict[tuple[str, str], Pair] = {}
    most = MOST * len(readings)
    for t, u in chain(_candidates(_cells(readings), scopes), _very_figures(readings), _only_figures(readings)):
        if t is not u:
            seen[min(t.id, u.id), max(t.id, u.id)] = (t, u) if t.id < u.id else (u, t)
            if len(seen) > most:
                best = _best(readings)
                return ((min(best, t, key=_id), max(best, t, key=_id)) for t in readings if t is not best), True
    return [seen[key] for key in sorted(seen)], False


def pairs_across(earlier: Sequence[Told], later: Sequence[Told], hot: int = HOT) -> tuple[Iterable[Pair], bool]:
    """Pairs of an earlier and a later reading, and whether some were left out: then each meets the best of the other side."""
    if len(earlier) == len(later) == 1:
        return ((earlier[0], later[0]),), False
    if len(earlier) * len(later) <= max(hot * hot, MOST * (len(earlier) + len(later))):
        return product(earlier, later), False
    old, new = _best(earlier), _best(later)
    return [*((t, new) for t in earlier), *((old, u) for u in later if u is not new)], True


def _id(t: Told) -> str:
    return t.id


def _best(readings: Sequence[Told]) -> Told:
    return min(readings, key=lambda t: (-t.rank, t.id))


def _cells(readings: Sequence[Told]) -> dict[tuple[str, ...], dict[object, list[Told]]]:
    """Readings by scope, and there by what clashes as a class: modality, exclusivity, measure and unit."""
    found: dict[tuple[str, ...], dict[object, list[Told]]] = {}
    for t in readings:
        found.setdefault(t.scope, {}).setdefault((t.modality, t.exclusivity, t.number), []).append(t)
    return found


def _candidates(cells: dict[tuple[str, ...], dict[object, list[Told]]], scopes: Scopes) -> Iterator[Pair]:
    """Every pair that can have a verdict inside one agreement, some of them twice."""
    by_member: dict[str, list[tuple[str, ...]]] = {}
    for scope in cells:
        for member in scope:
            by_member.setdefault(member, []).append(scope)
    for scope, mine in cells.items():
        near = {other for x in scope for y in scopes.near(x, by_member) for other in by_member[y]}
        for other in sorted(near):
            for one, two in product(mine.values(), cells[other].values()):
                yield from _class_pairs(one, two, scope != other)


def _very_figures(readings: Sequence[Told]) -> Iterator[Pair]:
    """Pairs of which a farther source gives the very figure of a closer one to another measure, whatever their scopes."""
    alike: dict[object, dict[object, list[Told]]] = {}
    for t in readings:
        if t.number is not None:
            alike.setdefault((t.number[1], t.low, t.high), {}).setdefault((t.number[0], t.rank, t.counterparties), []).append(t)
    for same in alike.values():
        for one, two in permutations(same.values(), 2):
            if one[0].rank > two[0].rank and very_figure(one[0], two[0]):
                yield from product(one, two)


def _only_figures(readings: Sequence[Told]) -> Iterator[Pair]:
    """Pairs of another figure of a farther source and the only one of all closer ones in that unit, whatever their scopes."""
    alike: dict[str, list[Told]] = {}
    for t in readings:
        if t.number is not None:
            alike.setdefault(t.number[1], []).append(t)
    for told in alike.values():
        for rank in sorted({t.rank for t in told}):
            closer = [t for t in told if t.rank > rank]
            if len({bounds_of(t) for t in closer}) == 1:
                farther = [u for u in told if u.rank == rank]
                yield from ((t, u) for t, u in product(closer, farther) if t.number == u.number and of_one_size(t, u))


def _class_pairs(one: list[Told], two: list[Told], scopes_differ: bool) -> Iterator[Pair]:
    t, u = one[0], two[0]
    if opposed(t, u):
        yield from product(one, two)
        return
    if t.number is not None and t.number == u.number and t.number[0]:
        yield from _below(one, two)
    if t.number is None or u.number is None or t.number[0] == u.number[0]:
        yield from _ended_before(one, two)
    elif t.number[1] == u.number[1]:
        yield from ((a, b) for a, b in product(one, two) if a.rank > b.rank and same_number(a, b))
    if scopes_differ and t.exclusivity is u.exclusivity is Exclusivity.EXCLUSIVE:
        yield from ((a, b) for a, b in product(one, two) if a.rank > b.rank)


def _below(one: list[Told], two: list[Told]) -> Iterator[Pair]:
    """Pairs whose intervals are disjoint, the first below the second; the other way round comes with the classes turned."""
    tops = sorted(((t.high, t.id, t) for t in one if t.high is not None), key=lambda x: x[:2])
    highs: list[Decimal] = [x[0] for x in tops]
    for u in two:
        if u.low is not None:
            for _, _, t in tops[: bisect_left(highs, u.low)]:
                yield t, u


def _ended_before(one: list[Told], two: list[Told]) -> Iterator[Pair]:
    """Pairs whose last days are disjoint, the first before the second."""
    lasts = sorted(((t.end.latest, t.id, t) for t in one if t.end.latest is not None), key=lambda x: x[:2])
    days = [x[0] for x in lasts]
    for u in two:
        if u.end.earliest is not None:
            for _, _, t in lasts[: bisect_left(days, u.end.earliest)]:
                yield t, u
