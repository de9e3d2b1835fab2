"""The patterns of the lexicon, compiled, and found in a line without trying each of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import Any

from kg.errors import LexiconError
from kg.extraction.lexicon import load_toml, word_list
from kg.extraction.notation import Line, compile_pattern, required_words
from kg.extraction.word_needs import WordNeeds, bits_of
from kg.records import Exclusivity, Modality, Stance

__all__ = ["PATTERN_FILES", "Matter", "Pattern", "find_matches", "load_matters", "load_patterns", "with_discount"]

PATTERN_FILES = (
    "patterns-competition",
    "patterns-governance",
    "patterns-ip",
    "patterns-life",
    "patterns-money",
    "patterns-risk-law",
    "patterns-stays",
    "patterns-supply",
    "patterns-told",
)


@dataclass(frozen=True, slots=True)
class Matter:
    """How a matter behaves when it is read from text; the fields are explained in `matters.toml`."""

    name: str
    modality: Modality
    parties: str = "directed"
    bearer: str = ""
    exclusivity: bool = False
    dealing: str = ""
    fixed: bool = False
    ends: bool = True
    figure: str = "nearest"
    defined: bool = False
    beside: bool = False
    ongoing: bool = False
    sums: str = ""
    leave: str = ""
    choice: bool = False
    frees: bool = False
    measures: tuple[tuple[str, str], ...] = ()
    owed: frozenset[str] = frozenset()
    passes: str = ""
    by_a_day: bool = False
    most: bool = False

    def measure(self, kind: str) -> str:
        """Return what an amount of a kind counts in this matter; empty: nothing."""
        return dict(self.measures).get(kind, "")


def with_discount(matter: Matter) -> Matter:
    """Return how a matter behaves where it is no sum to pay but a discount, which the one who is paid gives."""
    return replace(matter, bearer="payee", passes="goods")


@dataclass(frozen=True)
class Pattern:
    """One pattern; the fields are explained in `ontology/lexicon/README.md`.

    Its expression is compiled when a text first asks for it: few texts ask for many.
    """

    name: str
    matter: str
    match: str
    modality: Modality | None = None
    exclusivity: Exclusivity | None = None
    stance: Stance | None = None
    bearer: str = ""
    measure: str = ""
    number: str = ""
    scope: str = ""
    priority: int = 0
    requires: str = ""
    requires_not: str = ""
    requires_any: frozenset[str] = frozenset()
    requires_none: frozenset[str] = frozenset()
    needs_context: frozenset[str] = frozenset()
    no_counterparty: bool = False
    row: bool = False
    whole: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """What the pattern matches in a line.

        Raises:
            LexiconError: the pattern does not follow the notation.
        """
        return compile_pattern(self.match)

    def places(self, text: str) -> Iterator[re.Match[str]]:
        """Yield every match in the text of a line, or the one that takes up all of it."""
        if not self.whole:
            yield from self.expression.finditer(text)
        elif (said := self.expression.fullmatch(text, 1, len(text.rstrip(" .;,")) + 1)) is not None:
            yield said

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Word sets of which each must share a word with a line that the pattern matches."""
        return required_words(self.match)


@cache
def load_matters() -> dict[str, Matter]:
    """Return the matters of `matters.toml` by name."""
    return {
        name: Matter(
            name,
            Modality(entry["modality"]),
            entry.get("parties", "directed"),
            entry.get("bearer", ""),
            entry.get("exclusivity", False),
            entry.get("dealing", ""),
            entry.get("fixed", False),
            entry.get("ends", True),
            entry.get("figure", "nearest"),
            entry.get("defined", False),
            entry.get("beside", False),
            entry.get("ongoing", False),
            entry.get("sums", ""),
            entry.get("leave", ""),
            entry.get("choice", False),
            entry.get("frees", False),
            tuple(sorted(entry.get("measures", {}).items())),
            frozenset(entry.get("owed", ())),
            entry.get("passes", ""),
            entry.get("by_a_day", False),
            entry.get("most", False),
        )
        for name, entry in load_toml("matters").items()
    }


@cache
def load_patterns() -> tuple[Pattern, ...]:
    """Return all patterns, in the order of their files.

    Raises:
        LexiconError: an entry is malformed, or two have one name.
    """
    patterns = tuple(_pattern(entry, name) for name in PATTERN_FILES for entry in load_toml(name)["pattern"])
    names = [p.name for p in patterns]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise LexiconError(
            f"two patterns are named {twice[0]!r}.", where="ontology/lexicon", cure="Give each pattern a name of its own."
        )
    return patterns


_GRADES: dict[str, Any] = {"modality": Modality, "exclusivity": Exclusivity, "stance": Stance}
_SETS = ("requires_any", "requires_none", "needs_context")


def _pattern(entry: dict[str, Any], file: str) -> Pattern:
    fields = dict(entry)
    where = f"ontology/lexicon/{file}.toml: {entry.get('name', '?')}"
    try:
        if entry["matter"] not in load_matters():
            raise LexiconError(f"there is no matter {entry['matter']!r} in matters.toml.", where=where, cure="Mend the name.")
        fields.update({k: grade(entry[k]) for k, grade in _GRADES.items() if k in entry})
        fields.update({k: _words(entry[k]) for k in _SETS if k in entry})
        fields.update({k: tuple(entry.get(k, ())) for k in ("examples", "counterexamples")})
        fields.pop("source", None)
        return Pattern(**fields)
    except (KeyError, TypeError, ValueError) as error:
        raise LexiconError(f"the entry is malformed ({error}).", where=where, cure="See ontology/lexicon/README.md.") from error


def _words(entries: list[str]) -> frozenset[str]:
    """Return the words of a list in which "[name]" stands for the entries of a list of `words.toml`."""
    return frozenset(w for e in entries for w in (word_list(e[1:-1]) if e.startswith("[") else (e,)))


@cache
def _needs() -> tuple[WordNeeds, dict[str, int]]:
    """Return what the patterns need of the words of a line, and for words the patterns that they keep from matching."""
    barred: dict[str, int] = {}
    for i, pattern in enumerate(load_patterns()):
        for word in pattern.requires_none:
            barred[word] = barred.get(word, 0) | 1 << i
    each = [[*p.needs, *([p.requires_any] if p.requires_any else [])] for p in load_patterns()]
    usual = Counter(word for needs in each for need in needs for word in need)
    return WordNeeds.of([sorted(needs, key=lambda need: sum(map(usual.__getitem__, need)))[:_RAREST] for needs in each]), barred


_RAREST = 3  # needs of a pattern that are asked for at once


def _numbers(words: frozenset[str]) -> Iterator[int]:
    """Yield the numbers of the patterns that a line with some words can match, in order."""
    needs, barred = _needs()
    near = needs.met(words)
    for word in words & barred.keys():
        near &= ~barred[word]
    return bits_of(near)


def find_matches(line: Line, numbers: Sequence[int] | None = None) -> Iterator[tuple[Pattern, re.Match[str]]]:
    """Yield every place where a pattern matches a line, pattern by pattern in the order of the lexicon.

    Args:
        line: the line of a clause.
        numbers: which patterns can match, in order, where that is known (`kg.extraction.gates`).
    """
    yield from _matches(line.text, line.words, None if numbers is None else tuple(numbers))


@lru_cache(maxsize=256)  # sentences are read for several sets of parties
def _matches(text: str, words: frozenset[str], numbers: tuple[int, ...] | None) -> tuple[tuple[Pattern, re.Match[str]], ...]:
    """Return every place where one of some patterns matches the text of a line that has these words."""
    patterns = load_patterns()
    found: list[tuple[Pattern, re.Match[str]]] = []
    for pattern in (patterns[i] for i in (_numbers(words) if numbers is None else numbers)):
        if _may_match(pattern, words):
            found += [(pattern, _fullest(pattern, _nearest(pattern, match, text), text)) for match in pattern.places(text)]
    return tuple(found)


def _may_match(pattern: Pattern, words: frozenset[str]) -> bool:
    """Return whether a pattern can match a line that has some words."""
    return (
        (not pattern.requires_any or not words.isdisjoint(pattern.requires_any))
        and words.isdisjoint(pattern.requires_none)
        and all(not words.isdisjoint(need) for need in pattern.needs)
    )


_PARTY = re.compile(r"(?<= )P\d+ (?!'s? )")
_JOINED = re.compile(r" P\d+ (?:, |and |, and |or |nor |& )(?:the )?\Z")
_BY_COMMA = re.compile(r" P\d+ , (?:the )?\Z")
_LISTED_ON = re.compile(r"P\d+ (?:, (?:the )?P\d+ )*(?:, )?(?:and |or |nor |& )(?:the )?P\d+ ")


def _nearest(pattern: Pattern, match: re.Match[str], text: str) -> re.Match[str]:
    """Return the match that begins with the last party before the verb, where a pattern begins with a party."""
    if not text.startswith("P", match.start()):
        return match
    best = match
    for party in _PARTY.finditer(text, match.start() + 1, match.end()):
        closer = pattern.expression.match(text, party.start())
        before = (text, max(0, party.start() - 24), party.start())
        joined = _JOINED.search(*before) is not None
        if joined and _BY_COMMA.search(*before) is not None:
            joined = _LISTED_ON.match(text, party.start()) is not None
        if closer is not None and closer.end() == match.end() and not joined:
            best = closer
    return best


_TOLD = re.compile(r"(?<= )[PMRQT]\d+ ")


def _fullest(pattern: Pattern, match: re.Match[str], text: str) -> re.Match[str]:
    """Return the match that tells the most roles: one that begins with a free word can pass over the party that it is about."""
    best = match
    if None not in match.groups():
        return best
    for told in _TOLD.finditer(text, match.start() + 1, match.end()):
        later = pattern.expression.match(text, told.start())
        if later is not None and later.end() == match.end() and later.groups().count(None) < best.groups().count(None):
            best = later
    return best
