"""Nouns for somebody whom a document does not explain: "the shipyard shall", where another document has a Shipyard."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_files import read

from kg.extraction import read_document
from kg.extraction.parties import find_parties
from kg.extraction.party_index import PartyIndex
from kg.extraction.party_loose import with_loose_nouns
from kg.extraction.passages import Passage
from kg.records import SOME_PARTY, PartyMention, TermContent
from kg.resolution import resolve

CONTRACT = """TUG AGREEMENT

This Tug Agreement is made on 4 May 2031 between Ormley Works Ltd (the "Dockyard"), Kestrel Tugs AG (the "Harbourmaster") and
Velm Trade plc (the "Wharfinger").

1. The Dockyard shall build six tugs for the Harbourmaster by 1 May 2033.
2. The Harbourmaster shall pay the Wharfinger EUR 40,000 a year for the berths.
"""
NEWS = """Velm Harbour Weekly

Tugs for Velm

9 June 2031

Ormley Works Ltd, Kestrel Tugs AG and Velm Trade plc signed the Tug Agreement on 4 May 2031. The talks took two years.

For each month of delay the {noun} must pay damages of EUR 9,000.
"""


def damages(tmp_path: Path, noun: str) -> list[TermContent]:
    """Return what a report beside the contract tells of damages."""
    documents = [read(tmp_path, "contract.txt", CONTRACT), read(tmp_path, "news.txt", NEWS.format(noun=noun))]
    dealings = resolve(documents, [read_document(one) for one in documents]).dealings
    return [term.content for dealing in dealings for term in dealing.terms if term.content.matter == "liquidated-damages"]


@pytest.mark.parametrize(("noun", "who"), [("dockyard", "ormley-works"), ("wharfinger", "")])
def test_a_noun_means_whom_another_document_gives_that_role(noun: str, who: str, tmp_path: Path) -> None:
    """The contract says who is the Dockyard; "the wharfinger" is a word that the lexicon does not know for somebody who deals."""
    told = [content.bearer for content in damages(tmp_path, noun)]
    assert (told == [(who,)]) is bool(who)


def test_a_noun_that_no_document_explains_stays_open(tmp_path: Path) -> None:
    """Nobody is made up: what "the brewery" must pay it may be any of the three who pays."""
    assert [len(content.bearer) for content in damages(tmp_path, "brewery")] == [3]


@pytest.mark.parametrize(
    ("said", "nouns"),
    [
        ("The dockyard shall pay Acme EUR 5 a day.", {"dockyard"}),
        ("Acme pays the museum EUR 5 a day, and the dockyard is deep.", {"museum"}),
        ("The price shall be EUR 5 a day.", set()),
        ("2.1 Contractor shall pay EUR 5 a day. Customer service is free.", {"contractor"}),
    ],
)
def test_only_nouns_that_act_or_to_whom_something_is_given_mean_somebody(said: str, nouns: set[str], tmp_path: Path) -> None:
    """A noun for a house counts where it does something or is given something, and not where it is only a place."""
    document = read(
        tmp_path, "a.txt", f"News\n\nAcme Foods Ltd and Beta Mills plc signed a supply contract on 4 May 2031. {said}\n"
    )
    index = with_loose_nouns(find_parties(document), document)
    assert {key.removeprefix(SOME_PARTY) for _, key in index.called if key.startswith(SOME_PARTY)} == nouns


def test_in_the_text_of_one_of_two_parties_a_noun_means_the_other(tmp_path: Path) -> None:
    """Who speaks of himself as "we" speaks of the other as "the dockyard"."""
    text = (
        "Kestrel Tugs AG\n\nPress release, 9 June 2031\n\nWe have signed a contract for six tugs with Ormley Works Ltd. The "
        "dockyard will pay us EUR 9,000 for each month of delay.\n"
    )
    document = read(tmp_path, "a.txt", text)
    told = [t for s in read_document(document).statements for t in s.terms if t.low == 9000]
    assert [(t.bearer, t.counterparty) for t in told] == [(("ormley-works",), ("kestrel-tugs",))]


def test_two_defined_nouns_are_not_both_the_other_party(tmp_path: Path) -> None:
    """A letter of one to another that binds "the Library" and "the Museum" leaves open who is which: there may be a third."""
    text = (
        "KESTREL TUGS AG\n\n9 June 2031\n\nMs Jane Doe, Ormley Works Ltd\n\nDear Jane,\n\n"
        "We agreed to change the contract of 4 May 2031 as follows.\n\n1. The Library shall send 40 maps a year.\n\n"
        "2. The Museum shall pay EUR 9,000 a year.\n\nSincerely,\nJohn Doe\nKestrel Tugs AG\n"
    )
    document = read(tmp_path, "a.txt", text)
    called = dict(with_loose_nouns(find_parties(document), document).called)
    assert (called["The Library"], called["The Museum"]) == (f"{SOME_PARTY}library", f"{SOME_PARTY}museum")


def test_a_noun_that_no_party_has_is_the_signatory_without_a_role(tmp_path: Path) -> None:
    """Two of three have their roles in brackets; who then acts under a third noun is the one whom the block leaves without."""
    text = (
        CONTRACT.replace(' (the "Harbourmaster")', "")
        .replace("for the Harbourmaster", "for the Museum")
        .replace("The Harbourmaster", "The Museum")
    )
    told = [t for s in read_document(read(tmp_path, "a.txt", text)).statements for t in s.terms if t.low == 40000]
    assert [(t.bearer, t.counterparty) for t in told] == [(("kestrel-tugs",), ("velm-trade",))]


def test_any_of_us_means_each_of_us(tmp_path: Path) -> None:
    """Who says that any of us may leave does not speak of himself alone."""
    text = (
        "Kestrel Tugs AG\n\nPress release, 9 June 2031\n\nWe have signed a contract for six tugs with Ormley Works Ltd and Velm "
        "Trade plc. Any of us may terminate the contract on six months' notice.\n"
    )
    told = [
        t for s in read_document(read(tmp_path, "a.txt", text)).statements for t in s.terms if t.matter.startswith("termination")
    ]
    assert [t.bearer for t in told] == [("*",)]


PAPERS = (
    "TUG AGREEMENT\n\nThis Tug Agreement is made on 4 May 2031 between Ormley Works Ltd, Kestrel Tugs AG and Velm Trade plc.\n\n"
    "1. Ormley Works shall build six tugs for Kestrel Tugs by 1 May 2033.\n",
    "Velm Weekly\n\n9 May 2031\n\n"
    "The shipyard Ormley Works, Kestrel Tugs AG and Velm Trade plc signed the Tug Agreement on 4 May 2031.\n",
)


def test_a_noun_means_whom_another_document_says_to_be_that(tmp_path: Path) -> None:
    """A report says that Ormley Works is a shipyard; another one calls it so and nothing else."""
    documents = [read(tmp_path, f"{i}.txt", text) for i, text in enumerate((*PAPERS, NEWS.format(noun="shipyard")))]
    dealings = resolve(documents, [read_document(one) for one in documents]).dealings
    terms = [term.content for dealing in dealings for term in dealing.terms if term.content.matter == "liquidated-damages"]
    assert [content.bearer for content in terms] == [("ormley-works",)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The company will pay us EUR 5 for each tug.", SOME_PARTY + "company"),
        ("The company will pay EUR 5 for each tug.", "acme"),
        ("The company will pay EUR 5, and “we are glad”, said its chair.", "acme"),
    ],
)
def test_the_company_that_pays_us_is_not_the_one_who_says_so(text: str, who: str) -> None:
    """Whoever speaks as "we" calls somebody else the company; of itself it says so where no "we" stands beside."""
    index = PartyIndex((PartyMention("acme", "Acme Ltd"), PartyMention("beta", "Beta Ltd")), publisher="acme")
    (hit,) = (hit for hit in index.hits(Passage.of(text)) if "company" in text[hit.start : hit.end])
    assert hit.keys == (who,)


LICENCES = (
    "BERTH LICENCE\n\nThis Berth Licence is made on 4 May 2031 between the City of Velm (the “City”), Ormley Works Ltd and Kestrel "
    "Tugs AG.\n\n1. Ormley Works shall pay the City EUR 3,000 for each ride.\n",
    "Velm Weekly\n\n9 June 2031\n\nOrmley Works Ltd and Kestrel Tugs AG signed an agreement on 30 May 2031 to share a crane.\n\n"
    "Kestrel Tugs pays the {noun} EUR 2,500 for each ride.\n",
)


@pytest.mark.parametrize(("noun", "payee"), [("city", "velm"), ("brewery", "ormley-works")])
def test_a_noun_beside_one_of_two_parties_may_mean_a_third(noun: str, payee: str, tmp_path: Path) -> None:
    """Whom another document calls so is meant by "the city", and the other one of two by a noun that nobody explains."""
    texts = (text.replace("{noun}", noun) for text in LICENCES)
    documents = [read(tmp_path, f"{i}.txt", text) for i, text in enumerate(texts)]
    dealings = resolve(documents, [read_document(one) for one in documents]).dealings
    told = {term.content.counterparty for dealing in dealings for term in dealing.terms if term.content.low == 2500}
    assert told == {(payee,)}
