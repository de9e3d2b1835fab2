"""Whether a triplestore answers as the embedded engine does: the named queries, asked of both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

from kg.endpoints import Endpoint
from kg.errors import StoreError
from kg.querying import Query, Table, bind, list_queries, load_query, run_remote

__all__ = ["Comparison", "compare_answers"]

Ask = Callable[[str], Table]
_SOME: Final = 2  # values that are tried of a parameter that must be given
# which column of which query gives the values of such a parameter; days are those on which something was published
_VALUES: Final = {
    "document": ("coverage", "document"),
    "known": ("coverage", "publishedLatest"),
    "name": ("parties", "name"),
    "on": ("coverage", "publishedLatest"),
    "term": ("current-terms", "term"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question with the number of rows here and there. `fault`: in what they differ, or why there is no answer; else empty."""

    query: str
    params: tuple[tuple[str, str], ...]
    here: int
    there: int
    fault: str = ""


def compare_answers(ask: Ask, endpoint: Endpoint, url: str) -> list[Comparison]:
    """Ask all named queries here and at an endpoint, and compare row by row.

    Args:
        ask: answers a query from the embedded engine.
        endpoint: a connection to the store.
        url: where it takes queries.
    """
    return [_compare(query, params, ask, endpoint, url) for query in list_queries() for params in _settings(query, ask)]


def _settings(query: Query, ask: Ask) -> Iterator[dict[str, str]]:
    required = [param.name for param in query.params if param.required]
    for values in product(*(_values(name, ask) for name in required)):
        yield dict(zip(required, values, strict=True))


def _values(name: str, ask: Ask) -> list[str]:
    query, column = _VALUES[name]
    found = sorted({row[column] for row in ask(bind(load_query(query))).texts()} - {""})
    return [*found[:1], *found[-1:]][: min(len(found), _SOME)]


def _compare(query: Query, params: dict[str, str], ask: Ask, endpoint: Endpoint, url: str) -> Comparison:
    text, told = bind(query, params), tuple(params.items())
    here = ask(text)
    try:
        there = run_remote(endpoint, text, url)
    except StoreError as error:
        return Comparison(query.name, told, len(here.rows), 0, error.what)
    fault = "" if here == there else _fault(here, there)
    return Comparison(query.name, told, len(here.rows), len(there.rows), fault)


def _fault(here: Table, there: Table) -> str:
    if here.columns != there.columns:
        return "other columns"
    missing, more = len(set(here.rows) - set(there.rows)), len(set(there.rows) - set(here.rows))
    parts = [f"{missing} rows are missing"] * bool(missing) + [f"{more} rows are more than here"] * bool(more)
    return ", ".join(parts) or "the rows come in another order, or more than once"
