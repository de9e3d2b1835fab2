"""Where the project's data files lie, and how its tables are read and texts written."""

from __future__ import annotations

import hashlib
import json
import tomllib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import LexiconError
from kg.kept import kept
from kg.replacing import replace_file

__all__ = ["load_toml", "resource", "write_text"]

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


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 text file, whole or not at all."""
    with replace_file(path) as file:
        file.write(text.encode("utf-8"))
