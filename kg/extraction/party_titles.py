"""What a text calls a party beside its name: the noun for a body in its name, and the noun by which it is introduced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from kg.extraction.lexicon import phrase
from kg.extraction.party_calling import of_one_trade, same_trade, trades_of
from kg.extraction.party_group import Group, is_product
from kg.extraction.party_names import Name, find_names
from kg.extraction.party_words import alternatives, party_words

__all__ = ["bodies", "find_titles", "full_name", "nouns_of", "shown_by_trade", "stands_alone"]

_READ = 20_000  # code points in which parties are introduced


def find_titles(chosen: Sequence[Group], text: str, *, reports: bool) -> Iterator[tuple[Group, list[str]]]:
    """Yield the parties with the nouns that mean each of them alone.

    Args:
        chosen: the parties of a document.
        text: what it says.
        reports: the document only reports, so that a noun before or behind a name ("the retailer Acme") may take it up again.
    """
    said = _introduced(chosen, text[:_READ]) if reports and len(chosen) < _FEW else {}
    heads = Counter(head for group in chosen for head in _heads(group))
    roles = {_bare(role) for group in chosen for role in (*group.roles, *group.short)}
    for group in chosen:
        headed = _headed(group, heads, roles, text)
        known = {f"the {title.lower()}" for title in headed}
        titles = [*headed, *(title for title in said.get(group.key, ()) if title not in known)]
        roles.update(map(_bare, titles))
        yield group, titles


_FEW = 8  # parties of a document in which nouns tell them apart


def _headed(group: Group, heads: Counter[str], roles: set[str], text: str) -> list[str]:
    """Return the noun for a body in a name, where it stands for this party alone: "the Union" for the Glass Union.

    `heads`: how many of the parties have each such noun in their name; `roles`: what any of them is called by.
    """
    own = [] if group.legal else [head for head in _heads(group) if heads[head] == 1 and head not in roles]
    return [head.capitalize() for head in own if re.search(rf"\b(?i:the {head})\b(?!\s+(?:of|[A-Z]))", text)]


def _bare(role: str) -> str:
    return role.casefold().removeprefix("the ")


def _heads(group: Group) -> list[str]:
    """Return the first and the last word of a name that are nouns for a body with members or an office."""
    words = group.words
    return [word for word in dict.fromkeys((*words[:1], *words[-1:], *words[1:2])) if len(words) > 1 and word in bodies()]


@cache
def bodies() -> frozenset[str]:
    """Return nouns for a body with members or an office."""
    return party_words("joint-heads") | party_words("bodies")


def full_name(text: str, name: Name) -> Name:
    """Return a bare noun of a body under the one full name that the text gives above it: "the Ministry", the Ministry of Ports.

    >>> full_name("The Ministry of Ports says it is signed by the Ministry.", Name(47, 55, "Ministry")).text
    'Ministry of Ports'
    """
    word = name.text.casefold()
    if word not in bodies() or re.search(rf"""["'](?:[Tt]he )?{re.escape(name.text)}["']""", text):
        return name
    above = {one.text for one in find_names(text[: name.start]) if " " in one.text and word in one.text.casefold().split()}
    return replace(name, text=above.pop()) if len(above) == 1 else name


def stands_alone(noun: str, text: str) -> bool:
    """Whether a text says "the Trust" or "the trust" more than once."""
    return len(re.findall(rf"\b[Tt]he (?:{noun}|{noun.title()})\b(?! of\b| [A-Z])", text)) > 1


def shown_by_trade(groups: Sequence[Group], chosen: Sequence[Group], text: str) -> list[Group]:
    """Return whom a text calls by the trade that their name shows, and so none of those chosen: "the smelter will pay"."""
    own = of_one_trade() - trades_of([name for one in chosen for name in (*one.names, *one.roles)]) - bodies()
    named = [group for group in groups if len(group.words) > 1 and not is_product(group)]
    return [group for group in named if any(stands_alone(noun, text) for noun in trades_of(group.names) & own)]


# ------------------------------------------------------------------ nouns that introduce
def nouns_of(group: Group, text: str) -> frozenset[str]:
    """Return what a text says that a party is, where it introduces it, and the trades that its names show."""
    return frozenset(_nouns(group, text[:_READ])) | trades_of((group.name, *group.short))


def _introduced(chosen: Sequence[Group], text: str) -> dict[str, list[str]]:
    """Return the nouns by which a text introduces each party, as far as they are its alone and it takes one up with "the"."""
    taken_up = {match.group("noun").casefold() for match in _taken_up().finditer(text)}
    if not taken_up:
        return {}
    found = {group.key: _nouns(group, text) for group in chosen}
    found = {key: nouns.union(*map(same_trade, nouns)) for key, nouns in found.items()}
    states = [group for group in chosen if group.kind == "government"]
    if len(states) == 1:
        town = phrase("town-names").search(states[0].name)
        found[states[0].key] |= party_words("town-titles" if town else "state-titles") | party_words("state-titles")
        beside = [group for group in chosen if group is not states[0]]
        if len(beside) == 1:
            found[beside[0].key] |= party_words("concession-titles")
    defined = {role.casefold().removeprefix("the ") for group in chosen for role in (*group.roles, *group.short)}
    kept: dict[str, list[str]] = {}
    for group in chosen:
        others = frozenset[str]().union(*(nouns for key, nouns in found.items() if key != group.key))
        kept[group.key] = [f"the {noun}" for noun in sorted((found[group.key] & taken_up) - others - defined)]
    return kept


def _nouns(group: Group, text: str) -> set[str]:
    """Return the nouns before and behind the names of a party, and the one that ends its name."""
    for name in sorted({*group.names, *group.short}, key=lambda name: (-len(name), name)):
        text = text.replace(name, _NAME)
    before, behind = _introducing()
    own = {m["noun"] for m in _leading(before, text) if not phrase("other-one").search(text[max(0, m.start() - 12) : m.start()])}
    own = {noun for noun in own if all(_followers(noun).findall(text))}
    found = own | {match["noun"] for match in behind.finditer(text)}
    return found | ({group.words[-1], group.words[0]} & party_words("introducing-nouns") if len(group.words) > 1 else set())


def _leading(before: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the places where a noun stands right before a name."""
    last, at = 0, text.find(f" {_NAME}")
    while at >= 0:
        match = before.search(text, max(last, at - _LONGEST_NOUN), at + 2)
        if match is not None and not _WORD_SIGN.match(text, at + 2):
            yield match
        last = at + 2
        at = text.find(f" {_NAME}", last)


_LONGEST_NOUN = 60  # code points of a noun that introduces
_WORD_SIGN = re.compile(r"\w")
_NAME = "\0"  # stands for every name of a party, so that the patterns are the same for all of them


@cache
def _introducing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what introduces a party before its name and behind it."""
    noun = rf"(?P<noun>{alternatives('introducing-nouns')})"
    between = r"(?:(?!(?:of|from|for|by|to|with|at|in|and)\b)[\w'-]+ ){0,4}?"
    bracket = r"(?:\([^()]{1,40}\),? )?"
    return (
        re.compile(rf"(?<!\w){noun} {_NAME}(?!\w)"),
        re.compile(rf"{_NAME}(?<!\w{_NAME}),? {bracket}(?:an?|the) {between}{noun}(?!\w)(?! (?:of|and) | [A-Z])"),
    )


@lru_cache(maxsize=512)
def _followers(noun: str) -> re.Pattern[str]:
    """Return the pattern of each name behind a noun; what it finds is empty where the name is another's."""
    return re.compile(rf"\b{noun} (?=[A-Z{_NAME}])({_NAME}?)")


@cache
def _taken_up() -> re.Pattern[str]:
    nouns = "|".join(alternatives(table) for table in ("introducing-nouns", "state-titles", "town-titles", "concession-titles"))
    return re.compile(rf"\b[Tt]he (?P<noun>(?i:{nouns}))(?!\w)(?! of\b)")
