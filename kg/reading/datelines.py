"""Datelines: the place and day that open a report or stand alone above it."""

from __future__ import annotations

import re

from kg.dates import FoundDate, find_dates

__all__ = ["AT_END", "DAYS", "find_dateline", "wire_line"]

DAYS = frozenset({"day", "either-day"})
_PLACE = re.compile(
    r"[\s*_(]*(?:(?:[A-Z][\w.'’/-]*|and|&|/|-|–|—|da|de|del|den|der|des|di|do|du|el|la|las|le|los|of|the|am|an|upon|on|van|von|zu)[,.]?\s+)*(?:[A-Z][\w.'’-]*,)?[\s*_(]*"
)
_WEEKDAY = re.compile(r"(?:[A-Z][a-z]{2,8}day,?\s+|[A-Z][a-z]{2},\s+)\Z")
_AFTER_DATELINE = re.compile(
    r"(?:\s*[,(]?\s*\d{1,2}[:.]\d\d[^)\-–—]{0,24}\)?)?[\s*_]*(?:\)|\.(?=[*_]))?[*_]*\s*(?:[(/][^()]{2,40}[)/]\s*)?(?:[-–—]{1,3}|\||:|(?<=\))|(?<=\.\*\*)|(?<=\.\*))\s*|\.\s+(?=[A-Z])"
)
AT_END = re.compile(r"[\s,|·•*_()–—-]*(?:\(?[^()]{0,16}\d{1,2}[:.]\d\d[^()]{0,24}\)?)?[\s.*_)]*")


def find_dateline(raw: str) -> tuple[FoundDate, int] | None:
    """The date of a dateline that opens a text, and where the text itself begins after it (its length: nothing follows).

    >>> found, end = find_dateline("OSLO, October 3, 2018 - Acme signed.")
    >>> str(found.bounds.earliest), end
    ('2018-10-03', 24)
    """
    for found in find_dates(raw[:240], yearless=True)[:1]:
        before = _WEEKDAY.sub("", raw[: found.start])
        if found.precision not in {*DAYS, "month", "days", "yearless"} or len(before) > 90 or not _PLACE.fullmatch(before):
            return None

        if before.strip(" \n*_(") and not before.rstrip(" \n*_").endswith((",", "/", "(", "–", "-", ":")) and "(" not in before:
            return None
        if AT_END.fullmatch(raw, found.end) and len(raw) - found.end < 60:
            return found, len(raw)
        if found.precision in {*DAYS, "yearless"} and (match := _AFTER_DATELINE.match(raw, found.end)) and match.end() > found.end:
            return found, match.end()
    return None


_WIRE = re.compile(r"[A-Z][A-Z .,'’&/]{2,60}\s?[-–—]{1,2}\s?\([^()]{3,40}\)\s?[-–—]{1,2}\s*")


def wire_line(raw: str) -> int:
    """Where the text begins after a dateline without a date ("OSLO--(ACME WIRE)--"); 0: it has none.

    >>> wire_line("OSLO--(ACME WIRE)--Acme signed.")
    19
    """
    match = _WIRE.match(raw)
    return match.end() if match else 0
