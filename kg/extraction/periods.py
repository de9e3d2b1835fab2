"""When something holds: the first and the last day that a clause tells, as bounds.

The rules for partial dates are `design/ontology/SEMANTICS.md` (e): through a month or year includes the whole of it; until one
leaves two readings; an event is no day. Lengths of time follow the conventions of reading of the gold format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from kg.dates import FoundDate
from kg.extraction.lengths import read_length
from kg.extraction.numerals import table, words_of
from kg.extraction.points import NOT_TOLD, Anchors, Span, find_points, listed
from kg.extraction.relative_dates import may_hold_relative
from kg.extraction.spans import find_phrase, key_words, read_event, read_roles
from kg.extraction.values import Amount, find_amounts
from kg.records import DateBounds

__all__ = ["Anchors", "Period", "may_define", "read_definitions_of_dates", "read_period", "without_past_end"]


@dataclass(frozen=True, slots=True)
class Period:
    """What a text says of the time in which something holds.

    `start` and `end`: bounds of the first and the last day; empty: not told. `event`: the words of what ends it, where no day does.
    `former`: the last day that a text tells as no longer valid (would otherwise expire on …). `deadline`: the last day by which
    something is to be done. `hedge`: words such as "for the
    foreseeable future". `length`: the length of time that `end` was counted with, or that could not be counted. `words`: the spans
    of the text that were read.
    """

    start: DateBounds = NOT_TOLD
    end: DateBounds = NOT_TOLD
    event: str = ""
    former: DateBounds = NOT_TOLD
    deadline: DateBounds = NOT_TOLD
    hedge: str = ""
    length: Amount | None = None
    words: tuple[tuple[int, int], ...] = ()


def read_period(
    text: str, *, anchors: Anchors, dates: Sequence[FoundDate] | None = None, amounts: Sequence[Amount] | None = None
) -> Period:
    """Return when something holds, as a clean clause tells it.

    Args:
        text: one clause or sentence; behind its first twenty thousand code points nothing is read.
        anchors: the days that the text leans on.
        dates: the dates of the text, where the caller has them.
        amounts: its amounts, where the caller has them.

    >>> period = read_period("From 1 July 2028 it runs until June 2035.", anchors=Anchors())
    >>> str(period.start.earliest), str(period.end.earliest), str(period.end.latest)
    ('2028-07-01', '2035-05-31', '2035-06-30')
    """
    text = text[:_LONGEST]
    if _hints().isdisjoint(words_of(text)) and not _FIGURES.search(text) and not may_hold_relative(text):
        return Period()
    amounts = find_amounts(text, dates=dates) if amounts is None else amounts
    points = find_points(text, anchors, amounts, dates)
    told = read_roles(text, points, amounts)
    start = next((one for one in told if one.role == "start"), None)
    lengths = [one for amount in amounts if (one := read_length(text, amount, points, start, anchors))]
    ends = [one for one in told if one.role == "end"] + [one for one in lengths if one.role == "end"]
    end = next((one for one in ends if one.now), next((one for one in ends if one.bounds), None))
    other = {one.role: one for one in reversed(told) if one.role in {"former", "deadline"}}
    event = None if end else read_event(text, points) or next((one for one in lengths if one.role == "event"), None)
    used = [one for one in (start, end, event, *other.values()) if one]
    return Period(
        start=start.bounds if start else DateBounds(),
        end=end.bounds if end else DateBounds(),
        event=text[event.start : event.end] if event else "",
        former=other["former"].bounds if "former" in other else DateBounds(),
        deadline=max((one.bounds for one in told if one.role == "deadline" and one.bounds.latest), key=_last, default=DateBounds()),
        hedge=find_phrase(text, "hedges"),
        length=next((one.length for one in lengths), None),
        words=tuple(sorted({(one.start, one.end) for one in used})),
    )


def _last(bounds: DateBounds) -> date:
    """The last day of some bounds."""
    return bounds.latest or date.min


def without_past_end(period: Period, made: DateBounds, text: str) -> Period:
    """Return a period without an end before the agreement was made that no word calls an end: the fines for 2020 end nothing.

    Where the words do say that something ends then, they are taken as they stand: the graph shows that its days do not fit.
    """
    over = period.end.latest and made.earliest and period.end.latest < made.earliest and not period.start
    return replace(period, end=NOT_TOLD) if over and _ending().isdisjoint(text.lower().split()) else period


@cache
def _ending() -> frozenset[str]:
    return key_words("end-verbs", "end-leads")


_LONGEST = 20_000
_FIGURES = re.compile(r"\d{4}|/\d\d\b")


@cache
def _hints() -> frozenset[str]:
    """Words without which, and without a year, a text says nothing of time."""
    lists = ("until-events", "hedges", "renewal", "end-verbs", "made", "today", "time-words")
    return key_words(*lists) | frozenset(table("durations"))


# ------------------------------------------------------------------ definitions
@cache
def _definition() -> re.Pattern[str]:
    name = r"[\"'](?:the )?(?P<%s>[A-Z][\w-]*(?: (?:of |the )?[A-Z][\w-]*){0,5})[\"']"
    lead = r"(?:(?:each|together|collectively|herein\w+|hereafter|such \w+|being|as|referred to)[,\w ]{0,40})?(?:the |an? |our )?"
    means = (
        r"(?:(?:shall |will )?(?:mean|means|refer to|refers to|be|is|has the meaning|(?P<runs>begin|commence|run|start|last)s?)\b)"
    )
    return re.compile(rf"{name % 'means'},? {means}(?P<meaning>[^;]{{0,400}})|\({lead}{name % 'behind'}")


@cache
def _heading() -> re.Pattern[str]:
    name = r"(?:The )?(?P<name>(?:[A-Z][\w-]* ){1,3}(?:Date|Day|Period|Term)|Term)"
    return re.compile(rf"{name}(?: ?[:|–-]| is| shall be| will be)(?P<meaning> [^;]{{1,300}})")


_HEADED = ("Date", "Day", "Period", "Term")


def may_define(text: str) -> bool:
    """Return whether a clause of a clean sentence can define a name for a day or a stretch of time: a cheap test.

    >>> may_define('"Start Date" means 6 May 2031.'), may_define("Acme's fee is due")
    (True, False)
    """
    quoted = ('"' in text or "'" in text) and _definition().search(text)
    return bool(quoted) or (any(word in text for word in _HEADED) and _heading().search(text) is not None)


def read_definitions_of_dates(text: str, *, anchors: Anchors) -> dict[str, Span]:
    """Return the names that a clean sentence defines for days and stretches of time, with the bounds of first and last day.

    A name for one day has the same bounds twice. Names are in lower case, without an article; what cannot be resolved is left out.

    >>> found = read_definitions_of_dates('"Start Date" means 6 May 2031.', anchors=Anchors())
    >>> {name: str(first.earliest) for name, (first, last) in found.items()}
    {'start date': '2031-05-06'}
    """
    found: dict[str, Span] = {}
    text = text[:_LONGEST]
    for match in _definition().finditer(text):
        name = " ".join((match["means"] or match["behind"]).lower().split())
        known = replace(anchors, defined={**anchors.defined, **found})
        if name.split()[-1] in listed("term-names"):
            meaning = match["meaning"] if not match["runs"] else ""
            span = _stretch(f"for{meaning}" if meaning else text, known)
        elif match["means"]:
            span = _day(match["meaning"], known, last=False)
        else:
            span = _day(text[: match.start()], known, last=True) if _is_day(name) else None
        if span:
            found.setdefault(name, span)
    if not found and (heading := _heading().match(text)):
        name = heading["name"].lower()
        span = (
            _stretch(text, anchors) if name.split()[-1] in listed("term-names") else _day(heading["meaning"], anchors, last=False)
        )
        found |= {name: span} if span else {}
    return found


def _is_day(name: str) -> bool:
    """Whether a defined name is one for a day by its last word."""
    return name.rsplit(maxsplit=1)[-1] in listed("day-names")


def _stretch(text: str, anchors: Anchors) -> Span | None:
    """The first and the last day of the stretch of time that a definition tells."""
    period = read_period(text, anchors=anchors)
    return (period.start, period.end) if period.start or period.end else None


def _day(text: str, anchors: Anchors, *, last: bool) -> Span | None:
    """The day that a definition tells: the first point of what the name means, or the last before a name in brackets."""
    points = [point for point in find_points(text, anchors, find_amounts(text)) if point.bounds]
    if not points:
        return None
    point = points[-1] if last else points[0]
    near = len(text) - point.end < 60 if last else point.start < 120
    return (point.bounds, point.bounds) if near else None
