"""Candidate terms of many documents become terms: equal content of one agreement is one term, however often it is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.names import digest, slug
from kg.records import Layer, Modality, Term, TermContent

__all__ = ["Telling", "join_terms"]


@dataclass(frozen=True, slots=True)
class Telling:
    """One statement tells one term; parties and scopes are ids that hold across documents."""

    statement: str
    document: str
    layer: Layer
    agreement: str
    content: TermContent


def join_terms(tellings: Sequence[Telling]) -> tuple[tuple[Term, ...], Mapping[tuple[str, int], str]]:
    """Return the terms of a dealing, and for each telling (statement id, place among its tellings) the id of its term.

    What one document tells of one rule in several sentences is completed first: a sentence that is silent about
    exclusivity, end or number takes them from the only other sentence of that document on the same matter, direction, modality and
    scope that has them (SEMANTICS, ground rule 2: silence is no value, so nothing is taken where two differ).
    Then equal content is one term. Words that vary (condition, hedge, value text) come from the telling of the highest rank.
    """
    completed = _completed(tellings)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, telling in enumerate(completed):
        groups[telling.agreement, _identity(telling.content)].append(i)
    terms: list[Term] = []
    places: dict[int, str] = {}
    for (agreement, identity), members in sorted(groups.items()):
        best = max((completed[i] for i in members), key=lambda t: (t.layer.rank, bool(t.content.condition), t.statement))
        name = _name(agreement, best.content, identity)
        terms.append(Term(name, agreement, _worded(best.content, [completed[i].content for i in members])))
        places.update(dict.fromkeys(members, name))
    counted: dict[str, int] = defaultdict(int)
    found: dict[tuple[str, int], str] = {}
    for i, telling in enumerate(tellings):
        found[telling.statement, counted[telling.statement]] = places[i]
        counted[telling.statement] += 1
    return tuple(terms), found


def _identity(content: TermContent) -> str:
    """Return what makes two contents one: everything but the words that vary from telling to telling."""
    return repr(
        replace(
            content, condition="", hedge="", value_text="", bearer=tuple(sorted(content.bearer)), scope=tuple(sorted(content.scope))
        )
    )


def _name(agreement: str, content: TermContent, identity: str) -> str:
    return f"{slug(agreement)}.{content.matter}.{'-'.join(sorted(content.bearer))[:40]}.{digest(agreement, identity, length=8)}"


def _worded(content: TermContent, others: Sequence[TermContent]) -> TermContent:
    def first(words: str, values: list[str]) -> str:
        return words or min((v for v in values if v), default="")

    return replace(
        content,
        condition=first(content.condition, [o.condition for o in others]),
        hedge=first(content.hedge, [o.hedge for o in others]),
        value_text=first(content.value_text, [o.value_text for o in others]),
    )


# ------------------------------------------------------------------ one rule told in several sentences
_SLOTS = ("exclusivity", "end", "number")
_NUMBER_FIELDS = ("low", "high", "unit", "measure", "value_text", "capped")
_GRADED = frozenset({"licence", "service-provision", "sales-channel", "release-order", "termination-convenience"})


def _slot(content: TermContent, slot: str) -> object:
    if slot == "exclusivity":
        return content.exclusivity
    if slot == "end":
        return content.end if content.end or content.ends_on_event else None
    return (content.low, content.high, content.unit, content.measure) if content.measure else None


def _filled(content: TermContent, slot: str, giver: TermContent) -> TermContent:
    if slot == "exclusivity":
        return replace(content, exclusivity=giver.exclusivity)
    if slot == "end":
        return replace(content, end=giver.end, ends_on_event=giver.ends_on_event)
    return replace(content, **{f: getattr(giver, f) for f in _NUMBER_FIELDS})


def _completed(tellings: Sequence[Telling]) -> list[Telling]:
    """Return the tellings with what the same document says elsewhere of the same rule."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, t in enumerate(tellings):
        c = t.content
        if c.matter in _GRADED and c.modality is not Modality.PROHIBITION:
            groups[t.document, t.agreement, c.matter, c.modality, c.bearer, c.counterparty].append(i)
    done = list(tellings)
    for members in groups.values():
        for slot in _SLOTS:
            values = {repr(_slot(tellings[i].content, slot)): i for i in members if _slot(tellings[i].content, slot) is not None}
            if len(values) != 1:
                continue
            giver = tellings[next(iter(values.values()))].content
            for i in members:
                if (
                    _slot(done[i].content, slot) is None
                    and _meet(done[i].content, giver)
                    and done[i].content.exclusivity in {None, giver.exclusivity}
                ):
                    done[i] = replace(done[i], content=_filled(done[i].content, slot, giver))
    return done


def _meet(a: TermContent, b: TermContent) -> bool:
    """Whether two contents speak of one rule: equal scopes; of a licence also where one of them is told without a scope."""
    return a.scope == b.scope or (a.matter == "licence" and (not a.scope or not b.scope))
