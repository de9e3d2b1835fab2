"""Roles that hold for a stretch of a page: single lines, summaries, lists of other documents, boilerplate, metadata, signatures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.reading.page import match_part, possible_parts
from kg.reading.parts import Part
from kg.reading.pieces import Form
from kg.records import BlockRole

__all__ = ["mark_boilerplate", "mark_furniture", "mark_lines", "mark_metadata", "mark_replies", "mark_signatures", "mark_summaries"]

_LINES = (
    ("truncation", BlockRole.METADATA, 160),
    ("capture-stamp", BlockRole.METADATA, 120),
    ("form-stamp", BlockRole.METADATA, 200),
    ("masthead", BlockRole.METADATA, 160),
    ("register-stamp", BlockRole.METADATA, 260),
    ("publication-stamp", BlockRole.METADATA, 200),
    ("tags", BlockRole.METADATA, 400),
    ("publisher-line", BlockRole.METADATA, 120),
    ("metadata-line", BlockRole.METADATA, 300),
    ("copyright", BlockRole.BOILERPLATE, 300),
    ("boilerplate-line", BlockRole.BOILERPLATE, 1600),
    ("navigation", BlockRole.NAVIGATION, 300),
)
_IN_CONTRACTS = {"truncation", "capture-stamp", "form-stamp", "masthead", "register-stamp", "metadata-line"}
_LINK_ONLY = re.compile(r"(?:\[[^\]]*\]\([^)\s]*\)[\s|·•,]*)+")
_END_OF_SENTENCE = re.compile(r"[.!?][\"”’)*]*$")


def _line_role(text: str, part: Part, number: int, instrument: bool) -> BlockRole | None:
    if part.piece.form is Form.RULE or not any(c.isalnum() for c in part.plain[:400]):
        return BlockRole.METADATA
    if instrument and number >= 8 and len(part.plain) > 400:
        return None
    numbered, possible = bool(part.piece.number), possible_parts(part.plain)
    for name, role, longest in _LINES:
        if name not in possible or len(part.plain) > longest or (numbered and name != "register-stamp"):
            continue
        if instrument and name not in _IN_CONTRACTS and not (name == "boilerplate-line" and number < 8):
            continue
        match = match_part(name, part.plain)
        if match and not (name == "metadata-line" and part.piece.form is Form.ROW and part.piece.cell):
            return role
    if _LINK_ONLY.fullmatch(text[part.piece.start : part.piece.end]) and part.piece.form is Form.TEXT and part.size < 600:
        return BlockRole.NAVIGATION
    return None


def _is_menu_word(text: str, part: Part) -> bool:
    """The part of navigation that is also an ordinary heading elsewhere: it needs a neighbour that is navigation too."""
    return bool(match_part("navigation", part.plain)) and len(part.plain.split()) <= 2 and part.piece.form is not Form.RULE


def mark_lines(text: str, parts: Sequence[Part], instrument: bool) -> None:
    """Give roles to lines that say themselves what they are: stamps, tags, page numbers, menus, notices."""
    for number, part in enumerate(parts):
        set_off = part.role is BlockRole.PARAGRAPH and part.piece.form is Form.QUOTE
        if (part.is_free or set_off) and part.plain:
            part.role = _line_role(text, part, number, instrument) or part.role
    for number, part in enumerate(parts):
        if part.role is BlockRole.NAVIGATION and part.piece.role is None and _is_menu_word(text, part):
            near = [*parts[max(0, number - 1) : number], *parts[number + 1 : number + 2]]
            alone = not any(one.role in {BlockRole.NAVIGATION, BlockRole.METADATA} for one in near)
            if alone and number > 2 and number < len(parts) - 1:
                part.role = None


_PAGE = 800  # code points; what comes back sooner is no header of a page
_PAGE_FIGURES = re.compile(r"^\d{1,4}\b|\b\d{1,4}(?: ?(?:/|of) ?\d{1,4})?$|(?<=page )\d{1,4}", re.IGNORECASE)


def mark_furniture(parts: Sequence[Part]) -> None:
    """Running headers and footers: short lines that come back on page after page, page numbers apart."""
    lines = [part for part in parts if part.is_free and 12 <= len(part.plain) <= 100 and part.piece.form in {Form.TEXT, Form.ROW}]
    lines = [part for part in lines if not part.plain.endswith((":", ".", ";")) and part.plain.count(" ")]
    keys = [
        _PAGE_FIGURES.sub("0", part.plain) if part.plain[-1].isdigit() or part.plain[0].isdigit() else part.plain for part in lines
    ]
    counted = Counter(keys)
    spread: dict[str, tuple[int, int]] = {}
    for part, key in zip(lines, keys, strict=True):
        spread[key] = (spread.get(key, (part.piece.start, 0))[0], part.piece.start)
    for part, key in zip(lines, keys, strict=True):
        first, last = spread[key]
        apart = (last - first) / max(1, counted[key] - 1)
        if counted[key] >= 4 and apart > _PAGE and sum(c.isalpha() for c in key) >= 8:
            part.role = BlockRole.METADATA


def _opens_reply(parts: Sequence[Part], number: int, mail: bool) -> bool:
    """Whether the rest of a mail is an older message: a line says so, header lines stand in the middle, or a letter is copied."""
    part, following = parts[number], parts[number + 1] if number + 1 < len(parts) else None
    if mail and match_part("copied-letter", part.plain):
        return following is not None and match_part("salutation", following.plain) is not None
    if match_part("reply-line", part.plain):
        return mail or following is None or bool(match_part("mail-header", following.plain))
    if not mail or following is None or number == 0 or parts[number - 1].role is BlockRole.MAIL_HEADER:
        return False
    return bool(match_part("mail-header", part.plain) and match_part("mail-header", following.plain))


def mark_replies(parts: Sequence[Part], mail: bool) -> None:
    """An older message inside a newer one: quoted lines below "On … wrote:", or all that follows a line that opens the original."""
    for number, part in enumerate(parts):
        if part.role is not None or part.size > 320:
            continue
        following = parts[number + 1] if number + 1 < len(parts) else None
        if following is not None and following.piece.form is Form.QUOTE and match_part("reply-line", part.plain):
            part.role = BlockRole.QUOTED_REPLY
            mail = True
        elif _opens_reply(parts, number, mail):
            for rest in parts[number:]:
                rest.role = BlockRole.QUOTED_REPLY
            break
    for part in parts:
        if part.is_free and part.piece.form is Form.QUOTE:
            part.role = BlockRole.QUOTED_REPLY if mail else BlockRole.PARAGRAPH


def mark_summaries(parts: Sequence[Part]) -> None:
    """The text below "Summary" sums up what follows; a further sentence before the page's own links is its standfirst."""
    for number, part in enumerate(parts):
        if part.role not in {None, BlockRole.HEADING} or part.size > 80 or not match_part("summary-heading", part.plain):
            continue
        if number and _tells(parts[number - 1]):
            continue  # the text itself goes on with its main points
        run: list[Part] = []
        for following in parts[number + 1 : number + 12]:
            if not following.is_free and not (run and following.role is BlockRole.SUMMARY):
                break
            run.append(following)
        if not run:
            continue
        part.role = BlockRole.HEADING
        _mark_summary(run, parts[number + 1 + len(run) : number + 2 + len(run)])


def _tells(part: Part) -> bool:
    """Whether a part is a paragraph of the text: two lines or more that end as a sentence does."""
    return part.is_free and part.piece.form is Form.TEXT and part.size > _PROSE and part.plain.rstrip("\"”'*_ ").endswith(".")


_PROSE = 100  # code points of a paragraph that is no label


def _mark_summary(run: Sequence[Part], after: Sequence[Part]) -> None:
    first = run[0].piece.form
    leading = 1
    while first is Form.ITEM and leading < len(run) and run[leading].piece.form is Form.ITEM:
        leading += 1
    for part in run[:leading]:
        part.role = BlockRole.SUMMARY
    outside = bool(after) and after[0].role in {BlockRole.NAVIGATION, BlockRole.METADATA, BlockRole.TITLE}
    if outside and 1 <= len(run) - leading <= 2:
        for part in run[leading:]:
            part.role = BlockRole.STANDFIRST


def _ends_boilerplate(part: Part, level: int) -> bool:
    if part.role is BlockRole.HEADING:
        return not match_part("boilerplate-heading", part.plain) or 0 < part.level < level
    return part.role in {BlockRole.LISTING_TITLE, BlockRole.SIGNATURE, BlockRole.MAIL_HEADER} or bool(part.piece.number)


def mark_boilerplate(parts: Sequence[Part], instrument: bool) -> None:
    """Sections that every release of a publisher carries: about the company, contacts, warnings about forecasts."""
    if instrument:
        return
    number = 1
    while number < len(parts):
        part = parts[number]
        number += 1
        if part.role not in {None, BlockRole.HEADING} or part.size > 120 or not match_part("boilerplate-heading", part.plain):
            continue
        part.role, level = BlockRole.BOILERPLATE, part.level
        while number < len(parts) and not _ends_boilerplate(parts[number], level):
            if parts[number].role in {None, BlockRole.HEADING}:
                parts[number].role = BlockRole.BOILERPLATE
            number += 1


def mark_metadata(parts: Sequence[Part]) -> None:
    """What stands below a heading such as "Metadata": short lines and tables, up to the first prose."""
    number = 0
    while number < len(parts):
        part = parts[number]
        number += 1
        if part.role not in {None, BlockRole.HEADING, BlockRole.METADATA} or not match_part("metadata-heading", part.plain):
            continue
        part.role = BlockRole.METADATA
        while number < len(parts) and parts[number].size <= 160 and not _END_OF_SENTENCE.search(parts[number].plain):
            if parts[number].role in {None, BlockRole.HEADING}:
                parts[number].role = BlockRole.METADATA
            number += 1


def _ends_signatures(part: Part) -> bool:
    if part.role not in {None, BlockRole.HEADING}:
        return part.role not in {BlockRole.METADATA, BlockRole.SIGNATURE}
    if part.piece.number and part.size > 60:
        return True
    if match_part("opener-of-signatures", part.plain):
        return False
    opens = any(match_part(kind, part.plain) for kind in ("section-of-text", "clause-opening", "salutation"))
    return opens or part.size > 260  # a letter may be copied below the one that answers it


def _is_name_line(part: Part) -> bool:
    """A short line such as the name of a party above a signature."""
    if part.role not in {None, BlockRole.HEADING} or part.piece.number or not part.plain or part.size > 160:
        return False
    if part.piece.form is Form.ROW:
        return not any(c.isdigit() for c in part.plain)
    return part.size <= 80 and not part.plain.endswith(":") and (part.plain.isupper() or len(part.plain.split()) <= 5)


def _mark_signature(parts: Sequence[Part], number: int) -> int:
    """Mark the signatures that open at a part, with the names above it; return the number of the part after them."""
    above = number - 1
    while (
        above > number - 3 and above > 0 and match_part("opener-of-signatures", parts[number].plain) and _is_name_line(parts[above])
    ):
        parts[above].role = BlockRole.SIGNATURE
        above -= 1
    parts[number].role = BlockRole.SIGNATURE
    number += 1
    while number < len(parts) and not _ends_signatures(parts[number]):
        if parts[number].role in {None, BlockRole.HEADING}:
            parts[number].role = BlockRole.SIGNATURE
        number += 1
    return number


def _opens_signatures(part: Part, closing: bool) -> bool:
    if part.role not in {None, BlockRole.HEADING} or part.piece.number:
        return False
    return bool(match_part("opener-of-signatures", part.plain) or (closing and match_part("closing", part.plain)))


def mark_signatures(parts: Sequence[Part], letter: bool, instrument: bool) -> None:
    """The end of a contract, report or letter: witness clause, names, offices and days of signing."""
    number = len(parts) // 3
    while number < len(parts):
        opens = number > 0 and _opens_signatures(parts[number], letter or not instrument)
        number = _mark_signature(parts, number) if opens else number + 1
    for part in reversed(parts if instrument else ()):
        if part.is_free and part.piece.form is Form.ROW and _is_name_line(part):
            part.role = BlockRole.SIGNATURE
        elif part.role not in {BlockRole.METADATA, BlockRole.SIGNATURE, BlockRole.BOILERPLATE}:
            break
