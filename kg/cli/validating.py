"""The command that checks a graph."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Final

import click

from kg.cli.output import BUILD, emit
from kg.pipeline import validate_build
from kg.validation import ENGINES, Violation, conforms, validate_files

__all__ = ["validate_command"]

SHOWN: Final = 100  # violations of one constraint, in text


@click.command("validate", short_help="Check shapes, and every quote against its text.")
@click.argument("build", type=BUILD)
@click.option("--engine", default="auto", show_default=True, type=click.Choice(ENGINES), help="The SHACL engine; auto: by size.")
@click.option("-j", "--jobs", default=1, show_default=True, type=click.IntRange(1), help="Processes, for a large build.")
@click.option("--format", "form", default="text", show_default=True, type=click.Choice(["text", "json"]))
def validate_command(build: Path, engine: str, jobs: int, form: str) -> None:
    """Check a build against the shapes, and every quote against the captured text.

    BUILD is a build folder, or a graph file. Exit status 1: there is a violation; warnings alone leave it 0. Of a large build only
    what changed since it was last validated is looked at.

    \b
    kg validate build/
    kg validate other.ttl --format json
    """
    found = validate_build(build, engine=engine, jobs=jobs) if build.is_dir() else validate_files(build, engine=engine)
    as_data = json.dumps([asdict(v) for v in found], ensure_ascii=False, indent=1) + "\n"
    emit(as_data if form == "json" else describe_violations(found))
    if not conforms(found):
        raise click.exceptions.Exit(1)


def describe_violations(found: list[Violation]) -> str:
    """Each violation with its place and cure, at most `SHOWN` of one constraint, then how many more there are and the verdict."""
    lines, seen = [], Counter[tuple[str, str]]()
    for v in found:
        seen[v.shape, v.component] += 1
        if seen[v.shape, v.component] > SHOWN:
            continue
        at = " ".join(filter(None, (f"<{v.focus}>", f"<{v.path}>" if v.path.startswith("http") else v.path, v.value)))
        lines += [f"{v.severity}: {at}", f"  {v.message}"]
    more = [f"and {seen[of] - SHOWN} more of <{of[0]}> ({of[1]})" for of in sorted(seen) if seen[of] > SHOWN]
    lines += [*more, "--format json has all of them"] if more else []
    worse = sum(v.severity == "Violation" for v in found)
    verdict = "conforms" if conforms(found) else f"does not conform: {worse} violations"
    return "\n".join([*lines, verdict + (f", {len(found) - worse} warnings" if len(found) > worse else ""), ""])
