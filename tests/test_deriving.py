"""Verdicts one by one, what must not change them, and input that cannot be."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import gold
import pytest
from dealings import agreement, beside, chain, content, day, dealing, dealings, figure, link, on, says
from hypothesis import given, settings

from kg.building import build_dealing_graph
from kg.deriving import Derived, build_derived_graph, derive
from kg.records import Basis, DateBounds, Dealing, Exclusivity, Force, Layer, LinkType, Modality, Stance, Term, TermContent

BASE = "https://example.org/"
ALL, PART, OTHER, FAR = ("d.all",), ("d.part",), ("d.other",), ("d.far",)
SHUT, FREE = content(exclusivity=Exclusivity.EXCLUSIVE, scope=ALL), content(exclusivity=Exclusivity.NON_EXCLUSIVE, scope=ALL)
OWN, WEAK = Layer.PARTY_TEXT, Layer.UNATTRIBUTED_TEXT


def verdicts(d: Dealing) -> list[tuple[str, str, str, str]]:
    """Verdict, left, right and certainty of each finding."""
    return sorted((f.verdict, f.left, f.right, "certain" if f.certain else "possible") for f in derive(d).findings)


def one(d: Dealing) -> tuple[str, str]:
    """Verdict and certainty where there is one finding; empty where there is none."""
    found = verdicts(d)
    assert len(found) <= 1
    return (found[0][0], found[0][3]) if found else ("", "")


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (SHUT, FREE, ("supersession", "certain")),
        (SHUT, replace(FREE, scope=PART), ("partial-supersession", "certain")),
        (replace(SHUT, scope=PART), FREE, ("supersession", "certain")),
        (replace(SHUT, scope=PART), replace(FREE, scope=OTHER), ("supersession-extent-open", "possible")),
        (SHUT, replace(FREE, scope=FAR), ("", "")),
        (SHUT, replace(FREE, hedge="perhaps"), ("supersession", "possible")),
        (SHUT, replace(FREE, bearer=("birch",), counterparty=("ash",)), ("", "")),
        (SHUT, replace(FREE, counterparty=("cedar",)), ("", "")),
        (SHUT, replace(FREE, matter="payment"), ("", "")),
        (SHUT, replace(FREE, modality=Modality.INTENTION), ("", "")),
        (SHUT, replace(SHUT, exclusivity=Exclusivity.PREFERRED), ("modification", "certain")),
        (SHUT, replace(SHUT, exclusivity=Exclusivity.PREFERRED, scope=()), ("modification", "possible")),
        (SHUT, replace(SHUT, exclusivity=None), ("", "")),
        (figure(10), figure(20, scope=PART), ("supersession", "possible")),
        (figure(10, scope=PART), figure(20, scope=FAR), ("", "")),
        (content(modality=Modality.FACT), content(modality=Modality.FACT), ("", "")),
        (figure(10), content(matter="payment", modality=Modality.OBLIGATION, end=on(2025)), ("", "")),
        (figure(10), figure(20), ("supersession", "certain")),
        (figure(10), figure(20, unit="USD"), ("", "")),
        (figure(10), figure(20, measure="limit"), ("", "")),
        (figure(10), figure(10), ("restatement", "certain")),
        (figure(10, high=None), figure(8, high=None), ("modification", "certain")),
        (figure(10), replace(figure(10), modality=Modality.NO_DUTY), ("repeal", "certain")),
        (replace(figure(10), modality=Modality.NO_DUTY), figure(10), ("supersession", "certain")),
        (content(end=on(2020)), content(end=on(2025)), ("extension", "certain")),
        (content(end=on(2025)), content(end=on(2020)), ("modification", "certain")),
        (content(), content(end=on(2025)), ("modification", "certain")),
        (content(end=on(2010, 6)), content(exclusivity=Exclusivity.EXCLUSIVE), ("", "")),
        (content(), content(capped=True), ("modification", "certain")),
        (content(condition="if it rains"), content(condition="if it snows"), ("modification", "certain")),
        (content(condition="If it rains."), content(condition="if it rains"), ("restatement", "certain")),
        (content(scope=PART), content(scope=ALL), ("widening", "certain")),
        (content(scope=ALL), content(scope=PART), ("narrowing-by-silence", "possible")),
        (content(modality=Modality.OBLIGATION), replace(FREE, scope=()), ("supersession", "possible")),
        (content(modality=Modality.POWER), content(modality=Modality.PROHIBITION), ("supersession", "certain")),
    ],
)
def test_what_a_later_agreement_does(earlier: object, later: object, expected: tuple[str, str]) -> None:
    """SEMANTICS (b), verdict by verdict; agreements without a changing link have none."""
    told = (earlier, later)
    assert one(chain(*told, layer=Layer.INSTRUMENT)) == expected  # type: ignore[arg-type]
    assert verdicts(chain(*told, kind=LinkType.IMPLEMENTS)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(("layer", "expected"), [(Layer.INSTRUMENT, "restatement"), (OWN, ""), (WEAK, "")])
def test_only_a_contract_says_a_rule_again(layer: Layer, expected: str) -> None:
    """Who tells a rule again in a letter or a report tells that of the agreement that set it."""
    assert one(chain(figure(10), figure(10), layer=layer))[0] == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ((SHUT, "a", OWN), (FREE, "a", OWN), ("internal-contradiction", "certain")),
        ((SHUT, "a", OWN), (replace(FREE, condition="if it rains"), "a", OWN), ("exception", "certain")),
        ((figure(10), "a", OWN), (figure(20), "a", OWN), ("", "")),
        ((figure(10, scope=ALL), "a", OWN), (figure(20, scope=ALL), "a", OWN), ("internal-contradiction", "certain")),
        ((SHUT, "a", OWN), (replace(FREE, bearer=("ash", "birch"), counterparty=()), "b", OWN), ("contradiction", "possible")),
        ((SHUT, "a", OWN), (FREE, "b", OWN), ("contradiction", "certain")),
        ((SHUT, "a", OWN), (FREE, "b", WEAK), ("misreport", "certain")),
        ((SHUT, "a", OWN), (FREE, "a", Layer.LISTING_SUMMARY), ("misreport", "certain")),
        ((SHUT, "a", OWN), (replace(FREE, scope=PART), "a", OWN), ("exception", "certain")),
        ((SHUT, "a", OWN), (replace(FREE, scope=PART), "b", OWN), ("tension", "possible")),
        ((SHUT, "a", OWN), (replace(FREE, scope=PART), "b", WEAK), ("misreport", "certain")),
        ((replace(SHUT, scope=PART), "a", OWN), (replace(FREE, scope=OTHER), "a", OWN), ("internal-tension", "possible")),
        ((replace(SHUT, scope=PART), "a", OWN), (replace(FREE, scope=OTHER), "b", WEAK), ("tension", "possible")),
        ((SHUT, "a", OWN), (replace(FREE, scope=()), "a", OWN), ("", "")),
        ((SHUT, "a", OWN), (replace(FREE, scope=(), condition="if it rains"), "a", OWN), ("exception", "possible")),
        ((replace(SHUT, scope=PART), "a", OWN), (SHUT, "b", WEAK), ("scope-overclaim", "possible")),
        ((SHUT, "a", OWN), (replace(SHUT, scope=PART), "b", WEAK), ("", "")),
        ((figure(10), "a", OWN), (figure(10, measure="purchase-total"), "b", WEAK), ("misreport-other-measure", "certain")),
        (
            (figure(10, scope=PART), "a", OWN),
            (figure(10, measure="purchase-total", scope=("d.total",)), "b", WEAK),
            ("misreport-other-measure", "possible"),
        ),
        ((figure(10), "a", OWN), (figure(20, measure="purchase-total"), "b", WEAK), ("", "")),
        ((figure(10), "a", OWN), (figure(10, measure="purchase-total"), "b", OWN), ("", "")),
        ((figure(10), "a", OWN), (figure(20), "b", OWN), ("contradiction", "certain")),
        ((content(end=on(2020)), "a", OWN), (content(end=on(2021)), "b", OWN), ("contradiction", "certain")),
        ((replace(SHUT, end=on(2020)), "a", OWN), (replace(FREE, start=on(2021)), "a", OWN), ("", "")),
        ((SHUT, "a", OWN), (content(exclusivity=Exclusivity.PREFERRED, scope=ALL), "a", OWN), ("", "")),
        ((SHUT, "a", OWN), (replace(FREE, hedge="perhaps"), "b", OWN), ("contradiction", "possible")),
        ((SHUT, "a", OWN), (SHUT, "b", OWN), ("", "")),
    ],
)
def test_what_two_readings_of_one_agreement_are(left: object, right: object, expected: tuple[str, str]) -> None:
    """SEMANTICS (d), in its order."""
    assert one(beside(left, right)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("guessed", "stance", "expected"),
    [(False, Stance.AFFIRMS, ["misreport"]), (True, Stance.AFFIRMS, []), (False, Stance.PRESUPPOSES, [])],
)
def test_what_was_only_guessed_contradicts_nobody(guessed: bool, stance: Stance, expected: list[str]) -> None:
    """A reading that no pattern found may be a wrong one; what was before is of no agreement after which none is known."""
    d = beside((SHUT, "a", OWN), (FREE, "b", WEAK))
    report = replace(d.statements[1], basis=Basis.INFERRED, guessed=guessed, stance=stance)
    assert [f[0] for f in verdicts(replace(d, statements=(d.statements[0], report)))] == expected


@pytest.mark.parametrize(
    ("layer", "shut", "expected"),
    [(WEAK, False, ["misreport"]), (OWN, False, []), (WEAK, True, [])],
)
def test_a_figure_in_guessed_words_of_a_weaker_source_is_a_misreport(layer: Layer, shut: bool, expected: list[str]) -> None:
    """What a figure is of may be guessed, but the figure stands in the words; a bar or leave that is guessed accuses nobody."""
    d = beside((SHUT, "a", OWN), (FREE, "b", layer)) if shut else beside((figure(5), "a", OWN), (figure(4), "b", layer))
    report = replace(d.statements[1], basis=Basis.INFERRED, guessed=True)
    assert [f[0] for f in verdicts(replace(d, statements=(d.statements[0], report)))] == expected


def test_what_was_before_is_held_against_the_agreement_that_another_changed() -> None:
    """A report that has the old figure wrong misreports the contract, once an amendment is known that changed it."""
    d = chain(figure(5), figure(6))
    wrong = Term("t9", "a0", figure(4))
    report = replace(says("t9", "news", layer=WEAK), basis=Basis.INFERRED, stance=Stance.PRESUPPOSES)
    found = verdicts(replace(d, terms=(*d.terms, wrong), statements=(*d.statements, report)))
    assert [verdict for verdict in found if verdict[0] == "misreport"] == [("misreport", "t0", "t9", "certain")]


@pytest.mark.parametrize(("told", "expected"), [(2012, True), (2013, False)])
def test_what_a_party_tells_after_a_known_change_may_be_of_another_version(told: int, expected: bool) -> None:
    """Before the amendment of 2013 two texts of parties contradict each other; after it the second may tell what has changed."""
    d = chain(figure(5), figure(6))
    agreements = (d.agreements[0], replace(d.agreements[1], made=on(2013)))
    later = replace(says("t9", "party", layer=OWN), published=on(told))
    found = verdicts(
        replace(d, agreements=agreements, terms=(*d.terms, Term("t9", "a0", figure(4))), statements=(*d.statements, later))
    )
    assert (("contradiction", "t0", "t9", "certain") in found) is expected


@pytest.mark.parametrize(("told", "expected"), [(2020, ["misreport"]), (2022, [])])
def test_what_had_run_out_contradicts_nothing(told: int, expected: list[str]) -> None:
    """A figure of 2022 without a last day is not held against one that held until 2021."""
    d = beside((figure(5, end=on(2021)), "a", OWN), (figure(4), "b", WEAK))
    report = replace(d.statements[1], published=on(told))
    assert [f[0] for f in verdicts(replace(d, statements=(d.statements[0], report)))] == expected


@pytest.mark.parametrize(("stance", "expected"), [(Stance.AFFIRMS, ["restatement"]), (Stance.CHANGES, [])])
def test_who_tells_a_change_says_nothing_again(stance: Stance, expected: list[str]) -> None:
    """A second freedom that is told as a change stands beside the first one."""
    d = chain(FREE, FREE, layer=Layer.INSTRUMENT)
    later = replace(d.statements[1], stance=stance)
    assert [f[0] for f in verdicts(replace(d, statements=(d.statements[0], later)))] == expected


def test_who_tells_a_change_from_a_figure_does_not_contradict_it() -> None:
    """A report that says "6 instead of 5" of an agreement that has 5 speaks of a later one, which nobody named to it."""
    d = chain(figure(4), figure(5))
    told = Term("t9", "a1", figure(6))
    change = replace(says("t9", "news", layer=WEAK), stance=Stance.CHANGES)
    before = replace(says("t1", "news", layer=WEAK), stance=Stance.PRESUPPOSES)
    statements = (*d.statements, change)
    conflict = ("misreport", "t1", "t9", "certain")
    assert conflict in verdicts(replace(d, terms=(*d.terms, told), statements=statements))
    assert conflict not in verdicts(replace(d, terms=(*d.terms, told), statements=(*statements, before)))


def test_an_exception_told_too_is_no_misreport() -> None:
    """A weaker source that tells the exception beside the rule has not misreported the rule."""
    part = replace(FREE, scope=PART)
    found = verdicts(beside((part, "a", OWN), (SHUT, "b", WEAK), (replace(part, hedge="perhaps"), "b", WEAK)))
    assert ("exception", "t0", "t1", "certain") in found
    assert not [f for f in found if f[0] == "misreport"]


def test_a_rule_and_its_exception_in_one_sentence_are_one_rule() -> None:
    """Only where another passage tells one of them again is the exception a finding."""
    d = beside((SHUT, "a", OWN), (replace(FREE, scope=PART), "a", OWN))
    both = replace(d.statements[0], asserts=("t0", "t1"))
    assert verdicts(replace(d, statements=(both,))) == []
    assert [f[0] for f in verdicts(replace(d, statements=(both, d.statements[1])))] == ["exception"]


def test_who_repeats_one_side_of_a_conflict_adds_none() -> None:
    """Where a stronger paper tells both sides, a weaker source that says one of them is not held against the other."""
    shut, free = replace(SHUT, scope=PART), replace(FREE, scope=OTHER)
    weak = (replace(free, hedge="perhaps"), "b", WEAK)
    assert [f[0] for f in verdicts(beside((shut, "a", OWN), weak))] == ["tension"]
    assert [f[0] for f in verdicts(beside((shut, "a", OWN), (free, "a", OWN), weak))] == ["internal-tension"]


@pytest.mark.parametrize(("stance", "expected"), [(Stance.AFFIRMS, 0), (Stance.CHANGES, 1)])
def test_an_exception_stays_unless_the_rule_is_told_anew(stance: Stance, expected: int) -> None:
    """Who confirms a rule leaves its exception alone; who says it again as a change takes the exception back."""
    d = chain(SHUT, SHUT)
    terms = (*d.terms, Term("t2", "a0", replace(FREE, scope=PART)))
    uses = [replace(s, stance=stance if s.asserts == ("t1",) else s.stance) for s in (*d.statements, says("t2", "0.txt"))]
    found = verdicts(dealing(d.agreements, terms, uses, d.links))
    assert len([f for f in found if f[0] == "supersession" and f[1:3] == ("t2", "t1")]) == expected


def test_an_exception_ends_where_its_very_scope_is_ruled_anew() -> None:
    """Who shuts what the exception had left free has ended it, though the general rule stays as it was."""
    d = chain(SHUT, replace(SHUT, scope=PART))
    terms = (*d.terms, Term("t2", "a0", replace(FREE, scope=PART)))
    found = verdicts(dealing(d.agreements, terms, (*d.statements, says("t2", "0.txt")), d.links))
    assert ("supersession", "t2", "t1", "certain") in found


def test_an_agreement_in_between_takes_the_change() -> None:
    """A change is reported from one step to the next, not across an agreement that speaks of it."""
    assert verdicts(chain(figure(10), figure(20), figure(30))) == [
        ("supersession", "t0", "t1", "certain"),
        ("supersession", "t1", "t2", "certain"),
    ]
    assert one(chain(figure(10), content(matter="audit"), figure(30))) == ("supersession", "certain")


def test_joint_bearers_are_judged_once() -> None:
    """Two terms that share two bearers give one finding."""
    joint = ("ash", "birch")
    assert one(chain(replace(SHUT, bearer=joint, counterparty=()), replace(FREE, bearer=joint, counterparty=()))) == (
        "supersession",
        "certain",
    )


def test_copies_are_one_witness() -> None:
    """Statements that share an origin count once, and the best source gives rank and words."""
    uses = [says("t", f"{i}.txt", origin="same", layer=WEAK) for i in range(5)] + [says("t", "own.txt")]
    (facts,) = derive(dealing([agreement("a", on(2010))], [Term("t", "a", SHUT)], uses)).terms
    assert (facts.witnesses, facts.best_rank, len(facts.told_in)) == (2, 4, 6)


# ------------------------------------------------------------------ what must change nothing
def _lists(d: Dealing) -> tuple[Any, ...]:
    return d.agreements, d.links, d.scopes, d.terms, d.statements


def _bytes(d: Dealing) -> tuple[str, ...]:
    return build_derived_graph(d, derive(d), BASE).triples


@settings(max_examples=100, deadline=None)
@given(dealings())
def test_order_of_input_does_not_matter(d: Dealing) -> None:
    """The same records in any order give the same bytes."""
    chance = random.Random(1)
    turned = Dealing(d.id, d.parties, *(tuple(chance.sample(x, len(x))) for x in _lists(d)))
    assert _bytes(turned) == _bytes(d)


@settings(max_examples=100, deadline=None)
@given(dealings())
def test_a_second_copy_of_every_page_finds_nothing_new(d: Dealing) -> None:
    """Copies add neither findings nor witnesses."""
    copies = tuple(replace(s, id=f"{s.id}-copy", document=f"copy-{s.document}") for s in d.statements)
    before, after = derive(d), derive(replace(d, statements=(*d.statements, *copies)))
    assert [(f.id, f.verdict, f.certain) for f in after.findings] == [(f.id, f.verdict, f.certain) for f in before.findings]
    assert [t.witnesses for t in after.terms] == [t.witnesses for t in before.terms]


@settings(max_examples=150, deadline=None)
@given(dealings())
def test_findings_keep_to_their_kind(d: Dealing) -> None:
    """A conflict stays inside one agreement, a change goes from an earlier to a later one, and each has premises and words."""
    derived = derive(d)
    home = {t.id: t.agreement for t in d.terms}
    after = {a.id: a.after for a in derived.agreements}
    for f in derived.findings:
        inside = home[f.left] == home[f.right]
        assert f.change is not inside
        assert inside or home[f.left] in after[home[f.right]]
        assert set(f.premises) == {s.id for s in d.statements if {f.left, f.right} & set(s.asserts)}


@pytest.mark.skipif(not gold.folders(), reason=gold.MISSING)
def test_another_family_changes_nothing() -> None:
    """Findings of a gold family stay byte for byte when another family's documents stand in the same dealing."""
    sets = [gold.load(f) for f in gold.folders()]
    for mine in sets:
        findings = derive(mine.dealing).findings
        for other in sets:
            if other is not mine:
                lists = (
                    mine_list + their_list
                    for mine_list, their_list in zip(_lists(mine.dealing), _lists(other.dealing), strict=True)
                )
                both = Dealing(mine.dealing.id, mine.dealing.parties + other.dealing.parties, *lists)
                found = {(f.left, f.right): f._replace(id="") for f in derive(both).findings}
                assert all(found[f.left, f.right] == f._replace(id="") for f in findings)
                assert len(found) == len(findings) + len(derive(other.dealing).findings)


@pytest.mark.skipif(not gold.folders(), reason=gold.MISSING)
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"low": Decimal("50"), "high": Decimal("50")}, "misreport"),
        ({"end": DateBounds(date(2040, 1, 1), date(2040, 1, 1))}, "misreport"),
        ({"modality": Modality.PROHIBITION}, "misreport"),
        ({"matter": "audit"}, ""),
        ({"condition": "other words"}, ""),
        ({"value_text": "other words"}, ""),
    ],
)
def test_one_value_changed_gives_one_finding(change: dict[str, object], expected: str) -> None:
    """A weak copy of a gold term with one slot altered gives the expected finding against the original, and no other conflict."""
    base = gold.load(gold.GOLD / "dev" / "energy-offtake").dealing
    name = "energy-offtake.t21-price1"
    original = next(t for t in base.terms if t.id == name)
    altered = Term("copy", original.agreement, replace(original.content, **change))  # type: ignore[arg-type]
    told = says("copy", "press.txt", layer=WEAK, published=on(2021, 10))
    found = derive(replace(base, terms=(*base.terms, altered), statements=(*base.statements, told))).findings
    new = [
        (f.verdict, f.left) for f in found if "copy" in (f.left, f.right) and not f.change and "t21n-price" not in f.left + f.right
    ]
    assert new == ([(expected, name)] if expected else [])


# ------------------------------------------------------------------ input that cannot be
def notes(derived: Derived) -> set[str]:
    """The kinds of notes."""
    return {n.kind for n in derived.notes}


def test_cycles_and_selves_are_noted_and_change_nothing() -> None:
    """Agreements that follow one another, or themselves, are said and give no order."""
    d = chain(SHUT, FREE)
    links = (*d.links, link("a0", LinkType.EXTENDS, "a1"), link("a1", LinkType.SUPERSEDES, "a1"))
    derived = derive(replace(d, links=links, agreements=(agreement("a0"), agreement("a1"))))
    assert notes(derived) >= {"cycle", "link-left-out"}
    assert not derived.findings
    assert not any(a.after for a in derived.agreements)


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (agreement("a0", on(2015)), agreement("a1", on(2012)), "link-left-out"),
        (agreement("a0", on(2010)), agreement("a1", on(2012), Force.NON_BINDING), "link-left-out"),
        (agreement("a0", DateBounds(day(2011), day(2010))), agreement("a1", on(2012)), "dates-cross"),
    ],
)
def test_links_that_cannot_be_are_noted(first: object, second: object, kind: str) -> None:
    """A wrong order of days, or a paper without force, changes nothing and is said."""
    derived = derive(replace(chain(SHUT, FREE), agreements=(first, second)))  # type: ignore[arg-type]
    assert kind in notes(derived)
    assert kind == "dates-cross" or not derived.findings


def test_terms_that_cannot_be_are_noted() -> None:
    """An empty interval and an end before the start are said, and compare with nothing wrongly."""
    odd = figure(10, low=Decimal(20), high=Decimal(5))
    derived = derive(beside((odd, "a", OWN), (figure(10), "b", OWN), (content(start=on(2020), end=on(2015)), "a", OWN)))
    assert notes(derived) == {"empty-interval", "ends-before-it-begins"}
    assert not derived.findings


def test_dates_are_carried_along_links_to_a_fixed_point() -> None:
    """Who follows is no earlier, who is followed no later, through any number of links."""
    made = [agreement("a0", on(2010)), agreement("a1"), agreement("a2"), agreement("a3", on(2013))]
    derived = derive(replace(chain(SHUT, SHUT, SHUT, SHUT), agreements=tuple(made)))
    assert [a.made for a in derived.agreements][1:3] == [DateBounds(day(2010), day(2013))] * 2


def test_amendments_of_one_base_follow_each_other_by_date() -> None:
    """An amendment changes the base as amended; without certain days the two are a fork."""
    d = chain(figure(10), figure(20), figure(30))
    links = (link("a1", LinkType.AMENDS, "a0"), link("a2", LinkType.AMENDS, "a0"))
    assert ("supersession", "t1", "t2", "certain") in verdicts(replace(d, links=links))
    unsure = (agreement("a0", on(2010)), agreement("a1"), agreement("a2"))
    assert "fork" in notes(derive(replace(d, links=links, agreements=unsure)))


@settings(max_examples=200, deadline=None)
@given(dealings())
def test_no_dealing_breaks_deriving(d: Dealing) -> None:
    """Any records give a graph of lines that are sorted, each once."""
    triples = _bytes(d)
    assert list(triples) == sorted(set(triples))
    assert build_dealing_graph(d, BASE).iri != build_derived_graph(d, derive(d), BASE).iri


@pytest.mark.parametrize(
    ("stance", "year", "expected"),
    [
        (Stance.CHANGES, 2021, ("", "")),
        (Stance.CHANGES, 2020, ("contradiction", "certain")),
        (Stance.AFFIRMS, 2021, ("contradiction", "certain")),
    ],
)
def test_a_change_that_nobody_names_contradicts_nothing(stance: Stance, year: int, expected: tuple[str, str]) -> None:
    """What is told later as a change of an agreement that follows none is no contradiction of what was told before."""
    terms = [Term("t0", "a0", figure(5)), Term("t1", "a0", figure(4))]
    told = [says("t0", "0.txt"), says("t1", "1.txt", stance=stance, published=on(year))]

    assert one(dealing([agreement("a0", on(2010))], terms, told)) == expected


@pytest.mark.parametrize(("layer", "expected"), [(Layer.INSTRUMENT, ("", "")), (WEAK, ("misreport", "certain"))])
def test_a_contract_without_a_day_of_publication_is_known_from_its_own_day_on(layer: Layer, expected: tuple[str, str]) -> None:
    """A change that a party tells later does not contradict it; of a page without a day nobody knows whether it came before."""
    terms = [Term("t0", "a0", figure(5)), Term("t1", "a0", figure(4))]
    told = [
        replace(says("t0", "0.txt", layer=layer), published=DateBounds()),
        says("t1", "1.txt", stance=Stance.CHANGES, published=on(2021)),
    ]

    assert one(dealing([agreement("a0", on(2010))], terms, told)) == expected


@pytest.mark.parametrize(
    ("words", "stances", "matter", "expected"),
    [
        (("The hire is EUR 5.", "A hire of EUR 4 falls due."), "aa", "payment", "contradiction"),
        (("The hire is EUR 5.", "The grant amounts to EUR 4."), "aa", "payment", ""),
        (("The hire is EUR 5.", "Ash now pays EUR 4."), "ac", "payment", "contradiction"),
        (("It ends in 2026.", "Both are bound for five years."), "aa", "duration", "contradiction"),
    ],
)
def test_passages_without_a_scope_must_speak_of_one_thing(words: tuple[str, str], stances: str, matter: str, expected: str) -> None:
    """Two sums of nobody says what are held against one another where their passages share a word, or one tells a change."""
    terms = [Term(f"t{i}", "a0", figure(5 - i, matter=matter)) for i in range(2)]
    stance = {"a": Stance.AFFIRMS, "c": Stance.CHANGES}
    told = [says(f"t{i}", f"{i}.txt", words=words[i], stance=stance[stances[i]]) for i in range(2)]

    assert one(dealing([agreement("a0", on(2010))], terms, told))[0] == expected


def test_a_later_sum_takes_the_place_of_another_only_if_it_is_about_the_same() -> None:
    """Who later tells a sum with other words, and not as a change, has told another sum."""
    d = chain(figure(10), figure(20))
    words = {"t0": "The hire is EUR 10.", "t1": "The grant is EUR 20."}
    told = tuple(replace(s, words=words[s.asserts[0]]) for s in d.statements)

    assert one(replace(d, statements=told)) == ("", "")
    assert one(replace(d, statements=tuple(replace(s, stance=Stance.CHANGES) for s in told))) == ("supersession", "certain")


@pytest.mark.parametrize(("price", "expected"), [(20, 0), (30, 1)])
def test_a_report_of_the_amended_price_is_no_misreport(price: int, expected: int) -> None:
    """Who gives the contract the price of its amendment has the amendment in mind; another price is told wrongly."""
    d = chain(figure(10, scope=ALL), figure(20, scope=ALL))
    terms = (*d.terms, Term("t2", "a0", figure(price, scope=ALL)))
    told = (*d.statements, says("t2", "press.txt", layer=WEAK, published=on(2012)))

    assert [f[0] for f in verdicts(dealing(d.agreements, terms, told, d.links))].count("misreport") == expected


def test_a_report_of_the_superseded_price_is_a_misreport() -> None:
    """Who gives the amendment the price that it changed tells it wrongly."""
    d = chain(figure(10, scope=ALL), figure(20, scope=ALL))
    terms = (*d.terms, Term("t2", "a1", figure(10, scope=ALL)))
    told = (*d.statements, says("t2", "press.txt", layer=WEAK, published=on(2012)))

    assert [f[0] for f in verdicts(dealing(d.agreements, terms, told, d.links))].count("misreport") == 1


@pytest.mark.parametrize(
    ("kind", "year", "words", "expected"),
    [
        (LinkType.SUPERSEDES, 2012, "Ash pays 30.", 0),
        (LinkType.SUPERSEDES, 2012, "By the contract of 2010 Ash pays 30.", 1),
        (LinkType.SUPERSEDES, 2010, "Ash pays 30.", 1),
        (LinkType.AMENDS, 2012, "Ash pays 30.", 1),
    ],
)
def test_a_report_after_a_replacement_is_of_the_new_contract(kind: LinkType, year: int, words: str, expected: int) -> None:
    """Who tells what holds after the whole was replaced says nothing wrong of the old contract, unless the year shows it meant."""
    d = chain(figure(10, scope=ALL), FREE, kind=kind)
    terms = (*d.terms, Term("t2", "a0", figure(30, scope=ALL)))
    told = (*d.statements, says("t2", "press.txt", layer=WEAK, published=on(year), words=words))
    found = derive(dealing(d.agreements, terms, told, d.links)).findings

    assert [(f.left, f.right) for f in found if f.verdict == "misreport"].count(("t0", "t2")) == expected


def test_a_figure_of_another_contract_excuses_no_report() -> None:
    """Who gives a contract the price of one that is no version of it tells it wrongly."""
    d = chain(figure(10, scope=ALL), figure(20, scope=ALL))
    terms = (*d.terms, Term("t2", "a0", figure(20, scope=ALL)))
    told = (*d.statements, says("t2", "press.txt", layer=WEAK, published=on(2012)))

    assert [f[0] for f in verdicts(dealing(d.agreements, terms, told, ()))].count("misreport") == 1


DURATION = content(matter="duration", modality=Modality.OBLIGATION, counterparty=())


@pytest.mark.parametrize(
    ("earlier", "later", "stance", "expected"),
    [
        (replace(DURATION, end=on(2025)), replace(DURATION, end=on(2028)), Stance.AFFIRMS, "extension"),
        (replace(DURATION, end=on(2028)), replace(DURATION, end=on(2025)), Stance.AFFIRMS, ""),
        (replace(DURATION, end=on(2028)), replace(DURATION, end=on(2025)), Stance.CHANGES, ""),
        (DURATION, replace(DURATION, end=on(2025)), Stance.CHANGES, ""),
        (replace(DURATION, end=on(2025)), replace(DURATION, end=on(2025)), Stance.AFFIRMS, "restatement"),
        (figure(10, low=8, high=12), figure(10), Stance.AFFIRMS, ""),
        (content(modality=Modality.OBLIGATION), content(modality=Modality.OBLIGATION), Stance.AFFIRMS, ""),
    ],
)
def test_what_is_not_told_is_not_the_same(earlier: TermContent, later: TermContent, stance: Stance, expected: str) -> None:
    """A shorter life is that of something else; a life needs an end, and what is said again something that is told alike."""
    d = chain(earlier, later, layer=Layer.INSTRUMENT)
    told = (d.statements[0], replace(d.statements[1], stance=stance))

    assert one(replace(d, statements=told))[0] == expected


def test_a_life_is_cut_short_where_the_passage_says_when_it_was_to_end() -> None:
    """Who says that a contract ends in 2025 in place of 2028 changes its life."""
    d = chain(replace(DURATION, end=on(2028)), replace(DURATION, end=on(2025)))
    before = says("t0", "1.txt", stance=Stance.PRESUPPOSES, words="In place of 2028", id="s9")
    now = replace(d.statements[1], stance=Stance.CHANGES, words="In place of 2028 it now ends in 2025")

    assert one(replace(d, statements=(d.statements[0], before, now)))[0] == "modification"


def test_an_overlap_guessed_from_silence_is_not_reported() -> None:
    """SEMANTICS (b): extent open only where the overlap is declared. What is silent may still have ended what was told."""
    d = chain(FREE, replace(SHUT, scope=()))

    assert verdicts(d) == []
    assert derive(d).terms[0].perhaps_ended_by == ("t1",)


@pytest.mark.parametrize(("document", "expected"), [("0.txt", ("", "")), ("1.txt", ("contradiction", "possible"))])
def test_two_sums_of_one_document_of_which_one_has_a_purpose_go_together(document: str, expected: tuple[str, str]) -> None:
    """Who gives two numbers and says what one is for means two sums; two documents may mean one."""
    assert one(beside((figure(5, scope=PART), "0.txt", OWN), (figure(4), document, OWN))) == expected


@pytest.mark.parametrize(
    ("matter", "row", "expected"),
    [
        ("volume", "Yearly minimum ........ 4 tonnes", ("internal-contradiction", "certain")),
        ("volume", "| Minimum | 4 tonnes |", ("internal-contradiction", "certain")),
        ("volume", "Ash takes 4 tonnes a year.", ("", "")),
        ("payment", "Fee ........ EUR 4", ("", "")),
    ],
)
def test_the_one_figure_of_a_table_is_that_of_the_clause(matter: str, row: str, expected: tuple[str, str]) -> None:
    """A summary repeats the clauses, so its one figure of a kind is theirs; of sums a contract has several."""
    terms = [Term(f"t{i}", "a0", figure(5 - i, matter=matter)) for i in range(2)]
    told = [says(f"t{i}", "0.txt", words=words) for i, words in enumerate(["Ash takes 5 tonnes in each year.", row])]

    assert one(dealing([agreement("a0", on(2010))], terms, told)) == expected


@pytest.mark.parametrize(("words", "expected"), [("from 10 to 20", ("supersession", "certain")), ("to 20", ("", ""))])
def test_a_change_that_names_what_was_before_needs_no_common_scope(words: str, expected: tuple[str, str]) -> None:
    """Whatever each is called, who says "from 10 to 20" puts the one in the place of the other."""
    d = chain(figure(10, scope=PART), figure(20, scope=FAR))
    told = (
        says("t0", "1.txt", stance=Stance.PRESUPPOSES, words="from 10"),
        says("t1", "1.txt", stance=Stance.CHANGES, words=f"The rent goes {words}."),
    )
    assert one(replace(d, statements=told)) == expected


def test_two_sums_are_one_only_where_there_is_no_third() -> None:
    """A sum of nobody says what is that of the earlier contract, unless the contract has two of that kind."""
    d = chain(figure(10), figure(20, scope=PART))
    other = Term("t9", "a0", figure(30, scope=FAR))
    both = replace(d, terms=(*d.terms, other), statements=(*d.statements, says("t9", "0.txt")))

    assert one(d) == ("supersession", "possible")
    assert verdicts(both) == []


@pytest.mark.parametrize(
    ("layer", "published", "expected"),
    [(OWN, 2015, ("", "")), (WEAK, 2015, ("misreport", "certain")), (OWN, 2010, ("contradiction", "certain"))],
)
def test_what_a_party_says_later_remains_was_changed_in_between(layer: Layer, published: int, expected: tuple[str, str]) -> None:
    """Who bears a figure and says that it remains knows what changed it; a newspaper may be wrong, and so may papers of one day."""
    d = beside((figure(10), "0.txt", OWN), (figure(20), "1.txt", layer))
    first, then = d.statements
    told = (replace(first, published=on(2010)), replace(then, stance=Stance.REAFFIRMS, published=on(published)))
    assert one(replace(d, statements=told)) == expected


@pytest.mark.parametrize(("year", "expected"), [(2030, ("", "")), (2020, ("contradiction", "certain"))])
def test_a_last_day_that_a_party_says_remains_was_put_off_in_between(year: int, expected: tuple[str, str]) -> None:
    """Who says that a contract still ends in 2030 knows what prolonged it; an earlier day than the known one does not remain."""
    until = [content(matter="duration", modality=Modality.OBLIGATION, end=on(y)) for y in (2022, year)]
    d = beside((until[0], "0.txt", OWN), (until[1], "1.txt", OWN))
    first, then = d.statements
    told = (replace(first, published=on(2010)), replace(then, stance=Stance.REAFFIRMS, published=on(2015)))
    assert one(replace(d, statements=told)) == expected


@pytest.mark.parametrize(
    ("layer", "expected"), [(Layer.INSTRUMENT, ("internal-contradiction", "certain")), (OWN, ("", "")), (WEAK, ("", ""))]
)
def test_a_page_that_tells_two_last_days_speaks_of_two_things(layer: Layer, expected: tuple[str, str]) -> None:
    """A contract that says both contradicts itself; a letter or report speaks of another agreement, or of one right."""
    years = [content(matter="duration", modality=Modality.OBLIGATION, end=on(year)) for year in (2022, 2030)]
    assert one(beside((years[0], "0.txt", layer), (years[1], "0.txt", layer))) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [("Mooring fee ........ EUR 4", ("internal-contradiction", "certain")), ("Towing fee ........ EUR 4", ("", ""))],
)
def test_a_row_is_held_against_the_clause_that_it_is_called_by(row: str, expected: tuple[str, str]) -> None:
    """Of several sums of a contract, the row of its annex repeats that which it names."""
    told = [replace(figure(n), matter="payment") for n in (5, 9, 4)]
    d = beside(*((c, "0.txt", OWN) for c in told))
    words = ("Ash pays EUR 5 for each mooring.", "Ash pays EUR 9 for waste water.", row)
    assert one(replace(d, statements=tuple(replace(s, words=w) for s, w in zip(d.statements, words, strict=True)))) == expected


@pytest.mark.parametrize(
    ("words", "layer", "expected"),
    [
        ("Notwithstanding clause 4 Ash may moor anywhere.", Layer.INSTRUMENT, ("exception", "t0", "t1", "certain")),
        ("Ash may moor anywhere.", Layer.INSTRUMENT, None),
        ("Nevertheless Ash may moor anywhere.", OWN, None),
    ],
)
def test_a_contract_says_itself_what_is_an_exception(words: str, layer: Layer, expected: tuple[str, ...] | None) -> None:
    """A bar and leave of nobody says what are a rule and its exception where the contract calls the leave one."""
    shut, free = (replace(t, scope=()) for t in (SHUT, FREE))
    d = beside((shut, "0.txt", layer), (free, "0.txt", layer))
    told = replace(d, statements=(d.statements[0], replace(d.statements[1], words=words)))
    assert verdicts(told) == ([expected] if expected else [])


@pytest.mark.parametrize(("stance", "expected"), [(Stance.CHANGES, ("supersession", "certain")), (Stance.AFFIRMS, ("", ""))])
def test_a_later_bar_ends_leave_where_it_is_told_as_new(stance: Stance, expected: tuple[str, str]) -> None:
    """Who says again that others are shut out tells the rule to which leave was an exception; yet it may have ended."""
    d = chain(replace(FREE, scope=()), replace(SHUT, scope=()))
    told = replace(d, statements=(d.statements[0], replace(d.statements[1], stance=stance)))
    assert one(told) == expected
    assert derive(told).terms[0].ended_by or derive(told).terms[0].perhaps_ended_by


def test_what_a_report_tells_wrongly_is_no_state_to_change() -> None:
    """A report that gives the first contract another figure has told it wrongly, and the amendment has not changed that figure."""
    d = chain(figure(10), figure(20))
    wrong = Term("t9", "a0", figure(15))
    press = says("t9", "press.txt", layer=WEAK, published=on(2010))
    found = verdicts(dealing(d.agreements, (*d.terms, wrong), (*d.statements, press), d.links))
    assert [f[:3] for f in found] == [("misreport", "t0", "t9"), ("supersession", "t0", "t1")]


def test_a_report_is_held_against_the_only_figure_that_there_is() -> None:
    """A report that soon gives another figure has told it wrongly, whatever both are told for, where there is no third."""
    sums = (figure(10, scope=PART), "0.txt", OWN), (figure(15, scope=OTHER), "1.txt", WEAK)
    assert one(beside(*sums)) == ("misreport", "possible")
    third = beside(*sums, (figure(12, scope=ALL), "2.txt", OWN))
    assert ("misreport", "t0", "t1", "possible") not in verdicts(third)


def test_one_of_several_sums_of_nobody_says_what_is_not_replaced() -> None:
    """A new sum, or an end of one, takes the place of none of several old ones, unless it is near one of them."""
    d = chain(figure(10), figure(40))
    rival = Term("t9", "a0", figure(90))
    for new, expected in ((figure(40), []), (replace(figure(40), modality=Modality.NO_DUTY), []), (figure(12), ["supersession"])):
        terms = (d.terms[0], replace(d.terms[1], content=new), rival)
        found = verdicts(dealing(d.agreements, terms, (*d.statements, says("t9", "0.txt", published=on(2010))), d.links))
        assert [f[0] for f in found] == expected


def test_two_new_figures_of_one_page_are_two_sums() -> None:
    """A letter that tells two sums as new means two; a contract that does so contradicts itself."""
    for layer, expected in ((OWN, []), (Layer.INSTRUMENT, ["internal-contradiction"])):
        d = beside((figure(5, scope=ALL), "0.txt", layer), (figure(9, scope=ALL), "0.txt", layer))
        told = tuple(replace(s, stance=Stance.CHANGES) for s in d.statements)
        assert [f[0] for f in verdicts(replace(d, statements=told))] == expected


@pytest.mark.parametrize(("published", "expected"), [(2015, ["misreport"]), (2005, [])])
def test_a_figure_told_after_it_was_given_up_is_told_wrongly(published: int, expected: list[str]) -> None:
    """A letter says "6 instead of 5"; a report that says 5 afterwards is wrong, and one that said so before may be right."""
    d = chain(figure(4), figure(6))
    change, report = replace(d.statements[1], stance=Stance.CHANGES), says("t9", "press", layer=WEAK, published=on(published))
    before = says("t8", "1.txt", stance=Stance.PRESUPPOSES, published=on(2011))
    terms = (*d.terms, Term("t8", "a1", figure(5)), Term("t9", "a1", figure(5)))
    found = verdicts(dealing(d.agreements, terms, (d.statements[0], change, before, report), d.links))
    assert [f[0] for f in found if f[1:3] == ("t1", "t9")] == expected
