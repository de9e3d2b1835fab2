"""What a sum of money is for: the noun that names it, read from the words around the figure.

Rent and deposit, hire and bonus are rules of their own, even where one party owes both to the other: their scopes are apart
(SEMANTICS f, other heads). The words are data: `ontology/lexicon/purposes.toml`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.extraction.lexicon import load_toml, phrase, word_list

__all__ = ["base_of", "period_of", "purpose_of"]

_MARK = re.compile(r"[A-Z]\d+")
_MOST_BEFORE = 2  # words before a head that can narrow it
_MOST_BEHIND = 5  # words behind it


def purpose_of(line: str, start: int, end: int, value: str, *, shares: bool = False) -> str:
    """Return what a sum is for, in the words of a line; empty: they do not tell it.

    Of several sums the one that is named last before the figure counts, else the first behind it.

    Args:
        line: the text of a line, with marks for parties, amounts and dates.
        start: where the words that a pattern matched begin in it.
        end: where they end.
        value: the mark of the figure, empty where there is none.
        shares: whether the sum is a share in sales: then only what it is paid into, such as a fund, is a purpose.

    >>> purpose_of(" the annual rent is M0 and the deposit is M1 ", 0, 20, "M0")
    'rent'
    >>> purpose_of(" P0 pays a contribution of M0 to the advertising fund ", 0, 30, "M0")
    'advertising fund'
    >>> purpose_of(" P0 pays P1 M0 for the above ", 0, 20, "M0")
    'in return'
    """
    tokens = line.split()
    place = tokens.index(value) if value in tokens else len(line[:start].split())
    last = place if value in tokens else max(len(line[:end].split()) - 1, place)
    found = _all_named(line, shares)
    if shares:
        found = {i: name for i, name in found.items() if name.split()[-1] in _words("share-heads")}
    before = [i for i in found if i <= last]
    if before:
        return found[max(before)] if value in tokens else found[min((i for i in before if i >= place), default=max(before))]
    if not found and value and _IN_RETURN.match(line, line.find(f" {value} ") + len(value) + 1):
        return "in return"
    return found[min(found)] if found else ""


@lru_cache(maxsize=8)  # a clause is asked for each of its sums
def _all_named(line: str, shares: bool) -> dict[int, str]:
    """Return the purposes that the words of a line name, by the place of their heads."""
    tokens, heads = line.split(), _words("share-heads") if shares else _words("heads")
    return {i: name for i, token in enumerate(tokens) if token in heads and (name := _named(tokens, i))}


_IN_RETURN = re.compile(
    r" (?:in (?:return|exchange|consideration)|as consideration|for (?:(?:all )?(?:the above|this|these)|agreeing)) "
)


def base_of(line: str, start: int) -> str:
    """Return of what a share in sales is a share, in the words of a line; empty: they do not tell it.

    >>> base_of(" P0 pays P1 R0 of all sublicense income ", 0)
    'sublicense income'
    """
    found = _base().search(line, start)
    return "" if found is None else found[1]


def period_of(text: str) -> str:
    """Return the season, year or other period that a sum is for, in the words behind its figure; empty: they name none.

    >>> period_of("EUR 9 million for the 2024/25 season"), period_of("EUR 9 million per season")
    ('season 2024/25', '')
    """
    found = phrase("period-of-a-sum").search(text)
    return f"{found['unit'] or found['unit2']} {found['which'] or found['which2']}".lower() if found else ""


@cache
def _base() -> re.Pattern[str]:
    bases = "|".join(sorted(map(re.escape, word_list("sales-noun")), key=lambda w: (-len(w), w)))
    return re.compile(
        rf" (?:of|on) (?:(?:all|any|the|its|their|such|our|your|total|aggregate|P\d+ 's) )*((?:[a-z-]+ )?(?:{bases})) "
    )


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(load_toml("purposes")[table]["words"])


@cache
def _standing() -> dict[str, str]:
    return {also: name for name, others in load_toml("purposes")["same"].items() for also in (name, *others)}


def _named(tokens: list[str], at: int) -> str:
    """Return the purpose that the head at a place names with the words around it; empty: it names none."""
    first = at
    while first > 0 and at - first < _MOST_BEFORE and not _ends(tokens[first - 1]):
        first -= 1
    words = [t for t in tokens[first:at] if t not in _words("neutral")]
    if not words and tokens[at] in _words("stops") and not (at and tokens[at - 1] in _words("determiners")):
        return ""  # the verb: they charge, it levies
    own = " ".join([*words, tokens[at]])
    behind = _behind(tokens, at)
    if own in _standing():
        own, behind = _standing()[own], behind if not words else ""
    elif not words and tokens[at] in _words("plain"):
        return _standing().get(behind, behind)
    return f"{own} of {behind}" if behind else own


def _ends(token: str) -> bool:
    return token in _words("stops") or _MARK.fullmatch(token) is not None or token[0].isdigit()


def _behind(tokens: list[str], at: int) -> str:
    """Return what stands behind a head and a preposition: what the sum is for."""
    if at + 2 >= len(tokens) or tokens[at + 1] not in _words("behind"):
        return ""
    words: list[str] = []
    for token in tokens[at + 2 : at + 2 + _MOST_BEHIND]:
        if not words and token in _words("determiners"):
            continue
        if (not words and token in _words("not-behind")) or _ends(token) or token in _words("neutral"):
            break
        words.append(token)
    return " ".join(words)
