"""Parameters become RDF terms in the marked lines of a query, written by an RDF library: never text that is parsed as SPARQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.querying.heads import BIND_LINE, Parameter, Query, load_query
from kg.querying.tables import Table
from kg.vocab import KG, XSD

__all__ = ["bind", "is_iri", "resolve_names"]

_SCHEMES: Final = ("http://", "https://", "urn:", "tag:")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,18}")
_UNSAFE: Final = re.compile(r"\\[uU]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # engines differ on when they read \u in a query
_MOST_NAMED: Final = 10  # candidates that an error lists


def is_iri(value: str) -> bool:
    """Return whether a text is an absolute IRI of a scheme that graphs use.

    >>> is_iri("https://example.org/a"), is_iri("Acme: a name"), is_iri("http://a/> <b")
    (True, False, False)
    """
    try:
        NamedNode(value)
    except ValueError:
        return False
    return value.startswith(_SCHEMES)


def _to_term(param: Parameter, value: str, where: str) -> Literal | NamedNode:
    cure = {
        "iri": "Give an absolute IRI, such as https://example.org/x.",
        "date": "Give a day as YYYY-MM-DD.",
        "integer": "Give a whole number.",
        "name": "Give a name without control characters and \\u escapes.",
        "string": "Leave out control characters and \\u escapes.",
    }[param.type]
    wrong = QueryError(f"parameter {param.name} is no {param.type}: {value[:80]!r}.", where=where, cure=cure)
    try:
        if param.type == "iri" and is_iri(value):
            return NamedNode(value)
        if param.type == "date" and _DAY.fullmatch(value):
            return Literal(date.fromisoformat(value).isoformat(), datatype=NamedNode(f"{XSD}date"))
        if param.type == "integer" and _INTEGER.fullmatch(value):
            return Literal(str(int(value)), datatype=NamedNode(f"{XSD}integer"))
        if param.type in {"string", "name"} and not _UNSAFE.search(value):
            return Literal(value if param.type == "string" else value.strip().lower())
    except ValueError as error:
        raise wrong from error
    raise wrong


def bind(query: Query, params: Mapping[str, str] | None = None) -> str:
    """Return the text of a query with its parameters filled in; the same text runs on any endpoint.

    Args:
        query: a loaded query.
        params: values by name, as a person writes them: an IRI without brackets, a day as `2026-03-15`, a number, a text.

    Raises:
        QueryError: a parameter is unknown or missing, or a value is not of its type.
    """
    given = dict(params or {})
    known = {param.name: param for param in query.params}
    for name in sorted(given.keys() - known.keys()):
        takes = f"It takes: {', '.join(known)}." if known else "It takes none."
        raise QueryError(f"there is no parameter {name!r}.", where=query.name, cure=takes)
    terms: dict[str, str] = {}
    for name, param in known.items():
        value = given.get(name, param.default)
        if value or name in given:
            terms[name] = str(_to_term(param, value, query.name))
        elif param.required:
            raise QueryError(
                f"parameter {name} is missing.", where=query.name, cure=f"Give it: -p {name}=VALUE ({param.what or param.type})."
            )

    def fill(match: re.Match[str]) -> str:
        indent, _, name = match.groups()
        return f"{indent}VALUES ?{name} {{ {terms[name]} }} # @bind {name}" if name in terms else match[0]

    return BIND_LINE.sub(fill, query.text)


def resolve_names(query: Query, params: Mapping[str, str], run: Callable[[str], Table]) -> dict[str, str]:
    """Return the parameters with each name in place of an IRI looked up.

    A name is looked up without regard to case, as the name, other name or former name of a party, the label of an agreement or
    the identifier or title of a document. A parameter that is called like a class (`party`) takes only members of that class.

    Args:
        query: the query that the parameters are for.
        params: values by name.
        run: what answers a query, on whatever store.

    Raises:
        QueryError: nothing or more than one thing bears the name.
    """
    types = {param.name: param.type for param in query.params}
    found: dict[str, str] = {}
    for name, value in params.items():
        bare = value[1:-1] if value.startswith("<") and value.endswith(">") else value
        plain = types.get(name) != "iri" or is_iri(bare)
        found[name] = (bare if types.get(name) == "iri" else value) if plain else _look_up(query.name, name, value, run)
    return found


def _look_up(where: str, name: str, value: str, run: Callable[[str], Table]) -> str:
    table = run(bind(load_query("named"), {"name": value}))
    things = [dict(zip(table.columns, [cell.text if cell else "" for cell in row], strict=True)) for row in table.rows]
    fitting = [thing for thing in things if thing["class"].lower() == f"{KG}{name}".lower()]
    if name in {"party", "agreement", "document", "dealing"}:
        things = fitting
    candidates = sorted({thing["thing"] for thing in things})
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        cure = "Give its IRI, or a name that the query `named` or `parties` lists."
        raise QueryError(f"nothing bears the name {value[:80]!r} that parameter {name} gives.", where=where, cure=cure)
    listed = ", ".join(candidates[:_MOST_NAMED])
    raise QueryError(f"{len(candidates)} things bear the name {value[:80]!r}.", where=where, cure=f"Give one of: {listed}.")
