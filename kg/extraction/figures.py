"""Which amount of a clause is the figure of its term: the one that its pattern names, else the one that is owed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from kg.extraction.clauses import Clause
from kg.extraction.grades import read_condition, stands_apart
from kg.extraction.lexicon import phrase
from kg.extraction.numerals import table
from kg.extraction.patterns import Matter, Pattern
from kg.extraction.setting import role_words
from kg.extraction.values import Amount, known_units

__all__ = ["KINDS", "find_figures", "is_least", "is_limit", "tells_apart"]

KINDS = {"M": "money", "R": "percent", "Q": "quantity", "T": "duration"}

_FROM_TO = re.compile(r" from ((?:about )?([MRQT])\d+) (?:[^ ;]+ ){0,3}?to (?:[^ ;]+ ){0,2}?(\2\d+) ")


def find_figures(pattern: Pattern, matter: Matter, match: re.Match[str], clause: Clause) -> tuple[Amount | None, Amount | None]:
    """Return the amount that a term counts, and the one that it had before, where the words tell both."""
    at = _notice(match, clause, matter) or role_words(match, "value").strip() or _untold(pattern, matter, match, clause)
    at = at or ("" if matter.figure == "length" else _limited(match, clause))
    value = clause.amounts[int(at[1:])] if at else None
    change = next((m for m in _FROM_TO.finditer(clause.line.text) if at in {m[1].split()[-1], m[3]}), None)
    if change and value is not None:
        return clause.amounts[int(change[3][1:])], clause.amounts[int(change[1].split()[-1][1:])]
    former = phrase("former-figure").search(clause.line.text)
    if former and former[1] == at:
        at = next((token for token in re.findall(rf"(?<= ){at[0]}\d+(?= )", clause.line.text) if token != at), at)
        value = clause.amounts[int(at[1:])]
    if former and value is not None and former[1] != at and KINDS[former[1][0]] == value.kind:
        return value, clause.amounts[int(former[1][1:])]
    return value, None


def _untold(pattern: Pattern, matter: Matter, match: re.Match[str], clause: Clause) -> str:
    """Return the mark of the amount that a term counts whose pattern names none; empty: there is none."""
    named = "value" in pattern.expression.groupindex
    kinds = {kind for kind, _ in matter.measures}
    if matter.figure in _UNNAMED:
        return "" if named else _UNNAMED[matter.figure](match, clause, matter)
    return _counted(match, clause, kinds) or _owed(match, clause, kinds)


def _notice(match: re.Match[str], clause: Clause, matter: Matter) -> str:
    """Return the time of a notice where a matter counts nothing but times: "after thirty months on six months' notice"."""
    timed = matter.figure == "nearest" and {kind for kind, _ in matter.measures} == {"duration"}
    return _first(match, clause, {"duration"}, phrase("notice-behind")) if timed else ""


def _nearest(match: re.Match[str], clause: Clause, matter: Matter) -> str:
    """Return the nearest figure; a share of sales before their sum, a sum before its time."""
    kinds = {kind for kind, _ in matter.measures}
    timed = "money" in kinds and "duration" in kinds
    share = _first(match, clause, {"percent"}) if matter.sums == "share" else ""
    at = share or _first(match, clause, kinds - {"duration"} if timed else kinds)
    return at or (_owed(match, clause, {"duration"}) if timed else "")


def _kept(match: re.Match[str], clause: Clause, _matter: Matter) -> str:
    """Return how long something is kept from others, where that is counted from no day and not with the contract."""
    if clause.period.start or phrase("with-the-contract").search(clause.line.text):
        return ""
    return _first(match, clause, {"duration"})


def _length(match: re.Match[str], clause: Clause, _matter: Matter) -> str:
    """Return the first length of time in a match or behind it that is no notice: for how long something goes on."""
    marks = (
        mark
        for mark in _MARK.finditer(match.string, match.start())
        if mark[1] == "T" or clause.amounts[int(mark[2])].unit == _SEASON
    )
    return next((mark.group() for mark in marks if phrase("time-owed-before").match(match.string, mark.end()) is None), "")


_SEASON = "season"  # as long as it is


def _first(match: re.Match[str], clause: Clause, kinds: set[str], tail: re.Pattern[str] | None = None) -> str:
    """Return the first amount of the kinds in or behind the match, else the last one before it; `tail`: what is to follow it."""
    found = [
        mark
        for mark in _MARK.finditer(clause.line.text)
        if KINDS[mark[1]] in kinds and (tail is None or tail.match(mark.string, mark.end()))
    ]
    behind = [mark for mark in found if mark.start() >= match.start()]
    return next((mark.group() for mark in behind or found[-1:]), "")


_UNNAMED: Final[Mapping[str, Callable[[re.Match[str], Clause, Matter], str]]] = {
    "kept": _kept,
    "length": _length,
    "nearest": _nearest,
}


def _limited(match: re.Match[str], clause: Clause) -> str:
    """Return the first amount of a clause that words such as "up to" or "at least" make a limit: it is what the rule is about."""
    text = clause.line.text
    supposed = _supposed(text)
    other = text.find(" and ", match.end() - 1)  # what is done besides
    for mark in _MARK.finditer(text, match.start(), other if other >= 0 else len(text)):
        amount = clause.amounts[int(mark[2])]
        if is_limit(amount) and not _describes(mark, amount) and not supposed[0] <= mark.start() < supposed[1]:
            return mark.group()
    return ""


def _describes(mark: re.Match[str], amount: Amount) -> bool:
    """Whether a limit tells what a thing is like: "clips of up to two minutes"."""
    return mark[1] in "QT" and is_limit(amount) and mark.string.endswith(" of ", 0, mark.start())


@cache
def _floors() -> frozenset[str]:
    return frozenset(
        word
        for name, kind in (("tolerance", "at-least"), ("tolerance", "floor"), ("tolerance-after", "at-least"))
        for word in table(name)[kind]
    )


def is_limit(amount: Amount) -> bool:
    """Return whether the words around an amount make it the most or the least of something."""
    return bool(amount.tolerance) and (amount.low == 0 or is_least(amount))


def is_least(amount: Amount) -> bool:
    """Return whether the words around an amount make it the least of something."""
    return amount.tolerance in _floors()


# ------------------------------------------------------------------ what is owed
_BEHIND = 12  # of the line behind a match in which what it does is still counted


def _counted(match: re.Match[str], clause: Clause, kinds: set[str]) -> str:
    """Return the number of things with which something is done, or the time within which it is."""
    if "quantity" not in kinds:
        return ""
    counted = phrase("counted-object").search(clause.line.text, match.start() - 1, match.end() + _BEHIND)
    return next(filter(None, counted.groups())) if counted else ""


_MARK = re.compile(r"(?<= )([MRQT])(\d+)(?= )")


def _owed(match: re.Match[str], clause: Clause, kinds: set[str]) -> str:
    """Return the one amount of a clause that can be what is owed, else the first of several behind the beginning of the match."""
    if phrase("takes-all").search(clause.line.text):
        kinds = kinds & {"duration"}
    supposed = _supposed(clause.line.text)
    found = [
        mark
        for mark in _MARK.finditer(clause.line.text)
        if KINDS[mark[1]] in kinds and not supposed[0] <= mark.start() < supposed[1] and _may_be_owed(mark, clause)
    ]
    former = phrase("former-figure").search(clause.line.text)
    found = [mark for mark in found if former is None or mark.group() != former[1]]
    behind = [mark for mark in found if mark.start() >= match.start() - 1]
    ahead = [mark for mark in found if mark.start() > 1 and not _WHOSE.match(mark.string, mark.end())]
    return next((mark.group() for mark in behind or (ahead if len(ahead) == 1 else [])), "")


_WHOSE = re.compile(r" of (?:the )?P\d")  # six boats of Acme may fish


_DESPITE = re.compile(r" (?:[^ ,]+ ){1,8}?notwithstanding(?= , )")  # "Clause 2 notwithstanding, Acme may …"
_OPENS_AS_QUESTION = re.compile(r" (?:should|were|had) (?!be )")


def _supposed(text: str) -> tuple[int, int]:
    """Return where a clause only supposes something: to the next comma where what is owed can follow it, else to the end."""
    told = _DESPITE.match(text)
    if told:
        return 0, told.end()
    condition = 0 if _OPENS_AS_QUESTION.match(text) else read_condition(text)
    if condition is None:
        return 0, 0
    apart = stands_apart(text, condition, (" , ", " ( ", " ,", " ("))
    stop = text.find(" , ", condition + 1) if apart else -1
    return condition, stop if stop >= 0 else len(text)


def _may_be_owed(mark: re.Match[str], clause: Clause) -> bool:
    """Whether an amount may be what a clause is about, and not what tells a thing apart: "the 40 MW plant", "its six ships"."""
    amount = clause.amounts[int(mark[2])]
    if mark[1] == "T":
        if _describes(mark, amount):
            return False
        lead, tail = phrase("time-owed-after"), phrase("time-owed-before")
        return lead.search(mark.string[: mark.start()]) is not None or tail.match(mark.string, mark.end()) is not None
    if mark[1] != "Q" or amount.unit in table("extents")["words"]:
        return mark[1] != "Q"
    before = clause.text[: max(0, amount.start - clause.start)]
    return not (phrase("thing-known").search(before) or _is_model(mark, before) or _is_adjective(amount, mark))


def tells_apart(match: re.Match[str], clause: Clause) -> bool:
    """Whether the quantity that a pattern takes for its figure only describes a thing that is known: "the 40 MW plant"."""
    at = role_words(match, "value").strip()
    mark = next((m for m in _MARK.finditer(match.string, match.start()) if m.group() == at), None)
    if mark is None or mark[1] != "Q":
        return False
    amount = clause.amounts[int(mark[2])]
    return (
        _is_adjective(amount, mark) and phrase("thing-known").search(clause.text[: max(0, amount.start - clause.start)]) is not None
    )


_CAPITAL = re.compile(r"\w[^.;:]* [A-Z][\w-]* \Z")


def _is_model(mark: re.Match[str], before: str) -> bool:
    """Whether a number stands behind a name that is no party: "the Heron 40 boats"."""
    last = mark.string[: mark.start()].rsplit(maxsplit=1)[-1:]
    return bool(last) and last[0].isalpha() and _CAPITAL.search(before) is not None


def _is_adjective(amount: Amount, mark: re.Match[str]) -> bool:
    """Whether a measured amount stands before the noun that it describes: "40 MW plants"."""
    following = re.match(r" ([a-z]{3,}) ", mark.string[mark.end() :])
    measured = amount.unit in known_units()
    return (
        measured and following is not None and not following[1].endswith("ly") and following[1] not in table("noun-stops")["words"]
    )
