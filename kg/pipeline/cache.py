"""What is kept between builds, by the digest of what it was made of: readings of documents, and what was resolved of groups.

One SQLite file. It is whole after a process was killed, several builds may use it at once, and what is in it is JSON that runs no
code. Every row carries a digest of itself. A row that does not fit, a file that is cut or that another version wrote is thrown
away and made again: nothing is lost but time.
"""

from __future__ import annotations

import errno
import hashlib
import os
import platform
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from kg.errors import OutputError
from kg.files import resource

__all__ = ["CACHE_FILE", "CACHE_FOLDER", "Cache", "DamagedCacheError", "code_version"]

CACHE_FOLDER: Final = ".cache"  # in a build folder
CACHE_FILE: Final = "readings.sqlite"
_TABLES: Final = ("source", "keys", "told", "body", "meta", "held")
_CHANCES, _PAUSE = 200, 0.05  # asked so often, with so many seconds between
_WAIT: Final = 60.0  # seconds for another build that writes into the same cache
_LIBRARIES: Final = ("charset-normalizer", "lxml", "pypdfium2")  # what reads files
_MANY: Final = 500  # rows asked for at once
_NO_SPACE: Final = frozenset({"SQLITE_FULL", *(f"SQLITE_IOERR_{what}" for what in ("WRITE", "TRUNCATE", "FSYNC", "SHMSIZE"))})
_WRITTEN: Final = 4_000_000  # bytes after which rows are on the disk


class DamagedCacheError(Exception):
    """The cache is not as it was written; it is to be thrown away."""


@cache
def code_version() -> str:
    """Return a digest of all that readings and graphs are a function of, beside the documents: code, lexicon, libraries."""
    found = hashlib.sha256(platform.python_version().encode())
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            found.update(f"{name} {version(name)}\0".encode())
    package = Path(__file__).resolve().parents[1]
    for root in (package, resource("ontology")):
        for path in sorted(p for p in root.rglob("*") if p.suffix in {".py", ".toml", ".ttl", ".json"}):
            found.update(f"{path.relative_to(root).as_posix()}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:32]


def _write_ahead(base: sqlite3.Connection) -> None:
    """Let readers and a writer work at once; two who ask for it at the same moment shut each other out, so ask again."""
    for chance in range(_CHANCES):
        try:
            base.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if chance == _CHANCES - 1:
                raise
            time.sleep(_PAUSE)
        else:
            return


class Cache:
    """The rows of a cache. Use it as a context; every process opens its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._rows: dict[str, list[tuple[str, bytes]]] = {}
        self._waiting = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(folder / CACHE_FILE, timeout=_WAIT, isolation_level=None)
            _write_ahead(self._base)
            self._base.execute("PRAGMA synchronous=OFF")  # a cut of power may cost the cache, never a graph
            for table in _TABLES:
                self._base.execute(f"CREATE TABLE IF NOT EXISTS {table} (key TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID")
        except sqlite3.DatabaseError as error:
            raise self._meant(error) from error

    def __enter__(self) -> Cache:
        """The cache itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Write what waits, unless something went wrong."""
        try:
            if kind is None:
                self.flush()
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the file; what was not flushed is lost."""
        self._base.close()

    def put(self, table: str, key: str, data: bytes) -> None:
        """Keep a row; it is written with others, at the latest by `flush`."""
        packed = zlib.compress(data, 1)
        self._rows.setdefault(table, []).append((key, _sum(key, packed) + packed))
        self._waiting += len(packed)
        if self._waiting > _WRITTEN:
            self.flush()

    def flush(self) -> None:
        """Write what waits, so that other processes see it.

        Raises:
            DamagedCacheError: the file is damaged.
            OSError: the disk is full.
        """
        if self._rows:
            rows, self._rows, self._waiting = self._rows, {}, 0
            self._run("BEGIN IMMEDIATE")
            for table, some in rows.items():
                for row in some:
                    self._run(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", row)
            self._run("COMMIT")

    def get(self, table: str, key: str) -> bytes | None:
        """Return a row, or nothing."""
        return dict(self.get_all(table, [key])).get(key)

    def get_all(self, table: str, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the rows that there are of some keys, in no order.

        Raises:
            DamagedCacheError: the file or a row is damaged.
        """
        wanted = list(keys)
        for start in range(0, len(wanted), _MANY):
            part = wanted[start : start + _MANY]
            marks = ",".join("?" * len(part))
            for key, data in self._run(f"SELECT key, data FROM {table} WHERE key IN ({marks})", tuple(part)):
                yield key, _checked(key, data)

    def keep_only(self, used: dict[str, set[str]]) -> None:
        """Drop what no document of the collection needs any more, where that is more than what is needed.

        Args:
            used: the keys that are needed, table by table.
        """
        for table, keys in used.items():
            there = [key for (key,) in self._run(f"SELECT key FROM {table}")]
            gone = [key for key in there if key not in keys]
            if len(gone) > len(keys):
                self._run("BEGIN")
                for key in gone:
                    self._run(f"DELETE FROM {table} WHERE key = ?", (key,))
                self._run("COMMIT")

    def _run(self, text: str, values: tuple[object, ...] = ()) -> list[Any]:
        try:
            return self._base.execute(text, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._meant(error) from error

    def _meant(self, error: sqlite3.DatabaseError) -> Exception:
        """What an error of the engine means: no space, another build that holds the file for too long, or a damaged file."""
        name = getattr(error, "sqlite_errorname", "")
        if name in _NO_SPACE:
            return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or not os.access(self.folder, os.W_OK):
            return OutputError(f"cannot keep readings ({error}).", where=str(self.folder), cure="Name another --cache.")
        return DamagedCacheError(str(error))

    @staticmethod
    def wipe(folder: Path) -> None:
        """Remove a cache; other files in the folder stay."""
        for tail in ("", "-wal", "-shm", "-journal"):
            (folder / f"{CACHE_FILE}{tail}").unlink(missing_ok=True)


def _sum(key: str, packed: bytes) -> bytes:
    return hashlib.blake2b(key.encode() + packed, digest_size=8).digest()


def _checked(key: str, data: object) -> bytes:
    if not isinstance(data, bytes) or data[:8] != _sum(key, data[8:]):
        raise DamagedCacheError(f"the row {key} is damaged")
    try:
        return zlib.decompress(data[8:])
    except zlib.error as error:
        raise DamagedCacheError(f"the row {key} is damaged ({error})") from error
