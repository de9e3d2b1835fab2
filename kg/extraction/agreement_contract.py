"""What is known while a contract is read: its own agreement, the earlier ones that it names, and where they are spoken of."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from kg.extraction.agreement_drafts import Draft, clean_title, fill
from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_sites import AgreementSite, Findings
from kg.extraction.passages import Passage
from kg.extraction.sections import Head
from kg.records import Basis, DateBounds, Document, LinkMention, Stance

if TYPE_CHECKING:
    from kg.extraction.parties import PartyIndex

__all__ = ["LONGEST", "Contract"]

LONGEST = 900  # code points of a sentence that is quoted whole
_STOP = re.compile(r"[.;]\s+(?=[A-Z(\"“\d])|\n\s*\n")


class Contract:
    """The state of reading one contract."""

    def __init__(self, document: Document, parties: PartyIndex, head: Head, found: Findings, own: Draft) -> None:
        self.document, self.parties, self.head, self.found, self.own = document, parties, head, found, own
        self.base: Draft | None = None
        self.last: Draft | None = None  # the earlier agreement that a recital named last

    def draft(self, name: AgreementName, makers: tuple[str, ...], made: DateBounds | None = None) -> Draft:
        """Return the earlier agreement that a name means."""
        made = name.made if made is None else made
        draft = self.found.ledger.find(name, makers, made) or next(
            (d for a in name.defined if (d := self.found.ledger.by_alias(a))), None
        )
        if draft is None or draft is self.own:
            stem = {"memorandum": "memorandum", "amendment": "amendment"}.get(name.kind, "base")
            draft = self.found.ledger.add(stem, makers, name.kind, name.force, made, "the document says so" if made else "")
        fill(draft, name, made, "the document says so")
        draft.title = clean_title(draft.title)
        if not draft.made.latest and self.own.made.latest:
            draft.made = DateBounds(draft.made.earliest, self.own.made.latest)
            draft.basis = draft.basis or "earlier than this document"
        return draft

    def signers(self, passage: Passage, start: int, end: int) -> tuple[str, ...]:
        """Return the parties that a sentence names, if it names two of the contract's; else all of the contract."""
        part = passage.part(start, end)
        keys = tuple(dict.fromkeys(k for h in self.parties.hits(part) for k in h.keys))
        shared = tuple(k for k in keys if k in self.own.parties)
        return shared if len(shared) >= 2 else self.own.parties

    def around(self, at: int) -> tuple[int, int]:
        """Return a stretch of the captured text around a place: its block, or in a long one the sentences near it."""
        i = bisect_right(self.document.blocks, at, key=lambda b: b.start) - 1
        block = self.document.blocks[i] if i >= 0 and self.document.blocks[i].end > at else None
        low, high = (block.start, block.end) if block else (0, len(self.document.text))
        if high - low > 2 * LONGEST:
            text = self.document.text
            ends = [m.end() for m in _STOP.finditer(text, max(low, at - LONGEST), at)]
            low = ends[-1] if ends else low if at - low < LONGEST else at
            stop = _STOP.search(text, at, min(high, at + LONGEST))
            high = stop.end() if stop else min(high, at + LONGEST)
        return low, high

    def write(self, raw: tuple[int, int], about: tuple[str, ...], stance: Stance, link: LinkMention | None, kind: str) -> None:
        """Note a passage whose point is an agreement, and what it speaks of."""
        self.found.sites.append(AgreementSite(*raw, about, stance, Basis.EXPLICIT, link, kind))
        self.found.stretches.append((*raw, about))
