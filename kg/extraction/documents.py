"""One document read: its parties, its agreements, and the statements that its passages make, each with its terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.dates import find_dates
from kg.extraction.agreements import AgreementIndex, AgreementSite, find_agreements
from kg.extraction.clauses import split_clauses
from kg.extraction.layers import SILENT_ROLES, Voice, voice_of
from kg.extraction.lexicon import word_list
from kg.extraction.notation import Line, Mark, make_line
from kg.extraction.parties import PartyHit, PartyIndex, find_parties
from kg.extraction.passages import Passage, sentences
from kg.extraction.patterns import load_matters
from kg.extraction.periods import Anchors, read_definitions_of_dates, read_period
from kg.extraction.terms import Clause, Setting, TermReading, read_terms
from kg.extraction.values import Amount, find_amounts
from kg.names import document_slug
from kg.records import (
    Basis,
    Block,
    BlockRole,
    DateBounds,
    Document,
    Force,
    Reading,
    Skipped,
    Stance,
    Statement,
    TermContent,
)

__all__ = ["read_document"]


def read_document(document: Document) -> Reading:
    """Return everything that a document says of agreements; a document without an agreement gives no statement.

    Offsets in the result are code points of `Document.text`, half-open. The result depends on the document alone.
    """
    parties = find_parties(document)
    agreements = find_agreements(document, parties)
    whole = Skipped(0, len(document.text), "No agreement between two parties is made, reported or named here.")
    if not agreements.mentions:
        return Reading(document.identifier, parties.mentions, skipped=(whole,))
    scribe = _Scribe(document, parties, agreements)
    for block in document.blocks:
        scribe.read_block(block)
    statements = _numbered(document, scribe.statements)
    return Reading(document.identifier, parties.mentions, agreements.mentions, statements, tuple(scribe.skipped))


@dataclass
class _Scribe:
    """Reads block after block and keeps what later blocks need to know of earlier ones."""

    document: Document
    parties: PartyIndex
    agreements: AgreementIndex
    statements: list[Statement] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    subject: tuple[str, ...] = ()
    heading: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    payer: tuple[str, ...] = ()
    payee: tuple[str, ...] = ()
    anchors: Anchors | None = None

    def read_block(self, block: Block) -> None:
        """Read one block: every sentence of it gives statements or stands among what was left out."""
        voice = voice_of(self.document, block, instrument=self.agreements.instrument, publisher=self.parties.publisher)
        passage = Passage.of(self.document.text, block.start, block.end)
        if not passage.text:
            return
        if block.role in SILENT_ROLES:
            self.skipped.append(Skipped(block.start, block.end, f"The passage is {block.role.value} of the page."))
            return
        if block.role is BlockRole.HEADING:
            self.heading = frozenset(make_line(passage.text, ()).words)
        for start, end in sentences(passage.text):
            self._read_sentence(_View.of(passage.part(start, end), self.parties, voice, self.subject), block, voice)

    # -------------------------------------------------------------- sentences
    def _read_sentence(self, view: _View, block: Block, voice: Voice) -> None:
        raw = view.passage.raw_span(0, len(view.passage.text))
        made = [self._site(s, voice) for s in self.agreements.sites if raw[0] <= s.start < raw[1]]
        about = self.agreements.about(*raw)
        line = view.line(0, len(view.passage.text))
        readings = list(self._terms(view, line, block, about, voice)) if about and not _is_label(line) else []
        self.before = line.words
        for reading in readings:
            self._write(reading, view, voice, about)
        self.statements.extend(_merged(made, self.statements))
        if not readings and not made:
            self.skipped.append(
                Skipped(*raw, "No pattern of the lexicon matches here." if about else "No agreement is spoken of here.")
            )

    def _terms(self, view: _View, line: Line, block: Block, about: Sequence[str], voice: Voice) -> Iterator[TermReading]:
        setting = self._setting(about, voice)
        anchors = self._anchors(about[0])
        for first, last in split_clauses(line):
            start, end = line.places[first][0], line.places[last - 1][1]
            text = view.passage.text[start:end]
            anchors = self._define(text, anchors)
            clause = Clause(
                view.line(start, end),
                text,
                start,
                end,
                view.hits,
                view.amounts,
                read_period(text, anchors=anchors),
                self.subject,
                block.role is BlockRole.TABLE_ROW,
                self.heading | self.before,
            )
            yield from (replace(r, clause=(start, end)) for r in read_terms(clause, setting))
            self.subject = next((h.keys for h in view.hits if start <= h.start < end and not h.possessive), self.subject)

    def _setting(self, about: Sequence[str], voice: Voice) -> Setting:
        owner = self._owner(about, Stance.AFFIRMS)
        mention = next((a for a in self.agreements.mentions if a.key == owner), None)
        roles = {p.key: tuple(r.lower().removeprefix("the ") for r in p.roles) for p in self.parties.mentions}
        parties = mention.parties if mention else ()
        binding = mention is None or mention.force is not Force.NON_BINDING
        kin = {p.key: p.parent for p in self.parties.mentions if p.parent}
        return Setting(parties, roles, voice.party, binding, self.payer, self.payee, self._venture(parties), kin)

    def _venture(self, parties: Sequence[str]) -> tuple[str, ...]:
        """Return the company that the parties hold together: one that is no party and stands beside a noun for such a company."""
        found = []
        for party in self.parties.mentions:
            if party.key in parties:
                continue
            names = "|".join(re.escape(n) for n in sorted({party.name, *party.aliases, *party.roles}))
            nouns = "|".join(re.escape(n) for n in sorted(word_list("venture-noun")))
            beside = rf"(?<!\w)(?:(?:{nouns})[^.;]{{0,40}}(?:{names})|(?:{names})[^.;]{{0,30}}(?:{nouns}))(?!\w)"
            if re.search(beside, self.document.text, re.IGNORECASE):
                found.append(party.key)
        return tuple(found) if len(found) == 1 else ()

    def _anchors(self, key: str) -> Anchors:
        made = next((a.made for a in self.agreements.mentions if a.key == key), DateBounds())
        if self.anchors is None:
            self.anchors = Anchors(made=made, published=self.document.published)
        return replace(self.anchors, made=made)

    def _define(self, text: str, anchors: Anchors) -> Anchors:
        defined = read_definitions_of_dates(text, anchors=anchors)
        if not defined:
            return anchors
        anchors = replace(anchors, defined={**anchors.defined, **defined})
        self.anchors = anchors
        return anchors

    # -------------------------------------------------------------- statements
    def _owner(self, about: Sequence[str], stance: Stance) -> str:
        """Return which agreement the terms of a passage belong to: none to a declaration, and what is reaffirmed to the earlier one."""
        forces = {a.key: a.force for a in self.agreements.mentions}
        owners = [k for k in about if forces.get(k) is not Force.DECLARATORY]
        return owners[0] if owners else ""

    def _write(self, reading: TermReading, view: _View, voice: Voice, about: Sequence[str]) -> None:
        owner = self._owner(about, reading.stance)
        if not owner:
            return
        start, end = view.passage.raw_span(_without_number(view.passage.text, *reading.clause), reading.clause[1])
        content = reading.content
        stance = self._stance(reading.stance, owner, about)
        statement = Statement("", start, end, voice.layer, stance, Basis.EXPLICIT, tuple(about), (content,), owner=owner)
        self._add(statement, voice, reading.pattern)
        if load_matters()[content.matter].bearer in {"payer", "payee"} and content.counterparty:
            payer_first = load_matters()[content.matter].bearer == "payer"
            self.payer, self.payee = (
                (content.bearer, content.counterparty) if payer_first else (content.counterparty, content.bearer)
            )
        if reading.before is not None and reading.before_span is not None:
            self._presuppose(reading.before, view.passage.raw_span(*reading.before_span), voice, owner, reading.pattern)

    def _stance(self, read: Stance, owner: str, about: Sequence[str]) -> Stance:
        """Return the stance of a passage: a declaration confirms, an amendment changes, and what follows nothing does neither."""
        mention = next(a for a in self.agreements.mentions if a.key == owner)
        if any(a.key in about and a.force is Force.DECLARATORY for a in self.agreements.mentions):
            return Stance.REAFFIRMS
        if read in {Stance.CHANGES, Stance.REAFFIRMS} and not self.agreements.earlier(owner):
            return Stance.AFFIRMS
        return Stance.CHANGES if read is Stance.AFFIRMS and mention.own and mention.kind == "amendment" else read

    def _presuppose(self, content: TermContent, span: tuple[int, int], voice: Voice, owner: str, pattern: str) -> None:
        earlier = self.agreements.earlier(owner)
        if earlier:
            statement = Statement("", *span, voice.layer, Stance.PRESUPPOSES, Basis.INFERRED, (earlier,), (content,), owner=earlier)
            self._add(statement, voice, pattern)

    def _add(self, statement: Statement, voice: Voice, pattern: str) -> None:
        """Add a statement, or its term to the statement that the same words make already."""
        for i, other in enumerate(self.statements):
            if (other.start, other.end, other.stance, other.owner) == (
                statement.start,
                statement.end,
                statement.stance,
                statement.owner,
            ):
                if statement.terms[0] not in other.terms:
                    patterns = tuple(dict.fromkeys([*other.patterns, pattern]))
                    self.statements[i] = replace(other, terms=(*other.terms, *statement.terms), patterns=patterns)
                return
        self.statements.append(replace(statement, speaker=voice.party, voice=voice.words, patterns=(pattern,)))

    def _site(self, site: AgreementSite, voice: Voice) -> Statement:
        return Statement(
            "",
            site.start,
            site.end,
            voice.layer,
            site.stance,
            site.basis,
            site.about,
            link=site.link,
            owner=site.about[0],
            speaker=voice.party,
            voice=voice.words,
            patterns=(f"agreement-{site.kind_of_site}",),
        )


def _merged(sites: Sequence[Statement], statements: list[Statement]) -> list[Statement]:
    """Return the sites that stand for themselves; a site on the very words of a statement of the same agreement lends it its link."""
    rest: list[Statement] = []
    for site in sites:
        same = next(
            (i for i, s in enumerate(statements) if (s.start, s.end, s.about, s.link) == (site.start, site.end, site.about, None)),
            None,
        )
        if same is None:
            rest.append(site)
        else:
            statements[same] = replace(statements[same], link=site.link)
    return rest


@dataclass(frozen=True, slots=True)
class _View:
    """The passage of a sentence with everything that was found in it."""

    passage: Passage
    hits: tuple[PartyHit, ...]
    amounts: tuple[Amount, ...]
    marks: tuple[Mark, ...]

    @classmethod
    def of(cls, passage: Passage, parties: PartyIndex, voice: Voice, subject: tuple[str, ...]) -> _View:
        hits = _find_hits(passage, parties, voice.party, subject)
        amounts = find_amounts(_masked(passage.text, hits))
        letters = {"money": "M", "percent": "R", "quantity": "Q", "duration": "T"}
        found = [
            Mark(h.start, h.end, "P", i, _is_negative(passage.text, h), _is_possessive_pronoun(passage.text, h))
            for i, h in enumerate(hits)
        ]
        found += [Mark(a.start, a.end, letters[a.kind], i) for i, a in enumerate(amounts) if a.kind in letters]
        found += [Mark(d.start, d.end, "D", i) for i, d in enumerate(find_dates(_masked(passage.text, hits)))]
        marks: list[Mark] = []
        for mark in sorted(found, key=lambda m: (m.start, -m.end, m.letter)):
            if not marks or mark.start >= marks[-1].end:
                marks.append(mark)
        return cls(passage, hits, amounts, tuple(marks))

    def line(self, start: int, end: int) -> Line:
        """Return the line of a stretch of the passage; its places are offsets of the whole clean text."""
        inside = tuple(
            replace(m, start=m.start - start, end=m.end - start) for m in self.marks if start <= m.start and m.end <= end
        )
        line = make_line(self.passage.text[start:end], inside)
        return Line(line.text, line.offsets, tuple((a + start, b + start) for a, b in line.places), line.words)


_ENUMERATOR = re.compile(r"(?:[-*•–]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivxlIVXL]{1,5}|[a-zA-Z])[.)]|\d{1,2}(?:\.\d{1,2})+)\s+")


def _without_number(text: str, start: int, end: int) -> int:
    """Return where the words of a clause begin behind its number or bullet and a joining word."""
    match = _ENUMERATOR.match(text, start, end)
    start = match.end() if match else start
    words = text[start:end].split(maxsplit=1)
    if len(words) == 2 and words[0].lower() in word_list("clause-conjunction"):
        start = text.index(words[1], start)
    return start


_SHORTEST = 5  # tokens of a sentence without a party, amount or date that can still say something


def _is_label(line: Line) -> bool:
    """Whether a sentence is only the heading of a clause ("Non-competition.")."""
    return len(line.offsets) < _SHORTEST and re.search(r" [PMRQTD]\d+ ", line.text) is None


def _is_negative(text: str, hit: PartyHit) -> bool:
    """Whether the words of a hit deny: "neither party", "no party"."""
    return text[hit.start : hit.end].split(maxsplit=1)[0].lower() in word_list("negative-determiners")


def _is_possessive_pronoun(text: str, hit: PartyHit) -> bool:
    """Whether a hit is a possessive without an 's of its own."""
    return hit.possessive and not text.startswith("'", hit.end) and not text[hit.start : hit.end].endswith(("'s", "s'"))


def _find_hits(passage: Passage, parties: PartyIndex, speaker: str, subject: tuple[str, ...]) -> tuple[PartyHit, ...]:
    """Return the parties of a sentence; a pronoun behind the first name of the sentence means that name, one before it the last subject."""
    named = next(
        (h for h in parties.hits(passage, speaker=speaker) if h.how in {"name", "role", "product"} and not h.possessive), None
    )
    if named is None:
        return parties.hits(passage, speaker=speaker, subject=subject)
    before = [h for h in parties.hits(passage, speaker=speaker, subject=subject) if h.end <= named.start]
    return (*before, *(h for h in parties.hits(passage, speaker=speaker, subject=named.keys) if h.start >= named.start))


def _masked(text: str, hits: Sequence[PartyHit]) -> str:
    """Return the text with its parties blotted out, so that no part of a name is read as an amount or date."""
    for hit in hits:
        text = text[: hit.start] + "_" * (hit.end - hit.start) + text[hit.end :]
    return text


def _numbered(document: Document, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements in the order of the text, each with its id."""
    name = document_slug(document.identifier)
    ordered = sorted(statements, key=lambda s: (s.start, s.end, s.stance, s.owner, s.about, repr(s.terms), repr(s.link)))
    seen: dict[tuple[int, int], int] = {}
    numbered: list[Statement] = []
    for statement in ordered:
        span = (statement.start, statement.end)
        seen[span] = seen.get(span, 0) + 1
        suffix = f".{seen[span]}" if seen[span] > 1 else ""
        numbered.append(replace(statement, id=f"{name}.{span[0]}-{span[1]}{suffix}"))
    return tuple(numbered)
