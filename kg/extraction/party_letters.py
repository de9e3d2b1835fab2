"""To whose house a letter goes whose reader it greets by name: the address above the salutation."""

from __future__ import annotations

import re

from kg.extraction.lines import placed_lines
from kg.extraction.party_definitions import Claim
from kg.extraction.party_names import find_names
from kg.extraction.party_words import alternatives, party_words

__all__ = ["read_readers_house"]

_HEAD = 2500  # code points in which a letter greets its reader
_BELOW = 3  # lines from the name of the reader to that of the house
_DEAR = re.compile(r"(?m)^\W*Dear (?P<who>[A-Z][^\n,:;]{1,40})[,:;]?\s*$")


def read_readers_house(text: str) -> list[Claim]:
    r"""Return the house that fills a line right below the name of the person whom a letter greets; nothing where none does.

    >>> [claim.name for claim in read_readers_house("Dr. Ann Bee\nHead of Mills\nAcme Tarn\n\nDear Ann,\n\nOur lease ends.")]
    ['Acme Tarn']
    """
    dear = _DEAR.search(text, 0, _HEAD)
    if dear is None:
        return []
    called = set(re.findall(r"[^\W\d_]{3,}", dear["who"])) - {word.title() for word in party_words("person-titles")}
    left = 0
    for line, at in placed_lines(text[: dear.start()]):
        bare = line.strip(" \t*_,.")
        left = _BELOW if called & set(re.findall(r"[^\W\d_]+", bare)) and len(bare) < 60 else left - 1 if bare else 0
        names = find_names(bare) if 0 <= left < _BELOW and bare else []
        if len(names) == 1 and names[0].text == bare and not (_is_office(bare) or _is_place(bare)):
            start = at + line.find(bare)
            return [Claim(bare, start, start + len(bare), "letter", 4)]
    return []


def _is_office(line: str) -> bool:
    return re.search(rf"\b{alternatives('job-titles')}\b", line, re.IGNORECASE) is not None


def _is_place(line: str) -> bool:
    """Whether a line is a town, or may be one, since it is a single word."""
    return " " not in line or line in party_words("cities") | party_words("countries") | party_words("regions")
