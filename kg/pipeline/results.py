"""What comes of one document: read, or not; and of all of them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.deriving import Derived, PartyFindings
from kg.records import Document, NamedGraph, Reading
from kg.resolution import Decision

__all__ = ["Failure", "Found", "Read"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read, and why."""

    identifier: str
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """One document with what was read in it."""

    document: Document
    reading: Reading
    graph: NamedGraph


@dataclass(frozen=True, slots=True)
class Found:
    """What is derived for a collection. `decided` are the decisions of people with the ids that each bears on; none: it is idle."""

    derived: tuple[Derived, ...]
    parties: tuple[PartyFindings, ...] = ()
    decided: tuple[tuple[Decision, tuple[str, ...]], ...] = ()
