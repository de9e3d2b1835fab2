"""When an act of making was done, as far as its sentence says."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kg.alternation import alternation
from kg.dates import find_dates
from kg.extraction.agreement_dates import relative_bounds
from kg.extraction.agreement_effects import Event, after_adjunct
from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_words import lexicon_pattern, listed
from kg.records import DateBounds

__all__ = ["date_event"]


def date_event(text: str, start: int, end: int, event: Event, names: list[AgreementName], published: DateBounds) -> Event:
    """Return the event with the day that its sentence gives, and whether it lies before the document."""
    sentence = text[start:end].lower()
    again = _listed("again").search(sentence, 0, event.start - start + 16) is not None or bool(
        event.name and (event.name.determiner == "another" or re.search(r"\b(?:separate|parallel)\b", event.name.phrase))
    )
    made, basis = _day(text, start, end, event, names, published)
    known = event.base.start if event.base is not None and event.base.start > event.start else event.end
    lead = sentence[: min(event.end, known) - start]  # "replaces the lease that they had signed": what was before is the lease
    when = "open" if not made and _is_perfect(text, start, event) else _when(sentence, lead, made, published)
    when = "past" if re.match(r"[^.;]{0,16}\bpart(?:y|ies)\s+to\b", text[event.start : event.end]) else when
    when = {"hold": "past", "told": "open"}.get(event.verb, when)
    itself = lexicon_pattern("this-agreement").match(text, after_adjunct(text, start, end)) is not None
    return replace(event, when=when, again=again, made=made, basis=basis, itself=itself)


@cache
def _listed(name: str, behind: str = "") -> re.Pattern[str]:
    """A pattern of the words of a list, for a sentence in lower case."""
    return re.compile(rf"\b{alternation(listed(name))}{behind}")


_AND_BEGINS = re.compile(  # a second verb behind the act, with a day of its own: "change the treaty and bite on 1 July"
    r"\band\s+(?:it\s+|they\s+|will\s+|would\s+|to\s+)*(?:appl(?:y|ies)|begins?|bites?|comes?\s+into|enters?|goes?\s+live|go\s+live|kicks?\s+in"
    r"|runs?|starts?|takes?\s+effect)\b"
)


_BESIDE = re.compile(r",?\s+and\s+(?:the|our|their)\s+[^,.;:]{2,40}\sof\s+(?:the\s+)?")  # "amends the lease and the notes of 2014"


_AS_CHANGED = re.compile(  # an earlier change: "the lease, as amended on 3 May"
    r"\bas\s+(?:\w+\s+)?(?:altered|amended|changed|extended|modified|revised|supplemented|varied)\s+(?:on|in)\s+(?:the\s+)?$"
)


def _day(
    text: str, start: int, end: int, event: Event, names: list[AgreementName], published: DateBounds
) -> tuple[DateBounds, str]:
    """The day of an act; a day of another agreement, or one after the document, is none of it."""
    if event.verb in {"in-force", "told"}:
        return DateBounds(), ""  # the day on which it takes effect, or something else is done, is not that of the making
    if event.name and event.name.dates and (not event.base or event.name.date_at < event.base.start):
        if (signed := _day_before_effect(text, start, event, event.name)) is not None:
            return signed
        return event.name.made, text[event.name.end : event.name.tail].strip(" ,")
    end = begins.start() if (begins := _AND_BEGINS.search(text, event.end, end)) else end
    foreign = [(n.start, n.tail) for n in [*names, *([event.base] if event.base else [])] if n is not event.name]
    told = text[start:end]
    if event.base is not None and event.name is not None and event.base.end < event.name.start:
        foreign.append((event.base.start, event.name.start))  # "the letter that they exchanged in May": the day of the letter
        told = text[start : event.base.start] + text[event.name.start : end]
    ends = {event.end} | ({event.base.tail} if event.base is not None and event.base.start >= event.end else set())
    for found in find_dates(text[start:end]):
        at = start + found.start
        lead = text[max(start, at - 18) : at].lower()
        later = published.latest is not None and found.bounds.earliest is not None and found.bounds.earliest > published.latest
        if (
            found.precision == "yearless"
            or later
            or any(a <= at < b for a, b in foreign)
            or (at > event.end and re.search(r"\b(?:had|have|we|they|it|which|that|who|when)\b", text[event.end : at]))
            or (event.name is None and event.link is not None and re.search(r"\bas\s+(?:of|from)\s+$", lead))
            or re.search(r"\b(?:until|till|through|end\s+of|by|to|before|for|one\s+(?:of|from|in))\s+(?:the\s+)?$", lead)
            or _AS_CHANGED.search(text[max(start, at - 40) : at])
            or (event.base is not None and event.base.tail <= at and _BESIDE.fullmatch(text[event.base.tail : at]))
        ):
            continue
        if re.search(r"\b(?:on|in|dated|of|effective)\s+(?:the\s+)?$", lead) and (
            at < event.start or min(abs(at - e) if e <= at else at - event.end for e in ends) < 60
        ):
            return found.bounds, text[max(start, at - 3) : start + found.end].strip(" ,")
    changed = event.base.end - start if event.base is not None and len(told) == end - start else -1
    return _told_from(told, changed, published, perfect=_is_perfect(text, start, event))


def _told_from(told: str, changed: int, published: DateBounds, *, perfect: bool) -> tuple[DateBounds, str]:
    """The day of an act that its sentence tells from the day of the document, with its words.

    Args:
        told: the sentence.
        changed: where the name of what the act changes ends in it; -1: nowhere.
        published: the day of the document.
        perfect: the act is told as "has signed".
    """
    told = _CHANGED_BEFORE.sub(lambda aside: " " * len(aside.group()), told)
    bounds, words = relative_bounds(told, published)
    if words and changed >= 0 and _MADE_EARLIER.fullmatch(told, changed, told.find(words)):
        told = told[:changed]  # "a change to the lease that they signed two years ago": the day of the lease
        bounds, words = relative_bounds(told, published)
    if words and bounds == published and perfect:
        return DateBounds(), ""  # "said today that it has bought": the act lies before the day of the telling
    if words and _MADE_PUBLIC.search(told[: told.find(words)]):
        bounds = DateBounds(None, bounds.latest)  # "the lease, disclosed on Monday": it was made then or before
    return (bounds, words) if words else (DateBounds(), "")


_CHANGED_BEFORE = re.compile(  # "replaces the lease, as amended last autumn": the day of an earlier change
    r",?\s+as\s+(?:\w+\s+)?(?:altered|amended|changed|extended|modified|revised|supplemented|varied)\b[^,.;:]{0,60}"
)
_MADE_EARLIER = re.compile(  # a clause on what a change changes, right before the day on which that was made
    r"\s(?:that|which)\s+(?:[^,.;]{2,40}\s)?(?:agreed|concluded|entered\s+into|made|reached|signed|struck)\s+"
)
_MADE_PUBLIC = re.compile(r"\b(?:disclosed|made\s+public|notified|posted|published|reported|revealed)\s+$")


def _day_before_effect(text: str, start: int, event: Event, name: AgreementName) -> tuple[DateBounds, str] | None:
    """The day of an act that stands before its verb, where the day behind the name is that on which the paper takes effect."""
    if not _EFFECT.search(text[name.end : name.date_at]):
        return None
    for found in find_dates(text[start : event.start]):
        at = start + found.start
        if found.precision == "day" and re.search(r"(?:^|[\s(])[Oo]n\s+(?:the\s+)?$", text[max(start, at - 8) : at]):
            return found.bounds, text[max(start, at - 3) : start + found.end].strip(" ,")
    return None


_EFFECT = re.compile(r",\s+(?:\w+\s+){0,2}effective\s+(?:(?:as\s+)?(?:of|from|on)\s+)?$")


def _is_perfect(text: str, start: int, event: Event) -> bool:
    """Whether the verb stands in the perfect and no "today" stands beside it."""
    before = text[max(start, event.start - 40) : event.start].lower()
    return bool(re.search(r"\b(?:has|have|had)\s+(?:\w+\s+){0,1}$", before)) and "today" not in before[-20:]


def _when(sentence: str, lead: str, made: DateBounds, published: DateBounds) -> str:
    """Where an act lies; `lead` is the sentence up to where the act is told."""
    if made.latest and published.latest and made.latest < published.latest:
        days = (published.latest - made.latest).days
        return "past" if days > 75 else "open"
    if _listed("now", behind=r"\b").search(sentence):
        return "now"
    return "past" if not made and re.search(r"\b(?:ago|previously|originally|at the time|had)\b", lead) else "open"
