"""Taking a graph elsewhere: loading with a check of the answers, and files for bulk loaders with commands that work."""

from __future__ import annotations

import gzip
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph
import pytest
from click.testing import CliRunner, Result
from servers import run_oxigraph
from stores import fetched, java, run_virtuoso

import kg
from kg.cli import main
from kg.errors import InputError
from kg.export import export_graph, find_loader, list_loaders, write_graphs
from kg.ntriples import read_graphs, to_graph
from kg.querying import open_store, run_query

LOADERS = [loader.name for loader in list_loaders()]
ALL = "SELECT DISTINCT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o"


def run(*arguments: object) -> Result:
    """What a command says; an exception that is no exit is a failure."""
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of an empty Oxigraph server."""
    (tmp_path / "server").mkdir()
    with run_oxigraph(tmp_path / "server") as found:
        yield found


# ------------------------------------------------------------------ kg load
@pytest.mark.network
def test_a_load_is_verified(built: Path, address: str) -> None:
    """After loading, the store is asked the named queries, those with parameters too, and all answers are the same."""
    result = run("load", built, "--to", address, "--verify")
    assert result.exit_code == 0, result.output
    told = kg.open(built).verify(address, "oxigraph")
    assert {one.query for one in told} >= {"parties", "in-force", "provenance-of-term", "statements-of-document", "named"}
    assert [one for one in told if one.fault] == []
    assert f"{len(told)} of {len(told)} answers are the same" in result.stdout


@pytest.mark.network
def test_a_store_that_holds_more_answers_otherwise(built: Path, address: str) -> None:
    """Triples of somebody else in the store show as rows that are more than here, each query named, and the status is 3."""
    more = "<urn:x> a <https://w3id.org/agreement-kg/ns#Party> ; <http://www.w3.org/2004/02/skos/core#prefLabel> 'X'"
    update = f"INSERT DATA {{ GRAPH <urn:g> {{ {more} }} }}"
    httpx.post(f"{address}/update", data={"update": update}, trust_env=False).raise_for_status()
    result = run("load", built, "--to", address, "--verify")
    assert result.exit_code == 3
    assert "parties: 1 rows are more than here" in result.stdout
    assert "answers" in result.stderr
    assert "graphs of something else" in result.stderr


@pytest.mark.network
def test_a_dry_run_says_what_would_be_sent(built: Path, address: str) -> None:
    """A dry run lists each graph with its triples and sends nothing; after a load there is nothing left to send."""
    result = run("load", built, "--to", address, "--dry-run")
    graphs = read_graphs(built)
    assert [line.split()[0] for line in result.stdout.splitlines()[:-1]] == ["add"] * len(graphs)
    assert {line.split()[-1] for line in result.stdout.splitlines()[:-1]} == {graph.iri for graph in graphs}
    assert f"would be: {len(graphs)} added, 0 replaced, 0 dropped, 0 kept" in result.stdout
    assert httpx.get(f"{address}/store", headers={"Accept": "application/n-quads"}, trust_env=False).text == ""
    assert (
        f"0 replaced, 0 dropped, {len(graphs)} kept"
        in (run("load", built, "--to", address), run("load", built, "--to", address))[1].stdout
    )
    assert run("load", built, "--to", address, "--dry-run", "--verify").exit_code == 2


@pytest.mark.network
def test_named_queries_over_http(built: Path, address: str) -> None:
    """`kg query --endpoint` takes names and parameters as a build folder does, and answers alike in every format."""
    run("load", built, "--to", address)
    for form in ("table", "csv", "tsv", "json"):
        here = run("query", "parties", built, "-p", "party=birch travel", "--format", form)
        there = run("query", "parties", "--endpoint", f"{address}/query", "-p", "party=birch travel", "--format", form)
        assert there.stdout_bytes == here.stdout_bytes != b""
        assert there.exit_code == 0


# ------------------------------------------------------------------ kg export --for
@pytest.mark.parametrize("name", LOADERS)
def test_bulk_files_hold_the_graph(name: str, built: Path, tmp_path: Path) -> None:
    """The file for each store is the graph, the same bytes each time, and the command names it; notes go to stderr."""
    out = tmp_path / "a folder" / "graph.nq.gz"
    result = run("export", built, "--for", name, "-o", out)
    first = out.read_bytes()
    assert gzip.decompress(first) == (built / "graph.nq").read_bytes()
    assert "graph.nq.gz" in result.stdout
    assert str(out.parent) in result.stdout
    assert result.stderr.strip() == find_loader(name).note
    assert run("export", built, "--for", name).stdout_bytes == first


def test_formats_may_be_compressed(built: Path, tmp_path: Path) -> None:
    """Any format can be had compressed; another ending is an error, and so are both options or none."""
    export_graph(built, "ttl.gz", tmp_path / "graph.ttl.gz")
    export_graph(built, "ttl", tmp_path / "graph.ttl")
    assert gzip.decompress((tmp_path / "graph.ttl.gz").read_bytes()) == (tmp_path / "graph.ttl").read_bytes()
    with pytest.raises(InputError, match=r"ttl\.zip"):
        export_graph(built, "ttl.zip", tmp_path / "graph.ttl.zip")
    assert run("export", built).exit_code == run("export", built, "--format", "nq", "--for", "qlever").exit_code == 2


def test_the_command_for_oxigraph_works(built: Path, tmp_path: Path) -> None:
    """The command that is printed for Oxigraph, run as it stands, gives a database with the graph."""
    command = run("export", built, "--for", "oxigraph", "-o", tmp_path / "two words" / "graph.nq.gz").stdout
    words = [word.replace("DATABASE", str(tmp_path / "database")) for word in shlex.split(command)]
    beside = Path(sys.executable).with_name("oxigraph")
    binary = str(beside) if beside.exists() else shutil.which("oxigraph")
    assert binary
    subprocess.run([binary, *words[1:]], check=True, capture_output=True, timeout=120)
    assert run_query(pyoxigraph.Store.read_only(str(tmp_path / "database")), ALL) == run_query(open_store(built), ALL)


@pytest.mark.stores
def test_the_command_for_fuseki_works(built: Path, tmp_path: Path) -> None:
    """The command that is printed for Fuseki makes a TDB2 database that holds every quad."""
    jar = fetched("jena-fuseki-server-*.jar", "Apache Jena Fuseki")
    command = run("export", built, "--for", "fuseki", "-o", tmp_path / "graph.nq.gz").stdout
    command = command.replace("jena-fuseki-server-VERSION.jar", str(jar)).replace("DATABASE", str(tmp_path / "database"))
    subprocess.run([java(), *shlex.split(command)[1:]], check=True, capture_output=True, timeout=300)
    dump = [java(), "-cp", str(jar), "tdb2.tdbdump", f"--loc={tmp_path / 'database'}"]
    quads = subprocess.run(dump, check=True, capture_output=True, timeout=300, text=True).stdout.splitlines()
    assert len(quads) == len((built / "graph.nq").read_text(encoding="utf-8").splitlines())


@pytest.mark.stores
def test_the_command_for_virtuoso_works(built: Path, tmp_path: Path) -> None:
    """The command that is printed for Virtuoso, run in a shell, loads the graph, so that all answers are the same."""
    with run_virtuoso(tmp_path) as running:
        command = run("export", built, "--for", "virtuoso", "-o", tmp_path / "graph.nq.gz").stdout
        command = command.replace("127.0.0.1:1111", running.sql).replace("PASSWORD", "dba")
        subprocess.run(command, shell=True, check=True, capture_output=True, timeout=300)
        assert [one for one in kg.open(built).verify(running.address, "virtuoso") if one.fault] == []


def test_odd_texts_survive_a_bulk_file(tmp_path: Path) -> None:
    """Control characters, quotes and emoji are the same after packing and unpacking."""
    line = r'<urn:s> <urn:p> "\u0001\t\" 😀 \\ é" .'
    write_graphs([to_graph("https://example.org/x/graph/document/d", [line])], tmp_path)
    export_graph(tmp_path, "nq.gz", tmp_path / "x.nq.gz")
    assert gzip.decompress((tmp_path / "x.nq.gz").read_bytes()) == (tmp_path / "graph.nq").read_bytes()
