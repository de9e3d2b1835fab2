"""When an agreement was made, from words that count from the day of the document: "today", "last June", "late on Tuesday"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from kg.dates import find_dates
from kg.extraction.lexicon import load_toml, phrase
from kg.records import DateBounds, Document

__all__ = ["only_date", "relative_bounds", "sitting_day"]


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@cache
def _relative() -> re.Pattern[str]:
    words = load_toml("dates")
    months = "|".join(sorted((m for m in words["months"] if m != "example"), key=len, reverse=True))
    seasons = "|".join(sorted(s for s in words["seasons"] if s != "example"))
    counts = "|".join(sorted(w for w in words["counts"] if w != "example"))
    weekdays = "|".join(_WEEKDAYS)
    return re.compile(
        rf"""\b(?:(?P<today>today(?!['’]s)|hereby|this\s+(?:morning|afternoon|evening)(?!['’]s))
        |(?P<yesterday>(?:yesterday|last\s+night)(?!['’]s))
        |(?:late\s+|early\s+)?(?P<lead>on|last|this)\s+(?P<weekday>{weekdays})\b(?!,?\s+\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{months})\b)
        |(?P<which>last|this|in|earlier\s+this|back\s+in|of|on|dated)\s+(?:late\s+|early\s+|mid-|(?P<named>{weekdays}),?\s+(?=\d))?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{months})\b(?!\s+\d|,?\s+(?:19|20)\d\d)
        |on\s+(?P<american>{months})\s+(?P<number>\d{{1,2}})\b(?!,?\s+(?:19|20)\d\d|\s*[-–/:.]\s*\d)
        |(?P<that>last|this|earlier\s+this)\s+(?:(?P<season>{seasons})|(?P<span>week|month|year|quarter))\b
        |(?P<count>\d{{1,2}}|{counts}|a|an)\s+(?P<unit>day|week|month|year)s?\s+ago\b)""",
        re.IGNORECASE | re.VERBOSE,
    )


def relative_bounds(text: str, published: DateBounds) -> tuple[DateBounds, str]:
    """Return the days that the first such words of a text can mean, and the words; no bounds where the document has no date.

    >>> relative_bounds("signed a memorandum last June", DateBounds(date(2022, 2, 1), date(2022, 2, 1)))[1]
    'last June'
    """
    if published.latest is None:
        return DateBounds(), ""
    for match in _relative().finditer(text):
        if _ENDS.search(text[max(0, match.start() - 40) : match.start()]):
            continue
        bounds = _read(match, published)
        if bounds:
            return bounds, match.group()
    return DateBounds(), ""


_ENDS = re.compile(  # before a day on which something ends or begins, which is not made then
    r"\b(?:as|due\s+to\s+\w+|end(?:s|ed|ing)?|expir(?:e[sd]?|ing)|laps(?:e[sd]?|ing)|r[au]n(?:s|ning)?\s+out|terminat\w+|through|till|until)"
    r"(?:\s+(?:at\s+the\s+end\s+of|early|late|in|on))?\s+$",
    re.IGNORECASE,
)


def _read(match: re.Match[str], published: DateBounds) -> DateBounds:
    day = published.latest or date.max
    if match["today"]:
        return published
    if match["yesterday"]:
        return _back(published, 1)
    if match["weekday"]:
        back = (day.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
        return _back(published, back or 7 if match["lead"].lower() == "last" else back)
    return _read_part(match, day)


def _read_part(match: re.Match[str], day: date) -> DateBounds:
    """The days of a month, a season, a week or a year that words such as "last" place before a day."""
    if match["american"]:
        return _month(day, int(load_toml("dates")["months"][match["american"].lower()]), int(match["number"]), last=False)
    if match["month"]:
        month = int(load_toml("dates")["months"][match["month"].lower()])
        if match["which"].lower() in {"of", "on", "dated"} and not match["day"]:
            return DateBounds()
        return _month(day, month, int(match["day"] or 0), last=match["which"].lower() == "last" and not match["named"])
    if match["season"]:
        return _season(day, match["season"].lower(), last=match["that"].lower() == "last")
    if match["span"]:
        return _span(day, match["span"].lower(), last=match["that"].lower() == "last")
    return _ago(day, match["count"].lower(), match["unit"].lower())


def _back(published: DateBounds, days: int) -> DateBounds:
    step = timedelta(days=days)
    return DateBounds(
        published.earliest - step if published.earliest else None, published.latest - step if published.latest else None
    )


def _month(day: date, month: int, number: int, *, last: bool) -> DateBounds:
    """The latest such month that does not lie after the document; "last June" said in June is that of the year before."""
    year = day.year if month < day.month or (month == day.month and not last) else day.year - 1
    if number:
        return (
            DateBounds(date(year, month, number), date(year, month, number))
            if number <= monthrange(year, month)[1]
            else DateBounds()
        )
    return DateBounds(date(year, month, 1), min(day, date(year, month, monthrange(year, month)[1])))


def _season(day: date, season: str, *, last: bool) -> DateBounds:
    first, count = load_toml("dates")["seasons"][season]
    for year in (day.year, day.year - 1, day.year - 2):
        start = date(year, first, 1)
        end_month, end_year = (first + count - 2) % 12 + 1, year + (first + count - 2) // 12
        end = date(end_year, end_month, monthrange(end_year, end_month)[1])
        if start <= day and (end < day or not last):
            return DateBounds(start, min(end, day))
    return DateBounds()


def _span(day: date, span: str, *, last: bool) -> DateBounds:
    if span == "week":
        start = day - timedelta(days=day.weekday() + (7 if last else 0))
        return DateBounds(start, min(day, start + timedelta(days=6)))
    if span == "year":
        return DateBounds(date(day.year - last, 1, 1), date(day.year - 1, 12, 31) if last else day)
    size = 3 if span == "quarter" else 1
    month = (day.month - 1) // size * size + 1 - (size if last else 0)
    year, month = (day.year, month) if month > 0 else (day.year - 1, month + 12)
    end = date(year, month + size - 1, monthrange(year, month + size - 1)[1])
    return DateBounds(date(year, month, 1), min(end, day))


def _ago(day: date, count: str, unit: str) -> DateBounds:
    number = 1 if count in {"a", "an"} else int(count) if count.isdigit() else int(load_toml("dates")["counts"][count])
    if unit == "year":
        return DateBounds(date(day.year - number, 1, 1), date(day.year - number, 12, 31))
    if unit == "month":
        index = day.year * 12 + day.month - 1 - number
        year, month = divmod(index, 12)
        return DateBounds(date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1]))
    there = day - timedelta(days=number * (7 if unit == "week" else 1))
    return DateBounds(there, there + timedelta(days=6)) if unit == "week" else DateBounds(there, there)


def sitting_day(document: Document) -> DateBounds:
    """Return the day of the meeting that a text gives the minutes of, or an extract from them; no bounds where it gives none."""
    head = document.text[:_HEAD]
    for found in find_dates(head):
        line = head[: found.start].rpartition("\n")[2] or head[: found.start].rstrip().rpartition("\n")[2]
        if found.precision == "day" and phrase("sitting-day", file="agreements").search(line):
            return found.bounds
    return DateBounds()


_HEAD = 700  # code points of a text in which it says what it is


def only_date(text: str) -> DateBounds:
    """Return the bounds of a text that is nothing but a date of one day, such as the date line of a letter."""
    found = find_dates(text)
    if len(found) == 1 and found[0].precision == "day" and len(text.strip(" ,.")) <= found[0].end - found[0].start + 14:
        return found[0].bounds
    return DateBounds()
