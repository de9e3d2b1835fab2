"""An earlier agreement that is itself the subject of the sentence that ends it: "The contract of 2016 falls away"."""

from __future__ import annotations

import re

from kg.bounds import meets
from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_words import lexicon_pattern
from kg.records import DateBounds

__all__ = ["find_ending"]


def find_ending(text: str, start: int, end: int, names: list[AgreementName], made: DateBounds) -> AgreementName | None:
    """Return the dated agreement that a text says to end with one made later, not where merely its term runs out."""
    for name in names:
        if start <= name.start < end and _is_older(name, made) and lexicon_pattern("gives-way").match(text, name.tail, end):
            return name
    return None


def _is_older(name: AgreementName, made: DateBounds) -> bool:
    """Whether what a name tells was made before a day, and is one known agreement."""
    first, last = name.made.latest, made.earliest
    known = name.dates and name.firm and not name.indefinite and not meets(name.made, made)
    return bool(known and first is not None and last is not None and first < last and not re.search(r"\bnew\b", name.phrase))
