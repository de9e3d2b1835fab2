"""Words that a contract defines for some of its parties."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_files import read

from kg.extraction import read_document

_HEADS = (
    'Acme Dairies Ltd of Leeds and Beta Creamery Ltd of York (each a "Maker" and both together the "Makers") and\n'
    'Gamma Stores Ltd of Hull (the "Shop") agree on 3 May 2021 as follows.\n',
    'Acme Dairies Ltd of Leeds (the "Dairy") and Beta Creamery Ltd of York (the "Creamery"), together called the "Makers",\n'
    'and Gamma Stores Ltd of Hull (the "Shop") agree on 3 May 2021 as follows.\n',
    'Made on 3 May 2021 between Acme Dairies Ltd (the "Dairy"), Gamma Stores Ltd (the "Shop") and Beta Creamery Ltd\n'
    '(the "Creamery").\n\nThe Dairy and the Creamery together are the "Makers".\n',
)


@pytest.mark.parametrize("head", _HEADS)
def test_a_word_defined_for_two_of_three_means_these(tmp_path: Path, head: str) -> None:
    """However a head joins the two makers, the shop is none of them."""
    clauses = "1. Gamma Stores shall pay the Makers EUR 4,000 a month.\n\n2. A Maker may sell its butter to other shops.\n"
    text = f"SUPPLY AGREEMENT\n\n{head}\n{clauses}"
    reading = read_document(read(tmp_path, "a.txt", text))
    terms = [t for s in reading.statements for t in s.terms]
    sides = {(frozenset(t.bearer), frozenset(t.counterparty)) for t in terms}
    makers, shop = frozenset({"acme-dairies", "beta-creamery"}), frozenset({"gamma-stores"})
    assert (shop, makers) in sides
    assert any(bearer == makers for bearer, _ in sides)


def test_a_word_defined_for_things_joins_nobody(tmp_path: Path) -> None:
    """Goods that two of the parties make are no parties."""
    text = (
        "SUPPLY AGREEMENT\n\nMade on 3 May 2021 between Acme Dairies Ltd, Beta Creamery Ltd and Gamma Stores Ltd.\n\n"
        'Acme Dairies Ltd makes butter and Beta Creamery Ltd makes cream (together the "Fresh Goods").\n\n'
        "1. Gamma Stores shall sell the Fresh Goods in all its shops.\n"
    )
    reading = read_document(read(tmp_path, "a.txt", text))
    assert {t.bearer for s in reading.statements for t in s.terms} <= {("gamma-stores",)}
