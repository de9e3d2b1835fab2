"""What comes of one document: read, or not."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import Document, NamedGraph, Reading

__all__ = ["Failure", "Read"]


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
