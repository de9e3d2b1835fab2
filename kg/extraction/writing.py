"""The writer of one document: makes statements of terms, and keeps what later ones need to know of earlier ones.

Which agreement owns a term, whether it is changed or confirmed, and who owes whom where the sentence leaves it open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kg.extraction.agreement_drafts import is_presupposed
from kg.extraction.agreements import AgreementIndex
from kg.extraction.direction import Direction
from kg.extraction.direction_told import owes_one, settled
from kg.extraction.layers import Voice
from kg.extraction.lexicon import phrase, word_list
from kg.extraction.passages import Passage
from kg.extraction.past import is_of_the_past, tells_former_state
from kg.extraction.patterns import Matter, load_matters, with_discount
from kg.extraction.terms import TermReading
from kg.extraction.views import without_number
from kg.records import (
    EVERY_PARTY,
    SOME_PARTY,
    Basis,
    DateBounds,
    Document,
    Force,
    Modality,
    Stance,
    Statement,
    TermContent,
    noun_and_likely,
)

__all__ = ["PatternUse", "Writer"]

_LAST = 3  # statements among which the one of the sentence before is
_NEAR = 320  # code points between the beginnings of two sentences of which the second leaves out whom the first names


@dataclass(frozen=True, slots=True)
class PatternUse:
    """Where a pattern gave a term: the span of its statement, and of the words that it matched, in the text of the document."""

    statement: tuple[int, int]
    words: tuple[int, int]
    pattern: str
    content: TermContent


def _place(statement: Statement) -> tuple[object, ...]:
    """What two statements must share to be one: the words, how they are said, and the agreement that owns the terms."""
    return statement.start, statement.end, statement.stance, statement.owner


def _paid_for(reading: TermReading, last: TermContent) -> TermReading:
    """Return a sum without a payee as owed to the one who delivers by the sentence before: "A supplies B. B pays 3 a tonne."."""
    content, direction = reading.content, reading.direction
    money = load_matters()[content.matter].bearer == "payer"
    if direction is None or not direction.open_counterparty or direction.open_bearer or not money:
        return reading
    if last.counterparty != content.bearer or load_matters()[last.matter].bearer == "payer":
        return reading
    return replace(reading, content=replace(content, counterparty=last.bearer), direction=None)


@lru_cache(maxsize=16)  # a sentence is asked for each of its terms
def _promises(text: str) -> bool:
    """Whether a text tells what will be."""
    return not word_list("future").isdisjoint(text.lower().split())


_SEVERAL = 3  # parties, from which on the other one is not told by there being two


@dataclass
class Writer:
    """Writes statement after statement of one document."""

    document: Document
    agreements: AgreementIndex
    statements: list[Statement] = field(default_factory=list)
    uses: list[PatternUse] = field(default_factory=list)
    stays: bool = False  # the heading says that what stands below it is as it was
    last: tuple[str, int, TermContent] | None = None  # owner, place and content of the term read last
    placed: dict[tuple[object, ...], int] = field(default_factory=dict)  # the first statement of each place, stance and owner
    placed_up_to: int = 0  # so many statements stand in `placed`
    told: list[tuple[str, Matter, tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)  # owner, matter, who owes whom
    open: dict[tuple[str, TermContent], Direction] = field(default_factory=dict)  # terms whose sentences leave a side open

    def owner(self, about: Sequence[str]) -> str:
        """Return which agreement the terms of a passage belong to; a declaration owns none."""
        forces = {a.key: a.force for a in self.agreements.mentions}
        owners = [k for k in about if forces.get(k) is not Force.DECLARATORY]
        return owners[0] if owners else ""

    def near(self, about: Sequence[str], at: int) -> TermContent | None:
        """Return the term read last of an agreement, where it stands right before a place."""
        owner, place, content = self.last or ("", 0, None)
        return content if owner == self.owner(about) and 0 <= at - place <= 2 * _NEAR else None

    def write(self, reading: TermReading, passage: Passage, voice: Voice, about: Sequence[str], *, listed: bool) -> None:
        """Write the statement of one term.

        What a running text says remains as it was belongs to the earlier agreement; an item of a list, and what is told to
        remain in future ("will remain"), is what the new one holds.
        """
        if self.stays and reading.stance is Stance.AFFIRMS:
            reading = replace(reading, stance=Stance.REAFFIRMS)
        about = self._ordered(about, reading, passage)
        owner = self.owner(about)
        if not owner:
            return
        start, end = passage.raw_span(without_number(passage.text, *reading.clause), reading.clause[1])
        self._grade_the_last(reading, passage, owner, start)
        reading = self._like_the_last(reading, owner, start)
        content = reading.content
        stance = self._stance(reading.stance, owner, about)
        earlier = self.agreements.earlier(owner)
        if stance is Stance.REAFFIRMS and earlier and not listed and not _promises(passage.text) and reading.before is None:
            about, owner = tuple(dict.fromkeys((*about, earlier))), earlier
        self._note_direction(reading, owner)
        basis = Basis.INFERRED if reading.likely else Basis.EXPLICIT
        statement = Statement("", start, end, voice.layer, stance, basis, tuple(about), (content,), owner=owner)
        self._add(statement, voice, reading.pattern)
        words = passage.raw_span(reading.start, reading.end)
        self.uses.append(PatternUse((start, end), words, reading.pattern, content))
        if reading.before is not None and reading.before_span is not None:
            self._presuppose(reading.before, passage.raw_span(*reading.before_span), voice, owner, reading.pattern)

    def _grade_the_last(self, reading: TermReading, passage: Passage, owner: str, at: int) -> None:
        """Give a right the grade that the next sentence says it has: "Acme keeps its licence. It is non-exclusive."."""
        grade, (past, stop, last) = reading.content.exclusivity, self.last or ("", 0, None)
        if grade is None or last is None or last.exclusivity is not None or past != owner or at - stop > _NEAR:
            return
        if last.matter != reading.content.matter or not phrase("grades-the-last").match(passage.text[slice(*reading.clause)]):
            return
        graded = replace(last, exclusivity=grade)
        for i in range(len(self.statements) - 1, max(len(self.statements) - _LAST, 0) - 1, -1):
            s = self.statements[i]
            if s.owner == owner and last in s.terms:
                self.statements[i] = replace(s, terms=tuple(graded if c == last else c for c in s.terms))
                if (owner, last) in self.open:
                    self.open[owner, graded] = self.open[owner, last]
                break
        self.uses[:] = [replace(use, content=graded) if use.content == last else use for use in self.uses]

    def _like_the_last(self, reading: TermReading, owner: str, at: int) -> TermReading:
        """Return a reading whose words name nobody with the parties of the sentence right before on the same matter."""
        before, (past, stop, last) = reading.content, self.last or ("", 0, None)
        self.last = (owner, at, before)
        if last is not None and past == owner and at - stop <= _NEAR and (paid := _paid_for(reading, last)) is not reading:
            return paid
        if last is None or reading.direction is None or not reading.direction.open_bearer:
            return reading
        if past != owner or last.matter != before.matter or at - stop > _NEAR or EVERY_PARTY not in before.bearer:
            return reading
        measured = last.measure and before.measure
        if EVERY_PARTY in last.bearer or not (measured or last.modality is before.modality):
            return reading
        content = replace(before, bearer=last.bearer, counterparty=last.counterparty)
        self.last = (owner, at, content)
        return replace(reading, content=content, direction=None)

    def _ordered(self, about: Sequence[str], reading: TermReading, passage: Passage) -> Sequence[str]:
        """Return the agreements of a passage, first the one that owns its term.

        A change is of the agreement that changes another; what was done, or so, before an agreement was made is of an earlier one.
        """
        words = passage.text[reading.start : reading.end]
        former = not self.agreements.instrument and reading.before is None and tells_former_state(words)
        if reading.stance is Stance.CHANGES and not former:
            later = [key for key in about if self.agreements.earlier(key) in about]
            return tuple(dict.fromkeys([*later, *about])) if later and about[0] not in later else about
        owner = self.owner(about)
        earlier = self.agreements.earlier(owner)
        made = next((a.made for a in self.agreements.mentions if a.key == owner), DateBounds())
        since = made if made.earliest else self.document.published
        if earlier and (former or is_of_the_past(passage.text[slice(*reading.clause)], since)):
            return tuple(dict.fromkeys([earlier, *about]))
        return about

    def _stance(self, read: Stance, owner: str, about: Sequence[str]) -> Stance:
        """Return the stance of a passage: a declaration confirms, an amendment changes, and a first contract does neither."""
        mention = next(a for a in self.agreements.mentions if a.key == owner)
        if any(a.key in about and a.force is Force.DECLARATORY for a in self.agreements.mentions):
            return Stance.REAFFIRMS
        earlier = self.agreements.earlier(owner)
        first = self.agreements.instrument and mention.own and is_presupposed(earlier) and mention.kind != "amendment"
        if read in {Stance.CHANGES, Stance.REAFFIRMS} and first:
            return Stance.AFFIRMS
        return Stance.CHANGES if read is Stance.AFFIRMS and mention.own and mention.kind == "amendment" else read

    def _note_direction(self, reading: TermReading, owner: str) -> None:
        """Keep who owes whom where the words tell both, and the term where they leave a side open."""
        content = reading.content
        if reading.direction is not None:
            direction = self._beside(reading.direction, content, owner)
            for one in (content, reading.before):
                if one is not None:
                    self.open[owner, one] = direction
        elif content.counterparty and EVERY_PARTY not in content.bearer and (content.matter, content.measure) != ("price", "rate"):
            bearer, other = (tuple(noun_and_likely(k)[1] or k for k in keys) for keys in (content.bearer, content.counterparty))
            self.told.append((owner, load_matters()[content.matter], bearer, other))

    def _beside(self, direction: Direction, content: TermContent, owner: str) -> Direction:
        """Return a direction that leaves open whom one of several owes with the one whom its words last set beside the bearer."""
        parties = next((a.parties for a in self.agreements.mentions if a.key == owner), ())
        bearer = direction.bearer
        known = len(bearer) == 1 and not direction.open_bearer and direction.open_counterparty and not direction.counterparty
        matter = load_matters()[content.matter]
        if not known or len(parties) < _SEVERAL or not owes_one(matter) or matter.bearer not in {"payer", "payee"}:
            return direction
        pairs = ((b, c) if b == bearer else (c, b) for _, _, b, c in reversed(self.told) if bearer in (b, c))
        last = next((other for _, other in pairs if len(other) == 1 and other[0] in parties), ())
        return replace(direction, counterparty=last)

    def settle(self) -> None:
        """Complete the terms whose sentences leave open who owes whom, by what the other sentences of the document tell."""
        if not self.open:
            return
        known: dict[tuple[str, Matter, Direction], Direction] = {}  # what was completed already
        told: dict[tuple[tuple[int, int], TermContent], TermContent] = {}
        for i, s in enumerate(self.statements):
            terms = tuple(self._settled(s.owner, c, known) for c in s.terms)
            told |= {((s.start, s.end), old): new for old, new in zip(s.terms, terms, strict=True)}
            self.statements[i] = replace(s, terms=terms)
        self.uses[:] = [replace(use, content=told.get((use.statement, use.content), use.content)) for use in self.uses]

    def _settled(self, owner: str, content: TermContent, known: dict[tuple[str, Matter, Direction], Direction]) -> TermContent:
        direction = self.open.get((owner, content))
        if direction is None:
            return content
        if content.matter == "volume" and content.modality is not Modality.OBLIGATION:
            return content  # what one may take it takes from nobody
        matter = load_matters()[content.matter]
        matter = with_discount(matter) if direction.abated else matter
        key = (owner, matter, direction)
        if (done := known.get(key)) is None:
            own = [told[1:] for told in self.told if told[0] == owner]
            parties = next((a.parties for a in self.agreements.mentions if a.key == owner), ())
            done = settled(matter, direction, own, parties=parties)
            known[key] = done = settled(matter, done, [told[1:] for told in self.told], parties=parties, own=False)
        directed = owes_one(matter)
        someone = directed and done.open_bearer and EVERY_PARTY in done.bearer
        return replace(
            content,
            bearer=(SOME_PARTY,) if someone else done.bearer,
            counterparty=(SOME_PARTY, *done.counterparty) if directed and done.open_counterparty else done.counterparty,
        )

    def _presuppose(self, content: TermContent, span: tuple[int, int], voice: Voice, owner: str, pattern: str) -> None:
        earlier = self.agreements.earlier(owner)
        if earlier:
            statement = Statement("", *span, voice.layer, Stance.PRESUPPOSES, Basis.INFERRED, (earlier,), (content,), owner=earlier)
            self._add(statement, voice, pattern)
            self.uses.append(PatternUse(span, span, pattern, content))

    def _add(self, statement: Statement, voice: Voice, pattern: str) -> None:
        """Add a statement, or its term to the statement that the same words make already."""
        for i in range(self.placed_up_to, len(self.statements)):
            self.placed.setdefault(_place(self.statements[i]), i)
        self.placed_up_to = len(self.statements)
        i = self.placed.get(_place(statement), -1)
        if i >= 0:
            other = self.statements[i]
            if statement.terms[0] not in other.terms:
                patterns = tuple(dict.fromkeys([*other.patterns, pattern]))
                self.statements[i] = replace(other, terms=(*other.terms, *statement.terms), patterns=patterns)
            return
        self.statements.append(replace(statement, speaker=voice.party, voice=voice.words, patterns=(pattern,)))
