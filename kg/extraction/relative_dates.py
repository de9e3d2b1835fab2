"""Days that a text tells from the day on which it was written: next March, the end of this year, on 14 August."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache, lru_cache

from kg.dates import FoundDate, find_dates
from kg.extraction.lexicon import load_toml, phrase
from kg.extraction.numerals import alternatives, table, words_of
from kg.records import DateBounds

__all__ = ["find_relative", "may_hold_relative"]

_LONGEST = 31  # days between the bounds of a day of writing that days are told from


@cache
def _months() -> dict[str, int]:
    """Names of months as written, with their numbers."""
    numbers = load_toml("dates")["months"]
    return {name.capitalize(): int(numbers[name]) for name in table("month-names", "periods")["words"]}


@cache
def _parts() -> dict[str, str]:
    """Words for the start, the middle or the end of a month or year, with which of these they mean."""
    return {
        part.replace("-", " "): which for part, which in load_toml("dates")["parts"].items() if which in {"start", "mid", "end"}
    }


@cache
def _hints() -> frozenset[str]:
    return frozenset(name.lower() for name in _months()) | {"decade", "month", "year"}


def may_hold_relative(text: str) -> bool:
    """Return whether a day told from the day of writing can stand in a text: a cheap test.

    >>> may_hold_relative("It ends next March."), may_hold_relative("It ends in 2031.")
    (True, False)
    """
    return not words_of(text).isdisjoint(_hints())


@cache
def _pattern() -> re.Pattern[str]:
    parts = alternatives(list(_parts()))
    part = rf"(?:the )?(?P<part>(?i:{parts}) of |mid[ -])"
    day = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    which = r"(?i:next|this coming|this|the coming|the current|the following|the same|last)"
    noun = rf"(?P<noun>{alternatives(list(_months()))}\b|years?|months?|decade)"
    return re.compile(
        rf"(?<![\w-])(?:{part}(?:the )?)?(?:(?P<which>{which}) )?(?:(?P<day>{day}) (?:of )?)?{noun}"
        rf"(?: (?P<behind>{day})\b)?(?:,? (?:of )?(?P<year>{which}) year\b)?(?:[ -](?P<over>end)\b)?(?![\w-]|,? (?:of )?\d"
        rf"| ?(?:to|and|through|until|–|-) ?[\w ]{{3,14}},? (?:19|20)\d\d)"
    )


_STEPS = {"next": 1, "the coming": 1, "the following": 1, "last": -1}


@lru_cache(maxsize=64)  # the view of a sentence and its periods ask the same
def find_relative(text: str, told: DateBounds) -> tuple[FoundDate, ...]:
    """Return the days of a clean text that are told from the day on which it was written.

    Args:
        text: clean text.
        told: when the text was written; nothing is found where that is not known within a month.

    >>> day = DateBounds(date(2031, 9, 5), date(2031, 9, 5))
    >>> [str(one.bounds.latest) for one in find_relative("It runs to the end of next year, not to 14 August.", day)]
    ['2032-12-31', '2032-08-14']
    >>> find_relative("Prices rise on 1 April of each year.", day)
    ()
    """
    first, last = told.earliest, told.latest
    if first is None or last is None or (last - first).days > _LONGEST:
        return ()
    if not may_hold_relative(text) or phrase("every-year").search(text):
        return ()
    dated = find_dates(text)
    found = []
    for match in _pattern().finditer(text):
        read = _read(match, text[: match.start()], last)
        if read and not any(one.start < match.end() and match.start() < one.end for one in dated):
            found.append(FoundDate(*match.span(), *read))
    return tuple(found)


def _read(match: re.Match[str], before: str, today: date) -> tuple[DateBounds, str] | None:
    """What one expression means; nothing where its words are those of no day."""
    part, which, year = ((match[name] or "").lower() for name in ("part", "which", "year"))
    part = part.removesuffix(" of ").strip(" -") or ("end" if match["over"] else "")
    noun, day = match["noun"], match["day"] or match["behind"]
    if noun in _months():
        gone = "last" in {which, year} or (not which and not year and phrase("day-gone").search(before) is not None)
        if not (part or which or year or day or phrase("before-month").search(before)):
            return None
        number = today.year + _STEPS.get(year, 0) if year else _year_of(_months()[noun], day, today, which, gone=gone)
        return _in_month(number, _months()[noun], day, part)
    if day or year or noun.endswith("s") or not part:
        return None
    return _in_stretch(noun, today, _STEPS.get(which, 0), part)


def _in_month(year: int, month: int, day: str | None, part: str) -> tuple[DateBounds, str]:
    """A day of a month, or the month or a part of it."""
    last = monthrange(year, month)[1]
    if day:
        place = date(year, month, min(last, int(re.sub(r"\D", "", day))))
        return DateBounds(place, place), "day"
    return _part(date(year, month, 1), date(year, month, last), part, "month")


def _in_stretch(noun: str, today: date, step: int, part: str) -> tuple[DateBounds, str] | None:
    """A part of this month, year or decade, or of the one `step` later; a decade has two last years, as people count."""
    if noun == "decade":
        first = (today.year + 10 * step) // 10 * 10
        return (DateBounds(date(first + 9, 12, 31), date(first + 10, 12, 31)), "end") if part == "end" else None
    if noun == "month":
        year, month = divmod(today.year * 12 + today.month - 1 + step, 12)
        return _in_month(year, month + 1, None, part)
    return _part(date(today.year + step, 1, 1), date(today.year + step, 12, 31), part, "year")


def _year_of(month: int, day: str | None, today: date, which: str, *, gone: bool) -> int:
    """The year of the day or month of that name that comes next, or that was the last one."""
    number = int(re.sub(r"\D", "", day)) if day else today.day
    same = month == today.month and not day
    if which.startswith("this") or (same and not which):
        return today.year
    passed = (month, number) < (today.month, today.day) or (same and which == "next")
    return today.year - (not passed) if gone else today.year + passed


def _part(first: date, last: date, part: str, whole: str) -> tuple[DateBounds, str]:
    """A month or year, or the first or last day of it."""
    which = _parts()[part.replace("-", " ")] if part else whole
    bounds = {"start": DateBounds(first, first), "end": DateBounds(last, last)}.get(which, DateBounds(first, last))
    return bounds, which
