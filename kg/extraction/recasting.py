"""Sentences in which something obliges a party to do what patterns know as its own duty: "it requires Acme to pay"."""

from __future__ import annotations

import re
from itertools import accumulate

from kg.extraction.notation import Line

__all__ = ["may_oblige", "recast"]

_VERB = (
    r"(?:oblig(?:e|es|ed|ing|ates?|ated|ating)|require[sd]?|requiring|compel(?:s|led|ling)?|commits?|committing|forc(?:es?|ed|ing))"
)
_TEXT = re.compile(rf"\b{_VERB} (?:the |both |each |either )?(?:[A-Z][^.;,]{{0,60}}?|it|them) to [a-z]")
_LINE = re.compile(rf" (?P<denied>(?:no longer|not) )?{_VERB} (?P<party>P\d+) to (?=[a-z])")


def may_oblige(text: str) -> bool:
    """Return whether a clean text can say that something obliges a party: a cheap test.

    >>> may_oblige("The pact requires Acme to pay."), may_oblige("Acme shall pay as required.")
    (True, False)
    """
    return _TEXT.search(text) is not None


def recast(line: Line) -> Line | None:
    """Return a line in which each party that is obliged to do something "shall" do it; `None`: there is none.

    >>> line = Line(" it requires P0 to pay ", (1, 4, 13, 16, 19), ((0, 2), (3, 11), (12, 16), (17, 19), (20, 23)), frozenset())
    >>> recast(line).text
    ' it P0 shall pay '
    """
    if _LINE.search(line.text) is None:
        return None
    tokens: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    words = line.text.split()
    for match in _LINE.finditer(line.text):
        first = line.text.count(" ", 0, match.start() + 1) - 1
        last = line.text.count(" ", 0, match.end()) - 1
        tokens += words[at:first]
        places += line.places[at:first]
        duty = ("shall",) if not match["denied"] else ("is", *match["denied"].split(), "obliged", "to")
        tokens += [match["party"], *duty]
        places += [line.places[last - 2], *(line.places[last - 1] for _ in duty)]
        at = last
    tokens += words[at:]
    places += line.places[at:]
    offsets = tuple(accumulate([len(token) + 1 for token in tokens[:-1]], initial=1))
    return Line(" ".join(["", *tokens, ""]), offsets, tuple(places), frozenset(tokens))
