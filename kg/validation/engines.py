"""SHACL over a graph: the shapes of the project, the ontology joined in, an engine, and our own look at literals."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any, Final, TypeAlias

import pyoxigraph
import pyshacl
import rdflib
from rdflib import BNode, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from kg.errors import KgError
from kg.files import resource
from kg.validation.literals import is_marked, mark, mark_blank
from kg.validation.nodes import read_nodes
from kg.validation.reports import message_of, read_report, show
from kg.validation.setwise import Loaded, Reads, iterate_violations, list_reads, load_triples, local_shapes, names_of, read_shapes
from kg.validation.setwise.shapes import Shape
from kg.validation.violations import Violation
from kg.vocab import ROOT, SH

__all__ = [
    "ENGINES",
    "LARGE",
    "add_ill_formed",
    "choose",
    "join",
    "list_loaded",
    "list_local",
    "list_violations",
    "list_wanted",
    "load_shapes",
    "reads_of_shapes",
    "settle",
]

_SHAPE: Final = Namespace(ROOT + "shapes#")
_SH: Final = Namespace(SH)
_COMPARISONS: Final = (_SH.lessThan, _SH.lessThanOrEquals)
_COMPARING: Final = frozenset({"LessThan", "LessThanOrEquals", "MinInclusive"})
_JOINED: Final = ("agreements.ttl", "schemes.ttl")
ENGINES: Final = ("auto", "pyshacl", "sparql")
LARGE: Final = 20_000  # triples; below, the reference answers within seconds (benchmarks/validation.py, docs/decisions.md)
_Triple: TypeAlias = tuple[Node, Node, Node]


def list_violations(data: Dataset | Graph, *, engine: str = "auto") -> list[Violation]:
    """Return what breaks the rules in a graph, sorted, each once; the graph is not changed.

    Args:
        data: a dataset, whose graphs are taken together, or one graph. Parse it with `rdflib.NORMALIZE_LITERALS = False`, or let
            `validate_files` read it: rdflib otherwise rewrites some literals that are out of form (`"yes"^^xsd:boolean` to false).
        engine: a name in `ENGINES`; `auto` is pySHACL up to `LARGE` triples and one query a constraint beyond.

    Raises:
        KgError: there is no such engine, or it cannot do a construct of the shapes or compare two values.
    """
    if choose(engine, len(data)) == "pyshacl":
        joined, ill_formed = join(data)
        try:
            with _literals_as_written():
                report = _run_pyshacl(joined, load_shapes())
            return settle(report, joined, ill_formed)
        except (TypeError, re.error) as error:  # rdflib orders no day after the year 9999; pySHACL takes a backslash for an escape
            if engine != "auto":
                cure = "Correct them, or validate with --engine sparql."
                raise KgError(f"pySHACL cannot compare or report some values ({error}).", cure=cure) from error
    return list_loaded(load_triples(_triples(data), list_wanted()))


def choose(engine: str, triples: int) -> str:
    """Return the engine that validates a graph of a size: `pyshacl` or `sparql`.

    Args:
        engine: a name in `ENGINES`.
        triples: how many triples there are, or quads.

    Raises:
        KgError: there is no such engine.
    """
    if engine not in ENGINES:
        raise KgError(f"there is no validation engine {engine!r}.", cure=f"Take one of: {', '.join(ENGINES)}.")
    return engine if engine != "auto" else "sparql" if triples > LARGE else "pyshacl"


@cache
def _known() -> dict[Node, Shape]:
    return read_shapes(load_shapes())


@cache
def list_wanted() -> frozenset[str] | None:
    """Return the IRIs of the properties that validation reads; `None`: it may read any."""
    return names_of(reads_of_shapes().values())


@cache
def reads_of_shapes() -> dict[Node, Reads]:
    """Return what each shape of the project that has targets reads. Not to be changed."""
    return list_reads(load_shapes(), _known())


@cache
def list_local() -> frozenset[Node]:
    """Return the shapes that the graph of one document, with the ontology, decides (see `kg.validation.setwise.locality`)."""
    return local_shapes(reads_of_shapes(), join(Graph())[0])


def list_loaded(loaded: Loaded, only: Collection[Node] | None = None) -> list[Violation]:
    """Return what breaks the rules in a loaded graph, sorted, each once.

    Whoever validates bit by bit loads the graphs that changed and asks for `list_local()` there, and for the other shapes once over
    all graphs; the two together are what one run over everything says.

    Args:
        loaded: from `kg.validation.setwise`, without the ontology, which is added here.
        only: the shapes to look at; `None`: all, and the form of literals.

    Raises:
        KgError: a construct of the shapes cannot be compiled.
    """
    loaded.add_nodes(_load_ontology())
    shapes = load_shapes()

    def values(focus: str, name: Node) -> Iterable[Node]:
        return loaded.values(focus, str(name))

    rows = iterate_violations(loaded, shapes, _known(), only)
    found = {one for one in rows if not _compares_apples_with_pears(one, values, shapes)}
    return add_ill_formed(found, loaded.ill_formed if only is None else ())


def settle(report: Graph, joined: Graph, ill_formed: Sequence[_Triple]) -> list[Violation]:
    """Return the violations of an engine's report, with ours, and without those on which engines differ by design.

    Left out are comparisons of values that are not of one datatype: SHACL wants them reported, rdflib orders them all the same.
    No error is lost: every value that a shape compares has a shape that demands its datatype (a test says so).

    Args:
        report: what the engine wrote.
        joined: what it was given, from `join`.
        ill_formed: the triples whose literal is out of form, from `join`.
    """
    shapes = load_shapes()

    def values(focus: str, name: Node) -> Iterable[Node]:
        return joined.objects(BNode(focus[2:]) if focus.startswith("_:") else URIRef(focus), name)

    found = {one for one in read_report(report, shapes) if not _compares_apples_with_pears(one, values, shapes)}
    return add_ill_formed(found, ill_formed)


def add_ill_formed(found: set[Violation], ill_formed: Iterable[_Triple]) -> list[Violation]:
    """Return violations, sorted, with one for each literal that is out of form, unless a shape has told of its datatype."""
    told = {(one.focus, one.path, one.value) for one in found if one.component == "Datatype"}
    message = message_of(load_shapes(), _SHAPE.Literal)
    for triple in ill_formed:
        focus, path, value = map(show, triple)
        if (focus, path, value) not in told:
            found.add(Violation(focus, path, value, str(_SHAPE.Literal), "Lexical", "Violation", message))
    return sorted(found)


def _compares_apples_with_pears(one: Violation, values_at: Callable[[str, Node], Iterable[Node]], shapes: Graph) -> bool:
    if one.component not in _COMPARING:
        return False
    shape = URIRef(one.shape)
    names = [*shapes.objects(shape, _SH.path), *(other for name in _COMPARISONS for other in shapes.objects(shape, name))]
    values = [value for name in names for value in values_at(one.focus, name)]
    datatypes = {value.datatype if isinstance(value, Literal) else None for value in values}
    return len(datatypes | set(shapes.objects(shape, _SH.datatype))) != 1


class _PreparingGraph(Graph):
    """A graph that parses each query once: pySHACL asks the same one for every focus node, and parsing is most of its time."""

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:  # noqa: ANN401 (passed on unread)
        """Answer a query, parsed at most once."""
        prepared = _prepare(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **kwargs)


@lru_cache(maxsize=256)
def _prepare(text: str) -> Query:
    return prepareQuery(text)


@cache
def load_shapes() -> Graph:
    """Return the shapes of the project. Not to be changed."""
    graph = Graph()
    for triple in _read("shapes.ttl"):
        graph.add(triple)
    return graph


def _read(name: str) -> Iterator[_Triple]:
    with resource("ontology", name).open("rb") as file:
        yield from read_nodes(file, pyoxigraph.RdfFormat.TURTLE)


@cache
def _list_compared() -> frozenset[Node]:
    """The properties whose values some shape compares."""
    shapes = load_shapes()
    pairs = [(shape, other) for name in _COMPARISONS for shape, other in shapes.subject_objects(name)]
    return frozenset(node for shape, other in pairs for node in (shapes.value(shape, _SH.path), other) if node is not None)


@cache
def _load_ontology() -> tuple[_Triple, ...]:
    return tuple(dict.fromkeys(triple for name in _JOINED for triple in _read(name)))


def join(data: Dataset | Graph) -> tuple[Graph, list[_Triple]]:
    """Return what engines get, and the triples whose literal is out of form.

    What engines get is one graph: all graphs of the data, the ontology and the schemes; a literal that is out of form has
    a datatype of no meaning, so that every engine finds the same.
    """
    joined, ill_formed, compared = _PreparingGraph(), list[_Triple](), _list_compared()
    for triple in _load_ontology():
        joined.add(triple)
    for subject, predicate, value in _triples(data):
        known = mark(mark_blank(value) if predicate in compared else value)
        joined.add((subject, predicate, known))
        if is_marked(known):
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
