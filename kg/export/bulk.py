"""Files for the bulk loaders of triplestores, and the commands that load them."""

from __future__ import annotations

import gzip
import shlex
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

__all__ = ["BulkLoader", "find_loader", "list_loaders", "write_packed"]


@dataclass(frozen=True, slots=True)
class BulkLoader:
    """What one kind of store loads in bulk; `bulk.toml` says what each field means."""

    name: str
    format: str
    command: str
    note: str
    tried: str

    def command_for(self, path: Path) -> str:
        """Return the command that loads a file; what is left in capitals is to be filled in."""
        place = path.absolute()
        quote = str if "'FOLDER'" in self.command else shlex.quote  # inside quotes of its own a path stands as it is
        names = {"FILE": str(place), "FOLDER": str(place.parent), "NAME": place.name}
        command = self.command.strip()
        for name, value in names.items():
            command = command.replace(name, quote(value))
        return command


@cache
def list_loaders() -> tuple[BulkLoader, ...]:
    """Return all bulk loaders, in the order of the file."""
    table = tomllib.loads(Path(__file__).with_name("bulk.toml").read_text(encoding="utf-8"))
    return tuple(BulkLoader(name=name, **row) for name, row in table.items())


def find_loader(name: str) -> BulkLoader:
    """Return the bulk loader of a kind of store.

    Raises:
        KeyError: there is no such kind.
    """
    return {loader.name: loader for loader in list_loaders()}[name]


def write_packed(pieces: Iterable[str], file: BinaryIO) -> None:
    """Write text compressed; the same text gives the same bytes, without a name or a time in it."""
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=6, mtime=0) as packed:
        for piece in pieces:
            packed.write(piece.encode("utf-8"))
