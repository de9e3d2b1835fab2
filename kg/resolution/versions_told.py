"""What a report tells of an agreement on which nobody else has such a rule is of the one agreement that has it.

"The licence costs 4 million a year" in a magazine that speaks of a side letter is about the contract, where only the contract
has a price. Read as a rule of the side letter it would never be held against what the contract says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kg.records import Agreement, Force, Layer, TermContent
from kg.resolution.instructions import Placed
from kg.resolution.versions_alike import one_rule, same_value

__all__ = ["place_by_rule"]

Resolve = Callable[[Placed], Sequence[TermContent]]
_Rules = Mapping[str, Mapping[str, Mapping[TermContent, Collection[str]]]]  # by matter and agreement: who tells a rule


def place_by_rule(
    placed: Sequence[Placed],
    agreements: Mapping[str, Agreement],
    chains: Mapping[str, Collection[str]],
    own: Mapping[str, Collection[str]],
    resolve: Resolve,
) -> list[Placed]:
    """Return the statements; what a report tells of an agreement without such a rule belongs to the latest that has it.

    Args:
        placed: statements whose agreements are known across documents.
        agreements: by id.
        chains: for an agreement those that change it, and that it changes.
        own: for a document the agreements that it is, or announces.
        resolve: gives the terms of a statement with ids of parties.
    """
    rules: dict[str, dict[str, dict[TermContent, set[str]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    for use in placed:
        if use.terms:
            for content in resolve(use):
                rules[content.matter][use.owner][content].add(use.document.identifier)
    return [_moved(use, agreements, chains, own, rules, resolve) for use in placed]


def _moved(
    use: Placed,
    agreements: Mapping[str, Agreement],
    chains: Mapping[str, Collection[str]],
    own: Mapping[str, Collection[str]],
    rules: _Rules,
    resolve: Resolve,
) -> Placed:
    day = use.document.published.latest
    if not use.terms or use.statement.layer is Layer.INSTRUMENT or day is None or use.owner in own.get(use.document.identifier, ()):
        return use
    if not any(use.owner in mine for name, mine in own.items() if name != use.document.identifier):
        return use  # nobody else knows what it says
    contents = resolve(use)
    near = {use.owner, *chains.get(use.owner, ())}
    if any(_told(c, a, use, rules) for c in contents for a in near):
        return use
    found = [a for a in agreements if a not in near and all(_told(c, a, use, rules) for c in contents) and _may_be(agreements[a], day)]
    found = [a for a in found if _fits(contents, agreements[a])]
    if not found:
        return use
    exact = [a for a in found if all(any(same_value(c, r) for r in rules[c.matter][a]) for c in contents)]
    found = exact or found
    latest = max(found, key=lambda a: (agreements[a].made.latest or date.min, a))
    if any(a != latest and a not in chains.get(latest, ()) for a in found):
        return use
    return replace(use, owner=latest, about=tuple(dict.fromkeys((latest, *use.about))))


def _told(content: TermContent, agreement: str, use: Placed, rules: _Rules) -> bool:
    """Whether another document tells a rule of an agreement that is like one."""
    told = rules.get(content.matter, {}).get(agreement, {})
    return any(
        one_rule(content, rule) and (not content.counterparty or not rule.counterparty or set(content.counterparty) & set(rule.counterparty))
        for rule, tellers in told.items()
        if set(tellers) - {use.document.identifier}
    )


def _may_be(agreement: Agreement, day: date) -> bool:
    return agreement.force is Force.BINDING and agreement.made.latest is not None and agreement.made.latest <= day


def _fits(contents: Sequence[TermContent], agreement: Agreement) -> bool:
    parties = set(agreement.parties)
    return all(parties.issuperset(c.bearer) and parties.issuperset(c.counterparty) for c in contents)
