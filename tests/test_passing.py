"""Tests of names that one document takes for a party beside those who deal; all parties here are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.legal_names import word_marks
from kg.pipeline.report import list_warnings
from kg.records import SPEAKER, PartyMention
from kg.resolution.grouping import AgreementKeys, ReadingKeys
from kg.resolution.overrides import parse_overrides
from kg.resolution.passing import settle_parties


def _reading(document: str, *names: str, own: tuple[str, ...] = (), **more: object) -> ReadingKeys:
    """What a document says of parties that make one agreement; `own`: of those that make another one beside it."""
    mentions = tuple(_named(name) for name in names)
    deals = [(m.key for m in mentions), own] if own else [(m.key for m in mentions)]
    agreements = tuple(AgreementKeys(f"deal-{n}", tuple(keys), None, None) for n, keys in enumerate(deals))
    return ReadingKeys(document, mentions, agreements, (), **more)  # type: ignore[arg-type]


def _named(name: str, *, deals: bool = False) -> PartyMention:
    return PartyMention(name, name, deals=deals)


def _left(*readings: ReadingKeys) -> set[str]:
    """The names that stand for no party."""
    known = {party.name for party in settle_parties(readings).parties.values()}
    return {mention.name for one in readings for mention in one.parties} - known


KNOWN = (_reading("a", "Torvik Foods", "Windy Farms"), _reading("b", "Torvik Foods", "Windy Farms"))


@pytest.mark.parametrize("name", ["Melbridge", "Golden Crust", "Ada Finch", "Help Desk"])
def test_a_name_that_one_document_adds_to_those_who_deal_is_no_party(name: str) -> None:
    """A place, a brand, a person and an office are in one document taken for a third party of the deal of two."""
    assert _left(*KNOWN, _reading("c", "Torvik Foods", "Windy Farms", name)) == {name}


def test_what_is_passed_over_is_noted_and_stands_among_the_warnings() -> None:
    """Nothing is dropped in silence: the report says which name of which document is taken for no party, and why."""
    table = settle_parties([*KNOWN, _reading("c", "Torvik Foods", "Windy Farms", "Melbridge")])
    assert [(note.kind, note.names, note.documents) for note in table.notes] == [("passed-over", ("Melbridge",), ("c",))]
    why = "only this document tells of it, beside parties that others know"
    assert list_warnings((), (), (), table) == [f"c: Melbridge is taken for no party: {why}."]


@pytest.mark.parametrize("name", ["Melbridge", "Ada Finch", "Chancellor", "Windyfrm"])
def test_a_name_beside_one_party_stands_for_the_one_that_it_deals_with(name: str) -> None:
    """A document that tells of a deal of two, and names a place, a person or a host instead of one of them, means that one."""
    table = settle_parties([*KNOWN, _reading("c", "Torvik Foods", name)])
    assert table.party_of["c", name] == table.party_of["a", "Windy Farms"]
    why = "only this document tells of it, beside a party that deals with that one by the others"
    assert list_warnings((), (), (), table) == [f"c: {name} is taken for Windy Farms: {why}."]


@pytest.mark.parametrize("name", ["Melbridge Ltd.", "Guild of Millers", "Torvik Lines"])
def test_a_firm_a_body_or_a_name_that_shares_a_word_beside_one_party_is_somebody_else(name: str) -> None:
    """So is who is said to make a contract, and a name beside a party that deals with two as often."""
    assert _left(*KNOWN, _reading("c", "Windy Farms", name)) == set()
    third = (_reading("d", "Torvik Foods", "Hollow Mill"), _reading("e", "Torvik Foods", "Hollow Mill"))
    assert _left(*KNOWN, *third, _reading("c", "Torvik Foods", "Melbridge")) == set()


def test_who_says_we_unnamed_is_no_name_beside_a_party() -> None:
    """A text may tell of one party and of whoever speaks in it; only names are taken for somebody else."""
    text = ReadingKeys("c", (_named("Torvik Foods"), _named("Melbridge"), PartyMention(SPEAKER, "")), (), ())
    assert settle_parties([*KNOWN, text]).party_of["c", "Melbridge"] == settle_parties(KNOWN).party_of["a", "Windy Farms"]


def test_a_ruling_keeps_a_name_or_takes_it_for_no_party() -> None:
    """What a person decided holds in every document, whatever the others tell, and nobody is warned of it."""
    readings = [*KNOWN, _reading("c", "Torvik Foods", "Windy Farms", "Melbridge")]
    kept = settle_parties(readings, parse_overrides('party = ["MELBRIDGE"]'))
    assert sorted(p.name for p in kept.parties.values()) == ["Melbridge", "Torvik Foods", "Windy Farms"]
    named = settle_parties(readings, parse_overrides('different = [["Melbridge", "Windy Farms"]]'))
    assert sorted(p.name for p in named.parties.values()) == ["Melbridge", "Torvik Foods", "Windy Farms"]
    ruled = settle_parties(readings, parse_overrides('no-party = ["Melbridge", "Windy Farms Ltd."]'))
    assert [p.name for p in ruled.parties.values()] == ["Torvik Foods"]
    assert list_warnings((), (), (), ruled) == []


def test_a_ruling_on_a_name_that_nobody_tells_is_reported() -> None:
    """A ruling that bears on nothing says so, as all decisions do."""
    table = settle_parties(KNOWN, parse_overrides('party = ["Elm Co"]\nno-party = ["Oak Pier"]'))
    assert [(n.names, n.reason) for n in table.notes if n.kind == "override"] == [
        (("Elm Co",), "the ruling does not apply: no document takes Elm Co for a party"),
        (("Oak Pier",), "the ruling does not apply: no document takes Oak Pier for a party"),
    ]


def test_who_only_speaks_of_the_deal_of_others_is_no_party() -> None:
    """A page that says "we" gives its own name a deal with somebody, though the others make that deal between them."""
    page = _reading("c", "Torvik Foods", "Windy Farms", "Pole Times", own=("Torvik Foods", "Pole Times"), speakers=("Pole Times",))
    assert _left(*KNOWN, page) == {"Pole Times"}


@pytest.mark.parametrize(
    "reading",
    [
        _reading("c", "Torvik Foods", "Windy Farms", "Melbridge Mills Ltd."),
        _reading("c", "Torvik Foods", "Windy Farms", "Melbridge", own=("Torvik Foods", "Melbridge")),
        _reading("c", "Torvik Foods", "Windy Farms", "Melbridge", reports=True),
        ReadingKeys("c", (_named("Torvik Foods"), _named("Windy Farms"), _named("Melbridge", deals=True)), (), ()),
        ReadingKeys("c", (_named("Torvik Foods"), _named("Melbridge", deals=True)), (), ()),
    ],
    ids=["legal form", "deal of its own", "report", "signs", "signs with one"],
)
def test_a_name_that_is_shown_to_deal_stays(reading: ReadingKeys) -> None:
    """A legal form, a deal of its own, a signature, or that a report tells of it, shows a party."""
    assert _left(*KNOWN, reading) == set()


def test_a_name_that_shares_a_word_with_a_party_elsewhere_stays() -> None:
    """The Valley Board of one document may be the Valley Water Board of another, though nothing joins the two."""
    other = _reading("d", "Torvik Foods", "Board of the Valley Waters", own=("Torvik Foods", "Board of the Valley Waters"))
    assert _left(*KNOWN, _reading("c", "Torvik Foods", "Windy Farms", "Valley Mills"), other) == set()


def test_documents_that_nobody_else_speaks_of_keep_their_parties() -> None:
    """Where no second document knows two of them, all names of a document stay."""
    assert _left(_reading("a", "Torvik Foods", "Windy Farms", "Melbridge")) == set()


def test_what_else_is_in_a_collection_changes_nothing() -> None:
    """Deals of others that name the place too, or share a word with it, tell nothing about whether it deals here."""
    page = _reading("c", "Torvik Foods", "Windy Farms", "Valley Melbridge")
    others = (_reading("x", "Sandy Mills", "Valley Melbridge"), _reading("y", "Sandy Mills", "Board of the Valley Waters"))
    assert _left(*KNOWN, page, *others[1:]) == {"Valley Melbridge"}
    notes = settle_parties([*KNOWN, page, *others]).notes
    assert [(note.names, note.documents) for note in notes if note.kind == "passed-over"] == [(("Valley Melbridge",), ("c",))]


def test_a_copy_vouches_for_no_name() -> None:
    """The same text under another name is no second document that knows a party."""
    page = _reading("c", "Torvik Foods", "Windy Farms", "Melbridge", says="1")
    assert _left(*KNOWN, page, replace(page, document="copy-of-c")) == {"Melbridge"}
    assert _left(*KNOWN, page, replace(page, document="d", says="2")) == set()


def _text(document: str, words: str, *names: str, **more: object) -> ReadingKeys:
    """What a document says of parties that make one agreement; its text has the words, too."""
    return replace(_reading(document, *names, **more), marks=word_marks(f"{words} {' '.join(names)}"))  # type: ignore[arg-type]


def test_a_name_that_more_documents_hold_than_take_for_a_party_is_none() -> None:
    """A hall in which all meet is a party in one report, and a place in the contract and the letter; the firm beside it stays."""
    told = [_text("a", "Lantern Hall", "Torvik Foods", "Windy Farms"), _text("b", "Lantern Hall", "Torvik Foods", "Windy Farms")]
    assert _left(*told, _text("c", "", "Torvik Foods", "Lantern Hall", reports=True)) == {"Lantern Hall"}
    assert _left(*told, _text("c", "", "Torvik Foods", "Lantern Hall Ltd.", reports=True)) == set()
    assert _left(told[0], _text("c", "", "Torvik Foods", "Lantern Hall", reports=True)) == set()


def test_a_name_that_others_hold_in_the_name_of_a_party_is_no_strange_one() -> None:
    """The words of Hollow Mill stand in two contracts in the name of a party only, so it is that party, and no place."""
    told = [_text(name, "", "Torvik Foods", "Hollow Mill Bakers") for name in "ab"]
    table = settle_parties([*told, _text("c", "", "Torvik Foods", "Hollow Mill", reports=True)])
    assert table.party_of["c", "Hollow Mill"] == table.party_of["a", "Hollow Mill Bakers"]


def test_who_makes_a_contract_with_a_known_party_stays_though_others_only_mention_him() -> None:
    """A minister's statement tells of a loan by the rival, whom press and contract name in passing."""
    told = [_text(name, "Melbridge", "Torvik Foods", "Windy Farms") for name in "ab"]
    lender = replace(
        _text("c", "", "Torvik Foods", reports=True), parties=(_named("Torvik Foods"), _named("Melbridge", deals=True))
    )
    deal = AgreementKeys("loan", ("Torvik Foods", "Melbridge"), None, None)
    assert _left(*told, replace(lender, agreements=(deal,))) == set()
    assert _left(*told, lender) == {"Melbridge"}


def test_who_makes_a_contract_of_three_under_a_word_of_its_own_stays_though_others_only_mention_him() -> None:
    """A bare name that a contract calls "the Lender" makes it, however many others hold the name without taking it for a party."""
    told = [_text(name, "Melbridge", "Torvik Foods", "Windy Farms") for name in ("a", "b", "d")]
    deal = _text("c", "", "Torvik Foods", "Windy Farms", "Melbridge")
    lender = replace(_named("Melbridge", deals=True), roles=("Lender",))
    assert _left(*told, deal) == {"Melbridge"}
    assert _left(*told, replace(deal, parties=(*deal.parties[:2], lender))) == set()


CONTRACT = _reading(
    "a", "Torvik Foods", "Windy Farms", contract=True, marks=word_marks("Torvik Foods and Windy Farms of the Melbridge")
)


def test_a_name_that_the_contract_holds_as_that_of_no_party_is_none_in_a_report() -> None:
    """The contract of the two says "anywhere in the Melbridge"; the one report that lets the Melbridge pay somebody errs."""
    report = _reading("c", "Torvik Foods", "Melbridge", "Windy Farms", reports=True)
    assert _left(CONTRACT, KNOWN[1], report) == {"Melbridge"}
    told = {note.reason for note in settle_parties([CONTRACT, KNOWN[1], report]).notes if note.kind == "passed-over"}
    assert told == {"a contract holds the name and takes it for none"}


@pytest.mark.parametrize("name", ["Melbridge Ltd.", "Melbridge Council", "Hollow Mill"])
def test_a_firm_a_body_and_a_name_that_no_contract_holds_stay(name: str) -> None:
    """Each of them may be somebody; where another document takes the name for a party as well, both count."""
    contract = replace(CONTRACT, marks=word_marks("Torvik Foods and Windy Farms of the Melbridge Council Ltd."))
    assert _left(contract, KNOWN[1], _reading("c", "Windy Farms", name, "Torvik Foods", reports=True)) == set()
    twice = [_reading(document, "Torvik Foods", "Melbridge", "Windy Farms", reports=True, says=document) for document in "cd"]
    assert _left(CONTRACT, KNOWN[1], *twice) == set()


def test_a_name_that_only_titles_and_the_frame_of_one_page_hold_is_no_party() -> None:
    """The title "Sparrows stay in Melbridge" stands above a report that names no sparrows; who publishes a page stays."""
    sparrows = replace(_named("Sparrows", deals=True), framed=True)
    report = ReadingKeys(
        "c", (_named("Torvik Foods"), sparrows), (AgreementKeys("deal", ("Torvik Foods", "Sparrows"), None, None),), ()
    )
    report = replace(report, reports=True)
    assert _left(*KNOWN, report) == {"Sparrows"}
    assert _left(*KNOWN, replace(report, speakers=("Sparrows",))) == set()
    assert _left(*KNOWN, report, replace(report, document="d", says="else")) == set()
