"""A build folder, read and validated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph
from rdflib import Graph

from kg.errors import InputError
from kg.validation.batches import list_in_batches
from kg.validation.engines import LARGE, choose, list_loaded, list_violations, list_wanted
from kg.validation.nodes import read_nodes
from kg.validation.quotes import QUOTED, check_quotes
from kg.validation.setwise import load_blocks, load_file, reading
from kg.validation.violations import Violation

__all__ = ["choose_for", "read_graph", "read_texts", "validate_files", "validate_part"]

_FORMATS: Final = {
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".rdf": pyoxigraph.RdfFormat.RDF_XML,
}
_FORM: Final = "Give a graph that `kg build` wrote: .nq, .trig, .ttl or .nt."


def validate_files(graph_file: Path, texts_folder: Path | None = None, *, engine: str = "auto") -> list[Violation]:
    """Return what breaks the rules in a built graph, and every quote that does not stand in the captured texts.

    Args:
        graph_file: Turtle, TriG, N-Triples, N-Quads or RDF/XML, known by its ending.
        texts_folder: captured texts, `{slug of the document}.txt`, UTF-8; `None`: quotes are not checked.
        engine: a name in `kg.validation.ENGINES`.

    Raises:
        InputError: the file or the folder cannot be read, or is not what its name says.
        KgError: there is no such engine.
    """
    form = _format_of(graph_file)
    if choose_for(graph_file, engine) == "sparql":
        found, loaded = list_in_batches(graph_file, form)
        if texts_folder is None:
            return found
        known = loaded or load_file(graph_file, form, QUOTED)
        return sorted(found + check_quotes(read_texts(texts_folder), known.triples))
    graph = read_graph(graph_file)
    found = list_violations(graph, engine="pyshacl")
    return found if texts_folder is None else sorted(found + check_quotes(read_texts(texts_folder), graph))


def choose_for(graph_file: Path, engine: str) -> str:
    """Return the engine that validates a file: `pyshacl` or `sparql`.

    Raises:
        InputError: the file cannot be read, or its ending is unknown.
        KgError: there is no such engine.
    """
    return choose(engine, _count(graph_file, _format_of(graph_file)) if engine == "auto" else 0)


def validate_part(quads: Iterable[bytes], texts: Mapping[str, str]) -> list[Violation]:
    """Return what breaks the rules in some graphs that hang together with no other, and every quote of theirs that is wrong.

    Args:
        quads: blocks of lines of N-Quads.
        texts: captured texts by the slug of their document.

    Raises:
        SyntaxError: a line is malformed.
        ValueError: a line is no UTF-8.
    """
    wanted = list_wanted()
    loaded = load_blocks(quads, None if wanted is None else wanted | QUOTED)
    return sorted(list_loaded(loaded) + check_quotes(texts, loaded.triples))


def read_graph(path: Path) -> Graph:
    """Return all triples of a file as one graph, every literal as it is written there (but see `kg.validation.literals.mark`).

    Raises:
        InputError: the file cannot be read, its ending is unknown, or it is malformed.
    """
    form = _format_of(path)
    graph = Graph()
    with reading(path, _FORM) as file:
        for triple in read_nodes(file, form):
            graph.add(triple)
    return graph


def _format_of(path: Path) -> pyoxigraph.RdfFormat:
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise InputError(f"no RDF format has the ending {path.suffix!r}.", where=str(path), cure=_FORM)
    return form


def _count(path: Path, form: pyoxigraph.RdfFormat) -> int:
    """How many triples a file has, counted no further than the choice of an engine needs."""
    with reading(path, _FORM) as file:
        lines = form in {pyoxigraph.RdfFormat.N_QUADS, pyoxigraph.RdfFormat.N_TRIPLES}
        return sum(1 for _ in islice(file if lines else pyoxigraph.parse(file, format=form), LARGE + 1))


def read_texts(folder: Path, names: Iterable[str] | None = None) -> dict[str, str]:
    """Return the captured texts that there are, by the slugs of their documents.

    Args:
        folder: where they lie.
        names: slugs; `None`: all.

    Raises:
        InputError: the folder is none, or a text cannot be read.
    """
    cure = "Keep the folder of texts beside the graph, or build again."
    if not folder.is_dir():
        raise InputError("is no folder of captured texts.", where=str(folder), cure=cure)
    texts = {}
    for path in sorted(folder.glob("*.txt")) if names is None else [folder / f"{name}.txt" for name in sorted(names)]:
        try:
            texts[path.stem] = path.read_bytes().decode("utf-8")
        except FileNotFoundError:
            continue
        except OSError as error:
            raise InputError(f"cannot be read ({error.strerror or error}).", where=str(path), cure=cure) from error
        except UnicodeDecodeError as error:
            raise InputError(f"is no UTF-8 (byte {error.start}).", where=str(path), cure=cure) from error
    return texts
