"""Names of organisations compared: what remains without case, accents, punctuation and legal form.

The legal forms are data (`ontology/lexicon/parties.toml`).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache

from kg.errors import LexiconError
from kg.files import resource

__all__ = ["has_legal_form", "legal_forms", "name_key", "name_words", "plain_form"]


@cache
def legal_forms() -> frozenset[str]:
    """Return the legal forms of many countries, as `plain_form` writes them.

    Raises:
        LexiconError: the list is missing or cannot be read.
    """
    path = resource("ontology", "lexicon", "parties.toml")
    try:
        words = tomllib.loads(path.read_text(encoding="utf-8"))["legal-suffixes"]["words"]
    except (OSError, KeyError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"the legal forms cannot be read ({error}).", where=str(path), cure="Restore or mend the file.") from error
    return frozenset(plain_form(form) for form in words)


def plain_form(word: str) -> str:
    """Return a legal form without case, full stops and strokes.

    >>> plain_form("S.p.A."), plain_form("GmbH & Co. KG")
    ('spa', 'gmbh & co kg')
    """
    return " ".join(re.sub(r"[.'’/()]", "", word).casefold().replace("&", " & ").split())


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name for comparison: no case, accents, punctuation, article in front or legal form at the end.

    >>> name_words("The Müller & Söhne GmbH & Co. KG")
    ('muller', 'sohne')
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name)).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).replace("&", " ")
    words = re.sub(r"\W+", " ", re.sub(r"['’./]", "", plain)).split()
    while len(words) > 1 and (size := _form_at_end(words)):
        del words[-size:]
    return tuple(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _form_at_end(words: list[str]) -> int:
    """Return how many of the last words are a legal form, at least one word of the name left; 0: none."""
    if words[-1] == "and":
        return 1
    return next((n for n in (4, 3, 2, 1) if n < len(words) and " ".join(words[-n:]) in legal_forms()), 0)


def name_key(name: str) -> str:
    """Return what two spellings of one name share.

    >>> name_key("ACME Widgets, Inc.") == name_key("Acme Widgets")
    True
    """
    return "".join(name_words(name))


def has_legal_form(name: str) -> bool:
    """Whether a name ends in a legal form of some country.

    >>> has_legal_form("Kappa S.p.A."), has_legal_form("Kappa")
    (True, False)
    """
    words = re.sub(r"[.'’/(),]", "", name).casefold().split()
    return len(words) > 1 and any(" ".join(words[-n:]) in legal_forms() for n in (1, 2, 3))
