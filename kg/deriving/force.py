"""What is in force on a day, as a reader of a day could know it (SEMANTICS c).

`queries/in-force.rq` gives the same answer from the derived graph; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kg.deriving.results import AgreementFacts, Derived, TermFacts
from kg.deriving.telling import SECOND_HAND
from kg.records import DateBounds, Dealing, Force, Modality, Term

__all__ = ["Row", "Status", "in_force"]

_NEVER = frozenset({Modality.FACT, Modality.INTENTION})


class Status(StrEnum):
    """How surely a term is in force."""

    DEFINITE = "DEFINITE"
    POSSIBLE = "POSSIBLE"
    REPORTED = "REPORTED"


@dataclass(frozen=True, slots=True)
class Row:
    """A term that is or may be in force; `why` says what keeps it from being definite, `narrowed_by` what is cut out of it."""

    term: str
    status: Status
    why: tuple[str, ...] = ()
    narrowed_by: tuple[str, ...] = ()


def in_force(dealing: Dealing, derived: Derived, on: date, known: date) -> tuple[Row, ...]:
    """The terms in force on a day as far as a reader of another day can know, sorted by term.

    No row: the term is a fact or an intention, its agreement does not bind, it surely begins later or has surely ended, no
    source can have been read, or a certain change that takes all of it has surely begun and could surely be read.

    Args:
        dealing: what `derived` was derived from.
        derived: what `derive` gave for it.
        on: the day on which the term applies.
        known: the day of the reader; documents published later count for nothing.
    """
    binding = {a.id for a in dealing.agreements if a.force is Force.BINDING}
    facts = {f.id: f for f in derived.terms}
    agreements = {f.id: f for f in derived.agreements}
    rows = (
        _row(t, facts, agreements, on, known)
        for t in sorted(dealing.terms, key=lambda t: t.id)
        if t.agreement in binding and t.content.modality not in _NEVER
    )
    return tuple(r for r in rows if r is not None)


def _row(term: Term, facts: Mapping[str, TermFacts], agreements: Mapping[str, AgreementFacts], on: date, known: date) -> Row | None:
    f, end = facts[term.id], term.content.end
    if not f.told_in or not _may(f.begins, on) or not _may(f.known, known) or (end.latest and on > end.latest):
        return None
    if any(_surely(facts[u].begins, on) and _surely(facts[u].attested, known) for u in f.ended_by):
        return None
    narrowed = tuple(u for u in f.narrowed_by if _may(facts[u].begins, on) and _may(facts[u].known, known))
    changed = _begun([*f.ended_by, *f.perhaps_ended_by], facts, on, known)
    replaced = any(_may(agreements[a].made, on) and _may(agreements[a].known, known) for a in f.left_behind_by)
    reasons = (
        ("start not certain", not _surely(f.begins, on)),
        ("end not certain", end.earliest is not None and on > end.earliest),
        ("no first-hand source for certain", not _surely(f.attested, known)),
        ("perhaps changed by then", changed),
        ("replaced as a whole by an agreement that does not repeat it", replaced),
    )
    why = tuple(words for words, holds in reasons if holds)
    if f.best_rank < SECOND_HAND or not _may(f.attested, known):
        return Row(term.id, Status.REPORTED, why, narrowed)
    return Row(term.id, Status.POSSIBLE if why else Status.DEFINITE, why, narrowed)


def _begun(terms: Iterable[str], facts: Mapping[str, TermFacts], on: date, known: date) -> bool:
    return any(_may(facts[u].begins, on) and _may(facts[u].known, known) for u in terms)


def _may(bounds: DateBounds, day: date) -> bool:
    """Not excluded by that day: an absent earliest bound excludes nothing."""
    return bounds.earliest is None or bounds.earliest <= day


def _surely(bounds: DateBounds, day: date) -> bool:
    """Certain by that day: an absent latest bound makes nothing certain."""
    return bounds.latest is not None and bounds.latest <= day
