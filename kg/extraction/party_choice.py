"""Which of the names that a text holds are its parties."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache

from kg.extraction.lexicon import phrase
from kg.extraction.party_acting import acting_too
from kg.extraction.party_group import Group, is_product
from kg.extraction.party_groups import Groups
from kg.extraction.party_mail import WE
from kg.extraction.party_nouns import is_organ, is_taking_up
from kg.extraction.party_press import is_paper
from kg.extraction.party_titles import bodies, shown_by_trade, stands_alone
from kg.extraction.party_words import alternatives, has_head, is_government, party_words
from kg.extraction.passages import Passage
from kg.legal_names import name_key, name_words
from kg.records import Block, BlockRole, Document

__all__ = ["accepted", "acting_beside", "dealing_too", "taken_up"]

_READ = 150_000  # code points of a text in which it is looked for what a name names
_WELL_KNOWN = 2.5  # evidence on a name that is surely no common word
_SURELY = 4  # evidence on a name that deals though no other does
_BESIDE = 1.5  # evidence on a body that deals with a party
_DEALS_TOO = 1.25  # evidence on a name that stands in a paper beside its main parties
_OFTEN = 3  # how often a text names whom it is about; whom it names less may only stand in an aside
_ENOUGH = 0.75  # evidence on a name where the text shows no better one


def accepted(groups: Groups, document: Document, blocks: list[tuple[Block, Passage]]) -> list[Group]:
    """Return the groups that are parties: those who sign first, then in the order of the text."""
    title = " ".join([document.title, *(passage.text for block, passage in blocks if block.role == BlockRole.TITLE)])
    letter = any("letter" in group.sources for group in groups)
    said = sum(len(WE.findall(passage.text)) for _, passage in blocks)
    chosen = [
        group for group in groups if group.names and (_earned(group, document, title, letter) or _addresses(group, document, said))
    ]
    if 0 < len(chosen) < 4:
        chosen += [group for group in groups if group not in chosen and _beside(group, chosen, document)]
    if len(chosen) < 2 and (_deals(blocks) or _deal_together(groups)):
        chosen = _second_choice(groups, document, title) or chosen
    elif not any(group.signs or sum(group.names.values()) >= _OFTEN for group in chosen):
        more = _second_choice(groups, document, title) if _deals(blocks) else []
        chosen += [group for group in more if group not in chosen and sum(group.names.values()) >= _OFTEN]
    signing = [group for group in chosen if group.signs]
    if len(signing) < 2 and len(chosen) < 2:
        chosen = [group for group in chosen if group.legal or group.signs or "definition" in group.sources]
        chosen = chosen or (_alone(groups, document) if _deals(blocks) else [])
    chosen = [group for group in chosen if not _offices().fullmatch(group.name) and not is_organ(group)]
    named = [group for group in chosen if not is_taking_up(group, document.text[:_READ])]
    chosen = named if len(named) > 1 and all(group.kind != "government" for group in named) else chosen
    firms = [group for group in chosen if not _is_thing(group, document.text[:_READ])]
    chosen = firms if len(firms) > 1 else chosen
    return sorted(chosen, key=lambda group: (not group.signs, group.order))


@cache
def _offices() -> re.Pattern[str]:
    """Names of offices, whose holders act for somebody: "Chief Executive Officer", "Deputy Ministers of Transport"."""
    ends = "Chairman|Chairwoman|Clerk|Counsel|Director|Editor|Engineer|Manager|Officer|President|Secretary|Treasurer"
    titled = rf"(?:[A-Z][\w-]+ ){{1,4}}(?-i:{ends})"
    several = rf"(?=(?:\w+ )?\w+s\b){alternatives('office-holders')}(?: (?:of|for) [\w ]+)?"
    return re.compile(rf"{alternatives('job-titles')}|{several}|{titled}", re.IGNORECASE)


def dealing_too(groups: Groups, chosen: list[Group], document: Document, things: Container[str]) -> list[Group]:
    """Return those who deal too in a paper that is no contract: shown by a frame, by their acts, more than in passing.

    Args:
        groups: all names of the paper.
        chosen: its main parties.
        document: the paper.
        things: the names of products and the like.
    """
    if not chosen or sum(group.signs for group in chosen) > 1:
        return []
    return [group for group in groups if group not in chosen and _deals_too(group, chosen, document, things)]


def _deals_too(group: Group, chosen: list[Group], document: Document, things: Container[str]) -> bool:
    """Whether a name beside the main parties is that of somebody who deals: no thing, no word, no short form of theirs."""
    named = sum(group.names.values())
    shown = group.active and (group.weight or (named >= _OFTEN and _acts(group, document.text)))
    if not group.names or not (shown or (group.legal and named > 1)) or group.person or is_product(group):
        return False
    if any(name in things or _is_brand(name, document.text) for name in group.names) or group.name in party_words("countries"):
        return False
    if _only_reports(group, document) or _only_opens(group, document) or _always_led(group, document):
        return False
    if _is_thing(group, document.text[:_READ]) or any(_echoes(group, party) for party in chosen):
        return False
    return not group.weight or (group.legal and named > 1) or group.weight + 0.25 * min(named - 1, 4) >= _DEALS_TOO


def acting_beside(
    groups: Groups, chosen: list[Group], document: Document, blocks: list[tuple[Block, Passage]], things: Container[str]
) -> list[Group]:
    """Return those who deal beside its main parties in a report that hardly names them: no things, no words, no short forms."""
    able = [group for group in groups if group not in chosen and _may_act(group, chosen, document, things)]
    return acting_too(able, chosen, blocks)


def _may_act(group: Group, chosen: list[Group], document: Document, things: Container[str]) -> bool:
    """Whether a name that stands beside the main parties can be that of somebody who deals too."""
    text = document.text[:_READ]
    if not group.names or group.person or is_product(group) or group.name in party_words("countries"):
        return False
    if any(name in things or _is_brand(name, text) for name in group.names) or _offices().fullmatch(group.name) or is_organ(group):
        return False
    if _only_reports(group, document) or _always_led(group, document):
        return False
    return not (_is_thing(group, text) or _is_placed(group, text) or any(_echoes(group, party) for party in chosen))


def _acts(group: Group, text: str) -> bool:
    """Whether a text tells of what somebody of this name has, does or says, and not only of things called so."""
    names = "|".join(map(re.escape, sorted(group.names)))
    does = r"['’]s|(?:,[^,.;]{3,60},)? (?:has|had|is|was|will|may|can|must|shall|said|says|agreed|paid|pays|signed|gave|gets?)"
    return len(re.findall(rf"\b(?:{names})(?:{does})\b", text[:_READ])) > 1


def _is_brand(name: str, text: str) -> bool:
    """Whether a text shows a name as that under which something is sold: "Osprey licences", "the Osprey motors"."""
    return any(
        phrase("sold-under-a-brand").match(text, m.end())
        or (_THINGS.match(text, m.end()) and phrase("before-a-brand").search(text[max(0, m.start() - 30) : m.start()]))
        for m in re.finditer(rf"\b{re.escape(name)}\b", text[:_READ])
    )


_THINGS = re.compile(r" [a-z-]{2,}s\b")


def _is_thing(group: Group, text: str) -> bool:
    """Whether a text shows a name as that of goods: it calls it the only platform, or sells it and names its kind behind it."""
    if group.legal or group.signs or "definition" in group.sources or has_head(group.name):
        return False
    places = _named(group, text)
    behind = [place.end() for place in places]
    if not group.paired and any(phrase("told-as-a-thing").match(text, end) for end in behind):
        return True
    sold = any(phrase("before-goods").search(text[max(0, place.start() - 30) : place.start()]) for place in places)
    return not group.active and sold and any(_goods().match(text, end) for end in behind)


def _named(group: Group, text: str) -> list[re.Match[str]]:
    """The places in a text where a name of a group stands."""
    return [m for name in sorted(group.names) for m in re.finditer(rf"\b{re.escape(name)}\b", text)]


@cache
def _goods() -> re.Pattern[str]:
    """Behind the name of goods: what kind they are, "Acme processors", "the Acme rail compiler"."""
    return re.compile(rf" (?:[a-z-]+ )?{alternatives('product-heads')}s?\b")


def _echoes(group: Group, party: Group) -> bool:
    """Whether a name is another way to call a party, for all that can be seen: its letters, or a word of its name."""
    letters = group.name.isupper() and group.name[0] == party.name[0]
    return letters or any(set(group.words) & set(name_words(name)) for name in (*party.names, *party.short, *party.products))


def _alone(groups: Groups, document: Document) -> list[Group]:
    """Return the one name that a report shows again and again as that of somebody who deals, whoever the others are."""
    found = [group for group in groups if group.weight >= _SURELY and sum(group.names.values()) >= _OFTEN and not group.person]
    barred = any(is_product(one) or _only_reports(one, document) or _always_led(one, document) for one in found)
    return found if len(found) == 1 and not barred else []


def _addresses(group: Group, document: Document, said: int) -> bool:
    """Whether a text that says "we" speaks to the customers of this party ("For Acme customers"), not to "Older members"."""
    return said > 1 and "audience" in group.sources and not is_product(group) and not _only_opens(group, document)


def _deals(blocks: list[tuple[Block, Passage]]) -> bool:
    """Whether a text speaks of a deal at all."""
    return any(_deal().search(passage.text) for _, passage in blocks)


def _beside(group: Group, chosen: list[Group], document: Document) -> bool:
    """Whether a body stands in one frame with a party, so that less evidence is enough for it."""
    body = bool(group.names) and not is_product(group) and (group.legal or has_head(group.name) or is_government(group.name))
    if not body or _only_reports(group, document) or group.name in party_words("countries"):
        return False
    known = {name_key(name) for party in chosen for name in (*party.names, *party.short)}
    named = sum(group.names.values()) - 1
    if len(chosen) > 1 and group.active and group.weight >= (1 if group.legal else _BESIDE):
        return True
    if known.isdisjoint(group.partners):
        return False
    return group.weight >= 1 if group.paired else group.weight + 0.5 * min(named, 1) >= _BESIDE


def taken_up(groups: Groups, chosen: list[Group], document: Document) -> list[Group]:
    """Return the bodies named in full and then meant by their noun alone, as who deals is: "the Acme Trust … pays the Trust 5"."""
    if not chosen:
        return []
    rest = [group for group in groups if group not in chosen]
    known = shown_by_trade(rest, chosen, document.text[:_READ])
    trading = [group for group in known if not (_only_reports(group, document) or any(_echoes(group, one) for one in chosen))]
    bodied = [] if trading or sum(one.signs for one in chosen) > 1 else rest
    return [group for group in bodied if _is_taken_up(group, chosen, document)] or trading[: len(trading) == 1]


def _is_taken_up(group: Group, chosen: list[Group], document: Document) -> bool:
    """Whether the noun for a body in a name stands for it more than once, and it is no other way to call a party."""
    if not group.names or is_product(group) or group.name in party_words("countries") or _only_reports(group, document):
        return False
    words = group.words
    heads = [word for word in dict.fromkeys((words[0], words[-1], *words[1:2])) if word in bodies()] if len(words) > 1 else []
    if not heads or any(_echoes(group, party) for party in chosen):
        return False
    called = {role.casefold().removeprefix("the ") for party in chosen for role in (*party.roles, *party.short)}
    return any(stands_alone(head, document.text[:_READ]) for head in heads if head not in called)


def _deal_together(groups: Groups) -> bool:
    """Whether two names that a text names again stand in one frame as those who deal: "Acme has bought two launches from Beta"."""
    dealing = [group for group in groups if group.weight >= 1 and sum(group.names.values()) > 1 and not group.person]
    known = {name_key(name) for group in dealing for name in (*group.names, *group.short)}
    return sum(not known.isdisjoint(group.partners) for group in dealing) > 1


@cache
def _deal() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('plain-deals')}\b", re.IGNORECASE)


def _second_choice(groups: Groups, document: Document, title: str) -> list[Group]:
    """Return names with less evidence, where a text of a deal shows at least two of them."""
    found = []
    for group in groups:
        if not group.names or is_product(group) or group.name in party_words("countries") or _only_reports(group, document):
            continue
        body = has_head(group.name) and group.weight >= 1 and group.name.casefold() not in party_words("not-roles")
        if _only_opens(group, document) or (_always_led(group, document) and not body):
            continue
        placed = _is_placed(group, document.text[:_READ])
        if placed and not group.weight:
            continue
        named = sum(group.names.values()) - 1
        score = (
            group.weight
            + 0.5 * group.active
            + 0.25 * named
            + group.legal
            + 0.5 * (has_head(group.name) or is_government(group.name))
        )
        score += 1.0 if any(name in title for name in group.names if len(name) > 2) and not placed else 0.0
        acts = group.active and (group.legal or named or has_head(group.name))
        if score >= _ENOUGH and (group.weight >= 0.5 or acts or (group.legal and named)):
            found.append(group)
    return found if len(found) > 1 else []


def _is_placed(group: Group, text: str) -> bool:
    """Whether a name of one word stands only where places do: behind "in" or "for", or right before a thing: "Elbon water"."""
    if " " in group.name or group.legal or group.name.isupper():
        return False
    name = re.escape(group.name)
    where = re.findall(rf"\b(?:in|at|near|outside|for|off|around) {name}\b(?!['’]s| and\b|, )", text, re.IGNORECASE)
    if not where:
        return False
    things = re.findall(rf"(?<=[a-z] ){name} (?!(?:and|or|in|for|on|to|will|has|is|may)\b)[a-z]+(?<!s)(?<!ed)\b", text)
    return len(where) + len(things) == len(re.findall(rf"\b{name}\b", text))


def _always_led(group: Group, document: Document) -> bool:
    """Whether a name is one word that stands behind an article wherever it stands, as the words do that a contract defines."""
    if " " in group.name or group.legal or is_government(group.name) or not group.name[1:].islower():
        return False
    bare = rf"\b(?:the|this|that|each|such|an?|its|their|our)\s+{re.escape(group.name)}\b"
    return len(re.findall(bare, document.text, re.IGNORECASE)) == len(re.findall(rf"\b{re.escape(group.name)}\b", document.text))


def _earned(group: Group, document: Document, title: str, letter: bool) -> bool:
    """Whether the evidence is enough for a party; `letter`: somebody signs, so that the other one may be named once."""
    if group.signs:
        return True
    if _only_reports(group, document) or _only_opens(group, document):
        return False
    total = group.weight + 1.0 * group.legal + (1.0 if any(name in title for name in group.names if len(name) > 2) else 0.0)
    if "definition" in group.sources or ("signature" in group.sources and group.legal):
        return total >= 3
    if is_product(group) or (group.name in party_words("countries") and not group.listed):
        return False
    return group.weight >= 1 and total >= 2 and (group.paired or letter or total >= 2.5)


def _only_opens(group: Group, document: Document) -> bool:
    """Whether the one word of a name stands in capitals only where a sentence begins, so that it may be any word.

    A word without the ending of a common one that stands in a frame with another party is a name all the same.
    """
    if (
        group.legal
        or group.signs
        or "definition" in group.sources
        or len(group.names) != 1
        or " " in group.name
        or not group.name[1:].islower()
    ):
        return False
    if (group.paired or group.weight >= _WELL_KNOWN) and not _INFLECTED.search(group.name):
        return False
    return not re.search(rf"[^\W\d_,;)]\s+{re.escape(group.name)}\b", document.text)


_INFLECTED = re.compile(r"(?:ing|ed|ly|[^su]s)$")  # an ending that common words have


def _only_reports(group: Group, document: Document) -> bool:
    """Whether a name is that of a newspaper, a register or a site that published the text."""
    if not document.publisher or not group.named(document.publisher):
        return False
    words = set(document.publisher.casefold().split()) | set(name_words(document.publisher))
    records = bool(words & party_words("register-marks")) and "house" not in group.sources  # no house whose own deal it tells
    return (is_paper(document) or records) and "frame" not in group.sources
