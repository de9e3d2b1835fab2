"""What passages say if the names that act in them, and that nothing in the document explains, are those of parties.

Whether they are is told by the other documents of the dealing (`kg.resolution.called`); until then each statement keeps both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extraction.party_index import PartyIndex
from kg.extraction.party_unexplained import with_acting_names
from kg.extraction.scribe import Scribe
from kg.extraction.writing import Writer
from kg.records import LIKELY, Block, Statement, TermContent, is_loose_name

__all__ = ["SecondReading"]


@dataclass
class SecondReading:
    """Reads the passages in which such names stand once more."""

    parties: PartyIndex
    writer: Writer
    names: tuple[str, ...]

    @classmethod
    def of(cls, scribe: Scribe) -> SecondReading:
        """Return a second reading of the document of a scribe that has read nothing yet."""
        parties = with_acting_names(scribe.parties, scribe.document)
        names = tuple(name for name, _ in parties.called[len(scribe.parties.called) :])
        return cls(parties, Writer(scribe.document, scribe.agreements), names)

    def read_block(self, scribe: Scribe, block: Block) -> None:
        """Read a block as a scribe is about to read it, where a name stands in it."""
        text = scribe.document.text[block.start : block.end]
        if not any(name in text for name in self.names):
            return
        second = scribe.fork()
        second.parties, second.subjects.parties = self.parties, self.parties
        second.skipped, second.writer, second.settings = [], self.writer, {}
        self.writer.last, self.writer.stays = scribe.writer.last, scribe.writer.stays
        second.read_block(block)

    def added_to(self, scribe: Scribe) -> list[Statement]:
        """Return the statements of a scribe with what those that hold such a name say if it is that of a party.

        Only a contract says something of a name of which nothing else is said: who acts in it is mostly a party.
        """
        plain = list(scribe.writer.statements)
        if not self.writer.statements:
            return plain
        self.writer.told[:0] = scribe.writer.told
        self.writer.settle()
        for told in self.writer.statements:
            if not any(map(_holds_name, told.terms)):
                continue
            here = [i for i, s in enumerate(plain) if s.start < told.end and told.start < s.end and s.instruction is None]
            same = [i for i in here if (plain[i].start, plain[i].end) == (told.start, told.end)] or here
            if len(same) == 1 and plain[same[0]].terms:
                plain[same[0]] = replace(plain[same[0]], named=(*plain[same[0]].named, *told.terms))
            elif not here and scribe.agreements.instrument and not all(name.startswith(LIKELY) for name in told.patterns):
                plain.append(replace(told, terms=(), named=told.terms))
        return plain


def _holds_name(term: TermContent) -> bool:
    return any(map(is_loose_name, (*term.bearer, *term.counterparty)))
