"""SPARQL constraints, asked once for all focus nodes: the pattern of the targets goes before that of the constraint.

SHACL binds `$this` beforehand, for each focus node alone (https://www.w3.org/TR/shacl/#pre-binding). Asking for all at once is
the same only where `$this` reaches every part of the query: one group, with OPTIONAL and (NOT) EXISTS inside. The rest is refused.
"""

from __future__ import annotations

import re
from typing import Final

from rdflib import OWL, SH, Graph
from rdflib.term import Node

from kg.validation.setwise.nesting import nest_exists
from kg.validation.setwise.shapes import Shape, cannot

__all__ = ["body_of", "compile_sparql", "list_prefixes"]

_NOISE: Final = re.compile(r"<[^<>\s]*>|\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|#[^\n]*", re.DOTALL)
_REFUSED: Final = re.compile(
    r"\b(UNION|MINUS|VALUES|SERVICE|GROUP|HAVING|LIMIT|OFFSET|GRAPH|FROM|COUNT|SUM|AVG|MIN|MAX|SAMPLE|GROUP_CONCAT|BNODE|RAND|UUID|STRUUID)\b|\$(shapesGraph|currentShape)\b|(\?failure)\b",
    re.IGNORECASE,
)
_GROUPS: Final = re.compile(r"(\w*)\s*\{")
_OPENING: Final = frozenset({"WHERE", "OPTIONAL", "EXISTS"})
_HEAD: Final = re.compile(r"\s*SELECT\s+(?:DISTINCT\s+|REDUCED\s+)?(.*?)\s*(?:WHERE\s*)?\{", re.DOTALL | re.IGNORECASE)


def list_prefixes(shapes: Graph, constraint: Node) -> dict[str, str]:
    """Return the prefixes that `sh:prefixes` declares, each with its namespace."""
    found: dict[str, str] = {}
    for start in shapes.objects(constraint, SH.prefixes):
        for ontology in shapes.transitive_objects(start, OWL.imports):
            for declared in shapes.objects(ontology, SH.declare):
                for prefix in shapes.objects(declared, SH.prefix):
                    found[str(prefix)] = str(shapes.value(declared, SH.namespace))
    return found


def body_of(text: str) -> str | None:
    """Return what stands between the outermost braces of a SELECT; `None`: it is none, or has comments in it."""
    bare = _NOISE.sub(lambda match: "#" if match[0][0] == "#" else " " * len(match[0]), text)
    head, end = _HEAD.match(bare), bare.rfind("}")
    return None if head is None or "#" in bare else text[head.end() : end]


def compile_sparql(shapes: Graph, shape: Shape, constraint: Node, source: str) -> str:
    """Return the query for a SPARQL constraint; it selects `?this` and, where the constraint does, `?value` and `?path`.

    Args:
        shapes: the shapes file.
        shape: the shape that has the constraint.
        constraint: its node.
        source: a pattern that binds `?this`.

    Raises:
        KgError: the query cannot be asked for all focus nodes at once, or is no SELECT.
    """
    text = str(shapes.value(constraint, SH.select) or "")
    bare = _NOISE.sub(lambda match: " " * len(match[0]), text)
    if refused := _REFUSED.search(bare):
        raise cannot(constraint, f"{refused[0].upper()} in a SPARQL constraint")
    head = _HEAD.match(bare)
    if head is None or len(re.findall(r"\bSELECT\b", bare, re.IGNORECASE)) != 1:
        raise cannot(constraint, "a SPARQL constraint that is not one SELECT with its prefixes declared in sh:prefixes")
    if any(match[1].upper() not in _OPENING for match in _GROUPS.finditer(bare, head.end() - 1) if match.start() >= head.end()):
        raise cannot(constraint, "a group within a group in a SPARQL constraint")
    named = set(re.findall(r"[?$](\w+)", head[1])) | (set(re.findall(r"[?$](value|path)\b", bare)) if "*" in head[1] else set())
    if "(" in head[1] and re.search(r"\bAS\b", head[1], re.IGNORECASE) is None:
        raise cannot(constraint, "a SELECT clause that is no list of variables")
    columns = (
        text[head.start(1) : head.end(1)] if "(" in head[1] else " ".join(f"?{n}" for n in ("this", "value", "path") if n in named)
    )
    body = nest_exists(text[head.end() :])
    if shape.path is not None:
        body = re.sub(r"[$?]PATH\b", lambda _: shape.path.text if shape.path else "", body)
    elif re.search(r"[$?]PATH\b", bare):
        raise cannot(constraint, "$PATH on a node shape")
    prefixes = list_prefixes(shapes, constraint)
    prologue = "".join(f"PREFIX {prefix}: <{prefixes[prefix]}>\n" for prefix in sorted(prefixes))
    return f"{prologue}SELECT DISTINCT {columns} WHERE {{ {source} {body}"
