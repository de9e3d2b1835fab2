"""The stages on Apache Spark: a map over documents, a shuffle by group of mentions, and parts of N-Quads for bulk loading.

    sources ──map──▶ documents ──keys to the driver──▶ groups ──shuffle──▶ dealings ──shuffle by party──▶ collisions ──▶ parts

One file: the stages in their order. Their functions are those of one machine (`documents.py`, `groups.py`), so the graph is the
same, byte for byte once sorted. Which documents are read again with the parties of others, and which mentions can have to do with
one another, is a question to the whole collection: it is answered on the driver, by the keys of each document, some hundred bytes
(docs/scale.md has the limits). Whatever a worker loses, Spark makes again; all that is written is written whole, under a name that
does not depend on who writes it.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from kg.errors import InputError, KgError
from kg.extraction import VERSION
from kg.names import document_slug
from kg.ntriples import check_base, to_quads
from kg.pipeline.groups import GroupTask, PartyResult, make_task, party_graph
from kg.pipeline.outcome import BuildReport
from kg.pipeline.output import PARTS_FOLDER, check_output, fill_folder
from kg.pipeline.report import MADE_BY, REPORT_FILE, TEXTS_FOLDER, list_warnings
from kg.pipeline.results import DocumentKeys, Failure, GroupFacts
from kg.pipeline.spread import (
    collide,
    facts_of,
    held_by,
    is_failure,
    is_other,
    is_read,
    keys_of_read,
    loose_of,
    quads_of,
    read_known,
    read_source,
    send,
    solve,
    tells,
    told_of,
    with_text,
    write_part,
)
from kg.reading import MOST_TEXT, Source, list_inputs
from kg.resolution import (
    Decisions,
    Group,
    PartyTable,
    Told,
    find_clashes,
    group_mentions,
    join_groups,
    known_around,
    load_decisions,
    looked_at_together,
    settle_parties,
)
from kg.vocab import DEFAULT_BASE

__all__ = ["build_on_spark"]

_SOURCES: Final = 20  # of a task, at most
_NOT_HERE: Final = "pip install 'agreement-kg[spark]' on the driver and on every worker; Spark needs Java 17 or later."
Cluster = Any  # a SparkContext: the package is optional, and its types with it
Spread = Any  # an RDD


@dataclass(frozen=True, slots=True)
class _Groups:
    """All groups, resolved: what the driver knows of them, and where the rest is."""

    facts: dict[Group, GroupFacts]
    solved: Spread  # (first mention, SolvedGroup)


def build_on_spark(
    paths: Iterable[str | Path],
    out: str | Path,
    *,
    base: str = DEFAULT_BASE,
    decisions: str | Path | None = None,
    master: str = "",
    most_text: int = MOST_TEXT,
) -> BuildReport:
    """Build a graph on a cluster: `parts/part-*.nq`, the captured texts and a report, in a folder that all workers see.

    Args:
        paths: documents and folders, at a place that all workers see under the same name.
        out: the folder to write, at such a place.
        base: IRI under which instances get their names.
        decisions: a file of what people have decided.
        master: address of the cluster; empty: what `spark-submit` was told, else all cores of this machine.
        most_text: code points of one document that are read.

    Raises:
        InputError: there is no document, none can be read, or the base or the decisions are malformed.
        OutputError: the folder cannot be written to, or holds files of the same names that no build of ours wrote.
        KgError: PySpark is not installed.
    """
    folder = Path(out)
    check_base(base)
    check_output(folder)
    rulings = load_decisions(Path(decisions)) if decisions is not None else Decisions()
    sources = list_inputs([Path(p).resolve() for p in paths], most_text, folder)
    if not sources:
        raise InputError("holds no documents.", where=", ".join(map(str, paths)), cure="Name a file, or a folder with documents.")
    cluster = _connect(master)
    try:
        with fill_folder(folder) as fresh:
            (fresh / TEXTS_FOLDER).mkdir()
            (fresh / PARTS_FOLDER).mkdir()
            return _build(cluster, sources, rulings, base, fresh, folder)
    finally:
        cluster.stop()


def _connect(master: str) -> Cluster:
    try:
        spark = importlib.import_module("pyspark")
    except ImportError as error:
        raise KgError("PySpark is not installed.", cure=_NOT_HERE) from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # not whatever the path of a worker calls python3
    conf = spark.SparkConf().setIfMissing("spark.app.name", "agreement-kg")
    conf = conf.setMaster(master) if master else conf.setIfMissing("spark.master", "local[*]")
    conf = conf.setIfMissing("spark.ui.showConsoleProgress", "false")
    cluster = spark.SparkContext.getOrCreate(conf)
    cluster.setLogLevel("ERROR")
    return cluster


def _build(cluster: Cluster, sources: Sequence[Source], rulings: Decisions, base: str, fresh: Path, folder: Path) -> BuildReport:
    slices = max(cluster.defaultParallelism * 2, -(-len(sources) // _SOURCES))
    level = importlib.import_module("pyspark").StorageLevel.DISK_ONLY
    read = cluster.parallelize(sources, min(slices, len(sources))).flatMap(partial(read_source, base=base)).persist(level)
    failures = sorted(read.filter(is_failure).collect(), key=lambda f: (f.identifier, f.reason))
    bodies = read.filter(is_read)
    documents = _by_name(bodies.map(keys_of_read).collect(), failures)
    if around := known_around(document.keys for document in documents.values()):
        bodies = bodies.map(partial(read_known, known=cluster.broadcast(around), base=base)).persist(level)
        documents = _by_name(bodies.map(keys_of_read).collect(), failures)
    parties = settle_parties([document.keys for document in documents.values()], rulings.parties)
    groups = _solve(cluster, bodies, documents, parties, rulings, base)
    across = _across(groups, rulings)
    collided = [graph for result in across if (graph := party_graph(result, base)) is not None]
    spread = bodies.map(partial(with_text, texts=fresh / TEXTS_FOLDER)).union(groups.solved.map(quads_of))
    spread = spread.union(cluster.parallelize([to_quads(graph).encode("utf-8") for graph in collided], 1))
    spread.mapPartitionsWithIndex(partial(write_part, parts=fresh / PARTS_FOLDER)).count()
    known = {mention for group in groups.facts for mention in group.mentions}
    loose = _loose(cluster, bodies, documents, known)
    unused = [*loose, *(pair for one in groups.facts.values() for pair in one.unused)]
    warnings = list_warnings(unused, documents.values(), (), parties)
    head = _head(documents, failures, groups, across, base, warnings)
    (fresh / REPORT_FILE).write_text(json.dumps(head, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return BuildReport(
        folder,
        tuple(documents),
        tuple(failures),
        head["counts"],
        head["findings"],
        tuple(head["warnings"]),
        len(documents),
        ("nq",),
    )


# ------------------------------------------------------------------ documents, each for itself
def _by_name(found: Iterable[DocumentKeys], failures: Sequence[Failure]) -> dict[str, DocumentKeys]:
    """All documents by identifier, in that order.

    Raises:
        InputError: there is none, or two get one name.
    """
    documents: dict[str, DocumentKeys] = {}
    slugs: dict[str, str] = {}
    for one in sorted(found, key=lambda d: d.identifier):
        other = slugs.setdefault(document_slug(one.identifier), one.identifier)
        if one.identifier in documents or other != one.identifier:
            raise InputError("two documents have one name.", where=f"{other} and {one.identifier}", cure="Rename one of them.")
        documents[one.identifier] = one
    if not documents:
        shown = "; ".join(f"{f.identifier}: {f.reason}" for f in failures[:3])
        raise InputError(f"none of {len(failures)} documents can be read ({shown}).", cure="Give at least one document with text.")
    return documents


# ------------------------------------------------------------------ groups
def _solve(
    cluster: Cluster, bodies: Spread, documents: Mapping[str, DocumentKeys], parties: PartyTable, rulings: Decisions, base: str
) -> _Groups:
    """Resolve all groups, those that give two things one name as one."""
    keys = [document.keys for document in documents.values()]
    told: dict[str, Told] = dict(bodies.map(told_of).collect()) if rulings.about else {}
    waiting = group_mentions(keys, parties.party_of, looked_at_together(told, rulings))
    groups = _Groups({}, cluster.emptyRDD())
    while waiting:
        tasks = [make_task(group, documents, parties, rulings, base, told) for group in waiting]
        groups = _join(groups, _shuffle(cluster, bodies, tasks))
        clashing = find_clashes({group: _names(facts) for group, facts in groups.facts.items()})
        gone = {group for several in clashing for group in several}
        groups = _without(groups, gone)
        waiting = [join_groups(several) for several in clashing]
    return groups


def _names(facts: GroupFacts) -> list[str]:
    return [*(f"agreement {name}" for name in facts.agreements), *(f"dealing {name}" for name in facts.dealings)]


def _join(one: _Groups, other: _Groups) -> _Groups:
    return _Groups(one.facts | other.facts, one.solved.union(other.solved) if one.facts else other.solved)


def _without(groups: _Groups, gone: set[Group]) -> _Groups:
    if not gone:
        return groups
    names = frozenset(group.mentions[0] for group in gone)
    facts = {group: facts for group, facts in groups.facts.items() if group not in gone}
    return _Groups(facts, groups.solved.filter(partial(is_other, names=names)))


def _shuffle(cluster: Cluster, bodies: Spread, tasks: Sequence[GroupTask]) -> _Groups:
    """Bring the documents of each group together, and resolve it."""
    homes: dict[str, list[int]] = defaultdict(list)
    for number, task in enumerate(tasks):
        for name in task.group.documents:
            homes[name].append(number)
    sent = cluster.broadcast(dict(homes))
    slices = max(cluster.defaultParallelism * 4, -(-len(tasks) // 200))
    work = cluster.parallelize(list(enumerate(tasks)), slices)
    level = importlib.import_module("pyspark").StorageLevel.DISK_ONLY
    met = work.cogroup(bodies.flatMap(partial(send, homes=sent)), slices)
    solved = met.map(solve).persist(level)
    by_name = {task.group.mentions[0]: task.group for task in tasks}
    return _Groups({by_name[name]: facts for name, facts in solved.mapValues(facts_of).collect()}, solved)


# ------------------------------------------------------------------ one party, several dealings
def _across(groups: _Groups, rulings: Decisions) -> list[PartyResult]:
    """What parties have promised to several partners; looked for where a matter is promised exclusively, and more than once."""
    slots: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for facts in groups.facts.values():
        for party, matter, shut, number in facts.slots:
            slots[party, matter][0] += number
            slots[party, matter][1] += shut
    live = frozenset(party for (party, _), (number, shut) in slots.items() if number > 1 and shut)
    if not live:
        return []
    held = groups.solved.flatMap(partial(held_by, live=live)).groupByKey()
    found: list[PartyResult] = held.map(partial(collide, rulings=rulings)).filter(tells).collect()
    return sorted(found, key=lambda one: one.findings.party)


# ------------------------------------------------------------------ the report
def _loose(
    cluster: Cluster, bodies: Spread, documents: Mapping[str, DocumentKeys], known: set[tuple[str, str]]
) -> list[tuple[str, str]]:
    """The statements that speak of no agreement of two known parties."""
    sent = cluster.broadcast(known)
    found: list[tuple[str, str]] = bodies.flatMap(partial(loose_of, known=sent)).collect()
    return found


def _head(
    documents: Mapping[str, DocumentKeys],
    failures: Sequence[Failure],
    groups: _Groups,
    across: Sequence[PartyResult],
    base: str,
    warnings: Sequence[str],
) -> dict[str, Any]:
    """The report, without the long lists: these are for one machine."""
    facts = groups.facts.values()
    verdicts: Counter[str] = Counter()
    for one in facts:
        verdicts.update(dict(one.verdicts))
    return {
        "made_by": f"{MADE_BY} extraction {VERSION}",
        "base": base,
        "counts": {
            "documents": len(documents),
            "not_read": len(failures),
            "statements": sum(d.statements for d in documents.values()),
            "parties": len({party for one in facts for party in one.parties}),
            "agreements": sum(len(one.agreements) for one in facts),
            "terms": sum(one.terms for one in facts),
            "instructions": sum(d.instructions for d in documents.values()),
            "findings": sum(verdicts.values()),
            "collisions": sum(len(one.findings.collisions) for one in across),
        },
        "findings": dict(sorted(verdicts.items())),
        "not_read": [{"identifier": f.identifier, "reason": f.reason} for f in failures],
        "warnings": list(warnings),
    }
