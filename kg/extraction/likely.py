"""Clauses that no pattern reads, or that one seems to misread, read by what their words make likely (`kg.extraction.learned`).

Only clauses that say enough: some words, a verb or a figure, nothing that is an aside. What the model gives is the matter;
everything else is read from the clause as it is for a pattern, and who bears it by the roles that its parties most likely have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from kg.extraction.clauses import Clause
from kg.extraction.figures import KINDS
from kg.extraction.gapping import alike, ungapped
from kg.extraction.grades import read_aside
from kg.extraction.learned import matter_shares, most_likely
from kg.extraction.lexicon import phrase, word_list
from kg.extraction.notation import Line
from kg.extraction.patterns import Pattern, load_matters
from kg.extraction.setting import Setting
from kg.extraction.terms import TermReading, read_term
from kg.records import LIKELY, Modality

__all__ = ["may_be_likely", "read_likely", "without_misread"]

_ENOUGH = 0.25  # probability from which a clause is taken to tell a term
_ENOUGH_IN_CONTRACTS = 0.45  # of a long contract, or without a modal verb: many clauses of other matters are worded alike
_ENOUGH_OF_FEW = 0.55  # of a clause of few words
_ENOUGH_BESIDE = 0.5  # of a clause beside others of its sentence that patterns read, and of another matter than a pattern reads
_ENOUGH_FOR_NETS = 0.3  # of another matter than a pattern reads that catches what no other reads
_HARDLY = 0.05  # probability up to which what a pattern reads is doubted
_HARDLY_NONE = 0.1  # probability of telling nothing up to which what binds somebody is heard, though hardly any matter is likely
_LEAST_OF_SURE = 0.2  # probability that the likeliest matter of such a clause has at least: below, one in four is right
_SUMS = frozenset({"payment", "price", "purchase-commitment", "volume"})  # matters that people tell by the same words
_NEVER = 2.0
_LONG = 12_000  # code points of a contract that has many clauses of matters outside the scheme
_WORDS = 4  # blanks of a sentence that can have such a clause
_TELLING = 6  # tokens of a clause whose words can speak against a pattern
_LEAST, _FEW = 5, 10  # tokens of a clause that can tell a term, and of one that can without being likely
_FIGURE = re.compile(r" [MRQTD]\d+ ")
_SUM_OR_DAY = re.compile(r" [MRTD]\d+ ")  # and no number of things, of which few words may tell anything


def may_be_likely(text: str) -> bool:
    """Return whether a sentence is long enough to be read by its words alone, and asks nothing: a cheap test.

    >>> may_be_likely("The rent is due."), may_be_likely("The rent of the second year is due on the first of May.")
    (False, True)
    """
    return text.count(" ") >= _WORDS and not text.endswith("?")


def read_likely(clause: Clause, setting: Setting, *, contract: int, beside: bool = False) -> list[TermReading]:
    """Return the term that a clause most likely tells; nothing where its words make none likely enough.

    Args:
        clause: the clause.
        setting: what the document knows.
        contract: how long the document is, in code points, where it is a contract; 0 where it is none.
        beside: whether patterns read other clauses of the sentence.
    """
    line = clause.line
    if clause.row or len(line.offsets) < _LEAST or line.text.endswith(" : ") or read_aside(line.text) or _only_names(clause):
        return []
    figure = _FIGURE.search(line.text) is not None
    if not figure and line.words.isdisjoint(word_list("finite-verb")):
        return []
    shares = matter_shares(line.text)
    likely = most_likely(shares)
    heard = likely.probability >= _enough(line, contract, figure=figure, beside=beside)
    if not heard and likely.probability >= _LEAST_OF_SURE and not beside and contract <= _LONG:
        heard = _binds_surely(line, shares)
    if not heard or (likely.matter == "duration" and not figure):
        return []
    parts = [replace(clause, line=part) for part in ungapped(clause)] or [clause]
    return alike([reading for part in parts for reading in _read_as(likely.matter, part, setting)], setting)


def _binds_surely(line: Line, shares: Mapping[str, float]) -> bool:
    """Whether a clause says what somebody must, may or may not do and hardly tells nothing, though its words leave open what."""
    binds = len(line.offsets) >= _FEW and phrase("modal-verb").search(line.text) is not None
    return binds and 1 - sum(shares.values()) < _HARDLY_NONE


def without_misread(readings: list[TermReading], clause: Clause, setting: Setting) -> list[TermReading]:
    """Return what patterns read in a clause; where its words hardly tell that matter, and another likely, a term of the other.

    A pattern sees a few words of a clause, the model all of them. Where a clause lists things, the model tells one of several.
    """
    if len(readings) != 1 or clause.row or len(clause.line.offsets) < _TELLING or " , and " in clause.line.text:
        return readings
    read = readings[0]
    shares = matter_shares(clause.line.text)
    likely, told = most_likely(shares), read.content.matter
    least = _ENOUGH_FOR_NETS if read.net else _ENOUGH_BESIDE
    if likely.probability < least or shares.get(told, 0.0) > _HARDLY or {told, likely.matter} <= _SUMS:
        return readings
    return _read_as(likely.matter, clause, setting) or readings


def _read_as(matter: str, clause: Clause, setting: Setting) -> list[TermReading]:
    """Return the term of a matter that all words of a clause tell; nothing where nobody can bear it."""
    whole = _whole(matter).search(clause.line.text, 1)
    reading = read_term(_pattern(matter), whole, clause, setting) if whole is not None else None
    return [reading] if reading is not None else []


def _enough(line: Line, contract: int, *, figure: bool, beside: bool) -> float:
    """Return how likely a clause must be to tell a term; more than certain where it says too little to be heard."""
    binds = phrase("modal-verb").search(line.text) is not None
    long = contract > _LONG
    if len(line.offsets) < _FEW and (long or not (binds or (figure and _SUM_OR_DAY.search(line.text)))):
        return _NEVER
    enough = _ENOUGH_IN_CONTRACTS if long or (contract and not binds) else _ENOUGH
    return max(enough, _ENOUGH_BESIDE if beside else 0.0, _ENOUGH_OF_FEW if len(line.offsets) < _FEW else 0.0)


def _only_names(clause: Clause) -> bool:
    """Whether a clause tells who the parties are, or which words of another text are replaced: other stages read that."""
    return (phrase("names-a-party").search(clause.text) is not None and not phrase("modal-verb").search(clause.line.text)) or (
        phrase("replaces-words").search(clause.text) is not None
    )


@cache
def _pattern(matter: str) -> Pattern:
    """Return a pattern that stands for what the words of a whole clause make likely; leave stays leave where it "shall" be had."""
    leave = load_matters()[matter].modality is Modality.PERMISSION
    return Pattern(LIKELY + matter, matter, "", modality=Modality.PERMISSION if leave else None)


@cache
def _whole(matter: str) -> re.Pattern[str]:
    """Return what matches a whole clause, with its first amount of a kind that the matter counts as the value."""
    known = load_matters()[matter]
    letters = "".join(letter for letter, kind in KINDS.items() if known.measure(kind)) if known.figure == "nearest" else ""
    value = rf"(?=(?:.*? (?P<value>[{letters}]\d+) )?)" if letters else ""
    return re.compile(rf"(?s){value}.+")
