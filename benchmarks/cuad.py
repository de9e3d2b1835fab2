"""What real contracts yield: precision and recall against a folder of annotated contracts.

Usage: python benchmarks/cuad.py FOLDER [--category NAME] [--misses] [--json]

FOLDER holds `contracts/*.txt`, `answers.json` (file → category → list of [start, end) in code points) and `amendments.tsv` (file,
kind, base_file). A hit is an overlap of at least half of the shorter span. Gold spans that hold only a defined term ("the
Company"), and blanks, count neither way, nor does what is found at such a span.

Three kinds of categories: the parties; the dates that the head of a contract gives; and clauses, which are the statements that
carry a term of the matter that covers the category (`kg:cuad` in ontology/schemes.ttl). Below the categories stands how many of
the amendments whose base is in the folder are linked to it, in one build of all contracts.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from csv import DictReader
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import rdflib

from kg.extraction import read_document
from kg.extraction.parties import find_parties
from kg.extraction.party_definitions import is_role
from kg.extraction.sections import read_head
from kg.files import resource
from kg.reading import Source, read_each
from kg.records import Dealing, Document, LinkType, PartyMention, Reading
from kg.resolution import resolve
from kg.vocab import KG

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


def date_spans(document: Document) -> dict[str, list[Span]]:
    """Where the contract says when it was made and when it takes effect; where it gives one day, that is both."""
    head = read_head(document)
    if head is None:
        return {}
    made = [head.passage.raw_span(head.date.start, head.date.end)] if head.date else [head.signed] if head.signed else []
    return {"Agreement Date": made, "Effective Date": [head.effective] if head.effective else made}


def clause_matters() -> dict[str, str]:
    """The matter that covers each category of clauses: category → last segment of its IRI."""
    schemes = rdflib.Graph().parse(resource("ontology", "schemes.ttl"))
    heads = {"Parties", "Document Name", "Agreement Date", "Effective Date"}
    found = schemes.subject_objects(rdflib.URIRef(KG + "cuad"))
    return {str(label): str(matter).rsplit("/", 1)[-1] for matter, label in found if str(label) not in heads}


def clause_spans(reading: Reading, matters: Mapping[str, str]) -> dict[str, list[Span]]:
    """The statements of a contract by the category of the matters of their terms."""
    return {
        category: [(s.start, s.end) for s in reading.statements if any(t.matter == matter for t in s.terms)]
        for category, matter in matters.items()
    }


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


def measure_all(folder: Path, names: Sequence[str], *, misses: bool) -> tuple[dict[str, Figures], list[Document], list[Reading]]:
    """The figures of every category over all contracts, and what was read."""
    answers = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    matters = clause_matters()
    spelled = {c.casefold(): c for c in ["Parties", "Agreement Date", "Effective Date", *matters]}
    total = {category: Figures() for category in spelled.values()}
    documents, readings = [], []
    for name in sorted(answers):
        document = next(d for d in read_each(Source(folder / "contracts" / name, name)) if isinstance(d, Document))
        reading = read_document(document)
        found = {"Parties": party_spans(document), **date_spans(document), **clause_spans(reading, matters)}
        gold = {spelled[c.casefold()]: spans for c, spans in answers[name].items() if c.casefold() in spelled}
        for category in total:
            figures, wrong = measure(document.text, found.get(category, ()), [(a, b) for a, b in gold.get(category, ())])
            total[category] += figures
            if misses and wrong and (not names or category in names):
                print("\n   ".join([f"{category}: {name}", *wrong]))  # noqa: T201
        documents.append(document)
        readings.append(reading)
    return total, documents, readings


def own_agreements(readings: Sequence[Reading], dealings: Sequence[Dealing]) -> dict[str, set[str]]:
    """The agreement that each contract is, as resolved: what its statements about its own agreement alone speak of, or link."""
    own = {(r.document, a.key) for r in readings for a in r.agreements if a.own}
    alone = {s.id for r in readings for s in r.statements if len(s.about) == 1 and (r.document, s.about[0]) in own}
    linked = {s.id for r in readings for s in r.statements if s.link and (r.document, s.link.later) in own}
    found: dict[str, set[str]] = {}
    for use in (u for d in dealings for u in d.statements):
        found.setdefault(use.document, set()).update(use.about if use.id in alone else ())
        found[use.document].update([use.link[0]] if use.link and use.id in linked else ())
    return found


def linked_bases(folder: Path, documents: Sequence[Document], readings: Sequence[Reading]) -> dict[str, int]:
    """How many amendments and addenda with a base in the folder are linked to it by a changing link, and how many to another."""
    with (folder / "amendments.tsv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in DictReader(file, delimiter="\t") if r["kind"] in {"amendment", "addendum"} and r["base_file"]]
    dealings = resolve(documents, readings).dealings
    own = own_agreements(readings, dealings)
    changing = [k for d in dealings for k in d.links if k.type in {LinkType.AMENDS, LinkType.SUPERSEDES, LinkType.EXTENDS}]
    right = wrong = 0
    for row in rows:
        mine, base = own.get(row["file"], set()), own.get(row["base_file"], set())
        others = set().union(*(ids for name, ids in own.items() if name not in (row["file"], row["base_file"])))
        earlier = {k.earlier for k in changing if k.later in mine - base}
        right += bool(earlier & base)
        wrong += bool(earlier & (others - base)) and not earlier & base
    return {"amendments": len(rows), "linked to their base": right, "linked to another": wrong}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 2 where the folder holds no answers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--category", action="append", default=[], help="print the misses of this one alone")
    parser.add_argument("--misses", action="store_true", help="print what was missed and what was wrong")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    if not (options.folder / "answers.json").is_file():
        print(f"{options.folder}: there is no answers.json; name the folder that holds it", file=sys.stderr)  # noqa: T201
        return 2
    total, documents, readings = measure_all(options.folder, options.category, misses=options.misses)
    table = {
        category: dict(zip(("precision", "recall", "f1"), (round(rate, 3) for rate in figures.rates), strict=True))
        | {"found": figures.found, "gold": figures.gold}
        for category, figures in total.items()
    }
    links = linked_bases(options.folder, documents, readings)
    lines = [f"{name:<36} " + "  ".join(f"{k} {v:<6}" for k, v in row.items()) for name, row in table.items()]
    lines.append(", ".join(f"{name} {count}" for name, count in links.items()))
    print(json.dumps({"categories": table, "links": links}, indent=1) if options.json else "\n".join(lines))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
