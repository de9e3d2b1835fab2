"""A build folder, read and validated."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import InputError
from kg.validation.batches import list_in_batches
from kg.validation.engines import LARGE, choose, list_violations
from kg.validation.literals import as_written
from kg.validation.quotes import QUOTED, check_quotes
from kg.validation.setwise import load_file, reading
from kg.validation.violations import Violation

__all__ = ["as_node", "read_graph", "validate_files"]

_FORMATS: Final = {
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".rdf": pyoxigraph.RdfFormat.RDF_XML,
}
_FORM: Final = "Give a graph that `kg build` wrote: .nq, .trig, .ttl or .nt."


def validate_files(graph_file: Path, texts_folder: Path | None = None, *, engine: str = "auto") -> list[Violation]:
    """Return what breaks the rules in a built graph, and every quote that does not stand in the captured texts.

    Args:
        graph_file: Turtle, TriG, N-Triples, N-Quads or RDF/XML, known by its ending.
        texts_folder: captured texts, `{slug of the document}.txt`, UTF-8; `None`: quotes are not checked.
        engine: a name in `kg.validation.ENGINES`.

    Raises:
        InputError: the file or the folder cannot be read, or is not what its name says.
        KgError: there is no such engine.
    """
    form = _format_of(graph_file)
    if choose(engine, _count(graph_file, form) if engine == "auto" else 0) == "sparql":
        found, loaded = list_in_batches(graph_file, form)
        if texts_folder is None:
            return found
        known = loaded or load_file(graph_file, form, QUOTED)
        return sorted(found + check_quotes(_read_texts(texts_folder), known.triples))
    graph = read_graph(graph_file)
    found = list_violations(graph, engine="pyshacl")
    return found if texts_folder is None else sorted(found + check_quotes(_read_texts(texts_folder), graph))


def read_graph(path: Path) -> Graph:
    """Return all triples of a file as one graph, every literal as it is written there (but see `kg.validation.literals.mark`).

    Raises:
        InputError: the file cannot be read, its ending is unknown, or it is malformed.
    """
    form = _format_of(path)
    graph = Graph()
    with reading(path, _FORM) as file:
        for quad in pyoxigraph.parse(file, format=form):
            graph.add((as_node(quad.subject), as_node(quad.predicate), as_node(quad.object)))
    return graph


def _format_of(path: Path) -> pyoxigraph.RdfFormat:
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise InputError(f"no RDF format has the ending {path.suffix!r}.", where=str(path), cure=_FORM)
    return form


def _count(path: Path, form: pyoxigraph.RdfFormat) -> int:
    """How many triples a file has, counted no further than the choice of an engine needs."""
    with reading(path, _FORM) as file:
        lines = form in {pyoxigraph.RdfFormat.N_QUADS, pyoxigraph.RdfFormat.N_TRIPLES}
        return sum(1 for _ in islice(file if lines else pyoxigraph.parse(file, format=form), LARGE + 1))


def as_node(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple) -> Node:
    """Return the rdflib node of an Oxigraph term, literals as written.

    Raises:
        ValueError: the term is a triple.
    """
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return BNode(term.value)
    if isinstance(term, pyoxigraph.Literal):
        return Literal(term.value, lang=term.language) if term.language else as_written(term.value, term.datatype.value)
    raise ValueError("a triple term stands where a node is due")


def _read_texts(folder: Path) -> dict[str, str]:
    cure = "Keep the folder of texts beside the graph, or build again."
    if not folder.is_dir():
        raise InputError("is no folder of captured texts.", where=str(folder), cure=cure)
    texts = {}
    for path in sorted(folder.glob("*.txt")):
        try:
            texts[path.stem] = path.read_bytes().decode("utf-8")
        except OSError as error:
            raise InputError(f"cannot be read ({error.strerror or error}).", where=str(path), cure=cure) from error
        except UnicodeDecodeError as error:
            raise InputError(f"is no UTF-8 (byte {error.start}).", where=str(path), cure=cure) from error
    return texts
