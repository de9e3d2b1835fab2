"""The subject of a sentence that names no known party: "The dockyard must keep six tugs".

A text calls a party by a word that nothing explains, or one that another document explains. What such a subject must, may
or shall not do is a rule of the agreement all the same. It is marked as a party of whom nothing is known, and patterns read on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.alternation import alternation
from kg.extraction.lexicon import word_list
from kg.extraction.party_hits import PartyHit

__all__ = ["may_be_strange", "with_stranger"]

_BINDS = alternation(word_list("binds-a-subject"))
_FREE = alternation({words.split()[1] for words in word_list("binds-a-subject") if words.startswith("is ")})
_BINDING = re.compile(rf" {_BINDS} ")
_PASSIVE = rf"(?! (?:not |only |also |each |then )?be (?!able|liable|responsible|{_FREE})| have been)"
_NO_NAME = alternation(word_list("no-subject"))
_WORD = rf"(?!(?i:{_NO_NAME})\b)[A-Za-z][\w&'-]*"
_STRANGER = re.compile(
    rf"(?:^|(?<=[,;:)\d] )|(?<= and )|(?<= but )|(?<= that ))"
    rf"(?P<who>(?:(?:[Tt]he|[Ee]ach|[Ee]very|[Aa]n?) )?{_WORD}(?: {_WORD}){{0,3}}) (?={_BINDS}\b{_PASSIVE})"
)


def may_be_strange(text: str) -> bool:
    """Return whether a clean text can have a subject that is no known party: a cheap test.

    >>> [may_be_strange(text) for text in ("The yard must keep six tugs.", "The rent must be paid.", "It may rain.")]
    [True, False, False]
    """
    return not text.endswith("?") and _BINDING.search(text) is not None and _STRANGER.search(text) is not None


def with_stranger(text: str, hits: Sequence[PartyHit]) -> tuple[PartyHit, ...]:
    """Return the parties of a clean text and its further subjects, as parties of whom nothing is known; empty: it has none."""
    places = [m.span("who") for m in _STRANGER.finditer(text)]
    found = [PartyHit(a, b, (), "stranger") for a, b in places if all(b <= h.start or h.end <= a for h in hits)]
    return tuple(sorted((*hits, *found), key=lambda h: h.start)) if found else ()
