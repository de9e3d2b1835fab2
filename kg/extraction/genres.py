"""What kind of paper a document is by its wording as a whole: a contract, a party's own text, or somebody else's report.

A linear model over its words and over what their form shows: pronouns, modals, numbering, quotations. The weights are data
(`ontology/lexicon/genres.json`), made of documents whose layers people have told by `kg lexicon learn --gold`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.extraction.learned import Classes, read_models
from kg.extraction.lexicon import phrase
from kg.extraction.lines import QUOTED, unquoted
from kg.records import BlockRole, Document, Layer

__all__ = ["GENRES", "SURELY", "UNKNOWN", "Genre", "genre_features", "likely_genre"]

GENRES = ("ontology", "lexicon", "genres.json")
_LEFT_OUT = frozenset(
    {
        BlockRole.NAVIGATION,
        BlockRole.METADATA,
        BlockRole.MAIL_HEADER,
        BlockRole.BOILERPLATE,
        BlockRole.SUMMARY,
        BlockRole.LISTING_TITLE,
        BlockRole.LISTING_TEXT,
        BlockRole.QUOTED_REPLY,
    }
)
_READ = 12_000  # code points of a text whose words are looked at
_TOP, _FOOT = 40, 40  # words at both ends that are looked at by themselves
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_GRADED = {  # how often words of a kind stand in a thousand words, as steps
    "shall": (frozenset({"shall"}), (1, 4, 8, 15)),
    "we": (frozenset({"we", "our", "us", "ours"}), (1, 4, 10, 20)),
    "i": (frozenset({"i", "my", "me"}), (1, 4)),
    "you": (frozenset({"you", "your"}), (1, 5, 12)),
    "says": (frozenset({"said", "says", "told", "according", "reported"}), (1, 4, 8)),
}
_COUNTED = {  # how often something stands in the text, as steps
    "numbered": (
        re.compile(
            r"(?m)^[^\S\n]*[\W_]{0,3}(?:\(?\d{1,2}(?:\.\d+)*[.):]|\(?[a-zA-Z][.)]\s|[IVX]{1,5}\.|§|"
            r"(?i:article|art\.|clause|section|point|item|schedule)\s)"
        ),
        (2, 4, 7, 11),
    ),
    "capitals": (re.compile(r"(?m)^[^\S\n]*(?=[^\n]*[A-Z]{2})[^a-z\n]{7,}$"), (1, 3)),
    "question": (re.compile(r"\?"), (1, 3)),
    "quotation": (QUOTED, (1, 2, 4)),
    "defined": (re.compile(r"\((?:the |hereinafter |together )*[\"“]?[A-Z][\w ]+[\"”]?\)"), (1, 2)),
}


def genre_features(document: Document) -> list[str]:
    """Return what the wording and the form of a document show of its kind; sorted."""
    parts = [document.text[b.start : b.end] for b in document.blocks if b.role not in _LEFT_OUT]
    return _features("\n".join(parts))


@dataclass(frozen=True, slots=True)
class Genre:
    """How likely a document as a whole is a contract, a party's own text, or the report of somebody else; nothing known: 0."""

    instrument: float = 0.0
    party: float = 0.0
    report: float = 0.0


UNKNOWN = Genre()
SURELY = 0.88  # probability from which a paper is what its wording makes likely


def likely_genre(document: Document) -> Genre:
    """Return what a document as a whole most likely is, by its wording and its form; what has marks of news is no contract."""
    shares = dict(_model().shares(genre_features(document)))
    if phrase("news", file="agreements").search(document.text):
        shares[Layer.INSTRUMENT.value] = 0.0
    return Genre(*(shares.get(layer.value, 0.0) for layer in (Layer.INSTRUMENT, Layer.PARTY_TEXT, Layer.UNATTRIBUTED_TEXT)))


@cache
def _model() -> Classes:
    return read_models(GENRES, "documents", ("genres",))[1][0]


def _features(text: str) -> list[str]:
    words = _WORD.findall(unquoted(text[:_READ]))
    found = {word for word in words if word.islower()}
    counts = Counter(word.lower() for word in words)
    thousands = max(len(words), 1) / 1000
    for name, (kind, steps) in _GRADED.items():
        found.update(_steps(name, sum(counts[word] for word in kind) / thousands, steps))
    for name, (pattern, steps) in _COUNTED.items():
        found.update(_steps(name, len(pattern.findall(text[:_READ])), steps))
    found.update(f"top {word.lower()}" for word in _WORD.findall(text[:_READ])[:_TOP])
    found.update(f"foot {word.lower()}" for word in _WORD.findall(text[-_READ:])[-_FOOT:])
    return sorted(found)


def _steps(name: str, value: float, steps: Sequence[int]) -> list[str]:
    """The steps that a value reaches.

    >>> _steps("we", 5, (1, 4, 10))
    ['we 0', 'we 1']
    """
    return [f"{name} {i}" for i in range(bisect_right(steps, value))]
