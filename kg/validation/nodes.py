"""RDF as Oxigraph parses it, in the nodes of rdflib, literals as they are written. Ten times faster than the parser of rdflib."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pyoxigraph
from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from kg.validation.literals import as_written

__all__ = ["as_node", "read_nodes"]


def as_node(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple) -> Node:
    """Return the rdflib node of an Oxigraph term, a literal as it is written.

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


def read_nodes(file: BinaryIO, form: pyoxigraph.RdfFormat) -> Iterator[tuple[Node, Node, Node]]:
    """Yield the triples of a file, of all its graphs.

    Args:
        file: open for reading.
        form: its format.

    Raises:
        SyntaxError: the file is malformed.
        ValueError: there is a triple term in it.
    """
    for quad in pyoxigraph.parse(file, format=form):
        yield as_node(quad.subject), as_node(quad.predicate), as_node(quad.object)
