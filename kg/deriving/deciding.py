"""Judgements that a person has set aside: they stay, with the reason, and count as contradictions no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from kg.deriving.colliding import PartyFindings
from kg.deriving.results import Derived
from kg.deriving.telling import told_by
from kg.records import Dealing

__all__ = ["Ruling", "set_aside", "set_aside_told"]

Ruling = tuple[str, str, str]  # origins of a passage of one reading and of one of the other, and the reason


def set_aside(
    dealings: Sequence[Dealing], derived: Sequence[Derived], parties: Sequence[PartyFindings], rulings: Sequence[Ruling]
) -> tuple[tuple[Derived, ...], tuple[PartyFindings, ...], tuple[tuple[str, ...], ...]]:
    """Mark each conflict and each collision between two terms that passages of a ruling tell. Changes are never set aside.

    Returns:
        `derived` and `parties` with the marks, and for each ruling the ids of what it applied to.
    """
    origins = {} if not rulings else {t: {s.origin for s in said} for d in dealings for t, said in told_by(d).items()}
    return set_aside_told(origins, derived, parties, rulings)


def set_aside_told(
    origins: Mapping[str, Collection[str]], derived: Sequence[Derived], parties: Sequence[PartyFindings], rulings: Sequence[Ruling]
) -> tuple[tuple[Derived, ...], tuple[PartyFindings, ...], tuple[tuple[str, ...], ...]]:
    """Do what `set_aside` does.

    Args:
        origins: for each term the digests of the passages that tell it.
        derived: what was derived for dealings.
        parties: what was found across dealings.
        rulings: what people have decided.
    """
    if not rulings:
        return tuple(derived), tuple(parties), ()
    used: list[set[str]] = [set() for _ in rulings]

    def reason(name: str, left: str, right: str) -> str:
        hits = [i for i, ruling in enumerate(rulings) if _meant(ruling, left, right, origins)]
        for i in hits:
            used[i].add(name)
        return rulings[hits[0]][2] if hits else ""

    marked = tuple(
        replace(d, findings=tuple(f if f.change else f._replace(set_aside=reason(f.id, f.left, f.right)) for f in d.findings))
        for d in derived
    )
    across = tuple(
        replace(p, collisions=tuple(replace(c, set_aside=reason(c.id, c.left, c.right)) for c in p.collisions)) for p in parties
    )
    return marked, across, tuple(tuple(sorted(names)) for names in used)


def _meant(ruling: Ruling, left: str, right: str, origins: Mapping[str, Collection[str]]) -> bool:
    one, other, _ = ruling
    mine, theirs = origins[left], origins[right]
    return (one in mine and other in theirs) or (other in mine and one in theirs)
