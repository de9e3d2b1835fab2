"""Who deals in a report in which no frame shows two parties: the names in the sentences that tell what somebody must or may."""

from __future__ import annotations

import re
from itertools import takewhile

from kg.extraction.agreement_words import lexicon_pattern
from kg.extraction.learned import likely_matter, load_weights
from kg.extraction.notation import make_line
from kg.extraction.party_group import Group, is_product
from kg.extraction.party_groups import Groups
from kg.extraction.party_shown import times_led
from kg.extraction.party_words import has_head, party_words
from kg.extraction.passages import Passage, sentences
from kg.records import Block, BlockRole

__all__ = ["named_in_terms", "tells_term"]

_TELLING = frozenset({BlockRole.PARAGRAPH, BlockRole.LIST_ITEM, BlockRole.STANDFIRST, BlockRole.QUOTED_REPLY})
_LIKELY = 0.3  # probability from which a sentence is taken to tell a term
_SENTENCES = 2  # of a text that tells of a deal
_MOST = 4  # parties that are found so
_READ = 200  # paragraphs whose sentences are asked
_WHERE = re.compile(r"\b(?:in|at|near|outside|off|around|across|above|below|beyond) (?:the )?$")


def named_in_terms(groups: Groups, chosen: list[Group], blocks: list[tuple[Block, Passage]]) -> list[Group]:
    """Return the names that stand in sentences which tell terms, those that are chosen already among them, the most told first.

    Where they are fewer than two, a name of several words that a paragraph names beside one of them is one too.

    Args:
        groups: all names of the text.
        chosen: its parties as far as they are known.
        blocks: what is read of it.
    """
    paragraphs = _before_others([passage for block, passage in blocks if block.role in _TELLING])
    told = [text for texts in paragraphs for text in texts if tells_term(text)]
    if len(told) < _SENTENCES:
        return chosen
    able = [group for group in groups if group in chosen or _may_deal(group, groups, told)]
    scores = {id(group): sum(_deals_in(group, text) for text in told) for group in able}
    found = sorted((g for g in able if g in chosen or scores[id(g)]), key=lambda g: (-scores[id(g)] - g.weight, g.order))[:_MOST]
    if len(found) == 1:
        beside = [texts for texts in paragraphs if any(_deals_in(found[0], text) for text in texts)]
        rest = [g for g in able if g not in found and " " in g.name and any(_deals_in(g, t) for texts in beside for t in texts)]
        found += rest[:1]
    return found if any(_beside(one, found, paragraphs) for one in found) else chosen


def _before_others(paragraphs: list[Passage]) -> list[list[str]]:
    """Return the sentences of paragraphs, each apart, up to the one with which a report turns to the deals of others."""
    kept: list[list[str]] = []
    for passage in paragraphs[:_READ]:
        texts = _sentences(passage)
        own = list(takewhile(lambda text: not lexicon_pattern("turns-to-others").match(text), texts))
        kept.append(own)
        if len(own) < len(texts):
            break
    return kept


def _beside(group: Group, others: list[Group], paragraphs: list[list[str]]) -> bool:
    """Whether a paragraph names somebody beside one of some others."""
    here = [texts for texts in paragraphs if any(_deals_in(group, text) for text in texts)]
    return any(_deals_in(other, text) for other in others if other is not group for texts in here for text in texts)


def tells_term(text: str) -> bool:
    """Whether a sentence most likely tells a term of some agreement.

    >>> tells_term("Acme pays the rent on the first day of each month."), tells_term("The fair was a great success.")
    (True, False)
    """
    return likely_matter(make_line(text, ()).text).probability >= _LIKELY


def _sentences(passage: Passage) -> list[str]:
    return [passage.text[start:end] for start, end in sentences(passage.text)]


def _may_deal(group: Group, groups: Groups, told: list[str]) -> bool:
    """Whether a name can be that of somebody who deals: no thing, no land, no person, no word that only begins a sentence."""
    name = group.name if group.names else ""
    if not name or group.person or is_product(group) or name in party_words("countries") or name in groups.people:
        return False
    if group.legal or has_head(name):
        return True
    if _led_in_terms(name, told) or (name.isupper() and not group.weight):
        return False  # "the Northern Reef"; letters that only are written somewhere
    if " " in name:
        return True
    if any(len(other.words) > 1 and group.words[0] in other.words for other in groups):
        return False  # a word of the name of another
    known = load_weights().matters.weights
    return all(part not in known and part.removesuffix("s") not in known for part in name.casefold().split("-"))


def _led_in_terms(name: str, told: list[str]) -> bool:
    """Whether an article stands before a name wherever sentences that tell terms have it."""
    times = [times_led(f"[Tt]he {re.escape(name)}", re.escape(name), text) for text in told if name in text]
    led, every = (sum(counts) for counts in zip(*times, strict=True)) if times else (0, 0)
    return led == every > 0


def _deals_in(group: Group, text: str) -> bool:
    """Whether a sentence names somebody, and not as a place."""
    places = (m for name in group.names if name in text for m in re.finditer(rf"\b{re.escape(name)}\b", text))
    return any(has_head(group.name) or not _WHERE.search(text[max(0, m.start() - 14) : m.start()]) for m in places)
