"""Where a build goes: all of its files or none of them."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kg.errors import OutputError
from kg.ntriples import GRAPH_FILE
from kg.pipeline.cache import CACHE_FILE, CACHE_FOLDER
from kg.pipeline.report import MADE_BY, REPORT_FILE, TEXTS_FOLDER
from kg.querying import STORE_FOLDER

__all__ = ["FILES", "PARTS_FOLDER", "WORK_FOLDER", "check_output", "choose_cache", "fill_folder"]

FILES: Final = (GRAPH_FILE, REPORT_FILE)  # those that the ledger tells of
PARTS_FOLDER: Final = "parts"  # of N-Quads, written by a cluster
WORK_FOLDER: Final = ".work"  # in a build to come: what is written aside

# what a build writes; the report comes last: it says that all is there
_OURS = (GRAPH_FILE, PARTS_FOLDER, "graph.trig", "graph.ttl", STORE_FOLDER, TEXTS_FOLDER, CACHE_FOLDER, REPORT_FILE)
_MADE_BY = re.compile(rf'\{{\s*"made_by": "{MADE_BY}'.encode())
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
        with (folder / REPORT_FILE).open("rb") as file:
            return _MADE_BY.match(file.read(200)) is not None
    except OSError:
        return False


@contextmanager
def fill_folder(folder: Path, *, keep: bool = True) -> Iterator[Path]:
    """An empty folder to write to, whose files move to `folder` when the block ends without an error.

    A folder that is new, or that holds nothing but an earlier build, is exchanged as a whole. Where other files stand in it,
    ours are replaced one by one, the report last. What a build that was killed left behind is cleared away; what it had read is
    taken over.

    Args:
        folder: where the files are to be.
        keep: whether what is kept between builds moves over too; else it is removed.

    Raises:
        OutputError: the place cannot be written to, the disk is full, or another build is writing there.
    """
    target = folder.resolve()
    fresh: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(target):
            try:
                fresh = _begin(target)
                yield fresh
                shutil.rmtree(fresh / WORK_FOLDER, ignore_errors=True)
                _move(fresh, target, keep=keep)
            finally:
                if fresh is not None:
                    shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror or error}).",
            where=str(folder),
            cure="Choose another output folder or free some space.",
        ) from error


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    """The only build into a folder; the lock ends with the process, however that ends."""
    path = target.with_name(f".{target.name}.lock")
    handle = _lock(path)
    while not path.exists() or os.fstat(handle).st_ino != path.stat().st_ino:  # whoever had it has removed it
        os.close(handle)
        handle = _lock(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _lock(path: Path) -> int:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        cure = "Wait until it has ended, or choose another output folder."
        raise OutputError("is being written by another build.", where=path.name[1:-5], cure=cure) from error
    return handle


def _begin(target: Path) -> Path:
    """A new folder beside the target; what killed builds left there is put right."""
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    fresh.chmod(0o755)
    ours = re.compile(rf"\.{re.escape(target.name)}\.[a-z0-9_]{{8}}(\.former)?")
    left = sorted(p for p in target.parent.iterdir() if p != fresh and p.is_dir() and ours.fullmatch(p.name))
    for path in left:
        if path.suffix == ".former" and not target.exists():  # it was killed between two steps of the exchange
            path.rename(target)
            continue
        kept = path / CACHE_FOLDER
        if (kept / CACHE_FILE).exists() and not any((p / CACHE_FOLDER / CACHE_FILE).exists() for p in (target, fresh)):
            kept.rename(fresh / CACHE_FOLDER)
        shutil.rmtree(path, ignore_errors=True)
    return fresh


def choose_cache(folder: Path, fresh: Path, named: str | Path | None, *, keep: bool) -> Path:
    """Return where readings are kept: in a named folder, in the earlier build, in the one to come, or nowhere for long."""
    if not keep:
        return fresh / WORK_FOLDER / "kept"
    if named is not None:
        return Path(named)
    there = folder / CACHE_FOLDER
    return there if (there / CACHE_FILE).exists() else fresh / CACHE_FOLDER


def _move(fresh: Path, target: Path, *, keep: bool) -> None:
    if target.exists() and {path.name for path in target.iterdir()} - set(_OURS):
        for name in _OURS:
            if name != CACHE_FOLDER:
                _replace(fresh / name, target / name)
        if not keep:
            shutil.rmtree(target / CACHE_FOLDER, ignore_errors=True)
        _move_cache(fresh, target, replace=True)
        return
    if keep:
        _move_cache(target, fresh, replace=False)
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


def _move_cache(source: Path, goal: Path, *, replace: bool) -> None:
    """Move what is kept from one folder to the other, file by file."""
    if (source / CACHE_FOLDER).is_dir():
        (goal / CACHE_FOLDER).mkdir(exist_ok=True)
        for path in sorted((source / CACHE_FOLDER).iterdir()):
            if replace or not (goal / CACHE_FOLDER / path.name).exists():
                path.replace(goal / CACHE_FOLDER / path.name)


def _replace(new: Path, old: Path) -> None:
    if old.is_dir():
        shutil.rmtree(old)
    elif not new.exists():
        old.unlink(missing_ok=True)
    if new.exists():  # a store and other formats are kept only where they were asked for
        new.replace(old)
