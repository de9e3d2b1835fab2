"""Which files below the given paths are read, and under which identifiers."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import InputError
from kg.reading.encodings import MOST_TEXT

__all__ = ["SIDECAR", "Source", "list_inputs"]

SIDECAR = ".meta.toml"
_BUILT = frozenset({"graph.nq", "report.json"})  # a folder that holds both was written by a build


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. `identifier` names its document in every output: the path inside the given folder, with forward slashes.

    `most` says how many code points of the text of each of its documents are read.
    """

    path: Path
    identifier: str
    most: int = MOST_TEXT


def _printable(name: str) -> str:
    """A name of a file in code points that can be written; bytes that are no UTF-8 become replacement characters."""
    return os.fsencode(name).decode("utf-8", "replace")


def _is_source(name: str) -> bool:
    return not name.startswith(".") and not name.endswith(SIDECAR)


def _below(folder: Path) -> Iterator[tuple[str, str]]:
    """The files of a folder and of its folders, without hidden ones and what builds wrote; links to folders are not followed.

    Each is told by its folder and its name: a collection has a hundred thousand, and a path is dear.

    Links to nothing, pipes and devices are among them, so that reading them tells why they cannot be read.
    """

    def refuse(error: OSError) -> None:
        raise InputError(f"cannot be listed ({error.strerror}).", where=str(error.filename), cure="Allow reading it.") from error

    for parent, folders, names in os.walk(folder, onerror=refuse):
        if set(names) >= _BUILT:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from ((parent, name) for name in sorted(names) if _is_source(name))


def _sources_of(path: Path, most: int) -> Iterator[Source]:
    if path.is_dir():
        within: dict[str, str] = {}  # of each folder the beginning of the identifiers
        for parent, name in _below(path):
            if parent not in within:
                inner = Path(parent).relative_to(path).as_posix()
                within[parent] = "" if inner == "." else f"{inner}/"
            yield Source(Path(parent, name), _printable(within[parent] + name), most)
    elif path.is_file():
        yield Source(path, _printable(path.name), most)
    else:
        what = "does not exist." if not path.exists() else "is neither a file nor a folder."
        raise InputError(what, where=_printable(str(path)), cure="Name a file, or a folder with documents in it.")


def list_inputs(paths: Sequence[Path], most: int = MOST_TEXT, outside: Path | None = None) -> list[Source]:
    """Return the files to read, sorted by identifier, each once.

    Hidden files, sidecars (`NAME.meta.toml`) and what a build wrote are left out. Where two files would have one identifier, the
    names of their folders are put before it.

    Args:
        paths: files and folders.
        most: code points of each text that are read.
        outside: a folder nothing of which is read: a build into a folder of its own input must not read itself.

    Raises:
        InputError: a path does not exist or cannot be listed.
    """
    inside = f"{outside.resolve()}{os.sep}" if outside is not None else ""
    found: dict[str, Source] = {}
    parents: dict[str, str] = {}
    for path in paths:
        for source in _sources_of(path, most):
            place = _real_path(source.path, parents)
            if not inside or not place.startswith(inside):
                found.setdefault(place, source)
    sources = list(found.values())
    for _ in range(64):
        counts = Counter(source.identifier for source in sources)
        if len(counts) == len(sources):
            break
        sources = [_with_parent(source) if counts[source.identifier] > 1 else source for source in sources]
    return sorted(sources, key=lambda source: (source.identifier, str(source.path)))


def _real_path(path: Path, parents: dict[str, str]) -> str:
    """A path of a file without links in it. `parents` are the folders that were asked for before, with their own: each is looked
    up once.
    """
    if os.path.islink(path):
        with suppress(OSError, RuntimeError):  # a link to itself
            return str(path.resolve())
    parent, name = os.path.split(path)
    if parent not in parents:
        parents[parent] = os.path.realpath(parent)
    return f"{parents[parent]}{os.sep}{name}"


def _with_parent(source: Source) -> Source:
    """A source with one more folder in its identifier."""
    parts = source.path.resolve().parts
    taken = min(source.identifier.count("/") + 2, len(parts))
    return replace(source, identifier=_printable("/".join(part.strip("/\\") for part in parts[-taken:])))
