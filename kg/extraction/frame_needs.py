"""What a sentence must hold so that a frame can match it: a cheap test before the frame itself, made from how the frame is written.

A frame is a regular expression with placeholders in braces. What stands in it outside of every option and alternative stands in
each of its matches.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["Needs", "read_needs"]

_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{(?P<part>[A-Za-z]\w*)\}|(?P<open>\((?:\?(?:P<\w+>|<?[=!]|:))?)|(?P<close>\))"
    r"|(?P<bar>\|)|(?P<times>[?*+]|\{\d*,?\d*\})|.",
    re.DOTALL,
)
_LOOKING = ("(?=", "(?!", "(?<=", "(?<!")


class Needs(NamedTuple):
    """How many names each match of a frame holds at least, and which parts of the lexicon."""

    names: int = 0
    parts: frozenset[str] = frozenset()


_NONE = Needs()


class _Level:
    """What is known inside one pair of brackets: of the alternatives that ended, and of the one that is read."""

    def __init__(self, looking: bool) -> None:
        self.looking = looking
        self.ended: list[Needs] = []
        self.here: list[Needs] = []

    def end(self) -> None:
        names = sum(one.names for one in self.here)
        self.ended.append(Needs(names, frozenset[str]().union(*(one.parts for one in self.here))))
        self.here = []

    def sum(self) -> Needs:
        self.end()
        if self.looking:
            return _NONE
        return Needs(min(one.names for one in self.ended), frozenset.intersection(*(one.parts for one in self.ended)))


def read_needs(written: str, names: Mapping[str, int]) -> Needs:
    """Return what each match of a frame holds.

    >>> read_needs("{N} (?:soon )?{V}(?: with {N})?", {"N": 1, "L": 2})
    Needs(names=1, parts=frozenset({'V'}))

    Args:
        written: the frame with its placeholders.
        names: for placeholders that stand for names, how many they hold at least.
    """
    levels = [_Level(False)]
    for token in _TOKEN.finditer(written):
        level = levels[-1]
        if token["open"]:
            levels.append(_Level(token["open"] in _LOOKING))
        elif token["close"]:
            levels.pop()
            levels[-1].here.append(level.sum())
        elif token["bar"]:
            level.end()
        elif token["times"]:
            if token["times"] in ("?", "*") or token["times"].startswith(("{0", "{,")):
                level.here[-1:] = [_NONE]
        elif token["part"]:
            part = token["part"]
            level.here.append(Needs(names[part]) if part in names else Needs(0, frozenset({part})))
        else:
            level.here.append(_NONE)
    return levels[0].sum()
