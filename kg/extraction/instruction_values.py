"""What the old and the new words of an amendment instruction are worth, where they are a figure or a day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.dates import find_dates
from kg.extraction.instruction_signs import part_pattern
from kg.extraction.numerals import Numeral, find_numerals, numeral_at
from kg.extraction.quantities import Quantity, quantity_of
from kg.extraction.values import find_amounts
from kg.records import DateBounds, Figure

__all__ = ["changed_days", "changed_figures", "places_of_value", "values_like", "with_quoted_values"]

_MONEY, _SHARE, _TIME = "money", "percent", "duration"


def changed_figures(old: str, new: str) -> tuple[Figure, ...]:
    """Return the figures that old and new words are; none where one of them is no figure.

    >>> [(str(f.low), f.unit) for f in changed_figures("EUR 4.5", "EUR 4.8")], changed_figures("grades 5 to 10", "all grades")
    ([('4.5', 'EUR'), ('4.8', 'EUR')], ())
    """
    both = (_figure(old), _figure(new))
    return (both[0], both[1]) if both[0] is not None and both[1] is not None else ()


def changed_days(old: str, new: str) -> tuple[DateBounds, ...]:
    """Return the days that old and new words are; none where one of them is no day."""
    both = (_day(old), _day(new))
    return (both[0], both[1]) if both[0] and both[1] else ()


def _figure(words: str) -> Figure | None:
    number = numeral_at(words, 0)
    if number is not None and number.end == len(words):
        return Figure(number.value, number.value, "")
    amounts = find_amounts(words)
    if len(amounts) != 1 or amounts[0].start or amounts[0].end != len(words):
        return None
    return Figure(amounts[0].low, amounts[0].high, amounts[0].unit)


def _day(words: str) -> DateBounds:
    dates = find_dates(words)
    return dates[0].bounds if len(dates) == 1 and not dates[0].start and dates[0].end == len(words) else DateBounds()


# ------------------------------------------------------------------ where a value stands in a text
def places_of_value(text: str, words: str) -> list[tuple[int, int]]:
    """Return where a figure or day stands in a text, written as it may be.

    >>> text = "pays six per cent (6%) until 2 May 2031"
    >>> [text[a:b] for a, b in [*places_of_value(text, "6%"), *places_of_value(text, "May 2, 2031")]]
    ['six per cent (6%)', '2 May 2031']
    """
    if day := _day(words):
        return [(found.start, found.end) for found in find_dates(text) if found.bounds == day]
    figure = _figure(words)
    if figure is None:
        return []
    alike = (q for _, q in _figures_in(text) if q.value in (figure.low, figure.high) and q.unit == figure.unit)
    return [(q.start, q.end) for q in alike]


def values_like(text: str, words: str) -> list[str]:
    """Return the figures, or days, of a text that are of the kind of some words: what else could these take the place of."""
    if _day(words):
        return [text[found.start : found.end] for found in find_dates(text) if found.precision == "day"]
    figure = _figure(words)
    if figure is None:
        return []
    return [text[q.start : q.end] for _, q in _figures_in(text) if q.unit == figure.unit or not figure.unit]


def _figures_in(text: str) -> Iterator[tuple[Numeral, Quantity]]:
    """Yield the figures of a text, bare and with their units; numbers of parts and figures of days are none."""
    taken = [(found.start, found.end) for found in find_dates(text)]
    taken += [match.span() for match in re.finditer(part_pattern(), text, re.IGNORECASE)]
    last = 0
    for numeral in find_numerals(text):
        if numeral.start >= last and all(numeral.end <= a or b <= numeral.start for a, b in taken):
            quantity = quantity_of(text, numeral, last)
            last = quantity.end
            yield numeral, quantity


# ------------------------------------------------------------------ instructions without quotation marks
def with_quoted_values(text: str) -> str:
    """Return a sentence that quotes nothing with its figures and days in quotation marks.

    >>> with_quoted_values("In clause 3.1 the figure of 450 becomes 520, and 2 May 2031 becomes 2 May 2036.")
    'In clause 3.1 the figure of "450" becomes "520", and "2 May 2031" becomes "2 May 2036".'
    """
    spans = [(found.start, found.end) for found in find_dates(text)]
    for numeral, quantity in _figures_in(text):
        told = quantity if quantity.kind in {_MONEY, _SHARE, _TIME} else numeral
        spans.append((told.start, told.end))
    for start, end in sorted(set(spans), reverse=True):
        text = f'{text[:start]}"{text[start:end]}"{text[end:]}'
    return text
