"""Lengths of time as last days: for ten years, a five-year lease, two years from 1 May 2020."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from kg.extraction.lexicon import phrase
from kg.extraction.numerals import alternatives
from kg.extraction.points import Anchors, Point, add, is_day, last_days, listed
from kg.extraction.spans import Told, find_phrase
from kg.extraction.units import words_before
from kg.extraction.values import Amount
from kg.records import DateBounds

__all__ = ["read_length"]

_UNITS = frozenset({"day", "week", "month", "year"})


def _words(name: str) -> str:
    return alternatives(list(listed(name)))


def read_length(text: str, amount: Amount, points: Sequence[Point], start: Told | None, anchors: Anchors) -> Told | None:
    """Return what a length of time says of the last day, counted from the start that the text gives, else from the anchors.

    The role is `end`; `length` where there is nothing to count from; `event` where it is counted from an event. `None`: the length
    does not say how long something holds (a notice, a deadline, history).
    """
    if amount.kind != "duration" or amount.unit not in _UNITS or any(one.start <= amount.start < one.end for one in points):
        return None
    if found := _extended(text, amount, anchors):
        return found
    that_day = _that_day().match(text, amount.end)
    if not _holds(text, amount) and not (that_day and is_day(text, amount)) and not _stands_first(text, amount, points):
        return None
    unknown = Told("length", DateBounds(), amount.start, amount.end, length=amount)
    if that_day:
        return _told(start.bounds, amount, start.including) if start else unknown
    base, including = _behind(text, amount, points)
    if base is None:
        words = re.match(r"[^.;,()]{0,120}", text[amount.end :])
        return Told("event", DateBounds(), amount.start, amount.end + (words.end() if words else 0), length=amount)
    if not base and start:
        base, including = start.bounds, start.including or _opens_month(start.bounds)
    if not base:
        base = anchors.told() if _NEXT.search(text[max(0, amount.start - 30) : amount.start]) else anchors.start()
    return _told(base, amount, including) if base else unknown


def _stands_first(text: str, amount: Amount, points: Sequence[Point]) -> bool:
    """Whether a length of months or years opens a text that goes on with the day from which it counts: "Two years, from 1 May"."""
    opens = amount.unit in {"month", "year"} and not text[: amount.start].strip()
    match = phrase("counted-from-here").match(text, amount.end) if opens else None
    return match is not None and any(amount.end < one.start <= match.end() + 4 < one.end for one in points)


def _opens_month(bounds: DateBounds) -> bool:
    """Whether a start is the first day of a month: a year from 1 January ends on 31 December, whoever counts."""
    return bounds.earliest is not None and bounds.earliest == bounds.latest and bounds.earliest.day == 1


_NEXT = re.compile(r"\b(?:next|coming|following)\b[\w ]*\Z", re.IGNORECASE)


def _told(base: DateBounds, amount: Amount, including: bool) -> Told:
    """The last day; both readings of the first day are kept unless it is told to count."""
    first = last = None
    if amount.low:
        first = last_days(base.earliest, *_whole(amount.low, amount.unit))[0]
    if amount.high:
        last = last_days(base.latest, *_whole(amount.high, amount.unit))[0 if including else 1]
    return Told("end", DateBounds(first, last), amount.start, amount.end, length=amount)


def _whole(number: Decimal, unit: str) -> tuple[int, str]:
    """A length in whole units: a year and a half is eighteen months."""
    if unit == "year" and number != int(number):
        return round(number * 12), "month"
    return round(number), unit


@cache
def _that_day() -> re.Pattern[str]:
    return re.compile(rf",? {_words('that-day')}\b", re.IGNORECASE)


@cache
def _extension() -> re.Pattern[str]:
    fillers = _words("duration-fillers")
    return re.compile(rf"\b(?:extend|prolong)\w*(?: [\w']+){{0,8}}? (?:by|for)(?: (?:{fillers}|period))* \Z", re.IGNORECASE)


def _extended(text: str, amount: Amount, anchors: Anchors) -> Told | None:
    """The end of the defined term, later by the length of time that it is extended by."""
    if not _extension().search(text[max(0, amount.start - 120) : amount.start]):
        return None
    ends = [anchors.defined[name][1] for name in ("term", "initial term") if name in anchors.defined]
    if not ends or not amount.low or not amount.high:
        return Told("length", DateBounds(), amount.start, amount.end, length=amount)
    first = add(ends[0].earliest, *_whole(amount.low, amount.unit))
    last = add(ends[0].latest, *_whole(amount.high, amount.unit))
    return Told("end", DateBounds(first, last), amount.start, amount.end, length=amount)


# ------------------------------------------------------------------ whether it says how long something holds
@cache
def _no_stretch() -> re.Pattern[str]:
    return re.compile(rf"'? ?{_words('duration-skips-after')}(?!\w)", re.IGNORECASE)


@cache
def _nouns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A noun behind an adjective (five-year lease), and one that a length is said of (the term is five years)."""
    nouns = _words("duration-nouns")
    return (
        re.compile(rf"[ ,](?: ?[^\s;]{{1,24}} ){{0,5}}?{nouns}\b", re.IGNORECASE),
        re.compile(rf"\b{nouns}\b[^.;]{{0,80}}\Z", re.IGNORECASE),
    )


_LASTING = re.compile(r"\b(?:will|shall|would|should|to|can) last(?: for)? \Z", re.IGNORECASE)
_ADJECTIVE = re.compile(r"-|\b(?:year|month|week|day)\Z", re.IGNORECASE)


def _holds(text: str, amount: Amount) -> bool:
    """Whether a length of time says how long something holds: for ten years, a five-year lease, a term of three years."""
    if _no_stretch().match(text, amount.end):
        return False
    near = [word.lower().strip(",:") for _, word in words_before(text, amount.start, 80)]
    noun = False
    while near and (near[-1] in listed("duration-fillers") or near[-1] in listed("duration-nouns")):
        noun = near.pop() in listed("duration-nouns") or noun
    last = near[-1] if near else ""
    lead = text[max(0, amount.start - 110) : amount.start]
    if _LASTING.search(lead):
        return True
    if last == "after" and find_phrase(" ".join(near[-4:-1]), "end-verbs"):
        return True
    history = not noun and set(near[-4:]) & set(listed("past"))
    if history or last in listed("duration-skips") or find_phrase(lead[-50:], "renewal"):
        return False
    behind, said = _nouns()
    return (
        noun
        or last in listed("duration-cues")
        or (_ADJECTIVE.search(amount.words) is not None and behind.match(text, amount.end, amount.end + 90) is not None)
        or (last in {"", "|", "are", "be", "is", "was"} and said.search(lead) is not None)
    )


# ------------------------------------------------------------------ what it is counted from


def _behind(text: str, amount: Amount, points: Sequence[Point]) -> tuple[DateBounds | None, bool]:
    """The day that the words behind a length of time count it from, and whether it is included; `None`: an event without a day."""
    match = phrase("counted-from-here").match(text, amount.end)
    if not match:
        return DateBounds(), False
    point = next((one for one in points if amount.end < one.start <= match.end() + 4 and one.end > match.end()), None)
    if point and point.bounds:
        return point.bounds, _opens_month(point.bounds) or any(word in match.group().lower() for word in listed("start-including"))
    words = text[match.end() : match.end() + 40].lower()
    own = any(word in words for word in listed("own-start"))
    return (DateBounds() if own and match["cue"].strip().lower() not in {"after", "following"} else None), False
