"""The name that the head of a text may give whoever says "we" in it, where nothing better shows whose text it is.

"Acme Gravel - spring call" above a text. A name that so little shows is taken for a party only where no other document tells who
speaks (`kg.resolution.passing`). Who signs for a house, or wrote for it, tells it more surely (`party_own_voice`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extraction.lines import placed_lines
from kg.extraction.party_frames import people
from kg.extraction.party_masthead import whole_name
from kg.extraction.party_words import folded, party_words
from kg.legal_names import name_words
from kg.records import Document

__all__ = ["likely_house"]

_HEAD, _LINE = 3, 120  # lines at the head of a text that may name its house, and how long they are at most
_PARTS = re.compile(r"\s*(?:[|·•>]|\s[–—/-]\s|,\s)\s*")
_MARKS = " \t#*_>-=~–—"


def likely_house(document: Document, taken: Sequence[str]) -> str:
    """Return the name that the head of a text may give its house; empty where it gives none.

    Args:
        document: the text.
        taken: names of others.
    """
    lines = [bare for line, _ in placed_lines(document.text) if (bare := line.strip(_MARKS))]
    others = {word for name in taken for word in name_words(name)}
    return next((name for name in _heading(lines[:_HEAD]) if others.isdisjoint(name_words(name))), "")


def _heading(lines: Sequence[str]) -> Iterator[str]:
    """Yield the names that open some lines as a masthead does: alone, or before a sign that parts it from what the paper is."""
    for line in [line for line in lines if len(line) < _LINE]:
        first = _PARTS.split(line)[0].strip(_MARKS)
        name = whole_name(first)
        if name is None or " " not in name.text or name.text in people(line) or line.rstrip()[-1:] in "?!":
            continue
        words = set(name_words(name.text))
        if not words & (party_words("never-names") | folded("starters")) and name.text.split()[0] not in party_words("given-names"):
            yield name.text
