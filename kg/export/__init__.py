"""Export: named graphs become files, whole or not at all, the same bytes for any order of the graphs."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final

from kg.errors import InputError
from kg.export.bulk import BulkLoader, find_loader, list_loaders, write_packed
from kg.export.jsonld import to_jsonld
from kg.export.network import to_graphml, to_network
from kg.export.tables import COLUMNS, to_csv
from kg.export.turtle import to_trig, to_turtle
from kg.ntriples import GRAPH_FILE, base_of, merge_graphs, read_graphs, to_quads
from kg.records import NamedGraph
from kg.replacing import replace_file

__all__ = [
    "COLUMNS",
    "FORMATS",
    "BulkLoader",
    "export_graph",
    "find_loader",
    "list_loaders",
    "to_network",
    "write_formats",
    "write_graphs",
]


def _union(graphs: Iterable[NamedGraph]) -> Iterator[str]:
    """Yield the triples of all graphs, sorted, each once."""
    before = ""
    for line in heapq.merge(*(graph.triples for graph in graphs)):
        if line != before:
            yield line
        before = line


def _to_nt(graphs: list[NamedGraph]) -> Iterator[str]:
    return (f"{line}\n" for line in _union(graphs))


def _to_nq(graphs: list[NamedGraph]) -> Iterator[str]:
    return (to_quads(graph) for graph in graphs)


def _to_ttl(graphs: list[NamedGraph]) -> Iterator[str]:
    return to_turtle(_union(graphs), base_of(graphs))


def _to_trig(graphs: list[NamedGraph]) -> Iterator[str]:
    return to_trig(graphs, base_of(graphs))


_WRITERS: Final[dict[str, Callable[[list[NamedGraph]], Iterable[str]]]] = {
    "ttl": _to_ttl,
    "trig": _to_trig,
    "nq": _to_nq,
    "nt": _to_nt,
    "jsonld": to_jsonld,
    "graphml": to_graphml,
    "csv": to_csv,
}
FORMATS: Final = tuple(_WRITERS)  # what a build can be exported to; ttl and nt hold all triples in one graph


def _write(pieces: Iterable[str], file: BinaryIO) -> None:
    for piece in pieces:
        file.write(piece.encode("utf-8"))


def write_graphs(graphs: Iterable[NamedGraph], folder: Path) -> tuple[Path, Path, Path]:
    """Write `graph.nq`, `graph.trig` and `graph.ttl` (all triples in one graph), all three or none, and return their paths.

    Graphs stand by name and their triples sorted, so the order in which they come makes no difference.

    Raises:
        OutputError: the folder cannot be written to.
    """
    known = merge_graphs(graphs)
    paths = (folder / GRAPH_FILE, folder / "graph.trig", folder / "graph.ttl")
    with ExitStack() as stack:
        for path in paths:
            _write(_WRITERS[path.suffix[1:]](known), stack.enter_context(replace_file(path)))
    return paths


def write_formats(build: Path, formats: Iterable[str]) -> None:
    """Write the graph of a build folder beside it as `graph.trig` and `graph.ttl`, those that are named.

    Raises:
        OutputError: the folder cannot be written to.
    """
    wanted = list(formats)
    graphs = read_graphs(build) if wanted else []
    for name in wanted:
        with replace_file(build / f"graph.{name}") as file:
            _write(_WRITERS[name](graphs), file)


def export_graph(build: Path, format: str, out: Path | BinaryIO) -> None:
    """Write the graph of a build folder in another format.

    Args:
        build: the folder that `kg build` wrote.
        format: one of `FORMATS`; with `.gz` after it, compressed.
        out: a path, which gets the file whole or not at all, or an open binary file such as standard output.

    Raises:
        InputError: the format is unknown, or the folder holds no graph of ours.
        OutputError: the path cannot be written to.
    """
    name, _, packed = format.partition(".")
    writer = _WRITERS.get(name)
    if writer is None or packed not in {"", "gz"}:
        raise InputError(f"there is no format {format!r}.", cure=f"Choose one of {', '.join(FORMATS)}.")
    write = write_packed if packed else _write
    graphs = read_graphs(build)
    if isinstance(out, Path):
        with replace_file(out) as file:
            write(writer(graphs), file)
    else:
        write(writer(graphs), out)
