"""Numbers that are no amounts: dates, numbered places, list numbers, years, times of day, addresses of mail and web."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache

from kg.dates import FoundDate
from kg.extraction.numerals import alternatives, table

__all__ = ["Mask"]


class Mask:
    """Where numbers stand in a text that count nothing."""

    def __init__(self, text: str, dates: Iterable[FoundDate]) -> None:
        spans = [(date.start, date.end) for date in dates]
        spans += [match.span() for pattern in _patterns() for match in pattern.finditer(text)]
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if self._spans and start <= self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(end, self._spans[-1][1]))
            else:
                self._spans.append((start, end))
        self._starts = [start for start, _ in self._spans]

    def covers(self, place: int) -> bool:
        """Whether a place lies in a span.

        >>> mask = Mask("Section 4.2 names 40 seats", ())
        >>> mask.covers(8), mask.covers(18)
        (True, False)
        """
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._spans[at][1]


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    references, capitals = (alternatives(table(name)["words"]) for name in ("references", "references-capital"))
    number = r"\(?\d{1,5}(?:\.\d{1,3}){0,4}[a-zA-Z]?\)?(?:\([a-zA-Z0-9]{1,4}\)){0,4}"
    more = rf"(?:(?:,? (?:and|or|to|through) |, |-|–){number}){{0,40}}"
    names = [*table("durations"), *table("unit-words"), *(word + "s" for word in table("unit-words"))]
    units = alternatives(
        [*(sign for sign in table("unit-signs") if len(sign) > 1), *names, "million", "billion", "%", "per cent", "percent"]
    )
    clock = alternatives(table("clock")["words"])
    return (
        re.compile(rf"(?<!\w)(?:(?i:{references})|{capitals}) ?{number}{more}(?![\d%]|,\d| ?%| per ?cent)"),
        re.compile(r"(?:^|(?<=[.;:?!] )|(?<=\n))\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]?(?= +[\"'(]?[A-Z])"),  # 4. Volume
        re.compile(r"(?<![\w$€£¥])\d{1,3}(?:\.\d{1,3}){1,4}(?= +[A-Z][a-z])"),  # 4.1 Seller
        re.compile(rf"(?<![\w$€£¥.,])(?:19|20)\d\d(?![\w,.]\d|\w| ?{units}(?!\w))"),  # years
        re.compile(rf"\d{{1,2}}(?:[:.]\d\d)? ?(?i:{clock})(?!\w)"),
        re.compile(r"\+\d[\d ()-]{6,20}|https?://\S+|(?<!\S)[^\s@]{1,64}@\S+"),
    )
