"""Tests of where in a page the names of a party stand; all names are invented."""

from __future__ import annotations

import pytest

from kg.extraction.party_framed import is_framed
from kg.extraction.party_frames import Framed
from kg.extraction.party_groups import Groups
from kg.extraction.party_names import Name
from kg.records import Block, BlockRole, Document, PartyMention

_TITLE, _TEXT, _FOOT = (
    "Sparrows stay in Melbridge\n",
    "Torvik Foods rents the barn from Windy\nFarms.\n",
    "Printed by Ada Finch Press",
)


def _page() -> Document:
    """A page with a title, a paragraph and a foot."""
    text = _TITLE + _TEXT + _FOOT
    places = [(0, len(_TITLE), BlockRole.TITLE), (len(_TITLE), len(_TITLE + _TEXT), BlockRole.PARAGRAPH)]
    blocks = [Block(a, b, role) for a, b, role in (*places, (len(_TITLE + _TEXT), len(text), BlockRole.BOILERPLATE))]
    return Document("page", "text/plain", "", text, blocks=tuple(blocks))


@pytest.mark.parametrize(
    ("name", "alias", "framed"),
    [
        ("Sparrows", "", True),
        ("Ada Finch Press", "", True),
        ("Torvik Foods", "", False),
        ("Windy Farms", "", False),  # over two lines
        ("Sparrows", "Torvik", False),
        ("Hollow Mill", "", False),  # nowhere, as a name that only an address tells
    ],
)
def test_a_name_is_framed_where_no_sentence_of_the_page_holds_it(name: str, alias: str, framed: bool) -> None:
    """A name in the title and at the foot of a page is framed; one that the text holds, if only once, is not."""
    assert is_framed(PartyMention("key", name, (alias,) if alias else ()), _page()) is framed


def test_the_noun_of_a_name_in_a_sentence_names_its_party() -> None:
    """A fund that a heading names in full and the text calls "the Fund" does not stand in titles alone."""
    title, text = "Torvik Pension Fund\n", "The Fund leases the barn.\n"
    blocks = (Block(0, len(title), BlockRole.TITLE), Block(len(title), len(title + text), BlockRole.PARAGRAPH))
    page = Document("page", "text/plain", "", title + text, blocks=blocks)
    assert not is_framed(PartyMention("key", "Torvik Pension Fund", nouns=("fund",)), page)
    assert is_framed(PartyMention("key", "Torvik Pension Fund"), page)


def test_a_name_that_only_a_frame_shows_is_a_name() -> None:
    """On a mangled page a frame may show what no sentence holds as a name; reading it goes on."""
    groups = Groups()
    groups.frame(Framed(Name(0, 4, "Acme"), "subject", 1.0, ()))
    groups.join_short_forms("Acme sells.")
    assert [group.name for group in groups] == ["Acme"]
