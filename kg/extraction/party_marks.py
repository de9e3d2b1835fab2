"""Marks of parties outside a parties block: definitions in running text, relations between names, the frame of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.extraction.lexicon import phrase
from kg.extraction.lines import unspaced
from kg.extraction.party_called import deal_noun
from kg.extraction.party_definitions import (
    Claim,
    definition_words,
    former_before,
    former_names,
    is_role,
    kind_of_word,
    trading_names,
)
from kg.extraction.party_letters import read_addressed, read_addressees, read_greeted, read_letterhead, read_readers_house
from kg.extraction.party_names import Name, find_names
from kg.extraction.party_words import ATTENTION, abbreviates, alternatives, is_government, party_words, same_letters, small
from kg.extraction.runs import lowered
from kg.legal_names import name_words

__all__ = ["Relation", "is_body", "read_definitions", "read_letter", "read_relations", "read_roles_told"]


_ACRONYM = re.compile(r"\s\(([A-Z]{2,6})\)")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a text says of two names; `kind`: former, trading, parent (that is the second), organ (acts for the first), acronym."""

    name: str
    kind: str
    other: str


_DEFINED = re.compile(
    r"""\((?P<body>[^()]{0,120}["'][^()"']{1,60}["'][^()]{0,80}|(?:the\s+)?[A-Z][\w&.-]{1,20}(?:\s[A-Z][\w-]{2,16})?)\)"""
)
_GAP = re.compile(r"\"?(?:\s*|\s*,[^()\"]{0,160}?|\s*\([^()\"]{0,120}\)[^()\"]{0,80}?)\s*$")
_NEXT = re.compile(r"\)\s*,?\s+(?:and|&)\s+(?:the\s+)?[A-Z]")  # behind the bracket of a name another one begins


_ACTS_FOR = re.compile(  # who acts for the one named before
    r"\bacting\s+(?:by|through)\s+(?:(?:its|their|the)\s+)?(?:[a-z]+[\s,]+){0,4}$"
    r"|\b(?i:general partner|represented by|acting (?:by|through)|its (?:agent|manager|trustee)),? (?i:the )?$"
)


def read_definitions(text: str) -> Iterator[Claim]:
    """Yield the names with a legal form, or of a government, behind which a short name or a role is defined."""
    found = list(_DEFINED.finditer(text)) if "(" in text else []
    named = (name for name in find_names(text) if not _ACTS_FOR.search(text[max(0, name.start - 80) : name.start])) if found else ()
    names = [name for name in named if name.legal or is_body(name.text) or _is_state(name.text)]
    for match in found if names else ():
        owner = _owner(text, names, match.start())
        if owner is None:
            continue
        aliases: list[tuple[str, int, int]] = []
        roles: list[str] = []
        for word, start, end, article, together in _words(text, match):
            bare = word.isupper() and len(word) < 7 and '"' not in match.group() and not is_role(word)
            if bare and not abbreviates(word, owner.text):
                continue  # the letters of another name between
            kind = kind_of_word(word, owner.text, article, together)
            if kind == "alias":
                aliases.append((word, start, end))
            elif kind == "role":
                roles.append(word)
        if roles or (aliases and (owner.legal or is_body(owner.text))):
            yield Claim(owner.text, owner.start, owner.end, "definition", 3, tuple(aliases), tuple(roles))


@cache
def _role_told(before: str, behind: str) -> re.Pattern[str]:
    """The word for a role that a sentence tells of somebody, with what stands before it and behind it."""
    return re.compile(rf"{before}(?P<role>{alternatives('roles')}){behind}")


def read_roles_told(text: str) -> Iterator[Claim]:
    """Yield two names that a sentence gives their roles: "The supplier is Acme Ltd, the customer Beta AG"."""
    before = _role_told(r"\b[Tt]he ", r" (?:is|was) (?:the )?$")
    between = _role_told(r",? (?:and |while )?the ", r"(?:,| is| was)? (?:the )?")
    names = [name for name in find_names(text) if name.legal or name.head] if " is " in text or " was " in text else []
    for one, other in pairwise(names):
        second = between.fullmatch(text, one.end, other.start)
        first = before.search(text[max(0, one.start - 40) : one.start]) if second else None
        if first and second and first["role"] != second["role"]:
            yield Claim(one.text, one.start, one.end, "definition", 3, roles=(first["role"],))
            yield Claim(other.text, other.start, other.end, "definition", 3, roles=(second["role"],))


def is_body(name: str) -> bool:
    """Whether a name ends in a noun for a bank, a university and the like, or is one "of" something.

    >>> is_body("Pine National Bank"), is_body("University of Elbonia"), is_body("Bank of Elbonia Request")
    (True, True, False)
    """
    words = name_words(name)
    heads = party_words("made-bodies")
    return len(words) > 1 and (
        words[-1] in heads or " ".join(words[-2:]) in heads or (words[0] in heads and words[1] == "of" and len(words) < 4)
    )


def _words(text: str, match: re.Match[str]) -> list[tuple[str, int, int, bool, bool]]:
    if '"' in match.group() or "'" in match.group():
        return definition_words(text, match.start(), match.end())
    start = match.start("body") + (4 if match.group("body").startswith("the ") else 0)
    word = text[start : match.end("body")]
    return [(word, start, match.end("body"), True, False)] if is_role(word) or (word.isupper() and word.isalpha()) else []


def _owner(text: str, names: list[Name], at: int) -> Name | None:
    """Return the name that a bracket at `at` defines: the last one before it with nothing but a description between."""
    before = [name for name in names if name.end <= at]
    for name in reversed(before[-3:]):
        gap = text[name.end : at]
        if (
            not _GAP.match(gap)
            or phrase("words-of-sentences").search(phrase("laws-of-its-seat").sub(" ", gap))
            or _NEXT.search(gap)
        ):
            return None
        led = text[max(0, name.start - 40) : name.start]
        placed = not name.legal and re.search(r"\b(?:in|of|under|from|by)\s+(?:the\s+)?$", led)
        if not placed and not _parent().search(led):
            return name
    return None


# ------------------------------------------------------------------ relations
@cache
def _subsidiary() -> re.Pattern[str]:
    return re.compile(rf"{alternatives('subsidiary-marks')},?\s+$", re.IGNORECASE)


@cache
def _parent() -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s*\(?(?:(?:which\s+)?(?:is|was)\s+)?{alternatives('parent-marks')}\s+(?:the\s+)?$", re.IGNORECASE)


@cache
def _former_mark() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternatives('former-marks')}|(?:which\s+|who\s+)?(?:(?:called|known|named|trading)\s+)?until\b)", re.IGNORECASE
    )


@cache
def _trading_mark() -> re.Pattern[str]:
    return re.compile(alternatives("trading-marks"), re.IGNORECASE)


def read_relations(text: str) -> Iterator[Relation]:
    """Yield former names, trading names, parents and acronyms that stand beside names of a text."""
    if not _SHORT.search(text) and not _hint().search(lowered(text)) and not _ACTS.search(text):
        return
    names = find_names(text)
    for i, name in enumerate(names):
        tail = text[name.end : name.end + 120]
        head = re.split(r"[;:]|(?<=\w\w)\.\s", tail)[0]
        near = re.match(r"\.?(?:, (?:of )?[A-Z][\w-]+(?=,))?\s*[,(]?\s*(?:and\s+)?", head)
        if near and _former_mark().match(head, near.end()):
            yield from (Relation(name.text, "former", other) for other in former_names(head)[:1])
        elif near and _trading_mark().match(head, near.end()):
            yield from (Relation(name.text, "trading", other) for other in trading_names(head)[:1])
        if (match := _ACRONYM.match(tail)) and same_letters(match.group(1), name.text):
            yield Relation(name.text, "acronym", match.group(1))
        yield from _owners(text, names[i - 1 : i + 1])
        if i and (unit := _UNIT.search(text, max(names[0].end, name.start - _LONGEST_UNIT), name.start)):
            owner = next((one for one in names[:i] if one.start < unit.start() and (one.legal or one.head)), names[0])
            yield Relation(owner.text, "trading", name.text)


_UNIT = re.compile(r"\b(?:by|for|through|via) its (?:[a-z-]+ )?(?:arm|branch|brand|department|division|imprint|unit),? (?:the )?\Z")
_LONGEST_UNIT = 80  # code points of such words
_ACTS = re.compile(r",? (?:acting|represented) (?:herein )?(?:by|(?P<through>through)) (?:its |the )?(?:[a-z][a-z-]+,? ){0,3}")


def _owners(text: str, pair: list[Name]) -> Iterator[Relation]:
    if len(pair) == 2:
        first, second = pair
        if _subsidiary().search(text[first.end : second.start]):
            yield Relation(second.text, "parent", first.text)
        if _parent().match(text[first.end : second.start]):
            yield Relation(first.text, "parent", second.text)
        acts = None if second.legal else _ACTS.fullmatch(text, first.end, second.start)
        if acts and (acts["through"] or is_body(second.text)):
            yield Relation(first.text, "organ", second.text)


@cache
def _hint() -> re.Pattern[str]:
    marks = "|".join(small(t) for t in ("former-marks", "trading-marks", "parent-marks", "subsidiary-marks"))
    return re.compile(rf"(?<!\w)(?:until\b|{marks})")


_SHORT = re.compile(r"\([A-Z]{2,6}\)")


# ------------------------------------------------------------------ letters
_TO = re.compile(r"^\W*To\b:?\s*", re.IGNORECASE)


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives('greetings')}")


@cache
def _signed_for() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('signed-for')}[:\s]+$", re.IGNORECASE)


_ADDRESS = re.compile(r"[ \t]*[^\n]*(?:\d|,[ \t]*[A-Z])[^\n]{0,60}\n")  # a line with a number or a place, as below a name
_ATTENTION = re.compile(rf"\s*(?:{ATTENTION}|c/o)\b", re.IGNORECASE)  # below an addressee


_FRAME = 1500  # code points within which a letter says whom it is for


def read_letter(text: str) -> list[Claim]:
    """Return the parties that the frame of a letter names: letterhead, addressees, those for whom it is signed.

    Args:
        text: captured text with its line ends; offsets of the result are of it.
    """
    greetings = list(_opening().finditer(text))
    if not greetings:
        return []
    greeting = next((one for one in reversed(greetings) if one.start() < _FRAME), greetings[0])
    found: list[Claim] = []
    addressed, at, first = False, 0, True
    for line in text.splitlines(keepends=True):
        if unspaced(line) != line and (house := _spelt_out(line, text)):
            found.append(Claim(house, at, at + len(line.rstrip()), "letter", 4))
            first, at = False, at + len(line)
            continue
        addressed = bool(line.strip()) and (addressed or bool(_TO.match(line)))
        for name in find_names(line):
            fills = len(line.strip()) - len(name.text) <= 1
            ends = first and line[: name.start].endswith(", ") and len(line.rstrip()) == name.end  # behind the office in it
            if not (
                name.legal or _is_state(name.text) or (name.head and (fills or ends or _signed_for().search(line[: name.start])))
            ):
                continue
            before = line[max(0, name.start - 60) : name.start]
            letterhead = first and at < 200
            after = at + len(line)
            below = (name.legal and _ADDRESS.match(text, after)) or _ATTENTION.match(text, after)
            stands = fills and (text.count(name.text) > 1 or below)
            minded = name.legal and line[: name.start].strip(" \t.") in {"", "Messrs"} and _FOR_WHOM.match(line, name.end)
            heard = at < greeting.start() and not former_before(before) and (addressed or stands or minded)
            running = not name.legal and _runs_on(line, name)
            if (
                letterhead
                or heard
                or (_signed_for().search(before) and not running)
                or _signed_for().search(text[max(0, at - 60) : at] + before if not before.strip() else "")
            ):
                found.append(Claim(name.text, name.start + at, name.end + at, "letter", 4, (), (), former_names(line[name.end :])))
        first = first and not line.strip()
        at += len(line)
    found += read_addressees(text)
    found = [*read_letterhead(text, found), *found] if found else []
    return [*found, *(read_readers_house(text) or read_greeted(text) or read_addressed(text, found))] if found else []


def _runs_on(line: str, name: Name) -> bool:
    """Whether a name stands inside a sentence: "For Motors delivered today"."""
    return bool(re.search(r"(?<!behalf )[a-z’'] (?:for|of) (?:the )?$", line[: name.start]) or re.match(" [a-z]", line[name.end :]))


_FOR_WHOM = re.compile(
    r",?[^.;]{0,60}\b(?i:for the attention of|att(?:entio)?n\b|c/o)"
    r"|,? (?:of )?[A-Z][\w'’-]+(?:[ -](?:[A-Z][\w'’-]*|am|an|de|del|der|di|du|la|le|on|upon|sur)){0,5}(?:, [A-Z][\w'’ -]+)?\s*$"
)  # behind an addressee, in his line: who reads the letter, or his town


def _spelt_out(line: str, text: str) -> str:
    """Return the name that a line spells in spaced letters, as the letter writes it; empty where it is a title."""
    name = " ".join(unspaced(line).split())
    words = r"\s+".join(map(re.escape, name.split(" ")))
    found = re.search(rf"\b{words}\b[^\n]{{0,60}}", text, re.IGNORECASE)
    if found is None:
        return name if " " in name and not deal_noun().search(name) else ""
    whole = [one.text for one in find_names(found.group()) if one.legal and one.start == 0]
    return whole[0] if whole else " ".join(found.group().split()[: len(name.split())])


def _is_state(name: str) -> bool:
    return is_government(name) and name not in party_words("countries")
