"""Files become documents: captured text, where it comes from, and the role of each stretch of it.

The only stage that reads the user's files. Nothing is executed, nothing is fetched, nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import InputError
from kg.reading.encodings import LARGEST
from kg.reading.formats import read_bytes
from kg.reading.sources import SIDECAR, Source, list_inputs
from kg.records import Document

__all__ = ["Source", "list_inputs", "read_each", "read_source"]

_LARGEST_FILE = 4 * LARGEST  # bytes; an archive may be larger than a document


def _bytes(source: Source) -> bytes:
    try:
        with source.path.open("rb") as file:
            data = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise InputError("has vanished.", where=source.identifier, cure="Give it again.") from error
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror or error}).", where=source.identifier, cure="Allow reading it."
        ) from error
    if len(data) > _LARGEST_FILE:
        raise InputError(f"is larger than {_LARGEST_FILE // 1024 // 1024} MB.", where=source.identifier, cure="Split it.")
    return data


def _sidecars(source: Source) -> dict[str, bytes]:
    """The sidecars that stand beside a file, by name."""
    found = {}
    for name in (f"{source.path.name}{SIDECAR}", f"{source.path.stem}{SIDECAR}"):
        path = source.path.with_name(name)
        if path.is_file():
            found[name] = _bytes(Source(path, f"{source.identifier.rpartition('/')[0]}/{name}".lstrip("/")))
    return found


def read_each(source: Source) -> Iterator[Document | InputError]:
    """The documents of a file, in its order, and an error in the place of each part that cannot be read."""
    try:
        data, sidecars = _bytes(source), _sidecars(source)
    except InputError as error:
        yield error
        return
    yield from read_bytes(source.identifier, data, sidecars)


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
