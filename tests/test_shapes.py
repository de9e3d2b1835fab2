"""The shapes: each constraint passes on the conforming graph, and fails alone on a graph broken for it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node
from shape_cases import FOLDER, SHAPE, Case, ask_topbraid, broken, conforming, load_cases, together, verdicts

from kg.files import resource
from kg.validation import Violation, check_quotes, conforms, list_violations
from kg.validation.engines import join, load_shapes, settle

CASES = load_cases()
DERIVED = URIRef("https://w3id.org/agreement-kg/graphs#derived")
# what a shape says without constraining anything
SILENT = {SH.path, SH.message, SH.severity, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.property, SH.deactivated}
SILENT |= {SH.qualifiedValueShape, SH.sparql, SH.prefixes, SH.select, RDF.type}


def short(name: Node) -> str:
    return str(name).removeprefix(SHAPE)


def list_constraints() -> set[str]:
    """Each constraint as shape/component, in the words of a report."""
    shapes, found = load_shapes(), set()
    for kind in (SH.NodeShape, SH.PropertyShape):
        for shape in shapes.subjects(RDF.type, kind):
            if (shape, SH.deactivated, None) not in shapes:
                names = {str(name).rpartition("#")[2] for name in shapes.predicates(shape) if name not in SILENT}
                found |= {f"{short(shape)}/{name[0].upper()}{name[1:]}" for name in names}
                found |= {f"{short(constraint)}/SPARQL" for constraint in shapes.objects(shape, SH.sparql)}
    return found


def test_the_conforming_graph_conforms() -> None:
    """The graph that every case starts from has no violation and no warning, and its quotes stand in its texts."""
    graph = conforming()
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in (FOLDER / "texts").iterdir()}
    assert list_violations(graph) == []
    assert check_quotes(texts, graph) == []


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES, start=1)), ids=[case.name for case in CASES])
def test_each_constraint_fails_alone(number: int, case: Case) -> None:
    """A graph broken for one constraint violates that constraint and no other."""
    violations = list_violations(broken(case)) if "_:" in case.add else verdicts("pyshacl").get(str(number), [])
    assert {(short(URIRef(one.shape)), one.component) for one in violations} == {(case.shape, case.component)}
    assert conforms(violations) == ((URIRef(SHAPE + case.shape), SH.severity, SH.Warning) in load_shapes())


def test_every_constraint_has_a_case() -> None:
    """No constraint of shapes.ttl is without a graph that fails by it, and no case is for a constraint that is not there."""
    told = {f"{case.shape}/{case.component}" for case in CASES} | {name for case in CASES for name in case.covers}
    assert told == list_constraints()


def test_no_case_gets_lost() -> None:
    """The number of cases is the one that was last counted by hand."""
    assert len(CASES) == 253
    assert max(Counter(case.name for case in CASES).values()) == 1


def test_every_shape_has_a_node() -> None:
    """The conforming graph has a node for every shape with a target, so that no shape passes for want of one."""
    data, shapes = conforming(), load_shapes()
    kinds = set(data.objects(None, RDF.type))
    for shape in set(shapes.subjects(RDF.type, SH.NodeShape)):
        classes, tails, heads = (set(shapes.objects(shape, SH[f"target{name}"])) for name in ("Class", "SubjectsOf", "ObjectsOf"))
        met = classes & kinds or (tails | heads) & set(data.predicates())
        assert met or not classes | tails | heads, shape


def test_shapes_and_constraints_have_names_and_messages() -> None:
    """Every shape and every SPARQL constraint is an IRI; whatever a report can name has one message, which ends like a sentence."""
    shapes = load_shapes()
    for kind in (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint):
        assert not any(isinstance(shape, BNode) for shape in shapes.subjects(RDF.type, kind))
    for name in {constraint.partition("/")[0] for constraint in list_constraints()}:
        (message,) = shapes.objects(URIRef(SHAPE + name), SH.message)
        assert str(message).endswith("."), name


def test_messages_tell_the_cure() -> None:
    """A message that a user meets says what is wrong, a colon, and what to do."""
    shapes = load_shapes()
    for case in CASES:
        (message,) = shapes.objects(URIRef(SHAPE + case.shape), SH.message)
        assert ": " in str(message), case.shape


def test_shapes_stay_portable() -> None:
    """No recursion, no length limit, no bounds on years, no nested selection, MINUS or VALUES, and prefixes always declared."""
    shapes = load_shapes()
    assert not set(shapes.predicates()) & {SH.maxLength, SH.rule, SH.target, SH.flags}
    for constraint in shapes.objects(None, SH.sparql):
        (text,) = shapes.objects(constraint, SH.select)
        assert (constraint, SH.prefixes, None) in shapes
        words = re.findall(r"[A-Z]+", str(text))
        assert words.count("SELECT") == 1
        assert not set(words) & {"MINUS", "VALUES", "PREFIX", "GRAPH", "SERVICE"}
    for shape in set(shapes.subjects()):
        assert shape not in reach(shapes, shape)


def reach(shapes: Graph, shape: Node) -> set[Node]:
    """All shapes that a shape refers to, directly or not."""
    links = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
    found: set[Node] = set()
    todo = [shape]
    while todo:
        here = todo.pop()
        new = {other for link in links for other in shapes.objects(here, link)} - found
        found |= new
        todo.extend(new)
    return found


def test_compared_values_have_a_datatype_too() -> None:
    """What a shape compares has a shape that demands its datatype, so that leaving out a senseless comparison hides nothing."""
    shapes = load_shapes()
    demanded = {path for shape in shapes.subjects(SH.datatype) for path in shapes.objects(shape, SH.path)}
    for name in (SH.lessThan, SH.lessThanOrEquals):
        for shape, other in shapes.subject_objects(name):
            assert other in demanded
            assert shapes.value(shape, SH.path) in demanded


def test_base_shapes_read_no_derived_property() -> None:
    """What is derived decides nothing about the base graphs: only shapes of terms' derived values and of findings read it."""
    shapes = load_shapes()
    text = resource("ontology", "shapes.ttl").read_text("utf-8")
    base = text[: text.index("####  derived: terms")]
    derived = {str(name).rpartition("#")[2] for name in join(Graph())[0].subjects(DCTERMS.isPartOf, DERIVED)} - {"Finding"}
    assert not set(re.findall(r"kg:(\w+)", base)) & derived
    assert len(shapes) > len(Graph().parse(data=base, format="turtle"))


def key(violation: Violation) -> tuple[str, ...]:
    """A violation without the names of blank nodes, which are each engine's own."""
    parts = (violation.focus, violation.path, violation.value, violation.shape, violation.component, violation.severity)
    return tuple("_:" if part.startswith("_:") else part for part in parts)


def test_topbraid_agrees(tmp_path: Path) -> None:
    """TopBraid finds the same as pySHACL (focus, path, value, shape): nothing on the conforming graph, all on the broken ones."""
    joined, ill_formed = join(together())
    theirs = settle(ask_topbraid(joined, tmp_path), joined, ill_formed)
    assert not any(one.focus.startswith("https://example.org/0/") for one in theirs)
    assert theirs == sorted(one for found in verdicts("pyshacl").values() for one in found)


@pytest.mark.parametrize("case", [case for case in CASES if "_:" in case.add], ids=lambda case: case.name)
def test_topbraid_agrees_on_blank_nodes(case: Case, tmp_path: Path) -> None:
    """The two agree on graphs with blank nodes as well, whatever each calls them."""
    joined, ill_formed = join(broken(case))
    theirs = settle(ask_topbraid(joined, tmp_path), joined, ill_formed)
    assert sorted(map(key, theirs)) == sorted(map(key, list_violations(broken(case))))
