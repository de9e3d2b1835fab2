"""What commands share: results to stdout, talk to stderr, a bar where somebody looks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from kg.errors import InputError, OutputError

__all__ = ["BUILD", "emit", "open_stdout", "progress_bar", "read_stdin", "tell"]

BUILD = click.Path(path_type=Path)  # that it exists is checked where it is opened, so that the error names the cure


@contextmanager
def open_stdout() -> Iterator[BinaryIO]:
    """Give stdout for bytes; all that was written has left when the block ends.

    Raises:
        OutputError: what takes it is full. That somebody stopped reading is for click to handle.
    """
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())  # what is still held back is not tried again at the end
        cure = "Free some space, or write to another disk."
        raise OutputError(f"cannot be written ({error.strerror or error}).", where="stdout", cure=cure) from error


def emit(text: str | bytes) -> None:
    """Write a result to stdout: UTF-8, line ends as they are, on every system.

    Raises:
        OutputError: what takes it is full.
    """
    with open_stdout() as stream:
        stream.write(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))


def read_stdin() -> str:
    """All of stdin, as UTF-8.

    Raises:
        InputError: it is not UTF-8.
    """
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8 (byte {error.start}).", where="stdin", cure="Convert it to UTF-8.") from error


def tell(text: str) -> None:
    """Say something to the person at the terminal."""
    click.echo(text, err=True)


@contextmanager
def progress_bar(wanted: bool = True) -> Iterator[Callable[[str, int, int], None]]:
    """What a build tells its progress to: a line on stderr that is rewritten, and only where stderr is a terminal."""
    if not (wanted and sys.stderr.isatty()):
        yield lambda _stage, _done, _total: None
        return
    width = 30

    def draw(stage: str, done: int, total: int) -> None:
        full = width * done // max(1, total)
        click.echo(f"\r{stage:10} [{'#' * full}{'.' * (width - full)}] {done}/{total}\x1b[K", err=True, nl=False)

    try:
        yield draw
    finally:
        click.echo("\r\x1b[K", err=True, nl=False)
