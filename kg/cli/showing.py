"""Answers as a person reads them: findings with their quotes side by side, the list of queries."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from kg.api import FindingView, Graph, TermView
from kg.api.explaining import describe_bounds, printable, rule_of
from kg.querying import Query, Table

__all__ = ["describe_queries", "findings_text", "force_text"]

_COLUMN = 52
_WIDE = 110


def findings_text(findings: Sequence[FindingView], collisions: Sequence[FindingView] = ()) -> str:
    """Each finding with both readings side by side, what runs across agreements, what people set aside, then how many there are."""
    open_ones = [f for f in findings if not f.set_aside]
    across = [c for c in collisions if not c.set_aside]
    aside = [f for f in (*findings, *collisions) if f.set_aside]
    conflicts = sum(not f.change for f in open_ones)
    counts = [f"{conflicts} contradictions"]
    for number, what in ((len(open_ones) - conflicts, "changes"), (len(across), "across agreements"), (len(aside), "set aside")):
        counts += [f"{number} {what}"] if number else []
    parts = (
        ("", open_ones),
        ("Across agreements: promised to one partner alone, and to another", across),
        ("Set aside by people", aside),
    )
    lines = [line for title, found in parts for line in _section(title, found)]
    return "\n".join([*lines, ", ".join(counts), ""])


def _section(title: str, findings: Sequence[FindingView]) -> Iterator[str]:
    if title and findings:
        yield from (title, "=" * len(title), "")
    for finding in findings:
        yield from _finding(finding)


def _finding(finding: FindingView) -> Iterator[str]:
    yield f"{finding.verdict} ({finding.certainty}) on {finding.left.matter}; rule {finding.rule}"
    days = [("both hold", finding.overlap), ("takes effect", finding.effect)]
    told = [f"{label} {describe_bounds(bounds)}" for label, bounds in days if any(bounds)]
    scopes = [f"scopes: {finding.scope_relation}"] if finding.scope_relation else []
    yield "  " + "; ".join([*told, *scopes])
    yield f"  {finding.iri}"
    yield from [f"  set aside: {printable(finding.set_aside)}"] if finding.set_aside else []
    yield from _columns(_side(finding.left), _side(finding.right))
    yield ""


def _side(term: TermView) -> list[str]:
    best = term.quotes[0] if term.quotes else None
    about = ", ".join(filter(None, (term.modality, term.exclusivity, ", ".join(term.scope))))
    parts = [term.agreement, about]
    if best is not None:
        parts += [f"“{best.words}”", f"{best.document} [{best.start}:{best.end}], {best.speaker or 'unsigned'}, {best.layer}"]
    if len(term.quotes) > 1:
        parts.append(f"and {len(term.quotes) - 1} more")
    return [line for part in parts for line in textwrap.wrap(printable(part), _COLUMN, break_on_hyphens=False)]


def _columns(left: Iterable[str], right: Iterable[str]) -> Iterator[str]:
    for one, other in zip_longest(left, right, fillvalue=""):
        yield f"  {one:{_COLUMN}} | {other}".rstrip()


def force_text(graph: Graph, on: str, known: str, table: Table) -> str:
    """What holds on a day, grouped by how surely: each term with its best words, and with what is open."""
    lines = [f"In force on {on}, as known on {known}: {len(table.rows)} terms"]
    group = ""
    for row in table.texts():
        if row["status"] != group:
            group = row["status"]
            lines += ["", group]
        lines += _held(graph.term(row["term"]), row)
    return "\n".join([*lines, "", ""])


def _held(term: TermView, row: Mapping[str, str]) -> Iterator[str]:
    until = f", until {row['until']}" if row["until"] else ""
    scope = f" for {', '.join(term.scope)}" if term.scope and term.scope != ("general",) else ""
    yield f"  {printable(rule_of(term) + scope)}{until}"
    yield from textwrap.wrap(
        f"“{printable(row['words'])}”", _WIDE, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
    )
    yield f"    under {printable(term.agreement)}"
    if row["why"]:
        yield f"    open: {row['why'].rstrip('; ')}" + ("; a part is gone" if row["part"] == "yes" else "")
    yield f"    <{term.iri}>"


def describe_queries(queries: Iterable[Query]) -> str:
    """Each query with its question and parameters."""
    lines = []
    for query in queries:
        params = [f"-p {p.name}={p.type.upper()}" for p in query.params if p.required]
        params += [f"[-p {p.name}={p.type.upper()}]" for p in query.params if not p.required]
        lines += [" ".join([query.name, *params]), f"    {query.question}"]
    return "\n".join([*lines, ""])
