"""What a shapes file says, read once: targets, paths, constraints, what refers to what.

SHACL: https://www.w3.org/TR/shacl/. Whatever of its namespace is not known here is an error with the name of the shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.errors import KgError
from kg.validation.setwise.terms import text_of

__all__ = ["Path", "Shape", "cannot", "items", "read_path", "read_shapes", "references"]

# parameters that constrain, or that go with one that does; the rest says what a shape is, not what it demands
_CONSTRAINING: Final = (
    "class datatype nodeKind minCount maxCount minInclusive minExclusive maxInclusive maxExclusive minLength maxLength pattern "
    "languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone node property qualifiedValueShape "
    "qualifiedMinCount qualifiedMaxCount closed hasValue in sparql"
)
_BESIDE: Final = (
    "path targetClass targetNode targetSubjectsOf targetObjectsOf severity message deactivated name description order group "
    "defaultValue flags ignoredProperties qualifiedValueShapesDisjoint"
)
_KNOWN: Final = frozenset(SH[name] for name in re.findall(r"\w+", f"{_CONSTRAINING} {_BESIDE}"))
_REPEATS: Final[dict[Node, str]] = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}
_TARGETS: Final = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


@dataclass(frozen=True, slots=True)
class Path:
    """A property path.

    Attributes:
        text: as SPARQL has it, with brackets around what is more than a property.
        shown: as a report shows it.
        names: the properties in it.
    """

    text: str
    shown: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of the file.

    Attributes:
        node: its name.
        path: of a property shape; `None`: a node shape.
        severity: local name of its severity.
        active: whether it is not deactivated.
        values: the values of each parameter, in a fixed order.
        targets: pairs of a target property of SHACL and its value.
    """

    node: Node
    path: Path | None
    severity: str
    active: bool
    values: dict[Node, tuple[Node, ...]]
    targets: tuple[tuple[Node, Node], ...]

    def all(self, name: str) -> tuple[Node, ...]:
        """The values of a parameter, by its local name."""
        return self.values.get(SH[name], ())


def cannot(shape: Node, construct: str) -> KgError:
    """The error for a construct that cannot be compiled."""
    cure = "Validate with --engine pyshacl, or say it in another way in the shapes."
    return KgError(f"the set-wise engine cannot compile {construct}.", where=str(shape), cure=cure)


def items(graph: Graph, head: Node) -> list[Node]:
    """The members of an RDF list."""
    return list(Collection(graph, head))


def read_shapes(graph: Graph) -> dict[Node, Shape]:
    """Return all shapes of a file by their names, those that others refer to included.

    Raises:
        KgError: a shape or path has a construct that cannot be compiled, or refers to itself.
    """
    for component in graph.subjects(RDF.type, SH.ConstraintComponent):
        raise cannot(component, "a constraint component of the shapes file itself")
    found: dict[Node, Shape] = {}
    todo = sorted({node for kind in (SH.NodeShape, SH.PropertyShape) for node in graph.subjects(RDF.type, kind)}, key=str)
    todo += sorted({node for name in _TARGETS for node in graph.subjects(name)} - set(todo), key=str)
    while todo:
        node = todo.pop()
        if node not in found:
            found[node] = _read(graph, node)
            todo.extend(references(graph, found[node]))
    for shape in found.values():
        _check_recursion(graph, found, shape.node, ())
    return dict(sorted(found.items(), key=lambda pair: str(pair[0])))


def references(graph: Graph, shape: Shape) -> Iterator[Node]:
    """The shapes that a shape refers to."""
    for name in ("property", "node", "not", "qualifiedValueShape"):
        yield from shape.all(name)
    for name in ("and", "or", "xone"):
        for head in shape.all(name):
            yield from items(graph, head)


def _check_recursion(graph: Graph, shapes: dict[Node, Shape], node: Node, above: tuple[Node, ...]) -> None:
    if node in above:
        raise cannot(node, "a shape that refers to itself")
    for other in references(graph, shapes[node]):
        _check_recursion(graph, shapes, other, (*above, node))


def _read(graph: Graph, node: Node) -> Shape:
    values: dict[Node, tuple[Node, ...]] = {}
    if (node, None, None) not in graph:
        raise cannot(node, "a reference to a shape that is not there")
    for name in sorted(set(graph.predicates(node)), key=str):
        if name in _KNOWN:
            values[name] = tuple(sorted(graph.objects(node, name), key=lambda value: (str(value), repr(value))))
        elif str(name).startswith(str(SH)):
            raise cannot(node, f"sh:{str(name).rpartition('#')[2]}")
    paths = values.get(SH.path, ())
    return Shape(
        node=node,
        path=read_path(graph, node, paths[0]) if paths else None,
        severity=str(values.get(SH.severity, (SH.Violation,))[0]).rpartition("#")[2],
        active=not any(_true(value) for value in values.get(SH.deactivated, ())),
        values=values,
        targets=tuple(_targets(graph, node, values)),
    )


def _true(value: Node) -> bool:
    return isinstance(value, Literal) and value.toPython() is True


def _targets(graph: Graph, node: Node, values: dict[Node, tuple[Node, ...]]) -> Iterator[tuple[Node, Node]]:
    classes = {RDFS.Class, *graph.transitive_subjects(RDFS.subClassOf, RDFS.Class)}
    if classes & set(graph.objects(node, RDF.type)):
        yield SH.targetClass, node
    for name in _TARGETS:
        for value in values.get(name, ()):
            yield name, value


# ------------------------------------------------------------------ paths
def read_path(graph: Graph, shape: Node, node: Node) -> Path:
    """Return a path.

    Raises:
        KgError: it is none that SHACL knows.
    """
    if isinstance(node, URIRef) and node != RDF.nil:
        return Path(f"<{node}>", str(node), frozenset({str(node)}))
    text, names = _step(graph, shape, node)
    return Path(f"({text})", text, names)


def _step(graph: Graph, shape: Node, node: Node) -> tuple[str, frozenset[str]]:
    if isinstance(node, URIRef) and node != RDF.nil:
        return text_of(node), frozenset({str(node)})
    if (node, RDF.first, None) in graph:
        return _joined(graph, shape, items(graph, node), "/")
    for name, value in sorted(graph.predicate_objects(node)):
        if name == SH.inversePath:
            text, names = _step(graph, shape, value)
            return f"^{text}" if isinstance(value, URIRef) else f"^({text})", names
        if name == SH.alternativePath:
            text, names = _joined(graph, shape, items(graph, value), "|")
            return f"({text})", names
        if name in _REPEATS:
            text, names = _step(graph, shape, value)
            return f"({text}){_REPEATS[name]}", names
    raise cannot(shape, "a path that is neither a property nor one of the six kinds of SHACL")


def _joined(graph: Graph, shape: Node, nodes: Iterable[Node], sign: str) -> tuple[str, frozenset[str]]:
    steps = [_step(graph, shape, node) for node in nodes]
    if len(steps) < 2:
        raise cannot(shape, "a path with fewer than two members")
    return sign.join(text for text, _ in steps), frozenset[str]().union(*(names for _, names in steps))
