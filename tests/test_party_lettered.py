"""Parties whom a contract calls by single letters."""

import pytest

from kg.extraction import read_document
from kg.extraction.party_lettered import read_lettered
from kg.reading.formats import read_bytes
from kg.records import Document

_CLAUSES = """
1. A shall deliver forty boats to B every spring. A boat is worth nothing without oars.
2. B pays A EUR 3,000 a boat.
3. A shall not sell boats to anybody but B.
"""


@pytest.mark.parametrize(
    "head",
    [
        "A  (builder)    Alba Boats Limited, Porto\nB  (dealer)     Tarn Marine SA, Bex\n",
        "A) Alba Boats Limited, Porto; and\nB) Tarn Marine SA, Bex\n",
        "Made between A: Alba Boats Limited, Porto; B: Tarn Marine SA, Bex\n",
        "A - Alba Boats Limited\nB - Tarn Marine SA\n",
    ],
)
def test_a_letter_before_each_name_is_what_the_clauses_call_it(head: str) -> None:
    """Whatever stands between the letter and the name, the letter is a role that the clauses use."""
    (document,) = read_bytes("boats.txt", f"SUPPLY CONTRACT\n\n{head}\nSigned on 2 May 2019.\n{_CLAUSES}".encode(), {})
    assert isinstance(document, Document)
    read = read_document(document)
    assert {party.name for party in read.parties} == {"Alba Boats Limited", "Tarn Marine SA"}
    sold = [term for told in read.statements for term in told.terms if term.matter == "exclusive-dealing"]
    assert [(term.bearer, term.counterparty) for term in sold] == [(("alba-boats",), ("tarn-marine",))]


def test_letters_before_recitals_are_no_parties() -> None:
    """Letters that number what is said, and do nothing in the clauses, call nobody."""
    text = "(A) Alba Boats Limited builds boats.\n(B) Tarn Marine SA sells them.\n\n1. Alba shall sell boats. Annex B shall apply."
    assert read_lettered(text) == []


def test_a_letter_with_a_strangers_stamp_is_still_its_letterheads() -> None:
    """The name on a stamp is of nobody who deals: who says "we" is whose letterhead it is."""
    text = (
        "L U M E N\nLumen Boats AB - Kajen 7 - Malmberg\n\n5 June 2018\n\n"
        "Tarn Marine Ltd\nattn. Ann Bee\nBay Street, Bexton\n\n"
        "Your boats: letter of agreement\n\nDear Ann,\n\nWhen you have signed below, this letter is our contract.\n\n"
        "On signature we pay you EUR 2,000.\n"
        "Any boat you own shall be let on Lumen first.\nWe shall build no fewer than ten boats a year for you.\n\nYours,\nBo Ek\n\n"
        "Read and agreed, Bexton, 11 June 2018\n"
        "A. Bee, for Tarn Marine\n\n[rubber stamp: Harbour Board Canada - deposited 2 July 2018]\n"
    )
    (document,) = read_bytes("boats.txt", text.encode(), {})
    assert isinstance(document, Document)
    read = read_document(document)
    assert "Lumen Boats AB" in {party.name for party in read.parties}
    paid = [term for told in read.statements for term in told.terms if term.matter in {"payment", "price", "purchase-commitment"}]
    assert [(term.bearer, term.counterparty) for term in paid] == [(("lumen-boats",), ("tarn-marine",))]
