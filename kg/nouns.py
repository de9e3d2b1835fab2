"""Nouns in the singular, by the rules of English spelling and the exceptions of `ontology/lexicon/nouns.toml`."""

from __future__ import annotations

from functools import lru_cache

from kg.files import load_toml

__all__ = ["is_irregular_plural", "singular", "written_singular"]


@lru_cache(maxsize=8192)
def singular(noun: str) -> str:
    """Return the singular of an English noun, in lower case; the noun itself where it is no plural.

    >>> [singular(noun) for noun in ("Vessels", "licences", "companies", "boxes", "aircraft", "glass", "APIs", "basis")]
    ['vessel', 'licence', 'company', 'box', 'aircraft', 'glass', 'api', 'basis']
    """
    noun = noun.lower()
    if is_irregular_plural(noun):
        return str(load_toml("nouns")["irregular-plurals"]["nouns"][noun])
    if (
        len(noun) < 3
        or not noun.endswith("s")
        or noun.endswith(("ss", "us", "sis"))
        or noun in load_toml("nouns")["no-plurals"]["words"]
    ):
        return noun
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    return noun[:-2] if noun.endswith(("ches", "shes", "sses", "xes", "zzes")) else noun[:-1]


def written_singular(noun: str) -> str:
    """Return the singular of a noun with its capitals, the noun itself where its spelling does not show one.

    >>> [written_singular(noun) for noun in ("Contracting States", "Ferries", "Glass", "Staff")]
    ['Contracting State', 'Ferry', 'Glass', 'Staff']
    """
    if is_irregular_plural(noun.lower()):
        return noun
    return "".join(sign.upper() if noun[at : at + 1].isupper() else sign for at, sign in enumerate(singular(noun)))


def is_irregular_plural(noun: str) -> bool:
    """Return whether the spelling of a noun in lower case does not show that it is a plural, or of what.

    >>> is_irregular_plural("aircraft"), is_irregular_plural("vessels")
    (True, False)
    """
    return noun in load_toml("nouns")["irregular-plurals"]["nouns"]
