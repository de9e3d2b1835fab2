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
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rdflib import DCTERMS, RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from kg.validation.setwise.nesting import list_patterns
from kg.validation.setwise.shapes import Shape, references
from kg.validation.setwise.sparql import body_of, list_prefixes
from kg.vocab import OA, ROOT

__all__ = ["Reads", "list_reads", "local_shapes", "names_of"]

_DOCUMENT: Final = URIRef(ROOT + "graphs#document")
_ALWAYS: Final = frozenset({str(RDF.type), str(RDFS.subClassOf)})
_IRI: Final = re.compile(r"<([^<>\s]+)>")
_STRING: Final = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
_SHORT: Final = re.compile(r"([\w-]*):([\w.:%-]+)")  # a name with a prefix


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
    """Every IRI of a query counts as read; a property that is a variable counts as anything unless it is tied to a list.

    So does a query that holds more than patterns, filters and (NOT) EXISTS: too much read costs time, too little a verdict.
    """
    text = str(shapes.value(constraint, SH.select) or "").replace("$PATH", shape.path.text if shape.path else "$PATH")
    prefixes, body = list_prefixes(shapes, constraint), body_of(text)
    patterns = None if body is None else list_patterns(body)
    bare = _STRING.sub(" ", text)
    short = [match.groups() for match in _SHORT.finditer(_IRI.sub(" ", bare))]
    if patterns is None or "\\" in bare or any(prefix not in prefixes for prefix, _ in short):
        return Reads(frozenset(), True, frozenset())
    names = {*_IRI.findall(bare), *(prefixes[prefix] + name.rstrip(".") for prefix, name in short)}
    free = {name[1:] for _, name, _ in patterns if name[0] in "?$"}
    return Reads(frozenset(names), any(not re.search(rf"[?$]{name}\s+IN\s*\(", text) for name in free), frozenset())


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
