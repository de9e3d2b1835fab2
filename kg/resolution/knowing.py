"""Parties that a document which shows no two by itself may speak of: those who deal in others and whose names its words can be.

Who deals with whom is told by the documents that show it by themselves. A text that has the names of two who deal with one another,
or the full name of one and the role of the other, is taken to be about them, and is read once more with their names. What is read
so tells of no further parties, so that nothing hangs on the order of documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from typing import Final

from kg.legal_names import SHORT_NAME, bare_role, capitals, name_key, name_words, names_somebody
from kg.records import PartyMention
from kg.resolution.grouping import ReadingKeys
from kg.resolution.hinting import EVERYWHERE, Hints, leading_word, written_names
from kg.resolution.neighbours import neighbours_named

__all__ = ["known_around"]

_TWO: Final = 2  # parties of a deal
_MOST: Final = 20  # parties that one document is read with

_Circle = frozenset[str]  # keys of the names of those who deal with one another


def known_around(readings: Iterable[ReadingKeys]) -> dict[str, tuple[PartyMention, ...]]:
    """Return, by document, the parties with which each one is to be read again; most need none.

    Those that show no two by themselves are read with whom they can speak of, the others with whom they name and pass by.

    Equal for every order of `readings`. Keys and places of the mentions returned have no meaning in the document.
    """
    ordered = sorted(map(_without_supposed, readings), key=lambda one: one.document)
    lent = neighbours_named(ordered)
    if not any(one.capitals for one in ordered):
        return lent
    parties, circles = _dealing(ordered)
    homes: dict[str, set[_Circle]] = defaultdict(set)
    bearers: dict[str, set[str]] = defaultdict(set)
    alone = _told_alone(circles)
    for circle, tellers in circles.items():
        for party in circle:
            for name in written_names(parties[party]):
                homes[capitals(name)[0]].add(circle)
                for word in _long_words(name):
                    bearers[word] |= tellers
    hints = Hints.of(parties, circles)
    found: dict[str, tuple[PartyMention, ...]] = {}
    for one in (one for one in ordered if one.capitals):
        if not _names_two(one):
            found[one.document] = _told(one, parties, homes, frozenset())
            if not found[one.document] and not one.agreements:
                found[one.document] = hints.told(frozenset(one.capitals))[:_MOST]
        elif _shown(one, bearers) < _TWO:
            own = alone.get(_told_as(one), frozenset[_Circle]())
            found[one.document] = tuple(party for party in _told(one, parties, homes, own) if _is_sure(party))
    return lent | {document: told for document, told in found.items() if told}


def _without_supposed(reading: ReadingKeys) -> ReadingKeys:
    """Return a reading without the parties that are only supposed; what it tells is then of nobody's deal."""
    sure = tuple(m for m in reading.parties if not m.supposed)
    return reading if len(sure) == len(reading.parties) else replace(reading, parties=sure, agreements=())


def _told_alone(circles: Mapping[_Circle, Set[str]]) -> dict[str, set[_Circle]]:
    """Return, by what a document tells, those who deal with one another by it and its copies alone."""
    found: dict[str, set[_Circle]] = defaultdict(set)
    for circle, tellers in circles.items():
        if len(tellers) == 1:
            found[next(iter(tellers))].add(circle)
    return found


def _told_as(reading: ReadingKeys) -> str:
    """What a document and its copies tell in common."""
    return reading.says or reading.document


def _long_words(name: str) -> set[str]:
    return {word.casefold() for word in capitals(name) if len(word) >= SHORT_NAME}


def _shown(reading: ReadingKeys, bearers: Mapping[str, Set[str]]) -> int:
    """How many of those who deal by a document can be somebody of whom another one tells."""
    mine = {_told_as(reading)}
    dealing = {key for agreement in reading.agreements for key in agreement.parties}
    speaking = any(m.key in dealing and not m.name for m in reading.parties)
    named = _those_who_deal(reading).values()
    told = (any(bearers.get(word, mine) - mine for word in _long_words(m.name)) for m in named)
    return speaking + sum(known or m.deals or names_somebody(m.name) for known, m in zip(told, named, strict=True))


def _names_two(reading: ReadingKeys) -> bool:
    """Whether a document shows two parties by their names, whoever these are."""
    return sum(bool(m.name) for m in reading.parties) >= _TWO


def _is_sure(party: PartyMention) -> bool:
    """Whether some document shows by more than what it does that somebody of this name is a party."""
    return bool(party.roles) or party.kind == "government" or any(names_somebody(name) for name in (party.name, *party.aliases))


def _those_who_deal(reading: ReadingKeys) -> dict[str, PartyMention]:
    dealing = {key for agreement in reading.agreements for key in agreement.parties}
    return {name_key(m.name): m for m in reading.parties if m.key in dealing and m.name and written_names(m)}


def _dealing(readings: Iterable[ReadingKeys]) -> tuple[dict[str, PartyMention], dict[_Circle, set[str]]]:
    """Return the parties by the keys of their names, with all that documents call them, and by whom who deals with whom is told."""
    parties: dict[str, PartyMention] = {}
    circles: dict[_Circle, set[str]] = defaultdict(set)
    for one in readings:
        here = _those_who_deal(one)
        if len(here) < _TWO:
            continue
        circles[frozenset(here)].add(_told_as(one))
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
        nouns=tuple(sorted({*one.nouns, *other.nouns})),
    )


def _told(
    reading: ReadingKeys, parties: Mapping[str, PartyMention], homes: Mapping[str, Set[_Circle]], own: Set[_Circle]
) -> tuple[PartyMention, ...]:
    """Return the parties that the words of a text can name, where two of them deal with one another; `own` do not count."""
    words = frozenset(reading.capitals)
    near: set[_Circle] = set().union(*(homes[w] for w in words if w in homes and len(homes[w]) <= EVERYWHERE)) - own
    told: set[str] = set()
    for circle in near:
        whole = {party for party in circle if any(words.issuperset(capitals(name)) for name in written_names(parties[party]))}
        named = whole | {party for party in circle if any(leading_word(name) in words for name in written_names(parties[party]))}
        roles = {party for party in circle - named if any(_is_told(role, words) for role in parties[party].roles)}
        if len(named) >= _TWO or (whole and roles):
            told |= named | roles
    words_of = {party: frozenset(name_words(parties[party].name)) for party in told}
    told -= {party for party in told if any(words_of[party] < words_of[other] for other in told)}  # a land in the name of its bank
    return tuple(parties[party] for party in sorted(told))[:_MOST]


def _is_told(role: str, words: frozenset[str]) -> bool:
    told: Sequence[str] = capitals(bare_role(role))
    return bool(told) and words.issuperset(told)
