"""What decisions of people do to resolved agreements and links, and to what each of them applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from kg.origin import origin_of
from kg.records import Agreement, DateBounds, Dealing, Document, Reading
from kg.resolution.agreements import AgreementTable
from kg.resolution.decisions import SAME_AGREEMENT, WRONG_LINK, Decision, Decisions
from kg.resolution.grouping import Told

__all__ = ["Applied", "drop_links", "join_agreements", "join_applied", "looked_at_together"]

Applied = tuple[Decision, tuple[str, ...]]  # a decision, and the ids of the agreements that it bears on; none: it does not apply


def looked_at_together(told: Mapping[str, Told], decisions: Decisions) -> list[list[tuple[str, str]]]:
    """Return for each decision that two passages speak of one agreement the mentions that it is about, wherever they stand.

    Args:
        told: for each document, what each of its passages tells of; asked only where there are decisions.
        decisions: what people have decided.
    """
    wanted = [set(decision.origins) for decision in decisions.of(SAME_AGREEMENT)]
    if not wanted:
        return []
    return [[(name, key) for name, pairs in sorted(told.items()) for origin, key in pairs if origin in w] for w in wanted]


def join_applied(parts: Sequence[Sequence[Applied]], decisions: Decisions) -> tuple[Applied, ...]:
    """Return what decisions bear on in a collection from what they bear on in each of its groups."""
    found: dict[Decision, set[str]] = {d: set() for kind in (SAME_AGREEMENT, WRONG_LINK) for d in _in_order(decisions, kind)}
    for part in parts:
        for decision, names in part:
            found[decision].update(names)
    return tuple((decision, tuple(sorted(names))) for decision, names in found.items())


def _in_order(decisions: Decisions, kind: str) -> list[Decision]:
    return sorted(decisions.of(kind), key=lambda d: d.origins[0]) if kind == WRONG_LINK else list(decisions.of(kind))


def join_agreements(
    table: AgreementTable, texts: Mapping[str, Document], readings: Sequence[Reading], decisions: Decisions
) -> tuple[AgreementTable, tuple[Applied, ...]]:
    """Make one agreement of those that a person says are one: the first by name stays, with the parties and days of both.

    Dealings that come to share an agreement become one, under the first name.
    """
    applied: list[Applied] = []
    wanted = decisions.of(SAME_AGREEMENT)
    told = _told(table, texts, readings) if wanted else {}
    for decision in wanted:
        one, other = (sorted(told.get(origin, ())) for origin in decision.origins)
        if len(one) == len(other) == 1 and one != other:
            kept, gone = sorted((one[0], other[0]))
            table = _join(table, kept, gone)
            told = {origin: {kept if a == gone else a for a in names} for origin, names in told.items()}
            applied.append((decision, (kept, gone)))
        else:
            applied.append((decision, ()))
    return table, tuple(applied)


def _told(table: AgreementTable, texts: Mapping[str, Document], readings: Sequence[Reading]) -> dict[str, set[str]]:
    """For each passage, by its origin, the agreements whose terms it tells, or that it is about in the first place."""
    found: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        text = texts[reading.document].text
        for s in reading.statements:
            key = s.owner or next(iter(s.about), "")
            name = table.agreement_of.get((reading.document, key))
            if name:
                found[origin_of(text[s.start : s.end])].add(name)
    return found


def _join(table: AgreementTable, kept: str, gone: str) -> AgreementTable:
    def now(name: str) -> str:
        return kept if name == gone else name

    agreements = {name: a for name, a in table.agreements.items() if name != gone}
    agreements[kept] = _united(table.agreements[kept], table.agreements[gone])
    dealings = {d: tuple(dict.fromkeys(now(a) for a in members)) for d, members in table.dealings.items()}
    homes = sorted(d for d, members in dealings.items() if kept in members)
    members = tuple(sorted({a for d in homes for a in dealings[d]}))
    dealings = {d: m for d, m in dealings.items() if d not in homes} | {homes[0]: members}
    return AgreementTable(
        dict(sorted(agreements.items())),
        {key: now(name) for key, name in table.agreement_of.items()},
        {now(a): now(b) for a, b in table.base_of.items() if now(a) != now(b)},
        dict(sorted(dealings.items())),
        {(now(a), now(b)): tuple(now(x) for x in more) for (a, b), more in table.further_bases.items()},
        {now(a): now(b) for a, b in table.carriers_forward.items() if now(a) != now(b)},
    )


def _united(a: Agreement, b: Agreement) -> Agreement:
    """Parties of both; days that fit both, where there are such."""
    lows, highs = (tuple(d for d in days if d) for days in ((a.made.earliest, b.made.earliest), (a.made.latest, b.made.latest)))
    made = DateBounds(max(lows, default=None), min(highs, default=None))
    if made.earliest and made.latest and made.earliest > made.latest:
        made = a.made
    basis = "; ".join(sorted({x.date_basis for x in (a, b) if x.date_basis}))
    return replace(a, parties=tuple(sorted({*a.parties, *b.parties})), made=made, date_basis=basis)


def drop_links(dealings: Sequence[Dealing], decisions: Decisions) -> tuple[tuple[Dealing, ...], tuple[Applied, ...]]:
    """Take away the links that a person says are wrong: the passages stay as statements and carry no link."""
    wrong = {d.origins[0]: d for d in decisions.of(WRONG_LINK)}
    ends: dict[str, set[str]] = {origin: set() for origin in wrong}
    for s in (s for d in dealings for s in d.statements):
        if s.link is not None and s.origin in wrong:
            ends[s.origin].update((s.link[0], s.link[2]))
    applied = tuple((wrong[origin], tuple(sorted(names))) for origin, names in sorted(ends.items()))
    return tuple(_without(d, wrong) for d in dealings) if wrong else tuple(dealings), applied


def _without(dealing: Dealing, wrong: Container[str]) -> Dealing:
    hit = {s.id for s in dealing.statements if s.link is not None and s.origin in wrong}
    if not hit:
        return dealing
    statements = tuple(replace(s, link=None, link_further=()) if s.id in hit else s for s in dealing.statements)
    links = (replace(k, carriers=tuple(c for c in k.carriers if c not in hit)) for k in dealing.links)
    return replace(dealing, statements=statements, links=tuple(k for k in links if k.carriers))
