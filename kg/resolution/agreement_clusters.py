"""Mentions held to mean one agreement, and what they tell of it together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from kg.bounds import intersect, is_day, within_month
from kg.names import title_words
from kg.records import DateBounds, Force
from kg.resolution.agreement_mentions import Node

__all__ = ["CHANGES", "Cluster", "Title", "rank"]

_OPEN: Final = DateBounds()
CHANGES: Final = frozenset({"amendment", "extension"})  # the kinds of agreements that only change another


class Title(NamedTuple):
    """What a mention calls an agreement; many mentions call it the same."""

    words: frozenset[str]
    kind: str
    listed: bool
    firm: bool  # it stands in the contract, or where nobody announces it


@dataclass
class _Told:
    """What the mentions of an agreement tell together, each thing once: a mention is held against that, not against all of them."""

    titles: set[Title] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    figures: set[frozenset[str]] = field(default_factory=set)
    places: set[tuple[str, bool]] = field(default_factory=set)  # documents, and whether they list it
    documents: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    dated: set[tuple[DateBounds, frozenset[str]]] = field(default_factory=set)  # days or months, and the parties told with them
    instruments: int = 0
    in_contracts: bool = True  # all of them stand in contracts
    best: dict[str, Node] = field(default_factory=dict)  # the mention that knows most of those that know one thing

    def add(self, node: Node) -> None:
        """Add what a mention tells."""
        m = node.mention
        self.titles.add(Title(title_words(m.title), m.kind, node.listed, node.instrument or not m.own))
        self.words |= node.words
        self.figures.add(node.figures)
        self.places.add((node.document, node.listed))
        self.documents.add(node.document)
        self.kinds.add(m.kind)
        if within_month(m.made):
            self.dated.add((m.made, node.parties))
        self.instruments += node.instrument
        self.in_contracts = self.in_contracts and node.contract
        for name, known in (("lead", True), ("force", m.force is not Force.UNKNOWN), ("number", m.number is not None)):
            if known and (name not in self.best or rank(node) < rank(self.best[name])):
                self.best[name] = node


@dataclass
class Cluster:
    """Mentions held to mean one agreement."""

    nodes: list[Node]
    made: DateBounds = _OPEN
    keys: set[tuple[str, str]] = field(default_factory=set)
    guests: set[tuple[str, str]] = field(default_factory=set)  # mentions whose supposed parties are not its own
    base: frozenset[str] = frozenset()  # the parties of what it changes, where they are its own as well
    told: _Told = field(default_factory=_Told, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Take the bounds of the mentions."""
        nodes, self.nodes = self.nodes, []
        for node in nodes:
            self.add(node)

    def add(self, node: Node) -> None:
        """Add a mention; its bounds narrow those of the agreement where they meet."""
        self.nodes.append(node)
        self.keys.add(node.key)
        self.told.add(node)
        if node.contract or node.mention.own or not node.parties <= self.__dict__.get("parties", frozenset()):
            self.__dict__.pop("parties", None)  # who only names it under parties that it is known to have tells nothing new
        narrow = node.mention.made
        if is_day(self.made) and not node.instrument:
            return
        self.made = narrow if node.instrument and is_day(narrow) else intersect(self.made, narrow)

    @cached_property
    def parties(self) -> frozenset[str]:
        """The parties that its own contract names, else those who announce it, else all told.

        A short name falls to the longer one. Who only changes it later need not have made it.
        """
        if self.base:
            return self.base
        hosts = [n for n in self.nodes if n.key not in self.guests]
        told = [n for n in self.nodes if n.instrument] or hosts
        if told is hosts:
            announced = [n for n in hosts if n.mention.own and n.mention.made.latest]
            told = [n for n in announced if is_day(n.mention.made)] or [n for n in announced if self._changed_by(n)] or told
        every: frozenset[str] = frozenset().union(*(n.parties for n in told))
        return frozenset(p for p in every if not any(o.startswith(f"{p}-") and not self._apart(p, o) for o in every))

    def take_parties(self, base: frozenset[str], strange: Mapping[str, str]) -> dict[tuple[str, str], str]:
        """Take the parties of what it follows, all of whom a change binds, where its own words tell some of them.

        Whom its own paper names in passing, or nothing tells, is less sure than that, and so is whom one document alone tells of. A
        report that names some means them, where it knows the others as well; whom it does not know, often since they write it, a
        change and a new agreement bind too. Of several that it follows, the first whose parties it takes gives them.

        Args:
            base: the parties of what it follows.
            strange: parties without a form or a role of whom one document alone tells, and that document.

        Returns:
            for a document and a stranger of it the one party of the base for whom that stands.
        """
        some = self.parties < base and (self._changes_for_all() or self._leaves_unknown(base - self.parties))
        others, missing = self.parties - base, base - self.parties
        misread = bool(missing) and not self.base and self._is_misread(base, others, strange)
        if some or misread:
            self.base = base
            self.__dict__.pop("parties", None)
        told = misread and len(others) == len(missing) == 1 and others <= strange.keys()
        return {(strange[p], p): next(iter(missing)) for p in others} if told else {}

    def _is_misread(self, base: frozenset[str], others: frozenset[str], strange: Mapping[str, str]) -> bool:
        """Whether it is a change between others than its base which no paper shows, told by no words or of strangers.

        Who knows the other side means somebody else than a stranger.
        """
        if self.kind not in CHANGES or self.told.instruments or not others:
            return False
        missing = base - self.parties
        unknown = not any(n.known & missing for n in self.nodes) and others < self.parties and others <= strange.keys()
        return unknown or all(n.mention.supposed for n in self.nodes)

    def _changes_for_all(self) -> bool:
        """Whether it is a change whose own paper, or nothing, tells its parties."""
        return self.kind in CHANGES and (self.lead.instrument or all(n.mention.supposed for n in self.nodes))

    def _leaves_unknown(self, others: frozenset[str]) -> bool:
        """Whether it is a change or a new agreement of which only texts tell that do not know some parties."""
        return self.kind in {"amendment", "definitive"} and not any(n.instrument or n.known & others for n in self.nodes)

    def _changed_by(self, node: Node) -> bool:
        """Whether a mention announces a change in a house's own words, while contracts only name it under all their parties."""
        return node.mention.kind == "amendment" and any(n.contract and n.parties > node.parties for n in self.nodes)

    def _apart(self, short: str, long: str) -> bool:
        """Whether one mention has both, so that they are two."""
        return any({short, long} <= n.parties for n in self.nodes)

    @property
    def lead(self) -> Node:
        """The mention that knows most: the contract before the announcement, the announcement before a reference."""
        return self.told.best["lead"]

    @property
    def kind(self) -> str:
        """The kind that the best mention gives."""
        return self.lead.mention.kind

    @property
    def force(self) -> Force:
        """The force that the best mention which knows it gives."""
        known = self.told.best.get("force")
        return known.mention.force if known is not None else Force.UNKNOWN

    @property
    def number(self) -> int | None:
        """The number of an amendment."""
        known = self.told.best.get("number")
        return known.mention.number if known is not None else None


def rank(node: Node) -> tuple[int, int, int, str, str, str]:
    """Return how much a mention knows, the most first; ties fall to content."""
    m = node.mention
    level = 0 if node.instrument else 1 if m.own else 2 if m.made.earliest else 3 if not node.listed else 4
    return level + (5 if node.implied else 0), m.kind == "partnership", not is_day(m.made), node.content, node.document, m.key
