"""The agreements that one document knows: its own, those that it refers to, and which of them each passage speaks of.

`find_agreements` is the entry. A contract is read by `agreement_instruments`, everything else by `agreement_reports`; names of
agreements and the acts that make them are found by `agreement_names` and `agreement_events` with the words of
`ontology/lexicon/agreements.toml`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kg.extraction.agreement_drafts import is_presupposed, presupposed_key
from kg.extraction.agreement_instruments import read_instrument
from kg.extraction.agreement_reports import read_report
from kg.extraction.agreement_sites import AgreementSite, Findings
from kg.extraction.genres import SURELY
from kg.extraction.sections import read_head
from kg.records import AgreementMention, Document, Force, LinkType, MentionKind

if TYPE_CHECKING:
    from kg.extraction.parties import PartyIndex

__all__ = ["AgreementIndex", "AgreementSite", "find_agreements"]


@dataclass(frozen=True)
class AgreementIndex:
    """The agreements of a document. `own` is the key of the one that it is or announces, empty where there is none.

    `instrument` says that the document is itself the contract, treaty or letter of agreement.
    """

    mentions: tuple[AgreementMention, ...] = ()
    sites: tuple[AgreementSite, ...] = ()
    own: str = ""
    instrument: bool = False
    _subject: tuple[str, ...] = ()
    _stretches: tuple[tuple[int, int, tuple[str, ...]], ...] = ()
    _bases: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        return [start for start, _, _ in self._stretches], [site.start for site in self.sites]

    def sites_in(self, raw_start: int, raw_end: int) -> tuple[AgreementSite, ...]:
        """Return the sites that begin in a stretch of `Document.text`."""
        if not self.sites:
            return ()
        starts = self._starts[1]
        return self.sites[bisect_left(starts, raw_start) : bisect_left(starts, raw_end)]

    def about(self, raw_start: int, raw_end: int) -> tuple[str, ...]:
        """Return the keys of the agreements that a stretch of `Document.text` speaks of; the first owns what is said."""
        i = bisect_right(self._starts[0], raw_start) - 1
        while i >= 0 and self._stretches[i][0] <= raw_start:
            start, end, about = self._stretches[i]
            if start <= raw_start < end:
                return about
            if raw_start - start > 20_000:
                break
            i -= 1
        after = i + 1
        if (
            after < len(self._stretches)
            and raw_start <= self._stretches[after][0] < raw_end
            and self._stretches[after][1] <= raw_end
        ):
            return self._stretches[after][2]
        return self._subject

    def of_parties(self, about: tuple[str, ...], owner: str, named: frozenset[str]) -> tuple[str, ...]:
        """Return agreements with the one before them that has all of some parties, where the owner has at most one of these.

        "Elsewhere Gamma lets a quay to Delta. Gamma pays for the dredging": the second sentence names nobody of the main deal.

        Args:
            about: keys of the agreements that the words speak of by their place.
            owner: the one of them that owns what is said.
            named: keys of the parties that the words name.
        """
        parties = self._binding_parties
        named &= frozenset[str]().union(*parties.values())
        if owner not in parties or named <= parties[owner] or len(named & parties[owner]) > 1:
            return about
        fitting = [key for key, members in parties.items() if named <= members]
        return tuple(dict.fromkeys([*fitting, *about])) if len(fitting) == 1 else about

    @cached_property
    def _binding_parties(self) -> Mapping[str, frozenset[str]]:
        """The parties of each agreement that the document tells of, without those that bind nobody."""
        told = [a for a in self.mentions if a.mentioned is not MentionKind.PRESUPPOSED and a.force is not Force.NON_BINDING]
        return {a.key: frozenset(a.parties) for a in told}

    def earlier(self, key: str) -> str:
        """Return the key of the agreement before one in the dealing, for what its words presuppose; empty where there is none."""
        return self._bases.get(key, "")


def find_agreements(document: Document, parties: PartyIndex) -> AgreementIndex:
    """Return the agreements of a document; where fewer than two parties are known, only the one that it is itself.

    The result depends on the document alone. All offsets are code points of `Document.text`.
    """
    head = read_head(document, bound=len(parties.signatories) > 1, known=parties.genre.instrument > SURELY)
    if head is None and len(parties.mentions) < 2:
        return AgreementIndex()
    return _index(read_report(document, parties) if head is None else read_instrument(document, parties, head), parties)


def _with_base(site: AgreementSite, found: Findings) -> AgreementSite:
    """A site whose link left its base open, with the base that a later sentence names; nobody amends what does not bind."""
    base = found.bases.get(site.link.later, "") if site.link and not site.link.earlier and site.link.later else ""
    if site.link is None or not base or is_presupposed(base) or base == site.link.later:
        return site
    paper, later = found.ledger.by_key(base), found.ledger.by_key(site.link.later)
    if paper is not None and paper.force is Force.NON_BINDING and later is not None and later.force is Force.BINDING:
        return site
    return replace(site, link=replace(site.link, earlier=base), about=tuple(dict.fromkeys([*site.about, base])))


def _name_changes(found: Findings) -> None:
    """Call a contract an extension or an amendment that is said to extend or to amend an earlier one, and to do no more."""
    done: dict[str, set[LinkType]] = {}
    for link in (site.link for site in found.sites if site.link is not None and site.link.earlier):
        done.setdefault(link.later, set()).add(link.type)
    for key, kinds in done.items():
        draft = found.ledger.by_key(key)
        kind = _CHANGES.get(next(iter(kinds))) if len(kinds) == 1 else None
        if draft is not None and draft.kind == "definitive" and kind is not None:
            draft.kind = kind


_CHANGES = {LinkType.AMENDS: "amendment", LinkType.EXTENDS: "extension"}


def _index(found: Findings, parties: PartyIndex) -> AgreementIndex:
    """The index of what was read: every agreement that has none before it gets one that only presuppositions use."""
    main = [d for d in found.ledger.drafts if d.mentioned is not MentionKind.PRESUPPOSED]
    for draft in main:
        if draft.key == found.own or draft.key in found.subject:
            found.bases[draft.key] = found.base_of(draft).key
    for site in found.sites:  # a base that a link names is no unnamed one
        if site.link and site.link.earlier and is_presupposed(found.bases.get(site.link.later, "")):
            found.bases[site.link.later] = site.link.earlier
    # an unnamed base that a later sentence names after all
    named = {presupposed_key(key): base for key, base in found.bases.items() if base != presupposed_key(key)}
    found.ledger.drafts = [d for d in found.ledger.drafts if d.key not in named]
    last: dict[tuple[int, int], tuple[str, ...]] = {}
    for start, end, about in found.stretches:
        last[start, end] = tuple(dict.fromkeys(named.get(key, key) for key in about))
    found.sites = [replace(s, about=tuple(dict.fromkeys(named.get(key, key) for key in s.about))) for s in found.sites]
    found.sites = [_with_base(s, found) for s in found.sites]
    _name_changes(found)
    return AgreementIndex(
        found.mentions(parties),
        tuple(sorted(found.sites, key=lambda s: (s.start, s.end, s.about, repr(s.link)))),
        found.own,
        found.instrument,
        found.subject,
        tuple(sorted((*span, about) for span, about in last.items())),
        dict(found.bases),
    )
