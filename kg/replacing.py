"""How a file takes the place of another one: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import OutputError

__all__ = ["replace_file"]


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
