"""How parties are written in a passage: spellings of names, words for several, pronouns, nouns that take a name up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extraction.party_genitives import owns_nothing
from kg.extraction.party_words import alternatives, party_words, small
from kg.extraction.runs import key_runs
from kg.legal_names import name_words

__all__ = [
    "anaphor_runs",
    "anaphors",
    "collective_runs",
    "collective_words",
    "expletive",
    "is_attributive",
    "is_led",
    "is_possessive",
    "means_parties",
    "other_runs",
    "other_words",
    "product_tail",
    "pronoun_runs",
    "pronouns",
    "role_spellings",
    "spellings",
]


def spellings(name: str) -> Iterator[str]:
    """Yield the ways to write one name: as it is, without legal form, in capitals, in small capitals' plain form."""
    plain = " ".join(name.split())
    bare = _without_form(plain)
    opening = "The " + plain[4:] if plain.startswith("the ") else plain
    for form in dict.fromkeys((plain, opening, plain.rstrip("."), bare)):
        yield form
        if form.startswith("the "):
            yield f"The {form[4:]}"
        if len(form) > 3:
            yield form.upper()
            if form.isupper():
                yield " ".join(word.capitalize() for word in form.split())


def role_spellings(role: str) -> Iterator[str]:
    """Yield the ways to write a role; a pronoun that a contract defines is none."""
    bare = re.sub(r"^[Tt]he\s+", "", role)
    if bare.casefold() not in party_words("first-person") | party_words("second-person"):
        yield from (bare, bare.upper(), "the " + bare.lower(), "The " + bare.lower())
        if bare.islower() and bare not in party_words("government-heads"):
            yield bare.title()  # "from here on: the licensee" of a text that then says "the Licensee"
        if bare.isupper() and len(bare) > 3:
            yield bare.title()


def _without_form(name: str) -> str:
    """Return a name as written, without its legal form."""
    wanted, words = len(name_words(name)), name.split()
    for size in range(1, len(words) + 1):
        if len(name_words(" ".join(words[:size]) + " zz")) - 1 >= wanted:
            return " ".join(words[:size]).rstrip(",")
    return name


def is_possessive(text: str, end: int) -> bool:
    """Whether what stands behind a hit belongs to it: a genitive, or the noun of a product."""
    if text[end - 2 : end] == "'s":
        return not owns_nothing(text, end)  # "Harrow's has", and "Harrow's shops" of a house called so
    return (
        text[end : end + 2] in {"'s", "'S"}
        or (text[end : end + 1] == "'" and text[end - 1 : end] in {"s", "S"})
        or bool(_product_noun().match(text, end))
    )


@cache
def _product_noun() -> re.Pattern[str]:
    return re.compile(rf"\s+{alternatives('product-heads')}\b(?!\s+(?:the|an?|its|their|our|us|them|it|you|each|all)\b)")  # no verb


def is_attributive(text: str, end: int) -> bool:
    """Whether a role stands as an attribute before a capitalised noun ("Company Products")."""
    return bool(re.match(r"\s+[A-Z][a-z]+", text[end : end + 30])) and not text[max(0, end - 12) : end].isupper()


@cache
def _product_name() -> re.Pattern[str]:
    return re.compile(rf"(?:\s+[A-Z][\w-]*){{0,4}}?\s+(?i:{alternatives('product-heads')})\b")


def product_tail(text: str, end: int) -> int:
    """Return how much of a product's name follows the name of a party ("Model Garden", "Cloud Services")."""
    match = _product_name().match(text, end)
    return len(match.group()) if match and match.group().split()[-1][0].isupper() else 0


def _runs(*tables: str) -> frozenset[str]:
    return key_runs(word for table in tables for word in party_words(table))


@cache
def collective_runs() -> frozenset[str]:
    """Return runs without which a text has no word for several parties."""
    return _runs("collective-phrases", "collective-alone", "collective-nouns", "collective-singulars")


@cache
def other_runs() -> frozenset[str]:
    """Return runs without which a text has no word for all parties but the subject."""
    return _runs("other-phrases")


@cache
def pronoun_runs() -> frozenset[str]:
    """Return runs without which a text has no pronoun."""
    return _runs("first-person", "second-person", "third-person")


@cache
def anaphor_runs() -> frozenset[str]:
    """Return runs without which a text has no noun that takes up a party."""
    return _runs("anaphors")


@cache
def collective_words() -> re.Pattern[str]:
    """Return the pattern of words for several parties in lower case, with groups phrase, many, plural, one and single."""
    return re.compile(
        rf"""(?<![\w-])(?:(?P<phrase>{small("collective-phrases")})
        |(?P<alone>{small("collective-alone")})(?=\s+(?:can|may|must|shall|will)\b)
        |(?:(?P<many>{small("collective-quantifiers")})\s+(?:(?:former|respective|partner|signatory)\s+)?)?(?P<plural>{small("collective-nouns")})
        |(?P<one>{small("singular-quantifiers")}|an?)\s+(?:of\s+the\s+)?(?P<single>{small("collective-singulars")}))(?![\w-])""",
        re.VERBOSE,
    )


def means_parties(match: re.Match[str], text: str) -> bool:
    """Whether a collective phrase means the parties of the deal: "parties" does bare, "banks" only after "both" or "the two".

    Args:
        match: of `collective_words` in a text in lower case.
        text: the text as it is written.
    """
    if match.group("phrase") or match.group("alone"):
        return True
    if match.group("one"):
        certain = match.group("one") in party_words("certain-quantifiers")
        return certain or match.group("single") in party_words("party-nouns")
    noun, many = match.group("plural"), match.group("many") or ""
    if set(many.split()) & party_words("counted"):
        return True
    if noun in party_words("party-plurals"):
        return (many != "" and many not in party_words("open-quantifiers")) or text[match.start("plural")].isupper()
    return many == "the" and noun not in party_words("weak-collectives")


@cache
def other_words() -> re.Pattern[str]:
    """Return the pattern of words for all parties but the subject, in lower case."""
    return re.compile(rf"(?<![\w-]){small('other-phrases')}(?![\w-])(?!\s+(?:hand|than|terms|provisions|side\s+of))")


@cache
def pronouns() -> re.Pattern[str]:
    """Return the pattern of pronouns in lower case, with groups first, second and third."""
    first, second, third = (small(f"{n}-person") for n in ("first", "second", "third"))
    return re.compile(
        rf"(?<![\w.'-])(?:(?P<first>{first})|(?P<second>{second})|(?P<third>{third}))(?![\w-]|'(?!(?:d|ll|m|re|ve)\b)|\.\w)"
    )


@cache
def expletive() -> re.Pattern[str]:
    """Return the pattern of what follows an "it" that stands for nobody."""
    return re.compile(rf"\s+{alternatives('expletives')}\b")


@cache
def anaphors() -> re.Pattern[str]:
    """Return the pattern of nouns that take up a party, with groups before and noun."""
    return re.compile(
        rf"(?<!\w)[Tt]he\s+(?P<before>(?:(?:[A-Z][\w-]*|{alternatives('before-anaphors')})\s+)??)(?P<noun>{alternatives('anaphors')})(?![\w-])(?!\s+of\b)"
    )


def is_led(text: str, start: int) -> bool:
    """Whether a preposition leads to the word at `start`, so that it is no subject."""
    return bool(
        re.search(r"\b(?:to|into|in|with|from|by|for|on|of|at|under|between)\s+(?:the\s+)?$", text[max(0, start - 14) : start])
    )
