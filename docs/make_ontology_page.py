"""Write docs/ontology.md, the reference of the vocabulary for people, from the Turtle files; `--check` only compares.

python docs/make_ontology_page.py [--check]
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph

from kg.files import resource
from kg.vocab import CLASSES, DCTERMS, KG, MEMBERS, OWL, RDF, RDFS, ROOT, SH, SKOS

PAGE = Path(__file__).parent / "ontology.md"
SHAPE, GRAPHS = ROOT + "shapes#", ROOT + "graphs#"
MAPPINGS = ("closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
INTRODUCTION = """# The vocabulary

<!-- written by docs/make_ontology_page.py from ontology/*.ttl: change those, then run it -->

Four classes carry everything: who (**Party**) settled what (**Agreement**), which rules are said to be in it (**Term**), and who
says so in which words (**Statement**, in a **Document**). A term is *one version* of a rule: where two sources tell it
differently there are two terms, each with its own statements, and a **Finding** about the pair. What sources say is never
altered; whatever follows from it is computed into graphs of its own.

```mermaid
graph LR
  Document -- "is the source of" --> Statement
  Statement -- "asserts" --> Term
  Statement -- "is about" --> Agreement
  Term -- "in agreement" --> Agreement
  Agreement -- "supersedes, amends, extends, reaffirms, implements" --> Agreement
  Agreement -- "party" --> Party
  Term -- "bearer, counterparty" --> Party
  Finding -- "left, right" --> Term
  Finding -- "was derived from" --> Statement
```

Prefixes: `kg:` is `https://w3id.org/agreement-kg/ns#`; concepts are `https://w3id.org/agreement-kg/` followed by `matter/`,
`kind/`, `measure/` or `verdict/` and the name. Beside its own terms a graph uses those of PROV (`prov:`, who made and said what),
Web Annotation (`oa:`, quotes), SKOS (`skos:`, names and hierarchies) and Dublin Core (`dcterms:`, what a document is called).
"""


class Turtle:
    """The triples of some Turtle files by subject, in the order of the files."""

    def __init__(self, *names: str) -> None:
        self.prefixes: dict[str, str] = {}
        self.subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for name in names:
            quads = pyoxigraph.parse(resource("ontology", name).read_bytes(), format=pyoxigraph.RdfFormat.TURTLE)
            for quad in quads:
                if isinstance(quad.subject, pyoxigraph.NamedNode):
                    value = quad.object.value if hasattr(quad.object, "value") else ""
                    self.subjects[quad.subject.value][quad.predicate.value].append(value)
            self.prefixes |= quads.prefixes

    def short(self, iri: str) -> str:
        """An IRI with a prefix, where the files have one for it; shapes without."""
        for prefix, namespace in sorted(self.prefixes.items(), key=lambda item: -len(item[1])):
            if iri.startswith(namespace):
                return iri[len(namespace) :] if prefix == "shape" else f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def having(self, predicate: str, *values: str) -> list[str]:
        """The subjects with one of the values of a property."""
        return [subject for subject, facts in self.subjects.items() if set(values) & set(facts.get(predicate, []))]

    def get(self, subject: str, predicate: str) -> str:
        """The first value of a property, or nothing."""
        return next(iter(self.subjects[subject].get(predicate, [])), "")


def row(*cells: str) -> str:
    """A row of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def table(heads: str, rows: Iterable[str]) -> Iterator[str]:
    """A table with its heads, or nothing when it has no rows."""
    rows = list(rows)
    if rows:
        names = heads.split(" | ")
        yield from (row(*names), "|" + "---|" * len(names), *rows, "")


def origin(turtle: Turtle, subject: str) -> str:
    """Source or reason of a term or concept."""
    source, reason, cuad = (turtle.get(subject, name) for name in (DCTERMS + "source", SKOS + "editorialNote", KG + "cuad"))
    parts = [f"CUAD “{cuad}”" if cuad else "", f"<{source}>" if source.startswith("http") else source, reason]
    return " ".join(part for part in parts if part)


def definition(turtle: Turtle, subject: str) -> str:
    """Definition of a class or property, and what it is a kind of."""
    parents = [other for name in ("subClassOf", "subPropertyOf") for other in turtle.subjects[subject][RDFS + name]]
    kind = f"A kind of {', '.join(f'`{turtle.short(other)}`' for other in parents)}." if parents else ""
    return f"{turtle.get(subject, SKOS + 'definition')} {kind}".strip()


def graphs(turtle: Turtle, subject: str) -> str:
    """In which graphs a term is written."""
    return ", ".join(part.removeprefix(GRAPHS) for part in turtle.subjects[subject][DCTERMS + "isPartOf"])


def write_classes(turtle: Turtle) -> Iterator[str]:
    """The classes, and the kinds of graph."""
    yield from ("## Classes", "")
    classes = [iri for iri in turtle.having(RDF + "type", OWL + "Class") if iri[len(KG) :] not in MEMBERS]
    cells = ((f"`{turtle.short(c)}`", definition(turtle, c), graphs(turtle, c), origin(turtle, c)) for c in classes)
    yield from table("Class | Definition | Graph | Source or reason", (row(*c) for c in cells))
    yield from ("## Where it is written", "")
    kinds = [iri for iri in turtle.subjects if iri.startswith(GRAPHS)]
    yield from table(
        "Graph | Definition",
        (row(turtle.get(k, SKOS + "prefLabel"), turtle.get(k, SKOS + "definition")) for k in kinds),
    )


def write_properties(turtle: Turtle) -> Iterator[str]:
    """The properties, by the class that has them."""
    kinds = [OWL + name for name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")]
    by_domain: dict[str, list[str]] = defaultdict(list)
    for iri in turtle.having(RDF + "type", *kinds):
        by_domain[turtle.get(iri, RDFS + "domain")].append(iri)
    first = [KG + name for name in ("Party", "Dealing", "Agreement", "Term", "Statement", "Document", "Finding", "Change")]
    for domain in [*first, *sorted(by_domain.keys() - set(first) - {""}), ""]:
        yield from (f"## Properties of {turtle.short(domain)}" if domain else "## Other properties", "")
        rows = (
            row(
                f"`{turtle.short(p)}`",
                turtle.short(turtle.get(p, RDFS + "range")) or "–",
                definition(turtle, p),
                graphs(turtle, p),
                origin(turtle, p),
            )
            for p in by_domain[domain]
        )
        yield from table("Property | Value | Definition | Graph | Source or reason", rows)


def write_members(turtle: Turtle) -> Iterator[str]:
    """The closed classes with their members."""
    yield from ("## Closed classes", "")
    for name in MEMBERS:
        yield from (f"### kg:{name}", "", turtle.get(KG + name, SKOS + "definition"), "")
        rows = []
        for member in turtle.having(RDF + "type", KG + name):
            clash = ", ".join(f"`{turtle.short(other)}`" for other in turtle.subjects[member][KG + "incompatibleWith"])
            rank = turtle.get(member, KG + "rank")
            more = " ".join(part for part in (f"Rank {rank}." if rank else "", f"Clashes with {clash}." if clash else "") if part)
            rows.append(
                row(
                    f"`{turtle.short(member)}`", f"{turtle.get(member, SKOS + 'definition')} {more}".strip(), origin(turtle, member)
                )
            )
        yield from table("Member | Definition | Source or reason", rows)


def write_schemes(turtle: Turtle) -> Iterator[str]:
    """The controlled lists."""
    for scheme in turtle.having(RDF + "type", SKOS + "ConceptScheme"):
        yield from (f"## {turtle.get(scheme, SKOS + 'prefLabel')}", "", turtle.get(scheme, SKOS + "definition"), "")
        rows = []
        for concept in turtle.having(SKOS + "inScheme", scheme):
            broader, note = turtle.get(concept, SKOS + "broader"), turtle.get(concept, SKOS + "scopeNote")
            meaning = f"{turtle.get(concept, SKOS + 'definition')} {note}".strip()
            name = f"`{concept.rpartition('/')[2]}`"
            rows.append(row(name, broader.rpartition("/")[2] or "(top)", meaning, origin(turtle, concept)))
        yield from table("Concept | Below | Definition | Source or reason", rows)


def write_shapes(turtle: Turtle) -> Iterator[str]:
    """What a graph must satisfy."""
    yield from ("## Constraints", "", "What `kg validate` reports under which name; warnings do not hinder conformance.", "")
    shapes = [s for s, facts in turtle.subjects.items() if s.startswith(SHAPE) and facts.get(SH + "message")]
    told = [s for s in shapes if ": " in turtle.get(s, SH + "message")]
    rows = (
        row(f"`{turtle.short(s)}`" + (" (warning)" if turtle.get(s, SH + "severity") else ""), turtle.get(s, SH + "message"))
        for s in told
    )
    yield from table("Shape | What is wrong, and the cure", rows)


def write_alignments(turtle: Turtle) -> Iterator[str]:
    """The mappings to other vocabularies."""
    yield from ("## Alignments", "", turtle.get(ROOT + "alignments", SKOS + "editorialNote"), "")
    rows = []
    for subject, facts in turtle.subjects.items():
        found = [
            f"{name.removesuffix('Match')}: {turtle.short(other)}" for name in MAPPINGS for other in facts.get(SKOS + name, [])
        ]
        if found:
            rows.append(row(f"`{turtle.short(subject)}`", "; ".join(found)))
    yield from table("Ours | Theirs", rows)


def write_page() -> str:
    """The page."""
    vocabulary = Turtle("agreements.ttl")
    assert {KG + name for name in CLASSES} == set(vocabulary.having(RDF + "type", OWL + "Class"))
    lines = [
        INTRODUCTION,
        *write_classes(vocabulary),
        *write_properties(vocabulary),
        *write_members(vocabulary),
        *write_schemes(Turtle("schemes.ttl")),
        *write_shapes(Turtle("shapes.ttl")),
        *write_alignments(Turtle("alignments.ttl")),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def main(arguments: list[str]) -> int:
    """Write the page, or say whether it is current; 0: done or current, 1: not current, 2: wrong usage."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write("usage: python docs/make_ontology_page.py [--check]\n")
        return 2
    page = write_page()
    if not arguments:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page:
        return 0
    sys.stderr.write("docs/ontology.md is not current. Run: python docs/make_ontology_page.py\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
