"""Further figures of a clause: the price beside what is bought, a second sum, a share, each party's own part."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extraction.further import with_further
from kg.extraction.lexicon_check import example_line
from kg.extraction.parties import PartyHit
from kg.extraction.patterns import find_matches
from kg.extraction.periods import Anchors, read_period
from kg.extraction.terms import Clause, Setting, read_terms
from kg.extraction.values import find_amounts
from kg.records import TermContent

NAMES = ("Acme", "Beta", "Gamma")
TWO = Setting(("acme", "beta"), {})


def read(text: str) -> list[TermContent]:
    """What a clause gives in which Acme, Beta and Gamma are parties."""
    found = sorted((at, name) for name in NAMES for at in range(len(text)) if text.startswith(name, at))
    hits = tuple(PartyHit(at, at + len(n), (n.lower(),), "name", text.startswith("'s", at + len(n))) for at, n in found)
    period = read_period(text, anchors=Anchors())
    clause = Clause(example_line(text), text, 0, len(text), hits, find_amounts(text), period)
    return [r.content for r in with_further(read_terms(clause, TWO, find_matches(clause.line)), clause, TWO)]


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("Acme will buy 30 tonnes of barley a year from Beta at EUR 310 a tonne.", 310),
        ("Acme will buy 30 tonnes of barley a year from Beta and pay EUR 310 for a tonne.", 310),
        ("Beta delivers 4,000 crates a month to Acme, at 6 euros a crate.", 6),
        ("From Beta Acme is buying 12 looms at USD 70,000 apiece.", 70000),
    ],
)
def test_the_price_beside_what_is_bought_is_owed_by_who_buys(text: str, price: int) -> None:
    """A price behind a quantity is a term of its own; who takes the goods pays it, whoever bears the quantity."""
    goods, paid = sorted(read(text), key=lambda c: c.measure)
    assert (goods.measure, goods.unit != "EUR") == ("quantity", True)
    assert (paid.matter, paid.bearer, paid.counterparty, paid.low) == ("price", ("acme",), ("beta",), Decimal(price))


@pytest.mark.parametrize(
    ("text", "matter", "low"),
    [
        ("Acme shall pay Beta CHF 7 per tonne, and at least CHF 80,000 a year.", "payment", 80000),
        ("Beta receives EUR 2 million a year from Acme, and 20% of the ticket revenue.", "revenue-share", 20),
    ],
)
def test_a_second_sum_is_owed_by_the_same_party(text: str, matter: str, low: int) -> None:
    """What stands beside a sum by "and" is owed by the same party to the same one."""
    _, second = read(text)
    assert (second.matter, second.bearer, second.counterparty) == (matter, ("acme",), ("beta",))
    assert (second.low, second.high) == (Decimal(low), Decimal(low))


def test_a_further_price_is_for_something_of_its_own() -> None:
    """Two prices of one sentence do not stand against each other."""
    first, second = read("Acme shall pay Beta KES 3 for each postcard and KES 9 for each parcel.")
    assert first.matter == second.matter == "price"
    assert second.scope != first.scope


def test_each_party_has_its_own_part() -> None:
    """Where the verb stands once, the second figure is that of the party beside it."""
    first, second = read("Acme takes 42,000 tonnes a year and Beta 9,000 tonnes.")
    assert (first.bearer, first.low) == (("acme",), Decimal(42000))
    assert (second.bearer, second.low) == (("beta",), Decimal(9000))


@pytest.mark.parametrize(
    "text",
    [
        "Acme pays Beta EUR 5 million a year instead of EUR 4 million.",
        "Acme must buy 90 tonnes a year from Beta for a total of EUR 3 million.",
        "Acme pays Beta EUR 5 million a year if it sells at EUR 3 a kilo.",
    ],
)
def test_a_figure_in_no_such_form_gives_nothing(text: str) -> None:
    """What held before, what all goods cost together and what is only supposed are no terms beside the one that is read."""
    assert len(read(text)) == 1


def test_a_clause_of_very_many_sums_is_read_in_time() -> None:
    """What took minutes when every sum was held against every other takes less than a second, and every sum is read."""
    rents = " and ".join(f"EUR {1000 + n} per month" for n in range(600))
    assert len(read(f"Acme shall pay Beta a rent of {rents}.")) == 600
