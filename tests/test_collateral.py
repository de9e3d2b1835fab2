"""Collateral invalidation: documents of one family of deals change nothing of what is derived for another.

Documents are read once; what is held together and derived is held together and derived anew for every pair of families.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import gold
import pytest

from kg.building import build_dealing_graph
from kg.deriving import build_derived_graph, build_party_graph, derive, find_collisions
from kg.errors import InputError
from kg.extraction import read_amended_part, read_document
from kg.files import resource
from kg.reading import list_inputs, read_each
from kg.records import Document, NamedGraph, Reading
from kg.resolution import relate_labels, resolve

BASE = "https://example.org/"
Read = tuple[Document, Reading]
pytestmark = pytest.mark.skipif(not gold.folders(), reason=gold.MISSING)


def read(name: str, folder: Path) -> list[Read]:
    """The documents of a family; their identifiers begin with its name, so that no two families share one."""
    found = []
    for source in list_inputs([folder]):
        for document in read_each(source):
            assert not isinstance(document, InputError)
            named = replace(document, identifier=f"{name}/{document.identifier}")
            found.append((named, read_document(named)))
    return found


def graphs(documents: Iterable[Read]) -> dict[str, NamedGraph]:
    """Everything that is resolved and derived across documents, by the name of its graph."""
    documents = list(documents)
    dealings = resolve([d for d, _ in documents], [r for _, r in documents], read_part=read_amended_part).dealings
    derived = [derive(d) for d in dealings]
    made = [build_dealing_graph(d, BASE) for d in dealings]
    made += [build_derived_graph(d, x, BASE) for d, x in zip(dealings, derived, strict=True)]
    made += [build_party_graph(party, BASE) for party in find_collisions(dealings, derived, relate_labels)]
    return {graph.iri: graph for graph in made}


@pytest.fixture(scope="module")
def families() -> dict[str, list[Read]]:
    """The development families and the seeds, read."""
    places = {folder.name: folder / "docs" for folder in gold.folders() if (folder / "docs").is_dir()}
    return {name: read(name, place) for name, place in sorted({**places, "seeds": resource("seeds")}.items())}


@pytest.fixture(scope="module")
def alone(families: dict[str, list[Read]]) -> dict[str, dict[str, NamedGraph]]:
    """The graphs of each family by itself."""
    return {name: graphs(documents) for name, documents in families.items()}


def test_a_second_family_changes_no_byte(families: dict[str, list[Read]], alone: dict[str, dict[str, NamedGraph]]) -> None:
    """Of every two families together the graphs are those of each by itself: terms, effects and findings alike."""
    assert len(families) > 2
    changed = {
        f"{one} with {other}: {name}"
        for one, other in combinations(sorted(families), 2)
        for name, graph in graphs(families[one] + families[other]).items()
        if graph != {**alone[one], **alone[other]}.get(name)
    }
    assert changed == set()


def test_no_family_loses_a_graph(families: dict[str, list[Read]], alone: dict[str, dict[str, NamedGraph]]) -> None:
    """All families at once, in another order, give the graphs of each by itself, and no others."""
    together = graphs(d for name in sorted(families, reverse=True) for d in reversed(families[name]))
    assert together == {name: graph for mine in alone.values() for name, graph in mine.items()}
