"""Deriving: from what is resolved for a dealing to its chain, its findings, and what is in force.

>>> from kg.records import Dealing
>>> derive(Dealing("empty")).findings
()
"""

from kg.deriving.colliding import Collision, PartyFindings, find_collisions
from kg.deriving.deciding import Ruling, set_aside
from kg.deriving.force import Row, Status, in_force
from kg.deriving.results import AgreementFacts, Derived, Finding, Note, TermFacts
from kg.deriving.sweeping import derive
from kg.deriving.writing import build_derived_graph, build_party_graph

__all__ = [
    "AgreementFacts",
    "Collision",
    "Derived",
    "Finding",
    "Note",
    "PartyFindings",
    "Row",
    "Ruling",
    "Status",
    "TermFacts",
    "build_derived_graph",
    "build_party_graph",
    "derive",
    "find_collisions",
    "in_force",
    "set_aside",
]
