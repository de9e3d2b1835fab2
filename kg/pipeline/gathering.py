"""The documents of a collection: those that are known recalled, those that are new or changed read.

Each is read alone. One that shows no two parties by itself is read once more, with those of other documents that its words name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from kg.errors import InputError
from kg.names import document_slug
from kg.pipeline.cache import Cache
from kg.pipeline.documents import load_knowledge, recall_documents, recall_sources
from kg.pipeline.ledger import Ledger, Stamp, stamp_of
from kg.pipeline.results import DocumentKeys, Failure
from kg.pipeline.work import KnownResult, KnownTask, Made, Place, SourceResult, read_known, read_sources
from kg.pipeline.workers import run_tasks
from kg.reading import Source
from kg.resolution import known_around

__all__ = ["Gathered", "Sources", "gather"]

_CHUNK = 20  # sources given to a process at once


@dataclass(frozen=True, slots=True)
class Sources:
    """What is to be read, and what the build before says of it."""

    given: Sequence[Source]
    ledger: Ledger
    verify: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """All documents of a collection, by identifier and in the order of identifiers."""

    documents: dict[str, DocumentKeys]
    failures: tuple[Failure, ...]
    made: dict[str, Made]  # pieces of the documents that were read anew, by key
    sources: dict[str, tuple[Stamp, str]]  # for the ledger
    anew: int
    slugs: dict[str, str]  # by identifier
    alone: frozenset[str] = frozenset()  # keys of what documents say alone that were read again


def gather(sources: Sources, place: Place, jobs: int, tell: Callable[[str, int, int], None]) -> Gathered:
    """Return all documents of a collection, reading what is new or changed.

    Raises:
        InputError: two documents get one name.
    """
    stamps = {source.identifier: stamp_of(source) for source in sources.given}
    results = _recall(sources, stamps, place)
    waiting = [source for source in sources.given if source.identifier not in results]
    done, total = len(results), len(sources.given)
    work = partial(read_sources, place=place)
    chunk = max(1, min(_CHUNK, len(waiting) // (jobs * 8)))
    if not waiting:
        tell("reading", done, total)
    if jobs > 1 and len(waiting) > 1:
        load_knowledge()
    for result in run_tasks(work, waiting, jobs, chunk, _killed):
        done += 1
        results[result.identifier] = result
        tell("reading", done, total)
    return _read_again(_gathered([results[s.identifier] for s in sources.given], stamps), place, jobs)


def _read_again(gathered: Gathered, place: Place, jobs: int) -> Gathered:
    """Return the documents with those read again that show no two parties by themselves and name some of others."""
    known = known_around(document.keys for document in gathered.documents.values())
    tasks = [KnownTask(name, gathered.documents[name].key, parties) for name, parties in sorted(known.items())]
    chunk = max(1, min(_CHUNK, len(tasks) // (jobs * 8)))
    found = {one.alone: one for one in run_tasks(partial(read_known, place=place), tasks, jobs, chunk, _left_alone)}
    documents = dict(gathered.documents)
    for name in known:
        keys = found[documents[name].key].keys
        documents[name] = documents[name] if keys is None else keys
    made = {one.key: one for result in found.values() for one in result.made}
    more = sum(one.alone not in gathered.made for one in found.values() if one.made)
    return replace(
        gathered,
        documents=documents,
        failures=_sorted([*gathered.failures, *(failure for result in found.values() for failure in result.failures)]),
        made=gathered.made | made,
        anew=gathered.anew + more,
        alone=frozenset(found),
    )


def _left_alone(task: KnownTask) -> KnownResult:
    error = InputError(
        "killed the process that read it with parties of others, twice.", where=task.identifier, cure="Give it more memory."
    )
    return KnownResult(task.key, None, failures=(Failure(task.identifier, str(error), passing=True),))


def _killed(source: Source) -> SourceResult:
    error = InputError(
        "killed the process that read it, twice.", where=source.identifier, cure="Give it alone, or with more memory."
    )
    return SourceResult(source.identifier, "", (), (Failure(source.identifier, str(error), passing=True),))


def _recall(sources: Sources, stamps: dict[str, Stamp], place: Place) -> dict[str, SourceResult]:
    """What is known of the sources whose times and sizes are those of the build before."""
    known: dict[str, str] = {}
    for source in sources.given if not sources.verify else ():
        seen = sources.ledger.sources.get(source.identifier)
        if seen is not None and seen[0] and list(seen[0]) == stamps[source.identifier]:
            known[source.identifier] = seen[1]
    if not known:
        return {}
    with Cache(place.cache) as cache:
        listings = recall_sources(cache, known.values())
        documents = recall_documents(cache, [key for one in listings.values() for key in one.documents])
    found = {}
    for identifier, key in known.items():
        listing = listings.get(key)
        if listing is not None and all(one in documents for one in listing.documents):
            here = tuple(documents[one] for one in listing.documents)
            found[identifier] = SourceResult(identifier, key, here, tuple(Failure(*pair) for pair in listing.failures))
    return found


def _gathered(results: Sequence[SourceResult], stamps: dict[str, Stamp]) -> Gathered:
    documents: dict[str, DocumentKeys] = {}
    failures = [failure for result in results for failure in result.failures]
    slugs: dict[str, str] = {}
    short: dict[str, str] = {}
    for document in (document for result in results for document in result.documents):
        name = document.identifier
        short[name] = document_slug(name)
        other = slugs.setdefault(short[name], name)
        if other != name:
            what = f"two documents have the short name {short[name]}."
            raise InputError(what, where=f"{other} and {name}", cure="Rename one of the documents.")
        if name in documents:
            failures.append(Failure(name, f"{name}: another document has this name. Rename one of them."))
            continue
        documents[name] = document
    made = {one.key: one for result in results for one in result.made}
    seen = {r.identifier: (stamps[r.identifier], r.key) for r in results if r.key}
    ordered = dict(sorted(documents.items()))
    return Gathered(ordered, _sorted(failures), made, seen, len(made), short)


def _sorted(failures: Iterable[Failure]) -> tuple[Failure, ...]:
    return tuple(sorted(failures, key=lambda f: (f.identifier, f.reason)))
