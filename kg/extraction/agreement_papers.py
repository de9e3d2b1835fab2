"""Links of a report that no sentence tells: the paper that a contract carries out, the contract that an agreement changes."""

from __future__ import annotations

from dataclasses import replace

from kg.extraction.agreement_drafts import same_parties
from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_reader import HEADS, LISTED, Reader
from kg.extraction.agreement_sites import Line
from kg.records import Basis, Force, LinkMention, LinkType, Stance

__all__ = ["carry_out_paper", "change_known"]


def change_known(reader: Reader, lines: list[Line]) -> None:
    """Link what parties agree without a name of its own to "the lease" of which their text speaks as known."""
    own, found = reader.own, reader.found
    if own is None or own.noun or own.kind != "definitive" or own.force is not Force.BINDING:
        return
    if any(s.link and own.key in (s.link.later, s.link.earlier) for s in found.sites):
        return
    first = next((s for s in found.sites if own.key in s.about and s.kind_of_site == "announces"), None)
    known = [n for line in lines if line.block.role not in HEADS | LISTED for n in reader.definite(line) if _is_known(n)]
    if first is None or not known:
        return
    own.kind = "amendment"
    link = LinkMention(own.key, LinkType.AMENDS, "")
    about = (own.key, found.base_of(own).key)
    found.sites[found.sites.index(first)] = replace(first, about=about, link=link, basis=Basis.INFERRED, stance=Stance.CHANGES)


def _is_known(name: AgreementName) -> bool:
    """Whether a name takes a contract of the parties as known: "the lease", "our contract"."""
    return (
        name.kind in {"definitive", "master"}
        and name.noun not in {"deal", "agreement", "arrangement", "settlement", "transaction", "understanding"}
        and name.determiner in {"the", "our", "your"}
        and not name.dates
        and not name.qualities
    )


def carry_out_paper(reader: Reader, lines: list[Line]) -> None:
    """Link what binds to the one paper of the same parties before it that does not bind and that no words tie to it."""
    own, found = reader.own, reader.found
    if own is None or own.force is not Force.BINDING or any(s.link and s.link.later == own.key for s in found.sites):
        return
    papers = [d for d in found.ledger.drafts if d.kind == "memorandum" and same_parties(d.parties, own.parties) and d.spans]
    if len(papers) != 1 or not papers[0].made.latest or (own.made.earliest and papers[0].made.latest >= own.made.earliest):
        return
    at = papers[0].spans[0][0]
    line = next((x for x in lines if x.block.role not in HEADS | LISTED and x.raw()[0] <= at < x.raw()[1]), None)
    if line is not None:
        found.bases[own.key] = papers[0].key
        link = LinkMention(own.key, LinkType.IMPLEMENTS, papers[0].key)
        reader.site(line, (own.key, papers[0].key), Stance.AFFIRMS, Basis.INFERRED, link, "links")
