"""One document read: its parties, its agreements, and the statements that its passages make, each with its terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from kg.extraction.agreements import find_agreements
from kg.extraction.parties import find_parties
from kg.extraction.party_framed import is_framed
from kg.extraction.party_known import words_of_names
from kg.extraction.party_unnamed import unnamed_makers
from kg.extraction.scribe import Scribe
from kg.extraction.second_reading import SecondReading
from kg.extraction.writing import PatternUse
from kg.legal_names import word_marks
from kg.names import document_slug
from kg.records import Document, PartyMention, Reading, Skipped, Statement

__all__ = ["read_document", "read_part", "trace_document"]


def read_document(document: Document, known: Sequence[PartyMention] = (), alone: Reading | None = None) -> Reading:
    """Return everything that a document says of agreements; a document without an agreement gives no statement.

    Offsets in the result are code points of `Document.text`, half-open. The result depends on the document alone, and on the
    parties of other documents that are given for one that shows no two by itself.

    Args:
        document: the document.
        known: parties that other documents tell of (`kg.resolution.known_around`).
        alone: what the document says without them, where that is known: its parties are then not looked for twice.
    """
    return trace_document(document, known, alone)[0]


def trace_document(
    document: Document, known: Sequence[PartyMention] = (), alone: Reading | None = None
) -> tuple[Reading, tuple[PatternUse, ...]]:
    """Return the reading of a document, and which words of it gave each of its terms by which pattern."""
    length, document = len(document.text), read_part(document)
    unread = () if len(document.text) == length else (Skipped(len(document.text), length, _TOO_LONG),)
    parties = find_parties(document, known)
    agreements = find_agreements(document, parties)
    shown = _shown(parties.mentions)
    found = Reading(
        document.identifier,
        tuple(replace(m, framed=is_framed(m, document)) for m in parties.mentions),
        capitals=words_of_names(document.text) if shown < _TWO or (shown <= _FEW and not agreements.instrument) else (),
        read_with=tuple(m.name for m in parties.mentions if m.name in {k.name for k in known}),
        lent=any(not m.lent for m in known) and _shown(find_parties(document).mentions if alone is None else alone.parties) >= _TWO,
        marks=word_marks(document.text[:_MARKED]),
        unnamed=() if agreements.instrument else unnamed_makers(parties, document.text),
    )
    whole = Skipped(0, len(document.text), "No agreement between two parties is made, reported or named here.")
    if not agreements.mentions:
        return replace(found, skipped=(whole, *unread)), ()
    scribe = Scribe(document, parties, agreements)
    second = SecondReading.of(scribe)
    for block in document.blocks:
        second.read_block(scribe, block)
        scribe.read_block(block)
    scribe.writer.settle()
    statements = _numbered(document, second.added_to(scribe))
    reading = replace(found, agreements=agreements.mentions, statements=statements, skipped=(*scribe.skipped, *unread))
    return reading, tuple(scribe.writer.uses)


_TWO = 2  # parties of an agreement
_MARKED = 40_000  # code points of a text whose words are told by signs
_FEW = 3  # names that a text shows and that may all be those of places, goods and people
_TOO_LONG = "The text is longer than is read of one document."


def _shown(mentions: Iterable[PartyMention]) -> int:
    """How many parties a text shows by name."""
    return sum(bool(m.name) and not m.supposed for m in mentions)


def read_part(document: Document) -> Document:
    """Return the part of a document that is read: all, but of one too long."""
    return document if document.read_to is None else replace(document, text=document.text[: document.read_to])


def _numbered(document: Document, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements in the order of the text, each with its id."""
    name = document_slug(document.identifier)
    ordered: list[Statement] = []
    for _, same in groupby(sorted(statements, key=_order), key=_order):
        together = list(same)
        ordered += sorted(together, key=lambda s: (repr(s.terms), repr(s.link))) if len(together) > 1 else together
    seen: dict[tuple[int, int], int] = {}
    numbered: list[Statement] = []
    for statement in ordered:
        span = (statement.start, statement.end)
        seen[span] = seen.get(span, 0) + 1
        suffix = f".{seen[span]}" if seen[span] > 1 else ""
        numbered.append(replace(statement, id=f"{name}.{span[0]}-{span[1]}{suffix}"))
    return tuple(numbered)


def _order(statement: Statement) -> tuple[object, ...]:
    return statement.start, statement.end, statement.stance, statement.owner, statement.about
