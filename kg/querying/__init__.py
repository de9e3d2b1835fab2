"""Querying: named queries with checked parameters, and one form of answer whichever engine gives it."""

from kg.querying.binding import bind, is_iri, resolve_names
from kg.querying.engines import open_dataset, open_store, run_query
from kg.querying.heads import Parameter, Query, list_queries, load_query, read_query
from kg.querying.keeping import STORE_FOLDER, keep_store
from kg.querying.remote import read_results, run_remote
from kg.querying.tables import TABLE_FORMATS, Cell, Table, format_table

__all__ = [
    "STORE_FOLDER",
    "TABLE_FORMATS",
    "Cell",
    "Parameter",
    "Query",
    "Table",
    "bind",
    "format_table",
    "is_iri",
    "keep_store",
    "list_queries",
    "load_query",
    "open_dataset",
    "open_store",
    "read_query",
    "read_results",
    "resolve_names",
    "run_query",
    "run_remote",
]
