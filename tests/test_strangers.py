"""Tests of sentences whose subject is no known party; all parties here are invented."""

from __future__ import annotations

from kg.extraction import read_document
from kg.extraction.strangers import may_be_strange, with_stranger
from kg.records import Block, BlockRole, DateBounds, Document, Modality, TermContent

HEAD = 'Dock Agreement dated 3 March 2021 between Osmund Towage plc ("Osmund") and Vireo GmbH ("Vireo").\n\n'


def read(sentence: str) -> list[TermContent]:
    text = HEAD + sentence
    blocks = (Block(0, len(HEAD) - 2, BlockRole.PARAGRAPH), Block(len(HEAD), len(text), BlockRole.PARAGRAPH))
    document = Document("x", "text/plain", "", text, published=DateBounds(), blocks=blocks)
    return [term for s in read_document(document).statements if s.start >= len(HEAD) for term in s.terms]


def test_an_unexplained_subject_is_marked_as_a_party_of_whom_nothing_is_known() -> None:
    """The words before a verb that binds stand for somebody, a thing that is paid or a pronoun for nobody."""
    assert [(h.start, h.end, h.keys) for h in with_stranger("The dockyard must keep six tugs.", ())] == [(0, 12, ())]
    assert not may_be_strange("The rent must be paid on Monday.")
    assert not may_be_strange("May the yard keep six tugs?")


def test_what_an_unexplained_subject_may_do_is_read() -> None:
    """A right to end the contract is told although nobody says who the registry is; whose it is stays open."""
    told = read("The registry may terminate this agreement for convenience at any time.")
    assert [(t.matter, t.modality) for t in told] == [("termination-convenience", Modality.POWER)]


def test_known_parties_are_no_strangers() -> None:
    """A subject that is known bears the rule itself."""
    told = read("Osmund may terminate this agreement for convenience at any time.")
    assert len(told) == 1
    assert len(told[0].bearer) == 1
    assert told[0].bearer[0].startswith("osmund")
