"""Building: documents and dealings become named graphs.

A document graph is a function of one document and what was read in it; a dealing graph holds what is known only once
documents are held together. Lines are made with f-strings, since an RDF library in between costs ten times as much.
No blank nodes, no clock.
"""

from kg.building.dealings import build_dealing_graph
from kg.building.documents import build_document_graph
from kg.origin import origin_of

__all__ = ["build_dealing_graph", "build_document_graph", "origin_of"]
