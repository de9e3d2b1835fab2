"""Agreements across documents: mentions that mean one deal are one, bases that nobody names are found, days are narrowed.

Equal for every order of documents and readings. An unsure mention stays an agreement of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from kg.names import digest, slug
from kg.records import Agreement, Document, Reading
from kg.resolution.agreement_chains import Chain, narrow, place_implied
from kg.resolution.agreement_clusters import Cluster, rank
from kg.resolution.agreement_lending import lend_parties
from kg.resolution.agreement_matching import cluster_nodes
from kg.resolution.agreement_meant import join_meant
from kg.resolution.agreement_mentions import read_nodes
from kg.resolution.agreement_strangers import without_strangers

__all__ = ["AgreementTable", "resolve_agreements"]


@dataclass(frozen=True, slots=True)
class AgreementTable:
    """The agreements of a collection by id.

    `agreement_of` leads from document and local key to an id; keys that no statement needs are missing. `base_of` is, for an
    agreement that follows one which its words do not name, the one that is meant; `further_bases` are later amendments of a base,
    to which a link to that base reaches as well. `dealings` are the groups of agreements that share two parties or change one
    another, by their name.
    """

    agreements: Mapping[str, Agreement]
    agreement_of: Mapping[tuple[str, str], str]
    base_of: Mapping[str, str]
    dealings: Mapping[str, tuple[str, ...]]
    further_bases: Mapping[tuple[str, str], tuple[str, ...]]
    carriers_forward: Mapping[str, str]  # a paper that looks forward to a binding agreement, and that agreement
    met: Mapping[tuple[str, str], str] = field(default_factory=dict)  # for a document and a party it alone tells of, who is meant


def resolve_agreements(
    documents: Sequence[Document],
    readings: Sequence[Reading],
    party_of: Mapping[tuple[str, str], str],
    only: Container[tuple[str, str]] | None = None,
) -> AgreementTable:
    """Return the agreements of many documents as one table.

    Args:
        documents: all documents of `readings`.
        readings: what each document says.
        party_of: for document identifier and local key of a party its id.
        only: documents and keys of the mentions that are looked at, one or more groups of `group_mentions`; `None`: all.
    """
    nodes = without_strangers(read_nodes(documents, readings, party_of, only))
    linked = [(r.document, s.link) for r in readings for s in r.statements if s.link is not None]
    bases = {(name, link.earlier) for name, link in linked} - {(name, link.later) for name, link in linked}
    clusters = join_meant(cluster_nodes(nodes), bases)
    chain = Chain(clusters, readings)
    narrow(chain)
    place_implied(chain, nodes)
    narrow(chain)
    met = lend_parties(chain)
    names = _names(chain.clusters)
    agreements = {names[i]: _agreement(names[i], cluster) for i, cluster in enumerate(chain.clusters)}
    of = {key: names[i] for i, cluster in enumerate(chain.clusters) for key in cluster.keys}
    of |= {key: names[i] for key, i in chain.stands_for.items()}
    base_of = {names[i]: names[b] for i, b in sorted(chain.bases.items())}
    further = {(names[a], names[b]): tuple(names[x] for x in more) for (a, b), more in sorted(chain.further.items())}
    forward = {names[i]: names[b] for i, b in sorted(chain.forward.items())}
    hang = sorted((names[a], names[b]) for a, _, b in chain.links)
    return AgreementTable(
        dict(sorted(agreements.items())), dict(sorted(of.items())), base_of, _dealings(agreements, hang), further, forward, met
    )


def _agreement(name: str, cluster: Cluster) -> Agreement:
    best = cluster.lead.mention
    basis = next((n.mention.date_basis for n in sorted(cluster.nodes, key=rank) if n.mention.made == cluster.made), "")
    basis = basis or (
        "; ".join(sorted({n.mention.date_basis for n in cluster.nodes if n.mention.date_basis})) if cluster.made else ""
    )
    basis = basis or ("from the days of the agreements before and after it in the chain" if cluster.made else "")
    return Agreement(
        name, best.label, tuple(sorted(cluster.parties)), cluster.kind, cluster.force, cluster.made, basis, cluster.number
    )


# ------------------------------------------------------------------ ids and dealings
def _names(clusters: Sequence[Cluster]) -> list[str]:
    """Ids from parties, kind and day; what would be alike gets a number in the order of its content."""
    stems: dict[str, list[int]] = defaultdict(list)
    for i, cluster in enumerate(clusters):
        stems[_stem(cluster)].append(i)
    names = [""] * len(clusters)
    for stem, members in stems.items():
        ordered = sorted(members, key=lambda i: (repr(clusters[i].made), clusters[i].number or 0, rank(clusters[i].lead)))
        for number, i in enumerate(ordered, 1):
            names[i] = stem if number == 1 else f"{stem}-{number}"
    return names


def _stem(cluster: Cluster) -> str:
    made = cluster.made
    if made.earliest and made.latest:
        day = made.earliest.isoformat() if made.earliest == made.latest else str(made.earliest.year)
        day = day if made.earliest == made.latest or made.earliest.year == made.latest.year else "undated"
    else:
        day = "undated"
    return f"{_between(cluster.parties)}.{cluster.kind}.{day}"


def _between(parties: frozenset[str]) -> str:
    names = sorted(slug(p) for p in parties)
    if len(names) <= 3:
        return "-".join(names)
    return "-".join(names[:2]) + f"-and-{len(names) - 2}-more-{digest(*names, length=6)}"


def _dealings(agreements: Mapping[str, Agreement], linked: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Groups of agreements that hang together by pairs of parties, or by links; the group is named by its parties."""
    home: dict[str, str] = {name: name for name in agreements}

    def root(name: str) -> str:
        while home[name] != name:
            home[name] = home[home[name]]
            name = home[name]
        return name

    first: dict[tuple[str, str], str] = {}
    for name, agreement in sorted(agreements.items()):
        parties = sorted(agreement.parties)
        for pair in ((a, b) for i, a in enumerate(parties) for b in parties[i + 1 :]):
            other = root(first.setdefault(pair, name))
            home[max(root(name), other)] = min(root(name), other)
    for later, earlier in linked:
        ends = sorted((root(later), root(earlier)))
        home[ends[1]] = ends[0]
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(agreements):
        groups[root(name)].append(name)
    named: dict[str, tuple[str, ...]] = {}
    for members in groups.values():
        name = _between(frozenset(p for a in members for p in agreements[a].parties))
        named[name] = tuple(sorted({*named.get(name, ()), *members}))
    return dict(sorted(named.items()))
