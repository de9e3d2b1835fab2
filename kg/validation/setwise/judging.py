"""The last word on candidates: values that the store cannot compare as rdflib, and so pySHACL, does.

A candidate whose verdict is certain already (an ordinary literal of a datatype that the store reads) is passed through.
"""

from __future__ import annotations

import datetime
import operator
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, TypeAlias

import pyoxigraph
from pyshacl.rdfutil.compare import compare_literal
from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from kg.validation.literals import mark_blank
from kg.validation.setwise.terms import Term, is_held_back, to_node
from kg.vocab import XSD

__all__ = ["Judge", "lacks_datatype", "lacks_length", "lacks_match", "out_of_order", "out_of_range"]

Judge: TypeAlias = Callable[[Term, Term | None], bool]
_SIGNS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_VALUES: Final[dict[str, type]] = {  # the Python types that pySHACL demands of a well-formed literal
    "integer": int, "float": float, "decimal": Decimal, "boolean": bool, "date": datetime.date, "time": datetime.time,
    "dateTime": datetime.datetime,
}  # fmt: skip
_COMPARED: Final = frozenset(XSD + name for name in ("date", "dateTime", "integer", "decimal", "boolean", "string", "gYear"))


def lacks_datatype(datatype: Node, value: Term, _: Term | None) -> bool:
    """Whether a value is no literal of a datatype."""
    if not is_held_back(value):
        return True
    node = to_node(value)
    if not isinstance(node, Literal) or node.datatype != datatype or node.ill_typed:
        return True
    wanted = _VALUES.get(str(datatype).removeprefix(XSD))
    return wanted is not None and not isinstance(node.value, wanted)


def out_of_range(bound: Node, sign: str, value: Term, _: Term | None) -> bool:
    """Whether a value is not above or below a bound."""
    if not is_held_back(value) and not is_held_back_node(bound):
        return True
    node = to_node(value)
    if not isinstance(node, Literal) or isinstance(node.value, str) != isinstance(_value(bound), str):
        return True
    try:
        order = compare_literal(node, bound)  # type: ignore[no-untyped-call] # pySHACL's own order, so that reports are equal
        return not _SIGNS[sign](order, 0)
    except (TypeError, NotImplementedError):
        return True


def is_held_back_node(bound: Node) -> bool:
    """Whether a bound of the shapes is none that the store compares."""
    return not isinstance(bound, Literal) or str(bound.datatype or XSD + "string") not in _COMPARED


def _value(node: Node) -> object:
    return node.value if isinstance(node, Literal) else None


def out_of_order(sign: str, value: Term, other: Term | None) -> bool:
    """Whether a value does not come before another; IRIs and literals of one unknown datatype go by their text."""
    assert other is not None
    if _datatype(value) in _COMPARED and _datatype(value) == _datatype(other):
        return True
    left, right = _comparable(to_node(value)), _comparable(to_node(other))
    if isinstance(left, Literal) != isinstance(right, Literal):
        return True
    try:
        return not _SIGNS[sign](left, right)
    except TypeError:  # rdflib has no order for these
        return True


def _datatype(term: Term) -> str:
    return term.datatype.value if isinstance(term, pyoxigraph.Literal) else ""


def _comparable(node: Node) -> object:
    if isinstance(node, URIRef):
        return str(node)
    known = mark_blank(node)
    return known.value if isinstance(known, Literal) and isinstance(known.value, str) else known


def lacks_length(sign: str, length: int, value: Term, _: Term | None) -> bool:
    """Whether the text of a value is too long or too short; a blank node has none, but none is long enough for 0."""
    node = to_node(value)
    if isinstance(node, BNode):
        return not (sign == ">=" and length == 0)
    return not _SIGNS[sign](len(str.__str__(node)), length)


def lacks_match(pattern: re.Pattern[str], value: Term, _: Term | None) -> bool:
    """Whether the text of a value does not match."""
    node = to_node(value)
    return isinstance(node, BNode) or pattern.search(str.__str__(node)) is None
