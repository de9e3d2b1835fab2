"""Loading: the named graphs of a build into a triplestore, only what changed, every graph counted afterwards.

A manifest graph in the store says which graphs were loaded with which content. Before anything is sent it marks what is about
to change as pending, and at the end it says what is there; so a load that is cut off anywhere is finished by the next one, and
nothing is ever said to be loaded that is not. Removed graphs are dropped last, after their replacements have come.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from kg.endpoints import Endpoint
from kg.loading.graphstore import PENDING, Connection, Entry
from kg.loading.stores import Store, detect_store, find_store, list_stores
from kg.ntriples import base_of, read_graphs
from kg.records import NamedGraph
from kg.vocab import DEFAULT_BASE

__all__ = ["LoadReport", "LoadStep", "Store", "find_store", "list_stores", "load_graphs"]

_Act = Literal["add", "put", "drop", "keep"]
_BATCH: Final = 100  # steps after which graphs are counted
_BATCH_BYTES: Final = 4_000_000  # of N-Triples in one request with many graphs
_ORDER: Final = ("document", "dealing", "derived")  # what is said first, what is computed from it last


@dataclass(frozen=True, slots=True)
class LoadStep:
    """What is done with one graph: `add` a new one, `put` it in place of the old one, `drop` it, or `keep` what is there.

    `size` is in bytes of N-Triples, and `url` is where the request goes.
    """

    act: _Act
    graph: str
    url: str
    triples: int
    size: int


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What was done, or with a dry run would be done, in order; graphs that are kept come last."""

    store: str
    address: str
    dry_run: bool
    steps: tuple[LoadStep, ...]

    def number(self, act: _Act) -> int:
        """Return how many graphs were added, put, dropped or kept."""
        return sum(step.act == act for step in self.steps)

    @property
    def sent(self) -> int:
        """How many graphs went to the store, new ones and changed ones."""
        return self.number("add") + self.number("put")

    @property
    def triples(self) -> int:
        """How many triples the store holds of this build."""
        return sum(step.triples for step in self.steps if step.act != "drop")


def _entry_of(graph: NamedGraph) -> Entry:
    return Entry(f"sha256:{hashlib.sha256(chr(10).join(graph.triples).encode('utf-8')).hexdigest()}", len(graph.triples))


def _place(graph: str) -> tuple[int, str]:
    kinds = [number for number, kind in enumerate(_ORDER) if f"graph/{kind}/" in graph]
    return (kinds[0] if kinds else len(_ORDER), graph)


def _plan(graphs: list[NamedGraph], known: dict[str, Entry], connection: Connection) -> list[LoadStep]:
    """Return the steps that bring a store in line: changed graphs, then those that are gone, then those that may stay."""
    wanted = {graph.iri: _entry_of(graph) for graph in graphs}
    sizes = {graph.iri: sum(len(line.encode("utf-8")) + 1 for line in graph.triples) for graph in graphs}
    held = connection.counts(wanted)  # somebody else may have removed a graph meanwhile
    kept = {name for name, entry in wanted.items() if known.get(name) == entry and held[name] == entry.triples}
    bulk = connection.store.quads_url(connection.endpoint.address)

    def send(name: str) -> LoadStep:
        act: _Act = "add" if bulk and not held[name] else "put"
        return LoadStep(act, name, bulk if act == "add" else connection.url(name), wanted[name].triples, sizes[name])

    steps = [send(name) for name in sorted(wanted.keys() - kept, key=_place)]
    gone = sorted(known.keys() - wanted.keys(), key=_place)
    steps += [LoadStep("drop", name, connection.url(name), known[name].triples, 0) for name in gone]
    return steps + [
        LoadStep("keep", name, connection.url(name), wanted[name].triples, sizes[name]) for name in sorted(kept, key=_place)
    ]


def load_graphs(
    build: Path,
    endpoint: str | Endpoint,
    store: str = "auto",
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> LoadReport:
    """Bring a triplestore in line with a build folder, and return what was done.

    Args:
        build: the folder that `kg build` wrote.
        endpoint: the address of the store, or a connection to it; credentials come from the environment or a netrc file.
        store: the kind of store, or `auto` to tell it by its answer.
        dry_run: ask the store what it holds, and send nothing.
        progress: called now and then with the number of steps done and of all.

    Raises:
        InputError: the folder holds no graph.
        StoreError: the store cannot be reached, refuses, or does not hold what it was sent. What was loaded until then
            stays; the manifest graph says what is not known to be whole, and loading again finishes it.
    """
    graphs = read_graphs(build)
    if isinstance(endpoint, str):
        with Endpoint(endpoint) as opened:
            return load_graphs(build, opened, store, dry_run=dry_run, progress=progress)
    kind = detect_store(endpoint) if store == "auto" else find_store(store)
    connection = Connection(endpoint, kind)
    manifest = f"{base_of(graphs) or DEFAULT_BASE}graph/manifest"
    known = connection.read_manifest(manifest)
    steps = _plan(graphs, known, connection)
    if not dry_run:
        _carry_out(connection, manifest, known, graphs, steps, progress)
    return LoadReport(kind.name, endpoint.address, dry_run, tuple(steps))


def _carry_out(
    connection: Connection,
    manifest: str,
    known: dict[str, Entry],
    graphs: list[NamedGraph],
    steps: list[LoadStep],
    progress: Callable[[int, int], None] | None,
) -> None:
    work = [step for step in steps if step.act != "keep"]
    if not work:
        return
    contents = {graph.iri: graph for graph in graphs}
    connection.write_manifest(manifest, known | {step.graph: Entry(PENDING, step.triples) for step in work})
    done = 0
    for batch in _batches(work):
        _send(connection, batch, contents)
        done += len(batch)
        if progress is not None:
            progress(done, len(work))
    connection.write_manifest(manifest, {graph.iri: _entry_of(graph) for graph in graphs})


def _batches(work: list[LoadStep]) -> Iterator[list[LoadStep]]:
    """Yield steps of one kind that follow each other, as many as are counted together."""
    batch: list[LoadStep] = []
    for step in work:
        full = len(batch) == _BATCH or sum(other.size for other in batch) + step.size > _BATCH_BYTES
        if batch and (full or batch[0].act != step.act):
            yield batch
            batch = []
        batch.append(step)
    if batch:
        yield batch


def _send(connection: Connection, batch: list[LoadStep], contents: dict[str, NamedGraph]) -> None:
    if batch[0].act == "add":
        connection.add(contents[step.graph] for step in batch)
    for step in batch:
        if step.act == "put":
            connection.put(contents[step.graph])
        elif step.act == "drop":
            connection.drop(step.graph)
    connection.check({step.graph: 0 if step.act == "drop" else step.triples for step in batch})
