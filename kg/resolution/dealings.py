"""Readings of many documents become dealings: parties, agreements, links, scopes and terms that hold across documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.origin import origin_of
from kg.records import (
    EVERY_PARTY,
    Agreement,
    AmendedPart,
    AmendedText,
    Basis,
    Dealing,
    Document,
    Force,
    Instruction,
    Layer,
    Link,
    LinkType,
    Reading,
    Scope,
    Statement,
    StatementUse,
    TermContent,
)
from kg.resolution.agreements import AgreementTable, resolve_agreements
from kg.resolution.deciding import Applied, drop_links, join_agreements
from kg.resolution.decisions import Decisions
from kg.resolution.overrides import Overrides
from kg.resolution.parties import PartyTable, resolve_parties
from kg.resolution.scopes import ToldScope, relate_scopes, scope_ids
from kg.resolution.terms import Telling, join_terms

__all__ = ["Resolution", "resolve"]

_PUT_IN = "invested"  # the measure of money put in: a sum put in under one agreement is not the sum of another


@dataclass(frozen=True, slots=True)
class Resolution:
    """All dealings of a collection, in the order of their ids, with the tables that led to them."""

    dealings: tuple[Dealing, ...]
    parties: PartyTable
    agreements: AgreementTable
    unused: tuple[tuple[str, str], ...] = ()  # (statement id, why it is in no dealing)
    decided: tuple[Applied, ...] = ()  # decisions on agreements and links, with the agreements that each of them bears on


ReadPart = Callable[[Document, Instruction], AmendedPart | None]

_NOT_ASKED = "Nobody looked for the amended text."
_NO_BASE = "The amended agreement is not among the documents."
_NO_PLACE = "The amended agreement is among the documents, but the part or the words that change were not found in it."


def resolve(
    documents: Sequence[Document],
    readings: Sequence[Reading],
    decisions: Decisions | Overrides | None = None,
    *,
    read_part: ReadPart | None = None,
) -> Resolution:
    """Return the dealings of a collection; equal for every order of `documents` and `readings`.

    Args:
        documents: the documents of `readings`.
        readings: what each of them says.
        decisions: what people have decided, or only on who is the same party.
        read_part: finds what a contract says where an instruction changes it (`kg.extraction.read_amended_part`); without it
            instructions stay unresolved.
    """
    texts = {d.identifier: d for d in documents}
    ordered = sorted(readings, key=lambda r: r.document)
    rulings = decisions if isinstance(decisions, Decisions) else Decisions(decisions or Overrides())
    parties = resolve_parties(ordered, rulings.parties)
    agreements = resolve_agreements([texts[r.document] for r in ordered], ordered, parties.party_of)
    agreements, decided = join_agreements(agreements, texts, ordered, rulings)
    uses, unused = _place_statements(texts, ordered, parties, agreements)
    uses = _amended(texts, ordered, uses, agreements, read_part)
    dealings = tuple(_dealing(name, members, uses, parties, agreements) for name, members in sorted(agreements.dealings.items()))
    dealings, dropped = drop_links(dealings, rulings)
    return Resolution(dealings, parties, agreements, tuple(sorted(unused)), decided + dropped)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A statement whose agreements are known across documents."""

    document: Document
    statement: Statement
    about: tuple[str, ...]
    owner: str
    link: tuple[str, str] | None  # later and earlier agreement
    terms: tuple[TermContent, ...] = ()
    home: str = ""  # identifier of the document whose keys the terms have
    amended: AmendedText | None = None


def _place_statements(
    texts: Mapping[str, Document], readings: Iterable[Reading], parties: PartyTable, agreements: AgreementTable
) -> tuple[list[_Placed], list[tuple[str, str]]]:
    placed: list[_Placed] = []
    unused: list[tuple[str, str]] = []
    for reading in readings:
        known = {a.key: agreements.agreement_of.get((reading.document, a.key), "") for a in reading.agreements}
        for statement in reading.statements:
            about = tuple(dict.fromkeys(known[k] for k in statement.about if known.get(k)))
            if not about:
                unused.append((statement.id, "The agreement that it is about could not be told."))
                continue
            owner = known.get(statement.owner, "") or about[0]
            link = _link_ends(statement, known, agreements)
            placed.append(_Placed(texts[reading.document], statement, about, owner, link, statement.terms, reading.document))
    return placed, unused


def _link_ends(statement: Statement, known: Mapping[str, str], agreements: AgreementTable) -> tuple[str, str] | None:
    if statement.link is None:
        return None
    later = known.get(statement.link.later, "")
    if not statement.link.later:
        later = agreements.carriers_forward.get(known.get(statement.link.earlier, ""), "")
    earlier = known.get(statement.link.earlier, "") if statement.link.earlier else agreements.base_of.get(later, "")
    known_ends = later and earlier and later != earlier
    return (
        (later, earlier)
        if known_ends and _may_link(statement.link.type, agreements.agreements[later], agreements.agreements[earlier])
        else None
    )


def _may_link(kind: LinkType, later: Agreement, earlier: Agreement) -> bool:
    """Whether one agreement can do this to another: what binds nobody changes nothing that binds (SEMANTICS (a))."""
    changes = kind in {LinkType.SUPERSEDES, LinkType.AMENDS, LinkType.EXTENDS}
    return not (changes and later.force in {Force.NON_BINDING, Force.DECLARATORY} and earlier.force is Force.BINDING)


# ------------------------------------------------------------------ amendment instructions
def _amended(
    texts: Mapping[str, Document],
    readings: Sequence[Reading],
    uses: Sequence[_Placed],
    agreements: AgreementTable,
    read_part: ReadPart | None,
) -> list[_Placed]:
    """Return the statements; an instruction has what it meets and, where it tells no term itself, the terms that it gives."""
    contracts = _contracts(readings, agreements)
    return [use if use.statement.instruction is None else _amend(use, texts, contracts, agreements, read_part) for use in uses]


def _contracts(readings: Sequence[Reading], agreements: AgreementTable) -> dict[str, str]:
    """Return for each agreement whose contract is in the collection the first document that holds it."""
    contracts: dict[str, str] = {}
    for reading in readings:
        if any(s.layer is Layer.INSTRUMENT for s in reading.statements):
            own = [agreements.agreement_of.get((reading.document, a.key), "") for a in reading.agreements if a.own]
            contracts.update({name: reading.document for name in own if name and name not in contracts})
    return contracts


def _amend(
    use: _Placed,
    texts: Mapping[str, Document],
    contracts: Mapping[str, str],
    agreements: AgreementTable,
    read_part: ReadPart | None,
) -> _Placed:
    instruction, here = use.statement.instruction, use.document.identifier
    if instruction is None or read_part is None:
        return replace(use, amended=AmendedText(unresolved=_NOT_ASKED))
    base = agreements.agreement_of.get((here, instruction.base), "")
    base = base or agreements.base_of.get(agreements.agreement_of.get((here, use.statement.owner), ""), "")
    home = contracts.get(base, here)
    if home == here:
        return replace(use, amended=AmendedText(unresolved=_NO_BASE))
    part = read_part(texts[home], instruction)
    if part is None:
        return replace(use, amended=AmendedText(unresolved=_NO_PLACE))
    met = AmendedText(home, texts[home].text[part.start : part.end])
    return replace(use, amended=met) if use.terms else replace(use, amended=met, terms=part.terms, home=home)


# ------------------------------------------------------------------ one dealing
def _dealing(
    name: str, members: Sequence[str], uses: Sequence[_Placed], parties: PartyTable, agreements: AgreementTable
) -> Dealing:
    inside = frozenset(members)
    placed = [u for u in uses if inside & {u.owner, *u.about}]
    tellings = _tellings(placed, inside, parties, agreements)
    scopes, scope_of = _scopes(name, tellings, parties)
    tellings = [replace(t, content=replace(t.content, scope=scope_of(t.content))) for t in tellings]
    terms, term_of = join_terms(tellings)
    asserted: dict[str, list[str]] = defaultdict(list)
    for (statement, _), term in sorted(term_of.items()):
        asserted[statement].append(term)
    statements = tuple(sorted((_use(u, inside, asserted, parties, agreements) for u in placed), key=lambda s: s.id))
    named = {p for a in members for p in agreements.agreements[a].parties}
    named |= {p for t in terms for p in (*t.content.bearer, *t.content.counterparty)}
    named |= {s.speaker for s in statements if s.speaker}
    return Dealing(
        name,
        tuple(parties.parties[p] for p in sorted(named)),
        tuple(agreements.agreements[a] for a in sorted(members)),
        _links(statements),
        scopes,
        terms,
        statements,
    )


def _tellings(placed: Sequence[_Placed], inside: frozenset[str], parties: PartyTable, agreements: AgreementTable) -> list[Telling]:
    tellings: list[Telling] = []
    for use in placed:
        if use.owner not in inside or agreements.agreements[use.owner].force is Force.DECLARATORY:
            continue
        for content in use.terms:
            resolved = _with_parties(content, use.home, parties, agreements.agreements[use.owner].parties)
            if resolved.measure == _PUT_IN:
                resolved = replace(resolved, scope=tuple(f"{phrase} {use.owner}" for phrase in resolved.scope))
            if resolved.bearer:
                tellings.append(Telling(use.statement.id, use.document.identifier, use.statement.layer, use.owner, resolved))
    return tellings


def _with_parties(content: TermContent, document: str, parties: PartyTable, everyone: Sequence[str]) -> TermContent:
    def ids(keys: Sequence[str]) -> tuple[str, ...]:
        if EVERY_PARTY in keys:
            return tuple(sorted(everyone))
        return tuple(sorted({parties.party_of[document, k] for k in keys if (document, k) in parties.party_of}))

    bearer = ids(content.bearer)
    return replace(content, bearer=bearer, counterparty=tuple(p for p in ids(content.counterparty) if p not in bearer))


def _use(
    use: _Placed, inside: frozenset[str], asserted: Mapping[str, list[str]], parties: PartyTable, agreements: AgreementTable
) -> StatementUse:
    s, d = use.statement, use.document
    link = (use.link[0], s.link.type, use.link[1]) if use.link and s.link and inside >= set(use.link) else None
    words = d.text[s.start : s.end]
    about = tuple(a for a in dict.fromkeys((use.owner, *use.about)) if a in inside)
    return StatementUse(
        s.id,
        d.identifier,
        s.layer,
        s.stance,
        s.basis,
        d.published,
        origin_of(words),
        words,
        about,
        tuple(dict.fromkeys(asserted.get(s.id, ()))),
        parties.party_of.get((d.identifier, s.speaker), ""),
        s.voice,
        link,
        tuple(a for a in agreements.further_bases.get(use.link, ()) if a in inside) if link and use.link else (),
        use.amended,
    )


def _links(statements: Sequence[StatementUse]) -> tuple[Link, ...]:
    carriers: dict[tuple[str, str, str], list[StatementUse]] = defaultdict(list)
    types = {}
    for s in statements:
        if s.link is not None:
            types[s.link[1].value] = s.link[1]
            for earlier in (s.link[2], *s.link_further):
                carriers[s.link[0], s.link[1].value, earlier].append(s)
    return tuple(
        Link(
            later,
            types[kind],
            earlier,
            Basis.EXPLICIT if any(s.basis is Basis.EXPLICIT for s in said) else Basis.INFERRED,
            tuple(s.id for s in said),
        )
        for (later, kind, earlier), said in sorted(carriers.items())
    )


def _scopes(
    name: str, tellings: Sequence[Telling], parties: PartyTable
) -> tuple[tuple[Scope, ...], Callable[[TermContent], tuple[str, ...]]]:
    """Return the scopes of a dealing, and how a content finds the ids of its own."""

    def told(content: TermContent) -> tuple[ToldScope, ...]:
        owners = [parties.parties[p] for p in content.bearer]
        names = tuple(sorted({n for p in owners for n in (p.name, *p.aliases)}))
        group = " ".join((content.matter, *content.bearer))
        return tuple(ToldScope(phrase, group, names) for phrase in content.scope)

    def ids(content: TermContent) -> tuple[str, ...]:
        return tuple(sorted({i for t in told(content) for i in scope_ids(t, name)}))

    phrases = sorted({t for telling in tellings for t in told(telling.content)}, key=repr)
    return relate_scopes(phrases, name), ids
