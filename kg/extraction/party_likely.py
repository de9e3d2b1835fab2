"""The name that the head of a text may give whoever says "we" in it, where nothing better shows whose text it is.

"Acme Gravel - spring call" above a text. A name that so little shows is taken for a party only where no other document tells who
speaks (`kg.resolution.passing`). Who signs for a house, or wrote for it, tells it more surely (`party_own_voice`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.extraction.lexicon import phrase
from kg.extraction.lines import placed_lines
from kg.extraction.party_frames import people
from kg.extraction.party_masthead import whole_name
from kg.extraction.party_names import find_names
from kg.extraction.party_words import folded, party_words
from kg.legal_names import name_words
from kg.records import Document

__all__ = ["likely_house"]

_HEAD, _TOLD, _FOOT, _LINE = 3, 6, 2, 160  # lines at both ends of a text that may name its house, and how long they are at most
_PARTS = re.compile(r"\s*(?:[|·•>›»(]|\s[–—/-]+\s|:\s|,\s)\s*")
_IMPRINT = 2  # parts of a line at the foot that is more than the name of who signs
_YOURS = ("your", "Your")
_MARKS = " \t#*_>-=~–—"


def likely_house(document: Document, taken: Sequence[str]) -> str:
    """Return the name that the head or the foot of a text may give its house; empty where they give none.

    Args:
        document: the text.
        taken: names of others.
    """
    lines = [bare for line, _ in placed_lines(document.text) if (bare := line.strip(_MARKS))]
    others = {word for name in taken for word in name_words(name)}
    head = [line for line in lines[:_HEAD] if len(line) < _LINE]
    foot = [line for line in lines[-_FOOT:] if len(line) < _LINE]
    told = [line for line in lines[:_TOLD] if len(line) < _LINE]
    imprint = [line for line in foot if len(_PARTS.split(line)) > _IMPRINT]
    found = (*_told([*told, *foot]), *_heading(head), *_heading(imprint))
    return next((name for name in found if others.isdisjoint(name_words(name))), "")


def _told(lines: Sequence[str]) -> Iterator[str]:
    """Yield the names of which some lines say that a paper, a team or those who read it are theirs."""
    for match in (match for line in lines for match in phrase("house-of-a-paper").finditer(line)):
        name = next(iter(find_names(match["house"])), None)
        own = whole_name(name.text) if name is not None and not name.start else None
        if own is not None and own.text not in people(match.string) and (" " in own.text or match.group().startswith(_YOURS)):
            yield own.text


def _heading(lines: Sequence[str]) -> Iterator[str]:
    """Yield the names that open some lines as a masthead does: alone, or before a sign that parts it from what the paper is.

    A single word is one where the line says what paper it is, or the next one does.
    """
    for line, below in pairwise([*lines, ""]):
        first, *rest = _PARTS.split(line, maxsplit=1)
        name = whole_name(first.strip(_MARKS))
        if name is None or name.text in people(line) or line.rstrip()[-1:] in "?!":
            continue
        words = set(name_words(name.text))
        if " " not in name.text and not phrase("paper-of-a-house").search(rest[0] if rest else below):
            continue
        if not words & (party_words("never-names") | folded("starters")) and name.text.split()[0] not in party_words("given-names"):
            yield name.text
