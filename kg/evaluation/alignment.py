"""Which built statement and term stands for which gold one: by place in the text, never by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.evaluation.frame import Frame, Rank, describe, one_to_one
from kg.evaluation.items import SLOTS, StatementItem, TermItem, conventions
from kg.evaluation.scorecard import Scorecard

__all__ = ["Pairing", "pair_statements", "pair_terms", "same_value", "show"]


# ------------------------------------------------------------------ terms
def same_value(slot: str, built: TermItem, gold: TermItem) -> bool:
    """Whether a built term says in a slot what gold says, or another reading that gold accepts."""
    mine, theirs = built.slots[slot], gold.slots[slot]
    if slot == "number" and mine is not None and theirs is not None:
        return mine[2] == theirs[2] and all(_close(x, y) for x, y in zip(mine[:2], theirs[:2], strict=True))
    return mine == theirs or ((mine is None or isinstance(mine, str)) and mine in gold.also.get(slot, ()))


def _close(mine: float | None, theirs: float | None) -> bool:
    if mine is None or theirs is None:
        return mine is theirs
    return bool(abs(mine - theirs) <= conventions()["number_tolerance"] * max(abs(mine), abs(theirs)))


def likeness(built: TermItem, gold: TermItem) -> float:
    """How much of a gold term a built one says; agreeing that nothing is told counts a fifth of the slot's weight."""
    weights = conventions()["weights"]
    return sum(float(weights[s]) * (0.2 if built.slots[s] is None else 1.0) for s in SLOTS if same_value(s, built, gold))


# ------------------------------------------------------------------ statements
@dataclass(frozen=True)
class Pairing:
    """Which gold statement each built one tells; several built ones may tell parts of one gold statement."""

    gold_of: Mapping[str, str]

    @cached_property
    def tellers(self) -> Mapping[str, tuple[str, ...]]:
        """The built statements of each gold statement, the best pair first."""
        found: dict[str, list[str]] = defaultdict(list)
        for mine, theirs in self.gold_of.items():
            found[theirs].append(mine)
        return {key: tuple(found[key]) for key in sorted(found)}


def pair_statements(frame: Frame, card: Scorecard) -> Pairing:
    """Pair statements whose places share at least half of the shorter one; count `statements`, `stance` and `layer`."""
    candidates = [c for mine in frame.statements.values() for c in _candidates(frame, mine)]
    pairs = one_to_one(candidates)
    matched = set(pairs.values())
    inside: dict[str, tuple[Rank, str]] = {}
    for rank, mine, theirs in candidates:
        if theirs in matched and frame.statements[mine].size <= frame.gold.statements[theirs].size:
            inside[mine] = max(inside.get(mine, (rank, theirs)), (rank, theirs))
    gold_of = dict(pairs)
    for key, statement in sorted(frame.statements.items()):
        if key in pairs:
            _judge_pair(statement, frame.gold.statements[pairs[key]], card)
        elif key in inside:  # a further statement on the same passage is neither right nor wrong
            gold_of[key] = inside[key][1]
            card.count("statements.sharing", True)
        else:
            card.judge("statements", False, describe(statement), frame.documents[statement.document])
    for wanted in frame.gold.statements.values():
        if not wanted.optional:
            card.demand("statements", wanted.id in matched, f"{wanted.id} {describe(wanted)}", wanted.document)
    return Pairing(gold_of)


def _candidates(frame: Frame, mine: StatementItem) -> Iterable[tuple[Rank, str, str]]:
    document = frame.documents[mine.document]
    for theirs in frame.gold.statements.values():
        shared = mine.shared(theirs) if theirs.document == document else 0
        if shared and 2 * shared >= min(mine.size, theirs.size):
            terms = (likeness(frame.terms[b], frame.gold.terms[g]) for b in mine.asserts for g in theirs.asserts)
            alike = max(terms, default=0.0) / 4 + (mine.stance == theirs.stance) + 0.5 * (mine.layer == theirs.layer)
            closeness = round(shared / (mine.size + theirs.size - shared), 2)
            yield (closeness, alike, not theirs.optional), mine.id, theirs.id


def _judge_pair(mine: StatementItem, theirs: StatementItem, card: Scorecard) -> None:
    if theirs.optional:
        return
    card.judge("statements", True, "", theirs.document)
    for figure, told, wanted in (("stance", mine.stance, theirs.stance), ("layer", mine.layer, theirs.layer)):
        right = told in (wanted, *theirs.also.get(figure, ()))
        card.judge(figure, right, f"{theirs.id}: {told}, should be {wanted}", theirs.document)


# ------------------------------------------------------------------ terms of paired statements
def pair_terms(frame: Frame, pairing: Pairing, card: Scorecard) -> dict[str, set[str]]:
    """Match the terms of paired statements, count the slots, and return which gold terms each built term means."""
    means: dict[str, set[str]] = defaultdict(set)
    right: set[str] = set()
    for key, tellers in pairing.tellers.items():
        for mine, theirs in _pair_terms_of(frame, pairing, (key, tellers), card).items():
            wrong = _wrong_slots(frame.terms[mine], frame.gold.terms[theirs])
            if "matter" not in wrong or wrong == ["matter"]:
                means[mine].add(theirs)
            if not wrong:
                right.add(theirs)
    for term in frame.gold.terms.values():
        if not term.optional:
            card.count("terms.ever_right", term.id in right)
    return dict(means)


def _pair_terms_of(frame: Frame, pairing: Pairing, telling: tuple[str, tuple[str, ...]], card: Scorecard) -> dict[str, str]:
    """Pair the terms of one gold statement with those of its tellers, and count them."""
    gold, (key, tellers) = frame.gold.terms, telling
    statement = frame.gold.statements[key]
    told = [frame.statements[b] for b in tellers]
    built = {t for s in told for t in s.asserts}
    required = {t for t in statement.asserts if not (statement.optional or gold[t].optional)}
    allowed = statement.asserts.union(*(_inside(frame, pairing, s) for s in told))
    pairs = one_to_one(((likeness(frame.terms[b], gold[g]), g in required), b, g) for b in built for g in allowed)
    for b, g in pairs.items():
        if g in required:
            _judge_term(frame.terms[b], gold[g], statement, card)
    for g in sorted(required - set(pairs.values())):
        _judge_term(None, gold[g], statement, card)
    content = [frame.terms[b].slots for b in pairs]
    for b in sorted(built - set(pairs)):
        if not statement.optional and frame.terms[b].slots not in content:  # the same content told twice is no error
            _judge_term(frame.terms[b], None, statement, card)
    return pairs


def _wrong_slots(mine: TermItem | None, theirs: TermItem | None) -> list[str]:
    return [s for s in SLOTS if mine is None or theirs is None or not same_value(s, mine, theirs)]


def _inside(frame: Frame, pairing: Pairing, mine: StatementItem) -> frozenset[str]:
    """Terms of gold statements that nobody told and that lie within a longer built one: allowed there, not demanded."""
    return frozenset(
        term
        for theirs in frame.gold.statements.values()
        if theirs.document == frame.documents[mine.document]
        and theirs.id not in pairing.tellers
        and 2 * mine.shared(theirs) >= theirs.size
        for term in theirs.asserts
    )


def _judge_term(mine: TermItem | None, theirs: TermItem | None, statement: StatementItem, card: Scorecard) -> None:
    at = statement.document
    wrong = _wrong_slots(mine, theirs)
    card.count("terms.whole", not wrong, built=mine is not None, gold=theirs is not None, document=at)
    for slot in SLOTS:
        told = mine is not None and mine.slots[slot] is not None
        wanted = theirs is not None and theirs.slots[slot] is not None
        card.count(f"terms.{slot}", slot not in wrong, built=told, gold=wanted, document=at)
    if mine is None and theirs is not None:
        card.remark("terms: missed", f"{statement.id} {theirs.id}", at)
    elif theirs is None and mine is not None:
        card.remark("terms: not in gold", f"{statement.id} {mine.id}", at)
    elif mine is not None and theirs is not None and wrong:
        faults = "; ".join(f"{s} is {show(mine.slots[s])}, should be {show(theirs.slots[s])}" for s in wrong)
        card.remark("terms: wrong", f"{statement.id} {theirs.id}: {faults}", at)


def show(value: object) -> str:
    """A slot's value in a remark."""
    if isinstance(value, frozenset | tuple):
        return " ".join(map(str, sorted(value) if isinstance(value, frozenset) else value))
    return str(value)
