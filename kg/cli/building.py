"""The command that makes a graph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from kg import pipeline
from kg.cli.output import BUILD, emit, progress_bar, tell
from kg.pipeline import MOST_TEXT
from kg.vocab import DEFAULT_BASE

__all__ = ["build_command"]


@click.command("build", short_help="Read documents and write their graph.")
@click.argument("paths", nargs=-1, required=True, type=BUILD)
@click.option("-o", "--out", required=True, type=BUILD, help="The folder to write; an earlier build in it is replaced.")
@click.option("--base", default=DEFAULT_BASE, show_default=True, help="IRI under which instances get their names.")
@click.option("-j", "--jobs", default=1, show_default=True, type=click.IntRange(1), help="Processes that read and resolve.")
@click.option("--decisions", type=BUILD, help="A file of what people have decided: same party, wrong link and the like.")
@click.option(
    "--store", is_flag=True, help="Keep an embedded store beside the files, so that questions to a large build start at once."
)
@click.option(
    "--formats",
    help="Files of the graph, such as nq,ttl: nq (always), trig, ttl.  [default: all, of a huge graph nq alone]",
)
@click.option("--cache", type=BUILD, help="Where readings are kept for the next build, if not in the output; builds may share it.")
@click.option("--no-cache", is_flag=True, help="Read everything anew, and keep nothing for the next build.")
@click.option("--verify-content", is_flag=True, help="Read every file to see whether it changed; else its times and size tell.")
@click.option(
    "--engine",
    default="local",
    show_default=True,
    type=click.Choice(["local", "spark"]),
    help="spark: on a cluster, from folders that all of its machines see; the graph comes in parts/ (docs/scale.md).",
)
@click.option("--master", default="", help="The cluster of --engine spark.  [default: what spark-submit says, else this machine]")
@click.option(
    "--most-text", default=MOST_TEXT, show_default=True, type=click.IntRange(1), help="Code points of one document that are read."
)
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
def build_command(  # noqa: PLR0913, PLR0917 - one argument an option
    paths: tuple[Path, ...],
    out: Path,
    base: str,
    jobs: int,
    decisions: Path | None,
    store: bool,
    formats: str | None,
    cache: Path | None,
    no_cache: bool,
    verify_content: bool,
    engine: str,
    master: str,
    most_text: int,
    quiet: bool,
) -> None:
    """Read documents and write their graph into a folder.

    PATHS are documents, folders and archives: .txt .md .html .pdf .docx .eml .json .zip and more. What cannot be read is
    named on stderr and in report.json, and does not stop the rest.

    \b
    kg build contracts/ press/2026.zip -o build/
    """
    more: dict[str, Any] = {
        "jobs": jobs,
        "store": store,
        "formats": _formats(formats),
        "cache": cache,
        "keep": not no_cache,
        "verify_content": verify_content,
        "most_text": most_text,
    }
    if engine == "spark":
        _check_for_spark()
        report = pipeline.build_on_spark(paths, out, base=base, decisions=decisions, master=master, most_text=most_text)
    else:
        with progress_bar(not quiet) as progress:
            report = pipeline.build(paths, out, base=base, decisions=decisions, progress=progress, **more)
    _tell_faults(report)
    emit(describe_build(report))


def _tell_faults(report: pipeline.BuildReport) -> None:
    """Say on stderr what was not read, what was cut short, and that nothing was found."""
    for failure in report.failures:
        tell(f"not read: {failure.reason if failure.identifier in failure.reason else f'{failure.identifier}: {failure.reason}'}")
    for warning in report.warnings:
        if warning.startswith("a decision") or pipeline.CUT_SHORT in warning:
            tell(warning)
    if report.counts["documents"] and not report.counts["statements"]:
        tell("No statement about an agreement was found. `kg lexicon explain FILE` shows why, sentence by sentence.")


def _check_for_spark() -> None:
    """Refuse what is for one machine alone.

    Raises:
        click.UsageError: such an option was given.
    """
    context = click.get_current_context()
    for name in ("jobs", "store", "formats", "cache", "no_cache", "verify_content"):
        if context.get_parameter_source(name) is not ParameterSource.DEFAULT:
            raise click.UsageError(f"--{name.replace('_', '-')} is for one machine; leave it out with --engine spark.")


def _formats(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    names = tuple(name for name in text.replace(",", " ").split())
    if odd := sorted(set(names) - set(pipeline.FORMATS)):
        raise click.BadParameter(f"{odd[0]!r} is none of {', '.join(pipeline.FORMATS)}.", param_hint="--formats")
    return names


def describe_build(report: pipeline.BuildReport) -> str:
    """What a build made, in a few lines."""
    counts = report.counts
    made = [f"{counts[name]:6d} {name}" for name in ("documents", "statements", "parties", "agreements", "terms", "findings")]
    verdicts = [f"{'':10}{number} {name}" for name, number in sorted(report.verdicts.items())]
    made += [f"{counts['collisions']:6d} across agreements"] if counts["collisions"] else []
    failed = [f"{len(report.failures):6d} not read"] if report.failures else []
    known = counts["documents"] - report.anew
    again = [f"{report.anew:6d} read anew, {known} known from a build before"] if known else []
    only = [] if len(report.formats) > 1 else ["the graph is written as graph.nq alone (--formats)"]
    return "\n".join([*made, *verdicts, *failed, *again, *only, f"written to {report.out.as_posix()}/", ""])
