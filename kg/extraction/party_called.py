"""Parties that a contract sets one below or behind the other, each with the word it is called by, in no bracket with quotes.

"Acme Oy, Turku, hereinafter the Grower; Beta B.V., Breda, hereinafter the Factory", "1. Acme Oy, Turku - the Grower",
'Acme Oy, the "Grower", and Beta B.V., the "Factory", agree as follows', "Acme Oy (Grower); Beta B.V. (Factory)".

Everything here works on raw text; offsets are of it, half-open.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kg.extraction.party_definitions import STRAIGHT, Claim, describe, is_role, kind_of_word, never_role
from kg.extraction.party_names import Name, find_names
from kg.extraction.party_words import alternatives, party_words

__all__ = ["deal_noun", "read_called"]

_PAGE = 7000  # code points in which a paper sets out its parties
_FAR = 700  # code points from a name to the word it is called by
_WORD = r"(?P<word>[A-Z][\w'/-]*(?:[ ](?:of[ ]the[ ]|of[ ])?[A-Z][\w'/-]*){0,2})"


@cache
def _called() -> re.Pattern[str]:
    return re.compile(
        rf"""
          \bhere(?:in)?(?:[ ]?after)?\b,?\s+(?:(?:also|each|individually|jointly)\s+)?
          (?:(?:called|named|designated(?:\s+as)?|known\s+as|referred\s+to(?:\s+herein)?\s+(?:simply\s+)?as|as)\s+)?
          ["']?(?:the\s+)?["']?{_WORD.replace("word", "after")}
        | (?<=\s)[-–—]+\s*(?:["']?the\s+["']?|["']){_WORD.replace("word", "dash")}["']?(?=\s*(?:\n|[;.,]|$))
        | ,\s+(?:the\s+)?"(?:the\s+)?{_WORD.replace("word", "quote")},?"
        | \((?:the\s+)?(?!Mr|Ms|Mrs|Dr){_WORD.replace("word", "bracket")}\)(?=\s*(?:[;,.\n]|and\b|$))
        | (?:(?<=\s)[-–—]+\s*(?:as\s+)?(?:the\s+)?|\((?:as\s+)?(?:the\s+)?)
          (?P<small>{alternatives("roles")})(?=\)?[ ]*(?:[;.,]|\n|and\b|$))
        """,
        re.VERBOSE,
    )


_SENTENCE = re.compile(r"[a-z0-9]{3}\.\s+[A-Z]|\n[ \t]*\n[^\n]*[a-z][^\n]*\n[ \t]*\n")  # between a name and its word: none
_BETWEEN = re.compile(  # all that may stand between the word of one party and the name of the next
    r"""(?:[\s,;.)"'*_|:/&–—•-]|\((?=\w{1,3}\))|\b(?:\d{1,2}|[ivx]{1,4}|[a-hA-H])[.)](?=\s)|(?<=\n)\d{1,2}(?=[ \t])|(?<=\()\w{1,3}\)
    |\b(?:and|with|the|by|AND)\b|\b(?:of|on|for)\s+the\s+(?:one|other|first|second|third)\s+(?:part|hand|side)\b)*""",
    re.VERBOSE,
)


@cache
def _lead() -> re.Pattern[str]:
    """Where the name of the first party can begin: behind an opener, a colon or a blank line, or at the start of a line."""
    return re.compile(rf"(?:\b{alternatives('party-openers')}\b[ \t]*:?|:|\n)(?=\s)", re.IGNORECASE)


def read_called(text: str) -> list[Claim]:
    """Return the parties of the first run of names that each stand before the word they are called by; at least two."""
    plain = text[:_PAGE].translate(STRAIGHT)
    run: list[tuple[Name, str, int]] = []
    last = 0
    for match in _called().finditer(plain):
        word, end = _word_of(match)
        if word.casefold().removeprefix("the ") in {"agreement", "contract", "parties", "party"} or never_role(word):
            continue
        name = _next_name(plain, last, match.start()) if run else None
        if name is None and len(run) > 1:
            break
        if name is None:
            name = _first_name(plain, match.start())
            run = []
        if name is not None and kind_of_word(word, name.text, True, False) and not _SENTENCE.search(plain, name.end, end):
            run.append((name, word, end))
        last = end
    rest = text[run[-1][2] :] if run else ""
    meant = [word for _, word, _ in run if re.search(rf"\b(?:the\s+)?{re.escape(word)}\b", rest, re.IGNORECASE)]
    shown = any(name.legal or name.head for name, _, _ in run) or sum(is_role(word) for word in meant) > 1
    return [_claim(plain, *one) for one in run] if len(run) > 1 and len(meant) > 1 and shown else []


def _word_of(match: re.Match[str]) -> tuple[str, int]:
    group = match.lastgroup or "after"
    return match[group].strip(), match.end(group)


def _claim(text: str, name: Name, word: str, end: int) -> Claim:
    claim, _ = describe(text, name, end)
    at = (end - len(word), end)
    if kind_of_word(word, name.text, True, False) == "alias":
        known = any(alias.casefold() == word.casefold() for alias, _, _ in claim.aliases)
        return claim if known else replace(claim, aliases=(*claim.aliases, (word, *at)))
    return replace(claim, roles=tuple(dict.fromkeys((*claim.roles, word))))


def _next_name(text: str, last: int, stop: int) -> Name | None:
    """Return the name that opens what stands between the word of the party before and the word at `stop`."""
    between = _BETWEEN.match(text, last, stop)
    return _name_at(text, between.end() if between else last, stop) if stop - last < _FAR else None


def _first_name(text: str, stop: int) -> Name | None:
    """Return the name of the first party, which opens a line or stands behind an opener before the word at `stop`."""
    start = max(0, stop - _FAR)
    near = None
    for lead in reversed(list(_lead().finditer(text, start, stop))):
        between = _BETWEEN.match(text, lead.end(), stop)
        name = _name_at(text, between.end() if between else lead.end(), stop)
        if name is not None and (name.legal or name.head):
            return name
        near = near or name
        if near and re.search(r"\n[ \t]*\n", text[lead.start() : near.start]):
            break
    return near


@cache
def deal_noun() -> re.Pattern[str]:
    """What a paper of a deal calls itself: "Agreement", "Lease"."""
    return re.compile(rf"\b{alternatives('deal-nouns')}\b", re.IGNORECASE)


_ENDS = re.compile(r"[,;(:\n]|\s[-–—]\s|\s+(?:of|whose|with|at|trading|acting|represented|born|residing)\s+(?=[a-z\d]|the\s)")


def _name_at(text: str, start: int, stop: int) -> Name | None:
    """Return the name that begins at `start`: one with a legal form or the noun for a body, or all up to a comma or bracket."""
    ends = _ENDS.search(text, start, stop)
    chunk = text[start : ends.start() if ends else stop].rstrip()
    names = find_names(text[start : min(stop, start + 160)].replace("\n", " "))
    if not names or names[0].start > 0 or not chunk:
        return None
    if names[0].legal or (names[0].head and len(names[0].text) >= len(chunk)):
        return replace(names[0], start=start, end=start + names[0].end)
    words = chunk.split()
    small = [word for word in words if not (word[0].isupper() or word[0].isdigit()) and word not in party_words("connectors")]
    listed = chunk.casefold() in party_words("roles") or chunk in party_words("never-names")
    paper = deal_noun().search(chunk) or re.search(r"\w{3}\.(?:\s|$)|\s{3}|^Item\b", chunk, re.IGNORECASE)
    if small or listed or paper or not 0 < len(words) <= 9 or not chunk[0].isupper():
        return None
    return Name(start, start + len(chunk), chunk, False, names[0].head)
