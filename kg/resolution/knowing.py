"""Parties that a document which shows no two by itself may speak of: those who deal in others and whose names its words can be.

Who deals with whom is told by the documents that show it by themselves. A text that has the names of two who deal with one another,
or the full name of one and the role of the other, is taken to be about them, and is read once more with their names. What is read
so tells of no further parties, so that nothing hangs on the order of documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from kg.legal_names import SHORT_NAME, bare_role, capitals, name_key, name_words
from kg.records import PartyMention
from kg.resolution.grouping import ReadingKeys

__all__ = ["known_around"]

_TWO: Final = 2  # parties of a deal
_MOST: Final = 20  # parties that one document is read with

_Circle = frozenset[str]  # keys of the names of those who deal with one another


def known_around(readings: Iterable[ReadingKeys]) -> dict[str, tuple[PartyMention, ...]]:
    """Return, by document, the parties with which each one is to be read again that shows no two by itself; most need none.

    Equal for every order of `readings`. Keys and places of the mentions returned have no meaning in the document.
    """
    ordered = sorted(readings, key=lambda one: one.document)
    if not any(one.capitals for one in ordered):
        return {}
    parties, circles = _dealing(one for one in ordered if not one.capitals)
    homes: dict[str, set[_Circle]] = defaultdict(set)
    for circle in circles:
        for party in circle:
            for name in _names(parties[party]):
                homes[capitals(name)[0]].add(circle)
    found = {one.document: _told(one, parties, homes) for one in ordered if one.capitals}
    return {document: told for document, told in found.items() if told}


def _dealing(readings: Iterable[ReadingKeys]) -> tuple[dict[str, PartyMention], set[_Circle]]:
    """Return the parties by the keys of their names, with all that documents call them, and who deals with whom."""
    parties: dict[str, PartyMention] = {}
    circles: set[_Circle] = set()
    for one in readings:
        dealing = {key for agreement in one.agreements for key in agreement.parties}
        here = {name_key(m.name): m for m in one.parties if m.key in dealing and m.name and _names(m)}
        if len(here) < _TWO:
            continue
        circles.add(frozenset(here))
        for name, mention in here.items():
            parties[name] = _joined(parties[name], mention) if name in parties else replace(mention, key=name, parent="")
    return parties, circles


def _joined(one: PartyMention, other: PartyMention) -> PartyMention:
    """Return a party as two documents know it, under the longer of its names."""
    names = {one.name, *one.aliases, other.name, *other.aliases}
    best = max(sorted({one.name, other.name}), key=len)
    return replace(
        one,
        name=best,
        aliases=tuple(sorted(names - {best})),
        former_names=tuple(sorted({*one.former_names, *other.former_names})),
        roles=tuple(sorted({*one.roles, *other.roles})),
    )


def _names(party: PartyMention) -> list[str]:
    return [name for name in (party.name, *party.aliases, *party.former_names) if capitals(name)]


def _told(reading: ReadingKeys, parties: dict[str, PartyMention], homes: dict[str, set[_Circle]]) -> tuple[PartyMention, ...]:
    """Return the parties that the words of a text can name, where two of them deal with one another."""
    words = frozenset(reading.capitals)
    near: set[_Circle] = set().union(*(homes[word] for word in words if word in homes))
    told: set[str] = set()
    for circle in near:
        whole = {party for party in circle if any(words.issuperset(capitals(name)) for name in _names(parties[party]))}
        named = whole | {party for party in circle if any(_begins(name, words) for name in _names(parties[party]))}
        roles = {party for party in circle - named if any(_is_told(role, words) for role in parties[party].roles)}
        if len(named) >= _TWO or (whole and roles):
            told |= named | roles
    words_of = {party: frozenset(name_words(parties[party].name)) for party in told}
    told -= {party for party in told if any(words_of[party] < words_of[other] for other in told)}  # a land in the name of its bank
    return tuple(parties[party] for party in sorted(told))[:_MOST]


def _begins(name: str, words: frozenset[str]) -> bool:
    """Whether a text has the word with which a name begins, which is long enough to stand for it."""
    first = capitals(name)[0]
    return len(first) >= SHORT_NAME and first in words and name_words(name)[:1] == name_words(first)[:1]


def _is_told(role: str, words: frozenset[str]) -> bool:
    told: Sequence[str] = capitals(bare_role(role))
    return bool(told) and words.issuperset(told)
