"""One store as a loader sees it: put, add, drop and count named graphs, and read what was loaded before.

Graphs are sent as N-Triples bytes with their length, one request a graph: a body in chunks was seen to empty a graph while the
store answered 204, so no answer is believed before the triples are counted. Graphs that the store does not hold yet go many at
once as N-Quads where it takes them in one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph

from kg.endpoints import Endpoint
from kg.errors import StoreError
from kg.loading.stores import Store
from kg.ntriples import integer, string, to_graph, to_quads
from kg.records import NamedGraph
from kg.vocab import DCTERMS

__all__ = ["PENDING", "Connection", "Entry"]

PENDING: Final = "pending"  # state of a graph that is being sent: what it holds is not known
_VOID: Final = "http://rdfs.org/ns/void#"
_RESULTS: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples"
_QUADS: Final = "application/n-quads"
_COUNTED: Final = 200  # graphs that one question names; stores fail on VALUES of some thousands


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of a graph: `sha256:` and the digest of its triples, or `PENDING`, and their number."""

    state: str
    triples: int


def _ask(name: str, *graphs: str) -> str:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return text.replace("<urn:x-graph>", " ".join(str(pyoxigraph.NamedNode(graph)) for graph in graphs))


@dataclass(frozen=True, slots=True)
class Connection:
    """A store at an address."""

    endpoint: Endpoint
    store: Store

    def url(self, graph: str) -> str:
        """Return where a graph lies."""
        return self.store.graph_url(self.endpoint.address, graph)

    def put(self, graph: NamedGraph) -> None:
        """Replace a graph as a whole. What the store answers proves nothing: `check` counts.

        Raises:
            StoreError: the store refuses.
        """
        body = "".join(f"{line}\n" for line in graph.triples).encode("utf-8")
        self.endpoint.send("PUT", self.url(graph.iri), headers={"Content-Type": self.store.content}, content=body)

    def add(self, graphs: Iterable[NamedGraph]) -> None:
        """Add graphs that the store does not hold, in one transaction; for stores that take N-Quads.

        Raises:
            StoreError: the store refuses.
        """
        body = "".join(map(to_quads, graphs)).encode("utf-8")
        url = self.store.quads_url(self.endpoint.address)
        self.endpoint.send("POST", url, headers={"Content-Type": _QUADS}, content=body)

    def drop(self, graph: str) -> None:
        """Remove a graph; one that is not there is removed already.

        Raises:
            StoreError: the store refuses.
        """
        self.endpoint.send("DELETE", self.url(graph), allowed=(404,))

    def check(self, wanted: Mapping[str, int]) -> None:
        """Count the triples of graphs.

        Args:
            wanted: how many triples each graph must hold; none of a graph that was removed.

        Raises:
            StoreError: the store holds another number, whatever it answered before.
        """
        held = self.counts(wanted)
        for graph, triples in wanted.items():
            if held[graph] != triples:
                what = f"all was answered well, but the store holds {held[graph]} of {triples} triples of {graph}."
                cure = "Is the store read-only, full, or behind a proxy that changes requests? Does somebody else write to it?"
                raise StoreError(what, where=self.endpoint.address, cure=cure)

    def counts(self, graphs: Iterable[str]) -> dict[str, int]:
        """Return how many triples the store holds in each of some graphs."""
        names = list(graphs)
        if self.store.count == "get":
            return {graph: len(self._read(graph)) for graph in names}
        found: dict[str, int] = {}
        for start in range(0, len(names), _COUNTED):
            rows = self._select(_ask("counts.rq", *names[start : start + _COUNTED]))
            found |= {row["graph"]: int(row.get("triples", "0")) for row in rows if "graph" in row}
        return {graph: found.get(graph, 0) for graph in names}

    def read_manifest(self, name: str) -> dict[str, Entry]:
        """Return what the manifest graph says was loaded, by graph; nothing where there is none."""
        if self.store.count == "get":
            return _from_triples(self._read(name))
        rows = self._select(_ask("manifest.rq", name))
        try:
            return {row["graph"]: Entry(row["state"], int(row["triples"])) for row in rows}
        except (KeyError, ValueError) as error:
            raise StoreError("its manifest graph is damaged.", where=name, cure="Remove that graph and load again.") from error

    def write_manifest(self, name: str, entries: Mapping[str, Entry]) -> None:
        """Replace the manifest graph, and count it."""
        lines = [f"<{graph}> <{DCTERMS}identifier> {string(entry.state)} ." for graph, entry in entries.items()]
        lines += [f"<{graph}> <{_VOID}triples> {integer(entry.triples)} ." for graph, entry in entries.items()]
        self.put(to_graph(name, lines))
        self.check({name: len(lines)})

    def _read(self, graph: str) -> set[pyoxigraph.Triple]:
        response = self.endpoint.send("GET", self.url(graph), headers={"Accept": _TRIPLES}, allowed=(404,))
        if response.status_code == 404:
            return set()
        try:
            return {quad.triple for quad in pyoxigraph.parse(response.content, format=pyoxigraph.RdfFormat.N_TRIPLES)}
        except SyntaxError as error:
            cure = "Is this the address of a Graph Store?"
            raise StoreError(f"a graph came back as no N-Triples ({error.msg}).", where=self.url(graph), cure=cure) from error

    def _select(self, text: str) -> Sequence[dict[str, str]]:
        url = self.store.query_url(self.endpoint.address)
        response = self.endpoint.send("POST", url, headers={"Accept": _RESULTS}, form={"query": text})
        if cut := response.headers.get("x-sparql-maxrows"):
            raise StoreError(f"an answer was cut at {cut} rows.", where=url, cure="Raise the store's limit (ResultSetMaxRows).")
        try:
            bindings = json.loads(response.content)["results"]["bindings"]
            return [{name: str(term["value"]) for name, term in binding.items()} for binding in bindings]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            cure = f"Check the address and the kind of store; for {self.store.name} it looks like {self.store.address}."
            raise StoreError("the answer is no SPARQL JSON results.", where=url, cure=cure) from error


def _from_triples(triples: Iterable[pyoxigraph.Triple]) -> dict[str, Entry]:
    states, numbers = dict[str, str](), dict[str, int]()
    for triple in triples:
        if isinstance(triple.subject, pyoxigraph.NamedNode) and isinstance(triple.object, pyoxigraph.Literal):
            name, value = triple.subject.value, triple.object.value
            if triple.predicate.value == f"{DCTERMS}identifier":
                states[name] = value
            elif value.isdecimal():
                numbers[name] = int(value)
    return {name: Entry(state, numbers.get(name, 0)) for name, state in states.items()}
