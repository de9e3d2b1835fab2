"""What README shows is what the commands print: run by cog, which `make test` checks and `make format` renews."""

from __future__ import annotations

import atexit
import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import cog

ROOT = Path(__file__).resolve().parents[1]
_WIDTH = 150


@cache
def workplace() -> Path:
    """A folder in which the commands run, with the seeds in it."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    place = Path(folder.name)
    (place / "seeds").symlink_to(ROOT / "seeds")
    (place / "tests").symlink_to(ROOT / "tests")
    return place


def run(command: str, lines: int = 40) -> None:
    """Print a command and what it says, in a block; of a long answer the first lines."""
    program = str(Path(sys.executable).with_name("kg"))
    parts = [program if part == "kg" else part for part in command.split()]
    done = subprocess.run(parts, cwd=workplace(), capture_output=True, text=True, check=False, timeout=300)
    told = (done.stdout or done.stderr).rstrip("\n").split("\n")
    shown = [line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…" for line in told[:lines]]
    more = [f"… ({len(told) - lines} more lines)"] if len(told) > lines else []
    cog.outl("\n".join(["```console", f"$ {command}", *shown, *more, "```"]))


def describe(command: str) -> None:
    """Print the help of a command, in a block."""
    program = str(Path(sys.executable).with_name("kg"))
    done = subprocess.run([program, *command.split(), "--help"], capture_output=True, text=True, check=True, timeout=60)
    text = re.sub(r"^\s*(Usage: )(?:\S*kg|python -m kg)", r"\1kg", done.stdout.rstrip())
    cog.outl(f"```text\n{text}\n```")
