"""A term with what its statements are worth: the form in which terms are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kg.deriving.results import Note
from kg.records import DateBounds, Dealing, Exclusivity, Layer, Modality, Stance, StatementUse, Sureness, Term

__all__ = [
    "SECOND_HAND",
    "Heard",
    "Told",
    "by_a_row",
    "earliest_known",
    "fold",
    "hear",
    "one_voice",
    "tell",
    "told_by",
    "told_late",
]

_RANKS = {layer: layer.rank for layer in Layer}
_NOWHEN = DateBounds()
_GENERAL = ("general",)
_WORDS = re.compile(r"\w+")
_CHANGES, _PRESUPPOSES = Stance.CHANGES, Stance.PRESUPPOSES  # a look-up in an enumeration is slow
SECOND_HAND = 2  # text of a lower rank than this reports what others have said (SEMANTICS c)


@dataclass(slots=True, eq=False)  # neither frozen nor a tuple: these are made or read several times more slowly
class Heard:
    """What the statements that assert one term are worth together.

    `ranks` gives for each document that tells the term the highest rank of a statement there; `words` is the quote of the best
    statement, of several the first by the alphabet; `changes`: some statement tells the term as a change.
    """

    uses: Sequence[StatementUse]
    rank: int
    ranks: dict[str, int]
    words: str
    witnesses: int
    known: DateBounds
    attested: DateBounds
    changes: bool
    former: bool  # told as what was before, and in no other way

    @property
    def guessed(self) -> bool:
        """Whether the words of no statement say it, as far as they were understood: such a reading accuses nobody."""
        return bool(self.uses) and all(s.guessed and s.stance is not _PRESUPPOSES for s in self.uses)


@dataclass(slots=True, eq=False)  # as above
class Told:
    """One term, ready to be compared; not changed once it is made.

    `low` and `high` are `None` where open. Words are folded: letters and digits alone. `begins` are the bounds of its agreement
    where no first day of its own is told.
    """

    id: str
    agreement: str
    matter: str
    modality: Modality
    bearers: tuple[str, ...]
    counterparties: tuple[str, ...]
    exclusivity: Exclusivity | None
    scope: tuple[str, ...]
    unscoped: bool  # reaches nobody says what
    number: tuple[str, str] | None  # measure and unit; None: no number that could be compared
    low: Decimal | None
    high: Decimal | None
    capped: bool
    condition: str
    value: str  # the value in words, where there is no number
    hedged: bool
    starts: bool  # a first day of its own is told
    begins: DateBounds
    end: DateBounds
    rank: int
    heard: Heard
    sureness: Sureness


@lru_cache(maxsize=4096)
def fold(words: str) -> str:
    """Words without case, punctuation and spaces at the ends.

    >>> fold("On twelve (12) months’ notice") == fold("on twelve (12) months' notice")
    True
    """
    return " ".join(_WORDS.findall(words.replace("’", "").replace("'", "").casefold()))


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
    low, high, end = c.low, c.high, c.end
    if low is not None and high is not None and low > high:
        notes.append(Note("empty-interval", (term.id,), f"{term.id}: no number lies between {low} and {high}; it is not compared"))
        low = high = None
    own = c.start.earliest is not None or c.start.latest is not None
    begins = c.start if own else made
    if end.latest and begins.earliest and end.latest < begins.earliest:
        text = f"{term.id}: ends by {end.latest}, before it begins on {begins.earliest} at the earliest"
        notes.append(Note("ends-before-it-begins", (term.id,), text))
    numbered = low is not None or high is not None
    scope = c.scope if len(c.scope) == 1 and c.scope != _GENERAL else _union(c.scope, general)
    return Told(
        term.id,
        term.agreement,
        c.matter,
        c.modality,
        c.bearer,
        c.counterparty,
        c.exclusivity,
        scope,
        len(scope) == 1 and scope[0].endswith(".general"),
        (c.measure, c.unit) if numbered else None,
        low,
        high,
        c.capped,
        fold(c.condition) if c.condition else "",
        fold(c.value_text) if c.value_text and not numbered else "",
        bool(c.hedge),
        own,
        begins,
        end,
        heard.rank,
        heard,
        c.sureness,
    )


_ROW = re.compile(r"\.{3}|…|(?:\. ){3}|\||\S\t+\S|\S {3,}\S")  # between the label of a row and its figure


def by_a_row(t: Told) -> bool:
    """Return whether a reading is told by a row of a table or a line that dots lead through."""
    return _ROW.search(t.heard.words) is not None


def one_voice(t: Told, u: Told) -> bool:
    """Some document tells both at one rank: a listing on a page is not the page's own text."""
    return not t.heard.ranks.items().isdisjoint(u.heard.ranks.items())


def told_late(t: Told, u: Told) -> bool:
    """Whether a report told t, of an earlier agreement, as what holds when a better source had already told u, of a later one."""
    first, then = t.heard.known.earliest, u.heard.known.latest
    if t.rank >= min(u.rank, SECOND_HAND) or t.heard.former or first is None or then is None:
        return False
    return then < first


def _union(scope: tuple[str, ...], general: tuple[str, ...]) -> tuple[str, ...]:
    return general if not scope or scope == _GENERAL else tuple(sorted(set(scope)))


def hear(uses: Sequence[StatementUse]) -> Heard:
    """Hold the statements that assert a term together, in one pass: this is the inner loop of deriving."""
    if len(uses) == 1:
        return _hear_one(uses, uses[0])
    best, words = -1, ""
    ranks: dict[str, int] = {}
    origins: set[str] = set()
    changes, former = False, True
    every: list[DateBounds] = []
    first_hand: list[DateBounds] = []
    for s in uses:
        rank, document = _RANKS[s.layer], s.document
        if rank > ranks.get(document, -1):
            ranks[document] = rank
        if rank > best or (rank == best and s.words < words):
            best, words = rank, s.words
        if s.stance is not _PRESUPPOSES:
            former, changes = False, changes or s.stance is _CHANGES
        origins.add(s.origin)
        every.append(s.published)
        if rank >= SECOND_HAND:
            first_hand.append(s.published)
    known = earliest_known(every)
    attested = known if len(first_hand) == len(every) else earliest_known(first_hand)
    return Heard(uses, best if best > 0 else 0, ranks, words, len(origins), known, attested, changes, former and bool(uses))


def _hear_one(uses: Sequence[StatementUse], s: StatementUse) -> Heard:
    """What `hear` gives for a single statement."""
    rank, stance = _RANKS[s.layer], s.stance
    attested = s.published if rank >= SECOND_HAND else _NOWHEN
    return Heard(uses, rank, {s.document: rank}, s.words, 1, s.published, attested, stance is _CHANGES, stance is _PRESUPPOSES)


def earliest_known(published: Iterable[DateBounds]) -> DateBounds:
    """From when a reader could know what is published in any of these bounds.

    The earliest bound is absent where some publication may have been at any time before; the latest where none is bounded.
    """
    several = iter(published)
    found = next(several, _NOWHEN)
    early, late = found.earliest, found.latest
    for p in several:
        if p is not found:
            first, last = p.earliest, p.latest
            if early is not None and (first is None or first < early):
                early = first
            if last is not None and (late is None or last < late):
                late = last
    return found if early is found.earliest and late is found.latest else DateBounds(early, late)


def told_by(dealing: Dealing) -> dict[str, list[StatementUse]]:
    """The statements that assert each term, in the order of the dealing."""
    found: dict[str, list[StatementUse]] = {t.id: [] for t in dealing.terms}
    for s in dealing.statements:
        for t in s.asserts:
            if t in found:
                found[t].append(s)
    return found
