"""Short names that are no first words: what of a name may stand in a fuller one, and what shows that it does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.legal_names import name_words, word_set

__all__ = ["brand_of", "holds", "inner_words", "is_made_of", "parts_of_label", "spellings_in_labels"]

_SMALL = frozenset({"and", "for", "of", "the"})
_WHOLE = 3  # letters of a word that counts as none


def is_made_of(label: str, words: Sequence[str]) -> bool:
    """Whether a label is the first words of a name, or all, of which all but one may give their first letter, small ones nothing.

    >>> is_made_of("rfdouro", ("radio", "ferreira", "do", "douro")), is_made_of("radio", ("radio", "ferreira", "douro"))
    (True, False)
    >>> is_made_of("ormleydock", ("ormley", "dock", "board"))
    True
    """
    if any(label == "".join(words[:size]) for size in range(2, len(words))):
        return True
    ends = {(0, 0)}  # of what is spelled so far, and how many whole words
    for word in words:
        whole = {(at + len(word), n + (len(word) > _WHOLE)) for at, n in ends if label.startswith(word, at)}
        first = {(at + 1, n) for at, n in ends if label.startswith(word[0], at)}
        ends = whole | first | (ends if len(word) <= _WHOLE else set())
    return any(at == len(label) and n == 1 for at, n in ends)


def spellings_in_labels(words: Sequence[str]) -> set[tuple[str, str]]:
    """Return what one of must stand in a label that is made of the words of a name, each with a letter by which that can begin.

    It is a whole word, or the first words in one.

    >>> sorted(spellings_in_labels(("st", "ives", "dock")))
    [('i', 'dock'), ('i', 'ives'), ('i', 'stives'), ('s', 'dock'), ('s', 'ives'), ('s', 'stives')]
    """
    parts = {word for word in words if len(word) > _WHOLE} | {"".join(words[:size]) for size in range(2, len(words))}
    first = next((i for i, word in enumerate(words) if len(word) > _WHOLE), len(words)) + 1
    return {(word[0], part) for word in words[:first] for part in parts} if len(words) > 1 else set()


def parts_of_label(label: str) -> set[str]:
    """Return all that can stand in a label as a whole word, and the label itself.

    >>> sorted(parts_of_label("stives"))
    ['ives', 'stiv', 'stive', 'stives', 'tive', 'tives']
    """
    return {label[i:j] for i in range(len(label)) for j in range(i + _WHOLE + 1, len(label) + 1)} | {label}


def inner_words(name: str) -> frozenset[str]:
    """Return the words of a name that may stand anywhere in a fuller one; none where they name only what kind of body it is.

    >>> sorted(inner_words("Clear Water")), sorted(inner_words("Bank")), sorted(inner_words("Elbonia"))
    (['clear', 'water'], [], ['elbonia'])
    """
    words = frozenset(name_words(name)) - _SMALL
    common = word_set("organisation-heads") | word_set("joint-heads") | word_set("bodies") | word_set("place-heads")
    return (
        words if any(len(word) > 3 and word not in common for word in words) and name not in word_set("countries") else frozenset()
    )


def brand_of(name: str) -> str:
    """Return the first word of a name of two, where it is no common one: "Acme Re" is sold by the house called Acme.

    >>> brand_of("Acme Re"), brand_of("Royal Bank"), brand_of("Acme")
    ('acme', '', '')
    """
    words = name_words(name)
    first = words[0].title() if len(words) == 2 else ""
    common = first in word_set("generic-first-words") | word_set("countries") | word_set("cities") | word_set("demonyms")
    return "" if common or len(first) < 4 else words[0]


def holds(name: str, words: frozenset[str]) -> bool:
    """Whether a fuller name holds all of some words; one alone must not be the place behind "of".

    >>> holds("Brickworks Tarn & Sons Ltd", frozenset({"tarn"})), holds("Port Authority of Tarn", frozenset({"tarn"}))
    (True, False)
    """
    own = name_words(name)
    placed = len(words) == 1 and any(a == "of" and b in words for a, b in pairwise(own))
    return words < frozenset(own) and not placed
