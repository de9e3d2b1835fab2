"""Exceptions from a rule, which they name by its number or follow: "Clause 4 does not apply to the old mill, which may reopen"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.extraction.instruction_signs import LABEL
from kg.extraction.lexicon import phrase
from kg.extraction.passages import Passage
from kg.extraction.patterns import load_matters
from kg.records import EVERY_PARTY, Block, Document, Exclusivity, Layer, Modality, Stance, Statement, TermContent

__all__ = ["NumberedParts", "excepted", "named_part", "rule_of_exception"]

_NUMBERED = re.compile(rf"\W*(?:[A-Za-z-]+\.?\s+)?({LABEL})(?:[.):]|\s|$)")
_UNDONE = {Modality.PROHIBITION: Modality.PERMISSION, Modality.OBLIGATION: Modality.NO_DUTY}
_DEALING = "exclusive-dealing"
_TOLD = frozenset({Stance.AFFIRMS, Stance.REAFFIRMS})
_NEAR = 3  # statements before one that says that it is an exception
_FAR = 600  # code points between the beginnings of a rule and of an exception from it


def named_part(text: str) -> str:
    """Return the number of the rule that a sentence says does not reach something; empty: it names none.

    >>> named_part("Section 3.1 shall not apply to the north gate."), named_part("Section 3.1 applies.")
    ('3.1', '')
    """
    match = phrase("part-does-not-apply").search(text)
    return match["number"] or match["part"] or match["label"] if match else ""


@dataclass
class NumberedParts:
    """The numbered paragraphs and clauses of a document, looked up once an exception names one."""

    document: Document

    def before(self, number: str, at: int) -> Block | None:
        """Return the one nearest before a place that has a number."""
        blocks = self._by_number.get(number, [])
        found = bisect_left(blocks, at, key=lambda block: block.start)
        return blocks[found - 1] if found else None

    @cached_property
    def _by_number(self) -> Mapping[str, list[Block]]:
        parts: dict[str, list[Block]] = defaultdict(list)
        for block in self.document.blocks:
            parts[_number(self.document.text, block.start, block.end)].append(block)
        return parts


def excepted(content: TermContent, words: str, at: int, parts: NumberedParts, statements: Sequence[Statement]) -> TermContent:
    """Return an exception as a reading of the rule that it is from: its matter, its parties and its scope, on a condition.

    Args:
        content: the exception as its own words tell it.
        words: of the sentence; a rule whose number it names is sought in the paragraph or clause nearest before, and what says
            that it is an exception, or allows what was just forbidden, is one from a rule told right before.
        at: where the sentence stands in the captured text.
        parts: of the document.
        statements: made so far.
    """
    number = named_part(words)
    rule = _rule_named(number, at, parts, statements) if number else _rule_before(content, words, at, statements)
    if rule is None:
        return content
    sole = rule.exclusivity is Exclusivity.EXCLUSIVE
    others = content.exclusivity is Exclusivity.NON_EXCLUSIVE
    frees = load_matters()[rule.matter].frees or rule.modality is Modality.PROHIBITION or sole or others
    return replace(
        content,
        matter=_DEALING if others and not load_matters()[rule.matter].frees and not sole else rule.matter,
        modality=Modality.PERMISSION if frees else Modality.NO_DUTY,
        bearer=content.bearer if {EVERY_PARTY, *content.bearer} & set(rule.bearer) else rule.bearer,
        counterparty=() if frees else rule.counterparty,
        exclusivity=Exclusivity.NON_EXCLUSIVE if sole else content.exclusivity,
        scope=rule.scope,
        condition=words[:200],
    )


def rule_of_exception(words: str, at: int, parts: NumberedParts, statements: Sequence[Statement]) -> TermContent | None:
    """Return the rule from which a passage that says that it is an exception is one: named by its number, else told right before.

    Args:
        words: of the passage.
        at: where it stands in the captured text.
        parts: of the document.
        statements: of the document, in order.
    """
    if number := named_part(words):
        return _rule_named(number, at, parts, statements)
    if phrase("says-it-is-an-exception").search(words) is None:
        return None
    before = [s for s in statements if 0 < at - s.start <= _FAR][-_NEAR:]
    return next((t for s in reversed(before) for t in s.terms if _binds(t, said=True)), None)


def _rule_named(number: str, at: int, parts: NumberedParts, statements: Sequence[Statement]) -> TermContent | None:
    """Return the rule of the part of a document that has a number."""
    block = parts.before(number, at)
    if block is None:
        return None
    end = min(block.end, at)
    told = [term for s in statements if block.start <= s.start < end for term in s.terms]
    return next((term for term in told if term.modality in _UNDONE or term.exclusivity is Exclusivity.EXCLUSIVE), None)


def _rule_before(content: TermContent, words: str, at: int, statements: Sequence[Statement]) -> TermContent | None:
    """Return the ban, or the rule on one alone, that stands right before what its own party may do all the same."""
    said = phrase("says-it-is-an-exception").search(words) is not None
    if content.exclusivity is Exclusivity.EXCLUSIVE:
        return None
    for statement in reversed(statements[-_NEAR if said else -1 :]):
        if not 0 <= at - statement.start <= _FAR or statement.stance not in _TOLD:
            return None
        if not said and (statement.layer is not Layer.INSTRUMENT or statement.stance is not Stance.AFFIRMS):
            return None
        for term in statement.terms:
            alike = term.matter == content.matter or all(load_matters()[one.matter].choice for one in (term, content))
            if _binds(term, said) and (said or alike) and {EVERY_PARTY, *content.bearer} & set(term.bearer):
                return term
    return None


def _binds(rule: TermContent, said: bool) -> bool:
    """Whether a rule is one from which there can be an exception: a ban, or one on one alone where it is said to be one."""
    return rule.modality is Modality.PROHIBITION or (said and rule.exclusivity is Exclusivity.EXCLUSIVE)


def _number(text: str, start: int, end: int) -> str:
    """The number by which the paragraph between two places of a text is called; empty: it has none."""
    match = _NUMBERED.match(Passage.of(text, start, min(end, start + 60)).text)
    return match[1] if match else ""
