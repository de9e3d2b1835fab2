"""Who else deals in a report, told once and in no set frame."""

from __future__ import annotations

import pytest

from kg.extraction import parties
from kg.extraction.genres import Genre
from kg.records import Document

_HEAD = "Wharf & Winch"
_FIRST = (
    "Odderby Quays has signed a new lease with Tallow Brothers, the chandler, people close to the talks told this newspaper. "
    "Odderby Quays will rent out Shed 4 to Tallow Brothers until 2031, and Tallow Brothers pays 90,000 euros a year."
)


def _names(aside: str) -> set[str]:
    """Return the parties of a report with a paragraph on a deal and another one below it."""
    document = Document("1", "text/plain", "", "\n\n".join((_HEAD, _FIRST, aside)), publisher=_HEAD)
    return {mention.name for mention in parties.find_parties(document).mentions}


@pytest.fixture(autouse=True)
def worded_as_reports_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three sentences are too few to tell what kind of paper they are."""
    monkeypatch.setattr(parties, "likely_genre", lambda _: Genre(report=0.9))


@pytest.mark.parametrize(
    ("aside", "wanted"),
    [
        ("Cranmoor, which weighs the goods, gets 0.4 percent of each sale.", {"Cranmoor"}),
        ("Elsewhere on the coast Brill Freight has taken a lease of six years on the old ice house.", {"Brill Freight"}),
        ("In May Haddow Lines agreed to buy 40 winches a year from the foundry Petersholm.", {"Haddow Lines", "Petersholm"}),
        ("Osk of Tromso said that it had licensed its crane patents to Velda for ten years.", {"Osk", "Velda"}),
        ("Haddow Lines has been made sole carrier of Petersholm in Jutland for two years.", {"Haddow Lines", "Petersholm"}),
        ("Osk has promised Velda, a yard in Tromso, 40 winches.", {"Osk", "Velda"}),
    ],
)
def test_who_acts_where_an_amount_or_a_time_is_told_deals_too(aside: str, wanted: set[str]) -> None:
    """In a report who acts, or is dealt with, where an amount or a time is told is a party, though no frame shows it."""
    assert _names(aside) == {"Odderby Quays", "Tallow Brothers"} | wanted


@pytest.mark.parametrize(
    "aside",
    [
        "Ratepayers will cover 2 million euros of it.",  # a common word that begins a sentence
        "The shed stands in Sundhaven, which has 4,000 people.",
        "The crane Goliath-2 will lift 90 tonnes.",
        "A start-up in Sundhaven wants to build 12 boats.",
        "Odderby Quays will pay 2 million euros for forty Petersholm winches.",
    ],
)
def test_words_places_and_machines_deal_in_nothing(aside: str) -> None:
    """A word that begins a sentence, a place or a machine is no party, though an amount is told of it."""
    assert _names(aside) == {"Odderby Quays", "Tallow Brothers"}
