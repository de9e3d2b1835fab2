"""Numbers that are no amounts: dates, numbered places, list numbers, years, times of day, addresses of mail and web."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from kg.dates import FoundDate, find_dates
from kg.extraction.lexicon import load_toml
from kg.extraction.numerals import alternatives, free_figures, may_hold_number_words, table, words_of
from kg.extraction.quantities import share_of, single_lengths_of
from kg.extraction.units import currency_before, unit_after

__all__ = ["Mask", "dates_of", "may_count", "numbers_place"]


def dates_of(text: str, *, yearless: bool = False) -> list[FoundDate]:
    """Return the dates of a text, on request those without a year too; nothing is searched where no date can stand."""
    months = yearless and not words_of(text).isdisjoint(load_toml("dates")["months"])
    if months or _FIGURES.search(text) or "thousand" in words_of(text):
        return find_dates(text, yearless=months)
    return []


_FIGURES = re.compile(r"[0-9]{4}|[-/][0-9]{2}\b")


class Mask:
    """Where numbers stand in a text that count nothing."""

    def __init__(self, text: str, dates: Iterable[FoundDate]) -> None:
        self._text = text
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted([*((date.start, date.end) for date in dates), *_spans(text)]):
            if self._spans and start <= self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(end, self._spans[-1][1]))
            else:
                self._spans.append((start, end))
        self._starts = [start for start, _ in self._spans]

    def covers(self, place: int) -> bool:
        """Whether the number that begins at a place counts nothing.

        >>> mask = Mask("Section 4.2 names 40 seats", ())
        >>> mask.covers(8), mask.covers(18)
        (True, False)
        """
        at = bisect_right(self._starts, place) - 1
        if at >= 0 and place < self._spans[at][1]:
            return True
        return self._text[place].isdigit() and _is_name(self._text, place)


def numbers_place(text: str, place: int) -> bool:
    """Whether the number at a place counts nothing, told from what stands right beside it: a cheap test that may miss some.

    >>> text = "4. Section 4.2 names 40 seats"
    >>> numbers_place(text, 0), numbers_place(text, 11), numbers_place(text, 21)
    (True, True, False)
    """
    if not text[place].isdigit():
        return False
    end = place - (text[place - 1 : place] == "(")
    end -= text[end - 1 : end] == " "
    start = end
    while start and (text[start - 1].isalpha() or text[start - 1] in ".§"):
        start -= 1
    if start < end and (text[start] == "§" or text[start:end].lower().rstrip(".") in _reference_words()):
        match = _references().match(text, start)
        if match and match.end() > place:
            return True
    return _is_name(text, place)


@lru_cache(maxsize=64)  # the gates and the view of a sentence ask the same
def may_count(text: str) -> bool:
    """Return whether an amount can stand in a text: a cheap test.

    >>> may_count("twenty seats"), may_count("12 seats"), may_count("4.2 No seats under Clause 3"), may_count("no seats")
    (True, True, False, False)
    >>> may_count("on a year's notice")
    True
    """
    if may_hold_number_words(text) or single_lengths_of(text) or share_of(text):
        return True
    figures = free_figures(text)
    if figures and not words_of(text).isdisjoint(table("fractions")):
        return True
    return any(not numbers_place(text, place) for place in figures)


def _is_name(text: str, place: int) -> bool:
    """Whether figures are a year, an hour, a telephone number or the number of a section or of an item."""
    if text[place - 1 : place] == "+" or _clock().match(text, place):
        return True
    match = _YEAR.match(text, place) or _SECTION.match(text, place) or (_ITEM.match(text, place) if _opens(text, place) else None)
    if not match:
        return False
    measured = unit_after(text, match.end()) or _scale().match(text, match.end())
    return not measured and not currency_before(text, place)


_YEAR = re.compile(r"(?:19|20)\d\d(?![\w,.]\d|\w)")
_SECTION = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,4}(?= +[A-Z][a-z])")  # 4.1 Seller
_ITEM = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,4}(?=[.)]? +[\"'(]?[A-Z])")  # 4. Volume


def _opens(text: str, place: int) -> bool:
    """Whether a sentence or a line begins at a place; a bracket may stand before."""
    place -= text[place - 1 : place] == "("
    return place == 0 or text[place - 1] == "\n" or (text[place - 1] == " " and text[place - 2 : place - 1] in set(".;:?!"))


@cache
def _scale() -> re.Pattern[str]:
    return re.compile(rf" ?{alternatives([*table('scales'), *table('scale-signs')])}\b", re.IGNORECASE)


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(rf"\d{{1,2}}(?:[:.]\d\d)? ?{alternatives(table('clock')['words'])}(?!\w)", re.IGNORECASE)


# ------------------------------------------------------------------ what takes in several numbers
_ADDRESS = re.compile(r"https?://\S+|(?<!\S)[^\s@]{1,64}@\S+|\+\d[\d ()-]{6,20}")


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """The spans of references to numbered places, of addresses and of telephone numbers."""
    if "@" in text or "://" in text or "+" in text:
        for match in _ADDRESS.finditer(text):
            yield match.span()
    if "§" in text or not _reference_words().isdisjoint(words_of(text)):
        for match in _references().finditer(text):
            yield match.span()


@cache
def _reference_words() -> frozenset[str]:
    words = (*table("references")["words"], *table("references-capital")["words"])
    return frozenset(word.lower().rstrip(".") for word in words)


@cache
def _references() -> re.Pattern[str]:
    references, capitals = (alternatives(table(name)["words"]) for name in ("references", "references-capital"))
    number = r"\(?\d{1,5}(?:\.\d{1,3}){0,4}[a-zA-Z]?\)?(?:\([a-zA-Z0-9]{1,4}\)){0,4}"
    more = rf"(?:(?:,? (?:and|or|to|through) |, |-|–){number}){{0,40}}"
    return re.compile(rf"(?<!\w)(?:(?i:{references})|{capitals}) ?{number}{more}(?![\d%]|,\d| ?%| per ?cent)")
