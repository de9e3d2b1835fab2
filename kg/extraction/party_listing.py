"""The list of those who make a contract, by its form: names behind "between" or before "agree", each with its place or bracket.

"among ACME UNIVERSITET, Denmark, and BETA HAVNELAG, Oslo (the "Port")"; "Acme, Beta and the Gamma Trust, this 4th day of May,
amend the said contract". A name needs no legal form where the contract uses it, or the word that a bracket gives it, again.

Everything here works on raw text; offsets are of it, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.extraction.lexicon import phrase
from kg.extraction.party_block import never_name
from kg.extraction.party_definitions import STRAIGHT, Claim, Collective, describe, former_before
from kg.extraction.party_names import Name, find_names
from kg.extraction.party_titles import bodies, full_name
from kg.extraction.party_words import alternatives, folded, is_government, party_words

__all__ = ["read_listing"]

_PAGE = 4000  # code points in which a contract lists who makes it
_LONGEST = 1500  # code points of such a list
_STRONG = re.compile(  # before a name that stands where a new party begins
    r"(?:^|[;:&]|\b(?:and|with|among|amongst|between|by)|[,;:).]\s*\n|\n[ \t]*\n|[ \t][-–—]|\n[ \t]*(?:[-–—•*|]|\(?\w{1,3}[.)]))"
    r"[\s*_]*(?:\(\w{1,3}\)\s*)?(?:the\s+)?$",
    re.IGNORECASE,
)
_WEAK = re.compile(r",\s*(?:the\s+)?$", re.IGNORECASE)
_DEFINED = re.compile(r"""\s*(?:,[^,;()"\n]{2,60}){0,2},?\s*\([^()"]{0,60}(?:"|[A-Z])""")
_STOP = re.compile(
    r"\b(?:shall|must|may|will|whereas|hereby|agrees?|agreed|wish(?:es)?|desir\w+)\b|(?<=[a-z)\"']{2})\.\s+(?=[A-Z\d(§])|(?<=\d\d)\.\s+(?=[A-Z])",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"(?:(?<=[a-z)\d])[.:]\s+|\n[ \t]*\n)[ \t*_]*(?:The\s+)?(?=[A-Z])")
_BRACKET = re.compile(r"\([^()]{1,80}\)")
_SMALL = frozenset(  # words that stand beside names and days where nothing but a list is told
    {
        "accordingly",
        "all",
        "also",
        "and",
        "as",
        "at",
        "both",
        "by",
        "day",
        "de",
        "del",
        "der",
        "di",
        "do",
        "du",
        "each",
        "for",
        "had",
        "has",
        "have",
        "hereby",
        "hereinafter",
        "in",
        "la",
        "likewise",
        "now",
        "of",
        "on",
        "said",
        "the",
        "therefore",
        "this",
        "thus",
        "today",
        "together",
        "turn",
        "van",
        "von",
    }
)


def read_listing(text: str) -> tuple[list[Claim], list[Collective]]:
    """Return the parties that the head of a contract lists, two at least, and the words for several of them."""
    plain = text[:_PAGE].translate(STRAIGHT)
    best: list[Name] = []
    end = 0
    for start, stop, alone in _regions(plain):
        run = _run(plain, start, stop, "" if alone else text[stop:])
        if len(run) > max(1, len(best)):
            best, end = run, stop
    return _claims(plain, best, end) if best else ([], [])


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{alternatives('party-openers')})\b\s*:?|^\W*(?:the )?parties\W*$"
        r"|(?:^|[.:]\s)[ \t]*the (?:contracting )?parties(?: (?:to|of) [^.;:\n]{3,60})? are\b:?",
        re.IGNORECASE | re.MULTILINE,
    )


@cache
def _makes() -> re.Pattern[str]:
    """What those do who stand at the start of a paragraph: they agree, or make or change a contract."""
    nouns = rf"(?:{alternatives('deal-nouns')}|{alternatives('paper-heads')})s?"
    return re.compile(
        rf"\b(?:agree(?:d)?\s+(?:as\s+follows|that|to|on)|(?:are\s+the\s+(?:\w+\s+)?parties\s+to|amend|vary|modify|make|conclude|conclude[sd]|"
        rf"enter(?:ed)?\s+into|set\s+out|adopt|record|confirm|sign|signed|made|extend|prolong|renew)\s+[^.;]{{0,60}}?\b{nouns})\b",
        re.IGNORECASE,
    )


@cache
def _made() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('made-words')}\b", re.IGNORECASE)


def _regions(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where a list of parties may stand, and whether nothing else stands there.

    It stands behind an opener, or alone from the start of a paragraph to the verb by which the contract is made.
    """
    for opener in _openers().finditer(text):
        before = text[max(0, opener.start() - 400) : opener.end()]
        if _made().search(before) and not phrase("parts-between").search(before):
            stop = _STOP.search(text, opener.end(), opener.end() + _LONGEST)
            yield opener.end(), stop.start() if stop else min(len(text), opener.end() + _LONGEST), False
    for made in _makes().finditer(text):
        openings = [m.end() for m in _SENTENCE_START.finditer(text, max(0, made.start() - 500), made.start())]
        start = next((at for at in reversed(openings) if len(text[at : made.start()].split()) > 1), made.start())
        if start < made.start() and _is_list(text[start : made.start()]):
            yield start, made.start(), True


def _is_list(text: str) -> bool:
    """Whether a text holds names, places, days and brackets alone."""
    words = (word.strip(",;:*_&-–") for word in _BRACKET.sub(" ", text).split())
    return all(not word or not word[0].islower() or word in _SMALL or any(map(str.isupper, word)) for word in words)


def _run(text: str, start: int, stop: int, rest: str) -> list[Name]:
    """Return the names of a region that are parties: those that open its parts and are meant again in the rest of the text.

    Where a region is the list alone, `rest` is empty, and all of them are.
    """
    flat = text[start:stop].replace("\n", " ")
    found: list[Name] = []
    for inner in find_names(flat):
        name = replace(inner, start=inner.start + start, end=inner.end + start)
        before = text[max(start, name.start - 60) : name.start]
        strong = bool(_STRONG.search(before)) or not before.strip()
        if not strong and not _WEAK.search(before):
            continue
        if (
            (never_name(name) and name.text.casefold() not in bodies())
            or name.possessive
            or former_before(before)
            or _in_bracket(text, start, name.start)
        ):
            continue
        if _is_place(name) or _is_part(name) or any(name.text.casefold() in one.text.casefold() for one in found):
            continue
        if _is_party(text, name, rest, strong=strong):
            found.append(full_name(text, name))
    return found


def _in_bracket(text: str, start: int, at: int) -> bool:
    part = re.sub(r"\(\w{1,3}\)", "", text[start:at])
    return part.count("(") > part.count(")") or part.count('"') % 2 == 1


def _is_place(name: Name) -> bool:
    return not name.legal and (name.text in party_words("cities") or name.text in party_words("jurisdictions"))


def _is_part(name: Name) -> bool:
    """Whether a name is that of a part of a paper: "Part II", "Annex B"."""
    words = name.text.casefold().split()
    return not name.legal and (words[0] in folded("never-names") or words[-1] in folded("paper-heads"))


def _is_party(text: str, name: Name, rest: str, *, strong: bool) -> bool:
    if name.legal or not rest or (strong and (is_government(name.text) or " " in name.text or _DEFINED.match(text, name.end))):
        return True
    forms = "|".join(re.escape(form) for form in _forms(name.text))
    again = list(re.finditer(rf"(?<!\w)(?:{forms})(?!\w)", rest))
    if strong:
        return bool(again)
    return any(
        phrase("bound-behind").match(rest, m.end()) or phrase("bound-before").search(rest[max(0, m.start() - 40) : m.start()])
        for m in again
    )


def _forms(name: str) -> list[str]:
    """How a contract may write a name again: whole, or its first word where it is no common one."""
    shown = name.title() if name.isupper() and " " in name else name
    first = shown.split()[0]
    common = first.casefold() in party_words("organisation-heads") or first in party_words("generic-first-words")
    return list(dict.fromkeys([name, shown, *([first] if len(first) > 2 and not common else [])]))


def _claims(text: str, names: list[Name], end: int) -> tuple[list[Claim], list[Collective]]:
    """Return the parties with what the list says of each."""
    claims: list[Claim] = []
    groups: list[Collective] = []
    for i, name in enumerate(names):
        claim, words = describe(text, name, names[i + 1].start if i + 1 < len(names) else end)
        claims.append(claim)
        open_run = [one.name for one in claims if not one.roles]
        groups += [Collective(word, () if word.casefold() in _ALL else tuple(open_run)) for word in words]
    return claims, groups


_ALL = frozenset({"party", "parties", "contracting party", "contracting parties", "members", "partners"})
