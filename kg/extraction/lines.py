"""Lines of captured text: where each begins, the letters of a letterhead put together, and what stands outside of quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["COLUMN", "QUOTED", "placed_lines", "unquoted", "unspaced"]

COLUMN = re.compile(r"\S+(?: \S+)*")  # what stands between two blanks and more in a line


def placed_lines(text: str) -> Iterator[tuple[str, int]]:
    r"""Yield the lines of a captured text without their ends, each with the place where it begins.

    >>> list(placed_lines("a\n\nbc"))
    [('a', 0), ('', 2), ('bc', 3)]
    """
    at = 0
    for line in text.split("\n"):
        yield line, at
        at += len(line) + 1


_SPACED = re.compile(r"\s*(?:[A-Z&] ){2,}[A-Z](?: {2,}(?:[A-Z&] )*[A-Z&])*\s*")


def unspaced(line: str) -> str:
    """Return a captured line whose capitals are spaced with its words whole, as letterheads have them.

    >>> unspaced("T H E   A C M E"), unspaced("A B and C")
    ('THE   ACME', 'A B and C')
    """
    return re.sub(r"(?<=\S) (?=\S)", "", line) if _SPACED.fullmatch(line) else line


QUOTED = re.compile(r"“[^“”]{0,600}”|\"[^\"]{0,600}\"")


def unquoted(text: str) -> str:
    """Return a text with blanks in the place of what it quotes.

    >>> unquoted("I say “we” and no more")
    'I say      and no more'
    """
    return QUOTED.sub(lambda m: " " * len(m.group()), text)
