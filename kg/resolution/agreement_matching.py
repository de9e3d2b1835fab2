"""Which mentions in many documents mean one agreement. Mentions join in the order of their certainty; unsure stays separate.

One file: the grounds on which a mention joins an agreement, in the order in which they are asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.bounds import is_day, meets, near, position, within_month
from kg.names import title_words
from kg.records import DateBounds, Force
from kg.resolution.agreement_clusters import Cluster, rank
from kg.resolution.agreement_mentions import Node, full_names, same_parties

__all__ = ["cluster_nodes", "kinds_meet", "numbers_differ", "titles_differ"]

_ALIKE = {
    "amendment": {"amendment", "extension", "restatement"},
    "declaration": {"declaration"},
    "definitive": {"definitive", "master", "investment", "partnership", "restatement"},
    "extension": {"extension", "amendment", "investment", "partnership"},
    "initiative": {"initiative", "partnership"},
    "investment": {"investment", "definitive", "partnership", "extension"},
    "master": {"master", "definitive", "partnership"},
    "memorandum": {"memorandum"},
    "partnership": {"partnership", "definitive", "master", "investment", "extension", "initiative", "restatement"},
    "restatement": {"restatement", "definitive", "amendment", "partnership"},
}
_NEWS = 45  # days within which reports of one deal appear
_LAG = 7  # days by which an announcement may lag
_NEW = 600  # days in which a text may call an agreement new
_LATE = 45  # days after which an announcement is hardly about a contract that was made before


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
    vague = told.own and not node.instrument and told.made.earliest is None and told.number is None and _dated_page(node)
    if latest is None or not vague or told.force is not Force.BINDING or not (told.title.islower() or not told.title):
        return None
    kinds = {"amendment", "definitive", "extension", "restatement"}
    here = DateBounds(latest, latest)
    headed = [c for c in clusters if c.lead.mention.own and c.force is Force.BINDING and within_month(c.made)]
    lately = [c for c in headed if same_parties(node.parties, c.parties) and near(c.made, here, _LATE) and _made_before(node, c)]
    return lately[0] if len(lately) == 1 and {told.kind, lately[0].kind} <= kinds else None


def _same_change(node: Node, clusters: Sequence[Cluster]) -> Cluster | None:
    """The change of a month that a report tells of others of those who made the contract: one text names these, the other those."""
    if node.mention.kind not in _ALIKE["amendment"] or not within_month(node.mention.made):
        return None
    found = [c for c in clusters if _is_same_change(node, c)]
    if not found:
        return None
    papers = [c.parties for c in clusters if c.lead.instrument and c.kind not in _ALIKE["amendment"]]
    found = [c for c in found if any(node.parties | c.parties <= parties for parties in papers)]
    return found[0] if len(found) == 1 else None


def _is_same_change(node: Node, cluster: Cluster) -> bool:
    if cluster.kind not in _ALIKE["amendment"] or not within_month(cluster.made) or not meets(node.mention.made, cluster.made):
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
    return last is not None and not (told is not None and told < last) and not _two_of_one_document(node, cluster)


def _ends_differ(node: Node, cluster: Cluster) -> bool:
    """Whether a text tells an end of some matter and none that others tell of an agreement."""
    mine = {f for f in node.figures if " until " in f}
    known = {f for figures in cluster.told.figures for f in figures if " until " in f}
    return not mine & known and bool({f.split()[0] for f in mine} & {f.split()[0] for f in known})


def _can_be_meant(node: Node, cluster: Cluster) -> bool:
    """Whether a mention without told parties can mean an agreement of others whom its document knows, by its day or month."""
    made, own = node.mention.made, node.mention.own
    told = own and (node.instrument or made.earliest is not None)
    if told or _two_of_one_document(node, cluster) or numbers_differ(node, cluster) or not kinds_meet(node, cluster):
        return False
    if {node.mention.force, cluster.force} == {Force.BINDING, Force.NON_BINDING}:
        return False
    if within_month(made) and any(
        meets(day, made) and full_names(node.circle, parties) & parties for day, parties in cluster.told.dated
    ):
        return True
    shared = full_names(node.circle, cluster.parties) & cluster.parties
    few = 1 if made.earliest is not None and cluster.lead.mention.own else 2
    return len(shared) >= few and (own or made.earliest is not None) and _day_score(node, cluster) >= _NEAR


def _home(node: Node, clusters: Iterable[Cluster]) -> Cluster | None:
    """The agreement that a mention means, if exactly one fits."""
    fits = [(c, s) for c in clusters if (s := _fit(node, c)) > 0]
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


def _fit(node: Node, cluster: Cluster) -> int:
    """How well a mention fits an agreement; 0: it does not."""
    if _days_bar(node.mention.made, cluster.made):
        return 0
    if _named_alike(node, cluster) or _numbered_alike(node, cluster):
        return 50
    if not same_parties(node.parties, cluster.parties) or _two_of_one_document(node, cluster) or numbers_differ(node, cluster):
        return 0
    if {node.mention.force, cluster.force} == {Force.BINDING, Force.NON_BINDING}:
        return 0
    score = 0
    score += 100 * (not cluster.told.words.isdisjoint(node.words))
    if not score and not kinds_meet(node, cluster):
        return 0
    score += _title_score(node, cluster)
    score += 4 * min(3, max(len(node.figures & figures) for figures in cluster.told.figures))
    days = _day_score(node, cluster)
    return 0 if days < 0 else score + days + (1 if node.mention.kind == cluster.kind and score + days > 0 else 0)


def _days_bar(mine: DateBounds, theirs: DateBounds) -> bool:
    """Whether two days keep a mention and an agreement apart whatever else they share: the cheapest question, so the first."""
    return not meets(mine, theirs) and not (is_day(mine) and is_day(theirs) and near(mine, theirs, _LAG))


def _named_alike(node: Node, cluster: Cluster) -> bool:
    """One day and party, or month, title and two parties in common, in contracts: others changed or were misread in between."""
    mine, theirs = node.mention.made, cluster.made
    day = is_day(mine) and mine == theirs
    if not day and not (within_month(mine) and within_month(theirs) and meets(mine, theirs)):
        return False
    few = len(node.parties & cluster.parties) < (1 if day else 2)
    if few or node.document in cluster.told.documents or numbers_differ(node, cluster):
        return False
    words, told = title_words(node.mention.title), cluster.told
    if len(words) > 1 and any(words == t.words and node.mention.kind == t.kind for t in told.titles):
        return True
    one = day and told.instruments + node.instrument == 1 and told.in_contracts and node.contract  # two of one day are two
    apart = {node.mention.force, cluster.force} == {Force.BINDING, Force.NON_BINDING} or titles_differ(node, cluster)
    return one and not apart and kinds_meet(node, cluster)


def _numbered_alike(node: Node, cluster: Cluster) -> bool:
    """Changes of one number with two parties in common, which meet in their days: one text may name one more than another."""
    number = node.mention.number
    changes = node.mention.kind in _ALIKE["amendment"] and cluster.kind in _ALIKE["amendment"]
    if number is None or number != cluster.number or not changes or node.document in cluster.told.documents:
        return False
    return len(node.parties & cluster.parties) > 1 and meets(node.mention.made, cluster.made)


def _two_of_one_document(node: Node, cluster: Cluster) -> bool:
    """One document keeps its agreements apart by itself; but an article that it lists can be about one that it names as well."""
    return (node.document, node.listed) in cluster.told.places


def numbers_differ(node: Node, cluster: Cluster) -> bool:
    """Return whether a mention and an agreement have two numbers."""
    a, b = node.mention.number, cluster.number
    return a is not None and b is not None and a != b


def kinds_meet(node: Node, cluster: Cluster) -> bool:
    """Return whether texts may call an agreement what a mention calls it and what others do."""
    kinds = cluster.told.kinds
    if _nameless(node) and kinds <= {"amendment", "extension"} and meets(node.mention.made, cluster.made):
        return True  # "our agreement of March" can be the extension of that month
    return any(node.mention.kind in _ALIKE.get(k, {k}) or k in _ALIKE.get(node.mention.kind, {k}) for k in kinds)


_NEAR = 5  # what days say at the least for a mention of an agreement of others


def _nameless(node: Node) -> bool:
    """Whether a mention calls an agreement of some month no more than "the agreement"."""
    told = within_month(node.mention.made)
    return told and node.mention.kind == "definitive" and not node.mention.own and not title_words(node.mention.title)


def _title_score(node: Node, cluster: Cluster) -> int:
    """What titles say; a headline counts only as a whole, the name of a contract also where one name holds the other."""
    mine = title_words(node.mention.title)
    score = 0
    for theirs, _, listed, _ in cluster.told.titles:
        headline = node.listed or listed
        if mine and mine == theirs and (len(mine) > 2 or not headline):
            score = 8
        elif mine and theirs and not headline and (mine <= theirs or theirs <= mine):
            score = max(score, 5)
    return score


def _day_score(node: Node, cluster: Cluster) -> int:
    """What the days say: negative where they forbid it, positive where they speak for it."""
    mine, theirs = node.mention.made, cluster.made
    if is_day(mine) and is_day(theirs):
        return _two_days(node, cluster)
    if not meets(mine, theirs):
        return -1
    if node.mention.own:
        return _announced_score(node, cluster)
    if not _can_be_announced(mine, cluster):
        return -1
    if mine.earliest and theirs.earliest:
        return 10
    return _vague_score(node, cluster)


def _can_be_announced(mine: DateBounds, cluster: Cluster) -> bool:
    """Whether a dated reference can mean what an announcement without a day of its own tells: not what was made long before."""
    told = cluster.lead.mention.own and not cluster.lead.instrument and cluster.made.earliest is None
    if not told or not mine or cluster.made.latest is None or not _dated_page(cluster.lead) or mine.earliest is None:
        return True
    return near(DateBounds(cluster.made.latest, cluster.made.latest), mine, _LATE)


def _two_days(node: Node, cluster: Cluster) -> int:
    """Both name a day: the same one, unless two titles differ; an announcement may lag by a little."""
    mine, theirs = node.mention.made, cluster.made
    if mine == theirs:
        return -1 if titles_differ(node, cluster) else 20
    told = (node.mention.own and not node.instrument) or (cluster.lead.mention.own and not cluster.lead.instrument)
    return 6 if told and near(mine, theirs, _LAG) and not (node.instrument and cluster.lead.instrument) else -1


def titles_differ(node: Node, cluster: Cluster) -> bool:
    """Return whether a mention names an agreement, and none of the names that others give it holds the words of the other."""
    mine = title_words(node.mention.title)
    theirs = [t.words for t in cluster.told.titles if t.firm]
    both = node.instrument or not (node.mention.own or node.mention.title.islower())  # "the eyewear licence" only describes
    return both and bool(mine) and any(t and not (mine <= t or t <= mine) for t in theirs)


def _announced_score(node: Node, cluster: Cluster) -> int:
    """A report without a day: of a contract made shortly before, or of what another report tells at the same time."""
    latest, theirs = node.mention.made.latest, cluster.made
    if latest is None or not _dated_page(node):
        return 0
    if node.mention.made.earliest is not None and theirs.earliest is not None:
        return 10  # both tell when, and meet
    if theirs.earliest is not None and theirs.latest is not None:
        return 6 if near(DateBounds(latest, latest), theirs, _LATE) else _newest_score(node, (latest - theirs.latest).days)
    if cluster.lead.mention.own and theirs.latest is not None and _dated_page(cluster.lead):
        return 5 if abs((latest - theirs.latest).days) <= _NEWS else -1
    return 0


def _newest_score(node: Node, days: int) -> int:
    """A text that calls an agreement new without a word of its making: the less time lies between, the better it fits."""
    return 5 - days // 150 if "new" in node.mention.title.split() and 0 <= days <= _NEW else -1


def _dated_page(node: Node) -> bool:
    """Whether the day of publication is known and not only the day of capture."""
    low, high = node.published.earliest, node.published.latest
    return low is not None and high is not None and (high - low).days <= 31


def _vague_score(node: Node, cluster: Cluster) -> int:
    """A reference with half a date or none fits by its kind where it is the only one; a binding noun wants a binding agreement."""
    if node.mention.force is Force.BINDING and cluster.force in {Force.NON_BINDING, Force.DECLARATORY}:
        return -1
    if cluster.made.earliest and node.mention.made.latest and cluster.made.earliest > node.mention.made.latest:
        return -1
    return 2 if node.mention.kind == cluster.kind else 0 if node.listed else 1
