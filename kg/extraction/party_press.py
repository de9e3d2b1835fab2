"""Papers that only tell of the dealings of others: newspapers, trade papers and the houses that bring them out."""

from __future__ import annotations

import re

from kg.extraction.lexicon import phrase
from kg.extraction.party_words import party_words
from kg.legal_names import has_legal_form, name_words
from kg.records import Document

__all__ = ["houses_of_papers", "is_paper", "own_words"]

_ENDS = 800  # code points at the head and the foot of a page in which a paper says what it is

_AGENCY_FOR = re.compile(r"\b(?i:agency) (?:for|of) [A-Z]")  # of a state: "Agency for Roads"


def is_paper(document: Document) -> bool:
    """Whether who brought a text out is a newspaper or the like, by its name or by what stands at the foot of its page."""
    words = set(document.publisher.casefold().split()) | set(name_words(document.publisher))
    told = words & party_words("press-marks")
    no_press = _AGENCY_FOR.search(document.publisher) or has_legal_form(document.publisher)
    if not document.publisher or (told - {"agency"} if no_press else told):
        return bool(document.publisher)
    ends = f"{document.text[:_ENDS]}\n{document.text[-_ENDS:]}"
    return phrase("mark-of-a-newspaper").search(ends) is not None


def houses_of_papers(document: Document) -> frozenset[str]:
    """Return the names of the houses that a page names as the publisher of the paper that it is of, under another name.

    A house that the text names once more is not only that.
    """
    own = set(name_words(document.publisher))
    found = {match["house"] for match in phrase("brings-out-a-paper").finditer(document.text[-_ENDS:])} if own else set()
    return frozenset(name for name in found if not own & set(name_words(name)) and document.text.count(name) == 1)


def own_words(text: str) -> str:
    """Return a text without what a page says to everybody who reads it: "Contact us", "Advertise with us".

    >>> own_words("Advertise with us. We sell ships.")
    '. We sell ships.'
    """
    return re.sub(phrase("said-on-every-page"), "", text)
