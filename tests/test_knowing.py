"""Documents that show no two parties by themselves, read with those of other documents. All parties here are invented."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.extraction import read_document
from kg.extraction.party_known import claims_of_known
from kg.pipeline import build
from kg.pipeline.spread import ReadDocument, read_known, read_source
from kg.reading import list_inputs
from kg.records import Document, PartyMention, Reading
from kg.resolution import AgreementKeys, ReadingKeys, known_around

CONTRACT = """SUPPLY AGREEMENT

This Agreement is made on 3 May 2021 between Corbel Stores Ltd. (the "Grocer") and Dray Technologies SE (the "Carrier").

1. The Carrier shall deliver the orders of the Grocer within two hours.
2. The Grocer shall pay the Carrier EUR 400,000 per year.
"""
NOTICE = """Good news from the shop floor

Corbel's baskets ride with Dray from this week on. Dray has to bring each order to the door within two hours. Corbel pays
EUR 400,000 per year for it. The van drivers had asked for a longer break, and get it.
"""


def write(folder: Path, **texts: str) -> Path:
    """A folder with documents."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def told(folder: Path, out: Path, name: str = "notice.txt") -> tuple[list[str], list[str]]:
    """The passages of one document that a build made statements of, and the parties of others with which it was read."""
    kg.build(folder, out)
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    entry = next(d for d in report["documents"] if d["identifier"] == name)
    return [s["words"] for s in entry["statements"]], entry["read_with"]


def test_a_notice_that_names_nobody_in_full_is_read_with_the_names_of_the_contract(tmp_path: Path) -> None:
    """Alone the notice shows no two parties; beside the contract it tells what each of them owes, in its own words."""
    assert told(write(tmp_path / "alone", notice=NOTICE), tmp_path / "one") == ([], [])
    words, names = told(write(tmp_path / "both", notice=NOTICE, contract=CONTRACT), tmp_path / "two")
    assert names == ["Corbel Stores Ltd.", "Dray Technologies SE"]
    assert any("EUR 400,000" in passage for passage in words)
    assert all(passage in NOTICE for passage in words)
    assert told(tmp_path / "both", tmp_path / "two", "contract.txt")[1] == []


@pytest.mark.parametrize(
    ("notice", "contract"),
    [
        (NOTICE.replace("Dray", "Merle"), CONTRACT),
        (NOTICE, CONTRACT.replace("Dray Technologies SE", "Osk AG")),
        (NOTICE.replace("Dray", "Drayton"), CONTRACT),
    ],
)
def test_a_text_that_names_but_one_of_those_who_deal_is_left_alone(tmp_path: Path, notice: str, contract: str) -> None:
    """One name may be anybody's; only two who deal with one another show whom a text is about."""
    assert told(write(tmp_path / "in", notice=notice, contract=contract), tmp_path / "out") == ([], [])


def test_a_build_again_is_that_of_an_empty_folder(tmp_path: Path) -> None:
    """What is kept of a notice serves while the contract names its parties, and what it says alone once that is gone."""
    folder, out = write(tmp_path / "in", notice=NOTICE, contract=CONTRACT), tmp_path / "out"
    first = told(folder, out)
    assert kg.build(folder, out).report["counts"] == kg.build(folder, tmp_path / "fresh").report["counts"]
    (folder / "contract.txt").write_text(CONTRACT.replace("Dray Technologies SE", "Osk AG"), encoding="utf-8")
    assert told(folder, out) == ([], [])
    assert (out / "graph.nq").read_bytes() == kg.build(folder, tmp_path / "other").folder.joinpath("graph.nq").read_bytes()
    (folder / "contract.txt").write_text(CONTRACT, encoding="utf-8")
    assert told(folder, out) == first
    assert (out / "graph.nq").read_bytes() == (tmp_path / "fresh" / "graph.nq").read_bytes()


def test_what_fails_with_the_parties_of_others_is_told_and_read_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory that runs out then is told in the report; the document stays, and the next build tries again."""

    def read(document: Document, known: Sequence[PartyMention] = (), alone: Reading | None = None) -> Reading:
        if known:
            raise MemoryError
        return read_document(document)

    folder = write(tmp_path / "in", notice=NOTICE, contract=CONTRACT)
    with monkeypatch.context() as patch:
        patch.setattr("kg.pipeline.documents.read_document", read)
        built = build([folder], tmp_path / "out")
    assert [failure.identifier for failure in built.failures] == ["notice.txt"]
    assert built.documents == ("contract.txt", "notice.txt")
    assert told(folder, tmp_path / "out")[1] == ["Corbel Stores Ltd.", "Dray Technologies SE"]


def test_a_worker_of_a_cluster_reads_it_alike(tmp_path: Path) -> None:
    """The parties that the driver sends about give the reading of one machine, under a key of its own."""
    folder = write(tmp_path / "in", notice=NOTICE, contract=CONTRACT)
    read = [one for source in list_inputs([folder]) for one in read_source(source, "https://example.org/")]
    documents = [one for one in read if isinstance(one, ReadDocument)]
    known = known_around(one.keys.keys for one in documents)
    assert list(known) == ["notice.txt"]
    contract, notice = (read_known(one, SimpleNamespace(value=known), "https://example.org/") for one in documents)
    assert contract is documents[0]
    assert notice.keys.key != documents[1].keys.key
    assert notice.body.reading == read_document(notice.body.document, known["notice.txt"])


# ------------------------------------------------------------------ whose names a text can have
def deal(document: str, *parties: PartyMention) -> ReadingKeys:
    """What a document says of those who deal in it."""
    return ReadingKeys(document, parties, (AgreementKeys("own", tuple(p.key for p in parties), None, None),), ())


def text(document: str, *words: str) -> ReadingKeys:
    """A document that shows no two parties, with the words that its names can have."""
    return ReadingKeys(document, (), (), (), capitals=words)


BAKER = PartyMention("corbel", "Corbel Stores Ltd.", ("CSL",), roles=("the Grocer",))
CARRIER = PartyMention("dray", "Dray Technologies SE", roles=("Carrier",))
MILL = PartyMention("mill", "Ottery Mill Ltd.")


def names(*readings: ReadingKeys) -> list[str]:
    """The names with which the document "x" is to be read."""
    return [party.name for party in known_around(readings).get("x", ())]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("Corbel", "Dray"), ["Corbel Stores Ltd.", "Dray Technologies SE"]),
        (("CSL", "Dray"), ["Corbel Stores Ltd.", "Dray Technologies SE"]),
        (("CSL", "Carrier"), ["Corbel Stores Ltd.", "Dray Technologies SE"]),
        (("Corbel", "Carrier"), ["Corbel Stores Ltd.", "Dray Technologies SE"]),
        (("Technologies", "grocer"), []),
        (("Technologies", "Stores"), ["Corbel Stores Ltd.", "Dray Technologies SE"]),
        (("OM", "Oak"), []),
        (("Dray",), []),
        (("Dray", "Ottery"), []),
        (("Grocer", "Carrier"), []),
    ],
)
def test_two_who_deal_are_named_or_one_is_and_the_role_of_the_other(words: tuple[str, ...], found: list[str]) -> None:
    """A first word can stand for a name, and so can one that nobody else has; two roles alone are anybody's."""
    assert names(deal("a", BAKER, CARRIER), deal("b", MILL, PartyMention("oak", "Oak Ltd.")), text("x", *words)) == found


def test_a_text_without_a_deal_hints_at_those_who_deal() -> None:
    """By the initials of one and what the other is; at those of whom it has most; a text with a deal of its own hints at nobody."""
    union = PartyMention("u", "Union of Lakeside Dairymen", nouns=("union",))
    maker = PartyMention("m", "Pellworth Cheese Ltd", nouns=("creamery",))
    first, second = deal("a", union, maker), deal("b", union, PartyMention("o", "Oakum Ltd."))
    assert names(first, second, text("x", "ULD", "creamery")) == ["Pellworth Cheese Ltd", "Union of Lakeside Dairymen"]
    assert names(first, second, text("x", "creamery", "union")) == []
    assert names(first, second, text("x", "Lakeside", "Oakum", "creamery")) == ["Oakum Ltd.", "Union of Lakeside Dairymen"]
    own = replace(text("x", "ULD", "creamery"), agreements=(AgreementKeys("own", (), None, None),))
    assert names(first, second, own) == []


def test_a_name_and_its_initials_are_hinted_at_as_one() -> None:
    """Where one document writes the name of a union out and another one only its initials, a third is read with one union."""
    union, letters = PartyMention("u", "Union of Lakeside Dairymen"), PartyMention("l", "ULD")
    maker = PartyMention("m", "Pellworth Cheese Ltd", nouns=("creamery",))
    circles = deal("a", union, maker), deal("b", letters, maker)
    assert names(*circles, text("x", "ULD", "creamery")) == ["Pellworth Cheese Ltd", "Union of Lakeside Dairymen"]


def test_a_word_of_everybody_leads_to_nobody() -> None:
    """Of a firm with more than a hundred deals a text speaks where the name of the other side tells with whom."""
    hub = PartyMention("hub", "Corbel Stores Ltd.")
    others = [
        PartyMention(f"p{i}", f"Quay{chr(97 + i % 26)}{chr(97 + i // 26)} Yards Ltd.", roles=("the Yard",)) for i in range(120)
    ]
    deals = [deal(f"d{i:03}", hub, other) for i, other in enumerate(others)]
    assert names(*deals, text("x", "Corbel", "Yard", "Yards")) == []
    assert names(*deals, text("x", "Corbel", "Quayab")) == ["Corbel Stores Ltd.", "Quayab Yards Ltd."]


def test_a_mail_names_its_house_by_its_address(tmp_path: Path) -> None:
    """Nothing else of the mail says who writes it; the contract knows a party of that name."""
    mail = (
        "From: Ada Wren <wren@dray.example>\nTo: crews@dray.example\nDate: Tue, 19 Mar 2024 08:05:00 +0100\nSubject: Signed\n\n"
        "Dear crews,\n\nlast night CSL and we put off the end. The agreement runs through 31 May 2027, and CSL pays "
        "EUR 500,000 per year.\n"
    )
    contract = CONTRACT.replace("Corbel Stores Ltd.", "CSL").replace("Dray Technologies SE", "Dray")
    folder = write(tmp_path / "in", contract=contract)
    (folder / "mail.eml").write_text(mail, encoding="utf-8")
    words, names_ = told(folder, tmp_path / "out", "mail.eml")
    assert "Dray" in names_
    assert any("EUR 500,000" in passage for passage in words)


def test_what_several_documents_call_a_party_is_held_together() -> None:
    """One knows the short name, another the role; the longest name is used."""
    short = PartyMention("c", "Corbel", ("Corbel Stores",), ("Corbel & Sons",), ("Buyer",))
    (baker, _) = known_around(
        [deal("a", BAKER, CARRIER), deal("b", replace(short, name="Corbel Stores"), CARRIER), text("x", "CSL", "Dray")]
    )["x"]
    assert (baker.name, baker.aliases, baker.former_names) == ("Corbel Stores Ltd.", ("CSL", "Corbel Stores"), ("Corbel & Sons",))
    assert baker.roles == ("Buyer", "the Grocer")


def test_where_every_document_shows_its_parties_nothing_is_read_again() -> None:
    """Nobody is looked for, and a text that names nobody is left alone."""
    assert known_around([deal("a", BAKER, CARRIER)]) == {}
    assert known_around([deal("a", BAKER, CARRIER), text("x", "Monday")]) == {}


@given(
    st.permutations([deal("a", BAKER, CARRIER), deal("b", CARRIER, MILL), text("x", "Dray", "Ottery"), text("y", "CSL", "Dray")])
)
def test_the_order_of_documents_changes_nothing(readings: list[ReadingKeys]) -> None:
    """Nor does what is read again tell of further parties."""
    ordered = sorted(readings, key=lambda one: one.document)
    assert known_around(readings) == known_around(ordered)
    assert sorted(known_around(readings)) == ["x", "y"]


def shown(*names: PartyMention) -> ReadingKeys:
    """The document "x", which shows some names that may be those of no party, with the words that its names can have."""
    words = ("Corbel", "Dray", *(name.name for name in names))
    return replace(deal("x", *names), capitals=words)


_TOWN = PartyMention("merle", "Merle")
_BAKERY = PartyMention("corbel", "Corbel")


def test_a_text_whose_names_no_other_document_knows_is_read_with_those_who_deal_elsewhere() -> None:
    """A town beside one of the two who deal is no other side: the text has the names of both."""
    both = ["Corbel Stores Ltd.", "Dray Technologies SE"]
    assert names(deal("a", BAKER, CARRIER), shown(_BAKERY, _TOWN)) == both
    assert names(deal("a", BAKER, CARRIER), shown(_TOWN, PartyMention("osk", "Osk"))) == both


@pytest.mark.parametrize(
    "beside",
    [
        PartyMention("dray", "Dray"),
        PartyMention("merle", "Merle Ltd."),
        PartyMention("merle", "Merle Harbour Commission"),
        PartyMention("merle", "Merle", deals=True),
    ],
    ids=["known elsewhere", "a firm by its form", "a body by its noun", "said to make a contract"],
)
def test_a_text_that_shows_two_who_can_be_parties_is_left_alone(beside: PartyMention) -> None:
    """Whom nobody else knows may be a party all the same, where its name or the text says so."""
    assert names(deal("a", BAKER, CARRIER), shown(_BAKERY, beside)) == []
    assert names(deal("a", BAKER, CARRIER), shown(_BAKERY, _TOWN, PartyMention("we", ""))) == []  # who speaks is the other side


def test_who_is_a_party_by_nothing_but_what_it_does_is_lent_to_no_other_text() -> None:
    """What one notice takes for a party may be a brand; only a form, a role or a body shows more."""
    brands = (PartyMention("corbel", "Corbel"), PartyMention("dray", "Dray"))
    assert names(deal("a", *brands), shown(_TOWN, PartyMention("osk", "Osk"))) == []


def test_a_party_that_only_an_address_shows_gets_no_name_of_it() -> None:
    """The host of an address tells who is meant, and is no other name of it."""
    party = PartyMention("kvd", "Kolvan Vat Depot Ltd.", ("KVD",))
    text = "Questions go to gate@kvd.example."
    (claim,) = claims_of_known(text, [party])
    assert (text[claim.start : claim.end], [name for name, _, _ in claim.aliases]) == ("kvd", ["KVD"])
