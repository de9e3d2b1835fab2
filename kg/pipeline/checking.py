"""A build validated unit by unit: what hangs together with no changed graph is as it was found before.

A unit (`kg.pipeline.units`) holds all that a verdict on one of its nodes rests on, so it can be validated alone, and what was found
is kept with a digest of what the unit is made of. What units do have in common are parties. Each unit describes them in the same
words, and that is looked at: where two differ, or a unit names a node that it does not describe, all is validated at once.
"""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path
from typing import Final

from kg.errors import KgError, OutputError
from kg.ntriples import GRAPH_FILE, node
from kg.pipeline.cache import CACHE_FOLDER, code_version
from kg.pipeline.documents import digest_of
from kg.pipeline.garbage import collect_rarely
from kg.pipeline.ledger import Ledger, read_ledger
from kg.pipeline.output import FILES
from kg.pipeline.report import TEXTS_FOLDER
from kg.pipeline.workers import run_tasks
from kg.replacing import replace_file
from kg.validation import Violation, choose_for, read_texts, validate_files, validate_part

__all__ = ["validate_build"]

_FILE: Final = "checked.json"
_AT_ONCE: Final = 60_000_000  # bytes of quads validated together, some 200,000
_LINE: Final = re.compile(rb"^(\S+) (.*) \S+ \.$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Unit:
    """Graphs that hang together, by where they stand in the file, and the slugs of their documents."""

    key: str
    places: tuple[tuple[int, int], ...]
    slugs: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes of quads."""
        return sum(length for _, length in self.places)


@dataclass(frozen=True, slots=True)
class _Checked:
    """What was found in a unit, and a digest of how it describes each node that others may describe too; empty: not at all."""

    key: str
    found: tuple[Violation, ...]
    shared: tuple[tuple[str, str], ...]


def validate_build(folder: Path, *, engine: str = "auto", jobs: int = 1) -> list[Violation]:
    """Return what breaks the rules in a build folder, and every quote that does not stand in the captured texts.

    Of a large build only what changed since it was last validated is looked at; the result is that of looking at everything.

    Args:
        folder: with the graph and the texts.
        engine: a name in `kg.validation.ENGINES`.
        jobs: processes.

    Raises:
        InputError: a file cannot be read, or is not what its name says.
        KgError: there is no such engine.
    """
    with collect_rarely():
        return _validate(folder, engine, jobs)


def _validate(folder: Path, engine: str, jobs: int) -> list[Violation]:
    graph, texts = folder / GRAPH_FILE, folder / TEXTS_FOLDER
    ledger = read_ledger(folder, FILES)
    if not ledger.units or not texts.is_dir() or choose_for(graph, engine) != "sparql":
        return validate_files(graph, texts, engine=engine)
    units = _list_units(ledger, texts)
    known = _recall(folder)
    checked = {unit.key: known[unit.key] for unit in units if unit.key in known}
    waiting = [unit for unit in units if unit.key not in checked]
    work = partial(_check_all, folder=folder, base=ledger.base)
    for found in run_tasks(work, _batches(waiting), jobs, 1, _killed):
        checked |= {one.key: one for one in found}
    if len(checked) != len({unit.key for unit in units}) or not _agree(checked.values()):
        return validate_files(graph, texts, engine=engine)
    if waiting:
        _keep(folder, checked.values())
    return sorted({violation for one in checked.values() for violation in one.found})


def _killed(batch: Sequence[_Unit]) -> list[_Checked]:
    what = f"{len(batch)} dealings killed the process that validated them, twice."
    raise KgError(what, cure="Validate with more memory, or with fewer --jobs.")


# ------------------------------------------------------------------ units
def _list_units(ledger: Ledger, texts: Path) -> list[_Unit]:
    """All units, in the order in which the file has their first graphs."""
    slugs = {node(ledger.base, "graph/document", slug)[1:-1]: slug for slug in ledger.texts}
    graphs: dict[int, list[str]] = defaultdict(list)
    for iri in ledger.graphs:
        graphs[ledger.units[iri]].append(iri)
    return [_unit(sorted(iris), ledger, slugs, texts) for iris in graphs.values()]


def _unit(iris: Sequence[str], ledger: Ledger, slugs: dict[str, str], texts: Path) -> _Unit:
    rows = [ledger.graphs[iri] for iri in iris]
    named = tuple(slugs[iri] for iri in iris if iri in slugs)
    made_of = (f"{iri} {key}" for iri, (key, _, _) in zip(iris, rows, strict=True))
    key = digest_of(code_version(), ledger.base, *made_of, *(repr(_stamp(f"{texts}/{slug}.txt")) for slug in named))
    return _Unit(key, tuple((offset, length) for _, offset, length in rows), named)


def _stamp(path: str) -> tuple[int, int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def _batches(units: Iterable[_Unit]) -> list[list[_Unit]]:
    batches: list[list[_Unit]] = []
    room = 0
    for unit in units:
        if unit.size > room:
            batches.append([])
            room = _AT_ONCE
        batches[-1].append(unit)
        room -= unit.size
    return batches


# ------------------------------------------------------------------ what a process does
def _check_all(batches: Sequence[Sequence[_Unit]], folder: Path, base: str) -> list[list[_Checked]]:
    """Validate batches of units."""
    return [list(_check(batch, folder, base)) for batch in batches]


def _check(units: Sequence[_Unit], folder: Path, base: str) -> Iterator[_Checked]:
    """Validate units together; a unit is left out where it cannot be told whose a violation is."""
    quads = [_read(unit, folder / GRAPH_FILE) for unit in units]
    texts = read_texts(folder / TEXTS_FOLDER, (slug for unit in units for slug in unit.slugs))
    found: dict[str, list[Violation]] = defaultdict(list)
    for violation in validate_part(quads, texts):
        found[violation.focus].append(violation)
    told = set[str]()
    rows = [(unit, *_describe(block, base)) for unit, block in zip(units, quads, strict=True)]
    for _, subjects, _ in rows:
        told |= found.keys() & subjects
    if told != found.keys():
        return
    for unit, subjects, shared in rows:
        here = tuple(sorted(violation for focus in found.keys() & subjects for violation in found[focus]))
        yield _Checked(unit.key, here, shared)


def _read(unit: _Unit, graph: Path) -> bytes:
    handle = os.open(graph, os.O_RDONLY)
    try:
        return b"".join(os.pread(handle, length, offset) for offset, length in unit.places)
    finally:
        os.close(handle)


def _describe(quads: bytes, base: str) -> tuple[set[str], tuple[tuple[str, str], ...]]:
    """The nodes that a unit describes, and how it describes those that others may describe too."""
    parties = f"<{base}party/".encode()
    triples = _LINE.findall(quads)
    subjects = {subject for subject, _ in triples}
    lines: dict[bytes, set[bytes]] = defaultdict(set)
    for subject, rest in triples:
        if subject.startswith(parties):
            lines[subject].add(rest)
    own = re.compile(rb" (<" + re.escape(base.encode()) + rb"[^>]*>)$")
    for _, rest in triples:
        if (match := own.search(rest)) and match[1] not in subjects:
            lines[match[1]].update(())
    shared = {one.decode(): digest_of(*sorted(told)) if told else "" for one, told in lines.items()}
    return {subject[1:-1].decode() for subject in subjects}, tuple(sorted(shared.items()))


def _agree(checked: Iterable[_Checked]) -> bool:
    """Whether all units describe alike what several may describe, and each describes whatever it names."""
    known: dict[str, str] = {}
    return all(told and known.setdefault(name, told) == told for one in checked for name, told in one.shared)


# ------------------------------------------------------------------ what is kept
def _recall(folder: Path) -> dict[str, _Checked]:
    """What was found before, by the keys of units; nothing where it is not whole."""
    try:
        rows = json.loads((folder / CACHE_FOLDER / _FILE).read_bytes())
        return {
            key: _Checked(key, tuple(Violation(*one) for one in found), tuple((name, told) for name, told in shared))
            for key, (found, shared) in rows.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _keep(folder: Path, checked: Iterable[_Checked]) -> None:
    rows = {one.key: [[astuple(violation) for violation in one.found], one.shared] for one in checked}
    with (
        suppress(OutputError),
        replace_file(folder / CACHE_FOLDER / _FILE) as file,
    ):  # it may be read-only: then all is looked at again
        file.write(json.dumps(rows, separators=(",", ":")).encode("utf-8", "surrogatepass"))
