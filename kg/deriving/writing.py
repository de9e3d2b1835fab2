"""The derived graph of a dealing: what deriving has found, as N-Triples lines."""

from __future__ import annotations

from collections.abc import Iterator

from kg.deriving.colliding import Collision, PartyFindings
from kg.deriving.results import AgreementFacts, Derived, Finding, Note, TermFacts
from kg.names import digest, document_slug
from kg.ntriples import check_base, describe_bounds, integer, node, string, to_graph
from kg.records import Dealing, NamedGraph
from kg.vocab import KG, PROV, RDF, RDFS, ROOT, VERDICT

__all__ = ["build_derived_graph", "build_party_graph"]

_TYPE = f"<{RDF}type>"


def build_derived_graph(dealing: Dealing, derived: Derived, base: str) -> NamedGraph:
    """The graph `{base}graph/derived/{dealing}`: IRIs only, sorted, the same for the same input.

    Args:
        dealing: what `derived` was derived from.
        derived: what `derive` gave for it.
        base: IRI of instances.

    Raises:
        InputError: the base is no base IRI, or a name or a text cannot be written.
    """
    check_base(base)
    lines: list[str] = []
    for a in derived.agreements:
        lines.extend(_agreement(a, base))
    for t in derived.terms:
        lines.extend(_term(t, base))
    for f in derived.findings:
        lines.extend(_finding(f, base))
    for n in derived.notes:
        lines.extend(_note(n, derived.dealing, {a.id for a in dealing.agreements}, base))
    return to_graph(node(base, "graph/derived", derived.dealing), lines)


def build_party_graph(found: PartyFindings, base: str) -> NamedGraph:
    """The graph `{base}graph/derived/party/{party}` of what a party has promised to several partners.

    Args:
        found: the collisions of one party.
        base: IRI of instances.

    Raises:
        InputError: the base is no base IRI, or a name or a text cannot be written.
    """
    check_base(base)
    lines: list[str] = []
    for c in found.collisions:
        lines.extend(_collision(c, base))
    for n in found.notes:
        lines.extend(_note(n, found.party, set(), base))
    return to_graph(node(base, "graph/derived/party", found.party), lines)


def _agreement(a: AgreementFacts, base: str) -> Iterator[str]:
    subject = node(base, "agreement", a.id)
    for name, others in (("after", a.after), ("followsAny", a.follows)):
        for other in others:
            yield f"{subject} <{KG}{name}> {node(base, 'agreement', other)} ."
    yield from describe_bounds(subject, "bound", a.made)
    yield from describe_bounds(subject, "known", a.known)


def _term(t: TermFacts, base: str) -> Iterator[str]:
    subject = node(base, "term", t.id)
    yield f"{subject} <{KG}bestRank> {integer(t.best_rank)} ."
    yield f"{subject} <{KG}witnesses> {integer(t.witnesses)} ."
    if t.told_in:
        yield f"{subject} <{KG}bestWords> {string(t.best_words)} ."
    for document in t.told_in:
        yield f"{subject} <{KG}toldIn> {node(base, 'document', document_slug(document))} ."
    yield from describe_bounds(subject, "begins", t.begins)
    yield from describe_bounds(subject, "known", t.known)
    yield from describe_bounds(subject, "attested", t.attested)
    may_end = (*t.ended_by, *t.perhaps_ended_by)  # what ends it for certain may have ended it before that is certain
    for name, others in (("endedBy", t.ended_by), ("perhapsEndedBy", may_end), ("narrowedBy", t.narrowed_by)):
        for other in others:
            yield f"{subject} <{KG}{name}> {node(base, 'term', other)} ."
    for other in t.left_behind_by:
        yield f"{subject} <{KG}leftBehindBy> {node(base, 'agreement', other)} ."


def _finding(f: Finding, base: str) -> Iterator[str]:
    subject = node(base, "finding", f.id)
    yield f"{subject} {_TYPE} <{KG}Finding> ."
    yield f"{subject} {_TYPE} <{KG}{'Change' if f.change else 'Conflict'}> ."
    yield from _judgement(subject, f, base)
    if f.clash_type:
        yield f"{subject} <{KG}clashType> {string(f.clash_type)} ."
    yield from describe_bounds(subject, "effect", f.effect)
    yield from describe_bounds(subject, "known", f.known)


def _collision(c: Collision, base: str) -> Iterator[str]:
    subject = node(base, "collision", c.id)
    yield f"{subject} {_TYPE} <{KG}Collision> ."
    yield from _judgement(subject, c, base)


def _judgement(subject: str, f: Finding | Collision, base: str) -> Iterator[str]:
    """What findings and collisions have in common."""
    yield f"{subject} <{KG}left> {node(base, 'term', f.left)} ."
    yield f"{subject} <{KG}right> {node(base, 'term', f.right)} ."
    yield f"{subject} <{KG}verdict> <{VERDICT}{f.verdict}> ."
    yield f"{subject} <{KG}onMatter> {node(ROOT, 'matter', f.matter)} ."
    yield f"{subject} <{KG}certainty> {string('certain' if f.certain else 'possible')} ."
    yield f"{subject} <{KG}rule> {string(f.rule)} ."
    yield f"{subject} <{KG}scopeRelation> {string(f.scope_relation)} ."
    yield f"{subject} <{KG}leftWords> {string(f.left_words)} ."
    yield f"{subject} <{KG}rightWords> {string(f.right_words)} ."
    if f.set_aside:
        yield f"{subject} <{KG}setAside> {string(f.set_aside)} ."
    for statement in f.premises:
        yield f"{subject} <{PROV}wasDerivedFrom> {node(base, 'statement', statement)} ."
    yield from describe_bounds(subject, "overlap", f.overlap)


def _note(n: Note, dealing: str, agreements: set[str], base: str) -> Iterator[str]:
    subject = node(base, "note", f"{dealing}.{digest(n.kind, *n.concerns, n.text)}")
    yield f"{subject} {_TYPE} <{KG}Note> ."
    yield f"{subject} <{KG}noteKind> {string(n.kind)} ."
    yield f"{subject} <{RDFS}comment> {string(n.text)} ."
    for what in n.concerns:
        yield f"{subject} <{KG}concerns> {node(base, 'agreement' if what in agreements else 'term', what)} ."
