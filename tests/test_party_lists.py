"""Tests of contracts whose parties bear no legal form: lists told by their form, and those whom clauses bind; all are invented."""

from __future__ import annotations

import time

import pytest
from texts import document

from kg.extraction import read_document
from kg.extraction.parties import PartyIndex, find_parties
from kg.extraction.party_called import read_called
from kg.extraction.party_listing import read_listing
from kg.extraction.party_run import read_run
from kg.records import PartyMention
from kg.resolution.parties import resolve_parties

CLAUSES = """

1. Mollerup shall deliver to Skarven 400 tonnes of oats in each year.
2. Skarven shall pay Mollerup EUR 90 per tonne, within 30 days.
3. The Carrier shall bring the oats from Tarn to Sorvik.
4. This Agreement lasts until 31 December 2029. The Carrier may terminate it on six months' notice.
"""


def index(text: str) -> PartyIndex:
    return find_parties(document("contract.txt", text))


def names(text: str) -> list[str]:
    return sorted(m.name for m in index(text).mentions)


def test_names_in_capitals_one_a_line_with_their_lands_behind_are_the_parties() -> None:
    """Lines behind "among" name a party each, and the word behind "together" means those before it."""
    text = """OAT SUPPLY AGREEMENT

made at Tarn on 3 May 2021 among

  MOLLERUP KORNVIRKE, Denmark,
  SKARVEN GRYN, Norway (together the "Mills"), and
  TORVALD HAVNELAG, Bergen (the "Carrier").
"""
    found = index(text + CLAUSES + "5. A Mill may inspect the store.\n")
    assert [m.name for m in found.mentions] == ["MOLLERUP KORNVIRKE", "SKARVEN GRYN", "TORVALD HAVNELAG"]
    assert found.mentions[2].roles == ("Carrier",)
    assert ("Mill", ("mollerup-kornvirke", "skarven-gryn")) in found.groups


def test_who_amends_a_contract_stands_before_the_verb() -> None:
    """A list that ends in "amend the said contract" is the list of its parties."""
    text = """First Amendment

to the Oat Supply Contract of 4 June 2020

Mollerup Kornvirke, Skarven Gryn and the Torvald Trust, this 9th day of May 2022, amend the said contract in these points.

A. In clause 1 the figure 400 becomes 500.
"""
    claims, _ = read_listing(text)
    assert [claim.name for claim in claims] == ["Mollerup Kornvirke", "Skarven Gryn", "Torvald Trust"]


def test_a_recital_of_what_others_signed_lists_no_parties() -> None:
    """A sentence that holds more than names makes nobody a party."""
    claims, _ = read_listing(
        "Contract\n\nThe towns around Tarn, where Elbon and Morv once signed the Dams Treaty, grow.\n\n1. No.\n"
    )
    assert claims == []


def test_a_list_may_stand_in_lines_above_have_agreed() -> None:
    """A treaty parts the list of its parties from its verb by a blank line."""
    text = "CONVENTION\n\nThe Duchy of Morv, the Elbon Confederation and the Upper Tarn Basin Office,\n\nHave agreed as follows:\n"
    claims, _ = read_listing(text)
    assert [claim.name for claim in claims] == ["Duchy of Morv", "Elbon Confederation", "Upper Tarn Basin Office"]


def test_a_heading_that_counts_those_who_deal_names_nobody() -> None:
    """Two banks are no party, nor is the paper; the ordinal of a clause is none."""
    text = """EXCHANGE OF LETTERS BETWEEN TWO UNIVERSITIES

Mollerup University and Skarven University agree to amend their Contract of 4 May 2020 by this SIDE LETTER.

1. Mollerup shall lend Skarven 40 books a year, as clause SIXTH says.
2. Skarven shall pay Mollerup EUR 9 a book.
"""
    assert names(text) == ["Mollerup University", "Skarven University"]


def test_long_headings_in_capitals_are_read_in_no_time() -> None:
    """What is no list is found out word for word."""
    started = time.perf_counter()
    read_listing("Contract\n\n" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ " * 17 + "which amend the Contract of 4 May 2020.\n")
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    "rows",
    [
        "- Mollerup Kornvirke, of Aarhus (the Seller)\n- Skarven Gryn, of Bergen (the Buyer)\n",
        "1  Mollerup Kornvirke, Havnegade 4, Aarhus - seller\n2  Skarven Gryn, Strandgaten 9, Bergen - buyer\n",
        'Mollerup Kornvirke (No. 11 222), Box 9, Aarhus - "the Seller"\nSkarven Gryn (No. 22 333), Box 10 - "the Buyer"\n',
        "MOLLERUP KORNVIRKE\n(Seller)\n\nSKARVEN GRYN\n(Buyer)\n",
    ],
)
def test_a_word_for_a_role_behind_each_name_shows_parties_without_legal_forms(rows: str) -> None:
    """Two names with a word for a role behind them need no legal form."""
    text = (
        f"Contract for oats\n\nParties:\n\n{rows}\n1. The Seller shall deliver 40 tonnes.\n2. The Buyer shall pay EUR 9 a tonne.\n"
    )
    assert [[role.casefold() for role in claim.roles] for claim in read_called(text)] == [["seller"], ["buyer"]]


def test_a_contract_binds_nobody_but_its_parties() -> None:
    """Whom clauses oblige, entitle or release is a party; a place is none."""
    text = """SUPPLEMENTAL AGREEMENT

November 8, 2022

In this paper the Oat Contract of May 14, 2020 (the "OC") is changed as set out below.

i.   From then on Torvald may carry oats of others than Mollerup, through Sorvik too.
ii.  Skarven is no longer required to keep a crane in Sorvik; the pier shall remain open.
iii. The fee payable by Mollerup to Torvald is raised from EUR 11.75 to EUR 13.10 per tonne.
iv.  Section 7 is repealed. This Agreement is governed by the laws of Norway.
"""
    assert {"Mollerup", "Skarven", "Torvald"} <= set(names(text))
    assert "Sorvik" not in names(text)


def test_letters_that_leave_the_last_word_out_or_count_the_legal_form_mean_the_longer_name() -> None:
    """The letters of a name join it across documents."""

    class Reading:
        def __init__(self, document: str, *parties: PartyMention) -> None:
            self.document, self.parties = document, parties

    long = Reading(
        "a", PartyMention("x", "GREEN TARN & PORTERY TRAMWAY COMPANY", (), (), (), "organisation"),
        PartyMention("y", "Borough Tram LLC", (), (), (), "organisation"),
    )  # fmt: skip
    short = Reading(
        "b", PartyMention("x", "GT&P", (), (), (), "organisation"), PartyMention("y", "BTL", (), (), (), "organisation")
    )
    assert len(resolve_parties([long, short]).parties) == 2


def test_a_foundation_is_called_so_whatever_its_language() -> None:
    """A noun for a body means the one whose name has it in its own language."""
    text = """Amendment

Fundación Serra Alta, Mollerup Kornvirke and Skarven Gryn amend their Contract of 4 June 2020.

1. The Foundation shall pay Skarven EUR 9,000.
2. Skarven shall keep the store open.
"""
    assert ("the Foundation", "fundacion-serra-alta") in index(text).called


def test_a_parties_block_tells_more_than_a_list_by_its_form() -> None:
    """What stands below a parties block, a heading or a thing of the contract, names no further party."""
    text = (
        """Oat Supply Agreement

This Agreement is made on 4 May 2020 between Mollerup Kornvirke ApS ("Mollerup") and Skarven Gryn Oy ("Skarven")

RECITALS

- Sorvik Quay, at which Skarven takes oats
- Tarn"""
        + CLAUSES
        + "5. Sorvik Quay is open daily.\n"
    )
    assert names(text) == ["Mollerup Kornvirke ApS", "Skarven Gryn Oy"]


def test_bodies_that_a_head_defines_one_by_one_are_two_though_one_is_called_after_the_other() -> None:
    """A trust whose name begins with that of the town is no longer name of the town council beside it."""
    text = (
        'DEED OF SPONSORSHIP\n\nTHIS DEED, dated 14 September 2016, binds the ELBONFORD ROWING TRUST (the "Trust"), KAPPA BANK PLC '
        '(the "Bank") and, for Part C alone, the CITY COUNCIL OF ELBONFORD (the "City").\n\n'
        "1. The Trust grants the Bank the right to give its name to the race.\n\n2. The City shall close the bridge for the race.\n"
    )
    assert len(index(text).mentions) == 3


_SEALED = """

Art. 1. Each house receives no more than nine guests from each of the others in a year.
Art. 2. Mollerup runs the office, and Skarven pays EUR 700 a year for it; so does Torvald.
Art. 3. The Pact ends on 31 August 2029. Any of us may leave it on six months' notice.
"""


@pytest.mark.parametrize(
    "opening",
    [
        "We, the rectors of Mollerup College, of the Skarven Academy\nand of Torvald University of Technology, bind our houses.",
        'Mollerup College, Denmark ("Mollerup"), Skarven Academy,\nNorway ("Skarven"), and the Torvald University of Technology, '
        'Bergen ("Torvald"), met today.',
    ],
)
def test_the_run_of_names_with_which_a_paper_opens_is_that_of_its_parties(opening: str) -> None:
    """Where nothing else shows who makes a paper, the three whom it names first and again later do."""
    found = [claim.name for claim in read_run(f"THE GUEST PACT\n\n{opening}\n{_SEALED}")]
    assert found == ["Mollerup College", "Skarven Academy", "Torvald University of Technology"]
    curled = f"THE GUEST PACT\n\n{opening}\n{_SEALED}".replace("Torvald", "O’Dal")
    assert read_run(curled)[2].name == "O'Dal University of Technology"
    assert read_run(f"THE GUEST PACT\n\nIt is kept in Hillbrook, Tarn and Sorvik.\n{_SEALED}") == []


def test_a_list_behind_the_words_that_announce_the_parties_names_them() -> None:
    """The words "the contracting parties are" open a list; what one of them is called may stand behind it without quotes."""
    text = """STORE AGREEMENT

dated 3 May 2021

The contracting parties are

 1. MOLLERUP UNIVERSITY OF TECHNOLOGY, which runs the store;
 2. SKARVEN ACADEMY; and
 3. STIFTELSEN TORVALD, Bergen, called the Foundation below.

1. The Foundation shall pay Mollerup EUR 90 a year.
2. Skarven may use the store until 31 December 2029.
"""
    found = index(text)
    assert [m.name for m in found.mentions] == ["MOLLERUP UNIVERSITY OF TECHNOLOGY", "SKARVEN ACADEMY", "STIFTELSEN TORVALD"]
    assert found.mentions[2].roles == ("Foundation",)


def test_rows_of_dots_lead_to_what_a_party_is_called() -> None:
    """A row "Acme, 3 Hill Street ........ Operator" calls Acme the Operator."""
    text = """DEPOT AGREEMENT

Tarn, 3 May 2021

A   Obec Tarnov, Hill Street 1, by its Mayor ................. City
B   Skarven Gryn, Quay 4 ..................................... Builder
C   Torvald Tram s.r.o., Mill Lane 40 ........................ Operator

1. The Builder shall build the depot for the City.
2. The City shall pay the Builder EUR 900,000.
3. The Operator shall pay the City rent of EUR 40,000 a year until 31 December 2029.
"""
    called = {role: m.name for m in index(text).mentions for role in m.roles}
    assert called == {"City": "Obec Tarnov", "Builder": "Skarven Gryn", "Operator": "Torvald Tram s.r.o."}


def test_whom_a_text_lists_with_two_of_its_parties_is_one_too() -> None:
    """Who only aims at something in a text stands once between two of whom it tells more; where they sit is nobody."""
    text = """# Declaration

We, the delegates of Tarnland, Brookmoor and Hillmark, met today.

1. Tarnland and Hillmark signed a pact on 3 May 2021. Tarnland pays Hillmark EUR 400,000 a year.
2. Brookmoor would like to join it before 2029.
3. In Sorvik, Tarnland and Hillmark keep one guard.
"""
    assert set(names(text)) >= {"Tarnland", "Brookmoor", "Hillmark"}
    assert "Sorvik" not in names(text)


def test_a_contract_between_two_that_a_recital_names_is_none_of_all_who_sign() -> None:
    """Those above "it replaces the contract between the Mill and the Yard" make the paper, all three."""
    text = """PARTNERSHIP AGREEMENT

Tarn, 3 May 2021

The undersigned

   Mollerup Oy      (ID 0000811-4)   "the Mill"
   Skarven Oyj      (ID 0000812-9)   "the Bank"
   Torvald Oyj      (ID 0000813-0)   "the Yard"

have made the following agreement. It replaces the lease between the Mill and the Yard of 14 March 2019.

1. The Mill grants the Bank the sole right to the sign. The Bank pays the Mill EUR 700 a year.
2. The Yard pays the Mill EUR 150 a year until 31 December 2029.
"""
    found = read_document(document("contract.txt", text))
    own = next(a for a in found.agreements if a.own)
    assert own.parties == ("mollerup", "skarven", "torvald")
