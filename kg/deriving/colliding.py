"""One party, two partners: what is promised exclusively under one agreement and promised or allowed under another.

Rule: SEMANTICS (d) 1, the cross-agreement test. It looks at terms by bearer, over all dealings, and touches nothing that is
derived for a dealing: its results stand in a graph of their own for each party.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.deriving.results import UNKNOWN, Derived, Note, TermFacts
from kg.deriving.scoping import APART, EQUAL, LEFT_WIDER, OVERLAP, RIGHT_WIDER
from kg.deriving.telling import SECOND_HAND, told_by
from kg.names import digest
from kg.records import Agreement, DateBounds, Dealing, Exclusivity, Force, Modality, Term

__all__ = ["Collision", "Held", "PartyFindings", "Relate", "collide", "find_collisions", "hold"]

MOST = 50  # pairs for each term of a hot slot
_PROMISED = frozenset({Modality.OBLIGATION, Modality.PERMISSION, Modality.POWER})
_SHUTTING = _PROMISED | {Modality.PROHIBITION}  # "not with anyone else" shuts others out as well
_DAY = timedelta(days=1)

Relate = Callable[[str, str], str]  # labels of two scopes → equal, left-wider, right-wider, overlap, or empty: apart


@dataclass(frozen=True, slots=True)
class Collision:
    """Two promises of one bearer to different partners that may not both be kept. `left` is the exclusive one.

    `verdict` is exclusive-twice where both are exclusive, else promised-elsewhere. `premises` are the ids of all statements that
    assert either term.
    """

    id: str
    verdict: str
    left: str
    right: str
    certain: bool
    rule: str
    scope_relation: str
    matter: str
    overlap: DateBounds = UNKNOWN
    premises: tuple[str, ...] = ()
    left_words: str = ""
    right_words: str = ""
    set_aside: str = ""  # why a person holds it to be none


@dataclass(frozen=True, slots=True)
class PartyFindings:
    """The collisions of one bearer, sorted by id; only parties that have one, or a note, appear."""

    party: str
    collisions: tuple[Collision, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A term that binds, with what the test asks of it. `group` are the agreements that links join to its own."""

    term: Term
    facts: TermFacts
    agreement: Agreement
    group: tuple[str, str]
    partners: frozenset[str]
    scope: tuple[str, ...]  # labels; none: general
    end: DateBounds
    sure: bool
    statements: tuple[str, ...]
    origins: tuple[str, ...] = ()  # digests of the passages that tell it


def find_collisions(dealings: Sequence[Dealing], derived: Sequence[Derived], relate: Relate) -> tuple[PartyFindings, ...]:
    """Return where a party has promised one thing exclusively here and to somebody else there, by party, sorted.

    Both agreements bind and are not linked, the matter is one, the scopes touch, there can be a day on which both terms hold, and
    whoever was promised exclusivity is no party to the other agreement.

    Args:
        dealings: all dealings of a collection.
        derived: what `derive` gave for each of them, in the same order.
        relate: how two labels of scopes stand to one another.
    """
    held: dict[str, list[Held]] = defaultdict(list)
    for dealing, facts in zip(dealings, derived, strict=True):
        for one in hold(dealing, facts):
            for bearer in one.term.content.bearer:
                held[bearer].append(one)
    found = (collide(bearer, held[bearer], relate) for bearer in sorted(held))
    return tuple(one for one in found if one.collisions or one.notes)


def collide(bearer: str, held: Iterable[Held], relate: Relate) -> PartyFindings:
    """Return where one party has promised one thing exclusively here and to somebody else there.

    Args:
        bearer: id of the party.
        held: from `hold`, all terms that it bears, of all dealings and in any order.
        relate: how two labels of scopes stand to one another.
    """
    slots: dict[str, list[Held]] = defaultdict(list)
    for one in held:
        slots[one.term.content.matter].append(one)
    found: list[Collision] = []
    notes: list[Note] = []
    for matter in sorted(slots):
        terms = sorted(slots[matter], key=lambda h: (-h.facts.best_rank, h.term.id))
        if len({h.group for h in terms}) > 1:
            found.extend(_collide(terms, bearer, relate, notes))
    return PartyFindings(bearer, tuple(sorted(found, key=lambda c: c.id)), tuple(notes))


def hold(dealing: Dealing, derived: Derived) -> tuple[Held, ...]:
    """Return the terms of a dealing that bind, with what is asked of them where all dealings of a party are compared."""
    return tuple(_held(dealing, derived))


def _held(dealing: Dealing, derived: Derived) -> Iterator[Held]:
    agreements = {a.id: a for a in dealing.agreements if a.force is Force.BINDING}
    facts = {f.id: f for f in derived.terms}
    groups, labels, uses = _groups(dealing), {s.id: s.label for s in dealing.scopes}, told_by(dealing)
    for t in dealing.terms:
        agreement, c = agreements.get(t.agreement), t.content
        if agreement is None or c.modality not in _SHUTTING or not uses[t.id]:
            continue
        partners = frozenset(c.counterparty or agreement.parties) - set(c.bearer)
        scope = () if not c.scope or c.scope == ("general",) else tuple(labels.get(s, s) for s in c.scope)
        known = facts[t.id]
        sure = bool(c.counterparty) and not c.hedge and known.best_rank >= SECOND_HAND
        sure = sure and not (known.left_behind_by or set(known.perhaps_ended_by) - set(known.ended_by))
        said = tuple(s.id for s in uses[t.id])
        group = (dealing.id, groups.get(t.agreement, t.agreement))
        origins = tuple(sorted({s.origin for s in uses[t.id]}))
        yield Held(t, known, agreement, group, partners, scope, _end(t, known, facts), sure, said, origins)


def _groups(dealing: Dealing) -> dict[str, str]:
    """For each agreement the first of those that links join to it."""
    near: dict[str, set[str]] = defaultdict(set)
    for k in dealing.links:
        near[k.later].add(k.earlier)
        near[k.earlier].add(k.later)
    found: dict[str, str] = {}
    for a in sorted(near):
        todo = [a]
        while todo:
            b = todo.pop()
            if b not in found:
                found[b] = a
                todo.extend(near[b])
    return found


def _end(term: Term, facts: TermFacts, every: Mapping[str, TermFacts]) -> DateBounds:
    """The last day of a term, by its own words or by what ends it."""
    early, late = term.content.end.earliest, term.content.end.latest
    for begins in (every[u].begins for u in facts.ended_by if u in every):
        early = _first(early, begins.earliest and begins.earliest - _DAY)
        late = _first(late, begins.latest and begins.latest - _DAY)
    return DateBounds(early, late)


def _first(*days: date | None) -> date | None:
    return min((d for d in days if d), default=None)


def _last(*days: date | None) -> date | None:
    return max((d for d in days if d), default=None)


# ------------------------------------------------------------------ pairs
def _collide(terms: Sequence[Held], bearer: str, relate: Relate, notes: list[Note]) -> Iterator[Collision]:
    """The collisions of one bearer on one matter."""
    shut = [h for h in terms if h.term.content.exclusivity is Exclusivity.EXCLUSIVE]
    left = MOST * len(terms)
    for one in shut:
        left -= len(terms)
        if left < 0:
            text = f"so many exclusive terms on {one.term.content.matter} of {bearer} that only the best attested are compared"
            notes.append(Note("too-many-pairs", (shut[0].term.id,), text))
            return
        for other in terms:
            if other.group != one.group and _judged_here(one, other, bearer):
                found = _collision(one, other, relate)
                if found is not None:
                    yield found


def _judged_here(one: Held, other: Held, bearer: str) -> bool:
    """A pair is judged once: under the first bearer that both have, and of two exclusive terms from the one that comes first."""
    if min(set(one.term.content.bearer) & set(other.term.content.bearer)) != bearer:
        return False
    if other.term.content.exclusivity is not Exclusivity.EXCLUSIVE:
        return other.term.content.modality in _PROMISED
    return _place(one) < _place(other)


def _place(held: Held) -> tuple[date, str]:
    return held.facts.begins.earliest or date.max, held.term.id


def _collision(one: Held, other: Held, relate: Relate) -> Collision | None:
    if not one.partners or not other.partners or one.partners & (other.partners | set(other.agreement.parties)):
        return None
    begins, ends = (one.facts.begins, other.facts.begins), (one.end, other.end)
    overlap = DateBounds(_last(*(b.earliest for b in begins)), _first(*(e.latest for e in ends)))
    if overlap.earliest and overlap.latest and overlap.earliest > overlap.latest:
        return None
    relation = _relation(one.scope, other.scope, relate)
    if relation == APART:
        return None
    last, begun = _first(*(e.earliest for e in ends)), _last(*(b.latest for b in begins))
    together = all(b.latest for b in begins) and begun is not None and (last is None or begun <= last)
    twice = other.term.content.exclusivity is Exclusivity.EXCLUSIVE
    return Collision(
        id=digest("collision", *sorted((one.term.id, other.term.id)), length=16),
        verdict="exclusive-twice" if twice else "promised-elsewhere",
        left=one.term.id,
        right=other.term.id,
        certain=one.sure and other.sure and together and relation != OVERLAP,
        rule="(d) 1, across agreements",
        scope_relation=relation,
        matter=one.term.content.matter,
        overlap=overlap,
        premises=tuple(sorted({*one.statements, *other.statements})),
        left_words=one.facts.best_words,
        right_words=other.facts.best_words,
    )


def _relation(left: Sequence[str], right: Sequence[str], relate: Relate) -> str:
    """How two unions of scopes stand to one another; where one tells no scope, they overlap (SEMANTICS f)."""
    if not left or not right:
        return OVERLAP
    table = {(x, y): relate(x, y) for x in left for y in right}
    inside = _all_within(left, right, lambda x, y: table[x, y], (EQUAL, RIGHT_WIDER))
    around = _all_within(right, left, lambda y, x: table[x, y], (EQUAL, LEFT_WIDER))
    if inside or around:
        return EQUAL if inside and around else RIGHT_WIDER if inside else LEFT_WIDER
    return OVERLAP if any(table.values()) else APART


def _all_within(parts: Iterable[str], wholes: Sequence[str], look: Relate, wanted: tuple[str, str]) -> bool:
    return all(any(look(part, whole) in wanted for whole in wholes) for part in parts)
