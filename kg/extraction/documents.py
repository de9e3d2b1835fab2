"""One document read: its parties, its agreements, and the statements that its passages make, each with its terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from kg.extraction.agreements import find_agreements
from kg.extraction.layers import voice_of
from kg.extraction.parties import find_parties
from kg.extraction.passages import Passage
from kg.extraction.scribe import Scribe
from kg.names import document_slug
from kg.records import Block, Document, Instruction, Modality, Operation, Reading, Skipped, Statement, TermContent

__all__ = ["read_amended_part", "read_document"]


def read_document(document: Document) -> Reading:
    """Return everything that a document says of agreements; a document without an agreement gives no statement.

    Offsets in the result are code points of `Document.text`, half-open. The result depends on the document alone.
    """
    parties = find_parties(document)
    agreements = find_agreements(document, parties)
    whole = Skipped(0, len(document.text), "No agreement between two parties is made, reported or named here.")
    if not agreements.mentions:
        return Reading(document.identifier, parties.mentions, skipped=(whole,))
    scribe = Scribe(document, parties, agreements)
    for block in document.blocks:
        scribe.read_block(block)
    statements = _numbered(document, scribe.statements)
    return Reading(document.identifier, parties.mentions, agreements.mentions, statements, tuple(scribe.skipped))


def _numbered(document: Document, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements in the order of the text, each with its id."""
    name = document_slug(document.identifier)
    ordered = sorted(statements, key=lambda s: (s.start, s.end, s.stance, s.owner, s.about, repr(s.terms), repr(s.link)))
    seen: dict[tuple[int, int], int] = {}
    numbered: list[Statement] = []
    for statement in ordered:
        span = (statement.start, statement.end)
        seen[span] = seen.get(span, 0) + 1
        suffix = f".{seen[span]}" if seen[span] > 1 else ""
        numbered.append(replace(statement, id=f"{name}.{span[0]}-{span[1]}{suffix}"))
    return tuple(numbered)


# ------------------------------------------------------------------ parts of a contract as an amendment leaves them
_PLACES = 4  # passages in which words are looked for that are replaced wherever they occur


def read_amended_part(document: Document, instruction: Instruction) -> tuple[TermContent, ...]:
    """Return the terms that a contract gives where an instruction changes it, as far as they differ from what it gave before.

    Parties are keys local to `document`. Nothing is returned where the part or its old words are not in the document: what is
    not known is not made up.
    """
    scribe = _scribe(document)
    if scribe is None:
        return ()
    places = _part_texts(document, instruction.part) if instruction.part else _texts_with(document, instruction.old)
    found: list[TermContent] = []
    for block, text in places:
        amended = _amend(text, instruction)
        voice = voice_of(document, block, instrument=True, publisher="")
        before = [r.content for r in scribe.read_text(text, block, (scribe.agreements.own,), voice)]
        if amended is None:
            continue
        if not amended:
            found += [replace(c, modality=Modality.NO_DUTY) for c in before if c.modality is Modality.OBLIGATION]
            continue
        after = [r.content for r in scribe.read_text(amended, block, (scribe.agreements.own,), voice)]
        plain = {_rule(c) for c in before}
        found += [c for c in after if _rule(c) not in plain]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=16)
def _scribe(document: Document) -> Scribe | None:
    """Return a scribe that has read a contract, so that it knows its defined days; none where it makes no agreement."""
    parties = find_parties(document)
    agreements = find_agreements(document, parties)
    if not agreements.own:
        return None
    scribe = Scribe(document, parties, agreements)
    for block in document.blocks:
        scribe.read_block(block)
    return scribe


def _rule(content: TermContent) -> TermContent:
    return replace(content, value_text="", hedge="")


def _amend(text: str, instruction: Instruction) -> str | None:
    """Return a text as an instruction leaves it; empty: it goes; `None`: the old words are not there."""
    if instruction.operation is Operation.INSERT:
        return f"{text} {instruction.new}"
    if instruction.old:
        return text.replace(instruction.old, instruction.new) if instruction.old in text else None
    return instruction.new if instruction.operation is Operation.REPLACE else ""


def _texts_with(document: Document, words: str) -> list[tuple[Block, str]]:
    texts = ((b, Passage.of(document.text, b.start, b.end).text) for b in document.blocks)
    return [(b, t) for b, t in texts if words and words in t][:_PLACES]


_NUMBERED = re.compile(r"(?:[A-Za-z-]+\s+)?(\d+(?:\.\d+)*)(?:[.):]|\s|$)")


def _part_texts(document: Document, part: str) -> list[tuple[Block, str]]:
    """Return the passages of a numbered part of a contract, up to the next part that is not within it."""
    wanted = re.sub(r"\(.*", "", part)
    found: list[tuple[Block, str]] = []
    for block in document.blocks:
        text = Passage.of(document.text, block.start, block.end).text
        match = _NUMBERED.match(text)
        number = match[1] if match else ""
        if number == wanted:
            found.append((block, text[match.end() :].strip() if match else text))
        elif found and number and not number.startswith(f"{wanted}."):
            break
        elif found:
            found.append((block, text))
    return found
