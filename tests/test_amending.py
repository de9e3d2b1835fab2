"""Amendment instructions the whole way: from two contracts to the graph, the report, the query and the explanation."""

from __future__ import annotations

from pathlib import Path

import pytest
from texts import AMENDMENT, LEASE

import kg
from kg.vocab import KG

WHOLE = "The amended agreement is not among the documents."


@pytest.fixture(scope="module")
def leases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a lease and its amendment."""
    folder = tmp_path_factory.mktemp("leases")
    (folder / "lease.txt").write_text(LEASE, encoding="utf-8")
    (folder / "amendment.txt").write_text(AMENDMENT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def both(leases: Path) -> kg.Graph:
    """The graph of the lease and its amendment."""
    return kg.build(leases, leases.with_name("both"))


@pytest.fixture(scope="module")
def alone(leases: Path) -> kg.Graph:
    """The graph of the amendment alone."""
    return kg.build(leases / "amendment.txt", leases.with_name("alone"))


def test_the_query_shows_before_and_after(both: kg.Graph) -> None:
    """Each instruction has a row: part, operation, words, and what the base says there, or why that is not known."""
    rows = both.query("instructions").texts()

    assert [(r["part"], r["operation"], r["oldWords"], r["newWords"]) for r in rows] == [
        ("2.1", "replace", "EUR 31,500", "EUR 28,200"),
        ("3.2", "delete", "", ""),
        ("9.4", "delete", "", ""),
    ]
    assert [r["baseWords"] for r in rows] == ["EUR 31,500", "3.2 The Tenant shall maintain insurance of the warehouse.", ""]
    assert [bool(r["unresolved"]) for r in rows] == [False, False, True]
    assert all(r["quote"] == AMENDMENT[int(r["start"]) : int(r["end"])] for r in rows)


def test_without_the_base_all_stay_unresolved(alone: kg.Graph) -> None:
    """Where the lease is missing every instruction is still data, and says that its base is missing."""
    rows = alone.query("instructions").texts()

    assert [(r["operation"], r["base"], r["unresolved"]) for r in rows] == [
        (operation, "", WHOLE) for operation in ("replace", "delete", "delete")
    ]


def test_both_graphs_keep_the_shapes(both: kg.Graph, alone: kg.Graph) -> None:
    """With and without the base the graph conforms."""
    assert [v for graph in (both, alone) for v in graph.validate() if v.severity == "Violation"] == []


def test_the_document_graph_does_not_depend_on_the_base(both: kg.Graph, alone: kg.Graph) -> None:
    """What stands in the graph of the amendment is the same with and without the lease; what was resolved stands elsewhere."""

    def triples(graph: kg.Graph) -> set[str]:
        (name,) = [g for g in graph.dataset().graphs() if "graph/document/amendment" in str(g.identifier)]
        return {f"{s} {p} {o}" for s, p, o in name}

    assert triples(both) == triples(alone)
    assert not any(KG + name in line for line in triples(both) for name in ("resolvedIn", "baseWords", "unresolved"))


def test_the_report_lists_instructions(both: kg.Graph) -> None:
    """Under its document each instruction stands with its words and with what it meets."""
    by_name = {d["identifier"]: d["instructions"] for d in both.report["documents"]}

    assert both.report["counts"]["instructions"] == 3
    assert by_name["lease.txt"] == []
    assert [i["resolved_in"] for i in by_name["amendment.txt"]] == ["lease.txt", "lease.txt", None]
    assert by_name["amendment.txt"][0]["base"] == "EUR 31,500"
    assert [i["unresolved"] is None for i in by_name["amendment.txt"]] == [True, True, False]


def test_a_statement_explains_its_instruction(both: kg.Graph) -> None:
    """In words: what is done, where, the old and the new words, and the document in which they were found."""
    told = both.explain(both.query("instructions").texts()[0]["statement"])

    assert all(words in told for words in ("replace 2.1", "EUR 31,500", "EUR 28,200", "lease.txt"))
