"""Large regular expressions of the lexicon, compiled once for an installation and not once for each start.

To compile an expression of a thousand signs takes a millisecond, and a first document asks for a thousand of them. What `re`
makes of them is kept (`kg.kept`): numbers and names that run no code. Where another Python has not the functions that `re`
itself uses for this, every expression is compiled as ever.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from array import array
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Final

from kg.kept import Kept, kept

__all__ = ["Engine", "compiled"]

_PROBE: Final = r"(?P<who>[a-z]+?)(?=\s)|(?<!x)y{2,5}"


@dataclass(frozen=True, slots=True)
class Engine:
    """What `re` itself compiles with."""

    parse: Any
    code: Any
    make: Any
    stamp: str  # of the engine and of the machine

    @classmethod
    def of_python(cls) -> Engine | None:
        """Return the engine of this Python; `None` where it is none that we know, or does not make what `re` makes."""
        with suppress(ImportError, AttributeError, TypeError, ValueError, RuntimeError):
            engine = import_module("_sre")
            if sys.implementation.name == "cpython" and array("I").itemsize == engine.CODESIZE:
                stamp = f"{engine.MAGIC} {sys.byteorder}"
                found = cls(import_module("re._parser").parse, import_module("re._compiler")._code, engine.compile, stamp)
                return found if found.compile(_PROBE, re.IGNORECASE, Kept(None)) == re.compile(_PROBE, re.IGNORECASE) else None
        return None

    def compile(self, expression: str, flags: int, store: Kept) -> re.Pattern[str]:
        """Return an expression compiled, from what is kept of it or else anew.

        Raises:
            re.error: it is none.
        """
        key = hashlib.blake2b(f"{self.stamp} {flags} {expression}".encode(), digest_size=16).hexdigest()
        if (data := store.get(key)) is not None:
            with suppress(ValueError, TypeError, RuntimeError, IndexError):
                return self._load(expression, data)
        parsed = self.parse(expression, flags)
        state = parsed.state
        head = json.dumps([flags | state.flags, state.groups - 1, state.groupdict]).encode()
        data = len(head).to_bytes(4, "little") + head + array("I", self.code(parsed, flags)).tobytes()
        store.put(key, data)
        return self._load(expression, data)

    def _load(self, expression: str, data: bytes) -> re.Pattern[str]:
        """Return an expression from what was kept of it."""
        behind = 4 + int.from_bytes(data[:4], "little")
        flags, groups, names = json.loads(data[4:behind])
        code = array("I")
        code.frombytes(data[behind:])
        numbers: list[str | None] = [None] * (groups + 1)
        for name, number in names.items():
            numbers[number] = name
        pattern: re.Pattern[str] = self.make(expression, flags, code.tolist(), groups, names, tuple(numbers))
        return pattern


@cache
def _engine() -> Engine | None:
    return Engine.of_python()


def compiled(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Return a large expression that is the same at every start, compiled.

    >>> compiled("(?P<who>a|b)c").fullmatch("bc")["who"]
    'b'

    Raises:
        re.error: it is none.
    """
    engine = _engine()
    return re.compile(expression, flags) if engine is None else engine.compile(expression, flags, kept())
