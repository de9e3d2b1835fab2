"""What the program makes of its own files at each start and need not make again, kept beside the bytecode.

By Python's own rules for bytecode: nothing is written where `PYTHONDONTWRITEBYTECODE` says so or the folder is not ours to write,
and `PYTHONPYCACHEPREFIX` names another place. The file is for one release of Python, holds no code, and is left aside where it is
damaged: nothing is lost but time.
"""

from __future__ import annotations

import atexit
import json
import platform
import sys
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final

from kg.errors import OutputError
from kg.replacing import replace_file

__all__ = ["Kept", "keep_much", "kept"]

_MOST: Final = 8_000  # things of a file; the lexicon has half as many
_WORTH: Final = 64  # things for which the file is written anew while work goes on


@dataclass
class Kept:
    """Things by their keys, those of a file and those made since; `path`: the file, `None`: nothing is kept."""

    path: Path | None
    known: dict[str, bytes] = field(init=False)
    made: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = self._read()

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key; nothing where it is damaged."""
        packed = self.known.get(key)
        with suppress(zlib.error):
            return None if packed is None else zlib.decompress(packed)
        return None

    def put(self, key: str, data: bytes) -> None:
        """Keep something; it is written with others by `write`."""
        if self.path is not None:
            self.made[key] = zlib.compress(data, 1)

    def write(self, least: int = 1) -> None:
        """Write what was made into the file where it is so much; no matter where that cannot be."""
        if self.path is None or len(self.made) < least or sys.dont_write_bytecode:
            return
        self.known = {**self._read(), **self.made}
        if len(self.known) > _MOST:
            self.known = dict(self.made)
        self.made = {}
        with suppress(OutputError), replace_file(self.path) as file:
            file.write(self._packed())

    def _packed(self) -> bytes:
        at, places = 0, dict[str, tuple[int, int]]()
        for key, data in self.known.items():
            places[key] = at, at + len(data)
            at += len(data)
        head = json.dumps([platform.python_version(), places]).encode()
        body = len(head).to_bytes(4, "little") + head + b"".join(self.known.values())
        return zlib.crc32(body).to_bytes(4, "little") + body

    def _read(self) -> dict[str, bytes]:
        """Return what the file holds; nothing where it is missing, damaged or of another Python."""
        with suppress(OSError, ValueError, TypeError):
            held = b"" if self.path is None else self.path.read_bytes()
            if zlib.crc32(held[4:]) == int.from_bytes(held[:4], "little"):
                behind = 8 + int.from_bytes(held[4:8], "little")
                version, places = json.loads(held[8:behind])
                if version == platform.python_version():
                    return {key: held[behind + start : behind + end] for key, (start, end) in places.items()}
        return {}


@cache
def kept() -> Kept:
    """Return what is kept of this installation; what is made since is written when the process ends."""
    try:
        found = Kept(Path(cache_from_source(__file__)).with_suffix(".kept"))
    except NotImplementedError:
        found = Kept(None)
    atexit.register(found.write)
    return found


def keep_much() -> None:
    """Write what was made, where it is much: for processes that end without a word."""
    kept().write(_WORTH)
