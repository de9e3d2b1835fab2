"""Readings that are about one rule by their words, though they are filed under two matters or told for other things.

"Kew may take its bread from nobody but Lowe" is exclusive dealing, "Kew may now take bread from other bakers too" looks like a
sale, and "a fee of 40 for each loaf" is a payment here and a price there. The slots alone never hold the two against one another.
The words that they share do, where few other rules of the dealing have these, and no rule of the two agreements comes as near.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from math import fsum, inf

from kg.deriving.comparing import opposed, same_counterparty
from kg.deriving.freeing import FREE, adds, shuts
from kg.deriving.linking import Chain
from kg.deriving.scoping import OVERLAP, Scopes
from kg.deriving.telling import SECOND_HAND, Told, one_voice, told_late
from kg.deriving.topics import Topics
from kg.records import Exclusivity, Modality, Stance, Sureness
from kg.topics import weigh_words

__all__ = ["as_kin", "find_kin"]

_FEW = 12  # readings of a dealing that share a word, up to which that word says what a rule is about
_CLEAR = 0.6  # of the best: how much less of common words any other pair of the same reading must have
_BOTH = 2  # a pair counts itself once for each of its readings
_SIZE = 3  # how many times one figure of a rule is at most as much as another
_NUMBER, _LEAVE = "number", "leave"
_ENOUGH = {_NUMBER: 0.8, _LEAVE: 1.3}  # the weight of common words from which on two readings are kin; 1: no third reading has it
_FAR = 1.6  # the same for readings of two parties
_OPEN = {_NUMBER: Sureness.SUPPOSED, _LEAVE: Sureness.TAKEN_UP}  # how surely one of two at most tells whose rule it is
_OPEN_AT_MOST = max(_OPEN.values())
_LATE = 1.0  # the same for what a report tells after it was changed
_TOLD = 0.5  # the same for a figure that is told as a change
_OF_OLD = frozenset({Stance.PRESUPPOSES, Stance.REAFFIRMS})
_SMALL = 40  # readings up to which pairs are asked for before words
Pair = tuple[Told, Told]


def find_kin(told: Iterable[Told], topics: Topics, chain: Chain, scopes: Scopes) -> list[Pair]:
    """Return pairs of readings that are one rule by their words: an earlier and a later one, or a strong and a weaker source.

    Only pairs that the slots keep apart: of two matters, or of one whose scopes are not known to meet.

    Args:
        told: the readings of a dealing that can be compared.
        topics: what their passages speak of.
        chain: which agreement comes after which.
        scopes: of the dealing.
    """
    readings = list(told)
    pairs = _pairs([readings], chain) if len(readings) <= _SMALL else None
    if pairs is not None and not any(_near_enough(pair, inf) and _kept_apart(pair, scopes) for pair in pairs):
        return []  # whatever their words are
    words = {t: topics.of(t.id, t.agreement) for t in readings}
    having: dict[str, list[Told]] = defaultdict(list)
    for t, own in words.items():
        for word in own:
            having[word].append(t)
    having = {word: few for word, few in having.items() if 1 < len(few) <= _FEW}
    if pairs is None:
        pairs = _pairs({tuple(few) for few in having.values()}, chain)  # many words are of the same readings
    weights = weigh_words(words.values())
    shared: dict[Pair, float] = {}
    for t, u in pairs:
        common = words[t] & words[u]
        if not common.isdisjoint(having):
            shared[t, u] = fsum(weights[word] for word in common)
    near = [pair for pair in _nearest(shared) if _near_enough(pair, shared[pair]) and _kept_apart(pair, scopes)]
    late = {(t.id, a) for t, u in shared if told_late(t, u) for a in chain.after.get(u.agreement, ())}
    return [(t, u) for t, u in near if (t.id, u.agreement) not in late]


def _pairs(groups: Iterable[Sequence[Told]], chain: Chain) -> dict[Pair, None]:
    """The pairs within groups of readings that could be told of one rule in turn, each once."""
    found: dict[Pair, None] = {}
    for few in groups:
        for t, u in _meeting(few):
            pair = _ordered(t, u, chain)
            if pair and pair not in found and _touch(*pair):
                found[pair] = None
    return found


def _meeting(few: Sequence[Told]) -> Iterator[Pair]:
    """The pairs of figures in one unit, of a bar and leave, and of a duty and its end: no others can be of one rule."""
    units: dict[str, list[Told]] = defaultdict(list)
    by_modality: dict[Modality, list[Told]] = defaultdict(list)
    for t in few:
        by_modality[t.modality].append(t)
        if t.number is not None:
            units[t.number[1]].append(t)
    for same in units.values():
        yield from ((t, u) for t, u in combinations(same, 2) if (t.low or t.high) != (u.low or u.high))
    freed = [u for m in FREE for u in by_modality[m] if u.exclusivity is not Exclusivity.EXCLUSIVE]
    if freed:
        yield from ((t, u) for t in few if shuts(t) for u in freed if t.agreement != u.agreement)
    if lifted := by_modality[Modality.NO_DUTY]:
        yield from product(by_modality[Modality.OBLIGATION], lifted)


def as_kin(t: Told, u: Told, general: str) -> Told:
    """Return u as a reading of the rule of t: under its matter, for the same thing, and in its measure.

    What is free of a bar may be a part of what it bars; the scope of u, or its words where two scopes are told, say so.
    """
    number = u.number if t.number is None or u.number is None else (t.number[0], u.number[1])
    u = replace(u, bearers=t.bearers, counterparties=t.counterparties) if not _of_one_party(t, u) else u
    if shuts(t) and u.modality in FREE:
        silent = t.unscoped or u.unscoped
        return replace(u, matter=t.matter, scope=u.scope if silent else (general,), unscoped=u.unscoped or not silent)
    return replace(u, matter=t.matter, scope=t.scope, unscoped=t.unscoped, number=number)


def _ordered(t: Told, u: Told, chain: Chain) -> Pair | None:
    """The earlier reading first; of one agreement that of the better source."""
    if t.agreement == u.agreement:
        return None if t.rank == u.rank else (t, u) if t.rank > u.rank else (u, t)
    if t.agreement in chain.after.get(u.agreement, ()):
        return t, u
    return (u, t) if u.agreement in chain.after.get(t.agreement, ()) else None


def _touch(t: Told, u: Told) -> bool:
    """Whether one reading may be of the rule of the other: by whom it is told and whose it is, then by what it does to it."""
    one = _of_one_party(t, u)
    if not one and (t.agreement == u.agreement or min(t.sureness, u.sureness) > _OPEN_AT_MOST):
        return False
    if t.agreement != u.agreement and not t.heard.former and one_voice(t, u):
        return False
    kind = _kind(t, u)
    return bool(kind) and (one or min(t.sureness, u.sureness) <= _OPEN[kind])


def _of_one_party(t: Told, u: Told) -> bool:
    """Whether a party that owes or has leave by the one may do so by the other, to the same side."""
    return not set(t.bearers).isdisjoint(u.bearers) and same_counterparty(t, u)


def _kind(t: Told, u: Told) -> str:
    """What one reading does to another of the same rule: it gives another figure, or leave; empty: nothing of these."""
    if t.number is not None and u.number is not None:
        owed = Modality.NO_DUTY not in (t.modality, u.modality)
        return _NUMBER if owed and t.number[1] == u.number[1] and _of_a_size(t, u) and _in_turn(t, u) else ""
    if t.agreement == u.agreement:
        return ""
    lifted = t.modality is Modality.OBLIGATION and u.modality is Modality.NO_DUTY
    freed = shuts(t) and u.modality in FREE and u.exclusivity is not Exclusivity.EXCLUSIVE and bool(opposed(t, u))
    return _LEAVE if lifted or freed else ""


def _in_turn(t: Told, u: Told) -> bool:
    """Whether a figure is told as one that takes the place of another, so that it does not go on and adds nothing.

    Of two sources of one agreement the weaker one may tell anything.
    """
    if t.agreement == u.agreement or told_late(t, u):
        return True
    first, then = t.heard.known.earliest, u.heard.known.latest
    if first and then and then < first and not t.heard.former:
        return False
    told = u.heard.changes or (u.rank >= SECOND_HAND and not all(s.stance in _OF_OLD for s in u.heard.uses))
    return told and (t.rank >= SECOND_HAND or t.heard.former) and not adds(u)


def _of_a_size(t: Told, u: Told) -> bool:
    mine, theirs = t.low or t.high, u.low or u.high
    if not mine or not theirs or mine == theirs:
        return False
    return mine <= _SIZE * theirs and theirs <= _SIZE * mine


def _nearest(shared: Mapping[Pair, float]) -> Iterator[Pair]:
    """The pairs that share clearly more than any other pair of either reading with the same agreement.

    Pairs of other parties are no rivals of those of one party.
    """
    every: dict[tuple[str, str, bool], list[float]] = defaultdict(list)
    for (t, u), much in shared.items():
        for one in (True, False) if _of_one_party(t, u) else (False,):
            every[t.id, u.agreement, one].append(much)
            every[u.id, t.agreement, one].append(much)
    for (t, u), much in shared.items():
        one = _of_one_party(t, u)
        rivals = (*every[t.id, u.agreement, one], *every[u.id, t.agreement, one])
        if sum(other >= _CLEAR * much for other in rivals) == _BOTH:
            yield t, u


def _near_enough(pair: Pair, much: float) -> bool:
    t, u = pair
    kind = _kind(t, u)
    if not _of_one_party(t, u):
        return much >= _FAR and (kind == _NUMBER or u.heard.changes)
    if told_late(t, u):
        return much >= _LATE
    if kind == _LEAVE:
        return u.heard.changes and much >= _ENOUGH[_LEAVE]
    return much >= (_TOLD if u.heard.changes and t.agreement != u.agreement else _ENOUGH[_NUMBER])


def _kept_apart(pair: Pair, scopes: Scopes) -> bool:
    t, u = pair
    if t.matter != u.matter or not _of_one_party(t, u):
        return True
    return t.agreement != u.agreement and scopes.relation(t.scope, u.scope) == OVERLAP and (t.unscoped or u.unscoped)
