"""Who else deals in a report: names that act, or are dealt with, in a sentence that tells an amount, a time or a deal.

A report names most of those who deal once or twice, and in no set frame: "Acme gets 0.8 percent of each payment", "elsewhere
Beta has leased the shed from Gamma". Where all whom a sentence names are named nowhere else, it tells a deal of others, and whoever
stands in it beside the one that acts is the other side, places and things aside.
A text of a party speaks of customers, places and products in the same way, so it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.expressions import compiled
from kg.extraction.learned import load_weights
from kg.extraction.party_group import Group
from kg.extraction.party_words import alternatives, has_head, party_words
from kg.extraction.passages import Passage, sentences
from kg.extraction.standing import standing
from kg.records import Block, BlockRole

__all__ = ["Place", "acting_too", "acts", "is_common", "is_local", "is_noun_behind", "is_word", "places_in"]

_TELLING = frozenset({BlockRole.PARAGRAPH, BlockRole.LIST_ITEM, BlockRole.STANDFIRST})
_READ = 200  # paragraphs whose sentences are read
_SIGNS = re.compile(r"[$€£¥%]|\d|\b(?:million|billion|years?|months?|exclusive(?:ly)?|since (?=[A-Z])|sole)\b")
_PEOPLE = re.compile(r"(?:ers|ors|ees|ists|men|ies|tions|ans|ians|ese|ish)$")  # "Ratepayers", "Elbonians"
_LED = re.compile(r"\b(?:an?|and|at|by|for|from|in|its|near|of|on|than|the|their|this|to|with) $", re.IGNORECASE)
_LOCAL = re.compile(r"\b(?i:across|around|at|in|inside|near|on|outside)(?: the)? $|[A-ZÀ-ÖØ-Þ][\w.&'’-]*(?:,| (?:from|in|of)) $")
_NOUN = re.compile(r" (?!(?:an?|and|as|at|by|for|from|in|its|on|or|over|since|the|their|through|to|until|with)\b|[a-z]+ly\b)[a-z]")
_IT = re.compile(r"\b(?:[Ii]t|[Tt]hey|which|who)(?= )")


@dataclass(frozen=True, slots=True)
class Place:
    """A name in a sentence: whose it is, and what stands before and behind it."""

    group: Group
    before: str
    behind: str


def acting_too(able: Sequence[Group], chosen: Sequence[Group], blocks: Sequence[tuple[Block, Passage]]) -> list[Group]:
    """Return the names that deal in a report though no frame shows it, in the order of `able`.

    Args:
        able: the names that can be those of parties.
        chosen: the parties that are known.
        blocks: what is read of the report.
    """
    found: dict[int, None] = {}
    rest = [group for group in able if not is_word(group)]
    for sentence in _sentences(blocks):
        if not (_SIGNS.search(sentence) or _deal().search(sentence)):
            continue
        known = [place for group in chosen for place in places_in(group, sentence)]
        new = [place for group in rest for place in places_in(group, sentence)]
        acting = [place for place in new if acts(place)]
        found.update(dict.fromkeys(id(place.group) for place in acting))
        told = bool(acting) or any(map(acts, known))
        if told and all(sum(place.group.names.values()) == 1 for place in known):
            found.update(dict.fromkeys(id(place.group) for place in new if _is_other(place)))
        if told or any(_act().match(sentence, m.end()) for m in _IT.finditer(sentence)):
            found.update(dict.fromkeys(id(place.group) for place in new if _is_given(place)))
    return [group for group in rest if id(group) in found]


def _sentences(blocks: Sequence[tuple[Block, Passage]]) -> Iterator[str]:
    for passage in [passage for block, passage in blocks if block.role in _TELLING][:_READ]:
        yield from (passage.text[start:end] for start, end in sentences(passage.text))


def places_in(group: Group, sentence: str) -> Iterator[Place]:
    """Yield the places at which a sentence has a name of a group."""
    for name in sorted(group.names):
        if name in sentence:
            for start, end in standing(name, sentence, joined="-"):
                yield Place(group, sentence[:start], sentence[end:])


def acts(place: Place) -> bool:
    """Whether a name is the subject of a verb of those who deal: no place, and no word behind an article."""
    return bool(_act().match(place.behind)) and not _LED.search(place.before)


def _is_given(place: Place) -> bool:
    """Whether something is given to, taken from or made with somebody of a name: "from the lender Acme"."""
    return bool(_given().search(place.before)) and not place.behind.startswith(("'s", "’s"))


def _is_other(place: Place) -> bool:
    """Whether a name in a sentence on a deal of others is no place and no name of a thing: that of the other side, mostly."""
    if place.group.name.split()[0] in party_words("countries"):
        return False
    return not is_local(place) and not is_noun_behind(place)


def is_local(place: Place) -> bool:
    """Whether a name stands where places do."""
    return _LOCAL.search(place.before) is not None


def is_noun_behind(place: Place) -> bool:
    """Whether a name only qualifies the noun behind it."""
    return _NOUN.match(place.behind) is not None


def is_word(group: Group) -> bool:
    """Whether a name may be a common word that begins a sentence: the model of matters knows it."""
    if " " in group.name or group.legal or has_head(group.name):
        return False
    if any(map(str.isdigit, group.name)) or _PEOPLE.search(group.name):
        return True
    if group.name.isupper():
        return False
    known = load_weights().matters.weights
    return any(part in known or part.removesuffix("s") in known for part in group.name.casefold().split("-"))


def is_common(group: Group) -> bool:
    """Whether the one word of a name is a noun that the model of matters knows in both numbers: "Sheds cost 5 euros a day"."""
    if " " in group.name or group.legal or has_head(group.name) or group.name.isupper():
        return False
    word = group.name.casefold()
    one = f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
    many = f"{one[:-1]}ies" if one.endswith("y") else f"{one}s"
    return load_weights().matters.weights.keys() >= {one, many}


@cache
def _act() -> re.Pattern[str]:
    """Behind a name: a modal, or a verb of those who deal in a finite form."""
    verbs = party_words("deal-verbs") | party_words("transfer-verbs")
    finite = sorted(verb for verb in verbs if not verb.endswith("ing") and not {f"{verb}s", f"{verb}es", f"{verb}d"} & verbs)
    told = "|".join(map(re.escape, sorted(finite, key=lambda verb: (-len(verb), verb))))
    aside = r"(?:, [^,.;]{3,90},| \([^()]{1,40}\)| of [A-Z]\w+)?"
    adverb = r"(?:(?:again|alone|also|already|instead|itself|meanwhile|never|now|only|still|then|too|[a-z]+ly),? )?"
    return compiled(
        rf"{aside},? {adverb}(?:{alternatives('acting-verbs')}|{told}|can|could|had|has|is|was|would"
        rf"|(?:says|said)\b[^,.;]{{0,30}} (?:it|they) (?:had|has|have|will|would))\b"
    )


@cache
def _given() -> re.Pattern[str]:
    return re.compile(rf"\b(?:from|to|{alternatives('giving-verbs')}) (?:the |an? )?(?:[A-Z]?[a-z-]+(?:['’]s)? ){{0,2}}$")


@cache
def _deal() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('plain-deals')}\b", re.IGNORECASE)
