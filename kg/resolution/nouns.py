"""Whom a document means by a noun that it does not explain, such as "the yard": the one who has that role in another document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.legal_names import name_words
from kg.records import SOME_PARTY, PartyMention, Reading
from kg.resolution.agreements import AgreementTable
from kg.resolution.parties import PartyTable

__all__ = ["with_nouns"]


def with_nouns(
    parties: PartyTable, readings: Sequence[Reading], agreements: AgreementTable, called: Mapping[tuple[str, str], str]
) -> PartyTable:
    """Return the parties with the nouns of the documents of one group of mentions that fit one party of their agreements alone.

    A noun fits a party that has it as its role in some document, else in its name. Others stay open. Only the documents of the
    group are known to the result, where a noun fits.

    Args:
        parties: at least those of the documents.
        readings: what each of the documents says.
        agreements: the agreements of the group.
        called: for document and key of a name that it does not explain the party that it fits.
    """
    told = {r.document: nouns for r in readings if (nouns := _nouns_in(r))}
    if not told and not called:
        return parties
    tiers = [_told_by(tier, readings, parties) for tier in (_roles, _names)]
    found = dict(called)
    for reading in readings:
        keys = (agreements.agreement_of.get((reading.document, a.key), "") for a in reading.agreements)
        deal = sorted({party for key in keys if key for party in agreements.agreements[key].parties})
        for noun in told.get(reading.document, ()):
            fits = ([p for p in deal if noun.removeprefix(SOME_PARTY) in tier.get(p, ())] for tier in tiers)
            best = next((fit for fit in fits if fit), [])
            if len(best) == 1:
                found[reading.document, noun] = best[0]
    if not found:
        return parties
    mentions = [(r.document, mention.key) for r in readings for mention in r.parties]
    here = {mention: parties.party_of[mention] for mention in mentions if mention in parties.party_of}
    return replace(parties, party_of={**here, **found})


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
    return (word for name in (mention.name, *mention.aliases) for word in name_words(name))


def _nouns_in(reading: Reading) -> set[str]:
    return {
        key
        for statement in reading.statements
        for term in statement.terms
        for key in (*term.bearer, *term.counterparty)
        if key.startswith(SOME_PARTY) and key != SOME_PARTY
    }
