"""Readings that are one rule by their words, and reports that tell too late what was changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from dealings import chain, content, figure, on

from kg.deriving import derive
from kg.records import Dealing, Exclusivity, Layer, LinkType, Modality, Stance, Sureness, Term, TermContent

SHUT = content(matter="exclusive-dealing", modality=Modality.OBLIGATION, exclusivity=Exclusivity.EXCLUSIVE)
LEAVE = content(matter="sales-channel", exclusivity=Exclusivity.NON_EXCLUSIVE, counterparty=())
DUTY, FREED = content(matter="volume", modality=Modality.OBLIGATION), content(matter="price", modality=Modality.NO_DUTY)
NAMED = Sureness.NAMED
SAME = "Ash sells its honey and wax to Birch alone."
FREE = "Ash may sell honey and wax to anyone."
HIRE = "The hire of a barge is EUR 10."


def told(*rules: tuple[TermContent, str, Stance]) -> Dealing:
    """A chain of agreements with one rule each, in words of its own."""
    d = chain(*(c for c, _, _ in rules))
    said = zip(d.statements, rules, strict=True)
    return replace(d, statements=tuple(replace(s, words=words, stance=stance) for s, (_, words, stance) in said))


def verdicts(d: Dealing) -> list[str]:
    """The verdicts of what is derived for a dealing."""
    return sorted(f.verdict for f in derive(d).findings)


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ((SHUT, SAME), (LEAVE, FREE), ["supersession"]),
        ((SHUT, SAME), (LEAVE, "In Peru Ash may sell honey and wax to anyone."), ["partial-supersession"]),
        ((SHUT, SAME), (LEAVE, "Ash may sell bricks to anyone."), []),
        ((SHUT, SAME), (replace(LEAVE, bearer=("birch",)), FREE), ["supersession"]),
        ((replace(SHUT, sureness=NAMED), SAME), (replace(LEAVE, bearer=("birch",), sureness=NAMED), FREE), []),
        ((DUTY, "Ash takes straw and hay."), (FREED, "Ash need not take straw or hay any more."), ["repeal"]),
        (
            (figure(10), HIRE),
            (figure(12, matter="price", measure="unit-price"), "The hire of a barge is EUR 12."),
            ["supersession"],
        ),
        ((figure(10), HIRE), (figure(90, matter="price"), "The hire of a barge is EUR 90."), []),
        ((figure(10), HIRE), (figure(12, matter="price"), "For a further EUR 12 a barge is put on hire."), []),
    ],
)
def test_words_show_which_rule_a_later_one_changes(
    earlier: tuple[TermContent, str], later: tuple[TermContent, str], expected: list[str]
) -> None:
    """Rules of two matters are one where their words say so; a figure of another size, or one on top, is another rule.

    So are rules of two parties, unless the words of both tell whose they are.
    """
    d = told((*earlier, Stance.AFFIRMS), (*later, Stance.CHANGES))

    assert verdicts(d) == expected
    assert all(not f.certain and f.rule.endswith("by their words") for f in derive(d).findings)


def test_what_the_words_of_an_end_take_for_granted_is_no_rule_beside_it() -> None:
    """Who says "Ash need not take straw any more" takes the duty of the contract for granted, whatever each is filed under."""
    ends = "Ash need not take straw or hay any more."
    d = told((DUTY, "Ash takes straw and hay.", Stance.AFFIRMS), (FREED, ends, Stance.CHANGES))
    before = replace(d.statements[1], id="s9", stance=Stance.PRESUPPOSES, words="Ash need not take straw", asserts=("t9",))
    former = Term("t9", "a0", replace(DUTY, matter="price"))
    d = replace(d, terms=(*d.terms, former), statements=(*d.statements, before))

    assert ("repeal", "t0", "t1") in [(f.verdict, f.left, f.right) for f in derive(d).findings]


@pytest.mark.parametrize(("scope", "expected"), [(("d.far",), ["repeal"]), ((), ["repeal"])])
def test_a_duty_is_ended_by_words_whatever_each_calls_its_object(scope: tuple[str, ...], expected: list[str]) -> None:
    """What is "capacity" here and "room" there is one duty where both are told in words that few rules have."""
    duty, freed = replace(DUTY, scope=("d.all",)), replace(FREED, matter="volume", scope=scope)
    d = told(
        (duty, "Ash keeps straw and hay.", Stance.AFFIRMS), (freed, "Ash need not keep straw or hay any more.", Stance.CHANGES)
    )

    assert verdicts(d) == expected


def test_words_alone_end_no_rule_for_certain() -> None:
    """A rule that another changes by its words is perhaps ended."""
    later = figure(12, matter="price", measure="unit-price")
    d = told((figure(10), HIRE, Stance.AFFIRMS), (later, "The hire of a barge is EUR 12.", Stance.CHANGES))
    facts = next(t for t in derive(d).terms if t.id == "t0")

    assert (facts.ended_by, facts.perhaps_ended_by) == ((), ("t1",))


def test_leave_that_is_not_told_as_a_change_needs_more_than_words() -> None:
    """What a later agreement allows may be something else that was always allowed."""
    assert verdicts(told((SHUT, SAME, Stance.AFFIRMS), (LEAVE, FREE, Stance.AFFIRMS))) == []


def test_the_nearest_rule_alone_is_kin() -> None:
    """Of two rules that share as many words with a later one, neither is known to be the one that it changes."""
    d = told((figure(10), HIRE, Stance.AFFIRMS), (figure(12, matter="price"), "The hire of a barge is EUR 12.", Stance.CHANGES))
    twin = replace(d.terms[0], id="t9", content=figure(11, matter="volume"))
    said = replace(d.statements[0], id="s9", words="The hire of a barge is EUR 11.", asserts=("t9",))

    assert verdicts(replace(d, terms=(*d.terms, twin), statements=(*d.statements, said))) == []


@pytest.mark.parametrize(
    ("year", "layer", "stance", "expected"),
    [
        (2012, Layer.UNATTRIBUTED_TEXT, Stance.REAFFIRMS, "misreport"),
        (2010, Layer.UNATTRIBUTED_TEXT, Stance.REAFFIRMS, "supersession"),
        (2012, Layer.PARTY_TEXT, Stance.REAFFIRMS, "supersession"),
        (2012, Layer.UNATTRIBUTED_TEXT, Stance.PRESUPPOSES, "supersession"),
    ],
)
def test_who_tells_too_late_what_was_changed_reports_it_wrongly(year: int, layer: Layer, stance: Stance, expected: str) -> None:
    """What a report says still holds after better sources told its change is no earlier state, but a wrong one."""
    d = chain(figure(10), figure(20))
    late = replace(d.statements[0], published=on(year), layer=layer, stance=stance)

    assert verdicts(replace(d, statements=(late, d.statements[1]))) == [expected]


def test_a_late_report_is_held_against_the_last_change_alone() -> None:
    """Who misses two changes of a price is wrong about the price that holds."""
    d = chain(figure(10), figure(20), figure(30), kind=LinkType.AMENDS)
    late = replace(d.statements[0], published=on(2015), layer=Layer.UNATTRIBUTED_TEXT)
    found = derive(replace(d, statements=(late, *d.statements[1:]))).findings

    assert [(f.verdict, f.left) for f in found if f.right == "t0"] == [("misreport", "t2")]
