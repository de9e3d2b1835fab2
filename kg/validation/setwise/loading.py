"""A graph, loaded for validation: all its named graphs as one, the ontology joined in by the caller, literals as written.

Lines of N-Quads as builds write them are taken apart by one regular expression a block; any other line (blank nodes, no graph,
escapes in a typed literal, comments) and any other format goes through the parser of Oxigraph. Triples whose property no shape
reads are checked for the form of their literal and then left out, so that the store holds what is asked and no more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

import pyoxigraph
from pyoxigraph import RdfFormat
from rdflib import Literal
from rdflib.term import Node

from kg.errors import InputError
from kg.validation.literals import is_marked, mark_blank
from kg.validation.setwise.terms import Term, hold, is_held_back, to_node, to_term

__all__ = ["Loaded", "load_blocks", "load_file", "load_triples", "reading"]

_BLOCK: Final = 1 << 24  # bytes a block: large enough for the loader's threads, small beside the store
# IRIs that are surely well formed, and languages; with others the parser has to look
_SAFE: Final = rb"[A-Za-z0-9/._~!$&'()*+,;=?:@-]*+(?:%[0-9A-Fa-f]{2}[A-Za-z0-9/._~!$&'()*+,;=?:@-]*+)*"
_IRI: Final = rb"<(?:https?://[A-Za-z0-9.-]++(?=[/#>])|urn:(?=[a-z]))" + _SAFE + rb"(?:#" + _SAFE + rb")?>"
# a whole line: the triple without its end, its property, the datatype of a typed literal; atomic, so that no line is tried twice
_LITERAL: Final = rb'"(?:[^"\\\n\r]++|\\(?:[tbnrf"\'\\]|u[0-9A-Fa-f]{4}))*"(?:@[a-z]{2}(?:-[A-Z]{2})?(?=[ ])|\^\^<([^<>\n]++)>)?'
_LINE: Final = re.compile(
    rb"^((?>" + _IRI + rb") ((?>" + _IRI + rb")) (?:(?>" + _IRI + rb")|" + _LITERAL + rb"))(?: " + _IRI + rb")? \.$", re.MULTILINE
)
_CURE: Final = "Build the graph again."


@dataclass(frozen=True, slots=True)
class Loaded:
    """A store that validation asks, and what it cannot tell itself.

    Attributes:
        store: one default graph, literals held as `kg.validation.setwise.terms` says. Validation may exchange held literals.
        ill_formed: the triples whose literal is out of form, marked, also those whose property no shape reads.
        held: the triples of the store whose literal is held under a datatype that the store cannot read.
        wanted: IRIs of the properties that are kept; `None`: all.
    """

    store: pyoxigraph.Store = field(default_factory=pyoxigraph.Store)
    ill_formed: list[tuple[Node, Node, Node]] = field(default_factory=list)
    held: list[pyoxigraph.Quad] = field(default_factory=list)
    wanted: Collection[str] | None = None

    def add(self, triples: Iterable[tuple[Term, pyoxigraph.NamedNode, Term]]) -> None:
        """Add triples, literals already held."""
        self.store.bulk_extend(self._keep(triples))

    def add_nodes(self, triples: Iterable[tuple[Node, Node, Node]]) -> None:
        """Add rdflib triples, such as the ontology."""
        self.add(_to_terms(triples))

    def values(self, focus: str, name: str) -> Iterator[Node]:
        """The values of a property at a node, as pySHACL gets them; a blank node of a report is `_:label`."""
        subject = pyoxigraph.BlankNode(focus[2:]) if focus.startswith("_:") else pyoxigraph.NamedNode(focus)
        for quad in self.store.quads_for_pattern(subject, pyoxigraph.NamedNode(name), None):
            assert not isinstance(quad.object, pyoxigraph.Triple)
            yield mark_blank(to_node(quad.object))

    def triples(self, name: str) -> Iterator[tuple[Node, Node, Node]]:
        """The triples of a property that is kept."""
        for quad in self.store.quads_for_pattern(None, pyoxigraph.NamedNode(name), None):
            assert not isinstance(quad.subject, pyoxigraph.Triple)
            assert not isinstance(quad.object, pyoxigraph.Triple)
            yield to_node(quad.subject), to_node(quad.predicate), to_node(quad.object)

    def _keep(self, triples: Iterable[tuple[Term, pyoxigraph.NamedNode, Term]]) -> Iterable[pyoxigraph.Quad]:
        for subject, name, value in triples:
            if is_held_back(value) and is_marked(known := to_node(value)):
                self.ill_formed.append((to_node(subject), to_node(name), known))
            if self.wanted is None or name.value in self.wanted:
                assert not isinstance(subject, pyoxigraph.Literal)
                quad = pyoxigraph.Quad(subject, name, value)
                if is_held_back(value):
                    self.held.append(quad)
                yield quad


def load_triples(triples: Iterable[tuple[Node, Node, Node]], wanted: Collection[str] | None = None) -> Loaded:
    """Return rdflib triples, loaded.

    Args:
        triples: of any number of graphs; parse them with `rdflib.NORMALIZE_LITERALS = False`.
        wanted: IRIs of the properties to keep; `None`: all.

    Raises:
        InputError: a node is none that RDF allows.
    """
    loaded = Loaded(wanted=wanted)
    loaded.add(_to_terms(triples))
    return loaded


def _to_terms(triples: Iterable[tuple[Node, Node, Node]]) -> Iterable[tuple[Term, pyoxigraph.NamedNode, Term]]:
    for subject, name, value in triples:
        term = to_term(name)
        if not isinstance(term, pyoxigraph.NamedNode) or isinstance(subject, Literal):
            raise InputError("is no triple that RDF allows.", where=f"{subject!r} {name!r}", cure=_CURE)
        yield to_term(subject), term, to_term(value)


def load_file(path: Path, form: RdfFormat, wanted: Collection[str] | None = None) -> Loaded:
    """Return a file, loaded in blocks: memory holds the store and one block.

    Args:
        path: the file.
        form: its format; N-Quads and N-Triples are taken apart without a parser.
        wanted: IRIs of the properties to keep; `None`: all.

    Raises:
        InputError: the file cannot be read or is malformed.
    """
    with reading(path) as file:
        if form in {RdfFormat.N_QUADS, RdfFormat.N_TRIPLES}:
            return load_blocks((b"".join(lines) for lines in iter(partial(file.readlines, _BLOCK), [])), wanted)
        loaded = Loaded(wanted=wanted)
        loaded.add(_held(pyoxigraph.parse(file, format=form)))
    return loaded


def load_blocks(blocks: Iterable[bytes], wanted: Collection[str] | None = None) -> Loaded:
    """Return blocks of whole lines of N-Quads or N-Triples, loaded one by one.

    Args:
        blocks: at best of some megabytes.
        wanted: IRIs of the properties to keep; `None`: all.

    Raises:
        SyntaxError: a line is malformed.
        ValueError: a line is no UTF-8.
    """
    loaded = Loaded(wanted=wanted)
    names = None if wanted is None else {f"<{name}>".encode() for name in wanted}
    for block in blocks:
        kept, odd = _take_apart(block, names)
        loaded.store.bulk_load(input=kept, format=RdfFormat.N_TRIPLES, lenient=True)
        loaded.add(_held(pyoxigraph.parse(odd, format=RdfFormat.N_QUADS)))
    return loaded


@contextmanager
def reading(path: Path, cure: str = _CURE) -> Iterator[BinaryIO]:
    """Open a graph for reading, and tell what is wrong with it in our words.

    Args:
        path: the file.
        cure: what helps where it cannot be read; where it is malformed, building it again does.

    Raises:
        InputError: the file cannot be read or is malformed.
    """
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error}).", where=str(path), cure=cure) from error
    except (SyntaxError, ValueError) as error:
        raise InputError(f"is malformed: {error}.", where=str(path), cure=_CURE) from error


def _take_apart(block: bytes, names: set[bytes] | None) -> tuple[bytes, bytes]:
    """The triples of plain lines that are wanted, and the lines for the parser."""
    kept, ordinary, odd = list[bytes](), dict[bytes, bool](), False
    found = _LINE.findall(block)
    block.decode()  # what is not UTF-8 is not RDF, wanted or not
    for line, name, datatype in found:
        if datatype:
            literal = line[line.index(b'"') :]
            if (known := ordinary.get(literal)) is None:
                known = ordinary[literal] = _is_ordinary(literal, datatype)
            if not known:
                odd = True
                continue
        if names is None or name in names:
            kept.append(line)
    rest = b""
    if odd or len(found) != block.count(b"\n") + (not block.endswith(b"\n")):
        rest = b"\n".join(line for line in block.split(b"\n") if not _is_plain(line))
    return b" .\n".join([*kept, b""]), rest


def _is_ordinary(literal: bytes, datatype: bytes) -> bool:
    """Whether the store gives a literal back as it is written."""
    text = literal[1 : -len(datatype) - 5]
    return b"\\" not in text and hold(text.decode(), datatype.decode())[0].encode() == datatype


def _is_plain(line: bytes) -> bool:
    match = _LINE.fullmatch(line)
    return match is not None and (not match[3] or _is_ordinary(line[line.index(b'"') : match.end(1)], match[3]))


def _held(quads: Iterable[pyoxigraph.Quad]) -> Iterable[tuple[Term, pyoxigraph.NamedNode, Term]]:
    for quad in quads:
        subject, value = quad.subject, quad.object
        if isinstance(subject, pyoxigraph.Triple) or isinstance(value, pyoxigraph.Triple):
            raise ValueError("a triple term stands where a node is due")
        if isinstance(value, pyoxigraph.Literal) and not value.language:
            value = pyoxigraph.Literal(value.value, datatype=pyoxigraph.NamedNode(hold(value.value, value.datatype.value)[0]))
        yield subject, quad.predicate, value
