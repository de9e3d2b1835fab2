"""Nouns for somebody unnamed who makes a contract with those whom a text names: "the city, Acme and ourselves signed".

Whoever stands so in a list with those who deal is one of them; who that is other documents tell (`kg.resolution.neighbours`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extraction.agreement_words import verb_pattern
from kg.extraction.party_index import PartyIndex
from kg.extraction.party_words import alternatives
from kg.extraction.standing import any_of
from kg.legal_names import name_words

__all__ = ["makes_with_others", "unnamed_makers"]

_READ = 40_000  # code points of a text in which such lists are looked for
_NOUN = r"[Tt]he\s+(?P<noun>[A-Za-z][a-z]{2,})(?![\w’'-])"
_LISTED = re.compile(
    rf"\b{_NOUN}(?=,?\s+(?:and|with)\s|,\s+[A-Zatow])|(?:\band|,)\s+(?:also\s+|with\s+)?the\s+(?P<last>[A-Za-z][a-z]{{2,}})\b"
)
_STOP = re.compile(r"[.;:!?]\s|\n[ \t]*\n")
_DAYS = re.compile(r",?\s*(?:(?:all|also|both|had|has|have|now|then|today|yesterday|on\s+\w+|this\s+\w+)\s+){0,3}")
_TIED = re.compile(r"\b(?:among|between|by|with)\s+$")
_ENDED = re.compile(  # behind a list, so that its last noun tells no more of a name: "the software maker Acme"
    r"\s*(?:[,.;:()]|$|(?:at|by|for|from|has|have|in|is|of|on|over|that|this|to|under|was|were|which|who|will)\b)"
)
_US = r"\b(?:[Ww]e|us|ourselves)\b"
_NEXT = r"(?:,?\s+(?:and|&)\s+|,\s+)(?:also\s+|with\s+)?"


def unnamed_makers(index: PartyIndex, text: str) -> tuple[str, ...]:
    """Return the nouns that no party of a text is known to be called by and that stand in lists of those who make a contract.

    Args:
        index: the parties of the text.
        text: the text.
    """
    names = sorted({word for mention in index.mentions for word in (mention.name, *mention.aliases) if word})
    known = {word.casefold().removeprefix("the ") for word, _ in (*index.called, *index.products, *index.groups)}
    known |= {role.casefold().removeprefix("the ") for mention in index.mentions for role in mention.roles}
    known |= {word for name in names for word in name_words(name)}
    if not names:
        return ()
    return tuple(sorted({noun for noun in makes_with_others(names, text[:_READ]) if noun.casefold() not in known}))


def makes_with_others(names: list[str], text: str) -> Iterator[str]:
    """Yield the nouns that stand in a list with some names, or "we", before a verb of making or behind "between" or "with"."""
    found = list(_LISTED.finditer(text))
    if not found:
        return
    written = any_of(names)
    item = (
        rf"(?:(?:[Tt]he|[Oo]ur|[Ii]ts|an?)\s+(?:[a-z][\w'’-]*\s+){{0,3}})?(?<!\w)(?:{written})(?!\w)(?:\s*\([^()]{{1,40}}\))?|{_US}"
    )
    bare = re.sub(r"\?P<\w+>", "?:", _NOUN)
    several = re.compile(rf"(?:{item}|{bare})(?:{_NEXT}(?:{item}|{bare})){{1,4}}")
    one = re.compile(item)
    done = -1
    for match in found:
        if match.start() < done:
            continue
        start = max(
            (m.end() for m in _STOP.finditer(text, max(0, match.start() - 200), match.start())), default=max(0, match.start() - 200)
        )
        stop = _STOP.search(text, match.end())
        done = min(stop.start() if stop else len(text), match.end() + 200)
        for row in several.finditer(text, start, done):
            if one.search(row.group()) and _is_made(text, row.start(), row.end(), done):
                yield from (noun["noun"] for noun in re.finditer(rf"{_NOUN}(?=,|\s+(?:and|&|with)\b|$)", row.group()))


def _is_made(text: str, start: int, end: int, stop: int) -> bool:
    """Whether those in a list make a contract: a verb of making follows, or "a contract between" stands before."""
    days = _DAYS.match(text, end, stop)
    after = days.end() if days else end
    if any(verb_pattern(name).match(text, after, stop) for name in ("make", "amend", "extend")):
        return True
    before = text[max(0, start - 80) : start]
    tied = _TIED.search(before) is not None and _deal().search(before) is not None
    named = re.search(rf"\b{_NOUN}$", text[start:end]) is None  # its last one
    return tied and (named or _ENDED.match(text, end) is not None)


@cache
def _deal() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('deal-nouns')}\b", re.IGNORECASE)
