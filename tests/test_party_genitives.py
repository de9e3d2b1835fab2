"""Houses that are called by a genitive, and first names that are no houses."""

from __future__ import annotations

import pytest

from kg.extraction.parties import find_parties
from kg.extraction.party_genitives import genitive_names
from kg.extraction.party_index import PartyIndex
from kg.extraction.passages import Passage
from kg.records import Document


def _index(text: str) -> PartyIndex:
    return find_parties(Document("1", "text/plain", "", text))


def test_a_name_that_always_ends_as_a_genitive_is_that_of_a_house() -> None:
    """Where nothing stands behind a genitive that it could own, and the name is never without its ending, a house is called so."""
    text = (
        "Harrow\u2019s has signed a contract with Tindle.\n\n"
        "Tindle bakes for Harrow\u2019s, and Harrow\u2019s pays Tindle 2 million euros."
    )
    index = _index(text)
    hits = index.hits(Passage.of("Harrow\u2019s may not sell the bread of others in Harrow\u2019s shops."))
    assert {mention.name for mention in index.mentions} == {"Harrow", "Tindle"}
    assert [(hit.keys, hit.possessive) for hit in hits] == [(("harrow",), False), (("harrow",), True)]


@pytest.mark.parametrize(
    "texts",
    [
        ["Acme's is 3 euros, Beta's is 4 euros, and Acme's will rise.", "Acme sells bread."],  # of two a fee each
        ["Acme's price is better than Acme's rent."],  # what it owns follows
    ],
)
def test_an_owner_that_leaves_out_what_it_owns_is_no_such_house(texts: list[str]) -> None:
    """Who is named without the ending elsewhere, or owns what stands behind it, is called by the bare name."""
    assert not genitive_names(texts)


def test_the_first_name_of_somebody_named_in_full_is_no_party() -> None:
    """Where a page names Petra Holm, chairwoman, Petra who signed the lease is a person who signs for somebody."""
    text = (
        "Petra signed the lease with Acme Mills and Tindle on Friday. Tindle pays Acme Mills 4,000 euros.\n\nPetra Holm, chairwoman"
    )
    assert {mention.name for mention in _index(text).mentions} == {"Acme Mills", "Tindle"}
