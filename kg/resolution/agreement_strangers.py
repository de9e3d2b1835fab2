"""Parties that one document alone gives to an agreement which another tells of itself, by its day: they are misread there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from kg.bounds import is_day
from kg.names import title_words
from kg.records import Document, Force, Reading
from kg.resolution.agreement_mentions import Node, read_nodes

__all__ = ["meet_strangers", "without_strangers"]


def without_strangers(nodes: Sequence[Node]) -> list[Node]:
    """Return the mentions with the parties of the agreements that they name by their day, where one document knows others.

    "Our lease of 3 May" in a mail of which only one side is known by its name: the lease is that of the contract of 3 May that this
    side has made. A stranger has neither a legal form nor a role, is known from this document alone, and stands for a party that
    the document does not know. All that the document tells of the two is of the parties of the contract.
    """
    meant = _meant(nodes)
    return [_known(node, meant) for node in nodes] if meant else list(nodes)


def meet_strangers(
    documents: Sequence[Document],
    readings: Sequence[Reading],
    party_of: Mapping[tuple[str, str], str],
    only: Container[tuple[str, str]],
) -> Mapping[tuple[str, str], str]:
    """Return who is who where a stranger stands for the one party that its document does not know.

    Args:
        documents: the documents of `readings`.
        readings: what each document says.
        party_of: for document and local key of a party its id.
        only: documents and keys of the mentions that are looked at.
    """
    if not any(is_day(a.made) and not a.own for reading in readings for a in reading.agreements):
        return party_of
    found = dict(party_of)
    for (document, strangers), parties in _meant(read_nodes(documents, readings, party_of, only)).items():
        missing = parties - {name for (home, _), name in party_of.items() if home == document}
        if len(strangers) == len(missing) == 1:
            at = [key for key, name in party_of.items() if key[0] == document and name in strangers]
            found |= dict.fromkeys(at, next(iter(missing)))
    return found


def _meant(nodes: Sequence[Node]) -> dict[tuple[str, frozenset[str]], frozenset[str]]:
    """For a document and its strangers the parties of the agreement in which they stand for one that it does not know."""
    homes: dict[str, set[str]] = defaultdict(set)
    told: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        told[node.document] |= node.parties | node.circle
        for party in node.parties:
            homes[party].add(node.document)
    heads = [n for n in nodes if n.mention.own and not n.implied and is_day(n.mention.made)]
    meant: dict[tuple[str, frozenset[str]], frozenset[str]] = {}
    for node in nodes if heads else ():
        strangers = frozenset(p for p in node.parties & node.loose if homes[p] == {node.document})
        if not strangers or node.parties <= strangers or node.mention.own or node.implied or not is_day(node.mention.made):
            continue
        fits = {h.parties for h in heads if _is_meant(node, strangers, h, told)}
        if len(fits) == 1:
            meant[node.document, strangers] = next(iter(fits))
    return meant


def _is_meant(node: Node, strangers: frozenset[str], head: Node, told: Mapping[str, set[str]]) -> bool:
    """Whether a mention names, by its day and the party that is known, the agreement that another document is or announces."""
    if head.document == node.document or head.mention.made != node.mention.made or not node.parties - strangers <= head.parties:
        return False
    missing = head.parties - node.parties
    if not missing or missing & told[node.document]:
        return False  # whoever joins later is no stranger; and who knows the other side means somebody else
    apart = {node.mention.force, head.mention.force} == {Force.BINDING, Force.NON_BINDING}
    mine, theirs = title_words(node.mention.title), title_words(head.mention.title)
    differ = not node.mention.title.islower() and bool(mine and theirs) and not mine & theirs
    return not apart and not differ and (node.mention.kind == "amendment") is (head.mention.kind == "amendment")


def _known(node: Node, meant: Mapping[tuple[str, frozenset[str]], frozenset[str]]) -> Node:
    """A mention with the parties of the agreement that its strangers stand in."""
    for (document, strangers), parties in meant.items():
        if document == node.document and strangers & node.parties and node.parties - strangers <= parties:
            return replace(node, parties=parties)
    return node
