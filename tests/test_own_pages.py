"""With whom the page of one party deals in each of its parts, and who is a party to what it tells."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kg.extraction.agreement_names import find_names
from kg.extraction.agreements import AgreementIndex, find_agreements
from kg.extraction.parties import find_parties
from kg.records import Block, BlockRole, DateBounds, Document

DAY = DateBounds(date(2023, 5, 9), date(2023, 5, 9))

FAQ = """# Alder Rowing Club: your questions

**What was signed last week?**
The Boathouse 2 Agreement, between Alder Rowing Club, Brae Timber and Corvid Glass. It takes effect on 1 July 2023.

**What does Brae Timber deliver?**
Brae Timber delivers the beams to us by 1 August 2023.

**And who sells the tea?**
We have signed with Dunlin Catering. It pays us GBP 900 a month until 30 June 2025. Nobody else may sell tea here.

**Who paints?**
We do.
"""

CONTRACT = """MOORING AGREEMENT

THIS AGREEMENT is dated as of 4 May 2016 between ALDER PIERS, INC., a Maryland corporation ("Owner"), and BRAE MOORINGS LLC, a
Delaware limited liability company ("Operator"). The Pier flies the CORVID flag under a separate licence of even date between
Owner and Corvid Marinas plc.

1. Owner shall pay Operator a fee of US$ 500.
"""


def told(text: str, publisher: str = "") -> tuple[AgreementIndex, dict[str, str], Document]:
    """The agreements of a page, the names of its parties by their keys, and the page."""
    blocks = tuple(Block(m.start(), m.end(), BlockRole.PARAGRAPH) for m in re.finditer(r"(?:.+\n?)+", text))
    page = Document("p", "text/plain", "0" * 64, text, publisher=publisher, published=DAY, blocks=blocks)
    parties = find_parties(page)
    return find_agreements(page, parties), {party.key: party.name for party in parties.mentions}, page


def owners(text: str, words: str) -> set[str]:
    """The parties of the agreement that owns what a page says with some words."""
    index, names, page = told(text, "Alder Rowing Club")
    at = page.text.index(words)
    own = index.about(at, at + len(words))[:1]
    return {names[key] for mention in index.mentions if mention.key in own for key in mention.parties}


def test_an_answer_without_a_verb_tells_what_was_made() -> None:
    """The question has the verb and the day, the answer the title and the parties."""
    index, names, _ = told(FAQ, "Alder Rowing Club")
    own = next(mention for mention in index.mentions if mention.key == index.own)
    assert own.title == "Boathouse 2 Agreement"
    assert {names[key] for key in own.parties} == {"Alder Rowing Club", "Brae Timber", "Corvid Glass"}
    assert own.made.latest is not None
    assert own.made.latest < date(2023, 5, 9)


def test_a_part_of_a_page_speaks_of_the_one_other_party_that_it_names() -> None:
    """What is said below a question on somebody who has no part in the main agreement is none of its terms."""
    assert owners(FAQ, "Nobody else may sell") == {"Alder Rowing Club", "Dunlin Catering"}
    assert owners(FAQ, "Brae Timber delivers") == owners(FAQ, "We do.") == {"Alder Rowing Club", "Brae Timber", "Corvid Glass"}


def test_who_is_named_behind_the_parties_of_a_contract_is_none() -> None:
    """A licensor of whom the paragraph of the parties tells in a further sentence makes another agreement."""
    index, names, _ = told(CONTRACT)
    own = next(mention for mention in index.mentions if mention.own)
    assert {names[key] for key in own.parties} == {"ALDER PIERS, INC.", "BRAE MOORINGS LLC"}


@pytest.mark.parametrize("counted", ["our ninth Alder Select", "a second Alder Select", "every new Alder Select"])
def test_what_bears_a_name_that_is_counted_is_a_brand(counted: str) -> None:
    """Nobody counts firms so: the name is that of a series of its owner."""
    text = f"The Pier will become {counted} under a new franchise agreement between Alder Hotels plc and Brae Trust."
    _, names, _ = told(f"{text} Alder Select welcomes guests. Alder Hotels plc pays Brae Trust GBP 5 million.")
    assert set(names.values()) == {"Alder Hotels plc", "Brae Trust"}


def test_the_short_name_of_the_house_is_not_that_of_its_daughter() -> None:
    """The house of a page goes by its first word, though a company named with a legal form begins with it too."""
    text = """Alder Foundries: our agreement with Brae Timber

Alder Foundries, investor pages, 9 May 2023.

We have signed a lease with Brae Timber. Alder pays Brae Timber GBP 5 million. Brae Timber is investing GBP 3 million in
Alder Quay 6 GmbH and will hold 12% of it. We hold the rest, and we let the quay to Brae Timber.
"""
    page = Document("p", "text/plain", "0" * 64, text, publisher="Alder Foundries", published=DAY)
    house = next(party for party in find_parties(page).mentions if party.name == "Alder Foundries")
    assert "Alder" in house.aliases


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("under the Berth 4 Deed the fee is 5", ["Berth 4 Deed"]),
        ("the Lot 3B Agreement, between us", ["Lot 3B Agreement"]),
        ("since the May 12 Agreement ended", ["Agreement"]),
    ],
)
def test_a_title_may_hold_a_number(text: str, titles: list[str]) -> None:
    """A number between capitalised words is part of the title, a day is not."""
    assert [name.title for name in find_names(text)] == titles
