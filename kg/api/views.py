"""What the graph says of one thing, gathered from all of its named graphs: terms, findings and quotes as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.export.lookup import Lookup, last
from kg.records import Layer, LinkType, NamedGraph
from kg.vocab import DCTERMS, KG, OA, PROV, RDF, RDFS, SKOS

__all__ = ["AgreementView", "Book", "FindingView", "LinkView", "QuoteView", "TermView"]

Bounds = tuple[str, str]  # ISO days; empty: no bound
_RANKS = {layer.value: layer.rank for layer in Layer}


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A passage: its words as captured, where they stand, and who says them."""

    statement: str
    words: str
    document: str  # identifier
    start: int
    end: int
    layer: str
    stance: str
    basis: str
    speaker: str
    published: Bounds


@dataclass(frozen=True, slots=True)
class TermView:
    """A term: who owes what to whom, under which agreement, as far as it is told."""

    iri: str
    agreement: str  # label
    matter: str
    modality: str
    bearer: tuple[str, ...]
    counterparty: tuple[str, ...]
    exclusivity: str
    scope: tuple[str, ...]
    value: str
    end: Bounds
    condition: str
    hedge: str
    quotes: tuple[QuoteView, ...]  # the most authoritative first
    witnesses: int = 0  # distinct passages among them: copies count once


@dataclass(frozen=True, slots=True)
class FindingView:
    """A change or a conflict between two terms. `left` is the earlier or the stronger reading."""

    iri: str
    verdict: str
    change: bool
    certainty: str
    rule: str
    clash: str
    scope_relation: str
    overlap: Bounds  # days on which both readings hold
    effect: Bounds  # of a change: its first day
    left: TermView
    right: TermView
    family: str = "Conflict"  # or Change, or Collision: two promises under agreements that nothing joins
    set_aside: str = ""  # why a person holds it to be none


@dataclass(frozen=True, slots=True)
class LinkView:
    """One agreement does something to an earlier one, with the words that say so."""

    later: str
    type: str
    earlier: str
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement with its links and its terms."""

    iri: str
    label: str
    parties: tuple[str, ...]
    kind: str
    force: str
    made: Bounds
    date_basis: str
    links: tuple[LinkView, ...]
    terms: tuple[TermView, ...]
    quotes: tuple[QuoteView, ...]


class Book:
    """All graphs of a build by subject, and the views that can be read out of them."""

    def __init__(self, graphs: Iterable[NamedGraph]) -> None:
        self.facts = Lookup(graphs)
        self._tellers = self.facts.inverse(KG + "asserts")
        self._terms = self.facts.inverse(KG + "inAgreement")
        self._about = self.facts.inverse(KG + "about")
        self._links = self.facts.inverse(KG + "linkFrom")

    def name(self, iri: str) -> str:
        """The label of a thing; the last segment of its IRI where it has none."""
        for step in (SKOS + "prefLabel", RDFS + "label", DCTERMS + "title", DCTERMS + "identifier"):
            if label := self.facts.one(iri, step):
                return label
        return last(iri)

    def names(self, iri: str, step: str) -> tuple[str, ...]:
        """The labels of all values of a property."""
        return tuple(self.name(value) for value in self.facts.all(iri, step))

    def bounds(self, iri: str, name: str) -> Bounds:
        """The earliest and the latest day of something."""
        return self.facts.one(iri, f"{KG}{name}Earliest"), self.facts.one(iri, f"{KG}{name}Latest")

    def kind(self, iri: str) -> str:
        """The class of a thing in the vocabulary: `Term`, `Finding` …; empty: the graph does not know it."""
        classes = [last(c) for c in self.facts.all(iri, RDF + "type") if c.startswith(KG)]
        return "Finding" if "Finding" in classes else next(iter(classes), "")

    # ------------------------------------------------------------------ views
    def quote(self, statement: str) -> QuoteView:
        """The passage of a statement."""
        one = self.facts.one
        found = dict.fromkeys(("exact", "start", "end"), "")
        for selector in self.facts.all(one(statement, KG + "quote"), OA + "hasSelector"):
            found.update({step: value for step in found if (value := one(selector, OA + step))})
        document = one(statement, KG + "source")
        return QuoteView(
            statement=statement,
            words=found["exact"],
            document=one(document, DCTERMS + "identifier"),
            start=int(found["start"] or 0),
            end=int(found["end"] or 0),
            layer=last(one(statement, KG + "layer")),
            stance=last(one(statement, KG + "stance")),
            basis=last(one(statement, KG + "basis")),
            speaker=", ".join(self.names(statement, PROV + "wasAttributedTo")),
            published=self.bounds(document, "published"),
        )

    def quotes(self, statements: Iterable[str]) -> tuple[QuoteView, ...]:
        """Passages, those with most authority first."""
        return tuple(sorted(map(self.quote, statements), key=lambda q: (-_RANKS.get(q.layer, 0), q.document, q.start, q.statement)))

    def term(self, iri: str) -> TermView:
        """A term with the passages that assert it."""
        one = self.facts.one
        return TermView(
            iri=iri,
            agreement=self.name(one(iri, KG + "inAgreement")),
            matter=last(one(iri, KG + "matter")),
            modality=last(one(iri, KG + "modality")),
            bearer=self.names(iri, KG + "bearer"),
            counterparty=self.names(iri, KG + "counterparty"),
            exclusivity=last(one(iri, KG + "exclusivity")),
            scope=self.names(iri, KG + "scope"),
            value=self._value(iri),
            end=self.bounds(iri, "end"),
            condition=one(iri, KG + "condition"),
            hedge=one(iri, KG + "hedge"),
            quotes=self.quotes(self._tellers.get(iri, ())),
            witnesses=int(one(iri, KG + "witnesses") or 0),
        )

    def _value(self, term: str) -> str:
        words = self.facts.one(term, KG + "valueText")
        low, high, unit = (self.facts.one(term, KG + name).removesuffix(".0") for name in ("low", "high", "unit"))
        if low or high:
            number = low if low == high else f"{low or '…'} to {high or '…'}"
            return f"{number} {unit}".strip() + (f" ({words})" if words else "")
        return words

    def finding(self, iri: str) -> FindingView:
        """A finding with both of its terms."""
        one = self.facts.one
        kinds = [last(kind) for kind in self.facts.all(iri, RDF + "type")]
        return FindingView(
            iri=iri,
            verdict=last(one(iri, KG + "verdict")),
            change="Change" in kinds,
            certainty=one(iri, KG + "certainty"),
            rule=one(iri, KG + "rule"),
            clash=one(iri, KG + "clashType"),
            scope_relation=one(iri, KG + "scopeRelation"),
            overlap=self.bounds(iri, "overlap"),
            effect=self.bounds(iri, "effect"),
            left=self.term(one(iri, KG + "left")),
            right=self.term(one(iri, KG + "right")),
            family=next((k for k in kinds if k in ("Change", "Collision")), "Conflict"),
            set_aside=one(iri, KG + "setAside"),
        )

    def findings(self) -> tuple[FindingView, ...]:
        """All findings: conflicts before changes, then by verdict and IRI."""
        found = [self.finding(iri) for iri in self.facts.of_type(KG + "Finding")]
        return tuple(sorted(found, key=lambda f: (f.change, f.verdict, f.iri)))

    def collisions(self) -> tuple[FindingView, ...]:
        """What a party has promised to two partners, by verdict and IRI."""
        found = [self.finding(iri) for iri in self.facts.of_type(KG + "Collision")]
        return tuple(sorted(found, key=lambda f: (f.verdict, f.iri)))

    def agreement(self, iri: str) -> AgreementView:
        """An agreement with its terms, and with the links that lead from it and to it."""
        ends = [(iri, kind.value, other) for kind in LinkType for other in self.facts.all(iri, KG + kind.value)]
        ends += [(other, kind.value, iri) for kind in LinkType for other in self._linked_from(KG + kind.value, iri)]
        return AgreementView(
            iri=iri,
            label=self.name(iri),
            parties=self.names(iri, KG + "party"),
            kind=last(self.facts.one(iri, KG + "kind")),
            force=last(self.facts.one(iri, KG + "force")),
            made=self.bounds(iri, "made"),
            date_basis=self.facts.one(iri, KG + "dateBasis"),
            links=tuple(LinkView(self.name(a), kind, self.name(b), self.quotes(self._carriers(a, kind, b))) for a, kind, b in ends),
            terms=tuple(self.term(t) for t in self._terms.get(iri, ())),
            quotes=self.quotes(self._about.get(iri, ())),
        )

    def _linked_from(self, step: str, iri: str) -> list[str]:
        return [other for other in self.facts.of_type(KG + "Agreement") if iri in self.facts.all(other, step)]

    def _carriers(self, later: str, kind: str, earlier: str) -> list[str]:
        wanted = {KG + "linkFrom": later, KG + "linkType": KG + kind, KG + "linkTo": earlier}
        about = self._about.get(later, []) + self._about.get(earlier, []) + self._links.get(later, [])
        return sorted({s for s in about if all(value in self.facts.all(s, step) for step, value in wanted.items())})
