"""Whom a document means by a noun that it does not explain, such as "the yard": the one who is called so in another document.

A noun fits a party that has it as its role in some document, else in its name, else one that some document says to be that, or
whose name shows its trade. Those of the agreement that a statement tells of are asked first, then those of all agreements of
its document, then those of the deals that share two parties with them. What fits several, or nobody, stays open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from kg.legal_names import name_words
from kg.records import SOME_PARTY, PartyMention, Reading, noun_and_likely
from kg.resolution.agreements import AgreementTable
from kg.resolution.parties import PartyTable

__all__ = ["noun_in", "with_nouns"]


_OF_ALL = frozenset({"company", "corporation", "enterprise", "firm", "group"})  # words in names of firms of all kinds


def noun_in(noun: str, agreement: str) -> str:
    """Return the key of a noun in what is told of one agreement."""
    return f"{noun}@{agreement}"


def with_nouns(
    parties: PartyTable, readings: Sequence[Reading], agreements: AgreementTable, called: Mapping[tuple[str, str], str]
) -> PartyTable:
    """Return the parties with the nouns of the documents of one group of mentions that fit one party of their agreements alone.

    Only the documents of the group are known to the result, where a noun fits.

    Args:
        parties: at least those of the documents.
        readings: what each of the documents says.
        agreements: the agreements of the group.
        called: for document and key of a name that it does not explain the party that it fits.
    """
    told = {r.document: nouns for r in readings if (nouns := _nouns_in(r))}
    if not told and not called:
        return parties
    tiers = [_told_by(tier, readings, parties) for tier in (_roles, _names, _trades)]
    found = dict(called)
    deals = {name: frozenset(agreement.parties) for name, agreement in agreements.agreements.items()}
    for reading in (reading for reading in readings if reading.document in told):
        own = dict.fromkeys(agreements.agreement_of.get((reading.document, a.key), "") for a in reading.agreements)
        circles = list(_circles([name for name in own if name], deals))
        for noun in told[reading.document]:
            for name in filter(None, own):
                if party := _fitting(noun, deals[name], tiers):
                    found[reading.document, noun_in(noun, name)] = party
            if party := next(filter(None, (_fitting(noun, circle, tiers) for circle in circles)), ""):
                found[reading.document, noun] = party
    if not found:
        return parties
    mentions = [(r.document, mention.key) for r in readings for mention in r.parties]
    here = {mention: parties.party_of[mention] for mention in mentions if mention in parties.party_of}
    return replace(parties, party_of={**here, **found})


def _circles(own: Sequence[str], deals: Mapping[str, frozenset[str]]) -> Iterator[Set[str]]:
    """Yield the parties of the agreements of a document, then with those of the deals that share two of them, then one."""
    here = frozenset[str]().union(*(deals[name] for name in own))
    yield here
    yield here.union(*(deal for deal in deals.values() if len(deal & here) > 1))
    yield here.union(*(deal for deal in deals.values() if deal & here))


def _fitting(noun: str, circle: Set[str], tiers: Sequence[Mapping[str, Set[str]]]) -> str:
    """Return the one party of a circle that a noun fits, in the first way in which any does; empty where several do."""
    word = noun.removeprefix(SOME_PARTY)
    fits = ([party for party in sorted(circle) if word in tier.get(party, ())] for tier in tiers)
    best = next((fit for fit in fits if fit), [])
    return best[0] if len(best) == 1 else ""


def _told_by(
    tier: Callable[[PartyMention], Iterable[str]], readings: Sequence[Reading], parties: PartyTable
) -> dict[str, set[str]]:
    """Return the nouns that the documents tell of each party in one way."""
    found: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for mention in reading.parties:
            if (party := parties.party_of.get((reading.document, mention.key))) is not None:
                found[party].update(tier(mention))
    return found


def _roles(mention: PartyMention) -> Iterator[str]:
    for role in mention.roles:
        words = role.casefold().removeprefix("the ")
        yield from (words, words.rpartition(" ")[2])


def _names(mention: PartyMention) -> Iterator[str]:
    return (word for name in (mention.name, *mention.aliases) for word in name_words(name) if word not in _OF_ALL)


def _trades(mention: PartyMention) -> Iterable[str]:
    return mention.nouns


def _nouns_in(reading: Reading) -> set[str]:
    return {
        noun_and_likely(key)[0]
        for statement in reading.statements
        for term in statement.terms
        for key in (*term.bearer, *term.counterparty)
        if key.startswith(SOME_PARTY) and key != SOME_PARTY
    }
