"""What copies of a passage share, however they were captured."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from kg.names import digest

__all__ = ["origin_of"]

_MARKDOWN_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK: Final = re.compile(r"\[([^\]\[]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_EMPHASIS: Final = re.compile(r"(?<![\w*_`\\])[*_`]{1,3}(?=\S)|(?<=[^\s\\])[*_`]{1,3}(?![\w*_`])")
_MARKED: Final = re.compile(r"[\\*_`]")
_DASHES: Final = re.compile("[\u2010-\u2015\u2212]")
_FOLDED: Final = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"'}
    | {"\u201f": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"', "\u00ad": None, "\u200b": None, "\u2060": None, "\ufeff": None}
)


@lru_cache(maxsize=8192)  # building, resolving and deciding ask for the same passages
def origin_of(words: str) -> str:
    r"""Return the digest of a passage that copies of it share, however they were captured.

    Case, white space, Markdown escapes, link targets and emphasis, typographic quotes and dashes, soft hyphens and
    compatibility forms (ligatures, no-break spaces) make no difference; a full stop at the end makes none either.

    >>> origin_of("“Multi\\-year”  deal\n goes on.") == origin_of('"multi-year" deal goes on')
    True
    """
    text = _LINK.sub(r"\1", words) if "[" in words else words
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_FOLDED)
    if _MARKED.search(text):
        text = _MARKDOWN_ESCAPE.sub(r"\1", _EMPHASIS.sub("", text))
    if not text.isascii():
        text = _DASHES.sub("-", text)
    return digest(" ".join(text.casefold().split()).rstrip(" ."), length=16)
