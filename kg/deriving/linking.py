"""The order of the agreements of a dealing: closures of the links, date bounds carried along them, and what is odd.

Rules: SEMANTICS (a) and (e). A link counts only where a statement carries it, both ends are known and differ, and its dates
are not certainly the wrong way round; what does not count is said in a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from kg.closure import reach
from kg.deriving.missing import find_holes
from kg.deriving.results import Note
from kg.records import Agreement, DateBounds, Dealing, Force, Link, LinkType

__all__ = ["Chain", "build_chain", "tighten"]

_CHANGING = frozenset({LinkType.SUPERSEDES, LinkType.AMENDS, LinkType.EXTENDS})
_SUPERSEDES = LinkType.SUPERSEDES  # a look-up in an enumeration is slow
_POWERLESS = frozenset({Force.NON_BINDING, Force.DECLARATORY})
Closure = Mapping[str, AbstractSet[str]]
Edge = tuple[str, str]  # later, earlier


@dataclass(frozen=True, slots=True)
class Chain:
    """The agreements of a dealing in their (partial) order.

    `after` closes supersedes, amends and extends; `follows` all five kinds of link. `replaced_by` names, for an agreement,
    those that replace it as a whole, itself or through a later version of it.
    """

    made: Mapping[str, DateBounds]
    after: Closure
    follows: Closure
    replaced_by: Mapping[str, tuple[str, ...]]
    links: tuple[Link, ...]
    notes: tuple[Note, ...]
    _between: dict[Edge, tuple[str, ...]] = field(default_factory=dict)

    def between(self, later: str, earlier: str) -> tuple[str, ...]:
        """The agreements after one and before another, in no order; each slot asks for the same."""
        mine = self.after.get(later, ())
        if len(mine) < 2:
            return ()
        found = self._between.get((later, earlier))
        if found is None:
            found = self._between[later, earlier] = tuple([a for a in mine if earlier in self.after.get(a, ())])
        return found


def build_chain(dealing: Dealing) -> Chain:
    """Close the links of a dealing and carry dates along them to a fixed point.

    A cycle, a wrong date or a link without words never stops it: such links are left out and named in a note.
    """
    agreements = {a.id: a for a in dealing.agreements}
    notes = _odd_dates(agreements.values())
    if not dealing.links:
        return Chain({a.id: a.made for a in dealing.agreements}, {}, {}, {}, (), (*notes, *find_holes(dealing, ())))
    links, follows = _sound_links(dealing, agreements, notes)
    made = tighten({a.id: a.made for a in dealing.agreements}, links, (), notes)
    changing = tuple([k for k in links if k.type in _CHANGING])
    edges = [(k.later, k.earlier) for k in changing]
    all_change = len(changing) == len(links)
    replacing = [k for k in changing if k.type is _SUPERSEDES]
    amending = [(k.later, k.earlier) for k in changing if k.type is not _SUPERSEDES]
    amended = follows if all_change and not replacing else _close(amending)
    versions = _amended_versions(edges, amended, made)
    after = follows if all_change and not versions else _close([*edges, *versions])
    return Chain(
        made,
        after,
        follows,
        _replacements(replacing, after),
        links,
        (*notes, *_shape_notes(edges, after), *find_holes(dealing, links)),
    )


def _sound_links(dealing: Dealing, agreements: Mapping[str, Agreement], notes: list[Note]) -> tuple[tuple[Link, ...], Closure]:
    """The links that count, in order, and what is reached along them."""
    kept: list[Link] = []
    for k in sorted(dealing.links, key=lambda k: (k.later, k.type, k.earlier)):
        wrong = _objection(k, agreements)
        if wrong:
            notes.append(Note("link-left-out", (k.later, k.earlier), f"{k.later} {k.type} {k.earlier}: {wrong}"))
        else:
            kept.append(k)
    reached = reach((k.later, k.earlier) for k in kept)
    rings = sorted(a for a, found in reached.items() if a in found)
    if not rings:
        return tuple(kept), reached
    seen: set[str] = set()
    for a in rings:
        ring = tuple(sorted(b for b in reached[a] if a in reached.get(b, ())))
        if ring[0] not in seen:
            notes.append(Note("cycle", ring, f"each of {', '.join(ring)} is said to follow the others; none of these links counts"))
        seen.update(ring)
    sound = tuple(k for k in kept if not (k.later in seen and k.later in reached.get(k.earlier, ())))
    return sound, reach((k.later, k.earlier) for k in sound)


def _objection(link: Link, agreements: Mapping[str, Agreement]) -> str:
    """Why a link does not count; empty where it does."""
    later, earlier = agreements.get(link.later), agreements.get(link.earlier)
    if later is None or earlier is None:
        return "an agreement of the link is not known"
    if later is earlier:
        return "an agreement cannot follow itself"
    if not link.carriers:
        return "no statement carries the link"
    if later.made.latest and earlier.made.earliest and later.made.latest < earlier.made.earliest:
        return "the later agreement was made before the earlier one"
    if link.type in _CHANGING and later.force in _POWERLESS and earlier.force is Force.BINDING:
        return "a paper that does not bind changes nothing that binds"
    return ""


def _close(edges: Iterable[Edge]) -> Closure:
    """The closure without pairs that hold both ways."""
    reached = reach(edges)
    return {a: found if a not in found else {b for b in found if a not in reached.get(b, ())} for a, found in reached.items()}


def _amended_versions(changes: Iterable[Edge], amended: Closure, made: Mapping[str, DateBounds]) -> list[Edge]:
    """Pairs (later, earlier amendment): who changes an agreement changes it as amended by then.

    Gold's form says it so: "amends the Agreement, as amended" links to the base. Only where the days say for certain
    which came first. `amended` closes the changes that do not replace the whole.
    """
    above: dict[str, list[str]] = {}
    for version, bases in amended.items():
        for base in bases:
            above.setdefault(base, []).append(version)
    return [
        (later, version)
        for later, earlier in changes
        for version in above.get(earlier, ())
        if version != later and _before(made[version], made[later])
    ]


def _before(first: DateBounds, second: DateBounds) -> bool:
    """Certainly no later, and not certainly on the same day."""
    if first.latest is None or second.earliest is None or first.latest > second.earliest:
        return False
    return not (second.latest is not None and first.earliest is not None and second.latest <= first.earliest)


def _replacements(replacing: Iterable[Link], after: Closure) -> dict[str, tuple[str, ...]]:
    """For each agreement, those that replace it, or a later version of it, as a whole."""
    found: dict[str, set[str]] = {}
    for k in replacing:
        older = {k.earlier, *after.get(k.earlier, ()), *(b for b in after.get(k.later, ()) if k.earlier in after.get(b, ()))}
        for b in older:
            found.setdefault(b, set()).add(k.later)
    return {b: tuple(sorted(a)) for b, a in found.items()}


def tighten(
    made: Mapping[str, DateBounds], links: Iterable[Link], floors: Iterable[tuple[str, date]], notes: list[Note]
) -> dict[str, DateBounds]:
    """Carry bounds along links to a fixed point: who follows is no earlier, who is followed no later (SEMANTICS e).

    Args:
        made: bounds as read.
        links: links that count.
        floors: further lower bounds, from reaffirmations of what an agreement changes.
        notes: gets a note for each agreement whose bounds cross; such an agreement keeps the bounds as read.

    Returns:
        The bounds of every agreement.
    """
    low = {a: b.earliest for a, b in made.items()}
    high = {a: b.latest for a, b in made.items()}
    for a, day in floors:
        held = low[a]
        if held is None or held < day:
            low[a] = day
    pairs = [(k.later, k.earlier) for k in links]
    moving = True
    while moving:
        moving = False
        for a, b in pairs:
            first, mine = low[b], low[a]
            if first is not None and (mine is None or mine < first):
                low[a], moving = first, True
            last, theirs = high[a], high[b]
            if last is not None and (theirs is None or theirs > last):
                high[b], moving = last, True
    return {
        a: b if low[a] is b.earliest and high[a] is b.latest else _settle(a, b, DateBounds(low[a], high[a]), notes)
        for a, b in made.items()
    }


def _settle(agreement: str, read: DateBounds, found: DateBounds, notes: list[Note]) -> DateBounds:
    if found.earliest and found.latest and found.earliest > found.latest:
        if not (read.earliest and read.latest and read.earliest > read.latest):
            text = f"{agreement}: no earlier than {found.earliest} and no later than {found.latest}: a link or a date is wrong"
            notes.append(Note("dates-cross", (agreement,), text))
        return read
    return found


def _odd_dates(agreements: Iterable[Agreement]) -> list[Note]:
    odd = [a for a in agreements if a.made.earliest and a.made.latest and a.made.earliest > a.made.latest]
    text = "{0}: made no earlier than {1.earliest} and no later than {1.latest}: a date is wrong"
    return [Note("dates-cross", (a.id,), text.format(a.id, a.made)) for a in sorted(odd, key=lambda a: a.id)]


def _shape_notes(changes: Sequence[Edge], after: Closure) -> Iterable[Note]:
    """Forks and joins of the order."""
    if len(dict(changes)) == len(changes) == len({earlier for _, earlier in changes}):
        return
    heads: dict[str, set[str]] = {}
    tails: dict[str, set[str]] = {}
    for later, earlier in changes:
        heads.setdefault(earlier, set()).add(later)
        tails.setdefault(later, set()).add(earlier)
    for kind, table, text in (("fork", heads, "is followed by"), ("join", tails, "follows")):
        for a in sorted([a for a, others in table.items() if len(others) > 1]):
            loose = sorted(x for x in table[a] if any(_unordered(x, y, after) for y in table[a] if y != x))
            if loose:
                yield Note(kind, (a, *loose), f"{a} {text} {', '.join(loose)}, of which the sources give no order")


def _unordered(x: str, y: str, after: Closure) -> bool:
    return y not in after.get(x, ()) and x not in after.get(y, ())
