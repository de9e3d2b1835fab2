"""First and last days of what clauses say; all sentences are invented."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.periods import Anchors, read_definitions_of_dates, read_period
from kg.extraction.points import add, last_days
from kg.records import DateBounds


def day(iso: str) -> DateBounds:
    """The bounds of one day."""
    return DateBounds(date.fromisoformat(iso), date.fromisoformat(iso))


MADE = Anchors(made=day("2026-02-24"), published=day("2026-02-25"))
DEFINED = Anchors(
    made=day("2019-03-14"),
    defined={
        "effective date": (day("2019-04-01"),) * 2,
        "term": (day("2019-04-01"), day("2029-03-31")),
        "delivery start": (day("2023-07-01"),) * 2,
    },
)

# text, first day, last day; "a..b" are bounds, "" is not told
CASES = [
    ("through 2032", "", "2032-12-31"),
    ("through May 2037", "", "2037-05-31"),
    ("through the end of 2031", "", "2031-12-31"),
    ("through the second quarter of 2030", "", "2030-06-30"),
    ("until 2032", "", "2031-12-31..2032-12-31"),
    ("until May 2037", "", "2037-04-30..2037-05-31"),
    ("until 29 May 2037", "", "2037-05-29"),
    ("until the end of May 2037", "", "2037-05-31"),
    ("up to and including 31 March 2030", "", "2030-03-31"),
    ("until the close of business on 5 May 2031", "", "2031-05-05"),
    ("stays on the books through August 8, 2036", "", "2036-08-08"),
    ("The voucher expires on May 17, 2028.", "", "2028-05-17"),
    ("shall terminate automatically without notice on December 31, 2022", "", "2022-12-31"),
    ("will end on 31 December 2027", "", "2027-12-31"),
    ("comes to an end on 5 May 2031", "", "2031-05-05"),
    ("Expiry of the charter: 12 May 2038.", "", "2038-05-12"),
    ("Expiry 24 October 2033", "", "2033-10-24"),
    ("expires in June 2030", "", "2030-06-01..2030-06-30"),
    ("a deal running to 2031", "", "2031-12-31"),
    ("Two years, beginning on 1 June 2031.", "2031-06-01", "2033-05-31"),
    ("31 May 2033 is still the last day.", "", "2033-05-31"),
    ("On 9 May 2033 it all ends.", "", "2033-05-09"),
    ("The end of the lease, 9 May 2033, is not touched.", "", "2033-05-09"),
    ("The new end is 9 May 2033.", "", "2033-05-09"),
    ("At the end of the year, 31 December 2033, Acme reports.", "", ""),
    ("The stock taken from 2031 to 2033 is counted.", "2031-01-01..2031-12-31", "2033-12-31"),
    ("The lease runs for eleven years to 14 April 2039.", "", "2039-04-14"),
    ("is terminated with effect from 1 April 2025", "", "2025-03-31..2025-04-01"),
    ("Termination takes effect on 30 June 2024.", "", "2024-06-30"),
    ("shall not sell before 1 January 2030", "", "2029-12-31"),
    ("From 4 May 2029 until 3 May 2032 the toll is frozen.", "2029-05-04", "2032-05-03"),
    ("Before 1 July 2031 Acme may not sell lamps to others.", "", "2031-06-30"),
    ("the toll cannot be raised before July 2031", "", "2031-06-30"),
    ("Between 2029 and 2033 Acme supplies the lamps.", "2029-01-01..2029-12-31", "2032-12-31..2033-12-31"),
    ("During 2029-2033 Acme supplies the lamps.", "2029-01-01", "2033-12-31"),
    ("Duration: 4 years (2029-2032)", "2029-01-01", "2032-12-31"),
    ("The rights run through the 2029-30 season.", "", "2030-01-01..2030-12-31"),
    ("until the end of the third quarter of 2031", "", "2031-09-30"),
    ("Final day ........ 5 May 2031", "", "2031-05-05"),
    ("The charter has a life of 25 years from 1 May 2030.", "2030-05-01", "2055-04-30"),
    ("from April 2029 to May 2033", "2029-04-01..2029-04-30", "2033-05-31"),
    ("9 May 2016 - 8 May 2018", "2016-05-09", "2018-05-08"),
    ("takes effect on 5 May 2023 and runs to 4 May 2026", "2023-05-05", "2026-05-04"),
    ("effective as of January 1, 2024", "2024-01-01", ""),
    ("with effect from 1 May 2027", "2027-05-01", ""),
    ("after May 6, 2029 others may join", "2029-05-07", ""),
    ("shall not take effect until 1 May 2027", "2027-05-01", ""),
    ("for 2025, 2026 and 2027", "2025-01-01", "2027-12-31"),
    ("for the years 2024 through 2028", "2024-01-01..2024-12-31", "2028-12-31"),
    ("for five years beginning on 6 May 2017", "2017-05-06", "2022-05-05"),
    ("for twelve years from and including 7 May 2014", "2014-05-07", "2026-05-06"),
    ("for two years from 1 May 2026", "2026-05-01", "2028-04-30"),
    ("for two years from 2 May 2026", "2026-05-02", "2028-05-01..2028-05-02"),
    ("No claim arising before 9 May 2031 is barred.", "", ""),
    ("The notes mature on 9 May 2031.", "", "2031-05-09"),
    ('"Maturity Date" means 9 May 2031.', "", "2031-05-09"),
    ("The term is 12 months beginning March 1, 2005.", "2005-03-01", "2006-02-28"),
    ("over the next eight years", "", "2034-02-23..2034-02-24"),
    ("during the next six months", "", "2026-08-23..2026-08-24"),
    ("an eight-year commitment", "", "2034-02-23..2034-02-24"),
    ("a three (3) year lease", "", "2029-02-23..2029-02-24"),
    ("guard the recipe for nine years from the date hereof", "2026-02-24", "2035-02-23..2035-02-24"),
    ("for a period of up to five years", "", "..2031-02-24"),
    ("ends after five years", "", "2031-02-23..2031-02-24"),
    ("until the third anniversary of 1 May 2020", "", "2023-04-30..2023-05-01"),
    ("expires three years after the date of this Deed", "", "2029-02-24"),
    ("The term is extended from 31 December 2027 to 31 December 2030.", "", "2030-12-31"),
    ("would otherwise lapse on 9 May 2024 and will now lapse on 9 May 2029", "", "2029-05-09"),
    ("The lease, which had been due to end on 9 May 2024, will stay in force through 9 May 2029.", "", "2029-05-09"),
    ("Instead of 2028, the lease now ends on 9 May 2029.", "", "2029-05-09"),
    ("The charter otherwise applies through 9 May 2029.", "", "2029-05-09"),
    ("The last day of the lease, now 9 May 2024, is moved to 9 May 2029.", "", "2029-05-09"),
    ("The end date, 9 May 2029, does not move.", "", "2029-05-09"),
    ("until the earlier of 30 June 2030 and completion", "", "..2030-06-30"),
    ("until the later of 30 June 2030 and completion", "", "2030-06-30.."),
]

IN_CONTRACTS = [
    ("for five years from the Effective Date", "2019-04-01", "2024-03-31"),
    ("This Deed shall commence on the Effective Date and continue for six (6) months.", "2019-04-01", "2019-09-30"),
    ("continue until five (5) years following the Effective Date", "", "2024-03-31..2024-04-01"),
    ("expire on the third anniversary of the Effective Date", "", "2022-04-01"),
    ("starts on the Effective Date and shall end fifteen months therefrom", "2019-04-01", "2020-06-30"),
    ("throughout the remainder of the Term", "", "2029-03-31"),
    ("From 5 May 2027 until the end of the Term", "2027-05-05", "2029-03-31"),
    ("From Delivery Start through 9 May 2026", "2023-07-01", "2026-05-09"),
    ("the Term is extended by two years", "", "2031-03-31"),
]

# texts that tell neither a first nor a last day
NOTHING = [
    "by 30 June 2030",
    "no later than 31 December 2031",
    "either party may terminate this Deed on 31 December 2025",
    "Acme may terminate with effect from 1 January 2027",
    "on ninety (90) days' written notice",
    "within five years",
    "with automatic renewal for successive one-year periods",
    'the day "May 6, 2029" is struck and "May 7, 2031" put instead',
    "has worked for 20 years",
    "for the foreseeable future",
    "in perpetuity",
    "unless terminated earlier",
    "compared to 2020",
]


def told(bounds: DateBounds) -> str:
    """Bounds in the notation of the tables."""
    first, last = (str(one) if one else "" for one in (bounds.earliest, bounds.latest))
    return first if first == last else f"{first}..{last}"


@pytest.mark.parametrize(("text", "first", "last"), CASES)
def test_a_clause_tells_its_first_and_last_day(text: str, first: str, last: str) -> None:
    """Each clause is read with the bounds of SEMANTICS (e) and of the conventions for lengths of time."""
    period = read_period(text, anchors=MADE)
    assert [told(period.start), told(period.end)] == [first, last]


@pytest.mark.parametrize(("text", "first", "last"), IN_CONTRACTS)
def test_defined_names_stand_for_their_days(text: str, first: str, last: str) -> None:
    """Names that the document defines are resolved."""
    period = read_period(text, anchors=DEFINED)
    assert [told(period.start), told(period.end)] == [first, last]


@pytest.mark.parametrize("text", NOTHING)
def test_deadlines_options_notices_and_history_tell_no_day(text: str) -> None:
    """What is no time in force gives neither start nor end."""
    period = read_period(text, anchors=MADE)
    assert [told(period.start), told(period.end)] == ["", ""]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("until further notice", "further notice"),
        ("until the dam is finished, Acme pays", "the dam is finished"),
        ("as long as Acme holds shares", "Acme holds shares"),
        ("for two years after termination", "two years after termination"),
    ],
)
def test_what_ends_something_without_a_day_is_an_event(text: str, event: str) -> None:
    """The words of the event are kept and there is no end."""
    period = read_period(text, anchors=MADE)
    assert (period.event, period.end) == (event, DateBounds())


def test_what_is_no_day_is_told_beside_the_days() -> None:
    """Former ends and hedges have their own places, and a deadline is no end."""
    for text in ("by 30 June 2030", "within 30 days after 1 May 2020"):
        assert read_period(text, anchors=MADE).end == DateBounds()
    assert told(read_period("would otherwise lapse on 9 May 2024", anchors=MADE).former) == "2024-05-09"
    assert read_period("for the foreseeable future", anchors=MADE).hedge == "for the foreseeable future"


def test_the_next_years_count_from_the_agreement_else_from_the_text() -> None:
    """Without the day of the agreement the day of publication is the start."""
    assert (
        told(read_period("over the next three years", anchors=Anchors(published=day("2026-02-25"))).end) == "2029-02-24..2029-02-25"
    )
    wide = Anchors(made=DateBounds(date(2024, 1, 9), date(2026, 2, 24)), published=day("2026-02-24"))
    assert told(read_period("over the next three years", anchors=wide).end) == "2029-02-23..2029-02-24"
    assert read_period("over the next three years", anchors=Anchors()).end == DateBounds()


@pytest.mark.parametrize(
    ("text", "name", "first", "last"),
    [
        ('"Effective Date" means May 6, 2014.', "effective date", "2014-05-06", "2014-05-06"),
        ('takes effect on May 6, 2015 (the "Opening Day")', "opening day", "2015-05-06", "2015-05-06"),
        ('This Deed expires on May 8, 2027 (the "Term").', "term", "", "2027-05-08"),
        (
            'The first season runs from 1 May 2019 through April 9, 2021 (the "First Term").',
            "first term",
            "2019-05-01",
            "2021-04-09",
        ),
        ('The term (the "Term") begins on 1 May 2019 and expires on 30 April 2028.', "term", "2019-05-01", "2028-04-30"),
        ('"Start Date" shall mean the date of this Deed.', "start date", "2026-02-24", "2026-02-24"),
        ("Expiry Date: 1 April 2019", "expiry date", "2019-04-01", "2019-04-01"),
        ("The Commencement Date shall be 1 June 2021.", "commencement date", "2021-06-01", "2021-06-01"),
        ('"Lock-up Period" means five years from 1 May 2020.', "lock-up period", "2020-05-01", "2025-04-30"),
    ],
)
def test_definitions_give_names_their_days(text: str, name: str, first: str, last: str) -> None:
    """A defined name is read with its first and last day."""
    found = read_definitions_of_dates(text, anchors=MADE)
    assert [told(bounds) for bounds in found[name]] == [first, last]


def test_a_definition_may_lean_on_one_told_before() -> None:
    """Names already known are resolved in later definitions."""
    known = read_definitions_of_dates('"Start Date" means 1 March 2022.', anchors=MADE)
    later = read_definitions_of_dates('"Term" means three years beginning on the Start Date.', anchors=Anchors(defined=known))
    assert told(later["term"][1]) == "2025-02-28"


DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(DAYS, st.integers(1, 600))
def test_months_are_counted_to_the_day_before_the_same_day(start: date, months: int) -> None:
    """N months from a day end on the day before the same day of the month, or on the last day of a shorter month."""
    including, same = last_days(start, months, "month")
    assert including is not None
    assert same == add(start, months, "month")
    assert including + timedelta(days=1) == same or (
        including == same and including.day == monthrange(including.year, including.month)[1]
    )


@given(DAYS, st.integers(1, 60))
def test_a_year_is_twelve_months(start: date, years: int) -> None:
    """Years and months agree, leap days included."""
    assert last_days(start, years, "year") == last_days(start, 12 * years, "month")


@given(
    DAYS,
    st.integers(1, 40),
    st.sampled_from(["years", "months", "weeks", "days"]),
    st.sampled_from(["from", "beginning on", "from and including"]),
)
def test_a_length_of_time_ends_after_its_start(start: date, number: int, unit: str, word: str) -> None:
    """The end is not before the start, its bounds are in order, and the spans lie in the text in order."""
    text = f"for a period of {number} {unit} {word} {start.day} {start:%B} {start.year}"
    period = read_period(text, anchors=Anchors())
    assert period.start == DateBounds(start, start)
    assert period.end.earliest is not None
    assert period.end.latest is not None
    assert start <= period.end.earliest <= period.end.latest
    assert all(0 <= low < high <= len(text) for low, high in period.words)


PIECES = ["until ", "from ", "2030 ", "1 May 2031 ", "five years ", "to ", "the ", "Term ", "expires on ", ", ", "after ", "for "]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_text_can_be_read(text: str) -> None:
    """Whatever the words: bounds in order and spans inside the text."""
    period = read_period(text, anchors=DEFINED)
    for bounds in (period.start, period.end, period.former):
        assert bounds.earliest is None or bounds.latest is None or bounds.earliest <= bounds.latest
    assert all(0 <= low <= high <= len(text) for low, high in period.words)


@pytest.mark.parametrize(
    "piece", ["1", "a", "until ", "1 May 2020 ", "five years from ", '("A', "first anniversary of ", "ends on "]
)
def test_long_runs_are_read_to_their_end(piece: str) -> None:
    """A run of one piece gives a period and the days it defines (`benchmarks/runs.py` shows that time grows with its length)."""
    text = piece * (500_000 // len(piece))
    period = read_period(text, anchors=DEFINED, amounts=())
    assert all(0 <= low <= high <= len(text) for low, high in period.words)
    read_definitions_of_dates(text, anchors=DEFINED)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("It expires on August 14.", "2026-08-14"),
        ("It lasts until the end of May.", "2026-05-31"),
        ("The lease ends next January.", "2027-01-31"),
        ("It is to run out at the end of next year.", "2027-12-31"),
        ("It expired on 14 August.", "2025-08-14"),
        ("Acme is bound to the end of the decade.", "2030-12-31"),
        ("The rate is fixed until 1 April of each year.", ""),
    ],
)
def test_a_day_without_a_year_is_told_from_the_day_of_writing(text: str, end: str) -> None:
    """A paper that says "next January" means the one behind its own day; a day of every year is none."""
    period = read_period(text, anchors=Anchors(written=day("2026-02-25")))
    assert str(period.end.latest or "") == end


def test_a_least_end_leaves_the_last_day_open() -> None:
    """What lasts until at least a year may last longer."""
    end = read_period("They stay until at least 2035.", anchors=MADE).end
    assert (str(end.earliest), end.latest) == ("2034-12-31", None)
