"""Names that one document alone takes for a party, beside two or more that others know too: they mostly stand for none.

Whether a name is that of a party is decided in each document by itself. Held together, documents tell more: those who deal
are spoken of by most of them, and a place, a brand, a person or an office is taken for a party in one. Where such a name adds
itself to parties who deal without it elsewhere, it is passed over: nothing is said of it, and what it was to do is left open.
Where it stands beside one of two who deal with one another elsewhere, it is taken for the other one.
A report tells of other deals too, so what it adds stays. But a name that more documents hold than take it for a party, and that has
neither a legal form nor a noun for a body, is that of a place or a thing, whoever tells of it. So is one that a single document
takes for a party, where a contract of those of whom it tells holds the name and takes it for none, or where nothing but titles and
the frame of a page hold it.
What a person ruled to be a party, or none, is so whatever documents tell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, permutations
from typing import Final

from kg.legal_names import has_legal_form, leads_with_form, name_key, name_words, names_somebody, word_marks
from kg.records import SPEAKER, Party, PartyMention
from kg.resolution.grouping import ReadingKeys
from kg.resolution.overrides import Overrides
from kg.resolution.parties import PartyNote, PartyTable, resolve_parties
from kg.resolution.speakers import meet_speakers

__all__ = ["settle_parties"]

_KNOWN = 2  # documents, copies aside, that tell of a party beside another and so make it known; known parties that make a circle
_HELD: Final = ("passed-over", "more documents hold the name and take it for none")
_IN_CONTRACT: Final = ("passed-over", "a contract holds the name and takes it for none")
_FRAMED: Final = ("passed-over", "only titles and the frame of the page hold the name, and only this document tells of it")
_ALONE: Final = ("passed-over", "only this document tells of it, beside parties that others know")
_RULED: Final = ("ruled-out", "a ruling says that it is none")
_OTHER: Final = "only this document tells of it, beside a party that deals with that one by the others"
_EVERYWHERE = 100  # documents that tell of a party of so many deals that it shows nothing of one
_SMALL = 2  # letters of words that many names hold

_Node = tuple[str, str]  # document and local key of a party
_Around = Mapping[str, Mapping[str, str]]  # by document and local key the party
_Told = Mapping[str, Mapping[str, set[str]]]  # by party and other one what tells of both


def settle_parties(readings: Sequence[ReadingKeys], overrides: Overrides | None = None) -> PartyTable:
    """Return the parties of a collection: names that mean the same are joined, and those that stand for none are passed over.

    Who says "we" in a document that no other one explains is taken for the name that the head of the document may give it.
    """
    table = _settle(readings, overrides)
    likely = {(one.document, m.key): m.likely for one in readings for m in one.parties if m.likely and not m.name}
    if likely.keys() <= table.party_of.keys():
        return table
    return _settle([_named(one, likely, table) for one in readings], overrides)


def _named(reading: ReadingKeys, likely: Mapping[_Node, str], table: PartyTable) -> ReadingKeys:
    """Return a reading whose speaker bears the name that its document may give it, where nothing else tells who that is."""
    nodes = ((reading.document, m.key) for m in reading.parties)
    unknown = {node[1] for node in nodes if node in likely and node not in table.party_of}
    if not unknown:
        return reading
    named = [replace(m, name=m.likely, aliases=()) if m.key in unknown else m for m in reading.parties]
    return replace(reading, parties=tuple(named))


def _settle(readings: Sequence[ReadingKeys], overrides: Overrides | None) -> PartyTable:
    """Return the parties of a collection, but for speakers whom no other document explains."""
    table = resolve_parties(readings, overrides)
    mentions = {(one.document, m.key): m for one in readings for m in one.parties}
    rulings = overrides or Overrides()
    bearing = _bearing(mentions)
    sure = _those(bearing, (*rulings.party, *chain(*rulings.same, *rulings.different)))
    around, told = _together(table, readings)
    left = {node: _HELD for node in _held(readings, around) if node not in sure}
    lone = list(_told_once(readings, around))
    left |= {node: _IN_CONTRACT for node in _in_contracts(lone, table, readings, around) if node not in sure}
    left |= {(one.document, m.key): _FRAMED for one, m in lone if _is_framed(m, one) and (one.document, m.key) not in sure}
    left |= {node: _ALONE for node in _adding(table, readings, around, told) if node not in sure}
    left |= dict.fromkeys(_those(bearing, rulings.no_party), _RULED)
    other = {node: party for node, party in _beside_one(table, readings, around, told) if node not in sure | left.keys()}
    notes = {*table.notes, *_idle(bearing, rulings)}
    notes |= {PartyNote(kind, (mentions[node].name,), (node[0],), why) for node, (kind, why) in left.items()}
    notes |= {PartyNote("taken-for", (mentions[n].name, table.parties[p].name), (n[0],), _OTHER) for n, p in other.items()}
    party_of = {node: party for node, party in {**table.party_of, **other}.items() if node not in left}
    kept = frozenset(party_of.values())
    named = {node: party for node, party in party_of.items() if node not in other}
    return PartyTable(
        party_of | meet_speakers(readings, named, left),
        {name: party for name, party in table.parties.items() if name in kept},
        tuple(sorted(notes, key=lambda n: (n.kind, n.names, n.documents, n.reason))),
    )


def _bearing(mentions: Mapping[_Node, PartyMention]) -> Mapping[str, set[_Node]]:
    """Return, for the key of each name, the mentions that bear it."""
    bearing: dict[str, set[_Node]] = defaultdict(set)
    for node, mention in mentions.items():
        for name in (mention.name, *mention.aliases):
            bearing[name_key(name)].add(node)
    return bearing


def _those(bearing: Mapping[str, set[_Node]], names: Iterable[str]) -> set[_Node]:
    """Return the mentions that bear one of some names."""
    return {node for name in names for node in bearing.get(name_key(name), ())}


def _idle(bearing: Mapping[str, set[_Node]], rulings: Overrides) -> Iterator[PartyNote]:
    """Yield the rulings on one name that bear on nothing."""
    for name in (*rulings.party, *rulings.no_party):
        if name_key(name) not in bearing:
            yield PartyNote("override", (name,), (), f"the ruling does not apply: no document takes {name} for a party")


def _together(table: PartyTable, readings: Sequence[ReadingKeys]) -> tuple[_Around, _Told]:
    """Return the parties of the names of each document, and for two parties what tells of both, copies once."""
    around = {one.document: {m.key: table.party_of[one.document, m.key] for m in one.parties if m.name} for one in readings}
    told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in readings:
        for name, other in permutations(set(around[one.document].values()), 2):
            told[name][other].add(one.says or one.document)
    return around, told


def _adding(table: PartyTable, readings: Sequence[ReadingKeys], around: _Around, told: _Told) -> Iterator[_Node]:
    """Yield the mentions that a document adds to the known parties that it tells of.

    Only documents that tell of a party of the document count, so that what else is in a collection changes nothing.
    """
    homes: dict[tuple[str, str], set[str]] = defaultdict(set)  # for a party and a word: who bears it beside that party
    words = {name: _words(party) for name, party in table.parties.items()}
    for name, others in told.items():
        for other in others:
            for word in words[other]:
                homes[name, word].add(other)
    for one in readings:
        names = around[one.document]
        here = frozenset(names.values())
        circle = frozenset(k for k, name in names.items() if any(len(told[name][o]) >= _KNOWN for o in here - {name}))
        if one.reports or len(circle) < _KNOWN:
            continue
        for mention in filter(lambda m: m.name, one.parties):
            alike = (homes[name, word] for name in here for word in words[names[mention.key]])
            if mention.key not in circle and all(a <= here for a in alike) and _stands_beside(mention, circle, one):
                yield one.document, mention.key


def _held(readings: Sequence[ReadingKeys], around: _Around) -> Iterator[_Node]:
    """Yield the mentions of names that more documents of their dealing hold than take for a party, two at least."""
    bearing: dict[str, list[tuple[ReadingKeys, PartyMention]]] = defaultdict(list)
    telling: dict[str, list[ReadingKeys]] = defaultdict(list)
    for one in readings:
        for name in set(around[one.document].values()):
            telling[name].append(one)
        for mention in filter(lambda m: m.name, one.parties):
            bearing[around[one.document][mention.key]].append((one, mention))
    for mentions in bearing.values():
        if any(_is_body(mention) or (mention.deals and mention.roles) for _, mention in mentions):
            continue  # a firm, a body, or who makes a contract under a word of its own
        own = {one.document: around[one.document] for one, _ in mentions}
        known = {document: {key for key, name in names.items() if len(telling[name]) > 1} for document, names in own.items()}
        if any(_has_deal(mention, one, known[one.document]) for one, mention in mentions):
            continue
        circle = {name for names in own.values() for name in names.values() if len(telling[name]) < _EVERYWHERE}
        near = {other.document: other for name in circle for other in telling[name] if other.document not in own}
        marks = [frozenset(word_marks(mention.name)) for _, mention in mentions]
        held = {other.says or other.document for other in near.values() if any(_holds(other, words) for words in marks)}
        if len(held) > max(1, len(own)):
            yield from ((one.document, mention.key) for one, mention in mentions)


def _told_once(readings: Sequence[ReadingKeys], around: _Around) -> Iterator[tuple[ReadingKeys, PartyMention]]:
    """Yield the mentions of parties of whom one document alone tells, copies aside."""
    telling: dict[str, set[str]] = defaultdict(set)
    for one in readings:
        for name in around[one.document].values():
            telling[name].add(one.says or one.document)
    for one in readings:
        names = around[one.document]
        yield from ((one, m) for m in one.parties if m.name and len(telling[names[m.key]]) == 1)


def _in_contracts(
    lone: Iterable[tuple[ReadingKeys, PartyMention]], table: PartyTable, readings: Sequence[ReadingKeys], around: _Around
) -> Iterator[_Node]:
    """Yield those of some mentions whose names a contract of those beside them holds without taking them for a party's."""
    contracts: dict[str, list[ReadingKeys]] = defaultdict(list)
    for one in (one for one in readings if one.contract):
        for name in set(around[one.document].values()):
            contracts[name].append(one)
    telling = Counter(name for names in around.values() for name in set(names.values()))
    for one, mention in lone:
        names = around[one.document]
        known = {key for key, name in names.items() if telling[name] > 1}
        if one.contract or _is_body(mention) or _has_deal(mention, one, known):
            continue
        near = {c.document: c for name in names.values() if telling[name] < _EVERYWHERE for c in contracts[name]}.values()
        marks = frozenset(word_marks(mention.name))
        if not any(_holds(c, marks) for c in near):
            continue
        beside = {name for c in (one, *near) for name in around[c.document].values()} - {names[mention.key]}
        if not _share_words(names[mention.key], beside, table.parties):
            yield one.document, mention.key


def _share_words(own: str, others: Iterable[str], parties: Mapping[str, Party]) -> bool:
    """Whether a party has a word of the name of another one, so that the two may be the same."""
    return any(_words(parties[own]) & _words(parties[other]) for other in others)


def _is_framed(mention: PartyMention, reading: ReadingKeys) -> bool:
    """Whether only titles and the frame of a page hold the name of one who does not speak, and who is no firm and no state."""
    firm = has_legal_form(mention.name) or mention.kind == "government"
    called = mention.deals and mention.roles  # it signs, and the text calls it by what it is there
    return mention.framed and not (firm or called) and mention.key not in reading.speakers


def _holds(reading: ReadingKeys, marks: frozenset[str]) -> bool:
    """Whether a text has the words of a name, some of them not in the name of a party that it tells of."""
    if not marks or not all(mark in reading.marks for mark in marks):
        return False
    names = {name for m in reading.parties for name in (m.name, *m.aliases, *m.former_names)}
    return not marks <= {mark for name in names for mark in word_marks(name)}


def _has_deal(mention: PartyMention, reading: ReadingKeys, known: Container[str]) -> bool:
    """Whether a document says of somebody that he makes a contract, and tells of one with one other whom others know."""
    deals = (
        frozenset(agreement.parties) - {SPEAKER, mention.key}
        for agreement in reading.agreements
        if mention.key in agreement.parties
    )
    return mention.deals and any(len(deal) == 1 and all(other in known for other in deal) for deal in deals)


def _is_body(mention: PartyMention) -> bool:
    """Whether the name of a mention is that of a firm or a body, by its form or a noun in it."""
    return mention.kind == "government" or names_somebody(mention.name)


def _beside_one(table: PartyTable, readings: Sequence[ReadingKeys], around: _Around, told: _Told) -> Iterator[tuple[_Node, str]]:
    """Yield the mentions that one document alone adds to one known party, and with whom that party deals by most others.

    What stands there is mostly a place, a person, an office or the host of an address, and the other one is meant: who says
    "we", or acts unnamed.
    """
    for one in readings:
        names = around[one.document]
        if len(names) != _KNOWN or len(set(names.values())) != _KNOWN:
            continue
        named = [mention for mention in one.parties if mention.name]
        for mention, beside in zip(named, reversed(named), strict=True):
            own, tellings = names[mention.key], told[names[beside.key]]
            alone = len(told[own]) == 1 and len(tellings[own]) == 1 and not _is_somebody(mention)
            others = {other: len(those) for other, those in tellings.items() if other != own} if alone else {}
            if found := _most_told(own, others, table.parties):
                yield (one.document, mention.key), found


def _most_told(own: str, others: Mapping[str, int], parties: Mapping[str, Party]) -> str:
    """Return who of several deals with a party by most documents, two at least; "" where `own` shares a word with one."""
    if _share_words(own, others, parties):
        return ""
    most = [other for other, count in others.items() if count == max(others.values()) >= _KNOWN]
    return most[0] if len(most) == 1 else ""


def _is_somebody(mention: PartyMention) -> bool:
    """Whether a mention shows by itself that somebody of this name deals: it is said so, or its name is that of a firm or body."""
    return mention.deals or _is_body(mention)


def _words(party: Party) -> set[str]:
    """Return the words of all names of a party; another one that shares a word may be the same."""
    return {word for name in (party.name, *party.aliases) for word in name_words(name) if len(word) > _SMALL}


def _stands_beside(mention: PartyMention, circle: frozenset[str], reading: ReadingKeys) -> bool:
    """Whether nothing shows a mention to be a party but that it stands beside known ones, or speaks of them.

    Who deals signs, has a legal form, is said to make a contract, or has a deal of its own with one of them.
    """
    if mention.deals or has_legal_form(mention.name) or leads_with_form(mention.name):
        return False
    deals = [frozenset(agreement.parties) - {SPEAKER} for agreement in reading.agreements]
    return mention.key in reading.speakers or not any(mention.key in d and len(d & circle) < _KNOWN for d in deals)
