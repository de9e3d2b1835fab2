"""One agreement as one document knows it, with everything that tells it from others: parties, kind, day, title, words, figures."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kg.legal_names import has_legal_form
from kg.names import digest
from kg.origin import origin_of
from kg.records import AgreementMention, DateBounds, Document, Layer, MentionKind, Reading, Statement

__all__ = ["Node", "ends_among", "full_names", "read_nodes", "same_parties"]


@dataclass(frozen=True)
class Node:
    """A mention and its features. `words` are digests of passages about it, `figures` the numbers and ends of its terms.

    `contract`: it stands in a contract; `instrument`: it is that contract.
    """

    document: str
    mention: AgreementMention
    parties: frozenset[str]
    published: DateBounds
    contract: bool
    instrument: bool
    owns: bool  # statements tell terms of it
    words: frozenset[str]
    figures: frozenset[str]
    known: frozenset[str] = frozenset()  # all parties of the document
    loose: frozenset[str] = frozenset()  # parties of the document whose names have no legal form and that have no role in it

    @property
    def key(self) -> tuple[str, str]:
        """Document and local key."""
        return self.document, self.mention.key

    @property
    def circle(self) -> frozenset[str]:
        """All parties of the document, where no words tell those of the agreement."""
        return self.known if self.mention.supposed else frozenset()

    @property
    def listed(self) -> bool:
        """Whether a list of other documents has it."""
        return self.mention.mentioned is MentionKind.LISTED

    @property
    def implied(self) -> bool:
        """Whether no words name it."""
        return self.mention.mentioned.implied

    @cached_property
    def content(self) -> str:
        """A digest of what it is, independent of where it stands in a collection."""
        m = self.mention
        return digest(
            *sorted(self.parties), m.kind, repr(m.made), m.title.lower(), repr(m.number), *sorted(self.words), *sorted(self.figures)
        )


def same_parties(a: frozenset[str], b: frozenset[str]) -> bool:
    """Return whether two sets of parties can be those of one agreement: one holds the other, and they share two.

    A party known by a short name only may be one that the other set knows by a longer name.

    >>> same_parties(frozenset({"acme", "borea"}), frozenset({"acme-data", "borea", "calder"}))
    True
    """
    left, right = full_names(a, b), full_names(b, a)
    return len(left & right) >= 2 and (left <= right or right <= left)


def full_names(parties: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Return a set of parties in which a short name stands for the first of the others whose longer name begins with it.

    Where none does, it stands for the only one whose name ends with it: "the Harbour Authority".

    >>> sorted(full_names(frozenset({"authority", "acme"}), frozenset({"acme-data", "ostrow-authority"})))
    ['acme-data', 'ostrow-authority']
    """
    return frozenset(p if p in others else _full_name(p, others) for p in parties)


def _full_name(party: str, others: frozenset[str]) -> str:
    begun = min((o for o in others if o.startswith(f"{party}-")), default="")
    ended = [o for o in others if o.endswith(f"-{party}")]
    return begun or (ended[0] if len(ended) == 1 else party)


def read_nodes(
    documents: Sequence[Document],
    readings: Sequence[Reading],
    party_of: Mapping[tuple[str, str], str],
    only: Container[tuple[str, str]] | None = None,
) -> list[Node]:
    """Return the mentions that count: those of two known parties that some statement uses, or that a document is or announces.

    Args:
        documents: the documents of `readings`.
        readings: what each document says.
        party_of: for document and local key of a party its id.
        only: documents and keys of the mentions that are wanted; `None`: all.
    """
    texts = {d.identifier: d for d in documents}
    return [
        node
        for reading in sorted(readings, key=lambda r: r.document)
        for node in _nodes(texts[reading.document], reading, party_of)
        if only is None or node.key in only
    ]


def _nodes(document: Document, reading: Reading, party_of: Mapping[tuple[str, str], str]) -> Iterator[Node]:
    speaking, owning = _statements_by_mention(reading)
    known = frozenset(party_of[document.identifier, p.key] for p in reading.parties if (document.identifier, p.key) in party_of)
    loose = frozenset(
        party_of[document.identifier, p.key]
        for p in reading.parties
        if (document.identifier, p.key) in party_of and not p.roles and not any(has_legal_form(n) for n in (p.name, *p.aliases))
    )
    for mention in sorted(reading.agreements, key=lambda a: a.key):
        parties = frozenset(party_of[document.identifier, k] for k in mention.parties if (document.identifier, k) in party_of)
        about, owned = speaking.get(mention.key, []), owning.get(mention.key, [])
        if len(parties) < 2 or not (about or mention.own):
            continue
        first = [s for s in about if s.about and s.about[0] == mention.key]
        words = frozenset(origin_of(document.text[s.start : s.end]) for s in first if s.end - s.start > 40)
        contract = any(s.layer is Layer.INSTRUMENT for s in about)
        yield Node(
            document.identifier,
            mention,
            parties,
            document.published,
            contract,
            mention.own and contract,
            bool(owned),
            words,
            _figures(owned),
            known,
            loose,
        )


def _statements_by_mention(reading: Reading) -> tuple[dict[str, list[Statement]], dict[str, list[Statement]]]:
    """Return, by key of a mention, the statements that speak of it and those whose terms are its own, in their order."""
    speaking: dict[str, list[Statement]] = {}
    owning: dict[str, list[Statement]] = {}
    for statement in reading.statements:
        linked = (statement.link.later, statement.link.earlier) if statement.link is not None else ()
        for key in dict.fromkeys(k for k in (*statement.about, statement.owner, *linked) if k):
            speaking.setdefault(key, []).append(statement)
        if statement.terms:
            owning.setdefault(statement.owner or statement.about[0], []).append(statement)
    return speaking, owning


_LIFE: Final = "duration until "  # begins what tells the last day of an agreement among its figures


def ends_among(figures: Iterable[str]) -> frozenset[str]:
    """Return those of the figures of an agreement (`Node.figures`) that tell its last day."""
    return frozenset(figure for figure in figures if figure.startswith(_LIFE))


def _figures(statements: Sequence[Statement]) -> frozenset[str]:
    found: set[str] = set()
    for term in (t for s in statements for t in s.terms):
        if term.low is not None or term.high is not None:
            found.add(f"{term.matter} {term.low} {term.high} {term.unit}")
        if term.end:
            found.add(f"{term.matter} until {term.end.earliest} {term.end.latest}")
    return frozenset(found)
