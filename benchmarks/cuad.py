"""What real contracts yield: precision and recall against a folder of annotated contracts.

Usage: python benchmarks/cuad.py FOLDER [--category NAME] [--misses] [--json]

FOLDER holds `contracts/*.txt` and `answers.json` (file → category → list of [start, end) in code points). A hit is an overlap of
at least half of the shorter span. Gold spans that hold only a defined term ("the Company"), and blanks, count neither way, nor
does what is found at such a span. A category is measured by a function from a document to spans: see `CATEGORIES`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kg.extraction.parties import find_parties
from kg.extraction.party_definitions import is_role
from kg.records import Document, PartyMention

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one category; a gold span that is found, a found span that is right."""

    found_right: int = 0
    found: int = 0
    gold_hit: int = 0
    gold: int = 0

    def __add__(self, other: Figures) -> Figures:
        """The counts of two files together."""
        return Figures(
            self.found_right + other.found_right, self.found + other.found, self.gold_hit + other.gold_hit, self.gold + other.gold
        )

    @property
    def rates(self) -> tuple[float, float, float]:
        """Precision, recall and F1; 0 where there is nothing to measure."""
        precision = self.found_right / self.found if self.found else 0.0
        recall = self.gold_hit / self.gold if self.gold else 0.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


# ------------------------------------------------------------------ what is measured
def party_spans(document: Document) -> list[Span]:
    """Return where a contract first names each of its parties, in full and by each short name, as the annotators did."""
    index = find_parties(document)
    makers = [m for m in index.mentions if m.key in index.signatories] or list(index.mentions)
    spans: list[Span] = []
    for mention in makers:
        spans += _first_places(document.text, mention)
    return sorted({s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)})


def _first_places(text: str, mention: PartyMention) -> list[Span]:
    """The place that the parties block gives, and the first place of each short name that is not part of it."""
    places = [min(mention.spans)] if mention.spans else []
    for alias in mention.aliases:
        match = re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", text)
        own = re.search(rf"[\"'“(]\s*{re.escape(alias)}\s*[\"'”),]", text)
        if match and own:
            places.append(match.span())
    return places


CATEGORIES: Mapping[str, Callable[[Document], Sequence[Span]]] = {"Parties": party_spans}


# ------------------------------------------------------------------ measuring
_SMALL = {
    "the",
    "a",
    "an",
    "and",
    "or",
    "of",
    "with",
    "its",
    "to",
    "if",
    "any",
    "each",
    "herein",
    "hereinafter",
    "referred",
    "as",
    "both",
    "which",
}
_SMALL |= {
    "together",
    "collectively",
    "individually",
    "successors",
    "assigns",
    "permitted",
    "shall",
    "be",
    "respectively",
    "sometimes",
    "this",
}
_TERM = {"party", "parties", "we", "us", "our", "you", "your"}


def counts(words: str) -> bool:
    """Whether a gold span names somebody: not only a defined term, a pronoun or a blank."""
    bare = re.sub(r"[_*\[\]\s]+", " ", words).strip()
    quoted = re.findall(r"[\"“']([^\"”']{2,60})[\"”']", bare)
    rest = bare
    for term in quoted:
        rest = rest.replace(term, " ")
    left = [
        w for w in re.findall(r"[^\W\d_][\w&.'’-]*", rest if quoted else bare) if w.casefold().strip(".'") not in _SMALL | _TERM
    ]
    names = [w for w in left if w[0].isupper() and not is_role(w)]
    own = [t for t in quoted if not is_role(t) and t.casefold() not in _TERM and any(c.isalpha() for c in t)]
    return bool(names) or bool(own)


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share at least half of the shorter one."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > 0 and 2 * shared >= min(a[1] - a[0], b[1] - b[0])


def measure(text: str, found: Iterable[Span], gold: Iterable[Span]) -> tuple[Figures, list[str]]:
    """Return the figures of one file and what went wrong in it, in words."""
    gold, found = sorted(gold), sorted(found)
    real = [g for g in gold if counts(text[slice(*g)])]
    judged = [f for f in found if any(overlap(f, g) for g in real) or not any(overlap(f, g) for g in gold)]
    right = [f for f in judged if any(overlap(f, g) for g in real)]
    hit = [g for g in real if any(overlap(f, g) for f in found)]
    wrong = [f"missed {text[slice(*g)]!r}" for g in real if g not in hit]
    wrong += [f"wrong  {text[slice(*f)]!r}" for f in judged if f not in right]
    return Figures(len(right), len(judged), len(hit), len(real)), wrong


def read_contract(path: Path) -> Document:
    """Return a contract as a document; offsets count the code points of the file as it is."""
    data = path.read_bytes()
    return Document(path.name, "text/plain", sha256(data).hexdigest(), data.decode("utf-8"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 2 where the folder holds no answers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--category", choices=sorted(CATEGORIES), action="append")
    parser.add_argument("--misses", action="store_true", help="print what was missed and what was wrong")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    if not (options.folder / "answers.json").is_file():
        print(f"{options.folder}: there is no answers.json; name the folder that holds it", file=sys.stderr)  # noqa: T201
        return 2
    answers = json.loads((options.folder / "answers.json").read_text(encoding="utf-8"))
    table = {}
    for category in options.category or sorted(CATEGORIES):
        total, began, size = Figures(), time.process_time(), 0
        for name in sorted(answers):
            document = read_contract(options.folder / "contracts" / name)
            size += len(document.text)
            figures, wrong = measure(
                document.text, CATEGORIES[category](document), [(a, b) for a, b in answers[name].get(category, [])]
            )
            total += figures
            if options.misses and wrong:
                print("\n   ".join([name, *wrong]))  # noqa: T201
        precision, recall, f1 = total.rates
        speed = size / 1e6 / max(1e-9, time.process_time() - began)
        table[category] = {
            "precision": round(precision, 3),
            "recall": round(recall, 3),
            "f1": round(f1, 3),
            "gold": total.gold,
            "MB/s": round(speed, 2),
        }
    lines = [f"{name:<16} " + "  ".join(f"{k} {v}" for k, v in row.items()) for name, row in table.items()]
    print(json.dumps(table, indent=1) if options.json else "\n".join(lines))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
