"""A thing of the graph in words, down to the quotes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from kg.api.views import AgreementView, Book, Bounds, FindingView, QuoteView, TermView
from kg.vocab import DCTERMS, KG, SKOS

__all__ = ["describe_bounds", "explain", "lines_of_finding", "lines_of_quote", "printable", "rule_of"]

_WIDTH = 100


def explain(book: Book, iri: str) -> str:
    """The thing in words; lines end with a line feed."""
    kind = book.kind(iri)
    lines = {
        "Term": lambda: lines_of_term(book.term(iri)),
        "Finding": lambda: lines_of_finding(book.finding(iri)),
        "Collision": lambda: lines_of_finding(book.finding(iri)),
        "Agreement": lambda: lines_of_agreement(book.agreement(iri)),
        "Statement": lambda: lines_of_statement(book, iri),
        "Party": lambda: lines_of_party(book, iri),
        "Document": lambda: lines_of_document(book, iri),
    }.get(kind, lambda: iter([f"{kind} {book.name(iri)}"]))()
    return "".join(f"{line}\n" for line in lines)


def printable(text: str) -> str:
    """Text as one line that a terminal shows and does not obey."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in " ".join(text.split()))


def describe_bounds(bounds: Bounds) -> str:
    """Bounds of a day in words.

    >>> describe_bounds(("2026-01-01", "")), describe_bounds(("", ""))
    ('not before 2026-01-01', 'unknown')
    """
    low, high = bounds
    if low and high:
        return low if low == high else f"between {low} and {high}"
    return f"not before {low}" if low else f"not after {high}" if high else "unknown"


def _fold(label: str, text: str) -> Iterator[str]:
    if text:
        wrapped = textwrap.wrap(printable(text), _WIDTH - 14, break_on_hyphens=False) or [""]
        yield f"  {label:12}{wrapped[0]}"
        yield from (" " * 14 + line for line in wrapped[1:])


def lines_of_quote(quote: QuoteView) -> Iterator[str]:
    """A passage with its place and voice."""
    wrapped = textwrap.wrap(f"“{printable(quote.words)}”", _WIDTH - 4, break_on_hyphens=False)
    yield from (f"    {line}" for line in wrapped)
    voice = quote.speaker or "unsigned"
    how = ", ".join((voice, quote.layer, quote.stance, quote.basis))
    yield f"      {quote.document} [{quote.start}:{quote.end}]; {how}; published {describe_bounds(quote.published)}"


def rule_of(term: TermView) -> str:
    """Who owes what to whom, in one line."""
    who = " and ".join(term.bearer) or "unknown"
    whom = f" → {' and '.join(term.counterparty)}" if term.counterparty else ""
    return f"{who}{whom}: {term.modality} ({', '.join(filter(None, (term.matter, term.exclusivity)))})"


def lines_of_term(term: TermView) -> Iterator[str]:
    """A term, slot by slot, then its quotes."""
    yield f"Term of {printable(term.agreement)}"
    yield f"  <{term.iri}>"
    yield from _fold("says", rule_of(term))
    yield from _fold("scope", ", ".join(term.scope))
    yield from _fold("value", term.value)
    yield from _fold("last day", describe_bounds(term.end) if any(term.end) else "")
    yield from _fold("condition", term.condition)
    yield from _fold("hedge", term.hedge)
    yield from _fold("witnesses", f"{term.witnesses} independent, {len(term.quotes)} in all" if term.quotes else "")
    yield from lines_of_quotes(term.quotes)


def lines_of_quotes(quotes: Iterable[QuoteView]) -> Iterator[str]:
    """Passages under a heading."""
    for number, quote in enumerate(quotes):
        if not number:
            yield "  in these words"
        yield from lines_of_quote(quote)


def lines_of_finding(finding: FindingView) -> Iterator[str]:
    """A finding: its rule and days, then both readings with their quotes."""
    yield f"{finding.family}: {finding.verdict}, {finding.certainty}"
    yield f"  <{finding.iri}>"
    yield from _fold("rule", " ".join(filter(None, (finding.rule, f"({finding.clash})" if finding.clash else ""))))
    yield from _fold("scopes", finding.scope_relation)
    yield from _fold("both hold", describe_bounds(finding.overlap) if any(finding.overlap) else "")
    yield from _fold("takes effect", describe_bounds(finding.effect) if any(finding.effect) else "")
    yield from _fold("set aside", finding.set_aside)
    sides = ("earlier", "later") if finding.change else ("one", "other")
    for side, term in zip(sides, (finding.left, finding.right), strict=True):
        yield f"  the {side} reading"
        yield from (f"  {line}" for line in lines_of_term(term))


def lines_of_agreement(agreement: AgreementView) -> Iterator[str]:
    """An agreement: parties, force and days, its links with the words that carry them, its terms."""
    yield f"Agreement: {printable(agreement.label)}"
    yield f"  <{agreement.iri}>"
    yield from _fold("parties", ", ".join(agreement.parties))
    yield from _fold("kind", f"{agreement.kind}, {agreement.force}")
    yield from _fold("made", describe_bounds(agreement.made) + (f" ({agreement.date_basis})" if agreement.date_basis else ""))
    for link in agreement.links:
        yield f"  {printable(link.later)} {link.type} {printable(link.earlier)}"
        yield from lines_of_quotes(link.quotes)
    for term in agreement.terms:
        yield from (f"  {line}" for line in lines_of_term(term))
    if not agreement.terms:
        yield from lines_of_quotes(agreement.quotes)


def lines_of_statement(book: Book, iri: str) -> Iterator[str]:
    """A statement: its words and what they carry."""
    yield "Statement"
    yield f"  <{iri}>"
    yield from lines_of_quote(book.quote(iri))
    yield from _fold("about", ", ".join(book.names(iri, KG + "about")))
    yield from _fold("read by", ", ".join(book.facts.all(iri, KG + "pattern")))
    yield from lines_of_instruction(book, iri)
    for term in book.facts.all(iri, KG + "asserts"):
        yield from _fold("asserts", f"{rule_of(book.term(term))} <{term}>")


def lines_of_instruction(book: Book, iri: str) -> Iterator[str]:
    """What a statement does to the words of another agreement, and what stood there, where it is known."""
    found = {n: book.facts.one(iri, KG + n) for n in ("operation", "amendsPart", "oldWords", "newWords", "baseWords", "unresolved")}
    yield from _fold("does", " ".join(filter(None, (found["operation"], found["amendsPart"]))))
    for label, name in (
        ("old words", "oldWords"),
        ("new words", "newWords"),
        ("before", "baseWords"),
        ("unresolved", "unresolved"),
    ):
        yield from _fold(label, found[name])
    documents = book.facts.all(iri, KG + "resolvedIn")
    yield from _fold("found in", ", ".join(book.facts.one(document, DCTERMS + "identifier") for document in documents))


def lines_of_party(book: Book, iri: str) -> Iterator[str]:
    """A party: its names and its agreements."""
    yield f"Party: {printable(book.name(iri))}"
    yield f"  <{iri}>"
    yield from _fold("kind", book.facts.one(iri, KG + "partyKind"))
    yield from _fold("also", ", ".join(book.facts.all(iri, SKOS + "altLabel")))
    yield from _fold("formerly", ", ".join(book.facts.all(iri, KG + "formerName")))
    for agreement in book.facts.of_type(KG + "Agreement"):
        if iri in book.facts.all(agreement, KG + "party"):
            yield from _fold("stands in", f"{book.name(agreement)} <{agreement}>")


def lines_of_document(book: Book, iri: str) -> Iterator[str]:
    """A document: where it comes from and how much was read in it."""
    one = book.facts.one
    yield f"Document: {printable(one(iri, DCTERMS + 'identifier'))}"
    yield f"  <{iri}>"
    for label, step in (("title", DCTERMS + "title"), ("publisher", DCTERMS + "publisher"), ("address", DCTERMS + "source")):
        yield from _fold(label, one(iri, step))
    yield from _fold("published", describe_bounds(book.bounds(iri, "published")))
    yield from _fold("because", one(iri, KG + "dateBasis"))
    yield from _fold("sha256", one(iri, KG + "sha256"))
    told = [s for s in book.facts.of_type(KG + "Statement") if one(s, KG + "source") == iri]
    yield from _fold("statements", str(len(told)))
