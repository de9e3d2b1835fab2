"""Graphs that hang together: a document with the dealings that it tells of, those with their other documents, and what goes across.

Whatever a node of a build is said to be stands in one unit, but for parties, which every dealing of theirs describes in the same
words. So a unit can be validated alone (`kg.pipeline.checking`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.pipeline.solving import SolvedAll

__all__ = ["list_units", "number_units"]


def list_units(solved: SolvedAll, documents: Mapping[str, str]) -> dict[str, int]:
    """Return the number of the unit of each graph of a build, by IRI.

    Args:
        solved: all groups.
        documents: the graphs of documents by identifier.
    """
    return number_units(_together(solved, documents))


def _together(solved: SolvedAll, documents: Mapping[str, str]) -> Iterator[Sequence[str]]:
    graphs = {group.key: [iri for iri, _ in group.graphs] for group in solved.groups}
    yield from ([iri] for iri in documents.values())
    for group, names in zip(solved.groups, solved.documents, strict=True):
        yield [*(documents[name] for name in names), *graphs[group.key]]
    for one in solved.across:
        yield [one.iri, *(iri for key in one.homes for iri in graphs[key])]


def number_units(together: Iterable[Sequence[str]]) -> dict[str, int]:
    """Return the number of the unit of each name.

    Args:
        together: names that belong to one unit; what shares a name is one.

    >>> number_units([["a", "b"], ["c"], ["d", "b"]])
    {'a': 0, 'b': 0, 'c': 1, 'd': 0}
    """
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while (higher := above.setdefault(name, name)) != name:
            above[name] = name = above[higher]
        return name

    for names in together:
        for name in names:
            above[top(name)] = top(names[0])
    numbers: dict[str, int] = {}
    return {name: numbers.setdefault(top(name), len(numbers)) for name in list(above)}
