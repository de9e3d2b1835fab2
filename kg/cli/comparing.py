"""The command that compares two builds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from kg import api
from kg.api.differing import Difference
from kg.api.explaining import printable
from kg.cli.output import BUILD, emit

__all__ = ["diff_command"]

_SHOWN = 150  # characters of a quote in the table


@click.command("diff", short_help="Show what new documents changed.")
@click.argument("old", type=BUILD)
@click.argument("new", type=BUILD)
@click.option("--format", "form", default="table", show_default=True, type=click.Choice(["table", "json"]))
def diff_command(old: Path, new: Path, form: str) -> None:
    """Show what new documents changed: new terms, ended terms, new findings, resolved findings.

    OLD and NEW are build folders. A term that is still told counts as the same, even where its agreement has got another name.

    \b
    kg diff build-monday/ build-tuesday/
    kg diff build-monday/ build-tuesday/ --format json
    """
    found = api.open(new).diff(api.open(old))
    emit(
        differences_text(found) if form == "table" else json.dumps([asdict(d) for d in found], ensure_ascii=False, indent=1) + "\n"
    )


def differences_text(found: Sequence[Difference]) -> str:
    """Each difference in two or three lines under its kind, then how many there are of each."""
    lines: list[str] = []
    kind = ""
    for d in found:
        if d.change != kind:
            kind = d.change
            lines += [*([""] if lines else []), f"{kind}s"]
        words = printable(d.words)
        lines.append(f"  {printable(d.what)}")
        lines += [f"    “{words[:_SHOWN]}{'…' if len(words) > _SHOWN else ''}”"] if words else []
        lines.append(f"    <{d.iri}>")
    counts = Counter(d.change for d in found)
    end = ", ".join(f"{number} {name}{'' if number == 1 else 's'}" for name, number in counts.items()) or "no difference"
    return "\n".join([*lines, *([""] if lines else []), end, ""])
