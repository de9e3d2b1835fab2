"""Deriving: from what is resolved for a dealing to its chain, its findings, and what is in force.

>>> from kg.records import Dealing
>>> derive(Dealing("empty")).findings
()
"""

from kg.deriving.colliding import Collision, Held, PartyFindings, collide, find_collisions, hold
from kg.deriving.deciding import Ruling, set_aside, set_aside_told
from kg.deriving.force import Row, Status, in_force
from kg.deriving.results import AgreementFacts, Derived, Finding, Note, TermFacts
from kg.deriving.sweeping import derive
from kg.deriving.writing import build_derived_graph, build_party_graph

__all__ = [
    "AgreementFacts",
    "Collision",
    "Derived",
    "Finding",
    "Held",
    "Note",
    "PartyFindings",
    "Row",
    "Ruling",
    "Status",
    "TermFacts",
    "build_derived_graph",
    "build_party_graph",
    "collide",
    "derive",
    "find_collisions",
    "hold",
    "in_force",
    "set_aside",
    "set_aside_told",
]
