"""What deriving finds out about one dealing: values that can be printed, compared and written as a graph.

What is found is kept as tuples with names, because there are millions of them, and a tuple is made four times faster.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from kg.records import DateBounds

UNKNOWN: Final = DateBounds()

__all__ = ["AgreementFacts", "Derived", "Finding", "Note", "TermFacts"]


class AgreementFacts(NamedTuple):
    """What follows for an agreement from its links and its sources.

    `after` names the agreements that it changes or replaces, through any number of links; `follows` the same over all five
    kinds of link. `made` are the bounds of its day once dates are carried along the links, `known` those of the day from
    which a reader could know of it.
    """

    id: str
    after: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    made: DateBounds = UNKNOWN
    known: DateBounds = UNKNOWN


class TermFacts(NamedTuple):
    """What follows for a term from those who tell it and from later terms.

    `witnesses` counts distinct passages: copies count once. `known` is when a reader could first know the term, `attested`
    the same from text of rank 2 or more; an absent bound is unknown. `ended_by` names later terms that surely take its place,
    `perhaps_ended_by` those that may, `narrowed_by` those that take a part; `left_behind_by` names agreements that replace
    the whole and do not repeat the term.
    """

    id: str
    best_rank: int = 0
    best_words: str = ""
    told_in: tuple[str, ...] = ()
    witnesses: int = 0
    begins: DateBounds = UNKNOWN
    known: DateBounds = UNKNOWN
    attested: DateBounds = UNKNOWN
    ended_by: tuple[str, ...] = ()
    perhaps_ended_by: tuple[str, ...] = ()
    narrowed_by: tuple[str, ...] = ()
    left_behind_by: tuple[str, ...] = ()


class Finding(NamedTuple):
    """A verdict about two terms, with its premises. `left` is the earlier or the stronger reading.

    `verdict` is the name of a concept of the scheme of verdicts, `rule` the place in SEMANTICS that gave it, `scope_relation`
    one of equal, left-wider, right-wider, overlap. `premises` are the ids of all statements that assert either term.
    """

    id: str
    verdict: str
    left: str
    right: str
    certain: bool
    change: bool
    clash_type: str
    rule: str
    scope_relation: str
    matter: str
    overlap: DateBounds = UNKNOWN
    premises: tuple[str, ...] = ()
    left_words: str = ""
    right_words: str = ""
    effect: DateBounds = UNKNOWN  # of a change: the first day of the later term
    known: DateBounds = UNKNOWN  # of a change: from when a reader could know the later term
    set_aside: str = ""  # why a person holds it to be none


@dataclass(frozen=True, slots=True)
class Note:
    """Something about the chain or a term that a reader should know: a cycle, a fork, a hole, a date that cannot be."""

    kind: str
    concerns: tuple[str, ...]  # ids of agreements or terms
    text: str


@dataclass(frozen=True, slots=True)
class Derived:
    """All that is derived for one dealing, each list sorted by id."""

    dealing: str
    agreements: tuple[AgreementFacts, ...] = ()
    terms: tuple[TermFacts, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[Note, ...] = ()
