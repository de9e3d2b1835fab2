"""Which ids of parties may be a short and a long name of one party: the classes by which mentions are grouped."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["classes_of"]


def classes_of(parties: set[str]) -> Mapping[str, str]:
    """For each party the first of those that a short name may join to it: `acme` for `acme-data` where there is an `acme`.

    A name with which one longer name ends is joined to that, too.
    """
    home: dict[str, str] = {party: party for party in parties}
    longer: dict[str, str] = {}  # by the end of names the one that ends so; empty where several do

    def root(party: str) -> str:
        while home[party] != party:
            home[party] = home[home[party]]
            party = home[party]
        return party

    def join(one: str, other: str) -> None:
        first, second = sorted((root(one), root(other)))
        home[second] = first

    for party in sorted(parties):
        words = party.split("-")
        join(party, next((s for n in range(1, len(words)) if (s := "-".join(words[:n])) in parties), party))
        for end in ("-".join(words[n:]) for n in range(1, len(words))):
            if end in parties:
                longer[end] = "" if end in longer else party
    for end, party in sorted(longer.items()):
        join(end, party or end)
    return {party: root(party) for party in parties}
