"""One table of terms with their quotes: a row for each term and each statement that asserts it.

Columns: the IRI of the term, what it says, its agreement with parties and bounds of the day it was made, the first and last
day in force, and the statement with its words, place and document. Several values of one field stand in one cell, joined by
`; `. Classes and concepts are the last segments of their IRIs. An empty cell: the source does not say.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from kg.export.lookup import Lookup, last
from kg.records import NamedGraph
from kg.vocab import DCTERMS, KG, OA, PROV, RDFS, SKOS

__all__ = ["COLUMNS", "to_csv"]

_CONCEPTS: Final = ("matter", "modality", "exclusivity", "measure")
_WORDS: Final = ("low", "high", "unit", "valueText", "capped", "condition", "hedge", "endsOnEvent")
_DAYS: Final = ("startEarliest", "startLatest", "endEarliest", "endLatest")
_MADE: Final = ("madeEarliest", "madeLatest")
_SAID: Final = ("layer", "stance", "basis")
COLUMNS: Final = (
    *("term", "agreement", "agreementLabel", "parties", "bearer", "counterparty", "scope"),
    *_CONCEPTS,
    *_WORDS,
    *_DAYS,
    *_MADE,
    *("statement", "quote", "document", "start", "end", "speaker"),
    *_SAID,
    *("publishedEarliest", "publishedLatest"),
)


def to_csv(graphs: Iterable[NamedGraph]) -> Iterator[str]:
    """Yield the table piece by piece: a line of names, then rows by term and statement; comma, CRLF (RFC 4180)."""
    lookup = Lookup(graphs)
    asserted = lookup.inverse(f"{KG}asserts")
    yield _line(COLUMNS)
    for term in lookup.of_type(f"{KG}Term"):
        told = _describe_term(lookup, term)
        for statement in asserted.get(term, [""]):
            row = told | _describe_statement(lookup, statement)
            yield _line([row[name] for name in COLUMNS])


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


def _names(lookup: Lookup, subject: str, predicate: str) -> str:
    things = lookup.all(subject, predicate)
    return "; ".join(lookup.one(thing, f"{SKOS}prefLabel") or lookup.one(thing, f"{RDFS}label") or thing for thing in things)


def _describe_term(lookup: Lookup, term: str) -> dict[str, str]:
    agreement = lookup.one(term, f"{KG}inAgreement")
    row = {"term": term, "agreement": agreement, "agreementLabel": lookup.one(agreement, f"{RDFS}label")}
    row |= {"parties": _names(lookup, agreement, f"{KG}party")}
    row |= {name: _names(lookup, term, KG + name) for name in ("bearer", "counterparty", "scope")}
    row |= {name: last(lookup.one(term, KG + name)) for name in _CONCEPTS}
    row |= {name: lookup.one(term, KG + name) for name in (*_WORDS, *_DAYS)}
    return row | {name: lookup.one(agreement, KG + name) for name in _MADE}


def _describe_statement(lookup: Lookup, statement: str) -> dict[str, str]:
    document = lookup.one(statement, f"{KG}source")
    selectors = lookup.all(lookup.one(statement, f"{KG}quote"), f"{OA}hasSelector")

    def pick(name: str) -> str:
        return next((value for selector in selectors if (value := lookup.one(selector, OA + name))), "")

    row = {"statement": statement, "quote": pick("exact"), "start": pick("start"), "end": pick("end")}
    row |= {
        "document": lookup.one(document, f"{DCTERMS}identifier"),
        "speaker": _names(lookup, statement, f"{PROV}wasAttributedTo"),
    }
    row |= {name: last(lookup.one(statement, KG + name)) for name in _SAID}
    return row | {name: lookup.one(document, KG + name) for name in ("publishedEarliest", "publishedLatest")}
