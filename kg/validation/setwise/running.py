"""The shapes of a file, run over a loaded graph: one query a constraint, what shapes say of one another joined in Python.

A shape that another refers to is asked for all values at once (each once), and gives the set of those that fail it. `sh:node`,
`sh:not`, `sh:and`, `sh:or`, `sh:xone` and `sh:qualifiedValueShape` are then operations on sets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeAlias

import pyoxigraph
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import KgError
from kg.validation.reports import message_of, show
from kg.validation.setwise.loading import Loaded
from kg.validation.setwise.queries import Check, compile_checks, values_of
from kg.validation.setwise.shapes import Shape, cannot, items, references
from kg.validation.setwise.sparql import compile_sparql
from kg.validation.setwise.terms import Term, plain, text_of, to_node, to_term
from kg.validation.violations import Violation

__all__ = ["iterate_violations"]

_PATHS: Final[dict[Node, str]] = {SH.targetSubjectsOf: "?this {} ?anything .", SH.targetObjectsOf: "?anything {} ?this ."}
_LISTS: Final = {"and": "And", "or": "Or", "xone": "Xone"}
_PRESENT: Final = pyoxigraph.NamedNode("urn:agreement-kg:present")  # makes a target that no triple names a node of the graph
_THIS: Final = re.compile(r"(?<![^\s{(])\?this\b")  # not within an IRI
_Row: TypeAlias = tuple[Term, Term | None, str, str, Node]  # focus, value, path, component, what it is told of


def iterate_violations(
    loaded: Loaded, shapes: Graph, known: dict[Node, Shape], only: Collection[Node] | None = None
) -> Iterator[Violation]:
    """Yield what breaks the shapes, shape by shape, in no order, each once for each target; memory holds the failures of one shape.

    SPARQL constraints come last: they calculate with values, so they see literals as the store reads them (a value that was written
    in two ways is then one, and reported in the ways in which it was written at its focus).

    Args:
        loaded: the data with the ontology; literals that are held back are given free in the end.
        shapes: the shapes file.
        known: the same, read by `read_shapes`.
        only: the shapes whose targets are looked at; `None`: all.

    Raises:
        KgError: a construct of the shapes cannot be compiled; raised before anything is asked of the data where possible.
    """
    run = _Run(loaded, shapes, known)
    chosen = [shape for shape in known.values() if shape.active and shape.targets and (only is None or shape.node in only)]
    for shape in chosen:
        for source in run.sources(shape):
            run.compile_all(shape, source)
    for by_sparql in (False, True):
        if by_sparql:
            run.free_literals()
        for shape in chosen:
            for source in run.sources(shape):
                yield from run.violations(shape, source, by_sparql)


@dataclass(frozen=True)
class _Run:
    loaded: Loaded
    shapes: Graph
    known: dict[Node, Shape]
    screened: dict[str, bool] = field(default_factory=dict)

    # ------------------------------------------------------------------ targets
    def sources(self, shape: Shape) -> list[str]:
        """Patterns that bind `?this` to the targets of a shape: one a target, since a union is planned badly."""
        found: list[str] = []
        for kind, value in shape.targets:
            if kind == SH.targetClass:
                found += [f"?this <{RDF.type}> {name} ." for name in self.classes(value)]
            elif kind == SH.targetNode:
                self._make_present(value)
                found.append(f"VALUES ?this {{ {text_of(value)} }}")
            else:
                found.append(_PATHS[kind].format(text_of(value)))
        return list(dict.fromkeys(found))

    def _make_present(self, node: Node) -> None:
        term = to_term(node)
        if isinstance(term, pyoxigraph.NamedNode):
            self.loaded.store.add(pyoxigraph.Quad(_PRESENT, _PRESENT, term))

    @cached_property
    def _subclasses(self) -> dict[Term, list[Term]]:
        found: dict[Term, list[Term]] = {}
        for quad in self.loaded.store.quads_for_pattern(None, pyoxigraph.NamedNode(str(RDFS.subClassOf)), None):
            found.setdefault(_no_triple(quad.object), []).append(_no_triple(quad.subject))
        return found

    def classes(self, name: Node) -> tuple[str, ...]:
        """A class and its subclasses in the data, as SPARQL text; blank ones cannot be named and are left to their parents."""
        found, todo = set[Term](), [to_term(name)]
        while todo:
            if (term := todo.pop()) not in found:
                found.add(term)
                todo.extend(self._subclasses.get(term, ()))
        return tuple(sorted(str(term) for term in found if isinstance(term, pyoxigraph.NamedNode)))

    # ------------------------------------------------------------------ asking
    def _ask(self, text: str) -> Iterator[Any]:
        try:
            rows = self.loaded.store.query(text)
        except SyntaxError as error:
            raise KgError(
                f"a constraint compiles to a query that is malformed ({error}).", where=text, cure="Mend the shape."
            ) from error
        assert isinstance(rows, pyoxigraph.QuerySolutions)
        yield from rows

    def _failing(self, check: Check) -> Iterator[tuple[Term, Term | None, Term | None]]:
        """The focus, value and path of each row that is a violation indeed."""
        if check.screen and not self._may_hold(check.screen):
            return
        for row in self._ask(check.text):
            if check.judge is None or check.judge(row["value"], row["other"]):
                yield row["this"], row["value"], row["path"]

    def _may_hold(self, screen: str) -> bool:
        """The answer to a screen, asked once: other shapes look at the same property."""
        if screen not in self.screened:
            self.screened[screen] = bool(self.loaded.store.query(screen))
        return self.screened[screen]

    def compile_all(self, shape: Shape, source: str) -> None:
        """Compile everything that a shape needs, so that what cannot be done is told before anything is asked.

        Raises:
            KgError: a construct cannot be compiled.
        """
        list(compile_checks(self.shapes, shape, source, self.classes))
        for constraint in shape.all("sparql"):
            compile_sparql(self.shapes, shape, constraint, source)
        for other in self._referred(shape):
            self.compile_all(other, source)

    def _referred(self, shape: Shape) -> list[Shape]:
        return [self.known[node] for node in references(self.shapes, shape)]

    # ------------------------------------------------------------------ violations
    def violations(self, shape: Shape, source: str, by_sparql: bool) -> Iterator[Violation]:
        """The violations of a shape and of its property shapes, either those of SPARQL constraints or all others."""
        if not shape.active:
            return
        rows = self._by_sparql(shape, source) if by_sparql else self._by_core(shape, source)
        for focus, value, path, component, told in rows:
            told_shape = told if isinstance(told, URIRef) else shape.node
            shown = "" if shape.path is None and component not in {"SPARQL"} else show(None if value is None else to_node(value))
            told_path = path or (shape.path.shown if shape.path else "")
            if path and component == "Closed":
                shown = show(None if value is None else to_node(value))
            message = message_of(self.shapes, told_shape)
            yield Violation(show(to_node(focus)), told_path, shown, show(told_shape), component, shape.severity, message)
        for name in shape.all("property"):
            yield from self.violations(self.known[name], self._beyond(shape, source), by_sparql)

    def _beyond(self, shape: Shape, source: str) -> str:
        """The source of what a shape says of its values."""
        if shape.path is None:
            return source
        above = _THIS.sub("?above", source)
        return f"{{ SELECT DISTINCT ?this WHERE {{ {above} ?above {shape.path.text} ?this . }} }}"

    def _by_core(self, shape: Shape, source: str) -> Iterator[_Row]:
        for check in compile_checks(self.shapes, shape, source, self.classes):
            for focus, value, path in self._failing(check):
                yield focus, value, "" if path is None else str(to_node(path)), check.component, shape.node
        for component, bad in self._combined(shape, source):
            for focus, value in self._holders(shape, source, bad):
                yield focus, value, "", component, shape.node
        for component, focus in self._qualified(shape, source):
            yield focus, None, "", component, shape.node

    def _by_sparql(self, shape: Shape, source: str) -> Iterator[_Row]:
        for constraint in shape.all("sparql"):
            if any(
                isinstance(flag, Literal) and flag.toPython() is True for flag in self.shapes.objects(constraint, SH.deactivated)
            ):
                continue
            for row in self._ask(compile_sparql(self.shapes, shape, constraint, source)):
                path = "" if row["path"] is None else str(to_node(row["path"]))
                value = row["value"] if row["value"] is not None or shape.path is not None else row["this"]
                for written in self._as_written(row["this"], value):
                    yield row["this"], written, path, "SPARQL", constraint

    # ------------------------------------------------------------------ shapes of shapes
    def fails(self, shape: Shape, source: str) -> set[Term]:
        """The nodes of a source that do not conform to a shape."""
        found = set[Term]()
        if not shape.active:
            return found
        for rows in (self._by_core(shape, source), self._by_sparql(shape, source)):
            found.update(row[0] for row in rows)
        for name in shape.all("property"):
            bad = self.fails(self.known[name], self._beyond(shape, source))
            found.update(focus for focus, _ in self._holders(shape, source, bad))
        return found

    def _holders(self, shape: Shape, source: str, bad: set[Term]) -> Iterator[tuple[Term, Term]]:
        """The pairs of focus and value whose value is among those that fail."""
        if shape.path is None:
            yield from ((term, term) for term in bad)
        elif bad:
            yield from ((focus, value) for focus, value in self._pairs(shape, source) if value in bad)

    def _pairs(self, shape: Shape, source: str) -> Iterator[tuple[Term, Term]]:
        text = f"SELECT DISTINCT ?this ?value WHERE {{ {values_of(shape, source)} }}"
        yield from ((row["this"], row["value"]) for row in self._ask(text))

    def _combined(self, shape: Shape, source: str) -> Iterator[tuple[str, set[Term]]]:
        """The component and the values that fail, for each reference that is no property shape."""
        beyond = self._beyond(shape, source)
        for node in shape.all("node"):
            yield "Node", self.fails(self.known[node], beyond)
        for node in shape.all("not"):
            yield "Not", self._everything(beyond) - self.fails(self.known[node], beyond)
        for parameter, component in _LISTS.items():
            for head in shape.all(parameter):
                sets = [self.fails(self.known[node], beyond) for node in items(self.shapes, head)]
                if component == "Xone":
                    failed = Counter(term for one in sets for term in one)
                    yield component, {term for term in self._everything(beyond) if failed[term] != len(sets) - 1}
                else:
                    yield component, set[Term]().union(*sets) if component == "And" else set[Term].intersection(*sets)

    def _everything(self, source: str) -> set[Term]:
        return {row["this"] for row in self._ask(f"SELECT DISTINCT ?this WHERE {{ {source} }}")}

    def _qualified(self, shape: Shape, source: str) -> Iterator[tuple[str, Term]]:
        for node in shape.all("qualifiedValueShape"):
            if shape.path is None:
                raise cannot(shape.node, "sh:qualifiedValueShape on a node shape")
            beyond = self._beyond(shape, source)
            bad = self.fails(self.known[node], beyond)
            for sibling in self._siblings(shape, node):
                bad |= self._everything(beyond) - self.fails(self.known[sibling], beyond)
            counts = Counter(focus for focus, value in self._pairs(shape, source) if value not in bad)
            for bound in shape.all("qualifiedMaxCount"):
                yield from (("QualifiedMaxCount", focus) for focus, count in counts.items() if count > int(str(bound)))
            for bound in shape.all("qualifiedMinCount"):
                focuses = self._everything(source) if int(str(bound)) else set()
                yield from (("QualifiedMinCount", focus) for focus in focuses if counts[focus] < int(str(bound)))

    def _siblings(self, shape: Shape, node: Node) -> list[Node]:
        """The qualified shapes beside a shape, where the shape demands that they share no value."""
        if not any(isinstance(flag, Literal) and flag.toPython() is True for flag in shape.all("qualifiedValueShapesDisjoint")):
            return []
        beside = {one for parent in self.known.values() if shape.node in parent.all("property") for one in parent.all("property")}
        return sorted({other for one in beside for other in self.known[one].all("qualifiedValueShape")} - {node}, key=str)

    # ------------------------------------------------------------------ literals that were held back
    def free_literals(self) -> None:
        """Let the store read the literals that were held back for their text; what is out of form stays as it is."""
        self._written  # noqa: B018 (made while the two can be told apart)
        for quad in self.loaded.held:
            value = quad.object
            if isinstance(value, pyoxigraph.Literal) and plain(value) != value:
                self.loaded.store.remove(quad)
                self.loaded.store.add(pyoxigraph.Quad(quad.subject, quad.predicate, plain(value)))

    @cached_property
    def _written(self) -> dict[Term, list[tuple[Term, Term]]]:
        """By the value that the store makes of a held literal: subjects and literals, those that were ordinary already included."""
        found: dict[Term, list[tuple[Term, Term]]] = {}
        alone = pyoxigraph.Store()
        for quad in self.loaded.held:
            value = quad.object
            if isinstance(value, pyoxigraph.Literal) and plain(value) != value:
                alone.clear()
                alone.add(pyoxigraph.Quad(quad.subject, quad.predicate, plain(value)))
                (same,) = (_no_triple(other.object) for other in alone)
                if same not in found:
                    quads = self.loaded.store.quads_for_pattern(None, None, same)
                    found[same] = [(_no_triple(one.subject), same) for one in quads]
                found[same].append((_no_triple(quad.subject), value))
        return found

    def _as_written(self, focus: Term, value: Term | None) -> list[Term | None]:
        pairs = self._written.get(value, []) if value is not None else []
        near = [written for subject, written in pairs if subject == focus] or [written for _, written in pairs]
        return list(dict.fromkeys(near)) or [value]


def _no_triple(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple) -> Term:
    assert not isinstance(term, pyoxigraph.Triple)  # loading refuses them
    return term
