"""What comes of one document, of one group of mentions, and of a whole build."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.records import AmendedText, Document, Reading
from kg.resolution import ReadingKeys

__all__ = ["Body", "DocumentKeys", "Failure", "GroupFacts", "Met"]

Met = tuple[tuple[str, AmendedText], ...]  # what the instructions of a document meet, by the ids of the statements


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read, and why."""

    identifier: str
    reason: str
    passing: bool = False  # another build may fare better: it is not kept


@dataclass(frozen=True, slots=True)
class Body:
    """All of one document that was read."""

    document: Document
    reading: Reading


@dataclass(frozen=True, slots=True)
class DocumentKeys:
    """What the build has to know of a document once it is read: with what it is resolved, and what it counts."""

    key: str  # of what is kept of it
    keys: ReadingKeys
    statements: int
    instructions: int
    truncated: bool
    read_to: int | None  # where reading stopped in a text that is longer than is read of one

    @property
    def identifier(self) -> str:
        """Of the document."""
        return self.keys.document


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What the build has to know of a group once it is resolved and derived; the rest stands in its graphs."""

    agreements: tuple[str, ...]
    dealings: tuple[str, ...]
    parties: tuple[str, ...]
    terms: int
    verdicts: tuple[tuple[str, int], ...]
    unused: tuple[tuple[str, str], ...]  # statements, and why each is in no dealing
    decided: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]  # kind and origins of a decision, ids that it bears on
    met: tuple[tuple[str, Met], ...]  # documents with instructions
    slots: tuple[tuple[str, str, bool, int], ...]  # party, matter, whether a term is exclusive, how many terms bind
    graphs: tuple[str, ...] = field(default=())  # IRIs
