"""Currency signs that several countries share, settled by what the other papers of a dealing call them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extraction.givens import Givens, dollars_of
from kg.extraction.values import find_amounts
from kg.records import Layer, Modality, TermContent
from kg.resolution.currencies import meant_by, settle_currencies
from kg.resolution.terms import Telling


def sum_of(words: str, unit: str) -> Telling:
    """One document's word on a fee."""
    content = TermContent(
        "payment",
        Modality.OBLIGATION,
        ("aster",),
        ("birch",),
        low=Decimal(7),
        high=Decimal(7),
        unit=unit,
        measure="payment-amount",
        value_text=words,
    )
    return Telling(words, words, Layer.PARTY_TEXT, "lease", content)


@pytest.mark.parametrize(
    ("told", "units"),
    [
        ([("$7 a day", "USD"), ("AUD 7", "AUD")], ["AUD", "AUD"]),
        ([("seven dollars", "USD"), ("NZ$7", "NZD")], ["NZD", "NZD"]),
        ([("$7", "USD"), ("seven dollars", "USD"), ("CAD 7", "CAD")], ["CAD", "CAD", "CAD"]),
        ([("7 cents a ride", "USD"), ("CAD 7", "CAD")], ["CAD", "CAD"]),
        ([("kr 7", "SEK"), ("NOK 7", "NOK")], ["NOK", "NOK"]),
        ([("$7", "USD"), ("US$7", "USD"), ("AUD 7", "AUD")], ["USD", "USD", "AUD"]),
        ([("$7", "USD"), ("US$7", "USD"), *[("CAD 7", "CAD")] * 3], ["CAD", "USD", "CAD", "CAD", "CAD"]),
        ([("$7", "USD"), ("EUR 7", "EUR")], ["USD", "EUR"]),
        ([("$7", "USD")], ["USD"]),
        ([("$7", "CAD"), ("$9", "USD")], ["CAD", "CAD"]),
    ],
)
def test_a_shared_sign_means_the_currency_that_the_dealing_names(told: list[tuple[str, str]], units: list[str]) -> None:
    """Named otherwise by one, or by most: that is the currency; of another sign, by nobody, or by as many: the largest one."""
    assert [t.content.unit for t in settle_currencies([sum_of(*one) for one in told])] == units


def test_a_sign_means_what_the_other_dealings_of_the_documents_name() -> None:
    """Where a dealing names no currency by its own name; what it names itself comes first."""
    around = meant_by([sum_of("AUD 7", "AUD").content, sum_of("$7", "USD").content])
    assert [t.content.unit for t in settle_currencies([sum_of("$7", "USD")], around)] == ["AUD"]
    assert [t.content.unit for t in settle_currencies([sum_of("$7", "USD"), sum_of("CAD 7", "CAD")], around)] == ["CAD", "CAD"]


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("All dollars in this deed are Australian.", "AUD"),
        ("Amounts are stated in New Zealand dollars.", "NZD"),
        ('"$" means Hong Kong dollars.', "HKD"),
        ("Fees are in Canadian dollars. Prices are in Australian dollars.", ""),
        ("Prices are quoted in US dollars, fees are in Canadian dollars.", ""),
        ("The fee is $40,000, and payments are subject to Canadian law.", ""),
    ],
)
def test_a_document_says_which_dollars_it_counts_in(text: str, currency: str) -> None:
    """Of all its sums, in one sentence; two such sentences tell nothing, and neither does a law."""
    assert dollars_of(text) == currency
    plain = find_amounts("It pays $40,000.")[0]
    assert Givens(dollars=currency).scaled([plain])[0].unit == (currency or "USD")
    assert Givens(dollars=currency).scaled(find_amounts("It pays US$40,000."))[0].unit == "USD"
