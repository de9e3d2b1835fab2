"""Names that act in a document and that it takes for no party: "Marlow is no longer required to", "ALD's fee".

Another document of the same deal may know whose names they are. The key of such a name is `SOME_PARTY` and the name: who is
meant is told by what the documents of the dealing say together (`kg.resolution.called`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kg.extraction.lexicon import word_list
from kg.extraction.party_index import PartyIndex
from kg.extraction.party_words import alternatives, party_words
from kg.records import SOME_PARTY, Document

__all__ = ["acting_names", "with_acting_names"]

_READ = 60_000  # code points of a text in which such names are looked for
_WORD = r"[A-ZÀ-ÖØ-Þ][\w&-]*"
_NAME = rf"(?P<name>(?P<first>{_WORD})(?: (?:(?:of|de|do|da|del|and|&) )?(?:the )?{_WORD}){{0,4}})"


@cache
def _acting() -> re.Pattern[str]:
    aside = r",? (?:(?:also|alone|itself|now|still|then|too),? |, [^,.;]{3,40}, )?"
    acts = rf"{aside}(?:{alternatives('acting-verbs')}|{alternatives('verbs-of-names')})\b"
    return re.compile(
        rf"(?<![\w&'’.-])(?P<article>[Tt]he )?{_NAME}(?:['’]s? (?:\w+ ){{0,2}}{alternatives('acting-possessions')}\b|{acts})"
    )


def acting_names(index: PartyIndex, text: str) -> tuple[str, ...]:
    """Return the names that act in a text and that none of its parties is known to have, in order.

    A word that stands in small letters too is no name, nor is one behind an article, initials aside: "the Yard".
    """
    found: list[str] = []
    small: set[str] | None = None
    for match in _acting().finditer(text):
        name, alone = match["name"], match["name"] == match["first"]
        if name in found or match["first"].casefold() in word_list("no-subject") or match["first"] in party_words("never-names"):
            continue
        if (match["article"] and not (alone and name.isupper())) or index.seen(name).hits("", ()):
            continue
        if alone and not name.isupper():
            small = set(re.findall(r"(?<![\w-])[a-z]\w+", text)) if small is None else small
        if not alone or name.isupper() or name.casefold() not in (small or ()):
            found.append(name)
    return tuple(found)


def with_acting_names(index: PartyIndex, document: Document) -> PartyIndex:
    """Return the parties of a document with the names that act in it and that are nobody's, as parties of whom no more is known."""
    found = acting_names(index, document.text[:_READ]) if index.mentions else ()
    return replace(index, called=(*index.called, *((name, SOME_PARTY + name) for name in found))) if found else index
