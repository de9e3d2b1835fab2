"""Where the project's data files lie, and how files are written: whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import LexiconError, OutputError
from kg.kept import kept

__all__ = ["load_toml", "replace_file", "resource", "write_text"]

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The path of a data file or folder (`ontology`, `queries`, `seeds`), from the wheel and from a checkout alike.

    The wheel carries the folders inside the package; in a checkout they lie beside it.
    """
    inside = _PACKAGE.joinpath(*parts)
    return inside if inside.exists() else _PACKAGE.parent.joinpath(*parts)


@cache
def load_toml(name: str) -> dict[str, Any]:
    """Return the tables of `ontology/lexicon/NAME.toml`, read once.

    Raises:
        LexiconError: the file is missing or is no TOML.
    """
    path = resource("ontology", "lexicon", f"{name}.toml")
    try:
        return _tables(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(
            f"the lexicon file cannot be read ({error}).", where=str(path), cure="Restore or mend the file."
        ) from error


def _tables(text: str) -> dict[str, Any]:
    """Return the tables of a TOML text; what was kept of it as JSON is read twenty times as fast."""
    key = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
    if (data := kept().get(key)) is not None:
        with suppress(ValueError):
            return dict(json.loads(data))
    tables = tomllib.loads(text)
    with suppress(TypeError):  # a day, which JSON has not
        kept().put(key, json.dumps(tables).encode())
    return tables


@contextmanager
def replace_file(path: Path) -> Iterator[BinaryIO]:
    """A binary file to write to; it takes the place of `path` only when the block ends without an error.

    Raises:
        OutputError: the folder cannot be written to, or the disk is full.
    """
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror or error}).",
            where=str(path),
            cure="Choose another output folder or free some space.",
        ) from error
    finally:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 text file, whole or not at all."""
    with replace_file(path) as file:
        file.write(text.encode("utf-8"))
