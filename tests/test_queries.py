"""The named queries: each has a case, and both engines give the expected rows."""

from __future__ import annotations

import re

import pytest
from query_cases import FOLDER, Case, load_dataset, load_store, read_cases

from kg.files import resource
from kg.querying import Query, list_queries, run_query
from kg.validation import list_violations

CASES = read_cases()
QUERIES = list_queries()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_oxigraph_answers_as_expected(case: Case) -> None:
    """Oxigraph gives the expected columns and rows, in the expected order."""
    answer = run_query(load_store(case.data), case.text())
    assert (answer.columns, answer.rows) == (case.expected().columns, case.expected().rows)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rdflib_agrees(case: Case) -> None:
    """The second engine, rdflib, gives the same rows in the same order as Oxigraph."""
    assert run_query(load_dataset(case.data), case.text()).rows == run_query(load_store(case.data), case.text()).rows


def test_every_query_has_a_case() -> None:
    """No query is shipped without a case, and no case stands without its query and files."""
    assert {case.query for case in CASES} >= set(resource("queries").resolve().glob("*.rq"))
    assert all(path.is_file() for case in CASES for path in (case.query, case.data, case.result))
    assert {path.name for path in FOLDER.glob("*.srj")} == {case.result.name for case in CASES}


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_heads_are_whole(query: Query) -> None:
    """Each query has a title, a question, what it returns and why; each parameter says what it is."""
    assert query.title != query.name
    assert all((query.question.endswith("?"), query.returns, query.why))
    assert all(param.what for param in query.params)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_queries_keep_to_the_portable_part(query: Query) -> None:
    """Each query is SELECT DISTINCT with an ORDER BY, no paths, no FROM, no `<=`, plain strings, ASCII, no instance names."""
    body = "\n".join(line.partition(" # @bind")[0] for line in query.text.splitlines() if not line.startswith("#"))
    assert re.search(r"^SELECT DISTINCT \?", body, re.MULTILINE)
    assert re.search(r"^ORDER BY .*\n*\Z", body, re.MULTILINE)
    assert body.isascii()
    assert not re.search(r"\bFROM\b|\bBNODE\b|\bMINUS\b|\bDESCRIBE\b|<=|\^\^xsd:string|/id/", body)
    assert not re.search(r"[\w>)][+*](?=\s+\?)|\w+:\w+\s*[/|]\s*\w+:|\^\w+:", body)


def test_number_of_cases_is_known() -> None:
    """A case that gets lost is noticed: the number of cases only ever grows."""
    assert len(CASES) >= 20


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib 7.6 warns of its own calls
def test_data_of_the_cases_keeps_the_shapes() -> None:
    """The made-up data conforms but for what one case wants: a term that nobody asserts."""
    violations = [found for found in list_violations(load_dataset(FOLDER / "data.trig")) if found.severity == "Violation"]
    assert [violation.focus.rpartition("/")[2] for violation in violations] == ["t4"]
