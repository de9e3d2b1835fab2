"""Who grants and who may use, who is bound by exclusivity, and when nobody is owed what somebody may do."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_files import read

from kg.extraction import read_document
from kg.records import Modality

PAIR = 'SUPPLY AGREEMENT\n\nThis Agreement is made on 3 May 2021 between Acme Foods Ltd and Beta Mills Ltd ("the Mill").'
ACME, BETA = "acme-foods", "beta-mills"


def sides(tmp_path: Path, text: str) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Who bears the terms of a contract, and to whom they are owed."""
    reading = read_document(read(tmp_path, "a.txt", text + "\n"))
    return {(tuple(sorted(t.bearer)), tuple(sorted(t.counterparty))) for s in reading.statements for t in s.terms}


@pytest.mark.parametrize(
    ("sentence", "bearer"),
    [
        ("The Mill is free to sell bran to any other baker.", BETA),
        ("Clause 4 notwithstanding, the Mill is at liberty to supply ship bakers.", BETA),
        ("Acme Foods may buy rye from other mills.", ACME),
        ("The bran may be resold by Acme Foods at its gate.", ACME),
    ],
)
def test_leave_to_deal_with_everybody_is_owed_to_nobody(tmp_path: Path, sentence: str, bearer: str) -> None:
    """Who may deal with others has that leave towards all the world."""
    assert sides(tmp_path, f"{PAIR}\n\n1. {sentence}") == {((bearer,), ())}


def test_an_exception_that_opens_a_clause_does_not_hide_what_it_allows(tmp_path: Path) -> None:
    """What stands behind "notwithstanding" is the rule; its "may" counts."""
    text = f"{PAIR}\n\n1. Paragraph 3 notwithstanding, whatever flour is left may be sold by the Mill to any baker.\n"
    reading = read_document(read(tmp_path, "a.txt", text))
    assert {t.modality for s in reading.statements for t in s.terms} == {Modality.PERMISSION}
