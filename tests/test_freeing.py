"""Leave for what was barred, where one of the two tells no scope: for all of it or for a part."""

from __future__ import annotations

from dataclasses import replace

import pytest
from dealings import beside, chain, content, figure, says
from test_deriving import one, verdicts

from kg.deriving import derive
from kg.records import Dealing, Exclusivity, Layer, Modality, Stance, TermContent

SHUT, FREE = content(exclusivity=Exclusivity.EXCLUSIVE), content(exclusivity=Exclusivity.NON_EXCLUSIVE)


def told(words: str, shut: TermContent = SHUT, free: TermContent = FREE) -> Dealing:
    """A bar, and an amendment that gives leave in some words."""
    d = chain(shut, free)
    bar = replace(d.statements[0], words="Only the Mill may grind the barley of the Farm.")
    return replace(d, statements=(bar, replace(d.statements[1], words=words, stance=Stance.CHANGES)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Farm may now have its barley ground by others.", ("supersession", "certain")),
        ("For malting barley the right is no longer exclusive.", ("partial-supersession", "possible")),
        ("Barley from sandy fields beyond the river may be ground by others.", ("partial-supersession", "possible")),
        ("In the clause on barley all is struck out: others may grind it.", ("supersession", "certain")),
        ("In May others begin to grind it.", ("supersession", "certain")),
        ("§ 4 (2) In Mayfield others may grind it.", ("partial-supersession", "possible")),
    ],
)
def test_the_words_of_a_leave_tell_how_much_it_frees(words: str, expected: tuple[str, str]) -> None:
    """Who begins with a place or a thing, or says much that the bar does not, frees a part; not who lifts the bar itself."""
    assert one(told(words)) == expected


def test_a_row_of_dots_before_a_leave_is_read_at_once() -> None:
    """A line of a table of contents, or a blank to be filled in, is tried in one way alone."""
    assert one(told("." * 5000 + " others may grind it.")) == ("supersession", "certain")


@pytest.mark.parametrize(
    ("shut", "free", "expected"),
    [
        (SHUT, replace(FREE, scope=("d.part",)), ("partial-supersession", "possible")),
        (replace(SHUT, scope=("d.part",)), FREE, ("supersession", "possible")),
        (replace(SHUT, modality=Modality.PROHIBITION), replace(FREE, scope=("d.part",)), ("partial-supersession", "possible")),
    ],
)
def test_where_one_tells_no_scope_it_is_possible(shut: TermContent, free: TermContent, expected: tuple[str, str]) -> None:
    """What names its scope frees a part of what nobody limits; a silent leave frees what was barred."""
    d = told("The Farm may now have its barley ground by others.", shut, free)

    assert one(d) == expected
    assert not derive(d).terms[0].ended_by


def test_leave_for_something_else_frees_no_part_of_a_bar() -> None:
    """The bar is about ground barley, and what is told of the one place are its boats."""
    assert one(told("The Farm may now moor other boats.", free=replace(FREE, scope=("d.part",)))) != (
        "partial-supersession",
        "possible",
    )


def test_a_bar_that_stays_is_freed_in_part() -> None:
    """The paper that gives leave says too that the Mill remains the only one: then there is a rest."""
    d = told("The Farm may now have its barley ground by others.")
    kept = says("t0", "1.txt", id="s-kept", stance=Stance.REAFFIRMS, words="For the rest only the Mill may grind barley.")

    assert verdicts(replace(d, statements=(*d.statements, kept))) == [("partial-supersession", "t0", "t1", "possible")]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [((), ("", "")), (("d.part",), ("internal-contradiction", "certain"))],
)
def test_a_bar_and_leave_of_nobody_says_what_stand_side_by_side(scope: tuple[str, ...], expected: tuple[str, str]) -> None:
    """SEMANTICS (d) 3 asks for equal scopes, and silence is none: one document may bar barley and leave wheat free."""
    bar, leave = replace(SHUT, scope=scope), replace(FREE, scope=scope)

    assert one(beside((bar, "0.txt", Layer.INSTRUMENT), (leave, "0.txt", Layer.INSTRUMENT))) == expected


def test_one_passage_that_tells_a_change_has_one_figure() -> None:
    """That the figure of 5 makes way for 4 tells what was and what is."""
    d = beside((figure(5, scope=("d.part",)), "0.txt", Layer.INSTRUMENT), (figure(4, scope=("d.part",)), "0.txt", Layer.INSTRUMENT))
    passage = replace(d.statements[0], asserts=("t0", "t1"), stance=Stance.CHANGES)

    assert verdicts(replace(d, statements=(passage,))) == []
