"""Words that a text defines for some of its parties, wherever it names these: 'Acme and Beta together are the "Farmers"'.

Parties blocks tell most such words where they name the parties (`kg.extraction.party_block`); here they are looked for once more
when it is known who the parties are, by any of their names and roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.lexicon import word_list
from kg.extraction.party_common import plural
from kg.extraction.party_definitions import never_role
from kg.extraction.party_index import PartyIndex
from kg.nouns import written_singular

__all__ = ["with_words_for_some"]

_Group = tuple[str, tuple[str, ...]]

_DEFINED = re.compile(
    r"\b(?P<lead>(?:together|collectively|jointly|both|each|either)\b[^\"“”.;()]{0,60}?)"
    r"[\"“](?:the\s+)?(?P<word>[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,3})[\"”]",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\b[a-z]{3,}[.:]\s|[)\d]\.\s|\n[ \t]*\n|\bone (?:part|side|hand)\b")  # of what names the parties in one go
_BACK = 600  # code points before a definition in which those stand whom it joins
_GAP = 90  # code points between the last of them and the definition
_READ = 6_000  # code points of a text that can define whom it speaks of
_TWO = 2


def with_words_for_some(index: PartyIndex, text: str) -> PartyIndex:
    """Return the parties of a text with the words that it defines for some of them, which are no roles of one alone.

    Args:
        index: the parties.
        text: of their document.
    """
    if len(index.mentions) <= _TWO:
        return index
    known = {word.casefold() for word, keys in index.groups if 1 < len(keys) < len(index.mentions)}
    found = dict(one for one in _defined(index, text[:_READ]) if one[0].casefold() not in known)
    if not found:
        return index
    words = {word.casefold() for word in found}
    mentions = tuple(
        replace(m, roles=tuple(role for role in m.roles if role.casefold().removeprefix("the ") not in words))
        for m in index.mentions
    )
    others = tuple(group for group in index.groups if group[0].casefold() not in words)
    return replace(index, mentions=mentions, groups=(*others, *sorted(found.items())))


def _defined(index: PartyIndex, text: str) -> Iterator[_Group]:
    """Yield the words for some of the parties, in the plural and of one of them, with those whom they mean."""
    for match in _DEFINED.finditer(text):
        word = match["word"]
        one = written_singular(word)
        if not word[0].isupper() or never_role(word) or one.casefold() == "party":
            continue
        keys = _joined(index, text[max(0, match.start() - _BACK) : match.start()], match["lead"].casefold(), word)
        if 1 < len(keys) < len(index.mentions):
            yield plural(word) if one == word else word, keys
            yield one, keys


def _joined(index: PartyIndex, before: str, lead: str, word: str) -> tuple[str, ...]:
    """Return the parties that stand in one run right before a definition; the last two where it is of both."""
    start = max((m.end() for m in _ENDS.finditer(before)), default=0)
    said = before[start:]
    hits = [
        h
        for h in index.named(said)
        if h.how in {"name", "role"} and said[h.start : h.end].casefold().removeprefix("the ") != word.casefold()
    ]
    if not hits or len(said) - hits[-1].end > _GAP:
        return ()
    if not word_list("finite-verb").isdisjoint(said[hits[0].end : hits[-1].start].casefold().split()):
        return ()
    keys = tuple(dict.fromkeys(key for hit in hits for key in hit.keys))
    return keys[-_TWO:] if re.search(r"\bboth\b|\btwo\b", lead) else keys
