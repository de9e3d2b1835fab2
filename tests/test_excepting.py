"""An exception is read as one from the rule before it, and found as one; a report is of the agreement that has its rule."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg

HEAD = (
    'SUPPLY AGREEMENT\n\nThis Supply Agreement is made on 3 May 2021 between Aster Mills Ltd (the "Mill") and '
    'Birch Bakers Ltd (the "Baker").\n\n'
)
BAN = "4. The Baker shall buy rye flour from the Mill only.\n\n"
FORBIDDEN = "4. The Baker shall not sell rye bread to any other shop.\n\n"


def verdicts(folder: Path, clauses: str) -> list[str]:
    """What is found in one contract."""
    folder.mkdir()
    (folder / "contract.txt").write_text(f"{HEAD}{clauses}", encoding="utf-8")
    return [f.verdict for f in kg.build(folder, folder.with_name("out")).findings()]


@pytest.mark.parametrize(
    "clause",
    [
        "5. By way of exception the Baker may buy rye flour for its school from any other mill.",
        "5. In spite of 4, the Baker may buy rye flour for its school from any other mill.",
        "5. The Baker may nevertheless buy rye flour for its school from any other mill.",
        "5. The Baker may, however, buy rye flour for its school from any other mill.",
    ],
)
def test_what_says_that_it_is_an_exception_is_one_from_the_rule_before_it(clause: str, tmp_path: Path) -> None:
    """By number or by what follows what, the freedom is one from the duty that was told just before."""
    assert verdicts(tmp_path / "in", f"{BAN}{clause}\n") == ["exception"]


def test_what_allows_what_was_just_forbidden_is_an_exception(tmp_path: Path) -> None:
    """No word need say so: a contract does not forbid and allow one thing in one breath."""
    found = verdicts(tmp_path / "in", f"{FORBIDDEN}5. The Baker may sell rye bread to other shops that lie on an island.\n")
    assert found == ["exception"]


def test_a_freedom_of_the_other_party_is_no_exception(tmp_path: Path) -> None:
    """The Mill was forbidden nothing."""
    assert "exception" not in verdicts(tmp_path / "in", f"{FORBIDDEN}5. The Mill may sell flour to any other baker.\n")


def test_what_a_report_tells_is_of_the_agreement_that_has_the_rule(tmp_path: Path) -> None:
    """A magazine that has just spoken of a side letter gives a price: that of the contract, since the letter has none."""
    texts = {
        "1.md": (
            "2021-05-03",
            "Aster Mills",
            "Aster Mills and Birch Bakers today signed a supply agreement.\n\nBirch Bakers will pay EUR 310 a tonne of flour.",
        ),
        "2.md": (
            "2022-06-07",
            "Aster Mills",
            "Aster Mills and Birch Bakers today signed a marketing agreement.\n\nAster Mills will pay Birch Bakers EUR 40,000.",
        ),
        "3.md": (
            "2023-07-08",
            "Bread Week",
            "Under their marketing agreement, Birch Bakers pays EUR 330 for each tonne of flour of Aster Mills.",
        ),
    }
    (tmp_path / "in").mkdir()
    for name, (day, publisher, text) in texts.items():
        page = f"---\ntitle: News of {publisher}\npublisher: {publisher}\npublished: {day}\n---\n# News\n\n{text}\n"
        (tmp_path / "in" / name).write_text(page, encoding="utf-8")
    assert [f.verdict for f in kg.build(tmp_path / "in", tmp_path / "out").findings()] == ["misreport"]
