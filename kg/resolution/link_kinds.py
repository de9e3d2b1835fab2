"""What one agreement does to another is one thing: it changes, prolongs or replaces it, whatever single sentences stress."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.records import Agreement, LinkType
from kg.resolution.instructions import Placed

__all__ = ["with_one_kind"]

_ONE_OF: Final = (LinkType.SUPERSEDES, LinkType.AMENDS, LinkType.EXTENDS)


def with_one_kind(uses: Sequence[Placed], agreements: Mapping[str, Agreement]) -> list[Placed]:
    """Return statements whose links between two agreements are of one kind.

    An amendment that prolongs a contract as well amends it; a new contract that "changes much" and takes its place replaces it.
    """
    told: dict[tuple[str, str], set[LinkType]] = defaultdict(set)
    for use in uses:
        if use.link is not None and use.statement.link is not None:
            told[use.link].add(use.statement.link.type)
    meant = {}
    for link, kinds in told.items():
        found = [kind for kind in _ONE_OF if kind in kinds]
        changes = agreements[link[0]].kind == "amendment" and LinkType.AMENDS in kinds
        if len(found) > 1:
            meant[link] = LinkType.AMENDS if changes else found[0]
    return [_told_as(use, meant.get(use.link)) if use.link in meant else use for use in uses]


def _told_as(use: Placed, kind: LinkType | None) -> Placed:
    link = use.statement.link
    if kind is None or link is None or link.type not in _ONE_OF:
        return use
    return replace(use, statement=replace(use.statement, link=replace(link, type=kind)))
