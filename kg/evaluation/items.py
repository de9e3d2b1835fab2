"""What a gold file and a built graph both say, in one plain form, so that the two can be compared.

Names of classes and members are in the spelling of gold files: last segment of the IRI, lower case, hyphens
(`NonExclusive` is `non-exclusive`). Offsets count code points, the end excluded.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from kg.files import resource

__all__ = [
    "SLOTS",
    "AgreementItem",
    "AsOf",
    "Collection",
    "DocumentItem",
    "PartyItem",
    "StatementItem",
    "TermItem",
    "dashed",
    "day_bounds",
    "number_slot",
    "party_key",
]

Bounds = tuple[str | None, str | None]
SLOTS = ("matter", "modality", "bearer", "counterparty", "exclusivity", "end", "number")


@cache
def conventions() -> Mapping[str, Any]:
    """The settings of scoring: verdict families, legal suffixes, unit spellings, weights of slots, tolerances."""
    return tomllib.loads(resource("ontology", "scoring.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class DocumentItem:
    """A document. A gold one has its text; a built one has one name and perhaps a digest."""

    id: str
    names: tuple[str, ...]  # paths that it may be known by
    digests: tuple[str, ...]  # SHA-256 of the file, then of its extracted text
    text: str = ""  # what the offsets of gold count in
    source: str = ""  # the file as text, where `text` was extracted from it
    extracted: bool = False


@dataclass(frozen=True, slots=True)
class PartyItem:
    """A party; `keys` are its names without case, punctuation and legal suffixes."""

    id: str
    keys: frozenset[str]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class AgreementItem:
    """An agreement. `also` holds, for a field, other readings that are as right."""

    id: str
    parties: frozenset[str]
    kind: str | None
    force: str | None
    made: Bounds
    optional: bool = False
    also: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TermItem:
    """A term: its agreement and its seven slots; a slot without a value is `None`."""

    id: str
    agreement: str
    slots: Mapping[str, Any]
    optional: bool = False
    also: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)

    def with_parties(self, names: Mapping[str, str]) -> TermItem:
        """The same term with its parties under other names; a party that is not in `names` keeps its own."""
        changed = {k: self.slots[k] and frozenset(names.get(p, p) for p in self.slots[k]) for k in ("bearer", "counterparty")}
        return replace(self, slots={**self.slots, **changed})


@dataclass(frozen=True, slots=True)
class StatementItem:
    """A statement: its place, how it speaks, and what it carries."""

    id: str
    document: str
    start: int
    end: int
    exact: str | None
    stance: str | None
    layer: str | None
    about: frozenset[str]
    asserts: frozenset[str]
    link_ends: tuple[str, ...] = ()
    optional: bool = False
    also: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Code points between start and end."""
        return self.end - self.start

    def shared(self, other: StatementItem) -> int:
        """Code points that two places have in common."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class AsOf:
    """What is certainly in force on one day as known on another, and what certainly is not."""

    key: str  # "ON@KNOWN"
    definite: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """All that a gold file or a graph says. Links and findings carry whether they are optional."""

    name: str
    documents: Mapping[str, DocumentItem]
    parties: Mapping[str, PartyItem]
    agreements: Mapping[str, AgreementItem]
    terms: Mapping[str, TermItem]
    statements: Mapping[str, StatementItem]
    links: Mapping[tuple[str, str, str], bool]  # later, type, earlier
    findings: Mapping[tuple[str, str, str], bool]  # left, verdict, right
    no_findings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    as_of: tuple[AsOf, ...] = ()


# ------------------------------------------------------------------ spellings
def party_key(name: str) -> str:
    """A party's name as one word: no case, punctuation, leading article or legal suffix.

    >>> party_key("The Quill & Tern Co., Ltd.")
    'quilltern'
    """
    plain = re.sub(r"['’.]", "", unicodedata.normalize("NFKC", name).casefold())
    words = re.findall(r"\w+", plain)
    suffixes = conventions()["legal_suffixes"]
    while len(words) > 1 and words[-1] in suffixes:
        del words[-1]
    return "".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def dashed(iri: str) -> str:
    """The last segment of an IRI in the spelling of gold files.

    >>> dashed("https://w3id.org/agreement-kg/ns#NonExclusive")
    'non-exclusive'
    """
    return re.sub(r"([a-z0-9])([A-Z])", r"\1-\2", re.split(r"[#/]", iri)[-1]).lower()


def day_bounds(values: Iterable[Any] | None) -> Bounds:
    """Two days in ISO form; whatever is no day (a bare year, the thirtieth of February) is no bound.

    >>> day_bounds(["2030-01-01", "2030"])
    ('2030-01-01', None)
    """
    low, high = (_day(v) for v in (values if values is not None else (None, None)))
    return low, high


def _day(value: object) -> str | None:
    text = str(value)[:10]
    if value is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def number_slot(
    low: str | float | None, high: str | float | None, unit: str | None
) -> tuple[float | None, float | None, str] | None:
    """The bounds of a number with its unit in one spelling; `None` where there is no number."""
    if low is None and high is None:
        return None
    word = str(unit or "").strip().casefold()
    bounds = tuple(None if x is None else float(x) for x in (low, high))
    return bounds[0], bounds[1], conventions()["units"].get(word, word)
