"""The order of agreements: links that words carry, bases that they leave unnamed, and what both say of the days.

`SEMANTICS.md` (a): the base that is not named is the latest binding agreement of the same parties before it, basis Inferred;
(e): what follows another is not made before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.bounds import is_day, meets, position
from kg.names import title_words
from kg.records import Basis, DateBounds, Force, LinkType, MentionKind, Reading
from kg.resolution.agreement_clusters import CHANGES, Cluster, rank
from kg.resolution.agreement_further import find_further
from kg.resolution.agreement_meant import told_apart
from kg.resolution.agreement_mentions import Node, full_names, same_parties

__all__ = ["Chain", "narrow", "place_implied"]


class Chain:
    """Agreements by number, the links between them, and what stands for an agreement that nobody names."""

    def __init__(self, clusters: list[Cluster], readings: Sequence[Reading]) -> None:
        self.clusters = sorted(clusters, key=lambda c: (sorted(c.parties), rank(c.lead)))
        self.number = {key: i for i, c in enumerate(self.clusters) for key in c.keys}
        self.links: set[tuple[int, LinkType, int]] = set()
        self._followed: dict[int, set[int]] = defaultdict(set)  # the agreements that each is linked to as the later one
        self.explicit: set[tuple[int, int]] = set()  # amends or extends, base named with its day
        self.open: set[tuple[int, LinkType]] = set()  # follows an agreement that is not named
        self.ahead: set[int] = set()  # looks forward to a binding agreement
        self.bases: dict[int, int] = {}
        self.forward: dict[int, int] = {}
        self.further: dict[tuple[int, int], tuple[int, ...]] = {}
        self.stands_for: dict[tuple[str, str], int] = {}
        self._read(readings)

    def _read(self, readings: Sequence[Reading]) -> None:
        for reading in sorted(readings, key=lambda r: r.document):
            for statement in reading.statements:
                if statement.link is None:
                    continue
                later = self.number.get((reading.document, statement.link.later))
                earlier = self.number.get((reading.document, statement.link.earlier))
                self._add(later, statement.link.type, earlier, named=bool(statement.link.earlier), basis=statement.basis)
                if not statement.link.later and earlier is not None:
                    self.ahead.add(earlier)

    def _add(self, later: int | None, kind: LinkType, earlier: int | None, *, named: bool, basis: Basis) -> None:
        if later is None or later == earlier:
            return
        if earlier is None:
            if not named:
                self.open.add((later, kind))
            return
        self.link(later, kind, earlier)
        if kind in {LinkType.AMENDS, LinkType.EXTENDS} and basis is Basis.EXPLICIT and is_day(self.clusters[earlier].made):
            self.explicit.add((later, earlier))

    def link(self, later: int, kind: LinkType, earlier: int) -> None:
        """Let one agreement follow another."""
        self.links.add((later, kind, earlier))
        self._followed[later].add(earlier)

    # -------------------------------------------------------------- order
    def place(self, number: int) -> int | None:
        """Return the day number by which an agreement is ordered: that of its announcement, else the middle of its bounds."""
        cluster = self.clusters[number]
        lead = cluster.lead
        announced = lead.mention.own and not lead.instrument and lead.published.earliest is not None
        if announced and cluster.made.latest and cluster.made.latest == lead.published.latest:
            return cluster.made.latest.toordinal()
        return position(cluster.made)

    def followed(self, number: int) -> set[int]:
        """The agreements that one follows, near or far."""
        found: set[int] = set()
        wave = {number}
        while wave:
            wave = {b for a in wave for b in self._followed.get(a, ())} - found
            found |= wave
        return found

    def depth(self, number: int) -> int:
        """How many agreements one follows."""
        return len(self.followed(number))

    def before(
        self, number: int, *, parties: frozenset[str] | None = None, latest: DateBounds | None = None, few: int = 2
    ) -> list[int]:
        """The binding agreements of the same parties that can have been made before one, the latest last.

        Where no binding one is known, those of which nobody says whether they bind.
        """
        found = self._before(number, Force.BINDING, parties, latest, few)
        return found or self._before(number, Force.UNKNOWN, parties, latest, few)

    def _before(self, number: int, force: Force, parties: frozenset[str] | None, latest: DateBounds | None, few: int) -> list[int]:
        own = self.clusters[number] if number >= 0 else None
        parties = parties or (own.parties if own else frozenset())
        limit = self.place(number) if own else position(latest or DateBounds())
        found = []
        for i, cluster in enumerate(self.clusters):
            place = self.place(i)
            if i == number or cluster.force is not force or not _shares(cluster.parties, parties, few) or place is None:
                continue
            if number >= 0 and number in self.followed(i):
                continue
            if limit is not None and place > limit:
                continue
            found.append((place, self.depth(i), rank(cluster.lead), i))
        return [i for *_, i in sorted(found)]

    def root(self, number: int) -> int:
        """The base of an amendment or extension that names it; else the agreement itself."""
        seen = {number}
        while True:
            bases = sorted(b for a, b in self.explicit if a == number and b not in seen)
            if not bases:
                return number
            number = bases[0]
            seen.add(number)


def _shares(a: frozenset[str], b: frozenset[str], few: int) -> bool:
    return same_parties(a, b) or len((a if few > 1 else full_names(a, b)) & b) >= few


# ------------------------------------------------------------------ what is not named
def place_implied(chain: Chain, nodes: Sequence[Node]) -> None:
    """Find the bases that words leave unnamed, and what implied mentions stand for."""
    hints = _hints(chain, nodes)
    order = sorted(chain.open, key=lambda x: (chain.place(x[0]) or 0, x[0], x[1].value))
    for number, kind in order:
        if number not in chain.bases:
            _find_base(chain, number, kind, hints.get(number, frozenset()))
    for number in sorted(chain.ahead):
        _look_ahead(chain, number)
    find_further(chain)
    implied = sorted((n for n in nodes if n.implied), key=rank)
    for node in sorted(implied, key=lambda n: bool(n.mention.presupposed_by)):  # what stands before another, once that has a place
        _place(chain, node)


def _hints(chain: Chain, nodes: Sequence[Node]) -> dict[int, frozenset[str]]:
    """The words by which an unnamed base is called, by the number of what follows it: "a variation of the cable contract"."""
    hints: dict[int, frozenset[str]] = {}
    for node in nodes:
        owner = chain.number.get((node.document, node.mention.presupposed_by))
        if owner is not None:
            hints[owner] = hints.get(owner, frozenset()) | title_words(node.mention.title)
    return hints


def _called_so(chain: Chain, numbers: list[int], words: frozenset[str]) -> list[int]:
    """Those of some agreements that have a title with all words of what an unnamed base is called; all where none has."""
    called = [i for i in numbers if words and any(words <= title_words(n.mention.title) for n in chain.clusters[i].nodes)]
    return called or numbers


def _find_base(chain: Chain, number: int, kind: LinkType, words: frozenset[str]) -> None:
    alike = _CHANGING if kind in _CHANGING else {kind}  # what one text says to change a contract prolongs it in another
    named = sorted(b for a, t, b in chain.links if a == number and t in alike)
    if named:
        chain.bases[number] = named[0]
        return
    before = _called_so(chain, chain.before(number), words) or _only_one(chain, number)
    if not before:
        return
    base = _changed(chain, before) if kind is not LinkType.REAFFIRMS else before[-1]
    chain.bases[number] = base
    chain.link(number, kind, base)
    if base != before[-1]:
        chain.further[number, base] = (before[-1],)


_CHANGING = frozenset({LinkType.AMENDS, LinkType.EXTENDS})


def _only_one(chain: Chain, number: int) -> list[int]:
    """The agreements that share one party alone with a change of one of them, if one contract alone is among them."""
    change = chain.clusters[number]
    before = [i for i in chain.before(number, few=1) if not told_apart(change, chain.clusters[i], strictly=False)]
    return before if change.kind in CHANGES and sum(chain.clusters[i].kind not in CHANGES for i in before) == 1 else []


def _changed(chain: Chain, before: list[int]) -> int:
    """What is changed: the contract behind the latest agreement, not an amendment of which nobody says what it amends."""
    root = chain.root(before[-1])
    contracts = [i for i in before if chain.clusters[i].kind != "amendment"]
    return contracts[-1] if contracts and chain.clusters[root].kind == "amendment" else root


def _look_ahead(chain: Chain, number: int) -> None:
    """The binding agreement that a paper looked forward to: the one that is said to carry it out, else the first after it."""
    told = sorted(a for a, t, b in chain.links if b == number and t is LinkType.IMPLEMENTS)
    if told:
        chain.forward[number] = told[0]
        return
    paper = chain.clusters[number]
    after = []
    for i, cluster in enumerate(chain.clusters):
        if i == number or cluster.force is not Force.BINDING or not paper.parties <= cluster.parties or i in chain.followed(number):
            continue
        if cluster.made.latest and paper.made.earliest and cluster.made.latest < paper.made.earliest:
            continue
        place = chain.place(i)
        if place is None:
            continue
        after.append((cluster.kind not in {"definitive", "master"}, place, rank(cluster.lead), i))
    if after:
        chain.forward[number] = min(after)[-1]
        chain.link(min(after)[-1], LinkType.IMPLEMENTS, number)


def _place(chain: Chain, node: Node) -> None:
    """What an implied mention stands for: the base of the agreement that presupposes it, else the latest before the document."""
    if node.mention.presupposed_by:
        key = (node.document, node.mention.presupposed_by)
        owner = chain.number.get(key, chain.stands_for.get(key))
        if owner is not None:
            changed = {(a, b) for a, t, b in chain.links if t is not LinkType.IMPLEMENTS}
            base = chain.bases.get(owner) or next(iter(sorted(b for a, b in changed if a == owner)), None)
            if base is None:
                before = chain.before(owner)
                base = chain.root(before[-1]) if before else None
            if base is not None:
                chain.stands_for[node.key] = base
                return
            if owner not in {a for a, _ in changed} | {a for a, _ in chain.open}:
                chain.stands_for[node.key] = owner  # nothing is said to come before it
                return
    else:
        before = chain.before(-1, parties=node.parties, latest=DateBounds(node.mention.made.earliest, node.mention.made.latest))
        fitting = [i for i in before if meets(chain.clusters[i].made, node.mention.made)]
        if fitting:
            chain.stands_for[node.key] = fitting[-1]
            return
    if node.owns and node.mention.mentioned is not MentionKind.ASIDE:
        chain.clusters.append(Cluster([node]))
        chain.number[node.key] = len(chain.clusters) - 1


# ------------------------------------------------------------------ days
def narrow(chain: Chain) -> None:
    """Narrow the bounds along the links, to a fixed point: what follows is not earlier, what is followed is not later."""
    for _ in range(len(chain.clusters) + 1):
        changed = False
        for later, kind, earlier in sorted(chain.links):
            changed |= _order(chain.clusters[later], chain.clusters[earlier])
            if kind is LinkType.REAFFIRMS:
                changed |= any(_after(chain, other, later) for other in _changers(chain, earlier) if other != later)
        if not changed:
            return


def _changers(chain: Chain, base: int) -> Iterable[int]:
    return sorted(a for a, t, b in chain.links if b == base and t in {LinkType.AMENDS, LinkType.SUPERSEDES})


def _after(chain: Chain, changer: int, statement: int) -> bool:
    """What is reaffirmed on a day has not been changed yet: who changes it does so later."""
    day, bounds = chain.clusters[statement].made.earliest, chain.clusters[changer].made
    if day is None or (bounds.latest and bounds.latest < day) or (bounds.earliest and bounds.earliest >= day):
        return False
    if bounds.earliest and bounds.latest and bounds.earliest == bounds.latest:
        return False
    chain.clusters[changer].made = DateBounds(day, bounds.latest)
    return True


def _order(later: Cluster, earlier: Cluster) -> bool:
    """Apply E(later) ≥ E(earlier) and L(earlier) ≤ L(later); a link whose days forbid it is left alone."""
    a, b = later.made, earlier.made
    if a.latest and b.earliest and a.latest < b.earliest:
        return False
    new_a = DateBounds(max((x for x in (a.earliest, b.earliest) if x), default=None), a.latest)
    new_b = DateBounds(b.earliest, min((x for x in (b.latest, a.latest) if x), default=None))
    later.made, earlier.made = new_a, new_b
    return (new_a, new_b) != (a, b)
