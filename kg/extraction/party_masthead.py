"""Whose paper a text is by its masthead: a name that alone heads it, or stands before one of its offices ("Acme Help Centre")."""

from __future__ import annotations

import re
from functools import cache

from kg.extraction.party_names import Name, find_names
from kg.extraction.party_words import alternatives, folded, is_government, party_words
from kg.legal_names import name_words

__all__ = ["house_of"]

_PARTS = re.compile(r"\s*[|·•>]\s*|\s+[–—-]\s+|:\s+|\.\s+|\.$")
_LINE = 140  # code points of a line at the top
_LINES = 4  # at the top of a text where its house stands


def house_of(lines: list[str], text: str) -> str:
    """Return the house that a text names at its top as whose it is; empty where it names none.

    >>> house_of(["Acme Rovers Supporter Services. Posted 1 May."], "")
    'Acme Rovers'
    >>> house_of(["ACME SEED | Help centre"], ""), house_of(["Acme Seed asked for help"], "")
    ('ACME SEED', '')
    """
    for line in [line for line in lines[:_LINES] if len(line) < _LINE]:
        parts = [part.strip(" *_#") for part in _PARTS.split(line) if part.strip(" *_#")]
        office = any(_office().fullmatch(part) for part in parts[1:])
        for i, part in enumerate(parts):
            bare = _office_behind().sub("", part)
            if bare != part or (i == 0 and (office or (len(parts) == 1 and _again(part, text)))):
                name = _whole(bare)
                if name is not None and (bare != part or office or name.head):
                    return name.text
    return ""


def _whole(part: str) -> Name | None:
    """Return the name that a part of a line is; none where it is a word, a place, a paper or a newspaper."""
    names = find_names(part.removeprefix("The ").removeprefix("THE "))
    name = names[0] if len(names) == 1 and names[0].text == part.removeprefix("The ").removeprefix("THE ") else None
    if name is None or name.text in party_words("countries") or name.text in party_words("cities"):
        return None
    words = set(name_words(name.text))
    common = folded("openers") | folded("starters") | folded("paper-heads") | folded("title-ends") | folded("portfolios")
    reports = party_words("press-marks") | party_words("register-marks") | common
    return None if words & reports and not is_government(name.text) else name


def _again(part: str, text: str) -> bool:
    """Whether the first word of a heading stands in the text once more."""
    return len(re.findall(rf"\b{re.escape(part.split(maxsplit=1)[0])}\b", text, re.IGNORECASE)) > 1


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('own-offices')}\W*)+", re.IGNORECASE)


@cache
def _office_behind() -> re.Pattern[str]:
    return re.compile(rf"(?:['’]s)?\s+(?:{alternatives('own-offices')}\W*)+$", re.IGNORECASE)
