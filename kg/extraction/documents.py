"""One document read: its parties, its agreements, and the statements that its passages make, each with its terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from kg.extraction.agreements import find_agreements
from kg.extraction.layers import voice_of
from kg.extraction.numerals import numeral_at
from kg.extraction.parties import find_parties
from kg.extraction.passages import Passage
from kg.extraction.scribe import Scribe
from kg.extraction.writing import PatternUse
from kg.names import document_slug
from kg.records import AmendedPart, Block, Document, Instruction, Modality, Operation, Reading, Skipped, Statement, TermContent

__all__ = ["read_amended_part", "read_document", "trace_document"]


def read_document(document: Document) -> Reading:
    """Return everything that a document says of agreements; a document without an agreement gives no statement.

    Offsets in the result are code points of `Document.text`, half-open. The result depends on the document alone.
    """
    return trace_document(document)[0]


def trace_document(document: Document) -> tuple[Reading, tuple[PatternUse, ...]]:
    """Return the reading of a document, and which words of it gave each of its terms by which pattern."""
    length, document = len(document.text), _read_part(document)
    unread = () if len(document.text) == length else (Skipped(len(document.text), length, _TOO_LONG),)
    parties = find_parties(document)
    agreements = find_agreements(document, parties)
    whole = Skipped(0, len(document.text), "No agreement between two parties is made, reported or named here.")
    if not agreements.mentions:
        return Reading(document.identifier, parties.mentions, skipped=(whole, *unread)), ()
    scribe = Scribe(document, parties, agreements)
    for block in document.blocks:
        scribe.read_block(block)
    scribe.writer.settle()
    statements = _numbered(document, scribe.writer.statements)
    reading = Reading(document.identifier, parties.mentions, agreements.mentions, statements, (*scribe.skipped, *unread))
    return reading, tuple(scribe.writer.uses)


_TOO_LONG = "The text is longer than is read of one document."


def _read_part(document: Document) -> Document:
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


# ------------------------------------------------------------------ parts of a contract as an amendment leaves them
_PLACES = 4  # passages in which words are looked for that are replaced wherever they occur


def read_amended_part(document: Document, instruction: Instruction) -> AmendedPart | None:
    """Return where a contract stands to be changed by an instruction, and the terms that differ from what it gave before.

    Parties are keys local to `document`; the span is of `Document.text`: the first place, where words change in several. `None`
    where the part or its old words are not in the document: what is not known is not made up.
    """
    known = _scribe(document)
    if known is None:
        return None
    document, scribe = known.document, known.fork()  # what one instruction makes of the text is not seen by the next
    blocks = _part_blocks(document, instruction.part) if instruction.part else _blocks_with(document, instruction.old)
    span = _amended_span(document, blocks, instruction)
    if span is None:
        return None
    found: list[TermContent] = []
    for block in blocks:
        text = _clean(document, block, instruction.part)
        amended = _amend(text, instruction)
        if amended is not None:
            found += _new_terms(scribe, block, text, amended)
    return AmendedPart(*span, tuple(dict.fromkeys(found)))


def _new_terms(scribe: Scribe, block: Block, text: str, amended: str) -> list[TermContent]:
    """Return the terms of an amended text that it did not give before; of a text that goes, the duties that it lifts."""
    voice = voice_of(scribe.document, block, instrument=True, publisher="")
    about = (scribe.agreements.own,)
    before = [r.content for r in scribe.read_text(text, block, about, voice)]
    if not amended:
        lifted = [c for c in before if c.modality in {Modality.OBLIGATION, Modality.PROHIBITION}]
        return [TermContent(c.matter, Modality.NO_DUTY, c.bearer, c.counterparty, scope=c.scope) for c in lifted]
    plain = {_rule(c) for c in before}
    return [r.content for r in scribe.read_text(amended, block, about, voice) if _rule(r.content) not in plain]


@lru_cache(maxsize=16)
def _scribe(document: Document) -> Scribe | None:
    """Return a scribe that has read a contract, so that it knows its defined days; none where it makes no agreement."""
    document = _read_part(document)
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
        places = _places(text, instruction.old)
        for start, end in reversed(places):
            text = text[:start] + instruction.new + text[end:]
        return text if places else None
    return instruction.new if instruction.operation is Operation.REPLACE else ""


_NUMBER_STARTS = re.compile(r"(?<![\w.,])\w")


def _places(text: str, old: str) -> list[tuple[int, int]]:
    """Return where old words stand in a text; a number stands where its value does: "six", "6"."""
    number = numeral_at(old, 0)
    if number is None or number.end != len(old):
        return [match.span() for match in re.finditer(re.escape(old), text)]
    found: list[tuple[int, int]] = []
    for match in _NUMBER_STARTS.finditer(text):
        same = numeral_at(text, match.start())
        if same is not None and same.value == number.value and (not found or match.start() >= found[-1][1]):
            found.append((same.start, same.end))
    return found


def _amended_span(document: Document, blocks: Sequence[Block], instruction: Instruction) -> tuple[int, int] | None:
    """Return where the old words stand first, or the whole part where there are none; `None`: the place is not there."""
    if not blocks:
        return None
    if not instruction.old:
        return blocks[0].start, blocks[-1].end
    for block in blocks:
        passage = Passage.of(document.text, block.start, block.end)
        if places := _places(passage.text, instruction.old):
            return passage.raw_span(*places[0])
    return None


def _blocks_with(document: Document, words: str) -> list[Block]:
    """Return the first passages that hold the words."""
    return [b for b in document.blocks if words and _places(Passage.of(document.text, b.start, b.end).text, words)][:_PLACES]


_NUMBERED = re.compile(r"(?:[A-Za-z-]+\s+)?(\d+(?:\.\d+)*)(?:[.):]|\s|$)")


def _part_number(part: str) -> str:
    return re.sub(r"\(.*", "", part)


def _part_blocks(document: Document, part: str) -> list[Block]:
    """Return the passages of a numbered part of a contract, up to the next part that is not within it."""
    wanted = _part_number(part)
    found: list[Block] = []
    for block in document.blocks:
        match = _NUMBERED.match(Passage.of(document.text, block.start, block.end).text)
        number = match[1] if match else ""
        if number == wanted:
            found.append(block)
        elif found and number and not number.startswith(f"{wanted}."):
            break
        elif found:
            found.append(block)
    return found


def _clean(document: Document, block: Block, part: str) -> str:
    """Return the clean text of a passage without the number of the part that it opens."""
    text = Passage.of(document.text, block.start, block.end).text
    match = _NUMBERED.match(text)
    return text[match.end() :].strip() if part and match and match[1] == _part_number(part) else text
