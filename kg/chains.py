"""The chain of agreements as a graph, drawn as a tree, Mermaid, DOT or GraphML.

The input are rows of the query `supersession-chain`, so that it works on any loaded graph, near or far.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import networkx as nx

from kg.errors import InputError
from kg.records import Layer

__all__ = ["CHAIN_FORMATS", "ChainLink", "chain_graph", "format_chain", "print_tree"]

Row = Mapping[str, str]
_LONGEST: Final = 160  # characters of a quote that a drawing shows


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One kind of link between two agreements, with its best carrier. `others` counts further passages that carry it."""

    type: str
    order: str = ""
    words: str = ""
    carrier: str = ""
    layer: str = ""
    basis: str = ""
    others: int = 0


def _name(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _rank(layer: str) -> int:
    name = _name(layer)
    return Layer(name).rank if name in Layer.__members__.values() else -1


def chain_graph(rows: Iterable[Row]) -> nx.DiGraph[str]:
    """Return the graph of agreements: an edge leads from the later to the earlier one and holds its links.

    Args:
        rows: rows of `supersession-chain` as text by column; a column without a value may be missing or empty.

    Returns:
        Nodes are IRIs with label, kind, force, earliest, latest and steps; `links` of an edge are its `ChainLink`s, sorted by type.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    carriers: dict[tuple[str, str], dict[str, list[Row]]] = {}
    for row in sorted(rows, key=lambda r: sorted(r.items())):
        told = {key: row.get(key, "") or "" for key in ("label", "earliest", "latest")}
        names = {key: _name(row.get(key, "") or "") for key in ("kind", "force")}
        graph.add_node(row["agreement"], **told, **names, steps=int(row.get("steps", "") or 0))
        if row.get("previous"):
            link = _name(row.get("link", ""))
            carriers.setdefault((row["agreement"], row["previous"]), {}).setdefault(link, []).append(row)
    for (later, earlier), by_type in sorted(carriers.items()):
        if earlier not in graph:  # an agreement of other parties than those asked for
            graph.add_node(earlier, label=_name(earlier), earliest="", latest="", kind="", force="", steps=0)
        graph.add_edge(later, earlier, links=tuple(_link(kind, by_type[kind]) for kind in sorted(by_type)))
    return graph


def _link(kind: str, rows: list[Row]) -> ChainLink:
    found = {row.get("carrier", ""): row for row in rows}
    best = min(found.values(), key=lambda r: (-_rank(r.get("layer", "")), r.get("carrier", ""), r.get("words", "")))
    told = {key: best.get(key, "") or "" for key in ("order", "words", "carrier")}
    return ChainLink(kind, **told, layer=_name(best.get("layer", "")), basis=_name(best.get("basis", "")), others=len(found) - 1)


def _day(earliest: str, latest: str) -> str:
    if earliest and latest:
        return earliest if earliest == latest else f"{earliest} … {latest}"
    return f"not before {earliest}" if earliest else f"by {latest}" if latest else "date unknown"


def _title(node: Mapping[str, str]) -> str:
    nature = ", ".join(x for x in (node["kind"], node["force"]) if x)
    return node["label"] + (f" ({nature})" if nature else "")


def _quote(words: str) -> str:
    plain = " ".join(words.split())
    return f"“{plain[:_LONGEST] + ('…' if len(plain) > _LONGEST else '')}”" if plain else ""


def _parents(graph: nx.DiGraph[str]) -> dict[str, str]:
    """For each agreement the one under which a tree shows it: the last that it follows; none for those that follow nothing.

    Agreements come in the order of their place in the chain, and only one that has come before can be a parent: a cycle ends there.
    """
    order = sorted(graph, key=lambda a: (graph.nodes[a]["steps"], graph.nodes[a]["earliest"] or "9", a))
    place = {a: i for i, a in enumerate(order)}
    found = {}
    for a in order:
        before = [b for b in graph.successors(a) if place[b] < place[a]]
        found[a] = max(before, key=lambda b: place[b]) if before else ""
    return found


def print_tree(graph: nx.DiGraph[str]) -> str:
    """Return the chain as a tree for people: the earliest agreements first, each later one below what it follows.

    Below an agreement with its nature and day stand its links, whether their order is certain, and the words that carry them.
    """
    parents = _parents(graph)
    children: dict[str, list[str]] = {}
    for a, parent in parents.items():
        children.setdefault(parent, []).append(a)
    lines: list[str] = []
    todo = [(a, "", True, True) for a in reversed(children.get("", []))]
    while todo:
        a, indent, last, root = todo.pop()
        branch, below = ("", "") if root else ("└─ ", "   ") if last else ("├─ ", "│  ")
        node = graph.nodes[a]
        lines.append(f"{indent}{branch}{_title(node)} · {_day(node['earliest'], node['latest'])}")
        more = children.get(a, [])
        bar = "│  " if more else "   "
        lines += [f"{indent}{below}{bar}{text}" for text in _link_lines(graph, a)]
        todo += [(b, indent + below, b == more[-1], False) for b in reversed(more)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _link_lines(graph: nx.DiGraph[str], later: str) -> list[str]:
    lines = []
    for earlier in sorted(graph.successors(later)):
        for link in graph.edges[later, earlier]["links"]:
            doubt = "" if link.order == "certain" else f", order {link.order}" if link.order else ""
            basis = f", {link.basis.lower()}" if link.basis else ""
            others = f" (and {link.others} more)" if link.others else ""
            lines.append(f"{link.type} {graph.nodes[earlier]['label']}{basis}{doubt}: {_quote(link.words)}{others}")
    return lines


def _mermaid(graph: nx.DiGraph[str]) -> str:
    ids = {a: f"a{i}" for i, a in enumerate(sorted(graph))}

    def safe(text: str) -> str:
        return "".join(c if c.isalnum() or c in " .,-…:()" else f"#{ord(c)};" for c in text)

    lines = ["flowchart BT"]
    for a, short in ids.items():
        node = graph.nodes[a]
        lines.append(f'  {short}["{safe(_title(node))}<br/>{safe(_day(node["earliest"], node["latest"]))}"]')
    for a, b in sorted(graph.edges):
        arrow = "-.->" if any(k.order == "possible" for k in graph.edges[a, b]["links"]) else "-->"
        lines.append(f'  {ids[a]} {arrow}|"{safe(", ".join(k.type for k in graph.edges[a, b]["links"]))}"| {ids[b]}')
    return "\n".join(lines) + "\n"


def _dot(graph: nx.DiGraph[str]) -> str:
    def safe(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'

    lines = ["digraph chain {", "  rankdir=BT;", "  node [shape=box];"]
    for a in sorted(graph):
        node = graph.nodes[a]
        lines.append(f"  {safe(a)} [label={safe(_title(node) + ' · ' + _day(node['earliest'], node['latest']))}];")
    for a, b in sorted(graph.edges):
        links = graph.edges[a, b]["links"]
        style = " style=dashed" if any(k.order == "possible" for k in links) else ""
        tip = safe(" ".join(_quote(k.words) for k in links))
        lines.append(f"  {safe(a)} -> {safe(b)} [label={safe(', '.join(k.type for k in links))} tooltip={tip}{style}];")
    return "\n".join([*lines, "}"]) + "\n"


def _graphml(graph: nx.DiGraph[str]) -> str:
    plain: nx.DiGraph[str] = nx.DiGraph()
    for a in sorted(graph):
        plain.add_node(a, **{key: _xml(value) for key, value in graph.nodes[a].items()})
    for a, b in sorted(graph.edges):
        links = graph.edges[a, b]["links"]
        told = {"type": ", ".join(k.type for k in links), "order": ", ".join(k.order for k in links)}
        plain.add_edge(a, b, **told, words=_xml("\n".join(k.words for k in links)))
    return "\n".join(nx.generate_graphml(plain)) + "\n"


def _xml(value: object) -> object:
    """Without the control characters that no XML may hold."""
    if not isinstance(value, str):
        return value
    return "".join(c for c in value if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"))


CHAIN_FORMATS: Final[dict[str, Callable[[nx.DiGraph[str]], str]]] = {
    "tree": print_tree,
    "mermaid": _mermaid,
    "dot": _dot,
    "graphml": _graphml,
}


def format_chain(graph: nx.DiGraph[str], form: str = "tree") -> str:
    """Return the chain in one of `CHAIN_FORMATS`, ended by a line end where there is any agreement.

    Raises:
        InputError: there is no such format.
    """
    if form not in CHAIN_FORMATS:
        raise InputError(f"there is no format {form!r} for a chain.", cure=f"Take one of {', '.join(CHAIN_FORMATS)}.")
    return CHAIN_FORMATS[form](graph)
