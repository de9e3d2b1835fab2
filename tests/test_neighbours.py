"""Documents that name somebody whom only others take for a party, read with him too. All parties here are invented."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import document

import kg
from kg.extraction import read_document
from kg.extraction.party_group import Group
from kg.extraction.party_lent import lent_groups
from kg.extraction.party_unnamed import makes_with_others
from kg.legal_names import word_marks
from kg.records import PartyMention
from kg.resolution import AgreementKeys, ReadingKeys, known_around

CONTRACT = """ICE SUPPLY AGREEMENT

This Agreement is made on 3 May 2021 between Polder Creamery Ltd. (the "Creamery"), Vanth Ice SE (the "Supplier") and
Quell Haulage GmbH (the "Haulier").

1. The Supplier shall deliver 900 tonnes of ice to the Creamery in each year.
2. The Creamery shall pay the Supplier EUR 400,000 per year.
3. The Creamery shall pay the Haulier EUR 70,000 per year.
4. The Haulier shall carry the ice in cooled vans only.
"""
REPORT = """Ice for the creamery
The Polder Post, 2 June 2021

Polder Creamery and Vanth Ice have signed a supply agreement. Vanth Ice will deliver 900 tonnes of ice a year. Polder Creamery
will pay Vanth Ice EUR 400,000 a year.

The vans are those of the man next door: EUR 70,000 a year goes to Quell.
"""


def reading(document: str, text: str, *parties: PartyMention, contract: bool = False) -> ReadingKeys:
    """What a document tells of parties, who have one deal with one another."""
    deal = AgreementKeys("own", tuple(m.key for m in parties), None, None, supposed=False, own=True)
    return ReadingKeys(document, parties, (deal,), (("own",),), contract=contract, marks=word_marks(text), says=document)


def mention(key: str, name: str, *, deals: bool = False, lent: bool = False) -> PartyMention:
    """A party as a document knows it."""
    return PartyMention(key, name, deals=deals, lent=lent)


POLDER = mention("polder", "Polder Creamery Ltd.")
VANTH = mention("vanth", "Vanth Ice SE")
QUELL = mention("quell", "Quell")


def lent(*readings: ReadingKeys) -> dict[str, list[str]]:
    """The names with which each document is read again."""
    return {name: [m.name for m in some] for name, some in known_around(readings).items()}


def test_a_report_is_read_with_the_third_party_of_the_contract(tmp_path: Path) -> None:
    """The report takes two for parties and names the third; beside the contract it tells who is paid."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "contract.txt").write_text(CONTRACT, encoding="utf-8")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    kg.build(folder, tmp_path / "out")
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    entry = next(d for d in report["documents"] if d["identifier"] == "report.txt")
    assert entry["read_with"] == ["Quell Haulage GmbH"]
    alone = read_document(document("report.txt", REPORT))
    assert "Quell Haulage GmbH" not in {m.name for m in alone.parties}


@pytest.mark.parametrize(
    ("text", "third", "contract", "told"),
    [
        ("Polder and Vanth pay Quell", mention("quell", "Quell", deals=True), True, True),
        ("Polder and Vanth pay Quell", QUELL, False, False),
        ("Polder and Vanth pay Quell", mention("quell", "Quell Haulage GmbH"), False, True),
        ("Polder and Vanth pay the haulier", QUELL, True, False),
        ("Polder and Vanth", mention("ice", "Vanth Holding AG"), True, False),
    ],
)
def test_who_is_a_party_by_name_or_by_a_contract_is_lent_to_whoever_names_him(
    text: str, third: PartyMention, contract: bool, told: bool
) -> None:
    """A name that one report alone takes for a party is lent to nobody, and a text that does not name somebody is left alone."""
    report = reading("report", text, POLDER, VANTH)
    deed = reading("deed", "", POLDER, VANTH, third, contract=contract)
    assert lent(report, deed) == ({"report": [third.name]} if told else {})


def test_nobody_is_lent_to_a_contract_which_tells_itself_who_makes_it() -> None:
    """Whom a contract names beside those who make it does not make it."""
    deed = reading("deed", "Polder, Vanth and Quell", POLDER, VANTH, contract=True)
    other = reading("other", "", POLDER, QUELL, contract=True)
    assert lent(deed, other) == {}


def test_nobody_is_lent_who_deals_with_nobody_of_whom_a_document_tells() -> None:
    """A name that some other deal of the collection has may be anybody's here."""
    report = reading("report", "Polder and Vanth praise Quell", POLDER, VANTH)
    other = reading("other", "", QUELL, mention("osk", "Osk AG"), contract=True)
    assert lent(report, other) == {}


def test_a_state_is_lent_whichever_document_knows_it_for_one() -> None:
    """That one report, the first by its name, takes it for something else changes nothing."""
    report = reading("report", "Polder and Vanth pay Quell", POLDER, VANTH)
    some = reading("a", "", POLDER, QUELL), reading("b", "", POLDER, replace(QUELL, kind="government"))
    assert lent(report, *some) == lent(report, *(replace(r, document=n, says=n) for r, n in zip(some, "ba", strict=True)))
    assert lent(report, *some) == {"report": ["Quell"]}


def test_a_copy_of_a_document_lends_it_nothing() -> None:
    """Only what tells something else knows more."""
    report = reading("report", "Polder and Vanth pay Quell", POLDER, VANTH)
    copy = replace(reading("copy", "", POLDER, mention("quell", "Quell Haulage GmbH")), says="report")
    assert lent(report, copy) == {}


@given(st.permutations(range(3)))
def test_the_order_of_documents_changes_nothing(order: list[int]) -> None:
    """Who is lent to whom hangs on what documents tell alone."""
    some = [
        reading("report", "Polder and Vanth pay Quell", POLDER, VANTH),
        reading("deed", "", POLDER, VANTH, QUELL, contract=True),
        reading("mail", "Quell asks Vanth for Polder", VANTH, QUELL),
    ]
    assert lent(*(some[i] for i in order)) == lent(*some)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The vans are those of Quell.", ["Quell Haulage GmbH"]),
        ("They met in Quell, near Quell Bridge.", []),
        ("Quell Haulage GmbH has vans in Quell.", ["Quell Haulage GmbH"]),
        ("Nobody has vans.", []),
    ],
)
def test_the_beginning_of_a_name_that_stands_where_places_do_names_nobody(text: str, names: list[str]) -> None:
    """Firms are called after towns, and texts are written in towns."""
    found = lent_groups(text, [mention("quell", "Quell Haulage GmbH", lent=True)], [])
    assert [group.name for group in found] == names


def test_who_is_one_of_those_whom_a_text_knows_is_not_lent_to_it() -> None:
    """What stands there is the name of the text's own party already."""
    own = Group("quell")
    own.names["Quell Vans AG"] += 1
    assert lent_groups("Quell pays.", [mention("quell", "Quell", lent=True)], [own]) == []


def test_who_is_lent_changes_nothing_of_the_parties_of_a_text_itself() -> None:
    """Its own parties, and whom it is about, stay; who was added is marked."""
    text = document("report.txt", REPORT)
    alone = read_document(text)
    beside = read_document(text, [mention("quell", "Quell Haulage GmbH", lent=True)])
    assert [m.name for m in beside.parties if not m.lent] == [m.name for m in alone.parties]
    assert [m.name for m in beside.parties if m.lent] == ["Quell Haulage GmbH"]
    assert not beside.lent


LETTER = """From: Ina Vanth <ina@vanth.example>
Date: Wed, 2 June 2021 09:00:00 +0200
Subject: Ice

Dear all,

on Tuesday the haulier, Polder Creamery and Vanth Ice signed a new agreement on the ice. Vanth Ice will deliver 950 tonnes of ice
a year to Polder Creamery. The haulier gets EUR 80,000 a year from Polder Creamery until 31 December 2026.
"""


def test_who_signs_under_a_noun_is_the_one_whom_others_call_so(tmp_path: Path) -> None:
    """A contract beside the letter tells who the haulier is that "signed with Acme and Beta", and the new deal is of all three."""
    alone = read_document(document("letter.txt", LETTER))
    assert alone.unnamed == ("haulier",)
    haulier = PartyMention("quell", "Quell Haulage GmbH", deals=True, roles=("Haulier",))
    here = replace(reading("letter", LETTER, POLDER, VANTH), unnamed=("haulier",), marks="")
    told = known_around([here, reading("contract", CONTRACT, POLDER, VANTH, haulier, contract=True)])
    assert [(m.name, m.roles) for m in told["letter"]] == [("Quell Haulage GmbH", ("the haulier",))]
    read = read_document(document("letter.txt", LETTER), told["letter"])
    assert next(a for a in read.agreements if a.own).parties == ("polder-creamery", "quell-haulage", "vanth-ice")


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("Under a contract struck with the mill and with Acme, Beta pays.", ("mill",)),
        ("On Monday the city, Acme and ourselves renewed the lease.", ("city",)),
        ("Acme has a contract with Beta and the software maker Gamma.", ()),
        ("The weather, Acme and Beta are all fine.", ()),
    ],
)
def test_a_noun_in_a_list_of_makers_is_somebody_unnamed(text: str, nouns: tuple[str, ...]) -> None:
    """Only who stands with parties before a verb of making, or behind "a contract with", makes a contract with them."""
    assert tuple(makes_with_others(["Acme", "Beta"], text)) == nouns
