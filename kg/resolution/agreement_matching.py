"""Which mentions in many documents mean one agreement. Mentions join in the order of their certainty; unsure stays separate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.bounds import meets, near, position, within_month
from kg.records import DateBounds, Force
from kg.resolution.agreement_clusters import Cluster, rank
from kg.resolution.agreement_fits import (
    CHANGING,
    LATE,
    NEAR,
    dated_page,
    day_score,
    fit,
    kinds_meet,
    numbers_differ,
    titles_differ,
    two_of_one_document,
)
from kg.resolution.agreement_mentions import Node, full_names, same_parties

__all__ = ["cluster_nodes"]


# ------------------------------------------------------------------ joining
def cluster_nodes(nodes: Sequence[Node]) -> list[Cluster]:
    """Return the agreements behind mentions that are not implied; equal for every order of `nodes`."""
    clusters: list[Cluster] = []
    waiting: list[Node] = []  # those whose parties are supposed and that mean none of the agreements told before them
    for node in sorted((n for n in nodes if not n.implied), key=rank):
        home = _home(node, clusters) or _same_change(node, clusters) or _just_made(node, clusters)
        if home is not None:
            home.add(node)
        elif node.circle:
            waiting.append(node)
        else:
            clusters.append(Cluster([node]))
    for node in sorted(waiting, key=lambda n: n.circle > n.parties):  # last those of which the document knows others as well
        _place_supposed(node, clusters)
    return clusters


def _just_made(node: Node, clusters: Sequence[Cluster]) -> Cluster | None:
    """The one change or contract of the last weeks that a report without its day or name tells as the other of the two."""
    told, latest = node.mention, node.mention.made.latest
    vague = told.own and not node.instrument and told.made.earliest is None and told.number is None and dated_page(node)
    if latest is None or not vague or told.force is not Force.BINDING or not (told.title.islower() or not told.title):
        return None
    kinds = {"amendment", "definitive", "extension", "restatement"}
    here = DateBounds(latest, latest)
    headed = [c for c in clusters if c.lead.mention.own and c.force is Force.BINDING and within_month(c.made)]
    lately = [c for c in headed if same_parties(node.parties, c.parties) and near(c.made, here, LATE) and _made_before(node, c)]
    return lately[0] if len(lately) == 1 and {told.kind, lately[0].kind} <= kinds else None


def _same_change(node: Node, clusters: Sequence[Cluster]) -> Cluster | None:
    """The change of a month that a report tells of others of those who made the contract: one text names these, the other those."""
    if node.mention.kind not in CHANGING or not within_month(node.mention.made):
        return None
    found = [c for c in clusters if _is_same_change(node, c)]
    if not found:
        return None
    papers = [c.parties for c in clusters if c.lead.instrument and c.kind not in CHANGING]
    found = [c for c in found if any(node.parties | c.parties <= parties for parties in papers)]
    return found[0] if len(found) == 1 else None


def _is_same_change(node: Node, cluster: Cluster) -> bool:
    if cluster.kind not in CHANGING or not within_month(cluster.made) or not meets(node.mention.made, cluster.made):
        return False
    if node.parties.isdisjoint(cluster.parties) or not kinds_meet(node, cluster) or node.document in cluster.told.documents:
        return False
    return not numbers_differ(node, cluster) and not titles_differ(node, cluster)


def _place_supposed(node: Node, clusters: list[Cluster]) -> None:
    """Put a mention whose parties are supposed to the one agreement that it can mean, whoever has made that; else alone."""
    home = _home(node, [c for c in clusters if not all(t.listed for t in c.told.titles)])
    if home is None:
        home = _meant_by_guess(node, clusters) or _known_before(node, clusters)
        if home is not None:
            home.guests.add(node.key)
    if home is None:
        clusters.append(Cluster([node]))
    else:
        home.add(node)


def _meant_by_guess(node: Node, clusters: Iterable[Cluster]) -> Cluster | None:
    """The one agreement that a mention of guessed parties can mean: first of those that some document is or announces."""
    fits = [c for c in clusters if _can_be_meant(node, c)]
    headed = [c for c in fits if c.lead.mention.own]
    fits = headed or fits
    return fits[0] if len(fits) == 1 else None


def _known_before(node: Node, clusters: Iterable[Cluster]) -> Cluster | None:
    """The agreement that "the contract" in a text without its day or parties means: of those that the text can know, the last.

    They have most of the parties of the text, and were made before it. Nobody else tells of an agreement told so, if it is another.
    """
    told = node.mention
    vague = not told.own and told.made.earliest is None and told.number is None and told.force is Force.BINDING
    if not vague or not (told.title.islower() or not told.title):
        return None
    known = [c for c in clusters if _made_before(node, c) and c.force is Force.BINDING]
    shared = [(len(node.parties & c.parties), len(full_names(node.circle, c.parties) & c.parties), c) for c in known]
    most = max(((m, n) for m, n, _ in shared if n > 1), default=None)
    fits = [c for m, n, c in shared if (m, n) == most]
    last = max(fits, key=lambda c: (c.made.latest, rank(c.lead)), default=None)
    return last if last is not None and not _ends_differ(node, last) else None


def _made_before(node: Node, cluster: Cluster) -> bool:
    """Whether an agreement of another document was made before a text."""
    last, told = cluster.made.latest, node.mention.made.latest
    return last is not None and not (told is not None and told < last) and not two_of_one_document(node, cluster)


def _ends_differ(node: Node, cluster: Cluster) -> bool:
    """Whether a text tells an end of some matter and none that others tell of an agreement."""
    mine = {f for f in node.figures if " until " in f}
    known = {f for figures in cluster.told.figures for f in figures if " until " in f}
    return not mine & known and bool({f.split()[0] for f in mine} & {f.split()[0] for f in known})


def _can_be_meant(node: Node, cluster: Cluster) -> bool:
    """Whether a mention without told parties can mean an agreement of others whom its document knows, by its day or month."""
    made, own = node.mention.made, node.mention.own
    told = own and (node.instrument or made.earliest is not None)
    if told or two_of_one_document(node, cluster) or numbers_differ(node, cluster) or not kinds_meet(node, cluster):
        return False
    if {node.mention.force, cluster.force} == {Force.BINDING, Force.NON_BINDING}:
        return False
    if within_month(made) and any(
        meets(day, made) and full_names(node.circle, parties) & parties for day, parties in cluster.told.dated
    ):
        return True
    shared = full_names(node.circle, cluster.parties) & cluster.parties
    few = 1 if made.earliest is not None and cluster.lead.mention.own else 2
    return len(shared) >= few and (own or made.earliest is not None) and day_score(node, cluster) >= NEAR


def _home(node: Node, clusters: Iterable[Cluster]) -> Cluster | None:
    """The agreement that a mention means, if exactly one fits."""
    fits = [(c, s) for c in clusters if (s := fit(node, c)) > 0]
    if not fits:
        return None
    best = max(s for _, s in fits)
    winners = [c for c, s in fits if s == best]
    if len(winners) == 1:
        return winners[0]
    return _first_of_kind(node, winners)


def _first_of_kind(node: Node, winners: list[Cluster]) -> Cluster | None:
    """Of several investments or partnerships the first, where a listed article tells of one without a word of an earlier one."""
    dated = [(position(c.made), c) for c in winners]
    if not node.listed or node.mention.kind not in {"investment", "partnership"} or any(p is None for p, _ in dated):
        return None
    return min(dated, key=lambda x: (x[0] or 0, rank(x[1].lead)))[1]
