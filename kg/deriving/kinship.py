"""Readings that are about one rule by their words, though they are filed under two matters or told for other things.

"Kew may take its bread from nobody but Lowe" is exclusive dealing, "Kew may now take bread from other bakers too" looks like a
sale, and "a fee of 40 for each loaf" is a payment here and a price there. The slots alone never hold the two against one another.
The words that they share do, where few other rules of the dealing have these, and no rule of the two agreements comes as near.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain as joined
from itertools import combinations, product
from math import fsum, inf

from kg.deriving.comparing import opposed, same_counterparty
from kg.deriving.freeing import FREE, adds, shuts
from kg.deriving.linking import Chain
from kg.deriving.scoping import APART, OVERLAP, Scopes
from kg.deriving.telling import SECOND_HAND, Told, one_voice, told_late
from kg.deriving.topics import Topics
from kg.records import Exclusivity, Modality, Stance, Sureness
from kg.topics import weigh_words

__all__ = ["as_kin", "find_kin"]

_FEW = 12  # readings of a dealing that share a word, up to which that word says what a rule is about
_CLEAR = 0.6  # of the best: how much less of common words any other pair of the same reading must have
_BOTH = 2  # a pair counts itself once for each of its readings
_SIZE = 3  # how many times one figure of a rule is at most as much as another
_NUMBER, _LEAVE, _LIFTED = "number", "leave", "lifted"
# the weight of common words from which on two readings are kin; 1: no third reading has it
_ENOUGH = {_NUMBER: 0.8, _LEAVE: 1.3, _LIFTED: 0.8}
_FAR = 1.6  # the same for readings of two parties
# how surely one of two at most tells whose rule it is
_OPEN = {_NUMBER: Sureness.SUPPOSED, _LEAVE: Sureness.TAKEN_UP, _LIFTED: Sureness.TAKEN_UP}
_OPEN_AT_MOST = max(_OPEN.values())
_LATE = 1.0  # the same for what a report tells after it was changed
_TOLD = 0.5  # the same for a figure that is told as a change
_OF_OLD = frozenset({Stance.PRESUPPOSES, Stance.REAFFIRMS})
_EXCLUSIVE, _NO_DUTY, _OBLIGATION = (
    Exclusivity.EXCLUSIVE,
    Modality.NO_DUTY,
    Modality.OBLIGATION,
)  # a look-up in an enumeration is slow
_SMALL = 40  # readings up to which pairs are asked for before words
Pair = tuple[Told, Told]


def find_kin(told: Iterable[Told], topics: Topics, chain: Chain, scopes: Scopes) -> list[Pair]:
    """Return pairs of readings that are one rule by their words: an earlier and a later one, or a strong and a weaker source.

    Only pairs that the slots keep apart: of two matters, or of one whose scopes are not known to meet. What the words of an end
    take for granted ("need no longer pay") is no rule beside the one that they end.

    Args:
        told: the readings of a dealing that can be compared.
        topics: what their passages speak of.
        chain: which agreement comes after which.
        scopes: of the dealing.
    """
    readings = list(told)
    pairs = _pairs([readings], chain) if len(readings) <= _SMALL else None
    if pairs is not None:
        likely = [pair for pair, kind in pairs.items() if _near_enough(pair, kind, inf) and _kept_apart(pair, scopes)]
        if all(topics.of(t.id, t.agreement).isdisjoint(topics.of(u.id, u.agreement)) for t, u in likely):
            return []  # whatever the words of the others are
    words = {t: topics.of(t.id, t.agreement) for t in readings}
    counted = Counter(joined.from_iterable(words.values()))
    weights = weigh_words(counted, len(words))
    shared: dict[Pair, float] = {}
    pairs = _pairs(_sharing(words, counted), chain) if pairs is None else pairs
    for t, u in pairs:
        common = words[t] & words[u]
        if any(counted[word] <= _FEW for word in common):
            shared[t, u] = fsum([weights[word] for word in common])
    near = [pair for pair in _nearest(shared) if _near_enough(pair, pairs[pair], shared[pair]) and _kept_apart(pair, scopes)]
    late = {(t.id, a) for t, u in shared if told_late(t, u) for a in chain.after.get(u.agreement, ())}
    return [(t, u) for t, u in near if (t.id, u.agreement) not in late]


def _sharing(words: Mapping[Told, Iterable[str]], counted: Mapping[str, int]) -> Iterable[Sequence[Told]]:
    """The readings that share a word that few have; many words are of the same readings."""
    having: dict[str, list[Told]] = defaultdict(list)
    for t, own in words.items():
        for word in own:
            if 1 < counted[word] <= _FEW:
                having[word].append(t)
    return dict.fromkeys(map(tuple, having.values()))


def _pairs(groups: Iterable[Sequence[Told]], chain: Chain) -> dict[Pair, str]:
    """The pairs within groups of readings that could be told of one rule in turn, with what the one does to the other.

    The earlier reading comes first, of one agreement that of the better source.
    """
    after = chain.after
    found: dict[Pair, str] = {}
    for t, u in dict.fromkeys(pair for few in groups for pair in _meeting(few)):
        if t.agreement == u.agreement:
            if t.rank == u.rank:
                continue
            pair = (t, u) if t.rank > u.rank else (u, t)
        elif t.agreement in after.get(u.agreement, ()):
            pair = t, u
        elif u.agreement in after.get(t.agreement, ()):
            pair = u, t
        else:
            continue
        kind = _touch(*pair)
        if kind:
            found[pair] = kind
    return found


def _meeting(few: Sequence[Told]) -> Iterator[Pair]:
    """The pairs of figures in one unit, of a bar and leave, and of a duty and its end: no others can be of one rule."""
    units: dict[str, list[Told]] = defaultdict(list)
    for t in few:
        if t.number is not None:
            units[t.number[1]].append(t)
    for same in units.values():
        for t, u in combinations(same, 2):
            if (t.low or t.high) != (u.low or u.high):
                yield t, u
    freed = [u for u in few if u.modality in FREE and u.exclusivity is not _EXCLUSIVE]
    for t in few if freed else ():
        if shuts(t):
            yield from ((t, u) for u in freed if t.agreement != u.agreement)
    lifted = [u for u in few if u.modality is _NO_DUTY]
    if lifted:
        yield from product([t for t in few if t.modality is _OBLIGATION], lifted)


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


def _touch(t: Told, u: Told) -> str:
    """What one reading does to another whose rule it may be of: by whom it is told, whose it is, and what it says."""
    apart = t.agreement != u.agreement
    if apart and not t.heard.former and one_voice(t, u):
        return ""
    one = _of_one_party(t, u)
    if not one and not (apart and (t.sureness <= _OPEN_AT_MOST or u.sureness <= _OPEN_AT_MOST)):
        return ""
    kind = _kind(t, u)
    return kind if kind and (one or min(t.sureness, u.sureness) <= _OPEN[kind]) else ""


def _of_one_party(t: Told, u: Told) -> bool:
    """Whether a party that owes or has leave by the one may do so by the other, to the same side."""
    return (t.bearers == u.bearers or not set(t.bearers).isdisjoint(u.bearers)) and same_counterparty(t, u)


def _kind(t: Told, u: Told) -> str:
    """What one reading does to another of the same rule: it gives another figure, or leave, or ends it; empty: nothing of these."""
    if t.number is not None and u.number is not None:
        owed = _NO_DUTY not in (t.modality, u.modality)
        return _NUMBER if owed and t.number[1] == u.number[1] and _of_a_size(t, u) and _in_turn(t, u) else ""
    if t.agreement == u.agreement or t.heard.former:
        return ""
    if t.modality is _OBLIGATION and u.modality is _NO_DUTY:
        return _LIFTED
    freed = shuts(t) and u.modality in FREE and u.exclusivity is not _EXCLUSIVE and bool(opposed(t, u))
    return _LEAVE if freed else ""


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


def _near_enough(pair: Pair, kind: str, much: float) -> bool:
    t, u = pair
    if not _of_one_party(t, u):
        return much >= _FAR and (kind == _NUMBER or u.heard.changes)
    if told_late(t, u):
        return much >= _LATE
    if kind != _NUMBER:
        return u.heard.changes and much >= _ENOUGH[kind]
    return much >= (_TOLD if u.heard.changes and t.agreement != u.agreement else _ENOUGH[_NUMBER])


def _kept_apart(pair: Pair, scopes: Scopes) -> bool:
    t, u = pair
    if t.matter != u.matter or not _of_one_party(t, u):
        return True
    if t.agreement == u.agreement:
        return False
    relation, lifted = scopes.relation(t.scope, u.scope), u.modality is _NO_DUTY
    return (relation == OVERLAP and (lifted or t.unscoped or u.unscoped)) or (relation == APART and lifted)
