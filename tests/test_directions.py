"""Who owes whom where a sentence or a whole document leaves it open."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from reading_files import read

from kg.extraction import read_document
from kg.records import SOME_PARTY, Layer, Modality, TermContent
from kg.resolution.directions import complete_directions
from kg.resolution.terms import Telling

PARTIES = {"deal": ("acme", "beta")}


def telling(bearer: str, counterparty: str, *, matter: str = "payment", scope: str = "deposit") -> Telling:
    """One document's word on a sum."""
    sides = ((bearer,), (counterparty,) if counterparty else ())
    content = TermContent(
        matter, Modality.OBLIGATION, *sides, None, (scope,), low=Decimal(5), high=Decimal(5), unit="EUR", measure="payment-amount"
    )
    return Telling(f"s-{bearer}", "doc", Layer.INSTRUMENT, "deal", content)


def test_a_sum_that_names_nobody_is_owed_as_the_other_document_says() -> None:
    """The amendment raises a deposit; the contract says who pays it."""
    done = complete_directions([telling("acme", "beta"), telling(SOME_PARTY, SOME_PARTY)], PARTIES)
    assert [(t.content.bearer, t.content.counterparty) for t in done] == [(("acme",), ("beta",))] * 2


def test_where_nothing_tells_it_all_parties_bear() -> None:
    """Nobody is made up."""
    done = complete_directions([telling(SOME_PARTY, SOME_PARTY)], PARTIES)
    assert (done[0].content.bearer, done[0].content.counterparty) == (("acme", "beta"), ())


def test_two_directions_told_as_often_tell_nothing() -> None:
    """A pays B for one thing and B pays A for another."""
    told = [telling("acme", "beta", scope="rent"), telling("beta", "acme", scope="hire")]
    done = complete_directions([*told, telling(SOME_PARTY, SOME_PARTY)], PARTIES)
    assert done[-1].content.bearer == ("acme", "beta")


def test_the_other_of_two_parties_is_owed() -> None:
    """Who is named bears; of two parties the other one is left."""
    done = complete_directions([telling("acme", SOME_PARTY)], PARTIES)
    assert done[0].content.counterparty == ("beta",)


@pytest.mark.parametrize(
    ("sentence", "bearer"),
    [
        ("This Agreement may not be assigned by the Supplier.", "beta-mills"),
        ("The goods shall be insured by the Buyer.", "acme-foods"),
        ("If control of the Buyer changes, the Supplier may terminate this Agreement.", "beta-mills"),
    ],
)
def test_who_does_what_a_clause_rules_bears(tmp_path: Path, sentence: str, bearer: str) -> None:
    """Whoever is named behind "by", or is the subject of what the clause does not merely suppose."""
    parties = 'Acme Foods Ltd (the "Buyer") and Beta Mills Ltd (the "Supplier")'
    head = f"SUPPLY AGREEMENT\n\nThis Agreement is made on 3 May 2021 between {parties}."
    reading = read_document(read(tmp_path, "a.txt", f"{head}\n\n1. {sentence}\n"))
    assert {t.bearer for s in reading.statements for t in s.terms} == {(bearer,)}


def test_a_guarantor_owes_the_creditor_and_not_the_one_it_stands_by(tmp_path: Path) -> None:
    """The bearer of a guarantee owes it to the other one of the two principals."""
    parties = 'Acme Foods Ltd (the "Buyer"), Beta Mills Ltd (the "Supplier") and Gamma Holding Ltd (the "Guarantor")'
    head = f"SUPPLY AGREEMENT\n\nThis Agreement is made on 3 May 2021 between {parties}."
    text = f"{head}\n\n1. The Guarantor guarantees the performance of the Supplier.\n"
    (term,) = (t for s in read_document(read(tmp_path, "a.txt", text)).statements for t in s.terms)
    assert (term.bearer, term.counterparty) == (("gamma-holding",), ("acme-foods",))
