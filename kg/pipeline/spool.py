"""Pieces of the large files of a build: written once in the order in which they come, copied into place by their names.

A piece is a range of bytes in a file: one that this build wrote aside, or one of the build before it. What stays the same is so
never parsed or made again, and no file is held in memory.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

__all__ = ["Copier", "Piece", "Spool"]

_LARGE_RUN: Final = 256 * 1024  # bytes from which the system copies without us
_AT_ONCE: Final = 8 * 1024 * 1024


class Piece(NamedTuple):
    """A range of bytes in a file."""

    path: str
    offset: int
    length: int


class Spool:
    """A file of one process that pieces are added to."""

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / f"{name}-{os.getpid()}"
        self._file = self._path.open("ab")
        self._end = self._file.tell()

    def add(self, data: bytes) -> Piece:
        """Write a piece, and return where it stands."""
        self._file.write(data)
        self._end += len(data)
        return Piece(str(self._path), self._end - len(data), len(data))

    def flush(self) -> None:
        """Let other processes see what was added."""
        self._file.flush()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class Copier:
    """Copies pieces to the end of a file, neighbours at once."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._end = out.tell()
        self._open: dict[str, int] = {}
        self._run = Piece("", 0, 0)

    def write(self, data: bytes) -> int:
        """Write bytes that are no piece, and return where they begin."""
        self._settle()
        self._out.write(data)
        self._end += len(data)
        return self._end - len(data)

    def copy(self, piece: Piece) -> int:
        """Copy a piece, and return where it now begins."""
        run = self._run
        if piece.path == run.path and piece.offset == run.offset + run.length:
            self._run = Piece(run.path, run.offset, run.length + piece.length)
        else:
            self._settle()
            self._run = piece
        self._end += piece.length
        return self._end - piece.length

    def close(self) -> None:
        """Copy what is left.

        Raises:
            OSError: a file was cut, or the disk is full.
        """
        self._settle()
        self._out.flush()
        for handle in self._open.values():
            os.close(handle)

    def _settle(self) -> None:
        path, offset, length = self._run
        self._run = Piece("", 0, 0)
        if not length:
            return
        if path not in self._open:
            self._open[path] = os.open(path, os.O_RDONLY)
        source = self._open[path]
        if length > _LARGE_RUN:
            self._out.flush()
            moved = _copy_within(source, self._out.fileno(), offset, length)
            offset, length = offset + moved, length - moved
        while length:
            data = os.pread(source, min(length, _AT_ONCE), offset)
            if not data:
                raise OSError(5, f"{path} is shorter than it was")
            self._out.write(data)
            offset, length = offset + len(data), length - len(data)


def _copy_within(source: int, target: int, offset: int, length: int) -> int:
    """Let the system copy from file to file, and return how many bytes it did copy; it may be none."""
    done = 0
    with suppress(OSError):  # what it does not copy is copied here, where an error is told
        while done < length and hasattr(os, "copy_file_range"):
            moved = os.copy_file_range(source, target, length - done, offset + done)
            if not moved:
                break
            done += moved
    return done
