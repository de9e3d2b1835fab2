"""Clauses: stretches of a sentence with a subject and a verb of their own, the smallest that can carry a term."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extraction.lexicon import word_list
from kg.extraction.notation import Line
from kg.extraction.parties import PartyHit
from kg.extraction.periods import Period
from kg.extraction.values import Amount

__all__ = ["CLASS_TOKEN", "Clause", "single_parties", "split_clauses"]

CLASS_TOKEN = re.compile(r"[MRQTD]\d+")  # of an amount or a date in a line
_CARVING = frozenset({"except", "save"})  # with "that": a clause that takes something out of the one before
_BREAKS = frozenset([";", "—", "–"])
_ITEM = re.compile(r"[a-z]|[ivx]{1,4}|[1-9]\d?")
_REACH = 9  # tokens between a conjunction and the verb of the clause that it opens
_STOPS = frozenset({",", ";", ":", "(", "that", "which", "who", "to"})
_LEAST = 3  # tokens of a clause


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as patterns see it. `hits` and `amounts` are those of the whole passage; the marks of the line count in them."""

    line: Line
    text: str
    start: int  # of the clause in the clean text of its passage
    end: int
    hits: Sequence[PartyHit]
    amounts: Sequence[Amount]
    period: Period
    subject: tuple[str, ...] = ()  # keys of the last subject before the clause
    row: bool = False  # a row of a table or list of particulars
    context: frozenset[str] = frozenset()  # words of the heading and of the sentence before


def single_parties(clause: Clause, matches: Iterable[re.Match[str]]) -> frozenset[str]:
    """Return the parties that the group `party` of matches in a clause marks, where each stands there alone."""
    marked = [clause.hits[int(match["party"][1:])].keys for match in matches]
    return frozenset(keys[0] for keys in marked if len(keys) == 1)


def split_clauses(line: Line) -> list[tuple[int, int]]:
    """Return the token spans of the clauses of a sentence, in order; together they cover it.

    A clause begins after a semicolon or a spaced dash, and at a conjunction behind which a subject and a finite verb follow
    while the clause before it has a finite verb too, also at "save that".
    Conditions and relative clauses stay with their head. A numbered item within
    a sentence ("(ii) raises the price") is a clause where a verb opens it or follows its subject.
    """
    tokens = line.text.split()
    verbs, joints = word_list("finite-verb"), word_list("clause-conjunction")
    cuts = [0]
    acts = -1  # the last finite verb so far; what a noun may be ("all costs of carriage") is none
    for i, token in enumerate(tokens):
        if i and tokens[i - 1] in verbs and token != "of":
            acts = i - 1
        if i - cuts[-1] < _LEAST or len(tokens) - i < _LEAST:
            continue
        if token in _BREAKS:
            cuts.append(i + 1)
        elif (
            (joint := 1 if token in joints else 2 * (token in _CARVING and tokens[i + 1] == "that"))
            and acts >= cuts[-1]
            and _opens_clause(tokens, i + joint, verbs)
        ):
            cuts.append(i)
        elif token == ")" and _is_item(tokens, i) and (tokens[i + 1] in verbs or _opens_clause(tokens, i + 1, verbs)):
            cuts.append(i + 1)
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], len(tokens)], strict=True) if b > a]


def _is_item(tokens: list[str], end: int) -> bool:
    """Whether a closing bracket ends the number of an item: "(ii)", "(b)", "(3)"."""
    return tokens[end - 2] == "(" and _ITEM.fullmatch(tokens[end - 1]) is not None


def _opens_clause(tokens: list[str], start: int, verbs: frozenset[str]) -> bool:
    """Whether a subject and a finite verb stand behind a conjunction, before the next sign or subordinate clause."""
    subordinate = word_list("subordinating")
    for i, token in enumerate(tokens[start : start + _REACH]):
        if token in verbs:
            return i > 0
        if token in _STOPS or token in subordinate:
            return False
    return False
