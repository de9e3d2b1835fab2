"""Names that act in a document and that only other documents of its deal explain."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from reading_files import read

from kg.extraction import read_document
from kg.extraction.parties import find_parties
from kg.extraction.party_unexplained import acting_names
from kg.records import TermContent
from kg.resolution import resolve

CONTRACT = """TUG AGREEMENT

This Tug Agreement is made on 4 May 2031 between Ormley Works Ltd (the "Dockyard"), Kestrel Tugs AG (the "Harbourmaster") and
Velm Trade plc (the "Wharfinger").

1. The Dockyard shall build six tugs for the Harbourmaster by 1 May 2033.
2. The Harbourmaster shall pay the Wharfinger EUR 40,000 a year for the berths.
"""
ADDENDUM = """FIRST ADDENDUM TO THE TUG AGREEMENT

This First Addendum to the Tug Agreement of 4 May 2031 is made on 9 June 2032 between Ormley Works Ltd and Velm Trade plc.

1. {name} shall pay damages of EUR 9,000 for each month of delay.
"""


def damages(tmp_path: Path, name: str) -> list[TermContent]:
    """Return what an addendum in which a name acts tells of damages, beside its contract."""
    documents = [read(tmp_path, "contract.txt", CONTRACT), read(tmp_path, "addendum.txt", ADDENDUM.format(name=name))]
    dealings = resolve(documents, [read_document(one) for one in documents]).dealings
    return [term.content for dealing in dealings for term in dealing.terms if term.content.matter == "liquidated-damages"]


@pytest.mark.parametrize("name", ["Kestrel", "KTA"])
def test_a_name_means_the_party_of_the_deal_that_it_fits(name: str, tmp_path: Path) -> None:
    """The addendum does not say who Kestrel or KTA is, and its contract has a party whose name begins so, or has these initials."""
    assert [content.bearer for content in damages(tmp_path, name)] == [("kestrel-tugs",)]


def test_a_name_that_fits_nobody_changes_nothing(tmp_path: Path) -> None:
    """What is said of a stranger is read as if nobody had looked for him among the parties of the deal."""
    documents = [read(tmp_path, "contract.txt", CONTRACT), read(tmp_path, "addendum.txt", ADDENDUM.format(name="Brinholt"))]
    readings = [read_document(one) for one in documents]
    plain = [replace(r, statements=tuple(replace(s, named=()) for s in r.statements)) for r in readings]
    assert plain != readings
    assert resolve(documents, plain).dealings == resolve(documents, readings).dealings


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Marlow is no longer required to pay.", ("Marlow",)),
        ("MRL's fee is EUR 5 a day, as the MRL has agreed.", ("MRL",)),
        ("Dues must be paid in Ormley. Nobody pays dues in Velm.", ()),
        ("It must be paid. The Pier shall be closed.", ()),
    ],
)
def test_only_names_that_act_are_looked_for(said: str, names: tuple[str, ...], tmp_path: Path) -> None:
    """A name counts where it does something or something is its own, and a word that is also written small is none."""
    text = f"News\n\nAcme Foods Ltd and Beta Mills plc signed a supply contract on 4 May 2031. {said}\n"
    document = read(tmp_path, "a.txt", text)
    assert acting_names(find_parties(document), document.text) == names
