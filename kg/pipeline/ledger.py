"""What a build leaves for the next one: which sources it saw, and where in its files each graph and each entry stands.

It is thrown away where it is not whole, where another version of the code wrote it, or where the files that it tells of are not
the ones that lie there now.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kg.pipeline.cache import CACHE_FOLDER, code_version
from kg.pipeline.spool import Piece
from kg.reading import Source, list_sidecars

__all__ = ["Ledger", "Stamp", "read_ledger", "stamp_of", "write_ledger"]

_FILE: Final = "ledger.json"
_YOUNG: Final = 2_000_000_000  # nanoseconds; what changed since may change again without another time
Stamp = list[int]  # what is read of a source at most; size, inode, times of it and of its sidecars; empty: not to be trusted


@dataclass(slots=True)
class Ledger:
    """What stands where in a build folder."""

    base: str = ""
    sources: dict[str, tuple[Stamp, str]] = field(default_factory=dict)  # by identifier: stamp, and key of what it holds
    graphs: dict[str, tuple[str, int, int]] = field(default_factory=dict)  # by IRI: key of what it is made of, offset, length
    entries: dict[str, tuple[str, int, int]] = field(default_factory=dict)  # the same in the report, by `document …`, `dealing …`
    texts: dict[str, tuple[str, int, int]] = field(default_factory=dict)  # by name: key of the document, size, time
    units: dict[str, int] = field(default_factory=dict)  # by IRI: which graphs hang together
    folder: Path = field(default_factory=Path)

    def graph(self, iri: str, key: str, graph_file: str) -> Piece | None:
        """Return where a graph stands that is made of what the key names."""
        return _piece(self.graphs.get(iri), key, f"{self.folder}/{graph_file}")

    def entry(self, name: str, key: str, report_file: str) -> Piece | None:
        """Return where an entry of the report stands that is made of what the key names."""
        return _piece(self.entries.get(name), key, f"{self.folder}/{report_file}")


def _piece(found: tuple[str, int, int] | None, key: str, path: str) -> Piece | None:
    return Piece(path, found[1], found[2]) if found is not None and found[0] == key else None


def _seal(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ino]


def read_ledger(folder: Path, files: tuple[str, ...]) -> Ledger:
    """Return what the build in a folder left; an empty ledger where it is of no use.

    Args:
        folder: the build folder.
        files: the names of the files that the ledger tells of.
    """
    try:
        told = json.loads((folder / CACHE_FOLDER / _FILE).read_bytes())
        if told["version"] != code_version() or told["files"] != [_seal(folder / name) for name in files]:
            return Ledger()
        sources, graphs, entries, texts = (_table(told[name]) for name in ("sources", "graphs", "entries", "texts"))
        return Ledger(str(told["base"]), sources, graphs, entries, texts, dict(told["units"]), folder)
    except (OSError, ValueError, TypeError, KeyError):
        return Ledger()


def _table(rows: dict[str, list[Any]]) -> dict[str, Any]:
    return {name: tuple(row) for name, row in rows.items()}


def write_ledger(ledger: Ledger, folder: Path, files: tuple[str, ...]) -> None:
    """Leave a ledger in a build folder whose files are written.

    Raises:
        OSError: the disk is full.
    """
    content = {
        "version": code_version(),
        "base": ledger.base,
        "files": [_seal(folder / name) for name in files],
        "sources": ledger.sources,
        "graphs": ledger.graphs,
        "entries": ledger.entries,
        "texts": ledger.texts,
        "units": ledger.units,
    }
    (folder / CACHE_FOLDER).mkdir(exist_ok=True)
    (folder / CACHE_FOLDER / _FILE).write_bytes(json.dumps(content, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def stamp_of(source: Source) -> Stamp:
    """Return what tells that a source and its sidecars did not change, without reading them; empty: that cannot be told.

    Whoever writes into a file gives it a new time of change, which no program can set. What changed in the last two seconds is not
    to be trusted: it may change again within the same tick of the clock.
    """
    stamp: Stamp = [source.most]
    now = time.time_ns()
    try:
        found = os.stat(source.path)
        stamp += (found.st_size, found.st_ino, found.st_ctime_ns, found.st_mtime_ns)
        newest = found.st_ctime_ns
    except OSError:
        return []
    for path in list_sidecars(source):
        try:
            found = os.stat(path)
        except OSError:
            stamp.append(-1)
            continue
        stamp += (found.st_size, found.st_ino, found.st_ctime_ns, found.st_mtime_ns)
        newest = max(newest, found.st_ctime_ns)
    return stamp if newest < now - _YOUNG else []
