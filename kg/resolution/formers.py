"""What a change takes for granted as before is the rule of the earlier paper, not another one beside it.

"The fee rises from 4 to 5 euros" tells what the fee was by the contract. Where the contract tells a fee of 4 euros itself, that is
the term, with whom it binds and what it is for; else one fact would stand twice, and the change would be found twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.files import load_toml
from kg.records import Stance, TermContent
from kg.resolution.instructions import Placed
from kg.resolution.terms import Telling

__all__ = ["as_rule", "find_formers", "is_sum", "settle_formers", "taken_for_granted"]


def taken_for_granted(placed: Sequence[Placed], stances: Container[Stance]) -> Iterator[tuple[Placed, list[Placed]]]:
    """Yield each statement that only takes something for granted, with those of some stances that hold its words, in order."""
    around: dict[str, list[Placed]] = defaultdict(list)
    for use in placed:
        if use.statement.stance in stances:
            around[use.document.identifier].append(use)
    for use in placed:
        s = use.statement
        if s.stance is Stance.PRESUPPOSES:
            outer = around.get(use.document.identifier, ())
            yield use, [o for o in outer if o.statement.start <= s.start and s.end <= o.statement.end]


def find_formers(placed: Sequence[Placed]) -> dict[str, str]:
    """Return for each statement that only takes something for granted the statement around it that tells a change, or empty."""
    told = taken_for_granted(placed, {Stance.CHANGES})
    return {use.statement.id: next((change.statement.id for change in around), "") for use, around in told}


def settle_formers(tellings: Sequence[Telling], formers: Mapping[str, str]) -> list[Telling]:
    """Return the tellings; a figure taken for granted becomes the rule of its agreement that has the very figure.

    The change that takes it for granted is about the same thing: where it tells no scope, it has that of the rule.

    Args:
        tellings: of one dealing, with their directions.
        formers: for each statement that only takes for granted what it tells, the statement that tells the change, or empty.
    """
    own: dict[tuple[object, ...], list[Telling]] = defaultdict(list)
    figures: dict[tuple[object, ...], list[Telling]] = defaultdict(list)
    for t in tellings:
        if t.content.measure and t.statement not in formers:
            own[_figure(t)].append(t)
        if is_sum(t.content) and t.statement not in formers:
            figures[_bare(t)].append(t)
    rules: dict[tuple[object, ...], TermContent | None] = {}  # many formers are alike

    def put(t: Telling) -> Telling:
        if t.statement not in formers or not t.content.measure:
            return t
        alike = (*_figure(t), t.content.bearer, t.content.scope)
        if alike not in rules:
            rules[alike] = _rule_of(t, own.get(_figure(t), ()))
            if rules[alike] is None and is_sum(t.content):
                rules[alike] = _very_sum(figures.get(_bare(t), ()))
        return replace(t, content=rules[alike] or t.content)

    settled = [put(t) for t in tellings]
    reached: dict[tuple[object, ...], TermContent] = {}
    for before, now in zip(tellings, settled, strict=True):
        if formers.get(before.statement):
            reached[formers[before.statement], *_kind(before.content)] = now.content
    return [_like(t, reached.get((t.statement, *_kind(t.content)))) for t in settled]


def _like(telling: Telling, rule: TermContent | None) -> Telling:
    """Return a change as one of the rule before it: for the same thing and, if that has another name, of its kind and parties."""
    content = telling.content
    if rule is None:
        return telling
    if _kind(rule) != _kind(content):
        content = as_rule(content, rule)
    return replace(telling, content=content if content.scope else replace(content, scope=rule.scope))


def as_rule(content: TermContent, rule: TermContent) -> TermContent:
    """Return a figure as one of a rule: of its matter and measure, and of the same parties."""
    return replace(content, matter=rule.matter, measure=rule.measure, bearer=rule.bearer, counterparty=rule.counterparty)


@cache
def _kindred() -> frozenset[str]:
    return frozenset(load_toml("topics")["kindred"]["words"])


def is_sum(content: TermContent) -> bool:
    """Return whether a content has a figure of those matters that people use for the same thing."""
    return bool(content.measure) and content.matter in _kindred() and content.low is not None


def _kind(content: TermContent) -> tuple[str, str, str]:
    return content.matter, content.measure, content.unit


def _figure(telling: Telling) -> tuple[object, ...]:
    c = telling.content
    return telling.agreement, c.matter, c.modality, c.measure, c.unit, c.low, c.high


def _bare(telling: Telling) -> tuple[object, ...]:
    c = telling.content
    return telling.agreement, c.modality, c.unit, c.low, c.high


def _very_sum(rules: Sequence[Telling]) -> TermContent | None:
    """Return the content of the one rule that has the very figure under another name: "the price", "a payment of"."""
    best = max(rules, key=lambda r: (r.layer.rank, r.statement), default=None)
    sides = {(r.content.matter, r.content.measure, r.content.bearer, r.content.counterparty) for r in rules}
    return best.content if best is not None and len(sides) == 1 else None


def _rule_of(former: Telling, rules: Sequence[Telling]) -> TermContent | None:
    """Return the content of the best rule that shares a bearer with a former telling."""
    fitting = [r for r in rules if set(r.content.bearer) & set(former.content.bearer) and _may_meet(r.content, former.content)]
    best = max(fitting, key=lambda r: (r.content.scope == former.content.scope, r.layer.rank, r.statement), default=None)
    return best.content if best is not None else None


def _may_meet(rule: TermContent, former: TermContent) -> bool:
    """Whether the scopes do not differ: equal, or one is not told."""
    return not rule.scope or not former.scope or set(rule.scope) == set(former.scope)
