"""What every engine must answer alike: all named queries with many parameters, and the SPARQL in the documents, over one graph.

The graph holds the seeds as they are built, the data of the query cases, and a few random dealings of a fixed seed, so that open
bounds, cycles and names that are not ASCII are in it.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final

import pyoxigraph
from dealings import dealings
from hypothesis import HealthCheck, Phase, given, seed, settings
from query_cases import FOLDER, load_graphs

from kg.building import build_dealing_graph
from kg.deriving import build_derived_graph, derive
from kg.files import resource
from kg.ntriples import read_graphs, to_quads
from kg.pipeline import build
from kg.querying import Query, Table, bind, list_queries, run_query
from kg.records import Dealing, NamedGraph

__all__ = ["QUERIES", "answers", "list_examples", "list_texts", "world"]

ROOT: Final = Path(__file__).resolve().parents[1]
QUERIES: Final = {query.name: query for query in list_queries()}
_SOME: Final = 6  # values of a parameter that are tried
_DAYS: Final = ("2019-06-01", "2022-01-01", "2026-03-15")
_NAMES: Final = ("müller & söhne", "af", "ash", "licence.md", "nobody")
_WHERE: Final = {  # which columns of which queries the values of a parameter come from
    "party": ["parties.party"],
    "other": ["parties.party"],
    "agreement": ["changes.agreement"],
    "term": ["current-terms.term", "changes.left", "changes.right", "contradictions.left"],
    "document": ["coverage.document"],
    "matter": ["current-terms.matter"],
    "kind": ["notes.kind"],
    "certainty": ["changes.certainty"],
    "operation": ["instructions.operation"],
}
_EXAMPLE: Final = re.compile(r"^```sparql\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _random_dealings(number: int) -> list[Dealing]:
    """The same random dealings on every run."""
    found: list[Dealing] = []

    @seed(5)
    @settings(
        max_examples=3 * number, phases=(Phase.generate,), database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(dealings())
    def take(dealing: Dealing) -> None:
        found.append(dealing)

    take()
    return found[-number:]


@cache
def world() -> tuple[NamedGraph, ...]:
    """The graph that all are asked about."""
    with tempfile.TemporaryDirectory() as folder:
        build([resource("seeds")], folder)
        graphs = [*read_graphs(Path(folder)), *load_graphs(FOLDER / "data.trig"), *load_graphs(FOLDER / "chain.trig")]
    graphs += load_graphs(FOLDER.parent / "shapes" / "conforming.trig")
    for number, dealing in enumerate(_random_dealings(6)):
        base = f"https://example.org/{number}/"
        graphs += [build_dealing_graph(dealing, base), build_derived_graph(dealing, derive(dealing), base)]
    return tuple(graphs)


@cache
def _store() -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load("".join(map(to_quads, world())).encode("utf-8"), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


def _values(name: str) -> list[str]:
    """Some values of a parameter: what the graph holds, and something that it does not hold."""
    if name == "name":
        return list(_NAMES)
    if name in {"on", "known"}:
        return list(_DAYS)
    found = []
    for query, column in (place.split(".") for place in _WHERE[name]):
        there = sorted({row[column] for row in run_query(_store(), bind(QUERIES[query])).texts()})
        found += there[:: max(1, -(-len(there) // _SOME))]
    return [*sorted(set(found)), "https://example.org/nothing"]


def _settings(query: Query) -> Iterator[dict[str, str]]:
    required = [param.name for param in query.params if param.required]
    for values in product(*map(_values, required)):
        yield dict(zip(required, values, strict=True))
    for param in query.params:
        if not param.required:
            yield from ({param.name: value} for value in _values(param.name))


@cache
def list_texts(name: str) -> tuple[str, ...]:
    """A query with each setting of its parameters, as text."""
    return tuple(bind(QUERIES[name], params) for params in _settings(QUERIES[name]))


@cache
def list_examples() -> dict[str, str]:
    """The SPARQL in README and docs, by file and number."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    found = {page.name: _EXAMPLE.findall(page.read_text(encoding="utf-8")) for page in pages if page.is_file()}
    return {f"{name}-{number}": text for name, texts in found.items() for number, text in enumerate(texts, 1)}


@cache
def answers(text: str) -> Table:
    """What the embedded engine answers."""
    return run_query(_store(), text)
