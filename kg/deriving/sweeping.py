"""From a dealing to everything that is derived for it: slots, pairs, findings, effects, facts of agreements and terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from kg.deriving.judging import Slot, Verdict
from kg.deriving.linking import Chain, build_chain, tighten
from kg.deriving.pairing import pairs_across, pairs_within
from kg.deriving.results import AgreementFacts, Derived, Finding, Note, TermFacts
from kg.deriving.scoping import EQUAL, RIGHT_WIDER, Scopes
from kg.deriving.telling import Heard, Told, earliest_known, hear, tell, told_by
from kg.names import digest
from kg.records import DateBounds, Dealing, Layer, LinkType, Modality, Stance, StatementUse

__all__ = ["derive"]

Uses = Mapping[str, Sequence[StatementUse]]


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
    verdicts, told = _judge(dealing, chain, heard, scopes, notes)
    floors = _floors(dealing, verdicts, uses)
    if floors:
        made = tighten(chain.made, chain.links, floors, notes)
        chain = Chain(made, chain.after, chain.follows, chain.replaced_by, chain.links, chain.notes)
        notes = []
        verdicts, told = _judge(dealing, chain, heard, scopes, notes)
    findings = {f.id: f for f in (_finding(dealing.id, v, uses, heard) for v in verdicts if v.reported)}
    return Derived(
        dealing.id,
        tuple(_agreement_facts(dealing, chain)),
        tuple(_term_facts(told, heard, verdicts, chain)),
        tuple(findings[i] for i in sorted(findings)),
        tuple(sorted({*chain.notes, *notes}, key=lambda n: (n.kind, n.concerns, n.text))),
    )


def _judge(
    dealing: Dealing, chain: Chain, heard: Mapping[str, Heard], scopes: Scopes, notes: list[Note]
) -> tuple[list[Verdict], dict[str, Told]]:
    """All verdicts of a dealing, and its terms in comparable form."""
    general = (scopes.general,)
    nowhen = DateBounds()
    told = {
        t.id: tell(t, heard[t.id], chain.made.get(t.agreement, nowhen), general, notes)
        for t in sorted(dealing.terms, key=lambda t: t.id)
    }
    slots: dict[tuple[str, str], list[Told]] = {}
    for t in told.values():
        if t.modality is not Modality.INTENTION:
            for bearer in t.bearers:
                slots.setdefault((t.matter, bearer), []).append(t)
    found: list[Verdict] = []
    for key in sorted(k for k, readings in slots.items() if len(readings) > 1):
        found.extend(_sweep(Slot(slots[key], scopes, chain), key, scopes, chain, notes))
    return found, told


def _sweep(slot: Slot, key: tuple[str, str], scopes: Scopes, chain: Chain, notes: list[Note]) -> Iterator[Verdict]:
    """The verdicts of one slot: pairs inside each agreement, and pairs along the chain."""
    (matter, bearer), here = key, slot.by_agreement
    cut = False
    for readings in here.values():
        pairs, fewer = pairs_within(readings, scopes)
        cut = cut or fewer
        yield from _judged(pairs, slot.within_agreement, bearer)
    if len(here) > 1 and chain.after:
        for later, readings in here.items():
            for earlier in sorted(chain.after.get(later, ())):
                pairs, fewer = pairs_across(here.get(earlier, ()), readings)
                cut = cut or fewer
                yield from _judged(pairs, slot.over_time, bearer)
    if cut:
        text = f"so many terms on {matter} of {bearer} disagree that each is held against the best attested one only"
        notes.append(Note("too-many-pairs", tuple(sorted(here)), text))


def _judged(pairs: Iterable[tuple[Told, Told]], judge: Callable[[Told, Told], Verdict | None], bearer: str) -> Iterator[Verdict]:
    for t, u in pairs:
        verdict = judge(t, u) if _first_shared(t, u, bearer) else None
        if verdict is not None:
            yield verdict


def _first_shared(t: Told, u: Told, bearer: str) -> bool:
    """Joint bearers: a pair is judged once, under the first bearer that both have."""
    if len(t.bearers) == 1 or len(u.bearers) == 1:
        return True
    return min(set(t.bearers) & set(u.bearers)) == bearer


def _floors(dealing: Dealing, verdicts: Iterable[Verdict], uses: Uses) -> list[tuple[str, date]]:
    """Lower bounds of agreements that change what a party had reaffirmed on a day (SEMANTICS e).

    Only a reaffirmation in a party's own text, about an agreement that reaffirms, counts; and only a certain change.
    """
    reaffirming = {k.later for k in dealing.links if k.type is LinkType.REAFFIRMS}
    made = {a.id: a.made for a in dealing.agreements if a.id in reaffirming}
    found: set[tuple[str, date | None]] = set()
    for v in verdicts if made else ():
        if v.effect != "ended":
            continue
        for s in uses[v.left.id]:
            if s.stance is Stance.REAFFIRMS and s.layer.rank >= Layer.PARTY_TEXT.rank:
                found.update((v.right.agreement, made[a].earliest) for a in s.about if a in made)
    return sorted((a, day) for a, day in found if day is not None)


def _finding(dealing: str, v: Verdict, uses: Uses, heard: Mapping[str, Heard]) -> Finding:
    left, right = v.left, v.right
    premises = {s.id for t in (left.id, right.id) for s in uses[t]}
    early = [d for d in (left.begins_earliest, right.begins_earliest) if d]
    late = [d for d in (left.end_latest, right.end_latest) if d]
    return Finding(
        id=f"{dealing}.{digest(dealing, left.id, right.id)}",
        verdict=v.name,
        left=left.id,
        right=right.id,
        certain=v.certain,
        change=v.change,
        clash_type=v.type,
        rule=v.rule,
        scope_relation=v.relation,
        matter=left.matter,
        overlap=DateBounds(max(early) if early else None, min(late) if late else None),
        premises=tuple(sorted(premises)),
        left_words=heard[left.id].words,
        right_words=heard[right.id].words,
        effect=DateBounds(right.begins_earliest, right.begins_latest) if v.change else DateBounds(),
        known=heard[right.id].known if v.change else DateBounds(),
    )


def _agreement_facts(dealing: Dealing, chain: Chain) -> Iterator[AgreementFacts]:
    speaking: dict[str, list[DateBounds]] = {a.id: [] for a in dealing.agreements}
    for s in dealing.statements:
        for a in s.about if s.link is None else {*s.about, s.link[0], s.link[2]}:
            if a in speaking:
                speaking[a].append(s.published)
    for a in sorted(speaking):
        after, follows = chain.after.get(a), chain.follows.get(a)
        yield AgreementFacts(
            a,
            tuple(sorted(after)) if after else (),
            tuple(sorted(follows)) if follows else (),
            chain.made[a],
            earliest_known(speaking[a]),
        )


def _term_facts(
    told: Mapping[str, Told], heard: Mapping[str, Heard], verdicts: Iterable[Verdict], chain: Chain
) -> Iterator[TermFacts]:
    effects: dict[tuple[str, str], list[str]] = {}
    repeated: dict[str, set[str]] = {}
    for v in verdicts:
        if v.effect:
            effects.setdefault((v.left.id, v.effect), []).append(v.right.id)
        elif v.change and v.certain and v.relation in (EQUAL, RIGHT_WIDER):
            repeated.setdefault(v.left.id, set()).add(v.right.agreement)
    for t in told.values():
        said, made = heard[t.id], chain.made.get(t.agreement)
        replacing = chain.replaced_by.get(t.agreement, ())
        yield TermFacts(
            t.id,
            t.rank,
            said.words,
            tuple(sorted(t.ranks)),
            said.witnesses,
            DateBounds(t.begins_earliest, t.begins_latest) if t.starts or made is None else made,
            said.known,
            said.attested,
            _sorted(effects, t.id, "ended"),
            _sorted(effects, t.id, "perhaps-ended"),
            _sorted(effects, t.id, "narrowed"),
            tuple(a for a in replacing if a not in repeated.get(t.id, ())) if replacing else (),
        )


def _sorted(effects: Mapping[tuple[str, str], list[str]], term: str, kind: str) -> tuple[str, ...]:
    found = effects.get((term, kind))
    return tuple(sorted(set(found))) if found else ()
