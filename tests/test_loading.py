"""Loading: into a real store, in step, and honest when the store is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pyoxigraph
import pytest
from query_cases import FOLDER, Case, load_store, read_cases
from query_cases import load_graphs as read_data
from servers import Answer, Request, run_fake, run_oxigraph

from kg.endpoints import Endpoint
from kg.errors import StoreError
from kg.export import write_graphs
from kg.loading import find_store, list_stores, load_graphs
from kg.ntriples import to_graph
from kg.querying import run_query, run_remote
from kg.records import NamedGraph

pytestmark = pytest.mark.network
DATA = FOLDER / "data.trig"
GRAPHS = read_data(DATA)
RESULTS = {"Content-Type": "application/sparql-results+json"}


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("USER", "PASSWORD", "TOKEN", "AUTH"):
        monkeypatch.delenv(f"KG_STORE_{name}", raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "no-netrc"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an Oxigraph server, one for all tests here."""
    with run_oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
        yield address


@pytest.fixture
def address(server: str) -> str:
    """The address of that server, emptied."""
    httpx.post(f"{server}/update", data={"update": "DROP ALL"}, trust_env=False).raise_for_status()
    return server


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A build folder with the data of the query cases."""
    write_graphs(GRAPHS, tmp_path / "build")
    return tmp_path / "build"


def contents(address: str) -> set[str]:
    """Every quad that the server holds, but for the manifest, as text."""
    lines = httpx.get(f"{address}/store", headers={"Accept": "application/n-quads"}, trust_env=False).text.splitlines()
    return {line for line in lines if "graph/manifest>" not in line}


def names(graphs: tuple[NamedGraph, ...]) -> list[str]:
    """The names of graphs."""
    return sorted(graph.iri for graph in graphs)


# ------------------------------------------------------------------ into a real store
def test_store_holds_what_was_built(build: Path, address: str) -> None:
    """Every graph is sent once and the server holds the triples of the build, no more."""
    report = load_graphs(build, address)
    assert (report.store, report.sent, report.number("drop")) == ("oxigraph", len(GRAPHS), 0)
    assert report.triples == len(contents(address)) == sum(len(graph.triples) for graph in GRAPHS)


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.name)
def test_queries_over_http_give_the_same_rows(case: Case, server: str, tmp_path: Path) -> None:
    """Each case of the named queries gives the same rows over HTTP as embedded."""
    write_graphs(read_data(case.data), tmp_path)
    load_graphs(tmp_path, server)
    assert run_remote(f"{server}/query", case.text()) == run_query(load_store(case.data), case.text())


@pytest.mark.parametrize("text", ["ASK { GRAPH ?g { ?s ?p ?o } }", "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"])
def test_other_forms_over_http(text: str, build: Path, address: str) -> None:
    """ASK and CONSTRUCT give the same over HTTP as embedded."""
    load_graphs(build, address)
    query = text.replace(
        "GRAPH ?g { ?s ?p ?o }", "GRAPH ?g { ?s ?p ?o FILTER(STRSTARTS(STR(?g), 'https://example.org/deals/graph/d')) }"
    )
    assert run_remote(f"{address}/query", query) == run_query(load_store(DATA), query)


def test_loading_twice_sends_nothing(build: Path, address: str) -> None:
    """A store that is in step is asked and not written to."""
    load_graphs(build, address)
    report = load_graphs(build, address)
    assert (report.sent, report.number("drop"), report.number("keep")) == (0, 0, len(GRAPHS))


def test_only_what_changed_is_sent(build: Path, address: str) -> None:
    """A changed graph is sent, a removed one dropped, the others stay; the store then equals a fresh load."""
    load_graphs(build, address)
    changed = replace(GRAPHS[0], triples=GRAPHS[0].triples[1:])
    write_graphs([changed, *GRAPHS[2:]], build)
    report = load_graphs(build, address)
    assert [(step.act, step.graph) for step in report.steps[:2]] == [("put", GRAPHS[0].iri), ("drop", GRAPHS[1].iri)]
    assert report.number("keep") == len(GRAPHS) - 2
    assert len(contents(address)) == report.triples


def test_graphs_removed_by_others_are_sent_again(build: Path, address: str) -> None:
    """A graph that the manifest lists and somebody removed is noticed and sent again."""
    load_graphs(build, address)
    httpx.delete(f"{address}/store", params={"graph": GRAPHS[1].iri}, trust_env=False).raise_for_status()
    assert [step.graph for step in load_graphs(build, address).steps if step.act == "add"] == [GRAPHS[1].iri]


@pytest.mark.parametrize("after", range(len(GRAPHS)))
def test_a_load_that_was_cut_off_is_finished_by_the_next(after: int, build: Path, address: str) -> None:
    """Wherever a load stops, the next one brings the store to what a fresh load gives, even back to an older build."""
    load_graphs(build, address)
    whole = contents(address)
    write_graphs([replace(graph, triples=graph.triples[1:]) for graph in GRAPHS], build)

    def stop(done: int, _: int) -> None:
        if done > after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_graphs(build, address, progress=stop)
    write_graphs(GRAPHS, build)
    load_graphs(build, address)
    assert contents(address) == whole


def test_dry_run_sends_nothing(build: Path, address: str) -> None:
    """A dry run lists each graph with its address, triples and bytes, and leaves the store as it was."""
    report = load_graphs(build, address, dry_run=True)
    assert contents(address) == set()
    assert sorted(step.graph for step in report.steps) == names(GRAPHS)
    assert all(step.act == "add" and step.url == f"{address}/store" and step.size > step.triples for step in report.steps)
    load_graphs(build, address)
    write_graphs([replace(graph, triples=graph.triples[1:]) for graph in GRAPHS], build)
    report = load_graphs(build, address, dry_run=True)
    assert all(step.act == "put" and step.url.startswith(f"{address}/store?graph=https%3A%2F%2F") for step in report.steps)


def test_an_unknown_store_is_served_by_the_protocol_alone(build: Path, address: str) -> None:
    """A generic store needs nothing but the Graph Store Protocol: graphs are counted by reading them back."""
    assert load_graphs(build, f"{address}/store", "generic").sent == len(GRAPHS)
    assert load_graphs(build, f"{address}/store", "generic").sent == 0
    assert len(contents(address)) == sum(len(graph.triples) for graph in GRAPHS)


def test_odd_texts_arrive_whole(tmp_path: Path, address: str) -> None:
    """Control characters, emoji and escapes come back from the store as they were sent."""
    lines = [r'<urn:s> <urn:p> "\u0000\u0001\t\\u0041 😀 \"é\" \n" .', "<urn:s> <urn:p> <https://example.org/a%20b> ."]
    write_graphs([to_graph("https://example.org/x/graph/document/ünï", lines)], tmp_path)
    load_graphs(tmp_path, address)
    table = run_remote(f"{address}/query", "SELECT ?o { GRAPH ?g { <urn:s> <urn:p> ?o } } ORDER BY ?o")
    assert [row["o"] for row in table.texts()] == ["https://example.org/a%20b", '\x00\x01\t\\u0041 😀 "é" \n']


def test_read_only_stores_say_so(build: Path, tmp_path: Path) -> None:
    """A server that only reads is an error that says it may be read-only; nothing is claimed loaded."""
    pyoxigraph.Store(tmp_path / "data").flush()
    with run_oxigraph(tmp_path / "data", "serve-read-only") as address, pytest.raises(StoreError, match="read-only"):
        load_graphs(build, address)


# ------------------------------------------------------------------ stores that misbehave
def fake_store(put: Answer | None) -> tuple[dict[str, int], Callable[[Request], Answer | None]]:
    """How a fake Oxigraph answers: queries find nothing, each PUT gets the same answer."""
    state = {"puts": 0}

    def answer(request: Request) -> Answer | None:
        method, _, _, body = request
        if method == "PUT":
            state["puts"] += 1
            return put
        if method == "HEAD":
            return 200, {"Server": "Oxigraph/9"}, b""
        rows = b'{"triples":{"type":"literal","value":"0"}}' if b"COUNT" in body else b""
        return 200, RESULTS, b'{"head":{"vars":[]},"results":{"bindings":[%s]}}' % rows

    return state, answer


def quick(address: str) -> Endpoint:
    """A connection that waits for nobody."""
    return Endpoint(address, timeout=20, sleep=lambda _: None)


@pytest.mark.parametrize(
    ("put", "why", "puts"),
    [
        ((204, {}, b""), r"answered well, but the store holds 0 of \d+ triples", 1),
        ((500, {}, b"disk\x1b full"), r"500 .*\(disk  full\)", 1),
        ((503, {}, b""), "503", 4),
        ((429, {"Retry-After": "3"}, b""), "429", 4),
        ((401, {"WWW-Authenticate": 'Basic realm="x"'}, b""), "401.*KG_STORE_USER", 1),
        ((403, {}, b""), "403.*credentials", 1),
        ((404, {}, b""), "404.*path", 1),
        ((405, {}, b""), "405.*read-only", 1),
        ((307, {"Location": "http://example.org/"}, b""), "sends us to http://example.org/", 1),
        ((200, {"Content-Length": "50"}, b"half"), "broke off", 4),
        (None, "broke off", 4),
    ],
)
def test_refusals_are_errors(put: Answer | None, why: str, puts: int, build: Path) -> None:
    """Whatever goes wrong while sending is an error with a cure; what may pass is tried again, the rest is not."""
    state, answer = fake_store(put)
    with run_fake(answer) as (address, _), quick(address) as endpoint, pytest.raises(StoreError, match=why) as caught:
        load_graphs(build, endpoint)
    assert state["puts"] == puts
    assert caught.value.cure


def test_graphs_are_sent_with_their_length(build: Path) -> None:
    """A body goes out in one piece as N-Triples with its length, the way that no store mistakes."""
    _, answer = fake_store((204, {}, b""))
    with run_fake(answer) as (address, seen), quick(address) as endpoint, pytest.raises(StoreError):
        load_graphs(build, endpoint)
    method, path, headers, body = seen[-2]
    assert (method, headers["content-type"], headers["content-length"]) == ("PUT", "application/n-triples", str(len(body)))
    assert path.startswith("/store?graph=")
    assert "transfer-encoding" not in headers


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://127.0.0.1:9", "cannot be reached"),
        ("localhost:7878", "no address"),
        ("ftp://example.org", "no address"),
        ("http://", "no address"),
        ("http://a b/", "no address"),
        ("http://127.0.0.1:99999", "no address"),
        ("http://me:secret@127.0.0.1:9", "must not stand in an address"),
    ],
)
def test_unusable_addresses_are_errors(address: str, why: str, build: Path) -> None:
    """An address that is wrong, holds a password or has nobody behind it is an error that shows no password."""
    with pytest.raises(StoreError, match=why) as caught:
        load_graphs(build, Endpoint(address, sleep=lambda _: None))
    assert "secret" not in str(caught.value)


def test_kinds_of_store_are_told_or_named(build: Path) -> None:
    """A server that does not say what it is needs --store; an unknown kind lists the known ones."""
    with run_fake(lambda _: (200, {}, b"")) as (address, _), quick(address) as endpoint:
        with pytest.raises(StoreError, match=r"cannot tell which kind.*--store: oxigraph, fuseki"):
            load_graphs(build, endpoint)
        with pytest.raises(StoreError, match="Choose one of auto, oxigraph"):
            load_graphs(build, endpoint, "neo4j")
        with pytest.raises(StoreError, match="no SPARQL JSON results"):
            load_graphs(build, endpoint, "fuseki")


def test_stores_are_rows_of_a_table() -> None:
    """Each row tells an address, a trap and whether it was tried; names are sorted out by the table alone."""
    assert {store.name for store in list_stores()} >= {"oxigraph", "fuseki", "rdf4j", "graphdb", "virtuoso", "qlever", "generic"}
    assert all(store.trap.endswith(".") and store.tried and store.address.startswith("http://") for store in list_stores())
    assert find_store("rdf4j").graph_url("http://h/r", "urn:a b") == "http://h/r/rdf-graphs/service?graph=urn%3Aa%20b"
