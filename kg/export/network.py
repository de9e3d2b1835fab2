"""GraphML: agreements, parties and terms as nodes, what joins them as edges; for Gephi, yEd and the like."""

from __future__ import annotations

import io
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Final

from kg.export.lookup import Lookup, last
from kg.records import NamedGraph
from kg.vocab import KG, RDFS, SKOS

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["to_graphml", "to_network"]

_LINKS: Final = ("supersedes", "amends", "extends", "reaffirms", "implements")
_TEXTS: Final = {
    "Party": ("partyKind",),
    "Agreement": ("madeEarliest", "madeLatest"),
    "Term": (
        "low",
        "high",
        "unit",
        "valueText",
        "startEarliest",
        "startLatest",
        "endEarliest",
        "endLatest",
        "condition",
        "hedge",
        "bestWords",
    ),
}
_CONCEPTS: Final = {"Party": (), "Agreement": ("kind", "force"), "Term": ("matter", "modality", "exclusivity", "measure")}
_EDGES: Final = {"Party": (), "Agreement": ("party", *_LINKS), "Term": ("inAgreement", "bearer", "counterparty")}


def to_network(graphs: Iterable[NamedGraph]) -> nx.MultiDiGraph[str]:
    """Return a directed graph of IRIs: nodes with `type`, `label` and what is known; edges keyed by their property."""
    lookup = Lookup(graphs)
    network: nx.MultiDiGraph[str] = import_module("networkx").MultiDiGraph()
    subjects = {kind: lookup.of_type(KG + kind) for kind in _TEXTS}
    for kind, members in subjects.items():
        for subject in members:
            network.add_node(subject, **_describe(lookup, kind, subject))
    for kind, members in subjects.items():
        for subject in members:
            for name in _EDGES[kind]:
                for other in lookup.all(subject, KG + name):
                    if other in network:
                        network.add_edge(subject, other, key=name, type=name)
    return network


def _describe(lookup: Lookup, kind: str, subject: str) -> dict[str, str]:
    label = (
        lookup.one(subject, f"{SKOS}prefLabel") or lookup.one(subject, f"{RDFS}label") or last(lookup.one(subject, f"{KG}matter"))
    )
    known = {name: last(lookup.one(subject, KG + name)) for name in _CONCEPTS[kind]}
    known |= {name: lookup.one(subject, KG + name) for name in _TEXTS[kind]}
    known = {"type": kind, "label": label or last(subject)} | known
    return {name: _legal(value) for name, value in known.items() if value}


def _legal(text: str) -> str:
    """Return a text without the control characters that no XML file can hold."""
    return "".join(sign if sign >= " " or sign in "\t\n\r" else "\ufffd" for sign in text).translate(
        {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
    )


def to_graphml(graphs: Iterable[NamedGraph]) -> Iterable[str]:
    """Return a GraphML document as one piece."""
    buffer = io.BytesIO()
    import_module("networkx").write_graphml(to_network(graphs), buffer, named_key_ids=True)
    return [buffer.getvalue().decode("utf-8")]
