"""How well a mention fits an agreement: by its parties, its day, its title, its figures and the words of passages on it."""

from __future__ import annotations

from kg.bounds import is_day, meets, near, within_month
from kg.names import title_words
from kg.records import DateBounds, Force
from kg.resolution.agreement_clusters import Cluster
from kg.resolution.agreement_mentions import Node, same_parties

__all__ = [
    "CHANGING",
    "LATE",
    "NEAR",
    "dated_page",
    "day_score",
    "fit",
    "kinds_meet",
    "numbers_differ",
    "titles_differ",
    "two_of_one_document",
]

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
CHANGING = _ALIKE["amendment"]  # the kinds of what changes another
_NEWS = 45  # days within which reports of one deal appear
_LAG = 7  # days by which an announcement may lag
_NEW = 600  # days in which a text may call an agreement new
LATE = 45  # days after which an announcement is hardly about a contract that was made before
NEAR = 5  # what days say at the least for a mention of an agreement of others


def fit(node: Node, cluster: Cluster) -> int:
    """How well a mention fits an agreement; 0: it does not."""
    if _days_bar(node.mention.made, cluster.made):
        return 0
    if _named_alike(node, cluster) or _numbered_alike(node, cluster):
        return 50
    if not same_parties(node.parties, cluster.parties) or two_of_one_document(node, cluster) or numbers_differ(node, cluster):
        return 0
    if {node.mention.force, cluster.force} == {Force.BINDING, Force.NON_BINDING}:
        return 0
    score = 0
    score += 100 * (not cluster.told.words.isdisjoint(node.words))
    if not score and not kinds_meet(node, cluster):
        return 0
    score += _title_score(node, cluster)
    score += 4 * min(3, max(len(node.figures & figures) for figures in cluster.told.figures))
    days = day_score(node, cluster)
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
    changes = node.mention.kind in CHANGING and cluster.kind in CHANGING
    if number is None or number != cluster.number or not changes or node.document in cluster.told.documents:
        return False
    return len(node.parties & cluster.parties) > 1 and meets(node.mention.made, cluster.made)


def two_of_one_document(node: Node, cluster: Cluster) -> bool:
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
    words = frozenset() if node.mention.title.islower() else title_words(node.mention.title)
    if words and node.mention.made.earliest and any(words == t.words and not t.listed for t in cluster.told.titles):
        return True  # one text takes the Protocol of 2018 for a treaty, another for what it changes
    return any(node.mention.kind in _ALIKE.get(k, {k}) or k in _ALIKE.get(node.mention.kind, {k}) for k in kinds)


def _nameless(node: Node) -> bool:
    """Whether a mention calls an agreement of some month no more than "the agreement"."""
    mention = node.mention
    told = is_day(mention.made) and not node.instrument if mention.own else within_month(mention.made)
    return told and mention.kind == "definitive" and not title_words(mention.title)


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


def day_score(node: Node, cluster: Cluster) -> int:
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
    if not told or not mine or cluster.made.latest is None or not dated_page(cluster.lead) or mine.earliest is None:
        return True
    return near(DateBounds(cluster.made.latest, cluster.made.latest), mine, LATE)


def _two_days(node: Node, cluster: Cluster) -> int:
    """Both name a day: the same one, unless two titles differ; an announcement may lag by a little."""
    mine, theirs = node.mention.made, cluster.made
    if mine == theirs:
        return -1 if titles_differ(node, cluster) and not _is_paper_of(node, cluster) else 20
    told = (node.mention.own and not node.instrument) or (cluster.lead.mention.own and not cluster.lead.instrument)
    return 6 if told and near(mine, theirs, _LAG) and not (node.instrument and cluster.lead.instrument) else -1


def _is_paper_of(node: Node, cluster: Cluster) -> bool:
    """Whether one of the two is the paper of a contract, which other contracts name, whatever stands above it in the paper.

    Nobody makes two contracts with the same others on one day, but for what changes them or goes with them.
    """
    kinds = {"definitive", "master"}
    one = cluster.told.instruments + node.instrument == 1 and cluster.told.in_contracts and node.contract
    return one and {node.mention.kind, *cluster.told.kinds} <= kinds and node.parties == cluster.parties


def titles_differ(node: Node, cluster: Cluster) -> bool:
    """Return whether a mention names an agreement, and none of the names that others give it holds the words of the other."""
    mine = title_words(node.mention.title)
    theirs = [t.words for t in cluster.told.titles if t.firm]
    both = node.instrument or not (node.mention.own or node.mention.title.islower())  # "the eyewear licence" only describes
    return both and bool(mine) and any(t and not (mine <= t or t <= mine) for t in theirs)


def _announced_score(node: Node, cluster: Cluster) -> int:
    """A report without a day: of a contract made shortly before, or of what another report tells at the same time."""
    latest, theirs = node.mention.made.latest, cluster.made
    if latest is None or not dated_page(node):
        return 0
    if node.mention.made.earliest is not None and theirs.earliest is not None:
        return 10  # both tell when, and meet
    if theirs.earliest is not None and theirs.latest is not None:
        return 6 if near(DateBounds(latest, latest), theirs, LATE) else _newest_score(node, (latest - theirs.latest).days)
    if cluster.lead.mention.own and theirs.latest is not None and dated_page(cluster.lead):
        return 5 if abs((latest - theirs.latest).days) <= _NEWS else -1
    return 0


def _newest_score(node: Node, days: int) -> int:
    """A text that calls an agreement new without a word of its making: the less time lies between, the better it fits."""
    return 5 - days // 150 if "new" in node.mention.title.split() and 0 <= days <= _NEW else -1


def dated_page(node: Node) -> bool:
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
