"""Tests of what a text means by words that take up what was named before: a people, a house, a new paper; all here is invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.extraction.agreements import AgreementIndex, find_agreements
from kg.extraction.parties import find_parties
from kg.extraction.party_index import PartyIndex
from kg.extraction.passages import Passage
from kg.reading import Source, read_each
from kg.records import DateBounds, Document, Force


def read(folder: Path, text: str) -> tuple[PartyIndex, AgreementIndex]:
    path = folder / "text.md"
    path.write_text(text, encoding="utf-8")
    (document,) = [d for d in read_each(Source(path, path.name)) if isinstance(d, Document)]
    parties = find_parties(document)
    return parties, find_agreements(document, parties)


NEWS = """# Maison Velm swaps Ormley for Tarn

*The Slipway, 5 June 2025*

Maison Velm has handed Kestrel Boats the exclusive lease of its yard. The Danes pay Maison Velm EUR 9 million a year for ten years.

Sandoval Tugs leaves the yard that it shared with Maison Velm.
It does not leave for nothing: Maison Velm is paying the Italians EUR 4 million."""


@pytest.mark.parametrize(("words", "meant"), [("The Danes pay.", "kestrel-boats"), ("It pays the Italians.", "sandoval-tugs")])
def test_a_word_for_a_people_means_the_firm_named_before(words: str, meant: str, tmp_path: Path) -> None:
    """In a text of firms a people is no party but the firm that was named last, outside of the clause."""
    parties, _ = read(tmp_path, NEWS)
    assert {m.key for m in parties.mentions} == {"maison-velm", "kestrel-boats", "sandoval-tugs"}
    assert meant in {key for hit in parties.hits(Passage.of(words)) for key in hit.keys}


BULLETIN = """# THE PADDLE
### News for the members of the Ormley Rowers Club - no. 31, June 2025

On 12 May I went to sign with Velm Yard. This is what the new lease says.

* The rent goes up: we pay Velm Yard 900 euros a month.

**Path.** In a letter of intent, not binding on anyone, Lake Trust and we say that we hope to lay a path before winter."""


def test_a_new_paper_has_the_day_of_the_signing_told_before(tmp_path: Path) -> None:
    """What is called new was made on the day on which the sentence before says that somebody went to sign."""
    _, found = read(tmp_path, BULLETIN)
    lease = next(m for m in found.mentions if m.title == "new lease")
    assert lease.made == DateBounds(date(2025, 5, 12), date(2025, 5, 12))


def test_a_letter_of_intent_is_told_in_passing(tmp_path: Path) -> None:
    """A sentence that opens with "in a letter of intent" and says what parties hope makes that paper, beside the main one."""
    _, found = read(tmp_path, BULLETIN)
    paper = next(m for m in found.mentions if m.kind == "memorandum")
    assert paper.force is Force.NON_BINDING
    assert "lake-trust" in paper.parties


def test_the_new_paper_is_none_of_an_earlier_year(tmp_path: Path) -> None:
    """A text of 2025 that speaks of "the new rider" and of "the 2022 rider" knows two."""
    _, found = read(
        tmp_path,
        "# What is behind the new rider?\n\n*The Oar - blog of the Centre for Open Lakes, Ormley. By Ann Bee, 3 November 2025*\n\n"
        "Under the new rider Velm Yard pays Tarn Rowers a premium of €240 per boat. Tarn Rowers lets Velm Yard a shed.\n\n"
        "The warden? Gone: the 2022 rider released Velm Yard from paying Tarn Rowers for the post.\n",
    )
    riders = [m for m in found.mentions if m.kind == "amendment"]
    assert [m.made.earliest for m in riders] == [None, date(2022, 1, 1)]
