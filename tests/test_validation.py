"""Validation: literals, quotes, reports, files, and what happens to input that is broken."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import gold
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from shape_cases import BASE, FOLDER, SHAPE, broken, conforming, load_cases, parse

from kg.deriving import derive
from kg.errors import InputError, KgError
from kg.names import document_slug
from kg.validation import ENGINES, Violation, check_quotes, conforms, list_violations, validate_files
from kg.validation.literals import as_written, is_well_formed, mark
from kg.validation.reports import show
from kg.vocab import KG, OA, XSD

GRAPH, TEXTS = FOLDER / "conforming.trig", FOLDER / "texts"
STATEMENT = URIRef(BASE + "statement/s6")


def read_texts() -> dict[str, str]:
    return {path.stem: path.read_bytes().decode("utf-8") for path in sorted(TEXTS.iterdir())}


def patched(remove: str, add: str) -> Graph:
    graph = conforming()
    for triple in parse(remove):
        assert triple in graph
        graph.remove(triple)
    for triple in parse(add):
        graph.add(triple)
    return graph


def names(violations: list[Violation]) -> list[tuple[str, str]]:
    return [(one.shape.removeprefix(SHAPE), one.component) for one in violations]


# ------------------------------------------------------------------ literals
@pytest.mark.parametrize(
    ("datatype", "good", "bad"),
    [
        ("date", ["2024-02-29", "-0001-01-01", "12024-12-31", "2024-01-01Z"], ["2020-13-45", "2023-02-29", "2024-1-1", " 2024"]),
        ("dateTime", ["2024-02-29T24:00:00", "2024-01-01T00:00:00.5+14:00"], ["2024-01-01T25:00:00", "2024-02-30T00:00:00"]),
        ("gYear", ["2024", "-2024"], ["24", "02024", "2024-01"]),
        ("gYearMonth", ["2024-12"], ["2024-13", "2024"]),
        ("boolean", ["true", "false", "1", "0"], ["yes", "True", ""]),
        ("decimal", ["1", "-1.50", ".5", "5."], ["1e5", "1,5", "INF", "", "٣"]),
        ("double", ["1e5", "INF", "NaN", "-.5E-3"], ["inf", "1e", ""]),
        ("integer", ["0", "+1", "-05"], ["1.0", "1e5", "", "٣"]),
        ("nonNegativeInteger", ["0", "7"], ["-1"]),
        ("positiveInteger", ["1"], ["0"]),
        ("int", ["2147483647"], ["2147483648"]),
        ("string", ["", "anything"], []),
        ("anyURI", ["what ever"], []),
    ],
)  # fmt: skip
def test_lexical_forms(datatype: str, good: list[str], bad: list[str]) -> None:
    """Texts in the lexical space of a datatype pass and others do not; datatypes that are not checked pass."""
    assert [text for text in good if not is_well_formed(text, XSD + datatype)] == []
    assert [text for text in bad if is_well_formed(text, XSD + datatype)] == []


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day: date) -> None:
    """The text of any day is in form, and no longer is with its month or day raised by forty."""
    year, month, number = day.isoformat().split("-")
    assert is_well_formed(day.isoformat(), XSD + "date")
    assert not is_well_formed(f"{year}-{int(month) + 40}-{number}", XSD + "date")
    assert not is_well_formed(f"{year}-{month}-{int(number) + 40}", XSD + "date")


@given(st.text(), st.sampled_from(["date", "boolean", "integer", "decimal", "gYear"]))
def test_literals_keep_their_text(text: str, datatype: str) -> None:
    """Whatever stands in a file is reported as it stands there, in form or not, and nothing warns."""
    shown = show(as_written(text, XSD + datatype))
    assert shown.endswith(f'"^^<{XSD}{datatype}>')
    assert show(as_written(text, XSD + datatype)) == show(mark(as_written(text, XSD + datatype)))


def test_ill_formed_literals_are_found_where_no_shape_looks() -> None:
    """A literal out of form is a violation even on a property that no shape knows, and is told once where a shape knows it."""
    graph = patched("", "<party/cedar> <https://example.org/founded> '2020-13-45'^^xsd:date .")
    (violation,) = list_violations(graph)
    assert (violation.focus, violation.path) == (BASE + "party/cedar", "https://example.org/founded")
    assert violation.value == f'"2020-13-45"^^<{XSD}date>'
    assert names([violation]) == [("Literal", "Lexical")]
    case = next(case for case in load_cases() if case.note == "no such day")
    assert names(list_violations(broken(case))) == [("Agreement-madeEarliest", "Datatype")]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib 7.6 warns about its own parser
def test_datasets_that_rdflib_has_parsed_are_checked_too() -> None:
    """A dataset parsed by rdflib with normalising off gives the same violations as the file, whatever graphs its triples are in."""
    text = GRAPH.read_text("utf-8").replace('kg:capturedOn "2024-03-10"', 'kg:capturedOn "2024-03-40"')
    rdflib.NORMALIZE_LITERALS = False
    try:
        dataset = Dataset()
        dataset.parse(data=text, format="trig")
    finally:
        rdflib.NORMALIZE_LITERALS = True
    assert names(list_violations(dataset)) == [("Document-capturedOn", "Datatype")]


# ------------------------------------------------------------------ quotes
def test_a_quote_that_was_altered_is_found() -> None:
    """A quote of the right length with one other letter is at fault, and its statement and words are named."""
    graph = patched(
        "<statement/s6/quote/text> oa:exact 'Alder Rail need no longer buy 40 MWh.' .",
        "<statement/s6/quote/text> oa:exact 'Alder Rail need no longer buy 41 MWh.' .",
    )
    assert list_violations(graph) == []
    (violation,) = check_quotes(read_texts(), graph)
    assert (violation.focus, violation.path) == (str(STATEMENT), KG + "quote")
    assert violation.value == '"Alder Rail need no longer buy 41 MWh."'
    assert names([violation]) == [("Quote-verbatim", "Quote")]


@given(st.integers(-400, 400), st.integers(-400, 400))
def test_quotes_stand_at_one_place_only(start: int, length: int) -> None:
    """A quote whose position is moved or stretched is found, also when it leaves the text."""
    graph, place = conforming(), URIRef(f"{STATEMENT}/quote/position")
    here = int(str(graph.value(place, URIRef(OA + "start")))), int(str(graph.value(place, URIRef(OA + "end"))))
    graph.set((place, URIRef(OA + "start"), Literal(here[0] + start)))
    graph.set((place, URIRef(OA + "end"), Literal(here[1] + start + length)))
    assert bool(check_quotes(read_texts(), graph)) == bool(start or length)


def test_missing_and_altered_texts_are_found() -> None:
    """A text that is not there is told once and not once a quote; an altered one by its digest, with the quotes that it breaks."""
    texts = read_texts()
    first, second = sorted(texts)
    found = check_quotes({second: "\ufeff" + texts[second]}, conforming())
    assert sorted(names(found)) == [("Quote-verbatim", "Quote")] * 4 + [("Text-present", "Text"), ("Text-unchanged", "Text")]
    assert [one.focus for one in found if one.component == "Text"] == [f"{BASE}document/{first}", f"{BASE}document/{second}"]


def test_line_ends_count() -> None:
    """A text whose line ends were converted is another text."""
    texts = {name: text.replace("\n", "\r\n") for name, text in read_texts().items()}
    assert {one.component for one in check_quotes(texts, conforming())} == {"Text", "Quote"}


def test_half_told_quotes_are_left_to_the_shapes() -> None:
    """A quote without position, source or words is no matter of texts, and a senseless position is a wrong quote, not a crash."""
    graph = conforming()
    place = URIRef(f"{STATEMENT}/quote/position")
    graph.set((place, URIRef(OA + "start"), Literal("first")))
    assert names(check_quotes(read_texts(), graph)) == [("Quote-verbatim", "Quote")]
    graph.remove((place, None, None))
    assert check_quotes(read_texts(), graph) == []


# ------------------------------------------------------------------ violations
def test_violations_are_sorted_and_the_same_in_any_order() -> None:
    """The order of triples does not change what is reported, nor its order."""
    graph = conforming()
    graph.remove((None, URIRef(KG + "origin"), None))
    graph.remove((None, URIRef(KG + "scope"), None))
    triples = sorted(graph)
    random.Random(7).shuffle(triples)
    other = Graph()
    for triple in triples:
        other.add(triple)
    found = list_violations(graph)
    assert found == sorted(found) == list_violations(other)
    assert len(found) == 13


def test_the_graph_is_not_changed() -> None:
    """Validation leaves the caller's graph as it was, and rdflib's handling of literals too."""
    graph, before = conforming(), conforming()
    list_violations(graph)
    assert set(graph) == set(before)
    assert rdflib.NORMALIZE_LITERALS is True


def test_warnings_do_not_hinder() -> None:
    """A graph with warnings alone conforms; one with a violation does not."""
    graph = patched("<agreement/letter> kg:madeLatest '2024-01-31'^^xsd:date .", "")
    (warning,) = list_violations(graph)
    assert warning.severity == "Warning"
    assert conforms([warning])
    assert not conforms([warning, Violation("f", "", "", "s", "MinCount", "Violation", "m")])


def test_paths_are_shown_as_in_sparql() -> None:
    """A property is its IRI; an inverse or a sequence is written as SPARQL writes it."""
    graph = patched("<statement/s3> kg:asserts <term/supply> .", "<term/supply> kg:exclusivity kg:Fact .")
    assert {one.path for one in list_violations(graph)} == {f"^<{KG}asserts>", KG + "exclusivity"}


def test_an_agreement_that_supersedes_itself() -> None:
    """A circle of one is a violation that says where, neither a crash nor a loop."""
    graph = patched("", "<agreement/amendment> kg:supersedes <agreement/amendment> .")
    found = list_violations(graph)
    assert {one.focus for one in found} == {BASE + "agreement/amendment"}
    assert ("Chain-acyclic", "SPARQL") in names(found)


def test_nonsense_is_reported_not_raised() -> None:
    """Blank nodes, IRIs for literals, literals for IRIs and unknown types give violations, never an exception."""
    graph = conforming()
    for predicate in sorted(set(graph.predicates()), key=str):
        graph.add((URIRef(BASE + "term/buy"), predicate, BNode("b")))
        graph.add((URIRef(BASE + "agreement/supply"), predicate, Literal("?")))
        graph.add((URIRef(BASE + "statement/s2"), predicate, URIRef("urn:x")))
    found = list_violations(graph)
    assert len(found) > 100
    assert found == sorted(set(found))
    check_quotes(read_texts(), graph)


def test_an_empty_graph_conforms() -> None:
    """Nothing said, nothing wrong."""
    assert list_violations(Graph()) == list_violations(Dataset()) == check_quotes({}, Graph()) == []


def test_unknown_engines_are_refused() -> None:
    """An engine that is not there is an error that names those that are."""
    with pytest.raises(KgError, match="pyshacl"):
        list_violations(Graph(), engine="magic")
    assert "pyshacl" in ENGINES


# ------------------------------------------------------------------ files
def test_a_build_folder_validates(tmp_path: Path) -> None:
    """A conforming file with its texts has no violations, in every format that holds its triples."""
    assert validate_files(GRAPH, TEXTS) == []
    for ending, form in (("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml")):
        file = tmp_path / f"graph.{ending}"
        conforming().serialize(file, format=form, encoding="utf-8")
        assert validate_files(file, TEXTS) == []


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("graph.txt", b"", "ending"),
        ("graph.ttl", b"<a> <b> ", "malformed"),
        ("graph.nq", b"\xff\xfe\x00", "malformed"),
        ("graph.nt", b"<urn:a> <urn:b> \"half", "malformed"),
        ("none/graph.nq", None, "cannot be read"),
    ],
)  # fmt: skip
def test_unusable_files_are_errors(name: str, content: bytes | None, what: str, tmp_path: Path) -> None:
    """A file that is missing, malformed or of no known format is an error with the file and a cure."""
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputError, match=what) as error:
        validate_files(file)
    assert error.value.where == str(file)
    assert error.value.cure


def test_unusable_texts_are_errors(tmp_path: Path) -> None:
    """No folder of texts, or a text that is no UTF-8, is an error; a folder without a text is a violation a document."""
    with pytest.raises(InputError, match="no folder"):
        validate_files(GRAPH, tmp_path / "none")
    assert names(validate_files(GRAPH, tmp_path)) == [("Text-present", "Text")] * 2
    (tmp_path / "supply-md-ec5f5e.txt").write_bytes(b"\xff")
    with pytest.raises(InputError, match="UTF-8"):
        validate_files(GRAPH, tmp_path)


def test_files_keep_what_parsers_mend(tmp_path: Path) -> None:
    """Forms that parsers mend in passing (1 for true, yes for false, a month too many) are reported from files."""
    text = GRAPH.read_text("utf-8").replace("kg:capped true", "kg:capped 'yes'^^xsd:boolean")
    file = tmp_path / "graph.trig"
    file.write_text(text.replace('"2024-01-31"^^xsd:date', '"2024-13-31"^^xsd:date'), encoding="utf-8")
    found = validate_files(file)
    assert [one.value for one in found] == [f'"2024-13-31"^^<{XSD}date>', f'"yes"^^<{XSD}boolean>']


# ------------------------------------------------------------------ real content
@pytest.mark.parametrize("folder", gold.folders() or [None], ids=lambda folder: folder.name if folder else "none")
def test_what_is_derived_from_gold_conforms(folder: Path | None) -> None:
    """What is derived from readings of real documents breaks no rule, and every quote of theirs stands in its text."""
    if folder is None:
        pytest.skip(gold.MISSING)
    read = gold.load(folder)
    graph = Graph()
    for part in read.graphs(derive(read.dealing)):
        graph.parse(data="\n".join(part.triples), format="nt")
    derived = ("Finding", "Conflict", "Change", "Derived", "Bounded", "Note")
    assert [one for one in list_violations(graph) if one.shape.removeprefix(SHAPE).startswith(derived)] == []
    assert check_quotes({document_slug(one.identifier): one.text for one in read.documents}, graph) == []
