"""What lines of a page say of themselves, by the patterns of `ontology/lexicon/page.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kg.errors import LexiconError
from kg.expressions import compiled
from kg.files import load_toml

__all__ = ["PageEntry", "head_words", "joining_words", "load_entries", "match_part", "plain_text", "possible_parts"]

LONGEST = 1600  # code points of plain text; longer lines are prose and match no pattern
_USUAL = 300  # code points of the longest line that an entry matches which does not say otherwise
_DATE = r"(?P<date>(?-i:[A-Z0-9])(?=.{0,14}\d)[\w ,./\\'’-]{4,40}?\d[\d/:.-]*)"
_NAME = r"(?:(?:the )?(?-i:[A-Z0-9])[^\n;:!?]{1,90}?)"
_MARKS = re.compile(
    r"\\(?=[^\w\s])|(?<!\w)[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}(?!\w)|^[\s>]*(?:#{1,6}\s+)?|[\u200b-\u200f\u2060\ufeff]"
)
_WORD = re.compile(r"[^\W\d_]+|[©§#\d]")
_HAS_MARK = re.compile(r"[\\*_`#>\u200b-\u200f\u2060\ufeff]")
_BULLETS = tuple("-*•–—·▪◦")
_ITEM = re.compile(r"^[-*•–—·▪◦]\s+(?!\d+\s*[-–—]$)")


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One pattern for one part of a page, with its examples."""

    part: str
    name: str
    pattern: re.Pattern[str]
    cues: frozenset[str]
    longest: int
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


def plain_text(text: str) -> str:
    """A line without marks of Markdown and with single spaces.

    >>> plain_text("  - **Basel,  11 May 2020**")
    'Basel, 11 May 2020'
    """
    words = _ITEM.sub("", text.strip()) if text[:1] in _BULLETS or text[:1].isspace() else text
    return " ".join((_MARKS.sub("", words) if _HAS_MARK.search(words) else words).split())


def _entry(raw: Mapping[str, Any]) -> PageEntry:
    try:
        source = str(raw["pattern"]).replace("{name}", _NAME)
        parts = source.split("{date}")
        joined = parts[0] + "".join(
            (_DATE if i == 0 else _DATE.replace("?P<date>", "?:")) + part for i, part in enumerate(parts[1:])
        )
        pattern = compiled(joined, re.IGNORECASE | re.DOTALL)
        cues = frozenset(raw.get("cues", ()))
        return PageEntry(
            raw["part"],
            raw["name"],
            pattern,
            cues,
            int(raw.get("longest", _USUAL)),
            tuple(raw["examples"]),
            tuple(raw["counterexamples"]),
        )
    except (KeyError, re.error) as error:
        cure = "Give each entry part, name, pattern, examples and counterexamples."
        raise LexiconError(
            f"malformed entry {raw.get('name', '?')!r}: {error}.", where="ontology/lexicon/page.toml", cure=cure
        ) from error


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    return load_toml("page")


@lru_cache(maxsize=16)
def head_words(key: str) -> tuple[str, ...]:
    """Return the words beside a day in a line that heads a document: of `head-lines`, longest first."""
    return tuple(sorted(_tables()["head-lines"][key], key=lambda word: (-len(word), word)))


@lru_cache(maxsize=8)
def joining_words(name: str) -> frozenset[str]:
    """Words that join a line to its neighbour, by the name of their list in the file."""
    return frozenset(_tables()["joining"][name])


@lru_cache(maxsize=1)
def load_entries() -> Mapping[str, tuple[PageEntry, ...]]:
    """The entries by part, in the order of the file.

    Raises:
        LexiconError: an entry is malformed.
    """
    entries = [_entry(raw) for raw in _tables()["entry"]]
    return {part: tuple(one for one in entries if one.part == part) for part in dict.fromkeys(one.part for one in entries)}


@lru_cache(maxsize=1)
def _gates() -> tuple[Mapping[str, tuple[PageEntry, ...]], Mapping[str, frozenset[str]], frozenset[str]]:
    """The entries of each part; for each cue the parts that it calls for; the parts that need no cue."""
    by_cue: dict[str, set[str]] = {}
    open_parts = set()
    for part, entries in load_entries().items():
        for entry in entries:
            for cue in entry.cues:
                by_cue.setdefault(cue, set()).add(part)
        if any(not entry.cues for entry in entries):
            open_parts.add(part)
    return load_entries(), {cue: frozenset(parts) for cue, parts in by_cue.items()}, frozenset(open_parts)


@lru_cache(maxsize=16384)
def _words(plain: str) -> frozenset[str]:
    return frozenset(_WORD.findall(plain.lower()))


@lru_cache(maxsize=16384)
def possible_parts(plain: str) -> frozenset[str]:
    """The parts of a page that a line can be by its words alone; the others it is not."""
    _, by_cue, open_parts = _gates()
    found = [by_cue[word] for word in _words(plain) if word in by_cue]
    return open_parts.union(*found) if found else open_parts


def match_part(part: str, plain: str) -> re.Match[str] | None:
    """The match of the first entry of a part with a whole line of plain text, if any."""
    if not plain or len(plain) > LONGEST or part not in possible_parts(plain):
        return None
    for entry in _gates()[0][part]:
        if len(plain) > entry.longest or (entry.cues and entry.cues.isdisjoint(_words(plain))):
            continue
        if match := entry.pattern.fullmatch(plain):
            return match
    return None
