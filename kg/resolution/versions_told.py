"""What a report tells of an agreement on which nobody else has such a rule is of the one agreement that has it.

"The licence costs 4 million a year" in a magazine that speaks of a side letter is about the contract, where only the contract
has a price. Read as a rule of the side letter it would never be held against what the contract says.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from kg.files import load_toml
from kg.records import Agreement, Force, Layer, Stance, TermContent
from kg.resolution.instructions import Placed
from kg.resolution.versions_alike import one_rule, same_value, told_by_another

__all__ = ["place_by_rule"]

Resolve = Callable[[Placed], Sequence[TermContent]]


@dataclass(frozen=True, slots=True)
class _Rules:
    """The agreements of a collection, and who tells which of their rules."""

    agreements: Mapping[str, Agreement]
    chain: Callable[[str], Collection[str]]  # of an agreement: those that change it, and that it changes
    holders: Mapping[str, Collection[str]]  # of an agreement: the documents that are it, or announce it
    tellers: Mapping[str, Collection[str]]  # of an agreement: the documents that tell a rule of it
    told: Mapping[str, Mapping[str, Mapping[TermContent, Collection[str]]]]  # by matter and agreement: a rule, and who tells it

    def has(self, content: TermContent, agreement: str, name: str) -> bool:
        """Whether another document than one tells a rule of an agreement that can be the one of a content."""
        told = self.told.get(content.matter, {}).get(agreement, {})
        return any(
            one_rule(content, rule) and _one_side(content.counterparty, rule.counterparty)
            for rule, tellers in told.items()
            if told_by_another(tellers, name)
        )


def place_by_rule(
    placed: Sequence[Placed],
    agreements: Mapping[str, Agreement],
    chain: Callable[[str], Collection[str]],
    own: Mapping[str, Collection[str]],
    resolve: Resolve,
) -> list[Placed]:
    """Return the statements; what a report tells of an agreement without such a rule belongs to the latest that has it.

    Where agreements of more than one chain have it, nothing is moved.

    Args:
        placed: statements whose agreements are known across documents.
        agreements: by id.
        chain: gives for an agreement those that change it, and that it changes.
        own: for a document the agreements that it is, or announces.
        resolve: gives the terms of a statement with ids of parties.
    """
    told: dict[str, dict[str, dict[TermContent, set[str]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    tellers: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, set[str]] = defaultdict(set)
    for name, mine in own.items():
        for agreement in mine:
            holders[agreement].add(name)
    for use in placed:
        if use.terms:
            tellers[use.owner].add(use.document.identifier)
            for content in resolve(use):
                told[content.matter][use.owner][content].add(use.document.identifier)
    rules = _Rules(agreements, chain, holders, tellers, told)
    return [_moved(use, rules, resolve) if use.terms and _reports(use, rules) else use for use in placed]


def _reports(use: Placed, rules: _Rules) -> bool:
    """Whether a statement tells what holds under an agreement that its document is not, and that is known in full or not at all."""
    statement, name = use.statement, use.document.identifier
    if statement.layer is Layer.INSTRUMENT or statement.stance is Stance.CHANGES or name in rules.holders.get(use.owner, ()):
        return False
    known = rules.holders.get(use.owner) or not told_by_another(rules.tellers.get(use.owner, ()), name)
    return bool(known) and _moves().search(use.document.text, statement.start, statement.end) is None


def _moved(use: Placed, rules: _Rules, resolve: Resolve) -> Placed:
    contents, name = resolve(use), use.document.identifier
    near = {use.owner, *rules.chain(use.owner)}
    if any(rules.has(content, agreement, name) for content in contents for agreement in near):
        return use
    found = [a for a in _open(use, contents, rules) if a not in near and all(rules.has(c, a, name) for c in contents)]
    exact = [a for a in found if all(any(same_value(c, rule) for rule in rules.told[c.matter][a]) for c in contents)]
    found = sorted(exact or found, key=lambda a: (rules.agreements[a].made.latest or date.min, a))
    if not found or any(a not in rules.chain(found[-1]) for a in found[:-1]):
        return use
    return replace(use, owner=found[-1], about=tuple(dict.fromkeys((found[-1], *use.about))))


def _open(use: Placed, contents: Sequence[TermContent], rules: _Rules) -> Iterator[str]:
    """The binding agreements with rules on a matter, certainly made before a document, of all whom some contents name."""
    day, named = use.document.published.earliest, {p for c in contents for p in (*c.bearer, *c.counterparty)}
    for key in rules.told[contents[0].matter] if contents else ():
        agreement = rules.agreements[key]
        made = agreement.made.latest
        if agreement.force is Force.BINDING and day and made and made <= day and named <= set(agreement.parties):
            yield key


def _one_side(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two contents are owed to a common party, or one does not say to whom."""
    return not mine or not theirs or not set(mine).isdisjoint(theirs)


@cache
def _moves() -> re.Pattern[str]:
    return re.compile(str(load_toml("phrases")["tells-a-move"]["pattern"]), re.IGNORECASE)
