"""Candidate terms of many documents become terms: equal content of one agreement is one term, however often it is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.names import digest, slug
from kg.records import Layer, Term, TermContent

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

    Words that vary (condition, hedge, value text) come from the telling of the highest rank.
    """
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, telling in enumerate(tellings):
        groups[telling.agreement, _identity(telling.content)].append(i)
    terms: list[Term] = []
    places: dict[int, str] = {}
    for (agreement, identity), members in sorted(groups.items()):
        best = max((tellings[i] for i in members), key=lambda t: (t.layer.rank, bool(t.content.condition), t.statement))
        name = _name(agreement, best.content, identity)
        terms.append(Term(name, agreement, _worded(best.content, [tellings[i].content for i in members])))
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
