"""The lexicon tried out: on its own examples, and on documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.extraction.explaining import ExplainedPassage, explain_document
from kg.extraction.lexicon_check import Fault, check_lexicon
from kg.reading import list_inputs, read_source

__all__ = ["ExplainedPassage", "Fault", "check_lexicon", "explain_files"]


def explain_files(paths: Iterable[str | Path]) -> Iterator[tuple[str, tuple[ExplainedPassage, ...]]]:
    """Yield the identifier of each document of files, folders and archives, with what every passage gave and why.

    Raises:
        InputError: a file cannot be read.
    """
    for source in list_inputs([Path(p) for p in paths]):
        for document in read_source(source):
            yield document.identifier, explain_document(document)
