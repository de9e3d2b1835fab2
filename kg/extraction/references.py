"""Exceptions told by pointing at a rule: "Clause 4 does not apply to the old mill, which Acme is free to reopen"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from kg.extraction.instruction_signs import LABEL
from kg.extraction.lexicon import phrase
from kg.extraction.passages import Passage
from kg.records import EVERY_PARTY, Document, Exclusivity, Modality, Statement, TermContent

__all__ = ["excepted", "named_part"]

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


def excepted(content: TermContent, words: str, at: int, document: Document, statements: Sequence[Statement]) -> TermContent:
    """Return an exception as a reading of the rule that it points at: its matter, its parties and its scope, on a condition.

    Args:
        content: the exception as its own words tell it.
        words: of the sentence, which names the number of the rule; it is sought in the paragraph or clause nearest before.
        at: where the sentence stands in the captured text.
        document: the document.
        statements: made so far.
    """
    number = named_part(words)
    block = next((b for b in reversed(document.blocks) if b.start < at and _number(document.text, b.start, b.end) == number), None)
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


@lru_cache(maxsize=16_384)  # every exception asks the paragraphs before it
def _number(text: str, start: int, end: int) -> str:
    """The number by which the paragraph between two places of a text is called; empty: it has none."""
    match = _NUMBERED.match(Passage.of(text, start, min(end, start + 60)).text)
    return match[1] if match else ""
