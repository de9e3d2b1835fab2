"""Whose "we" a text says where no line of its head or foot is a name: "your Acme team", "posted for the board of Acme".

A mail to staff or customers ends with a team, an entry of a blog opens with who wrote it for whom, and a mail to those who work in
a house tells them who owns a part of it.

Everything here works on raw text; offsets are of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.lexicon import phrase
from kg.extraction.lines import placed_lines
from kg.extraction.party_names import find_names
from kg.extraction.party_words import folded, party_words
from kg.legal_names import name_words

__all__ = ["own_houses"]

_FOOT, _HEAD = 5, 8  # lines at the foot and at the head of a text in which it says for whom it speaks
_LINE = 160  # code points of such a line


def own_houses(text: str) -> Iterator[tuple[str, int, bool]]:
    r"""Yield the names of those for whom a text can say "we", the surest first: name, place, whether a line at an end says so.

    >>> list(own_houses("We moved.\n\nYour card team at Acme Sands"))
    [('Acme Sands', 29, True)]
    """
    lines = [(line, at) for line, at in placed_lines(text) if line.strip(" \t#*_-–—")]
    foot = [(line, at) for line, at in lines[-_FOOT:] if len(line) < _LINE]
    head = [(line, at) for line, at in lines[:_HEAD] if len(line) < _LINE]
    for mark, places in (("team-of-a-house", foot), ("house-of-a-team", foot), ("written-for-a-house", head)):
        for line, at in places:
            if (match := phrase(mark).search(line)) is not None:
                again = mark == "house-of-a-team"
                yield from ((*one, True) for one in _house(text, at + match.start("house"), at + match.end("house"), again=again))
    for match in phrase("share-of-a-house").finditer(text):
        yield from ((*one, False) for one in _house(text, match.start("house"), match.end("house"), again=False))


def _house(text: str, start: int, end: int, *, again: bool) -> Iterator[tuple[str, int]]:
    """Yield the name that opens a part of a text; `again`: a name of which the text speaks elsewhere too."""
    name = next(iter(find_names(text[start:end])), None)
    if name is None or name.start or name.text in party_words("countries") or name.text in party_words("cities"):
        return
    words = set(name_words(name.text))
    if words & (folded("openers") | folded("starters") | folded("paper-heads")) or words <= folded("organ-words"):
        return
    if again and len(re.findall(rf"\b{re.escape(name.text.split(maxsplit=1)[0])}\b", text)) < 2:
        return
    yield name.text, start
