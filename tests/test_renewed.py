"""Instructions whose rule only reports tell: the rule with the old figure or day is the one that changes."""

from __future__ import annotations

from pathlib import Path

import kg
from kg.evaluation import load_built

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
