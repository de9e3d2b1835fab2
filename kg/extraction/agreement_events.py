"""Sentences in which parties make, change or end up with an agreement: "have signed a new contract", "agreed to extend their work".

A rule looks for a verb of `[verbs.*]` and the name of an agreement beside it; negated, wished-for and future acts are no acts.
One file: the order in which the forms of an act are tried is the rule.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extraction.agreement_acts import agreed, decided, intended, joined, papered, partnered, recorded
from kg.extraction.agreement_around import changed_around
from kg.extraction.agreement_doings import (
    by_amendment,
    ended_before,
    finished,
    new_one,
    now_runs,
    reaches,
    set_apart,
    sold_under,
    told_of_change,
    turned_into,
    wound_up,
)
from kg.extraction.agreement_effects import TO, Event, attached, base_before, base_told, find_effect, is_denied, link_between
from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_timing import date_event
from kg.extraction.agreement_words import lexicon_pattern, verb_pattern
from kg.extraction.lexicon import load_toml
from kg.records import DateBounds, Force, LinkType

__all__ = ["find_event"]


def find_event(text: str, start: int, end: int, names: list[AgreementName], published: DateBounds) -> Event | None:
    """Return the act of making that a sentence `text[start:end]` tells, or nothing.

    Args:
        text: the clean text of a block.
        start: where the sentence begins.
        end: where it ends.
        names: the names of agreements in it, in order.
        published: when the document was published, for "today" and the like.
    """
    if text[start:end].rstrip().endswith("?"):
        return None  # who asks tells no act
    rules = (
        turned_into,
        _made,
        new_one,
        finished,
        by_amendment,
        _held,
        _replacing,
        _in_force,
        _changed,
        _was_changed,
        _which_changed,
        changed_around,
        agreed,
        decided,
        recorded,
        joined,
        papered,
        intended,
        partnered,
        wound_up,
    )
    for rule in (*rules, sold_under, _signed, set_apart, now_runs, told_of_change):
        event = rule(text, start, end, names)
        if event:
            return date_event(text, start, end, _with_named_base(text, event, names), names, published)
    return None


def _with_named_base(text: str, event: Event, names: list[AgreementName]) -> Event:
    """The act with the base that is named where it touches a class: "all earlier contracts, including the Lease of 2019"."""
    if event.base is None or event.base.dates:
        return event
    floor = event.base.tail
    names = [n for n in names if n.link is None or event.base.link is not None]  # "the contract, including its amendment of 2019"
    named = next(
        (n for n in names if n.start >= floor and n.dates and lexicon_pattern("including").fullmatch(text[floor : n.start])), None
    )
    return replace(event, base=named) if named else event


def _made(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """A verb of making with the name of an agreement as its object, or as the subject of its passive."""
    for match in (*verb_pattern("make").finditer(text, start, end), *lexicon_pattern("puts-name").finditer(text, start, end)):
        if is_denied(text, match.start(), start):
            continue
        name = next((n for n in names if _is_object(text, match, n)), None) or next(
            (n for n in names if _is_passive(text, match, n)), None
        )
        if name is not None and (changing := _changing_paper(text, match, name)):
            return changing
        changed = _was_changed(text, start, match.start(), names) if name is not None and name.end <= match.start() else None
        if changed is not None and changed.base is name:
            return changed  # "the lease has been reworked and was signed today"
        if name and (name.firm or name.determiner in {"a", "an", "another"} or "new" in name.qualities) and _makes(match, name):
            base, link = _base_after(text, name, names)
            if link is None:
                base, link = base_before(text, start, match.start(), names) or base_told(text, name, end, names) or (base, link)
            if link is None and name.end <= match.start():
                base, link = _and_does(text, match.end(), end, names) or (base, link)
            ended = ended_before(text, start, match.start(), names) if link is None and name.link is None else None
            base, link = (ended, LinkType.SUPERSEDES) if ended else (base, link)
            link = name.link if name.link is LinkType.SUPERSEDES else link or name.link
            return Event(match.start(), max(match.end(), name.tail), "make", _kind_by(link, name), name.force, name, link, base)
    return None


def _and_does(text: str, at: int, end: int, names: list[AgreementName]) -> tuple[AgreementName | None, LinkType] | None:
    """What a contract that is told to be made does besides: "It was signed on 3 May and takes the place of the one of 2018"."""
    joined = _AND.match(text, at, end)
    effect = find_effect(text, at, end, [n for n in names if n.start > at], subject=joined.end()) if joined else None
    return (effect[1], effect[0]) if effect else None


_AND = re.compile(r"[^.;:]{0,60}?\s+and\s+(?:now\s+|thereby\s+|thus\s+)?(?:has\s+)?(?=[a-z]+(?:s|ed|en)\s)")


def _changing_paper(text: str, match: re.Match[str], name: AgreementName) -> Event | None:
    """A paper told by what it does to the agreement named behind it: "signed a letter varying our lease"."""
    for verb, kind in (("amend", "amendment"), ("extend", "extension")):
        doing = verb_pattern(verb).search(text, match.end(), max(match.end(), name.start))
        if doing and doing.group().endswith("ing") and _PAPER.fullmatch(text[match.end() : doing.start()]):
            link = LinkType(load_toml("agreements")["verbs"][verb]["link"])
            return Event(match.start(), name.tail, "make", kind, Force.BINDING, None, link, name)
    return None


_PAPER = re.compile(r"\s+(?:an?|another|the|this)\s+(?:[\w-]+\s+){1,4}")


def _kind_by(link: LinkType | None, name: AgreementName) -> str:
    """The kind of an agreement that is named as a mere agreement but changes another."""
    if name.kind != "definitive" or "new" in name.qualities:
        return name.kind
    return {LinkType.AMENDS: "amendment", LinkType.EXTENDS: "extension"}.get(link, name.kind) if link else name.kind


def _makes(match: re.Match[str], name: AgreementName) -> bool:
    """Whether verb and noun go together: one makes a contract, but does not make "the agreement" that is there already."""
    word = match.group().lower()
    if word in {"make", "makes", "made"}:
        return False
    return not (
        name.determiner in {"this", "these", "any", "no", "each", "every", "such"}
        or ("earlier" in name.qualities and word.startswith("announc"))
    )


_WITH = re.compile(  # between a verb and its object: whom it was done with
    r"(?:\s+\w+)?\s+with\s+(?:(?!\b(?:that|which|who|under|to|will|has|have)\b)[^.;:]){3,100}?", re.IGNORECASE
)


def _is_object(text: str, match: re.Match[str], name: AgreementName) -> bool:
    between = text[match.end() : name.start] if name.start >= match.end() else None
    if between is None or len(between) > 120:
        return False
    between = _WHEN.sub(" ", between)
    if name.determiner in {"a", "an"} and _WITH.fullmatch(between):
        return True
    if len(between) > 70:
        return False
    return not re.search(r"[;:]|\b(?:that|which|under|for|to|on|of|in|from|will|has|have|its|who)\b", between) or bool(
        re.fullmatch(r"\s*(?:today\s+)?(?:the\s+)?(?:signing|conclusion|execution)\s+of\s*", between)
    )


_WHEN = re.compile(r",\s+(?:on|in|last|this)\s[^,;:.]{3,40},|^\s+it:")  # "signed, on 3 May, a lease", "signed it: the lease"


def _is_passive(text: str, match: re.Match[str], name: AgreementName) -> bool:
    between = text[name.end : match.start()] if match.start() >= name.end else None
    if _CHANGE_TO.search(text[max(0, name.start - 20) : name.start]):
        return False  # "the change to our lease is signed": the lease is there
    if between is None or len(between) > 90 or not match.group().lower().endswith(("ed", "en", "ck", "ut", "on", "d into", "d on")):
        return False
    return bool(
        re.search(
            r"\b(?:has|have|had)\s+(?:now\s+|today\s+)?been\s*$|\b(?:was|were|is|are)\s+(?:today\s+|now\s+|also\s+|therefore\s+|thus\s+|hence\s+|\w+ly\s+)?$",
            between,
        )
    ) and name.determiner not in {"this", "any", "no"}


_CHANGE_TO = re.compile(r"\b(?:alteration|change|modification|revision)s?\s+(?:in|of|to)\s+$")


def _held(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Parties that "have a new deal", or "have a letter of intent with" somebody, which is there already."""
    for name in names:
        lead = text[max(start, name.start - 24) : name.start]
        new = "new" in name.qualities
        if (
            (new or _WITH_WHOM.match(text, name.tail))
            and name.firm
            and name.determiner in ({"a"} if new else {"a", "an"})
            and re.search(r"\b(?:have|has|'ve|got|there\s+is)\s+(?:now\s+|got\s+|also\s+|in\s+place\s+)?$", lead, re.IGNORECASE)
        ):
            base, link = _base_after(text, name, names)
            verb = "make" if new else "hold"
            return Event(name.start, name.tail, verb, name.kind, name.force, name, link or name.link, base)
    return None


_WITH_WHOM = re.compile(r"(?:\s+in\s+place)?\s+(?:with|between)\s+(?:the\s+)?[A-Z]")


def _replacing(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """A new agreement as the subject of what it does: "A new contract replaces the one of 2011"."""
    for name in names:
        if name.determiner not in {"a", "an", "", "the"} or not {"new", "expanded", "amended"} & name.qualities or not name.firm:
            continue
        effect = find_effect(text, name.start, end, [n for n in names if n is not name], subject=name.end)
        if effect is not None:
            return Event(name.start, name.end, "make", name.kind, name.force, name, *effect)
    return None


def _signed(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """A participle behind the name: "The contract, signed on Tuesday, …"."""
    for name in names:
        base, link = _base_after(text, name, names) if name.link else (None, None)
        tail = base.tail if base else name.end
        after = lexicon_pattern("signed-behind").match(text[tail : min(end, tail + 160)])
        if after and name.firm and name.determiner in {"the", "a", "an", "this", "its", "their", "our"} and not name.dates:
            effect = find_effect(text, name.start, end, [n for n in names if n.start > name.end], subject=tail + after.end())
            if effect and base is None:
                return Event(name.start, tail + after.end(), "make", name.kind, name.force, name, *effect)
            return Event(name.start, tail + after.end(), "signed", name.kind, name.force, name, link or name.link, base)
    return None


def _in_force(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """A new agreement that "is now in place" or "has come into force"."""
    match = lexicon_pattern("in-force").search(text, start, end)
    name = next(
        (n for n in names if match and n.end <= match.start() <= n.end + 40 and n.firm and ({"new", "definitive"} & n.qualities)),
        None,
    )
    return Event(name.start, match.end(), "in-force", name.kind, name.force, name, name.link) if match and name else None


def _changed(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """An existing agreement that its parties amend, extend or replace: "has amended its agreement"."""
    tables = load_toml("agreements")["verbs"]
    for verb in ("amend", "extend", "restructure", "replace"):
        for match in verb_pattern(verb).finditer(text, start, end):
            name = next((n for n in names if n.start >= match.end() and reaches(text, match.end(), n.start)), None)
            if (
                name is None
                or is_denied(text, match.start(), start)
                or not _is_finite(text, match, start)
                or name.determiner in {"a", "an", "any", "this"}
            ):
                continue
            link = LinkType(tables[verb]["link"])
            kind = {"amend": "amendment", "extend": "extension", "restructure": "definitive", "replace": "definitive"}[verb]
            paper = _which(text, match.start(), names)
            return Event(paper.start if paper else match.start(), name.tail, verb, kind, Force.BINDING, paper, link, name)
    return None


def _which(text: str, verb: int, names: list[AgreementName]) -> AgreementName | None:
    """The paper of which a relative clause tells what it does: "A Protocol with Acme, dated 3 May, which amends the lease"."""
    papers = [n for n in names if n.tail <= verb and n.firm and n.indefinite]
    return next((n for n in papers if _WHICH.fullmatch(text[n.tail : verb])), None)


_WHICH = re.compile(r"(?:[^.;:]{0,70}?,)?\s*(?:which|that)\s+")


def _was_changed(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """An agreement that "has been extended" or "was amended"; "by" names what did it."""
    tables = load_toml("agreements")["verbs"]
    for verb, kind in (("amend", "amendment"), ("extend", "extension"), ("replace", "definitive")):
        for match in verb_pattern(verb).finditer(text, start, end):
            passive = lexicon_pattern("passive").search(text[max(start, match.start() - 40) : match.start()])
            if not passive or not match.group().lower().endswith("ed") or is_denied(text, match.start(), start):
                continue
            if _AS.search(text[max(start, match.start() - 12) : match.start()]) or lexicon_pattern("renews-itself").match(
                text, max(start, match.start() - 14)
            ):
                continue  # "the treaty, as amended by …", "it is renewed each year unless …" tell no act
            subject = _passive_subject(text, match.start(), names) or _pronoun(text, start, match.start())
            if subject is not None:
                link = LinkType(tables[verb]["link"])
                means = next(
                    (
                        n
                        for n in names
                        if n is not subject and lexicon_pattern("by-means-of").search(text[max(start, n.start - 12) : n.start])
                    ),
                    None,
                )
                return Event(match.start(), match.end(), verb, kind, Force.BINDING, means, link, subject)
    return None


def _which_changed(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """An agreement that its parties changed, as a relative clause tells: "The lease that the two extended in May runs on"."""
    tables = load_toml("agreements")["verbs"]
    for name in names:
        if name.determiner in {"a", "an", "any", "no"} or not name.firm:
            continue
        for verb, kind in (("amend", "amendment"), ("extend", "extension")):
            match = verb_pattern(verb).search(text, name.tail, min(end, name.tail + 70))
            if match and _BY_WHOM.fullmatch(text[name.tail : match.start()]) and not is_denied(text, match.start(), name.tail):
                link = LinkType(tables[verb]["link"])
                return Event(match.start(), match.end(), verb, kind, Force.BINDING, None, link, name)
    return None


_BY_WHOM = re.compile(  # between an agreement and what its parties did to it
    r"\s*,?\s*(?:that|which)\s+(?!(?:is|was|are|were|has|have|had|will|shall|may)\b)[^,.;:]{2,40}?\s(?:(?:have|has|had)\s+)?(?:\w+ly\s+|just\s+)?"
)


_AS = re.compile(r"\bas\s+(?:\w+\s+)?$", re.IGNORECASE)


def _passive_subject(text: str, verb: int, names: list[AgreementName]) -> AgreementName | None:
    """The agreement that a passive verb is about."""
    means = lexicon_pattern("by-means-of")
    names = [n for n in names if not means.search(text[max(0, n.start - 12) : n.start])]
    names = [n for n in names if not _ASIDE.search(text[max(0, n.start - 14) : n.start])]
    near = [n for n in names if n.end <= verb and verb - n.end < 200 and n.determiner not in {"a", "an", "any", "this"} and n.firm]
    return near[-1] if near and _subject_of(text, near[-1], verb) else None


_ASIDE = re.compile(r"\b(?:pursuant\s+to|according\s+to|under|in|from|for)\s+$", re.IGNORECASE)  # no subject stands behind it


def _pronoun(text: str, start: int, verb: int) -> AgreementName | None:
    """What "it" means as the subject of such a verb: the agreement spoken of last."""
    match = re.search(r"\b(?:it|this)\s+(?:has|have|was|is|had)\b[^.;]{0,24}$", text[start:verb], re.IGNORECASE)
    if match is None:
        return None
    at = start + match.start()
    return AgreementName(at, at + 2, at + 2, "agreement", "definitive", Force.BINDING, True, "the")


def _subject_of(text: str, name: AgreementName, verb: int) -> bool:
    """Whether a name is the subject of a verb: nothing but its own parties and date stands between."""
    between = re.sub(r"\([^)]*\)|,[^,]*,", " ", text[name.end : verb])
    return not re.search(r"[;:]|\b(?:that|which|who|will|shall|for\s+which|under|pays?|and)\b(?!\s+[A-Z])", between)


def _is_finite(text: str, match: re.Match[str], start: int) -> bool:
    """Whether a verb form is told as a fact: "are extending", "has amended", "extend their"; "-ing" alone is not."""
    word, before = match.group().lower().split()[0], text[max(start, match.start() - 25) : match.start()].lower()
    if word.endswith("ing"):
        return bool(re.search(r"\b(?:is|are|'re|am)\s+(?:now\s+|also\s+|today\s+)?$|'re\s+$", before))
    if re.search(r"\bto\s+$", before):
        if re.search(
            r"\b(?:agree[sd]?|resolved|decided|determined|exercised|opted|elected|chosen|chose)\b[^.;]{0,40}\bto\s+$",
            text[max(start, match.start() - 70) : match.start()].lower(),
        ):
            return True
        return (
            match.start() - start > 3
            and not re.search(r"[.,]", text[start : match.start()])
            and text[start : match.start()].istitle()
        )
    return not re.search(r"\b(?:the|a|an|its|their|our|of|by|as|so|if|once|when)\s+$", before)


_ONE = re.compile(
    r"\bthe\s+(?:old\s+|previous\s+|earlier\s+)?one\s+(?:of|from)\b"
)  # "replaces the one of 2017 and the addendum to it"


def _base_after(text: str, name: AgreementName, names: list[AgreementName]) -> tuple[AgreementName | None, LinkType | None]:
    """The earlier agreement that stands beside the one that is made: "First Amendment to the Supply Agreement"."""
    for other in names:
        between = text[name.end : other.start] if other.start >= name.end else None
        if between is None or len(between) > 160:
            continue
        if name.link and TO.fullmatch(between):
            return other, name.link
        link = attached(name, other, between)
        if link:
            return other, link
        link = link_between(between) if not _ONE.search(between) else None
        if link:
            return other, link
    return None, None
