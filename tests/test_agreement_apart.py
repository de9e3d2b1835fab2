"""Deals with one whom the main agreement of a report does not have, told in passing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction.agreements import AgreementIndex, find_agreements
from kg.extraction.parties import find_parties
from kg.reading import Source, read_source

NEWS = """# Alder Cranes plc

London, 5 May 2023

On 3 May 2023 we signed a lease with Brae Dredging Ltd. We will pay Brae Dredging $400 a month.

{told} Corvid Towage Ltd will pay us $90 until then.
"""


def read(folder: Path, told: str) -> tuple[AgreementIndex, tuple[str, ...]]:
    """Return what a notice with some sentences knows of agreements, and of which the last of these speaks."""
    path = folder / "notice.md"
    path.write_text(text := NEWS.format(told=told), encoding="utf-8")
    (document,) = read_source(Source(path, path.name))
    index = find_agreements(document, find_parties(document))
    last = text.index(told.rsplit(". ", 1)[-1])
    return index, index.about(last, last + 20)


@pytest.mark.parametrize(
    "told",
    [
        "The tug contract with Corvid Towage Ltd ends on 30 June.",
        "The tug contract, which we had with Corvid Towage Ltd, ends on 30 June.",
        "Corvid Towage Ltd has moved our barges so far. That contract ends on 30 June.",
    ],
)
def test_a_deal_with_somebody_new_is_of_him_and_of_who_speaks(told: str, tmp_path: Path) -> None:
    """He stands beside the name of the deal, or in the sentence before the words that take it up."""
    index, about = read(tmp_path, told)
    (other,) = (m for m in index.mentions if m.key != "own" and not m.mentioned.implied)
    assert (set(other.parties), about) == ({"alder-cranes", "corvid-towage"}, (other.key,))


@pytest.mark.parametrize(
    "told",
    [
        "Under the lease Brae Dredging may sublet the quay to Corvid Towage Ltd.",
        "Corvid Towage Ltd has moved our barges so far. The lease ends on 30 June.",
    ],
)
def test_the_main_deal_stays_the_one_that_is_meant_where_somebody_new_is_not_tied_to_it(told: str, tmp_path: Path) -> None:
    """Whoever else a sentence names, "the lease" is the one that the notice tells of."""
    index, _ = read(tmp_path, told)
    assert all("corvid-towage" not in m.parties for m in index.mentions if not m.mentioned.implied)
