"""Who owes whom by the form of a clause: rules on what one gives, keeps and may not do, and words for several parties."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_files import read

from kg.extraction import read_document
from kg.records import Modality, TermContent

TWO = "This Supply Agreement is made on 3 May 2021 between Acme Foods Ltd (the Growers) and Beta Mills Ltd (the Miller).\n\n"
THREE = "This Supply Agreement is made on 3 May 2021 between Acme Foods Ltd, Beta Mills Ltd and Gamma Stores Ltd.\n\n"


def told(folder: Path, text: str, head: str = TWO) -> list[TermContent]:
    """The terms of a short contract."""
    reading = read_document(read(folder, "a.md", f"SUPPLY AGREEMENT\n\n{head}{text}\n"))
    return [term for statement in reading.statements for term in statement.terms]


def sides(term: TermContent) -> tuple[set[str], set[str]]:
    """The first words of the names of those who bear a term, and of those to whom it is owed."""
    return {key.split("-")[0] for key in term.bearer}, {key.split("-")[0] for key in term.counterparty}


@pytest.mark.parametrize(
    ("sentence", "bearer", "counterparty"),
    [
        ("C3 The Growers shall not sell oats to any other miller.", "acme", "beta"),
        ("1. The Miller gets a discount of 12% on the list of the Growers.", "acme", "beta"),
        ("1. Acme Foods grants Beta Mills a discount of 12% on its list.", "acme", "beta"),
        ("1. Beta Mills buys its oats from Acme Foods, and from nobody else.", "beta", "acme"),
        ("1. Acme Foods shall not license any other mill to use the recipes.", "acme", "beta"),
        ("1. Beta Mills shall call no strike while this agreement lasts.", "beta", "acme"),
        ("1. Acme Foods may sell oats to Beta Mills only.", "acme", "beta"),
    ],
)
def test_a_clause_tells_by_its_form_who_owes_whom(tmp_path: Path, sentence: str, bearer: str, counterparty: str) -> None:
    """A number before "the Growers" counts nobody; who is paid gives a discount; who lets nobody use what is his is bound."""
    assert [sides(term) for term in told(tmp_path, sentence)] == [({bearer}, {counterparty})]


def test_a_word_for_a_party_that_a_figure_counts_is_none(tmp_path: Path) -> None:
    """Thirty-six growers are no party, as they stand there without an article."""
    assert not told(tmp_path, "1. 36 Growers shall sell oats elsewhere.")


def test_leave_is_no_duty_whatever_the_verb(tmp_path: Path) -> None:
    """Who may go on has leave, though who goes on has a duty."""
    verbs = ("goes on", "may go on")
    found = [told(tmp_path, f"1. Acme Foods {verb} transporting oats for Beta Mills.")[0].modality for verb in verbs]
    assert found == [Modality.OBLIGATION, Modality.PERMISSION]


def test_what_may_be_done_with_one_alone_may_not_be_done_with_others(tmp_path: Path) -> None:
    """Leave to sell to one only is a ban."""
    term = next(iter(told(tmp_path, "1. Acme Foods may sell oats to Beta Mills only.")))
    assert (term.matter, term.modality) == ("exclusive-dealing", Modality.PROHIBITION)


@pytest.mark.parametrize(
    ("sentence", "bearer", "counterparty"),
    [
        ("1. The designs that Acme Foods and Gamma Stores draw are owned jointly by both of them.", {"acme", "gamma"}, set()),
    ],
)
def test_among_three_not_all_are_meant(tmp_path: Path, sentence: str, bearer: set[str], counterparty: set[str]) -> None:
    """Both of them are the two who were named."""
    assert sides(told(tmp_path, sentence, THREE)[0]) == (bearer, counterparty)


def test_a_right_that_is_only_graded_is_that_of_the_sentence_before(tmp_path: Path) -> None:
    """That the right is not exclusive names nobody; whose right it is was said just before."""
    text = "1. Gamma Stores grants Acme Foods the right to use its yard. The right is not exclusive."
    assert all(sides(term) == ({"gamma"}, {"acme"}) for term in told(tmp_path, text, THREE))
