"""JSON-LD that is the same each time: one context of prefixes, graphs and nodes by name, every value a list, one node a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from kg.ntriples import text_of
from kg.records import NamedGraph
from kg.vocab import PREFIXES, RDF, XSD

__all__ = ["to_jsonld"]

_TYPE: Final = f"<{RDF}type>"
_STRING: Final = f"{XSD}string"


@lru_cache(maxsize=65536)
def _compact(address: str) -> str:
    for name, start in PREFIXES.items():
        if address.startswith(start) and (local := address[len(start) :]) and not local.startswith("//"):
            return f"{name}:{local}"
    return address


def _value(term: str) -> dict[str, str]:
    if term.startswith("<"):
        return {"@id": _compact(term[1:-1])}
    text, tail = text_of(term), term[term.rindex('"') + 1 :]
    if tail.startswith("@"):
        return {"@language": tail[1:], "@value": text}
    kind = tail[3:-1] if tail else _STRING
    return {"@value": text} if kind == _STRING else {"@type": _compact(kind), "@value": text}


def _nodes(graph: NamedGraph) -> list[dict[str, object]]:
    nodes: dict[str, dict[str, object]] = {}
    for line in graph.triples:
        subject, predicate, term = line[:-2].split(" ", 2)
        node = nodes.setdefault(subject, {"@id": _compact(subject[1:-1])})
        key, value = _compact(predicate[1:-1]), _value(term)
        values = node.setdefault("@type" if predicate == _TYPE and "@id" in value else key, [])
        assert isinstance(values, list)
        values.append(value["@id"] if predicate == _TYPE and "@id" in value else value)
    return list(nodes.values())


def to_jsonld(graphs: Iterable[NamedGraph]) -> Iterator[str]:
    """Yield a JSON-LD document piece by piece, the graphs in the order given."""
    context = {name: {"@id": address, "@prefix": True} for name, address in sorted(PREFIXES.items())}
    yield f'{{"@context": {json.dumps(context, ensure_ascii=False)},\n"@graph": ['
    for number, graph in enumerate(graphs):
        nodes = ",\n  ".join(json.dumps(node, ensure_ascii=False) for node in _nodes(graph))
        yield f'{"," if number else ""}\n {{"@id": {json.dumps(graph.iri, ensure_ascii=False)}, "@graph": [\n  {nodes}]}}'
    yield "\n]}\n"
