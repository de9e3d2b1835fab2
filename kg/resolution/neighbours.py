"""Parties that a document names without taking them for such, though others tell that they deal with those of whom it tells.

Read alone, 68 of 170 documents of 34 families miss somebody whom they name and who by the others deals with their parties.
Such a document is read once more with these added. Who is added is a party by his name (a firm, a body, a state) or by a contract,
in some other document; of 142 so added in 74 families 139 were parties of the family. What a contract says of who makes it is
left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from kg.legal_names import bare_role, name_key, name_words, names_somebody, word_marks
from kg.records import PartyMention
from kg.resolution.grouping import ReadingKeys
from kg.resolution.hinting import EVERYWHERE, leading_word, written_names
from kg.resolution.parties import PartyTable
from kg.resolution.passing import settle_parties

__all__ = ["neighbours_named"]

_MOST: Final = 20  # parties that are added to one document

_Dealing = Mapping[str, Mapping[str, Set[str]]]  # by party and whom it deals with, what tells so, copies of a document once


def neighbours_named(readings: Sequence[ReadingKeys]) -> dict[str, tuple[PartyMention, ...]]:
    """Return, by document, the parties that it names and does not take for such; most documents have none.

    Equal for every order of `readings`. The mentions returned are marked as lent; their places have no meaning in the document.
    """
    table = settle_parties(readings)
    known = _known(readings, table)
    own = {one.document: _own(one, table) for one in readings}
    dealing = _dealing(readings, table)
    found: dict[str, tuple[PartyMention, ...]] = {}
    for one in (one for one in readings if not one.contract):
        near = sorted(set(_near(own[one.document], dealing, one.says or one.document)) - own[one.document])
        told = [known[party] for party in near if party in known and known[party].tellers - {one.document}]
        named = _named(one, told) if told else ()
        named += _meant(
            one, [p for p in told if p.mention not in named], [known[p] for p in sorted(own[one.document]) if p in known]
        )
        if named:
            found[one.document] = named[:_MOST]
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """A party as all documents know it, and those that show it to be one."""

    mention: PartyMention
    tellers: frozenset[str]
    calls: tuple[tuple[frozenset[str], frozenset[str]], ...]  # of what can stand for it in a text: the marks, and the words
    nouns: tuple[frozenset[str], frozenset[str], frozenset[str]]  # its roles, the words of its names, what it is said to be


def _known(readings: Sequence[ReadingKeys], table: PartyTable) -> Mapping[str, _Known]:
    """Return the parties with all that documents call them."""
    bearing: dict[str, list[tuple[ReadingKeys, PartyMention]]] = defaultdict(list)
    for one in sorted(readings, key=lambda one: one.document):
        for mention in one.parties:
            if mention.name and (party := table.party_of.get((one.document, mention.key))):
                bearing[party].append((one, mention))
    return {party: _joined(mentions) for party, mentions in bearing.items()}


def _joined(mentions: Sequence[tuple[ReadingKeys, PartyMention]]) -> _Known:
    each = [mention for _, mention in mentions]
    names = {name for m in each for name in (m.name, *m.aliases)}
    best = max(sorted({m.name for m in each}), key=len)
    public = next((m for m in each if m.kind == "government"), None)
    mention = replace(
        public or each[0],
        key=name_key(best),
        name=best,
        aliases=tuple(sorted(names - {best})),
        former_names=tuple(sorted({name for m in each for name in m.former_names})),
        roles=(),
        nouns=(),
        parent="",
        lent=True,
        framed=False,
    )
    body = public is not None or any(map(names_somebody, names))
    roles = frozenset(bare_role(role).casefold() for m in each for role in m.roles)
    words = frozenset(form for name in names for word in name_words(name) for form in (word, word.removesuffix("s")))
    nouns = (roles, words, frozenset(noun for m in each for noun in m.nouns))
    return _Known(mention, frozenset(one.document for one, _ in mentions if body or one.contract), _calls(mention), nouns)


def _own(reading: ReadingKeys, table: PartyTable) -> Set[str]:
    return {table.party_of[reading.document, m.key] for m in reading.parties if (reading.document, m.key) in table.party_of}


def _dealing(readings: Sequence[ReadingKeys], table: PartyTable) -> _Dealing:
    """Return who deals with whom."""
    told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in readings:
        for agreement in one.agreements:
            here = {table.party_of.get((one.document, key), "") for key in agreement.parties} - {""}
            for party in here:
                for other in here - {party}:
                    told[party][other].add(one.says or one.document)
    return told


def _near(own: Set[str], dealing: _Dealing, says: str) -> Iterator[str]:
    """Yield who deals with one of some parties by documents that tell something else than `says`."""
    for party in own:
        others = dealing.get(party, {})
        if len(others) <= EVERYWHERE:
            yield from (other for other, tellers in others.items() if tellers - {says})


def _calls(party: PartyMention) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return marks and words of the names of a party, and of the words with which they begin."""
    names = sorted({short for name in written_names(party) for short in (name, leading_word(name)) if word_marks(short)})
    return tuple((frozenset(word_marks(name)), frozenset(name_words(name))) for name in names)


def _named(reading: ReadingKeys, parties: Iterable[_Known]) -> tuple[PartyMention, ...]:
    """Return the parties for whom the words of a text can stand, and not for its own alone."""
    marks = frozenset(reading.marks)
    own = {word for m in reading.parties for name in (m.name, *m.aliases) for word in name_words(name)}
    return tuple(p.mention for p in parties if any(marks.issuperset(call) and not own.issuperset(words) for call, words in p.calls))


def _meant(reading: ReadingKeys, parties: Sequence[_Known], own: Sequence[_Known]) -> tuple[PartyMention, ...]:
    """Return the parties whom a text means by nouns: each the only one of its own that others call so, else of some parties."""
    found: dict[str, PartyMention] = {}
    for noun in reading.unnamed:
        word = noun.casefold()
        among = own if any(word in nouns for one in own for nouns in one.nouns) else parties
        tiers = ([p.mention for p in among if word in p.nouns[tier]] for tier in range(3))
        best = next(filter(None, tiers), [])
        if len(best) == 1 and best[0].key not in found:
            found[best[0].key] = replace(best[0], roles=(f"the {noun}",))
    return tuple(found.values())
