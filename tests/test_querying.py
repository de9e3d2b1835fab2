"""Querying: what may be asked, how parameters get in, and how answers come out."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from query_cases import FOLDER, load_dataset, load_store

from kg.errors import InputError, QueryError
from kg.querying import Cell, Table, bind, format_table, load_query, open_store, read_query, resolve_names, run_query
from kg.querying.syntax import blank, order_of, without_order
from kg.querying.tables import normalise
from kg.vocab import XSD

DATA = FOLDER / "data.trig"
ECHO = """# # Echo
# @param said string required — a text
SELECT ?said
WHERE {
  VALUES ?said { UNDEF } # @bind said
}
ORDER BY ?said
"""
TYPED = """# # All types
# @param who iri — somebody
# @param on date default 2024-01-01 - a day
# @param count integer -- a number
SELECT DISTINCT ?who ?on ?count
WHERE {
  VALUES ?who { UNDEF } # @bind who
  VALUES ?on { UNDEF } # @bind on
  VALUES ?count { UNDEF } # @bind count
}
"""
HOSTILE = (
    'a" . } DROP ALL #',
    "' } UNION { ?s ?p ?o",
    "}",
    "{ UNDEF } # @bind said",
    "line\nbreak\r\n\ttab",
    "> <urn:x>",
    "# comment",
    "\\",
    '\\" }',
    "\\\\n",
    '"""',
    "ünï\u2028cödé 😀 \u202e",
    "<http://example.org/>",
    "?said",
    "\u00a0",
)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_texts_are_plain_literals(value: str) -> None:
    """A text full of syntax comes back as that text from both engines, and adds no line to the query."""
    text = bind(read_query(ECHO, "echo"), {"said": value})
    assert len(text.split("\n")) == len(ECHO.split("\n"))
    for source in (load_store(DATA), load_dataset(DATA)):
        assert run_query(source, text).rows == ((Cell("literal", value),),)


@given(st.text(alphabet=st.characters(), max_size=40))
def test_any_text_is_an_error_or_a_literal(value: str) -> None:
    """Whatever is given either comes back unchanged or is refused as a wrong parameter."""
    try:
        text = bind(read_query(ECHO, "echo"), {"said": value})
    except QueryError:
        return
    assert run_query(load_store(DATA), text).rows == ((Cell("literal", value),),)


@pytest.mark.parametrize("value", ["\\u0022 }", "\\U00000022", "a\x00b", "\x07", "\ud800"])
def test_texts_that_engines_read_differently_are_refused(value: str) -> None:
    """Code point escapes, control characters and half characters are no parameter."""
    with pytest.raises(QueryError, match="is no string"):
        bind(read_query(ECHO, "echo"), {"said": value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("who", "http://example.org/> <urn:x>"),
        ("who", "http://example.org/}"),
        ("who", "Alder"),
        ("who", "javascript:alert(1)"),
        ("on", "2024-02-30"),
        ("on", "2024-1-1"),
        ("on", "2024-01-01T00:00:00"),
        ("on", "20240101"),
        ("on", ""),
        ("count", "1.5"),
        ("count", "1 } #"),
        ("count", "٣"),
    ],
)
def test_values_of_another_type_are_refused(name: str, value: str) -> None:
    """A value that is not of the type of its parameter is an error that names the parameter."""
    with pytest.raises(QueryError, match=f"parameter {name} is no"):
        bind(read_query(TYPED, "typed"), {name: value})


def test_parameters_are_typed_terms() -> None:
    """An IRI, a day and a number become terms of their types; a default holds where nothing is given."""
    text = bind(read_query(TYPED, "typed"), {"who": "https://example.org/deals/party/alder", "count": "+07"})
    (row,) = run_query(load_store(DATA), text).rows
    assert row == (
        Cell("iri", "https://example.org/deals/party/alder"),
        Cell("literal", "2024-01-01", f"{XSD}date"),
        Cell("literal", "7", f"{XSD}integer"),
    )


def test_unknown_and_missing_parameters_are_errors() -> None:
    """A parameter that the query does not take, and one that it needs, are named with the cure."""
    with pytest.raises(QueryError, match=r"no parameter 'color'.*It takes: said"):
        bind(read_query(ECHO, "echo"), {"color": "red"})
    with pytest.raises(QueryError, match=r"said is missing.*-p said=VALUE"):
        bind(read_query(ECHO, "echo"))


def test_each_scope_gets_the_value() -> None:
    """Every marked line of a parameter is filled, in each scope."""
    twice = ECHO.replace("\n}\n", "\n  {\n    VALUES ?said { UNDEF } # @bind said\n  }\n}\n")
    assert bind(read_query(twice, "echo"), {"said": "x"}).count('VALUES ?said { "x" }') == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "an empty text"),
        ("SELECT * WHERE {", "no SPARQL query"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT is no query"),
        ("PREFIX a: <urn:select> DROP ALL", "DROP is no query"),
        ("LOAD <http://example.org/>", "LOAD is no query"),
        ("DESCRIBE <urn:a>", "DESCRIBE is no query"),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { service silent ?x { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }", "escapes"),
        ('SELECT * { ?s ?p "\\u0022" }', "escapes"),
        ("SELECT * { ?s ?p ?o } ; DROP ALL", "no SPARQL query"),
        ("# @param a colour — what\nSELECT * { ?s ?p ?o }", "type 'colour'"),
        ("# @param\nSELECT * { ?s ?p ?o }", "malformed"),
        ("# @param a iri — what\nSELECT * { ?s ?p ?o }", "no marked line"),
        ("SELECT * { VALUES ?a { UNDEF } # @bind a\n}", "a marked line is malformed"),
        ("SELECT * {\nVALUES ?a { UNDEF } # @bind a\n}", "is no parameter"),
        ("# @param a iri — x\nSELECT * {\nVALUES ?b { UNDEF } # @bind a\n}", "malformed"),
    ],
)
def test_malformed_and_harmful_queries_are_refused(text: str, why: str, tmp_path: Path) -> None:
    """Updates, federation, other forms, bad syntax and bad heads are errors that name the file."""
    path = tmp_path / "mine.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=why) as caught:
        load_query(str(path))
    assert caught.value.where == str(path)
    assert caught.value.cure


def test_words_in_strings_and_comments_are_harmless() -> None:
    """SERVICE as a text, a comment, a variable or part of an IRI is no call of another server."""
    text = 'SELECT ?service { VALUES ?service { "SERVICE <x>" <urn:SERVICE> } } # SERVICE'
    assert len(run_query(load_store(DATA), text).rows) == 2
    assert "SERVICE" not in blank(text)


def test_unknown_queries_name_the_known_ones(tmp_path: Path) -> None:
    """A wrong name suggests the nearest; a wrong path and a file that is no text say so."""
    with pytest.raises(QueryError, match=r"Did you mean parties\?.*coverage"):
        load_query("partys")
    with pytest.raises(QueryError, match="cannot be read"):
        load_query(str(tmp_path / "no.rq"))
    (tmp_path / "bad.rq").write_bytes(b"\xff\xfe")
    with pytest.raises(QueryError, match="not UTF-8"):
        load_query(tmp_path / "bad.rq")
    with pytest.raises(QueryError, match="there is no query"):
        load_query("..")


def test_heads_are_read() -> None:
    """Title, question, parameters with type, default and explanation come from the head."""
    query = load_query("statements-of-document")
    assert query.title == "Statements of a document"
    assert query.question.startswith("What was read")
    assert query.returns.count("code points") == 1
    assert [(param.name, param.type, param.required) for param in query.params] == [("document", "iri", True)]
    assert read_query(TYPED, "typed").params[1].default == "2024-01-01"


def test_names_are_looked_up() -> None:
    """A party is found by any of its names in whatever letters; one name for two, or for none, is an error that lists them."""
    query = load_query("parties")

    def look(value: str) -> str:
        return resolve_names(query, {"party": value}, lambda text: run_query(load_store(DATA), text))["party"]

    assert look("bIRCH") == look("Müller & Söhne") == look("<https://example.org/deals/party/birch>")
    with pytest.raises(QueryError, match=r"2 things.*party/alder, .*party/cedar"):
        look("AF")
    with pytest.raises(QueryError, match="nothing bears the name"):
        look('x" } #')
    with pytest.raises(QueryError, match="nothing bears the name"):
        look("licence.md")


def test_forms_of_answer() -> None:
    """ASK gives one cell, CONSTRUCT gives triples once each, on both engines alike."""
    ask, construct = "ASK { GRAPH ?g { ?s ?p ?o } }", "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s a ?t ; ?p ?o } }"
    for text in (ask, construct):
        store, dataset = run_query(load_store(DATA), text), run_query(load_dataset(DATA), text)
        assert store == dataset
    assert format_table(run_query(load_store(DATA), ask), "json") == '{"head": {}, "boolean": true}\n'
    turtle = format_table(run_query(load_store(DATA), construct), "ttl")
    assert turtle.count("\n") == len(set(turtle.splitlines())) > 100


def test_foreign_graphs_are_not_fetched() -> None:
    """FROM of a graph that is not there gives no rows and asks nobody, on both engines."""
    text = "SELECT ?s FROM <http://127.0.0.1:9/none> WHERE { ?s ?p ?o }"
    assert run_query(load_store(DATA), text).rows == run_query(load_dataset(DATA), text).rows == ()


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        (Cell("literal", "x", f"{XSD}string"), Cell("literal", "x")),
        (Cell("literal", "x", "", "EN-us"), Cell("literal", "x", "", "en-us")),
        (Cell("literal", "007", f"{XSD}nonNegativeInteger"), Cell("literal", "7", f"{XSD}integer")),
        (Cell("literal", "27.0", f"{XSD}decimal"), Cell("literal", "27", f"{XSD}decimal")),
        (Cell("literal", "1", f"{XSD}boolean"), Cell("literal", "true", f"{XSD}boolean")),
        (Cell("literal", "abc", f"{XSD}integer"), Cell("literal", "abc", f"{XSD}integer")),
        (Cell("iri", "urn:A"), Cell("iri", "urn:A")),
    ],
)
def test_terms_have_one_form(raw: Cell, clean: Cell) -> None:
    """Terms that engines write differently become one; ill-typed ones stay as they are."""
    assert normalise(raw) == clean == normalise(clean)


def test_rows_come_in_a_total_order() -> None:
    """Rows follow ORDER BY with numbers by value and unbound first, ties broken by the whole row."""
    text = "SELECT ?n ?t { VALUES (?n ?t) { (10 'b') (9 'c') (UNDEF 'z') (10 'a') (9.5 'd') } } ORDER BY DESC(?n) LIMIT 9"
    assert [row["t"] for row in run_query(load_store(DATA), text).texts()] == ["a", "b", "d", "c", "z"]
    assert order_of(text) == (("n", True),)
    assert order_of("SELECT ?a {} ORDER BY STR(?a)") is None
    assert order_of("SELECT ?a {} ORDER BY ?a asc(?b) LIMIT 3 VALUES ?a { 1 }") == (("a", False), ("b", False))
    assert order_of("SELECT ?a { { SELECT ?a {} ORDER BY ?a } }") == ()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?t { GRAPH ?g { ?s a ?t } } ORDER BY ?s ?t LIMIT 9",
        "SELECT ?t { GRAPH ?g { ?s a ?t } } ORDER BY DESC(?s) ?t",
        "SELECT ?s ?t { GRAPH ?g { ?s a ?t } } ORDER BY STRLEN(STR(?t)) ?s ?t",
        'SELECT ?s { { SELECT ?s { GRAPH ?g { ?s ?p "ORDER BY ?p" } } ORDER BY ?s LIMIT 1 } }',
    ],
)
def test_what_orders_by_something_else_is_left_to_the_store(text: str) -> None:
    """Which rows come first is for the store to say where it cuts them, or orders by what the rows do not show."""
    raw = load_store(DATA).query(text)
    assert not isinstance(raw, (pyoxigraph.QueryBoolean, pyoxigraph.QueryTriples))
    rows = [tuple(str(term).strip("<>") for term in row) for row in raw]
    assert [tuple(cell.text if cell else "" for cell in row) for row in run_query(load_store(DATA), text).rows] == rows


def test_a_store_need_not_sort_what_is_sorted_later() -> None:
    """The outermost ORDER BY is taken off, whatever strings, comments and inner queries hold."""
    text = 'SELECT ?a { { SELECT ?a { ?a ?b "ORDER BY ?b" } ORDER BY ?a } } # ORDER BY ?b\nORDER BY ?a\n'
    assert without_order(text).rstrip() == text.removesuffix("\nORDER BY ?a\n")
    assert without_order("ASK { ?a ?b ?c }") == "ASK { ?a ?b ?c }"
    assert without_order("SELECT ?a { ?a ?b ?c } ORDER BY STR(?a)").endswith("STR(?a)")


def test_tables_are_written() -> None:
    """Each format holds all cells; people see no control characters, files see the text unchanged."""
    table = Table(
        ("a", "b"), ((Cell("literal", 'x,"\n\x1b[31m'), None), (Cell("iri", f"{XSD}date"), Cell("literal", "5", f"{XSD}integer")))
    )
    assert format_table(table).splitlines()[2:] == ['x," �[31m', "xsd:date   5"]
    assert format_table(table, "csv") == 'a,b\r\n"x,""\n\x1b[31m",\r\nhttp://www.w3.org/2001/XMLSchema#date,5\r\n'
    assert format_table(table, "tsv").splitlines()[1].startswith('"x,\\"\\n')
    assert json.loads(format_table(table, "json"))["results"]["bindings"][1]["b"]["datatype"] == f"{XSD}integer"
    assert format_table(Table(("a",), ())).endswith("(no rows)\n")
    for format in ("xml", "ttl"):
        with pytest.raises(QueryError, match="Choose"):
            format_table(table, format)


def test_builds_open_as_stores(tmp_path: Path) -> None:
    """A folder without a graph, and one with a broken graph, are errors that name the file."""
    with pytest.raises(InputError, match="kg build"):
        open_store(tmp_path)
    (tmp_path / "graph.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\nhello\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"graph\.nq.*no N-Quads"):
        open_store(tmp_path)
    (tmp_path / "graph.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n", encoding="utf-8")
    assert len(open_store(tmp_path)) == 1
