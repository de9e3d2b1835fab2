"""What a validation finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Violation", "conforms"]


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One breach of one constraint. Sorts by place first.

    Attributes:
        focus: IRI of the node that breaks the constraint; a blank node as `_:name`.
        path: IRI of the property; a longer path in the notation of SPARQL (`^<…>`, `<…>/<…>`); empty: the node itself.
        value: the value at fault, an IRI as such, a literal in N-Triples form; empty: none, as when a value is missing.
        shape: IRI of the shape or SPARQL constraint in `ontology/shapes.ttl`.
        component: local name of the SHACL component that failed, without `ConstraintComponent` (`MinCount`, `SPARQL`), or of the
            check that `kg.validation` makes itself (`Lexical`, `Text`, `Quote`).
        severity: `Violation`, `Warning` or `Info`.
        message: what is wrong and what to do.
    """

    focus: str
    path: str
    value: str
    shape: str
    component: str
    severity: str
    message: str


def conforms(violations: Iterable[Violation]) -> bool:
    """Whether nothing is worse than a warning.

    >>> conforms([])
    True
    """
    return all(violation.severity != "Violation" for violation in violations)
