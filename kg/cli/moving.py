"""Commands that take a graph elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.output import BUILD, emit, progress_bar
from kg.export import FORMATS, export_graph
from kg.loading import LoadReport, list_stores, load_graphs

__all__ = ["export_command", "load_command"]


@click.command("export")
@click.argument("build", type=BUILD)
@click.option("--format", "form", required=True, type=click.Choice(FORMATS))
@click.option("-o", "--out", default="-", show_default=True, type=click.Path(), help="A file; - is stdout.")
def export_command(build: Path, form: str, out: str) -> None:
    """Write the graph of a build in another format.

    \b
    kg export build/ --format jsonld -o graph.jsonld
    kg export build/ --format nt | sort | head
    """
    export_graph(build, form, sys.stdout.buffer if out == "-" else Path(out))


@click.command("load")
@click.argument("build", type=BUILD)
@click.option("--to", "address", required=True, metavar="URL", help="Where the store is, such as http://localhost:7878.")
@click.option("--store", default="auto", show_default=True, help=f"Its kind: {', '.join(s.name for s in list_stores())}.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
def load_command(build: Path, address: str, store: str, dry_run: bool) -> None:
    """Load a build into a triplestore, one request a named graph, only what changed.

    User and password come from KG_STORE_USER and KG_STORE_PASSWORD, a token from KG_STORE_TOKEN, or both from a netrc file.

    \b
    kg load build/ --to http://localhost:7878
    kg load build/ --to http://localhost:3030/deals --store fuseki --dry-run
    """
    with progress_bar() as progress:
        report = load_graphs(build, address, store, dry_run=dry_run, progress=lambda done, total: progress("loading", done, total))
    emit(describe_load(report))


def describe_load(report: LoadReport) -> str:
    """What was done, or would be done."""
    lines = [
        f"{step.act:4} {step.triples:8d} triples  {step.graph}" for step in report.steps if report.dry_run and step.act != "keep"
    ]
    names = {"add": "added", "put": "replaced", "drop": "dropped", "keep": "kept"}
    counts = ", ".join(f"{sum(step.act == act for step in report.steps)} {name}" for act, name in names.items())
    would = "would be: " if report.dry_run else ""
    return "\n".join([*lines, f"{report.store} at {report.address}: {would}{counts}; {report.triples} triples", ""])
