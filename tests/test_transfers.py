"""What passes from whom to whom by the verbs of a clause."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from reading_files import read

from kg.extraction import read_document
from kg.extraction.lexicon_check import example_line
from kg.extraction.transfers import list_transfers


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Acme shall pay Beta EUR 5.", ("Acme", "Beta", True)),
        ("Acme has been paying Beta EUR 5.", ("Acme", "Beta", True)),
        ("EUR 5 is paid to Beta by Acme each May.", ("Acme", "Beta", True)),
        ("EUR 5 falls due from Acme to Beta.", ("Acme", "Beta", True)),
        ("Acme is charged EUR 5 by Beta.", ("Acme", "Beta", True)),
        ("Acme is then also charged EUR 5 by Beta.", ("Acme", "Beta", True)),
        ("Beta is not always paid EUR 5.", ("", "Beta", True)),
        ("Acme sells Beta ice.", ("Acme", "Beta", False)),
        ("Beta buys ice from Acme.", ("Acme", "Beta", False)),
        ("Beta gets EUR 5 from Acme.", ("Acme", "Beta", None)),
        ("Acme hands Beta half of its book.", ("Acme", "Beta", None)),
        ("Beta is given 40 boats.", ("", "Beta", None)),
    ],
)
def test_verbs_tell_who_gives_and_who_takes(said: str, told: tuple[str, str, bool | None]) -> None:
    """The class of a verb, its voice and the words behind it say on which side each party stands."""
    line = example_line(said)
    names = [word.strip(".") for word in said.split() if word.strip(".") in {"Acme", "Beta"}]
    known = {f"P{i}": name for i, name in enumerate(names)} | {"": ""}
    assert [(known[t.giver], known[t.taker], t.money) for t in list_transfers(line.text)] == [told]


@pytest.mark.parametrize("said", ["Acme shall not charge passengers more than EUR 5.", "The boats of Acme pay no duty."])
def test_of_others_nothing_is_told(said: str) -> None:
    """Whoever charges its customers takes nothing from the other side, and an owner does not act."""
    assert [t for t in list_transfers(example_line(said).text) if t.giver and t.taker] == []


@pytest.mark.parametrize("said", ["P0 , ", "it is paid to P1 by P0 to P1 "])
def test_a_long_clause_takes_no_time_that_grows_with_its_square(said: str) -> None:
    """A list of all who sign, or what is paid each week, can fill a page."""
    started = time.perf_counter()
    list_transfers(f" {said * 4000}pay P1 M0 . ")
    assert time.perf_counter() - started < 2


def test_among_three_the_verb_tells_to_whom_something_is_owed(tmp_path: Path) -> None:
    """Of three parties no other one is left: the object of the verb is who is paid."""
    text = (
        "TUG AGREEMENT\n\nThis Tug Agreement is made on 4 May 2031 between Ormley Works Ltd, Kestrel Tugs AG and "
        "Velm Trade plc.\n\n1. For every day of delay Ormley Works shall reimburse Velm Trade EUR 9,000 as damages.\n"
    )
    terms = [t for s in read_document(read(tmp_path, "a.txt", text)).statements for t in s.terms]
    assert {(t.bearer, t.counterparty) for t in terms if t.low == 9000} == {(("ormley-works",), ("velm-trade",))}
