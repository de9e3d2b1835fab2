"""Where a text has given words, mostly without a pattern being made of them: what one document is asked is not worth compiling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

__all__ = ["any_of", "bounded", "standing"]


def _is_word(text: str, at: int, also: str = "") -> bool:
    """Whether a sign of a text is one of a word; before and behind the text there is none."""
    sign = text[at : at + 1] if at >= 0 else ""
    return sign.isalnum() or (sign != "" and sign in "_" + also)


def standing(words: str, text: str, *, joined: str = "") -> Iterator[tuple[int, int]]:
    r"""Yield the spans at which a text has words as they are written, without a sign of a word or one of `joined` around them.

    What the pattern `(?<!\w)words(?!\w)` finds.

    >>> list(standing("Acme", "Acme, acme, Acmes and Acme-like")), list(standing("Acme", "Acme, Acme-like", joined="-"))
    ([(0, 4), (22, 26)], [(0, 4)])
    """
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        apart = not _is_word(text, at - 1, joined) and not _is_word(text, end, joined)
        if apart:
            yield at, end
        at = text.find(words, end if apart else at + 1)


def bounded(words: str, text: str) -> Iterator[tuple[int, int]]:
    r"""Yield the spans at which a text has words between the bounds of words: what the pattern `\bwords\b` finds.

    >>> list(bounded("Acme B.V.", "Acme B.V. and Acme B.V.s")), list(bounded("Acme", "Acme and Acmes"))
    ([(14, 23)], [(0, 4)])
    """
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        apart = _is_word(text, at - 1) != _is_word(text, at) and _is_word(text, end - 1) != _is_word(text, end)
        if apart:
            yield at, end
        at = text.find(words, end if apart else at + 1)


def any_of(names: Iterable[str]) -> str:
    r"""Return the part of a pattern that matches one of some names, the longest first, with any blanks between their words.

    For patterns that ask what stands between names; for names alone `standing` is enough.

    >>> any_of(["Acme", "Acme Mills"])
    'Acme\\s+Mills|Acme'
    """
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=lambda n: (-len(n), n)))
