"""A new figure that meets nothing before it is of the rule that it changes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.records import Layer, Modality, TermContent
from kg.resolution.changed_rules import follow_changed_rules
from kg.resolution.formers import settle_formers
from kg.resolution.terms import Telling
from kg.resolution.wordings import Wording

HEADS = Wording(frozenset({"head", "sheep"}))
EARLIER = {"letter": frozenset({"contract"})}


def tell(statement: str, figure: int, matter: str, measure: str, *sides: str, agreement: str = "contract") -> Telling:
    """One document's word on a sum; the first of the sides owes it to the second."""
    bearer, counterparty, number = sides[:1], sides[1:], Decimal(figure)
    content = TermContent(matter, Modality.OBLIGATION, bearer, counterparty, low=number, high=number, unit="EUR", measure=measure)
    return Telling(statement, agreement, Layer.INSTRUMENT, agreement, content)


PRICE = tell("s1", 60, "price", "unit-price", "guild", "farm")
PAID = tell("s2", 65, "payment", "payment-amount", "farm", "guild", agreement="letter")


def test_a_new_figure_takes_matter_measure_and_sides_of_the_rule_that_it_changes() -> None:
    """The letter calls a payment of the farm what the contract calls a price that the guild owes."""
    done = follow_changed_rules([PRICE, PAID], {"s2"}, EARLIER, {"s1": HEADS, "s2": HEADS})

    assert done == [PRICE, replace(PAID, content=replace(PRICE.content, low=Decimal(65), high=Decimal(65)))]


@pytest.mark.parametrize(
    ("first", "changes", "wording"),
    [
        (PRICE, frozenset(), HEADS),
        (PRICE, {"s2"}, Wording(frozenset({"wool"}))),
        (tell("s1", 9, "price", "unit-price", "guild", "farm"), {"s2"}, HEADS),
        (tell("s1", 60, "price", "unit-price", "mill", "inn"), {"s2"}, HEADS),
        (tell("s1", 60, "payment", "payment-amount", "farm", "guild"), {"s2"}, HEADS),
        (tell("s1", 60, "licence", "unit-price", "guild", "farm"), {"s2"}, HEADS),
    ],
)
def test_what_does_not_change_the_rule_stays_as_it_is(first: Telling, changes: frozenset[str], wording: Wording) -> None:
    """No change, no common word, another size or other parties, a figure that can be held against it, another kind of matter."""
    assert follow_changed_rules([first, PAID], changes, EARLIER, {"s1": HEADS, "s2": wording}) == [first, PAID]


@pytest.mark.parametrize("common", [{"eur", "tonne"}, {"head"}])
def test_words_of_what_is_counted_and_few_of_many_words_are_no_rule_in_common(common: set[str]) -> None:
    """Both speak of tonnes, or of heads beside four other things each."""
    own = [set(), set()] if "tonne" in common else [{"barn", "dog", "fence", "hay"}, {"boat", "net", "oar", "rope"}]
    words = {s: Wording(frozenset(common | other)) for s, other in zip(("s1", "s2"), own, strict=True)}

    assert follow_changed_rules([PRICE, PAID], {"s2"}, EARLIER, words)[1] == PAID


def test_between_two_rules_that_could_be_meant_nothing_is_chosen() -> None:
    """A price of the guild and a payment of the inn share as many words with the letter."""
    other = tell("s3", 70, "price", "unit-price", "farm", "inn")
    words = dict.fromkeys(("s1", "s2", "s3"), HEADS)

    assert follow_changed_rules([PRICE, PAID, other], {"s2"}, EARLIER, words)[1] == PAID


def test_a_former_figure_is_that_of_the_rule_whatever_it_is_called() -> None:
    """The letter says "65 a head instead of 60": the 60 is the price of the contract, and so is what becomes 65."""
    former = tell("s4", 60, "payment", "payment-amount", "farm", "guild")
    done = settle_formers([PRICE, former, PAID], {"s4": "s2"})

    assert done[1].content == PRICE.content
    assert done[2].content == replace(PRICE.content, low=Decimal(65), high=Decimal(65))


def test_a_period_of_the_same_length_is_another_rule() -> None:
    """A term of five years is no ban of five years, as a payment is a price: the letter takes for granted how long the deal ran."""
    ban = tell("s1", 5, "non-compete", "period", "guild", "farm")
    former = tell("s4", 5, "duration", "period", "farm", "guild")

    assert settle_formers([ban, former], {"s4": "s2"}) == [ban, former]
