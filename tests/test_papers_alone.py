"""Tests of papers read alone: heads of courts and deeds, places behind names, titles above them; all are invented."""

from __future__ import annotations

import pytest
from texts import document

from kg.extraction import read_document
from kg.extraction.parties import find_parties
from kg.extraction.party_mail import _between_houses
from kg.records import Reading


def names(text: str) -> list[str]:
    return sorted(m.name for m in find_parties(document("paper.txt", text)).mentions)


def read(text: str) -> Reading:
    return read_document(document("paper.txt", text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'FIRST AMENDMENT\n\nParties: Vasselin Quai Ltée, Québec ("VQL"), and Northern Sorrel Lines ("the Carrier")\n'
            "Date: 7 May 2024\n\n1. The Carrier shall pay VQL EUR 90 for each call.\n\n2. VQL shall clean the quay.",
            ["Northern Sorrel Lines", "Vasselin Quai Ltée"],
        ),
        (
            'TRANSFER OF A SAILING CREW\n\nMarlo Deck SRL ("Marlo"), Tavi Zeil VZW ("Tavi") and Jon Berrow ("the Skipper") have '
            "agreed on 6 May 2025:\n\n1) Tavi pays Marlo EUR 5,000.\n\n2) The Skipper shall sail with Tavi.",
            ["Jon Berrow", "Marlo Deck SRL", "Tavi Zeil VZW"],
        ),
        (
            'MINUTE OF AGREEMENT\n\namong (FIRST) the Fishing Committee of Tarn ("the Committee"), (SECOND) Borrow Wind LLP '
            '("the Developer") and (THIRD) the Trustees of the Ormle Estate ("the Estate")\n\nthe parties AGREE:\n\n'
            "One. The Developer shall pay the Committee £90 a year.\n\nTwo. The Estate shall let the Developer cross its land.",
            ["Borrow Wind LLP", "Fishing Committee of Tarn", "Trustees of the Ormle Estate"],
        ),
        (
            "PROTOCOL\n\n1. Partners: Klinikum Tarnau, Sorvik Hospital and Skarven Hospital (each a Hospital) and the Nordic Hip "
            "Foundation (the Foundation). Signed by all on 8 May 2025.\n\n2. Each Hospital sends the Foundation its records.\n\n"
            "3. The Foundation shall pay each Hospital EUR 9.",
            ["Klinikum Tarnau", "Nordic Hip Foundation", "Skarven Hospital", "Sorvik Hospital"],
        ),
        (
            "CONFIRMATION\n\nWe confirm the business concluded today between\n\n"
            "Union des Meuniers du Tarn (UMT), Vasselin, as Seller\nKornhaus Rösterei GmbH, Kiel, as Buyer\n\n"
            "Goods:     40 tonnes of rye\nPrice:     USD 90 per tonne, payable by Buyer\n"
            "Shipment:  by Seller in May 2025",
            ["Kornhaus Rösterei GmbH", "Union des Meuniers du Tarn"],
        ),
        (
            "ARRANGEMENT BETWEEN THE PILOT SERVICE OF ORMLE AND THE COAST GUARD OF TARN\n\n"
            "The two services have come to the following understanding.\n\n"
            "1. The Coast Guard shall lend the Pilot Service a boat.\n\n2. This Arrangement is not legally binding.",
            ["COAST GUARD OF TARN", "PILOT SERVICE OF ORMLE"],
        ),
    ],
)
def test_parties_of_a_paper_are_those_who_open_its_entries(text: str, expected: list[str]) -> None:
    """A place behind a name, a title above one and a number before one are none of it, and "and" parts two bodies."""
    assert names(text) == expected


def test_rows_for_sender_and_reader_name_the_two_houses_of_a_letter() -> None:
    """Where the letter calls both by a word of their names, they are those who deal."""
    text = (
        "GRANT LETTER\n\nFrom: Sorvik Relief Fund, Tarn\nTo: Ormle Mohila Samity, Borrow\nDate: 30 July 2024\n\nDear friends,\n\n"
        "the Fund grants the Samity EUR 5,000. In turn the Samity shall build ten houses by 30 April 2025."
    )
    assert names(text) == ["Ormle Mohila Samity", "Sorvik Relief Fund"]
    assert not _between_houses("From: Sorvik Relief Fund, Tarn\nTo: Sorvik Relief Fund, Borrow\n\nThe Fund moves.")


def test_sides_before_a_court_are_called_by_their_roles() -> None:
    """Plaintiff and defendant stand behind their names, and "the Agency" is the agency of the heading."""
    text = (
        "THE CIRCUIT COURT\n\nBETWEEN\nTARN OYSTER SOCIETY, Plaintiff\nAND\nORMLE DRAINS PLC, Defendant\nAND\n"
        "THE INLAND LAKES AGENCY, Notice Party\n\nTERMS OF SETTLEMENT reached on 6 May 2025\n\n"
        "1. The Defendant pays the Plaintiff €5,000.\n\n"
        "2. The Agency tests the lake, "
        "and sends its readings to the Plaintiff and to the Agency."
    )
    roles = {m.name: m.roles for m in find_parties(document("paper.txt", text)).mentions}
    assert sorted(roles) == ["INLAND LAKES AGENCY", "ORMLE DRAINS PLC", "TARN OYSTER SOCIETY"]
    assert roles["TARN OYSTER SOCIETY"] == ("Plaintiff",)
    assert roles["ORMLE DRAINS PLC"] == ("Defendant",)


def test_the_one_that_a_contract_takes_the_place_of_is_an_earlier_agreement() -> None:
    """What two of three "signed on 6 May" is of these two, and its day is not that of the paper at hand."""
    text = (
        "COLLECTIVE AGREEMENT\n\nTarn, 27 March 2025\n\nBetween Marlo Bici S.A. on the one side and, on the other, "
        "the Ormle Riders' Union (ORU) and the Skarven Couriers' Federation (SCF).\n\n"
        "1. This agreement takes the place of the one that Marlo Bici and ORU signed on 6 May 2022.\n\n"
        "2. Marlo Bici shall pay EUR 9 for each order."
    )
    found = {str(a.made.earliest): a for a in read(text).agreements if a.made.earliest}
    assert sorted(found) == ["2022-05-06", "2025-03-27"]
    assert len(found["2022-05-06"].parties) == 2
    assert found["2025-03-27"].own


def test_that_of_a_day_names_no_agreement_where_nothing_is_done_to_it() -> None:
    """The hours "of that on 4 May" are those of a day."""
    text = (
        "QUAY CONTRACT\n\nThis contract is made on 3 May 2021 between Marlo Bici S.A. and Skarven Docks Ltd.\n\n"
        "1. Skarven Docks shall extend the hours of its quay beyond those of that on 4 May 2020 for Marlo Bici."
    )
    assert "2020-05-04" not in {str(a.made.earliest) for a in read(text).agreements}


def test_a_statement_of_work_is_a_paper_that_makes_an_agreement() -> None:
    """Its title tells it, though a statement of another kind only reports."""
    text = (
        "Statement of Work: cleaning of the depot\n\nClient: Ormle Trams Ltd\nAgency: Sorrel Brooms\nSigned: 11 March 2025\n\n"
        "1. The Agency cleans the depot every night.\n\n2. The Client pays EUR 90 a night."
    )
    assert [str(a.made.earliest) for a in read(text).agreements if a.own] == ["2025-03-11"]
