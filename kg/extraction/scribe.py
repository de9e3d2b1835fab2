"""The scribe of one document: reads block after block, and keeps what later blocks need to know of earlier ones.

One file: what a sentence passes through, from the gate to its terms, is seen at a glance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace

from kg.extraction.agreement_reader import BY_NAME
from kg.extraction.agreement_words import AMENDING
from kg.extraction.agreements import AgreementIndex
from kg.extraction.clauses import split_clauses
from kg.extraction.columns import Compared, blanked, cells_of, columns_of, paired
from kg.extraction.ellipsis import may_point_back, pointing_back, taking_up
from kg.extraction.further import with_further
from kg.extraction.gapping import alike, ungapped
from kg.extraction.gates import find_candidates, keep_told
from kg.extraction.genres import SURELY
from kg.extraction.givens import Givens, short_names
from kg.extraction.grades import tells_what_stays
from kg.extraction.instruction_values import changed_days, changed_figures
from kg.extraction.instructions import FoundInstruction, find_instructions
from kg.extraction.instructions_told import find_confirmed, find_told
from kg.extraction.joints import apart
from kg.extraction.layers import SILENT_ROLES, Voice, voice_of
from kg.extraction.lexicon import phrase
from kg.extraction.likely import may_be_likely, read_likely, without_misread
from kg.extraction.notation import Line, make_line, without_idle
from kg.extraction.parties import PartyIndex
from kg.extraction.party_loose import with_loose_nouns
from kg.extraction.party_press import is_paper
from kg.extraction.party_sides import affiliates, read_sides, roles_of
from kg.extraction.party_speaker import says_we
from kg.extraction.passages import Passage, sentences
from kg.extraction.patterns import Pattern, find_matches, load_patterns
from kg.extraction.periods import Anchors, may_define, read_definitions_of_dates, read_period, without_past_end
from kg.extraction.predicates import second_predicates
from kg.extraction.quotations import Quotation, find_quotations
from kg.extraction.recasting import may_insert, may_oblige, recast, without_insertion
from kg.extraction.references import NumberedParts, excepted
from kg.extraction.replies import find_replier, is_older
from kg.extraction.site_statements import held_companies, merged, site_statement
from kg.extraction.spokespeople import find_spokespeople, labelled_speaker
from kg.extraction.staying import figures_that_stay
from kg.extraction.strangers import may_be_strange, with_stranger
from kg.extraction.subjects import Subjects, Unread
from kg.extraction.terms import LAST_RESORT, Clause, Setting, TermReading, read_terms, without_nets
from kg.extraction.views import View, is_label, without_number
from kg.extraction.writing import PatternUse, Writer
from kg.records import (
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
)

__all__ = ["Scribe"]

_HEAD = 60_000  # code points of a document that are asked for what it says of all its sums
_MOST_DAYS = 300  # names of days and stretches of time that one document defines; each is sought in every sentence


@dataclass(frozen=True, slots=True)
class _Asked:
    """How a sentence is to be read; `found`: the numbers of the patterns that can match it, where that is known."""

    about: Sequence[str]
    voice: Voice
    row: bool
    context: frozenset[str]
    found: Sequence[int] | None = None


Match = tuple[Pattern, re.Match[str]]
_TITLES = frozenset({BlockRole.TITLE, BlockRole.HEADING, BlockRole.LISTING_TITLE})
_QUOTING = frozenset({Layer.UNATTRIBUTED_TEXT, Layer.PARTY_TEXT})  # layers in which somebody can be quoted


def _voice_in(voice: Voice, quoted: Sequence[Quotation], start: int, end: int) -> Voice:
    """Return the voice of a sentence: of the party that is quoted in it, or of the text around."""
    said = next((one for one in quoted if one.party and one.start <= start + 1 and start < one.end), None)
    return Voice(Layer.PARTY_TEXT, said.party) if said is not None else voice


def _read_clause(clause: Clause, setting: Setting, found: Sequence[int] | None) -> Iterator[TermReading]:
    """Yield the terms of a clause as it stands, else in another order, those of its further predicates, else last resorts."""

    def matched(line: Line, numbers: Sequence[int] | None = None) -> list[Match]:
        return [(p, m) for p, m in find_matches(line, numbers) if clause.row or not p.row]

    def read(line: Line, matches: Sequence[Match], least: int = LAST_RESORT + 1) -> list[TermReading]:
        heard = [x for x in matches if x[0].priority >= least]
        return read_terms(replace(clause, line=line), setting, heard) if heard else []

    line = clause.line
    matches = matched(line, found)
    own = [r for one in ungapped(clause) for r in read(one, matched(one))]
    readings = [replace(r, clause=(clause.start, clause.end)) for r in alike(own, setting)] or read(line, matches)
    if not readings and (other := recast(line) or without_insertion(line)) is not None:
        line, matches = other, matched(other)
        readings = read(line, matches)
    said = max((r.end for r in readings), default=0)
    seconds = [
        replace(r, clause=(at, r.clause[1]))
        for one, at, modal in second_predicates(clause.line)
        if at >= said and (modal or not readings)
        for r in read(one, matched(one), _SURE)
    ]
    if not readings and not clause.text.endswith("?"):  # what is asked is guessed at by no last resort
        stop = min((r.clause[0] for r in seconds), default=clause.end)
        readings = [r for r in read(line, matches, _ANY) if r.end <= stop]
    yield from readings
    yield from seconds


_ANY = -99
_SURE = -7  # the least priority of a pattern that may read a further predicate: no last resort


@dataclass
class Scribe:
    """Reads block after block and keeps what later blocks need to know of earlier ones."""

    document: Document
    parties: PartyIndex
    agreements: AgreementIndex
    skipped: list[Skipped] = field(default_factory=list)
    heading: frozenset[str] = frozenset()
    anchors: Anchors | None = None
    companies: tuple[str, ...] | None = None  # that stand beside a noun for a company held together; None: nobody has looked
    quoted: str = ""  # the party whose words the last passage quoted
    lead: frozenset[str] = frozenset()  # words of the sentence before the table that is read
    rows: bool = False  # the block before was a row of a table
    columns: Compared | None = None  # of the table read last, where it sets what was against what will be
    subjects: Subjects = field(init=False)
    writer: Writer = field(init=False)
    givens: Givens = field(init=False)
    parts: NumberedParts = field(init=False)
    people: dict[str, str] = field(init=False)  # who speaks for which party
    unread: list[Clause] = field(default_factory=list)  # of the sentence read last
    unnamed: str = field(init=False)  # who speaks, in words, where parties do and nothing tells which
    settings: dict[tuple[object, ...], Setting] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parties = with_loose_nouns(self.parties, self.document)
        self.subjects = Subjects(self.parties)
        self.writer = Writer(self.document, self.agreements)
        self.parts = NumberedParts(self.document)
        written = DateBounds() if self.agreements.instrument else self.document.published  # a contract tells its days in full
        reports = not self.agreements.instrument
        self.unnamed = self._unnamed()
        self.people = find_spokespeople(self.document.text, self.document.blocks, self.parties) if reports else {}
        head = self.document.text[:_HEAD]
        self.givens = Givens.of(head, written, [name for name in short_names(head) if not self.parties.seen(name).hits("", ())])

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
            self.document, block, instrument=instrument, publisher=parties.publisher, unnamed=self.unnamed, replier=replier
        )
        passage = Passage.of(self.document.text, block.start, block.end)
        if not passage.text:
            return
        if block.role in SILENT_ROLES:
            self.skipped.append(Skipped(block.start, block.end, f"The passage is {block.role.value} of the page."))
            return
        if block.role is BlockRole.HEADING:
            line = make_line(passage.text, ())
            self.heading, self.writer.stays = frozenset(line.words), tells_what_stays(line.text)
        if block.role is not BlockRole.TABLE_ROW:
            self.rows, self.lead = False, frozenset()
        elif not self.rows:
            self.rows, self.lead = True, self.subjects.words_before()
        if block.role is BlockRole.TABLE_ROW:
            self.columns = columns_of(passage, self.document.text, block.group) or self.columns
        told = self._read_instructions(passage, block, voice)
        voice = self._labelled(voice, passage)
        quoted = () if voice.layer not in _QUOTING else find_quotations(passage, self.parties, self.quoted, self.people)
        self.quoted = quoted[-1].party if quoted else ""
        for start, end in sentences(passage.text):
            if block.role is BlockRole.QUOTED_REPLY and self._is_unheard(passage, start, end, replier):
                self.skipped.append(Skipped(*passage.raw_span(start, end), "The passage is of an older message that nobody signs."))
            elif not any(a <= start and end <= b for a, b in told):
                own = _voice_in(voice, quoted, start, end)
                self._hear(Unread(passage, start, end, own.party), block, own)

    def _unnamed(self) -> str:
        """Who speaks, in words, where parties do and nothing tells which: all of them, or one by the wording of the text."""
        if self.parties.released:
            return "the parties together"
        publisher = self.document.publisher
        if self.parties.genre.party <= SURELY or self.parties.joint or (publisher and is_paper(self.document)):
            return ""
        return publisher if publisher and says_we(self.document.text) else "" if publisher else "one of the parties"

    def _labelled(self, voice: Voice, passage: Passage) -> Voice:
        """Return the voice of a passage: of the party of the person whose name and colon open it, or of the text around."""
        speaker = labelled_speaker(passage, self.people) if voice.layer in _QUOTING else ""
        return Voice(Layer.PARTY_TEXT, speaker) if speaker else voice

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
        figures, days = changed_figures(found.old, found.new), changed_days(found.old, found.new)
        instruction = Instruction(base, found.part, found.operation, found.old, found.new, figures, days)
        raw = passage.raw_span(*span)
        readings = list(self.read_text(found.new, block, about, voice)) if found.new and not found.old else []
        self.writer.uses += [PatternUse(raw, raw, r.pattern, r.content) for r in readings]
        terms = tuple(r.content for r in readings)
        begun = max((a for a, _ in sentences(passage.text) if a <= span[0]), default=span[0])
        sites = self.agreements.sites_in(passage.raw_span(begun, span[1])[0], raw[1])
        link = next((site.link for site in sites if site.link), None)  # "From 1 June the lease is amended as follows: …"
        statement = Statement("", *raw, voice.layer, Stance.CHANGES, Basis.EXPLICIT, about, terms, link)
        names = (f"instruction-{found.operation.value}",)
        self.writer.statements.append(
            replace(statement, owner=about[0], speaker=voice.party, voice=voice.words, patterns=names, instruction=instruction)
        )

    def read_text(self, text: str, block: Block, about: Sequence[str], voice: Voice) -> Iterator[TermReading]:
        """Yield the terms of a text that stands for a passage of the document, such as the new words of an amended clause."""
        passage = Passage.of(text)
        for start, end in sentences(passage.text):
            view = View.of(passage.part(start, end), self.parties, voice.party, self.subjects.last, self.givens)
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
        text = without_idle(self.givens.plain(passage.text[start:end]))
        found = self._candidates(text, block) if about else ()
        readings, said = False, len(self.writer.statements)
        if found or (about and self._may_say(text)):
            readings = self._read_sentence(sentence, block, voice, self._concerned(about, passage.part(start, end), voice), found)
        else:
            self.subjects.pass_over(sentence, spoken=bool(about))
        if about and not readings and not made and may_be_strange(passage.text[start:end]):
            readings = self._read_strange(sentence, block, voice, about)
        readings = (not made and self._read_confirmed(sentence, voice, said)) or readings
        if about and not readings and not made and block.role not in _TITLES and may_be_likely(passage.text[start:end]):
            readings = self._read_likely(sentence, block, voice, about)
        if about and not made and block.role not in _TITLES:
            readings = self._read_staying(sentence, voice, about, said) or readings
        self.writer.statements.extend(merged(made, self.writer.statements) if made else ())
        if not readings and not made and not self._read_told(sentence, block, voice):
            self.skipped.append(
                Skipped(*raw, "No pattern of the lexicon matches here." if about else "No agreement is spoken of here.")
            )

    def _read_strange(self, sentence: Unread, block: Block, voice: Voice, about: Sequence[str]) -> bool:
        """Write what a sentence says of a subject that is no known party; whether it says anything."""
        passage = sentence.passage.part(sentence.start, sentence.end)
        view = View.of(passage, self.parties, voice.party, self.subjects.last, self.givens)
        hits = with_stranger(passage.text, view.hits)
        if not hits:
            return False
        view = replace(view, hits=hits)
        asked = _Asked(about, voice, block.role is BlockRole.TABLE_ROW, self._context())
        readings = without_nets(list(self._terms(view, view.line(0, len(passage.text)), asked)))
        for reading in readings:
            self.writer.write(reading, passage, voice, about, listed=block.role is BlockRole.LIST_ITEM)
        return bool(readings)

    def _read_likely(self, sentence: Unread, block: Block, voice: Voice, about: Sequence[str]) -> bool:
        """Write what the words of a sentence make likely, where no pattern reads it; whether they make anything likely."""
        passage = sentence.passage.part(sentence.start, sentence.end)
        view = View.of(passage, self.parties, voice.party, self.subjects.last, self.givens)
        concerned = self._concerned(tuple(about), passage, voice)
        asked = _Asked(concerned, voice, block.role is BlockRole.TABLE_ROW, frozenset())
        readings = list(self._terms(view, view.line(0, len(passage.text)), asked, likely=True))
        for reading in readings:
            self.writer.write(reading, passage, voice, concerned, listed=block.role is BlockRole.LIST_ITEM)
        return bool(readings)

    def _concerned(self, about: tuple[str, ...], passage: Passage, voice: Voice) -> tuple[str, ...]:
        """Return the agreements that a sentence speaks of, of those of a report that have the parties that it names."""
        if not about or self.agreements.instrument or len(self.agreements.mentions) < 2:
            return about
        hits = self.parties.hits(passage, speaker=voice.party, subject=self.subjects.last())
        named = frozenset(k for hit in hits if hit.how in BY_NAME or hit.how == "pronoun" for k in hit.keys)
        return self.agreements.of_parties(about, self.writer.owner(about), named)

    def _read_told(self, sentence: Unread, block: Block, voice: Voice) -> bool:
        """Write what an amendment does in running words to a numbered part of its base, as far as no pattern reads it."""
        base = self._amended()
        found = find_told(sentence.passage.text[sentence.start : sentence.end]) if base else None
        if found is None:
            return False
        start = without_number(sentence.passage.text, sentence.start, sentence.end)
        self._write_instruction(found, sentence.passage, (start, sentence.end), block, voice, base)
        return True

    def _read_confirmed(self, sentence: Unread, voice: Voice, said: int) -> bool:
        """Note that numbered parts of its base stay as they are, where an amendment says so; what they say the base tells.

        Return whether the sentence says anything; `said`: how many statements there were before it.
        """
        new = self.writer.statements[said:]
        base = self._amended() if len(new) < 2 else ""
        parts = find_confirmed(sentence.passage.text[sentence.start : sentence.end]) if base else ()
        if parts and new:
            if new[0].stance is Stance.REAFFIRMS and new[0].instruction is None:
                self.writer.statements[said] = replace(new[0], confirms=parts)
        elif parts:
            raw = sentence.passage.raw_span(without_number(sentence.passage.text, sentence.start, sentence.end), sentence.end)
            about = (base, self.agreements.own)
            statement = Statement("", *raw, voice.layer, Stance.REAFFIRMS, Basis.EXPLICIT, about, owner=base, confirms=parts)
            self.writer.statements.append(replace(statement, speaker=voice.party, voice=voice.words, patterns=("confirms-parts",)))
        return bool(new or parts)

    def _read_staying(self, sentence: Unread, voice: Voice, about: Sequence[str], said: int) -> bool:
        """Note the figures of which a sentence says only that they stay; what rules they are of other sentences tell.

        A contract that changes none says of nothing that it stays. Return whether there are any; `said`: how many statements
        there were before the sentence.
        """
        if self.agreements.instrument and not self._amended():
            return False
        new = self.writer.statements[said:]
        figures = figures_that_stay(sentence.passage.text[sentence.start : sentence.end], [t for s in new for t in s.terms])
        if figures and new:
            self.writer.statements[-1] = replace(new[-1], taken=figures if new[-1].stance is Stance.REAFFIRMS else ())
        elif figures:
            raw = sentence.passage.raw_span(without_number(sentence.passage.text, sentence.start, sentence.end), sentence.end)
            statement = Statement("", *raw, voice.layer, Stance.REAFFIRMS, Basis.INFERRED, tuple(about), taken=figures)
            statement = replace(
                statement, owner=self.writer.owner(about), speaker=voice.party, voice=voice.words, patterns=("stays-as-it-was",)
            )
            self.writer.statements.append(statement)
        return bool(figures)

    def _amended(self) -> str:
        """Return the contract that the document amends; empty where it is no amendment of one."""
        own = next((a for a in self.agreements.mentions if a.key == self.agreements.own), None)
        amends = self.agreements.instrument and own is not None and own.kind in AMENDING
        return self.agreements.earlier(self.agreements.own) if amends else ""

    def _may_say(self, text: str) -> bool:
        """Return whether a sentence can say something that no pattern matches as it stands."""
        return may_define(text) or may_oblige(text) or may_point_back(text)

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
        cells = compared.of_row(cells_of(passage, self.document.text)) if compared else None
        if cells is None:
            readings = self._find_terms(passage, block, voice, about, found)
        else:
            now = self._find_terms(blanked(passage, cells[0]), block, voice, about, found)
            readings = paired(now, self._find_terms(blanked(passage, cells[1]), block, voice, about, found), cells[0])
        for reading in readings:
            pointed = self._pointed(reading, passage) if reading.content.modality is Modality.PERMISSION else reading
            self.writer.write(pointed, passage, voice, about, listed=block.role is BlockRole.LIST_ITEM)
        return bool(readings)

    def _pointed(self, reading: TermReading, passage: Passage) -> TermReading:
        """Return an exception as a reading of the rule that it is from."""
        content = excepted(reading.content, passage.text, passage.starts[0], self.parts, self.writer.statements)
        return reading if content is reading.content else replace(reading, content=content, direction=None)

    def _find_terms(
        self, passage: Passage, block: Block, voice: Voice, about: Sequence[str], found: Sequence[int]
    ) -> list[TermReading]:
        """Return the terms that a sentence gives."""
        patterns = load_patterns()
        context = self._context() if any(patterns[i].needs_context for i in found) else frozenset[str]()
        view = View.of(passage, self.parties, voice.party, self.subjects.last, self.givens)
        found = keep_told(found, view.classes)
        found = keep_told(found, frozenset(mark.letter for mark in view.marks)) if found else found
        if not (found or self._may_say(passage.text)):
            self.subjects.see(view)
            return []
        line = view.line(0, len(passage.text))
        asked = _Asked(about, voice, block.role is BlockRole.TABLE_ROW, context, found)
        label = is_label(line) and not any(patterns[i].whole for i in found)
        readings = [] if label else without_nets(list(self._terms(view, line, asked)))
        for clause in self.unread if readings else ():
            beside = read_likely(clause, self._setting(about, voice), contract=self._length_of_contract(), beside=True)
            readings += [replace(r, clause=(clause.start, clause.end)) for r in beside]
        self.subjects.read(line.words)
        return readings

    def _context(self) -> frozenset[str]:
        """Return the words of the heading and of the sentence before."""
        return self.heading | self.lead | self.subjects.words_before()

    def _terms(self, view: View, line: Line, asked: _Asked, *, likely: bool = False) -> Iterator[TermReading]:
        """Yield the terms of a sentence, and keep the clauses of it that give none."""
        self.unread = []
        anchors = self._anchors(asked.about[0])
        defines, pointing = may_define(view.passage.text), may_point_back(view.passage.text)
        told = self.writer.near(asked.about, view.passage.starts[0]) if pointing else None
        for first, last in split_clauses(line):
            start, end = line.places[first][0], line.places[last - 1][1]
            text = view.passage.text[start:end]
            anchors = self._define(text, anchors) if defines else anchors
            part = view.part(line, first, last)
            period = without_past_end(read_period(" ".join(text.split()), anchors=anchors), anchors.made, text)
            subject, setting = self.subjects.last(), self._setting(asked.about, asked.voice)
            clause = Clause(part, text, start, end, view.hits, view.amounts, period, subject, asked.row, asked.context)
            if likely:
                readings = read_likely(clause, setting, contract=self._length_of_contract())
            else:
                readings = without_misread(list(_read_clause(clause, setting, asked.found)), clause, setting)
            readings = with_further(readings, clause, setting)
            if pointing and told is not None and all(r.net for r in readings):
                readings = (
                    [back] if (back := pointing_back(clause, setting, told) or taking_up(clause, told)) is not None else readings
                )
            told = readings[-1].content if readings else told
            self.unread += [] if readings else [clause]
            yield from (replace(r, clause=(r.clause[0], r.clause[1] or end)) for r in apart(readings, part, (start, end)))
            if keys := next((h.keys for h in view.hits if start <= h.start < end and not h.possessive), ()):
                self.subjects.told(keys)

    def _length_of_contract(self) -> int:
        return len(self.document.text) if self.agreements.instrument else 0

    def _setting(self, about: Sequence[str], voice: Voice) -> Setting:
        """Return what the document knows when a clause is read."""
        known = (tuple(about), voice.party)
        if known not in self.settings:
            self.settings[known] = self._make_setting(about, voice)
        return self.settings[known]

    def _make_setting(self, about: Sequence[str], voice: Voice) -> Setting:
        owner = self.writer.owner(about)
        mention = next((a for a in self.agreements.mentions if a.key == owner), None)
        parties = mention.parties if mention else ()
        binding = mention is None or mention.force is not Force.NON_BINDING
        kin = affiliates(self.parties, parties)
        roles, sides = roles_of(self.parties), read_sides(self.parties, parties)
        return Setting(parties, roles, sides, voice.party, binding, self._venture(parties), kin)

    def _venture(self, parties: Sequence[str]) -> tuple[str, ...]:
        """Return the company that the parties hold together: one that is no party and stands beside a noun for such a company."""
        if self.companies is None:
            self.companies = held_companies(self.document.text, self.parties)
        found = tuple(key for key in self.companies if key not in parties)
        return found if len(found) == 1 else ()

    def _anchors(self, key: str) -> Anchors:
        made = next((a.made for a in self.agreements.mentions if a.key == key), DateBounds())
        if self.anchors is None:
            self.anchors = Anchors(made=made, published=self.document.published, written=self.givens.written)
        return self.anchors if self.anchors.made == made else replace(self.anchors, made=made)

    def _define(self, text: str, anchors: Anchors) -> Anchors:
        defined = read_definitions_of_dates(text, anchors=anchors) if len(anchors.defined) < _MOST_DAYS else {}
        if not defined:
            return anchors
        anchors = replace(anchors, defined={**anchors.defined, **defined})
        self.anchors = anchors
        return anchors
