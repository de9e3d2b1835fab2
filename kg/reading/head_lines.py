"""The day of publication in the lines that head a document, where no stamp, dateline or byline told it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache

from kg.dates import FoundDate, find_dates
from kg.reading.page import head_words, match_part
from kg.reading.parts import Part
from kg.records import BlockRole, DateBounds

__all__ = ["day_filed", "day_of_head", "day_told", "in_order", "is_filed", "of_another", "until_signed"]

_TOP = 10  # parts of a document in which its head stands
_LINE = 200  # code points of a line of a head
_WORDS = 18  # words of a line that is no sentence
_SIGNING = timedelta(days=120)  # in which a letter is countersigned
_NO_HEAD = frozenset({BlockRole.MAIL_HEADER, BlockRole.LIST_ITEM, BlockRole.QUOTED_REPLY, BlockRole.LISTING_TEXT})
_CLOSE = re.compile(r"[\s,|·•*_()\[\]–—-]*(?:\(?[^()\n]{0,4}\d{1,2}[:.]\d\d[^()\n]{0,20}\)?)?[\s.*_)\]]*")
_SET_OFF = re.compile(
    r"(?:[—–|·•]\s*|\s/\s+|\s{3,}|\t)(?:[A-Z][a-z]{2,8}day,?\s+)?\Z"
)  # before a day that stands by itself within a line
_SET_OFF_BEHIND = re.compile(r"\s*[—–|·•]|\s+/\s|\s{3,}|\t")
_AT_PLACE = (
    re.compile(  # a place before the day, at the head of a line or of a field: "| Oslo, 3 May 2012, 07:30 CET | for use at once"
        r"(?:^|[—–|·•]\s*|\s/\s+)[*_(]*[A-Z][\w .'’&-]{1,40},\s+(?:[A-Z][a-z]{2,8}day,?\s+)?\Z"
    )
)
_AT_PLACE_BEHIND = re.compile(r"[*_)]*(?:,?\s*\d{1,2}[:.]\d\d[^|·•—–\n]{0,16})?[*_)]*\s*[|·•—–]")
_IN_ITALICS = re.compile(
    r"(?P<mark>[*_]{1,3})(?:[A-Z][^.;:*_]{2,90},\s+)?(?:[A-Z][a-z]{2,8}day,?\s+)?\Z"
)  # who writes, before the day, if anything
_IN_ITALICS_BEHIND = re.compile(r"\.(?:\s|[*_])|\s+[—–-]\s|,?\s+\d{1,2}[:.]\d\d\b")
_OPEN = re.compile(r"\A[\s*_(\[]*(?:[A-Z][a-z]{2,8}day,?\s+)?\Z")
_WRITER_BEHIND = re.compile(r",\s+(?:by|from)\s+[A-Z]")  # who wrote, behind the day: "Acme blog, 3 May 2012, by Jo Doe"
_WRITTEN_AT = re.compile(r"\A[\s*_(]*[A-Z][^.;:]{2,90},\s+(?:[A-Z][a-z]{2,8}day,?\s+)?\Z")
_TIME_BEHIND = re.compile(r"(?:,\s*|\s{2,})(?:at\s+)?\d{1,2}[:.]\d\d\b")
_HEADINGS = (  # what stands before a day that heads a line, and what behind it
    (_SET_OFF, _SET_OFF_BEHIND),
    (_SET_OFF, _TIME_BEHIND),
    (_AT_PLACE, _AT_PLACE_BEHIND),
    (_OPEN, _TIME_BEHIND),
    (_WRITTEN_AT, _WRITER_BEHIND),
)


@cache
def _told() -> re.Pattern[str]:
    """What says right before a day that it is that of publication: "filed", "placed on the site on"."""
    words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in head_words("told"))
    return re.compile(
        rf"\b(?:{words})(?:\s+(?:by|in|at|with)\s+[^.;]{{2,60}}?)?(?:\s+the\s+(?:following|next|same)\s+\w+)?(?:\s+on)?[:,]?\s*(?:(?-i:[A-Z])\w+,?\s+)?\Z",
        re.IGNORECASE,
    )


def of_another(before: str) -> bool:
    """Whether the words before a day say that it is that of something else: "agreement of", "period ended"."""
    return bool(_of_another().search(before))


def is_filed(before: str) -> bool:
    """Whether the words of a sentence before a day say that it is that of filing or of laying open: "Put on our pages on"."""
    return bool(_filed().match(_last_sentence(before)))


def _last_sentence(before: str) -> str:
    return re.split(r"(?<=[a-z0-9)])\.[*_]*\s+[*_(]*(?=[A-Z])", before)[-1]


@cache
def _of_another() -> re.Pattern[str]:
    """What says right before a day that it is that of something else: "agreement of", "period ended"."""
    words = "|".join(map(re.escape, head_words("others")))
    return re.compile(rf"\b(?:{words})\s+(?:the\s+)?\Z", re.IGNORECASE)


def _lines(text: str, parts: Sequence[Part]) -> Iterator[str]:
    for part in parts[:_TOP]:
        prose = part.size > 80 and text[: part.piece.end].rstrip().endswith(".")
        if part.role in {None, BlockRole.PARAGRAPH} and (part.size > 2 * _LINE or prose):
            return
        kept = part.role is BlockRole.METADATA and part.plain and match_part("capture-stamp", part.plain)
        if part.role not in _NO_HEAD and not kept:
            yield from (line for line in text[part.piece.start : part.piece.end].splitlines()[:3] if len(line) <= _LINE)


def _days(line: str) -> list[FoundDate]:
    return [found for found in find_dates(line) if found.precision == "day"]


def day_told(text: str, parts: Sequence[Part]) -> tuple[DateBounds, str] | None:
    """Return the day of publication, filing or release by a line of the head, or by one at the foot, as of the last change."""
    for line in _lines(text, parts):
        for found in find_dates(line):
            if found.precision in {"day", "either-day"} and _told().search(line[: found.start]):
                return in_order(text, line[found.start : found.end], found.bounds), line.strip()
    for line in text[-800:].splitlines()[-4:]:
        for found in _days(line):
            if _changed().search(line[: found.start]) or (_told().match(line[: found.start].strip(" *_(["))):
                return found.bounds, line.strip()
    return None


_FOOT = 4  # lines at the end of a document that can say when it was filed
_FILED_BEHIND = re.compile(
    r"[^A-Za-z]{0,24}(?:(?:no|nr|p|pp|page|paper|file|folio|ref|item|entry|document|series)\b[^.;]{0,24}[^A-Za-z]{0,8})?\Z",
    re.IGNORECASE,
)


def day_filed(text: str) -> tuple[DateBounds, str] | None:
    """Return the day on which a line at the foot says that the paper was filed, printed or laid open, with that line."""
    lines = [line.strip() for line in text[-1000:].splitlines() if line.strip()][-_FOOT:]
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        wrapped = number > 0 and line[:1].islower()
        whole = f"{lines[number - 1]} {line}" if wrapped else line
        for found in reversed(_days(whole)):
            if _says_filed(whole[: found.start]) and _FILED_BEHIND.match(whole, found.end):
                return found.bounds, whole
    return None


def _says_filed(before: str) -> bool:
    """Whether the words of a line before a day say that the paper was filed then, and not that the day is one of something else."""
    return is_filed(before) and not _not_filed().search(_last_sentence(before)) and not of_another(_ON.sub("", before))


_ON = re.compile(r"\b(?:from|of|on)\s+(?:the\s+)?\Z")  # what may stand between what is filed and the day: "made public from"


@cache
def _not_filed() -> re.Pattern[str]:
    """What says that a line tells no filing though it has a word for one: "will be released", "company registered"."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, head_words('not-filed')))})\b", re.IGNORECASE)


@cache
def _filed() -> re.Pattern[str]:
    """What stands before the day in a line that says when a paper was filed: "Copy lodged with the registry, "."""
    words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in head_words("filed"))
    return re.compile(rf"(?=[\W_]*\S)(?:[^.;\n]*?\b)?(?:{words})\b(?:(?!\d\d\d\d)[^;\n])*\Z", re.IGNORECASE)


@cache
def _changed() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, head_words('changed')))})(?:\s+on)?[:,]?\s*\Z", re.IGNORECASE)


_MONTH_FIRST = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d\b")


def in_order(text: str, figures: str, bounds: DateBounds) -> DateBounds:
    """Return the day that figures mean which can be read either way, where the text writes its other dates month first."""
    match = re.match(r"(\d{1,2})/(\d{1,2})/", figures)
    if match is None or bounds.earliest == bounds.latest or not _MONTH_FIRST.search(text):
        return bounds
    day = next((day for day in (bounds.earliest, bounds.latest) if day and day.month == int(match[1])), None)
    return DateBounds(day, day) if day else bounds


def day_of_head(text: str, parts: Sequence[Part], *, letter: bool, instrument: bool) -> tuple[DateBounds, str] | None:
    """Return the one day that opens or closes a line of the head that is no sentence, with the line.

    Args:
        text: the captured text.
        parts: its parts.
        letter: the text is a letter, so that the last day on which it was countersigned is the latest.
        instrument: the text is a contract, which a gazette or a register may head, while other days are its own.
    """
    for line in _lines(text, parts):
        days = _days(line) if letter or not instrument or _serial().search(line) else []
        if len(days) == 1 and _heads(line, days[0]):
            bounds = days[0].bounds
            return (until_signed(text, bounds) if letter else bounds), line.strip()
    return None


def _heads(line: str, found: FoundDate) -> bool:
    """Whether a line with a day is a heading: short, the day at one of its ends, and the day of nothing else."""
    before, after = line[: found.start], line[found.end :]
    if _of_sitting().search(before) and (not after.strip(" *_)") or after.lstrip()[:1] in {".", ",", ";", ")", "("}):
        return True
    if any(lead.search(before) and tail.match(after) for lead, tail in _HEADINGS):
        return True
    if (signed := _IN_ITALICS.fullmatch(before)) and line.rstrip().endswith(signed["mark"]) and _IN_ITALICS_BEHIND.match(after):
        return True
    if len(re.findall(r"\w+", line)) > _WORDS or of_another(before) or re.search(r"[a-z]{4,}\.\s+[A-Z][a-z]", line):
        return False
    release = any(word in after.casefold() for word in head_words("release"))
    return bool(_CLOSE.fullmatch(after)) or release or bool(_OPEN.search(before) and re.match(r"\s*(?:[-–—|·]|$)", after))


@cache
def _of_sitting() -> re.Pattern[str]:
    """What says right before a day that the words of a text were spoken on it: "webcast of", "meeting held on"."""
    words = "|".join(map(re.escape, head_words("sittings")))
    return re.compile(rf"\b(?:{words})(?:,| of| on| held on| held)\s+(?:(?-i:[A-Z])\w+,?\s+)?\Z", re.IGNORECASE)


@cache
def _serial() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, head_words('serials')))})\b", re.IGNORECASE)


def until_signed(text: str, bounds: DateBounds) -> DateBounds:
    """Return the bounds up to the last day that stands at the end of one of the last lines."""
    latest = bounds.latest
    for line in text[-1500:].splitlines()[-12:]:
        for found in _days(line):
            day = found.bounds.latest
            if (
                latest
                and bounds.earliest
                and day
                and latest < day <= bounds.earliest + _SIGNING
                and _CLOSE.fullmatch(line, found.end)
            ):
                latest = day
    return DateBounds(bounds.earliest, latest)
