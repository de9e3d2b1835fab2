"""Days that a text points to: dates, defined names, the day of signature, anniversaries, and lengths of time after any of them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache

from kg.dates import FoundDate
from kg.extraction.masks import dates_of
from kg.extraction.numerals import alternatives, table, words_of
from kg.extraction.relative_dates import find_relative
from kg.extraction.units import words_before
from kg.extraction.values import Amount
from kg.records import DateBounds

__all__ = ["NOT_TOLD", "Anchors", "Point", "Span", "add", "find_points", "is_day", "last_days", "listed"]

NOT_TOLD = DateBounds()
Span = tuple[DateBounds, DateBounds]


@dataclass(frozen=True, slots=True)
class Anchors:
    """The days that a text leans on.

    `made`: when the agreement was made; `published`: when the text appeared; `effective`: when the agreement takes effect, where it
    is known; `written`: the day from which "next March" is told, empty in a contract; `defined`: names that the document defines,
    in lower case without an article, with their first and last day (a name for one day has it twice; empty bounds: not told).
    """

    made: DateBounds = NOT_TOLD
    published: DateBounds = NOT_TOLD
    effective: DateBounds = NOT_TOLD
    written: DateBounds = NOT_TOLD
    defined: Mapping[str, Span] = field(default_factory=dict)

    def start(self) -> DateBounds:
        """The day that a length of time without a start is counted from: of effect, else of the agreement, else of the text."""
        effective = next(
            (self.defined[name][0] for name in ("effective date", "commencement date") if name in self.defined), self.effective
        )
        return _narrow(effective, self.made, self.published)

    def told(self) -> DateBounds:
        """The day that "the next five years" is counted from: of the agreement, else of the text."""
        return _narrow(self.made, self.published)


def _narrow(*bounds: DateBounds) -> DateBounds:
    """The first bounds that lie within a month, else the first bounds at all."""
    for one in bounds:
        if one.earliest and one.latest and (one.latest - one.earliest).days <= 31:
            return one
    return next((one for one in bounds if one), DateBounds())


@dataclass(frozen=True, slots=True)
class Point:
    """A day in a text; `precision` as in `FoundDate`, or `defined`, `made`, `today`, `computed`, `period-end`."""

    start: int
    end: int
    bounds: DateBounds
    precision: str


@cache
def listed(name: str) -> tuple[str, ...]:
    """Return the words of a table of `periods.toml`."""
    return tuple(table(name, "periods")["words"])


# ------------------------------------------------------------------ arithmetic
def add(day: date | None, number: int, unit: str) -> date | None:
    """Return the same day `number` units later, at most the last day of its month; `None` where the calendar ends.

    >>> str(add(date(2024, 2, 29), 1, "year")), str(add(date(2025, 1, 31), 1, "month")), str(add(date(2025, 1, 31), 2, "week"))
    ('2025-02-28', '2025-02-28', '2025-02-14')
    """
    if day is None or unit not in {"day", "week", "month", "year"}:
        return None
    try:
        if unit in {"day", "week"}:
            return day + timedelta(days=number * (7 if unit == "week" else 1))
        months = day.year * 12 + day.month - 1 + number * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def last_days(day: date | None, number: int, unit: str) -> tuple[date | None, date | None]:
    """Return the last day of a length of time when its first day counts, and when it does not.

    >>> [str(last) for last in last_days(date(2018, 10, 28), 5, "year")]
    ['2023-10-27', '2023-10-28']
    >>> [str(last) for last in last_days(date(2024, 2, 29), 1, "year")]
    ['2025-02-28', '2025-02-28']
    """
    same = add(day, number, unit)
    if same is None or day is None:
        return None, None
    cut = unit in {"month", "year"} and same.day < day.day
    return (same if cut or number == 0 else same - timedelta(days=1)), same


# ------------------------------------------------------------------ points
def find_points(
    text: str, anchors: Anchors, amounts: Sequence[Amount] = (), dates: Sequence[FoundDate] | None = None
) -> list[Point]:
    """Return the days that a clean text points to, in order, without overlap; a longer expression wins over its parts.

    >>> points = find_points("on the third anniversary of 1 May 2020", Anchors())
    >>> [(str(point.bounds.earliest), point.precision) for point in points]
    [('2023-05-01', 'computed')]
    """
    found = [Point(one.start, one.end, one.bounds, one.precision) for one in (dates_of(text) if dates is None else dates)]
    if dates is None:
        found += [Point(one.start, one.end, one.bounds, one.precision) for one in find_relative(text, anchors.written)]
    found += [point for point in _named(text, anchors) if not any(point.start < one.end and one.start < point.end for one in found)]
    found.sort(key=lambda point: point.start)
    computed = [point for one in found for point in _computed(text, one, amounts)]
    return sorted(
        computed + [one for one in found if not any(two.start <= one.start and one.end <= two.end for two in computed)],
        key=lambda point: point.start,
    )


def _named(text: str, anchors: Anchors) -> list[Point]:
    """Defined names, and phrases for the day of the agreement and of the text."""
    found: list[Point] = []
    if _name_words(tuple(anchors.defined)).isdisjoint(words_of(text)):
        return found
    for match in _names(tuple(anchors.defined)).finditer(text):
        if match["defined"] and match["defined"].islower():
            continue
        point = _meaning(match, anchors)
        if point and (not found or found[-1].end <= point.start):
            found.append(point)
    return found


@lru_cache(maxsize=256)
def _name_words(defined: tuple[str, ...]) -> frozenset[str]:
    """Words of which one stands in every name or phrase."""
    phrases = (*defined, "date", "term", *listed("made"), *listed("today"))
    return frozenset(word for phrase in phrases for word in re.findall(r"[a-z]+", phrase)[-1:]) | {"hereof", "above"}


@lru_cache(maxsize=256)
def _names(defined: tuple[str, ...]) -> re.Pattern[str]:
    days = [name for name in (*defined, "effective date", "commencement date") if name.split()[-1] not in listed("term-names")]
    terms = [name for name in (*defined, "term") if name.split()[-1] in listed("term-names")]
    rest = rf"(?P<rest>(?:{alternatives(list(listed('rest')))}) of (?:the |its |this |such )?(?P<term>{alternatives(terms)}))"
    made, paper, today = (alternatives(list(listed(name))) for name in ("made", "made-nouns", "today"))
    made = rf"{made}|date of (?:this|the) (?:[A-Za-z]+ ){{0,3}}{paper}"
    every = rf"(?P<defined>{alternatives(days)})|{rest}|(?P<made>{made})|(?P<today>{today})"
    return re.compile(rf"(?<![\w-])(?:{every})(?![\w-])", re.IGNORECASE)


def _meaning(match: re.Match[str], anchors: Anchors) -> Point | None:
    if match["defined"]:
        name = " ".join(match["defined"].lower().split())
        bounds = anchors.defined[name][0] if name in anchors.defined else anchors.start()
        return Point(*match.span(), bounds, "defined")
    if match["rest"]:
        _, end = anchors.defined.get(match["term"].lower(), (DateBounds(), DateBounds()))
        return Point(*match.span(), end, "period-end")
    if match["made"]:
        return Point(*match.span(), _narrow(anchors.made, anchors.effective), "made")
    return Point(*match.span(), anchors.published or anchors.made, "today")


_TO_POINT = r"(?: (?:after|from|following|of|since))(?: and including)?(?: the| its)?(?: date of)? \Z"


@cache
def _anniversary() -> re.Pattern[str]:
    ordinals = alternatives(list(table("ordinals", "periods")))
    return re.compile(
        rf"(?:(?P<word>{ordinals})|(?P<figure>\d{{1,3}})(?:st|nd|rd|th))(?: \(\w{{1,6}}\))? anniversary{_TO_POINT}", re.IGNORECASE
    )


_AFTER = re.compile(_TO_POINT, re.IGNORECASE)


def _computed(text: str, point: Point, amounts: Sequence[Amount]) -> list[Point]:
    """An anniversary of a point, or the day a length of time after it."""
    before = text[max(0, point.start - 80) : point.start]
    if match := _anniversary().search(before):
        known = {**table("ordinals", "periods"), **table("numbers")}
        word = (match["word"] or match["years"] or match["figure"]).lower()
        years = int(known.get(word, word))
        return [_later(point, point.start - len(before) + match.start(), years, "year")]
    for amount in amounts:
        if amount.end < point.start <= amount.end + 60 and _AFTER.match(text[amount.end : point.start]) and is_day(text, amount):
            return [_later(point, amount.start, int(amount.high or 0), amount.unit)]
    return []


def is_day(text: str, amount: Amount) -> bool:
    """Return whether a whole length of time, with what it is counted from, is one day: until five years after it.

    >>> from kg.extraction.values import find_amounts
    >>> text = "expires on the date that is five years after signature"
    >>> [is_day(text, amount) for amount in find_amounts(text)]
    [True]
    """
    if amount.kind != "duration" or amount.low != amount.high or amount.high is None or amount.high != int(amount.high):
        return False
    near = [word.lower() for _, word in words_before(text, amount.start)]
    while near and near[-1] in listed("counted-fillers"):
        near.pop()
    return bool(near) and (near[-1] in {*listed("counted-from"), *listed("end-verbs")} or _ITEM.fullmatch(near[-1]) is not None)


_ITEM = re.compile(r"(?:[a-e]|[ivx]{1,4}|\d)\)")  # the later of (i) five years from X


def _later(point: Point, start: int, number: int, unit: str) -> Point:
    bounds = DateBounds(add(point.bounds.earliest, number, unit), add(point.bounds.latest, number, unit))
    return Point(start, point.end, bounds, "computed")
