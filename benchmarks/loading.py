"""How fast a build goes into each store, as a ratio to the store's own bulk loader on the same triples.

Seconds are those of CPU, ours and the server's (Linux). `load`: into the empty store; `same`: once more; `changed`: after ten
documents have changed.

Usage: python benchmarks/loading.py [--documents 1000] [STORE …]

STORE: oxigraph, virtuoso, fuseki-memory, fuseki-tdb2, rdf4j; all that are at hand unless told. Those of `make test-stores` are
found through KG_STORES. The graph is the build of seeds/ copied under other names: document graphs, and those of their dealings.
"""

from __future__ import annotations

import argparse
import os
import resource as resource_usage
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from _pytest.outcomes import Skipped

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from many import change, copies
from stores import STORES, Running, run_store

from kg.export import write_graphs
from kg.files import resource
from kg.loading import LoadReport, load_graphs
from kg.ntriples import read_graphs
from kg.pipeline import build


def tell(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def spent() -> float:
    """Seconds of CPU that we, the servers that we started, and all that has ended have spent so far."""
    ended, me = resource_usage.getrusage(resource_usage.RUSAGE_CHILDREN), os.getpid()
    ticks = 0
    for child in Path(f"/proc/{me}/task/{me}/children").read_text(encoding="ascii").split():
        fields = Path(f"/proc/{child}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return time.process_time() + ended.ru_utime + ended.ru_stime + ticks / os.sysconf("SC_CLK_TCK")


def timed(act: Callable[[], object]) -> float:
    """Seconds of CPU that something takes, here and in the server; what else the machine does counts for nothing."""
    start = spent()
    act()
    return spent() - start


def post_quads(url: str, file: Path) -> None:
    """Send a file of N-Quads in one request."""
    headers = {"Content-Type": "application/n-quads"}
    httpx.post(url, content=file.read_bytes(), headers=headers, timeout=600, trust_env=False).raise_for_status()


def load_bulk(running: Running, file: Path) -> None:
    """Load a file of N-Quads by the store's own bulk loader; over HTTP where that is its way."""
    if running.kind == "oxigraph":
        post_quads(f"{running.address}/store?no_transaction", file)
    elif running.kind == "fuseki":
        post_quads(f"{running.address}/data", file)
    elif running.kind == "rdf4j":
        post_quads(f"{running.address}/statements", file)
    else:
        (running.folder / "bulk").mkdir()
        (running.folder / "bulk" / "graph.nq").write_bytes(file.read_bytes())
        told = f"ld_dir('{running.folder / 'bulk'}', '*.nq', 'urn:x'); rdf_loader_run(); checkpoint;"
        subprocess.run(["isql-vt", running.sql, "dba", "dba", f"exec={told}"], check=True, capture_output=True, timeout=600)


def measure(name: str, fresh: Path, changed: Path) -> str:
    """One line of the table."""

    def load(folder: Path, running: Running) -> LoadReport:
        return load_graphs(folder, running.address, running.kind)

    with tempfile.TemporaryDirectory() as one, run_store(name, Path(one)) as running:
        bulk = timed(lambda: load_bulk(running, fresh / "graph.nq"))
    with tempfile.TemporaryDirectory() as other, run_store(name, Path(other)) as running:
        first = timed(lambda: load(fresh, running))
        same = timed(lambda: load(fresh, running))
        start = spent()
        report = load(changed, running)
        again = spent() - start
        return (
            f"{running.version:42} {bulk:7.1f} {first:7.1f} {first / bulk:7.1f} {same:7.1f} {again:7.1f}   "
            f"{report.sent} sent, {report.number('drop')} dropped, {report.number('keep')} kept"
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stores", nargs="*", default=list(STORES))
    parser.add_argument("--documents", type=int, default=1000)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        build([resource("seeds")], folder / "seeds")
        seeds = read_graphs(folder / "seeds")
        documents = sum("graph/document/" in graph.iri for graph in seeds)
        number = told.documents // documents
        graphs = list(copies(seeds, number))
        write_graphs(graphs, folder / "fresh")
        write_graphs(change(graphs, number // 10), folder / "changed")
        triples = sum(len(graph.triples) for graph in graphs)
        tell(f"{number * documents} document graphs, {len(graphs)} graphs, {triples} triples; 10 documents changed; seconds of CPU")
        tell(f"{'store':42} {'bulk':>7} {'load':>7} {'ratio':>7} {'same':>7} {'changed':>7}")
        for name in told.stores:
            try:
                tell(measure(name, folder / "fresh", folder / "changed"))
            except Skipped as reason:
                tell(f"{name:42} {reason}")


if __name__ == "__main__":
    main()
