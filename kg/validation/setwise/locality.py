"""Which properties a shape reads, and so which graphs are enough to decide it.

Decided from the shapes and the ontology alone. A shape is *local to documents* when every property that its targets, paths and
SPARQL constraints read is one that the ontology places in document graphs and nowhere else (`dcterms:isPartOf graphs:document`,
`rdf:type` and `rdfs:subClassOf` aside, if every class that it names is placed there too; properties of other vocabularies that a
shape of selectors reads go with the class that is its target). Such a shape says the same of a document graph, with the ontology,
as of the whole collection, provided that no node is described in two document graphs, as is so for the IRIs that a build mints.
Every other shape needs the union of the graphs of all dealings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import DCTERMS, RDF, RDFS, SH, Graph, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node, Variable

from kg.validation.setwise.shapes import Shape, references
from kg.validation.setwise.sparql import prefixes_of
from kg.vocab import OA, ROOT

__all__ = ["Reads", "list_reads", "local_shapes", "names_of"]

_DOCUMENT: Final = URIRef(ROOT + "graphs#document")
_ALWAYS: Final = frozenset({str(RDF.type), str(RDFS.subClassOf)})
_IRI: Final = re.compile(r"<([^<>\s]+)>")


@dataclass(frozen=True, slots=True)
class Reads:
    """What a shape reads.

    Attributes:
        names: IRIs of properties.
        everything: whether it may read properties that it does not name (a closed shape, a free variable in SPARQL).
        classes: the classes that it looks for.
    """

    names: frozenset[str]
    everything: bool
    classes: frozenset[Node]

    def __or__(self, other: Reads) -> Reads:
        return Reads(self.names | other.names, self.everything or other.everything, self.classes | other.classes)


def list_reads(shapes: Graph, known: dict[Node, Shape]) -> dict[Node, Reads]:
    """Return what each shape with targets reads, itself and through the shapes that it refers to."""
    return {shape.node: _reads(shapes, known, shape) for shape in known.values() if shape.active and shape.targets}


def _reads(shapes: Graph, known: dict[Node, Shape], shape: Shape) -> Reads:
    names = set(_ALWAYS) | (set(shape.path.names) if shape.path else set())
    for name in ("equals", "disjoint", "lessThan", "lessThanOrEquals"):
        names |= {str(value) for value in shape.all(name)}
    names |= {str(value) for kind, value in shape.targets if kind in {SH.targetSubjectsOf, SH.targetObjectsOf}}
    classes = {*shape.all("class"), *(value for kind, value in shape.targets if kind == SH.targetClass)}
    found = Reads(frozenset(names), bool(shape.all("closed")), frozenset(classes))
    for constraint in shape.all("sparql"):
        found |= _reads_of_query(shapes, constraint, shape)
    for node in references(shapes, shape):
        found |= _reads(shapes, known, known[node])
    return found


def _reads_of_query(shapes: Graph, constraint: Node, shape: Shape) -> Reads:
    """Every IRI of a query counts as read; a property that is a variable counts as anything unless it is tied to a list."""
    text = str(shapes.value(constraint, SH.select) or "").replace("$PATH", shape.path.text if shape.path else "$PATH")
    algebra = prepareQuery(prefixes_of(shapes, constraint) + text).algebra
    free = {name for name in _predicates(algebra) if isinstance(name, Variable)}
    tied = {name for name in free if re.search(rf"[?$]{name}\s+IN\s*\(", text)}
    return Reads(frozenset(str(node) for node in _nodes(algebra) if isinstance(node, URIRef)), free != tied, frozenset())


def _predicates(part: object) -> Iterator[object]:
    if isinstance(part, CompValue):
        triples = part.get("triples") or []  # translated: triples; inside EXISTS: their nodes in a row
        yield from triples[1::3] if triples and isinstance(triples[0], Node) else [name for one in triples for name in one[1::3]]
        for value in part.values():
            yield from _predicates(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _predicates(value)


def _nodes(part: object) -> Iterator[object]:
    if isinstance(part, CompValue):
        for value in part.values():
            yield from _nodes(value)
    elif isinstance(part, list | tuple | set):
        for value in part:
            yield from _nodes(value)
    elif (hasattr(part, "args") and hasattr(part, "arg")) or hasattr(part, "path"):
        for value in vars(part).values():
            yield from _nodes(value)
    else:
        yield part


def names_of(reads: Iterable[Reads]) -> frozenset[str] | None:
    """Return the IRIs of the properties that shapes read together; `None`: they may read any."""
    known = list(reads)
    return None if any(one.everything for one in known) else frozenset[str]().union(*(one.names for one in known))


def local_shapes(reads: dict[Node, Reads], ontology: Graph) -> frozenset[Node]:
    """Return the shapes that a document graph alone decides.

    Args:
        reads: from `list_reads`.
        ontology: which graph each class and property stands in.
    """

    def here(name: Node) -> bool:
        return set(ontology.objects(name, DCTERMS.isPartOf)) == {_DOCUMENT} or str(name).startswith(OA)

    def decided(read: Reads) -> bool:
        return not read.everything and all(here(URIRef(name)) for name in read.names - _ALWAYS) and all(map(here, read.classes))

    return frozenset(node for node, read in reads.items() if decided(read))
