"""Terms read from one clause: matter, direction, modality, figures, scope, condition."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.lexicon_check import example_line
from kg.extraction.parties import PartyHit
from kg.extraction.patterns import find_matches
from kg.extraction.periods import Anchors, read_period
from kg.extraction.terms import Clause, Setting, TermReading, read_terms, without_nets
from kg.extraction.values import find_amounts
from kg.records import EVERY_PARTY, Exclusivity, Modality, Stance, TermContent

NAMES = ("Acme", "Beta", "Gamma")
TWO = Setting(("acme", "beta"), {})


def clause_of(text: str) -> Clause:
    """A clause in which Acme, Beta and Gamma are the parties."""
    found = sorted((at, name) for name in NAMES for at in range(len(text)) if text.startswith(name, at))
    hits = tuple(PartyHit(at, at + len(n), (n.lower(),), "name", text.startswith("'s", at + len(n))) for at, n in found)
    period = read_period(text, anchors=Anchors())
    return Clause(example_line(text), text, 0, len(text), hits, find_amounts(text), period)


def read(text: str, setting: Setting = TWO) -> list[TermReading]:
    """What a clause gives."""
    clause = clause_of(text)
    return read_terms(clause, setting, find_matches(clause.line))


def only(text: str, setting: Setting = TWO) -> TermContent:
    """The one term of a clause."""
    (reading,) = read(text, setting)
    return reading.content


@pytest.mark.parametrize(
    "text",
    [
        "Acme shall have no right to terminate this Agreement for convenience.",
        "The right of Acme to terminate this Agreement for convenience has been eliminated.",
        "Acme can no longer terminate this Agreement without cause.",
    ],
)
def test_a_power_that_is_taken_away_is_a_prohibition(text: str) -> None:
    """Whoever has no right to do a thing, or has lost it, may not do it."""
    assert only(text).modality is Modality.PROHIBITION


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("So far Acme has not been allowed to sell hay to any other stable than Beta.", Modality.PROHIBITION),
        ("Acme shall bring no further claim against Beta.", Modality.PROHIBITION),
        ("The guild shall not call a strike while the agreement of Acme and Beta lasts.", Modality.PROHIBITION),
        ("From May to October Acme shall deliver 40 crates of ale to Beta.", Modality.OBLIGATION),
        ("The rent, with no deduction, shall be paid by Acme to Beta in full.", Modality.OBLIGATION),
    ],
)
def test_what_is_denied_is_forbidden_and_a_month_allows_nothing(text: str, modality: Modality) -> None:
    """Leave that is denied, and a thing that is done to nobody, is a ban; the month of May is no leave, "with no" no denial."""
    assert {reading.content.modality for reading in read(text)} == {modality}


def test_a_bar_on_dealing_with_others_is_exclusive() -> None:
    """A bar on dealing with others is exclusive, whatever its words."""
    assert only("Acme shall not supply any other brewer of ale in Chile.").exclusivity is Exclusivity.EXCLUSIVE


# ------------------------------------------------------------------ who owes whom
@pytest.mark.parametrize(
    ("text", "matter", "bearer", "counterparty"),
    [
        ("Acme shall pay Beta a fee of EUR 5 million.", "payment", ("acme",), ("beta",)),
        ("Beta shall receive from Acme a fee of EUR 5 million.", "payment", ("acme",), ("beta",)),
        ("Acme grants Beta an exclusive license to its maps.", "licence", ("acme",), ("beta",)),
        ("Acme shall not assign this Agreement.", "assignment", ("acme",), ("beta",)),
        ("The law of Norway governs this Agreement.", "governing-law", (EVERY_PARTY,), ()),
        ("Beta may not reveal the recipe to anyone.", "confidentiality", ("beta",), ("acme",)),
        ("Acme and Beta shall keep the price secret.", "confidentiality", ("acme", "beta"), ()),
        ("Acme must give Beta first refusal on the quarry.", "first-refusal", ("beta",), ("acme",)),
        ("Acme's inspectors may visit the dairy of Beta.", "audit", ("acme",), ("beta",)),
    ],
)
def test_direction(text: str, matter: str, bearer: tuple[str, ...], counterparty: tuple[str, ...]) -> None:
    """The one whose conduct a clause is about bears the term, whatever the order of the words; the other is owed it."""
    term = only(text)

    assert (term.matter, term.bearer, term.counterparty) == (matter, bearer, counterparty)


def test_who_may_not_deal_with_others_deals_with_one_alone() -> None:
    """The freedom to deal with others is not exclusive; the same freedom denied is."""
    free = only("Beta is free to work with other shipyards.")
    bound = only("Beta is not allowed to work with other shipyards.")

    assert (free.modality, free.exclusivity) == (Modality.PERMISSION, Exclusivity.NON_EXCLUSIVE)
    assert (bound.modality, bound.exclusivity) == (Modality.PROHIBITION, Exclusivity.EXCLUSIVE)


@pytest.mark.parametrize(
    "text",
    [
        "By way of exception from Article 3 Beta may ship its tiles by any other carrier.",
        "Acme may deliver its bricks to other yards too.",
        "Acme's licence to Beta has not been exclusive since May.",
    ],
)
def test_leave_to_deal_with_others_is_non_exclusive(text: str) -> None:
    """Who may deal with any other, by whatever words, is tied to nobody alone."""
    assert [r.content.exclusivity for r in read(text)] == [Exclusivity.NON_EXCLUSIVE]


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Acme licenses its mark to Beta for the sole purpose of packing jam.", None),
        ("Acme licenses its mark to Beta to the exclusion of any other packer.", Exclusivity.EXCLUSIVE),
        ("Acme licenses its mark to Beta and to nobody but Beta.", Exclusivity.EXCLUSIVE),
    ],
)
def test_only_who_deals_with_whom_is_a_grade(text: str, grade: Exclusivity | None) -> None:
    """A sole purpose makes nobody the only one; the words that shut others out do."""
    assert {r.content.exclusivity for r in read(text)} == {grade}


def test_what_nothing_is_to_limit_stays_exclusive() -> None:
    """What nothing in a paper brings about is denied; what nothing in it shall affect is not."""
    made = only("Nothing in this deed makes Beta the sole supplier of Acme.")
    kept = only("Nothing in this deed shall affect the exclusive right of Beta to sell lamps of Acme.")

    assert (made.exclusivity, kept.exclusivity) == (Exclusivity.NON_EXCLUSIVE, Exclusivity.EXCLUSIVE)


def test_an_unnamed_other_side_is_the_only_other_party() -> None:
    """Between two parties nobody need say to whom a fee is paid; between three it stays open."""
    text = "Acme shall pay a fee of EUR 5 million."

    assert only(text).counterparty == ("beta",)
    assert only(text, Setting(("acme", "beta", "gamma"), {})).counterparty == ()


def test_a_party_behind_the_first_words_of_a_match_is_told() -> None:
    """What a pattern may pass over, it does not pass over where it is there."""
    term = only("Following the sale, the holding of Gamma apart, Beta's cut of the ticket sales is 20 percent.")

    assert (term.matter, term.counterparty) == ("revenue-share", ("beta",))


def test_nobody_owes_himself() -> None:
    """No party is bearer and counterparty of one term."""
    for text in ("Acme shall pay Acme a fee of EUR 5 million.", "Acme and Beta shall pay Beta a fee of EUR 5 million."):
        assert all(not {*r.content.bearer} & {*r.content.counterparty} for r in read(text))


# ------------------------------------------------------------------ how it is meant
@pytest.mark.parametrize(
    ("verb", "modality"),
    [
        ("shall pay", Modality.OBLIGATION),
        ("may pay", Modality.PERMISSION),
        ("shall not pay", Modality.PROHIBITION),
        ("is not obliged to pay", Modality.NO_DUTY),
        ("intends to pay", Modality.INTENTION),
    ],
)
def test_the_verb_gives_the_modality(verb: str, modality: Modality) -> None:
    """Must, may, must not, need not, means to."""
    assert only(f"Acme {verb} Beta a fee of EUR 5 million.").modality is modality


def test_what_neither_may_is_no_power() -> None:
    """A way out that neither has is barred; the same that either has is a power."""
    barred = only("Neither Acme nor Beta may end the lease without cause.")
    open_to_both = only("Either of Acme and Beta may end the lease without cause.")

    assert (barred.modality, open_to_both.modality) == (Modality.PROHIBITION, Modality.POWER)


def test_what_does_not_bind_is_an_intention() -> None:
    """In a paper that binds nobody a plain sentence of what one does tells what it means to do."""
    loose = replace(TWO, binding=False)

    assert only("Acme pays Beta a fee of EUR 5 million.", loose).modality is Modality.INTENTION


@pytest.mark.parametrize(
    ("words", "grade"),
    [("an exclusive", Exclusivity.EXCLUSIVE), ("a non-exclusive", Exclusivity.NON_EXCLUSIVE), ("a", None)],
)
def test_exclusivity_is_what_the_words_say(words: str, grade: Exclusivity | None) -> None:
    """A licence is exclusive, non-exclusive, or silent."""
    assert only(f"Acme grants Beta {words} license to its maps.").exclusivity is grade


# ------------------------------------------------------------------ how much
@pytest.mark.parametrize(
    ("amount", "low", "high", "unit"),
    [
        ("EUR 5 million", Decimal(5_000_000), Decimal(5_000_000), "EUR"),
        ("up to EUR 5 million", Decimal(0), Decimal(5_000_000), "EUR"),
        ("at least $300,000", Decimal(300_000), Decimal(300_000), "USD"),
    ],
)
def test_figures_have_bounds(amount: str, low: Decimal, high: Decimal | None, unit: str) -> None:
    """Words of tolerance move the bounds of a figure; its words are kept."""
    term = only(f"Acme shall pay Beta a fee of {amount}.")

    assert (term.low, term.high, term.unit) == (low, high, unit)
    assert bool(term.measure)


def test_a_figure_that_moves_gives_the_new_and_the_old() -> None:
    """A fee that goes from one sum to another is the new sum, and takes for granted that it was the old one."""
    (reading,) = read("Acme shall pay Beta a fee that rises from EUR 5 million to EUR 6 million.")

    assert (reading.content.low, reading.stance) == (Decimal(6_000_000), Stance.CHANGES)
    assert reading.before is not None
    assert reading.before.low == Decimal(5_000_000)


def test_what_would_end_was_to_end_before() -> None:
    """A paper that prolongs what "would end" takes that end for granted."""
    (reading,) = read("The lease of 2019 would end on 30 April 2023.")

    assert (str(reading.content.end.latest), reading.stance) == ("2023-04-30", Stance.PRESUPPOSES)


@pytest.mark.parametrize("words", ["until now", "so far", "previously"])
def test_an_old_figure_told_before_the_new_one_is_the_old_one(words: str) -> None:
    """The order of two figures does not matter where words say which held."""
    readings = read(f"The monthly retainer, {words} $12,000, will be $15,000.")

    assert {(r.content.low, r.before and r.before.low) for r in readings} == {(Decimal(15_000), Decimal(12_000))}


def test_conditions_are_kept_in_the_words_of_the_text() -> None:
    """From the conjunction on the condition stands as the clause has it."""
    term = only("Acme shall pay Beta a fee of EUR 5 million if the Port is open.")

    assert term.condition == "if the Port is open"


def test_the_last_day_is_read() -> None:
    """A licence through a year ends with its last day."""
    term = only("Acme grants Beta an exclusive license to its maps through 2031.")

    assert str(term.end.latest) == "2031-12-31"


def test_a_last_day_that_no_longer_holds_is_taken_for_granted() -> None:
    """What a contract's life would have been tells its last day as it was, where no other is told."""
    (reading,) = read("The lease would have lapsed on 31 May 2031.")

    assert (str(reading.content.end.latest), reading.stance) == ("2031-05-31", Stance.PRESUPPOSES)


def test_more_than_a_figure_that_nobody_may_pass_is_a_ceiling() -> None:
    """A denied "more than" counts from nothing to the figure."""
    term = only("Acme shall not acquire more than 14.9% of the shares of Beta.")

    assert (term.low, term.high) == (Decimal(0), Decimal("14.9"))


def test_a_ban_until_a_day_ends_with_it() -> None:
    """A matter whose days are mostly deadlines has an end where something is barred until then."""
    term = only("Until 30 June 2031 Acme shall not acquire more than 14.9% of the shares of Beta.")

    assert str(term.end.latest) == "2031-06-30"


# ------------------------------------------------------------------ what always holds
WORDS = (
    *("Acme", "Beta", "Gamma", "shall", "may", "not", "pay", "grants", "a license", "to", "EUR 5", "10%", "2030", ",", "and"),
    *("exclusive", "a fee of", "buy", "40 tonnes", "until", "if", "from", "sell", "each", "no longer"),
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join))
def test_any_words_give_terms_that_hold_together(text: str) -> None:
    """Bearers and counterparties are apart and known, the matched words lie in the clause, and no two readings tell the same."""
    known = {"acme", "beta", "gamma", EVERY_PARTY}
    readings = read(text)
    for r in readings:
        assert r.content.bearer
        assert not {*r.content.bearer} & {*r.content.counterparty}
        assert {*r.content.bearer, *r.content.counterparty} <= known
        assert 0 <= r.start < r.end <= len(text)
        assert (r.content.low is None and r.content.high is None) or r.content.measure
        assert r.content.low is None or r.content.high is None or r.content.low <= r.content.high
    assert len({(r.content, r.start, r.end) for r in readings}) == len(readings)
    assert readings == read(text)


# ------------------------------------------------------------------ nets
def test_a_duty_that_no_other_pattern_reads_is_caught() -> None:
    """Whoever must do something owes it, whatever it is."""
    term = only("Acme must bring the statues to the garden.")

    assert (term.matter, term.modality, term.bearer) == ("service-provision", Modality.OBLIGATION, ("acme",))


def test_what_a_net_catches_counts_only_where_nothing_else_is_read() -> None:
    """A piece of a sentence whose other pieces are understood gives no term of its own."""
    caught = read("Acme must bring the statues to the garden.")
    understood = read("Acme shall pay Beta a fee of EUR 5 million.")

    assert without_nets([*caught, *understood]) == understood
    assert without_nets(caught) == caught


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("Neither Acme nor Beta shall owe the other more than EUR 7 million for damage.", (Decimal(0), Decimal(7_000_000))),
        ("In no event will Acme pay Beta more than EUR 7 million.", (Decimal(0), Decimal(7_000_000))),
        ("Acme will pay Beta more than EUR 7 million.", (Decimal(7_000_000), None)),
    ],
)
def test_what_is_denied_beyond_a_sum_is_owed_up_to_it(text: str, bounds: tuple[Decimal, Decimal | None]) -> None:
    """Whatever denies it: the subject, or words before the verb."""
    content = only(text)
    assert (content.low, content.high) == bounds
