"""Who signs a text or can be asked about it: its last lines, and the addresses at its foot."""

from __future__ import annotations

import re

from kg.extraction.lexicon import phrase
from kg.extraction.party_index import PartyIndex
from kg.extraction.passages import Passage

__all__ = ["contact_hosts", "signed_off"]

_LINE = 100  # code points of a line in which somebody signs
_SIGNER = re.compile(
    r"\W*(?:(?i:the|your|team|all of us|everyone|from|at)\s+)*(?:(?:[A-Z][\w.'’-]*|and|&),?\s+)*"
    r"(?:(?:[A-Z][\w.'’&-]*|(?i:for|at|from|the|of|team|and|everyone|all)|[&|/–-]),?\s+)*"
)
_BEHIND = re.compile(r"(?:\s+(?:[a-z]+ ){0,2}(?i:crew|desk|group|staff|team))?(?:, [A-Z][\w-]+)?\W*")


def signed_off(text: str, index: PartyIndex) -> str:
    """Return the party for which somebody signs in one of the last lines: "Ann & Bo, Acme", "The Acme team"; "" where none does."""
    for line in text[-400:].splitlines()[-6:]:
        passage = Passage.of(line)
        hits = [hit for hit in index.hits(passage) if hit.how == "name" and len(hit.keys) == 1] if len(line) < _LINE else []
        if len(hits) == 1 and _SIGNER.fullmatch(passage.text[: hits[0].start]) and _BEHIND.fullmatch(passage.text[hits[0].end :]):
            return hits[0].keys[0]
    return ""


def contact_hosts(text: str) -> list[str]:
    """Return the hosts of the addresses under which the foot of a text can be answered."""
    return [match[1] for match in phrase("press-contact").finditer(text, max(0, len(text) - 1200))]
