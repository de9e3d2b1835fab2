"""Who says "we" in a document that nowhere tells it: the party that deals with those whom the document names.

Minutes that speak of "our contracts with Acme and Beta" are those of the one who has contracts with both by other documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence

from kg.legal_names import name_words
from kg.records import SPEAKER
from kg.resolution.grouping import ReadingKeys

__all__ = ["meet_speakers"]

_Node = tuple[str, str]  # document and local key of a party


def meet_speakers(readings: Sequence[ReadingKeys], party_of: Mapping[_Node, str], passed: Container[_Node]) -> dict[_Node, str]:
    """Return, for the speaker of each document who is none of its parties, the party of other documents that it is.

    Args:
        readings: what each document tells of parties and agreements.
        party_of: for document and local key of a party its id.
        passed: documents and keys of the mentions that stand for none; who speaks may be among them.
    """
    unknown = {one.document: node for one in readings if (node := _speaker(one, passed)) is not None}
    if not unknown:
        return {}
    homes: dict[str, set[tuple[str, frozenset[str]]]] = defaultdict(set)  # the deals of each party, with their documents
    for one in readings:
        for deal in _deals(one, party_of):
            for party in deal:
                homes[party].add((one.document, deal))
    firsts: dict[str, set[str]] = defaultdict(set)  # the first words of the names of each party
    for one in readings:
        for mention in one.parties:
            if (party := party_of.get((one.document, mention.key), "")) and mention.name:
                told = [words for n in (mention.name, *mention.aliases) if (words := name_words(n))]
                firsts[party] |= {words[0] for words in told} | {"".join(w[0] for w in words) for words in told if len(words) > 2}
    found = {}
    for one in readings:
        node = unknown.get(one.document)
        if node is not None and (party := _missing(one, node[1], party_of, homes, firsts)):
            found[node] = party
    return found


def _speaker(reading: ReadingKeys, passed: Container[_Node]) -> _Node | None:
    """Return who speaks in a document, where it has no name or its name stands for no party."""
    keys = [m.key for m in reading.parties if m.key == SPEAKER and not m.name]
    keys += [m.key for m in reading.parties if m.key in reading.speakers and (reading.document, m.key) in passed]
    return (reading.document, keys[0]) if len(keys) == 1 else None


def _deals(reading: ReadingKeys, party_of: Mapping[_Node, str]) -> Iterator[frozenset[str]]:
    for agreement in reading.agreements:
        told = frozenset(party_of[reading.document, key] for key in agreement.parties if (reading.document, key) in party_of)
        if len(told) > 1 and not agreement.supposed:
            yield told


def _missing(
    reading: ReadingKeys,
    speaker: str,
    party_of: Mapping[_Node, str],
    homes: Mapping[str, set[tuple[str, frozenset[str]]]],
    firsts: Mapping[str, set[str]],
) -> str:
    """Return the party that a document does not name and that deals with most of those whom it does; empty where two may be it.

    One whose name stands in its head or foot comes first; then count those with whom the document itself says that its speaker
    deals, and how many other documents tell of it.
    """
    own = {party_of[reading.document, m.key] for m in reading.parties if (reading.document, m.key) in party_of and not m.lent}
    partners = {
        party_of[reading.document, key]
        for agreement in reading.agreements
        if speaker in agreement.parties
        for key in agreement.parties
        if party_of.get((reading.document, key)) in own
    }
    near: dict[str, set[str]] = defaultdict(set)
    told: dict[str, set[str]] = defaultdict(set)
    for party in own:
        for document, deal in homes.get(party, ()):
            for other in deal - own if document != reading.document else ():
                near[other].add(party)
                told[other].add(document)
    shown = (sign.casefold() for m in reading.parties if m.key == speaker and not m.name for sign in m.aliases)
    signs = {part for sign in shown for part in (sign, *sign.split("-"))}  # of the host "abc-mills" also "abc"
    ranked = sorted(
        ((not signs.isdisjoint(firsts[p]), len(near[p] & partners), len(near[p]), len(told[p]), p) for p in near), reverse=True
    )
    if not ranked or (len(ranked) > 1 and ranked[0][:-1] == ranked[1][:-1]):
        return ""
    return ranked[0][-1]
