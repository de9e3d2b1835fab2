"""What the readers of contracts and of reports share: sites, stretches with the agreements they speak of, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.extraction.agreement_drafts import Draft, Ledger, presupposed_key
from kg.extraction.layers import SILENT_ROLES
from kg.extraction.passages import Passage, sentences
from kg.extraction.replies import find_replier
from kg.files import load_toml
from kg.records import AgreementMention, Basis, Block, BlockRole, Document, Force, LinkMention, MentionKind, Stance

if TYPE_CHECKING:
    from kg.extraction.parties import PartyHit, PartyIndex

__all__ = ["BY_NAME", "AgreementSite", "Findings", "Line", "read_lines"]

BY_NAME = frozenset({"name", "role", "product"})  # how a place means a party that it calls by a name or title of its own


@dataclass(frozen=True, slots=True)
class AgreementSite:
    """A passage whose point is an agreement itself. `start` and `end` are code points of `Document.text`, half-open.

    `kind_of_site` is `announces` (it is made), `describes` (its parties, its force, that it stands) or `links` (what it does to
    another).
    """

    start: int
    end: int
    about: tuple[str, ...]
    stance: Stance
    basis: Basis
    link: LinkMention | None
    kind_of_site: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a document: clean text of its block, where it stands there, and who is named in it."""

    block: Block
    passage: Passage
    start: int
    end: int
    hits: tuple[PartyHit, ...]
    first: bool  # of its block

    @property
    def text(self) -> str:
        """The clean words of the sentence."""
        return self.passage.text[self.start : self.end]

    def raw(self, start: int | None = None, end: int | None = None) -> tuple[int, int]:
        """The span of the captured text behind a part of the clean text of the block, by default the sentence."""
        return self.passage.raw_span(self.start if start is None else start, self.end if end is None else end)


@dataclass
class Findings:
    """What a reader found: agreements, sites, and which stretches speak of what (later entries overrule earlier ones)."""

    ledger: Ledger = field(default_factory=Ledger)
    sites: list[AgreementSite] = field(default_factory=list)
    stretches: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)
    bases: dict[str, str] = field(default_factory=dict)
    own: str = ""
    subject: tuple[str, ...] = ()
    instrument: bool = False

    def mentions(self, parties: PartyIndex) -> tuple[AgreementMention, ...]:
        """The agreements as records."""
        names = {p.key: p.name for p in parties.mentions}
        return tuple(d.mention(names) for d in self.ledger.drafts)

    def base_of(self, draft: Draft) -> Draft:
        """The agreement before one in the dealing: the one that it is said to change, else one that nobody names.

        A paper that does not bind is none, though the agreement carries it out: nothing goes on from it.
        """
        key = self.bases.get(draft.key)
        found = self.ledger.by_key(key) if key else None
        if found is None or (found.force is Force.NON_BINDING and draft.force is Force.BINDING):
            force = Force.BINDING if draft.force is Force.BINDING else Force.UNKNOWN
            key = presupposed_key(draft.key)
            found = self.ledger.by_key(key)
            found = found or self.ledger.add(key, draft.parties, "definitive", force)
            found.mentioned, found.presupposed_by = MentionKind.PRESUPPOSED, draft.key
            self.bases.setdefault(draft.key, key)
        return found


@lru_cache(maxsize=1)
def _subject_label() -> re.Pattern[str]:
    """What opens the line that says what a letter is about: "Re:"."""
    words = "|".join(map(re.escape, load_toml("page")["head-lines"]["subject"]))
    return re.compile(rf"[\s*_#]*(?:{words})\s*:", re.IGNORECASE)


def read_lines(document: Document, parties: PartyIndex) -> Iterator[Line]:
    """Yield the sentences of the blocks that speak, and of the line that says what a letter is about, in order."""
    for block in document.blocks:
        subject = block.role in {BlockRole.METADATA, BlockRole.MAIL_HEADER} and _subject_label().match(document.text, block.start)
        if block.role in SILENT_ROLES and not subject:
            continue
        passage = Passage.of(document.text, block.start, block.end)
        if not passage.text:
            continue
        hits = parties.hits(passage, speaker=find_replier(document, parties, block) or parties.publisher)
        for number, (start, end) in enumerate(sentences(passage.text)):
            yield Line(block, passage, start, end, tuple(h for h in hits if start <= h.start < end), number == 0)
