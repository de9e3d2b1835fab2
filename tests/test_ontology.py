"""The ontology: complete, small, in step with the code, and readable by both engines."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from kg import records, vocab
from kg.files import resource

FOLDER = resource("ontology")
REPOSITORY = Path(__file__).resolve().parent.parent
FILES = sorted(FOLDER.glob("*.ttl"))
KG = Namespace(vocab.KG)
PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
CLOSED: dict[str, type[StrEnum]] = {
    "Force": records.Force, "Modality": records.Modality, "Exclusivity": records.Exclusivity,
    "Stance": records.Stance, "Basis": records.Basis, "Layer": records.Layer,
}  # fmt: skip
# what the data themselves use; everything else stands in alignments.ttl
REUSED = (vocab.ROOT, vocab.RDF, vocab.RDFS, vocab.XSD, vocab.OWL, vocab.SKOS, vocab.DCTERMS, vocab.PROV, vocab.OA)


def load(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(FOLDER / f"{name}.ttl", format="turtle")
    return graph


VOCABULARY, SCHEMES = load("agreements"), load("schemes")


def named(nodes: Iterable[Node], namespace: str) -> list[URIRef]:
    return sorted({node for node in nodes if isinstance(node, URIRef) and node.startswith(namespace)})


TERMS = named(VOCABULARY.subjects(), vocab.KG)
CONCEPTS = named(SCHEMES.subjects(RDF.type, SKOS.Concept), vocab.ROOT)


def local(iri: Node) -> str:
    return str(iri).removeprefix(vocab.KG)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_both_engines_read_the_same(file: Path) -> None:
    """Every file parses on rdflib and on Oxigraph, to the same graph."""
    ours = Graph().parse(file, format="turtle")
    quads = pyoxigraph.parse(file.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE)
    text = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert isomorphic(ours, Graph().parse(data=text, format="nt"))


@pytest.mark.parametrize("name", ["agreements", "schemes", "alignments"])
def test_no_blank_nodes(name: str) -> None:
    """Whatever can be named has a name; only shapes need blank nodes, for lists and paths."""
    assert not any(isinstance(node, BNode) for triple in load(name) for node in triple)


@pytest.mark.parametrize("term", TERMS, ids=local)
def test_every_term_is_documented(term: URIRef) -> None:
    """A term has one label, one definition that is a sentence, the graph it is written in, and a source or a reason."""
    (_label,), (definition,) = VOCABULARY.objects(term, RDFS.label), VOCABULARY.objects(term, SKOS.definition)
    assert str(definition).endswith(".")
    assert len(str(definition)) > 10
    assert set(VOCABULARY.objects(term, DCTERMS.isPartOf)) <= {
        URIRef(f"{vocab.ROOT}graphs#{name}") for name in ("document", "dealing", "derived", "vocabulary")
    }
    assert (term, DCTERMS.isPartOf, None) in VOCABULARY
    assert (term, DCTERMS.source, None) in VOCABULARY or (term, SKOS.editorialNote, None) in VOCABULARY
    assert (term, RDFS.comment, None) not in VOCABULARY


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda iri: str(iri).removeprefix(vocab.ROOT))
def test_every_concept_is_documented(concept: URIRef) -> None:
    """A concept has one label, one definition, one scheme, a place in it, and a source or a reason."""
    for name in (SKOS.prefLabel, SKOS.definition, SKOS.inScheme):
        assert len(list(SCHEMES.objects(concept, name))) == 1
    (scheme,) = SCHEMES.objects(concept, SKOS.inScheme)
    broader, top = set(SCHEMES.objects(concept, SKOS.broader)), set(SCHEMES.objects(concept, SKOS.topConceptOf))
    assert len(broader | top) == 1
    assert top <= {scheme}
    assert all((other, SKOS.inScheme, scheme) in SCHEMES for other in broader)
    assert any((concept, name, None) in SCHEMES for name in (KG.cuad, DCTERMS.source, SKOS.editorialNote))


def test_definitions_differ() -> None:
    """No two terms or concepts are defined by the same words, nor labelled alike within one scheme."""
    definitions = Counter(str(text) for graph in (VOCABULARY, SCHEMES) for text in graph.objects(None, SKOS.definition))
    assert definitions.most_common(1)[0][1] == 1
    labels = Counter((SCHEMES.value(one, SKOS.inScheme), str(SCHEMES.value(one, SKOS.prefLabel)).lower()) for one in CONCEPTS)
    assert labels.most_common(1)[0][1] == 1


def test_properties_say_what_they_hold() -> None:
    """Every property but the annotations and the relation of closed values has a range, every link to a term a known domain."""
    for term in TERMS:
        if set(VOCABULARY.objects(term, RDF.type)) & {OWL.ObjectProperty, OWL.DatatypeProperty} and term != KG.incompatibleWith:
            assert len(list(VOCABULARY.objects(term, RDFS.range))) == 1, term
        for domain in VOCABULARY.objects(term, RDFS.domain):
            assert domain == SKOS.Concept or (domain, RDF.type, OWL.Class) in VOCABULARY, term


def test_names_mentioned_are_defined() -> None:
    """Every name under the vocabulary that any file of the ontology mentions, in triples or in texts, is defined."""
    defined = {local(term) for term in TERMS}
    for file in FILES:
        graph = Graph().parse(file, format="turtle")
        mentioned = {local(node) for triple in graph for node in triple if str(node).startswith(vocab.KG)} - {""}
        texts = (str(node) for triple in graph for node in triple if isinstance(node, Literal))
        mentioned |= {name for text in texts for name in re.findall(r"\bkg:(\w+)", text)}
        assert mentioned <= defined, file.name


def test_concepts_mentioned_are_defined() -> None:
    """Every concept that shapes or alignments mention stands in the schemes."""
    graph = load("shapes", "alignments")
    concepts = {node for triple in graph for node in triple if re.match(rf"{vocab.ROOT}(matter|kind|measure|verdict)/", str(node))}
    assert concepts <= set(CONCEPTS)


def test_foreign_vocabularies_stand_in_alignments_alone() -> None:
    """Vocabulary and schemes use only what built graphs use too; links to others are mappings in a file of their own."""
    for name, graph in (("agreements", VOCABULARY), ("schemes", SCHEMES)):
        for subject, predicate, value in graph:
            nodes = [subject, predicate] + ([value] if predicate not in {DCTERMS.source, DCTERMS.license} else [])
            assert all(isinstance(node, Literal) or str(node).startswith(REUSED) for node in nodes), (name, subject, value)
    for subject, predicate, _ in load("alignments"):
        assert "Match" in str(predicate) or subject == URIRef(f"{vocab.ROOT}alignments"), subject


def test_alignments_map_what_is_ours() -> None:
    """What is mapped is a term of the vocabulary or a concept of the schemes, and what it is mapped to is not."""
    for subject, predicate, value in load("alignments"):
        if "Match" in str(predicate):
            assert subject in {*TERMS, *CONCEPTS}, subject
            assert not str(value).startswith(vocab.ROOT)


def test_vocab_has_the_same_names() -> None:
    """The names in kg/vocab.py are those of the ontology, sorted, each once."""
    classes = {local(iri) for iri in VOCABULARY.subjects(RDF.type, OWL.Class)}
    properties = {local(iri) for kind in PROPERTIES for iri in VOCABULARY.subjects(RDF.type, kind)}
    assert list(vocab.CLASSES) == sorted(classes)
    assert list(vocab.PROPERTIES) == sorted(properties)
    assert classes | properties | {name for names in vocab.MEMBERS.values() for name in names} == {local(term) for term in TERMS}


@pytest.mark.parametrize("name", CLOSED)
def test_closed_classes_are_the_enumerations(name: str) -> None:
    """A closed class has the same members in the ontology, the records, kg/vocab.py and the shapes."""
    members = {local(iri) for iri in VOCABULARY.subjects(RDF.type, KG[name])}
    assert members == {member.value for member in CLOSED[name]} == set(vocab.MEMBERS[name])
    text = (FOLDER / "shapes.ttl").read_text("utf-8")
    lists = [set(re.findall(r"kg:(\w+)", part)) for part in re.findall(r"sh:in \(([^)]*)\)", text)]
    assert members in lists


def test_link_types_are_the_enumeration() -> None:
    """The five links of the records are the properties below kg:follows that are no parents themselves, in shapes too."""
    parents = {KG.follows, KG.changesDeal}
    links = {local(iri) for parent in parents for iri in VOCABULARY.subjects(RDFS.subPropertyOf, parent) if iri not in parents}
    assert links == {member.value for member in records.LinkType}
    text = (FOLDER / "shapes.ttl").read_text("utf-8")
    assert links in [set(re.findall(r"kg:(\w+)", part)) for part in re.findall(r"sh:in \(([^)]*)\)", text)]


def test_ranks_are_those_of_the_records() -> None:
    """A layer has the same rank in the ontology and in the records."""
    ranks = {local(layer): int(str(rank)) for layer, rank in VOCABULARY.subject_objects(KG.rank)}
    assert ranks == {layer.value: layer.rank for layer in records.Layer}


def test_incompatible_values_are_told_both_ways() -> None:
    """Incompatibility is symmetric, stays within one closed class, and is the one of the semantics."""
    pairs = {(local(one), local(other)) for one, other in VOCABULARY.subject_objects(KG.incompatibleWith)}
    assert pairs == {(other, one) for one, other in pairs}
    assert {tuple(sorted(pair)) for pair in pairs} == {
        ("Exclusive", "NonExclusive"), ("NoDuty", "Obligation"), ("Obligation", "Prohibition"),
        ("Permission", "Prohibition"), ("Power", "Prohibition"),
    }  # fmt: skip


def test_all_cuad_categories_are_there_once() -> None:
    """The 41 labels of CUAD stand at 41 matters, each once."""
    labels = [str(label) for label in SCHEMES.objects(None, KG.cuad)]
    assert len(labels) == len(set(labels)) == 41
    assert len(named(SCHEMES.subjects(KG.cuad), vocab.MATTER)) == 41


def test_schemes_are_trees_with_tops() -> None:
    """Each scheme lists tops, and going up from any concept ends at one of them."""
    assert {str(one).removeprefix(vocab.ROOT) for one in SCHEMES.subjects(RDF.type, SKOS.ConceptScheme)} == {
        "matter", "kind", "measure", "verdict", "scope",
    }  # fmt: skip
    for concept in CONCEPTS:
        path: list[Node] = [concept]
        while (up := SCHEMES.value(path[-1], SKOS.broader)) is not None:
            assert up not in path
            path.append(up)
        assert (path[-1], SKOS.topConceptOf, None) in SCHEMES


def test_verdicts_are_of_three_families() -> None:
    """Every verdict is a kind of conflict, of change or of collision, and the names are those of the semantics."""
    families = {
        str(SCHEMES.value(one, SKOS.broader)).removeprefix(vocab.VERDICT) for one in CONCEPTS if one.startswith(vocab.VERDICT)
    }
    assert families == {"conflict", "change", "collision", "None"}
    assert sum(one.startswith(vocab.VERDICT) for one in CONCEPTS) == 22


def test_it_stays_small() -> None:
    """A newcomer reads the classes in minutes: eleven of them beside the closed ones, and definitions of at most 60 words."""
    assert len(vocab.CLASSES) - len(vocab.MEMBERS) <= 11
    for graph in (VOCABULARY, SCHEMES):
        for subject, text in graph.subject_objects(SKOS.definition):
            assert len(str(text).split()) <= 60 or str(subject) == vocab.KG[:-1], subject


def test_code_and_queries_use_defined_names() -> None:
    """No module and no query uses a name that the vocabulary does not have."""
    defined = {local(term) for term in TERMS}
    uses = {"*.py": r"\{KG\}(\w+)|\bKG \+ \"(\w+)\"|\b_?KG\.(\w+)", "*.rq": r"\bkg:(\w+)"}
    for folder, ending in ((Path(vocab.__file__).parent, "*.py"), (resource("queries"), "*.rq")):
        for file in sorted(folder.rglob(ending)):
            text = re.sub(r"(?m)^#.*$", "", file.read_text("utf-8"))
            used = {name for match in re.findall(uses[ending], text) for name in ([match] if isinstance(match, str) else match)}
            assert used - {""} <= defined, f"{file.name}: {sorted(used - {''} - defined)}"


def test_the_page_is_current() -> None:
    """docs/ontology.md is what docs/make_ontology_page.py writes today."""
    script = REPOSITORY / "docs" / "make_ontology_page.py"
    if not script.exists():
        pytest.skip("the page and its script are in the repository, not in the wheel")
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
