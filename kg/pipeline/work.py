"""What a process does for a build: it reads sources and solves groups, keeps what it found, and writes pieces aside."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kg.deriving import Held
from kg.errors import InputError, KgError
from kg.kept import keep_much
from kg.names import document_slug
from kg.ntriples import to_quads
from kg.pipeline.cache import Cache
from kg.pipeline.codec import to_json
from kg.pipeline.documents import (
    Listing,
    graph_of,
    keep,
    key_with,
    list_source,
    load_body,
    read_one,
    recall_documents,
    recall_sources,
    split_source,
)
from kg.pipeline.groups import GroupTask, solve_group
from kg.pipeline.report import TEXTS_FOLDER, describe_dealing, describe_document, entry_bytes
from kg.pipeline.results import Body, DocumentKeys, Failure, GroupFacts, Met
from kg.pipeline.spool import Piece, Spool
from kg.reading import Source
from kg.records import Document, NamedGraph, PartyMention

__all__ = [
    "KnownResult",
    "KnownTask",
    "Made",
    "Place",
    "Solved",
    "SourceResult",
    "close_all",
    "make_documents",
    "read_known",
    "read_sources",
    "solve_groups",
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a build works: its cache, and the folder that becomes the build."""

    cache: Path
    fresh: Path
    work: Path  # for what is written aside
    base: str


@dataclass(frozen=True, slots=True)
class Made:
    """The pieces of one document. No entry: it waits for what its instructions meet."""

    key: str
    graph: Piece | None  # none: it was there
    entry: Piece | None


@dataclass(frozen=True, slots=True)
class SourceResult:
    """What a source holds. `key` is empty where it is to be read again by the next build."""

    identifier: str
    key: str
    documents: tuple[DocumentKeys, ...]
    failures: tuple[Failure, ...] = ()
    made: tuple[Made, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownTask:
    """A document that shows no two parties by itself, by the key of what it says alone, and those that it may speak of."""

    identifier: str
    key: str
    known: tuple[PartyMention, ...]


@dataclass(frozen=True, slots=True)
class KnownResult:
    """What a document says with parties of others. `alone`: the key of what it says alone, which stands where reading fails."""

    alone: str
    keys: DocumentKeys | None
    made: tuple[Made, ...] = ()
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Solved:
    """What the build has to know of a group, and its pieces by IRI and by id of the dealing."""

    key: str
    facts: GroupFacts
    graphs: tuple[tuple[str, Piece], ...]
    entries: tuple[tuple[str, Piece], ...] = field(default=())


# ------------------------------------------------------------------ what a process has open
_OPEN: dict[tuple[int, Path], Cache] = {}
_SPOOLS: dict[tuple[int, Path], Spool] = {}


def _cache(place: Place) -> Cache:
    key = (os.getpid(), place.cache)
    if key not in _OPEN:
        _OPEN[key] = Cache(place.cache)
    return _OPEN[key]


def _spool(place: Place) -> Spool:
    key = (os.getpid(), place.work)
    if key not in _SPOOLS:
        _SPOOLS[key] = Spool(place.work, "pieces")
    return _SPOOLS[key]


def close_all(place: Place) -> None:
    """Close what this process has open for a build."""
    cache = _OPEN.pop((os.getpid(), place.cache), None)
    if cache is not None:
        cache.close()
    spool = _SPOOLS.pop((os.getpid(), place.work), None)
    if spool is not None:
        with suppress(OSError):  # a full disk was told of before
            spool.close()


def _settle(place: Place) -> None:
    _cache(place).flush()
    _spool(place).flush()


def _add(graph: NamedGraph, place: Place) -> Piece:
    return _spool(place).add(to_quads(graph).encode("utf-8"))


# ------------------------------------------------------------------ documents
def read_sources(sources: Sequence[Source], place: Place) -> list[SourceResult]:
    """Read sources; what is kept of a document is not read again."""
    found = [_read_source(source, place) for source in sources]
    keep_much()
    _settle(place)
    return found


def _read_source(source: Source, place: Place) -> SourceResult:
    try:
        key, data, sidecars = list_source(source)
    except InputError as error:
        return SourceResult(source.identifier, "", (), (Failure(error.where or source.identifier, str(error)),))
    known = _recall(_cache(place), key)
    if known is not None:
        return SourceResult(source.identifier, key, *known)
    documents: list[DocumentKeys] = []
    failures: list[Failure] = []
    made: list[Made] = []
    for found in split_source(source, data, sidecars):
        result = found if isinstance(found, Failure) else _read_document(*found, place)
        if isinstance(result, Failure):
            failures.append(result)
            continue
        documents.append(result[0])
        made += result[1]
    listing = Listing(tuple(d.key for d in documents), tuple((f.identifier, f.reason) for f in failures))
    if not any(f.passing for f in failures):
        _cache(place).put("source", key, to_json(Listing, listing))
    return SourceResult(source.identifier, key, tuple(documents), tuple(failures), tuple(made))


def _recall(cache: Cache, key: str) -> tuple[tuple[DocumentKeys, ...], tuple[Failure, ...]] | None:
    listing = recall_sources(cache, [key]).get(key)
    if listing is None:
        return None
    known = recall_documents(cache, listing.documents)
    if any(one not in known for one in listing.documents):
        return None
    return tuple(known[one] for one in listing.documents), tuple(Failure(*pair) for pair in listing.failures)


def _read_document(key: str, document: Document, place: Place) -> tuple[DocumentKeys, tuple[Made, ...]] | Failure:
    cache = _cache(place)
    known = recall_documents(cache, [key]).get(key)
    if known is not None:
        return known, ()
    reading = read_one(document)
    if isinstance(reading, Failure):
        return reading
    return _keep_document(key, Body(document, reading), place)


def _keep_document(key: str, body: Body, place: Place) -> tuple[DocumentKeys, tuple[Made, ...]] | Failure:
    try:
        graph = graph_of(body, place.base)
    except KgError as error:
        return Failure(body.document.identifier, str(error))
    keys = keep(_cache(place), key, body)
    return keys, (_make(key, body, graph, () if not keys.instructions else None, place),)


def read_known(tasks: Sequence[KnownTask], place: Place) -> list[KnownResult]:
    """Read documents again with parties of others; what is kept of such a reading is not made again."""
    found = [_read_known(task, place) for task in tasks]
    _settle(place)
    return found


def _read_known(task: KnownTask, place: Place) -> KnownResult:
    """Read a document with parties of others; where that fails, it is told, and what the document says alone stands."""
    cache, key = _cache(place), key_with(task.key, task.known)
    kept = recall_documents(cache, [key]).get(key)
    if kept is not None:
        return KnownResult(task.key, kept)
    body = load_body(cache, task.key)
    reading = read_one(body.document, task.known, body.reading)
    found = reading if isinstance(reading, Failure) else _keep_document(key, Body(body.document, reading), place)
    return KnownResult(task.key, None, failures=(found,)) if isinstance(found, Failure) else KnownResult(task.key, *found)


def _make(key: str, body: Body, graph: NamedGraph | None, met: Met | None, place: Place) -> Made:
    """Write the pieces of a document: its graph and its text, and its entry in the report where it is known what it meets."""
    if graph is not None:
        text = place.fresh / TEXTS_FOLDER / f"{document_slug(body.document.identifier)}.txt"
        text.write_bytes(body.document.text.encode("utf-8"))
    entry = None if met is None else _spool(place).add(entry_bytes(describe_document(body, dict(met))))
    return Made(key, None if graph is None else _add(graph, place), entry)


def make_documents(tasks: Sequence[tuple[str, Met, bool]], place: Place) -> list[Made]:
    """Make the pieces of documents that are kept: what a build before this one read, or what waited for its group.

    Args:
        tasks: key, what the instructions of the document meet, and whether only the entry in the report is wanted.
        place: where the build works.
    """
    found = []
    for key, met, only_entry in tasks:
        body = load_body(_cache(place), key)
        found.append(_make(key, body, None if only_entry else graph_of(body, place.base), met, place))
    _settle(place)
    return found


# ------------------------------------------------------------------ groups
def solve_groups(tasks: Sequence[GroupTask], place: Place) -> list[Solved]:
    """Resolve groups, derive what follows, and make their graphs and the entries of their dealings."""
    found = [_solve(task, place) for task in tasks]
    _settle(place)
    return found


def _solve(task: GroupTask, place: Place) -> Solved:
    cache = _cache(place)
    try:
        result = solve_group(task, [load_body(cache, key) for key in task.documents])
    except (MemoryError, RecursionError) as error:
        some = ", ".join(task.group.documents[:3])
        what = f"{len(task.group.documents)} documents of one dealing take more memory than there is ({type(error).__name__})."
        raise KgError(what, where=some, cure="Build with more memory, or leave out some of them.") from error
    cache.put("meta", task.key, to_json(GroupFacts, result.facts))
    cache.put("held", task.key, to_json(tuple[Held, ...], result.held))
    graphs = tuple((graph.iri, _add(graph, place)) for graph in result.graphs)
    entries = tuple((d.id, _spool(place).add(entry_bytes(describe_dealing(d, one)))) for d, one in result.dealings)
    return Solved(task.key, result.facts, graphs, entries)
