"""Commands that ask a graph."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from kg import api
from kg.chains import CHAIN_FORMATS, format_chain
from kg.cli.output import BUILD, emit, read_stdin
from kg.cli.showing import describe_queries, findings_text, force_text
from kg.errors import QueryError
from kg.querying import TABLE_FORMATS, Cell, Query, Table, format_table, list_queries, read_query

__all__ = ["chain_command", "contradictions_command", "explain_command", "in_force_command", "query_command"]

_FORMAT = click.option("--format", "form", default="table", show_default=True, type=click.Choice(TABLE_FORMATS))


def _read_params(given: Sequence[str]) -> dict[str, str]:
    params = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise QueryError(f"{text!r} is no parameter.", cure="Write -p name=value.")
        params[name] = value
    return params


@click.command("query", short_help="Answer a named query, a .rq file or one on stdin.")
@click.argument("name", required=False)
@click.argument("build", required=False, type=BUILD)
@click.option("-p", "--param", "given", multiple=True, metavar="NAME=VALUE", help="A parameter; may be repeated.")
@click.option("--endpoint", metavar="URL", help="Ask a SPARQL endpoint in place of a build folder.")
@_FORMAT
def query_command(name: str | None, build: Path | None, given: tuple[str, ...], endpoint: str | None, form: str) -> None:
    """Answer a named query, a .rq file, or (as -) a query on stdin. Without NAME: list the queries.

    Names of parties, agreements and documents serve in place of IRIs.

    \b
    kg query
    kg query supersession-chain build/ -p party=Acme
    kg query mine.rq build/ --format csv
    kg query parties --endpoint http://localhost:7878/query
    """
    if name is None:
        emit(describe_queries(list_queries()))
        return
    if (build is None) == (endpoint is None):
        raise click.UsageError("Give a build folder or --endpoint, and not both.")
    query: str | Query = read_query(read_stdin(), "stdin") if name == "-" else name
    params = _read_params(given)
    table = api.open(build).query(query, **params) if build else api.query_endpoint(str(endpoint), query, **params)
    emit(format_table(table, form))


@click.command("chain", short_help="Show which agreement replaced or amended which.")
@click.argument("build", type=BUILD)
@click.option("-p", "--param", "given", multiple=True, metavar="NAME=VALUE", help="Only the chain of party=NAME, other=NAME.")
@click.option("--format", "form", default="tree", show_default=True, type=click.Choice(sorted(CHAIN_FORMATS)))
def chain_command(build: Path, given: tuple[str, ...], form: str) -> None:
    """Show which agreement replaced, amended or extended which, with dates and the words that carry each link.

    \b
    kg chain build/
    kg chain build/ -p party=Acme --format mermaid
    """
    emit(format_chain(api.open(build).chain(**_read_params(given)), form))


@click.command("in-force", short_help="Show what holds on a day, for a reader of a day.")
@click.argument("build", type=BUILD)
@click.option("--on", "on", multiple=True, required=True, metavar="DAY", help="The day on which the terms hold; may be repeated.")
@click.option("--known", "known", multiple=True, metavar="DAY", help="The day of the reader, for each --on; else the same day.")
@click.option("--format", "form", default="text", show_default=True, type=click.Choice(["text", *TABLE_FORMATS[:-1], "asof"]))
def in_force_command(build: Path, on: tuple[str, ...], known: tuple[str, ...], form: str) -> None:
    """Show what holds on a day, as far as a reader of another day could know.

    DEFINITE, POSSIBLE (with what is open) or REPORTED (only second-hand text says so). The format asof is what kg eval takes.

    \b
    kg in-force build/ --on 2026-03-15 --known 2026-03-15
    kg in-force build/ --on 2026-03-15 --on 2026-06-01 --format asof
    """
    if known and len(known) != len(on):
        raise click.UsageError("Give --known once for each --on, or not at all.")
    graph = api.open(build)
    tables = {pair: graph.in_force(on=pair[0], known=pair[1]) for pair in zip(on, known or on, strict=True)}
    if form == "text":
        emit("".join(force_text(graph, *days, table) for days, table in tables.items()))
    else:
        emit(_as_of(tables) if form == "asof" else format_table(_join(tables), form))


def _as_of(tables: dict[tuple[str, str], Table]) -> str:
    sure = {f"{on}@{known}": [r["term"] for r in t.texts() if r["status"] == "DEFINITE"] for (on, known), t in tables.items()}
    return json.dumps(sure, indent=1) + "\n"


def _join(tables: dict[tuple[str, str], Table]) -> Table:
    """One table; where there are several days, they stand in front."""
    first = next(iter(tables.values()))
    if len(tables) == 1:
        return first
    rows = tuple((Cell("literal", on), Cell("literal", known), *row) for (on, known), table in tables.items() for row in table.rows)
    return Table(("on", "known", *first.columns), rows)


@click.command("contradictions", short_help="Show where sources disagree, quote beside quote.")
@click.argument("build", type=BUILD)
@click.option("--changes", is_flag=True, help="Show changes over time too; they are no contradictions.")
@click.option("--fail-on", type=click.Choice(["certain", "any"]), help="Exit with 1 when there is such a contradiction.")
@click.option("--format", "form", default="text", show_default=True, type=click.Choice(["text", *TABLE_FORMATS[:-1]]))
def contradictions_command(build: Path, changes: bool, fail_on: str | None, form: str) -> None:
    """Show where sources disagree: both quotes side by side, the rule, and when both readings hold.

    What one party promised to several partners comes apart, under a heading of its own (as a table: kg query collisions), and so
    does what people have set aside; --fail-on counts neither.

    \b
    kg contradictions build/
    kg contradictions build/ --fail-on certain
    """
    graph = api.open(build)
    conflicts = [f for f in graph.findings() if not f.change and not f.set_aside]
    shown = [f for f in graph.findings() if changes or not f.change]
    text = findings_text(shown, graph.collisions()) if form == "text" else format_table(graph.query("contradictions"), form)
    emit(text)
    if fail_on and any(fail_on in ("any", f.certainty) for f in conflicts):
        raise click.exceptions.Exit(1)


@click.command("explain", short_help="Explain a thing of the graph, down to the quotes.")
@click.argument("build", type=BUILD)
@click.argument("iri")
def explain_command(build: Path, iri: str) -> None:
    """Explain a term, agreement, finding, party, statement or document, down to the quotes.

    \b
    kg explain build/ https://w3id.org/agreement-kg/id/party/acme
    """
    emit(api.open(build).explain(iri))
