"""Acts that make or change agreements which no noun for agreements names; all parties here are invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.extraction.agreements import AgreementIndex, find_agreements
from kg.extraction.parties import find_parties
from kg.reading import Source, read_each
from kg.records import Document, LinkType

NEWS = """Harbour Weekly
14 May 2021

{told} {more}
"""


def agreements(told: str, tmp_path: Path, more: str = "") -> AgreementIndex:
    return agreements_of(NEWS.format(told=told, more=more), tmp_path)


def agreements_of(text: str, tmp_path: Path) -> AgreementIndex:
    (tmp_path / "paper.txt").write_text(text)
    (one,) = read_each(Source(tmp_path / "paper.txt", "paper.txt"))
    assert isinstance(one, Document)
    return find_agreements(one, find_parties(one))


def test_a_joint_statement_is_of_those_below_its_label(tmp_path: Path) -> None:
    """Who stands below "JOINT STATEMENT" says "we" in it; a deal that they tell of somebody else is one of its own."""
    text = """JOINT STATEMENT

Alder Foods B.V. and Brae Lines plc.
Leeds, 5 February 2020

This morning Alder Foods let it be known that Corvid Bank is investing EUR 30 million in the company. So we
say jointly what stands.

  *  The contract we announced in spring 2018 is in full force.

  *  Brae Lines carries the crates of Alder Foods as before.
"""
    index = agreements_of(text, tmp_path)
    own = next(m for m in index.mentions if m.key == index.own)
    assert (own.kind, set(own.parties)) == ("declaration", {"alder-foods", "brae-lines"})
    invested = next(m for m in index.mentions if m.kind == "investment")
    assert set(invested.parties) == {"alder-foods", "corvid-bank"}
    assert any(s.link and s.link.type is LinkType.REAFFIRMS for s in index.sites)


@pytest.mark.parametrize(
    "aim",
    ["take the crane service out of their contract", "add two quays to their contract", "lower the price under their contract"],
)
def test_who_agrees_to_change_what_stands_in_a_contract_amends_it(aim: str, tmp_path: Path) -> None:
    """What is taken out of a contract, added to it or altered under it by agreement makes an amendment of the day that is told."""
    found = agreements(f"Nordkai AG and Seeling Lines Ltd agreed in April to {aim} from 1 July.", tmp_path)
    (own,) = [a for a in found.mentions if a.own]
    assert (own.kind, str(own.made.earliest)) == ("amendment", "2021-04-01")
    assert [site.link.type for site in found.sites if site.link] == [LinkType.AMENDS]


def test_work_under_a_contract_changes_nothing(tmp_path: Path) -> None:
    """Who agrees to do something under a contract leaves it as it is."""
    found = agreements("Nordkai AG and Seeling Lines Ltd agreed in April to work on Sundays under their contract.", tmp_path)
    assert not [site for site in found.sites if site.link]


@pytest.mark.parametrize("paper", ["social plan", "reconciliation of interests", "works charter"])
def test_a_paper_that_two_sign_is_an_agreement_whatever_it_is_called(paper: str, tmp_path: Path) -> None:
    """A social plan that one has signed with another makes an agreement of those two; a visit makes none."""
    found = agreements(f"After long talks Delmar Glass AG signed a {paper} with the Union of Glass Workers on Friday.", tmp_path)
    assert [a.parties for a in found.mentions if a.own] == [("delmar-glass", "union-of-glass-workers")]
    told = "Delmar Glass AG concluded a visit with the Union of Glass Workers on Friday."
    assert not [a for a in agreements(told, tmp_path).mentions if a.own]


def test_who_puts_money_into_a_party_is_not_the_publisher(tmp_path: Path) -> None:
    """A nameless buyer of shares makes no agreement between the firm that publishes and the one whose shares are bought."""
    told = "Acme Ltd and Beta Ltd today announced a supply contract. A chip maker takes a stake in Gamma Ltd."
    assert [a.parties for a in agreements(told, tmp_path).mentions if a.own] == [("acme", "beta")]


RELEASE = """Acme Ltd, Beta AB, Gamma plc and Delta AS
Press release, 4 May 2021

On 30 April 2021 Acme Ltd, Beta AB, Gamma plc and Delta AS signed a Joint Building Agreement (the "JBA"). {told}
"""


def test_a_defined_name_at_the_head_of_a_sentence_is_the_agreement(tmp_path: Path) -> None:
    """What "the JBA" carries out is carried out by the agreement that is called so, also where nobody names its four parties."""
    told = RELEASE.format(told="The JBA carries out, for the first phase, the memorandum of understanding of 14 February 2021.")
    (tmp_path / "r.txt").write_text(told)
    (one,) = read_each(Source(tmp_path / "r.txt", "r.txt"))
    assert isinstance(one, Document)
    found = find_agreements(one, find_parties(one))
    assert [(s.link.type, s.link.earlier) for s in found.sites if s.link] == [(LinkType.IMPLEMENTS, "memorandum")]


def test_the_day_behind_a_changed_agreement_is_that_of_the_change(tmp_path: Path) -> None:
    """Who signed an amendment to a licence agreement on 29 April tells the day of the amendment, not that of the licence."""
    found = agreements(
        "Nordkai AG and Seeling Lines Ltd signed an amendment to their licence agreement on 29 April 2021.", tmp_path
    )
    (own,) = [a for a in found.mentions if a.own]
    assert (own.kind, str(own.made.earliest)) == ("amendment", "2021-04-29")
    assert not [a for a in found.mentions if not a.own and a.made.earliest]


def test_the_day_of_a_paper_is_not_that_of_the_contract_into_which_it_is_turned(tmp_path: Path) -> None:
    """The letter of intent exchanged in March is of March; the contract of yesterday is not."""
    more = "It turns the letter of intent that the two exchanged in March into a contract."
    found = agreements("Yesterday Nordkai AG and Seeling Lines Ltd signed a berth agreement.", tmp_path, more)
    days = {a.kind: str(a.made.earliest) for a in found.mentions}
    assert (days["definitive"], days["memorandum"]) == ("2021-05-13", "2021-03-01")


def test_a_change_made_to_a_titled_paper_is_not_dated_by_it(tmp_path: Path) -> None:
    """The supplement of today changes the permit of 2019, though no noun for agreements names that."""
    told = "Nordkai AG and Seeling Lines Ltd have today concluded a supplement to the Mooring Permit dated 3 April 2019."
    found = agreements(told, tmp_path)
    assert {a.title: str(a.made.earliest) for a in found.mentions} == {"": "2021-05-14", "Mooring Permit": "2019-04-03"}
    assert [site.link.type for site in found.sites if site.link] == [LinkType.AMENDS]


def test_those_who_amend_on_grounds_told_in_an_aside_make_the_amendment(tmp_path: Path) -> None:
    """An aside between parties and verb hides nobody, the line of place and day dates the paper, a register is no agreement."""
    text = """SUPPLEMENT No. 2

to the Towage and Mooring Contract of 4 April 2016

Lindhavn, 9 June 2020

The Lindhavn Harbour Board, Osk Tugs AB and Brim Pilots Ltd, the deepening of Pier 3 being complete, hereby amend the Contract
named above as follows.

1.  In Article 4 the date of 1 May 2024 gives way to 1 May 2027.

2.  The fee in Article 6 rises to EUR 12 from the Contract Year that opens on 1 January 2021.

Entered in the Register of Harbour Contracts on 2 July 2020, and in the Board's public register of contracts on 6 July 2020.
"""
    (tmp_path / "paper.txt").write_text(text)
    (one,) = read_each(Source(tmp_path / "paper.txt", "paper.txt"))
    assert isinstance(one, Document)
    told = [(a.made.earliest, len(a.parties), a.kind) for a in find_agreements(one, find_parties(one)).mentions]
    assert told == [(date(2020, 6, 9), 3, "amendment"), (date(2016, 4, 4), 3, "definitive")]
