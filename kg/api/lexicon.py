"""Which pattern of the lexicon made what of a document, in words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.api.explaining import printable
from kg.pipeline import lexicon
from kg.pipeline.lexicon import ExplainedPassage

__all__ = ["check_lexicon", "explain_lexicon", "learn_genres", "learn_lexicon"]

_WIDTH = 110
_SHOWN = 400  # code points of a passage


def check_lexicon() -> list[str]:
    """A line for each example that its pattern does not match and each counterexample that it does; none is what one wants."""
    return [f"{fault.pattern}: {fault.wrong}: {fault.example}" for fault in lexicon.check_lexicon()]


def learn_lexicon() -> str:
    """Make the weights of the sentences of the lexicon, write them beside it, and return what was counted, in words.

    Raises:
        LexiconError: a sentence is malformed, or numpy is missing.
        OutputError: the lexicon cannot be written to.
    """
    counted = lexicon.learn()
    return (
        f"{counted['sentences']} sentences ({counted['roles']} roles of parties) "
        f"give {counted['features']} words and pairs of words their weights\n"
    )


def learn_genres(gold: Iterable[str | Path]) -> str:
    """Make the weights by which contracts, texts of parties and reports are told apart of gold sets, and return what was counted.

    Raises:
        InputError: a folder holds no gold set.
        LexiconError: the gold sets have papers of one kind only, or numpy is missing.
        OutputError: the lexicon cannot be written to.
    """
    counted = lexicon.learn_genres(gold)
    return f"{counted['documents']} documents give {counted['features']} words and marks of form their weights\n"


def explain_lexicon(paths: Iterable[str | Path]) -> Iterator[str]:
    """For each document a text: its passages in order, each with the terms it gave, by which pattern and words, or why none.

    Raises:
        InputError: a file cannot be read.
    """
    for identifier, passages in lexicon.explain_files(paths):
        silent = sum(bool(p.reason) for p in passages)
        lines = [line for passage in passages for line in _lines(passage)]
        end = f"{len(passages) - silent} statements; {silent} passages without one"
        yield "\n".join([identifier, *lines, end, ""])


def _lines(passage: ExplainedPassage) -> Iterator[str]:
    told = f"nothing: {passage.reason}" if passage.stance is None else f"{passage.stance.value} ({', '.join(passage.patterns)})"
    yield f"[{passage.start}:{passage.end}] {told}"
    shown = printable(passage.words)
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    yield from textwrap.wrap(f"“{shown}”", _WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
    yield from (f"    {printable(words)}" for words in (passage.link, passage.instruction) if words)
    for term in passage.terms:
        whom = f" → {' and '.join(term.counterparty)}" if term.counterparty else ""
        yield f"    {term.matter}: {printable(' and '.join(term.bearer) + whom)}, {term.modality}"
        yield f"        by {term.pattern}: “{printable(term.words)}”"
