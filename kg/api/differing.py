"""What changed between two builds: terms and judgements matched by what they say and which passages say so, not by name alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.api.views import Book, FindingView, TermView
from kg.vocab import DCTERMS, KG

__all__ = ["Difference", "compare_books"]

_ORDER = ("new document", "gone document", "new term", "ended term", "gone term", "new finding", "resolved finding")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed. `iri` is in the new build; of what is gone or resolved, in the old one."""

    change: str  # one of: new document, gone document, new term, ended term, gone term, new finding, resolved finding
    what: str  # in a few words
    words: str  # the quote that shows it best
    iri: str


def compare_books(old: Book, new: Book) -> tuple[Difference, ...]:
    """What changed, by kind of change and then by IRI.

    A term of an agreement that got another name by what the new documents say is the same term, as long as its content is the
    same and a passage that tells it stands in both. A term has ended where a later one takes its place for certain in the new
    build and did not in the old one. A finding that a person has set aside is resolved.
    """
    terms = _match_terms(old, new)
    found = [*_documents(old, new), *_terms(old, new, terms), *_findings(old, new, terms)]
    return tuple(sorted(found, key=lambda d: (_ORDER.index(d.change), d.iri)))


def _documents(old: Book, new: Book) -> Iterator[Difference]:
    before, after = (set(book.facts.of_type(KG + "Document")) for book in (old, new))
    for kind, book, names in (("new document", new, after - before), ("gone document", old, before - after)):
        for iri in names:
            yield Difference(kind, book.facts.one(iri, DCTERMS + "identifier"), book.facts.one(iri, DCTERMS + "title"), iri)


# ------------------------------------------------------------------ terms
def _match_terms(old: Book, new: Book) -> dict[str, str]:
    """For each term of the new build that was there before, its name in the old one."""
    before, after = (set(book.facts.of_type(KG + "Term")) for book in (old, new))
    same = {iri: iri for iri in before & after}
    index: dict[Hashable, list[str]] = defaultdict(list)
    for iri in sorted(before - after):
        term = old.term(iri)
        for quote in term.quotes:
            index[_content(term), quote.statement].append(iri)
    taken: set[str] = set()
    for iri in sorted(after - before):
        term = new.term(iri)
        fits = [x for quote in term.quotes for x in index[_content(term), quote.statement] if x not in taken]
        if fits:
            same[iri] = min(fits)
            taken.add(same[iri])
    return same


def _content(term: TermView) -> Hashable:
    """What a term says, its agreement aside."""
    told = (term.matter, term.modality, term.bearer, term.counterparty, term.exclusivity, term.scope)
    return (*told, term.value, term.end, term.condition)


def _terms(old: Book, new: Book, same: Mapping[str, str]) -> Iterator[Difference]:
    for iri in set(new.facts.of_type(KG + "Term")) - set(same):
        yield _of_term("new term", new.term(iri))
    for iri in set(old.facts.of_type(KG + "Term")) - set(same.values()):
        yield _of_term("gone term", old.term(iri))
    for iri, former in same.items():
        if new.facts.all(iri, KG + "endedBy") and not old.facts.all(former, KG + "endedBy"):
            yield _of_term("ended term", new.term(iri))


def _of_term(kind: str, term: TermView) -> Difference:
    who = ", ".join(term.bearer)
    what = " ".join(filter(None, (f"{who}:", term.modality, term.exclusivity, term.matter, term.value)))
    return Difference(kind, what, term.quotes[0].words if term.quotes else "", term.iri)


# ------------------------------------------------------------------ findings
def _findings(old: Book, new: Book, same: Mapping[str, str]) -> Iterator[Difference]:
    before = _open_ones(old, {})
    after = _open_ones(new, same)
    yield from (_of_finding("new finding", after[key]) for key in after.keys() - before.keys())
    yield from (_of_finding("resolved finding", before[key]) for key in before.keys() - after.keys())


def _open_ones(book: Book, same: Mapping[str, str]) -> dict[Hashable, FindingView]:
    """Findings and collisions that nobody has set aside, by verdict, certainty and the terms as the old build names them."""
    every: Iterable[FindingView] = (*book.findings(), *book.collisions())
    return {
        (f.verdict, f.certainty, same.get(f.left.iri, f.left.iri), same.get(f.right.iri, f.right.iri)): f
        for f in every
        if not f.set_aside
    }


def _of_finding(kind: str, finding: FindingView) -> Difference:
    words = [term.quotes[0].words for term in (finding.left, finding.right) if term.quotes]
    return Difference(kind, f"{finding.verdict} ({finding.certainty}) on {finding.left.matter}", " | ".join(words), finding.iri)
