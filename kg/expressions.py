"""Large regular expressions of the lexicon, compiled once for an installation and not once for each start.

To compile an expression of a thousand signs takes a millisecond, and a first document asks for a thousand of them. What `re`
makes of them is kept beside the bytecode of this module, by Python's own rules for bytecode: nothing is written where
`PYTHONDONTWRITEBYTECODE` says so or the folder is not ours to write, and `PYTHONPYCACHEPREFIX` names another place. The file is
for one release of Python, holds numbers and names that run no code, and is left aside where it is damaged. Where another Python
has not the functions that `re` itself uses for this, every expression is compiled as ever.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import platform
import re
import sys
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, Final

__all__ = ["Expressions", "compiled", "keep_compiled"]

_MOST: Final = 8_000  # expressions of a file; the lexicon has half as many
_WORTH: Final = 64  # expressions for which the file is written anew while work goes on
_SUFFIX: Final = ".expressions"
_PROBE: Final = r"(?P<who>[a-z]+?)(?=\s)|(?<!x)y{2,5}"


@dataclass(frozen=True, slots=True)
class _Engine:
    """What `re` itself compiles with."""

    parse: Any
    code: Any
    make: Any
    stamp: str  # of the release of Python and of the machine

    @classmethod
    def of_python(cls) -> _Engine | None:
        """Return the engine of this Python; `None` where it is none that we know, or does not make what `re` makes."""
        with suppress(ImportError, AttributeError, TypeError, ValueError, RuntimeError):
            engine = import_module("_sre")
            if sys.implementation.name == "cpython" and array("I").itemsize == engine.CODESIZE:
                stamp = f"{platform.python_version()} {engine.MAGIC} {sys.byteorder} {engine.CODESIZE}"
                found = cls(import_module("re._parser").parse, import_module("re._compiler")._code, engine.compile, stamp)
                return found if found.compile(_PROBE, re.IGNORECASE)[0] == re.compile(_PROBE, re.IGNORECASE) else None
        return None

    def compile(self, expression: str, flags: int) -> tuple[re.Pattern[str], bytes]:
        """Return an expression compiled, and what is to be kept of it."""
        parsed = self.parse(expression, flags)
        state = parsed.state
        code = array("I", self.code(parsed, flags))
        head = json.dumps([flags | state.flags, state.groups - 1, state.groupdict]).encode()
        data = zlib.compress(len(head).to_bytes(4, "little") + head + code.tobytes(), 1)
        return self.load(expression, data), data

    def load(self, expression: str, data: bytes) -> re.Pattern[str]:
        """Return an expression from what was kept of it."""
        plain = zlib.decompress(data)
        behind = 4 + int.from_bytes(plain[:4], "little")
        flags, groups, names = json.loads(plain[4:behind])
        code = array("I")
        code.frombytes(plain[behind:])
        numbers: list[str | None] = [None] * (groups + 1)
        for name, number in names.items():
            numbers[number] = name
        pattern: re.Pattern[str] = self.make(expression, flags, code.tolist(), groups, names, tuple(numbers))
        return pattern


@dataclass
class Expressions:
    """Compiled expressions, those of a file and those made since; `path`: the file, `None`: nothing is kept."""

    path: Path | None
    engine: _Engine | None = field(default_factory=_Engine.of_python)
    known: dict[str, bytes] = field(default_factory=dict)
    made: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = self._read()

    def compile(self, expression: str, flags: int = 0) -> re.Pattern[str]:
        """Return an expression compiled.

        Raises:
            re.error: it is none.
        """
        if self.engine is None or self.path is None:
            return re.compile(expression, flags)
        key = hashlib.blake2b(f"{flags} {expression}".encode(), digest_size=16).hexdigest()
        if (data := self.known.get(key)) is not None:
            with suppress(zlib.error, ValueError, TypeError, RuntimeError, IndexError):
                return self.engine.load(expression, data)
        pattern, self.made[key] = self.engine.compile(expression, flags)
        return pattern

    def keep(self, least: int = 1) -> None:
        """Write what was made into the file where it is so much; no matter where that cannot be."""
        if self.path is None or self.engine is None or len(self.made) < least or sys.dont_write_bytecode:
            return
        self.known = {**self._read(), **self.made}
        if len(self.known) > _MOST:
            self.known = dict(self.made)
        self.made = {}
        with suppress(OSError), _replaced(self.path) as file:
            file.write_bytes(self._packed())

    def _packed(self) -> bytes:
        at, places = 0, dict[str, tuple[int, int]]()
        for key, data in self.known.items():
            places[key] = at, at + len(data)
            at += len(data)
        assert self.engine is not None
        head = json.dumps([self.engine.stamp, places]).encode()
        body = len(head).to_bytes(4, "little") + head + b"".join(self.known.values())
        return zlib.crc32(body).to_bytes(4, "little") + body

    def _read(self) -> dict[str, bytes]:
        """Return what the file holds; nothing where it is missing, damaged or of another Python."""
        if self.path is None or self.engine is None:
            return {}
        with suppress(OSError, ValueError, TypeError):
            held = self.path.read_bytes()
            if zlib.crc32(held[4:]) == int.from_bytes(held[:4], "little"):
                behind = 8 + int.from_bytes(held[4:8], "little")
                stamp, places = json.loads(held[8:behind])
                if stamp == self.engine.stamp:
                    return {key: held[behind + start : behind + end] for key, (start, end) in places.items()}
        return {}


@contextmanager
def _replaced(path: Path) -> Iterator[Path]:
    """Give a file to write that takes the place of another one whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        yield fresh
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


@cache
def _expressions() -> Expressions:
    """Return the expressions of this installation, which are kept when the process ends."""
    try:
        found = Expressions(Path(cache_from_source(__file__)).with_suffix(_SUFFIX))
    except NotImplementedError:
        found = Expressions(None)
    atexit.register(found.keep)
    return found


def compiled(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Return a large expression that is the same at every start, compiled.

    >>> compiled("(?P<who>a|b)c").fullmatch("bc")["who"]
    'b'

    Raises:
        re.error: it is none.
    """
    return _expressions().compile(expression, flags)


def keep_compiled() -> None:
    """Keep what was compiled, where it is much: for processes that end without a word."""
    _expressions().keep(_WORTH)
