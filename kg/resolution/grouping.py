"""Which mentions of agreements can have to do with one another: the groups that are resolved each for itself.

What is decided for one group depends on nothing outside of it. So groups are resolved in any order, on any process or machine, and
a changed document touches only its own. The groups are as small as that allows: two mentions are in one group where

- they share two parties, a short name and the longer ones that begin with it counted as one (where no words tell the parties of
  an agreement, all parties of its document count), or
- they share a party and have one day or month (`agreement_matching` joins those whose titles do not differ), or
- they share a party and touch one month, or one year in which that party makes few, where no words tell the parties of one, or
- one statement of a document speaks of both.

The first three are taken together with all joined before, until nothing changes: an agreement has the parties of all its mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations, product
from typing import Final

from kg.bounds import months, years
from kg.names import digest
from kg.origin import origin_of
from kg.records import DateBounds, Document, Layer, PartyMention, Reading, Statement
from kg.resolution.name_classes import classes_of

__all__ = [
    "NOT_TOLD",
    "AgreementKeys",
    "Group",
    "ReadingKeys",
    "Told",
    "find_clashes",
    "group_mentions",
    "join_groups",
    "keys_of",
    "list_loose",
    "spoken_of",
    "told_by",
]

_EARLIER = "earlier-"  # a mention of what came before the agreement whose key follows
NOT_TOLD: Final = "The agreement that it is about could not be told."
_MANY = 8  # sets of parties that deal with one party in a year: a report without day and parties means none of so many
Mention = tuple[str, str]  # document and local key
Told = tuple[tuple[str, str], ...]  # digest of a passage, and the key of the agreement whose terms it tells


@dataclass(frozen=True, slots=True)
class AgreementKeys:
    """What of a mention decides with which others it is resolved; parties are local keys."""

    key: str
    parties: tuple[str, ...]
    earliest: date | None
    latest: date | None
    supposed: bool = False  # no words tell its parties: those of the document
    own: bool = False  # its document is or announces it


@dataclass(frozen=True, slots=True)
class ReadingKeys:
    """What of a reading decides with which others it is resolved: a few hundred bytes of a document."""

    document: str
    parties: tuple[PartyMention, ...]  # without places
    agreements: tuple[AgreementKeys, ...]
    spoken: tuple[tuple[str, ...], ...]  # keys of agreements of which one statement speaks, sorted, each set once
    speakers: tuple[str, ...] = ()  # keys of the parties who say something in it
    reports: bool = False  # it is somebody's report on the deals of others, or says nothing
    contract: bool = False  # most of what it says is said by those who make a deal to one another
    says: str = ""  # a digest of what it says: copies of a document have the same
    capitals: tuple[str, ...] = ()  # of a text that shows no two parties: the words that its names can have
    marks: str = ""  # signs of the words that its names can have


@dataclass(frozen=True, slots=True)
class Group:
    """Mentions that are resolved together, sorted; `documents` are those that make them."""

    mentions: tuple[Mention, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that make the mentions, sorted."""
        return tuple(dict.fromkeys(document for document, _ in self.mentions))


def keys_of(reading: Reading) -> ReadingKeys:
    """Return what of a reading decides with which others it is resolved."""
    spoken = [spoken_of(s) for s in reading.statements]
    used = {key for keys in spoken for key in keys}
    layers = [s.layer for s in reading.statements]
    return ReadingKeys(
        reading.document,
        tuple(replace(p, spans=(), parent="") for p in reading.parties),
        tuple(
            AgreementKeys(
                a.key,
                tuple(p.key for p in reading.parties) if a.supposed else a.parties,
                a.made.earliest,
                a.made.latest,
                a.supposed,
                a.own,
            )
            for a in sorted(reading.agreements, key=lambda a: a.key)
            if a.own or a.key in used
        ),
        tuple(sorted(set(spoken))),
        tuple(sorted({s.speaker for s in reading.statements if s.speaker})),
        layers.count(Layer.UNATTRIBUTED_TEXT) * 2 >= len(layers),
        layers.count(Layer.INSTRUMENT) * 2 > len(layers),
        digest(*(repr((s.start, s.end, s.terms)) for s in reading.statements)) if reading.statements else "",
        reading.capitals,
        reading.marks,
    )


def spoken_of(s: Statement) -> tuple[str, ...]:
    """Return the keys of all agreements of which a statement speaks, sorted."""
    links = (s.link.later, s.link.earlier) if s.link is not None else ()
    base = (s.instruction.base,) if s.instruction is not None else ()
    return tuple(sorted({key for key in (*s.about, s.owner, *links, *base) if key}))


def told_by(document: Document, reading: Reading) -> Told:
    """Return for each statement the digest of its passage and the agreement whose terms it tells: what decisions name."""
    return tuple((origin_of(document.text[s.start : s.end]), s.owner or next(iter(s.about), "")) for s in reading.statements)


def list_loose(reading: Reading, known: Container[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the ids of the statements that speak of no agreement of two known parties, each with the reason."""
    return [(s.id, NOT_TOLD) for s in reading.statements if not any((reading.document, key) in known for key in spoken_of(s))]


def group_mentions(
    keys: Iterable[ReadingKeys], party_of: Mapping[Mention, str], together: Iterable[Sequence[Mention]] = ()
) -> list[Group]:
    """Return the groups of all mentions of two known parties, by their first mentions; equal for every order of `keys`.

    Args:
        keys: of all readings.
        party_of: for document and local key of a party its id.
        together: mentions that a person wants to be looked at together.
    """
    ordered = sorted(keys, key=lambda k: k.document)
    grouper = _Grouper(classes_of(set(party_of.values())))
    for one in ordered:
        for agreement in one.agreements:
            parties = {party_of[one.document, p] for p in agreement.parties if (one.document, p) in party_of}
            if len(parties) > 1:
                grouper.add((one.document, agreement.key), parties, agreement)
    grouper.join_alike()
    for one in ordered:
        for spoken in one.spoken:
            grouper.join([(one.document, key) for key in spoken])
        for agreement in one.agreements:
            if agreement.key.startswith(_EARLIER):
                grouper.join([(one.document, agreement.key), (one.document, agreement.key.removeprefix(_EARLIER))])
    for mentions in together:
        grouper.join(mentions)
    return grouper.groups()


@dataclass(slots=True)
class _Likeness:
    """What mentions that may mean one agreement have between them. `days` are both the first and the last of some mention."""

    parties: set[tuple[str, str]] = field(default_factory=set)  # the class of each, and its id
    earliest: set[date] = field(default_factory=set)
    latest: set[date] = field(default_factory=set)
    days: set[date] = field(default_factory=set)

    @property
    def size(self) -> int:
        """How much there is to enumerate."""
        return (len(self.parties) + 1) * (len(self.days) + 1)

    def take(self, other: _Likeness) -> list[Hashable]:
        """Add what another has, and return the marks that neither had: two parties, or a party and a day.

        Who has a mark of another is like it. Marks that `other` has are not told again, but for some.
        """
        parties = other.parties - self.parties
        earliest, latest = other.earliest - self.earliest, other.latest - self.latest
        self.earliest |= earliest
        self.latest |= latest
        days = ((earliest & self.latest) | (latest & self.earliest)) - self.days
        marks: list[Hashable] = [_pair(p, q) for p in parties for q in self.parties]
        marks += product(_heads(self.parties), days)
        self.days |= days
        marks += product(_heads(parties), self.days)
        self.parties |= parties
        return marks


def _pair(one: tuple[str, str], other: tuple[str, str]) -> tuple[str, str]:
    """The mark of two parties: their classes, which may be one."""
    return min(one[0], other[0]), max(one[0], other[0])


def _heads(parties: Iterable[tuple[str, str]]) -> set[str]:
    return {head for head, _ in parties}


class _Grouper:
    """Union-find over mentions."""

    def __init__(self, classes: Mapping[str, str]) -> None:
        self._classes = classes
        self._root: dict[Mention, Mention] = {}
        self._likeness: dict[Mention, _Likeness] = {}
        self._marks: dict[Mention, list[Hashable]] = {}
        self._months: dict[Mention, set[Hashable]] = {}  # a party, and a month that the mention touches
        self._years: dict[Mention, set[Hashable]] = {}  # a party, and the year of the mention
        self._deals: dict[Hashable, set[frozenset[str]]] = defaultdict(set)  # of a party and year, with whom it deals
        self._asked: set[Hashable] = set()  # those of mentions whose parties are supposed

    def add(self, mention: Mention, parties: Iterable[str], keys: AgreementKeys) -> None:
        """Add a mention that is alone as yet."""
        self._root[mention] = mention
        own = _Likeness(
            {(self._classes[p], p) for p in parties},
            {keys.earliest} if keys.earliest else set(),
            {keys.latest} if keys.latest else set(),
        )
        own.days, heads, made = own.earliest & own.latest, _heads(own.parties), DateBounds(keys.earliest, keys.latest)
        self._likeness[mention] = own
        self._marks[mention] = [
            *(_pair(p, q) for p, q in combinations(own.parties, 2)),
            *product(heads, own.days),
            *((head, keys.earliest, keys.latest) for head in heads if keys.earliest and keys.latest),
        ]
        self._months[mention] = set(product(heads, months(made)))
        self._years[mention] = set(product(heads, years(made))) if keys.own or keys.supposed else set()
        for mark in self._years[mention]:
            self._deals[mark].add(frozenset(heads))
        if keys.supposed:
            self._asked |= self._months[mention] | self._years[mention]

    def root(self, mention: Mention) -> Mention:
        """Return the mention that stands for the group of one."""
        while self._root[mention] != mention:
            self._root[mention] = self._root[self._root[mention]]
            mention = self._root[mention]
        return mention

    def join(self, mentions: Iterable[Mention]) -> None:
        """Make one group of the mentions that count."""
        roots = sorted({self.root(m) for m in mentions if m in self._root})
        for other in roots[1:]:
            self._root[other] = roots[0]

    def join_alike(self) -> None:
        """Join what may mean one agreement, until nothing changes."""
        first: dict[Hashable, Mention] = {}
        for mention in self._root:
            few = (mark for mark in self._years.pop(mention) if len(self._deals[mark]) <= _MANY)
            marks = [*self._marks.pop(mention), *(self._months.pop(mention).union(few) & self._asked)]
            while marks:
                mark = marks.pop()
                here = self.root(mention)
                there = self.root(first.setdefault(mark, here))
                if there != here:
                    kept, gone = (here, there) if self._likeness[here].size >= self._likeness[there].size else (there, here)
                    self._root[gone] = kept
                    marks += self._likeness[kept].take(self._likeness.pop(gone))

    def groups(self) -> list[Group]:
        """Return all groups, in the order of their first mentions."""
        found: dict[Mention, list[Mention]] = defaultdict(list)
        for mention in sorted(self._root):
            found[self.root(mention)].append(mention)
        return sorted((Group(tuple(members)) for members in found.values()), key=lambda g: g.mentions[0])


def find_clashes(ids: Mapping[Group, Iterable[str]]) -> list[tuple[Group, ...]]:
    """Return the groups that share a name, those that hang together as one; they are to be resolved as one group.

    Names are made of parties, kinds and days. Seldom enough two sets of parties give one name ("a-b" with "c", "a" with "b-c").

    Args:
        ids: the names that each group gives.
    """
    grouper = _Grouper({})
    home: dict[str, Mention] = {}
    whose = {group.mentions[0]: group for group in ids}
    for group in ids:
        grouper.add(group.mentions[0], (), AgreementKeys("", (), None, None))
    for group, names in ids.items():
        grouper.join([group.mentions[0], *(home.setdefault(name, group.mentions[0]) for name in names)])
    return [tuple(whose[m] for m in found.mentions) for found in grouper.groups() if len(found.mentions) > 1]


def join_groups(groups: Iterable[Group]) -> Group:
    """Return the group of the mentions of several."""
    return Group(tuple(sorted(mention for group in groups for mention in group.mentions)))
