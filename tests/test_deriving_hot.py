"""Slots with very many terms: nothing that matters is left out, and time grows with their number."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from unittest.mock import patch

import pytest
from dealings import SCOPES, agreement, beside, chain, content, dealing, dealings, figure, on, says
from hypothesis import given, settings

from kg.deriving import derive, pairing
from kg.deriving.judging import Slot
from kg.records import Dealing, Exclusivity, Layer, Scope, Term, TermContent

SIDES = (Exclusivity.EXCLUSIVE, Exclusivity.NON_EXCLUSIVE)


def hot(contents: list[TermContent]) -> Dealing:
    """One agreement with very many terms on one matter."""
    terms = [Term(f"t{i}", "a", c) for i, c in enumerate(contents)]
    made = dealing([agreement("a", on(2010))], terms, [says(t.id, f"{i % 50}.txt") for i, t in enumerate(terms)])
    return replace(made, scopes=(*SCOPES, *(Scope(f"d.s{i}", f"s{i}") for i in range(len(contents)))))


@settings(max_examples=150, deadline=None)
@given(dealings())
def test_pairs_left_out_have_no_verdict(d: Dealing) -> None:
    """Choosing pairs as in a hot slot finds what judging all pairs finds."""
    with patch.object(pairing.pairs_within, "__defaults__", (1,)):
        few = derive(d)
    assert few.findings == derive(d).findings


def test_the_only_figure_is_found_whatever_scopes_a_hot_slot_has() -> None:
    """A report is held against the only figure that there is, also where their scopes lie apart and pairs are chosen."""
    own, weak = Layer.PARTY_TEXT, Layer.UNATTRIBUTED_TEXT
    d = beside((figure(10, scope=("d.part",)), "0.txt", own), (figure(15, scope=("d.far",)), "1.txt", weak))
    with patch.object(pairing.pairs_within, "__defaults__", (1,)):
        few = derive(d)
    assert [f.verdict for f in few.findings] == ["misreport"]
    assert few.findings == derive(d).findings


@pytest.mark.parametrize(
    ("contents", "findings", "noted"),
    [
        ([content(scope=(f"d.s{i}",), exclusivity=SIDES[i % 2]) for i in range(3000)], 0, False),
        ([figure(10, condition=f"c{i}") for i in range(3000)], 0, False),
        ([figure(10, low=Decimal(i), high=None) for i in range(3000)], 0, False),
        ([figure(20 if i else 10, condition=f"c{i}", scope=("d.all",)) for i in range(3000)], 2999, False),
        ([figure(i, scope=("d.all",)) for i in range(3000)], 2999, True),
    ],
    ids=["scopes apart", "conditions", "open numbers", "one is odd", "all disagree"],
)
def test_a_hot_slot_gives_its_findings(contents: list[TermContent], findings: int, noted: bool) -> None:
    """Three thousand terms on one matter give their findings; where all disagree, a note says what was left out."""
    derived = derive(hot(contents))
    assert len(derived.findings) == findings
    assert any(n.kind == "too-many-pairs" for n in derived.notes) is noted


def test_many_old_sums_are_looked_at_once_for_a_new_one() -> None:
    """How often the words of sums are asked for grows with their number, not with its square."""
    asked = []
    for size in (20, 40):
        old = [Term(f"t{i}", "a0", figure(100 + 50 * i)) for i in range(size)]
        d = chain(figure(0), figure(3))
        said = [says(t.id, "0.txt", published=on(2010)) for t in old]
        with patch.object(Slot, "_topics_of", autospec=True, side_effect=Slot._topics_of) as topics:
            derive(dealing(d.agreements, [*old, d.terms[1]], [*said, *d.statements[1:]], d.links))
        asked.append(topics.call_count)
    assert 0 < asked[1] < 3 * asked[0]
