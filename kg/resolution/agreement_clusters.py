"""Mentions held to mean one agreement, and what they tell of it together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from kg.bounds import intersect, is_day
from kg.records import DateBounds, Force
from kg.resolution.agreement_mentions import Node

__all__ = ["Cluster", "rank"]

_OPEN: Final = DateBounds()
_CHANGES: Final = frozenset({"amendment", "extension"})  # the kinds of agreements that only change another
_TOLD_BY_NODES: Final = ("parties", "lead", "kind", "force", "number", "documents")  # of a cluster, until it has another node


@dataclass
class Cluster:
    """Mentions held to mean one agreement."""

    nodes: list[Node]
    made: DateBounds = _OPEN
    keys: set[tuple[str, str]] = field(default_factory=set)
    guests: set[tuple[str, str]] = field(default_factory=set)  # mentions whose supposed parties are not its own
    base: frozenset[str] = frozenset()  # the parties of what it changes, where they are its own as well

    def __post_init__(self) -> None:
        """Take the bounds of the mentions."""
        nodes, self.nodes = self.nodes, []
        for node in nodes:
            self.add(node)

    def add(self, node: Node) -> None:
        """Add a mention; its bounds narrow those of the agreement where they meet."""
        self.nodes.append(node)
        self.keys.add(node.key)
        for name in _TOLD_BY_NODES:
            self.__dict__.pop(name, None)
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

    def take_parties(self, base: frozenset[str]) -> None:
        """Take the parties of what it changes, all of whom a change binds, where its own words tell some of them.

        Whom its own paper names in passing, or nothing tells, is less sure than that; a report that names some means them.
        """
        told = self.lead.instrument or all(n.mention.supposed for n in self.nodes)
        if told and self.kind in _CHANGES and self.parties < base:
            self.base = base
            self.__dict__.pop("parties", None)

    def _changed_by(self, node: Node) -> bool:
        """Whether a mention announces a change in a house's own words, while contracts only name it under all their parties."""
        return node.mention.kind == "amendment" and any(n.contract and n.parties > node.parties for n in self.nodes)

    def _apart(self, short: str, long: str) -> bool:
        """Whether one mention has both, so that they are two."""
        return any({short, long} <= n.parties for n in self.nodes)

    @cached_property
    def lead(self) -> Node:
        """The mention that knows most: the contract before the announcement, the announcement before a reference."""
        return min(self.nodes, key=rank)

    @cached_property
    def kind(self) -> str:
        """The kind that the best mention gives."""
        return self.lead.mention.kind

    @cached_property
    def force(self) -> Force:
        """The force that the best mention which knows it gives."""
        known = [n.mention.force for n in sorted(self.nodes, key=rank) if n.mention.force is not Force.UNKNOWN]
        return known[0] if known else Force.UNKNOWN

    @cached_property
    def number(self) -> int | None:
        """The number of an amendment."""
        return next((n.mention.number for n in sorted(self.nodes, key=rank) if n.mention.number is not None), None)

    @cached_property
    def documents(self) -> set[str]:
        """The documents that mention it."""
        return {n.document for n in self.nodes}


def rank(node: Node) -> tuple[int, int, int, str, str, str]:
    """Return how much a mention knows, the most first; ties fall to content."""
    m = node.mention
    level = 0 if node.instrument else 1 if m.own else 2 if m.made.earliest else 3 if not node.listed else 4
    return level + (5 if node.implied else 0), m.kind == "partnership", not is_day(m.made), node.content, node.document, m.key
