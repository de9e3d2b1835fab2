"""How long validation takes, set-wise, by pySHACL and by TopBraid, as ratios to a bulk load of the same file.

Usage: python benchmarks/validation.py [--quads 200000 2000000] [--peers 200000] [--topbraid]

The graph is the build of seeds/ copied under other names until it has so many quads, with one triple of each tenth graph left out,
so that there is something to report. CPU seconds of the process (TopBraid: of its own process), peak memory in MB; each engine runs
in a process of its own. `--peers` is the size up to which pySHACL runs too (minutes at 200,000); reports must be equal.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import pyoxigraph
from many import copies
from shape_cases import ask_topbraid

from kg.files import resource as data_file
from kg.ntriples import read_graphs, to_quads
from kg.pipeline import build
from kg.records import NamedGraph
from kg.validation import Violation, validate_files
from kg.validation.engines import join, settle
from kg.validation.files import read_graph

Result = tuple[float, int, list[Violation]]


def cpu(children: bool = False) -> float:
    """CPU seconds so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def load_bulk(file: Path) -> list[Violation]:
    """The baseline: the file into a store in memory, nothing else."""
    pyoxigraph.Store().bulk_load(path=file)
    return []


def run_setwise(file: Path) -> list[Violation]:
    """Load and validate, one query a constraint."""
    return validate_files(file, engine="sparql")


def run_pyshacl(file: Path) -> list[Violation]:
    """Read and validate by the reference."""
    return validate_files(file, engine="pyshacl")


def run_topbraid(file: Path) -> list[Violation]:
    """Read, hand over and validate by TopBraid."""
    joined, ill_formed = join(read_graph(file))
    with tempfile.TemporaryDirectory() as folder:
        return settle(ask_topbraid(joined, Path(folder)), joined, ill_formed)


def measured(run: Callable[[Path], list[Violation]], file: Path) -> Result:
    """CPU seconds, peak memory in MB and the report."""
    children = run is run_topbraid
    start = cpu(children)
    found = run(file)
    return cpu(children) - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, found


def spoiled(graphs: Iterable[NamedGraph]) -> Iterator[str]:
    """N-Quads of graphs, with one origin left out in each tenth."""
    for number, graph in enumerate(graphs):
        lines = to_quads(graph).splitlines(keepends=True)
        hit = next((line for line in lines if "ns#origin>" in line), None) if number % 10 == 3 else None
        yield "".join(line for line in lines if line is not hit)


def write(seeds: list[NamedGraph], quads: int, file: Path) -> int:
    """Write a graph of at least so many quads; return how many it has."""
    number = 1 + quads // sum(len(graph.triples) for graph in seeds)
    with file.open("w", encoding="utf-8") as target:
        return sum(target.write(text) and text.count("\n") for text in spoiled(copies(seeds, number)))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quads", type=int, nargs="+", default=[3_000, 20_000, 200_000, 2_000_000])
    parser.add_argument("--peers", type=int, default=200_000)
    parser.add_argument("--topbraid", action="store_true")
    told = parser.parse_args()
    sys.stdout.write(f"{'quads':>9} {'engine':10} {'CPU s':>8} {'to load':>8} {'MB':>6} violations\n")
    with tempfile.TemporaryDirectory() as place, multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        build([data_file("seeds")], Path(place) / "seeds")
        seeds = read_graphs(Path(place) / "seeds")
        for quads in told.quads:
            file = Path(place) / "graph.nq"
            number = write(seeds, quads, file)
            engines: list[Callable[[Path], list[Violation]]] = [load_bulk, run_setwise]
            engines += [run_pyshacl] if quads <= told.peers else []
            engines += [run_topbraid] if told.topbraid and quads <= told.peers else []
            first, reports = 0.0, list[list[Violation]]()
            for run in engines:
                start = time.perf_counter()
                seconds, memory, found = pool.apply(measured, (run, file))
                first = first or seconds
                reports += [found] if run is not load_bulk else []
                name = run.__name__.partition("_")[2]
                sys.stdout.write(f"{number:9} {name:10} {seconds:8.2f} {seconds / first:8.2f} {memory:6} {len(found)}")
                sys.stdout.write(f"   ({time.perf_counter() - start:.1f} s wall)\n")
                sys.stdout.flush()
            sys.stdout.write(f"{number:9} reports equal: {all(report == reports[0] for report in reports)}\n")


if __name__ == "__main__":
    main()
