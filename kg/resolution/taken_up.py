"""Rules that a sentence takes up by their figure alone: "the 40 berths stay" means the rule on 40 berths that others tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.records import Figure, TermContent
from kg.resolution.instructions import Placed
from kg.resolution.terms import Telling

__all__ = ["taken_up"]

_Key = tuple[Decimal, str]


def taken_up(placed: Sequence[Placed], tellings: Sequence[Telling]) -> list[Telling]:
    """Return what statements tell that only name a figure: the rule with that figure, where all that have it are of one matter.

    Args:
        placed: the statements of a dealing.
        tellings: what statements of the dealing tell in words.
    """
    if not any(use.statement.taken for use in placed):
        return []
    counted: dict[_Key, list[Telling]] = defaultdict(list)
    for telling in tellings:
        for key in set(_keys(telling.content.low, telling.content.high, telling.content.unit)):
            counted[key].append(telling)
    return [
        Telling(use.statement.id, use.document.identifier, use.statement.layer, rule.agreement, rule.content)
        for use in placed
        for figure in dict.fromkeys(use.statement.taken)
        if (rule := _rule(figure, use, counted)) is not None
    ]


def _keys(low: Decimal | None, high: Decimal | None, unit: str) -> Iterator[_Key]:
    yield from ((value, unit.lower()) for value in (low, high) if value)


def _rule(figure: Figure, use: Placed, counted: Mapping[_Key, Sequence[Telling]]) -> Telling | None:
    """Return the rule that a figure is of: the one told most often, of what the statement is about where that has it."""
    found = [t for key in set(_keys(figure.low, figure.high, figure.unit)) for t in counted.get(key, ())]
    others = [t for t in found if t.statement != use.statement.id]
    if not others or len({t.content.matter for t in others}) > 1:
        return None
    near = [t for t in others if t.agreement in {use.owner, *use.about}] or others
    often: dict[str, list[Telling]] = defaultdict(list)
    for telling in near:
        often[repr(_bare(telling.content))].append(telling)
    best = min(often.values(), key=lambda those: (-len(those), repr(_bare(those[0].content))))
    rule = min(best, key=lambda t: (t.agreement, t.statement))
    return replace(rule, content=_bare(rule.content))


def _bare(content: TermContent) -> TermContent:
    """Return a rule without the words that vary from telling to telling."""
    return replace(content, condition="", hedge="", value_text="")
