"""Clauses that tell what was done before an agreement was made: an act of an earlier year, or a state that has lasted since."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache

from kg.dates import find_dates
from kg.extraction.lexicon import phrase, word_list
from kg.records import DateBounds

__all__ = ["is_of_the_past", "tells_former_state"]

_LEAD = re.compile(r"\b(?:in|on|back in|during)\s+(?:the\s+)?(?:year\s+)?$", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:ever )?since\s+(?:the\s+)?$", re.IGNORECASE)
_DONE = re.compile(r"\b(?:has|have|had) been\b")
_AGO = timedelta(days=75)


def tells_former_state(text: str) -> bool:
    """Whether the words that a pattern matched tell how things were: in the past tense, of a state and not of an act.

    >>> tells_former_state("Beta was the exclusive agent of Acme"), tells_former_state("Beta was appointed exclusive agent")
    (True, False)
    """
    return phrase("former-state").search(text) is not None


def is_of_the_past(text: str, made: DateBounds) -> bool:
    """Whether a clause tells only what lies well before the day on which an agreement was made.

    Either its verbs are in the past tense and it names an earlier day or year, or it says that something has been so since then.

    Args:
        text: the clause.
        made: the day of the agreement, or of the document where that is not known.

    >>> from datetime import date
    >>> day = DateBounds(date(2022, 5, 1), date(2022, 5, 1))
    >>> is_of_the_past("In 2019 Acme paid a fee.", day), is_of_the_past("Acme shall pay the fee agreed in 2019.", day)
    (True, False)
    """
    if made.earliest is None:
        return False
    past, lasting = _tense(text)
    for found in find_dates(text) if past or lasting else ():
        latest = found.bounds.latest
        if found.precision != "yearless" and latest is not None and latest + _AGO < made.earliest:
            lead = text[max(found.start - 24, 0) : found.start]
            if (past and _LEAD.search(lead)) or (lasting and _SINCE.search(lead)):
                return True
    return False


@lru_cache(maxsize=16)  # a sentence is asked for each of its terms
def _tense(text: str) -> tuple[bool, bool]:
    """Whether the verbs of a text are in the past tense, and whether it says that something has been so."""
    words = frozenset(re.findall(r"[a-z]+", text.lower()))
    return not words.isdisjoint(word_list("past-verbs")) and words.isdisjoint(word_list("not-past")), _DONE.search(text) is not None
