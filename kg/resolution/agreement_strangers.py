"""Parties that one document alone gives to an agreement which another tells of itself, by its day: they are misread there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kg.bounds import is_day
from kg.names import title_words
from kg.records import DateBounds, Document, Force, Reading
from kg.resolution.agreement_mentions import Node, read_nodes

__all__ = ["meet_strangers", "without_strangers"]


def without_strangers(nodes: Sequence[Node]) -> list[Node]:
    """Return the mentions with the parties of the agreements that they name by their day, where one document knows others.

    "Our lease of 3 May" in a mail of which only one side is known by its name: the lease is that of the contract of 3 May that this
    side has made. A stranger has neither a legal form nor a role, is known from this document alone, and stands for a party that
    the document does not know. All that the document tells of the two is of the parties of the contract.
    """
    meant: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = defaultdict(list)
    for (document, strangers), parties in _meant(nodes).items():
        meant[document].append((strangers, parties))
    nodes = [_known(node, meant.get(node.document, ())) for node in nodes]
    homes, heads = _homes(nodes), _heads(nodes)
    return [_of_known(node, homes, heads) for node in nodes]


def _homes(nodes: Sequence[Node]) -> Mapping[str, set[str]]:
    """For a party the documents that tell of an agreement of it."""
    homes: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        for party in node.parties:
            homes[party].add(node.document)
    return homes


def _strangers(node: Node, homes: Mapping[str, set[str]]) -> frozenset[str]:
    """The parties of a mention without form or role of whom its document alone tells."""
    return frozenset(p for p in node.parties & node.loose if homes[p] == {node.document})


def _heads(nodes: Sequence[Node]) -> Mapping[str, Mapping[int, Node]]:
    """For a party the binding agreements of it that documents are, or announce, and that were certainly made, by their place."""
    heads: dict[str, dict[int, Node]] = defaultdict(dict)
    for i, node in enumerate(nodes):
        told = node.mention
        if told.own and not node.implied and not told.supposed and told.force is Force.BINDING and told.made.latest is not None:
            for party in node.parties:
                heads[party][i] = node
    return heads


def _of_known(node: Node, homes: Mapping[str, set[str]], heads: Mapping[str, Mapping[int, Node]]) -> Node:
    """A mention whose parties and day are not told, with those of the last agreement that its document can know, for strangers."""
    told = node.mention
    strangers = _strangers(node, homes)
    if not strangers or not told.supposed or told.made.earliest is not None or node.instrument:
        return node
    known = node.circle - strangers
    near = {i: head for party in known for i, head in heads.get(party, {}).items() if _can_know(node, head)}
    meant = (near[i] for i in sorted(near))
    best = max(meant, key=lambda h: (len(known & h.parties), h.mention.made.latest or date.min, h.content), default=None)
    return node if best is None else replace(node, parties=best.parties)


def _can_know(node: Node, head: Node) -> bool:
    """Whether a text can mean an agreement that another document is, or announces: it was made before."""
    made, day = head.mention.made.latest, node.published.latest
    return head.document != node.document and (day is None or (made is not None and made <= day))


def meet_strangers(
    documents: Sequence[Document],
    readings: Sequence[Reading],
    party_of: Mapping[tuple[str, str], str],
    only: Container[tuple[str, str]],
) -> Mapping[tuple[str, str], str]:
    """Return who is who where a stranger stands for the one party that its document does not know, in these documents at least.

    Args:
        documents: the documents of `readings`.
        readings: what each document says.
        party_of: for document and local key of a party its id.
        only: documents and keys of the mentions that are looked at.
    """
    if not any(is_day(a.made) and not a.own for reading in readings for a in reading.agreements):
        return party_of
    around = {
        r.document: {(r.document, m.key): party_of[r.document, m.key] for m in r.parties if (r.document, m.key) in party_of}
        for r in readings
    }
    met: dict[tuple[str, str], str] = {}
    for (document, strangers), parties in _meant(read_nodes(documents, readings, party_of, only)).items():
        missing = parties - set(around[document].values())
        if len(strangers) == len(missing) == 1:
            met |= dict.fromkeys((at for at, name in around[document].items() if name in strangers), next(iter(missing)))
    return {**{at: name for here in around.values() for at, name in here.items()}, **met} if met else party_of


def _meant(nodes: Sequence[Node]) -> dict[tuple[str, frozenset[str]], frozenset[str]]:
    """For a document and its strangers the parties of the agreement in which they stand for one that it does not know."""
    homes = _homes(nodes)
    told: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        told[node.document] |= node.parties | node.circle
    heads: dict[DateBounds, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.mention.own and not node.implied and is_day(node.mention.made):
            heads[node.mention.made].append(node)
    meant: dict[tuple[str, frozenset[str]], frozenset[str]] = {}
    for node in nodes if heads else ():
        strangers = _strangers(node, homes)
        if not strangers or node.parties <= strangers or node.mention.own or node.implied or not is_day(node.mention.made):
            continue
        fits = {h.parties for h in heads.get(node.mention.made, ()) if _is_meant(node, strangers, h, told)}
        if len(fits) == 1:
            meant[node.document, strangers] = next(iter(fits))
    return meant


def _is_meant(node: Node, strangers: frozenset[str], head: Node, told: Mapping[str, set[str]]) -> bool:
    """Whether a mention names, by the party that is known, the agreement of its day that another document is or announces."""
    if head.document == node.document or not node.parties - strangers <= head.parties:
        return False
    missing = head.parties - node.parties
    if not missing or missing & told[node.document]:
        return False  # whoever joins later is no stranger; and who knows the other side means somebody else
    apart = {node.mention.force, head.mention.force} == {Force.BINDING, Force.NON_BINDING}
    mine, theirs = title_words(node.mention.title), title_words(head.mention.title)
    differ = not node.mention.title.islower() and bool(mine and theirs) and not mine & theirs
    return not apart and not differ and (node.mention.kind == "amendment") is (head.mention.kind == "amendment")


def _known(node: Node, meant: Iterable[tuple[frozenset[str], frozenset[str]]]) -> Node:
    """A mention with the parties of the agreement that the strangers of its document stand in."""
    for strangers, parties in meant:
        if strangers & node.parties and node.parties - strangers <= parties:
            return replace(node, parties=parties)
    return node
