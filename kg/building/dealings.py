"""The graph of one dealing: what is resolved across its documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.names import document_slug
from kg.ntriples import boolean, check_base, decimal, describe_bounds, node, scope_id, string, to_graph
from kg.records import Agreement, AmendedText, Dealing, NamedGraph, Party, Scope, StatementUse, Term
from kg.vocab import KG, PROV, RDF, RDFS, ROOT, SKOS

__all__ = ["build_dealing_graph"]

_A: Final = f"<{RDF}type>"
_LABEL: Final = f"<{RDFS}label>"
_NAME: Final = f"<{SKOS}prefLabel>"


def build_dealing_graph(dealing: Dealing, base: str) -> NamedGraph:
    """Return the graph of one dealing: parties, agreements with their links, scopes, terms, and what statements are about.

    Args:
        dealing: what was resolved across documents.
        base: IRI under which instances get their names.

    Raises:
        InputError: a number is infinite, or the base is no IRI.
    """
    check_base(base)
    subject = node(base, "dealing", dealing.id)
    lines = [f"{subject} {_A} <{KG}Dealing> ."]
    names = {party.id: party.name for party in dealing.parties}
    lines.append(f"{subject} {_LABEL} {string(', '.join(sorted(names.values())) or dealing.id)} .")
    for party in dealing.parties:
        lines += _describe_party(party, base)
    for agreement in dealing.agreements:
        lines.append(f"{subject} <{KG}hasAgreement> {node(base, 'agreement', agreement.id)} .")
        lines += _describe_agreement(agreement, base, subject)
    for link in dealing.links:
        lines.append(f"{node(base, 'agreement', link.later)} <{KG}{link.type.value}> {node(base, 'agreement', link.earlier)} .")
    lines += _describe_scopes(dealing, base)
    for term in dealing.terms:
        lines += _describe_term(term, dealing.id, base)
    for use in dealing.statements:
        lines += _describe_use(use, base)
    return to_graph(node(base, "graph/dealing", dealing.id), lines)


def _describe_party(party: Party, base: str) -> Iterator[str]:
    subject = node(base, "party", party.id)
    yield f"{subject} {_A} <{KG}Party> ."
    yield f"{subject} {_NAME} {string(party.name)} ."
    for alias in party.aliases:
        if alias != party.name:  # SKOS S13: no preferred label is an alternative one too
            yield f"{subject} <{SKOS}altLabel> {string(alias)} ."
    for former in party.former_names:
        yield f"{subject} <{KG}formerName> {string(former)} ."
    if party.kind:
        yield f"{subject} <{KG}partyKind> {string(party.kind)} ."


def _describe_agreement(agreement: Agreement, base: str, dealing: str) -> Iterator[str]:
    subject = node(base, "agreement", agreement.id)
    yield f"{subject} {_A} <{KG}Agreement> ."
    yield f"{subject} {_LABEL} {string(agreement.label)} ."
    yield f"{subject} <{KG}kind> {node(ROOT, 'kind', agreement.kind)} ."
    yield f"{subject} <{KG}force> <{KG}{agreement.force.value}> ."
    yield f"{subject} <{KG}inDealing> {dealing} ."
    for party in agreement.parties:
        yield f"{subject} <{KG}party> {node(base, 'party', party)} ."
    if agreement.date_basis:
        yield f"{subject} <{KG}dateBasis> {string(agreement.date_basis)} ."
    yield from describe_bounds(subject, "made", agreement.made)


def _describe_scopes(dealing: Dealing, base: str) -> Iterator[str]:
    labels = {scope_id(dealing.id, scope.id): scope.label for scope in dealing.scopes}
    if any(not term.content.scope for term in dealing.terms):
        labels.setdefault(scope_id(dealing.id, ""), "general")
    for name, label in labels.items():
        subject = node(base, "scope", name)
        yield f"{subject} {_A} <{SKOS}Concept> ."
        yield f"{subject} {_NAME} {string(label)} ."
    for scope in dealing.scopes:
        yield from _relate_scope(scope, dealing.id, base, labels)


def _relate_scope(scope: Scope, dealing: str, base: str, labels: dict[str, str]) -> Iterator[str]:
    subject = node(base, "scope", scope_id(dealing, scope.id))
    for name, premise in scope.broader:
        other = scope_id(dealing, name)
        yield f"{subject} <{SKOS}broader> {node(base, 'scope', other)} ."
        if premise:
            yield f"{subject} <{SKOS}note> {string(f'within “{labels.get(other, name)}”: {premise}')} ."
    for name, premise in scope.overlaps:
        other = scope_id(dealing, name)
        yield f"{subject} <{KG}overlaps> {node(base, 'scope', other)} ."
        yield f"{node(base, 'scope', other)} <{KG}overlaps> {subject} ."  # symmetric, and no reasoner is needed
        if premise:
            yield f"{subject} <{SKOS}note> {string(f'overlaps “{labels.get(other, name)}”: {premise}')} ."


def _describe_term(term: Term, dealing: str, base: str) -> Iterator[str]:
    subject, content = node(base, "term", term.id), term.content
    yield f"{subject} {_A} <{KG}Term> ."
    yield f"{subject} <{KG}inAgreement> {node(base, 'agreement', term.agreement)} ."
    yield f"{subject} <{KG}matter> {node(ROOT, 'matter', content.matter)} ."
    yield f"{subject} <{KG}modality> <{KG}{content.modality.value}> ."
    for party in content.bearer:
        yield f"{subject} <{KG}bearer> {node(base, 'party', party)} ."
    for party in content.counterparty:
        yield f"{subject} <{KG}counterparty> {node(base, 'party', party)} ."
    if content.exclusivity is not None:
        yield f"{subject} <{KG}exclusivity> <{KG}{content.exclusivity.value}> ."
    for scope in content.scope or ("",):
        yield f"{subject} <{KG}scope> {node(base, 'scope', scope_id(dealing, scope))} ."
    yield from _describe_value(subject, term)
    for name, words in (("condition", content.condition), ("hedge", content.hedge), ("endsOnEvent", content.ends_on_event)):
        if words:
            yield f"{subject} <{KG}{name}> {string(words)} ."
    yield from describe_bounds(subject, "start", content.start)
    yield from describe_bounds(subject, "end", content.end)


def _describe_value(subject: str, term: Term) -> Iterator[str]:
    content = term.content
    if content.measure:
        yield f"{subject} <{KG}measure> {node(ROOT, 'measure', content.measure)} ."
    if content.low is not None:
        yield f"{subject} <{KG}low> {decimal(content.low)} ."
    if content.high is not None:
        yield f"{subject} <{KG}high> {decimal(content.high)} ."
    if content.unit:
        yield f"{subject} <{KG}unit> {string(content.unit)} ."
    if content.value_text:
        yield f"{subject} <{KG}valueText> {string(content.value_text)} ."
    if content.capped:  # silence is no value: nobody says "not capped"
        yield f"{subject} <{KG}capped> {boolean(True)} ."


def _describe_use(use: StatementUse, base: str) -> Iterator[str]:
    subject = node(base, "statement", use.id)
    for agreement in use.about:
        yield f"{subject} <{KG}about> {node(base, 'agreement', agreement)} ."
    for term in use.asserts:
        yield f"{subject} <{KG}asserts> {node(base, 'term', term)} ."
    if use.link is not None:
        later, kind, earlier = use.link
        yield f"{subject} <{KG}linkFrom> {node(base, 'agreement', later)} ."
        yield f"{subject} <{KG}linkType> <{KG}{kind.value}> ."
        for base_agreement in (earlier, *use.link_further):
            yield f"{subject} <{KG}linkTo> {node(base, 'agreement', base_agreement)} ."
    if use.speaker:
        yield f"{subject} <{PROV}wasAttributedTo> {node(base, 'party', use.speaker)} ."
    if use.amended is not None:
        yield from _describe_amended(subject, use.amended, base)


def _describe_amended(subject: str, amended: AmendedText, base: str) -> Iterator[str]:
    if amended.document:
        yield f"{subject} <{KG}resolvedIn> {node(base, 'document', document_slug(amended.document))} ."
        yield f"{subject} <{KG}baseWords> {string(amended.words)} ."
    else:
        yield f"{subject} <{KG}unresolved> {string(amended.unresolved)} ."
