"""A term with what its statements are worth: the form in which terms are compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kg.deriving.results import Note
from kg.records import DateBounds, Dealing, Exclusivity, Layer, Modality, Stance, StatementUse, Term

__all__ = ["SECOND_HAND", "Heard", "Told", "earliest_known", "fold", "hear", "tell", "told_by"]

_RANKS = {id(layer): layer.rank for layer in Layer}  # members of an enumeration hash slowly
SECOND_HAND = 2  # text of a lower rank than this reports what others have said (SEMANTICS c)


class Heard(NamedTuple):
    """What the statements that assert one term are worth together.

    `ranks` gives for each document that tells the term the highest rank of a statement there; `words` is the quote of the best
    statement, of several the first by the alphabet; `changes`: some statement tells the term as a change.
    """

    rank: int
    ranks: Mapping[str, int]
    words: str
    witnesses: int
    known: DateBounds
    attested: DateBounds
    changes: bool


class Told(NamedTuple):
    """One term, ready to be compared; a tuple, because a million of them are made.

    Dates are days or `None`; `low` and `high` are `None` where open. Words are folded: letters and digits alone.
    `ranks` gives for each document that tells the term the highest rank of a statement there.
    """

    id: str
    agreement: str
    matter: str
    modality: Modality
    bearers: tuple[str, ...]
    counterparties: tuple[str, ...]
    exclusivity: Exclusivity | None
    scope: tuple[str, ...]
    number: tuple[str, str] | None  # measure and unit; None: no number that could be compared
    low: Decimal | None
    high: Decimal | None
    capped: bool
    condition: str
    value: str  # the value in words, where there is no number
    hedged: bool
    starts: bool  # a first day of its own is told
    begins_earliest: date | None
    begins_latest: date | None
    end_earliest: date | None
    end_latest: date | None
    rank: int
    ranks: Mapping[str, int]
    changes: bool  # some statement tells it as a change


def fold(words: str) -> str:
    """Words without case, punctuation and spaces at the ends.

    >>> fold("On twelve (12) months’ notice") == fold("on twelve (12) months' notice")
    True
    """
    return " ".join(re.findall(r"\w+", words.replace("’", "").replace("'", "").casefold())) if words else ""


def tell(term: Term, heard: Heard, made: DateBounds, general: tuple[str, ...], notes: list[Note]) -> Told:
    """Make the comparable form of a term.

    Args:
        term: the term, with ids of parties and scopes.
        heard: what the statements that assert it are worth.
        made: the bounds of its agreement, which stand in for a first day that is not told.
        general: the scope of a term that tells none.
        notes: gets a note for a number or a time that cannot be.
    """
    c = term.content
    low, high, ends, starts = c.low, c.high, c.end, c.start
    if low is not None and high is not None and low > high:
        notes.append(Note("empty-interval", (term.id,), f"{term.id}: no number lies between {low} and {high}; it is not compared"))
        low = high = None
    begins = starts if starts else made
    if ends.latest and begins.earliest and ends.latest < begins.earliest:
        text = f"{term.id}: ends by {ends.latest}, before it begins on {begins.earliest} at the earliest"
        notes.append(Note("ends-before-it-begins", (term.id,), text))
    numbered = low is not None or high is not None
    return Told(
        term.id,
        term.agreement,
        c.matter,
        c.modality,
        c.bearer,
        c.counterparty,
        c.exclusivity,
        _union(c.scope, general),
        (c.measure, c.unit) if numbered else None,
        low,
        high,
        c.capped,
        fold(c.condition),
        "" if numbered else fold(c.value_text),
        bool(c.hedge),
        bool(starts),
        begins.earliest,
        begins.latest,
        ends.earliest,
        ends.latest,
        heard.rank,
        heard.ranks,
        heard.changes,
    )


def _union(scope: tuple[str, ...], general: tuple[str, ...]) -> tuple[str, ...]:
    if not scope or scope == ("general",):
        return general
    return scope if len(scope) == 1 else tuple(sorted(set(scope)))


def hear(uses: Sequence[StatementUse]) -> Heard:
    """Hold the statements that assert a term together, in one pass: this is the inner loop of deriving."""
    best, words, changes = -1, "", False
    ranks: dict[str, int] = {}
    for s in uses:
        rank = _RANKS[id(s.layer)]
        if ranks.get(s.document, -1) < rank:
            ranks[s.document] = rank
        if rank > best or (rank == best and s.words < words):
            best, words = rank, s.words
        changes = changes or s.stance is Stance.CHANGES
    if best < SECOND_HAND:
        attested = DateBounds()
    elif all(_RANKS[id(s.layer)] >= SECOND_HAND for s in uses):
        attested = earliest_known([s.published for s in uses])
    else:
        attested = earliest_known([s.published for s in uses if _RANKS[id(s.layer)] >= SECOND_HAND])
    known = earliest_known([s.published for s in uses])
    return Heard(max(best, 0), ranks, words, len({s.origin for s in uses}), known, attested, changes)


def earliest_known(published: Sequence[DateBounds]) -> DateBounds:
    """From when a reader could know what is published in any of these bounds.

    The earliest bound is absent where some publication may have been at any time before; the latest where none is bounded.
    """
    if not published:
        return DateBounds()
    found = published[0]
    for p in published:
        if p is not found and p != found:
            early = None if found.earliest is None or p.earliest is None else min(found.earliest, p.earliest)
            late = min(x for x in (found.latest, p.latest) if x) if found.latest or p.latest else None
            found = DateBounds(early, late)
    return found


def told_by(dealing: Dealing) -> dict[str, list[StatementUse]]:
    """The statements that assert each term, in the order of the dealing."""
    found: dict[str, list[StatementUse]] = {t.id: [] for t in dealing.terms}
    for s in dealing.statements:
        for t in s.asserts:
            if t in found:
                found[t].append(s)
    return found
