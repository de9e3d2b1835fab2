"""A large file, validated in batches of shapes: memory holds what the shapes of one batch read, never the whole graph.

Not in batches of dealings, though their graphs look as if they stood alone: a party is described in the graph of each dealing that
it has and has one name in all of them (`Party-name`), a document may tell of several dealings, and a collision compares the terms
of two (`Collision-two-agreements`). A dealing alone would miss the one and report the other wrongly. What a shape reads, however,
is known from the shapes file (`kg.validation.setwise.locality`): its verdict rests on the triples of those properties and no more.
So a batch is loaded with all triples, of all graphs, of the properties that its shapes read, and says of these shapes exactly what
one run over everything says. Each batch is one pass over the file. Only a single shape that reads too much cannot be divided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from os import SEEK_END
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, parse
from rdflib.term import Node

from kg.validation.engines import add_ill_formed, list_loaded, reads_of_shapes
from kg.validation.setwise import Loaded, Reads, load_file, names_of, reading
from kg.validation.violations import Violation

__all__ = ["BATCH", "list_in_batches", "split_shapes"]

BATCH: Final = 6_000_000  # triples loaded at once, of some 470 bytes each (benchmarks/validation.py)
_SHORTEST: Final = len("<a:><a:><a:>.\n")  # bytes of a triple
_BY_LINE: Final = frozenset({RdfFormat.N_QUADS, RdfFormat.N_TRIPLES})


def list_in_batches(path: Path, form: RdfFormat, size: int = BATCH) -> tuple[list[Violation], Loaded | None]:
    """Return what breaks the rules in a file, sorted, each once, and what was loaded if that was all that validation reads.

    Args:
        path: the file.
        form: its format.
        size: how many triples are loaded at once, the ontology aside; more only where a single shape reads more.

    Raises:
        InputError: the file cannot be read or is malformed.
        KgError: a construct of the shapes cannot be compiled.
    """
    reads = reads_of_shapes()
    small = form in _BY_LINE and _size(path) <= size * _SHORTEST
    batches = [frozenset(reads)] if small else split_shapes(reads, _count_properties(path, form), size)
    found, ill_formed = set[Violation](), list[tuple[Node, Node, Node]]()
    loaded = None
    for batch in batches:
        loaded = None  # the one before goes before the next comes
        loaded = load_file(path, form, names_of(reads[shape] for shape in batch))
        ill_formed = loaded.ill_formed  # the same in each pass
        found.update(list_loaded(loaded, batch))
    return add_ill_formed(found, ill_formed), loaded if len(batches) == 1 else None


def split_shapes(reads: Mapping[Node, Reads], counts: Mapping[str, int], size: int) -> list[frozenset[Node]]:
    """Return the shapes in batches: each goes where it adds least, the ones that read most go first.

    Args:
        reads: what each shape reads.
        counts: how many triples each property has, by its IRI.
        size: how many triples the properties of a batch have at most; a shape that reads more has a batch of its own.

    >>> none = frozenset()
    >>> reads = {"a": Reads(frozenset("xy"), False, none), "b": Reads(frozenset("yz"), False, none)}
    >>> [sorted(batch) for batch in split_shapes(reads, {"x": 1, "y": 1, "z": 5}, 6)]
    [['b'], ['a']]
    """

    def cost(*shapes: Node) -> int:
        names = names_of(reads[shape] for shape in shapes)
        return sum(counts.values()) if names is None else sum(counts.get(name, 0) for name in names)

    batches: list[list[Node]] = []
    for shape in sorted(reads, key=lambda one: (-cost(one), str(one))):
        grown = [(cost(*batch, shape) - cost(*batch), number) for number, batch in enumerate(batches)]
        fitting = [pair for pair in grown if cost(*batches[pair[1]], shape) <= size]
        if fitting:
            batches[min(fitting)[1]].append(shape)
        else:
            batches.append([shape])
    return [frozenset(batch) for batch in batches]


def _size(path: Path) -> int:
    with reading(path) as file:
        return file.seek(0, SEEK_END)


def _count_properties(path: Path, form: RdfFormat) -> Counter[str]:
    """How many triples each property has; near enough where lines are not written as builds write them."""
    with reading(path) as file:
        if form not in _BY_LINE:
            return Counter(quad.predicate.value for quad in parse(file, format=form))
        found = Counter(line.partition(b" ")[2].partition(b" ")[0] for line in file)
        return Counter({name.decode("utf-8", "replace").strip("<>"): number for name, number in found.items()})
