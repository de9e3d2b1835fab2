"""Commands that measure: scores against gold, and the lexicon on its own examples and on a document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from kg.api.lexicon import check_lexicon, explain_lexicon, learn_genres, learn_lexicon
from kg.cli.output import BUILD, emit
from kg.errors import InputError
from kg.evaluation import GRAPH_FORMATS, as_json, describe_changes, describe_scores, evaluate, load_scores
from kg.ntriples import GRAPH_FILE

__all__ = ["eval_command", "lexicon_command"]


@click.command("eval", short_help="Compare a graph with gold sets.")
@click.argument("paths", nargs=-1, required=True, type=BUILD, metavar="GOLD... GRAPH...")
@click.option("--json", "as_data", is_flag=True, help="Every figure, count and remark.")
@click.option("--diff", "old", type=BUILD, metavar="OLD.json", help="Show what changed since an earlier --json.")
@click.option("--asof", type=BUILD, metavar="FILE", help="What kg in-force --format asof printed.")
def eval_command(paths: tuple[Path, ...], as_data: bool, old: Path | None, asof: Path | None) -> None:
    """Compare a graph with gold sets: folders with gold.json, then a build folder or graph files.

    docs/gold-format.md says how to write a set and what each figure means.

    \b
    kg eval my-gold/ build/
    kg eval my-gold/ build/ --json > old.json
    kg eval my-gold/ build/ --diff old.json
    """
    golds, graphs = sort_paths(paths)
    cards = evaluate(golds, graphs, in_force=_read_json(asof) if asof else None)
    if old is not None:
        emit(describe_changes(load_scores(old), cards) + "\n")
    else:
        emit((as_json(cards) if as_data else describe_scores(cards)) + "\n")


def sort_paths(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Gold folders, and graph files; a build folder stands for its graph.

    Raises:
        InputError: a path is neither, or one of the two kinds is missing.
    """
    golds = [p for p in paths if (p / "gold.json").exists()]
    graphs = [p / GRAPH_FILE if p.is_dir() else p for p in paths if p not in golds]
    for path in graphs:
        if not path.is_file() or path.suffix not in GRAPH_FORMATS:
            raise InputError("is neither a gold set nor a graph.", where=str(path), cure="Name gold folders, then a build folder.")
    if not golds or not graphs:
        raise InputError(f"no {'graph' if golds else 'gold set'} is given.", cure="Name gold folders, then a build folder.")
    return golds, graphs


def _read_json(path: Path) -> Mapping[str, list[str]]:
    cure = "Write it with kg in-force --format asof."
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read ({error}).", where=str(path), cure=cure) from error
    if not isinstance(found, dict) or not all(isinstance(v, list) for v in found.values()):
        raise InputError("holds no lists of terms by day.", where=str(path), cure=cure)
    return found


@click.group("lexicon")
def lexicon_command() -> None:
    """Try the extraction patterns, and make weights of labelled sentences.

    \b
    kg lexicon test
    kg lexicon explain contract.txt
    kg lexicon learn
    """


@lexicon_command.command("test", short_help="Run every pattern on its own examples.")
def test_command() -> None:
    """Run every pattern on its own examples and counterexamples; exit status 1 when one fails.

    It fails too when the learned weights were made of other sentences than the lexicon has.

    \b
    kg lexicon test
    """
    faults = check_lexicon()
    emit("".join(f"{fault}\n" for fault in faults) or "every pattern passes\n")
    if faults:
        raise click.exceptions.Exit(1)


@lexicon_command.command("explain", short_help="Show which pattern made which statement.")
@click.argument("files", nargs=-1, required=True, type=BUILD)
def explain_command(files: tuple[Path, ...]) -> None:
    """Show which pattern made which statement of a document, and which passages made none, and why.

    For each statement: its place and stance, its words, and for each of its terms the matter, who owes whom, the modality,
    and the words that the pattern matched.

    \b
    kg lexicon explain contract.txt
    kg lexicon explain press/ | grep -A2 nothing
    """
    for text in explain_lexicon(files):
        emit(text)


@lexicon_command.command("learn", short_help="Make the weights of the labelled sentences anew.")
@click.option("--gold", "gold", multiple=True, type=BUILD, help="A gold set whose papers show their kinds; can be repeated.")
def learn_command(gold: tuple[Path, ...]) -> None:
    """Make the weights by which clauses are read that no pattern matches, of the labelled sentences of the lexicon.

    The sentences lie in `ontology/lexicon/sentences/`; the README of the lexicon says how they are labelled. The weights take
    the place of `ontology/lexicon/learned.json`. Takes about a minute, and needs numpy: the extra `learn`.

    With --gold, make instead the weights by which a contract, a party's own text and a report are told apart by their wording,
    of the documents of gold sets; they take the place of `ontology/lexicon/genres.json`.

    \b
    kg lexicon learn
    kg lexicon learn --gold tests/gold/cocoa-purchase --gold tests/gold/nuclear-fuel
    """
    emit(learn_genres(gold) if gold else learn_lexicon())
