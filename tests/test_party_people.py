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


def test_a_body_is_not_also_its_noun() -> None:
    """A noun such as "the Society" beside one who is named in full with that noun is this one, however common the noun."""
    text = (
        "ORMLE ALLOTMENT SOCIETY\n\nMinutes of the meeting of 4 May 2022\n\nThe chair told of the lease that Brask Mills and the"
        " Society signed on 2 May. The Society pays Brask Mills EUR 240 a year. Brask Mills must not raise this rent."
    )
    assert _names(text) == {"ORMLE ALLOTMENT SOCIETY", "Brask Mills"}


def test_the_word_for_the_people_of_a_place_is_no_party_beside_two() -> None:
    """A word such as "the Ormlevillers" takes one up whom a report names, and is nobody beside two that it names."""
    text = (
        "A lease with a view\n\nBrask Mills has let the Ormlevillers in. Under the lease signed on 2 May 2022 Tindle Yards"
        " of Ormleville pays Brask Mills EUR 240,000 a year, and Brask Mills must repair the quay. Tindle Yards may not sublet it."
    )
    assert _names(text) == {"Brask Mills", "Tindle Yards"}


def test_who_is_listed_as_present_in_minutes_does_not_deal() -> None:
    """The last names in the list of those present, and who came for one point, are people; houses that sent somebody are none."""
    text = (
        "ORMLE INSTITUTE\n\nMinutes of 4 May 2022\n\nPresent: Marn (chair), Dosk, Quell. Apologies: Rusk. Pelk attended for item 2."
        "\n\n2. The lease that the Institute and Brask Mills signed on 2 May was tabled. Brask Mills pays EUR 240 a year."
        " Quell asked whether Brask Mills may sublet. Pelk: no, Brask Mills may not. Dosk has agreed with"
        " Brask Mills that the fee is EUR 9.\n"
    )
    assert not _names(text) & {"Marn", "Dosk", "Quell", "Rusk", "Pelk"}


def test_a_place_behind_in_the_is_no_short_name_of_the_body_named_after_it() -> None:
    """Ships "in the Tarn Sound" are in no commission, though the Tarn Sound Commission is called after that water."""
    text = (
        "TREATY\n\nbetween the Republic of Elbonia and the Kingdom of Ruritania concerning fishing in the Tarn Sound\n\nArticle 1."
        ' Each Party may fish there. Article 2. The Tarn Sound Commission ("the Commission") may inspect any ship.'
        " The Commission may fine Elbonia.\n\nFor the Republic of Elbonia: A. Bee. For the Kingdom of Ruritania: C. Dee\n"
    )
    found = find_parties(Document("1", "text/plain", "", text)).mentions
    assert all("Tarn Sound" not in mention.aliases for mention in found)


@pytest.mark.parametrize("lead", ["At the North Quay", "Outside Elbonia", "In Elbonia and Ruritania"])
def test_a_place_is_no_part_of_the_name_behind_it(lead: str) -> None:
    """Who stands behind a place without a comma is who else bears that last word; the two together are nobody."""
    text = (
        "Brask Mills plc and Tindle Yards Ltd signed a lease on 2 May 2022. Tindle pays Brask Mills EUR 240,000 a year."
        f" {lead} Tindle may let the yard to others. Tindle must repair the quay."
    )
    assert _names(text) == {"Brask Mills plc", "Tindle Yards Ltd"}
