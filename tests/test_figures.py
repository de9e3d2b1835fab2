"""Which amount of a clause is the figure of its term where no pattern names one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from test_terms import read

from kg.extraction.givens import cents_of


def figures(text: str) -> list[tuple[str, Decimal | None, Decimal | None, str]]:
    """The matters of a clause with the figures of their terms."""
    return [(r.content.matter, r.content.low, r.content.high, r.content.unit) for r in read(text)]


@pytest.mark.parametrize(
    ("text", "matter", "low", "high", "unit"),
    [
        ("Acme leases to Beta twelve cranes for six years.", "licence", 12, 12, "crane"),
        (
            "Beta is granted a non-exclusive right for not more than 40 planners to use the software of Acme.",
            "licence",
            0,
            40,
            "planner",
        ),
        ("On five days' notice Acme may inspect the records of Beta.", "audit", 5, 5, "day"),
        ("Within ten days of each sale Acme shall send Beta a report of it.", "disclosure", 10, 10, "day"),
        ("Acme shall tell Beta of every outage at least three weeks before it begins.", "disclosure", 3, 3, "week"),
        ("Acme shall give Beta 20 days' notice of a new timetable.", "disclosure", 20, 20, "day"),
        ("Acme shall pay the invoices of Beta within 20 days.", "payment", 20, 20, "day"),
        ("Either of them may terminate this Agreement on a year's notice.", "termination-convenience", 1, 1, "year"),
        ("Acme has an option to buy up to 90 tents of the second series from Beta.", "first-refusal", 0, 90, "tent"),
        (
            "As from 1 May Acme must keep available 20 lorries for Beta, instead of the 30 lorries of last year.",
            "service-provision",
            20,
            20,
            "lorry",
        ),
        ("Beta may prolong the lease by three years if it tells Acme so 90 days ahead.", "renewal", 3, 3, "year"),
        ("The lease then goes on from year to year unless Acme or Beta gives five months' notice.", "renewal", 1, 1, "year"),
        ("What Acme is liable for to Beta stops at EUR 3 million a year.", "liability-cap", 0, 3_000_000, "EUR"),
        ("Every new song must reach Acme's listeners three days before anybody else's.", "release-order", 3, 3, "day"),
    ],
)
def test_what_is_owed_is_counted(text: str, matter: str, low: int, high: int, unit: str) -> None:
    """So many things that are let, served or bought, and the time in which or before which something is done, are its figures."""
    assert (matter, Decimal(low), Decimal(high), unit) in figures(text)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Acme may sell up to 60 crates in the street.", 0, 60, "crate"),
        ("Beta shall give no guide on a mountain tour more than eight guests.", 0, 8, "guest"),
        ("Neither Acme nor Beta answers to the other for more than EUR 3 million.", 0, 3_000_000, "EUR"),
        ("For every new barn Acme trains two grooms free of charge.", 2, 2, "groom"),
        ("Acme shall keep no less than 40 percent of its lorries for Beta.", 40, 100, "%"),
        ("The ceiling on Acme's charges comes down from 20 to 17 percent.", 0, 17, "%"),
    ],
)
def test_what_words_make_the_most_or_the_least_is_counted(text: str, low: int, high: int, unit: str) -> None:
    """Words such as "up to" and a denied "more than" show which figure a rule is about, whatever its matter."""
    assert (Decimal(low), Decimal(high), unit) in [figure[1:] for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "high"),
    [
        ("Acme shall deliver no fewer than 900 crates to Beta in each year.", None),
        ("Beta shall buy not less than 40 tonnes of grain from Acme each year.", Decimal(40)),
        ("Acme shall run no fewer than nine buses a week for Beta.", Decimal(9)),
    ],
)
def test_the_least_that_is_delivered_lets_more_be_owed(text: str, high: Decimal | None) -> None:
    """What is delivered has no upper end; of what is bought, kept or run the least is the figure."""
    assert high in [found for _, low, found, _ in figures(text) if low is not None]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Acme shall buy 400 crates from Beta by 31 May 2031.", date(2031, 5, 31)),
        ("Acme shall buy 600 crates from Beta by 31 May 2033 instead of 400 crates by 31 May 2031.", date(2033, 5, 31)),
        ("Acme shall pay Beta EUR 5 million by 31 May 2031.", None),
    ],
)
def test_what_is_bought_by_a_day_is_bought_until_then(text: str, end: date | None) -> None:
    """The day by which things are to be bought ends what is owed, the day by which a sum is paid does not."""
    assert {reading.content.end.latest for reading in read(text)} == {end}


def test_what_a_thing_measures_at_most_is_not_counted() -> None:
    """The length of a clip, or what is done besides, is no figure of the rule."""
    assert [low for _, low, _, _ in figures("Acme may show clips of up to two minutes from the harbour of Beta.")] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Beta buys the electricity produced by the 40 MW plant of Acme.",
        "Acme has to supply a meter for the 40 MW plant of Beta.",
        "Acme shall serve Beta exclusively at 12 harbours.",
        "Acme leases to Beta the barge Heron 40.",
        "If more than 30 boats are sold, Acme has first refusal over the others.",
        "Acme allows Beta to fish beyond ten nautical miles off the coast.",
        "Acme may license the patents of Beta to makers in 30 countries.",
        "Each year six boats of Beta may fish in the bay of Acme.",
        "Should a shipment be late by more than 60 days, Acme may terminate this Agreement.",
    ],
)
def test_what_tells_a_thing_apart_is_not_counted(text: str) -> None:
    """A size, a number of things that are there already, a name, a distance and a condition say nothing of how much is owed."""
    assert {(low, high) for _, low, high, _ in figures(text)} == {(None, None)}


def test_plain_cents_are_of_the_currency_of_the_text() -> None:
    """Many dollars have cents, and rands and shillings too."""
    assert cents_of("It pays NZ$ 3 million, and 5 cents a unit.") == "NZD"
    assert cents_of("It pays R 300, and 5 cents a unit.") == "ZAR"


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Beta pays Acme EUR 9 million in total.", "purchase-total"),
        ("Over those six seasons Beta will pay Acme EUR 9 million.", "purchase-total"),
        ("For the whole of the lease Beta pays Acme EUR 9 million.", "purchase-total"),
        ("Beta pays Acme EUR 9 million in all, under a quarter of the old price.", "purchase-total"),
        ("Beta pays Acme EUR 9 million a year over the whole term.", "payment-amount"),
        ("Beta pays Acme a yearly fee of EUR 9 million.", "payment-amount"),
        ("Beta pays Acme EUR 9 million.", "payment-amount"),
    ],
)
def test_a_sum_is_that_of_a_period_or_of_all(text: str, measure: str) -> None:
    """What is paid each year, and what is paid in all, are two measures: a report that mixes them up tells something else."""
    assert measure in {r.content.measure for r in read(text)}


@pytest.mark.parametrize(
    ("text", "matter", "figure"),
    [
        ("Acme shall keep Beta's plans secret for five years after the end of this Agreement.", "confidentiality", (5, "year")),
        ("Acme shall keep Beta's plans secret for seven years.", "confidentiality", (7, "year")),
        ("Acme may end this Agreement after thirty months on six months' notice.", "termination-convenience", (6, "month")),
        ("Of net sales above EUR 11 million a year, Acme shall pay Beta a royalty of 15%.", "revenue-share", (15, "%")),
    ],
)
def test_of_two_figures_the_one_that_its_matter_asks_for_is_taken(text: str, matter: str, figure: tuple[object, str]) -> None:
    """How long something is kept secret, a notice rather than another time, a share rather than the sum that it begins at."""
    found: list[tuple[object, str]] = [(r.content.low, r.content.unit) for r in read(text) if r.content.matter == matter]
    assert found == [figure]


def test_what_is_kept_as_long_as_a_contract_lasts_has_no_figure() -> None:
    """Years that are counted from the end of a contract beside its own life are no number of the duty."""
    found = read("Acme shall keep Beta's plans secret during this Agreement and for five years thereafter.")
    assert [r.content.low for r in found if r.content.matter == "confidentiality"] == [None]
