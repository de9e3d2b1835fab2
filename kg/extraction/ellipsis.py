"""Clauses that only point back at what was ruled before: "Acme may do so with the consent of Beta"."""

from __future__ import annotations

import re

from kg.extraction.clauses import Clause
from kg.extraction.direction import Setting
from kg.extraction.grades import read_modality
from kg.extraction.terms import TermReading
from kg.records import EVERY_PARTY, Modality, Stance, TermContent

__all__ = ["may_point_back", "pointing_back"]

_TEXT = re.compile(r"\b(?:may|can|shall|will|must|cannot)\b[^.;]{0,40}? do (?:so|this|the same)\b", re.IGNORECASE)
_LINE = re.compile(r" (?P<party>P\d+) (?:may|can|shall|will|must|cannot) (?:[a-z]+ ){0,3}?do (?:so|this|the same) ")
_GRADES = frozenset({Modality.PERMISSION, Modality.PROHIBITION, Modality.OBLIGATION})


def may_point_back(text: str) -> bool:
    """Return whether a clean text can point back at what was ruled before: a cheap test.

    >>> may_point_back("Acme may do so in May."), may_point_back("Acme may do the work.")
    (True, False)
    """
    return " do " in text and _TEXT.search(text) is not None


def pointing_back(clause: Clause, setting: Setting, last: TermContent) -> TermReading | None:
    """Return the rule told last as a clause that points back at it grades it for its own subject; `None`: it does not."""
    match = _LINE.search(clause.line.text)
    modality = read_modality(clause.line.text) if match else None
    if match is None or modality not in _GRADES:
        return None
    bearer = clause.hits[int(match["party"][1:])].keys
    rest = tuple(key for key in setting.parties if key not in bearer)
    other = rest if rest and (len(rest) == 1 or set(rest) == set(last.counterparty)) else ()
    content = TermContent(
        last.matter,
        modality,
        bearer if set(bearer) < set(setting.parties) else (EVERY_PARTY,),
        other,
        scope=last.scope,
        end=clause.period.end,
        start=clause.period.start,
    )
    start, end = clause.line.span(match.start() + 1, match.end())
    return TermReading(content, Stance.AFFIRMS, "points-back", start, end)
