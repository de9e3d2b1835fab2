"""The lexicon tried out on its own examples and on documents, and its weights made of its sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.evaluation import load_gold
from kg.extraction.explaining import ExplainedPassage, explain_document
from kg.extraction.genre_learning import learn_genres as learn_of_papers
from kg.extraction.learned import LEARNED, load_weights
from kg.extraction.learning import learn, sentences_digest
from kg.extraction.lexicon_check import Fault
from kg.extraction.lexicon_check import check_lexicon as check_patterns
from kg.reading import list_inputs, read_source
from kg.records import Document, Layer

__all__ = ["ExplainedPassage", "Fault", "check_lexicon", "explain_files", "learn", "learn_genres"]

_TOLD = {  # the layers of gold by which the kind of a paper is known
    "instrument": Layer.INSTRUMENT,
    "party-text": Layer.PARTY_TEXT,
    "standfirst": Layer.PARTY_TEXT,
    "unattributed-text": Layer.UNATTRIBUTED_TEXT,
}


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


def learn_genres(folders: Iterable[str | Path]) -> dict[str, int]:
    """Make the weights by which contracts, texts of parties and reports are told apart, of the documents of gold sets.

    A document is of the kind whose layer most of its statements have.

    Raises:
        InputError: a folder holds no gold set.
        LexiconError: the gold sets have papers of one kind only, or numpy is not installed.
    """
    return learn_of_papers(pair for folder in folders for pair in _papers(Path(folder)))


def _papers(folder: Path) -> Iterator[tuple[Document, Layer]]:
    gold = load_gold(folder)
    for item in gold.documents.values():
        said = (s.layer for s in gold.statements.values() if s.document == item.id and s.layer in _TOLD)
        ranked = Counter(_TOLD[layer] for layer in said if layer).most_common(1)
        if ranked:
            yield from (
                (document, ranked[0][0]) for source in list_inputs([Path(item.names[0])]) for document in read_source(source)
            )
