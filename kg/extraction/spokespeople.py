"""People who speak for a party: whose chief executive somebody is, and whose words a labelled line or a quotation is.

A transcript names its speakers before a colon, a report after "said"; which party they stand for is told once, with their office.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from kg.extraction.party_index import PartyHit, PartyIndex
from kg.extraction.party_words import alternatives
from kg.extraction.passages import Passage
from kg.records import Block

__all__ = ["find_spokespeople", "labelled_speaker", "said_by"]

_NAME = re.compile(r"(?<![\w'.-])[A-Z][\w'-]+(?: (?:(?:de|da|di|van|von|der|el|al|[A-Z]\.) ){0,2}[A-Z][\w'-]+){1,3}(?![\w-])")
_REACH = 90  # code points between the name of a person and the party whose office it holds
_MOST = 60  # people of one document
_NEAR = 60  # code points between a verb of saying and the name of the one who says it


@cache
def _offices() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An office behind a name, up to the party; and an office between a party and a name."""
    office = rf"(?:[\w&-]+ ){{0,5}}?{alternatives('job-titles')}\b"
    towards = r"\b(?:of|at|for|from|with)(?: the)? \Z"
    return (
        re.compile(rf",? (?:(?:the|its|their|an?) )?{office}(?:[ ,][\w ,&'-]{{0,40}}?)?{towards}", re.IGNORECASE),
        re.compile(rf"(?:'s?)?,? {office}(?: of [\w ]{{1,30}})?,? \Z", re.IGNORECASE),
    )


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('job-titles')}\b", re.IGNORECASE)


def find_spokespeople(text: str, blocks: Iterable[Block], parties: PartyIndex) -> dict[str, str]:
    """Return the people of a document who hold an office of one party: their names, and their last names, with its key."""
    found: dict[str, set[str]] = {}
    for block in blocks:
        passage = Passage.of(text, block.start, min(block.end, block.start + 20_000))
        if len(found) > _MOST or _office().search(passage.text) is None:
            continue
        hits = [hit for hit in parties.hits(passage) if len(hit.keys) == 1]
        for name in _NAME.finditer(passage.text):
            if key := _party_of(passage.text, name, hits):
                for written in (name.group(), name.group().split()[-1]):
                    found.setdefault(written, set()).add(key)
    return {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}


def _party_of(text: str, name: re.Match[str], hits: list[PartyHit]) -> str:
    """The party whose office the words beside a name give to its bearer; "" where none do."""
    if any(hit.start < name.end() and name.start() < hit.end for hit in hits if hit.how == "name"):
        return ""
    behind, before = _offices()
    for hit in hits:
        if name.end() < hit.start <= name.end() + _REACH and behind.fullmatch(text[name.end() : hit.start]):
            return hit.keys[0]
        if hit.end <= name.start() <= hit.end + _REACH and before.fullmatch(text[hit.end : name.start()]):
            return hit.keys[0]
    own = [hit for hit in hits if hit.how == "pronoun" and text[hit.start : hit.end].lower() == "our"]
    for hit in own:  # "Ann Bell, our chief executive"
        office = re.split(r"[,.;]", text[hit.end : hit.end + _REACH])[0]
        if text[name.end() : hit.start] == ", " and _office().search(office):
            return hit.keys[0]
    return ""


_LABEL = re.compile(r"(?P<who>[A-Z][^:.?!\n]{1,60}?):\s")


def labelled_speaker(passage: Passage, people: Mapping[str, str]) -> str:
    """Return the party of the person before whose colon a passage stands; "" where nobody known speaks there."""
    label = _LABEL.match(passage.text) if people else None
    if label is None:
        return ""
    who = re.split(r",| \(", label["who"])[0].strip()
    return people.get(who, "")


def said_by(outside: str, verb: int, people: Mapping[str, str]) -> str:
    """Return the party of the person who stands beside a verb of saying in a text without its quotations; "" where none does.

    >>> said_by("      said Bell.", 6, {"Bell": "acme"}), said_by("      said a man.", 6, {"Bell": "acme"})
    ('acme', '')
    """
    near = [
        (abs(match.start() - verb), people[name])
        for name in people
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", outside[max(0, verb - _NEAR) : verb + _NEAR])
    ]
    return min(near)[1] if near else ""
