"""Building: the triples of the two base graphs."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef

from kg import records as r
from kg.building import build_dealing_graph, build_document_graph, origin_of
from kg.errors import InputError
from kg.ntriples import check_base, decimal, node, string
from kg.vocab import KG, OA, SKOS

BASE = "https://example.org/deals/"
TEXT = "Alpha Works hereby grants Beta Foundry an exclusive licence of all rotors."
DOCUMENT = r.Document(
    identifier="a b/ünïcode.txt",
    media_type="text/plain",
    sha256="ab" * 32,
    text=TEXT,
    title='A "title"\nwith two lines',
    published=r.DateBounds(date(2024, 5, 1), date(2024, 5, 3)),
)
STATEMENT = r.Statement("s1", 0, 25, r.Layer.PARTY_TEXT, r.Stance.AFFIRMS, r.Basis.EXPLICIT, ("k1",), voice="a reporter")
CONTENT = r.TermContent("licence", r.Modality.PERMISSION, ("alpha",), ("beta",), low=Decimal("1.50"), unit="USD", measure="price")
DEALING = r.Dealing(
    id="alpha-beta",
    parties=(r.Party("alpha", "Alpha Works", aliases=("Alpha", "Alpha Works")), r.Party("beta", "Beta Foundry")),
    agreements=(
        r.Agreement("a1", "Licence of 2024", ("alpha", "beta"), "licence", r.Force.BINDING),
        r.Agreement("a2", "Amendment", ("alpha", "beta"), "amendment", r.Force.BINDING),
    ),
    links=(r.Link("a2", r.LinkType.AMENDS, "a1", r.Basis.EXPLICIT, ("s1",)),),
    scopes=(r.Scope("rotors", "rotors", broader=(("all", "all means all"),)), r.Scope("all", "all parts")),
    terms=(r.Term("t1", "a1", replace(CONTENT, scope=("rotors",))), r.Term("t2", "a2", CONTENT)),
    statements=(
        r.StatementUse(
            "s1", "d", r.Layer.PARTY_TEXT, r.Stance.AFFIRMS, r.Basis.EXPLICIT, r.DateBounds(), "o", "w", ("a2",), ("t2",), "alpha",
            link=("a2", r.LinkType.AMENDS, "a1"),
        ),
    ),
)  # fmt: skip


def parse(graph: r.NamedGraph) -> set[tuple[str, str, str]]:
    """The triples of a graph as N-Triples terms, read by Oxigraph."""
    quads = pyoxigraph.parse("\n".join(graph.triples) + "\n", format=pyoxigraph.RdfFormat.N_TRIPLES)
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_string_literals_read_back(text: str) -> None:
    """Any text comes back the same from Oxigraph's and from rdflib's parser."""
    line = f"<urn:s> <urn:p> {string(text)} ."
    assert "\n" not in line
    (quad,) = pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == text
    assert str(Graph().parse(data=line, format="nt").value(URIRef("urn:s"), URIRef("urn:p"))) == text


@given(st.text(alphabet=st.characters(), min_size=1), st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_names_make_iris(name: str, other: str) -> None:
    """Any name either makes a valid IRI, another one for another name, or is refused."""
    try:
        made = {node(BASE, "party", name), node(BASE, "party", other)}
    except InputError:
        return
    for term in made:
        assert pyoxigraph.NamedNode(term[1:-1]).value == term[1:-1]
    assert len(made) == len({name.encode("utf-8", "replace"), other.encode("utf-8", "replace")})


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_decimals_are_canonical(value: Decimal) -> None:
    """A decimal keeps its value, has a point, and no zero that is not needed."""
    lexical = decimal(value).split('"')[1]
    whole, part = lexical.split(".")
    assert Decimal(lexical) == value
    assert part == "0" or not part.endswith("0")
    assert lexical != "-0.0"
    assert whole.lstrip("-") == str(int(whole.lstrip("-")))


@pytest.mark.parametrize(
    "base", ["", "deals/", "https://example.org", "https://a b/", "https://e.org/<x>/", "javascript:x/", "http://e.org/?/"]
)
def test_unusable_bases_are_refused(base: str) -> None:
    """A base that is relative, broken or does not end a path is an error that names it and says the cure."""
    with pytest.raises(InputError, match="absolute IRI"):
        check_base(base)


def test_document_graph_holds_the_quote() -> None:
    """The exact words, their position and their context stand in the graph as they stand in the text."""
    triples = parse(build_document_graph(DOCUMENT, [STATEMENT], BASE, "1.0"))
    exact = [o for _, p, o in triples if p == f"<{OA}exact>"]
    assert exact == [f'"{TEXT[:25]}"']
    assert [o for _, p, o in triples if p == f"<{OA}suffix>"] == [f'"{TEXT[25:57]}"']
    assert [o for _, p, o in triples if p == f"<{OA}prefix>"] == ['""']


def test_documents_without_a_speaker_have_a_voice() -> None:
    """Where no party speaks the voice is an agent of the document; where one does the document graph is silent."""
    spoken = build_document_graph(DOCUMENT, [replace(STATEMENT, speaker="k2")], BASE, "1.0")
    voiced = build_document_graph(DOCUMENT, [STATEMENT], BASE, "1.0")
    assert not any("wasAttributedTo" in line for line in spoken.triples)
    assert sum("wasAttributedTo" in line for line in voiced.triples) == 1
    assert any('"a reporter"' in line for line in voiced.triples)


def test_graphs_are_sorted_and_free_of_blank_nodes() -> None:
    """Lines are sorted, each once, and neither rdflib nor Oxigraph finds a blank node or another number of triples."""
    for graph in (build_document_graph(DOCUMENT, [STATEMENT], BASE, "1"), build_dealing_graph(DEALING, BASE)):
        assert list(graph.triples) == sorted(set(graph.triples))
        assert len(Graph().parse(data="\n".join(graph.triples), format="nt")) == len(parse(graph)) == len(graph.triples)
        assert not any("_:" in line for line in graph.triples)


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (5, 2), (0, 1000)])
def test_quotes_outside_the_text_are_refused(span: tuple[int, int]) -> None:
    """A statement whose span is empty or leaves the text makes no graph."""
    with pytest.raises(InputError, match="outside the text"):
        build_document_graph(DOCUMENT, [replace(STATEMENT, start=span[0], end=span[1])], BASE, "1")


def test_two_statements_never_share_an_id() -> None:
    """Two statements with one id would merge into one node, so they are refused."""
    with pytest.raises(InputError, match="share the id"):
        build_document_graph(DOCUMENT, [STATEMENT, replace(STATEMENT, start=3)], BASE, "1")


def test_dealing_graph_links_agreements_and_statements() -> None:
    """A link stands as a direct triple and on the statement that carries it."""
    triples = parse(build_dealing_graph(DEALING, BASE))
    a1, a2, s1 = (f"<{BASE}{name}>" for name in ("agreement/a1", "agreement/a2", "statement/s1"))
    assert (a2, f"<{KG}amends>", a1) in triples
    assert {(s1, f"<{KG}linkFrom>", a2), (s1, f"<{KG}linkTo>", a1), (s1, f"<{KG}linkType>", f"<{KG}amends>")} <= triples


def test_a_term_without_a_scope_is_general() -> None:
    """A term that states no scope points to the general scope of its dealing, which the graph describes."""
    triples = parse(build_dealing_graph(DEALING, BASE))
    general = f"<{BASE}scope/alpha-beta.general>"
    assert (f"<{BASE}term/t2>", f"<{KG}scope>", general) in triples
    assert (general, f"<{SKOS}prefLabel>", '"general"') in triples
    assert (f"<{BASE}term/t1>", f"<{KG}scope>", f"<{BASE}scope/alpha-beta.rotors>") in triples


def test_silence_is_no_value() -> None:
    """What a term does not say makes no triple, and a preferred name is no alternative one."""
    lines = build_dealing_graph(DEALING, BASE).triples
    assert not any(name in line for line in lines for name in ("exclusivity", "capped", "condition", "hedge", "high", "endLatest"))
    assert sum("altLabel" in line for line in lines) == 1


@given(st.randoms(use_true_random=False))
def test_order_of_the_input_does_not_matter(dice: random.Random) -> None:
    """The same dealing in another order gives the same graph."""

    def shuffled(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(dice.sample(items, len(items)))

    other = replace(
        DEALING, parties=shuffled(DEALING.parties), agreements=shuffled(DEALING.agreements), terms=shuffled(DEALING.terms),
        scopes=shuffled(DEALING.scopes),
    )  # fmt: skip
    assert build_dealing_graph(other, BASE) == build_dealing_graph(DEALING, BASE)


@pytest.mark.parametrize(
    "copy",
    [
        "We’ll pay 5 – 6 per cent.",
        "we'll  pay 5 - 6\u00a0per\n cent",
        "We'll **pay** 5 \\- 6 per cent\\.",
        "We'll [pay](https://example.org/a) 5 \u2014 6 per cent",
    ],
)
def test_copies_share_their_origin(copy: str) -> None:
    """Case, white space, Markdown and typographic signs make no other origin; other words do."""
    assert origin_of(copy) == origin_of("We'll pay 5 - 6 per cent")
    assert origin_of(copy) != origin_of("We'll pay 5 - 7 per cent")
