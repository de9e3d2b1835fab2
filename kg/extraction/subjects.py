"""Who was spoken of last, worked out only where a sentence asks for it: most sentences say nothing that needs it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extraction.clauses import split_clauses
from kg.extraction.parties import PartyIndex
from kg.extraction.passages import Passage
from kg.extraction.runs import runs_of
from kg.extraction.views import View

__all__ = ["Subjects", "Unread"]


@dataclass(frozen=True, slots=True, eq=False)
class Unread:
    """A sentence that was passed over: its place in a passage, and the key of the party whose "we" it holds."""

    passage: Passage
    start: int
    end: int
    speaker: str


@dataclass
class Subjects:
    """The keys of the last subject of a document, as far as it has been gone through."""

    parties: PartyIndex
    _known: tuple[str, ...] = ()
    _unread: list[Unread] = field(default_factory=list)  # sentences since then
    _last: Unread | View | frozenset[str] = frozenset()  # the sentence before, what was found in it, or its words

    def last(self) -> tuple[str, ...]:
        """Return the keys of the last subject."""
        if self._unread:
            self._known, self._unread = self._after(self._unread), []
        return self._known

    def told(self, keys: tuple[str, ...]) -> None:
        """Note a subject."""
        self._known, self._unread = keys, []

    def words_before(self) -> frozenset[str]:
        """Return the words of the sentence before; ask before anything else is told."""
        if isinstance(self._last, Unread):
            own = bool(self._unread) and self._unread[-1] is self._last
            subject = self._after(self._unread[:-1]) if own else self.last()
            self._last = self._view(self._last, subject)
        if isinstance(self._last, View):
            self._last = self._last.line(0, len(self._last.passage.text)).words
        return self._last

    def see(self, view: View) -> None:
        """Note a sentence whose parties were looked for, and that says nothing more."""
        if keys := last_subject(view):
            self.told(keys)
        self._last = view

    def read(self, words: frozenset[str]) -> None:
        """Note the words of a sentence that was read."""
        self._last = words

    def pass_over(self, sentence: Unread, *, spoken: bool) -> None:
        """Note a sentence that was not read; `spoken`: it speaks of an agreement, so that its subject counts."""
        self._last = sentence
        if spoken:
            self._unread = [*self._unread, sentence]

    def _view(self, sentence: Unread, subject: tuple[str, ...]) -> View:
        passage = sentence.passage.part(sentence.start, sentence.end)
        return View.of(passage, self.parties, sentence.speaker, lambda: subject)

    def _after(self, unread: list[Unread]) -> tuple[str, ...]:
        """Return the last subject after some sentences: from the last that names one, and those behind it that take it up."""
        subject = self._known
        open_ones: list[Unread] = []
        for sentence in reversed(unread):
            text = sentence.passage.text[sentence.start : sentence.end]
            words = frozenset(runs_of(text))
            if words.isdisjoint(self.parties.signs.runs) and words.isdisjoint(self.parties.signs.glued):
                continue
            if self.parties.seen(text).sensitive:
                open_ones.append(sentence)
            elif keys := last_subject(self._view(sentence, ())):
                subject = keys
                break
        for sentence in reversed(open_ones):
            subject = last_subject(self._view(sentence, subject)) or subject
        return subject


def last_subject(view: View) -> tuple[str, ...]:
    """Return the keys of the first party that the last clause with one names as more than an owner; none: no clause does."""
    named = [hit for hit in view.hits if not hit.possessive]
    if len({hit.keys for hit in named}) < 2:
        return named[0].keys if named else ()
    line = view.line(0, len(view.passage.text))
    for first, last in reversed(split_clauses(line)):
        start, end = line.places[first][0], line.places[last - 1][1]
        for hit in named:
            if start <= hit.start < end:
                return hit.keys
    return ()
