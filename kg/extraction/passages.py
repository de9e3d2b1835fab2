"""Captured text made readable for rules, with the way back to every code point of the original.

A `Passage` folds what capture and layout did to the words (Markdown escapes and emphasis, links, no-break and zero-width
spaces, wrapped lines, typographic quotes) and keeps for each of its code points the place in the captured text, so that a
rule matches clean words and the quote is still the raw slice.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import overload

from kg.extraction.lexicon import word_list

__all__ = ["Passage", "sentences"]

_UNIT = re.compile(
    r"""
      (?P<escape>\\[^\w\s])                              # a Markdown escape: the sign behind the stroke
    | (?P<link>!?\[(?P<words>(?:[^\[\]\\\n]|\\.){1,300})\]\((?:<[^<>\s]{1,2000}>|[^()\s]{0,2000}(?:\([^()\s]*\)[^()\s]*)?)\))
    | (?P<entity>&(?:\#\d{1,7}|\#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,8});)
    | (?P<mark>\*{1,3}|(?<![^\W_])_{1,2}(?=\S)|(?<=\S)_{1,2}(?![^\W_])|`+)   # emphasis and code
    | (?P<none>[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff])        # zero width and direction signs
    | (?P<leader>(?:\.[ ]?){5,}(?=[ ]*[^\s.]))                    # dots that lead from a label to its value: a colon
    | (?P<space>(?!\ [^\s>])[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+(?:(?<=\n)>[ \t]?)?)  # wrapped lines become one space
    """,
    re.VERBOSE,
)
_FOLD = str.maketrans(
    {"’": "'", "‘": "'", "‛": "'", "´": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "‐": "-", "‑": "-", "−": "-"}
)


_BLANK = r"\s\u00a0\u2000-\u200a\u202f\u205f\u3000"
_HIDDEN = r"\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_ODD = re.compile(  # where a unit can begin that is not one sign read as one; what leads to a link is its middle
    rf"[{_BLANK}{_HIDDEN}\\*_`&\]](?:(?<=[{_BLANK}])[{_BLANK}>]|(?<=\])\(|(?<=[{_HIDDEN}\\*_`&]))|\. ?\. ?\. ?\. ?\."
)
_EVEN = _FOLD | {code: " " for code in range(0x3001) if re.match(f"[{_BLANK}]", chr(code))}


@dataclass(frozen=True, slots=True)
class Passage:
    """A clean reading of a stretch of captured text.

    `text[i]` was read from code points `starts[i]` to `ends[i]` of the captured text (half-open).
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, captured: str, start: int = 0, end: int | None = None) -> Passage:
        r"""Return the clean reading of `captured[start:end]`.

        >>> p = Passage.of(r"a **non\-binding** [memo](http://x.y/z)")
        >>> p.text, p.raw_span(2, 13)
        ('a non-binding memo', (4, 16))
        """
        return _passage(captured, start, len(captured) if end is None else end)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the captured text behind `text[start:end]`; an empty or blank slice is an error of the caller."""
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return self.starts[start], self.ends[end - 1]

    def part(self, start: int, end: int) -> Passage:
        """Return the passage of `text[start:end]`, without blanks at its ends."""
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return Passage(self.text[start:end], self.starts[start:end], self.ends[start:end])


@lru_cache(maxsize=1024)  # parties, agreements and statements are read from the same passages
def _passage(captured: str, start: int, end: int) -> Passage:
    """Return the clean reading of `captured[start:end]`."""
    if _ODD.search(captured, start, end) is None:  # every sign stands for itself
        whole = captured[start:end].translate(_EVEN)
        starts: Sequence[int] = range(start, end)
        ends: Sequence[int] = range(start + 1, end + 1)
    else:
        cleaner = _Cleaner()
        if _BUSY.search(captured, start, end) is None:
            cleaner.read_blanks(captured, start, end)
        else:
            cleaner.read(captured, start, end)
        whole, starts, ends = cleaner.made()
    first = len(whole) - len(whole.lstrip(" "))
    last = len(whole.rstrip(" "))
    if last - first == len(whole):
        return Passage(whole, starts, ends)
    return Passage(whole[first:last], starts[first:last], ends[first:last])


_BUSY = re.compile(rf"[{_HIDDEN}\\*_`&>\]]|\. ?\. ?\. ?\. ?\.")  # without any of these, only runs of blanks are more than one sign
_BLANKS = re.compile(rf"[{_BLANK}]{{2,}}")


class _Places(Sequence[int]):
    """Where the signs of a clean text begin, or end, in the captured text: kept for stretches of signs, not for each of them.

    Stretch k begins at sign `at[k]`, read from code point `raw[k]`; `wide[k]` is added to the places of its signs.
    """

    __slots__ = ("_at", "_high", "_low", "_raw", "_wide")

    def __init__(self, at: list[int], raw: list[int], wide: list[int], low: int, high: int) -> None:
        self._at, self._raw, self._wide, self._low, self._high = at, raw, wide, low, high

    def __len__(self) -> int:
        return self._high - self._low

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> _Places: ...
    def __getitem__(self, place: int | slice) -> int | _Places:
        if isinstance(place, slice):
            first, last, _ = place.indices(self._high - self._low)
            return _Places(self._at, self._raw, self._wide, self._low + first, self._low + max(first, last))
        sign = place + (self._low if place >= 0 else self._high)
        if not self._low <= sign < self._high:
            raise IndexError(place)
        k = bisect_right(self._at, sign) - 1
        return self._raw[k] + sign - self._at[k] + self._wide[k]


@dataclass(slots=True)
class _Cleaner:
    """Collects clean text in stretches: where each begins there and in the captured text, and what its signs take in beyond one."""

    pieces: list[str] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    raw: list[int] = field(default_factory=list)
    more: list[int] = field(default_factory=list)
    size: int = 0

    def made(self) -> tuple[str, Sequence[int], Sequence[int]]:
        """Return the clean text, and where each of its signs begins and ends in the captured text."""
        whole = "".join(self.pieces)
        starts = _Places(self.at, self.raw, [0] * len(self.at), 0, self.size)
        return whole, starts, _Places(self.at, self.raw, [1 + more for more in self.more], 0, self.size)

    def read_blanks(self, captured: str, start: int, end: int) -> None:
        """Add the clean reading of a stretch in which runs of blanks alone are more than one sign."""
        at = start
        for match in _BLANKS.finditer(captured, start, end):
            self._add_plain(captured, at, match.start())
            at = match.end()
            self._add(" ", match.start(), at)
        self._add_plain(captured, at, end)

    def read(self, captured: str, start: int, end: int) -> None:
        """Add the clean reading of a stretch; a run of blanks gives one."""
        at = start
        for match in _units(captured, start, end):
            self._add_plain(captured, at, match.start())
            at = match.end()
            kind = match.lastgroup if match.lastgroup != "words" else "link"
            if kind == "escape":
                self._add(match.group()[1].translate(_FOLD), match.start(), at)
            elif kind == "link" and match.group("words") is not None:
                self._add_link(match, start, end)
            elif kind == "entity":
                self._add_entity(match)
            elif kind == "space":
                self._add(" ", match.start(), at)
            elif kind == "leader":
                self._add(":", match.start(), at - 1)
                self._add(" ", at - 1, at)
        self._add_plain(captured, at, end)

    def _add_link(self, match: re.Match[str], start: int, end: int) -> None:
        """Add the words of a link; the blanks that a page lost around it are put back, but before an ending: "[lease](u)s"."""
        first, last = match.span("words")
        if match.start() > start and first < last and match.string[match.start() - 1].isalnum() and match.string[first].isalnum():
            self._add(" ", match.start(), first)
        self.read(match.string, first, last)
        if first < last and match.string[last - 1].isalnum() and _GLUED.match(match.string, match.end(), end):
            self._add(" ", last, match.end())

    def _add(self, sign: str, start: int, end: int) -> None:
        self._note(sign, start, end - start - 1)

    def _add_plain(self, captured: str, start: int, end: int) -> None:
        if start < end:
            self._note(captured[start:end].translate(_EVEN), start, 0)

    def _note(self, piece: str, start: int, more: int) -> None:
        self.pieces.append(piece)
        self.at.append(self.size)
        self.raw.append(start)
        self.more.append(more)
        self.size += len(piece)

    def _add_entity(self, match: re.Match[str]) -> None:
        sign = html.unescape(match.group())
        if len(sign) == 1:
            self._add(" " if sign.isspace() else sign.translate(_FOLD), match.start(), match.end())
        else:
            self._add_plain(match.string, match.start(), match.end())


_GLUED = re.compile(r"(?!(?:d|e[drs]|ing|ly|[rs])\b)[^\W_]")


def _units(captured: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield what is not one sign read as one, in order; where there is a link, every unit, since its words hold more."""
    if "](" in captured[start:end]:
        yield from _UNIT.finditer(captured, start, end)
        return
    at = start
    while odd := _ODD.search(captured, at, end):
        match = _UNIT.match(captured, odd.start(), end)
        at = match.end() if match else odd.start() + 1
        if match:
            yield match


_END = re.compile(  # a stop and what closes behind it
    r"""[.!?:;](?:(?<=[.!?])(?:["')\]]*(?=\s+["'(\[]?[A-Z0-9$£€•\-–—])|["')\]]+(?=\s|$))|(?<=[:;])(?=\s+-\s))"""
)


def sentences(text: str) -> Sequence[tuple[int, int]]:
    """Return the spans of the sentences of a clean text, in order, blanks between them left out.

    >>> t = "Acme Corp. pays Beta, Inc. $1.5 million. Beta agrees."
    >>> [t[a:b] for a, b in sentences(t)]
    ['Acme Corp. pays Beta, Inc. $1.5 million.', 'Beta agrees.']
    """
    return _sentences(text)


@lru_cache(maxsize=1024)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match.end() > start and not _abbreviated(text, start, match.start() + 1):
            spans.extend(_stretches(text, start, match.end()))
            start = match.end()
            while start < len(text) and text[start] == " ":
                start += 1
    if text[start:].strip():
        spans.extend(_stretches(text, start, len(text)))
    return tuple(spans)


_LONGEST = 20_000  # code points of one sentence; what goes on without a stop beyond that is read in stretches


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span of a sentence, or of its stretches where it is longer than any."""
    while end - start > _LONGEST:
        at = text.rfind(" ", start + 1, start + _LONGEST)
        at = at if at > 0 else start + _LONGEST
        yield start, at
        start = at + (text[at] == " ")
    yield start, end


_LAST = re.compile(r"([^\s(\"']+)\.$")
_INITIAL = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]")
_NUMBER = re.compile(r"\d+(?:\.\d+)*|[ivxl]+|[a-z]")


def _abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the full stop at `text[end - 1]` belongs to a word and ends no sentence."""
    match = _LAST.search(text, max(start, end - 40), end)
    if not match:
        return False
    word = match.group(1)
    if word.lower() in word_list("abbreviations"):
        return not _starts_clause(text, end) or word.lower() in word_list("abbreviations-before-names")
    if _INITIAL.fullmatch(word):
        return "." in word or match.start(1) > start
    return bool(_NUMBER.fullmatch(word)) and match.start(1) == start


def _starts_clause(text: str, end: int) -> bool:
    """Whether what follows an abbreviation looks like the start of a sentence: a word that opens clauses."""
    words = text[end : end + 40].split()
    return bool(words) and words[0].strip("\"'(").lower() in word_list("openers")
