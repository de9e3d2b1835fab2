"""Parties at whom a text hints that shows no deal by itself: by initials, by a word of a name, by what they are.

"ULD and we signed an addendum" of a mail, "the creamery" of a page: whoever knows that the Union of Lakeside Dairymen deals with
a creamery understands them. A text that names one of those who deal with one another and hints at another is read once more
with both; of several circles, those at which it hints most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from typing import Final

from kg.legal_names import SHORT_NAME, bare_role, capitals, name_words
from kg.records import PartyMention
from kg.resolution.called import initials_of

__all__ = ["EVERYWHERE", "Hints", "leading_word", "written_names"]

EVERYWHERE: Final = 100  # circles to which a word or a party leads: where it leads to more, the other one of the two must tell

_TWO: Final = 2
_LONG: Final = 5  # letters of a word within a name that stands for it


@dataclass(frozen=True)
class Hints:
    """Those who deal, by the keys of their names, with what can stand for each of them in a text."""

    parties: Mapping[str, PartyMention]
    circles: Mapping[str, Set[frozenset[str]]]  # by party, with whom it deals
    short: Mapping[str, Set[str]]  # the parties for whose whole name a word can stand

    @classmethod
    def of(cls, parties: Mapping[str, PartyMention], circles: Iterable[frozenset[str]]) -> Hints:
        """Return what texts can hint at, of those who deal with one another."""
        homes: dict[str, set[frozenset[str]]] = defaultdict(set)
        for circle in circles:
            for key in circle:
                homes[key].add(circle)
        inner: dict[str, set[str]] = defaultdict(set)
        short: dict[str, set[str]] = defaultdict(set)
        for key, party in parties.items():
            for name in written_names(party):
                for word in capitals(name):
                    inner[word].add(key)
                for word in _short(name):
                    short[word].add(key)
        for word in (word for word, bearers in inner.items() if len(bearers) == 1 and len(word) >= _LONG):
            short[word] |= inner[word]
        return cls(parties, homes, short)

    def told(self, words: Set[str]) -> tuple[PartyMention, ...]:
        """Return the parties at which the words of a text hint; none where it names nobody, or hints at nobody else.

        Args:
            words: its words that begin with a capital, and the nouns behind "the" (`kg.extraction.party_known.words_of_names`).
        """
        named: dict[str, str] = {}
        for word in sorted(word for word in words & self.short.keys() if len(self.short[word]) <= EVERYWHERE):
            for key in self.short[word]:
                named.setdefault(key, word)
        near = [circles for key in named if len(circles := self.circles.get(key, frozenset())) <= EVERYWHERE]
        scored: dict[frozenset[str], tuple[int, int]] = {}
        for circle in frozenset[frozenset[str]]().union(*near):
            strong = circle & named.keys()
            weak = {key for key in circle - strong if _called(self.parties[key], words)}
            if len(strong) + len(weak) >= _TWO:
                scored[frozenset(strong | weak)] = len(strong), len(weak)
        best = max(scored.values(), default=None)
        found = {key for some, score in scored.items() if score == best for key in some}
        return _once(tuple(_known(self.parties[key], named.get(key, ""), words) for key in sorted(found)))


def _once(found: tuple[PartyMention, ...]) -> tuple[PartyMention, ...]:
    """Return some parties without those of whom only the initials of another one among them are known; that one has these."""
    letters = {one.name for one in found} & {initials_of(one.name) for one in found}
    return tuple(
        replace(one, aliases=tuple(sorted({*one.aliases, initials_of(one.name)}))) if initials_of(one.name) in letters else one
        for one in found
        if one.name not in letters
    )


def written_names(party: PartyMention) -> list[str]:
    """Return the names of a party, present and former, that have a word with a capital."""
    return [name for name in (party.name, *party.aliases, *party.former_names) if capitals(name)]


def leading_word(name: str) -> str:
    """Return the word with which a name begins, where it is long enough to stand for it; else "".

    >>> leading_word("Corbel Stores Ltd."), leading_word("The ABC Mills")
    ('Corbel', '')
    """
    first = capitals(name)[0]
    return first if len(first) >= SHORT_NAME and name_words(name)[:1] == name_words(first)[:1] else ""


def _short(name: str) -> set[str]:
    """Return the words that can stand for a whole name: the first, where it is long, the only one, and its initials."""
    own = capitals(name)
    only = own[0] if len(own) == 1 and name_words(name) == name_words(own[0]) else ""
    return {leading_word(name), initials_of(name), only} - {""}


def _called(party: PartyMention, words: Set[str]) -> tuple[str, ...]:
    """Return the roles of a party, and the nouns for what it is, that a text has."""
    return tuple(word for word in (*map(bare_role, party.roles), *party.nouns) if word in words)


def _known(party: PartyMention, name: str, words: Set[str]) -> PartyMention:
    """Return a party with the word that stands for its name in a text, and what the text calls it."""
    aliases = tuple(sorted({*party.aliases, *({name} - {"", party.name})}))
    return replace(party, aliases=aliases, roles=tuple(dict.fromkeys([*party.roles, *_called(party, words)])))
