"""What passages speak of: their words in the singular, without those of every contract (`ontology/lexicon/topics.toml`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import cache
from math import log
from typing import Final

from kg.files import load_toml
from kg.nouns import singular

__all__ = ["plain_words", "topics_of", "weigh_words", "words_of_names"]

_FEW = 4  # passages from which on words can be rare


class _Letters(dict[int, str]):
    """Translates a text to its letters, with blanks for other signs: twice as fast as to search it for words."""

    def __missing__(self, sign: int) -> str:
        letter = chr(sign)
        self[sign] = letter if letter.isalnum() and not letter.isdecimal() else " "
        return self[sign]


_LETTERS: Final = _Letters()


def _words(text: str) -> list[str]:
    """The words of a text, without case; one letter is none.

    >>> _words("Clause 7_b: Émile's £3m")
    ['clause', 'émile']
    """
    return [word for word in text.casefold().translate(_LETTERS).split() if len(word) > 1]


@cache
def plain_words() -> frozenset[str]:
    """Words that say nothing about what a rule is for, as `singular` leaves them."""
    return frozenset(map(singular, load_toml("topics")["plain"]["words"]))


def topics_of(passages: Iterable[str], names: Set[str] = frozenset()) -> frozenset[str]:
    """Return the words of some passages, in the singular, without those of every contract.

    Args:
        passages: words as the documents have them.
        names: words of the names of parties, which say nothing about what a rule is for.

    >>> sorted(topics_of(["The Tenant pays a deposit of EUR 300 for the keys."], frozenset({"tenant"})))
    ['deposit', 'key']
    """
    found = {*_words("\n".join(passages))}
    return frozenset({*map(singular, found)} - names - plain_words())


def words_of_names(names: Iterable[str]) -> frozenset[str]:
    """Return the words of some names as `topics_of` has them.

    >>> sorted(words_of_names(["Acme Mills Ltd", "The Mills"]))
    ['acme', 'ltd', 'mill', 'the']
    """
    return frozenset(singular(word) for name in names for word in _words(name))


def weigh_words(counted: Mapping[str, int], passages: int) -> Mapping[str, float]:
    """Return how much it tells that two passages share a word: 1 where no third one has it, nothing where all have it.

    Args:
        counted: in how many passages each word stands.
        passages: how many there are.

    >>> weigh_words({"key": 2, "door": 4}, 4)
    {'key': 1.0, 'door': 0.0}
    """
    whole = max(passages, _FEW)
    by_count = {count: log(whole / count) / log(whole / 2) for count in set(counted.values())}
    return {word: by_count[count] for word, count in counted.items()}
