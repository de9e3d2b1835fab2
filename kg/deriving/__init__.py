"""Deriving: from what is resolved for a dealing to its chain, its findings, and what is in force.

>>> from kg.records import Dealing
>>> derive(Dealing("empty")).findings
()
"""

from kg.deriving.force import Row, Status, in_force
from kg.deriving.results import AgreementFacts, Derived, Finding, Note, TermFacts
from kg.deriving.sweeping import derive
from kg.deriving.writing import build_derived_graph

__all__ = [
    "AgreementFacts",
    "Derived",
    "Finding",
    "Note",
    "Row",
    "Status",
    "TermFacts",
    "build_derived_graph",
    "derive",
    "in_force",
]
