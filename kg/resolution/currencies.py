"""A currency sign that several countries share means the currency that the papers of the dealing mostly call by its own name.

"$51.30" in the release of an Australian utility is in Australian dollars where the contract says AUD. Read by itself a shared sign
means the largest of its currencies (`ontology/lexicon/units.toml`); here the other documents of the dealing are known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.files import load_toml
from kg.records import TermContent
from kg.resolution.terms import Telling

__all__ = ["meant_by", "settle_currencies"]

_PLAIN = ("$", "dollars")  # read as the largest currency of the sign, unless the document says which it means
_MORE = 2  # times that one currency must be named more often than the next, to be that of the shared sign


def settle_currencies(tellings: Sequence[Telling], around: Mapping[str, str] | None = None) -> list[Telling]:
    """Return the tellings; a sum under a shared sign is in the currency of that sign that the dealing mostly names otherwise.

    Args:
        tellings: of one dealing.
        around: what signs mean in the other dealings of the same documents, where this one names no currency.
    """
    meant = {**(around or {}), **meant_by([t.content for t in tellings])}
    return [_settled(t, meant) for t in tellings] if meant else list(tellings)


def meant_by(contents: Sequence[TermContent]) -> dict[str, str]:
    """Return the currency of each shared sign that some contents mostly call by a name that is no shared sign or word.

    A document that says itself which currency its sign means names it too.
    """
    meant: dict[str, str] = {}
    summed = [c for c in contents if c.unit in _told_apart()]
    named = [c for c in summed if _is_declared(c) or not any(_bare(sign).search(c.value_text) for sign in _shared())]
    for sign, currencies in _shared().items():
        counted = Counter(c.unit for c in named if c.unit in currencies).most_common(2)
        if counted and (len(counted) == 1 or counted[0][1] > _MORE * counted[1][1]):
            meant[sign] = counted[0][0]
    return meant


def _is_declared(content: TermContent) -> bool:
    """Whether plain dollars are read as those of another country, since their document says so."""
    largest = load_toml("units")["currency-signs"][_PLAIN[0]]
    return content.unit != largest and any(_bare(sign).search(content.value_text) for sign in _PLAIN)


def _settled(telling: Telling, meant: dict[str, str]) -> Telling:
    content = telling.content
    for sign, currency in meant.items():
        if content.unit in _shared()[sign] and content.unit != currency and _bare(sign).search(content.value_text):
            return replace(telling, content=replace(content, unit=currency))
    return telling


@cache
def _shared() -> dict[str, frozenset[str]]:
    """The currencies of each sign or word that several countries use."""
    return {sign: frozenset(codes) for sign, codes in load_toml("units")["shared-signs"]["currencies"].items()}


@cache
def _told_apart() -> frozenset[str]:
    """The currencies that share a sign or a word with others."""
    return frozenset[str]().union(*_shared().values())


@cache
def _bare(sign: str) -> re.Pattern[str]:
    """A sign or word that nothing before or behind it tells apart."""
    if sign.isalpha():  # no country stands before it: "Canadian dollars"
        return re.compile(rf"(?:^|[^A-Za-z\s]\s?|\b[a-z]+\s){re.escape(sign)}\b")
    return re.compile(rf"(?<![A-Za-z]){re.escape(sign)}(?!\s?[\d.,]+\s?(?:[a-z]+\s)?[A-Z]{{3}}\b)")
