"""Dates in text are found with their bounds, and nothing else is taken for one."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dates import find_dates
from kg.files import resource

CASES = [
    ("October 3, 2018", "day", "2018-10-03", "2018-10-03"),
    ("3 October 2018", "day", "2018-10-03", "2018-10-03"),
    ("Sept. 13, 2022", "day", "2022-09-13", "2022-09-13"),
    ("9 Jun 2023", "day", "2023-06-09", "2023-06-09"),
    ("2022-05-18", "day", "2022-05-18", "2022-05-18"),
    ("2018-10-03T12:00:00Z", "day", "2018-10-03", "2018-10-03"),
    ("/2026/02/27/", "day", "2026-02-27", "2026-02-27"),
    ("04/20/26", "day", "2026-04-20", "2026-04-20"),
    ("8/9/2022", "either-day", "2022-08-09", "2022-09-08"),
    ("27.02.2026", "day", "2026-02-27", "2026-02-27"),
    ("27-Feb-26", "day", "2026-02-27", "2026-02-27"),
    ("1. Januar 2024", "day", "2024-01-01", "2024-01-01"),
    ("this 4th day of May 2018", "day", "2018-05-04", "2018-05-04"),
    ("15 th day of July, 2010", "day", "2010-07-15", "2010-07-15"),
    ("26t h day of May, 2017", "day", "2017-05-26", "2017-05-26"),
    ("thirtieth day of June, 2008", "day", "2008-06-30", "2008-06-30"),
    ("first day of May, two thousand and eighteen", "day", "2018-05-01", "2018-05-01"),
    ("October\u00a03,\n   2018", "day", "2018-10-03", "2018-10-03"),
    ("January 4-6, 2019", "days", "2019-01-04", "2019-01-06"),
    ("No. 9/2022 - 14 February 2022", "day", "2022-02-14", "2022-02-14"),
    ("October 2025", "month", "2025-10-01", "2025-10-31"),
    ("mid\\-2028", "mid", "2028-05-01", "2028-08-31"),
    ("end of June 2035", "end", "2035-06-30", "2035-06-30"),
    ("the end of 2026", "end", "2026-12-31", "2026-12-31"),
    ("late June 2024", "late", "2024-06-21", "2024-06-30"),
    ("the first half of 2022", "half", "2022-01-01", "2022-06-30"),
    ("Q3 2023", "quarter", "2023-07-01", "2023-09-30"),
    ("autumn 2026", "season", "2026-09-01", "2026-11-30"),
    ("winter 2025/26", "season", "2025-12-01", "2026-02-28"),
    ("through 2032", "year", "2032-01-01", "2032-12-31"),
    ("2024/25", "years", "2024-01-01", "2025-12-31"),
    ("2021–2025", "span", "2021-01-01", "2025-12-31"),
    ("the end of the third quarter of 2031", "end", "2031-09-30", "2031-09-30"),
    ("the end of the 2028/29 season", "end", "2029-01-01", "2029-12-31"),
    ("fiscal year 2025", "fiscal-year", "2024-01-01", "2026-12-31"),
]


@pytest.mark.parametrize(("text", "precision", "earliest", "latest"), CASES)
def test_a_form_of_date_has_its_bounds(text: str, precision: str, earliest: str, latest: str) -> None:
    """Each form is found once, in a sentence as alone, with the days it can mean."""
    for shell in ("{}", "It lasts: {}, and so on.", "(see {})"):
        (found,) = find_dates(shell.format(text))
        assert (found.precision, str(found.bounds.earliest), str(found.bounds.latest)) == (precision, earliest, latest)


@pytest.mark.parametrize(
    "text", ["from 2000 seats", "$2019", "2,021 units", "ISO 2022", "Section 12-2019", "31 April 2021", "room 2019b", "EUR 2019.50"]
)
def test_other_figures_are_no_dates(text: str) -> None:
    """Amounts, counts, numbers of sections and impossible days give nothing."""
    assert find_dates(text) == []


def test_years_in_a_row_are_all_found() -> None:
    """A year joined to a date is a date."""
    found = find_dates("in 2019, 2020 and 2021, and between 2023 and 2025")
    assert [one.bounds.earliest.year for one in found if one.bounds.earliest] == [2019, 2020, 2021, 2023, 2025]


def test_days_without_a_year_are_found_on_request() -> None:
    """A day of a month without a year has no bounds and is not part of a full date."""
    found = find_dates("from 1 October 2020 and then from 1 October, or March 3, each year", yearless=True)
    assert [(one.precision, one.month, one.day) for one in found] == [("day", 0, 0), ("yearless", 10, 1), ("yearless", 3, 3)]


def test_every_example_of_the_word_file_is_read() -> None:
    """Each table of date words names an example, and it is found."""
    tables = tomllib.loads(resource("ontology", "lexicon", "dates.toml").read_text(encoding="utf-8"))
    for name, table in tables.items():
        assert find_dates(table["example"]), name
        assert list(table) == sorted(table), name


@given(st.text(alphabet=" \n\u00a0,./-—1290OctoberMay28thof(in)", max_size=200))
def test_dates_lie_in_order_inside_any_text(text: str) -> None:
    """Spans lie inside the text, in order, without overlap, and no bound lies after the other."""
    last = 0
    for found in find_dates(text, yearless=True):
        assert last <= found.start < found.end <= len(text)
        last = found.end
        if found.bounds.earliest and found.bounds.latest:
            assert found.bounds.earliest <= found.bounds.latest


def test_long_runs_are_read_to_their_end() -> None:
    """The dates of half a megabyte of one piece lie inside it, in order; `benchmarks/runs.py` shows the time."""
    for piece in ("20", "2019 ", " \n", "May 1 ", "1/2/", "the first day of May, two thousand "):
        text = piece * (500_000 // len(piece))
        places = [place for found in find_dates(text, yearless=True) for place in (found.start, found.end)]
        assert places == sorted(places)
        assert not places or places[-1] <= len(text)
