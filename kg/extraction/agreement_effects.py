"""What a sentence says that an agreement does to another, deals told by their verb alone, and acts that are still to come."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kg.dates import find_dates
from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_words import lexicon_pattern, noun_pattern, verb_pattern
from kg.extraction.lexicon import load_toml
from kg.records import DateBounds, Force, LinkType

__all__ = [
    "TO",
    "Event",
    "after_adjunct",
    "attached",
    "base_before",
    "base_told",
    "beside",
    "find_deal",
    "find_effect",
    "find_future",
    "further_effect",
    "is_denied",
    "link_between",
    "tie_between",
]


_OPEN: Final = DateBounds()


@dataclass(frozen=True, slots=True)
class Event:
    """An act of making. Offsets count code points of the text of the sentence's passage.

    `name` is the agreement made, `base` the earlier one that it changes (both may be missing); `when` is `now`, `past` or `open`
    (not later than the document); `again` says that it is one more beside the agreement that the document is about, `itself` that
    the subject is an agreement: "It amends the lease".
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
    made: DateBounds = _OPEN
    basis: str = ""
    itself: bool = False


def is_denied(text: str, at: int, floor: int = 0) -> bool:
    """Return whether the verb at a place is negated, wished for or still to come."""
    clause = max(text.rfind(sign, floor, at) for sign in (";", ". ", ", "))
    lead = _IN_MAY.sub("-", text[max(clause + 1, floor, at - 60) : at])
    return bool(lexicon_pattern("future").search(lead) or lexicon_pattern("nothing").search(lead))


def _is_undone(text: str, at: int, floor: int) -> bool:
    """Whether an effect is negated or only possible; what an agreement that is made "will replace" it replaces."""
    lead = re.sub(r"\b(?:will|shall)\b", "-", text[max(floor, at - 40) : at])
    return is_denied(lead + "-", len(lead))


_IN_MAY = re.compile(r"\b(?:\d{1,2}(?:st|nd|rd|th)?\s+|[Ii]n\s+|[Ll]ast\s+|[Oo]f\s+)May\b|\bMay\s+\d")  # the month, not the verb


def link_between(words: str) -> LinkType | None:
    """Return what the verb between two names says that the first does to the second."""
    for verb in ("replace", "restructure", "amend", "extend", "reaffirm", "implement"):
        match = verb_pattern(verb).search(words)
        done_to = match is not None and re.match(r"\s+by\b", words[match.end() :])  # "is replaced by …"
        if match and not done_to and not is_denied(words, match.start()) and len(words) - match.end() <= 40:
            return LinkType(load_toml("agreements")["verbs"][verb]["link"])
    return None


TO = re.compile(
    r"""(?:\s+OF\s+[A-Z][A-Z-]+)?\s*(?:\([^)]*\)\s*)?(?:,\s+(?:at|for|in|on|with)\s[^,;.:]{3,40},\s*)?(?:,\s*(?:the|its|their)\s+\w+\s+)?(?:,?\s*dated[^,]{0,30}(?:,\s*\d{4})?,?\s*)?(?:to|of|under|in\s+respect\s+of|(?:\w+ly\s+)?(?:amend|alter|chang|modify|revis|supplement|vary|extend|prolong|renew)ing|-|–|—)\s+(?:that\s+certain\s+)?(?:[^,;]{0,60}\s)?"""
)


def attached(name: AgreementName, base: AgreementName, between: str) -> LinkType | None:
    """Return what a paper does by its nature to the known one beside it: "a Protocol to the Treaty", "an order under the …"."""
    if not base.firm or base.indefinite:
        return None
    tables = load_toml("agreements")["nouns"]
    under = "under" if lexicon_pattern("done-under").search(between) else ""
    word = "to" if TO.fullmatch(between) and re.search(r"\bto\s", between) else under
    kind = tables[noun_pattern()[1].get(name.noun, "contract")].get(word)
    return LinkType(kind) if kind else None


def tie_between(text: str, name: AgreementName, base: AgreementName) -> LinkType | None:
    """Return what the first of two names is said to do to the second, by its nature or by the verb between them."""
    between = text[name.end : base.start]
    if len(between) > 200 or re.search(r"[.;](?=\s)", between) or lexicon_pattern("changed-by").search(between):
        return None
    if name.link and TO.fullmatch(between):
        return name.link
    return attached(name, base, between) or link_between(text[name.tail : base.start])


_FROM = re.compile(r"\s+(?:from|by)\b")
_THING = re.compile(
    r"\b(?!(?:has|have|had|also|then|now|once|later|and|or|it|they|who|which|that)\b)[a-z]{3,}\s+$"
)  # "aircraft leased from"


def find_deal(text: str, start: int, end: int) -> Event | None:
    """Return a deal told by its verb alone, which the caller must find a party before and another after."""
    for match in verb_pattern("deal").finditer(text, start, end):
        before = text[max(start, match.start() - 25) : match.start()].lower()
        noun = re.search(r"\b(?:the|a|an|its|their|our|of|by|in|on|for|no|new|any|per)\s+$", before)
        noun = noun or (_FROM.match(text, match.end()) and _THING.search(text[max(start, match.start() - 25) : match.start()]))
        if match.start() > start and not noun and not is_denied(text, match.start(), start) and not re.search(r"\bto\s+$", before):
            return Event(match.start(), match.end(), "deal", "definitive", Force.BINDING)
    return None


def the_one(text: str, at: int, end: int) -> AgreementName | None:
    """The agreement of a day that "the one of 12 May 2011" means; nothing where no day follows."""
    found = next((d for d in find_dates(text[at : min(end, at + 50)]) if d.start <= 14), None)
    if found is None:
        return None
    return AgreementName(
        at,
        at + found.end,
        at + found.end,
        "agreement",
        "definitive",
        Force.BINDING,
        True,
        "the",
        dates=(found.bounds,),
        date_at=at + found.start,
    )


def find_effect(
    text: str, start: int, end: int, names: list[AgreementName], subject: int = 0
) -> tuple[LinkType, AgreementName | None] | None:
    """Return what a sentence says that the agreement at hand does to an earlier one: "It replaces the one from 2011".

    The earlier one may be missing where a pro-form stands for it. `subject`: where the subject ends; found here if not given.
    """
    found = lexicon_pattern("this-agreement").match(text, after_adjunct(text, start, end)) if not subject else None
    subject = found.end() if found else subject
    if not subject:
        return None
    aside = sum(len(said) for said in _ASIDE.findall(text[subject : subject + 180]))
    for verb in ("replace", "implement", "extend", "amend", "end", "follow"):
        match = verb_pattern(verb).search(text, subject, min(end, subject + 90 + aside))
        if (
            match is None
            or _is_undone(text, match.start(), start)
            or re.search(r"\b(?:be|been|is|are|was|were|to)\s+$", text[max(start, match.start() - 8) : match.start()])
        ):
            continue
        link = LinkType(load_toml("agreements")["verbs"][verb].get("link", LinkType.IMPLEMENTS))
        if re.search(r"\b(?:its|their)\b", match.group()):
            return link, None  # "takes its place"
        base = next((n for n in names if n.start >= match.end() and n.start - match.end() < 50 and (n.firm or n.dates)), None)
        one = lexicon_pattern("old-one").match(text, match.end())
        if one and base is not None and (dated := the_one(text, one.end(), min(end, base.start))) is not None:
            return link, dated
        if verb == "follow" and (base is None or base.force is not Force.NON_BINDING):
            continue
        if verb == "end" and (
            base is None or not base.firm or base.indefinite or text[match.end() : base.start].replace(base.determiner, "").strip()
        ):
            continue
        if base is not None and "new" not in base.qualities:
            return link, base
        if one and not re.match(r"\s+with\b", text[one.end() : one.end() + 8]):
            return link, the_one(text, one.end(), end)
    return None


_ASIDE = re.compile(r"\([^()]*\)")
_ADJUNCT = re.compile(
    r"(?:(?:with\s+effect|effective|starting|beginning)\s+)?(?:from|as\s+(?:of|from)|at|in|on|since|with)\s[^,;:.]{2,40}?,?\s+"
    r"(?=(?:it|this|the\s+new)\s)",
    re.IGNORECASE,
)


def after_adjunct(text: str, start: int, end: int) -> int:
    """Where the subject of a sentence stands that begins with a day: "With effect from 1 May it replaces …"."""
    found = _ADJUNCT.match(text, start, end)
    return found.end() if found else start


def further_effect(
    text: str, start: int, end: int, names: list[AgreementName], base: AgreementName
) -> tuple[int, tuple[LinkType, AgreementName | None] | None]:
    """Return where and what a sentence says that the agreement does besides: "It replaces the lease and follows an offer"."""
    joined = _BESIDES.match(text, base.tail, end)
    at = joined.end() if joined else end
    return at, find_effect(text, start, end, [n for n in names if n.start > base.end], subject=at) if joined else None


_BESIDES = re.compile(r"[^.;]{0,120}?\band\s+(?=[a-z]+s\s)")


def beside(text: str, first: AgreementName, names: list[AgreementName]) -> list[AgreementName]:
    """Return the dated names that stand in one row with another: "amends the Lease of 2011 and the licence of 2014"."""
    row, last = [*_years_beside(text, first)], first
    for name in sorted(names, key=lambda n: n.start):
        if (
            name.start >= last.tail
            and name.dates
            and name.firm
            and not name.indefinite
            and _ROW.fullmatch(text[last.tail : name.start])
        ):
            row += [name, *_years_beside(text, name)]
            last = name
    return row


def _years_beside(text: str, name: AgreementName) -> list[AgreementName]:
    """The agreements of which a name tells the years alone: "both the 2016 and the 2017 lease", "the leases of 2016 and 2017"."""
    before = _YEARS_BEFORE.search(text, max(name.start - 40, 0), name.start) if name.dates else None
    after = (
        _YEARS_AFTER.match(text, name.tail) if name.dates and re.match(r"(?:19|20)\d\d$", text[name.tail - 4 : name.tail]) else None
    )
    years = re.findall(r"\d{4}", (before[0] if before else "") + (after[0] if after else ""))
    made = [DateBounds(date(int(year), 1, 1), date(int(year), 12, 31)) for year in years]
    return [replace(name, dates=(year,), title="", number=None, defined=()) for year in made]


_YEARS_BEFORE = re.compile(
    r"\b(?:both\s+the|both|the|our|their)\s+(?:19|20)\d\d(?:,\s+(?:the\s+)?(?:19|20)\d\d)*\s+(?:and|as\s+well\s+as)\s+$"
)
_YEARS_AFTER = re.compile(r"(?:,\s+(?:19|20)\d\d)*\s+and\s+(?:19|20)\d\d\b")
_ROW = re.compile(
    r"(?:\s+(?:with|between|among)\s[^,.;()]{2,60}?)?(?:\s*\([^()]*\))?(?:\s*,[^.;]{0,70})?\s*,?\s*(?:\b(?:and|as\s+well\s+as|together\s+with|plus)|&|,)\s+(?:also\s+|both\s+|equally\s+|likewise\s+)?(?:of\s+|to\s+)?"
    r"(?:(?:the|our|their|its)\s+(?:own\s+)?)?"
)


def base_before(text: str, start: int, verb: int, names: list[AgreementName]) -> tuple[AgreementName, LinkType] | None:
    """Return the earlier agreement whose place a new one takes, told first: "In place of the Lease of 2011 they signed …"."""
    for other in names:
        lead = verb_pattern("replace").match(text, start) if start < other.start < verb else None
        if lead and re.fullmatch(r"\s+(?:the|their|its|an?)?\s*", text[lead.end() : other.start]):
            return other, LinkType.SUPERSEDES
    return None


def base_told(
    text: str, name: AgreementName, end: int, names: list[AgreementName]
) -> tuple[AgreementName | None, LinkType | None] | None:
    """Return the earlier agreement in the relative clause behind a new one: "a contract, which replaces the one of 4 May 2011"."""
    behind = _BEHIND.match(text[name.tail : end])
    effect = (
        find_effect(text, name.start, end, [n for n in names if n.start > name.end], subject=name.tail + behind.end())
        if behind
        else None
    )
    return (effect[1], effect[0]) if effect else None


_BEHIND = re.compile(
    r"[^,.;]{0,40},?\s+(?:which|that)(?=\s)|[^.;]{0,80}(?:;|:|,\s+and|\s[–—-])\s+(?:it|this)(?=\s)", re.IGNORECASE
)  # a relative clause, or a second clause on what is made


def find_future(text: str, start: int, names: list[AgreementName]) -> AgreementName | None:
    """Return the name of a binding agreement that the parties mean to make: "hope to conclude a treaty"."""
    for name in names:
        before = text[max(start, name.start - 90) : name.start]
        wanted = name.force is Force.BINDING and name.firm and name.determiner in {"a", "an", "the", "such"}
        if (
            wanted
            and {"definitive", "binding"} & name.qualities
            and (lexicon_pattern("future").search(before) or lexicon_pattern("working-on").search(before))
        ):
            return name
    return None
