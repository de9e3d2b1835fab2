"""Names of organisations compared: what remains without case, accents, punctuation and legal form.

The legal forms are data (`ontology/lexicon/parties.toml`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final
from zlib import crc32

from kg.errors import LexiconError
from kg.files import load_toml

__all__ = [
    "SHORT_NAME",
    "bare_role",
    "capitals",
    "form_starts",
    "has_legal_form",
    "land_stems",
    "leads_with_form",
    "legal_forms",
    "name_key",
    "name_words",
    "names_somebody",
    "people_stems",
    "plain_form",
    "without_accents",
    "word_marks",
    "word_set",
]

SHORT_NAME: Final = 4  # letters of a word that can stand for a longer name


@cache
def legal_forms() -> frozenset[str]:
    """Return the legal forms of many countries, as `plain_form` writes them.

    Raises:
        LexiconError: the list is missing or cannot be read.
    """
    return frozenset(plain_form(form) for form in word_set("legal-suffixes"))


@cache
def form_starts() -> frozenset[str]:
    """Return what the first word of a legal form can be, written with or without the rest of it."""
    words = {form.split()[0] for form in legal_forms()}
    return frozenset(
        words | {form.replace(" ", "")[:n] for form in legal_forms() for n in (1, 2, 3, 4)} | {word.strip(".") for word in words}
    )


@cache
def _leading_forms() -> frozenset[str]:
    return frozenset(plain_form(form) for form in word_set("legal-prefixes"))


@cache
def _state_heads() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(head.split()) for head in word_set("state-heads"))


@cache
def word_set(table: str) -> frozenset[str]:
    """Return a list of `ontology/lexicon/parties.toml`.

    Raises:
        LexiconError: the list is missing or cannot be read.
    """
    tables = load_toml("parties")
    if table not in tables:
        raise LexiconError(
            f"there is no list {table!r}.", where="ontology/lexicon/parties.toml", cure="Add the list or mend the name."
        )
    return frozenset(tables[table]["words"])


@lru_cache(maxsize=65_536)
def plain_form(word: str) -> str:
    """Return a legal form without case, full stops and strokes.

    >>> plain_form("S.p.A."), plain_form("GmbH & Co. KG")
    ('spa', 'gmbh & co kg')
    """
    return " ".join(re.sub(r"[.'’/()]", "", word).casefold().replace("&", " & ").split())


@lru_cache(maxsize=65_536)
def without_accents(word: str) -> str:
    """Return a word without regard to case and accents.

    >>> without_accents("Fundación")
    'fundacion'
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word)).casefold()
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


_CO_OP = re.compile(r"\bco-op(?:erative)?\b", re.IGNORECASE)


@lru_cache(maxsize=65_536)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name for comparison: no case, accents, punctuation, article in front or legal form at either end.

    A state is its land, whoever acts for it. Before a name with a form behind it few words are one.

    >>> name_words("The Müller & Söhne GmbH & Co. KG"), name_words("the Government of the Republic of Ruritania")
    (('muller', 'sohne'), ('ruritania',))
    >>> name_words("AB Acme"), name_words("A.B. Acme, Inc."), name_words("PT Acme Tbk")
    (('acme',), ('ab', 'acme'), ('acme',))
    >>> name_words("Tarn Valley Co-op") == name_words("Tarn Valley Co-operative") == name_words("Tarn Valley Cooperative")
    True
    """
    plain = _CO_OP.sub("cooperative", without_accents(name).replace("&", " "))
    words = re.sub(r"\W+", " ", re.sub(r"['’./]", "", plain)).split()
    if len(words) > 1 and words[0] in (word_set("legal-prefixes-beside-forms") if _form_at_end(words) else _leading_forms()):
        del words[0]
    while len(words) > 1 and (size := _form_at_end(words)):
        del words[-size:]
    if words.count("of") > 2:
        words = _without_inner_heads(words)
    while (size := _head_at_start(words)) or (len(words) > 1 and words[0] == "the"):
        del words[: size or 1]
    return tuple(words)


def _without_inner_heads(words: list[str]) -> list[str]:
    """Return the words of a name without "Republic of" and the like inside: "Ministry of X of (the Republic of) Ruritania"."""
    for at in range(1, len(words) - 2):
        start = at + 1 if words[at] == "of" else 0
        skip = start + (words[start] == "the") if start else 0
        size = _head_at_start(words[skip:]) if skip else 0
        if size:
            return words[:start] + words[skip + size :]
    return words


def _head_at_start(words: list[str]) -> int:
    """Return how many words "Government of", "Kingdom of" and the like take at the start, a land left behind them; 0: none."""
    return next((n + 1 for n in (2, 1) if len(words) > n + 1 and tuple(words[:n]) in _state_heads() and words[n] == "of"), 0)


def _form_at_end(words: list[str]) -> int:
    """Return how many of the last words are a legal form, at least one word of the name left; 0: none."""
    if words[-1] == "and":
        return 1
    return next((n for n in (4, 3, 2, 1) if n < len(words) and " ".join(words[-n:]) in legal_forms()), 0)


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return what two spellings of one name share.

    >>> name_key("ACME Widgets, Inc.") == name_key("Acme Widgets")
    True
    >>> name_key("Acmeburg Football Club Ltd") == name_key("Acmeburg FC")
    True
    """
    return _initialled().sub(lambda m: _initials()[m.group()], "".join(name_words(name)))


@lru_cache(maxsize=1)
def _initials() -> dict[str, str]:
    """What names end with that is also written by its initials, without blanks, and these initials."""
    return {words.replace(" ", ""): "".join(word[0] for word in words.split()) for words in word_set("initialled-endings")}


@lru_cache(maxsize=1)
def _initialled() -> re.Pattern[str]:
    return re.compile(rf"(?<=\w)(?:{'|'.join(sorted(_initials(), key=lambda ending: (-len(ending), ending)))})$")


@lru_cache(maxsize=65_536)
def has_legal_form(name: str) -> bool:
    """Whether a name ends in a legal form of some country, or begins with one.

    >>> has_legal_form("Kappa S.p.A."), has_legal_form("Kappa"), has_legal_form("SIA Kappa")
    (True, False, True)
    """
    if leads_with_form(name):
        return True
    words = re.sub(r"[.'’/(),]", "", name).casefold().split()
    return len(words) > 1 and any(" ".join(words[-n:]) in legal_forms() for n in (1, 2, 3))


def names_somebody(name: str) -> bool:
    """Whether a name shows by its words that it is that of a firm or a body.

    >>> names_somebody("Kappa S.p.A."), names_somebody("Harbour Commission"), names_somebody("Kappa")
    (True, True, False)
    """
    bodies = word_set("organisation-heads") | word_set("government-heads") | word_set("bodies")
    return not bodies.isdisjoint(name_words(name)) or has_legal_form(name)


def leads_with_form(name: str) -> bool:
    """Whether a name begins with a legal form in capitals, as in the Baltic states, in Indonesia and in eastern Europe.

    >>> leads_with_form("UAB Acme"), leads_with_form("PT"), leads_with_form("Sia Acme")
    (True, False, False)
    """
    first, _, rest = name.partition(" ")
    return bool(rest) and first.isupper() and plain_form(first) in _leading_forms()


_LAND_END = re.compile(r"(?:land|[aeiouy]+)$")
_PEOPLE_END = re.compile(r"(?:[ai]?n|ean|ese|ish|ic|ch|i|nian|en|er)$")


def land_stems(land: str) -> frozenset[str]:
    """Return what remains of the name of a land in the word for its people: whole, or without its ending.

    >>> sorted(land_stems("Elbonia"))
    ['elbon', 'elbonia']
    """
    short = land.casefold()
    return frozenset(stem for stem in (short, _LAND_END.sub("", short)) if len(stem) > 3)


def people_stems(people: str) -> frozenset[str]:
    """Return what can remain of the name of a land in the word for its people.

    >>> sorted(land_stems("Elbonia") & people_stems("Elbonian")), sorted(land_stems("Norway") & people_stems("Elbonian"))
    (['elbonia'], [])
    """
    long = people.casefold()
    return frozenset(long[:end] for end in range(4, len(long)) if _PEOPLE_END.fullmatch(long[end:]))


_WORD = re.compile(r"[^\W\d_][\w&’'.-]*")


def bare_role(role: str) -> str:
    """Return a role without its article.

    >>> bare_role("the Lessee"), bare_role("Lessee")
    ('Lessee', 'Lessee')
    """
    return role.removeprefix("the ").removeprefix("The ")


def capitals(text: str) -> list[str]:
    """Return the words of a text that begin with a capital, in their order, without the "'s" of an owner and stops behind them.

    >>> capitals("the bakery Corbel's vans and Dray Ltd.")
    ['Corbel', 'Dray', 'Ltd']
    """
    written = [word for word in _WORD.findall(text) if word[:1].isupper()]
    return [word for one in written if (word := _OWNING.sub("", one.rstrip(".-’'")))]


_OWNING = re.compile(r"['’]s?\Z")


def word_marks(text: str) -> str:
    """Return a sign for each word of a text that begins with a capital, each once and sorted; hardly two words share one.

    >>> set(word_marks("ACME")) <= set(word_marks("the bakery of Acme")), word_marks("the bakery")
    (True, '')
    """
    words = {word.casefold() for word in capitals(text)}
    return "".join(sorted({chr(_FIRST_MARK + crc32(word.encode()) % _MARKS) for word in words}))


_FIRST_MARK, _MARKS = 0x4E00, 0x8000  # of code points that are letters
