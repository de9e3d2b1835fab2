"""Tests of who makes a contract and who only stands beside those who do; all parties here are invented."""

from __future__ import annotations

import pytest
from texts import document

from kg.extraction.agreements import find_agreements
from kg.extraction.parties import _is_numbered, find_parties
from kg.extraction.party_letters import read_readers_house
from kg.extraction.party_marks import read_letter
from kg.records import Document


def makers(text: str) -> set[str]:
    """Return the names of those who make the contract that a text is."""
    return makers_of(Document("x", "text/plain", "", text))


def makers_of(read: Document) -> set[str]:
    """Return the names of those who make the agreement that a document is or announces."""
    parties = find_parties(read)
    found = find_agreements(read, parties)
    names = {mention.key: mention.name for mention in parties.mentions}
    own = next((one for one in found.mentions if one.own), None)
    return {names[key] for key in own.parties} if own is not None else set()


_CLAUSES = (
    "\n\n"
    "1. The {a} shall let the quay to the {b}.\n\n"
    "2. The {b} shall pay the {a} EUR 9,000 a year.\n\n"
    "3. This contract ends on 31 May 2031.\n"
)


def test_seat_behind_a_firm_is_no_party() -> None:
    """A place behind the comma of a firm is where it is, though the word for the firm is a plural."""
    head = (
        "SUPPLEMENT TO THE LEASE OF 3 MAY 2021\n\n"
        "between\n\n"
        "Hafen Orlen AG, Velmtal      - the Wharves -\n"
        "and\n"
        "Tarn AG, Quayweg 4, Ostra    - the Hirer -\n\n"
        "Velmtal, 28 June 2022"
    )
    assert makers(head + _CLAUSES.format(a="Wharves", b="Hirer")) == {"Hafen Orlen AG", "Tarn AG"}


def test_subject_of_a_treaty_is_no_party() -> None:
    """What stands behind "on" in the title of a treaty is what it is on."""
    head = (
        "TREATY BETWEEN THE KINGDOM OF VELM AND THE REPUBLIC OF OSTRA\n"
        "ON TRADE AND MUTUAL ASSISTANCE AT SEA\n\n"
        "Signed at Tarn on 18 May 2009\n\n"
        "Article 1\n"
        "The Parties shall assist each other.\n"
    )
    assert makers(head) == {"KINGDOM OF VELM", "REPUBLIC OF OSTRA"}


def test_subject_of_a_recital_is_no_party() -> None:
    """Who has done something by a recital below the parties does not make the contract."""
    head = (
        "HALL AGREEMENT\n\n"
        "made on 9 July 2014 among\n\n"
        '  VELM ROWERS CLUB INC. (the "Team");\n\n'
        '  OSTRA HALLS LP (the "Operator").\n\n'
        "A.  The Operator owns the hall.\n"
        "B.  The Tarn Rowing League has admitted the Team."
    )
    assert makers(head + _CLAUSES.format(a="Operator", b="Team")) == {"VELM ROWERS CLUB INC.", "OSTRA HALLS LP"}


def test_thing_with_a_number_is_no_party() -> None:
    """A word that never stands without a number, and has several, is called by it: "Pier 4 and Pier 5"."""
    assert _is_numbered("Pier", "The pilots lead ships to Pier 4. Pier 5 pays its way.")
    assert not _is_numbered("Pier", "The pilots lead ships to Pier 4. Pier pays its way in Pier 5.")
    assert not _is_numbered("Carrier", "Carrier 24 pays its way. The fee of Carrier 24 is due.")


def test_third_party_defined_in_a_paragraph_of_its_own() -> None:
    """Whoever a head defines makes the contract too where its first paragraph names the others."""
    head = (
        "CONTRACT FOR THE CARE OF LIFTS\n\n"
        "made on 11 March 2019 by\n\n"
        '    Velm and Tarn Hospitals Trust, Priory Lane, Ostra (the "Trust") and Ostra Station Company Limited,\n'
        '    1 Quay Row, Ostra (the "Station"), on the one side, called the "Clients" where both are meant,\n\n'
        '    and Hebel Lifts Limited, Unit 6, Tarn (the "Fitter"), on the other.'
    )
    text = head + "\n\n1. The Fitter shall mend the lifts of the Trust.\n\n2. The Station shall pay the Fitter GBP 9,000.\n"
    assert "Hebel Lifts Limited" in makers(text)


def test_goods_behind_for_sign_no_letter() -> None:
    """A sentence of a letter that begins with "For" and goes on names nobody for whom it is signed."""
    letter = (
        "VELM DRIVES GMBH\n"
        "Ostra\n\n"
        "30 September 2022\n\n"
        "Tarn Flyg AB\n"
        "Hangarvägen 3\n\n"
        "Dear Ms Bee,\n\n"
        "we alter our contract.\n\n"
        "For Motors delivered from 1 January 2023 on the price is EUR 900.\n\n"
        "With kind regards\n"
    )
    assert "Motors" not in {claim.name for claim in read_letter(letter)}


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("Dr. Ann Bee\nHead of Mills, Acme Tarn Ltd\nVelm de la Mora\n", []),
        ("Dr. Ann Bee\nHead of Mills\nAcme Tarn\n", ["Acme Tarn"]),
    ],
)
def test_town_below_the_row_of_a_house_is_not_the_readers(address: str, found: list[str]) -> None:
    """Where the row of an office names the house, what fills the next line is its town."""
    text = f"{address}\nDear Ann,\n\nOur lease with Acme Tarn ends.\n"
    assert [claim.name for claim in read_readers_house(text)] == found


@pytest.mark.parametrize(
    "told",
    [
        "Velm Mills Ltd signed a supply agreement with Ostra Grain Ltd on 4 May 2031. Tarn Ltd, their partner, signed it too.",
        "Velm Mills Ltd signed a supply agreement on 4 May 2031 with Ostra Grain Ltd, which mills, and with Tarn Ltd, which bakes.",
    ],
)
def test_third_maker_in_a_clause_or_sentence_of_its_own(told: str) -> None:
    """Who signs too, or with whom the agreement is made too, makes it as well, wherever the report says so."""
    more = "Tarn Ltd will buy 400 tonnes a year. Velm Mills Ltd will pay Ostra Grain Ltd EUR 90 a tonne."
    assert makers_of(document("rye.txt", f"Rye Courier\n\n{told}\n\n{more}\n")) == {"Velm Mills Ltd", "Ostra Grain Ltd", "Tarn Ltd"}
