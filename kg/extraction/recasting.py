"""Sentences in another order than patterns know them: "it requires Acme to pay", "Acme may, twice a year, look into the books"."""

from __future__ import annotations

import re

from kg.alternation import alternation
from kg.extraction.lexicon import word_list
from kg.extraction.notation import Line, made_line

__all__ = ["may_insert", "may_oblige", "recast", "without_insertion"]

_VERB = alternation(word_list("obliging"))
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
    return made_line(list(zip(tokens, places, strict=True)))


_LEADS = alternation(word_list("insertion-openers"))
_INSERTED_TEXT = re.compile(rf", (?={_LEADS} )[^,;.:]{{3,140}}, (?=[a-z])")
_INSERTED = re.compile(rf" , (?={_LEADS} )(?:[^ ,;.:]+ ){{1,20}}, (?=[a-z])")
_OPENING = 3  # tokens before an insertion: what stands there is more than the opening of a sentence


def may_insert(text: str) -> str:
    """Return a clean text without what is put in between two commas; empty: nothing is.

    >>> may_insert("Acme may, on three days' notice, repay the loan.")
    'Acme may repay the loan.'
    """
    found = _INSERTED_TEXT.search(text)
    return _INSERTED_TEXT.sub(" ", text) if found and text.count(" ", 0, found.start()) else ""


def without_insertion(line: Line) -> Line | None:
    """Return a line whose insertions stand at its end, where they part no subject from its verb; `None`: there is none."""
    tokens = line.text.split()
    kept, moved = list(range(len(tokens))), list[int]()
    for match in _INSERTED.finditer(line.text):
        first = line.text.count(" ", 0, match.start() + 1) - 1
        last = line.text.count(" ", 0, match.end()) - 1
        if first + 1 < _OPENING - 1:
            continue
        moved += range(first, last - 1)
        kept = [i for i in kept if not first <= i < last]
    if not moved:
        return None
    order = [*kept[:-1], *moved, kept[-1]] if tokens[kept[-1]] == "." else [*kept, *moved]
    return made_line([(tokens[i], line.places[i]) for i in order])
