"""The same rows everywhere: each named query with many parameters, and each example of the documents, on every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from questions import QUERIES, answers, list_examples, list_texts, world
from stores import STORES, Running, run_store

from kg.endpoints import Endpoint
from kg.export import write_graphs
from kg.loading import load_graphs
from kg.querying import Table, open_dataset, run_query, run_remote

ENGINES = [
    pytest.param("rdflib", marks=pytest.mark.slow),
    pytest.param("oxigraph", marks=pytest.mark.network),
    *(pytest.param(name, marks=[pytest.mark.network, pytest.mark.stores]) for name in STORES if name != "oxigraph"),
]
Ask = Callable[[str], Table]


@cache
def _ask_rdflib() -> Ask:
    dataset = open_dataset(world())
    return lambda text: run_query(dataset, text)


def _loaded(stack: ExitStack, name: str, folder: Path) -> Running:
    """A store that holds the graph and nothing else."""
    (folder / "server").mkdir()
    running = stack.enter_context(run_store(name, folder / "server"))
    write_graphs(world(), folder / "build")
    load_graphs(folder / "build", running.address, running.kind)
    return running


@pytest.fixture(scope="module", params=ENGINES)
def ask(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """What answers questions about the graph on one engine."""
    if request.param == "rdflib":
        yield _ask_rdflib()
        return
    with ExitStack() as stack:
        running = _loaded(stack, request.param, tmp_path_factory.mktemp(request.param))
        endpoint = stack.enter_context(Endpoint(running.query))
        yield lambda text: run_remote(endpoint, text)


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_named_queries_give_the_same_rows(name: str, ask: Ask) -> None:
    """A named query gives the rows of the embedded engine, in their order, for every setting of its parameters."""
    texts = list_texts(name)
    assert any(answers(text).rows for text in texts)
    assert [text for text in texts if ask(text) != answers(text)] == []


def test_examples_of_the_documents_give_the_same_rows(ask: Ask) -> None:
    """Each SPARQL query in the documents gives the rows of the embedded engine."""
    assert [name for name, text in list_examples().items() if ask(text) != answers(text)] == []
