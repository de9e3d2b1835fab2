"""What is left to a party once a part of a contract goes: it may do what was forbidden, and need not do what it owed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extraction.references import NumberedParts, rule_of_exception
from kg.records import Modality, Statement, TermContent

__all__ = ["rules_left"]

_LEFT = {
    Modality.OBLIGATION: Modality.NO_DUTY,
    Modality.PROHIBITION: Modality.PERMISSION,
    Modality.NO_DUTY: Modality.OBLIGATION,
}
_TERMINATION = "termination-convenience"


def rules_left(
    gone: Iterable[TermContent], words: str, at: int, parts: NumberedParts, statements: Sequence[Statement]
) -> Iterator[TermContent]:
    """Yield the rules that hold once a part of a contract has gone; where it was an exception, the rule that it was from.

    Args:
        gone: what the part told.
        words: of the part.
        at: where the part stands in the captured text.
        parts: of the document.
        statements: of the document.
    """
    rule = rule_of_exception(words, at, parts, statements)
    if rule is not None:
        yield replace(rule, condition="", hedge="", value_text="")
        return
    for content in gone:
        if content.modality in _LEFT:
            modality = _LEFT[content.modality]
            owed = () if modality is Modality.PERMISSION else content.counterparty
            yield TermContent(content.matter, modality, content.bearer, owed, scope=content.scope)
        elif content.modality is Modality.POWER and content.matter == _TERMINATION:
            yield TermContent(content.matter, Modality.PROHIBITION, content.bearer, scope=content.scope)
        elif content.modality is Modality.POWER and content.counterparty:  # of an option: nobody has to do what it asks for
            yield TermContent(content.matter, Modality.NO_DUTY, content.counterparty, content.bearer, scope=content.scope)
