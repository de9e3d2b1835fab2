"""People, papers and heads that a text shows beside those who deal."""

from __future__ import annotations

import pytest

from kg.extraction.parties import find_parties
from kg.extraction.party_below_title import read_below_title
from kg.extraction.party_frames import sentence_names
from kg.records import Document


def _names(text: str) -> set[str]:
    """The names of the parties of a text."""
    return {mention.name for mention in find_parties(Document("1", "text/plain", "", text)).mentions if mention.name}


@pytest.mark.parametrize(
    "sentence",
    [
        "Ludo and I signed a lease with Tindle.",
        "Ludo from the ticket office here: Tindle has signed.",
        "The club, led by the banker Petra Holm, pays Tindle 5 euros.",
        "Our director, Petra Holm, told Tindle about the lease.",
        "Petra Holm put her name to the lease with Tindle.",
    ],
)
def test_who_is_shown_to_be_a_person_is_no_party(sentence: str) -> None:
    """Who stands beside "I", speaks for an office here, or bears the name of a trade or an office, does not deal."""
    assert [name.text for name in sentence_names(sentence)] == ["Tindle"]


def test_who_signs_a_letter_with_a_first_name_is_no_house() -> None:
    """A first name behind a greeting at the foot is that of the person who said so above, not of the house that says "we"."""
    text = (
        "Hello, Ludo from the ticket office here. Acme Mills and Tindle signed the lease on Friday.\n\n"
        "We are glad that Tindle pays Acme Mills 4,000 euros. Our doors stay open to us all.\n\nbye, Ludo"
    )
    assert _names(text) == {"Acme Mills", "Tindle"}


def test_the_title_of_a_paper_is_no_name_and_hides_none() -> None:
    """The word before "Agreement" with a capital is no party, and "with" behind the title still shows with whom it was made."""
    text = (
        "We signed an addendum to the Meadow Agreement of 2020 with the universities of Alder and Brask. We pay Brask 5,000 euros."
    )
    assert _names(text) == {"Alder", "Brask"}


@pytest.mark.parametrize(("formed", "count"), [(True, 3), (False, 0)])
def test_a_row_of_defined_names_below_a_title_may_begin_a_sentence(formed: bool, count: int) -> None:
    """The names below the title of a contract, each before a bracket, make it whatever it says then; a report may begin so too."""
    text = (
        'MEMORANDUM OF AGREEMENT Tarn, 4 April 2019 The University of Alder, Elbonia ("Alder"), Brask University of Arts, Tarn '
        '("Brask"), and the Corvin Foundation, Tarn ("Corvin"), met this week and put down what they have in mind.'
    )
    assert len(read_below_title(text, formed=formed)[0]) == count
