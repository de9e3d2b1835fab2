"""What the words of letters, contracts and statements say that they are, and what they do to what was agreed before."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from texts import document

from kg.extraction.agreements import AgreementIndex, find_agreements
from kg.extraction.contract_days import letters_between
from kg.extraction.parties import find_parties
from kg.reading import Source, read_each
from kg.records import AgreementMention, Document, Force, LinkType


def agreements(text: str, folder: Path) -> AgreementIndex:
    """The agreements of an invented text."""
    (folder / "paper.txt").write_text(text)
    (one,) = read_each(Source(folder / "paper.txt", "paper.txt"))
    assert isinstance(one, Document)
    return find_agreements(one, find_parties(one))


def own_of(index: AgreementIndex) -> AgreementMention:
    """The agreement that a text is or announces."""
    return next(m for m in index.mentions if m.key == index.own)


def links(index: AgreementIndex) -> set[tuple[LinkType, int | None]]:
    """What the own agreement does, and to agreements of which years."""
    years = {m.key: m.made.earliest.year if m.made.earliest else None for m in index.mentions}
    told = [s.link for s in index.sites if s.link is not None and s.link.later == index.own]
    return {(link.type, years.get(link.earlier)) for link in told}


def test_a_text_that_says_that_it_creates_no_rights_is_a_declaration(tmp_path: Path) -> None:
    """What it recalls and reaffirms stands before the verb, two agreements in one row."""
    text = """Calm on the lake
12 March 2020

The ministers of Sorvania and Belmark met in Ulmstad and issued the following text.

1. We recall the Treaty of 4 May 2009 and its Protocol of 7 June 2015, which we reaffirm in full.

2. Sorvania and Belmark hope to build a new pier.

3. This declaration creates no rights.
"""
    index = agreements(text, tmp_path)
    own = own_of(index)
    assert (own.kind, own.force) == ("declaration", Force.DECLARATORY)
    assert links(index) == {(LinkType.REAFFIRMS, 2009), (LinkType.REAFFIRMS, 2015)}


def test_it_replaces_what_the_contract_of_a_day_gave(tmp_path: Path) -> None:
    """In a contract "It replaces …" is said of the contract; a derogation from its own paragraph changes no other one."""
    text = """TOWAGE AGREEMENT

Ulmstad, 3 April 2021

Norrtug AS ("the Tug") and Port of Ulmstad AG ("the Port") have made the following agreement. It replaces, from 1 May 2021,
the towage contract between the Tug and the Port of 9 June 2015.

Section 1
1 The Tug shall keep two boats at the Port.
2 In derogation from paragraph 1 the Tug may keep one boat in winter.

Section 2
The Port shall pay the Tug EUR 90,000 a year.

Signed: Norrtug AS      Port of Ulmstad AG
"""
    index = agreements(text, tmp_path)
    assert links(index) == {(LinkType.SUPERSEDES, 2015)}
    assert own_of(index).kind == "definitive"


def test_a_recital_ends_where_the_first_clause_begins(tmp_path: Path) -> None:
    """The heading "§ 1" behind a blank line is no part of the sentence before it."""
    clauses = "\n\n".join(
        f"§ {n}  Duty {n}\n     The Tug shall keep boat {n} at the Port, and the Port shall pay for it." for n in range(1, 15)
    )
    text = f"""TOWAGE AGREEMENT

dated 3 April 2021

made by Norrtug AS ("the Tug") and Port of Ulmstad AG ("the Port"). What the parties sketched in their memorandum of June 2020
is hereby made into a contract.

{clauses}

Signed: Norrtug AS      Port of Ulmstad AG
"""
    assert links(agreements(text, tmp_path)) == {(LinkType.IMPLEMENTS, 2020)}


def test_notes_by_which_a_treaty_is_amended_thus_amend_it(tmp_path: Path) -> None:
    """The days of both notes are those of the exchange, though a seal stands beside them."""
    text = """NOTE I

The Ministry of Belmark presents its compliments to the Embassy of Sorvania and, with reference to the Treaty on the lake of
4 May 2009, has the honour to suggest that the Treaty be amended thus:

1. the fee shall be EUR 40, where it has been EUR 30.

If this meets with approval, the present Note and the answer shall be an agreement that takes effect on 1 January 2017.

Ulmstad, 2 September 2016                                     (seal)


NOTE II

The Embassy of Sorvania has received the Note and is pleased to say that its Government approves of it and agrees to the text.

Ulmstad, 24 September 2016                                    (seal)
"""
    index = agreements(text, tmp_path)
    own = own_of(index)
    assert own.kind == "amendment"
    assert (own.made.earliest, own.made.latest) == (date(2016, 9, 2), date(2016, 9, 24))
    assert (LinkType.AMENDS, 2009) in links(index)


def test_a_line_of_blanks_takes_no_time_that_grows_with_its_square() -> None:
    """Whether a seal stands at the end of a line is asked once a row of blanks."""
    paper = document("notes.txt", f"Ulmstad, 2 September 2016{' ' * 200_000}pier")
    started = time.perf_counter()
    letters_between(paper)
    assert time.perf_counter() - started < 2


def test_a_treaty_was_made_on_the_day_on_which_its_parties_have_agreed(tmp_path: Path) -> None:
    """The day between the parts of the verb is that of the making, not the one on which the paper enters into force."""
    text = """OFFICIAL JOURNAL OF SORVANIA
9 January 2010                      page 14

                     TREATY

        between Sorvania and Belmark
          on the lake

Sorvania and Belmark ("the Parties"), wishing to put an end to forty years of doubt about it, have on 4 May 2009 at Ulmstad
agreed upon the following:

Article 1
Each Party shall pay EUR 30,000 a year for the pier.

Article 2
This Treaty enters into force on 1 March 2010.

For Sorvania            For Belmark
(s.) I. Belmonte        (s.) H. Rask
"""
    assert own_of(agreements(text, tmp_path)).made.latest == date(2009, 5, 4)


def test_what_is_announced_today_was_made_when_its_parties_signed_it(tmp_path: Path) -> None:
    """That it is renewed each year unless somebody objects makes no extension of it."""
    text = """Norrtug and Alder Grid share a pier
7 February 2023

Norrtug AS and Alder Grid GmbH today announced a supply agreement for the pier at Ulmstad. The two companies signed the
agreement on 3 February. It has a term of three years, after which it is renewed each year unless one of them objects.
"""
    index = agreements(text, tmp_path)
    own = own_of(index)
    assert (own.kind, own.made.earliest) == ("definitive", date(2023, 2, 3))
    assert not links(index)


def test_it_means_the_paper_that_the_sentence_before_names(tmp_path: Path) -> None:
    """What amends a contract is called and dated where it has just been named."""
    text = """Two owners for the pier
7 February 2023

The Protocol of Accession, signed here on 20 November 2022, is in force. It brings Norrtug AS into the pier contract and amends
that contract in several places. Norrtug AS pays Alder Grid GmbH EUR 90,000 a year.
"""
    own = own_of(agreements(text, tmp_path))
    assert (own.kind, own.made.earliest) == ("amendment", date(2022, 11, 20))


def test_a_contract_to_which_a_change_is_signed_is_there_already(tmp_path: Path) -> None:
    """Who writes that the change to a contract is signed has made an amendment of it."""
    text = """From: Una Berg <una@norrtug.example>
To: Ole Falk <ole@aldergrid.example>
Date: Wed, 18 Nov 2020 08:14:55 +0000
Subject: signed

Ole,

the change to our supply contract of January 2018 is signed on both sides. Norrtug AS now pays Alder Grid GmbH EUR 196 a load.

Una Berg, Norrtug AS
"""
    index = agreements(text, tmp_path)
    assert own_of(index).kind == "amendment"
    assert links(index) == {(LinkType.AMENDS, 2018)}


def test_what_carries_out_a_letter_of_intent_and_varies_a_contract_does_both(tmp_path: Path) -> None:
    """The paper that does not bind is not what is varied."""
    text = """We join the pier
14 November 2022

Last Thursday Norrtug AS signed a three-way agreement with Alder Grid GmbH and Brae Cable AG. It puts into effect the letter of
intent that the three exchanged in May, and varies the service agreement which the other two have had since 2013.
"""
    index = agreements(text, tmp_path)
    paper = next(m for m in index.mentions if m.kind == "memorandum")
    told = {(s.link.type, s.link.earlier) for s in index.sites if s.link is not None}
    assert (LinkType.IMPLEMENTS, paper.key) in told
    assert (LinkType.AMENDS, paper.key) not in told
    assert LinkType.AMENDS in {kind for kind, _ in told}


def test_the_day_of_an_earlier_change_is_not_that_of_the_act(tmp_path: Path) -> None:
    """A renewal that replaces a lease "as amended last autumn" was not made last autumn."""
    text = """Good news from the pier
16 May 2023

Norrtug AS and Alder Grid GmbH have signed a renewal that replaces the 2020 lease, as amended last autumn. Norrtug AS pays Alder
Grid GmbH EUR 90,000 a year, as both companies said.
"""
    index = agreements(text, tmp_path)
    assert own_of(index).made.earliest is None
    assert links(index) == {(LinkType.SUPERSEDES, 2020)}


def test_likewise_adds_a_contract_to_a_row(tmp_path: Path) -> None:
    """Both contracts are amended."""
    text = """A pier for three
16 May 2023

Norrtug AS and Alder Grid GmbH signed an amendment on 3 May 2023. It amends our pier lease of 2017 and likewise the contract of
2021.
"""
    assert {(LinkType.AMENDS, 2017), (LinkType.AMENDS, 2021)} <= links(agreements(text, tmp_path))


def test_a_paper_does_what_its_relative_clause_tells(tmp_path: Path) -> None:
    """The year of what stands beside the changed agreement is not the day of the act."""
    text = """News from the lake
16 December 2021

Signed by Belmark's minister: a Protocol with Sorvania, dated 26 November, which amends the Treaty of 2009 and the notes of 2014.
Belmark pays Sorvania EUR 40,000 a year.
"""
    index = agreements(text, tmp_path)
    own = own_of(index)
    assert (own.kind, own.made.earliest) == ("amendment", date(2021, 11, 26))
    assert (LinkType.AMENDS, 2009) in links(index)


def test_a_heading_for_many_contracts_is_not_the_title_of_one(tmp_path: Path) -> None:
    """A prospectus prints "Material contracts" above an extract from a contract that has a title of its own."""
    text = """NORRTUG AS - LISTING PROSPECTUS, 2 MARCH 2020
MATERIAL CONTRACTS (EXTRACTS)                               page 4

                         TOWAGE AGREEMENT

made in Ulmstad on 14 October 2019 between NORRTUG AS ("Norrtug") and PORT OF ULMSTAD AG ("the Port").

1   Norrtug shall keep two boats at the Port.

2   The Port shall pay Norrtug EUR 90,000 a year.
"""
    assert own_of(agreements(text, tmp_path)).title == "TOWAGE AGREEMENT"


def test_the_contract_called_by_its_matter_is_no_amendment_met_before(tmp_path: Path) -> None:
    """The "development agreement" is not the supplement that was named last."""
    text = """Questions about the coil
21 May 2025

On 12 May 2025 Norrtug AS and Alder Grid GmbH signed a supply contract. Together with the supplement agreed in November 2023,
Alder Grid GmbH pays Norrtug AS EUR 9 million. The supply contract amends the joint development agreement in this point.
"""
    index = agreements(text, tmp_path)
    changed = {s.link.earlier for s in index.sites if s.link is not None and s.link.later == index.own}
    assert not changed & {m.key for m in index.mentions if m.kind == "amendment"}
