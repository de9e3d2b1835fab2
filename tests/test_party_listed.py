"""Names that stand in one list with two known parties."""

from __future__ import annotations

from collections import Counter

from kg.extraction.party_group import Group
from kg.extraction.party_listed import listed_with


def group(*names: str) -> Group:
    """The evidence on one name, as a text writes it."""
    return Group(names[0].casefold(), Counter(names))


def test_whoever_is_listed_with_two_parties_deals_too() -> None:
    """The third of a list is a party, a name that stands apart is not."""
    acme, beta, gamma, delta = group("Acme"), group("Beta"), group("Gamma"), group("Delta")
    text = "Acme, Beta and Gamma signed on Monday. Delta had been asked too."
    assert listed_with([gamma, delta], [acme, beta], text) == [gamma]


def test_a_name_may_run_over_the_end_of_a_line() -> None:
    """A name is the same with a blank, with two, and with a line end inside."""
    acme, beta, gamma = group("Acme"), group("Beta"), group("Gamma\nHouse", "Gamma House")
    assert listed_with([gamma], [acme, beta], "Acme, Beta and Gamma  House signed on Monday.") == [gamma]
