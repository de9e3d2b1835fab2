"""Which way a figure goes: what one paper only supposes, another names. All parties are invented."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.records import SOME_PARTY, Basis, Document, Layer, Modality, Stance, Statement, Sureness, TermContent
from kg.resolution.instructions import Placed
from kg.resolution.ways import with_ways

DEALINGS = {"pier": ("lease", "variation"), "mill": ("other",)}


def told(bearer: str, owed: str, sureness: Sureness, *, amount: int | None = 5, agreement: str = "lease") -> Placed:
    """One paper's word on a sum."""
    figure = None if amount is None else Decimal(amount)
    content = TermContent(
        "payment", Modality.OBLIGATION, (bearer,), (owed,) if owed else (), low=figure, high=figure, unit="EUR", sureness=sureness
    )
    statement = Statement("s", 0, 1, Layer.PARTY_TEXT, Stance.AFFIRMS, Basis.EXPLICIT, (agreement,), (content,))
    return Placed(Document("d", "text/plain", "0" * 64, "x"), statement, (agreement,), agreement, None, (content,), "d")


def ways(*uses: Placed) -> list[str]:
    """Who owes whom by each of some papers, once they are held together."""
    agreed = with_ways(uses, DEALINGS, lambda use: use.terms)
    return [f"{'+'.join(c.bearer)} > {'+'.join(c.counterparty)}" for use in uses for c in agreed(use)]


@pytest.mark.parametrize("sureness", [Sureness.OPEN, Sureness.SUPPOSED, Sureness.TAKEN_UP])
def test_what_is_supposed_goes_as_what_is_named(sureness: Sureness) -> None:
    """The contract names tenant and landlord; the report has only the fee, and got it the wrong way round."""
    assert ways(told("tenant", "owner", Sureness.BOTH_NAMED), told("owner", "tenant", sureness)) == ["tenant > owner"] * 2


def test_the_other_agreements_of_a_dealing_count_and_those_of_another_do_not() -> None:
    """A variation takes up the sum of the lease; the mill has nothing to do with it."""
    named = told("tenant", "owner", Sureness.NAMED)
    assert ways(named, told("owner", "tenant", Sureness.SUPPOSED, agreement="variation"))[1] == "tenant > owner"
    assert ways(named, told("owner", "tenant", Sureness.SUPPOSED, agreement="other"))[1] == "owner > tenant"


def test_what_words_name_is_never_overruled() -> None:
    """Two papers that name the payer differently stay as they are, whoever else agrees with one of them."""
    uses = [
        told("tenant", "owner", Sureness.BOTH_NAMED),
        told("tenant", "owner", Sureness.NAMED),
        told("owner", "tenant", Sureness.NAMED),
    ]
    assert ways(*uses) == ["tenant > owner", "tenant > owner", "owner > tenant"]


def test_who_is_owed_is_told_by_another_paper_and_not_lost() -> None:
    """The words name the payer alone: whom he pays comes from the other paper, but "to nobody in particular" is no news."""
    pair = told("tenant", "owner", Sureness.BOTH_NAMED)
    assert ways(pair, told("tenant", "bank", Sureness.NAMED))[1] == "tenant > owner"
    assert ways(told("tenant", "", Sureness.NAMED), told("tenant", "bank", Sureness.SUPPOSED))[1] == "tenant > bank"


def test_two_ways_that_weigh_the_same_tell_nothing() -> None:
    """Where as much is said for one as for the other, each paper keeps its own reading."""
    assert ways(told("a", "b", Sureness.NAMED), told("b", "a", Sureness.NAMED), told("c", "a", Sureness.SUPPOSED))[2] == "c > a"


def test_what_nobody_names_tells_nothing() -> None:
    """Guesses do not make one another true, nor does who is left open."""
    assert ways(*[told("a", "b", Sureness.SUPPOSED)] * 3, told("b", "a", Sureness.OPEN))[3] == "b > a"
    assert ways(*[told(SOME_PARTY, "b", Sureness.NAMED)] * 2, told("b", "a", Sureness.OPEN))[2] == "b > a"


def test_another_figure_and_none_at_all_are_left_alone() -> None:
    """Only the very figure is held together."""
    named = told("tenant", "owner", Sureness.BOTH_NAMED)
    assert ways(named, told("owner", "tenant", Sureness.SUPPOSED, amount=6))[1] == "owner > tenant"
    assert ways(told("a", "b", Sureness.BOTH_NAMED, amount=None), told("b", "a", Sureness.OPEN, amount=None))[1] == "b > a"


def test_a_figure_goes_as_the_one_that_it_replaces() -> None:
    """The lease says who pays 5; "the fee rises from 5 to 6" says of neither who pays it."""
    change = told("owner", "tenant", Sureness.OPEN, amount=6)
    was = told("owner", "tenant", Sureness.OPEN)
    taken = replace(was, statement=replace(was.statement, stance=Stance.PRESUPPOSES))
    assert ways(told("tenant", "owner", Sureness.BOTH_NAMED), change, taken) == ["tenant > owner"] * 3
