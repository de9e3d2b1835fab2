"""What the words around a day or a length of time make of it: the first day, the last day, a deadline.

One file: the forms of words are asked in one order, each only where those before it say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from kg.extraction.lexicon import phrase
from kg.extraction.numerals import alternatives, words_of
from kg.extraction.points import Point, add, listed
from kg.extraction.values import Amount
from kg.records import DateBounds

__all__ = ["Told", "find_phrase", "key_words", "read_event", "read_roles"]

_REACH = 110


@dataclass(frozen=True, slots=True)
class Told:
    """One expression of time and its `role`: start, end, former, deadline, length (not counted), event.

    `now`: marked as the one that holds (now ends on). `including`: a length of time counted from here includes the day itself; else
    both readings are kept. `length`: the amount that a length of time was read from.
    """

    role: str
    bounds: DateBounds
    start: int
    end: int
    now: bool = False
    including: bool = False
    length: Amount | None = None


@cache
def _finder(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){alternatives(list(listed(name)))}(?![\w-])", re.IGNORECASE)


def find_phrase(text: str, name: str) -> str:
    """Return the first phrase of a list of `periods.toml` that stands in a text, or ""."""
    if len(text) > _REACH and key_words(name).isdisjoint(words_of(text)):
        return ""
    match = _finder(name).search(text)
    return match.group() if match else ""


@cache
def key_words(*names: str) -> frozenset[str]:
    """Return the longest word of each phrase of the lists: without any of them no phrase stands in a text."""
    return frozenset(max(re.findall(r"[a-z]+", words), key=len) for name in names for words in listed(name))


# ------------------------------------------------------------------ days
def read_roles(text: str, points: list[Point], amounts: Sequence[Amount] = ()) -> list[Told]:
    """Return what the words around each point make of it; points without a role are left out."""
    behind = {amount.end for amount in amounts if amount.kind == "duration"}
    told: list[Told] = []
    for place, point in enumerate(points):
        found = (
            _joined(text, points, place)
            or _choice(text, point)
            or _cue(text, point, behind)
            or _verb(text, point)
            or _called(text, point)
        )
        if found is None and point.precision in _STRETCHES and text[point.start - 1 : point.start] == "(":
            found = _end("", point, point.start, "through") if text[point.end : point.end + 1] == ")" else None
        if found:
            told.append(found)
            bracketed = found.start == point.start
            if found.role == "end" and point.precision in _YEARS and (bracketed or _STRETCH.match(text, found.start)):
                told.append(Told("start", _first_of(point), found.start, found.end, including=True))
        elif told and told[-1].role == "start" and _LIST.fullmatch(text, told[-1].end, point.start) and len(told) > 1:
            told[-2] = replace(told[-2], bounds=DateBounds(point.bounds.latest, point.bounds.latest), end=point.end)
            told[-1] = replace(told[-1], end=point.end)
    return told


_STRETCH = re.compile(r"(?:during|for|in|over) ", re.IGNORECASE)
_LIST = re.compile(r",? ?(?:and |/)?(?:the )?", re.IGNORECASE)  # for 2025, 2026 and 2027
_YEARS = frozenset({"year", "years", "span", "season"})
_STRETCHES = frozenset({"years", "span"})


def _first_of(point: Point) -> DateBounds:
    """The first day of a whole year; of a season, the bounds of the year in which it begins."""
    first = point.bounds.earliest
    return DateBounds(first, first if point.precision in {"year", "span"} or first is None else first.replace(month=12, day=31))


def _words(name: str) -> str:
    return alternatives(list(listed(name)))


_CLOCK = r"\d{1,2}(?:[:.]\d\d|(?= ?[ap]\.?m\b))(?: ?[ap]\.?m\.?)?"  # an hour before a day: until 02:00 on 31 March


@cache
def _cue_pattern() -> re.Pattern[str]:
    groups = "|".join(rf"(?P<{name}>{_words(name)})" for name in ("start", "after", "through", "deadline", "before", "until"))
    return re.compile(
        rf"(?<![\w-])(?:{groups}|(?P<other>to|for|during|over|in))(?P<gap>(?: (?:{_words('fillers')}|{_CLOCK}),?)*) ?\(?\Z",
        re.IGNORECASE,
    )


def _cue(text: str, point: Point, behind: set[int]) -> Told | None:
    """What a preposition before a point makes of it; `behind`: where lengths of time end, which a following "after" belongs to."""
    low = max(0, point.start - _REACH)
    match = _cue_pattern().search(text[low : point.start])
    if not match:
        return None
    role = next(name for name, words in match.groupdict().items() if words and name != "gap")
    lead, begin = text[low : low + match.start()], low + match.start()
    if role in {"through", "until", "other"}:
        return _until(match, role, lead, point, begin)
    arisen = role == "before" and (point.precision in {"made", "today"} or phrase("arisen").search(lead))
    if arisen or point.precision == "period-end" or (role == "after" and begin - 1 in behind):
        return None
    if role in {"before", "deadline"}:
        if role == "before" and (
            phrase("denied-before").search(lead) or (len(lead.split()) < 3 and phrase("denied-behind").match(text, point.end))
        ):
            first = _shifted(point.bounds.earliest, -1)
            return Told("end", DateBounds(first, first), begin, point.end)
        return Told("deadline", point.bounds, begin, point.end)
    return _from(match, role, lead, point, begin)


def _until(match: re.Match[str], role: str, lead: str, point: Point, begin: int) -> Told | None:
    """A last day after through, until and the like."""
    gap = match["gap"].lower()
    if role == "other":
        return _other(match["other"].lower(), lead, point, begin)
    if point.precision == "made":
        return None
    if role == "until" and phrase("not-begun").search(lead):
        return Told("start", point.bounds, begin, point.end, including=True)
    kind = "through" if "includ" in gap else "excluding" if "exclud" in gap else role
    told = _end(lead, point, begin, kind)
    return replace(told, bounds=DateBounds(told.bounds.earliest, None)) if gap.endswith(" at least") else told


def _other(word: str, lead: str, point: Point, begin: int) -> Told | None:
    """A last day after to (runs to 2031), or after for before a whole year or season (for 2026, for the rest of the term)."""
    if word == "to" and point.precision not in {"made", "today", "defined"}:
        before = lead.lower().split()[-1:]
        moved = before and before[0] in listed("to-skips") and not _END_MOVED.search(lead)
        return None if moved else _end(lead, point, begin, "through")
    if point.precision == "period-end" and word != "over":
        return _end(lead, point, begin, "through")
    wide = {"during": _STRETCHES, "over": _STRETCHES, "in": {"span"}, "for": _YEARS}
    stretch = point.precision in wide.get(word, ())
    return _end(lead, point, begin, "through") if stretch else None


_END_MOVED = re.compile(
    r"\b(?:end|end date|expiry|expiration|last day|term)\b[^.;]* (?:brought|deferred|moved|postponed) ?\Z", re.IGNORECASE
)


def _from(match: re.Match[str], role: str, lead: str, point: Point, begin: int) -> Told | None:
    """A first day after from, as of, after and the like; after a verb of ending it is the last one."""
    if role == "after":
        last = _shifted(point.bounds.latest, 1)
        return Told("start", DateBounds(last, last), begin, point.end, including=True)
    if ended := _ending().search(lead):
        return None if ended["may"] else _end(lead, point, begin, "from" if "from" in match["start"].lower() else "on")
    including = re.search(_words("start-including"), lead[-14:] + match.group(), re.IGNORECASE)
    return Told("start", point.bounds, begin, point.end, including=bool(including))


@cache
def _ending() -> re.Pattern[str]:
    """Words that say that something is ended, or (`may`) that somebody may end it."""
    may = rf"(?P<may>(?-i:{_words('may')}) (?:[\w'()-]+ ){{0,4}})?"
    return re.compile(rf"(?<![\w-]){may}(?<![\w-]){_words('termination')}(?: [\w'()-]+){{0,8}} ?\Z", re.IGNORECASE)


def _shifted(day: date | None, days: int) -> date | None:
    return add(day, days, "day")


_END_OF = (
    r"(?:the )?(?:new )?end(?: of (?:the|its|our|their|your|this) (?!(?:day|month|quarter|season|week|year)\b)[a-z]+)?(?=,| is )"
)


@cache
def _verb_pattern() -> re.Pattern[str]:
    near = rf"(?: (?:now|then|automatically|also|only))?(?: {_words('fillers')})* ?"
    stops = alternatives(["and", "or", "but", "unless"])
    far = rf"(?: (?!{stops} )[\w'()-]+){{1,6}}? (?:on|in|at|upon|as of|from|with)(?: the)? "
    label = r"(?: [\w'()-]+){0,5}?[\"']?(?: ?(?:[:|–-]|\.{3,}) ?|, | (?:is|be|on|of|in|at|means|shall mean) |(?<=\w) )(?:the )?"
    verbs = rf"(?:(?P<begin>{_words('begin-verbs')})|(?P<end>{_words('end-verbs')}))(?:{near}|{far})"
    return re.compile(rf"(?<![\w-])(?:{verbs}|(?P<noun>{_words('end-nouns')}|{_END_OF}){label})\Z", re.IGNORECASE)


def _verb(text: str, point: Point) -> Told | None:
    """What a verb or a label before a point makes of it: expires on, commencing, Expiry."""
    low = max(0, point.start - _REACH)
    match = _verb_pattern().search(text[low : point.start])
    if not match or point.precision == "period-end":
        return None
    lead, begin = text[low : low + match.start()], low + match.start()
    if match["begin"]:
        ended = _ending().search(lead)
        told = Told("start", point.bounds, begin, point.end, including=True)
        return told if not ended else None if ended["may"] else _end(lead, point, begin, "on")
    may = re.search(rf"(?<![\w-]){_words('may')} (?:\w+ ){{0,4}}\Z", lead)
    return None if may or point.precision in {"made", "today"} else _end(lead + (match["end"] or ""), point, begin, "on")


def _called(text: str, point: Point) -> Told | None:
    """A last day of which the words behind it say so: "31 May 2031 is still the last day", "on 31 May 2031 it ends"."""
    if point.precision in {"made", "today"}:
        return None
    lead = text[max(0, point.start - _REACH) : point.start]
    if phrase("called-the-last").match(text, point.end) is None and not (
        _ON.search(lead) and phrase("ends-then").match(text, point.end)
    ):
        return None
    return _end(lead, point, point.start, "on")


_ON = re.compile(r"(?:\A|[.;:,] )[Oo]n (?:the )?\Z")


_EXACT = frozenset({"day", "end", "start", "either-day", "defined", "period-end", "made", "today"})
_WHOLE = frozenset({"month", "quarter", "half", "year", "span"})  # a season may end on any of its days


def _end(lead: str, point: Point, begin: int, kind: str) -> Told:
    """The last day that a point makes, after SEMANTICS (e); former where the words before say that it no longer holds."""
    former = find_phrase(" ".join(lead.rpartition(", ")[2].split()[-6:]), "former")
    now = "" if former else find_phrase(" ".join(lead.split()[-3:]), "now")
    first, last = point.bounds.earliest, point.bounds.latest
    if kind == "excluding":
        first = last = _shifted(first, -1)
    elif kind == "from" or (kind == "until" and point.precision not in _EXACT):
        first = _shifted(first, -1)
    elif kind == "through" and point.precision in _WHOLE:
        first = last
    elif kind == "through" and point.precision == "years" and last is not None:
        first = date(last.year, 1, 1)  # a season ends on some day of its last year
    return Told("former" if former else "end", DateBounds(first, last), begin, point.end, now=bool(now))


_LINK = re.compile(
    r" ?(?:(?P<plain>to|-|–|—)|(?P<between>and)|through to|through|thru|until|till)(?P<including> and including)?"
    r"(?: the)?(?: end of)? ?\Z",
    re.IGNORECASE,
)


def _joined(text: str, points: list[Point], place: int) -> Told | None:
    """What from X to Y makes of its two points: a stretch of time, or a change of date after a verb of change."""
    point = points[place]
    for first, second in ((place, place + 1), (place - 1, place)):
        if first < 0 or second >= len(points) or not (link := _LINK.match(text[points[first].end : points[second].start])):
            continue
        lead = text[max(0, points[first].start - _REACH) : points[first].start]
        if link["between"] and not _BETWEEN.search(lead):
            continue
        if not (link["plain"] or link["between"]) and (second == place or _verb(text, point)):
            continue
        changed = re.search(rf"\bfrom(?: {_words('fillers')})* ?\Z", lead, re.IGNORECASE) and find_phrase(lead, "change-verbs")
        if first == place:
            return Told("former" if changed else "start", point.bounds, point.start, point.end, including=True)
        whole = link["including"] or link["plain"] or point.precision in _STRETCHES
        return _end("now" if changed else "", point, point.start, "through" if whole else "until")
    return None


_BETWEEN = re.compile(r"\bbetween(?: the)? \Z", re.IGNORECASE)


def _choice(text: str, point: Point) -> Told | None:
    """A last day among several: the earlier of X and an event is at most X, the later of them at least X."""
    lead = text[max(0, point.start - 160) : point.start]
    match = _choices().search(lead)
    if not match:
        return None
    early = match["which"].lower() in {"earlier", "earliest", "sooner", "soonest", "first"}
    bounds = DateBounds(None, point.bounds.latest) if early else DateBounds(point.bounds.earliest, None)
    return Told("end", bounds, point.start - len(lead) + match.start(), point.end)


@cache
def _choices() -> re.Pattern[str]:
    cue = rf"(?:until|till|through|{_words('end-verbs')}(?: [\w']+){{0,4}} (?:on|upon|at))"
    which = r"(?P<which>earlier|earliest|sooner|soonest|first|later|latest|last)"
    return re.compile(rf"(?<![\w-]){cue} the {which}(?: to occur)?(?: of|:)[^.;\"]{{0,110}}\Z", re.IGNORECASE)


# ------------------------------------------------------------------ events
@cache
def _event_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives(list(listed('until-events')))}) (?P<event>[^.;,()]{{3,160}})", re.IGNORECASE)


def read_event(text: str, points: list[Point]) -> Told | None:
    """Return the event that ends something where no day does: until further notice, until the plant is built."""
    if key_words("until-events").isdisjoint(words_of(text)):
        return None
    for match in _event_pattern().finditer(text):
        if any(match.start("event") <= point.start < match.end("event") and point.bounds for point in points):
            continue
        if match["event"][0].isdigit():
            continue
        words = re.split(r" (?:unless|but|and shall|and will|whereupon|provided|subject)\b", match["event"])[0].rstrip()
        if len(words) > 2:
            return Told("event", DateBounds(), match.start("event"), match.start("event") + len(words))
    return None
