"""Small families of documents, the whole way through a build: changes over time on one side, contradictions on the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from builds import build, found


def page(publisher: str, day: str, *paragraphs: str) -> str:
    """A page of a publisher; its first paragraph is the title."""
    head = f"---\ntitle: {paragraphs[0]}\npublisher: {publisher}\npublished: {day}\n---\n# {paragraphs[0]}\n"
    return "\n\n".join([head, *paragraphs[1:], ""])


FISHING = page(
    "Republic of Orland",
    "2019-05-02",
    "Orland and Vesk sign a fisheries agreement",
    "Orland and Vesk today signed a fisheries agreement.",
    "Vesk may catch 40,000 tonnes of herring a year.",
    "Boats of Vesk may fish within ten miles of the coast of Orland.",
    "The agreement runs through 31 December 2027.",
)
AMENDED = page(
    "Republic of Vesk",
    "2023-11-06",
    "What changes for our boats",
    "Last week Orland and Vesk signed an amended fisheries agreement.",
    "## What is new?",
    "Boats of Vesk may no longer fish within ten miles of the coast of Orland, as they could until now.",
    "## What stays?",
    "The agreement lasts through 31 December 2027.",
)


def test_what_a_page_sets_against_the_past_is_a_change(tmp_path: Path) -> None:
    """A right that is no longer given ends with the new agreement, although the sentence speaks of the past too."""
    verdicts = found(build(tmp_path, {"1.md": FISHING, "2.md": AMENDED}))

    assert {v[0] for v in verdicts} == {"supersession"}


def test_what_stays_under_a_heading_can_contradict(tmp_path: Path) -> None:
    """An earlier last day under "What stays?" is told of the agreement that stands: a contradiction."""
    other = AMENDED.replace("31 December 2027", "31 December 2026")

    assert "contradiction" in {v[0] for v in found(build(tmp_path, {"1.md": FISHING, "2.md": other}))}


def test_a_later_last_day_that_stays_was_put_off_before(tmp_path: Path) -> None:
    """Who says first-hand that 2028 stays knows what put it off: that is no contradiction, and nobody told an extension either."""
    other = AMENDED.replace("31 December 2027", "31 December 2028")

    assert {"contradiction", "extension"}.isdisjoint(v[0] for v in found(build(tmp_path, {"1.md": FISHING, "2.md": other})))


DEALER = page(
    "Calder Instruments",
    "2020-02-03",
    "Calder and Mistral sign a reseller agreement",
    "Calder Instruments and Mistral Lab Supply signed a reseller agreement on 1 February 2020.",
    "Mistral is the exclusive reseller of Calder in France.",
)
SETTLED = page(
    "Calder Instruments",
    "2023-10-12",
    "Calder and Mistral settle",
    "Calder Instruments and Mistral Lab Supply today signed a settlement agreement that amends their reseller agreement of "
    "1 February 2020.",
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Mistral is no longer the exclusive reseller of Calder in France.", {"supersession"}),
        ("Until then Mistral was the exclusive reseller of Calder in France.", set()),
        ("Mistral had claimed that it was the sole reseller of Calder in Belgium.", set()),
        ("Since 2020 Mistral has been the exclusive reseller of Calder in France.", set()),
        ("In 2020 Mistral paid a deposit of EUR 50,000. Mistral will pay a deposit of EUR 70,000.", {"supersession"}),
    ],
)
def test_what_was_is_not_told_of_the_new_agreement(sentence: str, expected: set[str], tmp_path: Path) -> None:
    """An exclusive right that ends is a change; a state of the past, a payment of an earlier year or a claim is no conflict."""
    verdicts = found(build(tmp_path, {"1.md": DEALER, "2.md": SETTLED + sentence + "\n"}))

    assert {v[0] for v in verdicts} == expected
