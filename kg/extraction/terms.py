"""Terms read from one clause: the pattern that matches gives the matter, the words around it the rest.

One file of some 400 lines: which of several matches tell the same is decided with all that is read around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from kg.extraction.clauses import Clause
from kg.extraction.direction import Direction, read_direction
from kg.extraction.figures import find_figures, is_least, is_limit, tells_apart
from kg.extraction.grades import read_aside, read_condition, read_exclusivity, read_hedge, read_modality, read_stance, stands_apart
from kg.extraction.lexicon import phrase, word_list
from kg.extraction.numerals import table
from kg.extraction.patterns import Matter, Pattern, load_matters
from kg.extraction.reaches import read_reach
from kg.extraction.setting import Setting, role_words
from kg.extraction.sums import sum_measure
from kg.extraction.values import Amount
from kg.records import EVERY_PARTY, DateBounds, Exclusivity, Modality, Stance, TermContent

__all__ = ["Clause", "Setting", "TermReading", "read_term", "read_terms", "without_nets"]


@dataclass(frozen=True, slots=True)
class TermReading:
    """One term that a clause gives, with the stance of the words and the pattern that found it."""

    content: TermContent
    stance: Stance
    pattern: str
    start: int  # of the words that the pattern matched, in the clean text of the passage
    end: int
    before: TermContent | None = None  # what the words presuppose of an earlier agreement
    before_span: tuple[int, int] | None = None
    direction: Direction | None = None  # who owes whom, where the words leave a side open
    clause: tuple[int, int] = (0, 0)  # the clause, in the clean text of the passage
    net: bool = False  # found by a pattern that catches what no other reads
    likely: bool = False  # no pattern reads it, its words make it likely


_FROM_TO = re.compile(r" from ((?:about )?([MRQT])\d+) (?:[^ ;]+ ){0,3}?to (?:[^ ;]+ ){0,2}?(\2\d+) ")


LAST_RESORT = -5  # patterns of this priority and below are tried where no other finds anything
_NET = -9  # patterns of this priority and below count only where nothing else in the sentence is read


def read_terms(clause: Clause, setting: Setting, matches: Iterable[tuple[Pattern, re.Match[str]]]) -> list[TermReading]:
    """Return the terms that a clause gives, in the order of its words; no two of one matter from the same words.

    Args:
        clause: the clause.
        setting: what the document knows.
        matches: where patterns match the line of the clause.
    """
    aside = read_aside(clause.line.text)
    if aside in {"recital", "reservation"}:
        return []
    found = [
        (pattern, match)
        for pattern, match in matches
        if _admitted(pattern, match, clause) and (not aside or load_matters()[pattern.matter].defined)
    ]
    supposed = _after_if(clause) if found else (0, 0)
    found = [x for x in found if not (supposed[0] <= x[1].start() and x[1].end() <= supposed[1] and x[0].matter not in _ON_EVENT)]
    found.sort(key=lambda x: (-x[0].priority, -_roles(x[1]), -(x[1].end() - x[1].start()), x[0].name, x[1].start()))
    taken: list[tuple[Pattern, re.Match[str]]] = []
    readings: list[TermReading] = []
    for pattern, match in found:
        if pattern.priority <= LAST_RESORT and any(better.priority > LAST_RESORT for better, _ in taken):
            break
        if any(_told_already(pattern, match, *better) for better in taken):
            continue
        reading = read_term(pattern, match, clause, setting)
        if reading is not None:
            taken.append((pattern, match))
            readings.extend(_for_each(reading, clause, setting))
    return sorted(readings, key=lambda r: (r.start, r.end, r.pattern))


_IF = re.compile(r" (?:if|in the event that|in case|unless) ")
_ON_EVENT = frozenset({"change-of-control", "renewal", "renewal-notice", "termination", "post-termination"})  # told so as well


def _after_if(clause: Clause) -> tuple[int, int]:
    """Return where a clause only supposes something: from its "if" to the next comma, or to its end where none opens it."""
    text = clause.line.text
    match = _IF.search(text)
    if match is None:
        return 0, 0
    apart = stands_apart(text, match.start(), (" ,", " (", " that"))
    stop = text.find(" , ", match.end()) if apart else -1
    return match.end() - 1, stop + 1 if stop >= 0 else (0 if apart else len(text))


def without_nets(readings: Sequence[TermReading]) -> list[TermReading]:
    """Return the terms of a sentence; those that a net caught only where there are no others."""
    told = [reading for reading in readings if not reading.net]
    return told or list(readings)


def _for_each(reading: TermReading, clause: Clause, setting: Setting) -> list[TermReading]:
    """Return one reading for each bearer where the words give each of them the same figure of its own."""
    content = reading.content
    bearers = setting.parties if content.bearer == (EVERY_PARTY,) else content.bearer
    if len(bearers) < 2 or content.measure not in {"stake-share", "invested"} or not {"each", "apiece"} & clause.line.words:
        return [reading]
    return [replace(reading, content=replace(content, bearer=(bearer,))) for bearer in bearers]


def _roles(match: re.Match[str]) -> int:
    return sum(v is not None for v in match.groupdict().values())


def _told_already(pattern: Pattern, match: re.Match[str], other: Pattern, better: re.Match[str]) -> bool:
    """Whether a match tells what a better one told: the same words, or the same matter and not of another party."""
    beside = load_matters()[pattern.matter].beside != load_matters()[other.matter].beside or _joined(match, better)
    if not beside and match.start() < better.end() and better.start() < match.end():
        return True
    if pattern.matter != other.matter or pattern.name == other.name:
        return False
    mine, theirs = ((role_words(m, "bearer"), role_words(m, "value")) for m in (match, better))
    return not (all(mine) and all(theirs) and mine[0] != theirs[0] and mine[1] != theirs[1])


_JOINT = re.compile(r" (?:and|plus|as well as|together with) ")
_FIGURE = re.compile(r" [MRQT]\d+ ")


def _joined(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two matches share a subject, and "and" leads to what the longer says beside a figure: "pay $5 and a royalty"."""
    first, last = sorted((one.end(), other.end()))
    joint = _JOINT.search(one.string, first - 1, last) if one.start() == other.start() else None
    figures = _FIGURE.search(one.string, one.start(), first) or (joint and _FIGURE.search(one.string, joint.end() - 1, last + 24))
    return joint is not None and figures is not None


def _admitted(pattern: Pattern, match: re.Match[str], clause: Clause) -> bool:
    """Whether what the pattern asks of its clause beside the match is there."""
    if pattern.row and not clause.row:
        return False
    if pattern.needs_context and not pattern.needs_context & (clause.context | clause.line.words):
        return False
    if tells_apart(match, clause):
        return False
    return _REQUIRED[pattern.requires](match, clause) and not (pattern.requires_not == "date" and bool(clause.period.end))


def _is_priced(clause: Clause, *, by_period: bool) -> bool:
    """Whether a clause tells a sum for each of something: of a period, or of anything else."""
    return any(a.kind == "money" and a.per and (a.per in word_list("pay-periods")) is by_period for a in _amounts(clause))


_REQUIRED: Final[Mapping[str, Callable[[re.Match[str], Clause], bool]]] = {  # what a pattern can ask of its clause beside a match
    "": lambda _match, _clause: True,
    "duration": lambda _match, clause: any(a.kind == "duration" for a in _amounts(clause)),
    "per": lambda _match, clause: (
        _is_priced(clause, by_period=False) or phrase("price-of-one").search(clause.line.text) is not None
    ),
    "periodic": lambda _match, clause: _is_priced(clause, by_period=True),
    "end": lambda _match, clause: bool(clause.period.end or clause.period.event or clause.period.former),
    "end-or-date": lambda match, clause: bool(clause.period.end) or " D" in match.group(),
}


def _amounts(clause: Clause) -> list[Amount]:
    return [a for a in clause.amounts if clause.start <= a.start and a.end <= clause.end]


# ------------------------------------------------------------------ one term
def read_term(pattern: Pattern, match: re.Match[str], clause: Clause, setting: Setting) -> TermReading | None:
    """Return the term that a match of a pattern gives in its clause; nothing where nobody can bear it."""
    matter = load_matters()[pattern.matter]
    modality = _modality(pattern, matter, match, clause, setting)
    granted = modality is Modality.PERMISSION and pattern.modality is Modality.OBLIGATION  # leave between those who have the duty
    direction = read_direction(pattern, matter, match, clause, setting, pattern.modality if granted else modality)
    if not direction.bearer:
        return None
    value, former = find_figures(pattern, matter, match, clause)
    kept = matter.figure == "kept" and value is not None
    ends = (matter.ends and not kept) or modality is Modality.NO_DUTY or _ends(matter, modality, clause, match)
    content = TermContent(
        matter.name,
        modality,
        direction.bearer,
        direction.counterparty,
        _exclusivity(pattern, matter, match, clause, modality),
        read_reach(pattern, match, clause, matter, value),
        condition=_condition(clause),
        hedge=_hedge(clause),
        end=_last_day(matter, clause, value) if ends else DateBounds(),
        start=clause.period.start,
        ends_on_event=clause.period.event if matter.ends else "",
        sureness=direction.sureness,
        left=direction.left,
        sided=direction.sided,
    )
    content = _denied(content, clause)
    start, end = clause.line.span(match.start(), match.end())
    stance = pattern.stance or read_stance(clause.line.text)
    if content.end and content.end != clause.period.end:
        stance = Stance.PRESUPPOSES
    counted = _counting(content, pattern, matter, value, clause) if modality is not Modality.NO_DUTY or matter.fixed else content
    left = direction if direction.open_bearer or direction.open_counterparty else None
    reading = TermReading(
        counted, stance, pattern.name, start, end, direction=left, net=pattern.priority <= _NET, likely=not pattern.match
    )
    return _with_former(reading, pattern, matter, value, former, clause)


def _ends(matter: Matter, modality: Modality, clause: Clause, match: re.Match[str]) -> bool:
    """Whether a day in the words ends a rule of a matter whose days are mostly no ends: "may not until May", "pays from … to …"."""
    period = clause.period
    if period.length is not None and matter.measure("duration"):
        return False  # what is counted is a notice
    place = phrase("until-day").search(clause.text) if period.length is None else None
    behind = clause.line.span(match.start(), match.end())[1] - clause.start
    until = place is not None and not _JOINT.search(clause.text, min(place.start(), behind), place.start())
    if modality is Modality.PROHIBITION:
        return until or bool(period.start)
    return not matter.beside and (bool(period.start) or (until and matter.ongoing))


def _last_day(matter: Matter, clause: Clause, value: Amount | None) -> DateBounds:
    """Return the last day that a clause tells; of a life also one that no longer holds: "it would have lapsed in May".

    What is bought by a day is bought until then; a sum that is paid by a day is only due.
    """
    period = clause.period
    bought = matter.by_a_day and value is not None and (value.kind == "quantity" or phrase("buys-for").search(clause.line.text))
    if bought and period.deadline and not period.end and not period.event and read_condition(clause.line.text) is None:
        return DateBounds(period.deadline.latest, period.deadline.latest)
    former = matter.name == "duration" and not period.end and not period.event and period.length is None
    return period.former if former else period.end


def _denied(content: TermContent, clause: Clause) -> TermContent:
    """Return what is left of an exclusive rule that the words deny: "no longer the exclusive reseller", "none of this makes …"."""
    if content.exclusivity is not Exclusivity.EXCLUSIVE:
        return content
    if not phrase("nothing-of-this").match(clause.line.text) and not phrase("not-the-only").search(clause.line.text):
        return content
    return replace(content, exclusivity=Exclusivity.NON_EXCLUSIVE, modality=Modality.PERMISSION)


def _with_former(
    reading: TermReading, pattern: Pattern, matter: Matter, value: Amount | None, former: Amount | None, clause: Clause
) -> TermReading:
    """Add what the words take for granted of an earlier agreement: an old figure, or a duty that is no longer."""
    content = reading.content
    words = clause.line.text
    if former is not None:
        before = replace(content, start=DateBounds(), end=DateBounds(), condition="", hedge="")
        before = _counting(_without_figure(before), pattern, matter, former, clause)
        return replace(reading, stance=Stance.CHANGES, before=before, before_span=(former.start, former.end))
    ended = phrase("not-the-only").search(words)
    if ended and ended["ended"] and content.exclusivity is Exclusivity.NON_EXCLUSIVE:
        before = replace(content, exclusivity=Exclusivity.EXCLUSIVE, modality=matter.modality, start=DateBounds(), end=DateBounds())
        return replace(reading, stance=Stance.CHANGES, before=before, before_span=(reading.start, reading.end))
    if " no longer " in words and not matter.fixed:
        undone = {Modality.NO_DUTY: Modality.OBLIGATION, Modality.PROHIBITION: Modality.PERMISSION}.get(content.modality)
        undone = Modality.PROHIBITION if phrase("no-longer-barred").search(words) else undone
        if undone is not None:
            before = _counting(content, pattern, matter, value, clause)
            before = replace(before, modality=undone, start=DateBounds(), end=DateBounds())
            return replace(reading, stance=Stance.CHANGES, before=before, before_span=(reading.start, reading.end))
    return reading


_REACH_BEFORE = 44  # of the line in which a modal verb governs the words that matched
_NOBODY_MAY = re.compile(r"\b(?:neither|none|no party|nobody|no one)\b[^.;]*? (?:may|can|could|is|has|will)\b")
_WITH_NOTICE = re.compile(r"\b(?:without|except|unless|other than|but) [a-z0-9' -]*\bnotice\b")
_DENIAL = re.compile(r"\b(?:not|nor|nothing|no longer)\b")


def _modality(pattern: Pattern, matter: Matter, match: re.Match[str], clause: Clause, setting: Setting) -> Modality:
    if matter.modality is Modality.POWER and setting.binding and _taken_away(clause, match.end()):
        return Modality.PROHIBITION
    if not pattern.match and matter.name == "first-refusal" and phrase("must-offer").search(clause.line.text) is not None:
        return Modality.OBLIGATION
    duty = pattern.modality is Modality.OBLIGATION and matter.modality is Modality.POWER  # "shall offer it to Beta first"
    if matter.fixed and pattern.modality not in {Modality.NO_DUTY, Modality.PROHIBITION} and not duty:
        return matter.modality if setting.binding or matter.modality is Modality.FACT else Modality.INTENTION
    worded = _worded_modality(pattern, matter, match, clause, setting)
    power = worded is Modality.PERMISSION and matter.modality is Modality.POWER  # "may end it": leave that binds the other
    return Modality.POWER if power else worded


def _worded_modality(pattern: Pattern, matter: Matter, match: re.Match[str], clause: Clause, setting: Setting) -> Modality:
    """Return the modality that the pattern gives, or the words around what it matched."""
    denied = pattern.modality is Modality.PERMISSION and _DENIAL.search(pattern.match)  # the denial is of what would bar it
    if pattern.modality not in {None, Modality.PERMISSION, Modality.OBLIGATION} or denied:
        wished = not setting.binding and read_modality(clause.line.text) is Modality.INTENTION
        given = Modality.PROHIBITION if pattern.modality is Modality.POWER and _barred(clause, match.end()) else pattern.modality
        return Modality.INTENTION if wished or given is None else given
    condition = read_condition(clause.line.text)
    if condition is not None and not pattern.match and read_modality(clause.line.text[:condition]) is None:
        condition = None  # an exception that opens the clause: "clause 4 notwithstanding, the baker may …"
    stop = match.end() + 24 if condition is None or condition <= match.start() else min(match.end() + 24, condition)
    read = read_modality(" " + clause.line.text[max(match.start() - _REACH_BEFORE, 1) : stop])
    if read in {Modality.PROHIBITION, Modality.NO_DUTY}:
        return read
    if not setting.binding and read in {None, Modality.INTENTION} and matter.modality is not Modality.FACT:
        return Modality.INTENTION
    if not setting.binding and " would " in clause.line.text:
        return Modality.INTENTION
    return _as_leave(pattern, matter, match, read) or pattern.modality or (read if read is not None else matter.modality)


def _as_leave(pattern: Pattern, matter: Matter, match: re.Match[str], read: Modality | None) -> Modality | None:
    """Return what leave by the words is where the pattern says otherwise: "Acme may go on selling", "may sell to Beta only"."""
    if pattern.modality is Modality.OBLIGATION and _LEAVE.match(match.group()):
        return Modality.PERMISSION
    only = matter.dealing == "only" and pattern.exclusivity is Exclusivity.EXCLUSIVE and pattern.modality is None
    return Modality.PROHIBITION if only and read is Modality.PERMISSION else None


_LEAVE = re.compile(r"P\d+ (?:(?:also|again|alone|now|still|then|, [^,]*,) )?(?:may|can|could) (?!not |no |never |only )")


def _barred(clause: Clause, end: int) -> bool:
    """Whether a way out is one that nobody has: "neither may end it"; but "neither may end it without notice" tells how to."""
    return _NOBODY_MAY.search(clause.line.text, 0, end) is not None and _WITH_NOTICE.search(clause.line.text) is None


def _taken_away(clause: Clause, end: int) -> bool:
    """Whether a power is one that somebody has not, or no longer: "may not inspect", "its right to end it has been eliminated"."""
    text = clause.line.text
    return phrase("no-power").search(text, 0, end + 60) is not None and _WITH_NOTICE.search(text) is None


def _exclusivity(pattern: Pattern, matter: Matter, match: re.Match[str], clause: Clause, modality: Modality) -> Exclusivity | None:
    freedom = pattern.exclusivity is Exclusivity.NON_EXCLUSIVE and pattern.modality is Modality.PERMISSION
    if freedom and modality is Modality.PROHIBITION:
        return Exclusivity.EXCLUSIVE  # who may not deal with others deals with one alone
    if pattern.exclusivity is not None:
        return pattern.exclusivity
    read = (read_exclusivity(" " + match.group()) or read_exclusivity(clause.line.text)) if matter.exclusivity else None
    return _meant(matter, modality, clause) if read is None else read


def _meant(matter: Matter, modality: Modality, clause: Clause) -> Exclusivity | None:
    """Return the grade that a rule on dealing with others has without a word for it: a bar is exclusive, leave is not."""
    if modality is Modality.PROHIBITION and matter.name == "exclusive-dealing":
        return Exclusivity.EXCLUSIVE
    if modality is not Modality.PERMISSION or matter.dealing == "":
        return None
    free = matter.dealing == "only" or not word_list("open-word").isdisjoint(clause.line.words)
    return Exclusivity.NON_EXCLUSIVE if free else None


# ------------------------------------------------------------------ numbers
def _counting(content: TermContent, pattern: Pattern, matter: Matter, value: Amount | None, clause: Clause) -> TermContent:
    """Return a content with the figure that an amount gives in this matter; as it was where it gives none."""
    if value is None:
        return content
    measure = pattern.measure or matter.measure(value.kind) or (_LIMITS[value.kind] if is_limit(value) else "")
    if not measure:
        return content
    measure = sum_measure(measure, value, clause)
    low, high, unit = value.low, value.high, value.unit
    above = value.tolerance in table("tolerance")["above"]  # "more than 15 percent" ends with the whole
    beyond = above and (content.modality is Modality.PROHIBITION or _denied_before(value, clause))
    ceiling = low == high and phrase("ceiling-of").search(clause.text, 0, max(0, value.start - clause.start)) is not None
    if pattern.number == "cap" or matter.most or beyond or ceiling:  # "neither may take more than 5 tonnes"
        low, high = Decimal(0), value.low if value.low and (high is None or above) else high
    least = value.unit != "%" and is_least(value)
    if pattern.number == "floor" or least:  # at least a month's notice is a month
        low = high = value.low if value.high is None else value.high
    if measure == "quantity" and matter.name in _MORE_OWED and least:
        high = None
    if pattern.number == "seat":
        unit = "seat"
    return replace(content, low=low, high=high, unit=unit, measure=measure, value_text=value.words)


def _denied_before(value: Amount, clause: Clause) -> bool:
    """Whether what stands before an amount, in its part of the clause, denies it: "neither is liable for more than 5 million"."""
    before = clause.text[: max(0, value.start - clause.start)]
    return phrase("denied-beyond").search(re.split(r", (?:and|but|while) |[;:] ", before)[-1].lower()) is not None


_MORE_OWED = frozenset({"capacity-investment", "volume"})  # "no fewer than 90" lets more be owed; of berths kept it is 90
_LIMITS = {"money": "limit", "percent": "share", "quantity": "quantity", "duration": "period"}  # what a limit counts in any matter


def _without_figure(content: TermContent) -> TermContent:
    return replace(content, low=None, high=None, unit="", measure="", value_text="")


# ------------------------------------------------------------------ the rest
def _condition(clause: Clause) -> str:
    """Return the words from the first condition or exception on; empty: there is none."""
    at = read_condition(clause.line.text)
    if at is None:
        return ""
    start, _ = clause.line.span(at, at + 1)
    return clause.text[start - clause.start :].rstrip(" .;,")


def _hedge(clause: Clause) -> str:
    """Return the words that weaken what a clause says; empty: there are none."""
    found = read_hedge(clause.line.text)
    if found is None:
        return ""
    start, end = clause.line.span(*found)
    return clause.text[start - clause.start : end - clause.start]
