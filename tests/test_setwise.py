"""SHACL set-wise: the same report as pySHACL, construct by construct, on every broken graph, on random mutations."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node
from shape_cases import SHAPE, Case, broken, conforming, load_cases, verdicts
from test_shapes import key

from kg.errors import InputError, KgError
from kg.validation import list_violations, validate_files
from kg.validation.engines import list_loaded, list_local, list_wanted, load_shapes
from kg.validation.files import read_graph
from kg.validation.nodes import as_node
from kg.validation.reports import read_report
from kg.validation.setwise import iterate_violations, list_reads, load_file, load_triples, local_shapes, read_shapes
from kg.validation.setwise.loading import _take_apart
from kg.validation.setwise.nesting import nest_exists
from kg.validation.violations import Violation
from kg.vocab import KG, OA, XSD

FOLDER = Path(__file__).parent / "setwise"
CONSTRUCTS = tomllib.loads((FOLDER / "constructs.toml").read_text("utf-8"))
HEAD = f"""@prefix x: <https://example.org/> . @prefix sh: <{SH}> . @prefix xsd: <{XSD}> . @prefix rdf: <{RDF}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"""
Row = tuple[str, ...]


def read(turtle: str) -> Graph:
    """Turtle, with literals as written."""
    graph = Graph()
    for quad in pyoxigraph.parse(HEAD + turtle, format=pyoxigraph.RdfFormat.TURTLE):
        graph.add((as_node(quad.subject), as_node(quad.predicate), as_node(quad.object)))
    return graph


def graphs(entry: dict[str, str]) -> tuple[Graph, Graph]:
    """Data and shapes of a construct."""
    return read(entry["data"]), Graph().parse(data=HEAD + entry["shapes"], format="turtle")


def rows(found: list[Violation]) -> list[Row]:
    """What two reports must share: all but the names of blank nodes, and the words that pySHACL makes up without a message."""
    return sorted({key(one) for one in found})


def reference(data: Graph, shapes: Graph) -> list[Row]:
    """The report of pySHACL."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        _, report, text = pyshacl.validate(data, shacl_graph=shapes)
    finally:
        rdflib.NORMALIZE_LITERALS = before
    assert isinstance(report, Graph), text
    return rows(read_report(report, shapes))


def setwise(data: Graph, shapes: Graph) -> list[Row]:
    """The report of the compiled shapes."""
    return rows(list(iterate_violations(load_triples(data), shapes, read_shapes(shapes))))


@pytest.mark.parametrize("name", sorted(CONSTRUCTS))
def test_each_construct_reports_as_pyshacl_does(name: str) -> None:
    """Focus, path, value, shape, component and severity are the same for every construct of SHACL, and something is reported."""
    expected = reference(*graphs(CONSTRUCTS[name]))
    assert expected
    assert setwise(*graphs(CONSTRUCTS[name])) == expected


def test_no_construct_gets_lost() -> None:
    """The number of constructs is the one that was last counted by hand."""
    assert len(CONSTRUCTS) == 63


# what pySHACL gets wrong by https://www.w3.org/TR/shacl/ : constraint, value, whether pySHACL reports it, whether it is a violation
BUGS = {
    "a boolean is no number": ("sh:maxInclusive 5", "true", False, True),
    "an integer is no day": ("sh:minInclusive '2024-01-01'^^xsd:date", "5", False, True),
    "a year is within bounds": ("sh:minInclusive '2020'^^xsd:gYear", "'2024'^^xsd:gYear", True, False),
    "a dot does not match a line end with the flag s missing": ("sh:pattern 'a.b' ; sh:flags 's'", "'a\\nb'", True, False),
}


@pytest.mark.parametrize("name", sorted(BUGS))
def test_known_bugs_of_pyshacl_are_not_copied(name: str) -> None:
    """Where pySHACL and the recommendation differ, the compiled shapes keep to the latter (docs/decisions.md)."""
    constraint, value, theirs, ours = BUGS[name]
    told = graphs(
        {
            "shapes": f"x:S sh:targetSubjectsOf x:p ; sh:property x:P . x:P sh:path x:p ; {constraint} .",
            "data": f"x:a x:p {value} .",
        }
    )
    assert (bool(reference(*told)), bool(setwise(*told))) == (theirs, ours)


# a shape that cannot be compiled, and what the error must name
REFUSED = {
    "sh:expression": "sh:expression x:e",
    "sh:rule": "sh:rule x:r",
    "sh:target": "sh:target [ sh:select 'SELECT ?this { ?this ?p ?o }' ]",
    "a path": "sh:property [ sh:path [ x:other x:p ] ; sh:minCount 1 ]",
    "refers to itself": "sh:node x:S",
    "not there": "sh:node x:Nowhere",
    "UNION": "sh:sparql [ sh:select 'SELECT $this { { $this x:p ?a } UNION { $this x:q ?a } }' ]",
    "MINUS": "sh:sparql [ sh:select 'SELECT $this { $this <urn:p> ?a MINUS { $this <urn:q> ?a } }' ]",
    "COUNT": "sh:sparql [ sh:select 'SELECT $this (COUNT(?a) AS ?value) { $this <urn:p> ?a }' ]",
    "one SELECT": "sh:sparql [ sh:select 'SELECT $this { { SELECT $this { $this <urn:p> ?a } } }' ]",
    "a group within a group": "sh:sparql [ sh:select 'SELECT $this { $this <urn:p> ?a { $this <urn:q> ?b } }' ]",
    "sh:pattern": "sh:pattern '(' ",
    "sh:flags": "sh:pattern 'a' ; sh:flags 'q'",
    "parameter of property shapes": "sh:minCount 1",
    "PATH": "sh:sparql [ sh:select 'SELECT $this { $this $PATH ?a }' ]",
}


@pytest.mark.parametrize("construct", sorted(REFUSED))
def test_what_cannot_be_compiled_is_an_error_by_name(construct: str) -> None:
    """A construct that cannot be compiled is an error that names the construct and the shape, even if no data meets the shape."""
    shapes = Graph().parse(data=f"{HEAD} x:S a sh:NodeShape ; sh:targetClass x:C ; {REFUSED[construct]} .", format="turtle")
    with pytest.raises(KgError, match=construct) as error:
        setwise(Graph(), shapes)
    assert error.value.where
    assert "pyshacl" in error.value.cure


def test_components_of_the_shapes_file_are_refused() -> None:
    """A shapes file that declares a constraint component of its own is refused, since its meaning cannot be compiled."""
    with pytest.raises(KgError, match="component"):
        read_shapes(Graph().parse(data=f"{HEAD} x:K a sh:ConstraintComponent .", format="turtle"))


# ------------------------------------------------------------------ the shapes of the project
@pytest.mark.parametrize(("number", "case"), list(enumerate(load_cases(), start=1)), ids=[case.name for case in load_cases()])
def test_every_broken_graph_reports_alike(number: int, case: Case) -> None:
    """On the graph that is broken for each constraint, focus, path, value, shape, severity and message are those of pySHACL."""
    if "_:" in case.add:  # each engine has its own names for blank nodes
        theirs, ours = (rows(list_violations(broken(case), engine=engine)) for engine in ("pyshacl", "sparql"))
        assert theirs == ours
    else:
        assert verdicts("sparql")[str(number)] == verdicts("pyshacl")[str(number)]
        ours = rows(verdicts("sparql")[str(number)])
    assert {(row[3].removeprefix(SHAPE), row[4]) for row in ours} == {(case.shape, case.component)}


def test_no_violation_is_of_no_broken_graph() -> None:
    """The two engines report on the same graphs, and never on the conforming one among them."""
    assert verdicts("sparql").keys() == verdicts("pyshacl").keys()
    assert "0" not in verdicts("sparql")


def test_the_conforming_graph_conforms_set_wise() -> None:
    """Neither engine finds anything in the conforming graph, nor in an empty one."""
    assert list_violations(conforming(), engine="sparql") == list_violations(Graph(), engine="sparql") == []


TRIPLES = sorted(conforming())
WRITTEN = (
    "2020-13-45 date", "2019-01-01Z date", "12024-01-01 date", "01 integer", "7 integer", "1 int", "yes boolean", "1.50 decimal",
    "2024 gYear",
)  # fmt: skip
PLAIN: list[Node] = [Literal("\U0001f600"), Literal(""), Literal("x", lang="EN-gb"), Literal('x\n"\\'), URIRef("urn:x"), BNode("b")]
ODD: list[Node] = PLAIN + [Literal(text, datatype=URIRef(XSD + name), normalize=False) for text, name in map(str.split, WRITTEN)]


@st.composite
def mutations(draw: st.DrawFn) -> Graph:
    """The conforming graph with triples dropped, given odd values or those of others, or said of other nodes."""
    graph = conforming()
    for subject, name, value in draw(st.lists(st.sampled_from(TRIPLES), min_size=1, max_size=8)):
        kind = draw(st.sampled_from(["drop", "alter", "add", "swap", "move"]))
        if kind in {"drop", "alter"}:
            graph.remove((subject, name, value))
        if kind in {"alter", "add"}:
            graph.add((subject, name, draw(st.sampled_from(ODD))))
        elif kind == "swap":
            graph.add((subject, name, draw(st.sampled_from(TRIPLES))[2]))
        elif kind == "move":
            graph.add((draw(st.sampled_from(TRIPLES))[0], name, value))
    return graph


@pytest.mark.filterwarnings("ignore")  # rdflib tells of every literal that it cannot read
@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(mutations())
def test_random_mutations_report_alike(graph: Graph) -> None:
    """Whatever is dropped, altered, added or moved: focus, path, value, shape, component, severity and message are the same."""
    ours = list_violations(graph, engine="sparql")
    try:
        theirs = list_violations(graph, engine="pyshacl")
    except KgError:  # two days that rdflib cannot put in order, or a backslash in what is reported
        assert list_violations(graph) == ours
        return
    assert rows(ours) == rows(theirs)
    assert {(one.shape, one.message) for one in ours} == {(one.shape, one.message) for one in theirs}


def test_days_that_the_reference_cannot_compare_are_told_of() -> None:
    """A day after the year 9999 beside one before: pySHACL gives up with an error, and what chooses by size asks set-wise."""
    graph = conforming()
    made = next(graph.subjects(URIRef(KG + "madeEarliest")))
    graph.set((made, URIRef(KG + "madeLatest"), Literal("12024-01-01", datatype=URIRef(XSD + "date"), normalize=False)))
    with pytest.raises(KgError, match="cannot compare"):
        list_violations(graph, engine="pyshacl")
    assert list_violations(graph) == list_violations(graph, engine="sparql")


def test_a_quote_that_the_reference_cannot_report_is_told_of() -> None:
    """A wrong quote that ends in a backslash: pySHACL gives up with an error, and what chooses by size asks set-wise."""
    graph = conforming()
    exact = URIRef(OA + "exact")
    graph.set((next(graph.subjects(exact)), exact, Literal("no such words\\")))
    with pytest.raises(KgError, match="cannot compare or report"):
        list_violations(graph, engine="pyshacl")
    assert list_violations(graph) == list_violations(graph, engine="sparql") != []


# ------------------------------------------------------------------ files, and a part of the shapes
@pytest.mark.parametrize(("name", "form"), [("nq", "N_QUADS"), ("nt", "N_TRIPLES"), ("ttl", "TURTLE"), ("trig", "TRIG")])
def test_files_load_as_they_are_written(name: str, form: str, tmp_path: Path) -> None:
    """Odd literals, blank nodes and escapes come out of every format as pySHACL sees them, and none is lost."""
    odd = r"""x:a x:p '01'^^xsd:integer , '\u0030\u0031'^^xsd:int , '2020-13-45'^^xsd:date , 'a\n"'@EN , _:b , 1.0 , 1 ; x:q '' ."""
    turtle = f"{odd} _:b x:p x:a ."
    file = tmp_path / f"graph.{name}"
    quads = list(pyoxigraph.parse(HEAD + turtle, format=pyoxigraph.RdfFormat.TURTLE))
    pyoxigraph.serialize(quads, str(file), format=getattr(pyoxigraph.RdfFormat, form))
    loaded = load_file(file, getattr(pyoxigraph.RdfFormat, form))
    found = {triple for one in ("p", "q") for triple in loaded.triples(f"https://example.org/{one}")}
    assert found == set(read_graph(file))
    assert len(loaded.ill_formed) == 1


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
TAILS = st.sampled_from(["", "@en-GB", f"^^<{XSD}date>", f"^^<{XSD}integer>"])


@given(TEXTS, TAILS)
def test_lines_are_taken_apart_as_the_parser_does(text: str, tail: str) -> None:
    """Any text in any literal is the same whether a line is taken apart here or by the parser."""
    quad = pyoxigraph.Quad(
        pyoxigraph.NamedNode("urn:s"),
        pyoxigraph.NamedNode("urn:p"),
        pyoxigraph.Literal(text, language="en-GB")
        if tail.startswith("@")
        else pyoxigraph.Literal(text, datatype=pyoxigraph.NamedNode(tail[3:-1] or f"{XSD}string")),
        pyoxigraph.NamedNode("urn:g"),
    )
    line = pyoxigraph.serialize([quad], format=pyoxigraph.RdfFormat.N_QUADS) or b""
    kept, odd = _take_apart(line, None)
    known = [one for part in (kept, odd) for one in pyoxigraph.parse(part, format=pyoxigraph.RdfFormat.N_QUADS)]
    assert [(one.subject, one.predicate, one.object) for one in known] == [(quad.subject, quad.predicate, quad.object)]


BROKEN = [b'<urn:a> <urn:b> "half', b"<urn:a> <urn:b> <c> .\n", b"\xff\n", b'<urn:a> <urn:b> "\\q" .\n', b"junk .\n"]
BROKEN += [b"<urn:a> <http://[x> <urn:c> .\n", b"<urn:a> <http://a.org/%zz> <urn:c> .\n", b'<urn:a> <urn:b> "a"@e- .\n']


@pytest.mark.parametrize("content", BROKEN)
def test_malformed_files_are_errors(content: bytes, tmp_path: Path) -> None:
    """A file that is no N-Quads is an error with its name, whichever engine reads it."""
    file = tmp_path / "graph.nq"
    file.write_bytes(content)
    for engine in ("sparql", "pyshacl"):
        with pytest.raises(InputError, match="malformed") as error:
            validate_files(file, engine=engine)
        assert error.value.where == str(file)


def test_only_what_shapes_read_is_kept() -> None:
    """What no shape reads is not loaded, and leaving it out changes nothing."""
    wanted = list_wanted()
    assert wanted is not None
    assert KG + "about" in wanted
    assert KG + "valueText" not in wanted
    graph = conforming()
    graph.remove((None, URIRef(KG + "about"), None))
    assert list_loaded(load_triples(graph, wanted)) == list_loaded(load_triples(graph))


def test_a_closed_shape_reads_everything() -> None:
    """A closed shape, or a property that is a free variable, forbids leaving anything out."""
    for told in ("sh:closed true", "sh:sparql [ sh:select 'SELECT $this { $this ?any ?value }' ]"):
        shapes = Graph().parse(data=f"{HEAD} x:S a sh:NodeShape ; sh:targetClass x:C ; {told} .", format="turtle")
        assert [one.everything for one in list_reads(shapes, read_shapes(shapes)).values()] == [True]


def test_shapes_of_documents_are_told_from_the_ontology() -> None:
    """Quotes and selectors are decided within a document; whatever speaks of agreements, dealings or findings is not."""
    local = {str(name).removeprefix(SHAPE) for name in list_local()}
    assert {"Quote", "Position", "Words"} <= local
    assert not local & {"Agreement", "Term", "Chain", "Finding", "Statement", "Named"}
    assert local_shapes(list_reads(load_shapes(), read_shapes(load_shapes())), Graph()) < list_local()


LOCAL = [case for case in load_cases() if case.shape.startswith(("Quote", "Position", "Words"))]


@pytest.mark.parametrize("case", LOCAL, ids=lambda case: case.name)
def test_bit_by_bit_is_the_same_as_at_once(case: Case) -> None:
    """The shapes of documents and the other ones, run apart, say together what one run says."""
    graph = broken(case)
    rest = frozenset(read_shapes(load_shapes())) - list_local()
    apart = [one for only in (list_local(), rest) for one in list_loaded(load_triples(graph), only)]
    assert sorted(set(apart)) == [one for one in list_violations(graph, engine="sparql") if one.component != "Lexical"]


def test_exists_is_nested_only_where_it_can_be() -> None:
    """Groups with anything but patterns and filters stay as they are; texts with brackets in them do not mislead."""
    for text in ('EXISTS { ?a :p "}" }', "EXISTS { ?a :p ?b OPTIONAL { ?b :q ?c } }", "EXISTS { ?a :p ?b . BIND(1 AS ?c) }"):
        assert nest_exists(text) == text
    assert nest_exists('EXISTS { ?x :p "}" , ?this }') == 'EXISTS { ?x :p "}" FILTER EXISTS { ?x :p ?this } }'
