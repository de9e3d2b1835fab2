"""Whether a sum is owed again and again or in all: "2 million a year", "2 million in total", "2 million over the whole term"."""

from __future__ import annotations

from kg.extraction.clauses import Clause
from kg.extraction.lexicon import phrase, word_list
from kg.extraction.values import Amount

__all__ = ["sum_measure"]

_EACH, _WHOLE = "payment-amount", "purchase-total"


def sum_measure(measure: str, value: Amount, clause: Clause) -> str:
    """Return the measure of a sum of money that its words show: what each period costs, or what all of them cost together.

    A period beside the figure tells most; then the words of its clause, where that has no other sum. Other measures stay.
    """
    if measure not in (_EACH, _WHOLE) or value.kind != "money":
        return measure
    if value.per in word_list("pay-periods"):
        return _EACH
    sums = [a for a in clause.amounts if a.kind == "money" and clause.start <= a.start < clause.end]
    if len(sums) == 1 and phrase("sum-by-period").search(clause.text):
        return _EACH
    begin = max((a.end for a in sums if a.end <= value.start), default=clause.start) - clause.start
    stop = min((a.start for a in sums if a.start >= value.end), default=clause.end) - clause.start
    return _WHOLE if not value.per and phrase("sum-in-total").search(clause.text, begin, stop) else measure
