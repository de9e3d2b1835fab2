"""Whom a text means by the word for a people, or by a noun with a capital that nothing defines: the party that it named before.

"Acme leases the yard to Beta. The Danes pay EUR 9 a day" and "Take Acme. We and the House signed in May". Such words are no
names; where a text has firms as its parties they mean one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.extraction.learned import load_weights
from kg.extraction.party_group import Group
from kg.extraction.party_words import party_words

__all__ = ["is_organ", "is_people", "is_taking_up", "meant_before"]

_FAR = 600  # code points before such a word in which its party was named


@cache
def _peoples() -> frozenset[str]:
    """Words for the people of a land: "Italians", from the adjectives that end so, and those of another stem."""
    regular = {f"{word}s" for word in party_words("demonyms") if re.search(r"(?:an|i|ek|ech|ne|ak)$", word)}
    return frozenset(regular | party_words("people-nouns"))


_ENDING = r"[A-Z][a-z]{3,}(?:ese|[^aeiou]ers|ians|ards)"  # "Luxembourgers", which no list of the peoples of lands has


def is_people(name: str) -> bool:
    """Whether a name is the word for the people of a land or a town: "the Italians", "the Luxembourgers", no "Growers".

    >>> is_people("Italians"), is_people("Ormlevillers"), is_people("Growers"), is_people("Acme")
    (True, True, False, False)
    """
    if name in _peoples():
        return True
    known, word = load_weights().matters.weights, name.casefold()
    return re.fullmatch(_ENDING, name) is not None and word not in known and word.removesuffix("s") not in known


@cache
def _taking_up() -> re.Pattern[str]:
    peoples = "|".join([*sorted(_peoples()), _ENDING])
    nouns = "|".join(sorted(word.capitalize() for word in party_words("bare-houses")))
    return re.compile(rf"\b[Tt]he (?P<noun>{peoples}|{nouns})\b(?!['’]? (?:of\b|[A-Z][a-z]))")


def is_taking_up(group: Group, text: str) -> bool:
    """Return whether a name is no name but takes one up: the word for a people, or "the House", wherever it stands."""
    if group.signs or group.legal or "definition" in group.sources or len(group.names) != 1:
        return False
    bare = group.name
    if is_people(bare):
        return True
    if bare.casefold() not in party_words("bare-houses"):
        return False
    led = len(re.findall(rf"\b[Tt]he {re.escape(bare)}\b", text))
    return led > 0 and led == len(re.findall(rf"\b{re.escape(bare)}\b", text))


def meant_before(chosen: Sequence[Group], text: str) -> Iterator[tuple[str, str]]:
    """Yield (what a text says, key of the party that it named last) for such words, in a text whose parties are no states."""
    if any(group.kind == "government" for group in chosen):
        return
    names = {name: group.key for group in chosen for name in (*group.names, *group.short, *group.titles) if len(name) > 2}
    if not names:
        return
    ordered = sorted(map(re.escape, names), key=lambda name: (-len(name), name))
    named = re.compile(rf"(?<!\w)(?P<name>{'|'.join(ordered)})(?!\w)")
    seen: set[str] = set()
    for match in _taking_up().finditer(text):
        noun = match["noun"]
        if noun in seen or noun in names or not (is_people(noun) or noun.casefold() in party_words("bare-houses")):
            continue
        seen.add(noun)
        clause = max(text.rfind(sign, 0, match.start()) for sign in (".", ";", ":", ",", "\n\n", "?", "!"))
        own = {names[m["name"]] for m in named.finditer(text, max(0, clause), match.start())}
        before = [names[m["name"]] for m in named.finditer(text, max(0, match.start() - _FAR), max(0, clause))]
        told = next((key for key in reversed(before) if key not in own), "")
        if told:
            yield from ((f"{the} {noun}", told) for the in ("the", "The"))


def is_organ(group: Group) -> bool:
    """Whether a name says only what organ it is, such as a committee in which those who deal meet, and does not sign."""
    return not group.signs and (party_words("organ-words") - {"assembly", "commission", "council"}).issuperset(group.words)
