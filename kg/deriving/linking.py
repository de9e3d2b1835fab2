"""The order of the agreements of a dealing: closures of the links, date bounds carried along them, and what is odd.

Rules: SEMANTICS (a) and (e). A link counts only where a statement carries it, both ends are known and differ, and its dates
are not certainly the wrong way round; what does not count is said in a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.deriving.missing import find_holes
from kg.deriving.results import Note
from kg.records import Agreement, DateBounds, Dealing, Force, Link, LinkType

__all__ = ["Chain", "build_chain", "tighten"]

_CHANGING = frozenset({LinkType.SUPERSEDES, LinkType.AMENDS, LinkType.EXTENDS})
_POWERLESS = frozenset({Force.NON_BINDING, Force.DECLARATORY})
Closure = dict[str, frozenset[str]]


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


def build_chain(dealing: Dealing) -> Chain:
    """Close the links of a dealing and carry dates along them to a fixed point.

    A cycle, a wrong date or a link without words never stops it: such links are left out and named in a note.
    """
    agreements = {a.id: a for a in dealing.agreements}
    if not dealing.links:
        notes = [*_odd_dates(agreements), *find_holes(dealing, ())]
        return Chain({a.id: a.made for a in dealing.agreements}, {}, {}, {}, (), tuple(notes))
    notes = [*_odd_dates(agreements)]
    links = _sound_links(dealing, agreements, notes)
    made = tighten({a.id: a.made for a in dealing.agreements}, links, (), notes)
    follows = _close((k.later, k.earlier) for k in links)
    changing = tuple(k for k in links if k.type in _CHANGING)
    versions = _amended_versions(changing, made)
    after = _close([*((k.later, k.earlier) for k in changing), *versions]) if versions or len(changing) < len(links) else follows
    return Chain(
        made,
        after,
        follows,
        _replacements(changing, after),
        links,
        (*notes, *_shape_notes(changing, after), *find_holes(dealing, links)),
    )


def _sound_links(dealing: Dealing, agreements: Mapping[str, Agreement], notes: list[Note]) -> tuple[Link, ...]:
    kept: list[Link] = []
    for k in sorted(dealing.links, key=lambda k: (k.later, k.type, k.earlier)):
        wrong = _objection(k, agreements)
        if wrong:
            notes.append(Note("link-left-out", (k.later, k.earlier), f"{k.later} {k.type} {k.earlier}: {wrong}"))
        else:
            kept.append(k)
    reach = _close_all((k.later, k.earlier) for k in kept)
    rings = {a for a, found in reach.items() if a in found}
    sound = tuple(k for k in kept if not (k.later in rings and k.later in reach.get(k.earlier, ())))
    seen: set[str] = set()
    for a in sorted(rings):
        ring = tuple(sorted(b for b in reach[a] if a in reach.get(b, ())))
        if ring[0] not in seen:
            notes.append(Note("cycle", ring, f"each of {', '.join(ring)} is said to follow the others; none of these links counts"))
        seen.update(ring)
    return sound


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


def _close_all(edges: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Everything that can be reached from each node; a node on a cycle reaches itself."""
    direct: dict[str, list[str]] = {}
    for a, b in edges:
        direct.setdefault(a, []).append(b)
    reach: dict[str, set[str]] = {}
    for a, first in direct.items():
        if len(first) == 1 and first[0] not in direct:
            reach[a] = {first[0]}
            continue
        seen: set[str] = set()
        todo = list(first)
        while todo:
            b = todo.pop()
            if b not in seen:
                seen.add(b)
                todo.extend(direct.get(b, ()))
        reach[a] = seen
    return reach


def _close(edges: Iterable[tuple[str, str]]) -> Closure:
    """The closure without pairs that hold both ways."""
    reach = _close_all(edges)
    return {a: frozenset(b for b in found if a not in reach.get(b, ())) for a, found in reach.items()}


def _amended_versions(links: Sequence[Link], made: Mapping[str, DateBounds]) -> list[tuple[str, str]]:
    """Pairs (later, earlier amendment): who changes an agreement changes it as amended by then.

    Gold's form says it so: "amends the Agreement, as amended" links to the base. Only where the days say for certain
    which came first.
    """
    amending = [(k.later, k.earlier) for k in links if k.type is not LinkType.SUPERSEDES]
    versions = _close_all(amending)
    above: dict[str, list[str]] = {}
    for version, bases in versions.items():
        for base in bases:
            above.setdefault(base, []).append(version)
    return [
        (k.later, version)
        for k in links
        for version in above.get(k.earlier, ())
        if version != k.later and _before(made[version], made[k.later])
    ]


def _before(first: DateBounds, second: DateBounds) -> bool:
    """Certainly no later, and not certainly on the same day."""
    if first.latest is None or second.earliest is None or first.latest > second.earliest:
        return False
    return not (second.latest is not None and first.earliest is not None and second.latest <= first.earliest)


def _replacements(links: Iterable[Link], after: Closure) -> dict[str, tuple[str, ...]]:
    """For each agreement, those that replace it, or a later version of it, as a whole."""
    found: dict[str, set[str]] = {}
    for k in links:
        if k.type is LinkType.SUPERSEDES:
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
    return {a: _settle(a, made[a], DateBounds(low[a], high[a]), notes) for a in made}


def _settle(agreement: str, read: DateBounds, found: DateBounds, notes: list[Note]) -> DateBounds:
    if found.earliest and found.latest and found.earliest > found.latest:
        if not (read.earliest and read.latest and read.earliest > read.latest):
            text = f"{agreement}: no earlier than {found.earliest} and no later than {found.latest}: a link or a date is wrong"
            notes.append(Note("dates-cross", (agreement,), text))
        return read
    return found


def _odd_dates(agreements: Mapping[str, Agreement]) -> Iterable[Note]:
    for a in sorted(agreements):
        made = agreements[a].made
        if made.earliest and made.latest and made.earliest > made.latest:
            yield Note(
                "dates-cross", (a,), f"{a}: made no earlier than {made.earliest} and no later than {made.latest}: a date is wrong"
            )


def _shape_notes(links: Iterable[Link], after: Closure) -> Iterable[Note]:
    """Forks and joins of the order."""
    heads: dict[str, set[str]] = {}
    tails: dict[str, set[str]] = {}
    for k in links:
        heads.setdefault(k.earlier, set()).add(k.later)
        tails.setdefault(k.later, set()).add(k.earlier)
    for kind, table, text in (("fork", heads, "is followed by"), ("join", tails, "follows")):
        for a in sorted(table):
            loose = sorted(x for x in table[a] if any(_unordered(x, y, after) for y in table[a] if y != x))
            if loose:
                yield Note(kind, (a, *loose), f"{a} {text} {', '.join(loose)}, of which the sources give no order")


def _unordered(x: str, y: str, after: Closure) -> bool:
    return y not in after.get(x, ()) and x not in after.get(y, ())
