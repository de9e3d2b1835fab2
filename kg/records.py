"""The values that pass between the stages: plain, immutable, printable.

Offsets count code points of `Document.text`, the end excluded. Money and other numbers are `Decimal`; units are ISO 4217
codes, `%`, or a unit of quantity (`t`, `MWh`, `seat`). Dates are days, ends inclusive. Names of matters, kinds, measures
and verdicts are the last segments of their IRIs in `ontology/schemes.ttl` (`licence`, `purchase-total`). Members of closed
classes are the local names of the ontology (`NonExclusive`). One file: what crosses a border between stages is seen at a glance.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum

__all__ = [
    "EVERY_PARTY",
    "LIKELY",
    "SOME_PARTY",
    "SPEAKER",
    "Agreement",
    "AgreementMention",
    "AmendedPart",
    "AmendedText",
    "Basis",
    "Block",
    "BlockRole",
    "DateBounds",
    "Dealing",
    "Document",
    "Exclusivity",
    "Figure",
    "Force",
    "Instruction",
    "Layer",
    "Link",
    "LinkMention",
    "LinkType",
    "MentionKind",
    "Modality",
    "NamedGraph",
    "Operation",
    "Party",
    "PartyMention",
    "Reading",
    "Scope",
    "Skipped",
    "Stance",
    "Statement",
    "StatementUse",
    "Term",
    "TermContent",
    "is_loose_name",
    "is_loose_noun",
    "noun_and_likely",
    "with_likely",
]


# ------------------------------------------------------------------ closed classes of the ontology
class Sureness(IntEnum):
    """How surely the words of a term tell who owes whom; what is told surely is not overruled by another telling."""

    OPEN = 0  # nobody in particular is told
    SUPPOSED = 1  # by what such a matter, roles and setting leave
    TAKEN_UP = 2  # by a pronoun, or by what all parties share
    NAMED = 3  # one side by its name or role
    BOTH_NAMED = 4


class Modality(StrEnum):
    """What kind of rule a term is."""

    OBLIGATION = "Obligation"
    PERMISSION = "Permission"
    PROHIBITION = "Prohibition"
    POWER = "Power"
    NO_DUTY = "NoDuty"
    FACT = "Fact"
    INTENTION = "Intention"


class Exclusivity(StrEnum):
    """Whether others are shut out. No value: the source does not say."""

    EXCLUSIVE = "Exclusive"
    PREFERRED = "Preferred"
    NON_EXCLUSIVE = "NonExclusive"


class Stance(StrEnum):
    """How a passage puts what it says."""

    AFFIRMS = "Affirms"
    CHANGES = "Changes"
    REAFFIRMS = "Reaffirms"
    PRESUPPOSES = "Presupposes"


class Basis(StrEnum):
    """Whether the passage says it, a rule infers it, or a person added it."""

    EXPLICIT = "Explicit"
    INFERRED = "Inferred"
    CURATED = "Curated"


class Force(StrEnum):
    """Whether an agreement binds."""

    BINDING = "Binding"
    NON_BINDING = "NonBinding"
    DECLARATORY = "Declaratory"
    UNKNOWN = "ForceUnknown"


class LinkType(StrEnum):
    """What a later agreement does to an earlier one: the local name of a property."""

    SUPERSEDES = "supersedes"
    AMENDS = "amends"
    EXTENDS = "extends"
    REAFFIRMS = "reaffirms"
    IMPLEMENTS = "implements"


class MentionKind(StrEnum):
    """How a document brings an agreement in."""

    NAMED = "named"  # by a noun, a title or a day of its own
    LISTED = "listed"  # as an item in a list of other documents
    PRESUPPOSED = "presupposed"  # as what a change or a confirmation takes for granted
    RELATION = "relation"  # by what its parties do for each other
    ASIDE = "aside"  # so too, and it is meant only where other documents tell it

    @property
    def implied(self) -> bool:
        """Whether no words name the agreement."""
        return self not in {MentionKind.NAMED, MentionKind.LISTED}


class Operation(StrEnum):
    """What an amendment does to the words of the text that it amends."""

    REPLACE = "replace"
    DELETE = "delete"
    INSERT = "insert"


class Layer(StrEnum):
    """Which part of a page speaks; it fixes voice and rank."""

    INSTRUMENT = "Instrument"
    PARTY_TEXT = "PartyText"
    STANDFIRST = "Standfirst"
    PAGE_SUMMARY = "PageSummary"
    LISTING_SUMMARY = "ListingSummary"
    UNATTRIBUTED_TEXT = "UnattributedText"
    SITE_METADATA = "SiteMetadata"

    @property
    def rank(self) -> int:
        """Authority, 5 (the contract) to 0 (site metadata); the same figures as `kg:rank` in the ontology."""
        return _RANKS[self]


_RANKS = {
    Layer.INSTRUMENT: 5,
    Layer.PARTY_TEXT: 4,
    Layer.STANDFIRST: 3,
    Layer.PAGE_SUMMARY: 2,
    Layer.LISTING_SUMMARY: 1,
    Layer.UNATTRIBUTED_TEXT: 1,
    Layer.SITE_METADATA: 0,
}


# ------------------------------------------------------------------ reading: file -> Document
@dataclass(frozen=True, slots=True)
class DateBounds:
    """The earliest and the latest day that something can have happened on; `None`: no bound."""

    earliest: date | None = None
    latest: date | None = None

    def __bool__(self) -> bool:
        """Whether there is any bound."""
        return self.earliest is not None or self.latest is not None


class BlockRole(StrEnum):
    """What a stretch of captured text is, told by the structure of the page alone."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    SUMMARY = "summary"  # a summary, labelled so, of the text that follows
    BYLINE = "byline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE_ROW = "table-row"
    LISTING_TITLE = "listing-title"  # title of another document, in a list of articles
    LISTING_TEXT = "listing-text"  # somebody's summary of that other document
    BOILERPLATE = "boilerplate"  # "About X", forward-looking statements, legal notices
    MAIL_HEADER = "mail-header"
    QUOTED_REPLY = "quoted-reply"  # an older message repeated inside a newer one
    SIGNATURE = "signature"
    METADATA = "metadata"  # ratings, stamps, front matter
    NAVIGATION = "navigation"  # menus, cookie text, links


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document with one role. Blocks do not overlap and stand in the order of the text."""

    start: int
    end: int
    role: BlockRole
    level: int = 0  # of a heading (1 = top) or a list
    group: int = 0  # title and text of one listed article share a number > 0; so do the rows of one table
    page: int | None = None  # page number in a paged document, from 1


@dataclass(frozen=True, slots=True)
class Document:
    """A captured text.

    `identifier` is the path as given to the build, with forward slashes, and names the document in every output.
    `sha256` is of the source bytes, in hexadecimal. `text` is what offsets count in: the decoded file itself for plain text
    and Markdown, the extracted text for html, pdf, docx and mail. `read_to` is where reading stopped in a text longer than is
    read of one: the text goes on, the blocks do not, and nothing behind it is read.
    """

    identifier: str
    media_type: str
    sha256: str
    text: str
    title: str = ""
    publisher: str = ""
    source_address: str = ""
    published: DateBounds = DateBounds()
    captured_on: date | None = None
    date_basis: str = ""
    truncated: bool = False
    reliability: str = ""
    blocks: tuple[Block, ...] = ()
    read_to: int | None = None


# ------------------------------------------------------------------ extraction: Document -> Reading (keys are local)
EVERY_PARTY = "*"  # as bearer in a reading: all parties of the agreement, those that this document does not name included
LIKELY = "likely-"  # how the names of readings begin, before the matter, that no pattern gave: the words make them likely
SPEAKER = "we"  # key of the party without a name that says "we" in its document, which nowhere tells who that is
SOME_PARTY = "?"  # as bearer or counterparty in a reading: one that this document leaves open; behind it those who are likely


def is_loose_name(key: str) -> bool:
    """Return whether the key of a party is a name that its document does not explain, and no noun such as "?yard".

    >>> is_loose_name("?Marlow"), is_loose_name("?yard"), is_loose_name("?"), is_loose_name("marlow")
    (True, False, False, False)
    """
    return key.startswith(SOME_PARTY) and key[len(SOME_PARTY) :][:1].isupper()


_ELSE = "|"  # in the key of a noun, before the key of whom it means where no document explains it


def is_loose_noun(key: str) -> bool:
    """Return whether the key of a party is a noun that its document does not explain, such as "?yard"."""
    return len(key) > len(SOME_PARTY) and key.startswith(SOME_PARTY) and not is_loose_name(key)


def with_likely(key: str, other: str) -> str:
    """Return the key of a noun with the party that it means where no document explains it."""
    return f"{key}{_ELSE}{other}"


def noun_and_likely(key: str) -> tuple[str, str]:
    """Return the key of a noun and that of whom it means where no document explains it; empty: nobody is likely.

    >>> noun_and_likely(with_likely("?yard", "marlow")), noun_and_likely("?yard"), noun_and_likely("marlow")
    (('?yard', 'marlow'), ('?yard', ''), ('marlow', ''))
    """
    noun, _, other = key.partition(_ELSE) if is_loose_noun(key) else (key, "", "")
    return noun, other


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A party as one document knows it. `key` is local to the document."""

    key: str
    name: str  # the fullest name in the document; empty for the `SPEAKER`, unless no other document tells who that is
    aliases: tuple[str, ...] = ()  # other names and defined short names in the document ("Licensor" is a role, not an alias)
    former_names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()  # defined roles: "Licensor", "the Company"
    kind: str = "organisation"  # organisation | government | person | group
    parent: str = ""  # key of the party that owns or controls it, where the text says so
    spans: tuple[tuple[int, int], ...] = ()
    deals: bool = False  # it signs the document, or the document says that a contract is made with it
    nouns: tuple[str, ...] = ()  # what the document says that it is, or its name shows: "haulier", "dairy"
    lent: bool = False  # only other documents take it for a party; this one names it
    framed: bool = False  # its names stand in titles, headings and the frame of the page alone, nowhere in the text itself
    likely: str = ""  # of the `SPEAKER`: the name that the head of the document may give it
    supposed: bool = False  # so little shows it to be one that what other documents tell comes first


@dataclass(frozen=True, slots=True)
class AgreementMention:
    """An agreement as one document knows it. `key` is local to the document."""

    key: str
    label: str
    parties: tuple[str, ...]  # keys of party mentions
    kind: str
    force: Force
    made: DateBounds = DateBounds()
    date_basis: str = ""
    title: str = ""  # as the document names it, e.g. "License Agreement"
    number: int | None = None  # of an amendment
    own: bool = False  # the agreement that the document is, or announces
    spans: tuple[tuple[int, int], ...] = ()
    mentioned: MentionKind = MentionKind.NAMED
    presupposed_by: str = ""  # key of the agreement that takes it for granted
    supposed: bool = False  # no words beside its name tell its parties: those of the document are taken for them


@dataclass(frozen=True, slots=True)
class TermContent:
    """What one reading of one rule says; parties are keys local to the document before resolution, party ids after it."""

    matter: str
    modality: Modality
    bearer: tuple[str, ...]
    counterparty: tuple[str, ...] = ()
    exclusivity: Exclusivity | None = None
    scope: tuple[str, ...] = ()  # phrases as the text has them before resolution, scope ids after it; none: general
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    measure: str = ""
    value_text: str = ""
    capped: bool = False
    condition: str = ""
    hedge: str = ""
    start: DateBounds = DateBounds()  # first day in force, if another than that of the agreement
    end: DateBounds = DateBounds()  # last day in force
    ends_on_event: str = ""
    sureness: Sureness = field(default=Sureness.SUPPOSED, compare=False, repr=False)  # of who owes whom: no part of what is told
    left: bool = field(default=False, compare=False, repr=False)  # who is owed is only the other one of the two whom a text tells
    sided: bool = field(default=False, compare=False, repr=False)  # what two parties are called alone tells who of them bears it


@dataclass(frozen=True, slots=True)
class LinkMention:
    """A passage says that one agreement follows another. Keys are local. An empty `later` or `earlier` is resolved later."""

    later: str
    type: LinkType
    earlier: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a text names without the rule that it is of: "the 40 berths stay"."""

    low: Decimal | None
    high: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class Instruction:
    """What a passage of an amendment does to the text of the amended agreement, whose local key is `base`.

    `part` is the number of the section or clause, empty where the change holds everywhere; `old` and `new` are the quoted words,
    empty where there are none. `figures` and `days` are what these two are worth, where both are figures, or days.
    """

    base: str
    part: str
    operation: Operation
    old: str = ""
    new: str = ""
    figures: tuple[Figure, ...] = ()
    days: tuple[DateBounds, ...] = ()


@dataclass(frozen=True, slots=True)
class AmendedPart:
    """Where a contract stands to be changed by an instruction, and the terms that it gives then and did not give before."""

    start: int  # of the words that change, or of the part that holds them, in the text of the contract
    end: int
    terms: tuple[TermContent, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One act of saying at one quoted place. The first of `about` owns the `terms`, unless `owner` names another."""

    id: str  # unique in the collection: document slug, span, number
    start: int
    end: int
    layer: Layer
    stance: Stance
    basis: Basis
    about: tuple[str, ...]  # keys of agreement mentions
    terms: tuple[TermContent, ...] = ()
    link: LinkMention | None = None
    owner: str = ""  # key of the agreement that the terms belong to
    speaker: str = ""  # key of the party that speaks; empty: no party does
    voice: str = ""  # who speaks, in words, where no party does ("publisher", "aggregator", "unsigned")
    patterns: tuple[str, ...] = ()  # names of the lexicon patterns that made it; `LIKELY` and a matter: none did
    instruction: Instruction | None = None
    confirms: tuple[str, ...] = ()  # numbers of the parts of the amended agreement that stay, where the words tell no term
    taken: tuple[Figure, ...] = ()  # figures that stay as they are, of rules that only other sentences tell
    named: tuple[TermContent, ...] = ()  # the terms, if a name in it that the document does not explain is that of a party


@dataclass(frozen=True, slots=True)
class Skipped:
    """A passage, or a whole document, from which nothing was read, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one document says, before documents are held together."""

    document: str  # Document.identifier
    parties: tuple[PartyMention, ...] = ()
    agreements: tuple[AgreementMention, ...] = ()
    statements: tuple[Statement, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    capitals: tuple[str, ...] = ()  # words and nouns of a text that shows no two parties: by them those of others are found in it
    read_with: tuple[str, ...] = ()  # names of parties that it names and only other documents told
    lent: bool = False  # it was read with these for names of its own that nobody else knows
    marks: str = ""  # a sign for each word of the text that its names can have (`kg.legal_names.word_marks`)
    unnamed: tuple[str, ...] = ()  # nouns for those who make a contract with its parties and whom it does not name: "city"


# ------------------------------------------------------------------ resolution: Readings -> Dealings (ids hold across documents)
@dataclass(frozen=True, slots=True)
class Party:
    """A party, one for all documents. `id` is the last segment of its IRI."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    kind: str = "organisation"


@dataclass(frozen=True, slots=True)
class Agreement:
    """A deal, one for all documents. `id` is the last segment of its IRI."""

    id: str
    label: str
    parties: tuple[str, ...]
    kind: str
    force: Force
    made: DateBounds = DateBounds()
    date_basis: str = ""
    number: int | None = None  # of an amendment, where its name has one


@dataclass(frozen=True, slots=True)
class Scope:
    """What a term reaches. `id` is unique in its dealing; relations name other scopes of the dealing, each with its premise."""

    id: str
    label: str
    broader: tuple[tuple[str, str], ...] = ()  # (scope id that contains this one, premise in words)
    overlaps: tuple[tuple[str, str], ...] = ()  # (scope id that shares members with this one, premise in words)


@dataclass(frozen=True, slots=True)
class Term:
    """One reading of one rule of one agreement; equal content told by several statements is one term."""

    id: str
    agreement: str
    content: TermContent


@dataclass(frozen=True, slots=True)
class Link:
    """One agreement follows another; `carriers` are ids of the statements that say so."""

    later: str
    type: LinkType
    earlier: str
    basis: Basis
    carriers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AmendedText:
    """What an amendment instruction meets: the place in a document of the collection that it changes, or why there is none."""

    document: str = ""  # Document.identifier of the amended contract
    words: str = ""  # what it said there, as captured
    unresolved: str = ""  # why the place is not known


@dataclass(frozen=True, slots=True)
class StatementUse:
    """What a statement is worth once documents are held together, with what deriving needs to know of it."""

    id: str
    document: str
    layer: Layer
    stance: Stance
    basis: Basis
    published: DateBounds
    origin: str  # digest of the normalised passage: copies share it
    words: str  # the quote as captured
    about: tuple[str, ...] = ()
    asserts: tuple[str, ...] = ()  # term ids
    speaker: str = ""  # party id
    voice: str = ""
    link: tuple[str, LinkType, str] | None = None
    link_further: tuple[str, ...] = ()  # later amendments of the base, to which the link reaches as well
    amended: AmendedText | None = None  # of a statement with an instruction
    guessed: bool = False  # no pattern reads it, or who is meant was told by other documents: what it says is only likely


@dataclass(frozen=True, slots=True)
class Dealing:
    """All that is resolved across the documents of one set of parties: a unit that stands for itself."""

    id: str
    parties: tuple[Party, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    links: tuple[Link, ...] = ()
    scopes: tuple[Scope, ...] = ()
    terms: tuple[Term, ...] = ()
    statements: tuple[StatementUse, ...] = field(default=())


# ------------------------------------------------------------------ building and deriving: Dealing -> named graphs
@dataclass(frozen=True, slots=True)
class NamedGraph:
    """One RDF graph with its name. `triples` are N-Triples lines without line ends, sorted, each once; no blank nodes."""

    iri: str
    triples: tuple[str, ...]
