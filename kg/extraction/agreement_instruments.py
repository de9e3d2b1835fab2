"""A document that is itself a contract, a treaty, an amendment or a letter of agreement, and what it does to earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.agreement_clauses import read_effects, read_title
from kg.extraction.agreement_contract import Contract
from kg.extraction.agreement_drafts import clean_title
from kg.extraction.agreement_recitals import read_recitals
from kg.extraction.agreement_sites import Findings
from kg.extraction.agreement_words import lexicon_pattern
from kg.extraction.party_block import DEFINED
from kg.extraction.sections import Head
from kg.records import Document, LinkType

if TYPE_CHECKING:
    from kg.extraction.parties import PartyIndex

__all__ = ["read_instrument"]


def read_instrument(document: Document, parties: PartyIndex, head: Head) -> Findings:
    """Return the agreement that a document is, the earlier ones that it names, and the passages that tie them together.

    It stands even where its head was understood in part only and shows fewer than two parties.
    """
    makers = _makers(parties, head)
    found = Findings(instrument=True)
    name = head.own
    changing = {LinkType.EXTENDS: "extension", LinkType.AMENDS: "amendment"}
    kind = changing.get(head.link, name.kind) if head.link and name.kind == "definitive" else name.kind
    own = found.ledger.add("own", makers, kind, name.force, head.made, _basis(head))
    own.own, own.number, own.noun = True, name.number, name.noun
    own.title = clean_title(name.title or head.passage.text[name.start : name.end])
    own.aliases |= set(name.defined)
    own.spans.append(head.passage.raw_span(name.start, name.end))
    found.own, found.subject = own.key, (own.key,)
    contract = Contract(document, parties, head, found, own)
    if head.base is not None and head.link is not None:
        contract.base = contract.draft(head.base, own.parties)
        found.bases[own.key] = contract.base.key
    read_recitals(contract)
    read_effects(contract)
    read_title(contract)
    return found


def _basis(head: Head) -> str:
    if head.date is None:
        return ("latest date of the signatures" if head.signed else "date line of the letter") if head.made else ""
    start = max(0, head.date.start - 24)
    return "the document says: " + head.passage.text[start : head.date.end].strip()


def _makers(parties: PartyIndex, head: Head) -> tuple[str, ...]:
    """The parties of the contract: its signatories, else those named between its title and its recitals."""
    window = head.passage.part(0, max(head.opening[1], head.own.end))
    text = window.text
    between = lexicon_pattern("between").search(text, min(head.own.end, len(text)))
    keys: list[str] = []
    defined: set[str] = set()
    for start in [*([between.end()] if between else []), 0]:
        part = window.part(start, len(text))
        hits = [h for h in parties.hits(part) if h.how in {"name", "role"} and len(h.keys) <= 2]
        keys = list(dict.fromkeys(k for h in hits for k in h.keys))
        defined = {h.keys[0] for h in hits if h.how == "name" and DEFINED.match(part.text, h.end)}
        above = {k for h in parties.hits(window.part(0, start)) if h.how == "name" for k in h.keys}
        if len(keys) >= 2 and not set(keys) < above & set(parties.signatories):
            break  # else it is a recital: "the lease between two of them"
    known = {p.key: p for p in parties.mentions}
    if len(led := [k for k in keys if k in parties.lead]) >= 2:
        keys = [k for k in keys if k in led or k in defined]  # whom its head names, not who is named in a clause
    signing = [k for k in keys if k in parties.signatories]
    if len(signing) >= 2 and all(k in known and known[k].roles for k in signing):
        keys = [k for k in keys if k in signing or (k in known and known[k].roles)]  # not who is named behind them
    kept = [k for k in keys if k in known and not known[k].parent] or keys
    if len(kept) >= 2:
        return tuple(kept)
    roles = [p.key for p in parties.mentions if p.roles]
    return tuple(roles if len(roles) >= 2 else list(known))
