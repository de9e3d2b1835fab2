"""The lists of `ontology/lexicon/parties.toml` as sets and patterns, and what they say of a name: government, acronym, body."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.alternation import alternation
from kg.extraction.lexicon import load_toml
from kg.legal_names import plain_form
from kg.legal_names import word_set as party_words

__all__ = [
    "ATTENTION",
    "abbreviates",
    "alternatives",
    "either_case",
    "folded",
    "has_head",
    "is_government",
    "looked_after",
    "marks_of_units",
    "party_words",
    "people_of",
    "place_of",
    "same_letters",
    "small",
    "spells_out",
    "weak_forms",
]


ATTENTION = r"(?:attn|attention|for\s+the\s+attention\s+of|f\.?\s?a\.?\s?o)"  # before the name of who is to read a letter
_LOOSE = {" ": r"\s+", "-": "[- ]?"}


@cache
def alternatives(table: str) -> str:
    """Return the words of a list as one alternative of a pattern, longest first, blanks and hyphens loose."""
    return alternation(party_words(table), _LOOSE)


@cache
def either_case(table: str) -> str:
    """Return the words of a list as `alternatives` does, each also with a capital at its start."""
    words = party_words(table)
    return alternation({*words, *(word[:1].upper() + word[1:] for word in words)}, _LOOSE)


@cache
def small(table: str) -> str:
    """Return the words of a list as `alternatives` does, for a text in lower case: far faster than not to look at case."""
    return alternation({word.lower() for word in party_words(table)}, _LOOSE)


@cache
def marks_of_units() -> frozenset[str]:
    """Return the codes of currencies and the marks of units that stand beside numbers, as they are written."""
    return party_words("marks-of-units") | frozenset(load_toml("units")["currency-codes"]["codes"])


@cache
def weak_forms() -> frozenset[str]:
    """Return the legal forms that are also common words."""
    return frozenset(plain_form(form) for form in party_words("weak-suffixes"))


@cache
def folded(table: str) -> frozenset[str]:
    """Return a list without regard to case."""
    return frozenset(word.casefold() for word in party_words(table))


@cache
def _government() -> re.Pattern[str]:
    return re.compile(
        rf"(?:the\s+)?(?:[A-Z][\w']+\s+){{0,3}}{alternatives('government-heads')}\s+(?:of|for)\s+(?:the\s+)?[A-Z]", re.IGNORECASE
    )


_PEOPLE = re.compile(r"\b[\w-]+(?:ers|ors|ees|ists|men|ies|tions|ools)$", re.IGNORECASE)  # who or what forms a union


@cache
def _named_state() -> re.Pattern[str]:
    return re.compile(
        rf"(?:the\s+)?(?P<people>[A-Z][\w'-]+(?:an|ian|ish|ese|ic|ch|ak|en))\s+{alternatives('people-states')}", re.IGNORECASE
    )


@lru_cache(maxsize=4096)
def is_government(name: str) -> bool:
    """Whether a name is that of a state, a government or a ministry; a union of those who work or trade is none.

    >>> is_government("The Government of the Republic of Ruritania"), is_government("Elbonian Federation")
    (True, True)
    >>> is_government("Federation of Glass Makers")
    False
    """
    bare = re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)
    if bare in party_words("government-names") or bare in party_words("countries") or _named_state().fullmatch(name):
        return True
    united = bare.split()[0].casefold() in party_words("joint-heads") if bare else False
    return bool(_government().match(name)) and not (united and _PEOPLE.search(bare))


def looked_after(words: str) -> bool:
    """Whether words begin with what public bodies look after.

    >>> looked_after("Drains and Sewers of Acmeburg"), looked_after("Acmeburg")
    (True, False)
    """
    return re.split(r"[\s,]", words, maxsplit=1)[0].casefold() in party_words("portfolios")


def place_of(name: str) -> str:
    """Return the land that a government's name ends with; empty where it is no government's.

    >>> place_of("Government of the Republic of Ruritania"), place_of("Acme")
    ('Ruritania', '')
    """
    last = re.split(r"\b(?:of|OF)\s+(?:the\s+|THE\s+)?", name)[-1] if is_government(name) else ""
    looks_after = last.split()[-1].casefold() in party_words("portfolios") if last else False
    return last if last != name and not looks_after else ""


def people_of(name: str) -> str:
    """Return the word for a people with which the name of a state begins or after which it is called; empty where there is none.

    >>> people_of("Government of the Elbonian Federation"), people_of("Republic of Ruritania")
    ('Elbonian', '')
    """
    last = re.split(r"\b(?:of|OF)\s+(?:the\s+|THE\s+)?", name)[-1]
    match = _named_state().fullmatch(last)
    return match.group("people") if match else ""


def same_letters(short: str, name: str) -> bool:
    """Whether `short` is made of the initials of `name`, in their order (an acronym).

    >>> same_letters("BIF", "Baltic Isles Fund C.V."), same_letters("BIF", "Beta Fund")
    (True, False)
    """
    letters = re.sub(r"[.&-]", "", short)
    if not 2 <= len(letters) <= 8 or not letters.isalpha() or not letters.isupper():
        return False
    words = [w for w in re.findall(r"[A-Za-z]+", name) if w[0].isupper()]
    if name.isupper():
        return _within(letters, "".join(w[0] for w in words))
    return _within(letters, "".join(w if w.isupper() and len(w) < 4 else w[0] for w in words))


def spells_out(short: str, name: str) -> bool:
    """Whether the capital letters of `name` are those of `short`, one for one.

    >>> spells_out("TUA", "TU Aldersbach"), spells_out("BF", "Baltic Isles Fund")
    (True, False)
    """
    words = re.findall(r"[A-Z][A-Za-z]*", name)
    letters = "".join(word if word.isupper() and len(word) < 4 else word[0] for word in words)
    return (len(short) > 2 or has_head(name)) and not name.isupper() and letters == short


def abbreviates(short: str, name: str) -> bool:
    """Whether `short`, defined beside `name`, can be drawn from its letters.

    >>> abbreviates("ACMCO", "Acme Company"), abbreviates("PPA", "Acme Company")
    (True, False)
    """
    letters = re.sub(r"[^A-Za-z]", "", short).upper()
    return 2 <= len(letters) <= 10 and short.upper() == short and _within(letters, "".join(re.findall("[A-Za-z]", name)).upper())


def _within(letters: str, text: str) -> bool:
    rest = iter(text)
    return bool(text) and letters[0] == text[0] and all(letter in rest for letter in letters)


@lru_cache(maxsize=4096)
def has_head(name: str) -> bool:
    """Whether a word of a name shows a body: "Bank", "League"."""
    heads = folded("organisation-heads")
    return any(word.strip(".,").casefold() in heads for word in name.split())
