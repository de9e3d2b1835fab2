"""Whether what two passages tell of two versions of an agreement is one rule, or one figure of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kg.records import SOME_PARTY, Modality, TermContent
from kg.resolution.scopes import read_scope, relate_labels

__all__ = ["LIFTED", "agrees", "as_in", "one_rule", "same_rule", "same_value", "told_by_another"]

LIFTED = frozenset({Modality.NO_DUTY, Modality.PERMISSION})


def same_rule(content: TermContent, rule: TermContent) -> bool:
    """Whether two contents give one figure or last day, or lift one duty or ban."""
    if content.measure or rule.measure or content.end or content.modality not in LIFTED:
        return same_value(content, rule)
    same = content.matter == rule.matter and content.modality is rule.modality and bool(set(content.bearer) & set(rule.bearer))
    return same and one_rule(content, rule)


def as_in(rule: TermContent, content: TermContent) -> TermContent:
    """Return a rule with the modality of a content that goes on, and with its bearer where that is yet to be found."""
    bearer = content.bearer if content.bearer == (SOME_PARTY,) else rule.bearer
    return replace(rule, modality=content.modality, bearer=bearer)


def same_value(content: TermContent, rule: TermContent) -> bool:
    """Whether two contents give one figure, or one last day, for one matter of a common bearer."""
    if content.matter != rule.matter or content.modality is not rule.modality or not set(content.bearer) & set(rule.bearer):
        return False
    if content.measure or rule.measure:
        return _figure(content) == _figure(rule)
    return bool(content.end) and content.end == rule.end


def _figure(content: TermContent) -> tuple[object, ...]:
    return content.low, content.high, content.unit, content.measure


def one_rule(content: TermContent, rule: TermContent) -> bool:
    """Whether two contents tell of one rule: one matter, a common bearer, scopes that touch, or of neither a scope is told.

    Some of a thing touches whatever a rule without a scope is about.
    """
    if content.matter != rule.matter or not set(content.bearer) & set(rule.bearer):
        return False
    if content.measure and rule.measure and content.measure != rule.measure:
        return False
    if content.measure and _figure(content) == _figure(rule) and not (content.scope and rule.scope):
        return True  # the very figure
    if not content.scope or not rule.scope:
        return not rule.scope and (not content.scope or all(f.partial for x in content.scope for f in read_scope(x)))
    return any(relate_labels(x, y) for x in content.scope for y in rule.scope)


def agrees(content: TermContent, rule: TermContent) -> bool:
    """Whether two contents tell of one rule, and not otherwise in figure, last day, grade and kind."""
    rule = as_in(rule, content) if content.bearer == (SOME_PARTY,) else rule
    return (
        one_rule(content, rule)
        and content.modality is rule.modality
        and (not content.measure or not rule.measure or _figure(content) == _figure(rule))
        and (not content.end or not rule.end or content.end == rule.end)
        and (content.exclusivity is None or rule.exclusivity is None or content.exclusivity is rule.exclusivity)
    )


def told_by_another(tellers: Collection[str], name: str) -> bool:
    """Whether another document than one is among those that tell something.

    >>> told_by_another({"a"}, "a"), told_by_another({"a", "b"}, "a")
    (False, True)
    """
    return len(tellers) > 1 or (len(tellers) == 1 and name not in tellers)
