"""Whether the text of a typed literal is one that its datatype allows.

Engines differ here: some pass `"2020-13-45"^^xsd:date`, some read `"yes"^^xsd:boolean` as false. So we look first, and hand
every engine the same thing: a literal that is out of form gets a datatype of no meaning, which no shape allows.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from typing import Final

from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from kg.vocab import ROOT, XSD

__all__ = ["as_written", "is_blank", "is_marked", "is_well_formed", "mark", "mark_blank", "unmark"]

_MARK: Final = ROOT + "ill-formed/"  # followed by the local name of the datatype
_BLANK: Final = _MARK + "blank-node"
_ZONE: Final = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_DAY: Final = r"(-?(?:[1-9]\d{3,}|0\d{3}))-(\d\d)-(\d\d)"
_CLOCK: Final = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"


def _pattern(expression: str) -> Callable[[str], bool]:
    compiled = re.compile(expression, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


def _calendar(expression: str) -> Callable[[str], bool]:
    compiled = re.compile(expression, re.ASCII)

    def check(text: str) -> bool:
        match = compiled.fullmatch(text)
        if match is None or not 1 <= int(match[2]) <= 12:
            return False
        year = int(match[1]) % 400 + 400  # the calendar repeats every 400 years
        return 1 <= int(match[3]) <= monthrange(year, int(match[2]))[1]

    return check


def _whole(low: int | None = None, high: int | None = None) -> Callable[[str], bool]:
    digits = _pattern(r"[+-]?\d+")
    return lambda text: digits(text) and (low is None or int(text) >= low) and (high is None or int(text) <= high)


_FLOAT: Final = _pattern(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN")
# XML Schema Definition Language 1.1, Part 2: https://www.w3.org/TR/xmlschema11-2/
_CHECKS: Final[dict[str, Callable[[str], bool]]] = {
    "date": _calendar(_DAY + _ZONE),
    "dateTime": _calendar(_DAY + "T" + _CLOCK + _ZONE),
    "gYear": _pattern(r"-?(?:[1-9]\d{3,}|0\d{3})" + _ZONE),
    "gYearMonth": _pattern(r"-?(?:[1-9]\d{3,}|0\d{3})-(?:0[1-9]|1[0-2])" + _ZONE),
    "boolean": _pattern("true|false|1|0"),
    "decimal": _pattern(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"),
    "double": _FLOAT,
    "float": _FLOAT,
    "integer": _whole(),
    "nonNegativeInteger": _whole(0),
    "positiveInteger": _whole(1),
    "long": _whole(-(2**63), 2**63 - 1),
    "int": _whole(-(2**31), 2**31 - 1),
}


def is_well_formed(text: str, datatype: str) -> bool:
    """Whether a text is in the lexical space of a datatype; `True` for datatypes that are not checked.

    Args:
        text: the text as written, before any normalisation.
        datatype: IRI of the datatype.

    >>> is_well_formed("2024-02-29", XSD + "date"), is_well_formed("2023-02-29", XSD + "date")
    (True, False)
    """
    check = _CHECKS.get(datatype[len(XSD) :]) if datatype.startswith(XSD) else None
    return check is None or check(text)


def as_written(text: str, datatype: str) -> Literal:
    """Return a literal with its text unchanged; one that is out of form gets the datatype of no meaning.

    Args:
        text: the text as written.
        datatype: IRI of the datatype; empty or `xsd:string`: a plain literal.
    """
    if datatype in {"", XSD + "string"}:
        return Literal(text)
    if is_well_formed(text, datatype):
        return Literal(text, datatype=URIRef(datatype), normalize=False)
    return Literal(text, datatype=URIRef(_MARK + datatype[len(XSD) :]))


def mark(node: Node) -> Node:
    """Return a node unchanged unless it is a literal out of form: then the same text with the datatype of no meaning."""
    if not isinstance(node, Literal):
        return node
    datatype, text = str(node.datatype or ""), str.__str__(node)
    return node if is_well_formed(text, datatype) else as_written(text, datatype)


def mark_blank(node: Node) -> Node:
    """Return a node unchanged unless it is blank: then a literal that stands for it, for pySHACL compares no blank nodes."""
    return Literal(str(node), datatype=URIRef(_BLANK)) if isinstance(node, BNode) else node


def is_marked(node: Node) -> bool:
    """Whether a node is a literal that was out of form when it was read."""
    return isinstance(node, Literal) and str(node.datatype or "").startswith(_MARK) and not is_blank(node)


def is_blank(node: Node) -> bool:
    """Whether a node is a literal that stands for a blank node."""
    return isinstance(node, Literal) and str(node.datatype or "") == _BLANK


def unmark(datatype: str) -> str:
    """Return the datatype that stood there before `mark`, or the datatype itself.

    >>> unmark("https://w3id.org/agreement-kg/ill-formed/date")
    'http://www.w3.org/2001/XMLSchema#date'
    """
    return XSD + datatype.removeprefix(_MARK) if datatype.startswith(_MARK) else datatype
