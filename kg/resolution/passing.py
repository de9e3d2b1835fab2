"""Names that one document alone takes for a party, beside two or more that others know too: they mostly stand for none.

Whether a name is that of a party is decided in each document by itself. Held together, documents tell more: those who deal
are spoken of by most of them, and a place, a brand, a person or an office is taken for a party in one. Where such a name adds
itself to parties who deal without it elsewhere, it is passed over: nothing is said of it, and what it was to do is left open.
A report tells of other deals too, so what it adds stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import permutations

from kg.legal_names import has_legal_form, leads_with_form, name_words
from kg.records import Party, PartyMention
from kg.resolution.grouping import ReadingKeys
from kg.resolution.overrides import Overrides
from kg.resolution.parties import PartyNote, PartyTable, resolve_parties

__all__ = ["settle_parties"]

_KNOWN = 2  # documents, copies aside, that tell of a party beside another and so make it known; known parties that make a circle
_SMALL = 2  # letters of words that many names hold


def settle_parties(readings: Sequence[ReadingKeys], overrides: Overrides | None = None) -> PartyTable:
    """Return the parties of a collection: names that mean the same are joined, and those that stand for none are passed over."""
    table = resolve_parties(readings, overrides)
    left = dict(_adding(table, readings))
    if not left:
        return table
    party_of = {node: party for node, party in table.party_of.items() if node not in left}
    kept = frozenset(party_of.values())
    why = "only this document tells of it, beside parties that others know"
    notes = {*table.notes, *(PartyNote("passed-over", (name,), (document,), why) for (document, _), name in left.items())}
    return PartyTable(
        party_of,
        {name: party for name, party in table.parties.items() if name in kept},
        tuple(sorted(notes, key=lambda n: (n.kind, n.names, n.documents, n.reason))),
    )


def _adding(table: PartyTable, readings: Sequence[ReadingKeys]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the mentions that a document adds to the known parties that it tells of, each with its name.

    Only documents that tell of a party of the document count, so that what else is in a collection changes nothing.
    """
    told: dict[tuple[str, str], set[str]] = defaultdict(set)  # for two parties what tells of both, copies once
    homes: dict[tuple[str, str], set[str]] = defaultdict(set)  # for a party and a word: who bears it beside that party
    words = {name: _words(party) for name, party in table.parties.items()}
    around = {one.document: {m.key: table.party_of[one.document, m.key] for m in one.parties} for one in readings}
    for one in readings:
        for name, other in permutations(set(around[one.document].values()), 2):
            told[name, other].add(one.says or one.document)
            for word in words[other]:
                homes[name, word].add(other)
    for one in readings:
        names = around[one.document]
        here = frozenset(names.values())
        circle = frozenset(k for k, name in names.items() if any(len(told[name, o]) >= _KNOWN for o in here - {name}))
        if one.reports or len(circle) < _KNOWN:
            continue
        for mention in one.parties:
            alike = (homes[name, word] for name in here for word in words[names[mention.key]])
            if mention.key not in circle and all(a <= here for a in alike) and _stands_beside(mention, circle, one):
                yield (one.document, mention.key), mention.name


def _words(party: Party) -> set[str]:
    """Return the words of all names of a party; another one that shares a word may be the same."""
    return {word for name in (party.name, *party.aliases) for word in name_words(name) if len(word) > _SMALL}


def _stands_beside(mention: PartyMention, circle: frozenset[str], reading: ReadingKeys) -> bool:
    """Whether nothing shows a mention to be a party but that it stands beside known ones, or speaks of them.

    Who deals signs, has a legal form, is said to make a contract, or has a deal of its own with one of them.
    """
    if mention.deals or has_legal_form(mention.name) or leads_with_form(mention.name):
        return False
    deals = [frozenset(agreement.parties) for agreement in reading.agreements]
    return mention.key in reading.speakers or not any(mention.key in d and len(d & circle) < _KNOWN for d in deals)
