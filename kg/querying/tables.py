"""Answers: tables of RDF terms that are the same whichever engine gave them, and how they are shown.

Normalised by rule 14 of the portability rules: no `xsd:string`, language tags in small letters, canonical numbers and
booleans, rows in a total order.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

import pyoxigraph

from kg.errors import InputError, QueryError
from kg.ntriples import decimal, text_of
from kg.querying.syntax import Order
from kg.vocab import PREFIXES, XSD

__all__ = ["TABLE_FORMATS", "Cell", "Row", "Table", "format_table", "normalise", "sort_rows"]

TABLE_FORMATS: Final = ("table", "csv", "tsv", "json", "ttl")
_INTEGERS: Final = frozenset(
    XSD + name
    for name in (
        *("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "negativeInteger"),
        *("nonPositiveInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)
_NUMBERS: Final = _INTEGERS | {f"{XSD}decimal", f"{XSD}double", f"{XSD}float"}
_WIDEST: Final = 100  # characters of a cell in a table for people; files hold all


class Cell(NamedTuple):
    """One RDF term: `kind` is `iri`, `literal` or `bnode`; a plain string has neither datatype nor language."""

    kind: str
    text: str
    datatype: str = ""
    language: str = ""

    def n3(self) -> str:
        """Return the term as N-Triples writes it."""
        if self.kind == "iri":
            return f"<{self.text}>"
        if self.kind == "bnode":
            return f"_:{self.text}"
        if self.language:
            return str(pyoxigraph.Literal(self.text, language=self.language))
        return str(pyoxigraph.Literal(self.text, datatype=pyoxigraph.NamedNode(self.datatype or f"{XSD}string")))


Row = tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """An answer. `form` is `select`, `ask` (one cell) or `construct` (columns subject, predicate, object)."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    form: str = "select"

    def texts(self) -> list[dict[str, str]]:
        """Return each row as texts by column; an unbound cell is empty."""
        return [{name: cell.text if cell else "" for name, cell in zip(self.columns, row, strict=True)} for row in self.rows]


# ------------------------------------------------------------------ normal form
def normalise(cell: Cell) -> Cell:
    """Return a term in the form that all engines share.

    >>> normalise(Cell("literal", "1.50", XSD + "decimal")).text
    '1.5'
    >>> normalise(Cell("literal", "x", XSD + "string"))
    Cell(kind='literal', text='x', datatype='', language='')
    """
    if cell.kind != "literal":
        return cell
    if cell.language:
        return Cell("literal", cell.text, "", cell.language.lower())
    datatype = f"{XSD}integer" if cell.datatype in _INTEGERS else cell.datatype
    try:
        return Cell("literal", _canonical(cell.text, datatype), "" if datatype == f"{XSD}string" else datatype)
    except (ValueError, InvalidOperation, InputError):
        return cell  # ill-typed data is shown as it is


def _canonical(text: str, datatype: str) -> str:
    match datatype.removeprefix(XSD):
        case "integer":
            return str(int(text))
        case "decimal":
            return text_of(decimal(Decimal(text))).removesuffix(".0")
        case "double" | "float":
            return repr(float(text))
        case "boolean":
            return {"1": "true", "0": "false"}.get(text, text)
    return text


_Key = tuple[int, Decimal, str, str, str]
_NONE: Final = Decimal(0)


def _key(cell: Cell | None) -> _Key:
    """Return what cells are ordered by: unbound, blank nodes, IRIs, numbers by value, other literals by code points."""
    if cell is None:
        return (0, _NONE, "", "", "")
    if cell.kind != "literal":
        return (1 if cell.kind == "bnode" else 2, _NONE, cell.text, "", "")
    if cell.datatype in _NUMBERS and re.fullmatch(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?", cell.text):
        return (3, Decimal(cell.text), "", cell.datatype, "")
    return (4, _NONE, cell.text, cell.datatype, cell.language)


def sort_rows(columns: Sequence[str], rows: Iterable[Row], order: Order | None) -> tuple[Row, ...]:
    """Return the rows in the order of the query, ties broken by the whole row.

    Args:
        columns: names of the cells.
        rows: normalised rows as the engine gave them.
        order: variables and whether each descends; empty: by the whole row; `None`: leave the engine's order.
    """
    found = list(rows)
    if order is None or any(name not in columns for name, _ in order):
        return tuple(found)
    places = [list(columns).index(name) for name, _ in order]
    keyed = [(tuple([_key(row[place]) for place in places]), row) for row in found]
    for i, (_, descends) in reversed(list(enumerate(order))):
        keyed.sort(key=lambda one: one[0][i], reverse=descends)
    runs = ([row for _, row in run] for _, run in groupby(keyed, key=itemgetter(0)))
    return tuple(row for run in runs for row in (sorted(run, key=_keys) if len(run) > 1 else run))


def _keys(row: Row) -> list[_Key]:
    return [_key(cell) for cell in row]


# ------------------------------------------------------------------ formats
def format_table(table: Table, format: str = "table") -> str:
    """Return an answer as text that ends in a line end.

    Args:
        table: the answer.
        format: `table` for people; `csv` and `tsv` as SPARQL 1.1 defines them; `json` as SPARQL 1.1 Query Results JSON;
            `ttl` for what CONSTRUCT gave.

    Raises:
        QueryError: the format is unknown, or does not fit the form of the query.
    """
    if format not in TABLE_FORMATS:
        raise QueryError(f"there is no format {format!r}.", cure=f"Choose one of {', '.join(TABLE_FORMATS)}.")
    if format == "ttl":
        return _to_ttl(table)
    if format == "json":
        return _to_json(table)
    if format == "csv":
        return _to_csv(table)
    if format == "tsv":
        return _to_tsv(table)
    return _to_text(table)


def _to_ttl(table: Table) -> str:
    if table.form != "construct":
        raise QueryError("ttl is for what CONSTRUCT gives.", cure="Choose table, csv, tsv or json.")
    lines = sorted({" ".join(cell.n3() for cell in row if cell) + " ." for row in table.rows})
    return "".join(f"{line}\n" for line in lines)  # N-Triples is Turtle


def _to_json(table: Table) -> str:
    if table.form == "ask":
        (((answer,),),) = (table.rows,)
        return json.dumps({"head": {}, "boolean": answer is not None and answer.text == "true"}) + "\n"
    bindings = [{name: _to_binding(cell) for name, cell in zip(table.columns, row, strict=True) if cell} for row in table.rows]
    found = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _to_binding(cell: Cell) -> dict[str, str]:
    binding = {"type": {"iri": "uri"}.get(cell.kind, cell.kind), "value": cell.text}
    if cell.datatype:
        binding["datatype"] = cell.datatype
    if cell.language:
        binding["xml:lang"] = cell.language
    return binding


def _to_csv(table: Table) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer)  # CRLF, as RFC 4180 and SPARQL have it
    writer.writerow(table.columns)
    writer.writerows([cell.text if cell else "" for cell in row] for row in table.rows)
    return buffer.getvalue()


def _to_tsv(table: Table) -> str:
    lines = ["\t".join(f"?{name}" for name in table.columns)]
    lines += ["\t".join(cell.n3().replace("\t", "\\t") if cell else "" for cell in row) for row in table.rows]
    return "".join(f"{line}\n" for line in lines)


def _shorten(cell: Cell | None) -> str:
    if cell is None:
        return ""
    text = " ".join(cell.text.split())
    if cell.kind == "iri":
        text = next((f"{name}:{text[len(start) :]}" for name, start in PREFIXES.items() if text.startswith(start)), text)
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in text)  # a terminal obeys what is not printable
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _to_text(table: Table) -> str:
    cells = [[_shorten(cell) for cell in row] for row in table.rows]
    widths = [max(map(len, column)) for column in zip(table.columns, *cells, strict=True)]
    lines = [table.columns, ["-" * width for width in widths], *cells]
    body = "".join("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines)
    return body if table.rows else f"{body}(no rows)\n"
