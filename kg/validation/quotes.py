"""Whether every quote stands, character for character, at its place in the captured text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

from rdflib import DCTERMS, Dataset, Graph, Literal, Namespace
from rdflib.term import Node

from kg.names import document_slug
from kg.validation.engines import load_shapes
from kg.validation.reports import message_of, show
from kg.validation.violations import Violation
from kg.vocab import KG, OA, ROOT

__all__ = ["QUOTED", "check_quotes"]

_SHAPE: Final = Namespace(ROOT + "shapes#")
_KG: Final = Namespace(KG)
_OA: Final = Namespace(OA)
_READ: Final = {
    DCTERMS.identifier, _KG.textSha256, _KG.source, _KG.quote, _OA.hasSelector, _OA.start, _OA.end, _OA.exact,
}  # fmt: skip
QUOTED: Final = frozenset(map(str, _READ))  # IRIs of the properties that are read here

Triples: TypeAlias = Callable[[str], Iterable[tuple[Node, Node, Node]]]


@dataclass(frozen=True, slots=True)
class _Facts:
    """The triples that matter here, by property and subject; values in a fixed order."""

    by_property: dict[Node, dict[Node, list[Node]]]

    def of(self, name: Node) -> dict[Node, list[Node]]:
        return self.by_property[name]

    def one(self, subject: Node | None, name: Node) -> Node | None:
        values = self.by_property[name].get(subject, []) if subject is not None else []
        return min(values, key=str) if values else None


def check_quotes(texts: Mapping[str, str], graph: Dataset | Graph | Triples) -> list[Violation]:
    """Return a violation for every text that is missing or altered, and for every quote that does not stand in its text.

    Quotes of a missing text count as not checked: the text is reported, once. A statement whose source, quote or position is
    missing is left to the shapes.

    Args:
        texts: captured texts by the slug of their document (`kg.names.document_slug` of its identifier).
        graph: at least the document graphs; or what gives the triples of a property.

    Returns:
        Violations, sorted; the focus of a wrong quote is its statement, the value the words that were quoted.
    """
    facts = _collect(graph)
    known: dict[Node, str] = {}
    found: list[Violation] = []
    for document, identifiers in facts.of(DCTERMS.identifier).items():
        text = texts.get(document_slug(str(min(identifiers, key=str))))
        digest = facts.one(document, _KG.textSha256)
        if text is None:
            found.append(_violation("Text-present", "Text", document, "", None))
            continue
        known[document] = text
        if digest is not None and str(digest) != hashlib.sha256(text.encode("utf-8")).hexdigest():
            found.append(_violation("Text-unchanged", "Text", document, str(_KG.textSha256), digest))
    found.extend(_check_statements(facts, known))
    return sorted(found)


def _collect(graph: Dataset | Graph | Triples) -> _Facts:
    by_property: dict[Node, dict[Node, list[Node]]] = {name: {} for name in _READ}
    triples: Iterable[tuple[Node, Node, Node]]
    if isinstance(graph, Dataset):
        triples = ((s, p, o) for s, p, o, _ in graph.quads())
    else:
        triples = graph if isinstance(graph, Graph) else chain.from_iterable(map(graph, sorted(QUOTED)))
    for subject, name, value in triples:
        if name in _READ:
            by_property[name].setdefault(subject, []).append(value)
    return _Facts(by_property)


def _check_statements(facts: _Facts, texts: Mapping[Node, str]) -> Iterator[Violation]:
    for statement, quotes in facts.of(_KG.quote).items():
        source = facts.one(statement, _KG.source)
        text = texts.get(source) if source is not None else None
        if text is None:
            continue
        for quote in quotes:
            selectors = facts.of(_OA.hasSelector).get(quote, [])
            starts, ends, words = (
                [value for one in selectors for value in facts.of(name).get(one, [])] for name in (_OA.start, _OA.end, _OA.exact)
            )
            if not (starts and ends and words):
                continue
            if len(starts) > 1 or len(ends) > 1 or any(_slice(text, starts[0], ends[0]) != str(one) for one in words):
                yield _violation("Quote-verbatim", "Quote", statement, str(_KG.quote), min(words, key=str))


def _slice(text: str, start: Node, end: Node) -> str | None:
    """The code points of a half-open span, `None` when the bounds are no whole numbers or lie outside the text."""
    try:
        first, last = int(str(start)), int(str(end))
    except ValueError:
        return None
    return text[first:last] if 0 <= first < last <= len(text) else None


def _violation(shape: str, component: str, focus: Node, path: str, value: Node | None) -> Violation:
    name = _SHAPE[shape]
    words = show(value) if isinstance(value, Literal) else ""
    return Violation(show(focus), path, words, str(name), component, "Violation", message_of(load_shapes(), name))
