"""A verb told once for several parties, each with an amount of its own: "Acme takes 5 tonnes a year and Birch 7".

Each party gets a line of its own, as if the verb stood before its amount too, so that what is read of one says nothing of another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.extraction.clauses import Clause
from kg.extraction.lexicon import word_list
from kg.extraction.notation import Line, made_line
from kg.extraction.setting import Setting
from kg.extraction.terms import TermReading

__all__ = ["alike", "ungapped"]

_PARTY = re.compile(r"P\d+")
_AMOUNT = re.compile(r"[MRQT]\d+")
_MARK = re.compile(r"[PMRQTD]\d+")
_JOINTS = frozenset({",", "and", "but", "whereas", "while"})
_LONGEST = 7  # tokens between a party and its amount


class _Part(NamedTuple):
    """The tokens of a party and its amount; `begin`: where what joins it to the part before begins."""

    begin: int
    party: int
    amount: int


def ungapped(clause: Clause) -> list[Line]:
    """Return a line for each party of a clause that tells their verb once; nothing where it leaves out no verb.

    Args:
        clause: the clause, with the amounts that its line marks.
    """
    tokens = clause.line.text.split()
    tails = [tail for i in range(2, len(tokens) - 1) if (tail := _tail(tokens, i)) is not None]
    head = _head(tokens, tails[0], clause) if tails else None
    if head is None:
        return []
    tails = [tail for tail in tails if _same_unit(tokens[tail.amount], tokens[head.amount], clause)]
    own, last = range(head.amount + 1, tails[0].begin), _behind(tokens, tails, len(tails) - 1)
    verb = range(head.party + 1, head.amount)
    found = [_line(clause.line, (*range(head.party + 1), *verb, head.amount, *(own or last)))]
    for number, tail in enumerate(tails):
        behind = _behind(tokens, tails, number) or own or last
        found.append(_line(clause.line, (*range(head.party), tail.party, *verb, tail.amount, *behind)))
    return found


def _tail(tokens: Sequence[str], at: int) -> _Part | None:
    """Return a party and its amount that stand at a place behind a joint, with no verb between them."""
    if not _PARTY.fullmatch(tokens[at]) or tokens[at - 1] not in _JOINTS:
        return None
    amount = at + 1
    while amount < len(tokens) - 1 and tokens[amount] in word_list("rest-of-figure"):
        amount += 1
    ends = amount + 1 == len(tokens) or tokens[amount + 1] in word_list("behind-figure")
    if not _AMOUNT.fullmatch(tokens[amount]) or not ends:
        return None
    begin = at - 1
    while begin > 0 and tokens[begin - 1] in _JOINTS:
        begin -= 1
    return _Part(begin, at, amount)


def _head(tokens: Sequence[str], tail: _Part, clause: Clause) -> _Part | None:
    """Return the party before a verb whose amount counts what that of the tail does; nothing where the tail may be an object."""
    same = (i for i in range(tail.begin) if _AMOUNT.fullmatch(tokens[i]) and _same_unit(tokens[i], tokens[tail.amount], clause))
    amount = next(same, None)
    if amount is None or any(tokens[i] == "to" and _PARTY.fullmatch(tokens[i + 1]) for i in range(amount, tail.begin)):
        return None
    verbs = amount - 1 if _PARTY.fullmatch(tokens[amount - 1]) else amount  # "Acme owes Birch 5 tonnes"
    party = next((i for i in range(verbs - 1, max(-1, verbs - _LONGEST), -1) if _MARK.fullmatch(tokens[i])), None)
    if party is None or party == verbs - 1 or not _PARTY.fullmatch(tokens[party]):
        return None
    worded = all(tokens[i].isalpha() for i in range(party + 1, verbs))
    return _Part(party, party, amount) if worded and tokens[party + 1] not in word_list("no-verb") else None


def _same_unit(one: str, other: str, clause: Clause) -> bool:
    """Whether two marks of amounts count the same."""
    first, second = (clause.amounts[int(mark[1:])] for mark in (one, other))
    return one[0] == other[0] and first.unit == second.unit


def _behind(tokens: Sequence[str], tails: Sequence[_Part], number: int) -> range:
    """Return the tokens behind the amount of a tail up to the next one; none where only a full stop stands there."""
    stop = tails[number + 1].begin if number + 1 < len(tails) else len(tokens)
    behind = range(tails[number].amount + 1, stop)
    return behind if any(tokens[i].isalpha() or _MARK.fullmatch(tokens[i]) for i in behind) else range(0)


def _line(line: Line, order: Sequence[int]) -> Line:
    tokens = line.text.split()
    return made_line([(tokens[i], line.places[i]) for i in order])


def alike(readings: Sequence[TermReading], setting: Setting) -> list[TermReading]:
    """Return the terms that the lines of one verb give: all are owed to the same, and to none of those who bear one."""
    bearers = {key for r in readings for key in r.content.bearer}
    if len({r.content.bearer for r in readings}) < 2:
        return list(readings)
    others = [tuple(k for k in r.content.counterparty if k not in bearers) for r in readings]
    owed = any(r.content.counterparty or (r.direction and r.direction.open_counterparty) for r in readings)
    rest = tuple(k for k in setting.parties if k not in bearers) if owed else ()
    other = next((keys for keys in others if keys), rest)
    return [
        r if r.content.counterparty == other else replace(r, content=replace(r.content, counterparty=keys or other), direction=None)
        for r, keys in zip(readings, others, strict=True)
    ]
