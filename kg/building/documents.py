"""The graph of one document: what it is, and each statement with its quote."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final

from kg.errors import InputError
from kg.names import document_slug
from kg.ntriples import boolean, check_base, day, describe_bounds, integer, node, string, to_graph
from kg.origin import origin_of
from kg.records import Document, Instruction, NamedGraph, Statement
from kg.vocab import DCTERMS, KG, OA, PROV, RDF, RDFS

__all__ = ["build_document_graph"]

CONTEXT: Final = 32  # code points of text kept before and after a quote

_A: Final = f"<{RDF}type>"
_LABEL: Final = f"<{RDFS}label>"


def build_document_graph(document: Document, statements: Sequence[Statement], base: str, version: str) -> NamedGraph:
    """Return the graph of one document: what it is, and each statement with its quote.

    Args:
        document: the document; offsets of statements count code points of its text.
        statements: what was read in it.
        base: IRI under which instances get their names.
        version: of the extraction, part of the name of the software that made the statements.

    Raises:
        InputError: a statement lies outside the text, two share an id, or the base is no IRI.
    """
    check_base(base)
    name = document_slug(document.identifier)
    subject = node(base, "document", name)
    lines = list(_describe_document(document, subject))
    activity, software = node(base, "activity", name), node(base, "software", version)
    lines += (
        f"{activity} {_A} <{PROV}Activity> .",
        f"{activity} <{PROV}used> {subject} .",
        f"{activity} <{PROV}wasAssociatedWith> {software} .",
        f"{software} {_A} <{PROV}SoftwareAgent> .",
        f"{software} {_LABEL} {string(f'agreement-kg extraction {version}')} .",
    )
    seen: set[str] = set()
    for statement in statements:
        _check_statement(document, statement, seen)
        lines += _describe_statement(document, statement, base, subject, activity)
        if not statement.speaker:
            lines += _describe_voice(statement, base, name)
    return to_graph(node(base, "graph/document", name), lines)


def _check_statement(document: Document, statement: Statement, seen: set[str]) -> None:
    where = f"{document.identifier}:{statement.start}-{statement.end}"
    if not 0 <= statement.start < statement.end <= len(document.text):
        raise InputError("the quote of a statement lies outside the text.", where=where, cure="Read the document again.")
    if statement.id in seen:
        raise InputError(f"two statements share the id {statement.id}.", where=where, cure="Give each statement its own id.")
    seen.add(statement.id)


def _describe_document(document: Document, subject: str) -> Iterator[str]:
    text_sha256 = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    yield f"{subject} {_A} <{KG}Document> ."
    yield f"{subject} <{DCTERMS}identifier> {string(document.identifier)} ."
    yield f"{subject} <{KG}sha256> {string(document.sha256)} ."
    yield f"{subject} <{KG}textSha256> {string(text_sha256)} ."
    for name, value in (
        (f"{DCTERMS}title", document.title),
        (f"{DCTERMS}publisher", document.publisher),
        (f"{DCTERMS}source", document.source_address),
        (f"{DCTERMS}format", document.media_type),
        (f"{KG}dateBasis", document.date_basis),
        (f"{KG}reliability", document.reliability),
    ):
        if value:
            yield f"{subject} <{name}> {string(value)} ."
    yield from describe_bounds(subject, "published", document.published)
    if document.captured_on is not None:
        yield f"{subject} <{KG}capturedOn> {day(document.captured_on)} ."
    if document.truncated:
        yield f"{subject} <{KG}truncated> {boolean(True)} ."


def _describe_statement(document: Document, statement: Statement, base: str, source: str, activity: str) -> list[str]:
    text, start, end = document.text, statement.start, statement.end
    words = text[start:end]
    subject = node(base, "statement", statement.id)
    quote, position, exact = (f"{subject[:-1]}/{tail}>" for tail in ("quote", "quote/position", "quote/text"))
    lines = [
        f"{subject} {_A} <{KG}Statement> .",
        f"{subject} <{KG}source> {source} .",
        f"{subject} <{KG}layer> <{KG}{statement.layer.value}> .",
        f"{subject} <{KG}stance> <{KG}{statement.stance.value}> .",
        f"{subject} <{KG}basis> <{KG}{statement.basis.value}> .",
        f'{subject} <{KG}origin> "{origin_of(words)}" .',
        f"{subject} <{KG}quote> {quote} .",
        f"{subject} <{PROV}wasGeneratedBy> {activity} .",
        f"{quote} {_A} <{OA}SpecificResource> .",
        f"{quote} <{OA}hasSource> {source} .",
        f"{quote} <{OA}hasSelector> {position} .",
        f"{quote} <{OA}hasSelector> {exact} .",
        f"{position} {_A} <{OA}TextPositionSelector> .",
        f"{position} <{OA}start> {integer(start)} .",
        f"{position} <{OA}end> {integer(end)} .",
        f"{exact} {_A} <{OA}TextQuoteSelector> .",
        f"{exact} <{OA}exact> {string(words)} .",
        f"{exact} <{OA}prefix> {string(text[max(0, start - CONTEXT) : start])} .",
        f"{exact} <{OA}suffix> {string(text[end : end + CONTEXT])} .",
    ]
    lines += [f"{subject} <{KG}pattern> {string(pattern)} ." for pattern in statement.patterns]
    if statement.instruction is not None:
        lines += _describe_instruction(subject, statement.instruction)
    return lines


def _describe_instruction(subject: str, instruction: Instruction) -> Iterator[str]:
    yield f"{subject} <{KG}operation> {string(instruction.operation.value)} ."
    for name, words in (("amendsPart", instruction.part), ("oldWords", instruction.old), ("newWords", instruction.new)):
        if words:
            yield f"{subject} <{KG}{name}> {string(words)} ."


def _describe_voice(statement: Statement, base: str, document: str) -> tuple[str, str, str]:
    voice = statement.voice or "unsigned"
    agent = node(base, f"voice/{document}", voice)
    return (
        f"{node(base, 'statement', statement.id)} <{PROV}wasAttributedTo> {agent} .",
        f"{agent} {_A} <{PROV}Agent> .",
        f"{agent} {_LABEL} {string(voice)} .",
    )
