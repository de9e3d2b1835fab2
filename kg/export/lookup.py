"""Subjects with their values, over all graphs of a build: what the tables and the network are read from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kg.ntriples import text_of
from kg.records import NamedGraph
from kg.vocab import RDF

__all__ = ["Lookup", "last"]


@lru_cache(maxsize=65536)
def last(address: str) -> str:
    """Return the last segment of an IRI.

    >>> last("https://w3id.org/agreement-kg/ns#NonExclusive")
    'NonExclusive'
    """
    return address.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]


class Lookup:
    """The union of some graphs, by subject and predicate. Values are texts of literals, or IRIs; sorted, each once."""

    def __init__(self, graphs: Iterable[NamedGraph]) -> None:
        self._values: dict[str, dict[str, set[str]]] = {}
        for graph in graphs:
            for line in graph.triples:
                subject, predicate, term = line[:-2].split(" ", 2)
                self._values.setdefault(subject[1:-1], {}).setdefault(predicate[1:-1], set()).add(text_of(term))

    def all(self, subject: str, predicate: str) -> list[str]:
        """Return the values, sorted."""
        return sorted(self._values.get(subject, {}).get(predicate, ()))

    def one(self, subject: str, predicate: str) -> str:
        """Return the first value, or nothing."""
        return next(iter(self.all(subject, predicate)), "")

    def of_type(self, kind: str) -> list[str]:
        """Return the subjects of a class, sorted."""
        return sorted(name for name, values in self._values.items() if kind in values.get(f"{RDF}type", ()))

    def inverse(self, predicate: str) -> dict[str, list[str]]:
        """Return for each value the subjects that have it, sorted."""
        found: dict[str, list[str]] = {}
        for subject in sorted(self._values):
            for value in self.all(subject, predicate):
                found.setdefault(value, []).append(subject)
        return found
