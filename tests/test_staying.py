"""Sentences that say of a figure alone that it stays: they tell the rule of that figure, which others tell in words."""

from __future__ import annotations

from decimal import Decimal

from texts import document

from kg.extraction import read_document
from kg.extraction.staying import figures_that_stay
from kg.records import Stance
from kg.resolution import resolve

LEASE = "Acme Foods Ltd and Beta Farms Ltd signed a lease on 3 May 2021. Acme pays Beta EUR 41,500 a year.\n"
LATER = "Acme Foods Ltd and Beta Farms Ltd amended the lease of 3 May 2021 on 8 June 2022. The {} euros are left alone.\n"


def told(later: str) -> list[tuple[str, Decimal | None]]:
    """The matters and figures that the last sentence of a later report tells, beside a first one."""
    papers = [document("a.txt", LEASE), document("b.txt", later)]
    result = resolve(papers, [read_document(paper) for paper in papers])
    last = papers[1].text.index("The ")
    return [
        (term.content.matter, term.content.low)
        for dealing in result.dealings
        for use in dealing.statements
        for term in dealing.terms
        if use.document == "b.txt" and term.id in use.asserts and use.words.startswith(papers[1].text[last : last + 9])
    ]


def test_a_figure_that_stays_is_the_rule_that_counts_it() -> None:
    """A sentence that names a figure alone tells the rule which another document tells with that figure."""
    assert told(LATER.format("41,500")) == [("payment", Decimal(41500))]


def test_a_figure_that_nothing_counts_tells_no_rule() -> None:
    """Where no rule has the figure, nothing is made up."""
    assert told(LATER.format("77,700")) == []


def test_only_what_stays_is_noted() -> None:
    """Without words for staying, where these are denied, and in a question, a figure is none that stays."""
    assert figures_that_stay("The 40 berths are new.", ()) == ()
    assert figures_that_stay("Do the 40 berths stay?", ()) == ()
    assert figures_that_stay("The 40 berths do not stay.", ()) == ()
    assert figures_that_stay("The 40 berths no longer remain ours.", ()) == ()


def test_a_contract_that_changes_none_lets_nothing_stay() -> None:
    """In a first contract no figure is one that stays."""
    paper = document(
        "c.txt", "LEASE\n\nThis Lease is made on 3 May 2021 between Acme Foods Ltd and Beta Farms Ltd.\n\n1. The 9 trees stay.\n"
    )
    assert not any(s.taken for s in read_document(paper).statements if s.stance is Stance.REAFFIRMS)
