"""Houses that are called by a genitive: "Harrow's has signed", "a contract with Harrow's".

Such a name stands with its ending wherever a text names the house, and often where nothing follows that could belong to it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from kg.extraction.party_words import alternatives

__all__ = ["genitive_names", "owns_nothing"]

_GENITIVE = re.compile(r"(?<![\w'])(?P<name>[A-Z]\w+)'s\b")
_FIRST_NAME = re.compile(r"(?<![.:;?!] )\b[A-Z]\w+ $")
_LEAST = 2  # places of a genitive behind which nothing stands that it owns


@cache
def _no_thing() -> re.Pattern[str]:
    """What stands behind a genitive that owns nothing: a stop, a verb, or a word that leads on."""
    words = rf"{alternatives('acting-verbs')}|{alternatives('prepositions')}|also|and|are|as|can|could|had|has|is|nor|now|or|than"
    return re.compile(rf"\s*(?:$|[.,;:!?)\]\"])|\s(?:{words}|said|says|should|still|that|was|were|which|who|would)\b")


def owns_nothing(text: str, end: int) -> bool:
    """Whether nothing stands behind a genitive that ends at `end` which could belong to somebody.

    >>> owns_nothing("Harrow's may sell it.", 8), owns_nothing("Harrow's shops sell it.", 8)
    (True, False)
    """
    return bool(_no_thing().match(text, end))


def genitive_names(texts: Iterable[str]) -> frozenset[str]:
    """Return the names that texts always write with a genitive's ending, often where it owns nothing.

    >>> sorted(genitive_names(["Harrow's sells bread.", "We signed with Harrow's, and not with Ann Harrow."]))
    ["Harrow's"]
    """
    texts = list(texts)
    alone = Counter(m["name"] for text in texts if "'s" in text for m in _GENITIVE.finditer(text) if owns_nothing(text, m.end()))
    return frozenset(f"{name}'s" for name, times in alone.items() if times >= _LEAST and not _stands_bare(name, texts))


def _stands_bare(name: str, texts: Iterable[str]) -> bool:
    """Whether a text has a name without the ending, other than as the last name of a person."""
    places = ((text, m.start()) for text in texts for m in re.finditer(rf"\b{name}\b(?!'s\b)", text))
    return any(not _FIRST_NAME.search(text[max(0, at - 20) : at]) for text, at in places)
