"""Names that a text of a deal holds and that have no part in it: things, papers, analysts, advisers, bidders that got nothing."""

from __future__ import annotations

import re
from functools import cache

from kg.extraction.lexicon import phrase
from kg.extraction.party_names import Name
from kg.extraction.party_words import small
from kg.extraction.runs import lowered

__all__ = ["is_told_of"]


def is_told_of(text: str, name: Name) -> bool:
    """Whether the words around a name make it a ship, a film, a paper, an adviser, a rival or an onlooker: no party."""
    before = text[max(0, name.start - 60) : name.start]
    if _advises(before, text[name.end : name.end + 100]) or phrase("beaten").search(before):
        return True
    if name.legal and not name.text.isupper():
        return False
    if phrase("made-by-whom").search(before):
        return True
    return bool(phrase("rivals").search(before)) or any(told.search(lowered(before)) for told in _told_of())


@cache
def _told_of() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what stands before the name of a thing or a paper, and before that of a house whose people only speak of a deal."""
    return (
        re.compile(rf"\b{small('named-things')}\s+[\"'“‘]?$"),
        re.compile(rf"\b{small('onlookers')}(?:\s+\w+){{0,2}}\s+(?:at|from|of|with)\s+(?:the\s+)?$"),
    )


@cache
def _advising() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what stands before and behind the name of a house that only advises those who deal."""
    return (
        re.compile(rf"\b{small('advising-firms')}\s+(?:at\s+|from\s+|by\s+)?$"),
        re.compile(rf"(?:\s+\([^()]{{1,60}}\))?,?\s+(?:which\s+|who\s+|has\s+)?{small('advising-acts')}\b"),
    )


def _advises(before: str, after: str) -> bool:
    """Whether the words around a name make it a house that advises those who deal and does not deal itself."""
    lead, act = _advising()
    return bool((before[-1:].isspace() and lead.search(lowered(before))) or act.match(lowered(after)))
