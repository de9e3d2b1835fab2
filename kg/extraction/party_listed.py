"""Who stands in one list with two parties that are known: "Acme, Beta and Gamma signed", "the delegates of Acme, Beta and Gamma".

A text that shows two of three by what they do names the third beside them at least once. Of the names that so stand in 950 texts
of open gold six of seven were parties.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extraction.party_group import Group
from kg.extraction.standing import any_of
from kg.legal_names import has_legal_form

__all__ = ["listed_with"]

_TWO = 2  # parties that a list must name beside the new one
_READ = 60_000  # code points of a text whose lists are read
_NEXT = re.compile(  # between two names of a list
    r"\**(?:\s*\([^()]{1,40}\))?(?:,?\s+(?P<last>and|&)|,)\s+(?:(?:also|of|with)\s+)?(?:the\s+)?\**"
)
_ELSEWHERE = re.compile(  # before what is no list of those who deal: places, things, times, others of their kind
    r"(?:\b(?:at|beside|besides|in|like|near|on|outside|than|under|unlike)\s+(?:the\s+)?|\bsuch\s+as\s+)$", re.IGNORECASE
)
_MONTHS = frozenset(month for month in month_name if month)


class _Place(NamedTuple):
    """Where a text names somebody."""

    start: int
    end: int
    group: Group


def listed_with(able: Sequence[Group], chosen: Sequence[Group], text: str) -> list[Group]:
    """Return those of some names that stand in a list of three or more in which two are parties, in the order of `able`.

    Args:
        able: names that may be those of parties.
        chosen: the parties that are known.
        text: the text.
    """
    known = set(map(id, chosen))
    found = {id(new) for run in _lists(text[:_READ], [*chosen, *able]) for new in _new(run, known, text)}
    return [group for group in able if id(group) in found]


def _lists(text: str, groups: Sequence[Group]) -> Iterator[list[_Place]]:
    """Yield the lists of a text in which names of these stand, with one "and" before the last of them."""
    told = ((" ".join(name.split()), group) for group in reversed(groups) for name in (*group.names, *group.short, *group.titles))
    names = {name: group for name, group in told if name}
    written = any_of(names)
    if not names:
        return
    run: list[_Place] = []
    for match in re.finditer(rf"(?<![\w&-])(?:{written})(?![\w&-])", text):
        place = _Place(match.start(), match.end(), names[" ".join(match.group().split())])
        joined = _NEXT.fullmatch(text, run[-1].end, place.start) if run else None
        run = [*run, place] if joined else [place]
        if joined and joined["last"]:
            yield run
            run = []


def _new(run: list[_Place], known: set[int], text: str) -> Iterator[Group]:
    """Yield those of a list who are not known, where two of it are."""
    own = {id(place.group) for place in run}
    if len(own & known) < _TWO or len(own) != len(run) or _ELSEWHERE.search(text[max(0, run[0].start - 20) : run[0].start]):
        return
    for before, place in zip([None, *run], run, strict=False):
        seat = before is not None and has_legal_form(text[before.start : before.end])
        if id(place.group) not in known and not seat and text[place.start : place.end] not in _MONTHS:
            yield place.group
