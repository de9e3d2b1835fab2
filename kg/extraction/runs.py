"""The bare words of a text: runs of letters and of digits in lower case, the cheapest test of what a text can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["key_runs", "lowered", "runs_of"]

_RUN = re.compile(r"[^\W\d_]+|\d+")


def lowered(text: str) -> str:
    """Return a text in lower case, each sign in its place."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def runs_of(text: str) -> list[str]:
    """Return the runs of letters and of digits of a text, in lower case.

    >>> runs_of("Acme's non-exclusive 3GW")
    ['acme', 's', 'non', 'exclusive', '3', 'gw']
    """
    return _RUN.findall(text.lower())


def key_runs(phrases: Iterable[str]) -> frozenset[str]:
    """Return runs of which one stands wherever one of the phrases does, its hyphens written or not.

    >>> sorted(key_runs(["both parties", "co-venturer"]))
    ['coventurer', 'parties', 'venturer']
    """
    found: set[str] = set()
    for phrase in phrases:
        word = max(phrase.split() or [""], key=lambda w: ("-" not in w, len(w)))
        found.update(max(runs_of(form), key=len, default="") for form in (word, word.replace("-", "")))
    return frozenset(found)
