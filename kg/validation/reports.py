"""SHACL reports become violations, alike whichever engine wrote the report."""

from __future__ import annotations

from typing import Final

from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.validation.literals import is_blank, unmark
from kg.validation.violations import Violation
from kg.vocab import SH, XSD

__all__ = ["message_of", "read_report", "show"]

_SH: Final = Namespace(SH)
_REPEATS: Final = {_SH.zeroOrMorePath: "*", _SH.oneOrMorePath: "+", _SH.zeroOrOnePath: "?"}


def read_report(report: Graph, shapes: Graph) -> list[Violation]:
    """Return the violations of a report, sorted, each once.

    Where an engine names the SPARQL constraint that failed, that is the shape; the message comes from the shapes and not from
    the report, since engines add words of their own. Nested results (`sh:detail`) are left out: they explain, they do not count.

    Args:
        report: a graph with one `sh:ValidationReport`.
        shapes: the shapes that were run.
    """
    return sorted({_read_result(report, result, shapes) for result in report.objects(None, _SH.result)})


def _read_result(report: Graph, result: Node, shapes: Graph) -> Violation:
    def one(name: str) -> Node | None:
        return report.value(result, _SH[name], any=True)

    constraint = one("sourceConstraint")
    shape = constraint if isinstance(constraint, URIRef) else one("sourceShape")
    path, component = one("resultPath"), str(one("sourceConstraintComponent") or "")
    return Violation(
        focus=show(one("focusNode")),
        path="" if path is None else _show_path(report, path),
        value="" if path is None and constraint is None else show(one("value")),
        shape=show(shape),
        component=component.rpartition("#")[2].removesuffix("ConstraintComponent"),
        severity=str(one("resultSeverity") or _SH.Violation).rpartition("#")[2],
        message=message_of(shapes, shape) or str(one("resultMessage") or ""),
    )


def message_of(shapes: Graph, shape: Node | None) -> str:
    """Return the `sh:message` of a shape or constraint, empty when it has none."""
    return min((str(message) for message in shapes.objects(shape, _SH.message)), default="")


def show(node: Node | None) -> str:
    """Return an IRI as such, a literal in N-Triples form, a blank node with `_:`, nothing as the empty text.

    >>> show(Literal("5", datatype=URIRef(XSD + "integer")))
    '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    if isinstance(node, Literal) and not is_blank(node):
        text = str.__str__(node).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
        datatype = "" if node.datatype is None else unmark(str(node.datatype))
        if node.language:
            return f'"{text}"@{node.language.lower()}'
        return f'"{text}"' if datatype in {"", XSD + "string"} else f'"{text}"^^<{datatype}>'
    return f"_:{node}" if isinstance(node, BNode | Literal) else "" if node is None else str(node)


def _show_path(report: Graph, path: Node) -> str:
    return str(path) if isinstance(path, URIRef) else _show_step(report, path)


def _show_step(report: Graph, path: Node) -> str:
    if isinstance(path, URIRef):
        return f"<{path}>"
    if (path, RDF.first, None) in report:
        return "/".join(_show_step(report, step) for step in Collection(report, path))
    inverse, choice = report.value(path, _SH.inversePath), report.value(path, _SH.alternativePath)
    if inverse is not None:
        return "^" + _show_step(report, inverse)
    if choice is not None:
        return "(" + "|".join(_show_step(report, step) for step in Collection(report, choice)) + ")"
    for name, sign in _REPEATS.items():
        if (inner := report.value(path, name)) is not None:
            return f"({_show_step(report, inner)}){sign}"
    return show(path)
