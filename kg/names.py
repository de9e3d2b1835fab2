"""Last segments of IRIs: readable, ASCII, the same for the same input on any day."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

__all__ = ["digest", "document_slug", "slug", "title_words"]

_LONGEST = 60  # code points; longer names are cut and get a digest


def digest(*parts: str, length: int = 10) -> str:
    """Return the first hexadecimal digits of the SHA-256 of the parts, each ended by a zero byte.

    >>> digest("a", "b") != digest("ab", "")
    True
    """
    return sha256("\0".join((*parts, "")).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def slug(name: str) -> str:
    """Return a name in ASCII letters, digits and hyphens; a digest follows where nothing or too much would be left.

    >>> slug("Müller & Söhne GmbH")
    'muller-sohne-gmbh'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    letters = sum(c.isalnum() for c in name)
    if len(words) > _LONGEST or sum(c.isalnum() for c in plain) < letters // 2 or not words:
        return f"{words[:_LONGEST].strip('-')}-{digest(name)}".strip("-")
    return words


def document_slug(identifier: str) -> str:
    """Return the segment that names a document, from its path alone; two paths never share one.

    >>> document_slug("a/b.txt") == document_slug("a-b.txt")
    False
    """
    return f"{slug(identifier)}-{digest(identifier, length=6)}"


_FILLERS = frozenset(["a", "agreement", "an", "and", "contract", "for", "in", "no", "of", "on", "the", "this", "to", "with"])


def title_words(title: str) -> frozenset[str]:
    """Return the words of a title that tell it from others, in lower case.

    >>> sorted(title_words("The Power Purchase Agreement"))
    ['power', 'purchase']
    """
    return frozenset(w for w in re.findall(r"[^\W_]+", title.lower()) if w not in _FILLERS)
