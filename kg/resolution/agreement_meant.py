"""Agreements that texts only refer to, found among those of others by day, name and figures where their parties are misread.

A document that knows one party by a name that nobody else has, or takes a place for a party, tells agreements of parties that never
made any. That their days, kinds and titles fit one agreement of somebody whom it names is more than that the parties differ.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from kg.bounds import is_day, meets, within_month
from kg.names import title_words
from kg.records import DateBounds, Force
from kg.resolution.agreement_clusters import CHANGES, Cluster, rank
from kg.resolution.agreement_fits import kinds_meet, numbers_differ, titles_differ
from kg.resolution.agreement_mentions import Node, ends_among, full_names

__all__ = ["join_meant", "told_apart"]

_SOON = 45  # days within which texts tell of an agreement without saying when it was made
_YEAR = 366  # days of the longest bounds that tell a year


def join_meant(clusters: Sequence[Cluster], bases: Set[tuple[str, str]] = frozenset()) -> list[Cluster]:
    """Return agreements, those that texts only refer to joined to the one of other documents that they can mean.

    Args:
        clusters: the agreements.
        bases: documents and keys of the mentions that another agreement changes, ends or carries out.
    """
    kept = sorted(clusters, key=lambda c: rank(c.lead))
    for lone in [c for c in reversed(kept) if _is_referred(c)]:
        base = lone.keys <= bases
        fits = sorted((fit, i) for i, home in enumerate(kept) if home is not lone and (fit := _fit(lone, home, base)) is not None)
        if not fits or (len(fits) > 1 and fits[0][0] == fits[1][0]):
            continue
        home = kept[fits[0][1]]
        home.guests |= lone.keys
        for node in lone.nodes:
            home.add(node)
        kept.remove(lone)
    return kept


def _is_referred(cluster: Cluster) -> bool:
    """Whether no document is an agreement, or announces it but one alone without its day."""
    own = [n for n in cluster.nodes if n.mention.own]
    alone = len(cluster.told.documents) == 1
    return not cluster.told.instruments and not any(n.mention.made.earliest if alone else True for n in own)


def _fit(lone: Cluster, home: Cluster, base: bool) -> tuple[int, ...] | None:
    """How well an agreement that is only referred to fits one of others, the best first; nothing where it cannot mean it."""
    shared = full_names(lone.parties, home.parties) & home.parties
    if not shared or not rank(home.lead) < rank(lone.lead) or not _may_be_one(lone, home):
        return None
    within = len(shared) == min(len(lone.parties), len(home.parties))
    figures = len(_figures(lone) & _figures(home))
    alike = _named_alike(lone, home)
    announced = any(n.mention.own and not n.mention.supposed for n in lone.nodes)
    if not within and told_apart(lone, home, strictly=announced or (not alike and not figures)):
        return None
    how = _told_day(lone, home) if within or (lone.kind in CHANGES) is (home.kind in CHANGES) else None
    if how is None and _told_lately(lone, home) and (figures or within):
        how = 2
    if how is None and base and _told_before(lone, home) and (alike or within):
        how = 3
    if how is None or (how and _ends_differ(lone, home)):
        return None
    return -len(shared), how, -alike, -figures


def told_apart(one: Cluster, other: Cluster, *, strictly: bool = True) -> bool:
    """Return whether documents tell two agreements that share a party apart by whom each has and the other has not.

    Each knows somebody of the other whom it does not give its own; or, where `strictly`, knows somebody of its own surely.
    """
    others = (_others(one, other), other, one), (_others(other, one), one, other)
    known = all(any(more & (n.known | n.parties) for n in beside.nodes) for more, beside, _ in others)
    return known or (strictly and all(any(more & _sure(n) for n in own.nodes) for more, _, own in others))


def _sure(node: Node) -> frozenset[str]:
    """The parties of a mention that are hardly misread: of a contract, or of somebody with a legal form or a role."""
    return node.parties if node.instrument else node.parties - node.loose


def _others(cluster: Cluster, other: Cluster) -> frozenset[str]:
    return full_names(cluster.parties, other.parties) - other.parties


def _may_be_one(lone: Cluster, home: Cluster) -> bool:
    """Whether neither document, number, force nor title keeps two agreements apart."""
    if lone.told.documents & home.told.documents or {lone.force, home.force} == {Force.BINDING, Force.NON_BINDING}:
        return False
    return not any(numbers_differ(n, home) or titles_differ(n, home) for n in lone.nodes)


def _told_day(lone: Cluster, home: Cluster) -> int | None:
    """Whether both tell a day, month or year, and the same, for agreements of one kind: 0 for a day, 1 for more."""
    mine, theirs = lone.made, home.made
    if not (_within_year(mine) and _within_year(theirs) and meets(mine, theirs)) or not kinds_meet(lone.lead, home):
        return None
    return 0 if is_day(mine) and is_day(theirs) else 1


def _told_lately(lone: Cluster, home: Cluster) -> bool:
    """Whether a text of the last weeks tells of an agreement without its day or name."""
    mine, theirs = lone.made, home.made
    if mine.earliest or mine.latest is None or theirs.latest is None or not within_month(theirs):
        return False
    vague = all(n.mention.title.islower() or not n.mention.title for n in lone.nodes)
    return vague and -1 <= (mine.latest - theirs.latest).days <= _SOON


def _told_before(lone: Cluster, home: Cluster) -> bool:
    """Whether what is changed is told without a day, and a contract was made before."""
    mine, theirs = lone.made, home.made
    contract = home.kind not in CHANGES and home.force is Force.BINDING and home.lead.mention.own
    if not contract or theirs.latest is None or mine.earliest is not None:
        return False
    return mine.latest is None or theirs.latest <= mine.latest


def _within_year(made: DateBounds) -> bool:
    return made.earliest is not None and made.latest is not None and (made.latest - made.earliest).days <= _YEAR


def _named_alike(lone: Cluster, home: Cluster) -> bool:
    """Whether a title of one holds the words of a title of the other."""
    mine = [words for n in lone.nodes if (words := title_words(n.mention.title))]
    return any(t.words and (words <= t.words or t.words <= words) for words in mine for t in home.told.titles)


def _ends_differ(lone: Cluster, home: Cluster) -> bool:
    """Whether both tell last days, and no common one."""
    mine, theirs = ends_among(_figures(lone)), ends_among(_figures(home))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _figures(cluster: Cluster) -> frozenset[str]:
    return frozenset().union(*cluster.told.figures)
