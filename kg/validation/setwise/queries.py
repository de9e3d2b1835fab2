"""One SPARQL query a constraint: the text, and what must still be judged in Python.

House rule says no SPARQL in Python; here the text is made from the shapes file, which is where the rules stand. A query selects
`?this` (the focus), and where it matters `?value`, `?other` (what a value is compared with) and `?path` (of a closed shape).
Comparisons that the store cannot make are errors, hence candidates: `kg.validation.setwise.judging` has the last word on them.

Joining the targets with their values is most of the work, and mostly there is nothing to find. So a constraint on a property has a
screen as well: whether any value of that property, at whatever node, is a candidate. That is a walk over its values, each once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from rdflib import RDF, SH, Graph, Literal
from rdflib.term import Node

from kg.validation.setwise import judging
from kg.validation.setwise.shapes import Path, Shape, cannot, items
from kg.validation.setwise.terms import text_of
from kg.vocab import RDFS, XSD

__all__ = ["Check", "compile_checks", "typed", "values_of"]

Classes = Callable[[Node], tuple[str, ...]]
_KINDS: Final[dict[Node, str]] = {
    SH.IRI: "isIRI(?value)",
    SH.BlankNode: "isBlank(?value)",
    SH.Literal: "isLiteral(?value)",
    SH.BlankNodeOrIRI: "!isLiteral(?value)",
    SH.BlankNodeOrLiteral: "!isIRI(?value)",
    SH.IRIOrLiteral: "!isBlank(?value)",
}
_RANGES: Final = {"minInclusive": ">=", "minExclusive": ">", "maxInclusive": "<=", "maxExclusive": "<"}
_PLAIN: Final = re.compile(r"<[^<>]*>|\(\^<[^<>]*>\)")  # a property, either way
_FLAGS: Final = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}


@dataclass(frozen=True, slots=True)
class Check:
    """A constraint, compiled.

    Attributes:
        component: local name of its component, without `ConstraintComponent`.
        text: the query.
        judge: whether a candidate (its value, what it is compared with) is a violation; `None`: every candidate is.
        screen: a question that is cheaper to ask; where the answer is no, the query has none. Empty: there is no such question.
    """

    component: str
    text: str
    judge: judging.Judge | None = None
    screen: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a constraint looks: a shape at a source.

    Attributes:
        shape: the shape.
        source: a pattern that binds `?this`.
    """

    shape: Shape
    source: str

    @property
    def values(self) -> str:
        """The pattern that binds `?this` and `?value`."""
        return values_of(self.shape, self.source)

    @property
    def alone(self) -> str:
        """The pattern of the property without the source; empty: the path is more than a property."""
        path = self.shape.path
        return f"?this {path.text} ?value ." if path is not None and _PLAIN.fullmatch(path.text) else ""

    def check(self, component: str, test: str, judge: judging.Judge | None = None) -> Check:
        """The constraint that no value passes a test, which reads `?value` and nothing else."""
        screen = f"ASK {{ {{ SELECT DISTINCT ?value WHERE {{ {self.alone} }} }} {test} }}" if self.alone else ""
        return Check(component, _rows(self.values, test), judge, screen)

    def check_one(self, component: str, test: str) -> Check:
        """The constraint that no pair of values, `?value` and `?other`, passes a test: where all are alone there is none."""
        number = "SELECT (COUNT(*) AS ?all) (COUNT(DISTINCT ?this) AS ?subjects)"
        screen = f"ASK {{ {{ {number} WHERE {{ {self.alone} }} }} FILTER(?all != ?subjects) }}" if self.alone else ""
        pair = f"?this {_path(self.shape).text} ?other . {test}"
        return Check(component, _rows(self.values, pair, "?this"), None, screen)


def values_of(shape: Shape, source: str) -> str:
    """The pattern that binds `?this` and `?value`.

    Args:
        shape: a shape.
        source: a pattern that binds `?this`.
    """
    return f"{source} BIND(?this AS ?value)" if shape.path is None else f"{source} ?this {shape.path.text} ?value ."


def typed(variable: str, classes: tuple[str, ...]) -> str:
    """A filter that no type of a node is among some classes."""
    return " ".join(f"FILTER NOT EXISTS {{ {variable} <{RDF.type}> {name} }}" for name in classes)


def compile_checks(shapes: Graph, shape: Shape, source: str, classes: Classes) -> Iterator[Check]:
    """Yield the constraints of a shape that refer to no other shape and are no SPARQL constraints.

    Args:
        shapes: the shapes file, for lists.
        shape: the shape.
        source: a pattern that binds `?this`.
        classes: the subclasses of a class in the data, itself included, as SPARQL text.

    Raises:
        KgError: a parameter cannot be compiled.
    """
    place = _Place(shape, source)
    yield from _by_value(shapes, place, classes)
    yield from _by_text(place)
    yield from _by_count(place)
    yield from _by_pair(shape, source, place.values)
    yield from _by_term(shapes, place)


def _rows(pattern: str, test: str, names: str = "?this ?value") -> str:
    return f"SELECT DISTINCT {names} WHERE {{ {pattern} {test} }}"


def _by_value(shapes: Graph, place: _Place, classes: Classes) -> Iterator[Check]:
    shape = place.shape
    for name in shape.all("class"):
        yield place.check("Class", typed("?value", classes(name)))
    for kind in shape.all("nodeKind"):
        if kind not in _KINDS:
            raise cannot(shape.node, f"sh:nodeKind {kind}")
        yield place.check("NodeKind", f"FILTER(!({_KINDS[kind]}))")
    for datatype in shape.all("datatype"):
        same = "isLiteral(?value)" if str(datatype) == RDFS + "Literal" else f"DATATYPE(?value) = {text_of(datatype)}"
        yield place.check("Datatype", f"FILTER(!COALESCE({same}, false))", partial(judging.lacks_datatype, datatype))
    for parameter, sign in _RANGES.items():
        for bound in shape.all(parameter):
            test = f"FILTER(!COALESCE(?value {sign} {text_of(bound)}, false))"
            yield place.check(parameter[0].upper() + parameter[1:], test, partial(judging.out_of_range, bound, sign))
    for head in shape.all("languageIn"):
        ranges = " || ".join(f"LANGMATCHES(LANG(?value), {text_of(one)})" for one in items(shapes, head)) or "false"
        yield place.check("LanguageIn", f"FILTER(!COALESCE({ranges}, false))")


def _by_text(place: _Place) -> Iterator[Check]:
    shape = place.shape
    altered = f"DATATYPE(?value) = <{XSD}decimal>"  # the store drops its ".0"
    for parameter, sign, component in (("minLength", ">=", "MinLength"), ("maxLength", "<=", "MaxLength")):
        for bound in shape.all(parameter):
            test = f"FILTER(!COALESCE(STRLEN(STR(?value)) {sign} {int(str(bound))}, false) || COALESCE({altered}, false))"
            yield place.check(component, test, partial(judging.lacks_length, sign, int(str(bound))))
    flags = str(min(map(str, shape.all("flags")), default=""))
    if set(flags) - set(_FLAGS):
        raise cannot(shape.node, f"sh:flags {flags!r}")
    for pattern in shape.all("pattern"):
        try:
            compiled = re.compile(str(pattern), sum(_FLAGS[flag] for flag in set(flags)))
        except re.error as error:
            raise cannot(shape.node, f"sh:pattern {str(pattern)!r} ({error})") from error
        match = f"REGEX(STR(?value), {text_of(Literal(str(pattern)))}, {text_of(Literal(flags))})"
        test = f"FILTER(!COALESCE({match}, false) || COALESCE({altered}, false))"
        yield place.check("Pattern", test, partial(judging.lacks_match, compiled))


def _by_count(place: _Place) -> Iterator[Check]:
    shape, source, values = place.shape, place.source, place.values
    for bound in shape.all("minCount"):
        number = int(str(bound))
        if number == 1:
            yield Check("MinCount", _rows(source, f"FILTER NOT EXISTS {{ ?this {_path(shape).text} ?value }}", "?this"))
        elif number > 1:
            optional = f"OPTIONAL {{ ?this {_path(shape).text} ?value }}"
            yield Check("MinCount", _counted(f"{source} {optional}", f"< {number}"))
    for bound in shape.all("maxCount"):
        number = int(str(bound))
        if number == 0:
            yield Check("MaxCount", _rows(values, "", "?this"))
        elif number == 1:
            yield place.check_one("MaxCount", "FILTER(!sameTerm(?value, ?other))")
        else:
            yield Check("MaxCount", _counted(values, f"> {number}"))
    if any(isinstance(flag, Literal) and flag.toPython() is True for flag in shape.all("uniqueLang")):
        same = "LANG(?value) != '' && LCASE(LANG(?value)) = LCASE(LANG(?other))"
        yield place.check_one("UniqueLang", f"FILTER(!sameTerm(?value, ?other) && {same})")


def _counted(pattern: str, test: str) -> str:
    return f"SELECT ?this WHERE {{ {pattern} }} GROUP BY ?this HAVING(COUNT(DISTINCT ?value) {test})"


def _path(shape: Shape) -> Path:
    if shape.path is None:
        raise cannot(shape.node, "a parameter of property shapes on a node shape")
    return shape.path


def _by_pair(shape: Shape, source: str, values: str) -> Iterator[Check]:
    back = "FILTER(!sameTerm(?this, ?value))" if shape.path is None else f"FILTER NOT EXISTS {{ ?this {shape.path.text} ?value }}"
    for name in shape.all("equals"):
        yield Check("Equals", _rows(values, f"FILTER NOT EXISTS {{ ?this {text_of(name)} ?value }}"))
        yield Check("Equals", _rows(f"{source} ?this {text_of(name)} ?value .", back))
    for name in shape.all("disjoint"):
        yield Check("Disjoint", _rows(values, f"FILTER EXISTS {{ ?this {text_of(name)} ?value }}"))
    for parameter, sign in (("lessThan", "<"), ("lessThanOrEquals", "<=")):
        for name in shape.all(parameter):
            pair = f"{source} ?this {_path(shape).text} ?value ; {text_of(name)} ?other ."
            text = _rows(pair, f"FILTER(!COALESCE(?value {sign} ?other, false))", "?this ?value ?other")
            yield Check(parameter[0].upper() + parameter[1:], text, partial(judging.out_of_order, sign))


def _by_term(shapes: Graph, place: _Place) -> Iterator[Check]:
    shape, source, values = place.shape, place.source, place.values
    for head in shape.all("in"):
        same = " || ".join(f"sameTerm(?value, {text_of(one)})" for one in items(shapes, head)) or "false"
        yield place.check("In", f"FILTER(!({same}))")
    for value in shape.all("hasValue"):
        term = text_of(value)
        if shape.path is None:
            yield Check("HasValue", _rows(source, f"FILTER(!sameTerm(?this, {term}))", "?this"))
        else:
            yield Check("HasValue", _rows(source, f"FILTER NOT EXISTS {{ ?this {shape.path.text} {term} }}", "?this"))
    if any(isinstance(flag, Literal) and flag.toPython() is True for flag in shape.all("closed")):
        allowed = {one for head in shape.all("ignoredProperties") for one in items(shapes, head)}
        allowed |= {
            path for one in shape.all("property") for path in shapes.objects(one, SH.path) if isinstance(path, type(SH.IRI))
        }
        names = ", ".join(sorted(text_of(one) for one in allowed))
        start = f"{source} ?this ?path ?value ." if shape.path is None else f"{values} ?value ?path ?other ."
        names_asked = "?this ?path ?value" if shape.path is None else "?this ?path (?other AS ?value)"
        yield Check("Closed", _rows(start, f"FILTER(?path NOT IN ({names}))", names_asked))
