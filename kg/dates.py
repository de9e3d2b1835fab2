"""Dates as words and figures in text: where they stand and which days they can mean.

One compiled grammar over the words of `ontology/lexicon/dates.toml`. Only the neighbourhood of figures that can be a year is
searched, so text without dates costs next to nothing. What a preposition adds ("until 2032", "by March") is not decided here:
the bounds are those of the named span of time. White space inside a date may be no-break, or one line end with indentation;
punctuation may carry a Markdown escape. One file: the grammar and the bounds of its forms belong together.
"""

# Longer than 300 lines: the grammar of a form and the reader of its groups are checked against each other.
from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from kg.alternation import alternation
from kg.expressions import compiled
from kg.files import load_toml
from kg.records import DateBounds

__all__ = ["FoundDate", "find_dates", "may_hold_date"]


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text.

    `start` and `end` are code points of the text, half-open. `precision` says what is named: `day`; `days` (a stretch of days of
    one month); `either-day` (figures that can be read month first or day first; the bounds hold both); `month`; `quarter`;
    `half`; `season`; `year`; `years` (a season over two years, such as 2024/25); `span` (whole years from one to another, such
    as 2024-2028); `fiscal-year`; `early`, `mid`, `late` (a third of a year or month); `start` or `end` (first or last day of a
    stretch; of a season of two years, any of its first or last year); `yearless` (a day of a month without a year: no bounds,
    but `month` and `day`).
    """

    start: int
    end: int
    bounds: DateBounds
    precision: str
    month: int = 0
    day: int = 0


_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")  # months, as gazettes write them
_Reader = Callable[[dict[str, str]], "tuple[DateBounds, str] | None"]
_BEFORE, _AFTER = 140, 60  # code points around a year in which the rest of its date stands
_ANCHOR = re.compile(r"(?:19|20)[0-9]{2}|2100|[0-9]\\?[-/][0-9]{1,2}\\?/[0-9]{2}|-[0-9]{2}\b|[Tt]wo\s{1,9}[Tt]housand")
_GAP = r"(?:[^\S\n]{0,40}\n?[^\S\n]{0,40})"
_SPACE = rf"(?=\s){_GAP}"
_COMMA = rf"(?:{_GAP}\\?[,.]{_GAP}|{_SPACE})"
_DASH = rf"(?:{_GAP}\\?[-–—]{_GAP})"
_LEFT = r"(?<![\w$€£¥])"
_RIGHT = r"(?!\w|[.,/]\d|-\d)"


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, Any]]:
    tables = load_toml("dates")
    return {name: {key: value for key, value in table.items() if key != "example"} for name, table in tables.items()}


def _either(words: list[str]) -> str:
    """An alternation of phrases, longest first, whose spaces and hyphens match any gap."""
    gap = r"(?:[\s-]{1,3})"
    return alternation(words, {" ": gap, "-": gap})


def _plain(words: str) -> str:
    return _GAPS.sub("-", words).lower()


_GAPS = re.compile(r"[\s-]+")
_DIGITS = re.compile(r"\d+")


def _whole_year(year: int, until: int | None = None) -> DateBounds:
    return DateBounds(date(year, 1, 1), date(until or year, 12, 31))


def _months(year: int, first: int, count: int = 1) -> DateBounds:
    """The days of `count` months from month `first`, which may run into the next year."""
    last_year, last = year + (first + count - 2) // 12, (first + count - 2) % 12 + 1
    return DateBounds(date(year, first, 1), date(last_year, last, monthrange(last_year, last)[1]))


def _days(year: int, month: int, day: int, until: int = 0) -> tuple[DateBounds, str] | None:
    try:
        return DateBounds(date(year, month, day), date(year, month, until or day)), "days" if until > day else "day"
    except ValueError:
        return None


def _number(words: str) -> int:
    """The value of figures, of an ordinal, or of a year in words.

    >>> _number("4th"), _number("Twenty First"), _number("two thousand and nineteen")
    (4, 21, 2019)
    """
    plain = _plain(words)
    if figures := _DIGITS.match(plain):
        return int(figures[0])
    if plain in _words()["ordinals"]:
        return int(_words()["ordinals"][plain])
    counts = _words()["counts"]
    head, _, tail = plain.partition("thousand")
    return 1000 * int(counts[head.strip("-")]) + sum(int(counts.get(part, 0)) for part in tail.split("-"))


def _year(figures: str) -> int:
    """A year in two or four figures, or in words.

    >>> _year("26"), _year("98"), _year("2031")
    (2026, 1998, 2031)
    """
    if len(figures) == 2:
        return int(figures) + (2000 if int(figures) < 70 else 1900)
    return _number(figures)


def _month(word: str) -> int:
    return int(word) if word.isdigit() else int(_words()["months"][_plain(word)])


# ------------------------------------------------------------------ what each form means
def _read_day(g: dict[str, str]) -> tuple[DateBounds, str] | None:
    return _days(_year(g["y"]), _month(g["m"]), _number(g["d"]), _number(g["u"]) if g.get("u") else 0)


def _read_roman(g: dict[str, str]) -> tuple[DateBounds, str] | None:
    return _days(_year(g["y"]), 1 + _ROMANS.index(g["m"]), int(g["d"]))


def _read_month(g: dict[str, str]) -> tuple[DateBounds, str] | None:
    return _months(_year(g["y"]), _month(g["m"])), "month"


def _read_slashed(g: dict[str, str]) -> tuple[DateBounds, str] | None:
    """Month and year in figures, which elsewhere number papers: "until 12/2029", not "Regulation 12/2029"."""
    return _read_month(g)


def _read_year(g: dict[str, str]) -> tuple[DateBounds, str] | None:
    return _whole_year(_year(g["y"])), "year"


def _read_years(g: dict[str, str]) -> tuple[DateBounds, str] | None:
    first = _year(g["y"])
    last = int(g["z"]) if len(g["z"]) == 4 else first - first % 100 + int(g["z"])
    whole = len(g["z"]) == 4 and g.get("s") != "/"
    return (_whole_year(first, last), "span" if whole else "years") if first < last else None


def _read_iso_month(g: dict[str, str]) -> tuple[DateBounds, str] | None:
    return _read_month(g) if 1 <= int(g["m"]) <= 12 and int(g["m"]) != _year(g["y"]) % 100 + 1 else _read_years({**g, "z": g["m"]})


def _read_figures(g: dict[str, str]) -> tuple[DateBounds, str] | None:
    """Day and month in figures: both readings where both are days, `either-day` with the bounds over them."""
    year, first, second = _year(g["y"]), int(g["a"]), int(g["b"])
    found = [read for read in (_days(year, first, second), _days(year, second, first)) if read and min(first, second) >= 1]
    if g["s"] == "." and (read := _days(year, second, first) if second <= 12 else None):
        return read
    days = sorted(day for bounds, _ in found if (day := bounds.earliest))
    return (DateBounds(days[0], days[-1]), "day" if days[0] == days[-1] else "either-day") if days else None


def _read_fraction(g: dict[str, str]) -> tuple[DateBounds, str] | None:
    words = _words()["fractions"]
    parts = {"h": 2, "q": 4}.get(g["f"].lower()) or int(words[_plain(g["f"])])
    number = _number(g["n"])
    if not 1 <= number <= parts:
        return None
    size = 12 // parts
    return _months(_year(g["y"]), (number - 1) * size + 1, size), "half" if parts == 2 else "quarter"


def _read_season(g: dict[str, str]) -> tuple[DateBounds, str] | None:
    first, count = _words()["seasons"][_plain(g["n"])]
    year = _year(g["y"])
    bounds = _months(year, first, count)
    if bounds.latest and bounds.latest.year > year and not g.get("z"):
        return DateBounds(date(year, 1, 1), bounds.latest), "season"
    return bounds, "season"


def _read_fiscal(g: dict[str, str]) -> tuple[DateBounds, str] | None:
    year = _year(g["y"])
    return DateBounds(date(year - 1, 1, 1), date(year + 1, 12, 31)), "fiscal-year"


def _read_part(g: dict[str, str]) -> tuple[DateBounds, str] | None:
    """A third, the first or the last day of a year or of a month."""
    year, part = _year(g["y"]), str(_words()["parts"][_plain(g["n"])])
    month = _month(g["m"]) if g.get("m") else 0
    whole = _months(year, month) if month else _whole_year(year)
    if whole.earliest is None or whole.latest is None:
        return None
    if part in {"start", "end"}:
        day = whole.earliest if part == "start" else whole.latest
        return DateBounds(day, day), part
    third = ("early", "mid", "late").index(part)
    if not month:
        return _months(year, 4 * third + 1, 4), part
    return DateBounds(date(year, month, 10 * third + 1), whole.latest if third == 2 else date(year, month, 10 * third + 10)), part


def _forms() -> Iterator[tuple[str, _Reader]]:
    """The forms of a date, the longer before the shorter that begin alike; groups are renamed when they are joined."""
    words = _words()
    month = rf"(?P<m>{_either(list(words['months']))})\.?"
    ordinal = _either(list(words["ordinals"]))
    count = _either(list(words["counts"]))
    year = rf"(?P<y>(?:19|20)\d\d|2100|{count}\s{{1,9}}thousand(?:(?:\s{{1,9}}and)?(?:[\s-]{{1,9}}{count}){{1,2}})?)"
    figure = r"(?:3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|t\s?h)\b)?"
    day, until = rf"(?P<d>{figure})\.?", rf"(?:{_DASH}|{_SPACE}to{_SPACE})(?P<u>{figure})\.?"
    of, the = rf"{_SPACE}(?:(?:of|de){_SPACE})?", rf"(?:the{_SPACE})?"
    late = rf"(?:{_COMMA}|{_SPACE}(?:of|de){_SPACE}|{_COMMA}in{_SPACE}the{_SPACE}year{_SPACE})"
    clock, numbered = r"(?:T[\d:.,]{2,20}(?:Z|[+-][\d:]{2,6})?)?", rf"(?:{ordinal}|[1-4](?:st|nd|rd|th))"
    day_of = rf"{_SPACE}day{_SPACE}of{_SPACE}(?:the{_SPACE}month{_SPACE}of{_SPACE})?"
    numeric_month, numeric_day = r"(?P<m>1[0-2]|0?[1-9])", r"(?P<d>3[01]|[12]\d|0?[1-9])"
    fraction = rf"(?P<f>{_either(list(words['fractions']))})"
    whole = rf"{the}(?:(?:calendar{_SPACE})?year{_SPACE})?"
    yield rf"(?P<y>(?:19|20)\d\d)(?P<s>\\?[-/.]|年){numeric_month}(?:(?P=s)|月){numeric_day}日?{clock}", _read_day
    yield r"(?P<a>\d{1,2})(?P<s>/)(?P<b>\d{1,2})/(?P<y>(?:19|20)\d\d|\d\d)", _read_figures
    yield r"(?P<a>\d{1,2})(?P<s>\\?[-.])(?P<b>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d)", _read_figures
    roman = "|".join(sorted(_ROMANS, key=len, reverse=True))
    yield rf"(?P<d>3[01]|[12]\d|0?[1-9])(?P<s>[./]\s?)(?P<m>{roman})(?P=s)(?P<y>(?:19|20)\d\d)", _read_roman
    yield rf"(?P<n>{_either(list(words['parts']))})(?:{of}|{_DASH}){the}(?:{month}{late})?{year}", _read_part
    yield rf"(?P<d>{figure}|{ordinal}){day_of}{month}{late}{year}", _read_day
    yield rf"{day}(?:{until})?(?:{of}|{_DASH}){month}(?:{late}|{_DASH}){year}", _read_day
    yield rf"(?P<d>{ordinal}){of}{month}{late}{year}", _read_day
    yield rf"(?P<d>\d\d?)-{month}-(?P<y>\d\d)", _read_day
    yield rf"{month}{_GAP}{day}(?:{until})?{_COMMA}{year}", _read_day
    yield rf"{month}{_SPACE}(?P<d>{ordinal}){_COMMA}{year}", _read_day
    yield rf"{year}{_SPACE}{month}{_SPACE}{day}", _read_day
    yield rf"{month}(?:{late}|{_DASH}){year}", _read_month
    yield rf"(?P<f>[QqHh])(?P<n>[1-4])(?:{late}|{_DASH}|/|{_GAP}){year}", _read_fraction
    yield rf"(?P<n>[1-4])(?P<f>[QqHh]){_GAP}{year}", _read_fraction
    yield rf"{year}{_GAP}-?(?P<f>[QqHh])(?P<n>[1-4])", _read_fraction
    yield rf"(?P<n>{numbered}){_SPACE}{fraction}{of}{whole}{year}", _read_fraction
    yield rf"(?P<n>{_either(list(words['seasons']))}){of}{year}(?P<z>[/–-]\d\d)?", _read_season
    yield rf"(?:fiscal(?:{_SPACE}year)?{_SPACE}|FY{_GAP}){year}", _read_fiscal
    yield r"(?P<y>(?:19|20)\d\d)\\?-(?P<m>\d\d)", _read_iso_month
    yield r"(?P<m>0[1-9]|1[0-2])\\?/(?P<y>(?:19|20)\d\d)", _read_slashed
    yield r"(?P<y>(?:19|20)\d\d)\s?\\?(?P<s>[-/–—])(?:\s?(?=(?:19|20)\d\d)|(?=\d))(?P<z>(?:19|20)\d\d|\d\d)", _read_years
    yield r"(?P<y>(?:19|20)\d\d|2100)", _read_year


@lru_cache(maxsize=1)
def _grammar() -> tuple[re.Pattern[str], tuple[tuple[_Reader, dict[str, str]], ...]]:
    """One pattern for all forms, for text in lower case, and for each form its reader and its groups in the joined pattern."""
    branches, readers = [], []
    for number, (form, read) in enumerate(_forms()):
        names = re.findall(r"\(\?P<(\w)>", form)
        joined = re.sub(r"\(\?P(<|=)(\w)", lambda match, n=number: f"(?P{match[1]}{match[2]}{n}", form)  # type: ignore[misc]
        branches.append(f"(?P<form{number}>{joined}){_RIGHT}")
        readers.append((read, {name: f"{name}{number}" for name in names}))
    source = _LEFT + "(?:" + "|".join(branches) + ")"
    return compiled(re.sub(r"(\\.|\(\?P[<=]\w+)|[A-Z]", lambda m: m[1] or m[0].lower(), source)), tuple(readers)


@lru_cache(maxsize=1)
def _yearless() -> re.Pattern[str]:
    month, figure = _either([word.capitalize() for word in _words()["months"]]), r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    of = rf"{_SPACE}(?:(?:day{_SPACE})?of{_SPACE})?"
    return re.compile(rf"{_LEFT}(?:(?P<d>{figure}){of}(?P<m>{month})|(?P<m2>{month})\.?{_SPACE}(?P<d2>{figure})){_RIGHT}")


@lru_cache(maxsize=1)
def _bare_year() -> tuple[re.Pattern[str], ...]:
    """What stands before a bare year, before it where it must end a phrase, after it, between two dates, and before no date."""
    table = _words()["bare_year"]
    strong, weak, after, links, never = (_either(table[key]) for key in ("before", "weak", "followers", "links", "never"))
    lead = rf"(?:the\s+)?(?:year\s+)?{_GAP}\Z"
    return (
        re.compile(rf"\b{strong}\s+{lead}|\(\Z|\b{strong}\s*:\s*\Z", re.IGNORECASE),
        re.compile(rf"\b{weak}\s+{lead}", re.IGNORECASE),
        re.compile(rf"\s*(?:\Z|[^\w\s]|\n\s*\n|{after}\b)", re.IGNORECASE),
        re.compile(rf"\s*(?:[-–—,/&]|\b{links}\b|,\s*{links}\b)\s*\Z", re.IGNORECASE),
        re.compile(rf"\b{never}\s+\Z", re.IGNORECASE),
    )


def _is_date(text: str, start: int, end: int, last: int) -> bool:
    """Whether a bare year at `start` is one: by the words around it, or because a date ends at `last` and is joined to it."""
    strong, weak, after, links, never = _bare_year()
    before = text[max(0, start - 60) : start]
    if never.search(before):
        return False
    if strong.search(before) or (last >= 0 and start - last < 30 and links.match(text[last:start])):
        return True
    return bool(weak.search(before) and after.match(text, end, end + 40))


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches around everything that can be a year; they do not overlap."""
    low = high = -1
    for anchor in _ANCHOR.finditer(text):
        start, end = max(0, anchor.start() - _BEFORE), min(len(text), anchor.end() + _AFTER)
        if low >= 0 and start > high:
            yield low, high
            low = -1
        low, high = (start if low < 0 else low), end
    if low >= 0:
        yield low, high


def may_hold_date(text: str) -> bool:
    """Return whether a date with a year can stand in a text: a cheap test."""
    return _YEARLIKE.search(text) is not None or "housand" in text


_YEARLIKE = re.compile(r"[-/12](?:(?<=[-/])|[019])[0-9]{2}")  # beginning with one set of signs, which is fast


def find_dates(text: str, *, yearless: bool = False) -> list[FoundDate]:
    """Return the dates in a text, in order, without overlap.

    Args:
        text: any text; offsets of the result count its code points.
        yearless: also return days of a month without a year ("from 1 October"); they have no bounds.

    >>> [(found.precision, str(found.bounds.latest)) for found in find_dates("Made May 9, 1998; ends in the second half of 2031.")]
    [('day', '1998-05-09'), ('half', '2031-12-31')]
    """
    found = list(_dated(text))
    return _with_yearless(text, found) if yearless else found


@lru_cache(maxsize=64)  # several readers look at the dates of one sentence
def _dated(text: str) -> tuple[FoundDate, ...]:
    """Return the dates of a text that have a year."""
    pattern, readers = _grammar()
    found: list[FoundDate] = []
    windows = list(_windows(text))
    if not windows:
        return ()
    lower = text.lower()
    lower = lower if len(lower) == len(text) else "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    for low, high in windows:
        for match in pattern.finditer(lower, low, high):
            number = int((match.lastgroup or "form0").removeprefix("form"))
            read, names = readers[number]
            result = read({name: match[joined] or "" for name, joined in names.items()})
            last = found[-1].end if found else -1
            bare = result is not None and (result[1] == "year" or read is _read_slashed)
            if result and (not bare or _is_date(text, match.start(), match.end(), last)):
                found.append(_of_part(lower, FoundDate(match.start(), match.end(), *result), low))
    return tuple(found)


_SPANS = frozenset({"quarter", "half", "season", "years"})


@lru_cache(maxsize=1)
def _edges() -> tuple[dict[str, str], re.Pattern[str]]:
    """Words for the start or end of a stretch, and a pattern for them before it."""
    words = {part: which for part, which in (_words()["parts"] | _words()["edges"]).items() if which in {"start", "end"}}
    return words, re.compile(rf"\b(?:the )?(?P<part>{_either(list(words))}) of (?:the )?\Z")


def _of_part(text: str, found: FoundDate, low: int) -> FoundDate:
    """A quarter, half or season of whose end or start the words before it speak, as that day."""
    words, edge = _edges()
    part = edge.search(text, max(low, found.start - 24), found.start) if found.precision in _SPANS else None
    first, last = found.bounds.earliest, found.bounds.latest
    if part is None or first is None or last is None:
        return found
    ends = words[_plain(part["part"])] == "end"
    if found.precision == "years":  # which day of its last year a season of two years ends on is not told
        bounds = DateBounds(date(last.year, 1, 1), last) if ends else DateBounds(first, date(first.year, 12, 31))
    else:
        bounds = DateBounds(last, last) if ends else DateBounds(first, first)
    return replace(found, start=part.start(), bounds=bounds, precision="end" if ends else "start")


def _with_yearless(text: str, found: list[FoundDate]) -> list[FoundDate]:
    """The dates found, and the days without a year that stand between them."""
    taken = iter([*found, None])
    following = next(taken)
    result = list(found)
    for match in _yearless().finditer(text):
        while following and following.end <= match.start():
            following = next(taken)
        if following is None or match.end() <= following.start:
            day, month = _number(match["d"] or match["d2"]), _month(match["m"] or match["m2"])
            if _days(2000, month, day):
                result.append(FoundDate(match.start(), match.end(), DateBounds(), "yearless", month, day))
    return sorted(result, key=lambda one: one.start)
