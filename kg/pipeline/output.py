"""Where a build goes: all of its files or none of them."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import OutputError
from kg.pipeline.report import MADE_BY, REPORT_FILE, TEXTS_FOLDER
from kg.querying import STORE_FOLDER

__all__ = ["check_output", "fill_folder"]

# what a build writes; the report comes last: it says that all is there
_OURS = ("graph.nq", "graph.trig", "graph.ttl", STORE_FOLDER, TEXTS_FOLDER, REPORT_FILE)
_CURE = "Choose another output folder."


def check_output(folder: Path) -> None:
    """Say before any work is done whether a build may write here.

    Raises:
        OutputError: it is a file, it cannot be written to, or it holds files with our names that no build of ours wrote.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError("is a file.", where=str(folder), cure=_CURE)
    there = [name for name in _OURS if (folder / name).exists()]
    if there and not _is_ours(folder):
        raise OutputError(f"holds {there[0]}, which no build wrote.", where=str(folder), cure=_CURE)
    nearest = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise OutputError("cannot be written to.", where=str(nearest), cure=f"{_CURE[:-1]} or change its permissions.")


def _is_ours(folder: Path) -> bool:
    try:
        report = json.loads((folder / REPORT_FILE).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(report, dict) and str(report.get("made_by", "")).startswith(MADE_BY)


@contextmanager
def fill_folder(folder: Path) -> Iterator[Path]:
    """An empty folder to write to, whose files move to `folder` when the block ends without an error.

    A folder that is new, or that holds nothing but an earlier build, is exchanged as a whole. Where other files stand in it,
    ours are replaced one by one, the report last.

    Raises:
        OutputError: the place cannot be written to, or the disk is full.
    """
    target = folder.resolve()
    fresh: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        fresh.chmod(0o755)
        yield fresh
        _move(fresh, target)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror or error}).",
            where=str(folder),
            cure="Choose another output folder or free some space.",
        ) from error
    finally:
        if fresh is not None:
            shutil.rmtree(fresh, ignore_errors=True)


def _move(fresh: Path, target: Path) -> None:
    if target.exists() and {path.name for path in target.iterdir()} - set(_OURS):
        for name in _OURS:
            _replace(fresh / name, target / name)
        return
    former = fresh.with_name(f"{fresh.name}.former")
    if target.exists():
        target.rename(former)
    try:
        fresh.rename(target)
    except OSError:
        if former.exists():
            former.rename(target)
        raise
    shutil.rmtree(former, ignore_errors=True)


def _replace(new: Path, old: Path) -> None:
    if old.is_dir():
        shutil.rmtree(old)
    if new.exists():  # a store is kept only where it was asked for
        new.replace(old)
