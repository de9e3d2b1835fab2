"""What commands share: results to stdout, talk to stderr, a bar where somebody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg.errors import InputError

__all__ = ["BUILD", "emit", "progress_bar", "read_stdin", "tell"]

BUILD = click.Path(path_type=Path)  # that it exists is checked where it is opened, so that the error names the cure


def emit(text: str | bytes) -> None:
    """Write a result to stdout: UTF-8, line ends as they are, on every system."""
    stream = sys.stdout.buffer
    stream.write(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
    stream.flush()


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
