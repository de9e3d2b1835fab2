"""Who owes whom by what other sentences tell, where the words of a sentence leave it open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.extraction.direction import Direction
from kg.extraction.patterns import Matter
from kg.records import EVERY_PARTY

__all__ = ["owes_one", "settled"]


_Told = tuple[Matter, tuple[str, ...], tuple[str, ...]]


def settled(matter: Matter, direction: Direction, told: Sequence[_Told], *, parties: Sequence[str], own: bool = True) -> Direction:
    """Return a direction completed by what other sentences tell, the most usual first.

    Of the same matter the direction itself counts; of others, who pays whom, where the agreement has two parties; in the end
    who stands opposite the bearer in other sentences of the agreement.

    Args:
        matter: of the term.
        direction: what its own sentence tells.
        told: matter, bearer and counterparty of the terms whose sentences name both.
        parties: of the agreement.
        own: the sentences are of the same agreement.
    """
    told = [one for one in told if own or {*one[1], *one[2]} <= set(parties)]
    if not (direction.open_bearer or direction.open_counterparty) or not told:
        return direction
    same = [(b, c) for m, b, c in told if m.name == matter.name]
    paid = [_as_paid(m, b, c) for m, b, c in told if m.bearer]
    likely = same or ([_as_paid(matter, *one) for one in paid] if matter.bearer and len(parties) == 2 else [])
    fitting = [one for one in likely if _fits(one, direction)]
    if not fitting and owes_one(matter):
        fitting = _opposite(direction, told, parties)
    if not fitting:
        return direction
    if len(parties) > 2 and len(set(fitting)) > 1:
        return direction  # among several, who is meant cannot be told by the number
    (bearer, other), _ = Counter(fitting).most_common(1)[0]
    other = other if direction.open_counterparty else direction.counterparty
    return Direction(bearer if direction.open_bearer else direction.bearer, other)


def owes_one(matter: Matter) -> bool:
    """Return whether a rule of this matter is owed to somebody even where nobody is told."""
    return matter.parties == "directed" and "all" not in matter.owed


def _opposite(direction: Direction, told: Sequence[_Told], parties: Sequence[str]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the only one who stands opposite a bearer whom the words name, where the two are told together more than once."""
    bearer = direction.bearer
    if direction.open_bearer or not direction.open_counterparty or len(bearer) != 1 or EVERY_PARTY in bearer:
        return []
    pairs = [(b, c) if b == bearer else (c, b) for _, b, c in told if bearer in (b, c)]
    sure = len(pairs) > 1 and len(set(pairs)) == 1 and set(pairs[0][1]) <= set(parties)
    return pairs if sure else []


def _fits(pair: tuple[tuple[str, ...], tuple[str, ...]], direction: Direction) -> bool:
    bearer = direction.open_bearer or pair[0] == direction.bearer
    return bearer and (direction.open_counterparty or pair[1] == direction.counterparty)


def _as_paid(matter: Matter, bearer: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return payer and payee of a term; the other way round, bearer and counterparty of a term between payer and payee."""
    return (bearer, other) if matter.bearer == "payer" else (other, bearer)
