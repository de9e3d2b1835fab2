"""From a dealing to everything that is derived for it: slots, pairs, findings, effects, facts of agreements and terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from operator import attrgetter

from kg.deriving.judging import ON_A_CONDITION, ONLY_FIGURE, TOLD_LATE, Slot, Verdict
from kg.deriving.kinship import as_kin, find_kin
from kg.deriving.linking import Chain, build_chain, tighten
from kg.deriving.pairing import HOT, pairs_across, pairs_within
from kg.deriving.results import UNKNOWN, AgreementFacts, Derived, Finding, Note, TermFacts
from kg.deriving.scoping import EQUAL, RIGHT_WIDER, Scopes
from kg.deriving.telling import Heard, Told, earliest_known, hear, tell, told_by
from kg.deriving.topics import Topics
from kg.names import digest
from kg.records import DateBounds, Dealing, Layer, LinkType, Modality, Stance

__all__ = ["derive"]

_INTENTION = Modality.INTENTION  # a look-up in an enumeration is slow
_id = attrgetter("id")


def derive(dealing: Dealing) -> Derived:
    """Derive everything that SEMANTICS lets follow from what is resolved for a dealing.

    The order of the lists in the dealing does not matter. Nothing is read, written or changed; odd input gives notes.

    Args:
        dealing: agreements, links, scopes, terms and statements of one set of parties, with ids that hold across documents.

    Returns:
        Closures, bounds, findings and notes, each list sorted.
    """
    chain = build_chain(dealing)
    uses = told_by(dealing)
    heard = {t: hear(said) for t, said in uses.items()}
    scopes = Scopes(dealing.id, dealing.scopes)
    notes: list[Note] = []
    topics = Topics(dealing, uses)
    verdicts, told = _judge(dealing, chain, heard, scopes, notes, topics)
    floors = _floors(dealing, verdicts)
    if floors:
        made = tighten(chain.made, chain.links, floors, notes)
        chain = Chain(made, chain.after, chain.follows, chain.replaced_by, chain.links, chain.notes)
        notes = []
        verdicts, told = _judge(dealing, chain, heard, scopes, notes, topics)
    findings = {f.id: f for f in [_finding(dealing.id, v) for v in verdicts if v.reported and not _in_one_sentence(v)]}
    return Derived(
        dealing.id,
        tuple(_agreement_facts(dealing, chain)),
        tuple(_term_facts(told.values(), verdicts, chain)),
        tuple(findings[i] for i in sorted(findings)),
        tuple(sorted({*chain.notes, *notes}, key=lambda n: (n.kind, n.concerns, n.text))),
    )


def _judge(
    dealing: Dealing, chain: Chain, heard: Mapping[str, Heard], scopes: Scopes, notes: list[Note], topics: Topics
) -> tuple[list[Verdict], dict[str, Told]]:
    """All verdicts of a dealing, and its terms in comparable form."""
    general, nowhen = (scopes.general,), DateBounds()
    told = {t.id: tell(t, heard[t.id], chain.made.get(t.agreement, nowhen), general, notes) for t in sorted(dealing.terms, key=_id)}
    slots: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for t in told.values():
        if t.modality is not _INTENTION:
            for bearer in t.bearers:
                slots[t.matter, bearer].append(t)
    found: list[Verdict] = []
    for key in sorted([key for key, readings in slots.items() if len(readings) > 1]):
        _sweep(Slot(slots[key], scopes, chain), key, found, notes)
    found = [v for v in found if _speaks_for_itself(v) or not topics.keep_apart(v.left, v.right, v.relation, v.change)]
    return _hold_back(_closest([*found, *_judge_kin(slots, chain, scopes, topics, found)], topics)), told


def _hold_back(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts; none is reported that takes what a weaker source tells wrongly for a state of its agreement."""
    wrong = {v.right.id for v in verdicts if v.name == "misreport" and v.reported and not _in_one_sentence(v)}
    if not wrong:
        return list(verdicts)
    return [replace(v, reported=False) if v.change and not wrong.isdisjoint((v.left.id, v.right.id)) else v for v in verdicts]


def _closest(verdicts: Sequence[Verdict], topics: Topics) -> list[Verdict]:
    """The verdicts; a report that was told late is held against that rule alone with which it shares most words.

    And no more against the agreement that it names, which the later one has changed.
    """
    shared: dict[int, int] = {}
    most: dict[str, int] = {}
    for i, v in enumerate(verdicts):
        if v.rule.startswith(TOLD_LATE):
            left, right = (topics.of(t.id, t.agreement) for t in (v.left, v.right))
            shared[i] = len(left & right)
            most[v.right.id] = max(most.get(v.right.id, 0), shared[i])
    return [
        v
        for i, v in enumerate(verdicts)
        if (shared[i] == most[v.right.id] if i in shared else v.name != "misreport" or v.right.id not in most)
    ]


def _speaks_for_itself(v: Verdict) -> bool:
    """Whether a verdict needs no common word: one sentence tells both sides, or both tell the very, or the only, figure."""
    return v.rule in (ON_A_CONDITION, ONLY_FIGURE) or v.name == "misreport-other-measure"


def _sweep(slot: Slot, key: tuple[str, str], found: list[Verdict], notes: list[Note]) -> None:
    """Add the verdicts of one slot: pairs inside each agreement, and pairs along the chain."""
    (matter, bearer), here = key, slot.by_agreement
    after, cut = slot.chain.after, False
    for readings in here.values():
        if len(readings) > 1:
            pairs, fewer = pairs_within(readings, slot.scopes)
            cut = cut or fewer
            _judge_pairs(pairs, slot.within_agreement, bearer, found)
    for later, readings in here.items() if len(here) > 1 else ():
        before = after.get(later, ())
        for earlier in here if before else ():
            if earlier in before:
                pairs, fewer = pairs_across(here[earlier], readings)
                cut = cut or fewer
                _judge_pairs(pairs, slot.over_time, bearer, found)
    if cut:
        text = f"so many terms on {matter} of {bearer} disagree that each is held against the best attested one only"
        notes.append(Note("too-many-pairs", tuple(sorted(here)), text))


def _judge_kin(
    slots: Mapping[tuple[str, str], Sequence[Told]], chain: Chain, scopes: Scopes, topics: Topics, found: Iterable[Verdict]
) -> Iterator[Verdict]:
    """Verdicts on readings that are one rule by their words alone, in slots that are not hot: none of them is certain."""
    kin = find_kin({t.id: t for readings in slots.values() for t in readings}.values(), topics, chain, scopes)
    known = {frozenset((v.left.id, v.right.id)) for v in found if v.reported} if kin else set()
    for t, u in kin:
        mine = slots[t.matter, min(set(t.bearers) & set(u.bearers) or t.bearers)]
        if len(mine) > HOT or {t.id, u.id} in known:
            continue
        like = as_kin(t, u, scopes.general)
        slot = Slot([*(r for r in mine if r is not u), like], scopes, chain)
        v = slot.over_time(t, like) if t.agreement != u.agreement else slot.within_agreement(t, like)
        if v is not None:
            effect = "perhaps-ended" if v.effect == "ended" else v.effect
            yield replace(v, certain=False, effect=effect, rule=f"{v.rule}, by their words")


def _judge_pairs(
    pairs: Iterable[tuple[Told, Told]], judge: Callable[[Told, Told], Verdict | None], bearer: str, found: list[Verdict]
) -> None:
    """Add the verdicts on some pairs. Joint bearers: a pair is judged once, under the first bearer that both have."""
    for t, u in pairs:
        if len(t.bearers) == 1 or len(u.bearers) == 1 or min(set(t.bearers) & set(u.bearers)) == bearer:
            verdict = judge(t, u)
            if verdict is not None:
                found.append(verdict)


def _floors(dealing: Dealing, verdicts: Iterable[Verdict]) -> list[tuple[str, date]]:
    """Lower bounds of agreements that change what a party had reaffirmed on a day (SEMANTICS e).

    Only a reaffirmation in a party's own text, about an agreement that reaffirms, counts; and only a certain change.
    """
    reaffirming = {k.later for k in dealing.links if k.type is LinkType.REAFFIRMS}
    made = {a.id: a.made for a in dealing.agreements if a.id in reaffirming}
    found: set[tuple[str, date | None]] = set()
    for v in verdicts if made else ():
        if v.effect != "ended":
            continue
        for s in v.left.heard.uses:
            if s.stance is Stance.REAFFIRMS and s.layer.rank >= Layer.PARTY_TEXT.rank:
                found.update((v.right.agreement, made[a].earliest) for a in s.about if a in made)
    return sorted((a, day) for a, day in found if day is not None)


def _in_one_sentence(v: Verdict) -> bool:
    """Whether the same passages, and no other, tell a rule and another for a part of it, or a change and what it changes."""
    moves = v.left.heard.changes and v.right.heard.changes
    if v.change or (v.relation == EQUAL and not moves):
        return False
    return [s.id for s in v.left.heard.uses] == [s.id for s in v.right.heard.uses]


def _finding(dealing: str, v: Verdict) -> Finding:
    left, right = v.left, v.right
    mine, theirs = left.heard, right.heard
    early, late, begins, ends = left.begins.earliest, left.end.latest, right.begins.earliest, right.end.latest
    if early is None or (begins is not None and begins > early):
        early = begins
    if late is None or (ends is not None and ends < late):
        late = ends
    premises = {*[s.id for s in mine.uses], *[s.id for s in theirs.uses]}
    return Finding(
        f"{dealing}.{digest(dealing, left.id, right.id)}",
        v.name,
        left.id,
        right.id,
        v.certain,
        v.change,
        v.type,
        v.rule,
        v.relation,
        left.matter,
        _days(early, late),
        tuple(sorted(premises)),
        mine.words,
        theirs.words,
        right.begins if v.change else UNKNOWN,
        theirs.known if v.change else UNKNOWN,
    )


@lru_cache(maxsize=4096)
def _days(early: date | None, late: date | None) -> DateBounds:
    """The bounds of a day; many findings share theirs."""
    return DateBounds(early, late)


def _agreement_facts(dealing: Dealing, chain: Chain) -> Iterator[AgreementFacts]:
    speaking: dict[str, dict[int, DateBounds]] = {a.id: {} for a in dealing.agreements}
    for s in dealing.statements:
        published = s.published
        for a in s.about if s.link is None else {*s.about, s.link[0], s.link[2]}:
            if a in speaking:
                speaking[a][id(published)] = published  # by identity: the statements of a document share their bounds
    for a in sorted(speaking):
        after, follows = chain.after.get(a), chain.follows.get(a)
        yield AgreementFacts(
            a,
            tuple(sorted(after)) if after else (),
            tuple(sorted(follows)) if follows else (),
            chain.made[a],
            earliest_known(speaking[a].values()),
        )


def _term_facts(told: Iterable[Told], verdicts: Iterable[Verdict], chain: Chain) -> Iterator[TermFacts]:
    effects: dict[str, dict[str, set[str]]] = {}
    repeated: dict[str, set[str]] = {}
    for v in verdicts:
        if v.effect:
            effects.setdefault(v.left.id, {}).setdefault(v.effect, set()).add(v.right.id)
        elif v.change and v.certain and v.relation in (EQUAL, RIGHT_WIDER):
            repeated.setdefault(v.left.id, set()).add(v.right.agreement)
    replaced_by = chain.replaced_by
    for t in told:
        said, mine, replacing = t.heard, effects.get(t.id), replaced_by.get(t.agreement)
        yield TermFacts(
            t.id,
            t.rank,
            said.words,
            tuple(said.ranks) if len(said.ranks) == 1 else tuple(sorted(said.ranks)),
            said.witnesses,
            t.begins,
            said.known,
            said.attested,
            tuple(sorted(mine.get("ended", ()))) if mine else (),
            tuple(sorted(mine.get("perhaps-ended", ()))) if mine else (),
            tuple(sorted(mine.get("narrowed", ()))) if mine else (),
            tuple(a for a in replacing if a not in repeated.get(t.id, ())) if replacing else (),
        )
