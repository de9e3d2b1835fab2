"""Pieces become blocks: every stretch of a captured text gets the role that its form and its place on the page show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from kg.reading.listings import mark_listings, split_listed
from kg.reading.opening import Opening, mark_labels, mark_opening, split_datelines
from kg.reading.page import match_part
from kg.reading.parts import Part, is_instrument, mark_headings, parts_of
from kg.reading.pieces import Form, Piece
from kg.reading.regions import (
    mark_boilerplate,
    mark_furniture,
    mark_lines,
    mark_metadata,
    mark_replies,
    mark_signatures,
    mark_summaries,
)
from kg.records import Block, BlockRole

__all__ = ["Layout", "lay_out"]

_BY_FORM = {
    Form.HEADING: BlockRole.HEADING,
    Form.ITEM: BlockRole.LIST_ITEM,
    Form.QUOTE: BlockRole.PARAGRAPH,
    Form.ROW: BlockRole.TABLE_ROW,
    Form.RULE: BlockRole.METADATA,
    Form.TEXT: BlockRole.PARAGRAPH,
}


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a document with their roles, what its top told, and whether it is a contract."""

    parts: tuple[Part, ...]
    opening: Opening
    instrument: bool

    def blocks(self) -> tuple[Block, ...]:
        """The blocks, in the order of the text."""
        return tuple(
            Block(part.piece.start, part.piece.end, part.role or BlockRole.PARAGRAPH, part.level, part.group, part.piece.page)
            for part in self.parts
        )


def _mark_mail_header(parts: Sequence[Part]) -> bool:
    """Header lines of a mail or memorandum that was captured as text; return whether there are any."""
    top = [part for part in parts[:12] if part.plain]
    is_field = [part.role is BlockRole.MAIL_HEADER or bool(match_part("mail-header", part.plain)) for part in top]
    first = next((number for number in range(min(3, len(top))) if is_field[number]), -1)
    last = first
    while 0 <= last < len(top) and is_field[last]:
        last += 1
    if first < 0 or last - first < 2 or any(part.size > 80 for part in top[:first]):
        return False
    for part in top[first:last]:
        part.role = BlockRole.MAIL_HEADER
    return True


def _mark_sender(parts: Sequence[Part], sender: str) -> None:
    """The name of the sender on a line of its own opens the signature of a mail, up to a letter that is copied below it."""
    names = {sender, *sender.split()[:1]} - {""}
    for number, part in enumerate(parts):
        if number > 1 and part.role in {None, BlockRole.HEADING} and part.plain.rstrip(",.") in names:
            for rest in takewhile(lambda part: not match_part("salutation", part.plain), parts[number:]):
                if rest.role in {None, BlockRole.HEADING} and rest.size <= 200:
                    rest.role = BlockRole.SIGNATURE
            return


def _mark_outer_page(parts: Sequence[Part]) -> None:
    """Above the stamp of a kept copy, titles and short lines are data of the page that keeps it; the article brings its own."""
    stamps = (n for n, part in enumerate(parts[:30]) if part.role is BlockRole.METADATA and match_part("capture-stamp", part.plain))
    stamp = next(stamps, -1)
    for number, part in enumerate(parts[: max(stamp, 0)]):
        summary = part.role is BlockRole.HEADING and number + 1 < len(parts) and parts[number + 1].role is BlockRole.SUMMARY
        if (
            part.role in {None, BlockRole.HEADING, BlockRole.TITLE}
            and part.size <= 160
            and not summary
            and not part.plain.endswith(".")
        ):
            part.role = BlockRole.METADATA


def _mark_rest(text: str, parts: Sequence[Part], group: int) -> None:
    """Roles by form alone, numbers of tables, and their header rows."""
    tables: dict[int, list[Part]] = {}
    for part in parts:
        if part.is_free:
            part.role = _BY_FORM[part.piece.form]
        if part.piece.form is Form.ROW and part.piece.cell:
            part.group = group + part.piece.cell
            tables.setdefault(part.piece.cell, []).append(part)
    for rows in tables.values():
        ruled = len(rows) > 1 and not any(c.isalnum() for c in text[rows[1].piece.start : rows[1].piece.end])
        if rows[0].role is BlockRole.TABLE_ROW:
            rows[0].level = int(rows[0].piece.level == 1 or ruled)


def lay_out(text: str, pieces: Sequence[Piece], sender: str = "") -> Layout:
    """Return the parts of a text with their roles.

    Args:
        text: the captured text.
        pieces: its pieces, in order, without overlap, holding every code point that is no white space.
        sender: the name of who wrote a mail; empty where nobody did or nobody is known.
    """
    parts = parts_of(text, pieces)
    instrument = is_instrument(parts)
    mail = _mark_mail_header(parts)
    mark_replies(parts, mail)
    mark_lines(text, parts, instrument)
    letterhead = -1 if mail else mark_labels(parts)
    mark_headings(text, parts)
    parts = split_listed(text, parts)
    group = mark_listings(parts, 0)
    mark_summaries(parts)
    mark_metadata(parts)
    opening = Opening() if mail else mark_opening(text, parts, instrument, letterhead)
    if not mail and not instrument:
        parts = split_datelines(text, parts)
    mark_boilerplate(parts, instrument)
    if sender:
        _mark_sender(parts, sender)
    mark_signatures(parts, letter=opening.letter or mail, instrument=instrument)
    mark_furniture(parts)
    _mark_outer_page(parts)
    _mark_rest(text, parts, group)
    return Layout(tuple(parts), opening, instrument)
