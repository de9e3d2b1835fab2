"""Which of the names that a text holds are its parties."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache

from kg.extraction.party_acting import acting_too, is_common
from kg.extraction.party_group import Group, is_product
from kg.extraction.party_groups import Groups
from kg.extraction.party_listed import listed_with
from kg.extraction.party_mail import WE
from kg.extraction.party_nouns import is_organ, is_taking_up
from kg.extraction.party_press import is_paper
from kg.extraction.party_shown import always_led, is_brand, is_placed, is_thing, only_opens
from kg.extraction.party_supposed import supposed_too
from kg.extraction.party_titles import bodies, shown_by_trade, stands_alone
from kg.extraction.party_words import alternatives, has_head, is_government, party_words
from kg.extraction.passages import Passage
from kg.legal_names import name_key, name_words
from kg.records import Block, BlockRole, Document

__all__ = ["accepted", "acting_beside", "dealing_too", "listed_beside", "supposed", "taken_up"]

_READ = 150_000  # code points of a text in which it is looked for what a name names
_SURELY = 4  # evidence on a name that deals though no other does
_BESIDE = 1.5  # evidence on a body that deals with a party
_DEALS_TOO = 1.25  # evidence on a name that stands in a paper beside its main parties
_TWO = 2  # parties of a deal
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
    surely = [group for group in chosen if not _is_word_or_place(group, document.text[:_READ])]
    chosen = surely if len(surely) > 1 or not letter else chosen
    firms = [group for group in chosen if not is_thing(group, document.text[:_READ])]
    chosen = firms if len(firms) > 1 else chosen
    return sorted(chosen, key=lambda group: (not group.signs, group.order))


def _is_word_or_place(group: Group, text: str) -> bool:
    """Whether little shows a name to be that of somebody, and it may be any word or stands only where places do."""
    if group.signs or "definition" in group.sources or group.short:
        return False
    return (is_common(group) and not group.paired) or (group.weight < _PLACED and is_placed(group, text, "in|near|outside"))


_PLACED = 2  # evidence on a name from which it is one though it only stands where places do


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
    if _is_word_or_place(group, document.text[:_READ]):
        return False
    if any(name in things or is_brand(name, document.text) for name in group.names) or group.name in party_words("countries"):
        return False
    if _only_reports(group, document) or only_opens(group, document) or always_led(group, document):
        return False
    if is_thing(group, document.text[:_READ]) or any(_echoes(group, party) for party in chosen):
        return False
    return not group.weight or (group.legal and named > 1) or group.weight + 0.25 * min(named - 1, 4) >= _DEALS_TOO


def acting_beside(
    groups: Groups, chosen: list[Group], document: Document, blocks: list[tuple[Block, Passage]], things: Container[str]
) -> list[Group]:
    """Return those who deal beside its main parties in a report that hardly names them: no things, no words, no short forms."""
    able = [group for group in groups if group not in chosen and _may_act(group, chosen, document, things)]
    return acting_too(able, chosen, blocks)


def listed_beside(groups: Groups, chosen: list[Group], document: Document, things: Container[str]) -> list[Group]:
    """Return those whom a text lists with two of its parties: no things, no words, no short forms of theirs."""
    if len(chosen) < _TWO:
        return []
    able = [group for group in groups if group not in chosen and _may_act(group, chosen, document, things)]
    return listed_with(able, chosen, document.text) if able else []


def supposed(groups: Groups, chosen: list[Group], document: Document, blocks: list[tuple[Block, Passage]]) -> list[Group]:
    """Return those who most likely deal in a text of a deal that shows fewer than two parties."""
    if not _deals(blocks):
        return []
    able = [group for group in groups if group.names and group not in chosen and group.name not in groups.people]
    return supposed_too(able, document, blocks, lambda group: _may_act(group, chosen, document, ()))


def _may_act(group: Group, chosen: list[Group], document: Document, things: Container[str]) -> bool:
    """Whether a name that stands beside the main parties can be that of somebody who deals too."""
    text = document.text[:_READ]
    if not group.names or group.person or is_product(group) or group.name in party_words("countries"):
        return False
    if any(name in things or is_brand(name, text) for name in group.names) or _offices().fullmatch(group.name) or is_organ(group):
        return False
    if _only_reports(group, document) or always_led(group, document):
        return False
    return not (is_thing(group, text) or is_placed(group, text) or any(_echoes(group, party) for party in chosen))


def _acts(group: Group, text: str) -> bool:
    """Whether a text tells of what somebody of this name has, does or says, and not only of things called so."""
    names = "|".join(map(re.escape, sorted(group.names)))
    does = r"['’]s|(?:,[^,.;]{3,60},)? (?:has|had|is|was|will|may|can|must|shall|said|says|agreed|paid|pays|signed|gave|gets?)"
    return len(re.findall(rf"\b(?:{names})(?:{does})\b", text[:_READ])) > 1


def _echoes(group: Group, party: Group) -> bool:
    """Whether a name is another way to call a party, for all that can be seen: its letters, or a word of its name."""
    letters = group.name.isupper() and group.name[0] == party.name[0]
    return letters or any(set(group.words) & set(name_words(name)) for name in (*party.names, *party.short, *party.products))


def _alone(groups: Groups, document: Document) -> list[Group]:
    """Return the one name that a report shows again and again as that of somebody who deals, whoever the others are."""
    found = [group for group in groups if group.weight >= _SURELY and sum(group.names.values()) >= _OFTEN and not group.person]
    barred = any(is_product(one) or _only_reports(one, document) or always_led(one, document) for one in found)
    return found if len(found) == 1 and not barred else []


def _addresses(group: Group, document: Document, said: int) -> bool:
    """Whether a text that says "we" speaks to the customers of this party ("For Acme customers"), not to "Older members"."""
    return said > 1 and "audience" in group.sources and not is_product(group) and not only_opens(group, document)


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
    seats = {one.words[-1] for one in groups if one.names and one.words[-2:-1] == ("of",)}
    for group in groups:
        if not group.names or is_product(group) or group.name in party_words("countries") or _only_reports(group, document):
            continue
        body = has_head(group.name) and group.weight >= 1 and group.name.casefold() not in party_words("not-roles")
        if only_opens(group, document) or (always_led(group, document) and not body) or _is_seat(group, seats):
            continue
        placed = is_placed(group, document.text[:_READ])
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


def _is_seat(group: Group, seats: Container[str]) -> bool:
    """Whether a name of which nothing is told is the place in that of a body: "Acmeburg" of the Palace of Acmeburg."""
    return not group.weight and len(group.words) == 1 and group.words[0] in seats


def _earned(group: Group, document: Document, title: str, letter: bool) -> bool:
    """Whether the evidence is enough for a party; `letter`: somebody signs, so that the other one may be named once."""
    if group.signs:
        return True
    if _only_reports(group, document) or only_opens(group, document):
        return False
    total = group.weight + 1.0 * group.legal + (1.0 if any(name in title for name in group.names if len(name) > 2) else 0.0)
    if "definition" in group.sources or ("signature" in group.sources and group.legal):
        return total >= 3
    if is_product(group) or (group.name in party_words("countries") and not group.listed):
        return False
    return group.weight >= 1 and total >= 2 and (group.paired or letter or total >= 2.5)


def _only_reports(group: Group, document: Document) -> bool:
    """Whether a name is that of a newspaper, a register or a site that published the text."""
    if not document.publisher or not group.named(document.publisher):
        return False
    words = set(document.publisher.casefold().split()) | set(name_words(document.publisher))
    records = bool(words & party_words("register-marks")) and "house" not in group.sources  # no house whose own deal it tells
    return (is_paper(document) or records) and "frame" not in group.sources
