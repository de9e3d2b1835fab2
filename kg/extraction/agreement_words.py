"""The words of agreements, compiled from `ontology/lexicon/agreements.toml`, and what a name of one is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from kg.alternation import alternation
from kg.expressions import compiled
from kg.extraction.lexicon import load_toml, phrase
from kg.extraction.notation import inflections
from kg.extraction.runs import small_pattern
from kg.records import DateBounds, Force, LinkType

__all__ = [
    "AMENDING",
    "AgreementName",
    "alias_pattern",
    "lexicon_pattern",
    "listed",
    "noun_finder",
    "noun_pattern",
    "quality_pattern",
    "small_lexicon_pattern",
    "spelled",
    "verb_pattern",
]


AMENDING: Final = frozenset({"amendment", "extension"})  # the kinds of agreements that only change another


@dataclass(frozen=True, slots=True)
class AgreementName:
    """A noun phrase that names an agreement, or a class of them.

    `start` and `end` hold determiner, adjectives, noun and number; `tail` is where what belongs to it ends (its date, its
    parties, its defined name). `link` is what its noun or adjectives say that it does to an earlier agreement.
    """

    start: int
    end: int
    tail: int
    noun: str
    kind: str
    force: Force
    firm: bool
    determiner: str = ""
    qualities: frozenset[str] = frozenset()
    title: str = ""
    number: int | None = None
    link: LinkType | None = None
    dates: tuple[DateBounds, ...] = ()
    date_at: int = -1
    defined: tuple[str, ...] = ()
    amended_on: tuple[DateBounds, ...] = ()
    amended_how: LinkType = LinkType.AMENDS
    phrase: str = ""  # adjectives and noun as they stand

    @property
    def made(self) -> DateBounds:
        """The day that the phrase itself gives, or no bounds."""
        return self.dates[0] if self.dates else DateBounds()

    @property
    def indefinite(self) -> bool:
        """Whether it means no agreement that is known already: "an amendment", "every contract"."""
        return self.determiner in listed("indefinite")


def spelled(words: list[str]) -> str:
    """Return an alternation of phrases, longest first; a blank stands for one or more blanks or a hyphen."""
    return alternation(words, {" ": r"[\s-]+"})


@cache
def lexicon_pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of `[phrases.NAME]`, to be searched in clean text."""
    return phrase(name, file="agreements")


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words of `[lists.NAME]`."""
    return frozenset(load_toml("agreements")["lists"][name]["words"])


@cache
def verb_pattern(name: str) -> re.Pattern[str]:
    """Return a pattern for every form of the verbs of `[verbs.NAME]`."""
    table = load_toml("agreements")["verbs"][name]
    forms = {form for lemma in table.get("lemmas", []) for form in inflections(lemma)} | set(table.get("forms", []))
    return compiled(rf"(?<![\w-]){spelled(sorted(forms))}(?![\w-])", re.IGNORECASE)


@cache
def noun_finder() -> re.Pattern[str]:
    """Return the pattern of every noun for a text in lower case."""
    return small_pattern(noun_pattern()[0].pattern)


@cache
def small_lexicon_pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of `[phrases.NAME]` that does not look at case, to be searched in clean text in lower case."""
    return small_pattern(lexicon_pattern(name).pattern)


@cache
def noun_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern for every noun, and for each noun in lower case the table it stands in."""
    tables = load_toml("agreements")["nouns"]
    owner = {word: name for name, table in tables.items() for word in [*table["words"], *_compounds(table)]}
    one = {word for table in tables.values() for word in table.get("one", [])}
    plural = {f"{word}s": name for word, name in owner.items() if not word.endswith(("s", "é", "y")) and word not in one}
    owner = plural | owner
    return re.compile(rf"(?<![\w-]){spelled(sorted(owner))}(?![\w-]|'[a-z]*\w)", re.IGNORECASE), owner


def _compounds(table: Mapping[str, Any]) -> list[str]:
    """The nouns that a table puts together of what is done and the paper that does it: "amending deed", "deed of amendment"."""
    papers = table.get("papers", [])
    before = [f"{done} {paper}" for done in table.get("before", []) for paper in papers]
    return before + [f"{paper} of {done}" for done in table.get("of", []) for paper in papers]


@cache
def quality_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern for every adjective of `[qualities.*]`, and for each the table it stands in."""
    tables = load_toml("agreements")["qualities"]
    owner = {word: name for name, table in tables.items() for word in table["words"]}
    return re.compile(rf"(?<![\w-]){spelled(sorted(owner))}(?![\w-])", re.IGNORECASE), owner


def alias_pattern(aliases: list[str]) -> re.Pattern[str]:
    """Return a pattern for defined names in text, with the determiner before them."""
    return re.compile(rf"(?<![\w-])(?:(?P<det>[Tt]he|[Tt]his|THE|THIS)\s+)?(?P<name>{spelled(sorted(aliases))})(?![\w-])")
