"""For whom a contract is signed at its foot: "For Acme, A. Bee", "A. Bee (Acme)   C. Dee (Beta)", names above those of people.

A foot names all who make the contract, though its head may name them otherwise, or not at all.

Everything here works on raw text; offsets are of it, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from kg.extraction.lines import COLUMN
from kg.extraction.party_definitions import Claim, is_role, never_role
from kg.extraction.party_index import PartyIndex
from kg.extraction.party_names import find_names
from kg.extraction.party_titles import bodies
from kg.extraction.party_words import abbreviates, alternatives, party_words, same_letters
from kg.legal_names import name_words

__all__ = ["signing_beside"]

_FOOT = 1800  # code points at the end of a contract in which it is signed
_LONGEST = 90  # code points of what one signs
_TWO = 2  # who sign
_WORD = r"[A-ZÀ-ÖØ-ÞĀĆČĎĐĘĚĞİŁŃŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽ][\w&'’-]*"
_NAME = rf"{_WORD}(?:[ ](?:(?:of|de|do|da|del|di|du|og|och|&|and|the|la) ){{0,2}}{_WORD}){{0,6}}"
_PERSON = rf"(?:(?:{_WORD}\.?|[A-Z]\.)[ ]){{0,4}}{_WORD}"
_PART = re.compile(r"[^\s;·|/✔](?:[^\n;·|/✔\t ]|[ ](?![ ]))*")  # what stands between wide blanks and other signs in a line


@cache
def _signed_for() -> re.Pattern[str]:
    """What one part of a foot says: for whom, before or behind the name of who signs, or in a bracket behind it."""
    lead = rf"{alternatives('signed-for')}:?[ ]"
    return re.compile(
        rf"(?i:{lead})(?P<first>(?:the )?{_NAME})(?=[ ]*(?:$|[:,(–—-]))"
        rf"|{_PERSON}(?:,[^,]{{2,40}})?,?[ ](?i:{lead})(?P<last>(?:the )?{_NAME})(?=$|,)"
        rf"|{_PERSON}[ ]\((?i:for[ ])?(?P<bracket>(?:the )?{_NAME})\)$"
    )


def signing_beside(index: PartyIndex, text: str) -> tuple[list[Claim], list[str]]:
    """Return for whom a contract is signed at its foot, where more sign than an index knows to make it, and one is new.

    Who is known is given under the name that the index has; also the names of the index that are several of a row, read as one.
    """
    start = max(0, len(text.rstrip()) - _FOOT)
    told = [*_told(text, start), *_above_people(text, start)]
    several = len({name.casefold() for name, _ in told})
    if several < _TWO or several <= sum(one.deals for one in index.mentions):
        return [], []
    row = " ".join(name for name, _ in told)
    mixed = [one.name for one in index.mentions if " " in one.name and f" {one.name} " in f" {row} " and one.name not in dict(told)]
    known = {
        word.casefold().removeprefix("the "): one.name
        for one in index.mentions
        if one.name not in mixed
        for word in (*one.roles, *one.aliases, one.name)
    }
    groups = {word.casefold().removeprefix("the ") for word, _ in index.groups}
    found: dict[str, Claim] = {}
    new = False
    for word, at in told:
        name = known.get(word.casefold().removeprefix("the ")) or _in_full(text[: start or at], word)
        other = known.get(name.casefold()) or next((one for one in known.values() if _same(name, one)), "")
        if name and word.casefold().removeprefix("the ") not in groups:
            found.setdefault(other or name, Claim(other or name, at, at + len(word), "foot", 3))
            new = new or not other
    return (list(found.values()), mixed) if new else ([], [])


def _same(name: str, other: str) -> bool:
    """Whether a name at a foot can be a short form of another one, or holds it."""
    own, theirs = set(name_words(name)), set(name_words(other))
    return own <= theirs or theirs <= own or same_letters(name, other) or abbreviates(name, other)


def _told(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield the names of those for whom somebody signs, and where they stand."""
    for part in _PART.finditer(text, start):
        words = part.group().strip(" *_>")
        if (told := _signed_for().match(words)) and len(words) < _LONGEST:
            name = told["first"] or told["last"] or told["bracket"]
            yield name, part.start() + part.group().index(name)


_SIGNER = re.compile(rf"(?:{_WORD}\.?[ ])?(?:[A-Z]\.[ -]?)+{_WORD}(?:-{_WORD})?")


def _above_people(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield the names that stand in columns above those of people who sign: "Acme    Beta" above "A. Bee    C. Dee"."""
    rows = list(re.finditer(r"[^\n]+", text[start:]))
    for upper, lower in pairwise(rows):
        names = list(COLUMN.finditer(upper.group()))
        people = list(COLUMN.finditer(lower.group()))
        if len(names) >= _TWO and len(names) == len(people) and all(_SIGNER.fullmatch(one.group()) for one in people):
            yield from (
                (one.group(), start + upper.start() + one.start())
                for one in names
                if re.fullmatch(rf"(?!For ){_NAME}", one.group())
            )


def _in_full(before: str, word: str) -> str:
    """Return for whom a contract is signed as its text calls him: the one whose name ends with the noun of a foot."""
    name = word.removeprefix("the ").removeprefix("The ")
    flat = before.replace("\n", " ")
    noun = " " not in name and (name != word or name.casefold() in bodies())
    if is_role(name) or name in party_words("never-names"):
        return ""
    if noun:
        whole = {one.text for one in find_names(flat) if " " in one.text and name.casefold() in one.text.casefold().split()}
        text = whole.pop() if len(whole) == 1 else ""
    else:
        text = name if re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", before) is None else ""
    return text if len(text) > 1 and not never_role(text) else ""
