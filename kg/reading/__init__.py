"""Files become documents: captured text, where it comes from, and the role of each stretch of it.

The only stage that reads the user's files. Nothing is executed, nothing is fetched, nothing is written.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError
from kg.reading.encodings import LARGEST, MOST_TEXT
from kg.reading.formats import read_bytes
from kg.reading.sources import SIDECAR, Source, list_inputs
from kg.records import Document

__all__ = [
    "MOST_TEXT",
    "Source",
    "list_inputs",
    "list_sidecars",
    "load_source",
    "read_bytes",
    "read_each",
    "read_source",
]

_LARGEST_FILE = 4 * LARGEST  # bytes; an archive may be larger than a document


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting for whoever writes into it, if it is a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _bytes(source: Source) -> bytes:
    try:
        with open(source.path, "rb", opener=_open_at_once) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise InputError("is a pipe, a device or a folder.", where=source.identifier, cure="Give a file.")
            data = file.read(_LARGEST_FILE) if found.st_size <= _LARGEST_FILE else b""
    except FileNotFoundError as error:
        raise InputError("has vanished.", where=source.identifier, cure="Give it again.") from error
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror or error}).", where=source.identifier, cure="Allow reading it."
        ) from error
    if found.st_size > _LARGEST_FILE:
        raise InputError(f"is larger than {_LARGEST_FILE // 1024 // 1024} MB.", where=source.identifier, cure="Split it.")
    return data


def list_sidecars(source: Source) -> list[str]:
    """Return where the sidecars of a file may stand."""
    path = str(source.path)
    stem = path.removesuffix(source.path.suffix)
    return [f"{path}{SIDECAR}"] if stem == path else [f"{path}{SIDECAR}", f"{stem}{SIDECAR}"]


def _sidecars(source: Source) -> dict[str, bytes]:
    """The sidecars that stand beside a file, by name."""
    found = {}
    for path in map(Path, list_sidecars(source)):
        name = path.name
        if path.is_file():
            found[name] = _bytes(Source(path, f"{source.identifier.rpartition('/')[0]}/{name}".lstrip("/")))
    return found


def load_source(source: Source) -> tuple[bytes, dict[str, bytes]]:
    """Return the bytes of a file, and those of the sidecars beside it by their names: all that its documents are made of.

    Raises:
        InputError: it cannot be read, or is too large.
    """
    return _bytes(source), _sidecars(source)


def read_each(source: Source) -> Iterator[Document | InputError]:
    """The documents of a file, in its order, and an error in the place of each part that cannot be read."""
    try:
        data, sidecars = load_source(source)
    except InputError as error:
        yield error
        return
    yield from read_bytes(source.identifier, data, sidecars, source.most)


def read_source(source: Source) -> list[Document]:
    """Return the documents of a file: one, or several from an archive, a mailbox, a list of records or a mail with attachments.

    Raises:
        InputError: the file, or a part of it, cannot be read; `read_each` gives the parts that can.
    """
    documents = []
    for result in read_each(source):
        if isinstance(result, InputError):
            raise result
        documents.append(result)
    return documents
