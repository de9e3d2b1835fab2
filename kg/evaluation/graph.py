"""Read what a built graph says, in the form of a gold set. Names of graphs are ignored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError
from kg.evaluation.items import (
    AgreementItem,
    Collection,
    DocumentItem,
    PartyItem,
    StatementItem,
    TermItem,
    dashed,
    day_bounds,
    number_slot,
    party_key,
)
from kg.vocab import DCTERMS, KG, OA, RDF, SKOS

__all__ = ["GRAPH_FORMATS", "load_built"]

GRAPH_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_LINKS = ("supersedes", "amends", "extends", "reaffirms", "implements")


class _Triples:
    """Triples by subject and property. Values come out as sorted strings, so that no answer hangs on the order in a file."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._values: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for path in paths:
            for subject, predicate, value in _read(path):
                self._values[subject, predicate].add(value)
                self._pairs[predicate].add((subject, value))

    def members(self, name: str) -> list[str]:
        """All nodes of a class of the project."""
        return sorted(s for s, o in self._pairs[RDF + "type"] if o == KG + name)

    def links(self, name: str) -> list[tuple[str, str]]:
        return sorted(self._pairs[KG + name])

    def every(self, node: str, *path: str) -> list[str]:
        nodes = {node}
        for step in path:
            nodes = {value for n in nodes for value in self._values.get((n, step), ())}
        return sorted(nodes)

    def one(self, node: str, *path: str) -> str | None:
        return next(iter(self.every(node, *path)), None)

    def name(self, node: str, step: str) -> str | None:
        value = self.one(node, KG + step)
        return dashed(value) if value is not None else None

    def bounds(self, node: str, step: str) -> tuple[str | None, str | None]:
        return day_bounds((self.one(node, f"{KG}{step}Earliest"), self.one(node, f"{KG}{step}Latest")))


def _read(path: Path) -> Iterator[tuple[str, str, str]]:
    if path.suffix not in GRAPH_FORMATS:
        raise InputError("is no graph file.", where=str(path), cure=f"Give a file that ends in {', '.join(GRAPH_FORMATS)}.")
    try:
        for quad in ox.parse(path=str(path), format=GRAPH_FORMATS[path.suffix]):
            triple = quad.triple
            yield _plain(triple.subject), _plain(triple.predicate), _plain(triple.object)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error}).", where=str(path), cure="Check the path.") from error
    except (SyntaxError, ValueError) as error:
        raise InputError(f"is no valid {path.suffix[1:]} ({error}).", where=str(path), cure="Build the graph again.") from error


def _plain(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode | ox.Literal | ox.BlankNode) else str(node)


def load_built(paths: Iterable[Path]) -> Collection:
    """Return what the graphs of some files say together; IRIs stand for ids.

    Raises:
        InputError: a file is missing, has no known ending, or does not parse, or a figure in it is no number.
    """
    paths = list(paths)
    graph = _Triples(paths)
    try:
        terms = {t: _term(graph, t) for t in graph.members("Term")}
        statements = {s: _statement(graph, s, frozenset(terms)) for s in graph.members("Statement")}
    except ValueError as error:
        raise InputError(
            f"holds a value that is no number ({error}).", where=", ".join(map(str, paths)), cure="Run kg validate."
        ) from error
    return Collection(
        name="built",
        documents={d: _document(graph, d) for d in graph.members("Document")},
        parties={p: PartyItem(p, _party_keys(graph, p)) for p in graph.members("Party")},
        agreements={a: _agreement(graph, a) for a in graph.members("Agreement")},
        terms=terms,
        statements=statements,
        links=dict.fromkeys(_links(graph, statements), False),
        findings=dict.fromkeys(_findings(graph), False),
    )


def _document(graph: _Triples, node: str) -> DocumentItem:
    digest = graph.one(node, KG + "sha256")
    return DocumentItem(node, (graph.one(node, DCTERMS + "identifier") or "",), (digest,) if digest else ())


def _party_keys(graph: _Triples, node: str) -> frozenset[str]:
    names = graph.every(node, SKOS + "prefLabel") + graph.every(node, SKOS + "altLabel")
    return frozenset(map(party_key, names)) - {""}


def _agreement(graph: _Triples, node: str) -> AgreementItem:
    force = graph.name(node, "force")
    return AgreementItem(
        id=node,
        parties=frozenset(graph.every(node, KG + "party")),
        kind=graph.name(node, "kind"),
        force=force and force.removeprefix("force-"),
        made=graph.bounds(node, "made"),
    )


def _term(graph: _Triples, node: str) -> TermItem:
    end = graph.bounds(node, "end")
    slots = {name: graph.name(node, name) for name in ("matter", "modality", "exclusivity")} | {
        "bearer": frozenset(graph.every(node, KG + "bearer")) or None,
        "counterparty": frozenset(graph.every(node, KG + "counterparty")) or None,
        "end": end if any(end) else None,
        "number": number_slot(*(graph.one(node, KG + name) for name in ("low", "high", "unit"))),
    }
    return TermItem(node, graph.one(node, KG + "inAgreement") or "", slots)


def _statement(graph: _Triples, node: str, terms: frozenset[str]) -> StatementItem:
    selector = (KG + "quote", OA + "hasSelector")
    return StatementItem(
        id=node,
        document=graph.one(node, KG + "source") or graph.one(node, KG + "quote", OA + "hasSource") or "",
        start=int(graph.one(node, *selector, OA + "start") or 0),
        end=int(graph.one(node, *selector, OA + "end") or 0),
        exact=graph.one(node, *selector, OA + "exact"),
        stance=graph.name(node, "stance"),
        layer=graph.name(node, "layer"),
        about=frozenset(graph.every(node, KG + "about")),
        asserts=frozenset(graph.every(node, KG + "asserts")) & terms,
        link_ends=(*graph.every(node, KG + "linkFrom"), *graph.every(node, KG + "linkTo")),
    )


def _links(graph: _Triples, statements: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for name in _LINKS:
        yield from ((later, name, earlier) for later, earlier in graph.links(name))
    for node in statements:
        kind = graph.name(node, "linkType") or "?"
        for later in graph.every(node, KG + "linkFrom"):
            yield from ((later, kind, earlier) for earlier in graph.every(node, KG + "linkTo"))


def _findings(graph: _Triples) -> Iterator[tuple[str, str, str]]:
    for node in graph.members("Finding"):
        left, right = graph.one(node, KG + "left"), graph.one(node, KG + "right")
        yield left or "", graph.name(node, "verdict") or "?", right or ""
