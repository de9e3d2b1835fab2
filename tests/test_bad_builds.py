"""Builds that go wrong: killed processes, no memory, no space, two at once. An error says so, and the next build is right."""

from __future__ import annotations

import importlib
import itertools
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kg.errors import KgError, OutputError
from kg.extraction import read_document
from kg.pipeline import build
from kg.pipeline.cache import CACHE_FILE, CACHE_FOLDER
from kg.pipeline.output import fill_folder
from kg.pipeline.workers import run_tasks
from kg.records import Document, PartyMention, Reading

TEXT = "{one} and {other} today signed a licence agreement. {one} grants {other} an exclusive licence to its maps of {where}.\n"
NAMES = ("Elm AG", "Fir AG", "Oak AG", "Ash AG", "Yew AG", "Box AG", "Bay AG", "Ivy AG")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Four documents of four deals."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number, (one, other) in enumerate(zip(NAMES[::2], NAMES[1::2], strict=True)):
        (folder / f"{number}.txt").write_text(TEXT.format(one=one, other=other, where="Peru"), encoding="utf-8")
    return folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    """All files of a build, without what is kept for the next one."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and CACHE_FOLDER not in path.parts
    }


def is_right(source: Path, out: Path) -> bool:
    """Whether a build into a folder now gives what a build into an empty folder gives, and leaves nothing beside it."""
    build([source], out)
    build([source], out.with_name("fresh"), keep=False)
    left = {path.name for path in out.parent.iterdir()} - {"in", "out", "fresh"}
    return bytes_of(out) == bytes_of(out.with_name("fresh")) and not left


def killed_by(words: str, once: Path | None = None) -> Callable[[Document], Reading]:
    """A reader that is killed by a document with some words; where a path is given, only as long as nothing is there."""

    def read(document: Document, known: Sequence[PartyMention] = (), alone: Reading | None = None) -> Reading:
        if words in document.text and (once is None or not once.exists()):
            if once is not None:
                once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return read_document(document, known)

    return read


# ------------------------------------------------------------------ processes that are killed
def test_a_document_that_kills_its_process_is_left_out(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that takes its process with it stands in the report; all others are read, and the next build reads it too."""
    with monkeypatch.context() as patch:
        patch.setattr("kg.pipeline.documents.read_document", killed_by("Oak AG"))
        report = build([source], tmp_path / "out", jobs=2)
    assert [failure.identifier for failure in report.failures] == ["1.txt"]
    assert len(report.documents) == 3
    assert is_right(source, tmp_path / "out")


def test_a_process_that_is_killed_once_costs_nothing(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed process had to do is done by another one."""
    monkeypatch.setattr("kg.pipeline.documents.read_document", killed_by("Oak AG", tmp_path / "in" / ".hidden"))
    report = build([source], tmp_path / "out", jobs=2)
    assert (len(report.documents), report.failures) == (4, ())


def test_a_dealing_that_kills_its_process_is_an_error(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents of one dealing that cannot be resolved are named, and no folder is written."""

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with monkeypatch.context() as patch:
        patch.setattr("kg.pipeline.work.solve_group", die)
        with pytest.raises(KgError, match="killed the process"):
            build([source], tmp_path / "out", jobs=2)
    assert not (tmp_path / "out").exists()
    assert is_right(source, tmp_path / "out")


def test_tasks_are_all_done_in_processes() -> None:
    """Each task is done once, however the tasks are cut into chunks."""
    for chunk in (1, 3, 50):
        assert sorted(run_tasks(_doubled, range(20), 2, chunk, lambda task: -task)) == [2 * n for n in range(20)]


def _doubled(tasks: object) -> list[int]:
    return [2 * task for task in tasks]  # type: ignore[attr-defined]


def build_and_die(source: Path, out: Path, place: str, after: int) -> int | None:
    """Build in a process that is killed when a function is called for the n-th time; return how it ended."""
    process = multiprocessing.get_context("fork").Process(target=_build_and_die, args=(source, out, place, after))
    process.start()
    process.join(120)
    return process.exitcode


def _build_and_die(source: Path, out: Path, place: str, after: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        module, _, name = place.rpartition(".")
        real = getattr(importlib.import_module(module), name)
        calls = itertools.count(1)

        def die(*args: object, **options: object) -> object:
            if next(calls) == after:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **options)

        patch.setattr(place, die)
        build([source], out)


PLACES = [
    ("kg.pipeline.documents.read_document", 3),
    ("kg.pipeline.work.solve_group", 2),
    ("kg.pipeline.assembling.write_ledger", 1),
    ("kg.pipeline.output._move_cache", 1),
    ("shutil.rmtree", 2),
]


@pytest.mark.parametrize(("place", "after"), PLACES)
@pytest.mark.parametrize("earlier", [False, True])
def test_a_killed_build_is_made_good_by_the_next(source: Path, tmp_path: Path, place: str, after: int, earlier: bool) -> None:
    """Wherever a build is killed, into an empty folder or over another build, the next one is right and clears up after it."""
    if earlier:
        build([source], tmp_path / "out")
        for path in source.iterdir():
            path.write_text(path.read_text(encoding="utf-8").replace("Peru", "Chile"), encoding="utf-8")
    assert build_and_die(source, tmp_path / "out", place, after) == -signal.SIGKILL
    assert is_right(source, tmp_path / "out")


def test_what_a_killed_build_had_read_is_not_read_again(source: Path, tmp_path: Path) -> None:
    """A build that goes on after one that was killed reads the documents that are left."""
    build_and_die(source, tmp_path / "out", "kg.pipeline.work.solve_group", 1)
    assert build([source], tmp_path / "out").anew == 0


# ------------------------------------------------------------------ no memory, no space
def test_a_document_that_takes_all_memory_is_left_out(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory that runs out in one document is told in the report; the next build reads it again."""

    def read(document: Document, known: Sequence[PartyMention] = (), alone: Reading | None = None) -> Reading:
        if "Oak AG" in document.text:
            raise MemoryError
        return read_document(document, known)

    with monkeypatch.context() as patch:
        patch.setattr("kg.pipeline.documents.read_document", read)
        report = build([source], tmp_path / "out")
    assert [f.identifier for f in report.failures] == ["1.txt"]
    assert "memory" in report.failures[0].reason
    assert is_right(source, tmp_path / "out")


def test_a_dealing_that_takes_all_memory_is_an_error(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory that runs out in a dealing is an error that names its documents."""

    def solve(task: object, bodies: object) -> object:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr("kg.pipeline.work.solve_group", solve)
        with pytest.raises(KgError, match="memory"):
            build([source], tmp_path / "out")
    assert is_right(source, tmp_path / "out")


@pytest.mark.parametrize("size", [2_000, 20_000, 60_000])
@pytest.mark.parametrize("earlier", [False, True])
def test_a_full_disk_is_an_error_and_leaves_what_was_there(source: Path, tmp_path: Path, size: int, earlier: bool) -> None:
    """Where files cannot grow any more, the build says so, the earlier build stands, and the next one is right."""
    if earlier:
        build([source], tmp_path / "out")
        for path in source.iterdir():
            path.write_text(path.read_text(encoding="utf-8").replace("Peru", "Chile"), encoding="utf-8")
    before = bytes_of(tmp_path / "out")
    limits, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
        with pytest.raises(OutputError):
            build([source], tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert bytes_of(tmp_path / "out") == before
    assert is_right(source, tmp_path / "out")


# ------------------------------------------------------------------ two at once
def test_two_builds_into_one_folder_do_not_meet(source: Path, tmp_path: Path) -> None:
    """While a build writes into a folder another one into it is an error, and goes on once the first has ended."""
    with fill_folder(tmp_path / "out"), pytest.raises(OutputError, match="another build"):
        build([source], tmp_path / "out")
    assert is_right(source, tmp_path / "out")


def test_two_builds_at_once_share_a_cache(source: Path, tmp_path: Path) -> None:
    """Builds into two folders that use one cache at the same time are both right."""
    context = multiprocessing.get_context("fork")
    options = {"cache": tmp_path / "kept"}
    running = [context.Process(target=build, args=([source], tmp_path / name), kwargs=options) for name in ("one", "two")]
    for process in running:
        process.start()
    for process in running:
        process.join(120)
    assert [process.exitcode for process in running] == [0, 0]
    build([source], tmp_path / "fresh", keep=False)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two") == bytes_of(tmp_path / "fresh")


def test_a_cache_that_cannot_be_written_is_an_error(source: Path, tmp_path: Path) -> None:
    """A named cache that is a file is told, and the file stays."""
    (tmp_path / "kept").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError):
        build([source], tmp_path / "out", cache=tmp_path / "kept")
    assert (tmp_path / "kept").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "out").exists()


def test_a_foreign_file_in_place_of_a_cache_is_replaced(source: Path, tmp_path: Path) -> None:
    """A cache file of another kind is thrown away."""
    build([source], tmp_path / "out")
    (tmp_path / "out" / CACHE_FOLDER / CACHE_FILE).write_text("This is no base of data. " * 50, encoding="utf-8")
    assert is_right(source, tmp_path / "out")
