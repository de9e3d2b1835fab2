"""The run of three names or more with which a paper that binds begins, where nothing else in it shows who makes it.

"Acme, Beta and Gamma (the 'Owners'), who …, conclude this pact", "We, the rectors of Acme University, of the Beta College and of
the Gamma Institute, bind our houses". All of them are named again in what follows.

Offsets are of raw text, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.party_block import never_name
from kg.extraction.party_definitions import STRAIGHT, Claim, describe
from kg.extraction.party_names import Name, find_names
from kg.extraction.party_words import party_words
from kg.extraction.standing import standing

__all__ = ["read_run"]

_PAGE = 2500  # code points in which a paper sets out who makes it
_THREE = 3  # names of a run
_TELLING = 4  # letters of a word by which a name may be taken up
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![ \t]*\n))+")
_SEAT = r"(?:,\s+[A-Z][\w-]+(?=\s*\())?"  # "Acme, Elbonia ("Acme")"
_NEXT = re.compile(
    rf"\**{_SEAT}(?:\s*\([^()]{{1,60}}\))?\**"
    r"(?:(?P<last>[,;]?\s+(?:and|&))|[,;]|\s[-–—](?=\s))\s+(?:of\s+)?(?:the\s+)?\**"
)
_LED = re.compile(  # before the first of them: the start of a sentence, those who speak for them
    r"(?:(?:^\W*|[.:]\s+)(?:We,?\s+)?|,\s+|^[^.]{0,60}\bbetween\s+)(?:[Tt]he\s+)?(?:(?<=the\s)[a-z]+s\s+of\s+(?:the\s+)?)?\**$"
)


def read_run(text: str) -> list[Claim]:
    """Return the parties of the first run of names that opens a paper and that what follows names again, if there is one."""
    whole = text.translate(STRAIGHT)
    plain = whole[:_PAGE]
    for paragraph in _PARAGRAPH.finditer(plain):
        for run, end in _runs(paragraph.group().replace("\n", " ")):
            at = paragraph.start()
            names = [replace(name, start=name.start + at, end=name.end + at) for name in run]
            rest = whole[end + at :]
            if all(_again(name.text, rest) for name in names):
                stops = [*(name.start for name in names[1:]), _behind(plain, end + at)]
                told = (describe(plain, name, stop)[0] for name, stop in zip(names, stops, strict=True))
                return [replace(claim, source="block", weight=4) for claim in told]
    return []


def _runs(text: str) -> Iterator[tuple[list[Name], int]]:
    """Yield the runs of names of a paragraph that stand where those do who make a paper, and where each ends."""
    run: list[Name] = []
    ended = False
    for name in [*(name for name in find_names(text) if _may_be(text, name)), None]:
        joined = _NEXT.fullmatch(text, run[-1].end, name.start) if run and name and not ended else None
        if name is not None and joined is not None:
            run.append(name)
            ended = joined["last"] is not None
            continue
        dashed = run and not ended and re.fullmatch(r".*\s[-–—]\s+", text[run[0].end : run[-1].start]) is not None
        if len(run) >= _THREE and (ended or dashed) and _LED.search(text[: run[0].start]):
            yield run, run[-1].end
        run, ended = ([name] if name is not None else []), False


def _may_be(text: str, name: Name) -> bool:
    """Whether a name can be that of a party: no word that is none, no seat before a bracket, and not within one."""
    before = text[: name.start]
    if never_name(name) or before.count("(") > before.count(")"):
        return False
    return name.legal or name.head or not re.search(r"[^\W\d_],\s+$", before) or not re.match(r"\s*\(\W*\"", text[name.end :])


def _again(name: str, rest: str) -> bool:
    """Whether what follows takes up a name, whole or by a word of it that is no common one."""
    words = [word for word in name.split() if len(word) >= _TELLING and word.casefold() not in party_words("organisation-heads")]
    return any(any(standing(form, rest)) for form in (name, *words, *map(str.title, words)))


def _behind(text: str, end: int) -> int:
    """Return where what is said of the last of them ends."""
    bracket = _BRACKET.match(text, end)
    return bracket.end() if bracket else end


_BRACKET = re.compile(r"(?:,\s+[A-Z][\w-]+)?\s*\([^()]{1,120}\)")
