"""Names that one document alone takes for a party, beside two or more that others know too: they mostly stand for none.

Whether a name is that of a party is decided in each document by itself. Held together, documents tell more: those who deal
are spoken of by most of them, and a place, a brand, a person or an office is taken for a party in one. Where such a name adds
itself to parties who deal without it elsewhere, it is passed over: nothing is said of it, and what it was to do is left open.
A report tells of other deals too, so what it adds stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.legal_names import has_legal_form, leads_with_form, name_words
from kg.records import Party, PartyMention
from kg.resolution.grouping import ReadingKeys
from kg.resolution.overrides import Overrides
from kg.resolution.parties import PartyNote, PartyTable, resolve_parties

__all__ = ["settle_parties"]

_KNOWN = 2  # documents that make a party known, and known parties that make a circle
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
    """Yield the mentions that a document adds to the known parties that it tells of, each with its name."""
    told: dict[str, set[str]] = defaultdict(set)
    for (document, _), party in table.party_of.items():
        told[party].add(document)
    homes: dict[str, set[str]] = defaultdict(set)
    for name, known in table.parties.items():
        for word in _words(known):
            homes[word].add(name)
    for one in readings:
        names = {m.key: table.party_of[one.document, m.key] for m in one.parties}
        circle = frozenset(key for key, name in names.items() if len(told[name]) >= _KNOWN)
        for mention in [] if one.reports or len(circle) < _KNOWN else one.parties:
            alike = set[str]().union(*(homes[word] for word in _words(table.parties[names[mention.key]])))
            if mention.key not in circle and alike <= {*names.values()} and _stands_beside(mention, circle, one):
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
