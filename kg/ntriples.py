"""RDF terms as N-Triples text, for whoever writes named graphs: escaped, canonical, without an RDF library in between.

Terms come back ready to be put into a line: `f"{subject} {predicate} {object} ."`. Blank nodes have no function here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from pyoxigraph import NamedNode

from kg.errors import InputError
from kg.records import DateBounds, NamedGraph
from kg.vocab import KG, XSD

__all__ = [
    "GRAPH_FILE",
    "base_of",
    "boolean",
    "check_base",
    "day",
    "decimal",
    "describe_bounds",
    "integer",
    "merge_graphs",
    "node",
    "read_graphs",
    "scope_id",
    "string",
    "text_of",
    "to_graph",
    "to_quads",
]

GRAPH_FILE: Final = "graph.nq"  # in a build folder: all that was built, graph by graph

_SPECIAL: Final = re.compile('[\x00-\x1f"\\\\\x7f\ud800-\udfff]')
_HALF: Final = re.compile("[\ud800-\udfff]")
_PLAIN_SEGMENT: Final = re.compile(r"[A-Za-z0-9_~!$&'()*+,;=:@-][A-Za-z0-9._~!$&'()*+,;=:@-]*")
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_KEPT: Final = "!$&'()+*,;=:@"
_SCHEMES: Final = frozenset({"http", "https", "urn", "tag"})
_IRI: Final = r"<[^<>\"{}|^`\\\x00-\x20]+>"
_QUAD: Final = re.compile(rf'({_IRI} {_IRI} (?:{_IRI}|"(?:[^"\\]|\\.)*"(?:\^\^{_IRI}|@[A-Za-z0-9-]+)?)) ({_IRI}) \.')
_BASE: Final = re.compile(r"(.+?)graph/(?:document|dealing|derived)/")


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


def string(text: str) -> str:
    r"""Return a plain string literal.

    >>> print(string('say "no"\n'))
    "say \"no\"\n"

    Raises:
        InputError: the text holds half of a surrogate pair, which no RDF file can hold.
    """
    if _SPECIAL.search(text) is None:
        return f'"{text}"'
    if half := _HALF.search(text):
        raise InputError(
            f"half a character (U+{ord(half[0]):04X}) stands in a text.",
            where=repr(text[:40]),
            cure="Save the source as valid UTF-8.",
        )
    return f'"{_SPECIAL.sub(_escape, text)}"'


def day(value: date) -> str:
    """Return an `xsd:date` without a time zone.

    >>> day(date(2025, 10, 28))
    '"2025-10-28"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    return f'"{value.year:04}-{value.month:02}-{value.day:02}"^^<{XSD}date>'


def describe_bounds(subject: str, name: str, bounds: DateBounds) -> Iterator[str]:
    """Yield the line of each bound that is known; the property is `name` with `Earliest` or `Latest` after it."""
    if bounds.earliest is not None:
        yield f"{subject} <{KG}{name}Earliest> {day(bounds.earliest)} ."
    if bounds.latest is not None:
        yield f"{subject} <{KG}{name}Latest> {day(bounds.latest)} ."


def integer(value: int) -> str:
    """Return an `xsd:integer`."""
    return f'"{value}"^^<{XSD}integer>'


def boolean(value: bool) -> str:
    """Return an `xsd:boolean` in the long form."""
    return f'"{"true" if value else "false"}"^^<{XSD}boolean>'


def decimal(value: Decimal) -> str:
    """Return an `xsd:decimal` in the canonical form of XSD 1.0: a point, no zero that is not needed.

    >>> decimal(Decimal("2.50E+2"))
    '"250.0"^^<http://www.w3.org/2001/XMLSchema#decimal>'

    Raises:
        InputError: the value is not a number (infinite, NaN).
    """
    if not value.is_finite():
        raise InputError(f"{value} is no decimal number.", cure="Leave the value out.")
    whole, _, part = f"{value:f}".partition(".")
    part = part.rstrip("0") or "0"
    if whole.startswith("-") and not whole.strip("-0") and part == "0":
        whole = "0"
    return f'"{whole}.{part}"^^<{XSD}decimal>'


def check_base(base: str) -> str:
    """Return the base IRI of instances unchanged, once it is known to be usable.

    Raises:
        InputError: it is not absolute, holds characters that no IRI may hold, or does not end in `/`, `#` or `:`.
    """
    cure = "Give an absolute IRI that ends in / or #, such as https://example.org/deals/."
    try:
        NamedNode(base)
        scheme = urlsplit(base).scheme
    except ValueError as error:
        raise InputError(f"is not a base IRI ({error}).", where=base, cure=cure) from error
    if scheme not in _SCHEMES or not base.endswith(("/", "#", ":")) or "?" in base:
        raise InputError("is not a base IRI.", where=base, cure=cure)
    return base


@lru_cache(maxsize=65536)
def _segments(name: str) -> str:
    parts = name.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        raise InputError("an empty or dotted part in a name makes no IRI.", where=repr(name), cure="Make names with kg.names.")
    return "/".join(part if _PLAIN_SEGMENT.fullmatch(part) else quote(part, safe=_KEPT, errors="replace") for part in parts)


def node(base: str, family: str, name: str, tail: str = "") -> str:
    """Return the IRI of an instance as a term; what no IRI may hold in `name` is percent-encoded, `/` is kept.

    Args:
        base: a checked base IRI.
        family: the segment before the name, such as `term` or `graph/document`.
        name: what `kg.names` made, or any other text.
        tail: what follows the name, such as `/quote`.

    >>> node("https://example.org/", "party", "a b")
    '<https://example.org/party/a%20b>'
    """
    return f"<{base}{family}/{_segments(name)}{tail}>"


def scope_id(dealing: str, scope: str) -> str:
    """Return the id of a scope among all dealings: that of its dealing, a point, its own; empty: the general scope.

    >>> scope_id("acme-beta", ""), scope_id("acme-beta", "acme-beta.apis")
    ('acme-beta.general', 'acme-beta.apis')
    """
    name = scope or "general"
    return name if name.startswith(f"{dealing}.") else f"{dealing}.{name}"


def to_graph(name: str, lines: Iterable[str]) -> NamedGraph:
    """Return a named graph of N-Triples lines: sorted, each once.

    Args:
        name: the IRI of the graph as a term or without its brackets.
        lines: N-Triples lines without line ends, in any order.
    """
    return NamedGraph(name.strip("<>"), tuple(sorted(set(lines))))


# ------------------------------------------------------------------ whole graphs
def merge_graphs(graphs: Iterable[NamedGraph]) -> list[NamedGraph]:
    """Return the graphs by name, each name once; graphs that share a name are one."""
    found: dict[str, NamedGraph] = {}
    for graph in graphs:
        known = found.get(graph.iri)
        found[graph.iri] = graph if known is None else to_graph(graph.iri, known.triples + graph.triples)
    return [found[name] for name in sorted(found)]


def to_quads(graph: NamedGraph) -> str:
    """Return a graph as N-Quads text, every line ended."""
    tail = f"<{graph.iri}> .\n"
    return "".join([line[:-1] + tail for line in graph.triples])


def base_of(graphs: Iterable[NamedGraph]) -> str:
    """Return the base IRI that the names of graphs begin with; empty where none has our form."""
    bases = sorted({match[1] for graph in graphs if (match := _BASE.match(graph.iri))})
    return bases[0] if bases else ""


def text_of(term: str) -> str:
    """Return the text of a literal, or the IRI without its brackets.

    >>> text_of('"2"^^<http://www.w3.org/2001/XMLSchema#integer>'), text_of("<urn:a>")
    ('2', 'urn:a')
    """
    if term.startswith("<"):
        return term[1:-1]
    text: str = json.loads(term[: term.rindex('"') + 1])  # the escapes of N-Triples that we write are those of JSON
    return text


def read_graphs(folder: Path) -> list[NamedGraph]:
    """Return the named graphs of a build folder, by name.

    Raises:
        InputError: the folder holds no graph, or the file is not as `kg build` wrote it.
    """
    path = folder / GRAPH_FILE
    cure = "Run `kg build` again."
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror or error}).", where=str(path), cure="Name a folder that `kg build` wrote."
        ) from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8.", where=str(path), cure=cure) from error
    found: dict[str, list[str]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        match = _QUAD.fullmatch(line)
        if match is not None:
            found.setdefault(match[2], []).append(f"{match[1]} .")
        elif line:
            raise InputError("holds a line that is no quad of ours.", where=f"{path}:{number}", cure=cure)
    if text and not text.endswith("\n"):
        raise InputError("was cut: its last line has no end.", where=str(path), cure=cure)
    return [to_graph(name, found[name]) for name in sorted(found)]
