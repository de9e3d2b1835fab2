"""Which mentions of agreements can have to do with one another: the groups that are resolved each for itself.

What is decided for one group depends on nothing outside of it. So groups are resolved in any order, on any process or machine, and
a changed document touches only its own. The groups are as small as that allows: two mentions are in one group where

- they share two parties, a short name and the longer ones that begin with it counted as one (where no words tell the parties of
  an agreement, all parties of its document count), or
- they share a party and have one day or month (`agreement_matching` joins those whose titles do not differ), or
- they share a party and touch one month, or one year in which that party makes few, where no words tell the parties of one, or
- they share a party that makes few in that year, or at all, and one only refers to an agreement, or is of somebody of whom no other
  document tells (`agreement_meant` finds those whose parties are misread), unless too many then hang together, as where firms
  deal with ever others, or
- one statement of a document speaks of both.

The first four are taken together with all that has been joined before, until nothing changes, since an agreement has the parties
of all of its mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kg.bounds import is_day
from kg.names import digest, title_words
from kg.origin import origin_of
from kg.records import Document, Layer, PartyMention, Reading, Statement
from kg.resolution.agreement_clusters import CHANGES
from kg.resolution.group_marks import Grouper, Mention
from kg.resolution.makers import makers_by_day
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
    title: tuple[str, ...] = ()  # the words of its name, where it has one and a day
    changes: bool = False  # it only changes another


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
    unnamed: tuple[str, ...] = ()  # nouns for those who make a contract with its parties and whom it does not name


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
                tuple(sorted(title_words(a.title))) if is_day(a.made) else (),
                a.kind in CHANGES,
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
        reading.unnamed,
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


def _homes(keys: Iterable[ReadingKeys], party_of: Mapping[Mention, str]) -> Mapping[str, set[str]]:
    """For a party what tells of it, copies of a document once."""
    homes: dict[str, set[str]] = defaultdict(set)
    for one in keys:
        for party in one.parties:
            if (one.document, party.key) in party_of:
                homes[party_of[one.document, party.key]].add(one.says or one.document)
    return homes


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
    homes = _homes(ordered, party_of)
    makers = makers_by_day(ordered, party_of)
    grouper = Grouper(classes_of(set(party_of.values())))
    for one in ordered:
        for agreement in one.agreements:
            parties = {party_of[one.document, p] for p in agreement.parties if (one.document, p) in party_of}
            parties = set(makers.get((one.document, agreement.key), parties))
            if len(parties) > 1:
                grouper.add((one.document, agreement.key), parties, agreement)
                shared = {p for p in parties if len(homes[p]) > 1}
                grouper.ask((one.document, agreement.key), parties, shared if shared < parties else set(), agreement)
    grouper.join_alike()
    grouper.join_meant()
    for one in ordered:
        for spoken in one.spoken:
            grouper.join([(one.document, key) for key in spoken])
        for agreement in one.agreements:
            if agreement.key.startswith(_EARLIER):
                grouper.join([(one.document, agreement.key), (one.document, agreement.key.removeprefix(_EARLIER))])
    for mentions in together:
        grouper.join(mentions)
    return [Group(mentions) for mentions in grouper.groups()]


def find_clashes(ids: Mapping[Group, Iterable[str]]) -> list[tuple[Group, ...]]:
    """Return the groups that share a name, those that hang together as one; they are to be resolved as one group.

    Names are made of parties, kinds and days. Seldom enough two sets of parties give one name ("a-b" with "c", "a" with "b-c").

    Args:
        ids: the names that each group gives.
    """
    grouper = Grouper({})
    home: dict[str, Mention] = {}
    whose = {group.mentions[0]: group for group in ids}
    for group in ids:
        grouper.add(group.mentions[0], (), AgreementKeys("", (), None, None))
    for group, names in ids.items():
        grouper.join([group.mentions[0], *(home.setdefault(name, group.mentions[0]) for name in names)])
    return [tuple(whose[m] for m in found) for found in grouper.groups() if len(found) > 1]


def join_groups(groups: Iterable[Group]) -> Group:
    """Return the group of the mentions of several."""
    return Group(tuple(sorted(mention for group in groups for mention in group.mentions)))
