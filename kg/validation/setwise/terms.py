"""Terms between three places: as written in a file, as the store holds them, as rdflib and the report have them.

Oxigraph keeps the value of a literal and not its text: `"01"^^xsd:integer` comes back as `"1"`, `xsd:int` as `xsd:integer`. SHACL
looks at the text and the datatype. So a literal that would not come back as written is held with a datatype of its own, which no
operator of the store knows: a comparison with it is an error, hence a candidate, and candidates are judged in Python
(`kg.validation.setwise.judging`). What a build writes is ordinary, so this costs nothing where nothing is odd.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, TypeAlias

import pyoxigraph
from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from kg.errors import InputError
from kg.validation.literals import as_written, is_well_formed
from kg.vocab import ROOT, XSD

__all__ = ["Term", "hold", "is_held_back", "plain", "text_of", "to_node", "to_term"]

Term: TypeAlias = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal

_WRITTEN: Final = ROOT + "as-written/"
_DAY: Final = r"(?!0000)\d{4}-\d\d-\d\d"
# What comes back from Oxigraph as it went in, for each datatype that it reads; a decimal loses its ".0", which `to_node` restores.
_SAME: Final = {
    name: re.compile(pattern, re.ASCII)
    for name, pattern in {
        "date": _DAY,
        "dateTime": _DAY + r"T(?!24)\d\d:\d\d:\d\d",
        "gYear": r"(?!0000)\d{4}",
        "boolean": "true|false",
        "integer": r"0|-?[1-9]\d{0,17}",
        "decimal": r"0\.0|-?[1-9]\d{0,14}\.(?:0|\d{0,14}[1-9])|-?0\.\d{0,14}[1-9]",
    }.items()
}
# datatypes that Oxigraph does not read at all
_UNREAD: Final = frozenset(
    {"string", "anyURI", "hexBinary", "base64Binary", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "QName"}
)


@lru_cache(maxsize=65536)
def hold(text: str, datatype: str) -> tuple[str, bool]:
    """Return the datatype under which the store holds a literal, and whether its text is in the lexical space.

    Args:
        text: the text as written.
        datatype: IRI of the datatype.
    """
    if not datatype.startswith(XSD):
        return datatype, True
    name = datatype[len(XSD) :]
    if not is_well_formed(text, datatype):
        return str(as_written(text, datatype).datatype), False
    same = _SAME.get(name)
    if name in _UNREAD or (same is not None and same.fullmatch(text)):
        return datatype, True
    return _WRITTEN + name, True


def to_term(node: Node) -> Term:
    """Return an rdflib node as the store holds it.

    Raises:
        InputError: the node is no IRI, blank node or literal that RDF allows.
    """
    try:
        if isinstance(node, Literal):
            text = str.__str__(node)
            if node.language:
                return pyoxigraph.Literal(text, language=node.language)
            if node.datatype is None:
                return pyoxigraph.Literal(text)
            return pyoxigraph.Literal(text, datatype=pyoxigraph.NamedNode(hold(text, str(node.datatype))[0]))
        return pyoxigraph.BlankNode(str(node)) if isinstance(node, BNode) else pyoxigraph.NamedNode(str(node))
    except ValueError as error:
        raise InputError(
            f"is no term that RDF allows ({error}).", where=repr(str(node)), cure="Write it as RDF demands."
        ) from error


@lru_cache(maxsize=65536)
def to_node(term: Term) -> Node:
    """Return what the store holds as the rdflib node that validation sees: literals as written, those out of form marked."""
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype, text = term.datatype.value, term.value
    if datatype.startswith(_WRITTEN):
        return as_written(text, XSD + datatype.removeprefix(_WRITTEN))
    if datatype == XSD + "decimal" and "." not in text:
        text += ".0"
    return as_written(text, datatype)


def is_held_back(term: object) -> bool:
    """Whether a term is a literal that the store holds under a datatype that it cannot read."""
    return isinstance(term, pyoxigraph.Literal) and term.datatype.value.startswith(ROOT)


def plain(term: pyoxigraph.Literal) -> pyoxigraph.Literal:
    """Return a literal that is held back as the store would read it: for SPARQL constraints, which calculate with values."""
    datatype = term.datatype.value
    if not datatype.startswith(_WRITTEN):
        return term
    return pyoxigraph.Literal(term.value, datatype=pyoxigraph.NamedNode(XSD + datatype.removeprefix(_WRITTEN)))


def text_of(node: Node) -> str:
    """Return a node of the shapes as SPARQL text, a literal as the store holds it.

    Raises:
        InputError: the node is blank, which no query can name.
    """
    term = to_term(node)
    if isinstance(term, pyoxigraph.BlankNode):
        raise InputError("is blank, and a query cannot name it.", where=str(term), cure="Give it an IRI in the shapes.")
    return str(term)
