"""Exceptions told by pointing at a rule: "Clause 4 does not apply to the old mill, which Acme is free to reopen"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.lexicon import phrase
from kg.extraction.passages import Passage
from kg.records import EVERY_PARTY, Block, Document, Modality, Statement, TermContent

__all__ = ["excepted", "named_part"]

_NUMBERED = re.compile(r"\W*(?:[A-Za-z-]+\s+)?(\d+(?:\.\d+)*)(?:[.):]|\s|$)")
_UNDONE = {Modality.PROHIBITION: Modality.PERMISSION, Modality.OBLIGATION: Modality.NO_DUTY}
_FREES = frozenset(
    {"exclusive-dealing", "non-compete", "service-provision", "sales-channel", "deployment"}
)  # duties that bind a choice


def named_part(text: str) -> str:
    """Return the number of the rule that a sentence says does not reach something; empty: it names none.

    >>> named_part("Section 3.1 shall not apply to the north gate."), named_part("Section 3.1 applies.")
    ('3.1', '')
    """
    match = phrase("part-does-not-apply").search(text)
    return match["number"] if match else ""


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
    block = next((b for b in reversed(document.blocks) if b.start < at and _number(document.text, b) == number), None)
    if block is None:
        return content
    told = [term for s in statements if block.start <= s.start < block.end and s.start < at for term in s.terms]
    rule = next((term for term in told if term.modality in _UNDONE), None)
    if rule is None:
        return content
    frees = rule.matter in _FREES or rule.modality is Modality.PROHIBITION
    return replace(
        content,
        matter=rule.matter,
        modality=Modality.PERMISSION if frees else Modality.NO_DUTY,
        bearer=content.bearer if {EVERY_PARTY, *content.bearer} & set(rule.bearer) else rule.bearer,
        counterparty=() if frees else rule.counterparty,
        scope=rule.scope,
        condition=words[:200],
    )


def _number(text: str, block: Block) -> str:
    match = _NUMBERED.match(Passage.of(text, block.start, min(block.end, block.start + 60)).text)
    return match[1] if match else ""
