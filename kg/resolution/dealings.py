"""Readings of many documents become dealings: parties, agreements, links, scopes and terms that hold across documents.

One file, since all of it works on statements that have found their agreements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from kg.closure import reach
from kg.origin import origin_of
from kg.records import (
    EVERY_PARTY,
    LIKELY,
    SOME_PARTY,
    Agreement,
    Basis,
    Dealing,
    Document,
    Force,
    Link,
    LinkType,
    Reading,
    Scope,
    Stance,
    Statement,
    StatementUse,
    TermContent,
    noun_and_likely,
)
from kg.resolution.agreement_strangers import meet_strangers
from kg.resolution.agreements import AgreementTable, resolve_agreements
from kg.resolution.called import read_names, with_names
from kg.resolution.changed_rules import follow_changed_rules
from kg.resolution.currencies import meant_by, settle_currencies
from kg.resolution.deciding import Applied, drop_links, join_agreements, join_applied, looked_at_together
from kg.resolution.decisions import Decisions
from kg.resolution.directions import complete_directions
from kg.resolution.formers import find_formers, settle_formers
from kg.resolution.grouping import (
    NOT_TOLD,
    Group,
    find_clashes,
    group_mentions,
    join_groups,
    keys_of,
    list_loose,
    spoken_of,
    told_by,
)
from kg.resolution.instructions import Placed, ReadPart, read_instructions
from kg.resolution.link_kinds import with_one_kind
from kg.resolution.makers import lacks_makers, makers_by_day, with_makers
from kg.resolution.naming import name_sums_alike
from kg.resolution.nouns import noun_in, with_nouns
from kg.resolution.overrides import Overrides
from kg.resolution.parties import PartyTable
from kg.resolution.passing import settle_parties
from kg.resolution.renewed import with_renewed
from kg.resolution.scopes import ToldScope, read_scope, relate_scopes, scope_ids
from kg.resolution.taken_up import taken_up
from kg.resolution.terms import Telling, join_terms
from kg.resolution.versions import place_in_versions
from kg.resolution.ways import with_ways
from kg.resolution.wordings import Wording, follow_wordings, read_wordings

__all__ = ["Resolution", "ids_of", "resolve", "resolve_group"]

_PAIR = 2
_CHANGING = frozenset({LinkType.SUPERSEDES, LinkType.AMENDS, LinkType.EXTENDS})
_PUT_IN = "invested"  # the measure of money put in: a sum put in under one agreement is not the sum of another


@dataclass(frozen=True, slots=True)
class Resolution:
    """All dealings of a collection, in the order of their ids, with the tables that led to them."""

    dealings: tuple[Dealing, ...]
    parties: PartyTable
    agreements: AgreementTable
    unused: tuple[tuple[str, str], ...] = ()  # (statement id, why it is in no dealing)
    decided: tuple[Applied, ...] = ()  # decisions on agreements and links, with the agreements that each of them bears on


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
    ordered = {r.document: r for r in sorted(readings, key=lambda r: r.document)}
    rulings = decisions if isinstance(decisions, Decisions) else Decisions(decisions or Overrides())
    keys = [keys_of(r) for r in ordered.values()]
    parties = settle_parties(keys, rulings.parties)
    told = {name: told_by(texts[name], reading) for name, reading in ordered.items()} if rulings.about else {}
    groups = group_mentions(keys, parties.party_of, looked_at_together(told, rulings))

    def resolved(group: Group) -> Resolution:
        here = [ordered[name] for name in group.documents]
        return resolve_group(group, [texts[r.document] for r in here], here, parties, rulings, read_part)

    parts = {group: resolved(group) for group in groups}
    while clashing := find_clashes({group: ids_of(part) for group, part in parts.items()}):
        parts = {group: part for group, part in parts.items() if all(group not in several for several in clashing)}
        parts |= {(group := join_groups(several)): resolved(group) for several in clashing}
    known = {mention for group in parts for mention in group.mentions}
    loose = [pair for reading in ordered.values() for pair in list_loose(reading, known)]
    return _joined(list(parts.values()), parties, loose, rulings)


def resolve_group(
    group: Group,
    documents: Sequence[Document],
    readings: Sequence[Reading],
    parties: PartyTable,
    decisions: Decisions,
    read_part: ReadPart | None = None,
) -> Resolution:
    """Return the dealings of one group of mentions: a function of what the documents of the group say, and of nothing else.

    Args:
        group: from `group_mentions`.
        documents: the documents of the group.
        readings: what each of them says.
        parties: at least the parties of the documents.
        decisions: what people have decided.
        read_part: as for `resolve`.
    """
    only = frozenset(group.mentions)
    texts = {d.identifier: d for d in documents}
    ordered = sorted(readings, key=lambda r: r.document)
    here = [texts[r.document] for r in ordered]
    ordered, parties = _with_makers(ordered, parties, only)
    parties = replace(parties, party_of=meet_strangers(here, ordered, parties.party_of, only))
    called = read_names(ordered, parties.party_of, only)
    ordered = [with_names(reading, called) for reading in ordered]
    agreements = resolve_agreements(here, ordered, parties.party_of, only)
    parties = replace(parties, party_of=_with_met(parties.party_of, agreements.met))
    agreements, decided = join_agreements(agreements, texts, ordered, decisions)
    known = with_nouns(parties, ordered, agreements, called)
    uses, unused = _place_statements(texts, ordered, parties, agreements, only)
    uses = with_one_kind(uses, agreements.agreements)
    uses = with_renewed(read_instructions(texts, ordered, uses, agreements, read_part), agreements)
    terms_of = with_ways(uses, agreements.dealings, lambda use: _resolved(use, known, agreements))
    uses = place_in_versions(uses, ordered, agreements, terms_of)
    meant = meant_by([content for use in uses for content in use.terms])
    placed: dict[str, list[int]] = defaultdict(list)  # by agreement, the places of the statements about it
    for i, use in enumerate(uses):
        for agreement in {use.owner, *use.about}:
            placed[agreement].append(i)
    dealings = tuple(
        _dealing(dealing, [uses[i] for i in sorted({i for a in dealing[1] for i in placed[a]})], known, agreements, terms_of, meant)
        for dealing in sorted(agreements.dealings.items())
    )
    dealings, dropped = drop_links(dealings, decisions)
    return Resolution(dealings, parties, agreements, tuple(sorted(unused)), decided + dropped)


def _with_makers(
    readings: Sequence[Reading], parties: PartyTable, only: Container[tuple[str, str]]
) -> tuple[list[Reading], PartyTable]:
    """Return the readings of a group in which its mentions have the makers of the contract that they mean by its day."""
    if not any(lacks_makers(reading, parties.party_of, only) for reading in readings):
        return list(readings), parties
    makers = makers_by_day([keys_of(r) for r in readings], parties.party_of)
    told = [with_makers(reading, {mention: of for mention, of in makers.items() if mention in only}) for reading in readings]
    met = {key: party for _, lent in told for key, party in lent.items()}
    return [reading for reading, _ in told], replace(parties, party_of={**parties.party_of, **met}) if met else parties


def _with_met(party_of: Mapping[tuple[str, str], str], met: Mapping[tuple[str, str], str]) -> Mapping[tuple[str, str], str]:
    """Return who is who where a party of which one document alone tells stands for one of a contract."""
    return {at: met.get((at[0], party), party) for at, party in party_of.items()} if met else party_of


def ids_of(resolution: Resolution) -> frozenset[str]:
    """Return the names of agreements and dealings, which no two groups may share."""
    named = {f"agreement {name}" for name in resolution.agreements.agreements}
    return frozenset(named | {f"dealing {dealing.id}" for dealing in resolution.dealings})


def _joined(parts: Sequence[Resolution], parties: PartyTable, loose: Iterable[tuple[str, str]], decisions: Decisions) -> Resolution:
    tables = [part.agreements for part in parts]
    table = AgreementTable(
        *(
            dict(sorted((key, value) for one in tables for key, value in getattr(one, name.name).items()))
            for name in fields(AgreementTable)
        )
    )
    dealings = sorted((dealing for part in parts for dealing in part.dealings), key=lambda d: d.id)
    unused = sorted({*loose, *(pair for part in parts for pair in part.unused)})
    return Resolution(tuple(dealings), parties, table, tuple(unused), join_applied([p.decided for p in parts], decisions))


def _place_statements(
    texts: Mapping[str, Document],
    readings: Iterable[Reading],
    parties: PartyTable,
    agreements: AgreementTable,
    only: Container[tuple[str, str]],
) -> tuple[list[Placed], list[tuple[str, str]]]:
    placed: list[Placed] = []
    unused: list[tuple[str, str]] = []
    for reading in readings:
        known = {a.key: agreements.agreement_of.get((reading.document, a.key), "") for a in reading.agreements}
        for statement in reading.statements:
            if not any((reading.document, key) in only for key in spoken_of(statement)):
                continue
            about = tuple(dict.fromkeys(known[k] for k in statement.about if known.get(k)))
            if not about:
                unused.append((statement.id, NOT_TOLD))
                continue
            owner = known.get(statement.owner, "") or about[0]
            link = _link_ends(statement, known, agreements)
            place = Placed(texts[reading.document], statement, about, owner, link, statement.terms, reading.document)
            placed.append(replace(place, lent=True) if reading.lent else place)
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
    return not (kind in _CHANGING and later.force in {Force.NON_BINDING, Force.DECLARATORY} and earlier.force is Force.BINDING)


# ------------------------------------------------------------------ one dealing
def _dealing(
    dealing: tuple[str, Sequence[str]],
    placed: Sequence[Placed],
    parties: PartyTable,
    agreements: AgreementTable,
    terms_of: Callable[[Placed], Sequence[TermContent]],
    meant: Mapping[str, str],
) -> Dealing:
    name, members = dealing
    inside = frozenset(members)
    everyone = {a: agreements.agreements[a].parties for a in members}
    told = _tellings(placed, inside, agreements, terms_of)
    wordings = _wordings(placed, told, parties)
    tellings = follow_wordings(told, complete_directions(told, everyone), everyone, wordings)
    tellings = settle_formers(tellings, find_formers(placed))
    tellings = follow_changed_rules(tellings, _changes(placed), _earlier(placed, agreements), wordings)
    tellings = name_sums_alike(settle_currencies(tellings, meant))
    tellings = [*tellings, *taken_up(placed, tellings)]
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


def _tellings(
    placed: Sequence[Placed],
    inside: frozenset[str],
    agreements: AgreementTable,
    terms_of: Callable[[Placed], Sequence[TermContent]],
) -> list[Telling]:
    tellings: list[Telling] = []
    for use in placed:
        if use.owner not in inside or agreements.agreements[use.owner].force is Force.DECLARATORY:
            continue
        for content in terms_of(use):
            own = tuple(f"{phrase} {use.owner}" for phrase in content.scope) if content.measure == _PUT_IN else content.scope
            if content.bearer:
                told = replace(content, scope=own)
                tellings.append(Telling(use.statement.id, use.document.identifier, use.statement.layer, use.owner, told))
    return tellings


def _changes(placed: Sequence[Placed]) -> frozenset[str]:
    """Return the statements that tell a change."""
    return frozenset(use.statement.id for use in placed if use.statement.stance is Stance.CHANGES)


def _earlier(placed: Sequence[Placed], agreements: AgreementTable) -> dict[str, frozenset[str]]:
    """Return for each agreement those that it changes, near or far."""
    ends = [use.link for use in placed if use.link and use.statement.link and use.statement.link.type in _CHANGING]
    found = reach((end[0], base) for end in ends for base in (end[1], *agreements.further_bases.get(end, ())))
    return {a: frozenset(bases - {a}) for a, bases in found.items()}


def _wordings(placed: Sequence[Placed], tellings: Sequence[Telling], parties: PartyTable) -> dict[str, Wording]:
    """Return what each statement that tells a term of a dealing speaks of."""
    telling = {t.statement for t in tellings}
    known = {p for t in tellings for p in (*t.content.bearer, *t.content.counterparty)} & parties.parties.keys()
    told = ((u.statement, u.document.text) for u in placed if u.statement.id in telling)
    return read_wordings({s.id: text[s.start : s.end] for s, text in told}, [parties.parties[p] for p in sorted(known)])


def _resolved(use: Placed, parties: PartyTable, agreements: AgreementTable) -> list[TermContent]:
    everyone = agreements.agreements[use.owner].parties
    return [_with_parties(content, use, parties, everyone) for content in use.terms]


def _with_parties(content: TermContent, use: Placed, parties: PartyTable, everyone: Sequence[str]) -> TermContent:
    def ids(keys: Sequence[str]) -> tuple[str, ...]:
        if EVERY_PARTY in keys:
            return tuple(sorted(everyone))
        told = [noun_and_likely(k) for k in keys]
        told = [(k, likely if len(everyone) == _PAIR else "") for k, likely in told]
        ways = [((use.home, noun_in(k, use.owner)), (use.home, k), (use.home, likely)) for k, likely in told]
        known = {parties.party_of[at] for way in ways if (at := next((w for w in way if w in parties.party_of), None))}
        return (*((SOME_PARTY,) if SOME_PARTY in keys or (keys and not known) else ()), *sorted(known))

    bearer = ids(content.bearer)
    return replace(content, bearer=bearer, counterparty=tuple(p for p in ids(content.counterparty) if p not in bearer))


def _use(
    use: Placed, inside: frozenset[str], asserted: Mapping[str, list[str]], parties: PartyTable, agreements: AgreementTable
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
        use.lent or bool(s.taken and not s.terms) or (bool(s.patterns) and all(name.startswith(LIKELY) for name in s.patterns)),
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
    concerned = {p for t in tellings for p in (*t.content.bearer, *t.content.counterparty)}
    everybody = tuple(sorted({n for p in concerned for n in (parties.parties[p].name, *parties.parties[p].aliases)}))

    def told(content: TermContent) -> tuple[ToldScope, ...]:
        owners = [parties.parties[p] for p in content.bearer]
        names = tuple(sorted({n for p in owners for n in (p.name, *p.aliases)}))
        group = " ".join((content.matter, *content.bearer))
        phrases = (p for p in content.scope if not content.measure or read_scope(p, everybody))  # a sum for somebody: the payee
        return tuple(ToldScope(phrase, group, names) for phrase in phrases)

    def ids(content: TermContent) -> tuple[str, ...]:
        return tuple(sorted({i for t in told(content) for i in scope_ids(t, name)}))

    phrases = sorted({t for telling in tellings for t in told(telling.content)}, key=repr)
    return relate_scopes(phrases, name), ids
