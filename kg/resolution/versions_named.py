"""The version of an agreement that a passage names: by its day, by its paper, or as the agreement that was changed.

"Under the October 2020 letter we take 32 tonnes", "since May 2021 the fee has been 9", "by the revised lease": told of the first
contract, the figure would be held against what that says, and a change would be called a contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from kg.files import load_toml
from kg.records import Agreement, DateBounds, TermContent

__all__ = ["version_named"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BEFORE = 160  # code points of a sentence before the words of a statement


def version_named(
    text: str, span: tuple[int, int], contents: Sequence[TermContent], versions: Mapping[str, Agreement], *, papers: bool
) -> str:
    """Return the one of some versions of an agreement that a passage names; empty: none, or more than one.

    Args:
        text: of the document.
        span: of the passage.
        contents: what the passage tells; the days of its rules name no version.
        versions: by id, those made before the document.
        papers: whether "the letter", "the revised lease" means the latest of several.
    """
    words = _sentence(text, span)
    ends, starts = ({d.year for b in bounds for d in (b.earliest, b.latest) if d} for bounds in _days(contents))
    for match in _pattern("version-named-by-day").finditer(words):
        year = int(match["year"])
        month = match["month"][:3].lower() if match["month"] else ""
        if year in ends or (year in starts and match["since"] is None):
            continue
        found = [v for v, a in versions.items() if _made_in(a.made, year, month)]
        if len(found) == 1:
            return found[0]
        if found or match["since"] is None:
            continue
        stop = date(year, _MONTHS.index(month) + 1 if month in _MONTHS else 12, 28)
        before = sorted((a.made.latest, v) for v, a in versions.items() if a.made.latest and a.made.latest <= stop)
        if before:
            return before[-1][1]
    if papers and _pattern("version-named-by-paper").search(words):
        changed = sorted((a.made.latest or date.min, v) for v, a in versions.items() if a.kind not in _FIRST)
        return changed[-1][1] if changed else ""
    return ""


def _days(contents: Sequence[TermContent]) -> tuple[list[DateBounds], list[DateBounds]]:
    """The last days of some contents, and the first."""
    return [c.end for c in contents], [c.start for c in contents]


_FIRST = frozenset({"definitive", "master", "framework", "partnership"})


def _made_in(made: DateBounds, year: int, month: str) -> bool:
    """Whether an agreement was certainly made in a year, and in a month of it where one is told and the month is known."""
    if made.earliest is None or made.latest is None or not made.earliest.year == made.latest.year == year:
        return False
    return not month or made.earliest.month != made.latest.month or _MONTHS[made.latest.month - 1] == month


def _sentence(text: str, span: tuple[int, int]) -> str:
    """The words of a passage, with those of its sentence before it."""
    before = text[max(0, span[0] - _BEFORE) : span[0]]
    stop = max(before.rfind(sign) for sign in (". ", ".\n", "? ", "?\n", "\n\n", "! ", "; ", ": "))
    return " ".join((before[stop + 1 :] + text[span[0] : span[1]]).split())


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(str(load_toml("phrases")[name]["pattern"]), re.IGNORECASE)
