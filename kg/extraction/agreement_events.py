"""Sentences in which parties make, change or end up with an agreement: "have signed a new contract", "agreed to extend their work".

A rule looks for a verb of `[verbs.*]` and the name of an agreement beside it; negated, wished-for and future acts are no acts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.dates import find_dates
from kg.extraction.agreement_dates import relative_bounds
from kg.extraction.agreement_names import AgreementName, lexicon_pattern, listed, verb_pattern
from kg.extraction.lexicon import load_toml
from kg.records import DateBounds, Force, LinkType

__all__ = ["Event", "find_deal", "find_effect", "find_event", "find_future", "is_denied", "link_between"]


@dataclass(frozen=True, slots=True)
class Event:
    """An act of making. Offsets count code points of the text of the sentence's passage.

    `name` is the agreement made, `base` the earlier one that it changes (both may be missing); `when` is `now`, `past` or `open`
    (not later than the document); `again` says that it is one more beside the agreement that the document is about.
    """

    start: int
    end: int
    verb: str
    kind: str
    force: Force
    name: AgreementName | None = None
    link: LinkType | None = None
    base: AgreementName | None = None
    when: str = "open"
    again: bool = False
    made: DateBounds = DateBounds()
    basis: str = ""


def is_denied(text: str, at: int, floor: int = 0) -> bool:
    """Return whether the verb at a place is negated, wished for or still to come."""
    clause = max(text.rfind(sign, floor, at) for sign in (";", ". ", ", "))
    lead = _IN_MAY.sub("-", text[max(clause + 1, floor, at - 60) : at])
    return bool(lexicon_pattern("future").search(lead))


_IN_MAY = re.compile(r"\b(?:\d{1,2}(?:st|nd|rd|th)?\s+|[Ii]n\s+|[Ll]ast\s+|[Oo]f\s+)May\b|\bMay\s+\d")  # the month, not the verb


def find_event(text: str, start: int, end: int, names: list[AgreementName], published: DateBounds) -> Event | None:
    """Return the act of making that a sentence `text[start:end]` tells, or nothing.

    Args:
        text: the clean text of a block.
        start: where the sentence begins.
        end: where it ends.
        names: the names of agreements in it, in order.
        published: when the document was published, for "today" and the like.
    """
    for rule in (_made, _held, _replacing, _in_force, _changed, _was_changed, _agreed, _recorded, _partnered, _signed):
        event = rule(text, start, end, names)
        if event:
            return _dated(text, start, end, event, names, published)
    return None


# ------------------------------------------------------------------ the rules
def _made(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """A verb of making with the name of an agreement as its object, or as the subject of its passive."""
    for match in verb_pattern("make").finditer(text, start, end):
        if is_denied(text, match.start(), start):
            continue
        name = next((n for n in names if _is_object(text, match, n)), None) or next((n for n in names if _is_passive(text, match, n)), None)
        if name and (name.firm or name.determiner in {"a", "an", "another"} or "new" in name.qualities) and _makes(match, name):
            base, link = _base_after(text, name, names)
            link = name.link if name.link is LinkType.SUPERSEDES else link or name.link
            return Event(match.start(), name.tail, "make", _kind_by(link, name), name.force, name, link, base)
    return None


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
    return not (name.determiner in {"this", "these", "any", "no", "each", "every", "such"} or ("earlier" in name.qualities and word.startswith("announc")))


def _is_object(text: str, match: re.Match[str], name: AgreementName) -> bool:
    between = text[match.end() : name.start] if name.start >= match.end() else None
    if between is None or len(between) > 70:
        return False
    return not re.search(r"[;:]|\b(?:that|which|under|for|to|on|of|in|from|will|has|have|its|who)\b", between) or bool(re.fullmatch(r"\s*(?:today\s+)?(?:the\s+)?(?:signing|conclusion|execution)\s+of\s*", between))


def _is_passive(text: str, match: re.Match[str], name: AgreementName) -> bool:
    between = text[name.end : match.start()] if match.start() >= name.end else None
    if between is None or len(between) > 90 or not match.group().lower().endswith(("ed", "en", "ck", "ut", "on", "d into", "d on")):
        return False
    return bool(re.search(r"\b(?:has|have)\s+(?:now\s+|today\s+)?been\s*$|\b(?:was|were|is|are)\s+(?:today\s+|now\s+|also\s+)?$", between)) and name.determiner not in {"this", "any", "no"}


def _held(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Parties that "have a new deal"."""
    for name in names:
        lead = text[max(start, name.start - 24) : name.start]
        if "new" in name.qualities and name.firm and name.determiner == "a" and re.search(r"\b(?:have|has|'ve|got|there\s+is)\s+(?:now\s+|got\s+)?$", lead, re.IGNORECASE):
            base, link = _base_after(text, name, names)
            return Event(name.start, name.tail, "make", name.kind, name.force, name, link or name.link, base)
    return None


def _replacing(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """ "A new contract replaces the one of 2011": a new agreement as the subject of what it does."""
    for name in names:
        if name.determiner not in {"a", "an", ""} or not {"new", "expanded", "amended"} & name.qualities or not name.firm:
            continue
        effect = find_effect(text, name.start, end, [n for n in names if n is not name], subject=name.end)
        if effect is not None:
            return Event(name.start, name.end, "make", name.kind, name.force, name, *effect)
    return None


def _signed(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """ "The contract, signed on Tuesday, …": a participle behind the name."""
    for name in names:
        base, link = _base_after(text, name, names) if name.link else (None, None)
        tail = base.tail if base else name.end
        after = re.match(r"\s*,?\s*(?:which\s+was\s+)?(?:signed|concluded|agreed|reached|announced|struck)\b", text[tail : min(end, tail + 40)], re.IGNORECASE)
        if after and name.firm and name.determiner in {"the", "a", "an", "this", "its", "their", "our"} and not name.dates:
            return Event(name.start, tail + after.end(), "signed", name.kind, name.force, name, link or name.link, base)
    return None


def _in_force(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """A new agreement that "is now in place" or "has come into force"."""
    match = lexicon_pattern("in-force").search(text, start, end)
    name = next((n for n in names if match and n.end <= match.start() <= n.end + 40 and n.firm and ({"new", "definitive"} & n.qualities)), None)
    return Event(name.start, match.end(), "in-force", name.kind, name.force, name, name.link) if match and name else None


def _changed(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """An existing agreement that its parties amend, extend or replace: "has amended its agreement", "widening our collaboration"."""
    tables = load_toml("agreements")["verbs"]
    for verb in ("amend", "extend", "restructure", "replace"):
        for match in verb_pattern(verb).finditer(text, start, end):
            name = next((n for n in names if n.start >= match.end() and _reaches(text, match.end(), n.start)), None)
            if name is None or is_denied(text, match.start(), start) or not _is_finite(text, match, start) or name.determiner in {"a", "an", "any", "this"}:
                continue
            link = LinkType(tables[verb]["link"])
            kind = {"amend": "amendment", "extend": "extension", "restructure": "definitive", "replace": "definitive"}[verb]
            return Event(match.start(), name.tail, verb, kind, Force.BINDING, None, link, name)
    return None


def _was_changed(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """An agreement that "has been extended" or "was amended"."""
    tables = load_toml("agreements")["verbs"]
    for verb, kind in (("amend", "amendment"), ("extend", "extension"), ("replace", "definitive")):
        for match in verb_pattern(verb).finditer(text, start, end):
            before = text[max(start, match.start() - 40) : match.start()]
            name = next((n for n in reversed(names) if n.end <= match.start() and match.start() - n.end < 200 and n.determiner not in {"a", "an", "any", "this"}), None)
            passive = re.search(r"\b(?:has|have|had)\s+(?:now\s+|also\s+|again\s+)?been\s+(?:\w+ly\s+)?$|\b(?:was|were|is|are)\s+(?:now\s+|also\s+|hereby\s+|being\s+)?(?:\w+ly\s+)?$", before, re.IGNORECASE)
            if name and name.firm and passive and match.group().lower().endswith("ed") and not is_denied(text, match.start(), start) and _subject_of(text, name, match.start()):
                return Event(match.start(), match.end(), verb, kind, Force.BINDING, None, LinkType(tables[verb]["link"]), name)
    return None


def _subject_of(text: str, name: AgreementName, verb: int) -> bool:
    """Whether a name is the subject of a verb: nothing but its own parties and date stands between."""
    between = re.sub(r"\([^)]*\)|,[^,]*,", " ", text[name.end : verb])
    return not re.search(r"[;:]|\b(?:that|which|who|will|shall|for\s+which|under|pays?|and)\b(?!\s+[A-Z])", between)


def _reaches(text: str, at: int, name: int) -> bool:
    return name - at <= 60 and not re.search(r"[;:]|\b(?:that|which|by|to|for|in|on|of|with|under|and)\b", text[at:name])


def _is_finite(text: str, match: re.Match[str], start: int) -> bool:
    """Whether a verb form is told as a fact: "are extending", "has amended", "extend their"; "-ing" alone is not."""
    word, before = match.group().lower().split()[0], text[max(start, match.start() - 25) : match.start()].lower()
    if word.endswith("ing"):
        return bool(re.search(r"\b(?:is|are|'re|am)\s+(?:now\s+|also\s+|today\s+)?$|'re\s+$", before))
    if re.search(r"\bto\s+$", before):
        if re.search(r"\b(?:agree[sd]?|resolved|decided|determined)\b[^.;]{0,40}\bto\s+$", text[max(start, match.start() - 70) : match.start()].lower()):
            return True
        return match.start() - start > 3 and not re.search(r"[.,]", text[start : match.start()]) and text[start : match.start()].istitle()
    return not re.search(r"\b(?:the|a|an|its|their|our|of|by|as|so|if|once|when)\s+$", before)


def _agreed(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """ "X and Y have agreed to …", "agreed with Z that …", "has reached agreement on …". """
    for match in verb_pattern("agree").finditer(text, start, end):
        after = text[match.end() : min(end, match.end() + 90)]
        if match.group().lower() == "agreeing" or is_denied(text, match.start(), start) or re.search(r"\b(?:as|was|were|the|be|is|are|otherwise|previously|mutually)\s+$", text[max(start, match.start() - 14) : match.start()].lower()):
            continue
        changes = re.match(r"\s*(?:on\s+|upon\s+|to\s+)?(?:\w+\s+){0,2}?(?:changes|revisions|modifications|adjustments|terms)\s+(?:to|of|for|in)\s+", after)
        changed = next((n for n in names if changes and abs(n.start - match.end() - changes.end()) <= 4), None)
        if changed is not None:
            return Event(match.start(), changed.tail, "agree", "amendment", Force.BINDING, None, LinkType.AMENDS, changed)
        aim = re.match(r"\s*(?:,?\s*with\b[^,;]{2,70}?)?\s*,?\s*(?:today\s+)?(?:in\s+principle\s+)?(?:to|that|on|upon)\s+(?P<do>\w+(?:\s+\w+)?)", after)
        if not aim or aim["do"].split()[0].lower() in listed("determiners") or re.search(r"\b(?:you|users?|customers?|visitors?)\s+(?:\w+\s+)?$", text[max(start, match.start() - 24) : match.start()].lower()):
            continue
        object_ = next((n for n in names if n.start >= match.end()), None)
        for verb, kind in (("extend", "extension"), ("amend", "amendment"), ("replace", "definitive")):
            found = verb_pattern(verb).match(after, aim.start("do"))
            if found:
                link = LinkType(load_toml("agreements")["verbs"][verb]["link"])
                near = object_ if object_ and object_.start - match.end() < 90 else None
                return Event(match.start(), near.tail if near else match.end(), "agree", kind, Force.BINDING, None, link if near else None, near)
        principle = "in principle" in after[: aim.end()]
        return Event(match.start(), match.end() + aim.end(), "agree", "memorandum" if principle else "definitive", Force.NON_BINDING if principle else Force.BINDING)
    return None


def _recorded(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """A letter or mail that puts into writing what has been agreed; it leans on the agreement that it names."""
    match = lexicon_pattern("recorded").search(text, start, end)
    agreed = verb_pattern("agree").search(text, match.start(), end) if match else None
    if match is None or agreed is None:
        return None
    base = next((n for n in names if n.firm and n.start > match.start() and n.determiner in {"the", "our", "its", "your"}), None)
    kind, link = ("extension", LinkType.EXTENDS) if base else ("definitive", None)
    return Event(match.start(), base.tail if base else agreed.end(), "agree", kind, Force.BINDING, None, link, base)


def _partnered(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Verbs that make a deal by themselves: "invests in", "partners with", "teamed up with"."""
    for verb, kind, force in (("invest", "investment", Force.BINDING), ("partner", "partnership", Force.UNKNOWN)):
        for match in verb_pattern(verb).finditer(text, start, end):
            tail = text[match.end() : min(end, match.end() + 80)]
            joined = re.match(r"[^.;]{0,60}?\b(?:in|with)\b|\s", tail) if verb == "invest" else re.match(r"\s*(?:closely\s+)?with\b|\s+to\b|\s+on\b|\s+in\s+(?:19|20)\d\d", tail)
            if joined and not is_denied(text, match.start(), start) and not re.search(r"\b(?:the|a|its|our|their|money|sum)\s+$", text[max(start, match.start() - 8) : match.start()].lower()):
                return Event(match.start(), match.end(), verb, kind, force)
    return None


def find_deal(text: str, start: int, end: int) -> Event | None:
    """Return a deal told by its verb alone, which the caller must find a party before and another after."""
    for match in verb_pattern("deal").finditer(text, start, end):
        before = text[max(start, match.start() - 25) : match.start()].lower()
        noun = re.search(r"\b(?:the|a|an|its|their|our|of|by|in|on|for|no|new|any|per)\s+$", before)
        if match.start() > start and not noun and not is_denied(text, match.start(), start) and not re.search(r"\bto\s+$", before):
            return Event(match.start(), match.end(), "deal", "definitive", Force.BINDING)
    return None


_PRO = re.compile(
    r"(?:it|this|(?:the|this|our|their|its)\s+(?:new\s+|latest\s+|present\s+|second\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:agreement|contract|deal|lease|arrangement|partnership|pact|accord|treaty|amendment|extension))\b",
    re.IGNORECASE,
)
_ONE = re.compile(r"\s*(?:the\s+(?:old\s+|previous\s+|earlier\s+|first\s+|present\s+)?one|its\s+predecessor|that)\b")


def _the_one(text: str, at: int, end: int) -> AgreementName | None:
    """The agreement of a day that "the one of 12 May 2011" means; nothing where no day follows."""
    found = next((d for d in find_dates(text[at : min(end, at + 50)]) if d.start <= 14), None)
    if found is None:
        return None
    return AgreementName(at, at + found.end, at + found.end, "agreement", "definitive", Force.BINDING, True, "the", dates=(found.bounds,), date_at=at + found.start)


def find_effect(
    text: str, start: int, end: int, names: list[AgreementName], subject: int = 0
) -> tuple[LinkType, AgreementName | None] | None:
    """Return what a sentence says that the agreement at hand does to an earlier one: "It replaces the one from 2011".

    The earlier one may be missing where a pro-form stands for it. `subject`: where the subject ends; found here if not given.
    """
    found = _PRO.match(text, start) if not subject else None
    subject = found.end() if found else subject
    if not subject:
        return None
    for verb in ("replace", "implement", "extend", "amend"):
        match = verb_pattern(verb).search(text, subject, min(end, subject + 90))
        if match is None or is_denied(text, match.start(), start) or re.search(r"\b(?:be|been|is|are|was|were|to)\s+$", text[max(start, match.start() - 8) : match.start()]):
            continue
        link = LinkType(load_toml("agreements")["verbs"][verb]["link"])
        base = next((n for n in names if n.start >= match.end() and n.start - match.end() < 50 and (n.firm or n.dates)), None)
        if base is not None and not ("new" in base.qualities):
            return link, base
        one = _ONE.match(text, match.end())
        if one and not re.match(r"\s+with\b", text[one.end() : one.end() + 8]):
            return link, _the_one(text, one.end(), end)
    return None


# ------------------------------------------------------------------ base, date, future
_TO = re.compile(r"""\s*(?:\([^)]*\)\s*)?(?:,\s*(?:the|its|their)\s+\w+\s+)?(?:,?\s*dated[^,]{0,30}(?:,\s*\d{4})?,?\s*)?(?:to|of|under|in\s+respect\s+of|-|–|—)\s+(?:that\s+certain\s+)?(?:[^,;]{0,60}\s)?""")


def _base_after(text: str, name: AgreementName, names: list[AgreementName]) -> tuple[AgreementName | None, LinkType | None]:
    """The earlier agreement that stands beside the one that is made: "First Amendment to the Supply Agreement"."""
    for other in names:
        between = text[name.end : other.start] if other.start >= name.end else None
        if between is None or len(between) > 160:
            continue
        if name.link and _TO.fullmatch(between):
            return other, name.link
        link = link_between(between)
        if link:
            return other, link
    return None, None


def link_between(words: str) -> LinkType | None:
    """Return what the verb between two names says that the first does to the second."""
    for verb in ("replace", "restructure", "amend", "extend", "reaffirm", "implement"):
        match = verb_pattern(verb).search(words)
        if match and not is_denied(words, match.start()) and len(words) - match.end() <= 40:
            return LinkType(load_toml("agreements")["verbs"][verb]["link"])
    return None


def _dated(text: str, start: int, end: int, event: Event, names: list[AgreementName], published: DateBounds) -> Event:  # noqa: PLR0913 a sentence and what is in it
    """The event with the day that its sentence gives, and whether it lies before the document."""
    sentence = text[start:end].lower()
    again = any(re.search(rf"\b{word}", sentence[: event.start - start + 16]) for word in listed("again")) or bool(event.name and event.name.determiner in {"another"})
    made, basis = _day(text, start, end, event, names, published)
    when = "open" if not made and _is_perfect(text, start, event) else _when(sentence, made, published)
    return Event(event.start, event.end, event.verb, event.kind, event.force, event.name, event.link, event.base, when, again, made, basis)


def _day(text: str, start: int, end: int, event: Event, names: list[AgreementName], published: DateBounds) -> tuple[DateBounds, str]:  # noqa: PLR0913
    """The day of an act; a day of another agreement, or one after the document, is none of it."""
    if event.name and event.name.dates and (not event.base or event.name.date_at < event.base.start):
        return event.name.made, text[event.name.end : event.name.tail].strip(" ,")
    foreign = [(n.start, n.tail) for n in [*names, *([event.base] if event.base else [])] if n is not event.name]
    for found in find_dates(text[start:end]):
        at = start + found.start
        lead = text[max(start, at - 18) : at].lower()
        later = published.latest is not None and found.bounds.earliest is not None and found.bounds.earliest > published.latest
        if found.precision == "yearless" or later or any(a <= at < b for a, b in foreign) or re.search(r"\b(?:until|till|through|end\s+of|by|to|before|for|one\s+(?:of|from|in))\s+(?:the\s+)?$", lead):
            continue
        if re.search(r"\b(?:on|in|dated|of|effective)\s+(?:the\s+)?$", lead) and (at < event.start or at - event.end < 60):
            return found.bounds, text[max(start, at - 3) : start + found.end].strip(" ,")
    bounds, words = relative_bounds(text[start:end], published)
    if words and bounds == published and _is_perfect(text, start, event):
        return DateBounds(), ""  # "today announced that it has signed": the act lies before the day of the telling
    return (bounds, words) if words else (DateBounds(), "")


def _is_perfect(text: str, start: int, event: Event) -> bool:
    """Whether the verb stands in the perfect and no "today" stands beside it."""
    before = text[max(start, event.start - 40) : event.start].lower()
    return bool(re.search(r"\b(?:has|have|had)\s+(?:\w+\s+){0,1}$", before)) and "today" not in before[-20:]


def _when(sentence: str, made: DateBounds, published: DateBounds) -> str:
    if made.latest and published.latest and made.latest < published.latest:
        days = (published.latest - made.latest).days
        return "past" if days > 75 else "open"
    if any(re.search(rf"\b{re.escape(words)}\b", sentence) for words in listed("now")):
        return "now"
    return "past" if not made and re.search(r"\b(?:ago|previously|originally|at the time|had)\b", sentence) else "open"


def find_future(text: str, start: int, end: int, names: list[AgreementName]) -> AgreementName | None:
    """Return the name of an agreement that the parties mean to make, where a sentence says so: "aim to sign a definitive agreement"."""
    for name in names:
        before = text[max(start, name.start - 90) : name.start]
        if name.force is Force.BINDING and name.firm and name.determiner in {"a", "an", "the", "such"} and ("definitive" in name.qualities or "binding" in name.qualities):
            if lexicon_pattern("future").search(before) or re.search(r"\b(?:finali[sz]e|negotiate|conclude|sign|work|working|complete)\b", before, re.IGNORECASE):
                return name
    return None
