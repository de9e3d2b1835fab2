"""Everything put into its place: the graph, the report, the texts, and what the next build has to know."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

from kg.export import write_formats
from kg.extraction import VERSION
from kg.ntriples import GRAPH_FILE, node
from kg.pipeline.cache import CACHE_FOLDER, Cache
from kg.pipeline.documents import digest_of
from kg.pipeline.gathering import Gathered
from kg.pipeline.ledger import Ledger, write_ledger
from kg.pipeline.outcome import FORMATS, BuildReport, Options
from kg.pipeline.output import FILES
from kg.pipeline.report import (
    MADE_BY,
    REPORT_FILE,
    TEXTS_FOLDER,
    describe_collision,
    describe_decisions,
    describe_parties,
    entry_bytes,
    list_warnings,
)
from kg.pipeline.results import DocumentKeys, Met
from kg.pipeline.solving import SolvedAll
from kg.pipeline.spool import Copier, Piece
from kg.pipeline.units import list_units
from kg.pipeline.work import Made, Place, close_all, make_documents
from kg.pipeline.workers import run_tasks
from kg.querying import keep_store
from kg.resolution import Decisions, join_applied

__all__ = ["Collection", "assemble"]

_LARGE: Final = 64 * 1024 * 1024  # bytes of graph.nq, a quarter of a million quads: beyond, Turtle and TriG are for those who ask
Write = Callable[[Mapping[str, Any], Mapping[str, Iterable[Piece | bytes]], BinaryIO], dict[str, list[int]]]


@dataclass(frozen=True, slots=True)
class Collection:
    """All that was read and resolved, with what is known of the build before."""

    gathered: Gathered
    solved: SolvedAll
    decisions: Decisions
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The pieces of one document that are there; none: it is to be made."""

    document: DocumentKeys
    slug: str
    iri: str
    met: Met
    entry_key: str
    graph: Piece | None
    entry: Piece | None
    text: tuple[str, int, int] | None  # how it stands in the new build


def assemble(collection: Collection, folder: Path, place: Place, options: Options, write: Write) -> BuildReport:
    """Write everything into the folder that becomes the build, and say what it is.

    Args:
        collection: what was read and resolved.
        folder: where the build before lies, and where this one will.
        place: where this build works.
        options: what the build was told.
        write: writes the report.

    Raises:
        OSError: the disk is full.
    """
    wanted = _complete([_look(d, collection, folder, place) for d in _with_met(collection)], place, options.jobs)
    ledger = Ledger(options.base, dict(collection.gathered.sources))
    ledger.graphs = _write_graph(collection, wanted, place)
    ledger.units = list_units(collection.solved, {w.document.identifier: w.iri for w in wanted})
    head = _head(collection, options.base)
    ledger.entries = _write_report(head, collection, wanted, place.fresh / REPORT_FILE, write)
    ledger.texts = {w.slug: w.text for w in wanted if w.text}
    formats = _choose(options.formats, place.fresh / GRAPH_FILE)
    write_formats(place.fresh, [name for name in formats if name != "nq"])
    close_all(place)
    if options.keep:
        _tidy(collection, place)
        write_ledger(ledger, place.fresh, FILES)
    if options.store:
        keep_store(place.fresh)
    return BuildReport(
        folder,
        tuple(collection.gathered.documents),
        collection.gathered.failures,
        head["counts"],
        head["findings"],
        tuple(head["warnings"]),
        collection.gathered.anew,
        formats,
    )


def _choose(formats: Sequence[str] | None, graph: Path) -> tuple[str, ...]:
    """The files of the graph that are written."""
    if formats is None:
        return FORMATS if graph.stat().st_size <= _LARGE else ("nq",)
    return tuple(name for name in FORMATS if name == "nq" or name in formats)


# ------------------------------------------------------------------ pieces of documents
def _with_met(collection: Collection) -> Iterator[tuple[DocumentKeys, Met]]:
    """Each document with what its instructions meet."""
    met: dict[str, list[tuple[str, Any]]] = {}
    for group in collection.solved.groups:
        for name, pairs in group.facts.met:
            met.setdefault(name, []).extend(pairs)
    for name, document in collection.gathered.documents.items():
        yield document, tuple(sorted(dict(met.get(name, ())).items()))


def _look(pair: tuple[DocumentKeys, Met], collection: Collection, folder: Path, place: Place) -> _Wanted:
    """What is there of a document."""
    document, met = pair
    ledger, made = collection.ledger, collection.gathered.made.get(document.key)
    name = collection.gathered.slugs[document.identifier]
    iri = node(place.base, "graph/document", name)[1:-1]
    entry_key = f"{document.key} {met!r}" if met else document.key
    graph = made.graph if made else ledger.graph(iri, document.key, GRAPH_FILE) if ledger.base == place.base else None
    entry = made.entry if made else ledger.entry(f"document {document.identifier}", entry_key, REPORT_FILE)
    fresh = f"{place.fresh}/{TEXTS_FOLDER}/{name}.txt"  # no Path: there are as many as documents
    there = f"{folder}/{TEXTS_FOLDER}/{name}.txt"
    text = _text_row(fresh, document.key) if made else _link_text(ledger.texts.get(name), document.key, there, fresh)
    return _Wanted(document, name, iri, met, entry_key, graph, entry, text)


def _link_text(row: tuple[str, int, int] | None, key: str, there: str, fresh: str) -> tuple[str, int, int] | None:
    """Take a text over from the build before, where it is what it was."""
    try:
        if row is not None and row == _text_row(there, key):
            os.link(there, fresh)
            return row
    except OSError:  # it is gone, or the file system has no links: it is written again
        return None
    return None


def _text_row(path: str | Path, key: str) -> tuple[str, int, int]:
    found = os.stat(path)
    return key, found.st_size, found.st_mtime_ns


def _complete(wanted: Sequence[_Wanted], place: Place, jobs: int) -> list[_Wanted]:
    """All documents with all of their pieces."""
    tasks = [
        (w.document.key, w.met, w.graph is not None and w.text is not None) for w in wanted if not (w.graph and w.entry and w.text)
    ]
    work = partial(make_documents, place=place)
    made = {one.key: one for one in run_tasks(work, tasks, jobs, max(1, min(50, len(tasks) // (jobs * 8))), _killed)}
    return [_completed(w, made.get(w.document.key), place.fresh / TEXTS_FOLDER / f"{w.slug}.txt") for w in wanted]


def _completed(w: _Wanted, made: Made | None, text: Path) -> _Wanted:
    if made is None:
        return w
    row = w.text or _text_row(text, w.document.key)
    return _Wanted(w.document, w.slug, w.iri, w.met, w.entry_key, made.graph or w.graph, made.entry or w.entry, row)


def _killed(task: tuple[str, Met, bool]) -> Made:
    raise MemoryError(f"the process that wrote the document {task[0]} was killed")


# ------------------------------------------------------------------ the files
def _write_graph(collection: Collection, wanted: Iterable[_Wanted], place: Place) -> dict[str, tuple[str, int, int]]:
    """Write all graphs by their names, and return where each stands."""
    items: list[tuple[str, str, Piece | bytes]] = [(w.iri, w.document.key, w.graph) for w in wanted if w.graph]
    items += [(iri, group.key, piece) for group in collection.solved.groups for iri, piece in group.graphs]
    items += [(one.iri, one.key, one.graph) for one in collection.solved.across if one.graph is not None]
    items.sort(key=lambda item: item[0])
    places: dict[str, tuple[str, int, int]] = {}
    with (place.fresh / GRAPH_FILE).open("wb") as out:
        copier = Copier(out)
        for iri, key, piece in items:
            if isinstance(piece, bytes):
                places[iri] = (key, copier.write(piece), len(piece))
            else:
                places[iri] = (key, copier.copy(piece), piece.length)
        copier.close()
    return places


def _write_report(
    head: Mapping[str, Any], collection: Collection, wanted: Sequence[_Wanted], path: Path, write: Write
) -> dict[str, tuple[str, int, int]]:
    """Write the report, and return where the entries of documents and dealings stand."""
    solved = collection.solved
    dealings = sorted((name, group.key, piece) for group in solved.groups for name, piece in group.entries)
    documents = [(f"document {w.document.identifier}", w.entry_key, w.entry) for w in wanted if w.entry]
    parties = [_party(entry, collection.ledger) for entry in describe_parties((w.document.keys for w in wanted), solved.parties)]
    with path.open("wb") as out:
        lists: dict[str, Iterable[Piece | bytes]] = {
            "documents": (piece for _, _, piece in documents),
            "not_read": (entry_bytes({"identifier": f.identifier, "reason": f.reason}) for f in collection.gathered.failures),
            "parties": (piece for _, _, piece in parties),
            "dealings": (piece for _, _, piece in dealings),
            "across_agreements": (
                entry_bytes(describe_collision(one.party, c)) for one in solved.across for c in one.result.findings.collisions
            ),
        }
        places = write(head, lists, out)
    rows = [*zip(documents, places["documents"], strict=True)]
    told = [((name, key, piece), at) for (name, key, piece), at in zip(parties, places["parties"], strict=True)]
    rows += [((f"dealing {name}", key, piece), at) for (name, key, piece), at in zip(dealings, places["dealings"], strict=True)]
    found = {name: (key, at, piece.length) for (name, key, piece), at in rows}
    return found | {name: (key, at, _length(piece)) for (name, key, piece), at in told}


def _party(entry: dict[str, Any], ledger: Ledger) -> tuple[str, str, Piece | bytes]:
    """The name of an entry, what it is made of, and the entry itself: where it stands, or its bytes."""
    name, key = f"party {entry['id']}", digest_of(repr(entry))
    return name, key, ledger.entry(name, key, REPORT_FILE) or entry_bytes(entry)


def _length(piece: Piece | bytes) -> int:
    return len(piece) if isinstance(piece, bytes) else piece.length


def _head(collection: Collection, base: str) -> dict[str, Any]:
    """The report without its long lists."""
    gathered, solved = collection.gathered, collection.solved
    documents, facts = gathered.documents.values(), [group.facts for group in solved.groups]
    verdicts: Counter[str] = Counter()
    for one in facts:
        verdicts.update(dict(one.verdicts))
    decisions = describe_decisions(_decided(collection), solved.parties)
    unused = [*solved.loose, *(pair for one in facts for pair in one.unused)]
    return {
        "made_by": f"{MADE_BY} extraction {VERSION}",
        "base": base,
        "counts": {
            "documents": len(documents),
            "not_read": len(gathered.failures),
            "statements": sum(d.statements for d in documents),
            "parties": len({party for one in facts for party in one.parties}),
            "agreements": sum(len(one.agreements) for one in facts),
            "terms": sum(one.terms for one in facts),
            "instructions": sum(d.instructions for d in documents),
            "findings": sum(verdicts.values()),
            "collisions": sum(len(one.result.findings.collisions) for one in solved.across),
        },
        "findings": dict(sorted(verdicts.items())),
        "documents": [],
        "not_read": [],
        "parties": [],
        "dealings": [],
        "across_agreements": [],
        "decisions": decisions,
        "warnings": list_warnings(unused, documents, decisions, solved.parties),
    }


def _decided(collection: Collection) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Each decision on passages with the ids that it bears on."""
    decisions, solved = collection.decisions, collection.solved
    by_name = {(d.kind, d.origins): d for d in decisions.about}
    parts = [[(by_name[kind, origins], ids) for kind, origins, ids in group.facts.decided] for group in solved.groups]
    yield from join_applied([[p for p in part if p[0].kind != "not-a-contradiction"] for part in parts], decisions)
    used: dict[tuple[str, ...], set[str]] = {}
    for decision, ids in (p for part in parts for p in part):
        used.setdefault(decision.origins, set()).update(ids if decision.kind == "not-a-contradiction" else ())
    for origins, ids in (pair for one in solved.across for pair in one.result.used):
        used.setdefault(origins, set()).update(ids)
    for decision in decisions.of("not-a-contradiction"):
        yield decision, tuple(sorted(used.get(decision.origins, ())))


# ------------------------------------------------------------------ what is kept
def _tidy(collection: Collection, place: Place) -> None:
    """Drop from the cache of the build folder what this collection needs no more; a cache that builds share is left as it is."""
    if place.cache.name != CACHE_FOLDER:
        return
    documents = {document.key for document in collection.gathered.documents.values()} | collection.gathered.alone
    groups = {group.key for group in collection.solved.groups}
    meta = groups | {one.key for one in collection.solved.across}
    sources = {key for _, key in collection.gathered.sources.values()}
    tables = {"source": sources, "keys": documents, "told": documents, "body": documents, "meta": meta, "held": groups}
    with Cache(place.cache) as cache:
        cache.keep_only(tables)
