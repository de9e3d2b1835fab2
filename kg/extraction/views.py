"""Sentences with everything that was found in them: parties, amounts and dates, as marks on a line of tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.dates import find_dates, may_hold_date
from kg.extraction.givens import NO_GIVENS, Givens
from kg.extraction.lexicon import word_list
from kg.extraction.masks import may_count
from kg.extraction.notation import NAME, Line, Mark, make_line
from kg.extraction.parties import PartyHit, PartyIndex
from kg.extraction.party_index import Seen
from kg.extraction.passages import Passage
from kg.extraction.relative_dates import find_relative, may_hold_relative
from kg.extraction.values import Amount, find_amounts

__all__ = ["View", "is_label", "without_number"]


_LETTERS = {"money": "M", "percent": "R", "quantity": "Q", "duration": "T"}


@dataclass(frozen=True)
class View:
    """The passage of a sentence with everything that can be found in it, amounts and dates only when they are asked for."""

    passage: Passage
    hits: tuple[PartyHit, ...]
    givens: Givens = NO_GIVENS

    @classmethod
    def of(
        cls,
        passage: Passage,
        parties: PartyIndex,
        speaker: str,
        subject: Callable[[], tuple[str, ...]],
        givens: Givens = NO_GIVENS,
    ) -> View:
        """Return the view of a sentence, in the voice of `speaker`.

        Args:
            passage: the sentence.
            parties: those of the document.
            speaker: key of the party that says "we".
            subject: tells the subject of the sentence before.
            givens: what the document says of all its sentences.
        """
        hits = _find_hits(parties.seen(passage.text), speaker, subject)
        return cls(passage, tuple(hit for hit in hits if not _is_counted(passage.text, hit)), givens)

    @cached_property
    def classes(self) -> frozenset[str]:
        """The classes of which something can be marked, told without looking for it."""
        found = {"P"} if self.hits else set[str]()
        if may_count(self.passage.text):
            found |= {*_LETTERS.values()}
        if may_hold_date(self.passage.text) or may_hold_relative(self.passage.text):
            found.add("D")
        return frozenset(found)

    @cached_property
    def _masked(self) -> str:
        return _masked(self.passage.text, self.hits)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts of the passage."""
        return self.givens.scaled(find_amounts(self._masked)) if may_count(self.passage.text) else ()

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The parties, amounts and dates of the passage, in order and apart from each other."""
        text = self.passage.text
        found = [
            Mark(_with_article(text, h), h.end, "P", i, _is_negative(text, h), _is_possessive_pronoun(text, h))
            for i, h in enumerate(self.hits)
        ]
        found += [Mark(a.start, a.end, _LETTERS[a.kind], i) for i, a in enumerate(self.amounts) if a.kind in _LETTERS]
        if may_hold_date(text):
            found += [Mark(d.start, d.end, "D", i) for i, d in enumerate(find_dates(self._masked))]
        found += [Mark(d.start, d.end, "D", i) for i, d in enumerate(find_relative(self._masked, self.givens.written), len(found))]
        found += [Mark(start, end, NAME, 0) for start, end in self.givens.short_in(text)]
        marks: list[Mark] = []
        for mark in sorted(found, key=lambda m: (m.start, -m.end, m.letter)):
            if not marks or mark.start >= marks[-1].end:
                marks.append(mark)
        return tuple(marks)

    def line(self, start: int, end: int) -> Line:
        """Return the line of a stretch of the passage; its places are offsets of the whole clean text."""
        if (start, end) == (0, len(self.passage.text)):
            return make_line(self.passage.text, self.marks)
        inside = tuple(
            replace(m, start=m.start - start, end=m.end - start) for m in self.marks if start <= m.start and m.end <= end
        )
        line = make_line(self.passage.text[start:end], inside)
        return Line(line.text, line.offsets, tuple((a + start, b + start) for a, b in line.places), line.words)

    def part(self, line: Line, first: int, last: int) -> Line:
        """Return the line of the tokens from `first` to before `last` of the line of the whole."""
        if (first, last) == (0, len(line.places)):
            return line
        places = line.places
        if (first and places[first - 1] == places[first]) or (last < len(places) and places[last - 1] == places[last]):
            return self.line(places[first][0], places[last - 1][1])  # a mark of several tokens stands there
        return line.part(first, last)


_ENUMERATOR = re.compile(
    r"(?:[-*•–]|o(?= [A-Z(])|\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivxlIVXL]{1,5}|[a-zA-Z])[.)]|\d{1,2}(?:\.\d{1,2})+)\s+"
)


def without_number(text: str, start: int, end: int) -> int:
    """Return where the words of a clause begin behind its number or bullet and a joining word."""
    match = _ENUMERATOR.match(text, start, end)
    start = match.end() if match else start
    words = text[start:end].split(maxsplit=1)
    if len(words) == 2 and words[0].lower() in word_list("clause-conjunction"):
        start = text.index(words[1], start)
    return start


_SHORTEST = 5  # tokens of a sentence without a party, amount or date that can still say something


def is_label(line: Line) -> bool:
    """Whether a sentence is only the heading of a clause ("Non-competition.")."""
    verbs = word_list("finite-verb") | word_list("life-end-verb")
    return len(line.offsets) < _SHORTEST and line.words.isdisjoint(verbs) and re.search(r" [PMRQTD]\d+ ", line.text) is None


def _with_article(text: str, hit: PartyHit) -> int:
    """Return where a party begins with its article: a part of its name may stand for it, "the University"."""
    article = text[max(0, hit.start - 4) : hit.start].lower() == "the " and hit.how in {"name", "role"}
    return hit.start - 4 if article and _BEHIND_PARTY.match(text, hit.end) else hit.start


_BEHIND_PARTY = re.compile(
    r"[,.;:)]|'s\b|$| (?:shall|will|may|must|can|is|are|has|to|and|or|in|on|for|by|from|of|with|under|all|an?|the|its)\b"
)


def _is_negative(text: str, hit: PartyHit) -> bool:
    """Whether the words of a hit deny: "neither party", "no party"."""
    return text[hit.start : hit.end].split(maxsplit=1)[0].lower() in word_list("negative-determiners")


def _is_possessive_pronoun(text: str, hit: PartyHit) -> bool:
    """Whether a hit is a possessive without an 's of its own."""
    return hit.possessive and not text.startswith("'", hit.end) and not text[hit.start : hit.end].endswith(("'s", "s'"))


def _find_hits(seen: Seen, speaker: str, subject: Callable[[], tuple[str, ...]]) -> tuple[PartyHit, ...]:
    """Return the parties of a sentence; a pronoun means the first name before it there, else the last subject."""
    first = seen.hits(speaker, ())
    if not seen.sensitive:
        return first
    known = subject()
    named = next((h for h in first if h.how in {"name", "role", "product"} and not h.possessive), None)
    told = seen.hits(speaker, known)
    if named is None:
        return told
    after = seen.hits(speaker, named.keys)
    return (*(h for h in told if h.end <= named.start), *(h for h in after if h.start >= named.start))


_FIGURES = re.compile(r"\d\)? \Z")


def _is_counted(text: str, hit: PartyHit) -> bool:
    """Whether a word that parties are called by as well tells what a figure counts: "36 Participants", not "4 The Growers"."""
    said = text[hit.start : hit.end]
    return (
        hit.how in {"role", "collective"}
        and said.endswith("s")
        and not said.lower().startswith("the ")
        and _FIGURES.search(text[max(0, hit.start - 3) : hit.start]) is not None
    )


def _masked(text: str, hits: Sequence[PartyHit]) -> str:
    """Return the text with its parties blotted out, so that no part of a name is read as an amount or date; "its" is none."""
    for hit in hits:
        if hit.how == "pronoun" and _is_possessive_pronoun(text, hit):
            continue
        text = text[: hit.start] + "_" * (hit.end - hit.start) + text[hit.end :]
    return text
