"""Exceptions told by pointing at a rule: "Clause 4 does not apply to the old mill, which Acme is free to reopen"."""

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
from kg.records import EVERY_PARTY, Block, Document, Exclusivity, Modality, Statement, TermContent

__all__ = ["NumberedParts", "excepted", "named_part"]

_NUMBERED = re.compile(rf"\W*(?:[A-Za-z-]+\.?\s+)?({LABEL})(?:[.):]|\s|$)")
_UNDONE = {Modality.PROHIBITION: Modality.PERMISSION, Modality.OBLIGATION: Modality.NO_DUTY}
_DEALING = "exclusive-dealing"
_FREES = frozenset({_DEALING, "non-compete", "service-provision", "sales-channel", "deployment"})  # duties that bind a choice


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
    """Return an exception as a reading of the rule that it points at: its matter, its parties and its scope, on a condition.

    Args:
        content: the exception as its own words tell it.
        words: of the sentence, which names the number of the rule; it is sought in the paragraph or clause nearest before.
        at: where the sentence stands in the captured text.
        parts: of the document.
        statements: made so far.
    """
    block = parts.before(named_part(words), at)
    if block is None:
        return content
    end = min(block.end, at)
    told = [term for s in statements if block.start <= s.start < end for term in s.terms]
    rule = next((term for term in told if term.modality in _UNDONE or term.exclusivity is Exclusivity.EXCLUSIVE), None)
    if rule is None:
        return content
    sole = rule.exclusivity is Exclusivity.EXCLUSIVE
    others = content.exclusivity is Exclusivity.NON_EXCLUSIVE
    frees = rule.matter in _FREES or rule.modality is Modality.PROHIBITION or sole or others
    return replace(
        content,
        matter=_DEALING if others and rule.matter not in _FREES and not sole else rule.matter,
        modality=Modality.PERMISSION if frees else Modality.NO_DUTY,
        bearer=content.bearer if {EVERY_PARTY, *content.bearer} & set(rule.bearer) else rule.bearer,
        counterparty=() if frees else rule.counterparty,
        exclusivity=Exclusivity.NON_EXCLUSIVE if sole else content.exclusivity,
        scope=rule.scope,
        condition=words[:200],
    )


def _number(text: str, start: int, end: int) -> str:
    """The number by which the paragraph between two places of a text is called; empty: it has none."""
    match = _NUMBERED.match(Passage.of(text, start, min(end, start + 60)).text)
    return match[1] if match else ""
