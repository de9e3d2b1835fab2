"""Candidate terms of many documents become terms."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kg.records import DateBounds, Exclusivity, Layer, Modality, TermContent
from kg.resolution.terms import Telling, join_terms

LICENCE = TermContent("licence", Modality.PERMISSION, ("aster",), ("birch",), scope=("maps",))
FEE = TermContent(
    "payment", Modality.OBLIGATION, ("birch",), ("aster",), low=Decimal(5), high=Decimal(5), unit="EUR", measure="payment-amount"
)
EXCLUSIVE = replace(LICENCE, exclusivity=Exclusivity.EXCLUSIVE)
OPEN = replace(LICENCE, exclusivity=Exclusivity.NON_EXCLUSIVE)
ENDING = replace(LICENCE, end=DateBounds(date(2030, 12, 31), date(2030, 12, 31)))


def tell(
    statement: str, content: TermContent, *, document: str = "d1", agreement: str = "deal", layer: Layer = Layer.PARTY_TEXT
) -> Telling:
    """One telling of a content."""
    return Telling(statement, document, layer, agreement, content)


def test_equal_content_is_one_term_however_often_it_is_told() -> None:
    """Three statements of two documents that tell the same lead to one term."""
    terms, place = join_terms([tell("s1", FEE), tell("s2", FEE), tell("s3", FEE, document="d2")])

    assert len(terms) == 1
    assert {place[s, 0] for s in ("s1", "s2", "s3")} == {terms[0].id}


def test_other_figures_agreements_and_directions_are_other_terms() -> None:
    """What differs in content, agreement or direction stays apart, so that it can be compared."""
    other = [replace(FEE, low=Decimal(6), high=Decimal(6)), replace(FEE, bearer=("aster",), counterparty=("birch",))]
    terms, _ = join_terms([tell("s1", FEE), tell("s2", FEE, agreement="older"), *(tell(f"o{i}", c) for i, c in enumerate(other))])

    assert len(terms) == len({t.id for t in terms}) == 4


def test_words_come_from_the_highest_rank() -> None:
    """Condition and value text may vary between tellings of one term: the contract's own words stand."""
    told = [
        tell("s1", replace(FEE, value_text="five euro", condition="if asked"), layer=Layer.UNATTRIBUTED_TEXT),
        tell("s2", replace(FEE, value_text="EUR 5"), layer=Layer.INSTRUMENT, document="d2"),
    ]
    ((term,), _) = join_terms(told)

    assert (term.content.value_text, term.content.condition) == ("EUR 5", "if asked")


def test_silence_is_no_value() -> None:
    """A sentence that is silent about exclusivity takes it neither from its own document nor from another one."""
    terms, place = join_terms([tell("s1", EXCLUSIVE), tell("s2", LICENCE), tell("s3", LICENCE, document="d2")])
    silent = next(t for t in terms if t.id == place["s2", 0])

    assert len(terms) == 2
    assert silent.content.exclusivity is None
    assert place["s3", 0] == silent.id


def test_several_terms_of_one_statement_have_their_places() -> None:
    """The tellings of a statement are counted in their order."""
    terms, place = join_terms([tell("s1", FEE), tell("s1", LICENCE)])
    matters = {t.id: t.content.matter for t in terms}

    assert [matters[place["s1", i]] for i in (0, 1)] == ["payment", "licence"]


CONTENTS = (LICENCE, EXCLUSIVE, OPEN, ENDING, FEE, replace(FEE, hedge="about"), replace(LICENCE, scope=()))
TELLINGS = st.lists(
    st.tuples(st.sampled_from(CONTENTS), st.sampled_from(["d1", "d2"]), st.sampled_from(["deal", "older"])), max_size=9
)


@given(TELLINGS, st.randoms(use_true_random=False))
def test_order_of_tellings_does_not_matter(told: list[tuple[TermContent, str, str]], dice: random.Random) -> None:
    """The same tellings in any order give the same terms, and each statement the same term."""
    tellings = [tell(f"s{i}", content, document=d, agreement=a) for i, (content, d, a) in enumerate(told)]
    terms, place = join_terms(tellings)
    again, other = join_terms(dice.sample(tellings, len(tellings)))

    assert terms == again
    assert dict(place) == dict(other)
    assert {*place.values()} == {t.id for t in terms}
