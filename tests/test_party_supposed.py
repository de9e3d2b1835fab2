"""Tests of who is supposed to deal in a text that shows fewer than two parties, and of the name that such a text gives its house.

All parties here are invented.
"""

from __future__ import annotations

import pytest

from kg.extraction.documents import read_document
from kg.extraction.party_likely import likely_house
from kg.reading.formats import read_bytes
from kg.records import Document, Reading
from kg.resolution import keys_of, known_around

REPORT = """Half of the tide tables now come from a boatyard

When the tide office forecasts high water, half of the work is Quellin's. A contract of four years shows how.

It opens to the four carpenters sixty years of records of the Orvik Tide Institute, the oldest of its kind, for 4,000 euros a year.
From the second year on, Quellin hands over a tenth of what it earns. Gulls were not asked.
"""
CONTRACT = """SUPPLY AGREEMENT

This Agreement is made on 3 May 2021 between Quellin Boats Ltd. and the Harbour Trust of Orvik.

1. Quellin Boats Ltd. shall sell its forecasts to the Harbour Trust of Orvik for EUR 4,000 a year.
"""


def _document(text: str, name: str = "report.txt") -> Document:
    (document,) = read_bytes(name, text.encode(), {})
    assert isinstance(document, Document)
    return document


def _read(text: str, name: str = "report.txt") -> Reading:
    return read_document(_document(text, name))


def test_a_report_in_no_set_frame_tells_of_those_who_most_likely_deal() -> None:
    """Who acts, beside sums, and whom the text explains are supposed to be its parties; what begins a sentence once is not."""
    found = _read(REPORT)
    assert {m.name: m.supposed for m in found.parties} == {"Quellin": True, "Orvik Tide Institute": True}


def test_a_text_of_no_deal_has_no_supposed_parties() -> None:
    """The same names in a text that speaks of no contract are nobody's."""
    assert _read(REPORT.replace("A contract of four years shows how.", "")).parties == ()


def test_what_other_documents_tell_comes_before_what_is_supposed() -> None:
    """Beside a contract the report is read with its parties, as if it had shown none by itself."""
    readings = [keys_of(_read(REPORT)), keys_of(_read(CONTRACT, "contract.txt"))]
    known = known_around(readings)
    assert {m.name for m in known["report.txt"]} == {"Quellin Boats Ltd.", "Harbour Trust of Orvik"}


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("From: A. Bee\nTo: everybody at Tarn Games\n\nWe pay.", "Tarn Games"),
        ("Why we moved\n\n3 May, by the Tarn Collective\n\nWe pay.", "Tarn Collective"),
        ("Changes to your Tarnpay card\n\nWe pay.", "Tarnpay"),
        ("THE OAR\n\nMembers' sheet of the Tarn Rowers' League, no. 6\n\nWe pay.", "Tarn Rowers' League"),
        ("TARNOW\nQuestions from shareholders\n\nWe pay.", "TARNOW"),
        ("Tarnow: half-year call\n\nWe pay.", "Tarnow"),
        ("Boats: what is new\n\nWe pay.", ""),  # a word
        ("Good news\n\nWe pay.\n\nAnn Bee", ""),  # who signs
        ("Good news\n\nby Ann\n\nWe pay.", ""),
    ],
)
def test_the_head_of_a_text_names_its_house_in_many_ways(text: str, house: str) -> None:
    """Whose paper it is, for whom it is written, and a single word beside what a house calls its paper."""
    assert likely_house(_document(text), ()) == house
