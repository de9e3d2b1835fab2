"""The weights by which the kind of a paper is told, made of documents whose layers people have told: `kg lexicon learn --gold`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from kg.errors import LexiconError
from kg.extraction.genres import GENRES, genre_features
from kg.extraction.learning import as_text, fit_model
from kg.files import resource, write_text
from kg.records import Document, Layer

__all__ = ["learn_genres"]

_KINDS = (Layer.INSTRUMENT, Layer.PARTY_TEXT, Layer.UNATTRIBUTED_TEXT)


def learn_genres(papers: Iterable[tuple[Document, Layer]]) -> dict[str, int]:
    """Make the weights of documents with the layer that speaks in most of each, write them, and return what was counted.

    The order of the documents does not count. Layers other than contract, party's text and text of nobody are left out.

    Raises:
        LexiconError: no two kinds of paper are there, or numpy is not installed.
    """
    kept = {document.sha256: (genre_features(document), layer.value) for document, layer in papers if layer in _KINDS}
    samples = [kept[digest] for digest in sorted(kept)]
    if len({kind for _, kind in samples}) < 2:
        raise LexiconError(
            "there are no two kinds of paper to tell apart.", where="kg lexicon learn --gold", cure="Name more gold sets."
        )
    made_of = hashlib.sha256(" ".join(sorted(kept)).encode()).hexdigest()
    model = fit_model(samples)
    write_text(resource(*GENRES[:-1]) / GENRES[-1], as_text({"documents": made_of, "genres": model}))
    return {"documents": len(samples), "features": len(model["weights"])}
