"""The earlier agreement that a paper is made to, where its title does not name it in full: its day in a row, a bracket, a recital.

"Original licence: 3 May 2019", "a tenancy made on 3 May 2019 would run out", "(Loan Agreement 2007, Lender: yourself)".
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kg.dates import FoundDate
from kg.expressions import compiled
from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_words import listed, noun_pattern
from kg.extraction.passages import Passage
from kg.records import DateBounds, Force

__all__ = ["told_base"]

_WHOLE = frozenset({"day", "either-day", "month", "year"})
_LEAD = 170  # code points before a day in which the paper that it dates is named


def told_base(
    captured: str, passage: Passage, own: AgreementName, names: list[AgreementName], dates: list[FoundDate], made: DateBounds
) -> AgreementName | None:
    """Return the earlier agreement whose day the head of a paper gives; the day of the paper itself dates none.

    Args:
        captured: the captured text of the paper.
        passage: its head.
        own: the paper's own name.
        names: what the head names.
        dates: the days in the head.
        made: when the paper itself was made.
    """
    today = next((n for n in names if n is not own and n.firm and _TODAY.match(passage.text, n.end)), None)
    if today is not None and made:
        return replace(today, dates=(made,), date_at=today.end)
    for date in dates:
        if date.precision not in _WHOLE or not _before(date.bounds, made):
            continue
        behind = _DONE_THEN.match(passage.text, date.end)
        after = _name_at(passage.text, behind.span("noun"), date) if behind else None
        if after is not None:
            return after
        lead = _lead(captured, passage, date.start)
        cue = _dating(lead, date)
        if cue is None:
            continue
        at = date.start - len(lead)
        near = [n for n in names if at <= n.start and n.end <= date.start and n is not own and n.start >= own.end]
        kept = [n for n in near if n.firm and n.determiner != "this" and not n.dates]
        if kept:
            return replace(kept[-1], dates=(date.bounds,), date_at=date.start, tail=max(kept[-1].tail, date.end))
        return _name_at(passage.text, (at + cue.start("noun"), at + cue.end("noun")), date)
    return None


def _name_at(text: str, noun: tuple[int, int], date: FoundDate) -> AgreementName:
    """The name of an earlier agreement by the place of its noun, with the words in capitals before it, and its day."""
    start, end = noun
    led = _CAPITALS.search(text, max(0, start - 80), start) if text[start].isupper() else None
    start = led.start() if led else start
    title = text[start:end] if led else ""
    word = text[noun[0] : end].casefold()
    name = AgreementName(start, end, end, word, "definitive", Force.BINDING, firm=True, determiner="the", title=title)
    return replace(name, tail=max(end, date.end), dates=(date.bounds,), date_at=date.start, phrase=text[start:end])


_CAPITALS = re.compile(r"(?:(?!(?:The|Our|Their|This|That|To)\b)[A-Z][\w&'-]*\s+)+\Z")
_TODAY = re.compile(
    r"[^.;]{0,80}?\b(?:of\s+(?:today|even\s+date|the\s+same\s+(?:day|date))|(?:signed|made|concluded)\s+(?:\w+\s+)?(?:today|this\s+(?:day|morning|afternoon)))\b"
)
_DONE_THEN = re.compile(  # behind a day: "in May 2019 they made a tenancy agreement"
    r",?\s+(?:\w+\s+){0,6}?(?:made|signed|concluded|entered\s+into|agreed(?:\s+on)?|struck)\s+(?:an?|the|their|our)\s+(?:[\w-]+\s+){0,4}?"
    r"(?P<noun>agreement|contract|lease|tenancy|licen[cs]e|deed|charter|treaty|loan|deal|convention)\b"
)


def _before(day: DateBounds, made: DateBounds) -> bool:
    """Whether a day can lie before the one on which a paper was made."""
    if day.earliest is None or made.latest is None:
        return day.earliest is not None
    return day.earliest <= made.latest and day != made


def _lead(captured: str, passage: Passage, at: int) -> str:
    """The words before a place in its sentence, or in its row where the line is one."""
    raw = passage.starts[at]
    line = captured[captured.rfind("\n", 0, raw) + 1 : raw]
    words = passage.text[max(0, at - _LEAD) : at]
    if _ROW.match(line):
        return words[len(words) - min(len(words), len(Passage.of(line).text) + 1) :]
    stops = [m.end() for m in _STOP.finditer(words)]
    gaps = [
        i
        for i in range(max(0, at - len(words)), at)
        if passage.text[i] == " " and captured.count("\n", passage.starts[i], passage.ends[i]) > 1
    ]
    first = max([0, *stops[-1:], *(g + 1 - (at - len(words)) for g in gaps[-1:])])
    return words[first:]


_ROW = re.compile(r"\s*[-*|•]*\s*\**[A-Z][\w .'/()-]{1,40}\**(?::|\s{2,}|\s*\|)")
_STOP = re.compile(r"(?<![A-Z])(?<!No)(?<!no)[.;](?=\s+[A-Z])|:\s(?=[A-Z])")


@cache
def _cue() -> re.Pattern[str]:
    """The pattern of a noun for papers and of the words between it and its day."""
    loose = "|".join(re.escape(word) for word in sorted({*listed("title-nouns"), *_MORE}, key=len, reverse=True))
    return compiled(
        rf"(?P<noun>{noun_pattern()[0].pattern}|(?<![\w-])(?:{loose})(?![\w-]))(?P<between>[^;]{{0,90}})$", re.IGNORECASE
    )


_MORE = ("policy", "statute", "text", "version", "treaty", "mou", "venture", "scheme")
_MADE = re.compile(
    r"\b(?:made|signed|dated|concluded|entered\s+into|executed|agreed|done|initialled|struck|sealed|since|date|day|from)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"[\s\"'”)]*(?:[,:|]|\bof\b|\bin\b|\bdated\b|\bdate\b|\bNo\.?\s[\w/-]+)?[\s:|,]*(?:of\s+|on\s+|the\s+)*", re.IGNORECASE
)
_ABOUT = re.compile(  # what it is about, and its day: "the contract for a work (stage design) of", "the Lease of the Ground of"
    r"\s+(?:for|of|on|to|beside|with)\s+(?:(?!\b(?:is|are|was|were|shall|will|has|have|which|that|who|by)\b)[^.;:,\d]){3,50}\s(?:of|dated)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:until|till|through|expir\w+|ends?|ended|ending|lapses?|effective|effect|force|starting|begin\w*|from\s+now|registered|filed|published|"
    r"printed|born|by|before|after|amended|restated|this\s+(?:agreement|amendment|addendum|annex|paper|note|deed|letter))\b",
    re.IGNORECASE,
)


def _dating(lead: str, date: FoundDate) -> re.Match[str] | None:
    """The noun of the paper that a day behind some words is the day of; nothing where it is that of something else."""
    found = list(_starts(lead))
    for match in reversed(found):
        between = match["between"]
        if _OTHER.search(between) or _OTHER.search(lead[max(0, match.start() - 16) : match.start()]):
            return None
        if _BESIDE.fullmatch(between) or _ABOUT.fullmatch(between) or _MADE.search(between):
            return match
    return None


def _starts(lead: str) -> list[re.Match[str]]:
    matches, at = [], 0
    while (match := _cue().search(lead, at)) is not None:
        matches.append(match)
        at = match.end("noun")
    return matches
