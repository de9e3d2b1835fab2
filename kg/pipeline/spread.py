"""What a worker of a cluster does: functions that Spark sends about, each a pure function of what it is given (`spark.py`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.deriving import Held
from kg.errors import InputError, KgError
from kg.names import document_slug
from kg.ntriples import to_quads
from kg.pipeline.documents import document_keys, graph_of, key_with, list_source, read_one, split_source
from kg.pipeline.groups import GroupTask, PartyResult, collide_party, solve_group
from kg.pipeline.results import Body, DocumentKeys, Failure, GroupFacts
from kg.reading import Source
from kg.replacing import replace_file
from kg.resolution import Decisions, Told, list_loose, told_by

__all__ = [
    "ReadDocument",
    "SolvedGroup",
    "collide",
    "facts_of",
    "held_by",
    "is_failure",
    "is_other",
    "is_read",
    "keys_of_read",
    "loose_of",
    "quads_of",
    "read_known",
    "read_source",
    "send",
    "solve",
    "tells",
    "told_of",
    "with_text",
    "write_part",
]

Mention = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document that was read: what the driver has to know, all of it, and its graph as quads."""

    keys: DocumentKeys
    body: Body
    quads: bytes


@dataclass(frozen=True, slots=True)
class SolvedGroup:
    """What a group gave."""

    facts: GroupFacts
    quads: bytes
    held: tuple[Held, ...]


# ------------------------------------------------------------------ documents, each for itself
def read_source(source: Source, base: str) -> Iterator[ReadDocument | Failure]:
    """All documents of a source, and a failure in the place of each that cannot be read."""
    try:
        _, data, sidecars = list_source(source)
    except InputError as error:
        yield Failure(error.where or source.identifier, str(error))
        return
    for found in split_source(source, data, sidecars):
        if isinstance(found, Failure):
            yield found
            continue
        key, document = found
        reading = read_one(document)
        if isinstance(reading, Failure):
            yield reading
            continue
        yield _made(key, Body(document, reading), base)


def _made(key: str, body: Body, base: str) -> ReadDocument | Failure:
    try:
        graph = graph_of(body, base)
    except KgError as error:
        return Failure(body.document.identifier, str(error))
    return ReadDocument(document_keys(key, body), body, to_quads(graph).encode("utf-8"))


def read_known(one: ReadDocument, known: Any, base: str) -> ReadDocument:  # noqa: ANN401 - a broadcast variable of Spark
    """Return a document as it is read with the parties of others that it may speak of; most need none, and stay as they are."""
    parties = known.value.get(one.keys.identifier)
    if parties is None:
        return one
    reading = read_one(one.body.document, parties, one.body.reading)
    key = key_with(one.keys.key, parties)
    found = reading if isinstance(reading, Failure) else _made(key, Body(one.body.document, reading), base)
    return one if isinstance(found, Failure) else found


def is_failure(found: object) -> bool:
    """Return whether something is what could not be read."""
    return isinstance(found, Failure)


def is_read(found: object) -> bool:
    """Return whether something is a document that was read."""
    return isinstance(found, ReadDocument)


def keys_of_read(one: ReadDocument) -> DocumentKeys:
    """Return what the driver has to know of a document."""
    return one.keys


def told_of(one: ReadDocument) -> tuple[str, Told]:
    """Return what the passages of a document tell of, for decisions of people."""
    return one.keys.identifier, told_by(one.body.document, one.body.reading)


# ------------------------------------------------------------------ groups
def is_other(pair: tuple[Mention, SolvedGroup], names: frozenset[Mention]) -> bool:
    """Return whether a group is none of those with these first mentions."""
    return pair[0] not in names


def send(one: ReadDocument, homes: Any) -> list[tuple[int, Body]]:  # noqa: ANN401 - a broadcast variable of Spark
    """Return a document once for each group that it belongs to, with the number of the group."""
    return [(number, one.body) for number in homes.value.get(one.keys.identifier, ())]


def solve(met: tuple[int, tuple[Iterable[GroupTask], Iterable[Body]]]) -> tuple[Mention, SolvedGroup]:
    """Resolve a group and derive what follows, its documents being together."""
    tasks, bodies = met[1]
    (task,) = tasks
    result = solve_group(task, sorted(bodies, key=lambda b: b.document.identifier))
    quads = "".join(to_quads(graph) for graph in result.graphs).encode("utf-8")
    return task.group.mentions[0], SolvedGroup(result.facts, quads, result.held)


def facts_of(one: SolvedGroup) -> GroupFacts:
    """Return what the driver has to know of a group."""
    return one.facts


def quads_of(pair: tuple[Mention, SolvedGroup]) -> bytes:
    """Return the graphs of a group."""
    return pair[1].quads


# ------------------------------------------------------------------ one party, several dealings
def held_by(pair: tuple[Mention, SolvedGroup], live: frozenset[str]) -> list[tuple[str, Held]]:
    """Return the terms that bind one of some parties, for each of these."""
    return [(party, one) for one in pair[1].held for party in one.term.content.bearer if party in live]


def collide(pair: tuple[str, Iterable[Held]], rulings: Decisions) -> PartyResult:
    """Return what a party has promised to several partners."""
    return collide_party(pair[0], pair[1], rulings)


def tells(one: PartyResult) -> bool:
    """Return whether anything was found for a party."""
    return bool(one.findings.collisions or one.findings.notes or one.used)


# ------------------------------------------------------------------ the files
def with_text(one: ReadDocument, texts: Path) -> bytes:
    """The quads of a document, once its captured text is written."""
    _put(texts / f"{document_slug(one.keys.identifier)}.txt", [one.body.document.text.encode("utf-8")])
    return one.quads


def write_part(number: int, pieces: Iterable[bytes], parts: Path) -> Iterator[int]:
    """Write one part; a second try writes the same bytes to the same place."""
    _put(parts / f"part-{number:05}.nq", pieces)
    yield number


def _put(path: Path, pieces: Iterable[bytes]) -> None:
    with replace_file(path) as file:
        for piece in pieces:
            file.write(piece)


def loose_of(one: ReadDocument, known: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - a broadcast variable of Spark
    """Return the statements of a document that speak of no agreement of two known parties."""
    return list_loose(one.body.reading, known.value)
