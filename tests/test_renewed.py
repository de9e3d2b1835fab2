"""Instructions whose rule only reports tell: the rule with the old figure or day is the one that changes."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

from texts import document

import kg
from kg.evaluation import load_built
from kg.records import Basis, Figure, Instruction, Layer, Modality, Operation, Stance, Statement, TermContent
from kg.resolution.agreements import AgreementTable
from kg.resolution.instructions import Placed
from kg.resolution.renewed import with_renewed

RENT = """---
title: Marlow lets its warehouse
publisher: Tarn Freight GmbH
published: 2021-05-04
date_basis: The day stands at the top of the page.
---
# Marlow lets its warehouse

Marlow Estates Limited and Tarn Freight GmbH signed a lease agreement on 3 May 2021. Tarn Freight GmbH will pay Marlow
Estates Limited a rent of EUR 31,500 a month. The lease agreement runs until 3 May 2026.
"""
CHANGE = """FIRST AMENDMENT TO WAREHOUSE LEASE AGREEMENT

This First Amendment (the "Amendment") is made on 9 June 2023 between Marlow Estates Limited (the "Landlord") and Tarn
Freight GmbH (the "Tenant").

WHEREAS the Landlord and the Tenant are parties to the Warehouse Lease Agreement dated 3 May 2021 (the "Lease").

1. In Clause 2.1 of the Lease the figure “EUR 31,500” is replaced by “EUR 28,200”.

2. In Clause 7 of the Lease “3 May 2026” becomes “3 May 2029”.

3. In Clause 5 of the Lease the figure “EUR 70” is replaced by “EUR 90”.

Marlow Estates Limited
By: ______________

Tarn Freight GmbH
By: ______________
"""


def test_a_rule_that_only_a_report_tells_is_changed(tmp_path: Path) -> None:
    """The rent and the length of a lease that is missing are known from a page, so they change; what EUR 70 was is not known."""
    (tmp_path / "rent.md").write_text(RENT, encoding="utf-8")
    (tmp_path / "change.txt").write_text(CHANGE, encoding="utf-8")
    kg.build(tmp_path, tmp_path / "out")
    built = load_built([tmp_path / "out" / "graph.nq"])
    told = [
        [(built.terms[t].slots["matter"], built.terms[t].slots["number"] or built.terms[t].slots["end"]) for t in s.asserts]
        for s in sorted(built.statements.values(), key=lambda s: s.start)
        if s.stance == "changes"
    ]

    assert told == [[("payment", (28200.0, 28200.0, "eur"))], [("duration", ("2029-05-03", "2029-05-03"))], []]


def test_many_instructions_and_many_tellings_of_one_figure_take_no_longer_than_both() -> None:
    """Two thousand instructions do not each go through two thousand rules with the old figure; who tells it best is followed."""
    five, six = Figure(Decimal(5), Decimal(5), "EUR"), Figure(Decimal(6), Decimal(6), "EUR")
    change = Instruction("lease", "4", Operation.REPLACE, "EUR 5", "EUR 6", (five, six))
    place = document("a.txt", "Told.")
    uses = []
    for i in range(2000):
        payer = "low" if i else "high"
        rule = TermContent("payment", Modality.OBLIGATION, (payer,), low=five.low, high=five.high, unit="EUR")
        layer = Layer.PARTY_TEXT if i else Layer.INSTRUMENT
        told = Statement(f"t{i}", 0, 1, layer, Stance.AFFIRMS, Basis.EXPLICIT, ("k",), (rule,))
        done = Statement(f"c{i}", 0, 1, Layer.INSTRUMENT, Stance.CHANGES, Basis.EXPLICIT, ("k",), instruction=change)
        uses += [Placed(place, told, ("A",), "A", None, (rule,)), Placed(place, done, ("B",), "B", None)]
    started = time.perf_counter()
    found = [use.terms for use in with_renewed(uses[::-1], AgreementTable({}, {}, {}, {}, {}, {})) if use.owner == "B"]
    assert time.perf_counter() - started < 2
    assert {(terms[0].bearer, terms[0].low) for terms in found} == {(("high",), Decimal(6))}
