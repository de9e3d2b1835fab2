"""Sentences of a report on deals of others: behind those that name its parties, one that names none but new ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kg.extraction.agreement_sites import BY_NAME, Line
from kg.extraction.agreement_words import lexicon_pattern
from kg.records import BlockRole

__all__ = ["Asides"]

_SILENT = frozenset({BlockRole.LISTING_TITLE, BlockRole.LISTING_TEXT, BlockRole.METADATA, BlockRole.MAIL_HEADER})
_TOLD = 2  # sentences that name parties before a report can turn to others


class Asides:
    """The sentences of a report that tell deals of others, and `strangers`, who are named nowhere but there.

    "Elsewhere, Gamma has let a quay to Delta": behind two sentences or more that name parties, one that names two or more, none of
    them known by then, tells no deal of those with whom the report began. What stands behind it and names none but these goes on.
    """

    def __init__(self, lines: Sequence[Line], makers: Collection[str], owner: Collection[str] = ()) -> None:
        known = {*owner}
        strange: set[str] = set()
        self._starts: set[int] = set()
        told = 0
        for line, named, meant in _named(lines, makers):
            least = _TOLD - bool(lexicon_pattern("turns-to-others").match(line.text))
            if not meant & known and ((len(named) > 1 and told >= least) or (named and named <= strange)):
                self._starts.add(line.raw()[0])
                strange |= named
            else:
                known |= meant
                told += bool(named)
        self.strangers = frozenset(strange - known)

    def __contains__(self, line: Line) -> bool:
        """Whether a sentence tells a deal of others."""
        return line.raw()[0] in self._starts


def _named(lines: Sequence[Line], makers: Collection[str]) -> Iterator[tuple[Line, set[str], set[str]]]:
    """The sentences that speak, each with the parties that it names and those that it means by a pronoun as well."""
    for line in lines:
        if line.block.role not in _SILENT:
            hits = [(hit.how, key) for hit in line.hits for key in hit.keys if key in makers]
            named = {key for how, key in hits if how in BY_NAME}
            yield line, named, named | {key for how, key in hits if how == "pronoun"}
