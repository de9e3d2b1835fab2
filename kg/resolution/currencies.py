"""A currency sign that several countries share means the currency that the papers of the dealing mostly call by its own name.

"$51.30" in the release of an Australian utility is in Australian dollars where the contract says AUD. Read by itself a shared sign
means the largest of its currencies (`ontology/lexicon/units.toml`); here the other documents of the dealing are known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kg.files import load_toml
from kg.resolution.terms import Telling

__all__ = ["settle_currencies"]

_MORE = 2  # times that one currency must be named more often than the next, to be that of the shared sign


def settle_currencies(tellings: Sequence[Telling]) -> list[Telling]:
    """Return the tellings; a sum under a shared sign is in the currency of that sign that the dealing mostly names otherwise.

    Args:
        tellings: of one dealing.
    """
    meant: dict[str, str] = {}
    for sign, currencies in _shared().items():
        summed = (t.content for t in tellings if t.content.unit in currencies)
        named = Counter(c.unit for c in summed if not _bare(sign).search(c.value_text)).most_common(2)
        if named and (len(named) == 1 or named[0][1] > _MORE * named[1][1]):
            meant[sign] = named[0][0]
    if not meant:
        return list(tellings)
    return [_settled(t, meant) for t in tellings]


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
def _bare(sign: str) -> re.Pattern[str]:
    """A sign or word that nothing before or behind it tells apart."""
    if sign.isalpha():  # no country stands before it: "Canadian dollars"
        return re.compile(rf"(?:^|[^A-Za-z\s]\s?|\b[a-z]+\s){re.escape(sign)}\b")
    return re.compile(rf"(?<![A-Za-z]){re.escape(sign)}(?!\s?[\d.,]+\s?(?:[a-z]+\s)?[A-Z]{{3}}\b)")
