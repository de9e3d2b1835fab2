"""The same questions over HTTP: POST form, JSON results, normalised; an answer that was cut is an error."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Final

import pyoxigraph

from kg.errors import StoreError
from kg.querying.engines import TRIPLE, from_oxigraph
from kg.querying.syntax import check_query, counting, form_of, order_of
from kg.querying.tables import Cell, Row, Table, normalise, sort_rows
from kg.vocab import XSD

if TYPE_CHECKING:
    from kg.endpoints import Endpoint

__all__ = ["read_results", "run_remote"]

_JSON: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples"
_KINDS: Final = {"uri": "iri", "literal": "literal", "typed-literal": "literal", "bnode": "bnode"}
_ROUND: Final = 100  # limits are multiples of it
_CURE: Final = "Is this the address of a SPARQL query endpoint?"


def run_remote(endpoint: str | Endpoint, text: str, url: str = "") -> Table:
    """Return the answer of a SPARQL endpoint to a query, normalised and sorted as its ORDER BY says.

    An answer that was cut is an error: Virtuoso says so in a header, others say nothing. So where as many rows came as limits
    are made of (a round number), the store is asked how many there are.

    Args:
        endpoint: the address of the query endpoint itself, or a connection to the store.
        text: a SELECT, ASK or CONSTRUCT query.
        url: where queries are asked, where that is not the address of the connection.

    Raises:
        QueryError: the text is no such query.
        StoreError: the endpoint cannot be reached, refuses, cuts the answer, or answers something else.
    """
    if isinstance(endpoint, str):
        opened: Endpoint = import_module("kg.endpoints").Endpoint(endpoint)
        with opened:
            return run_remote(opened, text)
    url = url or endpoint.address
    check_query(text, url)
    table = _ask(endpoint, text, url)
    if table.form == "select" and len(table.rows) % _ROUND == 0 and table.rows:
        _count_again(endpoint, text, url, table)
    return table


def _count_again(endpoint: Endpoint, text: str, url: str, table: Table) -> None:
    question = counting(text)
    if question is None:
        return
    answer = _ask(endpoint, question, url)
    number = answer.texts()[0].get("rows", "") if answer.rows else ""
    if number.isdecimal() and int(number) > len(table.rows):
        what = f"the answer was cut: {len(table.rows)} of {number} rows came."
        raise StoreError(what, where=url, cure="Raise the store's limit on rows, or ask for less.")


def _ask(endpoint: Endpoint, text: str, url: str) -> Table:
    form = form_of(text)
    headers = {"Accept": _TRIPLES if form == "construct" else _JSON}
    response = endpoint.send("POST", url, headers=headers, form={"query": text})
    if cut := response.headers.get("x-sparql-maxrows"):
        what = f"the answer was cut at {cut} rows."
        raise StoreError(what, where=url, cure="Raise the store's limit (ResultSetMaxRows), or ask for less.")
    if form == "construct":
        return Table(TRIPLE, sort_rows(TRIPLE, _read_triples(response.content, url), ()), form)
    columns, rows = read_results(response.content, url)
    clean = [tuple(normalise(cell) if cell else None for cell in row) for row in rows]
    if form == "ask":
        return Table(("answer",), _read_answer(clean, url), form)
    return Table(columns, sort_rows(columns, clean, order_of(text)), form)


def _read_triples(content: bytes, where: str) -> list[Row]:
    try:
        triples = list(pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.N_TRIPLES))
    except SyntaxError as error:
        raise StoreError(f"the answer is no N-Triples ({error.msg}).", where=where, cure=_CURE) from error
    terms = ((from_oxigraph(quad.subject), from_oxigraph(quad.predicate), from_oxigraph(quad.object)) for quad in triples)
    return sorted({tuple(normalise(cell) if cell else None for cell in row) for row in terms}, key=str)


def _read_answer(rows: list[Row], where: str) -> tuple[Row, ...]:
    cell = rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else None
    if cell is None or cell.text not in {"true", "false", "1", "0"}:
        raise StoreError("the answer to a yes-or-no question is neither.", where=where, cure=_CURE)
    return ((Cell("literal", {"1": "true", "0": "false"}.get(cell.text, cell.text), f"{XSD}boolean"),),)


def read_results(content: bytes, where: str = "") -> tuple[tuple[str, ...], list[Row]]:
    """Return the columns and rows of SPARQL 1.1 Query Results JSON, as they stand there.

    Raises:
        StoreError: the content is something else, or only half of it.
    """
    try:
        answer = json.loads(content)
        if "boolean" in answer:
            return ("answer",), [(Cell("literal", "true" if answer["boolean"] else "false", f"{XSD}boolean"),)]
        columns = tuple(str(name) for name in answer["head"]["vars"])
        rows = [tuple(_to_cell(binding.get(name)) for name in columns) for binding in answer["results"]["bindings"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError("the answer is no SPARQL JSON results.", where=where, cure=_CURE) from error
    return columns, rows


def _to_cell(binding: dict[str, str] | None) -> Cell | None:
    if binding is None:
        return None
    kind = _KINDS[binding["type"]]
    return Cell(kind, binding["value"], binding.get("datatype", ""), binding.get("xml:lang", ""))
