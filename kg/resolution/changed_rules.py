"""A figure that is told as a change is of the rule that it changes, whatever the change calls it and whoever it seems to go to.

"What the Guild pays per head goes up to 65" is read as a payment, and "a price of 60 a head" of the contract as a price; and where
a letter says "we get 65 a head", who pays may be read the wrong way round. Where the agreements that are changed have nothing that
the new figure could be held against, it is of the one rule there that speaks of the same thing and is of such a size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from functools import cache

from kg.files import load_toml
from kg.records import TermContent
from kg.resolution.formers import as_rule, is_sum
from kg.resolution.terms import Telling
from kg.resolution.wordings import Wording
from kg.topics import words_of_names

__all__ = ["follow_changed_rules"]

_SIZE = 3  # how many times one figure of a rule is at most as much as another
_PART = 3  # of as many words as the shorter of two passages has, one must be common to both
_NO_WORDS = Wording()


def follow_changed_rules(
    tellings: Sequence[Telling], changes: Container[str], earlier: Mapping[str, Iterable[str]], wordings: Mapping[str, Wording]
) -> list[Telling]:
    """Return the tellings; a new figure that meets nothing before it takes matter, measure and parties of the rule that it changes.

    Args:
        tellings: of one dealing, with their directions.
        changes: the statements that tell a change.
        earlier: for an agreement those that it changes, near or far.
        wordings: what each statement speaks of.
    """
    words = {t.statement: wordings.get(t.statement, _NO_WORDS).topics for t in tellings}
    rules: dict[tuple[str, str], dict[tuple[TermContent, Set[str]], Telling]] = defaultdict(dict)  # what is told in one way once
    for t in sorted(tellings, key=_rank):
        if is_sum(t.content):
            rules[t.agreement, t.content.unit][t.content, words[t.statement]] = t
    near: dict[tuple[str, TermContent], Sequence[Telling]] = {}  # many changes are told alike

    def settled(t: Telling) -> TermContent:
        if t.statement not in changes or not is_sum(t.content):
            return t.content
        if (t.agreement, t.content) not in near:
            before = [r for a in sorted(earlier.get(t.agreement, ())) for r in rules.get((a, t.content.unit), {}).values()]
            near[t.agreement, t.content] = _near(t.content, before)
        rule = _changed_rule(t, near[t.agreement, t.content], words)
        return t.content if rule is None else as_rule(t.content, rule)

    return [replace(t, content=settled(t)) for t in tellings]


def _rank(telling: Telling) -> tuple[int, str]:
    return telling.layer.rank, telling.statement


def _near(content: TermContent, before: Sequence[Telling]) -> Sequence[Telling]:
    """Return the rules of which a new figure can be: of its size and a party; none where one could be held against it as it is."""
    if any(_comparable(content, r.content) for r in before):
        return ()
    return [r for r in before if _of_one_size(content, r.content) and _of_one_party(content, r.content)]


def _comparable(content: TermContent, rule: TermContent) -> bool:
    """Whether two figures could be held against one another: one matter and measure, a common bearer, and the same side."""
    if (content.matter, content.measure) != (rule.matter, rule.measure) or not set(content.bearer) & set(rule.bearer):
        return False
    return not content.counterparty or not rule.counterparty or bool(set(content.counterparty) & set(rule.counterparty))


def _changed_rule(told: Telling, near: Sequence[Telling], words: Mapping[str, Set[str]]) -> TermContent | None:
    """Return the rule that shares most words with what a new figure is told in; none where two could be meant, or few words."""
    if not near:
        return None
    plain = _unit_words() | words_of_names([told.content.unit])
    own = words[told.statement]
    shared = [(_common(own, words[r.statement], plain), r) for r in near]
    most = max(n for n, _ in shared)
    best = [r for n, r in shared if n == most] if most else []
    if len({(r.content.matter, r.content.bearer) for r in best}) != 1:
        return None
    return max(best, key=_rank).content


def _common(first: Set[str], second: Set[str], plain: Set[str]) -> int:
    """How many words two passages share; none where they are few, or all of them are `plain`: "tonne", "cubic metre"."""
    both = first & second
    return len(both) if both - plain and _PART * len(both) >= min(len(first), len(second)) else 0


@cache
def _unit_words() -> frozenset[str]:
    """Words for what is counted; a time of the day or year says more of a rule."""
    units = load_toml("units")
    counted = [*units["unit-words"], *units["currency-words"], *units["currency-codes"]["codes"]]
    return words_of_names(counted) - words_of_names(units["durations"])


def _of_one_party(content: TermContent, rule: TermContent) -> bool:
    """Whether a party owes, or is owed, both of two figures."""
    mine, theirs = {*content.bearer, *content.counterparty}, {*rule.bearer, *rule.counterparty}
    return not mine.isdisjoint(theirs)


def _of_one_size(content: TermContent, rule: TermContent) -> bool:
    first, second = sorted(_figures(content, rule))
    return 0 < first < second <= _SIZE * first


def _figures(*contents: TermContent) -> Iterator[Decimal]:
    return (c.low for c in contents if c.low is not None)
