"""The two engines at hand: Oxigraph, embedded, which users get; rdflib, the second opinion."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph

from kg.errors import QueryError
from kg.ntriples import GRAPH_FILE
from kg.querying.keeping import find_kept, load_file
from kg.querying.syntax import Order, check_query, form_of, order_of, without_order
from kg.querying.tables import Cell, Row, Table, normalise, sort_rows
from kg.records import NamedGraph
from kg.vocab import XSD

if TYPE_CHECKING:
    import rdflib as rdf

__all__ = ["TRIPLE", "from_oxigraph", "open_dataset", "open_store", "run_query"]

TRIPLE = ("subject", "predicate", "object")


def open_store(build: Path) -> pyoxigraph.Store:
    """Return the graph of a build folder in an embedded store: the one kept beside it where that is current, else in memory.

    Raises:
        InputError: the folder holds no graph, or the file is no N-Quads.
    """
    kept = find_kept(build)
    if kept is not None:
        return kept
    store = pyoxigraph.Store()
    load_file(store, build / GRAPH_FILE)
    return store


@contextmanager
def _careful_rdflib() -> Iterator[None]:
    """Keep rdflib from fetching graphs over the network, from rewriting literals, and from warning of its own calls."""
    rdflib: Any = import_module("rdflib")
    sparql: Any = import_module("rdflib.plugins.sparql")
    before = sparql.SPARQL_LOAD_GRAPHS, rdflib.NORMALIZE_LITERALS
    sparql.SPARQL_LOAD_GRAPHS, rdflib.NORMALIZE_LITERALS = False, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        sparql.SPARQL_LOAD_GRAPHS, rdflib.NORMALIZE_LITERALS = before


def open_dataset(graphs: Iterable[NamedGraph]) -> rdf.Dataset:
    """Return named graphs as an rdflib dataset; lexical forms stay as they are."""
    with _careful_rdflib():
        rdflib = import_module("rdflib")
        dataset: rdf.Dataset = rdflib.Dataset()
        for graph in graphs:
            text = "".join(f"{line}\n" for line in graph.triples)
            dataset.graph(rdflib.URIRef(graph.iri)).parse(data=text, format="nt")
    return dataset


def run_query(source: pyoxigraph.Store | rdf.Dataset, text: str) -> Table:
    """Return the answer to a query, normalised and sorted as its ORDER BY says.

    Args:
        source: a store, or an rdflib dataset.
        text: a SELECT, ASK or CONSTRUCT query.

    Raises:
        QueryError: the text is no such query, or the engine cannot answer it.
    """
    check_query(text)
    form = form_of(text)
    order = order_of(text) if form == "select" else ()
    columns, rows = _ask_oxigraph(source, text, order) if isinstance(source, pyoxigraph.Store) else _ask_rdflib(source, text)
    return Table(columns, sort_rows(columns, set(rows) if form == "construct" else rows, order), form)


# ------------------------------------------------------------------ Oxigraph
def _ask_oxigraph(store: pyoxigraph.Store, text: str, order: Order | None) -> tuple[tuple[str, ...], list[Row]]:
    """Return what a store answers; in any order where the rows are sorted later, for a store compares them far more slowly."""
    try:
        answer = store.query(without_order(text) if order else text)
        if isinstance(answer, pyoxigraph.QueryBoolean):
            return ("answer",), [_answer(bool(answer))]
        cells = _Cells()
        if isinstance(answer, pyoxigraph.QueryTriples):
            return TRIPLE, [tuple([cells[term] for term in triple]) for triple in answer]
        columns = tuple(variable.value for variable in answer.variables)
        if order and not {name for name, _ in order} <= set(columns):
            return _ask_oxigraph(store, text, None)
        return columns, [tuple([cells[term] for term in row]) for row in answer]
    except (RuntimeError, OSError, ValueError) as error:
        raise QueryError(f"the store cannot answer: {error}.", cure="Make the question simpler.") from error


class _Cells(dict[object, Cell | None]):
    """Terms of Oxigraph as cells in normal form; those of an answer are few, and stand in many rows."""

    def __missing__(self, term: object) -> Cell | None:
        self[term] = found = _clean(from_oxigraph(term))
        return found


def _clean(cell: Cell | None) -> Cell | None:
    return None if cell is None else normalise(cell)


def _answer(value: bool) -> Row:
    return (Cell("literal", "true" if value else "false", f"{XSD}boolean"),)


def from_oxigraph(term: object) -> Cell | None:
    """Return a term of Oxigraph as a cell, as it stands; `None` for none."""
    match term:
        case None:
            return None
        case pyoxigraph.NamedNode():
            return Cell("iri", term.value)
        case pyoxigraph.BlankNode():
            return Cell("bnode", term.value)
        case pyoxigraph.Literal():
            return Cell("literal", term.value, "" if term.language else term.datatype.value, term.language or "")
    raise QueryError("the answer holds a triple in place of a term.", cure="Ask for its parts.")


# ------------------------------------------------------------------ rdflib
def _ask_rdflib(dataset: rdf.Dataset, text: str) -> tuple[tuple[str, ...], list[Row]]:
    with _careful_rdflib():
        answer = dataset.query(text)
        if answer.type == "ASK":
            return ("answer",), [_answer(bool(answer.askAnswer))]
        if answer.type == "CONSTRUCT":
            return TRIPLE, [tuple(_clean(_from_rdflib(term)) for term in triple) for triple in answer.graph or ()]
        columns = tuple(str(variable) for variable in answer.vars or ())
        return columns, [
            tuple(_clean(_from_rdflib(row.get(variable))) for variable in answer.vars or ()) for row in answer.bindings
        ]


def _from_rdflib(term: object) -> Cell | None:
    rdflib = import_module("rdflib")
    match term:
        case None:
            return None
        case rdflib.URIRef():
            return Cell("iri", str(term))
        case rdflib.BNode():
            return Cell("bnode", str(term))
        case rdflib.Literal():
            return Cell("literal", str(term), str(term.datatype or ""), term.language or "")
    raise QueryError(f"the answer holds a {type(term).__name__} in place of a term.", cure="Ask for its parts.")
