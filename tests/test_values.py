"""Amounts with units, bounds and rates; all sentences are invented."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.givens import Givens, scale_of
from kg.extraction.masks import may_count
from kg.extraction.numerals import find_numerals
from kg.extraction.values import Amount, find_amounts
from kg.files import resource

# text, low, high, unit, what the amount is for one of
CASES = [
    ("pays twenty-six million United States dollars (US$26,000,000)", "26000000", "26000000", "USD", ""),
    ("within thirty (30) days", "30", "30", "day", ""),
    ("a toll of sixteen percent (16%)", "16", "16", "%", ""),
    ("worth EUR 48 million", "48000000", "48000000", "EUR", ""),
    (r"pays $3 billion", "3000000000", "3000000000", "USD", ""),
    ("Fee (EUR million) | 12.5", "12500000", "12500000", "EUR", ""),
    ("Area (hectares): 3,600", "3600", "3600", "hectare", ""),
    ("Price, EUR per tonne | 410", "410", "410", "EUR", "t"),
    ("takes 9,000 m3 of water", "9000", "9000", "cubic metre", ""),
    ("a $7B plan", "7000000000", "7000000000", "USD", ""),
    ("adds RMB 0.9 billion", "900000000", "900000000", "CNY", ""),
    ("puts in 85 million euros", "85000000", "85000000", "EUR", ""),
    ("costs 2.1 billion yen", "2100000000", "2100000000", "JPY", ""),
    ("rent of £73,500 a year", "73500", "73500", "GBP", "year"),
    ("fee of Rs. 5 crore", "50000000", "50000000", "INR", ""),
    ("fee of ₹12,50,000", "1250000", "1250000", "INR", ""),
    ("a fee of HK$7.5m", "7500000", "7500000", "HKD", ""),
    ("R$10 million", "10000000", "10000000", "BRL", ""),
    ("costs 500 kr", "500", "500", "SEK", ""),
    ("CHF 1'250'000", "1250000", "1250000", "CHF", ""),
    ("a fee of CHF7,500", "7500", "7500", "CHF", ""),
    ("a grant of R36 million a year", "36000000", "36000000", "ZAR", "year"),
    ("nine kroner a litre", "9", "9", "NOK", "litre"),
    ("60 hellers a litre", "0.6", "0.6", "CZK", "litre"),
    ("prolonged by a further year", "1", "1", "year", ""),
    ("nine of your grooms", "9", "9", "groom", ""),
    ("12 of that company's carts", "12", "12", "cart", ""),
    ("1.250.000,50 EUR", "1250000.5", "1250000.5", "EUR", ""),
    ("USD 1.5m", "1500000", "1500000", "USD", ""),
    ("€1.2bn of bonds", "1200000000", "1200000000", "EUR", ""),
    ("US $45 per share", "45", "45", "USD", "share"),
    ("Five Hundred Thousand and 00/100 Dollars ($500,000.00)", "500000", "500000", "USD", ""),
    ("fees of Fifty (50) million pounds sterling", "50000000", "50000000", "GBP", ""),
    ("$55 CAD an hour", "55", "55", "CAD", "hour"),
    ("25 cents a copy", "0.25", "0.25", "USD", "copy"),
    ("buys 35 per cent (35%) of it", "35", "35", "%", ""),
    ("takes half of the output", "50", "50", "%", ""),
    ("two-thirds of the volume", "66.6667", "66.6667", "%", ""),
    ("raised by 50 basis points", "0.5", "0.5", "%", ""),
    ("buys 4,200 accelerators", "4200", "4200", "chip", ""),
    ("three of the seven directors", "3", "3", "seat", ""),
    ("75 gigawatt-hours a year", "75", "75", "GWh", "year"),
    ("126,000 tonnes of barley", "126000", "126000", "t", ""),
    ("10 000 metric tons", "10000", "10000", "t", ""),
    ("half a gigawatt", "0.5", "0.5", "GW", ""),
    ("8GW of wind", "8", "8", "GW", ""),
    ("1,200 sales seats", "1200", "1200", "seat", ""),
    ("ten aircraft", "10", "10", "aircraft", ""),
    ("a 120-MW wind farm", "120", "120", "MW", ""),
    ("500,000 barrels a day", "500000", "500000", "b/d", ""),
    ("1.2 million barrels per day", "1.2", "1.2", "mb/d", ""),
    ("EUR 71.90 for every megawatt-hour", "71.9", "71.9", "EUR", "MWh"),
    ("$5 per user per month", "5", "5", "USD", "user/month"),
    ("twenty-four (24) months' notice", "24", "24", "month", ""),
    ("an eight-year lease", "8", "8", "year", ""),
    ("two and a half years", "2.5", "2.5", "year", ""),
    ("a decade of two decades", "20", "20", "year", ""),
    ("up to $3 billion", "0", "3000000000", "USD", ""),
    ("as many as 9,000 vessels", "0", "9000", "vessel", ""),
    ("far over half a gigawatt", "0.5", None, "GW", ""),
    ("hands over 20 percent", "20", "20", "%", ""),
    ("more than $14 billion", "14000000000", None, "USD", ""),
    ("the tenant may not draw more than 30 litres a day", "0", "30", "litre", "day"),
    ("it shall never fall below 400 seats", "400", "400", "seat", ""),
    ("not only the mill but more than 40 barns", "40", None, "barn", ""),
    ("costs 84p a unit", "0.84", "0.84", "GBP", "unit"),
    ("a spread of 350 to 400 basis points", "3.5", "4", "%", ""),
    ("is cut to one fifth", "20", "20", "%", ""),
    ("one quarter (25%) of the gate", "25", "25", "%", ""),
    ("Under a six-year charter the mill runs", "6", "6", "year", ""),
    ("at least 90 GWh in every calendar year", "90", None, "GWh", "year"),
    ("at least fifteen per cent (15%)", "15", "100", "%", ""),
    ("a minimum of EUR 5 million", "5000000", "5000000", "EUR", ""),
    ("no fewer than 90 berths", "90", "90", "berth", ""),
    ("shall not be less than EUR 700", "700", "700", "EUR", ""),
    ("no more than 40 seats", "0", "40", "seat", ""),
    ("neither side's liability shall exceed US$25,000", "0", "25000", "USD", ""),
    ("losses exceeding US$25,000", "25000", None, "USD", ""),
    ("is limited to EUR 640,000 in any contract year", "0", "640000", "EUR", "year"),
    ("approximately EUR 40 million", "38000000", "42000000", "EUR", ""),
    ("roughly 43 percent", "42.5", "43.5", "%", ""),
    ("nearly 100 stores", "95", "100", "store", ""),
    ("thirty or more stores", "30", None, "store", ""),
    ("500+ stores", "500", None, "store", ""),
    ("between EUR 5 and EUR 7 million", "5000000", "7000000", "EUR", ""),
    ("$5 to $10 million", "5000000", "10000000", "USD", ""),
    ("10–15%", "10", "15", "%", ""),
    ("two to three years", "2", "3", "year", ""),
    ("tens of billions of dollars", "20000000000", None, "USD", ""),
    ("a multi-billion dollar order", "2000000000", None, "USD", ""),
    ("several billion euros", "3000000000", None, "EUR", ""),
    ("buys nine Ibis V ploughs", "9", "9", "plough", ""),
    ("buys 12 Heron 40 boats", "12", "12", "boat", ""),
    ("leases two A900 coaches", "2", "2", "coach", ""),
    ("releases 5,000 acre-feet a year", "5000", "5000", "acre-foot", "year"),
    ("carries 300 tonne-miles", "300", "300", "tonne-mile", ""),
]

# texts in which nothing is counted
NOTHING = [
    "Section 4.2 and Clauses 4, 5 and 6(b) of Exhibit 10.2",
    "4.1 Seller delivers the goods.",
    "on 5 May 2020 at 10:30 a.m.",
    "in 2031 and through May 2037",
    "the KR-900 and A320-200 under ISO 9001",
    "a ratio of 2:1, round the clock, 24/7",
    "12 High Street",
    "call +44 20 7946 0000 or write to desk42@acme.example",
    "The two companies sign.",
    "one of them, and no other",
    "patent 7381474",
    "the R134 gas of an A320",
    "the talks of COP26",
    "the second half of the year",
    "Phase 3 and Amendment No. 2",
]


def only(text: str) -> Amount:
    """The one amount of a text."""
    (found,) = find_amounts(text)
    return found


@pytest.mark.parametrize(("text", "low", "high", "unit", "per"), CASES)
def test_an_amount_has_the_bounds_unit_and_rate_that_its_words_give(
    text: str, low: str | None, high: str | None, unit: str, per: str
) -> None:
    """Each expression is read with its bounds, its unit and what it is for one of."""
    found = find_amounts(text)[-1]
    bounds = [None if x is None else Decimal(x) for x in (low, high)]
    assert [found.low, found.high, found.unit, found.per] == [*bounds, unit, per]


@pytest.mark.parametrize("text", NOTHING)
def test_numbers_that_count_nothing_are_left_out(text: str) -> None:
    """References, dates, addresses, names of products and pointing numbers are no amounts."""
    assert find_amounts(text) == ()


def test_the_span_covers_tolerance_words_doubled_writing_and_rate() -> None:
    """The words of an amount run from its tolerance words to the end of its rate."""
    text = "It pays up to a further twelve (12) euros per tonne now."
    assert only(text).words == "up to a further twelve (12) euros per tonne"
    assert only(text).tolerance == "up to"


@pytest.mark.parametrize("text", ["a further $2 billion", "an additional 20 seats", "another five years", "$5 of five more years"])
def test_a_number_on_top_of_another_is_marked(text: str) -> None:
    """Words such as further and additional set the mark."""
    assert find_amounts(text)[-1].further


def test_a_change_gives_two_amounts_and_a_range_one() -> None:
    """From x to y is a change unless words of ranging stand before it; the first takes the unit of the second."""
    change = find_amounts("the share rises from 12 to 14 percent")
    assert [(str(a.low), a.unit) for a in change] == [("12", "%"), ("14", "%")]
    assert len(find_amounts("fees ranging from 12 to 14 percent")) == 1


def test_a_sum_by_which_another_moves_is_no_end_of_a_range() -> None:
    """What is raised by one sum to another names two sums."""
    found = find_amounts("The fee is raised by EUR 5 to EUR 45.")

    assert [amount.high for amount in found] == [5, 45]


@pytest.mark.parametrize(("note", "fee"), [("(in millions, except prices)", 3_500_000), ("Amounts are in USD thousands.", 3500)])
def test_a_note_scales_the_bare_sums_of_a_document(note: str, fee: int) -> None:
    """Sums are in millions where a note says so; prices and sums written out in full are not."""
    givens = Givens(scale=scale_of(note))
    sums = givens.scaled(find_amounts("a fee of $3.5, a price of $2.10 per lamp and a loan of $2,000,000"))

    assert [amount.high for amount in sums] == [fee, Decimal("2.1"), 2_000_000]


def test_a_code_that_is_a_name_is_no_currency_before_a_share() -> None:
    """The code of a currency before a percentage is the name of somebody."""
    assert [(str(a.low), a.unit) for a in find_amounts("Acme 62 per cent, BIF 38 per cent")] == [("62", "%"), ("38", "%")]


def test_a_code_before_a_figure_is_of_that_figure() -> None:
    """The number of a paragraph takes no currency from the sum behind it."""
    assert [(str(a.low), a.unit) for a in find_amounts("4.1 EUR 3,500,000 within 30 days")] == [("3500000", "EUR"), ("30", "day")]


@pytest.mark.parametrize(
    ("text", "words", "unit"),
    [
        ("trains twenty of the ____'s mechanics", "twenty", "mechanic"),
        ("the rights to 200 restored ________ films", "200", "film"),
    ],
)
def test_a_party_that_is_blotted_out_hides_not_what_is_counted(text: str, words: str, unit: str) -> None:
    """A number counts the noun behind the name of a party, which is no part of it."""
    assert (only(text).words, only(text).unit) == (words, unit)


def test_a_part_of_a_whole_counts_without_a_figure() -> None:
    """A fifth is an amount though no other stands there; a quarter of an hour is none."""
    assert may_count("A fifth of the total is due.")
    assert not find_amounts("a quarter of an hour")


def test_words_count_before_figures_where_the_two_differ() -> None:
    """Contracts are read so that the words win."""
    assert only("twelve (13) months").low == Decimal(12)


def test_two_currencies_side_by_side_are_two_amounts() -> None:
    """An amount in brackets in another currency is another amount."""
    assert [a.unit for a in find_amounts("EUR 45 million ($50 million)")] == ["EUR", "USD"]


def test_bare_numbers_are_kept_where_they_are_written_as_such() -> None:
    """Scaled, grouped and spelled numbers without a unit are told as numbers, plain figures are not."""
    found = find_amounts("of them 35 million were lost; Acme names four, Beta 3")
    assert [(str(a.low), a.kind) for a in found] == [("35000000", "number"), ("4", "number")]


PIECES = [
    *"019 .,-–$€%()/'tT§½\n",
    "MW ",
    "of ",
    "up to ",
    "and ",
    "half ",
    "million ",
    "years ",
    "EUR ",
    "seven ",
    "per ",
    "seats ",
    "from ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_spans_lie_in_the_text_in_order_and_low_is_not_above_high(text: str) -> None:
    """Whatever the text: spans in order and inside it, words as sliced, bounds in order."""
    last = 0
    for found in find_amounts(text):
        assert last <= found.start < found.end <= len(text)
        assert found.words == text[found.start : found.end]
        assert found.low is None or found.high is None or found.low <= found.high
        last = found.end


@given(st.integers(0, 10**12), st.sampled_from(["EUR {}", "{} euros", "up to EUR {}", "EUR {} a year"]))
def test_grouped_and_plain_figures_are_worth_the_same(number: int, form: str) -> None:
    """Marks between thousands change no value."""
    plain, grouped = only(form.format(number)), only(form.format(f"{number:,}"))
    assert plain.high == grouped.high == Decimal(number)


@given(st.integers(1, 999_999))
def test_numbers_in_words_are_read_back(number: int) -> None:
    """A number spelled in the English way is the number."""
    (found,) = find_numerals(spelled(number))
    assert found.value == number


def spelled(number: int) -> str:
    """A number in English words."""
    tables = tomllib.loads(resource("ontology", "lexicon", "units.toml").read_text(encoding="utf-8"))["numbers"]
    names = {value: word for word, value in tables.items() if isinstance(value, int)}
    if number >= 1000:
        rest = number % 1000
        return spelled(number // 1000) + " thousand" + (("" if rest > 99 else " and") + " " + spelled(rest) if rest else "")
    if number >= 100:
        return f"{names[number // 100]} hundred" + (f" and {spelled(number % 100)}" if number % 100 else "")
    return str(names[number]) if number in names else f"{names[number - number % 10]}-{names[number % 10]}"


@pytest.mark.parametrize("piece", ["1", "a", "1,", "tens of ", "five years from ", "(", "up to "])
def test_long_runs_are_read_to_their_end(piece: str) -> None:
    """The amounts of a run of one piece lie inside it, in order (`benchmarks/runs.py` shows that time grows with its length)."""
    text = piece * (200_000 // len(piece))
    places = [place for amount in find_amounts(text) for place in (amount.start, amount.end)]
    assert places == sorted(places)
    assert not places or places[-1] <= len(text)


def test_every_table_says_what_it_is_for_and_is_sorted() -> None:
    """Each table of nouns.toml, units.toml and periods.toml has a note, a source, and its keys and words in order."""
    for name in ("nouns", "periods", "units"):
        tables = tomllib.loads(resource("ontology", "lexicon", f"{name}.toml").read_text(encoding="utf-8"))
        for title, table in tables.items():
            keys = [key for key in table if key not in {"about", "source"}]
            assert table["about"], title
            assert table["source"], title
            assert keys == sorted(keys), title
            lists = [words for words in table.values() if isinstance(words, list) and {type(word) for word in words} == {str}]
            assert all(words == sorted(set(words)) for words in lists), title
