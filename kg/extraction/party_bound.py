"""Whom a contract binds: the names of which its clauses say that they shall, may or must, where nothing else does.

A contract obliges and entitles nobody but its parties, so that "Acme shall …" in one shows a party without any other mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extraction.lexicon import phrase
from kg.extraction.party_calling import nouns_in
from kg.extraction.party_definitions import Claim, is_role, never_role
from kg.extraction.party_frames import sentence_names
from kg.extraction.party_names import Name, find_names
from kg.extraction.party_titles import bodies, full_name
from kg.extraction.party_words import party_words
from kg.extraction.passages import Passage, sentences
from kg.legal_names import name_key

__all__ = ["read_bound"]

_SENTENCE = 600  # code points of one sentence that are looked at
_LED = re.compile(r"\b([Tt]he|[Aa]n?|[Ee]ach|[Ee]very|[Aa]ny|[Nn]o|[Tt]his|[Ss]uch|[Aa]ll) $")
_BEHIND_PREPOSITION = re.compile(
    r"\b(?:as|by|for|from|of|on|than|through|to|under|via|with) (?:the )?(?:[A-Z][\w-]+(?:,| and|, and) )*$"
)
_WHERE = re.compile(r"\b(?:in|at|near|outside|off|around|across|above|below|beyond) (?:the )?$")


def read_bound(passages: Iterable[Passage], whole: str, common: frozenset[str]) -> list[Claim]:
    """Return the names that clauses of a contract bind, each where it is bound first; offsets are of the text.

    Args:
        passages: its clauses.
        whole: all of its text.
        common: words that it also writes small.
    """
    found: dict[str, Claim] = {}
    placed: set[str] = set()
    for passage in passages:
        for start, end in sentences(passage.text):
            text = passage.text[start : min(end, start + _SENTENCE)]
            for name in sentence_names(text, common):
                if _WHERE.search(text[: name.start]):
                    placed.add(name_key(name.text))
                elif _is_bound(text, name):
                    at = passage.raw_span(start + name.start, start + name.end)
                    full = _in_full(whole, name)
                    found.setdefault(name_key(full), Claim(full, *at, "definition", 3))
    return [claim for key, claim in found.items() if key not in placed]


def _in_full(whole: str, name: Name) -> str:
    """Return the name of a body that a clause calls by its noun alone, where the text gives it: of a fondation "the Foundation"."""
    full = full_name(whole, name).text
    if name.text.casefold() not in bodies() or full != name.text:
        return full
    names = {one.text for one in find_names(whole) if " " in one.text and name.text.casefold() in nouns_in(one.text)}
    return names.pop() if len(names) == 1 else name.text


def _is_bound(text: str, name: Name) -> bool:
    """Whether a sentence says of a name what it shall or may do, or what it owes or is owed."""
    led = _LED.search(text[: name.start])
    if led and not (led[1].casefold() == "the" and name.text.casefold() in bodies()):
        return False
    if is_role(name.text) or never_role(name.text) or name.text in party_words("countries") | party_words("cities"):
        return False
    if not name.possessive and _BEHIND_PREPOSITION.search(text[: name.start]):
        return bool(phrase("bound-before").search(text[: name.start]))
    return bool(phrase("bound-behind").match(text, name.end) or phrase("bound-before").search(text[: name.start]))
