"""The lexicon tried out on its own examples and on documents, and its weights made of its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.extraction.explaining import ExplainedPassage, explain_document
from kg.extraction.learned import LEARNED, load_weights
from kg.extraction.learning import learn, sentences_digest
from kg.extraction.lexicon_check import Fault
from kg.extraction.lexicon_check import check_lexicon as check_patterns
from kg.reading import list_inputs, read_source

__all__ = ["ExplainedPassage", "Fault", "check_lexicon", "explain_files", "learn"]


def check_lexicon() -> list[Fault]:
    """Return what is wrong with the examples of the lexicon, and whether its weights were made of other sentences than it has."""
    stale = load_weights().sentences != sentences_digest()
    learned = [Fault(LEARNED[-1], "kg lexicon learn", "was made of other sentences; make it anew with")] if stale else []
    return [*check_patterns(), *learned]


def explain_files(paths: Iterable[str | Path]) -> Iterator[tuple[str, tuple[ExplainedPassage, ...]]]:
    """Yield the identifier of each document of files, folders and archives, with what every passage gave and why.

    Raises:
        InputError: a file cannot be read.
    """
    for source in list_inputs([Path(p) for p in paths]):
        for document in read_source(source):
            yield document.identifier, explain_document(document)
