"""Which changes of an agreement are reached by what changes or replaces it later, though the words name only the agreement."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Final

from kg.records import LinkType
from kg.resolution.agreement_clusters import CHANGES

if TYPE_CHECKING:
    from kg.resolution.agreement_chains import Chain

__all__ = ["CHANGING", "find_further"]

CHANGING: Final = frozenset({LinkType.AMENDS, LinkType.EXTENDS, LinkType.SUPERSEDES})


def find_further(chain: Chain) -> None:
    """Whoever amends a base that was amended before follows the latest amendment, too; who replaces it replaces its changes."""
    changes: dict[int, list[tuple[int, int]]] = defaultdict(list)  # by base, with their places
    for other, kind, base in chain.links:
        place = chain.place(other)
        if kind in {LinkType.AMENDS, LinkType.EXTENDS} and place is not None:
            changes[base].append((place, other))
    reached: dict[int, set[int]] = defaultdict(set)  # by a change, those that it follows
    for later, kind, base in sorted(chain.links, key=lambda x: (x[1] is LinkType.SUPERSEDES, x)):
        limit = chain.place(later)
        if kind not in CHANGING or limit is None:
            continue
        earlier = [other for place, other in sorted(changes[base]) if place < limit and later not in chain.followed(other)]
        more = chain.further.get((later, base), ())
        if kind is LinkType.SUPERSEDES:
            last = [x for x in earlier if not any(x in reached[y] for y in earlier) and (later, kind, x) not in chain.links]
            more = tuple(dict.fromkeys([*more, *last, *_brought_together(chain, later, base)]))
        else:
            more = more or tuple(x for x in earlier if (x, base) in chain.explicit)[-1:]
            reached[later] |= {*more, *chain.followed(later)}
        if more:
            chain.further[later, base] = more


def _brought_together(chain: Chain, later: int, base: int) -> list[int]:
    """The contracts of some of those who replace one by a new agreement of more parties, unless these go on with them."""
    new, replaced = chain.clusters[later], {b for _, kind, b in chain.links if kind is LinkType.SUPERSEDES}
    day = new.made.latest or date.max
    changed = [c.parties for c in chain.clusters if c.kind in CHANGES and c is not new and (c.made.latest or day) >= day]
    old = [i for i in chain.before(later) if i not in {base, *replaced, *chain.followed(later)} and later not in chain.followed(i)]
    contracts = [i for i in old if chain.clusters[i].kind not in CHANGES and new.kind != "restatement"]
    return [i for i in contracts if chain.clusters[i].parties < new.parties and chain.clusters[i].parties not in changed]
