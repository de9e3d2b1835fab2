"""What follows the name of an agreement and belongs to it: its day, its defined name, the amendments that "as amended" dates."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.dates import FoundDate
from kg.extraction.agreement_words import AgreementName, lexicon_pattern, noun_pattern, verb_pattern
from kg.records import DateBounds, LinkType

__all__ = ["DEFINED", "read_tail"]


DEFINED = re.compile(
    r"""\(\s*(?:together|collectively|jointly|as\s+(?:so\s+)?(?:amended|supplemented)[^"()]{0,60}|hereinafter|each)?[^"()]{0,80}?"([^"]{2,60})"[^()]{0,80}\)"""
)


_SHORTENED = re.compile(r"\b(?:Inc|Ltd|Co|Corp|No|S\.A|N\.V|LLC|L\.P|B\.V|[Mm]\.?[VvTtSs])$")  # what a full stop only shortens


_HARD = re.compile(  # the end of a sentence, or the number of the next clause
    r"[.;:?!](?=\s+[A-Z\"(]|\s*$)|\s(?=\d{1,2}\.\d{1,2}\.?\s+[A-Z])"
)


def read_tail(text: str, name: AgreementName, limit: int, dates: list[FoundDate]) -> AgreementName:
    """Return the name with the dates, the defined name and the amendments that follow it within its clause."""
    stop = min(limit, name.end + 400)
    hard = _HARD.search(text[name.end : stop])
    if hard and not _SHORTENED.search(text[: name.end + hard.start()][-6:]):
        stop = name.end + hard.start()
    after = lexicon_pattern("after").search(text, name.end, stop)
    soft = after.start() if after else stop
    amended = next(
        (
            m
            for m in lexicon_pattern("as-amended").finditer(text, name.end, stop)
            if not _BE.search(text[max(0, m.start() - 24) : m.start()])
        ),
        None,
    )
    split = amended.start() if amended else stop
    found = [d for d in dates if name.end <= d.start < stop and d.precision != "yearless"]
    own = _own_dates(text, name, [d for d in found if d.start < min(split, soft + 200)], soft)
    later = _amendment_dates(text, amended.end(), found) if amended else ()
    tail = max([name.end, *(d.end for d in own)])
    match = DEFINED.search(text, name.end, min(len(text), stop + 120))
    defined: tuple[str, ...] = ()
    if (
        match
        and match.start() < min(limit, stop + 3)
        and not re.search(r"\b(?:inc|ltd|llc|corp|company|gmbh|plc)\b[^()]{0,12}$", text[name.end : match.start()], re.IGNORECASE)
    ):
        defined, tail = _agreement_names_of(match.group()), max(tail, match.end())
    done = _done_to(text, name, own)
    if done is not None:  # "varied the lease on 7 May": the day is that of the change, or of an end
        tail = max([name.end, *([match.end()] if defined and match else [])])
        later, own = (tuple(d.bounds for d in own) if done else later), []
    how = done if isinstance(done, LinkType) else LinkType.AMENDS
    how = LinkType.EXTENDS if amended and verb_pattern("extend").fullmatch(amended["how"]) else how
    days, first = tuple(d.bounds for d in own), own[0].start if own else -1
    return replace(name, dates=days, date_at=first, tail=tail, defined=defined, amended_on=later, amended_how=how)


def _done_to(text: str, name: AgreementName, own: list[FoundDate]) -> LinkType | bool | None:
    """What a verb before the name does to the agreement on the day behind it: a change, an end (`False`), or nothing."""
    lead = text[max(0, name.start - 60) : name.start]
    if own and lexicon_pattern("change-of").search(lead) and re.search(r"\b(?:on|in)\s+$", text[name.end : own[0].start]):
        return False  # "agreed a variation of the lease with Acme on 7 May"
    effect = bool(own) and own[0].precision == "day" and re.match(r"\s*(?:as\s+)?from\s", text[name.end : own[0].start])
    if not own or not (effect or re.match(r"\s*(?:again\s+)?(?:on|in)\s", text[name.end : own[0].start])):
        return None
    lead = lead[-28:]
    for verb, kind in (("extend", LinkType.EXTENDS), ("amend", LinkType.AMENDS)):
        if verb_pattern(verb).search(lead):
            return kind
    return False if verb_pattern("end").search(lead) else None


_BE = re.compile(r"\b(?:is|are|was|were|been|be|being)\s+(?:\w+ly\s+|hereby\s+)?\Z")


_AMENDED_ON = re.compile(
    r"\s*(?:and\s+restated\s+)?(?:by\b[^;.]{0,80}?)?(?:on|in|as\s+of|effective(?:\s+as\s+of)?|dated(?:\s+as\s+of)?|of)?\s*(?:the\s+)?"
)


def _amendment_dates(text: str, at: int, found: list[FoundDate]) -> tuple[DateBounds, ...]:
    """The dates right behind "as amended on", and those joined to them."""
    dates: list[DateBounds] = []
    for date in (d for d in found if d.start >= at):
        if not _AMENDED_ON.fullmatch(text[at : date.start]) and not (
            dates and re.fullmatch(r"\s*(?:,|and|&|,\s*and)\s*(?:on\s+|in\s+)?", text[at : date.start])
        ):
            break
        dates.append(date.bounds)
        at = date.end
    return tuple(dates)


def _own_dates(text: str, name: AgreementName, found: list[FoundDate], soft: int) -> list[FoundDate]:
    """Of the dates after a name those that date it: the first that a cue introduces, and what is joined to it by "and"."""
    own: list[FoundDate] = []
    made = lexicon_pattern("is-made").match(text[name.end : name.end + 100]) and name.determiner != "this"
    if made and re.search(r"\b[Tt][Hh][Ii][Ss]\s[^.;]*$", text[max(0, name.start - 200) : name.start]):
        return []  # "This Amendment to the Supply Agreement is made on …"
    year = _OF_A_YEAR.match(text, name.end)
    for date in found:
        between = text[(own[-1].end if own else name.end) : date.start]
        other = year and date.precision != "year" and not _in_year(date, int(year["year"]))
        lasting = _FROM.search(between) and _ONWARDS.match(text, date.end)
        if other or lasting or (not own and lexicon_pattern("takes-effect-behind").search(between)):
            continue
        if lexicon_pattern("the-one").search(between):
            break  # "a deed that alters the one of May 2012"
        if own:
            if not re.fullmatch(r"\s*(?:,|and|&|,\s*and)\s*(?:in\s+)?", between):
                break
            own.append(date)
        elif lexicon_pattern("day-cue-beside").fullmatch(between) or (
            date.start <= soft + _reach(between)
            and len(between) < 260
            and lexicon_pattern("day-cue").search(between)
            and _states_date(between, date)
        ):
            own.append(date)
    return own


_FROM = re.compile(r"\bfrom\s+(?:the\s+)?\Z")
_ONWARDS = re.compile(r",?\s+(?:on(?=[\s,.;]*(?:\Z|[,.;]))|onwards?|to|until|till|through)\b")  # "from May 2027 onwards"
_OF_A_YEAR = re.compile(r"\s+(?:of|from|in)\s+(?P<year>(?:19|20)\d\d)\b(?!\s*[-–/]\s*\d)")


def _in_year(date: FoundDate, year: int) -> bool:
    """Whether a day can lie in a year."""
    first, last = date.bounds.earliest, date.bounds.latest
    return first is not None and last is not None and first.year <= year <= last.year


def _reach(between: str) -> int:
    """How far past what an agreement is about its day may stand: further where a verb of making leads to it."""
    return 160 if lexicon_pattern("made-behind").search(between) else 60


def _states_date(between: str, date: FoundDate) -> bool:
    """Whether the words before a date at some distance say that it was made then: not "of", "in" and the like alone."""
    made = lexicon_pattern("made-behind").search(between)
    if verb_pattern("replace").search(between):
        return False  # "the lease takes the place of the one which both made in 2012"
    if lexicon_pattern("not-made").search(between) and not lexicon_pattern("made-then").search(between):
        return False
    return bool(made) or (date.precision == "day" and bool(re.search(r"\b(?:on|of)\s+(?:the\s+)?$", between)))


def _agreement_names_of(bracket: str) -> tuple[str, ...]:
    """The names in a bracket that are names of an agreement: they hold a noun for one, or are short capitals."""
    names = re.findall(r'"([^"]{2,60})"', bracket)
    return tuple(
        n
        for n in names
        if (noun_pattern()[0].search(n) and not re.search(r"\b(?:Date|Term|Period)\b", n)) or re.fullmatch(r"[A-Z&]{2,6}", n)
    )
