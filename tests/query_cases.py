"""The query cases of `tests/queries/manifest.ttl`, read and asked.

`python tests/query_cases.py NAME …` prints what Oxigraph answers to a case; read it before you make it the expected answer.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph
import rdflib
from rdflib import RDF, Graph, Namespace

from kg.ntriples import to_graph
from kg.querying import Query, Table, bind, format_table, load_query, open_dataset, read_results, resolve_names, run_query
from kg.querying.tables import normalise, sort_rows
from kg.records import NamedGraph

FOLDER = Path(__file__).resolve().parent / "queries"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
KGT = Namespace("https://w3id.org/agreement-kg/test#")


@dataclass(frozen=True)
class Case:
    """One question to some data with the answer that must come."""

    name: str
    query: Path
    data: Path
    params: tuple[tuple[str, str], ...]
    result: Path

    def load(self) -> Query:
        """The query, by its path."""
        return load_query(self.query)

    def text(self) -> str:
        """The text to ask, names of parties looked up and parameters filled in."""
        query, store = self.load(), load_store(self.data)
        return bind(query, resolve_names(query, dict(self.params), lambda text: run_query(store, text)))

    def expected(self) -> Table:
        """The expected answer, normalised; a test compares it with the answers row by row."""
        columns, rows = read_results(self.result.read_bytes(), str(self.result))
        return Table(columns, sort_rows(columns, [tuple(normalise(cell) if cell else None for cell in row) for row in rows], None))


def read_cases() -> list[Case]:
    """All cases of the manifest, by name."""
    path = FOLDER / "manifest.ttl"
    graph = Graph().parse(path, format="turtle", publicID=path.as_uri())

    def file(node: rdflib.term.Node | None) -> Path:
        return Path(unquote(urlsplit(str(node)).path)).resolve()

    cases = []
    for case in graph.subjects(RDF.type, MF.QueryEvaluationTest):
        action = graph.value(case, MF.action)
        assert action is not None
        params = sorted(str(value).partition("=")[::2] for value in graph.objects(action, KGT.param))
        query, data, result = (file(graph.value(*pair)) for pair in ((action, QT.query), (action, QT.data), (case, MF.result)))
        cases.append(Case(str(case).partition("#")[2], query, data, tuple(params), result))
    return sorted(cases, key=lambda case: case.name)


@cache
def load_graphs(path: Path) -> tuple[NamedGraph, ...]:
    """The named graphs of a TriG file."""
    lines: dict[str, list[str]] = {}
    for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TRIG):
        assert isinstance(quad.graph_name, pyoxigraph.NamedNode)
        lines.setdefault(quad.graph_name.value, []).append(f"{quad.triple} .")
    return tuple(to_graph(name, lines[name]) for name in sorted(lines))


@cache
def load_store(path: Path) -> pyoxigraph.Store:
    """The data in Oxigraph."""
    store = pyoxigraph.Store()
    store.bulk_load(path=path, format=pyoxigraph.RdfFormat.TRIG)
    return store


@cache
def load_dataset(path: Path) -> rdflib.Dataset:
    """The data in rdflib."""
    return open_dataset(load_graphs(path))


if __name__ == "__main__":
    for shown in read_cases():
        if shown.name in sys.argv[1:]:
            sys.stdout.write(format_table(run_query(load_store(shown.data), shown.text()), "json"))
