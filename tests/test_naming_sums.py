"""Sums told in several papers: the figure that a change takes for granted, and one sum under two names."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.records import Layer, Modality, TermContent
from kg.resolution.formers import settle_formers
from kg.resolution.naming import name_sums_alike
from kg.resolution.terms import Telling


def tell(
    statement: str, figure: int, scope: str = "", *, document: str = "", agreement: str = "lease", owed: bool = True
) -> Telling:
    """One document's word on a sum that aster owes birch."""
    content = TermContent(
        "payment",
        Modality.OBLIGATION,
        ("aster",),
        ("birch",) if owed else (),
        scope=(scope,) if scope else (),
        low=Decimal(figure),
        high=Decimal(figure),
        unit="EUR",
        measure="payment-amount",
    )
    return Telling(statement, document or statement, Layer.PARTY_TEXT, agreement, content)


def test_what_a_change_takes_for_granted_is_the_rule_of_the_contract() -> None:
    """The letter says "from 4 to 5": the 4 is the hire of the contract, and so is what the 5 is for."""
    contract, former = tell("s1", 4, "hire"), tell("s2", 4, document="letter", owed=False)
    change = tell("s3", 5, document="letter", agreement="letter")
    done = settle_formers([contract, former, change], {"s2": "s3"})

    assert done[1].content == contract.content
    assert [t.content.scope for t in done] == [("hire",)] * 3


@pytest.mark.parametrize("other", [tell("s1", 3, "hire"), tell("s1", 4, "hire", agreement="loan")])
def test_a_former_figure_that_the_contract_does_not_tell_stays_as_it_is(other: Telling) -> None:
    """Another figure, or the same of another agreement, is no reason to join."""
    former = tell("s2", 4, owed=False)

    assert settle_formers([other, former], {"s2": ""}) == [other, former]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("deposit", "upfront deposit"), ("deposit", "deposit")),
        (("commitment fee", "unused commitment fee", "agency fee"), ("commitment fee", "unused commitment fee", "agency fee")),
        (("fuel fee", "agency fee"), ("fuel fee", "agency fee")),
        (("rent", "rent of the first year"), ("rent", "rent of the first year")),
    ],
)
def test_one_sum_may_have_a_longer_name(names: tuple[str, ...], expected: tuple[str, ...]) -> None:
    """Where names of one kind only tell more or less, and no paper has two of them, they name one sum."""
    done = name_sums_alike([tell(f"s{i}", 4, name) for i, name in enumerate(names)])

    assert tuple(t.content.scope[0] for t in done) == expected


def test_a_document_that_has_two_names_means_two_sums() -> None:
    """A contract with a fee and a cancellation fee knows two."""
    told = [tell("s1", 4, "fee", document="contract"), tell("s2", 1, "cancellation fee", document="contract"), tell("s3", 4, "fee")]

    assert name_sums_alike(told) == told
    assert name_sums_alike([replace(t, document=t.statement) for t in told]) != told
