"""Commands that take a graph elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from kg import api
from kg.api import Comparison
from kg.cli.output import BUILD, emit, open_stdout, progress_bar, tell
from kg.endpoints import Endpoint
from kg.errors import StoreError
from kg.export import FORMATS, export_graph, find_loader, list_loaders
from kg.loading import LoadReport, list_stores

__all__ = ["export_command", "load_command"]


@click.command("export", short_help="Write the graph in another format.")
@click.argument("build", type=BUILD)
@click.option("--format", "form", type=click.Choice(FORMATS))
@click.option("--for", "kind", type=click.Choice([loader.name for loader in list_loaders()]), help="A file for its bulk loader.")
@click.option("-o", "--out", default="-", show_default=True, type=click.Path(), help="A file; - is stdout.")
def export_command(build: Path, form: str | None, kind: str | None, out: str) -> None:
    """Write the graph of a build in another format, or as a triplestore loads it in bulk, with the command to run.

    \b
    kg export build/ --format jsonld -o graph.jsonld
    kg export build/ --format nt | sort | head
    kg export build/ --for virtuoso -o graph.nq.gz
    """
    if (form is None) == (kind is None):
        raise click.UsageError("Give --format or --for, and not both.")
    loader = find_loader(kind) if kind else None
    wanted = loader.format if loader else str(form)
    if out == "-":
        with open_stdout() as stream:
            export_graph(build, wanted, stream)
    else:
        export_graph(build, wanted, Path(out))
    if loader:
        told = f"{loader.command_for(Path(out if out != '-' else f'graph.{loader.format}'))}\n"
        tell(loader.note if out != "-" else f"{loader.note}\n{told}".rstrip())
        emit(told if out != "-" else "")


@click.command("load", short_help="Load a build into a triplestore.")
@click.argument("build", type=BUILD)
@click.option("--to", "address", required=True, metavar="URL", help="Where the store is, such as http://localhost:7878.")
@click.option("--store", default="auto", show_default=True, help=f"Its kind: {', '.join(s.name for s in list_stores())}.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
@click.option("--verify", is_flag=True, help="Then ask the store the named queries and compare with the embedded answers.")
def load_command(build: Path, address: str, store: str, dry_run: bool, verify: bool) -> None:
    """Load a build into a triplestore, named graph by named graph, only what changed.

    User and password come from KG_STORE_USER and KG_STORE_PASSWORD, a token from KG_STORE_TOKEN, or both from a netrc file.

    \b
    kg load build/ --to http://localhost:7878 --verify
    kg load build/ --to http://localhost:3030/deals --store fuseki --dry-run
    """
    if dry_run and verify:
        raise click.UsageError("--dry-run sends nothing that --verify could ask for.")
    graph = api.open(build)
    with Endpoint(address) as endpoint:
        with progress_bar() as progress:
            report = graph.load(endpoint, store, dry_run=dry_run, progress=lambda done, total: progress("loading", done, total))
        emit(describe_load(report))
        if verify:
            told = graph.verify(endpoint, report.store)
            emit(describe_verification(told))
            check_verification(told, address)


def describe_verification(told: Sequence[Comparison]) -> str:
    """What the store answered in another way, and how many answers were compared."""
    lines = [
        f"{' -p '.join([one.query, *map('='.join, one.params)])}: {one.fault} ({one.there} rows, here {one.here})"
        for one in told
        if one.fault
    ]
    return "\n".join([*lines, f"{len(told) - len(lines)} of {len(told)} answers are the same as the embedded ones", ""])


def check_verification(told: Sequence[Comparison], address: str) -> None:
    """Make an error of it when a store answers otherwise.

    Raises:
        StoreError: it does.
    """
    faults = sum(bool(one.fault) for one in told)
    if faults:
        cure = (
            "Does it hold graphs of something else? Load into an empty store or dataset; see the traps of `docs/triplestores.md`."
        )
        raise StoreError(f"holds all triples and answers {faults} of {len(told)} questions otherwise.", where=address, cure=cure)


def describe_load(report: LoadReport) -> str:
    """What was done, or would be done."""
    lines = [
        f"{step.act:4} {step.triples:8d} triples  {step.graph}" for step in report.steps if report.dry_run and step.act != "keep"
    ]
    names = {"add": "added", "put": "replaced", "drop": "dropped", "keep": "kept"}
    counts = ", ".join(f"{sum(step.act == act for step in report.steps)} {name}" for act, name in names.items())
    would = "would be: " if report.dry_run else ""
    return "\n".join([*lines, f"{report.store} at {report.address}: {would}{counts}; {report.triples} triples", ""])
