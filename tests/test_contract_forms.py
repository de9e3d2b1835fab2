"""Tests of contracts told by their form alone, and of who publishes a text; all parties here are invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

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
