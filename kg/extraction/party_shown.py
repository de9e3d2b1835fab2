"""What a text shows a name to be by the words around it: a brand, goods, a place, or a common word in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.extraction.lexicon import phrase
from kg.extraction.party_group import Group
from kg.extraction.party_words import alternatives, has_head, is_government
from kg.extraction.standing import bounded
from kg.records import Document

__all__ = ["always_led", "is_brand", "is_placed", "is_thing", "only_opens", "times_led"]

_READ = 150_000  # code points of a text that are looked at
_WELL_KNOWN = 2.5  # evidence on a name that is surely no common word


def _written(name: str) -> str:
    """Return the pattern of a name as a page writes it, which may curl the signs in it."""
    return re.escape(name).replace("'", "['’]")


def _places(name: str, text: str) -> Iterable[tuple[int, int]]:
    """The places in a text where a name stands."""
    return bounded(name, text) if "'" not in name else [m.span() for m in re.finditer(rf"\b{_written(name)}\b", text)]


def is_brand(name: str, text: str) -> bool:
    """Whether a text shows a name as that under which something is sold: "Osprey licences", "the Osprey motors"."""
    return any(
        phrase("sold-under-a-brand").match(text, end)
        or (_THINGS.match(text, end) and phrase("before-a-brand").search(text[max(0, start - 30) : start]))
        for start, end in _places(name, text[:_READ])
    )


_THINGS = re.compile(r" [a-z-]{2,}s\b")


def is_thing(group: Group, text: str) -> bool:
    """Whether a text shows a name as that of goods: it calls it the only platform, or sells it and names its kind behind it."""
    if group.legal or group.signs or "definition" in group.sources:
        return False
    places = _named(group, text)
    if any(_INTO.search(text[max(0, start - 12) : start]) for start, _ in places):
        return True
    if has_head(group.name):
        return False
    behind = [end for _, end in places]
    if not group.paired and any(phrase("told-as-a-thing").match(text, end) for end in behind):
        return True
    sold = any(phrase("before-goods").search(text[max(0, start - 30) : start]) for start, _ in places)
    return not group.active and sold and any(_goods().match(text, end) for end in behind)


_INTO = re.compile(r"\binto (?:an?|its|our|the|their) $")  # "pays 5 million into the Acme Fund"


def _named(group: Group, text: str) -> list[tuple[int, int]]:
    """The places in a text where a name of a group stands."""
    return [place for name in sorted(group.names) for place in _places(name, text)]


@cache
def _goods() -> re.Pattern[str]:
    """Behind the name of goods: what kind they are, "Acme processors", "the Acme rail compiler"."""
    return re.compile(rf" (?:[a-z-]+ )?{alternatives('product-heads')}s?\b")


def is_placed(group: Group, text: str, before: str = "in|at|near|outside|for|off|around") -> bool:
    """Whether a name of one word stands only where places do: behind "in" or "for", or right before a thing: "Elbon water"."""
    if " " in group.name or group.legal or group.name.isupper():
        return False
    name = _written(group.name)
    where = re.findall(rf"\b(?:{before}) {name}\b(?!['’]s| and\b|, )", text, re.IGNORECASE)
    if not where:
        return False
    things = re.findall(rf"(?<=[a-z] ){name} (?!(?:and|or|in|for|on|to|will|has|is|may)\b)[a-z]+(?<!s)(?<!ed)\b", text)
    return len(where) + len(things) == len(re.findall(rf"\b{name}\b", text))


def always_led(group: Group, document: Document) -> bool:
    """Whether a name is one word that stands behind an article wherever it stands, as the words do that a contract defines."""
    if " " in group.name or group.legal or is_government(group.name) or not group.name[1:].islower():
        return False
    name = _written(group.name)
    led, every = times_led(rf"(?i:(?:the|this|that|each|such|an?|its|their|our)\s+{name})", name, document.text)
    return led == every


def times_led(led: str, name: str, text: str) -> tuple[int, int]:
    """Return how often a text has a name with what leads it, and how often the name at all; both are patterns.

    >>> times_led("[Tt]he Reef", "Reef", "The Reef lies north. Who owns Reef?")
    (1, 2)
    """
    return len(re.findall(rf"\b{led}\b", text)), len(re.findall(rf"\b{name}\b", text))


def only_opens(group: Group, document: Document) -> bool:
    """Whether the one word of a name stands in capitals only where a sentence begins, so that it may be any word.

    A word without the ending of a common one that stands in a frame with another party is a name all the same.
    """
    if (
        group.legal
        or group.signs
        or "definition" in group.sources
        or len(group.names) != 1
        or " " in group.name
        or not group.name[1:].islower()
    ):
        return False
    if (group.paired or group.weight >= _WELL_KNOWN) and not _INFLECTED.search(group.name):
        return False
    text = document.text
    if "'" in group.name:
        return not re.search(rf"[^\W\d_,;)]\s+{_written(group.name)}\b", text)
    return not any(_is_behind_word(text, at) for at, _ in bounded(group.name, text))


def _is_behind_word(text: str, at: int) -> bool:
    """Whether a word of letters and blanks stand right before a place."""
    end = at
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return 0 < end < at and text[end - 1].isalnum() and not text[end - 1].isdecimal()


_INFLECTED = re.compile(r"(?:ing|ed|ly|[^su]s)$")  # an ending that common words have
