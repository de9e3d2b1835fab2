"""Who owes whom where one document leaves it open: what the other documents of a dealing tell of the same rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.records import SOME_PARTY, TermContent
from kg.resolution.terms import Telling

__all__ = ["complete_directions"]

_Pair = tuple[tuple[str, ...], tuple[str, ...]]


def complete_directions(tellings: Sequence[Telling], parties: Mapping[str, Sequence[str]]) -> list[Telling]:
    """Return the tellings with nobody left open: told of the same sum, else of the same matter.

    "The deposit is raised to 5 million" names nobody; whoever pays the deposit by the contract pays it still. Where nothing tells
    it, all parties of the agreement bear, and nobody in particular is owed.

    Args:
        tellings: of one dealing; `SOME_PARTY` stands for a side that its document leaves open.
        parties: the ids of the parties of each agreement.
    """
    told = [t.content for t in tellings if _complete(t.content)]
    return [
        t if _closed(t.content) else replace(t, content=_completed(t.content, told, tuple(parties[t.agreement]))) for t in tellings
    ]


def _closed(content: TermContent) -> bool:
    return SOME_PARTY not in content.bearer and SOME_PARTY not in content.counterparty


def _complete(content: TermContent) -> bool:
    return _closed(content) and bool(content.counterparty)


def _completed(content: TermContent, told: Sequence[TermContent], parties: tuple[str, ...]) -> TermContent:
    """Return a content with its open sides told."""
    fitting = [one for one in told if {*one.bearer, *one.counterparty} <= set(parties)]
    same = [one for one in fitting if one.matter == content.matter]
    summed = [one for one in same if one.measure == content.measure]
    alike = [one for one in summed if set(one.scope) & set(content.scope)]
    for group in (alike, summed, same) if len(parties) == 2 else (alike,):
        pair = _usual(((one.bearer, one.counterparty) for one in group), content)
        if pair is not None:
            return replace(content, bearer=pair[0], counterparty=pair[1])
    if SOME_PARTY in content.bearer:
        return replace(content, bearer=tuple(sorted(parties)), counterparty=())
    others = tuple(p for p in parties if p not in content.bearer)
    return replace(content, counterparty=others if len(parties) == 2 else ())


def _usual(pairs: Iterable[_Pair], content: TermContent) -> _Pair | None:
    """Return the most usual direction that fits what is told; none where two are as usual."""
    ranked = Counter(pair for pair in pairs if _fits(pair, content)).most_common(2)
    clear = len(ranked) == 1 or (len(ranked) == 2 and ranked[0][1] > ranked[1][1])
    return ranked[0][0] if clear else None


def _fits(pair: _Pair, content: TermContent) -> bool:
    bearer, counterparty = content.bearer, content.counterparty
    return (SOME_PARTY in bearer or pair[0] == bearer) and (
        SOME_PARTY in counterparty or not counterparty or pair[1] == counterparty
    )
