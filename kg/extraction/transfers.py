"""What passes from whom to whom by the verbs of a clause: money or goods, who gives and who takes it.

"Acme pays Beta 5", "5 is paid to Beta by Acme", "Beta gets 5 from Acme", "Acme is charged 5 by Beta", "Acme buys ice from Beta".
Each class of verbs (`words.toml`) has a subject that gives or takes; the object and the words behind "to", "from" and "by" tell
the other side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.alternation import alternation
from kg.extraction.clauses import Clause
from kg.extraction.coordination import with_company
from kg.extraction.lexicon import word_list
from kg.extraction.patterns import Matter
from kg.extraction.setting import Setting, keys_of, role_words

__all__ = ["Transfer", "completed_by_verbs", "list_transfers", "the_one_who_takes"]

_Sides = tuple[tuple[str, ...], tuple[str, ...]]

_BE = r"(?:be|been|being|is|are|was|were|gets|got)"
_ADVERBS = r"(?:(?:also|always|never|not|now|then|[a-z]+ly) ){0,3}"  # between it and what is done
_ALONE = r"(?!'s )"  # no owner of what follows
_SUBJECT = (
    rf"(?<! to)(?<! from)(?<! for)(?<! of)(?<! by)(?<! with)(?<! at)(?<! than) (?P<subject>P\d+(?:(?: ,| and){{1,2}} P\d+){{0,12}})"
    rf" {_ALONE}"
)
_CHAIN = r"(?P<chain>(?:(?!P\d+ |'s |by |that |which |who |whose |of |from |for )[a-z'-]+ ){0,6}?)"
_INSIDE = r"(?:(?!P\d+ (?!'s )|; |, |that |which |who |whose |if |when |unless |until |while |by |to |from )[^ ]+ ){0,12}?"
_SUFFERS = re.compile(rf"(?:^| ){_BE} {_ADVERBS}$")
_OBJECT = re.compile(rf"(?:also |then |each )?(?:the )?(?P<party>P\d+) {_ALONE}")
_TO = re.compile(rf"{_INSIDE}(?:to|into) (?:the )?(?P<party>P\d+) {_ALONE}")
_FROM = re.compile(rf"{_INSIDE}from (?:the )?(?P<party>P\d+) {_ALONE}")
_END = re.compile(rf"{_INSIDE}(?P<word>to|from|by) (?:the )?(?P<party>P\d+) {_ALONE}")
_ENDS = 6  # words behind a verb that can say from and to whom
_DUE = re.compile(r" [MR]\d+ (?:[^ ;]+ ){0,8}?(?:payable|due|goes|go|passes|flows) ")


@dataclass(frozen=True, slots=True)
class _Class:
    """A class of verbs: `money`: what passes, where the verb itself tells it."""

    gives: bool  # its subject does
    money: bool | None = None
    charged: bool = False  # its object is who gives


_CLASSES = {
    "pays-verb": _Class(gives=True, money=True),
    "charges-verb": _Class(gives=False, money=True, charged=True),
    "sells-verb": _Class(gives=True, money=False),
    "buys-verb": _Class(gives=False, money=False),
    "gives-verb": _Class(gives=True),
    "gets-verb": _Class(gives=False),
}


@dataclass(frozen=True, slots=True)
class Transfer:
    """Something passes: the marks of who gives and who takes it in the line of a clause, empty where the words tell nobody.

    `money` is None where the verb does not tell what passes; `start` and `end` are places of the line.
    """

    giver: str
    taker: str
    money: bool | None
    start: int
    end: int


@cache
def _active(name: str) -> re.Pattern[str]:
    return re.compile(rf"{_SUBJECT}{_CHAIN}(?P<verb>{alternation(word_list(name))}) (?!by )")


@cache
def _passive(name: str) -> re.Pattern[str]:
    """A party or a thing that something is done to: "Beta is paid 5", "Acme shall be charged 5", "5 is paid"."""
    verbs = alternation({word for word in word_list(name) if not word.endswith(("ing", "s"))})
    return re.compile(rf" (?:(?P<subject>P\d+) {_ALONE}{_CHAIN})?{_BE} {_ADVERBS}(?P<verb>{verbs}) ")


@lru_cache(maxsize=64)  # several patterns match one clause
def list_transfers(text: str) -> tuple[Transfer, ...]:
    """Return what passes by the verbs of the line of a clause, in its order.

    >>> [(t.giver, t.taker) for t in list_transfers(" P0 shall pay P1 M0 , and M1 is due from P1 to P2 . ")]
    [('P0', 'P1'), ('P1', 'P2')]
    """
    return tuple(sorted((t for t in _transfers(text) if t.giver or t.taker), key=lambda t: (t.start, t.end)))


def _transfers(text: str) -> Iterator[Transfer]:
    for name, verbs in _CLASSES.items():
        for match in _active(name).finditer(text):
            if match["verb"].endswith("ing") or not _SUFFERS.search(match["chain"]):
                yield from _done(text, verbs, match)
        for match in _passive(name).finditer(text):
            yield from _suffered(text, verbs, match)
    for match in _DUE.finditer(text):
        ends = _ends(text, match.end())
        if "to" in ends:
            yield Transfer(ends.get("from", "") or ends.get("by", ""), ends["to"], True, match.start(), match.end())


def _done(text: str, verbs: _Class, match: re.Match[str]) -> Iterator[Transfer]:
    """Yield what passes by a verb whose subject does it."""
    direct = _OBJECT.match(text, match.end()) if verbs.gives or verbs.charged else None
    found = direct or (None if verbs.charged else (_TO if verbs.gives else _FROM).match(text, match.end()))
    if found is None and verbs.charged:
        return  # whom somebody charges is not told: its customers
    subject, other = match["subject"], found["party"] if found else ""
    giver, taker = (subject, other) if verbs.gives else (other, subject)
    yield Transfer(giver, taker, verbs.money, match.start(), found.end() if found else match.end())


def _suffered(text: str, verbs: _Class, match: re.Match[str]) -> Iterator[Transfer]:
    """Yield what passes by a verb in the passive."""
    subject, ends = match["subject"] or "", _ends(text, match.end())
    if verbs.charged:
        giver, taker = subject, ends.get("by", "")
    elif verbs.gives:
        giver, taker = ends.get("by", ""), ends.get("to", "") or (subject if verbs.money is not False else "")
    else:
        giver, taker = ends.get("from", ""), ends.get("by", "")
    yield Transfer(giver, taker, verbs.money, match.start(), match.end())


def _ends(text: str, at: int) -> dict[str, str]:
    """Return the parties behind "to", "from" and "by" that follow a place."""
    found: dict[str, str] = {}
    for _ in range(_ENDS):
        if (match := _END.match(text, at)) is None:
            break
        found.setdefault(match["word"], match["party"])
        at = match.end()
    return found


def completed_by_verbs(named: _Sides, matter: Matter, match: re.Match[str], clause: Clause, setting: Setting) -> _Sides:
    """Return who bears a term and to whom it is owed: a side that a match leaves open is told by what passes by its verbs.

    Nothing is taken where the verbs leave a side open as well, or tell two things.

    Args:
        named: whom the match names.
        matter: of the term.
        match: of its pattern.
        clause: in which it matched.
        setting: of the clause.
    """
    bearer, other = named = _turned(named, matter, match, clause, setting)
    if not matter.passes or (bearer and other):
        return named
    told: set[_Sides] = set()
    for one in list_transfers(clause.line.text):
        if one.end < match.start() or one.start > match.end() or (matter.passes == "goods" and one.money):
            continue
        giver, taker = (with_company(keys_of(mark, clause, setting), clause, setting.parties) for mark in (one.giver, one.taker))
        if set(giver).isdisjoint(taker):
            told.add((giver, taker) if one.money in {None, matter.passes == "money"} else (taker, giver))
    told = {sides for sides in told if all(sides)} if len(told) > 1 else told
    if len(told) != 1:
        return named
    one_side, other_side = told.pop()
    if not bearer and one_side and one_side != other and (other or other_side):
        return one_side, other or other_side
    if bearer and other_side and other_side != bearer and (not one_side or one_side == bearer):
        return bearer, other_side
    return named


def _turned(named: _Sides, matter: Matter, match: re.Match[str], clause: Clause, setting: Setting) -> _Sides:
    """Return the sides that a match names; where it takes for the payer who is paid by a verb, the payer: "Beta pays Acme 5"."""
    mark = role_words(match, "bearer").strip()
    if matter.passes != "money" or not mark:
        return named
    givers = {keys_of(one.giver, clause, setting) for one in list_transfers(clause.line.text) if one.taker == mark and one.money}
    giver = next(iter(givers)) if len(givers) == 1 else ()
    return (giver, named[0]) if giver and {*giver}.isdisjoint(named[0]) else named


def the_one_who_takes(clause: Clause, setting: Setting) -> tuple[str, ...]:
    """Return who alone takes something that is no money by the verbs of a clause; nobody where several do."""
    found = {keys_of(one.taker, clause, setting) for one in list_transfers(clause.line.text) if one.taker and not one.money}
    return next(iter(found)) if len(found) == 1 else ()
