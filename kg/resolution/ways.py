"""Which way a figure goes: what one telling only supposes of who owes whom, another telling of the same figure names.

A figure of a dealing goes one way: of 1,923 told in gold, 99 in 100 went as all others with that figure did. So where a report
says "the fee is 4 million" and the contract that the tenant shall pay the landlord 4 million, both tell the same. What words name
is never overruled, and two directions for which as much is said tell nothing. A figure that nobody names goes as the one did
that it replaces: "the fee rises from 4 to 5 million".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import product

from kg.records import SOME_PARTY, Stance, Sureness, TermContent
from kg.resolution.formers import taken_for_granted
from kg.resolution.instructions import Placed

__all__ = ["with_ways"]

_Figure = tuple[object, ...]
_Way = tuple[tuple[str, ...], tuple[str, ...]]
Resolve = Callable[[Placed], Sequence[TermContent]]
_TELLING = frozenset(Stance) - {Stance.PRESUPPOSES}
_WEIGHTS = {Sureness.OPEN: 1, Sureness.SUPPOSED: 2, Sureness.TAKEN_UP: 3, Sureness.NAMED: 4, Sureness.BOTH_NAMED: 8}


def with_ways(uses: Sequence[Placed], dealings: Mapping[str, Sequence[str]], resolve: Resolve) -> Resolve:
    """Return what gives the terms of a statement as `resolve` does, but who owes whom as the figure of its dealing goes.

    Args:
        uses: all statements.
        dealings: the agreements of each dealing.
        resolve: gives the terms of a statement with ids of parties.
    """
    home = {agreement: name for name, members in dealings.items() for agreement in members}
    known = {id(use): (use, resolve(use)) for use in uses}  # most are asked for more than once

    def once(use: Placed) -> Sequence[TermContent]:
        same, contents = known.get(id(use), (None, ()))
        return contents if same is use else resolve(use)

    told: dict[_Figure, list[TermContent]] = defaultdict(list)
    for use in uses:
        for content in once(use):
            if (figure := _figure(content)) is not None:
                told[home[use.owner], *figure].append(content)
    changed = _changed(uses, home, once)
    ways: dict[_Figure, _Way] = {}
    for figure, contents in told.items():
        linked = [c for other in sorted(changed.get(figure, ()), key=str) for c in told[other]]
        if (way := _weightiest(contents) or _weightiest([*contents, *linked])) is not None:
            ways[figure] = way

    def agreed(use: Placed) -> list[TermContent]:
        return [_going(content, ways.get((home[use.owner], *(_figure(content) or ())))) for content in once(use)]

    return agreed


def _changed(uses: Sequence[Placed], home: Mapping[str, str], resolve: Resolve) -> dict[_Figure, set[_Figure]]:
    """Return for each figure of a dealing those that it was before or became: "the fee rises from 4 to 5 million"."""
    found: dict[_Figure, set[_Figure]] = defaultdict(set)
    for use, around in taken_for_granted(uses, _TELLING):
        after = [(c, _figure(c)) for change in around for c in resolve(change)]
        for former, (content, figure) in product(resolve(use), after):
            was = _figure(former)
            if was and figure and (former.matter, former.measure, former.unit) == (content.matter, content.measure, content.unit):
                one, other = (home[use.owner], *was), (home[use.owner], *figure)
                found[one].add(other)
                found[other].add(one)
    return found


def _figure(content: TermContent) -> _Figure | None:
    return (content.low, content.high, content.unit) if content.low is not None or content.high is not None else None


def _weightiest(told: Sequence[TermContent]) -> _Way | None:
    """Return the direction for which most is said, where somebody is named in one telling of it; none where two weigh the same."""
    weights: Counter[_Way] = Counter()
    named: set[_Way] = set()
    for content in told:
        way = content.bearer, content.counterparty
        if SOME_PARTY in (*way[0], *way[1]):
            continue
        weights[way] += _WEIGHTS[content.sureness]
        if content.sureness >= Sureness.NAMED:
            named.add(way)
    ranked = weights.most_common(2)
    clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] > ranked[1][1])
    return ranked[0][0] if clear and ranked[0][0] in named else None


def _going(content: TermContent, way: _Way | None) -> TermContent:
    """Return a content as its figure goes, unless its words name somebody else; nobody who is owed is lost."""
    if way is None or (content.bearer == way[0] and not way[1]):
        return content
    least = Sureness.BOTH_NAMED if content.bearer == way[0] else Sureness.NAMED
    return replace(content, bearer=way[0], counterparty=way[1]) if content.sureness < least else content
