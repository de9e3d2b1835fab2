"""Whose an agreement is that follows another: it has the parties of that where its own words do not tell them."""

from __future__ import annotations

from collections import defaultdict

from kg.resolution.agreement_chains import Chain
from kg.resolution.agreement_further import CHANGING

__all__ = ["lend_parties"]


def lend_parties(chain: Chain) -> dict[tuple[str, str], str]:
    """Give what follows an agreement its parties, changes of changes after those that they change.

    Returns:
        for a document and a party of which it alone tells, the one that is meant.
    """
    bases: dict[int, set[int]] = defaultdict(set)
    for later, kind, base in chain.links:
        if kind in CHANGING:
            bases[later].add(base)
    strange = _strangers(chain) if bases else {}
    met: dict[tuple[str, str], str] = {}
    for number in sorted(bases, key=lambda i: (chain.depth(i), i)):
        cluster = chain.clusters[number]
        followed = {chain.clusters[b].parties for b in bases[number]}
        whole = {parties for parties in followed if cluster.parties <= parties}  # it is misread as of none of the others
        for parties in sorted(whole or followed, key=lambda p: (-len(p), sorted(p))):
            met |= cluster.take_parties(parties, strange)
    return met


def _strangers(chain: Chain) -> dict[str, str]:
    """The parties without a legal form or role of whom one document alone tells, and that document."""
    homes: dict[str, set[str]] = defaultdict(set)
    sure: set[str] = set()
    for node in (node for cluster in chain.clusters for node in cluster.nodes):
        for party in node.parties:
            homes[party].add(node.document)
        sure |= node.parties - node.loose
    return {party: next(iter(homes[party])) for party in sorted(homes) if len(homes[party]) == 1 and party not in sure}
