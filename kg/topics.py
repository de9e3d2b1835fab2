"""What passages speak of: their words in the singular, without those of every contract (`ontology/lexicon/topics.toml`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Set
from functools import cache
from math import log

from kg.files import load_toml
from kg.nouns import singular

__all__ = ["plain_words", "topics_of", "weigh_words", "words_of_names"]

_FEW = 4  # passages from which on words can be rare
_WORD = re.compile(r"[^\W\d_]{2,}")


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
    found = {w for words in passages for w in _WORD.findall(words.casefold())}
    return frozenset(set(map(singular, found)) - names - plain_words())


def words_of_names(names: Iterable[str]) -> frozenset[str]:
    """Return the words of some names as `topics_of` has them.

    >>> sorted(words_of_names(["Acme Mills Ltd", "The Mills"]))
    ['acme', 'ltd', 'mill', 'the']
    """
    return frozenset(singular(word) for name in names for word in _WORD.findall(name.casefold()))


def weigh_words(passages: Collection[Set[str]]) -> Mapping[str, float]:
    """Return how much it tells that two passages share a word: 1 where no third one has it, nothing where all have it.

    >>> weigh_words([{"key", "door"}, {"key", "door"}, {"door"}, {"door"}])["key"]
    1.0
    """
    counted = Counter(word for own in passages for word in own)
    whole = max(len(passages), _FEW)
    return {word: log(whole / count) / log(whole / 2) for word, count in counted.items()}
