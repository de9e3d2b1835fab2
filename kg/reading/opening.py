"""How a document opens: letterhead, label, title, standfirst, byline, and the dateline of its first paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.dates import find_dates
from kg.reading.datelines import AT_END, DAYS, find_dateline, wire_line
from kg.reading.names import legal_forms
from kg.reading.page import head_words, match_part, plain_text
from kg.reading.parts import Part, instrument_title
from kg.reading.pieces import Form
from kg.records import BlockRole

__all__ = ["Opening", "is_letter", "mark_labels", "mark_opening", "split_datelines"]

_TOP = 24  # parts among which a title and a byline are sought


@dataclass(frozen=True, slots=True)
class Opening:
    """What the top of a document told: numbers of parts, -1 where there is none."""

    title: int = -1
    letterhead: int = -1
    letter: bool = False


@lru_cache(maxsize=1)
def _subject_line() -> re.Pattern[str]:
    """The line that says what a letter is about, "Re: the mill lease", which is of two words and more."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, head_words('subject')))})\s*:\s*\S+\s+\S", re.IGNORECASE)


def _opens_letter(part: Part) -> bool:
    return bool(match_part("letter-opening", part.plain) or match_part("salutation", part.plain))


def is_letter(parts: Sequence[Part]) -> bool:
    """Whether a text is a letter: a salutation or an addressee below a date line near the top."""
    top = [part for part in parts[:16] if part.plain]
    opened = [number for number, part in enumerate(top) if len(part.plain) < 140 and _opens_letter(part)]
    dated = [number for number, part in enumerate(top) if len(part.plain) < 100 and find_dateline(part.plain)]
    return bool(opened) and bool(dated)


def _is_byline(part: Part, raw: str) -> bool:
    """A short line that gives author or day: a date alone, with a place, at the end of a line of names, or after "By"."""
    plain = part.plain
    if not plain or len(plain) > 160 or part.piece.form is not Form.TEXT or match_part("instrument-date", plain):
        return False
    if plain.endswith(".") and not set(head_words("telling")).isdisjoint(plain.lower().split()):
        return False  # "The lease ends on 3 May 2020."
    dateline, found = find_dateline(raw), find_dates(plain)
    if dateline and dateline[1] >= len(raw):
        return True
    if (byline := match_part("byline", plain)) and (found or "date" not in byline.re.groupindex):
        return True
    if not found or found[-1].precision not in {*DAYS, "month"}:
        return False
    framed = raw[0] in "*_" or " | " in plain or " · " in plain or part.piece.role is BlockRole.BYLINE
    return framed and bool(AT_END.fullmatch(plain, found[-1].end))


def _is_inner(part: Part) -> bool:
    """Whether a heading is that of a numbered part or a schedule, which no title is."""
    return bool(part.piece.number or match_part("clause-opening", part.plain) or match_part("summary-heading", part.plain))


def _is_company(plain: str) -> bool:
    """Whether a line is the name of a company and nothing else."""
    form = legal_forms().search(plain)
    return form is not None and form.end() >= len(plain) - 1 and len(plain.split()) <= 7


_ADDRESS = re.compile(
    r"(?=[^\d]*\d{1,5}\b)(?:[\w.'’/-]+,? ){1,6}[\w.'’-]+(?:, (?-i:[A-Z])[\w.'’ -]{1,30}){1,3}\W*|\W*P\.? ?O\.? Box \d.*",
    re.IGNORECASE,
)


def _is_letterhead(parts: Sequence[Part], number: int) -> bool:
    """Whether a line at the very top is the name of a house above its address: "ACME BOARD", "Mill Lane 4, Leeds"."""
    below = parts[number + 1].plain if number + 1 < len(parts) else ""
    words = parts[number].plain.split()
    return (
        number < 2
        and 1 < len(words) < 9
        and words[0].casefold() not in _ARTICLES
        and len(below) < 90
        and not find_dates(below)
        and _ADDRESS.fullmatch(below) is not None
    )


_ARTICLES = frozenset({"a", "an", "the", "how", "what", "why", "who"})


def _title_of(parts: Sequence[Part]) -> int:
    """The number of the part that is the title of a text that is no letter, or -1."""
    prose = next((number for number, part in enumerate(parts) if part.is_free and part.size > 200), len(parts))
    top = list(enumerate(parts[: min(_TOP, prose)]))
    marked = [number for number, part in top if part.piece.form is Form.HEADING and part.is_free_or_heading]
    if marked:
        first = min(marked, key=lambda number: (parts[number].piece.level, number))
        further = [number for number in marked if number > first]
        below = parts[first + 1] if first + 1 < len(parts) else None
        stamped = below is not None and below.role is BlockRole.METADATA and match_part("metadata-line", below.plain)
        return further[0] if further and stamped else first
    headings = [number for number, part in top[:14] if part.role is BlockRole.HEADING and not _is_inner(part)]
    named = [number for number in headings if not _is_company(parts[number].plain) and not _is_letterhead(parts, number)]
    headings = named or headings
    dated = next((number for number, part in top[:6] if part.role is BlockRole.BYLINE and not part.piece.apart), -1)
    above = parts[dated - 1] if dated > 1 else None
    if above and not above.piece.apart and above.role in {None, BlockRole.HEADING} and not _is_company(above.plain):
        return dated - 1
    return headings[0] if headings and headings[0] < 8 else -1


def _title_of_letter(parts: Sequence[Part]) -> int:
    """The number of the subject line of a letter: the heading below its date, else the line at the salutation, or -1."""
    dated = next((number for number, part in enumerate(parts[:12]) if part.role is BlockRole.BYLINE), 0)
    greeted = next((n for n, part in enumerate(parts[:24]) if part.plain and match_part("salutation", part.plain)), -1)
    last = greeted + 2 if greeted >= 0 else dated + 12
    for number, part in enumerate(parts[dated + 1 : last], dated + 1):
        if part.role is BlockRole.HEADING:
            return number
    if (
        greeted > dated
        and parts[greeted - 1].is_free
        and parts[greeted - 1].size <= 240
        and len(parts[greeted - 1].plain.split()) > 3
    ):
        return greeted - 1
    return -1


def mark_labels(parts: Sequence[Part]) -> int:
    """Mark labels such as "PRESS RELEASE" near the top; return the number of a letterhead above the first one, or -1."""
    letterhead = -1
    for number, part in enumerate(parts[:10]):
        if part.role in {None, BlockRole.HEADING} and len(part.plain) <= 60 and match_part("label", part.plain):
            if (
                number == 1
                and parts[0].role in {None, BlockRole.HEADING}
                and parts[0].size <= 80
                and parts[0].piece.form is Form.TEXT
            ):
                letterhead = 0
            part.role = BlockRole.METADATA
    return letterhead


def _mark_bylines(text: str, parts: Sequence[Part], instrument: bool, letter: bool) -> None:
    """Mark author and date lines near the top; a letter has one date, a contract none that tells its publication."""
    if instrument:
        return
    prose = 0
    for part in parts[:_TOP]:
        free = part.role in {None, BlockRole.HEADING} and part.piece.role is None
        if free and _is_byline(part, text[part.piece.start : part.piece.end]):
            part.role = BlockRole.BYLINE
            if letter:
                return
        prose += part.is_free and part.size > 160
        if prose > 1:
            return


def _mark_standfirst(text: str, parts: Sequence[Part], title: int) -> None:
    """A sentence or line between the title and the first paragraph, where a byline, a dateline or emphasis shows that it is one."""
    after = parts[title + 1 : title + 6]
    free = [part for part in after if part.role in {None, BlockRole.HEADING} and part.piece.form is Form.TEXT]
    if len(free) < 2 or free[0].size > 300 or free[0].plain.endswith(":"):
        return
    first, following = free[0], free[1]
    raw = text[first.piece.start : first.piece.end]
    emphasised = raw[0] in "*_" and raw[-1] in "*_" and not raw.startswith("**")
    dated = any(part.role is BlockRole.BYLINE for part in parts[: title + 4])
    headed = find_dateline(text[following.piece.start : following.piece.end])
    single = first.role is BlockRole.HEADING or not first.plain.endswith(".")
    shown = headed or (dated and parts[title + 1] is first and first.piece.apart)
    stands = emphasised or (single and first.size < following.size and shown)
    if stands and not match_part("boilerplate-line", first.plain):
        first.role = BlockRole.STANDFIRST


def _find_title(parts: Sequence[Part], instrument: bool, letter: bool) -> int:
    """The number of the title: the one that the page marks, else the one that the kind of document shows."""
    marked = next((number for number, part in enumerate(parts) if part.role is BlockRole.TITLE), -1)
    if marked >= 0:
        return marked
    named = instrument_title(parts) if instrument else -1
    if named >= 0:
        return named
    return _title_of_letter(parts) if letter else _title_of(parts)


def _head_above(parts: Sequence[Part], title: int) -> int:
    """The number of a heading above the title, which then is the name of who publishes, or -1."""
    above = (number for number, part in enumerate(parts[: min(title, 6)]) if part.role is BlockRole.HEADING and part.size <= 80)
    return next(above, -1)


def mark_opening(text: str, parts: Sequence[Part], instrument: bool, letterhead: int) -> Opening:
    """Mark letterhead, title, byline and standfirst of a document; `letterhead` is what its labels showed."""
    letter = not instrument and is_letter(parts)
    _mark_bylines(text, parts, instrument, letter)
    if letter and letterhead < 0:
        letterhead = _mark_letterhead(parts)
    if letterhead >= 0:
        parts[letterhead].role = BlockRole.METADATA
    title = _find_title(parts, instrument, letter)
    if title >= 0:
        if letterhead < 0 and not letter and not instrument:
            letterhead = _head_above(parts, title)
        parts[title].role = BlockRole.TITLE
        if not instrument and not letter:
            _mark_standfirst(text, parts, title)
    return Opening(title, letterhead, letter)


def _mark_letterhead(parts: Sequence[Part]) -> int:
    """What stands above the date of a letter is its head, what stands between date and salutation its address."""
    dated = next((number for number, part in enumerate(parts[:8]) if part.role is BlockRole.BYLINE), -1)
    for part in parts[: max(dated, 0)]:
        if part.role in {None, BlockRole.HEADING} and part.size <= 160 and part.piece.form is not Form.HEADING:
            part.role = BlockRole.METADATA
    for part in parts[dated + 1 : dated + 12] if dated >= 0 else ():
        if part.plain and part.role in {None, BlockRole.HEADING} and _opens_letter(part):
            part.role = BlockRole.HEADING if _subject_line().match(part.plain) else BlockRole.METADATA
    return 0 if dated > 0 and parts[0].role is BlockRole.METADATA else -1


def split_datelines(text: str, parts: Sequence[Part]) -> list[Part]:
    """The parts, with the dateline that opens a paragraph near the top as a byline of its own."""
    result: list[Part] = []
    seen = 0
    for number, part in enumerate(parts):
        raw = text[part.piece.start : min(part.piece.end, part.piece.start + 400)]
        open_ = part.is_free and part.piece.form is Form.TEXT and seen < 3 and number < 2 * _TOP
        dateline = find_dateline(raw) if open_ else None
        size = dateline[1] if dateline else wire_line(raw) if open_ else 0
        if 0 < size < part.size - 20:
            cut = part.piece.start + size
            head = replace(part.piece, end=part.piece.start + len(raw[:size].rstrip()))
            result.append(Part(head, plain_text(raw[:size]), BlockRole.BYLINE))
            part = Part(replace(part.piece, start=cut, apart=False), plain_text(text[cut : part.piece.end]))  # noqa: PLW2901
            seen = 3
        seen += part.is_free and part.size > 160
        result.append(part)
    return result
