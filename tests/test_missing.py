"""Holes: what the words presuppose and no document tells is said in a note, and nothing follows from it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace

import pytest
from dealings import agreement, chain, content, dealing, link, on, says

from kg.deriving import derive
from kg.files import resource
from kg.records import Dealing, LinkType


def numbered(*numbers: int) -> Dealing:
    """A contract and amendments of it with numbers."""
    amendments = [replace(agreement(f"a{n}", on(2012 + n)), number=n, kind="amendment") for n in numbers]
    links = [link(a.id, LinkType.AMENDS, "base") for a in amendments]
    return dealing([agreement("base", on(2010)), *amendments], [], [], links)


def holes(d: Dealing) -> list[str]:
    """The texts of notes of holes."""
    return [n.text for n in derive(d).notes if n.kind == "hole"]


@pytest.mark.parametrize(
    ("numbers", "missing"), [((1,), []), ((1, 2), []), ((2,), ["no. 1"]), ((1, 4), ["no. 2, no. 3"]), ((2, 3), ["no. 1", "no. 1"])]
)
def test_a_missing_number_is_said(numbers: tuple[int, ...], missing: list[str]) -> None:
    """An amendment no. 2 without no. 1 is a hole, and so is every gap before a number."""
    found = holes(numbered(*numbers))
    assert len(found) == len(missing)
    assert all(f"{told} before it" in text for told, text in zip(missing, found, strict=True))


def test_numbers_are_counted_for_each_contract() -> None:
    """A no. 1 of another contract of the same parties fills no hole; without links the parties stand in for the contract."""
    other = replace(agreement("other", on(2013)), number=1)
    d = numbered(2)
    d = replace(
        d,
        agreements=(*d.agreements, agreement("lease", on(2010)), other),
        links=(*d.links, link("other", LinkType.AMENDS, "lease")),
    )
    assert len(holes(d)) == 1
    assert len(holes(replace(d, links=()))) == 0


@pytest.mark.parametrize(("words", "count"), [("amends the deal, as previously amended,", 1), ("amends the deal", 0)])
def test_an_agreement_as_amended_whose_amendment_is_unknown_is_said(words: str, count: int) -> None:
    """Words that carry a link to something "as amended" tell of a hole where no earlier change is known."""
    d = chain(content(), content())
    carrier = says("t1", "1.txt", words=words, link=("a1", LinkType.AMENDS, "a0"), about=("a1",))
    assert len(holes(replace(d, statements=(d.statements[0], carrier)))) == count
    known = (*d.agreements, agreement("early", on(2010, 6)))
    filled = replace(d, agreements=known, links=(*d.links, link("early", LinkType.AMENDS, "a0")))
    assert holes(replace(filled, statements=(d.statements[0], carrier))) == []


def test_the_phrases_match_their_examples() -> None:
    """Each pattern of the file matches its examples and no counterexample."""
    for entry in tomllib.loads(resource("ontology", "lexicon", "holes.toml").read_text(encoding="utf-8"))["phrases"].values():
        assert all(re.search(entry["pattern"], text, re.IGNORECASE) for text in entry["examples"])
        assert not any(re.search(entry["pattern"], text, re.IGNORECASE) for text in entry["counterexamples"])
