"""Documents held together: parties, groups, and what each group gives, where it is not known from a build before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from kg.deriving import Held
from kg.errors import KgError
from kg.ntriples import GRAPH_FILE, to_quads
from kg.pipeline.cache import Cache, DamagedCacheError, code_version
from kg.pipeline.codec import from_json, to_json
from kg.pipeline.documents import digest_of, load_body
from kg.pipeline.gathering import Gathered
from kg.pipeline.groups import GroupTask, PartyResult, collide_party, make_task, party_graph
from kg.pipeline.ledger import Ledger
from kg.pipeline.report import REPORT_FILE
from kg.pipeline.results import GroupFacts
from kg.pipeline.spool import Piece
from kg.pipeline.work import Place, Solved, solve_groups
from kg.pipeline.workers import run_tasks
from kg.resolution import (
    Decisions,
    Group,
    PartyTable,
    Told,
    find_clashes,
    group_mentions,
    join_groups,
    list_loose,
    looked_at_together,
    settle_parties,
)

__all__ = ["AcrossParty", "SolvedAll", "solve_all"]

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class AcrossParty:
    """What a party has promised to several partners. `graph`: its bytes, or none."""

    party: str
    key: str
    result: PartyResult
    homes: tuple[str, ...]  # keys of the groups that it has terms in
    iri: str = ""
    graph: Piece | bytes | None = None


@dataclass(frozen=True, slots=True)
class SolvedAll:
    """What all groups give."""

    parties: PartyTable
    groups: tuple[Solved, ...]
    across: tuple[AcrossParty, ...]
    documents: tuple[tuple[str, ...], ...]  # of each group
    loose: tuple[tuple[str, str], ...]  # statements that speak of no agreement of two known parties


def solve_all(gathered: Gathered, decisions: Decisions, ledger: Ledger, place: Place, jobs: int, tell: Tell) -> SolvedAll:
    """Return what all groups of a collection give; those that are known are not resolved again."""
    number = len(gathered.documents)
    tell("resolving", 0, number)
    keys = [document.keys for document in gathered.documents.values()]
    parties = settle_parties(keys, decisions.parties)
    told = _recall_told(gathered, place) if decisions.about else {}
    groups = group_mentions(keys, parties.party_of, looked_at_together(told, decisions))
    tell("resolving", number, number)

    def solve(some: Sequence[Group]) -> dict[Group, Solved]:
        tasks = [make_task(group, gathered.documents, parties, decisions, place.base, told) for group in some]
        return dict(zip(some, _solve(tasks, ledger, place, jobs, tell), strict=True))

    solved = solve(groups)
    while clashing := find_clashes({group: _names(one.facts) for group, one in solved.items()}):
        gone = {group for several in clashing for group in several}
        solved = {group: one for group, one in solved.items() if group not in gone}
        solved |= solve([join_groups(several) for several in clashing])
    across = _across(list(solved.values()), decisions, ledger, place)
    known = {mention for group in solved for mention in group.mentions}
    documents = tuple(group.documents for group in solved)
    return SolvedAll(parties, tuple(solved.values()), across, documents, _loose(gathered, known, place))


def _names(facts: GroupFacts) -> list[str]:
    return [*(f"agreement {name}" for name in facts.agreements), *(f"dealing {name}" for name in facts.dealings)]


def _recall_told(gathered: Gathered, place: Place) -> dict[str, Told]:
    """For each document what its passages tell of."""
    names = {document.key: name for name, document in gathered.documents.items()}
    with Cache(place.cache) as cache:
        return {names[key]: from_json(Told, data) for key, data in cache.get_all("told", names)}


def _loose(gathered: Gathered, known: set[tuple[str, str]], place: Place) -> tuple[tuple[str, str], ...]:
    """The statements that speak of no agreement of two known parties; only documents that have one are opened."""
    having = [
        d
        for d in gathered.documents.values()
        if any(not any((d.identifier, key) in known for key in spoken) for spoken in d.keys.spoken)
    ]
    if not having:
        return ()
    with Cache(place.cache) as cache:
        return tuple(pair for d in having for pair in list_loose(load_body(cache, d.key).reading, known))


# ------------------------------------------------------------------ groups
def _solve(tasks: Sequence[GroupTask], ledger: Ledger, place: Place, jobs: int, tell: Tell) -> list[Solved]:
    """What groups give, in the order of the tasks; the largest are begun first."""
    found = _recall(tasks, ledger, place)
    waiting = sorted((t for t in tasks if t.key not in found), key=lambda t: -len(t.documents))
    done = len(found)
    tell("deriving", done, len(tasks))
    chunk = max(1, min(20, len(waiting) // (jobs * 16)))
    for result in run_tasks(partial(solve_groups, place=place), waiting, jobs, chunk, _killed):
        found[result.key] = result
        done += 1
        tell("deriving", done, len(tasks))
    return [found[task.key] for task in tasks]


def _killed(task: GroupTask) -> Solved:
    some = ", ".join(task.group.documents[:3])
    what = f"{len(task.group.documents)} documents of one dealing killed the process that resolved them, twice."
    raise KgError(what, where=some, cure="Build with more memory, or leave out some of them.")


def _recall(tasks: Sequence[GroupTask], ledger: Ledger, place: Place) -> dict[str, Solved]:
    """What is known of groups whose graphs and entries stand in the build before."""
    if not ledger.graphs:
        return {}
    found: dict[str, Solved] = {}
    with Cache(place.cache) as cache:
        rows = dict(cache.get_all("meta", [task.key for task in tasks]))
    for key, data in rows.items():
        facts = _facts(data)
        graphs = [(iri, ledger.graph(iri, key, GRAPH_FILE)) for iri in facts.graphs]
        entries = [(name, ledger.entry(f"dealing {name}", key, REPORT_FILE)) for name in facts.dealings]
        pieces = [(name, piece) for name, piece in (*graphs, *entries) if piece is not None]
        if len(pieces) == len(graphs) + len(entries):
            found[key] = Solved(key, facts, tuple(pieces[: len(graphs)]), tuple(pieces[len(graphs) :]))
    return found


def _facts(data: bytes) -> GroupFacts:
    try:
        return from_json(GroupFacts, data)
    except ValueError as error:
        raise DamagedCacheError(str(error)) from error


# ------------------------------------------------------------------ one party, several dealings
def _across(groups: Sequence[Solved], decisions: Decisions, ledger: Ledger, place: Place) -> tuple[AcrossParty, ...]:
    """What parties have promised to several partners: looked for where one matter is promised several times, and exclusively."""
    slots: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    homes: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        for party, matter, shut, number in group.facts.slots:
            slots[party, matter][0] += number
            slots[party, matter][1] += shut
            if homes[party][-1:] != [group.key]:
                homes[party].append(group.key)
    live = sorted({party for (party, _), (number, shut) in slots.items() if number > 1 and shut})
    rulings = repr(decisions.of("not-a-contradiction"))
    found = []
    with Cache(place.cache) as cache:
        for party in live:
            key = digest_of(code_version(), place.base, party, rulings, *sorted(homes[party]))
            one = _collide(party, key, homes[party], decisions, ledger, place, cache)
            if one.iri:
                found.append(one)
    return tuple(found)


def _collide(  # noqa: PLR0913, PLR0917 - what is asked, what is known, and where
    party: str, key: str, homes: Sequence[str], decisions: Decisions, ledger: Ledger, place: Place, cache: Cache
) -> AcrossParty:
    kept = cache.get("meta", key)
    result = _result(kept) if kept is not None else collide_party(party, _held(party, homes, cache), decisions)
    if kept is None:
        cache.put("meta", key, to_json(PartyResult, result))
    graph = party_graph(result, place.base)
    if graph is None:
        return AcrossParty(party, key, result, tuple(homes))
    there = ledger.graph(graph.iri, key, GRAPH_FILE)
    return AcrossParty(party, key, result, tuple(homes), graph.iri, there or to_quads(graph).encode("utf-8"))


def _result(data: bytes) -> PartyResult:
    try:
        return from_json(PartyResult, data)
    except ValueError as error:
        raise DamagedCacheError(str(error)) from error


def _held(party: str, homes: Iterable[str], cache: Cache) -> Iterable[Held]:
    for _, data in cache.get_all("held", homes):
        yield from (one for one in from_json(tuple[Held, ...], data) if party in one.term.content.bearer)
