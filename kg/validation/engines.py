"""SHACL over a graph: the shapes of the project, the ontology joined in, an engine, and our own look at literals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final, TypeAlias

import pyshacl
import rdflib
from rdflib import Dataset, Graph, Literal, Namespace
from rdflib.term import Node

from kg.errors import KgError
from kg.files import resource
from kg.validation.literals import is_marked, mark
from kg.validation.reports import message_of, read_report, show
from kg.validation.violations import Violation
from kg.vocab import ROOT

__all__ = ["ENGINES", "join", "list_violations", "load_shapes"]

_SHAPE: Final = Namespace(ROOT + "shapes#")
_JOINED: Final = ("agreements.ttl", "schemes.ttl")
_Triple: TypeAlias = tuple[Node, Node, Node]


def list_violations(data: Dataset | Graph, *, engine: str = "pyshacl") -> list[Violation]:
    """Return what breaks the rules in a graph, sorted, each once; the graph is not changed.

    Args:
        data: a dataset, whose graphs are taken together, or one graph. Parse it with `rdflib.NORMALIZE_LITERALS = False`, or let
            `validate_files` read it: rdflib otherwise rewrites some literals that are out of form (`"yes"^^xsd:boolean` to false).
        engine: a name in `ENGINES`.

    Raises:
        KgError: there is no such engine.
    """
    if engine not in ENGINES:
        raise KgError(f"there is no validation engine {engine!r}.", cure=f"Take one of: {', '.join(sorted(ENGINES))}.")
    joined, ill_formed = join(data)
    shapes = load_shapes()
    with _literals_as_written():
        found = read_report(ENGINES[engine](joined, shapes), shapes)
    told = {(one.focus, one.path, one.value) for one in found if one.component == "Datatype"}
    message = message_of(shapes, _SHAPE.Literal)
    for subject, predicate, value in ill_formed:
        place = show(subject), show(predicate), show(value)
        if place not in told:
            found.append(Violation(*place, str(_SHAPE.Literal), "Lexical", "Violation", message))
    return sorted(set(found))


@cache
def load_shapes() -> Graph:
    """Return the shapes of the project. Not to be changed."""
    return Graph().parse(resource("ontology", "shapes.ttl"), format="turtle")


@cache
def _load_ontology() -> tuple[_Triple, ...]:
    graph = Graph()
    for name in _JOINED:
        graph.parse(resource("ontology", name), format="turtle")
    return tuple(graph)


def join(data: Dataset | Graph) -> tuple[Graph, list[_Triple]]:
    """Return what engines get, and the triples whose literal is out of form.

    What engines get is one graph: all graphs of the data, the ontology and the schemes; a literal that is out of form has
    a datatype of no meaning, so that every engine finds the same.
    """
    joined, ill_formed = Graph(), []
    for triple in _load_ontology():
        joined.add(triple)
    for subject, predicate, value in _triples(data):
        known = mark(value) if isinstance(value, Literal) else value
        joined.add((subject, predicate, known))
        if isinstance(known, Literal) and is_marked(known):
            ill_formed.append((subject, predicate, known))
    return joined, ill_formed


def _triples(data: Dataset | Graph) -> Iterator[_Triple]:
    if isinstance(data, Dataset):
        for subject, predicate, value, _ in data.quads():
            yield subject, predicate, value
    else:
        yield from data


@contextmanager
def _literals_as_written() -> Iterator[None]:
    """Keep rdflib from rewriting the literals that an engine copies into its report."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


def _run_pyshacl(data: Graph, shapes: Graph) -> Graph:
    _, report, text = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    if not isinstance(report, Graph):
        raise KgError(f"pySHACL gave up: {text}", cure="Check that ontology/shapes.ttl is the one of the release.")
    return report


ENGINES: Final[dict[str, Callable[[Graph, Graph], Graph]]] = {"pyshacl": _run_pyshacl}
