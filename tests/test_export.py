"""Export: files that any tool reads back, the same for any order."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import random
from pathlib import Path

import networkx
import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Graph

from kg.errors import InputError, OutputError
from kg.export import COLUMNS, FORMATS, export_graph, write_graphs
from kg.export.jsonld import to_jsonld
from kg.export.turtle import to_trig, to_turtle
from kg.ntriples import merge_graphs, node, read_graphs, string, to_graph
from kg.records import NamedGraph
from kg.vocab import KG, RDF, SKOS, XSD

BASE = "https://example.org/deals/"
BASES = (BASE, "https://example.org/", "http://example.org/a/b#", "urn:deals:", "https://example.org/é/")
_A = f"<{RDF}type>"


def _n(name: str) -> str:
    return f"<{BASE}{name}>"


GRAPHS = (
    to_graph(
        f"{BASE}graph/document/d1",
        [
            f"{_n('statement/s1')} {_A} <{KG}Statement> .",
            f'{_n("statement/s1")} <{KG}origin> "a\\\\ \\"b\\"\\n€ # > <" .',
            f"{_n('statement/s1')} <{KG}source> {_n('document/d1')} .",
        ],
    ),
    to_graph(
        f"{BASE}graph/dealing/x",
        [
            f"{_n('statement/s1')} <{KG}asserts> {_n('term/t1')} .",
            f"{_n('statement/s1')} {_A} <{KG}Statement> .",
            f"{_n('term/t1')} {_A} <{KG}Term> .",
            f"{_n('term/t1')} <{KG}bearer> {_n('party/p%C3%A9')} .",
            f"{_n('term/t1')} <{KG}inAgreement> {_n('agreement/a.1')} .",
            f'{_n("term/t1")} <{KG}low> "2.5"^^<{XSD}decimal> .',
            f'{_n("term/t1")} <{KG}capped> "true"^^<{XSD}boolean> .',
            f'{_n("term/t1")} <{KG}endLatest> "2030-12-31"^^<{XSD}date> .',
            f"{_n('agreement/a.1')} {_A} <{KG}Agreement> .",
            f"{_n('agreement/a.1')} <{KG}party> {_n('party/p%C3%A9')} .",
            f"{_n('agreement/a.1')} <{KG}amends> {_n('agreement/a.0')} .",
            f"{_n('agreement/a.0')} {_A} <{KG}Agreement> .",
            f"{_n('party/p%C3%A9')} {_A} <{KG}Party> .",
            f'{_n("party/p%C3%A9")} <{SKOS}prefLabel> "Pé \\u0001"@fr .',
        ],
    ),
)


def quads(data: bytes, form: pyoxigraph.RdfFormat) -> set[str]:
    """The quads of a file as text, read by Oxigraph."""
    return {str(quad) for quad in pyoxigraph.parse(data, format=form)}


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A build folder with the graphs above."""
    write_graphs(GRAPHS, tmp_path)
    return tmp_path


def export(build: Path, form: str) -> bytes:
    """The bytes of an export."""
    out = io.BytesIO()
    export_graph(build, form, out)
    return out.getvalue()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib 7.6 warns of its own calls
def test_all_quad_formats_hold_the_same_quads(build: Path) -> None:
    """N-Quads, TriG and JSON-LD hold the same quads, by Oxigraph and by rdflib."""
    expected = quads(export(build, "nq"), pyoxigraph.RdfFormat.N_QUADS)
    assert len(expected) == sum(len(graph.triples) for graph in GRAPHS)
    assert quads(export(build, "trig"), pyoxigraph.RdfFormat.TRIG) == expected
    assert quads(export(build, "jsonld"), pyoxigraph.RdfFormat.JSON_LD) == expected
    for form, name in (("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld")):
        assert len(list(Dataset().parse(data=export(build, form), format=name).quads())) == len(expected)


def test_union_formats_hold_each_triple_once(build: Path) -> None:
    """Turtle and N-Triples hold the union of all graphs, by Oxigraph and by rdflib."""
    triples = {line for graph in GRAPHS for line in graph.triples}
    assert export(build, "nt").decode().splitlines() == sorted(triples)
    turtle = export(build, "ttl")
    assert quads(turtle, pyoxigraph.RdfFormat.TURTLE) == quads(export(build, "nt"), pyoxigraph.RdfFormat.N_TRIPLES)
    assert len(Graph().parse(data=turtle, format="turtle")) == len(triples)


@given(st.randoms(use_true_random=False))
def test_order_of_graphs_does_not_matter(dice: random.Random) -> None:
    """Graphs in another order, or in pieces, merge into the same list."""
    pieces = [NamedGraph(graph.iri, (line,)) for graph in GRAPHS for line in graph.triples]
    assert merge_graphs(dice.sample(pieces, len(pieces))) == sorted(GRAPHS, key=lambda graph: graph.iri)


@pytest.mark.parametrize("form", FORMATS)
def test_bytes_are_the_same_for_any_order(form: str, tmp_path: Path) -> None:
    """Each format gives the same bytes whichever graph came first."""
    write_graphs(GRAPHS, tmp_path / "a")
    write_graphs(reversed(GRAPHS), tmp_path / "b")
    assert export(tmp_path / "a", form) == export(tmp_path / "b", form)


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), max_size=5))
def test_any_text_survives_turtle(texts: list[str]) -> None:
    """Turtle, TriG and JSON-LD bring any text back unchanged."""
    graph = to_graph(f"{BASE}graph/document/x", [f"{_n('document/d')} <{KG}title> {string(text)} ." for text in texts])
    writers = {"TURTLE": to_turtle(graph.triples, BASE), "TRIG": to_trig([graph], BASE), "JSON_LD": to_jsonld([graph])}
    for form, pieces in writers.items():
        found = pyoxigraph.parse("".join(pieces), format=getattr(pyoxigraph.RdfFormat, form))
        assert {quad.object.value for quad in found if isinstance(quad.object, pyoxigraph.Literal)} == set(texts)


@given(
    st.lists(st.text(alphabet="ab./;:=@!$&'()*+,~-_%é# ?", min_size=1, max_size=6), min_size=1, max_size=4), st.sampled_from(BASES)
)
def test_any_name_survives_turtle(names: list[str], base: str) -> None:
    """IRIs written relative to the base, by prefix or in full come back unchanged from both parsers."""
    kept = []
    for name in names:
        with contextlib.suppress(InputError):
            kept.append(node(base, "term", name, "/quote"))
    lines = sorted(
        {f"{term} <{KG}a-b> {other} ." for term in kept for other in (term, f"<{KG}>", f"<{KG}a.b>", f"<{KG}0>", f"<{base}>")}
    )
    text = "".join(to_turtle(lines, base))
    found = {f"{quad.triple} ." for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)}
    assert found == set(lines)
    assert {" ".join(term.n3() for term in triple) + " ." for triple in Graph().parse(data=text, format="turtle")} == set(lines)


def test_table_has_a_row_for_each_telling(build: Path) -> None:
    """The table names its columns and holds a row for the term and the statement that asserts it."""
    rows = list(csv.DictReader(io.StringIO(export(build, "csv").decode(), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["term"], row["statement"], row["low"], row["capped"]) for row in rows] == [
        (f"{BASE}term/t1", f"{BASE}statement/s1", "2.5", "true")
    ]


def test_network_has_agreements_parties_and_terms(build: Path) -> None:
    """GraphML read back has the nodes with their types, and the links as edges."""
    network = networkx.parse_graphml(export(build, "graphml").decode())
    kinds = networkx.get_node_attributes(network, "type")
    assert sorted(kinds.values()) == ["Agreement", "Agreement", "Party", "Term"]
    assert any(data["type"] == "amends" for *_, data in network.edges(data=True))


def test_jsonld_is_json_with_one_context(build: Path) -> None:
    """The JSON-LD file is one JSON object with a context and a list of graphs."""
    document = json.loads(export(build, "jsonld"))
    assert [graph["@id"] for graph in document["@graph"]] == sorted(graph.iri for graph in GRAPHS)
    assert document["@context"]["kg"]["@id"] == KG


@pytest.mark.parametrize(
    "content", [b"\xff\n", b"hello\n", b"<urn:a> <urn:b> <urn:c> <urn:g> .", b"_:a <urn:b> <urn:c> <urn:g> .\n"]
)
def test_foreign_graph_files_are_refused(content: bytes, tmp_path: Path) -> None:
    """A graph file that was cut, is no UTF-8 or no quads of ours is an error that names the file and the cure."""
    (tmp_path / "graph.nq").write_bytes(content)
    with pytest.raises(InputError, match=r"graph\.nq.*kg build"):
        read_graphs(tmp_path)


def test_missing_folders_and_formats_are_errors(build: Path) -> None:
    """A folder without a graph and an unknown format are errors with a cure."""
    with pytest.raises(InputError, match="kg build"):
        export(build / "nothing", "ttl")
    with pytest.raises(InputError, match="Choose one of ttl, trig"):
        export(build, "docx")


def test_nothing_is_half_written(build: Path) -> None:
    """Where one of the three files cannot be written, the others stay as they were."""
    before = (build / "graph.nq").read_bytes()
    (build / "graph.ttl").unlink()
    (build / "graph.ttl").mkdir()
    (build / "graph.ttl" / "x").write_text("")
    with pytest.raises(OutputError):
        write_graphs(GRAPHS[:1], build)
    assert (build / "graph.nq").read_bytes() == before
