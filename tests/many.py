"""Many graphs of the size that documents have: one build, copied under other names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from kg.ntriples import base_of
from kg.records import NamedGraph

__all__ = ["change", "copies"]

_FAMILY: Final = r"((?:graph/)?[a-z-]+/)"


def copies(graphs: Iterable[NamedGraph], number: int) -> Iterator[NamedGraph]:
    """Copies of a build that share no instance: in the n-th copy each name begins with `n-`."""
    known = list(graphs)
    name = re.compile(re.escape(base_of(known)) + _FAMILY)
    for n in range(number):
        for graph in known:
            lines = name.sub(rf"{base_of(known)}\g<1>{n}-", "\n".join(graph.triples)).split("\n")
            yield NamedGraph(name.sub(rf"{base_of(known)}\g<1>{n}-", graph.iri), tuple(sorted(lines)))


def change(graphs: Iterable[NamedGraph], every: int) -> Iterator[NamedGraph]:
    """The same graphs, with a triple less in one document of each `every`-th copy and in the graphs of its dealing."""
    changed: set[str] = set()
    for graph in graphs:
        family, _, name = graph.iri.rpartition("/")
        number = name.partition("-")[0]
        hit = int(number) % every == 0 and (not family.endswith("/document") or number not in changed)
        changed |= {number} if hit and family.endswith("/document") else set()
        yield replace(graph, triples=graph.triples[1:]) if hit else graph
