"""What a passage says still holds belongs to the version in force on its day."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg

FRONT = "---\ntitle: {title}\npublisher: Aster Maps\npublished: {day}\n---\n# {title}\n\n{text}\n"
FIRST = (
    "Aster Maps and Birch Travel today signed a license agreement.\n\n"
    "Aster Maps grants Birch Travel an exclusive license to its city maps."
)
AMENDED = (
    "Aster Maps and Birch Travel today announced an amendment of their license agreement.\n\n"
    "From today Aster Maps grants Birch Travel a non-exclusive license to its city maps."
)
LATER = (
    "Aster Maps and Birch Travel today announced an extension of their license agreement through 2031.\n\n"
    "Aster Maps continues to grant Birch Travel an {grade} license to its city maps."
)


def build(folder: Path, grade: str) -> kg.Graph:
    """A licence, an amendment that opens it, and years later a paper that says what remains."""
    folder.mkdir()
    for name, day, text in (
        ("1.md", "2020-03-04", FIRST),
        ("2.md", "2022-05-06", AMENDED),
        ("3.md", "2024-07-08", LATER.format(grade=grade)),
    ):
        (folder / name).write_text(FRONT.format(title="News of Aster Maps", day=day, text=text), encoding="utf-8")
    return kg.build(folder, folder.with_name(f"{folder.name}-out"))


@pytest.mark.parametrize(("grade", "conflicts"), [("unchanged non-exclusive", 0), ("exclusive", 1)])
def test_what_remains_is_held_against_the_latest_version(grade: str, conflicts: int, tmp_path: Path) -> None:
    """Who says that a licence goes on as amended contradicts nobody; that it goes on as first made, contradicts the amendment."""
    found = build(tmp_path / "in", grade).findings()
    assert len([f for f in found if not f.change]) == conflicts


def test_a_duty_that_was_lifted_is_lifted_by_what_replaced_the_contract(tmp_path: Path) -> None:
    """A magazine that gives the first contract for a freedom which its successor gave contradicts nobody."""
    texts = (
        ("1.md", "2020-03-04", "Aster Maps", f"{FIRST} Birch Travel must buy at least 5,000 maps a year from Aster Maps."),
        (
            "2.md",
            "2022-05-06",
            "Aster Maps",
            "Aster Maps and Birch Travel today signed a new license agreement that replaces the license agreement of 4 March "
            "2020.\n\nBirch Travel is no longer obliged to buy a minimum of maps from Aster Maps.",
        ),
        (
            "3.md",
            "2024-07-08",
            "Map Week",
            "Birch Travel is not obliged to buy a minimum of maps from Aster Maps under their license agreement of 4 March 2020.",
        ),
    )
    (tmp_path / "in").mkdir()
    for name, day, publisher, text in texts:
        page = FRONT.format(title=f"News of {publisher}", day=day, text=text).replace(
            "publisher: Aster Maps", f"publisher: {publisher}"
        )
        (tmp_path / "in" / name).write_text(page, encoding="utf-8")
    found = kg.build(tmp_path / "in", tmp_path / "out").findings()
    assert found
    assert not [f for f in found if not f.change]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Birch Travel must buy 7,000 maps a year from Aster Maps.", 0),
        ("Birch Travel must buy 6,000 maps a year from Aster Maps.", 1),
    ],
)
def test_a_report_in_the_present_is_held_against_the_version_in_force(words: str, wrong: int, tmp_path: Path) -> None:
    """What a magazine says holds, it says of the contract as amended, though it names no amendment."""
    texts = (
        ("1.md", "2020-03-04", "Aster Maps", f"{FIRST} Birch Travel must buy 5,000 maps a year from Aster Maps."),
        (
            "2.md",
            "2022-05-06",
            "Aster Maps",
            "Aster Maps and Birch Travel today announced an amendment of their license agreement.\n\n"
            "From today Birch Travel must buy 7,000 maps a year from Aster Maps.",
        ),
        ("3.md", "2024-07-08", "Map Week", f"Aster Maps and Birch Travel have a license agreement. {words}"),
    )
    (tmp_path / "in").mkdir()
    for name, day, publisher, text in texts:
        page = FRONT.format(title=f"News of {publisher}", day=day, text=text).replace(
            "publisher: Aster Maps", f"publisher: {publisher}"
        )
        (tmp_path / "in" / name).write_text(page, encoding="utf-8")
    built = kg.build(tmp_path / "in", tmp_path / "out")
    against = [f for f in built.findings() if not f.change]

    assert len(against) == wrong


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("Birch Travel still buys 7,000 maps a year from Aster Maps.", 1),
        ("Birch Travel must buy 9,000 maps a year from Aster Maps.", 2),
    ],
)
def test_a_figure_told_again_is_that_of_the_version_which_set_it(words: str, changes: int, tmp_path: Path) -> None:
    """The next amendment that gives the very figure of the first one has set nothing, and nothing was changed twice."""
    notice = "Aster Maps and Birch Travel today announced {what} of their license agreement.\n\n{words}"
    texts = (
        ("1.md", "2020-03-04", f"{FIRST} Birch Travel must buy 5,000 maps a year from Aster Maps."),
        (
            "2.md",
            "2022-05-06",
            notice.format(what="an amendment", words="Birch Travel must buy 7,000 maps a year from Aster Maps."),
        ),
        ("3.md", "2024-07-08", notice.format(what="a second amendment", words=words)),
    )
    (tmp_path / "in").mkdir()
    for name, day, text in texts:
        (tmp_path / "in" / name).write_text(FRONT.format(title="News of Aster Maps", day=day, text=text), encoding="utf-8")
    found = kg.build(tmp_path / "in", tmp_path / "out").findings()

    assert [f.verdict for f in found if f.change] == ["supersession"] * changes
