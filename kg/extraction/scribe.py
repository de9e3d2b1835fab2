"""The scribe of one document: reads block after block, and keeps what later blocks need to know of earlier ones.

One file: what a sentence passes through, from the gate to the statement, is seen at a glance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace

from kg.extraction.agreements import AgreementIndex
from kg.extraction.clauses import split_clauses
from kg.extraction.columns import Compared, blanked, columns_of, paired
from kg.extraction.direction import Direction, owes_one, settled
from kg.extraction.gates import find_candidates, keep_told
from kg.extraction.grades import tells_what_stays
from kg.extraction.instructions import FoundInstruction, find_instructions
from kg.extraction.layers import SILENT_ROLES, Voice, voice_of
from kg.extraction.lexicon import phrase, word_list
from kg.extraction.notation import Line, make_line
from kg.extraction.parties import PartyIndex
from kg.extraction.passages import Passage, sentences
from kg.extraction.past import is_of_the_past, tells_former_state
from kg.extraction.patterns import Matter, find_matches, load_matters, load_patterns
from kg.extraction.periods import Anchors, may_define, read_definitions_of_dates, read_period, without_past_end
from kg.extraction.quotations import Quotation, find_quotations
from kg.extraction.recasting import gapped, may_insert, may_oblige, recast, without_insertion
from kg.extraction.references import excepted, named_part
from kg.extraction.replies import find_replier, is_older
from kg.extraction.site_statements import held_companies, merged, site_statement
from kg.extraction.subjects import Subjects, Unread
from kg.extraction.terms import Clause, Setting, TermReading, read_terms, without_nets
from kg.extraction.views import View, is_label, without_number
from kg.records import (
    EVERY_PARTY,
    SOME_PARTY,
    Basis,
    Block,
    BlockRole,
    DateBounds,
    Document,
    Force,
    Instruction,
    Layer,
    Modality,
    Skipped,
    Stance,
    Statement,
    TermContent,
)

__all__ = ["PatternUse", "Scribe"]

_NEAR = 320  # code points between the beginnings of two sentences of which the second leaves out whom the first names
_MOST_DAYS = 300  # names of days and stretches of time that one document defines; each is sought in every sentence


@dataclass(frozen=True, slots=True)
class PatternUse:
    """Where a pattern gave a term: the span of its statement, and of the words that it matched, in the text of the document."""

    statement: tuple[int, int]
    words: tuple[int, int]
    pattern: str
    content: TermContent


@dataclass(frozen=True, slots=True)
class _Asked:
    """How a sentence is to be read; `found`: the numbers of the patterns that can match it, where that is known."""

    about: Sequence[str]
    voice: Voice
    row: bool
    context: frozenset[str]
    found: Sequence[int] | None = None


def _place(statement: Statement) -> tuple[object, ...]:
    """What two statements must share to be one: the words, how they are said, and the agreement that owns the terms."""
    return statement.start, statement.end, statement.stance, statement.owner


def _paid_for(reading: TermReading, last: TermContent) -> TermReading:
    """Return a sum without a payee as owed to the one who delivers by the sentence before: "A supplies B. B pays 3 a tonne."."""
    content, direction = reading.content, reading.direction
    money = load_matters()[content.matter].bearer == "payer"
    if direction is None or not direction.open_counterparty or direction.open_bearer or not money or content.counterparty:
        return reading
    if last.counterparty != content.bearer or load_matters()[last.matter].bearer == "payer":
        return reading
    return replace(reading, content=replace(content, counterparty=last.bearer), direction=None)


_QUOTING = frozenset({Layer.UNATTRIBUTED_TEXT, Layer.PARTY_TEXT})  # layers in which somebody can be quoted


def _voice_in(voice: Voice, quoted: Sequence[Quotation], start: int, end: int) -> Voice:
    """Return the voice of a sentence: of the party that is quoted in it, or of the text around."""
    said = next((one for one in quoted if one.party and one.start <= start + 1 and start < one.end), None)
    return Voice(Layer.PARTY_TEXT, said.party) if said is not None else voice


@dataclass
class Scribe:
    """Reads block after block and keeps what later blocks need to know of earlier ones."""

    document: Document
    parties: PartyIndex
    agreements: AgreementIndex
    statements: list[Statement] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    uses: list[PatternUse] = field(default_factory=list)
    heading: frozenset[str] = frozenset()
    stays: bool = False  # the heading says that what stands below it is as it was
    payer: tuple[str, ...] = ()
    payee: tuple[str, ...] = ()
    anchors: Anchors | None = None
    companies: tuple[str, ...] | None = None  # that stand beside a noun for a company held together; None: nobody has looked
    quoted: str = ""  # the party whose words the last passage quoted
    lead: frozenset[str] = frozenset()  # words of the sentence before the table that is read
    last: tuple[str, int, TermContent] | None = None  # owner, place and content of the term read last
    rows: bool = False  # the block before was a row of a table
    columns: Compared | None = None  # of the table read last, where it sets what was against what will be
    placed: dict[tuple[object, ...], int] = field(default_factory=dict)  # the first statement of each place, stance and owner
    placed_up_to: int = 0  # so many statements stand in `placed`
    subjects: Subjects = field(init=False)
    settings: dict[tuple[object, ...], Setting] = field(default_factory=dict)
    told: list[tuple[str, Matter, tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)  # owner, matter, who owes whom
    open: dict[tuple[str, TermContent], Direction] = field(default_factory=dict)  # terms whose sentences leave a side open

    def __post_init__(self) -> None:
        self.subjects = Subjects(self.parties)

    def fork(self) -> Scribe:
        """Return a scribe that knows what this one does, and whose further reading this one does not see."""
        scribe = copy(self)
        scribe.subjects = copy(self.subjects)
        return scribe

    def read_block(self, block: Block) -> None:
        """Read one block: every sentence of it gives statements or stands among what was left out."""
        instrument, parties = self.agreements.instrument, self.parties
        replier = find_replier(self.document, parties, block)
        voice = voice_of(
            self.document, block, instrument=instrument, publisher=parties.publisher, released=parties.released, replier=replier
        )
        passage = Passage.of(self.document.text, block.start, block.end)
        if not passage.text:
            return
        if block.role in SILENT_ROLES:
            self.skipped.append(Skipped(block.start, block.end, f"The passage is {block.role.value} of the page."))
            return
        if block.role is BlockRole.HEADING:
            line = make_line(passage.text, ())
            self.heading, self.stays = frozenset(line.words), tells_what_stays(line.text)
        if block.role is not BlockRole.TABLE_ROW:
            self.rows, self.lead = False, frozenset()
        elif not self.rows:
            self.rows, self.lead = True, self.subjects.words_before()
        if block.role is BlockRole.TABLE_ROW:
            self.columns = columns_of(passage.text, block.group) or self.columns
        told = self._read_instructions(passage, block, voice)
        quoted = () if voice.layer not in _QUOTING else find_quotations(passage, self.parties, self.quoted)
        self.quoted = quoted[-1].party if quoted else ""
        for start, end in sentences(passage.text):
            if block.role is BlockRole.QUOTED_REPLY and self._is_unheard(passage, start, end, replier):
                self.skipped.append(Skipped(*passage.raw_span(start, end), "The passage is of an older message that nobody signs."))
            elif not any(a <= start and end <= b for a, b in told):
                own = _voice_in(voice, quoted, start, end)
                self._hear(Unread(passage, start, end, own.party), block, own)

    def _is_unheard(self, passage: Passage, start: int, end: int, replier: str) -> bool:
        """Whether a sentence of a repeated message is of a still older one, or says "we" of nobody knows whom."""
        return is_older(self.document, passage.raw_span(start, end)[0]) or (
            not replier and phrase("we-or-you").search(passage.text[start:end]) is not None
        )

    # -------------------------------------------------------------- amendment instructions
    def _read_instructions(self, passage: Passage, block: Block, voice: Voice) -> list[tuple[int, int]]:
        """Write a statement for every amendment instruction of a passage; return the spans of the passage that they take up."""
        base = self.agreements.earlier(self.agreements.own)
        if not base or not self.agreements.instrument:
            return []
        spans: list[tuple[int, int]] = []
        instructions = find_instructions(passage.text)
        starts = [a for a, _ in sentences(passage.text)] if instructions else []
        for found in instructions:
            opening = max((a for a in starts if a <= found.start), default=0)
            start = without_number(passage.text, max([opening, *(b for _, b in spans)]), found.end)
            end = found.end + (passage.text[found.end : found.end + 1] == ".")
            spans.append((opening if not spans else start, end))
            self._write_instruction(found, passage, (start, end), block, voice, base)
        return spans

    def _write_instruction(
        self, found: FoundInstruction, passage: Passage, span: tuple[int, int], block: Block, voice: Voice, base: str
    ) -> None:
        about = (self.agreements.own, base)
        instruction = Instruction(base, found.part, found.operation, found.old, found.new)
        raw = passage.raw_span(*span)
        readings = list(self.read_text(found.new, block, about, voice)) if found.new and not found.old else []
        self.uses += [PatternUse(raw, raw, r.pattern, r.content) for r in readings]
        terms = tuple(r.content for r in readings)
        statement = Statement("", *raw, voice.layer, Stance.CHANGES, Basis.EXPLICIT, about, terms)
        names = (f"instruction-{found.operation.value}",)
        self.statements.append(
            replace(statement, owner=about[0], speaker=voice.party, voice=voice.words, patterns=names, instruction=instruction)
        )

    def read_text(self, text: str, block: Block, about: Sequence[str], voice: Voice) -> Iterator[TermReading]:
        """Yield the terms of a text that stands for a passage of the document, such as the new words of an amended clause."""
        passage = Passage.of(text)
        for start, end in sentences(passage.text):
            view = View.of(passage.part(start, end), self.parties, voice.party, self.subjects.last)
            line = view.line(0, len(view.passage.text))
            if not is_label(line):
                yield from self._terms(view, line, _Asked(about, voice, block.role is BlockRole.TABLE_ROW, self._context()))

    # -------------------------------------------------------------- sentences
    def _hear(self, sentence: Unread, block: Block, voice: Voice) -> None:
        """Read a sentence where it can say something, else note that it was passed over."""
        passage, start, end = sentence.passage, sentence.start, sentence.end
        raw = passage.raw_span(start, end)
        made = [site_statement(site, voice) for site in self.agreements.sites_in(*raw)]
        about = self.agreements.about(*raw)
        text = passage.text[start:end]
        found = self._candidates(text, block) if about else ()
        readings = False
        if found or (about and (may_define(text) or may_oblige(text))):
            readings = self._read_sentence(sentence, block, voice, about, found)
        else:
            self.subjects.pass_over(sentence, spoken=bool(about))
        self.statements.extend(merged(made, self.statements) if made else ())
        if not readings and not made:
            self.skipped.append(
                Skipped(*raw, "No pattern of the lexicon matches here." if about else "No agreement is spoken of here.")
            )

    def _candidates(self, text: str, block: Block) -> tuple[int, ...]:
        """Return the patterns that can match a sentence as it stands, else without what is put in between two commas."""
        row = block.role is BlockRole.TABLE_ROW
        found = find_candidates(text, self.parties.signs, row=row)
        without = may_insert(text) if not found else ""
        return find_candidates(without, self.parties.signs, row=row) if without else found

    def _read_sentence(self, sentence: Unread, block: Block, voice: Voice, about: Sequence[str], found: Sequence[int]) -> bool:
        """Write what a sentence says; whether it says anything."""
        passage = sentence.passage.part(sentence.start, sentence.end)
        compared = self.columns if self.columns is not None and self.columns.group == block.group else None
        cells = compared.cells(passage.text) if compared else None
        if cells is None:
            readings = self._find_terms(passage, block, voice, about, found)
        else:
            now = self._find_terms(blanked(passage, cells[0]), block, voice, about, found)
            readings = paired(now, self._find_terms(blanked(passage, cells[1]), block, voice, about, found), cells[0])
        for reading in readings:
            pointed = self._pointed(reading, passage) if reading.content.matter == "carve-out" else reading
            self._write(pointed, passage, voice, about, listed=block.role is BlockRole.LIST_ITEM)
        return bool(readings)

    def _pointed(self, reading: TermReading, passage: Passage) -> TermReading:
        """Return an exception as a reading of the rule whose number it names."""
        if not named_part(passage.text):
            return reading
        content = excepted(reading.content, passage.text, passage.starts[0], self.document, self.statements)
        return replace(reading, content=content, direction=None)

    def _find_terms(
        self, passage: Passage, block: Block, voice: Voice, about: Sequence[str], found: Sequence[int]
    ) -> list[TermReading]:
        """Return the terms that a sentence gives."""
        context = self._context() if any(load_patterns()[i].needs_context for i in found) else frozenset[str]()
        view = View.of(passage, self.parties, voice.party, self.subjects.last)
        found = keep_told(found, view.classes)
        found = keep_told(found, frozenset(mark.letter for mark in view.marks)) if found else found
        if not (found or may_define(passage.text) or may_oblige(passage.text)):
            self.subjects.see(view)
            return []
        line = view.line(0, len(passage.text))
        asked = _Asked(about, voice, block.role is BlockRole.TABLE_ROW, context, found)
        readings = [] if is_label(line) else without_nets(list(self._terms(view, line, asked)))
        self.subjects.read(line.words)
        return readings

    def _context(self) -> frozenset[str]:
        """Return the words of the heading and of the sentence before."""
        return self.heading | self.lead | self.subjects.words_before()

    def _terms(self, view: View, line: Line, asked: _Asked) -> Iterator[TermReading]:
        """Yield the terms of a sentence."""
        anchors = self._anchors(asked.about[0])
        defines = may_define(view.passage.text)
        for first, last in split_clauses(line):
            start, end = line.places[first][0], line.places[last - 1][1]
            text = view.passage.text[start:end]
            anchors = self._define(text, anchors) if defines else anchors
            part = view.part(line, first, last)
            matches = tuple(find_matches(part, asked.found))
            other = recast(part) or without_insertion(part) if not matches else None
            if other is not None:
                part, matches = other, tuple(find_matches(other))
            if matches:
                period = without_past_end(read_period(" ".join(text.split()), anchors=anchors), anchors.made, text)
                subject, setting = self.subjects.last(), self._setting(asked.about, asked.voice)
                for one in (part, *gapped(part)):
                    told = matches if one is part else tuple(find_matches(one))
                    clause = Clause(one, text, start, end, view.hits, view.amounts, period, subject, asked.row, asked.context)
                    yield from (replace(r, clause=(start, end)) for r in read_terms(clause, setting, told))
            if keys := next((h.keys for h in view.hits if start <= h.start < end and not h.possessive), ()):
                self.subjects.told(keys)

    def _setting(self, about: Sequence[str], voice: Voice) -> Setting:
        """Return what the document knows when a clause is read."""
        known = (tuple(about), voice.party, self.payer, self.payee)
        if known not in self.settings:
            self.settings[known] = self._make_setting(about, voice)
        return self.settings[known]

    def _make_setting(self, about: Sequence[str], voice: Voice) -> Setting:
        owner = self._owner(about, Stance.AFFIRMS)
        mention = next((a for a in self.agreements.mentions if a.key == owner), None)
        roles = {p.key: tuple(r.lower().removeprefix("the ") for r in p.roles) for p in self.parties.mentions}
        parties = mention.parties if mention else ()
        binding = mention is None or mention.force is not Force.NON_BINDING
        kin = {p.key: p.parent for p in self.parties.mentions if p.parent}
        return Setting(parties, roles, voice.party, binding, self.payer, self.payee, self._venture(parties), kin)

    def _venture(self, parties: Sequence[str]) -> tuple[str, ...]:
        """Return the company that the parties hold together: one that is no party and stands beside a noun for such a company."""
        if self.companies is None:
            self.companies = held_companies(self.document.text, self.parties)
        found = tuple(key for key in self.companies if key not in parties)
        return found if len(found) == 1 else ()

    def _anchors(self, key: str) -> Anchors:
        made = next((a.made for a in self.agreements.mentions if a.key == key), DateBounds())
        if self.anchors is None:
            self.anchors = Anchors(made=made, published=self.document.published)
        return replace(self.anchors, made=made)

    def _define(self, text: str, anchors: Anchors) -> Anchors:
        defined = read_definitions_of_dates(text, anchors=anchors) if len(anchors.defined) < _MOST_DAYS else {}
        if not defined:
            return anchors
        anchors = replace(anchors, defined={**anchors.defined, **defined})
        self.anchors = anchors
        return anchors

    # -------------------------------------------------------------- statements
    def _owner(self, about: Sequence[str], stance: Stance) -> str:
        """Return which agreement the terms of a passage belong to; a declaration owns none."""
        forces = {a.key: a.force for a in self.agreements.mentions}
        owners = [k for k in about if forces.get(k) is not Force.DECLARATORY]
        return owners[0] if owners else ""

    def _write(self, reading: TermReading, passage: Passage, voice: Voice, about: Sequence[str], *, listed: bool) -> None:
        """Write the statement of one term.

        What a running text says remains as it was belongs to the earlier agreement; an item of a list, and what is told to
        remain in future ("will remain"), is what the new one holds.
        """
        if self.stays and reading.stance is Stance.AFFIRMS:
            reading = replace(reading, stance=Stance.REAFFIRMS)
        about = self._ordered(about, reading, passage)
        owner = self._owner(about, reading.stance)
        if not owner:
            return
        start, end = passage.raw_span(without_number(passage.text, *reading.clause), reading.clause[1])
        reading = self._like_the_last(reading, owner, start)
        content = reading.content
        self._note_direction(reading, owner)
        stance = self._stance(reading.stance, owner, about)
        earlier = self.agreements.earlier(owner)
        promised = word_list("future") & set(passage.text.lower().split())
        if stance is Stance.REAFFIRMS and earlier and not listed and not promised and reading.before is None:
            about, owner = tuple(dict.fromkeys((*about, earlier))), earlier
        statement = Statement("", start, end, voice.layer, stance, Basis.EXPLICIT, tuple(about), (content,), owner=owner)
        self._add(statement, voice, reading.pattern)
        words = passage.raw_span(reading.start, reading.end)
        self.uses.append(PatternUse((start, end), words, reading.pattern, content))
        if load_matters()[content.matter].bearer in {"payer", "payee"} and content.counterparty:
            payer_first = load_matters()[content.matter].bearer == "payer"
            self.payer, self.payee = (
                (content.bearer, content.counterparty) if payer_first else (content.counterparty, content.bearer)
            )
        if reading.before is not None and reading.before_span is not None:
            self._presuppose(reading.before, passage.raw_span(*reading.before_span), voice, owner, reading.pattern)

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
        if EVERY_PARTY in last.bearer or not last.measure or not before.measure:
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
        owner = self._owner(about, reading.stance)
        earlier = self.agreements.earlier(owner)
        made = next((a.made for a in self.agreements.mentions if a.key == owner), DateBounds())
        since = made if made.earliest else self.document.published
        if earlier and (former or is_of_the_past(passage.text[slice(*reading.clause)], since)):
            return tuple(dict.fromkeys([earlier, *about]))
        return about

    def _stance(self, read: Stance, owner: str, about: Sequence[str]) -> Stance:
        """Return the stance of a passage: a declaration confirms, an amendment changes, and what follows nothing does neither."""
        mention = next(a for a in self.agreements.mentions if a.key == owner)
        if any(a.key in about and a.force is Force.DECLARATORY for a in self.agreements.mentions):
            return Stance.REAFFIRMS
        earlier = self.agreements.earlier(owner)
        first = self.agreements.instrument and mention.own and earlier.startswith("earlier-") and mention.kind != "amendment"
        if read in {Stance.CHANGES, Stance.REAFFIRMS} and (not earlier or first):
            return Stance.AFFIRMS
        return Stance.CHANGES if read is Stance.AFFIRMS and mention.own and mention.kind == "amendment" else read

    def _note_direction(self, reading: TermReading, owner: str) -> None:
        """Keep who owes whom where the words tell both, and the term where they leave a side open."""
        content = reading.content
        if reading.direction is not None:
            for one in (content, reading.before):
                if one is not None:
                    self.open[owner, one] = reading.direction
        elif content.counterparty and EVERY_PARTY not in content.bearer:
            self.told.append((owner, load_matters()[content.matter], content.bearer, content.counterparty))

    def settle(self) -> None:
        """Complete the terms whose sentences leave open who owes whom, by what the other sentences of the document tell."""
        if not self.open:
            return
        told: dict[tuple[tuple[int, int], TermContent], TermContent] = {}
        for i, s in enumerate(self.statements):
            terms = tuple(self._settled(s.owner, c) for c in s.terms)
            told |= {((s.start, s.end), old): new for old, new in zip(s.terms, terms, strict=True)}
            self.statements[i] = replace(s, terms=terms)
        self.uses[:] = [replace(use, content=told.get((use.statement, use.content), use.content)) for use in self.uses]

    def _settled(self, owner: str, content: TermContent) -> TermContent:
        direction = self.open.get((owner, content))
        if direction is None:
            return content
        if content.matter == "volume" and content.modality is not Modality.OBLIGATION:
            return content  # what one may take it takes from nobody
        matter = load_matters()[content.matter]
        own = [told[1:] for told in self.told if told[0] == owner]
        parties = next((a.parties for a in self.agreements.mentions if a.key == owner), ())
        done = settled(matter, direction, own, parties=parties)
        done = settled(matter, done, [told[1:] for told in self.told], parties=parties, own=False)
        directed = owes_one(matter)
        someone = directed and done.open_bearer and EVERY_PARTY in done.bearer
        return replace(
            content,
            bearer=(SOME_PARTY,) if someone else done.bearer,
            counterparty=(SOME_PARTY,) if directed and done.open_counterparty and not done.counterparty else done.counterparty,
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
