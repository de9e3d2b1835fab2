"""What a sum of money is for keeps it apart from other sums that one party owes the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from builds import build, found
from test_terms import only

import kg
from kg.extraction.purposes import purpose_of

HIRE = """---
title: Fjord Lines and Skarv Shipping sign a charter agreement
publisher: Fjord Lines
published: 2023-05-02
---
# Fjord Lines and Skarv Shipping sign a charter agreement

Fjord Lines and Skarv Shipping today signed a charter agreement.

Skarv Shipping will pay Fjord Lines a deposit of EUR 200,000.
"""
PARTNER = HIRE.replace("publisher: Fjord Lines", "publisher: Skarv Shipping")


@pytest.mark.parametrize(
    ("line", "value", "purpose"),
    [
        (" the annual rent is M0 and the deposit is M1 ", "M0", "rent"),
        (" the annual rent is M0 and the deposit is M1 ", "M1", "deposit"),
        (" P0 pays a contribution of M0 to the advertising fund ", "M0", "advertising fund"),
        (" P0 shall pay P1 M0 as a renewal fee ", "M0", "renewal fee"),
        (" P0 shall pay P1 an up-front fee of M0 ", "M0", "upfront payment"),
        (" P0 shall pay P1 M0 within thirty days ", "M0", ""),
        (" P0 shall pay a monthly fee of M0 ", "M0", "fee"),
        (" the charge for data falls from M0 to M1 ", "M1", "data"),
    ],
)
def test_the_noun_nearest_to_the_figure_tells_the_purpose(line: str, value: str, purpose: str) -> None:
    """The noun before a figure tells what it is for, else the one behind; how often it is paid tells nothing."""
    assert purpose_of(line, 0, len(line), value) == purpose


def test_a_share_in_sales_has_a_purpose_only_where_it_is_paid_into_something() -> None:
    """A royalty is told apart by its base alone; a contribution to a fund is none."""
    assert only("Acme shall pay Beta a royalty of 5% of net sales.").scope == ("net sales",)
    assert purpose_of(" advertising fund | P0 pays in R0 of net sales ", 0, 30, "R0", shares=True) == "advertising fund"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Skarv Shipping will pay Fjord Lines a deposit of EUR 250,000.", [("contradiction", "payment", "certain")]),
        ("Skarv Shipping will pay Fjord Lines an arrangement fee of EUR 250,000.", []),
    ],
)
def test_sums_with_different_purposes_do_not_clash(sentence: str, expected: list[tuple[str, str, str]], tmp_path: Path) -> None:
    """Two deposits of different height clash; a deposit and a fee stand beside one another."""
    other = PARTNER.replace("Skarv Shipping will pay Fjord Lines a deposit of EUR 200,000.", sentence)

    graph: kg.Graph = build(tmp_path, {"1.md": HIRE, "2.md": other})

    assert found(graph) == expected
