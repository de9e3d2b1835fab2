"""What a whole document says of the figures and days in it: the scale of its sums, and the day on which it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extraction.numerals import table
from kg.extraction.points import NOT_TOLD
from kg.extraction.values import Amount
from kg.records import DateBounds

__all__ = ["NO_GIVENS", "Givens", "scale_of"]

_CURRENCY = r"(?:[A-Z]{2,3}|US ?\$|[$€£])"
_SUMS = r"(?i:amounts|dollars|euros?|figures|pounds|sums)"
_TOLD = rf"(?:are )?(?:stated |expressed |shown |given )?in (?:{_CURRENCY} ?)?"
_SCALE = re.compile(
    rf"\((?:[\w .]{{1,40}},? )?(?:(?:all |the )?{_SUMS} )?{_TOLD}(?P<noted>millions?|thousands?)\b[^()]{{0,80}}\)"
    rf"|\b{_SUMS} (?:herein |below |here )?{_TOLD}(?P<said>millions?|thousands?)\b"
    rf"|{_CURRENCY} ?(?P<short>million|thousand|mn|m),? unless (?:stated )?otherwise"
)
_SCALED = re.compile(r"illion|thousand|hundred|\d ?(?:bn|k|m|mn|MM|tn)\b|\d[,. ']\d{3}[,. ']\d{3}", re.IGNORECASE)
_LARGEST = 100_000  # a bare sum from here on is written out in full


def scale_of(text: str) -> int:
    """Return by how much the bare sums of a document are to be multiplied: a note says that they are in millions.

    >>> scale_of("(in millions, except prices)"), scale_of("Figures are in EUR thousand."), scale_of("It has millions of readers.")
    (1000000, 1000, 1)
    """
    match = _SCALE.search(text)
    if match is None:
        return 1
    word = (match["noted"] or match["said"] or match["short"]).lower().removesuffix("s")
    return int(next(known[word] for name in ("scales", "scale-signs", "scale-letters") if word in (known := table(name))))


@dataclass(frozen=True, slots=True)
class Givens:
    """What a document says of all its sentences.

    `written`: the day from which "next March" is told, empty in a contract; `scale`: what its bare sums are multiplied by.
    """

    written: DateBounds = NOT_TOLD
    scale: int = 1

    def scaled(self, amounts: Iterable[Amount]) -> tuple[Amount, ...]:
        """Return amounts with bare sums multiplied; prices for one of something are told in full everywhere."""
        return tuple(self._scaled(one) for one in amounts) if self.scale > 1 else tuple(amounts)

    def _scaled(self, one: Amount) -> Amount:
        value = max(one.low or Decimal(0), one.high or Decimal(0))
        if one.kind != "money" or one.per not in {"", "year"} or value >= _LARGEST or _SCALED.search(one.words):
            return one
        low, high = (None if bound is None else bound * self.scale for bound in (one.low, one.high))
        return replace(one, low=low, high=high)


NO_GIVENS = Givens()
