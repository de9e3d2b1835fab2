"""What makes mentions of agreements hang together: union-find over marks that those which can have to do with one another share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations, product
from typing import TYPE_CHECKING, Final

from kg.bounds import months, years
from kg.records import DateBounds

if TYPE_CHECKING:
    from kg.resolution.grouping import AgreementKeys

__all__ = ["Grouper", "Mention"]

Mention = tuple[str, str]  # document and local key
_Mark = tuple[Hashable, ...]
_WEEKS: Final = timedelta(days=45)  # in which texts tell of an agreement without saying when it was made
_EVER: Final = 0  # stands for a year where all are meant
_FEW: Final = 4  # sets of parties that deal with one party in a year: what is referred to can be a deal of others of so many
_MANY: Final = 8  # such sets of which a text without day and parties, or of somebody of whom no other tells, can mean one
_MOST: Final = 500  # mentions that may hang together by what some could mean; where firms deal with ever others, all would


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


def _lately(made: DateBounds) -> set[int]:
    """The year in which bounds lie; all years, and those of the last weeks, where a text tells no day."""
    if made.earliest is not None or made.latest is None:
        return set(years(made)) if made.earliest is not None else {_EVER}
    return {_EVER, made.latest.year, (max(made.latest, date.min + _WEEKS) - _WEEKS).year}


def _heads(parties: Iterable[tuple[str, str]]) -> set[str]:
    return {head for head, _ in parties}


class Grouper:
    """Union-find over mentions."""

    def __init__(self, classes: Mapping[str, str]) -> None:
        self._classes = classes
        self._root: dict[Mention, Mention] = {}
        self._likeness: dict[Mention, _Likeness] = {}
        self._marks: dict[Mention, list[Hashable]] = {}
        self._first: dict[Hashable, Mention] = {}  # a mention of the group that has a mark
        self._months: dict[Mention, set[Hashable]] = {}  # a party, and a month that the mention touches
        self._years: dict[Mention, set[_Mark]] = {}  # a party, and the year of the mention
        self._deals: dict[Hashable, set[frozenset[str]]] = defaultdict(set)  # of a party and year, with whom it deals
        self._supposed: set[Hashable] = set()  # those of mentions whose parties are supposed
        self._asked: set[Hashable] = set()  # those of mentions that could mean a deal of others

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
            self._supposed |= self._months[mention] | self._years[mention]

    def ask(self, mention: Mention, parties: Iterable[str], shared: Iterable[str], keys: AgreementKeys) -> None:
        """Hold a mention that was added against the deals of its parties: of all where it only refers to one, of `shared` anyway.

        Args:
            mention: what was added.
            parties: its parties.
            shared: those of them of whom other documents tell, where it has parties of whom none does.
            keys: what of it counts.
        """
        heads, made = {self._classes[p] for p in parties}, DateBounds(keys.earliest, keys.latest)
        few: set[_Mark] = {(head, year, _FEW) for head, year in product(heads, years(made))}
        known: set[_Mark] = set(product({self._classes[p] for p in shared}, _lately(made)))
        self._asked |= known if keys.own else known | few
        self._years[mention] |= few | known
        if keys.own:
            self._years[mention] |= {(head, _EVER) for head in heads}
            for mark in [*few, *((head, _EVER) for head in heads)]:
                self._deals[mark].add(frozenset(heads))

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
        for mention in self._root:
            marks = [*self._marks.pop(mention), *(self._months.pop(mention).union(self._few(mention)) & self._supposed)]
            while marks:
                mark = marks.pop()
                here = self.root(mention)
                there = self.root(self._first.setdefault(mark, here))
                if there != here:
                    kept, gone = (here, there) if self._likeness[here].size >= self._likeness[there].size else (there, here)
                    self._root[gone] = kept
                    marks += self._likeness[kept].take(self._likeness.pop(gone))

    def join_meant(self) -> None:
        """Join what was asked with what it could mean, and whom that makes alike, where at most `_MOST` mentions come together.

        In rounds, each of which looks at all groups before it joins any: so nothing depends on an order.
        """
        marks: dict[Mention, Iterable[Hashable]] = {mention: self._few(mention) & self._asked for mention in self._root}
        while marks:
            trial = Grouper({})
            trial._root = dict(self._root)
            for mention, some in marks.items():
                trial.join([mention, *(self._first.setdefault(mark, mention) for mark in some)])
            marks = {}
            for group in trial.groups():
                kept, *others = sorted({self.root(mention) for mention in group})
                if others and len(group) <= _MOST:
                    likeness = self._likeness[kept]
                    marks[kept] = [mark for other in others for mark in likeness.take(self._likeness.pop(other))]
                    self.join(group)

    def _few(self, mention: Mention) -> set[_Mark]:
        """Return the marks of the years of a mention in which a party deals with few."""
        return {mark for mark in self._years[mention] if len(self._deals[mark]) <= (_FEW if mark[-1] == _FEW else _MANY)}

    def groups(self) -> list[tuple[Mention, ...]]:
        """Return the mentions that hang together, sorted, in the order of the first of each."""
        found: dict[Mention, list[Mention]] = defaultdict(list)
        for mention in sorted(self._root):
            found[self.root(mention)].append(mention)
        return sorted(tuple(members) for members in found.values())
