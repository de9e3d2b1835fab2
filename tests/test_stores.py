"""Every store alike: in step, whole after a kill, closed to the wrong password, and with the answers of the embedded engine."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from between import run_counting, run_guarded
from click.testing import CliRunner, Result
from many import change, copies
from stores import STORES, Running, run_store, run_virtuoso

from kg.cli import main
from kg.endpoints import Endpoint
from kg.export import write_graphs
from kg.files import resource
from kg.loading import LoadReport, find_store, load_graphs
from kg.ntriples import read_graphs, to_graph
from kg.pipeline import build
from kg.querying import open_store, run_query, run_remote
from kg.records import NamedGraph

pytestmark = [pytest.mark.gate, pytest.mark.network]
ALL = "SELECT DISTINCT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'BASE')) } ORDER BY ?g ?s ?p ?o"
KILLS = 20
OTHERS = [name for name in STORES if name != "oxigraph"]
DOCUMENTS = 1000
_LOADER = """
import sys
from pathlib import Path
from kg.errors import StoreError
from kg.loading import load_graphs
try:
    load_graphs(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
except StoreError:
    sys.exit(3)
"""


@pytest.fixture(
    scope="module", params=["oxigraph", *(pytest.param(name, marks=pytest.mark.stores) for name in STORES if name != "oxigraph")]
)
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Each store in turn. Tests share it, each with names of its own."""
    with run_store(request.param, tmp_path_factory.mktemp(request.param)) as found:
        yield found


def run(*arguments: object, said: str = "") -> Result:
    """What a command answers to something said on stdin; an exception that is no exit is a failure."""
    result = CliRunner().invoke(main, [str(a) for a in arguments], input=said)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def small(base: str) -> tuple[list[NamedGraph], list[NamedGraph]]:
    """Two states of a build: in the second a third of the graphs is gone, a third has changed, and some are new."""

    def graph(number: int, triples: int) -> NamedGraph:
        lines = [f"<{base}s/{number}> <{base}p> <{base}o/{number}-{other}> ." for other in range(triples)]
        return to_graph(f"{base}graph/document/{number}", lines)

    return [graph(n, 40) for n in range(24)], [*(graph(n, 55) for n in range(8)), *(graph(n, 40) for n in range(8, 30) if n % 2)]


def load(folder: Path, running: Running) -> LoadReport:
    """Load a build."""
    return load_graphs(folder, running.address, running.kind)


def assert_equal(folder: Path, running: Running, base: str) -> None:
    """The store holds the triples of a build and no others under its base, but for the manifest."""
    question = ALL.replace("BASE", f"{base}graph/d")
    assert run_remote(running.query, question) == run_query(open_store(folder), question)


# ------------------------------------------------------------------ the same answers
def test_a_load_is_verified(built: Path, running: Running) -> None:
    """`kg load --verify` finds no other answer, and `kg query --endpoint` prints what the build prints. It comes first: empty."""
    result = run("load", built, "--to", running.address, "--verify")
    assert result.exit_code == 0, result.output
    assert f"{running.kind} at {running.address}: " in result.stdout
    assert " answers are the same as the embedded ones" in result.stdout
    there = run("query", "coverage", "--endpoint", running.query, "--format", "csv")
    assert there.stdout_bytes == run("query", "coverage", built, "--format", "csv").stdout_bytes != b""


@pytest.mark.stores
def test_answers_that_virtuoso_cuts_are_errors(built: Path, tmp_path: Path) -> None:
    """Where Virtuoso cuts answers at its limit, a question and a load say so, with status 3."""
    with run_virtuoso(tmp_path, rows=3) as running:
        asked = run("query", "-", "--endpoint", running.query, said="SELECT ?s { GRAPH ?g { ?s ?p ?o } }")
        loaded = run("load", built, "--to", running.address)
    assert (asked.exit_code, loaded.exit_code, asked.stdout, loaded.stdout) == (3, 3, "", "")
    assert "cut at 3 rows" in asked.stderr
    assert "cut at 3 rows" in loaded.stderr


# ------------------------------------------------------------------ in step
@dataclass(frozen=True)
class Large:
    """A thousand documents of the sample's size: as they are, after ten have changed, and what has to be sent then."""

    fresh: Path
    changed: Path
    graphs: int
    sent: frozenset[str]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Large:
    """Copies of the seeds; in each of ten, one document and the graphs of its dealing change."""
    if "KG_STORES" not in os.environ:
        pytest.skip("a thousand documents are loaded by `make test-stores`")
    folder = tmp_path_factory.mktemp("large")
    build([resource("seeds")], folder / "seeds")
    seeds = read_graphs(folder / "seeds")
    number = DOCUMENTS // sum("graph/document/" in graph.iri for graph in seeds)
    before = list(copies(seeds, number))
    after = list(change(before, number // 10))
    write_graphs(before, folder / "fresh")
    write_graphs(after, folder / "changed")
    sent = frozenset(new.iri for old, new in zip(before, after, strict=True) if old != new)
    return Large(folder / "fresh", folder / "changed", len(before), sent)


def test_only_what_changed_is_sent(large: Large, running: Running) -> None:
    """Of a thousand documents ten change: those ten graphs and the two of each one's dealing are sent, and nothing else."""
    assert sum("graph/document/" in name for name in large.sent) == 10
    assert len(large.sent) == 30
    assert load(large.fresh, running).sent == large.graphs > DOCUMENTS
    again = load(large.changed, running)
    assert {step.graph for step in again.steps if step.act != "keep"} == large.sent
    assert (again.sent, again.number("drop")) == (30, 0)


# ------------------------------------------------------------------ killed
def _kill_after(sent: int, folder: Path, running: Running) -> tuple[int, int]:
    """Load through somebody who counts, and kill the loader when it has sent so many bytes.

    Returns:
        How it ended (-9: killed, 3: the store refused, and a clear error said so), and how many bytes it sent.
    """
    total = 0
    with ExitStack() as stack:

        def count(number: int) -> None:
            nonlocal total
            total += number
            if total >= sent:
                process.kill()

        address = stack.enter_context(run_counting(running.address, count))
        process = subprocess.Popen([sys.executable, "-c", _LOADER, str(folder), address, running.kind], stderr=subprocess.DEVNULL)
        ended = process.wait(timeout=600)
    return ended, total


@pytest.mark.slow
def test_a_killed_load_is_finished_by_the_next(tmp_path: Path, running: Running) -> None:
    """Killed (SIGKILL) at twenty random moments on the way from one build to another, and run again: as a fresh load."""
    base = "https://example.org/killed/"
    for folder, graphs in zip((tmp_path / "one", tmp_path / "two"), small(base), strict=True):
        write_graphs(graphs, folder)
    load(tmp_path / "one", running)
    whole = {name: _kill_after(sys.maxsize, tmp_path / name, running)[1] for name in ("two", "one")}
    moments = random.Random(5)
    ends: list[int] = []
    while ends.count(-9) < KILLS:
        name = ("two", "one")[len(ends) % 2]
        folder = tmp_path / name
        ended, sent = _kill_after(moments.randrange(1, whole[name] * 49 // 50), folder, running)
        ends.append(ended)
        if ended == 0:
            whole[name] = min(whole[name], sent)
        load(folder, running)
        assert_equal(folder, running, base)
        assert load(folder, running).sent == 0
        # A store that made the counted load ask again (which counts twice) lets a later one end before its moment, which tells the
        # true size, and one that is still busy with what was killed may refuse the next: one in ten may end so, each way.
        assert set(ends) <= {-9, 0, 3}
        assert max(ends.count(0), ends.count(3)) <= KILLS // 10


def test_a_graph_that_others_removed_is_sent_again(tmp_path: Path, running: Running) -> None:
    """A graph that somebody removed, and one that somebody added to, are noticed and sent again, and nothing else is."""
    base = "https://example.org/others/"
    graphs, _ = small(base)
    write_graphs(graphs, tmp_path)
    load(tmp_path, running)
    kind = find_store(running.kind)
    with Endpoint(running.address) as endpoint:
        endpoint.send("DELETE", kind.graph_url(running.address, graphs[3].iri))
        more = {"Content-Type": kind.content}
        endpoint.send("POST", kind.graph_url(running.address, graphs[5].iri), headers=more, content=b"<urn:a> <urn:b> <urn:c> .\n")
    assert {step.graph for step in load(tmp_path, running).steps if step.act != "keep"} == {graphs[3].iri, graphs[5].iri}
    assert_equal(tmp_path, running, base)


def test_readers_see_a_graph_before_or_after(tmp_path: Path, running: Running) -> None:
    """While a graph is replaced again and again, a reader counts the old triples or the new ones, where the store promises so."""
    kind = find_store(running.kind)
    if not kind.atomic:
        pytest.skip(f"{kind.name} replaces no graph at once, as the page about triplestores says")
    base = "https://example.org/readers/"
    sizes = (900, 1300)
    states = [to_graph(f"{base}graph/document/1", [f"<{base}s> <{base}p> <{base}o/{n}> ." for n in range(size)]) for size in sizes]
    for name, graph in zip(("one", "two"), states, strict=True):
        write_graphs([graph], tmp_path / name)
    load(tmp_path / "one", running)
    question = f"SELECT (COUNT(*) AS ?triples) {{ GRAPH <{base}graph/document/1> {{ ?s ?p ?o }} }}"
    seen = []
    with ThreadPoolExecutor(1) as pool:
        for name in ("two", "one") * 8:
            loading = pool.submit(load, tmp_path / name, running)
            while not loading.done():
                seen += [int(row["triples"]) for row in run_remote(running.query, question).texts()]
            assert loading.result().sent == 1
    assert set(seen) == set(sizes)


# ------------------------------------------------------------------ who may
def _guarded(running: Running, stack: ExitStack) -> str:
    """The address of the store where it asks for a password; those that have none get somebody in front who does."""
    return running.address if running.kind == "virtuoso" else stack.enter_context(run_guarded(running.address, "dba", "dba"))


def test_a_wrong_password_loads_nothing(tmp_path: Path, running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a password or with a wrong one the status is 3 and nothing is loaded; with the right one it is; none is told."""
    base = "https://example.org/password/"
    write_graphs(small(base)[0], tmp_path)
    question = f"SELECT ?s {{ GRAPH <{base}graph/document/1> {{ ?s ?p ?o }} }}"
    with ExitStack() as stack:
        command = partial(run, "load", tmp_path, "--to", _guarded(running, stack), "--store", running.kind)
        for password, status in (("", 3), ("wr0ng-secret", 3), ("dba", 0)):
            monkeypatch.setenv("KG_STORE_USER", "dba" if password else "")
            monkeypatch.setenv("KG_STORE_PASSWORD", password)
            result = command()
            assert (result.exit_code, "401" in result.stderr, "secret" in result.output) == (status, status == 3, False)
            assert bool(run_remote(running.query, question).rows) == (status == 0)
