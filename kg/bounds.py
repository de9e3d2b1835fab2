"""Arithmetic of the days on which something can have been made (`SEMANTICS.md` (e)); a missing bound is open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from kg.records import DateBounds

__all__ = ["intersect", "is_day", "meets", "months", "near", "position", "within_month", "years"]

_MONTH: Final = 31  # days of the longest bounds that tell a month


def meets(a: DateBounds, b: DateBounds) -> bool:
    """Return whether some day can lie in both.

    >>> meets(DateBounds(date(2020, 1, 1), None), DateBounds(None, date(2019, 12, 31)))
    False
    """
    return not (a.earliest and b.latest and b.latest < a.earliest) and not (b.earliest and a.latest and a.latest < b.earliest)


def intersect(a: DateBounds, b: DateBounds) -> DateBounds:
    """Return the days that lie in both; `a` where none does."""
    if not meets(a, b):
        return a
    earliest = max((x for x in (a.earliest, b.earliest) if x), default=None)
    latest = min((x for x in (a.latest, b.latest) if x), default=None)
    return DateBounds(earliest, latest)


def is_day(bounds: DateBounds) -> bool:
    """Return whether the bounds name one day."""
    return bounds.earliest is not None and bounds.earliest == bounds.latest


def within_month(bounds: DateBounds) -> bool:
    """Return whether the bounds tell a day or a month."""
    return bounds.earliest is not None and bounds.latest is not None and (bounds.latest - bounds.earliest).days < _MONTH


def months(bounds: DateBounds) -> frozenset[tuple[int, int]]:
    """Return year and number of the months in which bounds that tell a day or a month lie; none where they tell neither.

    Two such bounds that meet have a month in common.

    >>> sorted(months(DateBounds(date(2020, 12, 20), date(2021, 1, 3))))
    [(2020, 12), (2021, 1)]
    """
    days = (bounds.earliest, bounds.latest) if within_month(bounds) else ()
    return frozenset((day.year, day.month) for day in days if day is not None)


def years(bounds: DateBounds) -> frozenset[int]:
    """Return the one year in which bounds lie; none where they tell no end or lie in several.

    >>> years(DateBounds(date(2020, 2, 1), date(2020, 12, 31))), years(DateBounds(None, date(2021, 1, 3)))
    (frozenset({2020}), frozenset())
    """
    one = bounds.earliest and bounds.latest and bounds.earliest.year == bounds.latest.year
    return frozenset({bounds.earliest.year}) if one and bounds.earliest else frozenset()


def near(a: DateBounds, b: DateBounds, days: int) -> bool:
    """Return whether two bounds meet once each is widened by some days."""
    return meets(_widened(a, days), b)


def _widened(bounds: DateBounds, days: int) -> DateBounds:
    step = timedelta(days=days)
    earliest = bounds.earliest - step if bounds.earliest and bounds.earliest > date.min + step else None
    return DateBounds(earliest, bounds.latest + step if bounds.latest and bounds.latest < date.max - step else bounds.latest)


def position(bounds: DateBounds) -> int | None:
    """Return a day number in the middle of the bounds, for ordering what is not ordered for certain; nothing without bounds."""
    days = [d.toordinal() for d in (bounds.earliest, bounds.latest) if d]
    return sum(days) // len(days) if days else None
