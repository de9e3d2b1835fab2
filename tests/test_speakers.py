"""Who speaks: people with an office of a party, organs of a state, papers of several; all texts are invented."""

from __future__ import annotations

import pytest
from texts import document

from kg.extraction import read_document
from kg.extraction.parties import find_parties
from kg.extraction.passages import Passage
from kg.extraction.quotations import find_quotations
from kg.extraction.spokespeople import find_spokespeople, labelled_speaker
from kg.records import Layer

HEAD = "Lamp Courier\n\nAcme Lamps plc and Borea Glass AG signed a supply agreement on 4 May 2031.\n\n"


@pytest.mark.parametrize(
    "told",
    [
        "Ann Bell, chief executive of Acme Lamps, smiled.",
        "Acme Lamps' chief executive Ann Bell smiled.",
        "Ann Bell, the managing director for Europe at Acme Lamps, smiled.",
    ],
)
def test_who_holds_an_office_of_a_party_speaks_for_it(told: str) -> None:
    """An office between a name and a party ties the two, in either order."""
    text = document("talk.txt", HEAD + told + "\n")
    people = find_spokespeople(text.text, text.blocks, find_parties(text))

    assert people == {"Ann Bell": "acme-lamps", "Bell": "acme-lamps"}


def test_a_guest_without_an_office_of_a_party_speaks_for_none() -> None:
    """An analyst who is named beside a party is not its voice."""
    text = document("talk.txt", HEAD + "Ann Bell, who follows Acme Lamps for a bank, smiled.\n")

    assert find_spokespeople(text.text, text.blocks, find_parties(text)) == {}


def test_a_line_of_a_transcript_is_of_the_one_before_its_colon() -> None:
    """The name before the colon may have an office or a house behind it."""
    people = {"Ann Bell": "acme", "Bell": "acme"}

    assert labelled_speaker(Passage.of("Bell: We pay."), people) == "acme"
    assert labelled_speaker(Passage.of("Ann Bell (Acme): We pay."), people) == "acme"
    assert labelled_speaker(Passage.of("Note: Bell pays."), people) == ""


def test_a_last_name_beside_said_tells_whose_words_are_quoted() -> None:
    """Who was named with an office before is quoted by the last name alone."""
    parties = find_parties(document("talk.txt", HEAD))
    passage = Passage.of('"We shall deliver the lamps until 2035," said Bell.')

    (quoted,) = find_quotations(passage, parties, "", {"Bell": "acme-lamps"})
    assert quoted.party == "acme-lamps"


def test_an_answer_of_a_chief_in_a_paper_is_text_of_the_party() -> None:
    """A paper that prints an interview is no party; the answers are."""
    talk = HEAD + "Ann Bell, chief executive of Acme Lamps, took questions.\n\n"
    talk += "Bell: Borea Glass will pay us EUR 5 million a year.\n"
    statements = read_document(document("talk.txt", talk)).statements
    fee = next(s for s in statements if any(term.low == 5_000_000 for term in s.terms))

    assert (fee.layer, fee.terms[0].counterparty) == (Layer.PARTY_TEXT, ("acme-lamps",))


def test_a_joint_statement_is_of_its_parties_whoever_prints_it() -> None:
    """The title of a paper names those who bring it out, not the wire that carries it."""
    text = "---\npublisher: Harbour Wire\n---\n# Joint statement of Acme Lamps plc and Borea Glass AG\n\n"
    text += "The supply agreement of 4 May 2031 between Acme Lamps plc and Borea Glass AG ends on 3 May 2036.\n"
    statements = read_document(document("wire.md", text)).statements

    assert {s.layer for s in statements} == {Layer.PARTY_TEXT}


def test_a_line_below_the_title_shows_a_joint_release() -> None:
    """The line that says whose release a text is may stand below its title, with places and a day behind."""
    head = "# Light for the north\n\n**Joint press release, Arda and Olm, 4 May 2031**\n\n"
    told = "Acme Lamps plc and Borea Glass AG have signed a supply agreement. Borea Glass will pay EUR 3 a lamp.\n"

    assert {s.layer for s in read_document(document("joint.md", head + told)).statements} == {Layer.PARTY_TEXT}
