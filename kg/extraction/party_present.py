"""People whom the minutes of a body list as present by their last names: "Present: Bee (chair), Cee, Dee. Apologies: Eff"."""

from __future__ import annotations

import re

from kg.extraction.lexicon import phrase
from kg.extraction.party_words import has_head

__all__ = ["people_present"]

_HEAD = 3000  # code points of minutes in which those present are listed
_LINE = re.compile(r"[^\n]+(?:\n[ \t]*[^\W\d][^\n:]*)?")
_CHAIR = re.compile(r"^[^(),;.]*?(?P<last>[A-ZÀ-Þ][\w'’-]+) \([a-z, -]*\bchair\b[a-z, -]*\)")
_CAME = re.compile(r"\b(?P<last>[A-ZÀ-Þ][\w'’-]+) (?:attended|joined|was present) (?:by|for|from|the meeting)\b")
_LISTED = re.compile(r"(?:[,;:.]|\band)\s+(?:[A-ZÀ-Þ]\. ?){0,2}(?P<last>[A-ZÀ-Þ][\w'’-]+)(?= \([a-z, -]+\)|[,;.]|\s+and\b|\s*$)")


def people_present(text: str) -> set[str]:
    """Return the last names in the list of those present, where who takes the chair is one of them and stands for no house.

    >>> sorted(people_present("Present: Bee (chair), A. Cee, Dee. Apologies: Eff."))
    ['Bee', 'Cee', 'Dee', 'Eff']
    >>> people_present("Present: Elbonia (chair: A. Bee), Acme")
    set()
    """
    for match in _LINE.finditer(text[:_HEAD]):
        line = match.group().strip(" *#")
        listed = phrase("attendance").match(line)
        chair = _CHAIR.search(line[listed.end() :]) if listed else None
        if listed and chair:
            behind = line[listed.end() + chair.end() - 1 :]
            found = [*_LISTED.finditer(behind), *_CAME.finditer(text[:_HEAD])]
            return {chair["last"], *(m["last"] for m in found if not has_head(m["last"]))}
    return set()
