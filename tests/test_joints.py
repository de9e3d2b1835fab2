"""What a statement quotes of a clause that says more than was read of it."""

from __future__ import annotations

import pytest
from texts import document

from kg.extraction import read_document

HEAD = "Acme Foods Ltd and Beta Farms Ltd signed a supply agreement on 3 May 2021.\n\n"


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ("Acme pays Beta EUR 5 million a year and is fond of its barley.", "Acme pays Beta EUR 5 million a year"),
        ("Beta receives EUR 5 million a year from Acme, which is a lot.", "Beta receives EUR 5 million a year from Acme"),
        ("The barns are full, and Acme pays Beta EUR 5 million a year.", "Acme pays Beta EUR 5 million a year."),
        (
            "If Beta has a licence and is solvent, Acme pays Beta EUR 5 million a year.",
            "If Beta has a licence and is solvent, Acme pays Beta EUR 5 million a year.",
        ),
        ("Acme pays Beta and Gamma EUR 5 million a year.", "Acme pays Beta and Gamma EUR 5 million a year."),
    ],
)
def test_a_statement_quotes_no_further_predicate(sentence: str, quoted: str) -> None:
    """A statement ends where a conjunction or relative pronoun leads to a further verb, and begins behind such a joint."""
    paper = document("paper.txt", HEAD + sentence + "\n")
    told = [s for s in read_document(paper).statements for t in s.terms if t.matter == "payment"]
    assert [paper.text[s.start : s.end] for s in told] == [quoted]
