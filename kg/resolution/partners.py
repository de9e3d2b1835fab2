"""Partners: with whom a party of an agreement mostly deals, where a sentence tells only one side of what is owed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.files import load_toml
from kg.records import SOME_PARTY, Modality, Sureness, TermContent
from kg.resolution.terms import Telling

__all__ = ["is_closed", "is_complete", "owed_to", "to_partners"]

_PAIR = 2  # parties of which the one who is not told is the other one


@cache
def owed_to(whom: str) -> frozenset[str]:
    """Return the matters that are mostly owed to "one" other party under one dealing, or to "somebody" (`matters.toml`)."""
    return frozenset(name for name, matter in load_toml("matters").items() if whom in matter.get("owed", ()))


def is_closed(content: TermContent) -> bool:
    """Return whether a content leaves neither side open."""
    return SOME_PARTY not in content.bearer and SOME_PARTY not in content.counterparty


def is_complete(content: TermContent) -> bool:
    """Return whether a content tells both sides."""
    return is_closed(content) and bool(content.counterparty)


_BINDING = frozenset({Modality.OBLIGATION, Modality.PROHIBITION, Modality.NO_DUTY})


def to_partners(told: Sequence[Telling], done: Sequence[Telling], parties: Mapping[str, Sequence[str]]) -> list[Telling]:
    """Return the tellings; what binds one of several, and is owed to nobody yet, is owed to whom that one mostly deals with.

    Between two parties it is owed to the other one, though a text that knows a third leaves it open.

    Args:
        told: as the documents tell them.
        done: the same with nobody left open.
        parties: the ids of the parties of each agreement.
    """
    pairs = _pairs(told)
    bound: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)  # who bears a matter of an agreement
    for t in done:
        bound[t.agreement, t.content.matter].add(t.content.bearer)
    found: list[Telling] = []
    for before, now in zip(told, done, strict=True):
        others = parties[now.agreement]
        if debtor := _debtor(now, pairs, others):
            found.append(replace(now, content=replace(now.content, bearer=(debtor,))))
            continue
        alone = len(bound[now.agreement, now.content.matter]) == 1
        partner = _partner(now, pairs, others) if _lacks_one(before.content, now.content, others, alone=alone) else ""
        found.append(replace(now, content=replace(now.content, counterparty=(partner,))) if partner else now)
    return found


def _debtor(telling: Telling, pairs: Mapping[str, Sequence[tuple[str, str]]], parties: Sequence[str]) -> str:
    """Return who owes what all others than one of several owe for want of words: with whom that one mostly deals; "": nobody.

    "Beta will be the only caterer" is the promise of whom Beta feeds, and not of the farm as well.
    """
    content = telling.content
    guessed = content.sureness is Sureness.OPEN and len(content.counterparty) == 1 and len(parties) > _PAIR
    if not guessed or {*content.bearer} != {*parties} - {*content.counterparty}:
        return ""
    return _most_usual(pairs.get(content.counterparty[0], ()), telling, parties)


def _pairs(told: Iterable[Telling]) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return for each party the statements that tell who owes whom between it and one other, with that one."""
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for t in told:
        content = t.content
        if content.sureness >= Sureness.TAKEN_UP and is_complete(content) and len(content.bearer) == len(content.counterparty) == 1:
            for one, other in ((content.bearer[0], content.counterparty[0]), (content.counterparty[0], content.bearer[0])):
                pairs[one].append((t.statement, other))
    return pairs


def _lacks_one(before: TermContent, now: TermContent, parties: Sequence[str], *, alone: bool) -> bool:
    """Whether a term binds one of several parties and names nobody to whom that is owed, though it mostly is to somebody.

    What binds several of them, each for itself, as quotas do, is owed to nobody: `alone` tells that it binds one only.
    """
    if now.counterparty or len(now.bearer) != 1:
        return False
    if len(parties) == _PAIR and {*now.bearer} < {*parties}:
        return now.modality in {*_BINDING, Modality.POWER} and now.matter in _owed_if_binding()
    binds = len(parties) > _PAIR and now.modality in _BINDING
    return binds and (SOME_PARTY in before.counterparty or (alone and now.matter in owed_to("somebody")))


@cache
def _owed_if_binding() -> frozenset[str]:
    """Return the matters that one of two parties owes to the other where they bind him; costs he may bear for himself."""
    return frozenset(n for n, m in load_toml("matters").items() if m["parties"] in {"directed", "mutual"} and n != "payment")


def _partner(telling: Telling, pairs: Mapping[str, Sequence[tuple[str, str]]], parties: Sequence[str]) -> str:
    """Return the party of an agreement with which a bearer deals by most statements; "" where two are told as often."""
    if len(parties) == _PAIR:
        return next(p for p in parties if p not in telling.content.bearer)
    return _most_usual(pairs.get(telling.content.bearer[0], ()), telling, parties)


def _most_usual(dealt: Sequence[tuple[str, str]], telling: Telling, parties: Sequence[str]) -> str:
    """Return the party with whom most other statements tell dealings; "" where two are told as often."""
    counted = Counter(other for statement, other in dealt if statement != telling.statement and other in parties)
    ranked = counted.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else ""
