"""Who grants and who may use, who is bound by exclusivity, and when nobody is owed what somebody may do."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_files import read

from kg.extraction import read_document
from kg.records import Exclusivity, Layer, Modality, TermContent
from kg.resolution.directions import complete_directions
from kg.resolution.terms import Telling

PAIR = 'SUPPLY AGREEMENT\n\nThis Agreement is made on 3 May 2021 between Acme Foods Ltd and Beta Mills Ltd ("the Mill").'
ACME, BETA = "acme-foods", "beta-mills"


def sides(tmp_path: Path, text: str) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Who bears the terms of a contract, and to whom they are owed."""
    reading = read_document(read(tmp_path, "a.txt", text + "\n"))
    return {(tuple(sorted(t.bearer)), tuple(sorted(t.counterparty))) for s in reading.statements for t in s.terms}


@pytest.mark.parametrize(
    ("sentence", "bearer"),
    [
        ("The Mill is free to sell bran to any other baker.", BETA),
        ("Clause 4 notwithstanding, the Mill is at liberty to supply ship bakers.", BETA),
        ("Acme Foods may buy rye from other mills.", ACME),
        ("The bran may be resold by Acme Foods at its gate.", ACME),
    ],
)
def test_leave_to_deal_with_everybody_is_owed_to_nobody(tmp_path: Path, sentence: str, bearer: str) -> None:
    """Who may deal with others has that leave towards all the world."""
    assert sides(tmp_path, f"{PAIR}\n\n1. {sentence}") == {((bearer,), ())}


def test_an_exception_that_opens_a_clause_does_not_hide_what_it_allows(tmp_path: Path) -> None:
    """What stands behind "notwithstanding" is the rule; its "may" counts."""
    text = f"{PAIR}\n\n1. Paragraph 3 notwithstanding, whatever flour is left may be sold by the Mill to any baker.\n"
    reading = read_document(read(tmp_path, "a.txt", text))
    assert {t.modality for s in reading.statements for t in s.terms} == {Modality.PERMISSION}


@pytest.mark.parametrize(
    ("sentence", "grantor", "holder"),
    [
        ("Acme Foods grants the Mill an exclusive licence of the recipes.", ACME, BETA),
        ("The Mill receives from Acme Foods the sole right to use the recipes.", ACME, BETA),
        ("The Mill is licensed by Acme Foods to print the recipes.", ACME, BETA),
        ("The Mill licenses its millstone patents to Acme Foods.", BETA, ACME),
        ("The use of the cold store stays reserved for the Mill.", ACME, BETA),
        ("The oven drawings are at the exclusive disposal of Acme Foods.", BETA, ACME),
        ("Acme Foods' licence of the sieve patents remains non-exclusive.", BETA, ACME),
    ],
)
def test_whoever_gives_a_right_bears_the_leave(tmp_path: Path, sentence: str, grantor: str, holder: str) -> None:
    """The subject of the giving, its agent, who receives, for whom a thing is kept, whose licence it is."""
    assert sides(tmp_path, f"{PAIR}\n\n1. {sentence}") == {((grantor,), (holder,))}


def test_among_three_the_words_tell_who_gives_to_whom(tmp_path: Path) -> None:
    """The third one has no part in a licence that two are named in."""
    three = "CROSS-LICENCE\n\nThis Agreement is made on 3 May 2021 between Acme Foods Ltd, Beta Mills Ltd and Gamma Ovens Ltd."
    sentence = "Gamma Ovens receives from Acme Foods the exclusive right to sublicense the recipes."
    assert sides(tmp_path, f"{three}\n\n1. {sentence}") == {((ACME,), ("gamma-ovens",))}


def test_leave_owed_to_none_of_several_is_not_owed_to_one_by_other_papers() -> None:
    """What the contract tells of the licence does not tell to whom an exception from it is owed."""
    sides = (("acme",), ("beta",)), (("acme",), ())
    told = [
        Telling(f"s{i}", f"doc{i}", Layer.INSTRUMENT, "deal", TermContent("licence", Modality.PERMISSION, *pair, None, ()))
        for i, pair in enumerate(sides)
    ]
    done = complete_directions(told, {"deal": ("acme", "beta", "gamma")})
    assert [t.content.counterparty for t in done] == [("beta",), ()]


@pytest.mark.parametrize(
    ("sentence", "bound", "favoured"),
    [
        ("The Mill shall grind spelt for Acme Foods exclusively.", BETA, ACME),
        ("The sale of bran in Varda is reserved exclusively for the Mill.", ACME, BETA),
    ],
)
def test_who_deals_with_one_alone_is_bound_to_that_one(tmp_path: Path, sentence: str, bound: str, favoured: str) -> None:
    """The subject of the duty is bound; for whom a thing is kept is favoured."""
    assert sides(tmp_path, f"{PAIR}\n\n1. {sentence}") == {((bound,), (favoured,))}


@pytest.mark.parametrize(
    ("second", "grade"),
    [
        ("That right is not exclusive.", Exclusivity.NON_EXCLUSIVE),
        ("The licence is exclusive.", Exclusivity.EXCLUSIVE),
        ("The Mill may show the film in its shops.", None),
    ],
)
def test_a_sentence_that_only_grades_grades_the_right_before_it(tmp_path: Path, second: str, grade: Exclusivity | None) -> None:
    """Who may print a label has that right alone, or not, as the next sentence says; another right is another rule."""
    text = f"{PAIR}\n\n1. Acme Foods grants the Mill a licence to print its labels. {second}\n"
    reading = read_document(read(tmp_path, "a.txt", text))
    assert next(t for s in reading.statements for t in s.terms if t.matter == "licence").exclusivity is grade


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The Mill may sublicense the recipes.", ("licence-transfer", Modality.PERMISSION, BETA, ACME)),
        ("The Mill shall not sublicense the recipes.", ("licence-transfer", Modality.PROHIBITION, BETA, ACME)),
        ("Acme Foods remains the only dairy that the Mill may use.", ("exclusive-dealing", Modality.PROHIBITION, BETA, ACME)),
        ("The Mill may sell no other flour.", ("exclusive-dealing", Modality.PROHIBITION, BETA, ACME)),
    ],
)
def test_who_may_hand_on_a_right_or_use_but_one_is_bound(tmp_path: Path, sentence: str, told: tuple[object, ...]) -> None:
    """A sublicence is the licensee's leave, and "the only one we may use" or "no other" binds who may use it."""
    text = f"{PAIR}\n\n1. Acme Foods grants the Mill a licence to use its recipes.\n\n2. {sentence}\n"
    reading = read_document(read(tmp_path, "a.txt", text))
    assert told in {(t.matter, t.modality, *t.bearer, *t.counterparty) for s in reading.statements for t in s.terms}


def test_who_must_offer_first_is_bound(tmp_path: Path) -> None:
    """A clause by which somebody has to turn to the other one first is his duty, though no pattern reads it."""
    text = f"{PAIR}\n\n1. Before it asks other buyers of the site, Acme Foods shall negotiate with the Mill alone for a month."
    reading = read_document(read(tmp_path, "a.txt", text + "\n"))
    assert {(t.modality, t.bearer) for s in reading.statements for t in s.terms} == {(Modality.OBLIGATION, (ACME,))}
