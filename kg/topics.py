"""What passages speak of: their words in the singular, without those of every contract (`ontology/lexicon/topics.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import cache

from kg.files import load_toml
from kg.nouns import singular

__all__ = ["plain_words", "topics_of", "words_of_names"]

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
