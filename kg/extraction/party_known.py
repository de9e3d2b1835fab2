"""Parties that other documents of a deal tell of, in a document that shows no two parties by itself.

"The bakery Corbel and the app Dray" of an announcement are nobody's names for all that the announcement shows; the contract beside
it has Corbel Stores Ltd. and Dray Technologies SE. Such a document is read once more with the parties that its own words name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.extraction.party_definitions import Claim
from kg.legal_names import SHORT_NAME, bare_role, capitals, name_words, names_somebody
from kg.records import PartyMention

__all__ = ["claims_of_known", "strangers_beside", "words_of_names"]

_MOST: Final = 1000  # words of one text that can be those of a name
_READ: Final = 14_000  # code points in which a paper names whom it is about
_WEIGHT: Final = 4  # evidence on a name that another document shows to be that of a party


def words_of_names(text: str) -> tuple[str, ...]:
    """Return the words of a text that begin with a capital, those of all names that it can hold, and the nouns behind "the".

    Each once and sorted, those with capitals first. The host of an address is a name in capitals.

    >>> words_of_names("The bakery Corbel's vans, and the mill"), words_of_names("mail to gate@kvd.example")
    (('Corbel', 'The', 'bakery', 'mill'), ('KVD', 'Kvd'))
    """
    head = text[:_READ]
    hosts = _HOST.findall(head)
    return tuple(sorted({*capitals(head), *_NOUN.findall(head), *map(str.upper, hosts), *map(str.title, hosts)})[:_MOST])


_NOUN: Final = re.compile(r"\b[Tt]he ([a-z]{3,})\b")
_HOST: Final = re.compile(r"(?:@|www\.)([a-z]{3,12})(?=\.[a-z])")


def claims_of_known(text: str, known: Sequence[PartyMention]) -> Iterator[Claim]:
    """Yield what a text tells of parties that other documents know: where it has a name of theirs, its beginning, or a role."""
    hosts = list(_HOST.finditer(text, 0, _READ))
    for party in known:
        names = (party.name, *party.aliases, *party.former_names)
        place = next((m for name in names for short in _shortened(name) if (m := _named(short, text))), None)
        lower = {name.lower() for name in names}
        host = None if place else next((m for m in hosts if m[1] in lower), None)
        roles = tuple(role for role in party.roles if re.search(rf"\b[Tt]he {re.escape(bare_role(role))}\b", text[:_READ]))
        if place is None and host is None and not roles:
            continue
        start, end = place.span() if place else host.span(1) if host else (0, 0)
        said = (place.group(),) if place else ()  # an address is no name
        called = tuple((name, start, end) for name in dict.fromkeys((*said, *names)) if name != party.name)
        yield Claim(party.name, start, end, "definition", _WEIGHT, aliases=called, roles=roles)


def strangers_beside(shown: Sequence[PartyMention], known: Sequence[PartyMention]) -> tuple[str, ...]:
    """Return the names that a text shows and that are neither of a known party nor, by what they say, of anybody else who deals."""
    words = {word for party in known for name in (party.name, *party.aliases, *party.former_names) for word in name_words(name)}
    return tuple(
        m.name for m in shown if m.name and words.isdisjoint(name_words(m.name)) and not (m.deals or names_somebody(m.name))
    )


def _shortened(name: str) -> Iterator[str]:
    """Yield a name, and its beginnings from the longest to the first word that tells enough."""
    words = name.split()
    yield name
    for length in range(len(words) - 1, 0, -1):
        short = " ".join(words[:length]).rstrip(",")
        if len(short) >= SHORT_NAME:
            yield short


def _named(name: str, text: str) -> re.Match[str] | None:
    """Return where a text has a name that is no part of a longer one."""
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])(?! [A-Z])").search(text, 0, _READ)
