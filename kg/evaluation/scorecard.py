"""Counting: which figures there are, how each is counted, and what is remarked on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.evaluation.items import SLOTS

__all__ = ["FIGURES", "Remark", "Scorecard", "Tally", "figures_of"]

# name -> how it is counted: ratio (precision over built items, recall over gold items), share (the right ones of the built), count
FIGURES: Mapping[str, str] = {
    "documents.found": "share",
    "parties": "ratio",
    "quote_fidelity": "share",
    "statements": "ratio",
    "statements.sharing": "count",
    "stance": "share",
    "layer": "share",
    **{f"terms.{slot}": "ratio" for slot in SLOTS},
    "terms.whole": "ratio",
    "terms.ever_right": "share",
    "agreements": "ratio",
    "agreements.parties": "ratio",
    "agreements.force": "share",
    "agreements.kind": "share",
    "agreements.dates_exact": "share",
    "agreements.dates_consistent": "share",
    "links.strict": "ratio",
    "links.lenient": "ratio",
    "findings.strict": "ratio",
    "findings.family": "ratio",
    "findings.change_called_contradiction": "count",
    "findings.contradiction_called_change": "count",
    "findings.wrongly_found": "count",
    "as_of.definite": "share",
    "as_of.not": "share",
    "as_of.all": "share",
}


@dataclass(slots=True)
class Tally:
    """How many built items there are and are right, how many gold items there are and were found."""

    right: int = 0
    built: int = 0
    found: int = 0
    gold: int = 0

    def add(self, other: Tally) -> None:
        """Add the counts of another tally."""
        self.right += other.right
        self.built += other.built
        self.found += other.found
        self.gold += other.gold

    def values(self, way: str) -> dict[str, float | None]:
        """The figures, by the ending of their name; `None`: there is nothing to score.

        >>> Tally(right=1, built=2, found=1, gold=1).values("ratio")
        {'.precision': 0.5, '.recall': 1.0, '.f1': 0.6666666666666666}
        """
        if way == "count":
            return {"": float(self.right)}
        precision = self.right / self.built if self.built else None
        if way == "share":
            return {"": precision}
        recall = self.found / self.gold if self.gold else None
        f1: float | None = 0.0
        if precision is None and recall is None:
            f1 = None
        elif precision and recall:
            f1 = 2 * precision * recall / (precision + recall)
        return {".precision": precision, ".recall": recall, ".f1": f1}


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """One item that was missed, added or wrong."""

    kind: str
    text: str
    document: str = ""  # id in gold; empty where it concerns no single document


@dataclass(slots=True)
class Scorecard:
    """The tallies of one gold set, over all and per document, and the remarks."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIGURES})
    by_document: dict[str, dict[str, Tally]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def count(self, figure: str, right: bool, *, built: bool = True, gold: bool = True, document: str = "") -> None:
        """Count an item that is `built`, that `gold` has, or both, and whether it is right."""
        step = Tally(int(right and built), int(built), int(right and gold), int(gold))
        self.tallies[figure].add(step)
        if document:
            self.by_document.setdefault(document, {}).setdefault(figure, Tally()).add(step)

    def judge(self, figure: str, right: bool, text: str, document: str = "") -> None:
        """Count one built item, and remark it when it is wrong."""
        self.count(figure, right, gold=False, document=document)
        if not right:
            self.remark(f"{figure}: wrong or not in gold", text, document)

    def demand(self, figure: str, found: bool, text: str, document: str = "") -> None:
        """Count one gold item, and remark it when it was not found."""
        self.count(figure, found, built=False, document=document)
        if not found:
            self.remark(f"{figure}: missed", text, document)

    def remark(self, kind: str, text: str, document: str = "") -> None:
        """Note an item."""
        self.remarks.append(Remark(kind, text, document))


def figures_of(tallies: Mapping[str, Tally]) -> dict[str, float | None]:
    """Every figure under its full name (`statements.f1`)."""
    return {name + end: value for name, tally in tallies.items() for end, value in tally.values(FIGURES[name]).items()}


def total(cards: Iterable[Scorecard]) -> dict[str, Tally]:
    """The tallies of several sets added up, which makes their figures a micro-average."""
    added = {name: Tally() for name in FIGURES}
    for card in cards:
        for name, tally in card.tallies.items():
            added[name].add(tally)
    return added
