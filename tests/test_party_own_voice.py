"""Whose "we" a text says where no line of its head or foot is a name."""

from __future__ import annotations

from kg.extraction.parties import find_parties
from kg.extraction.party_frames import sentence_names
from kg.extraction.party_masthead import house_of
from kg.extraction.party_own_voice import own_houses
from kg.records import Document

_MAIL = """Dear colleagues,

On 3 May we signed a supply agreement with Orrin Quarries. Orrin Quarries delivers 500 tonnes of gravel to us each year, and we pay
90 euros a tonne. For our part we have promised to buy from nobody else.

{foot}
"""


def _names(text: str) -> set[str]:
    return {mention.name for mention in find_parties(Document("d.txt", "text/plain", "0" * 64, text)).mentions}


def test_the_team_that_signs_tells_its_house() -> None:
    """A team at a house, or a team of a house that the text names again, is the one that says "we"."""
    assert "Tarnhow Kilns" in _names(_MAIL.format(foot="Your yard team at Tarnhow Kilns"))


def test_the_one_for_whom_an_entry_was_written_is_its_house() -> None:
    """An entry posted for the board of a house is that house's; one posted for the reader is nobody's."""
    found = {name for name, _, _ in own_houses("Posted by Ann Bee for the board of the Tarnhow Fund, 3 May\n\nWe moved.\n")}
    assert found == {"Tarnhow Fund"}
    assert not list(own_houses("Posted by Ann Bee for you, 3 May\n\nWe moved.\n"))


def test_a_team_without_a_house_tells_nothing() -> None:
    """A team whose name the text has nowhere else is not taken for a house."""
    assert not list(own_houses("We moved.\n\nThe Service team\n"))


def test_those_whom_a_text_thanks_at_its_end_are_not_its_house() -> None:
    """A last line that thanks the people of a house tells of another one."""
    assert not list(own_houses("We moved.\n\nWe thank everyone at Tarnhow Kilns.\n"))
    assert list(own_houses("We moved.\n\nEveryone at Tarnhow Kilns\n"))


def test_whom_somebody_imports_for_a_land_is_no_person() -> None:
    """The name behind "sole importer of" is that of a house, though a land follows it."""
    text = "We have been appointed sole importer of Bodega Orduna for New Zealand."
    assert "Bodega Orduna" in {name.text for name in sentence_names(text)}


def test_a_house_of_minerals_heads_its_call() -> None:
    """A word for what a ministry looks after does not keep a name from being that of a house, where another word opens it."""
    assert house_of(["TARNHOW RIDGE MINERALS | Help centre"], "") == "TARNHOW RIDGE MINERALS"
    assert house_of(["MINERALS | Help centre"], "") == ""
