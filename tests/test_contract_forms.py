"""Tests of contracts told by their form alone, and of who publishes a text; all parties here are invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.extraction.agreements import AgreementIndex, find_agreements
from kg.extraction.parties import find_parties
from kg.reading import Source, read_each
from kg.records import Document


def document(text: str, tmp_path: Path, name: str = "x.txt") -> Document:
    (tmp_path / name).write_text(text)
    (found,) = read_each(Source(tmp_path / name, name))
    assert isinstance(found, Document)
    return found


def agreements(text: str, tmp_path: Path, name: str = "x.txt") -> AgreementIndex:
    one = document(text, tmp_path, name)
    return find_agreements(one, find_parties(one))


LICENCE_OF_A_REGISTER = """REGISTER OF LICENCES
Entry 12 - copy

TECHNOLOGY LICENCE

Licensor: Kappa Seeds Oy, Oslo
Licensee: Marmora Crops Ltd, Leeds
Date of signature: 3 March 2031

1. The Licensor grants the Licensee a licence under the Patents.
2. The Licensee pays 4% of its sales.
"""


def test_a_paper_that_names_its_parties_is_a_contract_by_its_form(tmp_path: Path) -> None:
    """A licence in a register is the contract, dated by its signature; a notice of the same form only tells of one."""
    found = agreements(LICENCE_OF_A_REGISTER, tmp_path)
    assert found.instrument
    assert [(a.title, a.made.earliest) for a in found.mentions if a.own] == [("TECHNOLOGY LICENCE", date(2031, 3, 3))]
    assert not agreements(LICENCE_OF_A_REGISTER.replace("TECHNOLOGY LICENCE", "NOTICE OF LICENCE"), tmp_path).instrument


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "The Minister of Trade of Elbonia to the Minister of Trade of Ruritia\n\nOslo, 3 May 2031\n\nExcellency,\n\n"
            "1. Elbonia shall admit 40 ships a year.\n2. Ruritia shall pay for them.\n\n"
            "This letter and your reply shall constitute an agreement between them.",
            "exchange of letters",
        ),
        (
            "AGREED MINUTES\n\nThe delegations of Elbonia and Ruritia met in Oslo on 3 May 2031 and agreed as follows:\n\n"
            "1. Elbonia will admit 40 ships a year.",
            "MINUTES",
        ),
    ],
)
def test_a_paper_that_calls_itself_an_agreement_is_one(text: str, title: str, tmp_path: Path) -> None:
    """Letters that make an agreement with their reply, and agreed minutes, are the agreement."""
    found = agreements(text, tmp_path)
    assert found.instrument
    assert [a.title for a in found.mentions if a.own] == [title]


DEAL = "Kappa Oy and Marmora Bank renewed their supply agreement on 3 May 2031. Kappa pays Marmora 2% of each sale."


@pytest.mark.parametrize(
    ("name", "text", "publisher"),
    [
        (
            "a.eml",
            f"From: Marmora Bank <post@mb.example>\nTo: all@x.example\nSubject: News\n\nDear all,\n\n{DEAL}\n",
            "marmora-bank",
        ),
        ("b.eml", f"From: A. Bee <bee@marmorahouse.example>\nTo: all@x.example\nSubject: News\n\n{DEAL}\n", "marmora-bank"),
        ("c.txt", f"Renewal\n\n{DEAL} Kappa owes us no more. What we want is peace. We also sell rice.\n", "marmora-bank"),
        ("d.md", f"---\npublisher: Marmora Help\n---\n# Questions\n\n{DEAL}\n", "marmora-bank"),
        ("e.txt", f"Kappa signs with Marmora Bank\n\n{DEAL} Both kept quiet.\n", ""),
    ],
)
def test_a_publisher_shows_in_many_ways(name: str, text: str, publisher: str, tmp_path: Path) -> None:
    """Whom a mail names as its sender, whom its host recalls, and who is no other than "we" publishes a text."""
    assert find_parties(document(text, tmp_path, name)).publisher == publisher


def test_minutes_are_of_all_who_meet(tmp_path: Path) -> None:
    """What the minutes of a committee tell is told by the parties together."""
    found = find_parties(document(f"# Steering Committee: minutes\n\n3 May 2031\n\n{DEAL}\n", tmp_path, "x.md"))
    assert (found.publisher, found.released) == ("", True)


def test_those_who_attend_a_meeting_are_of_the_parties(tmp_path: Path) -> None:
    """Minutes of two houses name them in brackets behind their people."""
    told = "1. The supply agreement of 3 May 2031 is extended until 30 June 2033.\n2. The bank pays a further EUR 5,000."
    people = "**Present:** A. Bee, C. Dee (Kappa Mills); E. Eff (Marmora Bank)"
    found = find_parties(document(f"# Notes of a meeting\n\n{people}\n\n{told}\n", tmp_path, "x.md"))
    assert {m.key for m in found.mentions} == {"kappa-mills", "marmora-bank"}


def test_a_mail_that_is_the_contract_is_of_its_day(tmp_path: Path) -> None:
    """A mail that calls its exchange the contract was made on the day of the mail, not on one that it speaks of."""
    head = (
        "From: A. Bee <bee@marmorabank.example>\nTo: c@kappamills.example\nDate: Sat, 3 May 2031 09:12:00 +0000\nSubject: Renewal"
    )
    told = "Marmora Bank and Kappa Mills renew their supply agreement until 30 June 2033. This exchange is the contract."
    found = agreements(f"{head}\n\n{told} Kappa Mills pays Marmora Bank 2% of each sale.\n", tmp_path, "x.eml")
    assert found.instrument
    assert [a.made.earliest for a in found.mentions if a.own] == [date(2031, 5, 3)]


GRANTED = """MINISTRY OF MINES OF ELBONIA

EXPLORATION PERMIT No. 14/2031

The Ministry of Mines ("the Ministry") hereby grants to Marmora Minerals Ltd ("the Holder") the right to explore Block 7.

1. The permit is valid for four years from 1 May 2031.
2. The Holder pays an annual fee of EUR 20,000 within 30 minutes of the start.

Done at Vardo, 12 April 2031
"""


def test_a_paper_that_grants_a_right_is_a_contract_by_its_title_and_clauses(tmp_path: Path) -> None:
    """A permit that calls itself no agreement is one of those whom it binds; a page on it that says "we" is none."""
    found = agreements(GRANTED, tmp_path)
    assert [(a.title, a.made.earliest) for a in found.mentions if a.own] == [("EXPLORATION PERMIT No. 14/2031", date(2031, 4, 12))]
    assert found.instrument
    assert not agreements(GRANTED.replace("The Holder pays", "We were told that the Holder pays"), tmp_path).instrument


SIDES = """COLLECTIVE AGREEMENT

concluded between
the Association of Harbour Employers
and
the Dockers' Union of Lissa

§ 1 Pay rises by 4.1 % a year.
§ 2 A strike may be called after the term alone.
"""


@pytest.mark.parametrize("mark", ["§ {}", "Art. {}", "Item {}:", "{}."])
def test_clauses_are_numbered_in_many_ways(mark: str, tmp_path: Path) -> None:
    """A titled paper between two parties is a contract however its clauses are numbered, also where nobody "shall" do anything."""
    text = SIDES.replace("§ 1", mark.format(1)).replace("§ 2", mark.format(2))
    assert agreements(text, tmp_path).instrument


PRINTED_IN_A_BULLETIN = """Public Information Bulletin (PIB), item 2031/88, posted 9 May 2031

CONTRACT No. 7/2031

concluded in Olm on 4 May 2031 by and among

   Virsta Laivai OÜ ("Virsta"), and
   Samudra Cranes Ltd ("Samudra").

Art. 1. Virsta shall hire its cranes from Samudra alone.
Art. 2. Samudra shall pay for repairs.
"""
NUMBERED_ANNEX = """ANNEX No. 2
to Contract No. 9/2031

Drawn up in Olm on 4 May 2033 by Virsta Laivai OÜ (Virsta)
and Samudra Cranes Ltd (Samudra).

Since the new quay asks for more cranes than the old one, the two
parties change the Contract of 3 May 2031.

§ 1  From 1 January 2034 Virsta may hire cranes of others.

§ 2  Art. 5 is struck out.
"""


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [(PRINTED_IN_A_BULLETIN, "definitive", date(2031, 5, 4)), (NUMBERED_ANNEX, "amendment", date(2033, 5, 4))],
)
def test_what_stands_above_or_for_a_title_hides_no_contract(text: str, kind: str, day: date, tmp_path: Path) -> None:
    """The stamp of a bulletin is no news of the contract, "Annex No. 2" is a title; the day is that of its making."""
    found = agreements(text, tmp_path)
    own = next(m for m in found.mentions if m.key == found.own)
    assert found.instrument
    assert (own.kind, own.made.latest) == (kind, day)
