"""What stands around a number: currencies, units, counted nouns, rates and tolerance words of `units.toml`.

One file: the tables of units are read once for what stands before a number and behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.expressions import compiled
from kg.extraction.numerals import alternatives, table
from kg.nouns import is_irregular_plural, singular

__all__ = [
    "Unit",
    "counted_noun",
    "currency_before",
    "rate_after",
    "tolerance_after",
    "unit_after",
    "unit_signs",
    "words_before",
]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in a text: where it ends, its name, how many of it one is, and the kind of amount that it makes."""

    end: int
    name: str
    times: Decimal
    kind: str  # money | percent | quantity | duration


# ------------------------------------------------------------------ tables
@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(table(name)["words"])


@cache
def _codes() -> dict[str, str]:
    """Signs and codes of currencies as written, with their codes."""
    return {**{code: code for code in table("currency-codes")["codes"]}, **table("currency-signs")}


@cache
def _named() -> dict[str, tuple[str, Decimal, str]]:
    """Names of units in lower case: unit, how many of it one is, kind of amount."""
    found = {word.lower(): (code, Decimal(1), "money") for word, code in table("currency-words").items()}
    found |= {word.lower(): (code, Decimal("0.01"), "money") for word, code in table("currency-parts").items()}
    found |= {word: ("%", Decimal(str(times)), "percent") for word, times in table("percent").items()}
    found |= {word: (unit, Decimal(times), "duration") for word, (unit, times) in table("durations").items()}
    for word, (unit, times) in table("unit-words").items():
        for form in (word, word + "s", word.replace("-", " "), word.replace("-", " ") + "s"):
            found.setdefault(form.lower(), (unit, Decimal(times), "quantity"))
    return found


@cache
def _signs() -> dict[str, tuple[str, Decimal, str]]:
    """Short forms of units and currencies as written: unit, how many of it one is, kind of amount."""
    only_before = _list("codes-before")
    found = {sign: (code, Decimal(1), "money") for sign, code in _codes().items() if sign not in only_before}
    return found | {sign: (unit, Decimal(times), "quantity") for sign, (unit, times) in table("unit-signs").items()}


@cache
def unit_signs(kind: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return words in lower case, and single signs, of which one stands beside every number of a kind of amount."""
    names = [name for table in (_named(), _signs()) for name, unit in table.items() if unit[2] == kind]
    names += [*_codes()] if kind == "money" else []
    words, signs = set[str](), set[str]()
    for name in names:
        runs, others = re.findall(r"[^\W\d_]+", name.lower()), re.findall(r"[^\w\s.-]", name)
        if runs and (len(runs[-1]) > 1 or not others):
            words.add(runs[-1])
        else:
            signs.add(others[-1])
    return frozenset(words), frozenset(signs)


@cache
def _unit_pattern() -> re.Pattern[str]:
    modifiers = alternatives(table("unit-modifiers")["words"])
    names, signs = alternatives(list(_named())), alternatives(list(_signs()))
    return compiled(
        rf"(?P<sign>(?:[ -]|(?<=\d))?(?:{signs})(?![\w$]| h\b)(?:/-)?)"
        rf"|(?:[ -]|(?<=\d)|(?<=\)))(?:(?i:{modifiers})[ -]){{0,3}}(?P<name>(?i:{names}))(?!\w|-(?:feet|[a-z]+s)\b)"
        rf"|(?P<percent> ?[%‰](?:-points)?)"
    )


# ------------------------------------------------------------------ before the number
def words_before(text: str, end: int, reach: int = 64) -> list[tuple[int, str]]:
    """Return the words before `end`, each with its start, the nearest last; a bracket or quote before a word is no part."""
    low = max(0, end - reach)
    found = [(match.start() + low, match.group()) for match in re.finditer(r"[^\s(\[\"]+", text[low:end])]
    return found[1:] if found and low > 0 and found[0][0] == low else found


def currency_before(text: str, start: int) -> tuple[int, str] | None:
    """Return where the currency begins that stands before a number, and its code.

    >>> currency_before("pays US$5", 8), currency_before("of EUR 5", 7), currency_before("in pounds sterling 5", 19)
    ((5, 'USD'), (3, 'EUR'), (3, 'GBP'))
    """
    if not _may_end_currency(text, start):
        return None
    near = words_before(text, start, 40)[-4:]
    if not near or not (near[-1][0] + len(near[-1][1]) == start or text[near[-1][0] + len(near[-1][1]) : start].isspace()):
        return None
    codes = _codes()
    at, last = near[-1]
    glued = at + len(last) == start
    for size in range(min(5, len(last)), 0, -1):
        tail, lead = last[-size:], last[-size - 1 : -size]
        if tail in codes and not lead.isalpha() and not (lead.isalnum() and tail.isalnum()):
            if len(tail) == 1 and tail.isalpha() and not glued:
                return None
            place = start - size if glued else at + len(last) - size
            return _nation(near, place, codes[tail]) if tail == "$" and not lead else (place, codes[tail])
    for size in range(min(4, len(near)), 0, -1):
        place, first = near[-size]
        known = _named().get(" ".join(word for _, word in near[-size:]).lower())
        if known and known[2] == "money" and known[1] == 1 and (size > 1 or first[0].isupper() or first in {"euro", "euros"}):
            return place, known[0]
    return None


def _may_end_currency(text: str, start: int) -> bool:
    """Whether the last word before a number can be one of a currency: a cheap test for what is mostly no currency."""
    end = start - 1 if text[start - 1 : start] == " " else start
    last = text[max(text.rfind(" ", 0, end), end - 24) + 1 : end].lstrip('([{"/:;,–—-')
    return last[-1:] in _sign_ends() or last in _codes() or last.lower() in _currency_ends()


@cache
def _sign_ends() -> frozenset[str]:
    return frozenset(sign[-1] for sign in _codes() if not sign[-1].isalpha()) | {"(", "$"}


@cache
def _currency_ends() -> frozenset[str]:
    return frozenset(word.split()[-1].lower() for word in table("currency-words"))


def _nation(near: list[tuple[int, str]], place: int, code: str) -> tuple[int, str]:
    """The currency of a dollar sign after the name of a country (US $5) or after its own code (USD $5)."""
    if len(near) > 1:
        at, word = near[-2]
        for key in (word + "$", word):
            if key in _codes() and (key != word or word.endswith("D")):
                return at, _codes()[key]
    return place, code


# ------------------------------------------------------------------ after the number
@cache
def _after_pattern() -> re.Pattern[str]:
    words = [word for words in table("tolerance-after").values() for word in words if word != "+"]
    return re.compile(rf"\+(?!\w)|,? (?P<words>{alternatives(words)})(?!\w)", re.IGNORECASE)


def tolerance_after(text: str, place: int) -> tuple[int, str]:
    """Return where the tolerance words after a number end, and what they do; none: the place and "".

    >>> tolerance_after("30 or more", 2), tolerance_after("30 seats", 2)
    ((10, 'at-least'), (2, ''))
    """
    if not (match := _after_pattern().match(text, place)):
        return place, ""
    words = (match["words"] or "+").lower().replace("-", " ")
    if words.startswith(("at", "maximum")) and re.match(r" (?:an?|the|[\d$€£])", text[match.end() : match.end() + 5]):
        return place, ""
    return match.end(), next(kind for kind, listed in table("tolerance-after").items() if words in listed)


def unit_after(text: str, place: int) -> Unit | None:
    """Return the unit, currency or sign for per cent that follows a number.

    >>> unit_after("350 gigawatt-hours", 3).name, unit_after("30 business days", 2).name, unit_after("3GW", 1).name
    ('GWh', 'day', 'GW')
    """
    if not (match := _unit_pattern().match(text, place)):
        return None
    if match["sign"]:
        sign = match["sign"].removesuffix("/-").strip(" -")
        unit, times, kind = _signs()[sign] if sign in _signs() else _signs()[sign.replace("-", " ")]
        if len(sign) == 1 and sign.isalpha() and text[match.end() : match.end() + 1] == "-":
            return None
        return Unit(match.end(), unit, times, kind)
    if match["percent"]:
        unit, times, kind = _named()[match["percent"].strip()[0]]
        return Unit(match.end(), unit, times, kind)
    name = re.sub(r"[ -]", " ", match["name"].lower())
    unit, times, kind = _named().get(match["name"].lower()) or _named()[name]
    end = match.end() + (1 if text[match.end() : match.end() + 1] == "'" and kind == "duration" else 0)
    return Unit(end, unit, times, kind)


_TOKEN = re.compile(r"[ -]([^\W\d_][^\W\d_]*(?:[-'][^\W_]+)*)")


def counted_noun(text: str, place: int) -> Unit | None:
    """Return the plural noun that a number counts, in the singular; adjectives and `of the seven` may stand before it.

    Initials that follow a number are what it counts as they stand: 4,000 EFH.

    >>> counted_noun("600,000 advanced accelerators", 7).name, counted_noun("three of the seven crews", 5).name
    ('chip', 'crew')
    """
    if match := _of_all().match(text, place) or _SUCH.match(text, place):
        place = match.end()
    if (model := _MODEL.match(text, place)) and (thing := _noun_at(text, model.end())) and text[thing.end - 1].islower():
        return thing
    return _noun_at(text, place)


_SUCH = re.compile(r" such(?= )")
_MODEL = re.compile(
    r"(?: [A-Z][\w&'-]*){0,3} (?:[A-Z][\w-]*\d[\w-]*|(?<=[A-Za-z] )(?:\d{1,4}|[IVX]{1,4}))(?= [a-z])"
)  # two A9 coaches


_BLOT = re.compile(r" _{2,}(?:'s?)?(?= )")  # the name of a party: 200 Elbonian films


def _noun_at(text: str, place: int) -> Unit | None:
    start = place
    words: list[str] = []
    end = 0
    for _ in range(5):
        if blot := _BLOT.match(text, place):
            place = blot.end()
        token = _TOKEN.match(text, place)
        if not token or token[1].lower() in _list("noun-stops") or (token[0][0] == "-" and not words and not _hyphened(token[1])):
            break
        plural = _is_plural(token[1])
        if end and not plural:
            break
        words.append(token[1])
        place = token.end()
        if token[0][0] == "-" and len(words) == 1 and _hyphened(token[1]):
            return Unit(place, _alias(words), Decimal(1), "quantity")
        end = place if plural else 0
    if not end and (initials := _INITIALS.match(text, start)) and initials[1] not in _list("initials-stops"):
        return Unit(initials.end(), initials[1], Decimal(1), "quantity")
    return Unit(end, _alias(words), Decimal(1), "quantity") if end else None


_INITIALS = re.compile(
    r" ([A-Z]{3,5})s?"
    r"(?= (?:per|a|an|each|every|in|for|from|of|at|to|on|by|or|and|over|during|within|after|until|through)\b|[,.;:)]|$)"
)


@cache
def _of_all() -> re.Pattern[str]:
    numbers = alternatives(list(table("numbers")))
    owner = r"(?:(?:the )?_{2,}|(?:[A-Z][\w.&-]{0,40} ){0,3}[A-Z][\w.&-]{0,40})'s?"  # a party is blotted out
    which = rf"(?:the|its|their|our|your|this|that|his|her|these|those)(?: (?:(?i:{numbers})|\d+))?|(?i:{numbers})|\d+|{owner}"
    return re.compile(rf" of (?:{which})(?= )")


def _hyphened(word: str) -> bool:
    return word.lower() in _list("hyphen-nouns")


def _is_plural(word: str) -> bool:
    low = word.lower()
    if is_irregular_plural(low):
        return True
    return len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is", "'s")) and low not in _list("no-plurals")


def _alias(words: Iterable[str]) -> str:
    """The unit that counted nouns are told in: the longest alias at the end, else the last noun."""
    nouns = [singular(word) for word in words]
    for size in (2, 1):
        phrase = " ".join(nouns[-size:])
        if phrase in table("noun-aliases"):
            return str(table("noun-aliases")[phrase])
    return nouns[-1]


@cache
def _rate_pattern() -> re.Pattern[str]:
    units = alternatives([*_named(), *_list("per-nouns")])
    signs = alternatives(list(table("unit-signs")))
    anything, known = alternatives(table("per-words")["any"]), alternatives(table("per-words")["units"])
    modifiers = alternatives(table("unit-modifiers")["words"])
    noun = rf"(?:(?i:{units})(?!\w)|(?:{signs})(?!\w))"
    return compiled(
        rf"(?:,? (?i:{alternatives(list(table('per-adverbs')))})(?!\w)"
        rf"|(?: ?/ ?| (?i:{anything}) )(?:(?i:{modifiers}) )*(?P<any>{noun}|[A-Za-z]+(?:-[A-Za-z]+)*)"
        rf"|-?[ -](?i:{known})[ -](?:(?i:{modifiers}) )*(?P<known>{noun}))"
    )


def rate_after(text: str, place: int) -> tuple[int, str]:
    """Return where the words end that say what the number is for one of, and that unit; no such words: the place and "".

    >>> rate_after("12 per MWh", 2), rate_after("5 a year", 1), rate_after("5 per user per month", 1), rate_after("5 a share", 1)[1]
    ((10, 'MWh'), (8, 'year'), (20, 'user/month'), 'share')
    """
    found: list[str] = []
    while len(found) < 3 and (match := _rate_pattern().match(text, place)):
        noun = match["any"] or match["known"] or ""
        adverb = match.group().strip(" ,").lower()
        found.append(_rate_unit(noun) if noun else str(table("per-adverbs")[adverb.replace("-", " ")]))
        place = match.end()
    return place, "/".join(found)


def _rate_unit(noun: str) -> str:
    if noun in table("unit-signs"):
        return str(table("unit-signs")[noun][0])
    if noun.lower() in table("per-adverbs"):
        return str(table("per-adverbs")[noun.lower()])
    known = _named().get(noun.lower()) or _named().get(noun.lower().replace("-", " "))
    return known[0] if known and known[2] == "quantity" else singular(noun)
