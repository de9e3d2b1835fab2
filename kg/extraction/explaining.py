"""Why a document was read as it was: which pattern gave which term by which words, and which passages gave nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extraction.documents import trace_document
from kg.extraction.writing import PatternUse
from kg.records import EVERY_PARTY, SOME_PARTY, Document, Stance, Statement, noun_and_likely

__all__ = ["ExplainedPassage", "ExplainedTerm", "explain_document"]


@dataclass(frozen=True, slots=True)
class ExplainedTerm:
    """One term of a statement: its matter, who owes whom, and the words by which a pattern gave it."""

    matter: str
    modality: str
    bearer: tuple[str, ...]  # names of parties
    counterparty: tuple[str, ...]
    pattern: str
    words: str  # that the pattern matched, as captured


@dataclass(frozen=True, slots=True)
class ExplainedPassage:
    """A passage with what it gave, or with the reason why it gave nothing. Offsets are code points of `Document.text`."""

    start: int
    end: int
    words: str
    stance: Stance | None = None  # of a statement
    patterns: tuple[str, ...] = ()
    terms: tuple[ExplainedTerm, ...] = ()
    link: str = ""  # what one agreement does to another, by their labels
    instruction: str = ""  # what an amendment does to a part of another text
    reason: str = ""  # why there is no statement


def explain_document(document: Document) -> tuple[ExplainedPassage, ...]:
    """Return every statement of a document and every passage without one, in the order of the text."""
    reading, uses = trace_document(document)
    names = {p.key: p.name for p in reading.parties} | {EVERY_PARTY: "every party", SOME_PARTY: "somebody not told"}
    labels = {a.key: a.label for a in reading.agreements} | {"": "an agreement not named here"}
    found = [_explain(s, uses, names, labels, document.text) for s in reading.statements]
    found += [ExplainedPassage(s.start, s.end, document.text[s.start : s.end], reason=s.reason) for s in reading.skipped]
    return tuple(sorted(found, key=lambda p: (p.start, p.end, p.reason, p.patterns)))


def _called(key: str, names: Mapping[str, str]) -> str:
    """Return the name of a party, or the noun for one that only other documents can tell."""
    noun = noun_and_likely(key)[0]
    return names.get(key, f"the {noun.removeprefix(SOME_PARTY)}" if key.startswith(SOME_PARTY) else key)


def _guessed(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parties that fill a side; of one left open those that it most likely has."""
    return tuple(k for k in keys if k != SOME_PARTY) or keys


def _explain(
    statement: Statement, uses: Sequence[PatternUse], names: Mapping[str, str], labels: Mapping[str, str], text: str
) -> ExplainedPassage:
    span = (statement.start, statement.end)
    terms: list[ExplainedTerm] = []
    for use in uses:
        if use.statement == span and use.pattern in statement.patterns and use.content in statement.terms:
            content = use.content
            bearer, counterparty = (
                tuple(_called(k, names) for k in keys) for keys in (content.bearer, _guessed(content.counterparty))
            )
            words = text[slice(*use.words)]
            terms.append(ExplainedTerm(content.matter, content.modality.value, bearer, counterparty, use.pattern, words))
    link, told = statement.link, statement.instruction
    return ExplainedPassage(
        *span,
        text[slice(*span)],
        statement.stance,
        statement.patterns,
        tuple(dict.fromkeys(terms)),
        f"{labels.get(link.later, link.later)} {link.type.value} {labels.get(link.earlier, link.earlier)}" if link else "",
        f"{told.operation.value} in {told.part or 'every part'} of {labels.get(told.base, told.base)}" if told else "",
    )
