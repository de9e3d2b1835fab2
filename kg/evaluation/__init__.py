"""Compare a built graph with gold: how much of it is right, what was missed, and what changed since the last time.

Statements are matched by their places in the documents; agreements, terms and findings through the statements that carry
them, never by IRI. What matches only optional gold counts neither way. docs/gold-format.md says how each figure is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.evaluation.alignment import pair_statements, pair_terms
from kg.evaluation.deals import Meaning, pair_agreements, score_as_of, score_findings, score_links
from kg.evaluation.frame import lay_frame
from kg.evaluation.gold import load_gold
from kg.evaluation.graph import GRAPH_FORMATS, load_built
from kg.evaluation.items import Collection
from kg.evaluation.reporting import as_json, describe_changes, describe_scores, load_scores
from kg.evaluation.scorecard import FIGURES, Remark, Scorecard, Tally, figures_of, total

__all__ = [
    "FIGURES",
    "GRAPH_FORMATS",
    "Collection",
    "Remark",
    "Scorecard",
    "Tally",
    "as_json",
    "compare",
    "describe_changes",
    "describe_scores",
    "evaluate",
    "figures_of",
    "load_built",
    "load_gold",
    "load_scores",
    "total",
]


def compare(
    gold: Collection, built: Collection, *, digests: frozenset[str] = frozenset(), in_force: Mapping[str, list[str]] | None = None
) -> Scorecard:
    """Return the scorecard of one gold set.

    Args:
        gold: the gold set.
        built: the graph; it may hold other documents too.
        digests: SHA-256 of the documents of all gold sets of the run.
        in_force: `{"ON@KNOWN": [IRIs of the terms definitely in force]}`, as `kg in-force --format asof` prints it.
    """
    card = Scorecard()
    own = frozenset(digest for document in gold.documents.values() for digest in document.digests)
    frame = lay_frame(gold, built, digests | own, card)
    pairing = pair_statements(frame, card)
    meaning = Meaning(frame, pairing, pair_terms(frame, pairing, card))
    score_links(frame, pair_agreements(meaning, card), card)
    score_findings(meaning, card)
    if in_force is not None:
        score_as_of(meaning, in_force, card)
    return card


def evaluate(
    folders: Sequence[Path], graphs: Iterable[Path], *, in_force: Mapping[str, list[str]] | None = None
) -> dict[str, Scorecard]:
    """Return a scorecard for each gold folder, by its path; all are compared with the same graph.

    Raises:
        InputError: a gold set or a graph cannot be used.
    """
    golds = {folder.as_posix(): load_gold(folder) for folder in folders}
    built = load_built(graphs)
    digests = frozenset(d for gold in golds.values() for document in gold.documents.values() for d in document.digests)
    return {name: compare(gold, built, digests=digests, in_force=in_force) for name, gold in golds.items()}
