"""The bare words of a text: runs of letters and of digits in lower case, the cheapest test of what a text can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kg.expressions import compiled

__all__ = ["is_contracted", "key_runs", "lowered", "runs_of", "small_pattern", "spelled_out", "words_of_contraction"]

_RUN = re.compile(r"[^\W\d_]+|\d+")
_PLAIN_RUN = re.compile(r"[a-z]+|[0-9]+")  # the same in text in lower case of ASCII alone: sets of single signs are far faster


def lowered(text: str) -> str:
    """Return a text in lower case, each sign in its place."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=256)
def runs_of(text: str) -> tuple[str, ...]:
    """Return the runs of letters and of digits of a text, in lower case.

    >>> runs_of("Acme's non-exclusive 3GW"), runs_of("It won't")
    (('acme', 's', 'non', 'exclusive', '3', 'gw'), ('it', 'will', 'not'))
    """
    lower = text.lower()
    lower = spelled_out(lower) if is_contracted(lower) else lower
    return tuple((_PLAIN_RUN if lower.isascii() else _RUN).findall(lower))


# ------------------------------------------------------------------ contractions
_SHORT = re.compile(r"(?<![^\W_])([a-z]+)n't(?![^\W_])|'(ll|re|ve)(?![^\W_])")
_STEMS = {"wo": "will", "ca": "can", "sha": "shall"}
_ENDINGS = {"ll": "will", "re": "are", "ve": "have"}


def is_contracted(lower: str) -> bool:
    """Return whether a text in lower case can hold a contraction of a verb."""
    return "n't" in lower or "'ll" in lower or "'re" in lower or "'ve" in lower


def spelled_out(lower: str) -> str:
    """Return a text in lower case with its contractions of verbs written out.

    >>> spelled_out("they can't say we'll pay; it isn't acme's")
    "they can not say we will pay; it is not acme's"
    """
    return _SHORT.sub(lambda m: " " + " ".join(words_of_contraction(m[0])), lower).replace("  ", " ")


def words_of_contraction(token: str) -> tuple[str, ...]:
    """Return the words for which a contraction stands; none where a token is no contraction.

    >>> words_of_contraction("won't"), words_of_contraction("'ll"), words_of_contraction("front")
    (('will', 'not'), ('will',), ())
    """
    match = _SHORT.fullmatch(token)
    if match is None:
        return ()
    return (_STEMS.get(match[1], match[1]), "not") if match[1] else (_ENDINGS[match[2]],)


def small_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    r"""Return a pattern that finds in a text in lower case what `source` finds in any case: far faster than not to look at case.

    >>> small_pattern(r"\bQ[1-4](?P<Year>\d+)\S*").pattern
    '\\bq[1-4](?P<Year>\\d+)\\S*'
    """
    return compiled(re.sub(r"(\\.|\(\?P[<=]\w+)|[A-Z]", lambda m: m[1] or m[0].lower(), source), flags)


_USUAL = frozenset({"all", "of", "one", "other", "the"})  # words that stand in most sentences


def key_runs(phrases: Iterable[str]) -> frozenset[str]:
    """Return runs of which one stands wherever one of the phrases does, its hyphens written or not.

    >>> sorted(key_runs(["both parties", "co-venturer"]))
    ['coventurer', 'parties', 'venturer']
    """
    found: set[str] = set()
    for phrase in phrases:
        word = max(phrase.split() or [""], key=lambda w: ("-" not in w, w not in _USUAL, len(w)))
        found.update(max(runs_of(form), key=len, default="") for form in (word, word.replace("-", "")))
    return frozenset(found)
