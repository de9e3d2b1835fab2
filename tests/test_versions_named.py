"""A passage that names a version of an agreement, by its day or by its paper, is about that version."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import kg
from kg.records import Agreement, DateBounds, Force
from kg.resolution.versions_named import version_named

VERSIONS = {
    name: Agreement(name, name, ("acme", "beta"), kind, Force.BINDING, DateBounds(day, day))
    for name, kind, day in (
        ("lease", "definitive", date(2018, 3, 12)),
        ("letter", "amendment", date(2020, 10, 5)),
        ("deed", "amendment", date(2022, 11, 14)),
    )
}
FRONT = "---\ntitle: News of {who}\npublisher: {who}\npublished: {day}\n---\n# News of {who}\n\n{text}\n"


@pytest.mark.parametrize(
    ("words", "version"),
    [
        ("Under the October 2020 letter we take 32 tonnes.", "letter"),
        ("The rent is 9 euros, as agreed in 2022.", "deed"),
        ("Since 2021 Beta has paid 9 euros.", "letter"),
        ("Since May 2019 Beta has paid 9 euros.", "lease"),
        ("By the lease of 2018 Beta pays 5 euros.", "lease"),
        ("It is 91 cents a tonne since the letter.", "deed"),
        ("The revised lease is good through May.", "deed"),
        ("The harvest of 2020 was poor, and Beta pays 9 euros.", ""),
        ("Beta pays 9 euros.", ""),
    ],
)
def test_a_version_is_named_by_its_day_or_its_paper(words: str, version: str) -> None:
    """A year, or a month, in which one version was made leads to it; "the letter" leads to the last paper that changed anything."""
    assert version_named(words, (0, len(words)), (), VERSIONS, papers=True) == version


def test_the_words_before_a_passage_name_its_version_too() -> None:
    """The sentence is asked, not the passage alone; another sentence is not."""
    sentence = "The town was glad. Under the lease of 2018, it says, Beta pays 5 euros."
    start = sentence.index("Beta")

    assert version_named(sentence, (start, len(sentence)), (), VERSIONS, papers=True) == "lease"
    assert version_named(f"Under the lease of 2018 all was well. {sentence[start:]}", (38, 57), (), VERSIONS, papers=True) == ""


def build(folder: Path, texts: tuple[tuple[str, str, str, str], ...]) -> list[kg.FindingView]:
    """The findings on some pages: name, day, publisher and text of each."""
    (folder / "in").mkdir()
    for name, day, who, text in texts:
        (folder / "in" / name).write_text(FRONT.format(who=who, day=day, text=text), encoding="utf-8")
    return list(kg.build(folder / "in", folder / "out").findings())


FIRST = (
    "Aster Maps and Birch Travel today signed a supply agreement.\n\n"
    "Birch Travel must buy 5,000 maps a year from Aster Maps. Aster Maps may inspect the books of Birch Travel once a year."
)


@pytest.mark.parametrize(("lead", "conflicts"), [("Since May 2022", 0), ("Under the agreement of 2020", 1)])
def test_what_holds_since_a_version_contradicts_no_earlier_one(lead: str, conflicts: int, tmp_path: Path) -> None:
    """A figure that holds since an amendment, of which no paper tells the figure, is no wrong report of the first contract."""
    amended = (
        "Aster Maps and Birch Travel today announced an amendment of their supply agreement.\n\n"
        "The new volume is not disclosed. Aster Maps may now inspect the books of Birch Travel twice a year."
    )
    report = f"Aster Maps and Birch Travel have a supply agreement. {lead} Birch Travel must buy 7,000 maps a year from Aster Maps."
    found = build(
        tmp_path,
        (
            ("1.md", "2020-03-04", "Aster Maps", FIRST),
            ("2.md", "2022-05-06", "Aster Maps", amended),
            ("3.md", "2024-07-08", "Map Week", report),
        ),
    )

    assert len([f for f in found if not f.change]) == conflicts


@pytest.mark.parametrize(("words", "owners"), [("continues to be", 1), ("is now to be", 2)])
def test_what_an_amendment_confirms_is_of_the_contract(words: str, owners: int, tmp_path: Path) -> None:
    """A point of its list that says what remains sets nothing: the rule stays that of the contract."""
    amended = (
        "Aster Maps and Birch Travel today announced an amendment of their supply agreement.\n\n"
        f"- Birch Travel must buy 9,000 maps a year from Aster Maps.\n- Aster Maps {words} exclusive supplier of Birch Travel.\n"
    )
    (tmp_path / "in").mkdir()
    first = f"{FIRST} Aster Maps is the exclusive supplier of Birch Travel."
    for name, day, text in (("1.md", "2020-03-04", first), ("2.md", "2022-05-06", amended)):
        (tmp_path / "in" / name).write_text(FRONT.format(who="Aster Maps", day=day, text=text), encoding="utf-8")
    quads = list(kg.build(tmp_path / "in", tmp_path / "out").dataset().quads((None, None, None, None)))
    shut = {term for term, step, grade, _ in quads if str(step).endswith("#exclusivity") and str(grade).endswith("#Exclusive")}

    assert len({home for term, step, home, _ in quads if term in shut and str(step).endswith("#inAgreement")}) == owners


def test_a_relaxation_told_beside_what_stays_is_a_change(tmp_path: Path) -> None:
    """A paper that changes does not contradict what it changes: "stays, with one exception" sets something."""
    first = f"{FIRST} Birch Travel must not resell the maps of Aster Maps."
    amended = (
        "Aster Maps and Birch Travel today announced an amendment of their supply agreement.\n\n"
        "From today Birch Travel must buy 9,000 maps a year from Aster Maps. The rest stays, with one relaxation: Birch Travel may "
        "still resell the maps of Aster Maps."
    )
    found = build(tmp_path, (("1.md", "2020-03-04", "Aster Maps", first), ("2.md", "2022-05-06", "Aster Maps", amended)))

    assert not [f for f in found if not f.change]


def test_the_figure_before_a_change_is_of_the_version_in_between(tmp_path: Path) -> None:
    """A second amendment that moves a figure "from 7 to 9" misreports no contract that has 5: the first one had moved it."""
    notice = "Aster Maps and Birch Travel today announced {what} of their supply agreement.\n\n{words}"
    words = "Birch Travel raises its purchases of maps from Aster Maps from 7,000 to 9,000 maps a year."
    texts = (
        ("1.md", "2020-03-04", "Aster Maps", FIRST),
        ("2.md", "2022-05-06", "Aster Maps", notice.format(what="an amendment", words="The new volume is not disclosed.")),
        ("3.md", "2024-07-08", "Aster Maps", notice.format(what="a second amendment", words=words)),
    )

    assert not [f for f in build(tmp_path, texts) if not f.change]
