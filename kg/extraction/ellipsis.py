"""Clauses that only point back at what was ruled before: "Acme may do so with Beta's consent", "From May it is 5 percent"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from kg.extraction.clauses import Clause
from kg.extraction.direction import Direction
from kg.extraction.grades import read_modality, read_stance
from kg.extraction.lexicon import phrase
from kg.extraction.setting import Setting
from kg.extraction.terms import TermReading
from kg.records import EVERY_PARTY, Modality, Stance, TermContent

__all__ = ["may_point_back", "pointing_back", "taking_up"]

_TEXT = re.compile(r"\b(?:may|can|shall|will|must|cannot)\b[^.;]{0,40}? do (?:so|this|the same)\b", re.IGNORECASE)
_LINE = re.compile(r" (?P<party>P\d+) (?:may|can|shall|will|must|cannot) (?:[a-z]+ ){0,3}?do (?:so|this|the same) ")
_FIGURE = re.compile(r"\d")
_GRADES = frozenset({Modality.PERMISSION, Modality.PROHIBITION, Modality.OBLIGATION})


def may_point_back(text: str) -> bool:
    """Return whether a clean text can point back at what was ruled before: a cheap test.

    >>> may_point_back("Acme may do so in May."), may_point_back("From May it is 5 percent."), may_point_back("Acme pays.")
    (True, True, False)
    """
    return (" do " in text and _TEXT.search(text) is not None) or (
        _FIGURE.search(text) is not None and phrase("figure-taken-up").search(text) is not None
    )


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


def taking_up(clause: Clause, last: TermContent) -> TermReading | None:
    """Return the rule told last with the figure of a clause that only says "it" or "the ceiling"; `None`: it has none.

    The figure has to be of the same unit, or bare where things are counted: "From May it is 5 percent", "the minimum was 4,000".
    """
    match = phrase("figure-moves").search(clause.line.text) if last.measure and last.unit else None
    if match is None or clause.row:
        return None
    if match[1] and match[1][0] == "P" and clause.hits[int(match[1][1:])].how != "pronoun":
        return None
    token = match[3] or match[2]
    if token[0].isdigit():
        figure = Decimal(token.replace(" , ", ""))
        content = replace(last, low=figure, high=figure, value_text=token.replace(" ", ""))
        same = last.measure == "quantity"
    else:
        amount = clause.amounts[int(token[1:])]
        content = replace(last, low=amount.low, high=amount.high, value_text=amount.words)
        same = amount.unit == last.unit
    if not same:
        return None
    period = clause.period
    content = replace(content, start=period.start, end=period.end, condition="", hedge="")
    left = (
        Direction(last.bearer, last.counterparty, open_bearer=True, open_counterparty=True) if EVERY_PARTY in last.bearer else None
    )
    start, end = clause.line.span(match.start() + 1, match.end())
    return TermReading(content, read_stance(clause.line.text), "takes-up-figure", start, end, direction=left)
