"""Who is quoted: stretches of a passage between quotation marks that somebody of a party is told to have said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.extraction.parties import PartyHit, PartyIndex
from kg.extraction.party_words import alternatives, either_case
from kg.extraction.passages import Passage
from kg.extraction.spokespeople import said_by

__all__ = ["Quotation", "find_quotations"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch of a clean text, and the key of the party for whom it was said; empty: somebody else, or not told."""

    start: int
    end: int
    party: str


_LEAST = 25  # code points of a quotation that says something; shorter ones are words or names
_QUOTED = re.compile(rf'"[^"]{{{_LEAST},}}(?:"|$)')


@cache
def _saying() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('saying-verbs')}\b")


def find_quotations(
    passage: Passage, parties: PartyIndex, before: str, people: Mapping[str, str] | None = None
) -> tuple[Quotation, ...]:
    """Return what is quoted in a passage.

    Args:
        passage: clean text.
        parties: those of the document.
        before: the party quoted in the passage before, whom "he said" means.
        people: the parties of those who speak for one in the document, by name.
    """
    text = passage.text
    spans = [match.span() for match in _QUOTED.finditer(text)] if '"' in text else []
    if not spans:
        return ()
    outside = _QUOTED.sub(lambda said: " " * len(said[0]), text)
    told = _saying().search(outside)
    if told is None:
        return tuple(Quotation(*span, before if not outside.strip(" .,") else "") for span in spans)
    hits = [hit for hit in parties.hits(Passage.of(outside)) if hit.how in {"name", "role"} and len(hit.keys) == 1]
    party = said_by(outside, told.start(), people or {}) or (_nearest(hits, told.start(), outside) if hits else before)
    return tuple(Quotation(*span, party) for span in spans)


def _nearest(hits: list[PartyHit], verb: int, text: str) -> str:
    """Return the party that stands nearest to a verb of saying, in the same sentence."""
    near = [hit for hit in hits if "." not in _forms().sub("", text[min(hit.end, verb) : max(hit.start, verb)])]
    if not near and _PERSON.search(text[:verb]):  # "X's minister was firm. "…," she said": who was named last
        near = [hit for hit in hits if hit.end < verb][-1:]
    return min(near, key=lambda hit: (abs(hit.start - verb), hit.start)).keys[0] if near else ""


@cache
def _forms() -> re.Pattern[str]:
    """Return the pattern of a legal form with its full stop, which ends no sentence."""
    return re.compile(rf"\b{either_case('stopped-suffixes')}\.")


_PERSON = re.compile(r"\b(?:he|she)\s+$", re.IGNORECASE)
