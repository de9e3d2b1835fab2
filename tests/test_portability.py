"""The same rows everywhere: each named query with many parameters, and each example of the documents, on every engine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache

import pytest
import rdflib
from gate import Gauge
from questions import QUERIES, answers, list_examples, list_texts, world
from stores import STORES, run_store

from kg.endpoints import Endpoint
from kg.errors import KgError
from kg.export import write_graphs
from kg.loading import load_graphs
from kg.querying import Table, open_dataset, run_query, run_remote

pytestmark = pytest.mark.gate
ENGINES = [
    pytest.param("rdflib", marks=[pytest.mark.slow]),
    pytest.param("oxigraph", marks=[pytest.mark.network]),
    *(pytest.param(name, marks=[pytest.mark.network, pytest.mark.stores]) for name in STORES if name != "oxigraph"),
]
Ask = Callable[[str], Table]


@dataclass(frozen=True)
class Engine:
    """What answers questions about the graph: its name, what it calls itself, and how it is asked."""

    name: str
    version: str
    ask: Ask


@cache
def _ask_rdflib() -> Ask:
    dataset = open_dataset(world())
    return lambda text: run_query(dataset, text)


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One engine that holds the graph and nothing else."""
    name = request.param
    if name == "rdflib":
        yield Engine(name, rdflib.__version__, _ask_rdflib())
        return
    folder = tmp_path_factory.mktemp(name)
    with ExitStack() as stack:
        (folder / "server").mkdir()
        running = stack.enter_context(run_store(name, folder / "server"))
        write_graphs(world(), folder / "build")
        load_graphs(folder / "build", running.address, running.kind)
        endpoint = stack.enter_context(Endpoint(running.query))
        yield Engine(name, running.version, lambda text: run_remote(endpoint, text))


@cache
def _here(text: str) -> tuple[Table, float]:
    """The rows of the embedded engine, and the seconds it took."""
    start = time.perf_counter()
    return answers(text), time.perf_counter() - start


def _differing(texts: Iterable[str], engine: Engine) -> list[str]:
    """Those questions to which an engine gives other rows, or an error, which is then told."""
    found = []
    for text in texts:
        try:
            fault = "" if engine.ask(text) == _here(text)[0] else "other rows"
        except KgError as error:
            fault = str(error)
        found += [f"{fault}: {text}"] if fault else []
    return found


def compare(name: str, texts: Iterable[str], engine: Engine, tell: Callable[[str, object], None]) -> list[str]:
    """Those questions that are answered otherwise than here; a line of the gate's table is told."""
    asked = list(texts)
    here = sum(_here(text)[1] for text in asked)
    start = time.perf_counter()
    faults = _differing(asked, engine)
    seconds = time.perf_counter() - start
    tell("gate", tuple(Gauge(engine.name, engine.version, name, len(asked), len(faults), seconds, here)))
    return faults


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_named_queries_give_the_same_rows(name: str, engine: Engine, record_property: Callable[[str, object], None]) -> None:
    """A named query gives the rows of the embedded engine, in their order, for every setting of its parameters."""
    texts = list_texts(name)
    assert any(answers(text).rows for text in texts)
    assert compare(name, texts, engine, record_property) == []


def test_examples_of_the_documents_give_the_same_rows(engine: Engine, record_property: Callable[[str, object], None]) -> None:
    """Each SPARQL query in the documents gives the rows of the embedded engine."""
    assert compare("(in the documents)", list_examples().values(), engine, record_property) == []
