"""Products and services, and the party that owns each: from the text, or from `ontology/lexicon/owners.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.extraction.lexicon import load_toml
from kg.extraction.party_names import find_names
from kg.extraction.party_words import alternatives, marks_of_units, party_words, same_letters
from kg.extraction.passages import Passage
from kg.legal_names import name_key
from kg.records import PartyMention

__all__ = ["find_products"]


def find_products(
    mentions: Sequence[PartyMention], passages: Sequence[Passage], told: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return (name, key of the owner) of each product that the text or the data file gives to a party; the text goes first.

    Args:
        mentions: the parties of the document.
        passages: its blocks as clean text.
        told: products already known, with the keys of their owners.
    """
    found = dict(told)
    for name, key in _told(mentions, passages):
        found.setdefault(name, key)
    for passage in passages:
        for name, key in _initialled(mentions, passage.text):
            found.setdefault(name, key)
    keys = {name_key(name): m.key for m in mentions for name in (m.name, *m.aliases, *m.former_names)}
    for brand in load_toml("owners").get("brand", ()):
        owner = keys.get(name_key(brand["owner"]))
        for name in brand["names"] if owner else ():
            if name_key(name) not in keys and any(name in passage.text for passage in passages):
                found.setdefault(name, owner or "")
    return tuple(sorted(found.items()))


def _told(mentions: Sequence[PartyMention], passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    """Yield the products that begin with the name of a party or stand behind its genitive, with their acronyms."""
    for mention in mentions:
        names = {mention.name, *mention.aliases}
        for name in sorted(names, key=lambda n: (-len(n), n)):
            inside = [passage for passage in passages if name in passage.text]
            if not inside:
                continue
            for passage in inside:
                for product in (*_begun(name, passage.text, names), *_owned(name, passage.text)):
                    yield product, mention.key


def _after(name: str, tail: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of a name, where no word ends in it, together with a tail that stands right behind it."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        tied = at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_")
        match = None if tied else tail.match(text, end)
        if match:
            yield at, match.end()
        at = text.find(name, match.end() if match else at + 1)


_CAPITALS = re.compile(r"(?:\s+[A-Z][\w-]*){1,4}")


@cache
def _genitive() -> re.Pattern[str]:
    return re.compile(rf"'s\s+(?:{alternatives('product-adjectives')}\s+)?(?=[A-Z])")


def _begun(name: str, text: str, names: set[str]) -> Iterator[str]:
    for start, end in _after(name, _CAPITALS, text):
        full = text[start:end]
        if full.split()[-1].casefold() in party_words("product-heads") and full not in names:
            yield full
            yield from _acronym(text, end, full)


@cache
def _initials() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<short>[A-Z]{{3,5}})\s+{alternatives('product-heads')}\b")


def _initialled(mentions: Sequence[PartyMention], text: str) -> Iterator[tuple[str, str]]:
    """Yield acronyms before the noun of a product ("ACS services") that begin like the name of one party alone."""
    names = {name for mention in mentions for name in (mention.name, *mention.aliases)}
    for match in _initials().finditer(text):
        short = match.group("short")
        fits = [m.key for m in mentions if m.name[0] == short[0]]
        if len(fits) == 1 and short not in names and short not in party_words("never-names") | marks_of_units():
            yield short, fits[0]


def _acronym(text: str, end: int, full: str) -> Iterator[str]:
    match = re.match(r"\s\(\"?([A-Z][A-Za-z]{1,6})\"?\)", text[end : end + 14])
    if match and same_letters(match.group(1), full):
        yield match.group(1)


def _owned(name: str, text: str) -> Iterator[str]:
    """Yield what stands behind "X's" as a product: a capitalised name before the noun of a product, or alone."""
    for _, end in _after(name, _genitive(), text):
        names = find_names(text[end : end + 60])
        if not names or names[0].start or names[0].legal or names[0].possessive:
            continue
        listed = _listed().match(text, end + names[0].end)
        last = names[0].text.split()[-1].casefold()
        if listed and names[0].text not in party_words("never-names") and last not in party_words("not-roles"):
            yield names[0].text


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(rf"\s+{alternatives('product-heads')}\b|\s*(?:[,.;)]|and\b|in\b|for\b|to\b|(?:is|was|remains)\b)")
