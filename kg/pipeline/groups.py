"""The stage of groups: mentions that hang together become dealings, with all that is derived for them, and their graphs.

Pure functions of what the documents of a group say; for any process or machine.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.building import build_dealing_graph
from kg.deriving import (
    Derived,
    Held,
    Note,
    PartyFindings,
    build_derived_graph,
    build_party_graph,
    collide,
    derive,
    hold,
    set_aside,
    set_aside_told,
)
from kg.extraction import read_amended_part
from kg.pipeline.cache import code_version
from kg.pipeline.documents import digest_of
from kg.pipeline.results import Body, DocumentKeys, GroupFacts
from kg.records import AmendedText, Dealing, Exclusivity, NamedGraph
from kg.resolution import Decisions, Group, PartyTable, Resolution, Told, relate_labels, resolve_group

__all__ = ["GroupResult", "GroupTask", "PartyResult", "collide_party", "make_task", "solve_group"]

_NOT_ONE = "not-a-contradiction"


@dataclass(frozen=True, slots=True)
class GroupTask:
    """All that a group is made of. `key` is a digest of it."""

    key: str
    group: Group
    documents: tuple[str, ...]  # keys of what is kept of them
    parties: PartyTable
    decisions: Decisions
    base: str


@dataclass(frozen=True, slots=True)
class GroupResult:
    """What a group gives."""

    facts: GroupFacts
    dealings: tuple[tuple[Dealing, Derived], ...]
    graphs: tuple[NamedGraph, ...]
    held: tuple[Held, ...] = field(default=())


def make_task(
    group: Group,
    documents: Mapping[str, DocumentKeys],
    parties: PartyTable,
    decisions: Decisions,
    base: str,
    told: Mapping[str, Told],
) -> GroupTask:
    """Return all that a group is made of, and nothing else.

    Args:
        group: mentions that are resolved together.
        documents: of the collection, by identifier.
        parties: of the collection.
        decisions: all of them.
        base: IRI under which instances get their names.
        told: for each document what its passages tell of; needed only where there are decisions.
    """
    here = [documents[name] for name in group.documents]
    mentions = ((d.identifier, p.key) for d in here for p in d.keys.parties)
    of = {mention: parties.party_of[mention] for mention in mentions if mention in parties.party_of}
    known = {name: parties.parties[name] for name in sorted(set(of.values()))}
    origins = {origin for d in here for origin, _ in told.get(d.identifier, ())}
    about = tuple(d for d in decisions.about if origins & set(d.origins))
    keys = tuple(d.key for d in here)
    shown = (group.mentions, keys, tuple(of.items()), tuple(known.values()), about)
    key = digest_of(code_version(), base, repr(shown))
    return GroupTask(key, group, keys, PartyTable(of, known), Decisions(about=about), base)


def solve_group(task: GroupTask, bodies: Sequence[Body]) -> GroupResult:
    """Return what a group gives.

    Args:
        task: the group.
        bodies: its documents.

    Raises:
        InputError: a number or a text cannot be written.
    """
    documents, readings = [b.document for b in bodies], [b.reading for b in bodies]
    found = resolve_group(task.group, documents, readings, task.parties, task.decisions, read_amended_part)
    derived = [_noted(derive(dealing), dealing, found) for dealing in found.dealings]
    about = task.decisions.of(_NOT_ONE)
    marked, _, used = set_aside(found.dealings, derived, (), [(d.origins[0], d.origins[1], d.reason) for d in about])
    pairs = tuple(zip(found.dealings, marked, strict=True))
    decided = [(d.kind, d.origins, names) for d, names in (*found.decided, *zip(about, used, strict=True))]
    graphs = tuple(g for dealing, one in pairs for g in _graphs(dealing, one, task.base))
    held = tuple(h for dealing, one in pairs for h in hold(dealing, one))
    facts = _facts(found, marked, held)
    facts = replace(facts, decided=tuple(decided), graphs=tuple(graph.iri for graph in graphs))
    return GroupResult(facts, pairs, graphs, held)


def _graphs(dealing: Dealing, derived: Derived, base: str) -> Iterator[NamedGraph]:
    yield build_dealing_graph(dealing, base)
    yield build_derived_graph(dealing, derived, base)


def _noted(derived: Derived, dealing: Dealing, resolution: Resolution) -> Derived:
    """What was derived, with a note for each decision of a person that bears on an agreement of the dealing."""
    here = {a.id for a in dealing.agreements}
    notes = {
        Note("decision", tuple(a for a in names if a in here), f"by decision of a person, {d.kind}: {d.reason}")
        for d, names in resolution.decided
        if here & set(names)
    }
    return replace(derived, notes=tuple(sorted({*derived.notes, *notes}, key=lambda n: (n.kind, n.concerns, n.text))))


def _facts(found: Resolution, derived: Iterable[Derived], held: Iterable[Held]) -> GroupFacts:
    dealings = found.dealings
    met: dict[str, list[tuple[str, AmendedText]]] = defaultdict(list)
    for use in (use for dealing in dealings for use in dealing.statements):
        if use.amended is not None:
            met[use.document].append((use.id, use.amended))
    slots: Counter[tuple[str, str]] = Counter()
    shut: set[tuple[str, str]] = set()
    for one in held:
        for bearer in one.term.content.bearer:
            slot = (bearer, one.term.content.matter)
            slots[slot] += 1
            if one.term.content.exclusivity is Exclusivity.EXCLUSIVE:
                shut.add(slot)
    return GroupFacts(
        tuple(found.agreements.agreements),
        tuple(dealing.id for dealing in dealings),
        tuple(sorted({party.id for dealing in dealings for party in dealing.parties})),
        sum(len(dealing.terms) for dealing in dealings),
        tuple(sorted(Counter(f.verdict for one in derived for f in one.findings).items())),
        found.unused,
        (),
        tuple((name, tuple(sorted(dict(pairs).items()))) for name, pairs in sorted(met.items())),
        tuple((*slot, slot in shut, number) for slot, number in sorted(slots.items())),
    )


# ------------------------------------------------------------------ one party, several dealings
@dataclass(frozen=True, slots=True)
class PartyResult:
    """What a party has promised to several partners, and to what of it each decision of a person applies."""

    findings: PartyFindings
    used: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()  # origins of the decision, and ids


def collide_party(party: str, held: Iterable[Held], decisions: Decisions) -> PartyResult:
    """Return what a party has promised to several partners.

    Args:
        party: its id.
        held: all terms that bind it.
        decisions: all of them.
    """
    terms = list(held)
    found = collide(party, terms, relate_labels)
    about = decisions.of(_NOT_ONE)
    rulings = [(d.origins[0], d.origins[1], d.reason) for d in about]
    origins = {one.term.id: frozenset(one.origins) for one in terms}
    _, marked, used = set_aside_told(origins, (), (found,), rulings)
    return PartyResult(marked[0], tuple((d.origins, ids) for d, ids in zip(about, used, strict=False) if ids))


def party_graph(result: PartyResult, base: str) -> NamedGraph | None:
    """Return the graph of what was found for a party; none where nothing was."""
    found = result.findings
    return build_party_graph(found, base) if found.collisions or found.notes else None
