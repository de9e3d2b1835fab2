"""Who most likely deals in a text that tells of a deal, but shows fewer than two parties by anything that would be sure.

A short report names each party once, and in no set frame: "half of it comes from Acme", "the growers of Elbon have struck gold".
Each sign of a name counts: whether it acts, is explained, stands beside sums, in a title, before a noun or where only places do.
The points were fitted to 272 names of such texts in open gold (82 of parties); of 73 names that they take in families to which they
were not fitted 54 are those of parties. So such a party is only supposed: what other documents tell comes first
(`kg.resolution.knowing`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final

from kg.extraction.party_acting import Place, acts, is_common, is_local, is_noun_behind, is_word, places_in
from kg.extraction.party_group import Group
from kg.extraction.party_words import has_head
from kg.extraction.passages import Passage, sentences
from kg.records import Block, BlockRole, Document

__all__ = ["supposed_too"]

_TELLING: Final = frozenset({BlockRole.PARAGRAPH, BlockRole.LIST_ITEM, BlockRole.STANDFIRST, BlockRole.QUOTED_REPLY})
_READ: Final = 60  # paragraphs whose sentences are read
_MOST: Final = 6  # parties that are supposed
_FROM: Final = 1.5  # points from which a name is supposed to be that of a party
_SUMS: Final = re.compile(r"[$€£¥%]|\b(?:EUR|USD|GBP|percent|per cent|million|billion|exclusive(?:ly)?|sole)\b")
_FROM_OR_TO: Final = ("from ", "of ", "to ")
_EXPLAINED: Final = re.compile(r", (?:an?|its|our|the|their)\b")
_LED: Final = ("the ", "The ")
_FRAMED: Final = 0.5  # evidence of the weakest frame
_POINTS: Final = {
    "active": 0.5,
    "acts": 1.0,
    "beside-sums": 1.1,
    "common": -0.7,
    "explained": 1.1,
    "framed": 0.8,
    "free": 1.2,
    "from-or-to": 0.7,
    "headed": 0.8,
    "led": -0.7,
    "noun-behind": 0.8,
    "opening": -0.7,
    "title": 0.7,
    "word": -1.7,
}


def supposed_too(
    able: Sequence[Group], document: Document, blocks: Sequence[tuple[Block, Passage]], may_deal: Callable[[Group], bool]
) -> list[Group]:
    """Return the names that most likely are those of parties, in the order of the text.

    Args:
        able: the names among which they are.
        document: the text.
        blocks: what is read of it.
        may_deal: whether a name can be that of a party; asked for few of them, as it reads the whole text.
    """
    texts = list(_sentences(blocks))
    points = {id(group): sum(_POINTS[sign] * share for sign, share in _signs_of(group, document, texts).items()) for group in able}
    likely = sorted((group for group in able if points[id(group)] >= _FROM), key=lambda g: (-points[id(g)], g.order))
    return sorted(_whole([*islice(filter(may_deal, likely), _MOST)]), key=lambda group: group.order)


def _whole(groups: Sequence[Group]) -> list[Group]:
    """Return some names with those that are part of a longer one of them joined to it."""
    kept: list[Group] = []
    for group in sorted(groups, key=lambda g: (-len(g.words), g.order)):
        longer = [one for one in kept if set(group.words) < set(one.words)]
        if len(longer) == 1:
            longer[0].absorb(group)
        elif not longer:
            kept.append(group)
    return kept


def _sentences(blocks: Sequence[tuple[Block, Passage]]) -> list[str]:
    telling = [passage for block, passage in blocks if block.role in _TELLING][:_READ]
    return [passage.text[start:end] for passage in telling for start, end in sentences(passage.text)]


def _signs_of(group: Group, document: Document, texts: Sequence[str]) -> dict[str, float]:
    """Return the signs of a name, each by how much it holds: 0 or 1, or in which share of its places."""
    found = [place for text in texts for place in places_in(group, text)]
    return _places_show(found) | {
        "active": float(group.active > 0),
        "beside-sums": float(any(_SUMS.search(f"{p.before}{p.behind}") for p in found)),
        "common": float(is_common(group)),
        "framed": float(group.weight >= _FRAMED),
        "headed": float(has_head(group.name)),
        "title": float(any(name in document.title for name in group.names)),
        "word": float(is_word(group)),
    }


def _places_show(found: Sequence[Place]) -> dict[str, float]:
    """Return what the places of a name show."""
    times = len(found) or 1
    return {
        "acts": float(any(map(acts, found))),
        "explained": float(any(_EXPLAINED.match(place.behind) for place in found)),
        "free": float(any(not is_local(place) and not is_noun_behind(place) for place in found)),
        "from-or-to": float(any(place.before.endswith(_FROM_OR_TO) for place in found)),
        "led": sum(place.before.endswith(_LED) for place in found) / times,
        "noun-behind": float(any(map(is_noun_behind, found))),
        "opening": sum(not place.before.strip(" \"'(-•*“") for place in found) / times,
    }
