"""Parts of a contract as the instructions of an amendment leave them, and the rules that change with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from kg.extraction.agreements import find_agreements
from kg.extraction.documents import read_part
from kg.extraction.instruction_signs import LABEL, words
from kg.extraction.instruction_values import changed_days, changed_figures, places_of_value, values_like
from kg.extraction.layers import voice_of
from kg.extraction.lifting import rules_left
from kg.extraction.numerals import numeral_at
from kg.extraction.parties import find_parties
from kg.extraction.passages import Passage, sentences
from kg.extraction.scribe import Scribe
from kg.records import AmendedPart, Block, Document, Instruction, Operation, TermContent

__all__ = ["read_amended_part"]

_PLACES = 4  # passages in which words are looked for that are replaced wherever they occur


@dataclass(frozen=True, slots=True)
class _Piece:
    """What an instruction is about in one passage: a span of its clean text."""

    block: Block
    text: str
    start: int
    end: int

    @property
    def said(self) -> str:
        """The words of the piece."""
        return self.text[self.start : self.end].strip()


def read_amended_part(document: Document, instruction: Instruction) -> AmendedPart | None:
    """Return where a contract stands to be changed by an instruction, and the terms that differ from what it gave before.

    Parties are keys local to `document`; the span is of `Document.text`: the first place, where words change in several. `None`
    where the part or its old words are not in the document: what is not known is not made up.
    """
    known = _scribe(document)
    if known is None:
        return None
    document, scribe = known.document, known.fork()  # what one instruction makes of the text is not seen by the next
    pieces = _pieces(document, instruction)
    instruction = _with_old(pieces, instruction)
    span = _amended_span(document, pieces, instruction)
    if span is None:
        return None
    found: list[TermContent] = []
    for piece in pieces:
        amended = _amend(piece.said, instruction)
        if amended is not None:
            found += _new_terms(scribe, piece, amended)
    if not found and instruction.old and instruction.new and not changed_figures(instruction.old, instruction.new):
        found = [term for piece in pieces for term in _terms_around(scribe, piece, instruction)]
    return AmendedPart(*span, tuple(dict.fromkeys(found)))


def _new_terms(scribe: Scribe, piece: _Piece, amended: str) -> list[TermContent]:
    """Return the terms of an amended text that it did not give before; of a text that goes, what is left without it."""
    voice = voice_of(scribe.document, piece.block, instrument=True, publisher="")
    about = (scribe.agreements.own,)
    before = [r.content for r in scribe.read_text(piece.said, piece.block, about, voice)]
    if not amended:
        if not piece.said:
            return []
        at = _passage(scribe.document, piece.block).raw_span(piece.start, piece.end)[0]
        return list(rules_left(before, piece.said, at, scribe.parts, scribe.writer.statements))
    plain = {_rule(c) for c in before}
    now = [r.content for r in scribe.read_text(amended, piece.block, about, voice)]
    return [c for c in now if _rule(c) not in plain]


def _terms_around(scribe: Scribe, piece: _Piece, instruction: Instruction) -> Iterator[TermContent]:
    """Yield the terms of the sentences whose words an instruction changes, where these tell the same as before.

    A day by which something is done is in no term: as told before and after the rule would be one and the same.
    """
    amended = _amend(piece.said, instruction) or ""
    days = changed_days(instruction.old, instruction.new)
    voice = voice_of(scribe.document, piece.block, instrument=True, publisher="")
    for start, end in sentences(amended):
        if instruction.new in amended[start:end]:
            for reading in scribe.read_text(amended[start:end], piece.block, (scribe.agreements.own,), voice):
                if not days:
                    yield reading.content
                elif reading.content.matter == _LENGTH:
                    yield replace(reading.content, end=days[1])


_LENGTH = "duration"


@lru_cache(maxsize=16)
def _scribe(document: Document) -> Scribe | None:
    """Return a scribe that has read a contract, so that it knows its defined days; none where it makes no agreement."""
    document = read_part(document)
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


def _with_old(pieces: Sequence[_Piece], instruction: Instruction) -> Instruction:
    """Return an instruction whose new words are a bare figure or day with the one in whose place that is put in its part."""
    if instruction.old or instruction.operation is not Operation.REPLACE:
        return instruction
    found = {words for piece in pieces for words in values_like(piece.said, instruction.new)}
    return replace(instruction, old=found.pop()) if len(found) == 1 else instruction


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
        return places_of_value(text, old) or [match.span() for match in re.finditer(re.escape(old), text)]
    found: list[tuple[int, int]] = []
    for match in _NUMBER_STARTS.finditer(text):
        same = numeral_at(text, match.start())
        if same is not None and same.value == number.value and (not found or match.start() >= found[-1][1]):
            found.append((same.start, same.end))
    return found


def _amended_span(document: Document, pieces: Sequence[_Piece], instruction: Instruction) -> tuple[int, int] | None:
    """Return where the old words stand first, or the whole part where there are none; `None`: the place is not there."""
    if not pieces:
        return None
    first, last = pieces[0], pieces[-1]
    if not instruction.old:
        bare = first.start == len(first.text)  # nothing stands behind its number
        whole = bare or instruction.part == _part_number(instruction.part)
        start = first.block.start if whole else _passage(document, first.block).raw_span(first.start, first.end)[0]
        return start, last.block.end if whole else _passage(document, last.block).raw_span(last.start, last.end)[1]
    for piece in pieces:
        passage = _passage(document, piece.block)
        if places := _places(passage.text, instruction.old):
            return passage.raw_span(*places[0])
    return None


# ------------------------------------------------------------------ where a part stands
def _pieces(document: Document, instruction: Instruction) -> list[_Piece]:
    """Return the passages of the part of an instruction, or those that hold its old words where it names no part."""
    if not instruction.part:
        return [_whole(document, block) for block in _blocks_with(document, instruction.old)]
    pieces = [_whole(document, block) for block in _part_blocks(document, instruction.part)]
    pieces[:1] = [_opened(piece, instruction.part) for piece in pieces[:1]]
    if instruction.old or instruction.operation is Operation.INSERT:
        return pieces
    for mark in re.findall(r"\(([\w ]+)\)", instruction.part):
        pieces = _told_by_order(pieces, mark) if mark in words("piece") else _marked(pieces, mark)
    return pieces


def _passage(document: Document, block: Block) -> Passage:
    return Passage.of(document.text, block.start, block.end)


def _whole(document: Document, block: Block) -> _Piece:
    text = _passage(document, block).text
    return _Piece(block, text, 0, len(text))


def _opened(piece: _Piece, part: str) -> _Piece:
    """Return a piece without the number of the part that it opens."""
    match = _NUMBERED.match(piece.text)
    return replace(piece, start=match.end()) if match and match["number"] == _part_number(part) else piece


def _marked(pieces: Sequence[_Piece], mark: str) -> list[_Piece]:
    """Return what stands behind "(b)" or, at the head of a passage, "2.", up to the next such mark."""
    following = str(int(mark) + 1) if mark.isdigit() else chr(ord(mark[-1]) + 1)
    found: list[_Piece] = []
    for piece in pieces:
        if found and _NUMBERED.match(piece.text) is not None:
            break
        here, after = (_mark(one).search(piece.text, piece.start, piece.end) for one in (mark, following))
        if after is not None and (found or here is not None):
            start = here.end() if here is not None and not found else piece.start
            return [*found, *([replace(piece, start=start, end=after.start())] if start < after.start() else [])]
        if found or here is not None:
            found.append(piece if here is None or found else replace(piece, start=here.end()))
    return found


_ORDER = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "final": -1}


def _told_by_order(pieces: Sequence[_Piece], told: str) -> list[_Piece]:
    """Return the sentence, or the passage, of some pieces that is told by its place among them ("second sentence"); else none."""
    order, _, kind = told.partition(" ")
    within = [p for p in pieces if p.said]
    if kind == "sentence":
        within = [replace(p, start=p.start + a, end=p.start + b) for p in within for a, b in sentences(p.text[p.start : p.end])]
    at = _ORDER.get(order, len(within))
    return [within[at]] if -len(within) <= at < len(within) else []


@cache
def _mark(sign: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.])\({sign}\)\s*|\A\s*{sign}[.)]\s+")


def _blocks_with(document: Document, words: str) -> list[Block]:
    """Return the first passages that hold the words."""
    return [b for b in document.blocks if words and _places(_passage(document, b).text, words)][:_PLACES]


_NUMBERED = re.compile(rf"(?:(?P<unit>§+|[A-Za-z-]+\.?)\s+|§+)?(?P<number>{LABEL}|(?<=\s)[A-Z])(?:[.):]|\s|$)")


def _part_number(part: str) -> str:
    return re.sub(r"\(.*", "", part)


def _part_blocks(document: Document, part: str) -> list[Block]:
    """Return the passages of a numbered part of a contract, up to the next part that is not within it.

    Under "Article 4" bare numbers are those of its paragraphs: only a part that is called so by name ends it.
    """
    wanted = _part_number(part)
    found: list[Block] = []
    unit = ""
    for block in document.blocks:
        match = _NUMBERED.match(_passage(document, block).text)
        said = (match["unit"] or "").lower() if match else ""
        named = said if said in words("unit") or said[:1] == "§" else ""
        number = match["number"] if match and (named or any(sign.isdigit() for sign in match["number"])) else ""
        if number == wanted and not (found and unit and not named):
            found.append(block)
            unit = named
        elif found and number and not number.startswith(f"{wanted}.") and (named or not unit):
            break
        elif found:
            found.append(block)
    return found
