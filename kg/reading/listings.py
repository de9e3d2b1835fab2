"""Lists of other documents on a page ("Related articles"): title and text of each item share a group."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.reading.datelines import find_dateline
from kg.reading.page import match_part, plain_text
from kg.reading.parts import Part
from kg.reading.pieces import LISTED, Form
from kg.records import BlockRole

__all__ = ["mark_listings", "split_listed"]

_LINKED = re.compile(
    r"(?:[-*•]\s+)?(?:\[[^\]\n]{8,300}\]\([^)\s]*\)|\*\*[^*\n]{8,300}\*\*)(?:\s*[-–—:.|])?\s+(?=\S.{20})", re.DOTALL
)
_END_OF_SENTENCE = re.compile(r"[.!…][\"”’)*]*$")
_STAYS = {BlockRole.BOILERPLATE, BlockRole.METADATA, BlockRole.NAVIGATION, BlockRole.SIGNATURE, BlockRole.QUOTED_REPLY}


def _is_headed(part: Part) -> bool:
    if part.role not in {None, BlockRole.HEADING, BlockRole.NAVIGATION} or part.size > 100 or part.piece.number:
        return False
    return part.piece.form in {Form.TEXT, Form.HEADING} and bool(match_part("listing-heading", part.plain))


def _box_of(parts: Sequence[Part], number: int) -> str:
    """The box that a list fills: the innermost one around its heading that holds more than the heading."""
    box = parts[number].piece.area
    following = parts[number + 1].piece.area if number + 1 < len(parts) else ""
    while box and not f"{following}.".startswith(f"{box}."):
        box = box.rpartition(".")[0]
    return box


def _ends_listing(part: Part, opener: Part, box: str) -> bool:
    """Whether the list evidently ends: its box does, or a heading of its rank or above follows that is no title in the list."""
    if box and not f"{part.piece.area}.".startswith(f"{box}."):
        return True
    if part.piece.form is Form.HEADING and opener.piece.form is Form.HEADING:
        return part.piece.level <= opener.piece.level and not _is_headed(part)
    about = part.role in {BlockRole.BOILERPLATE, BlockRole.HEADING, None}
    return about and not box and bool(match_part("boilerplate-heading", part.plain))


def _span_from(parts: Sequence[Part], number: int) -> tuple[int, int, bool] | None:
    """The list that opens at a part: its first part, the part after its last, and whether the first is its heading."""
    area = parts[number].piece.area
    named = re.search(rf"^(?:\.[^.]+)*?\.{LISTED}\d+", area) if area else None
    headed = _is_headed(parts[number])
    if named is None and not headed:
        return None
    box = named[0] if named else _box_of(parts, number)
    end = number + 1
    while end < len(parts) and not (
        _ends_listing(parts[end], parts[number], box) if not named else not f"{parts[end].piece.area}.".startswith(f"{box}.")
    ):
        end += 1
    if named is None and _is_prose(parts[number], parts[number + 1 : end]):
        return None
    heading = headed or (parts[number].piece.form is Form.HEADING and parts[number].piece.lead == 0 and end - number > 2)
    return number, end, heading


def _is_prose(heading: Part, items: Sequence[Part]) -> bool:
    """Whether what stands below a heading such as "In brief" is the paper's own prose: sentences of which none leads elsewhere."""
    if not match_part("prose-heading", heading.plain) or not items:
        return False
    led = any(part.piece.lead or f".{LISTED}" in part.piece.area for part in items)
    return not led and _is_sentence(items[0])


def listing_spans(parts: Sequence[Part]) -> list[tuple[int, int, bool]]:
    """Each list of other documents: number of its first part, of the part after its last, and whether the first is its heading."""
    spans, number = [], 1
    while number < len(parts):
        span = _span_from(parts, number)
        if span:
            spans.append(span)
        number = span[1] if span else number + 1
    return spans


def _cut_of(text: str, part: Part) -> int:
    """Where the text of a listed item begins whose title stands on the same line; 0: it does not."""
    piece = part.piece
    if piece.lead and piece.form is not Form.HEADING and piece.end - piece.start > piece.lead + 20:
        rest = text[piece.start + piece.lead : piece.end]
        return piece.start + piece.lead + len(rest) - len(rest.lstrip(" \n\xa0-–—:.|"))
    match = _LINKED.match(text, piece.start, piece.end)
    return match.end() if match else 0


def split_listed(text: str, parts: Sequence[Part]) -> list[Part]:
    """The parts, with items that hold a linked or bold title and a text on one line split in two."""
    result: list[Part] = []
    last = 0
    for start, end, headed in listing_spans(parts):
        result.extend(parts[last : start + headed])
        for part in parts[start + headed : end]:
            cut = _cut_of(text, part) if part.is_free else 0
            if not cut:
                result.append(part)
                continue
            words = text[part.piece.start : cut].rstrip()
            title = replace(part.piece, end=part.piece.start + len(words), form=Form.HEADING, level=6)
            rest = replace(part.piece, start=cut, form=Form.TEXT, apart=False, lead=0)
            result.append(Part(title, plain_text(words), BlockRole.LISTING_TITLE))
            result.append(Part(rest, plain_text(text[cut : part.piece.end]), BlockRole.LISTING_TEXT))
        last = end
    return [*result, *parts[last:]]


def _is_title(part: Part) -> bool:
    return part.role is BlockRole.HEADING or part.piece.form in {Form.HEADING, Form.ITEM} or part.role is BlockRole.LISTING_TITLE


def _is_sentence(part: Part) -> bool:
    return part.size > 140 or (bool(_END_OF_SENTENCE.search(part.plain)) and len(part.plain.split()) > 4)


def _is_text_of(part: Part, pending: Sequence[Part]) -> bool:
    """Whether a part is the text of a listed document: a sentence, or a short one below its title."""
    if part.role is BlockRole.LISTING_TEXT:
        return True
    if part.piece.form is Form.HEADING:
        return False
    titled = bool(pending) and pending[0].piece.form is Form.HEADING
    return _is_sentence(part) or (titled and bool(_END_OF_SENTENCE.search(part.plain)) and len(part.plain.split()) > 2)


def _mark_items(items: Sequence[Part], group: int) -> int:
    """Give roles and groups to the parts of one list; return the last group given."""
    repeated = {plain for plain, count in Counter(part.plain for part in items).items() if count > 1}
    pending: list[Part] = []
    for part in items:
        if part.size < 60 and (dated := find_dateline(part.plain)) and dated[1] >= len(part.plain):
            part.role, part.group = BlockRole.METADATA, group
        elif _is_text_of(part, pending):
            for title in pending[:1]:
                group += 1
                title.role, title.group = BlockRole.LISTING_TITLE, group
            for other in pending[1:]:
                other.role, other.group = BlockRole.METADATA, group
            pending = []
            part.role, part.group = BlockRole.LISTING_TEXT, group
        elif pending and part.plain not in repeated and (_is_title(part) or (_is_title(pending[0]) and len(pending) > 1)):
            group = _mark_titles(pending, repeated, group)
            pending = [part]
        else:
            pending.append(part)
    return _mark_titles(pending, repeated, group)


def _mark_titles(pending: Sequence[Part], repeated: set[str], group: int) -> int:
    """Titles without a text; a line that comes back in the list is the name of a site."""
    for part in pending:
        if part.plain in repeated and part is not pending[0]:
            part.role, part.group = BlockRole.METADATA, group
        else:
            group += 1
            part.role, part.group = BlockRole.LISTING_TITLE, group
    return group


def mark_listings(parts: Sequence[Part], group: int) -> int:
    """Mark each list of other documents and the parts of its items.

    Args:
        parts: the parts of a document, headings marked.
        group: the last number of a group in use.

    Returns:
        The last number of a group in use now.
    """
    for start, end, headed in listing_spans(parts):
        if headed:
            parts[start].role = BlockRole.HEADING
        inner = [part for part in parts[start + headed : end] if part.role not in _STAYS]
        group = _mark_items(inner, group)
    return group
