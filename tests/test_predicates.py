"""Tests of clauses with several predicates; all parties here are invented."""

from __future__ import annotations

from kg.extraction import read_document
from kg.extraction.lexicon_check import example_line
from kg.extraction.parties import find_parties
from kg.extraction.passages import Passage
from kg.extraction.predicates import second_predicates
from kg.records import Block, BlockRole, DateBounds, Document, Modality, TermContent

HEAD = 'Depot Agreement dated 3 March 2021 between Osmund Trading plc ("Osmund") and Vireo GmbH ("the Depot").\n\n'


def read(sentence: str) -> list[tuple[str, TermContent]]:
    text = HEAD + sentence
    blocks = (Block(0, len(HEAD) - 2, BlockRole.PARAGRAPH), Block(len(HEAD), len(text), BlockRole.PARAGRAPH))
    document = Document("x", "text/plain", "", text, published=DateBounds(), blocks=blocks)
    found = [s for s in read_document(document).statements if s.start >= len(HEAD)]
    return [(text[s.start : s.end], term) for s in found for term in s.terms]


def test_a_second_predicate_has_the_subject_of_the_first() -> None:
    """A verb behind "and", and a relative clause at the end, tell of the subject before them."""
    told = [
        line.text
        for line, *_ in second_predicates(example_line("Acme runs the depot and may let it to Beta, which is barred from sale."))
    ]
    assert told == [" P0 may let it to P1 , which is barred from sale . ", " P1 is barred from sale . "]


def test_a_word_of_time_may_stand_before_a_second_verb() -> None:
    """What was to be and now is has one subject."""
    told = [line.text for line, *_ in second_predicates(example_line("It was to last until 2025 but now ends on 30 June 2024."))]
    assert told == [" it ends on D1 . "]


def test_the_statement_quotes_the_second_predicate_alone() -> None:
    """What is read of a second predicate is quoted from its verb on."""
    told = read("Osmund is situated in Porto and may terminate this agreement on three months' notice.")
    assert [quote for quote, _ in told] == ["may terminate this agreement on three months' notice."]
    assert told[0][1].modality is Modality.POWER


def test_a_defined_word_opens_a_sentence() -> None:
    """A name that is defined with a small article is known with a capital one."""
    document = Document("x", "text/plain", "", HEAD + "The Depot shall pay.", published=DateBounds())
    assert [hit.keys for hit in find_parties(document).hits(Passage.of("The Depot shall pay."))] == [("vireo",)]
