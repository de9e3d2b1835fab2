"""Names that several parties have in common, and parties that are named in one breath."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_files import read

from kg.extraction import read_document
from kg.extraction.party_common import common_names, those_counted
from kg.records import EVERY_PARTY, SOME_PARTY, PartyMention

_HEAD = (
    "METERING AGREEMENT\n\n"
    "This Metering Agreement is made on 3 May 2021 between Ostrel Gas Ltd, Kamden Water plc and Virel Meters SA.\n\n"
)


def directions(folder: Path, text: str) -> set[tuple[frozenset[str], frozenset[str]]]:
    """Who owes whom by the statements of a text; who is left open counts as nobody."""
    reading = read_document(read(folder, "a.md", text))
    return {(frozenset(term.bearer), frozenset(term.counterparty) - {SOME_PARTY}) for s in reading.statements for term in s.terms}


@pytest.mark.parametrize(
    ("sentence", "bearer", "owed"),
    [
        ("Meters are paid for by Ostrel and Kamden at EUR 45 per unit.", {"ostrel-gas", "kamden-water"}, {"virel-meters"}),
        ("Ostrel or Kamden shall pay Virel EUR 500,000 a year.", {"ostrel-gas", "kamden-water"}, {"virel-meters"}),
        (
            "Virel Meters shall service the meters of Ostrel Gas and of Kamden Water.",
            {"virel-meters"},
            {"ostrel-gas", "kamden-water"},
        ),
    ],
)
def test_who_is_named_in_one_breath_stands_on_one_side(tmp_path: Path, sentence: str, bearer: set[str], owed: set[str]) -> None:
    """Of "A and B" none owes the other, and what one owes both owe."""
    assert directions(tmp_path, f"{_HEAD}1. {sentence}\n") == {(frozenset(bearer), frozenset(owed))}


def test_two_who_are_named_are_not_all_though_a_text_knows_no_others(tmp_path: Path) -> None:
    """Another document may tell of a third party of the agreement: "neither A nor B" is not said of it."""
    text = "Ostrel Gas Ltd and Kamden Water plc have signed a metering agreement. {} may terminate it without cause.\n"
    assert directions(tmp_path, text.format("Neither Ostrel nor Kamden")) == {
        (frozenset({"ostrel-gas", "kamden-water"}), frozenset[str]())
    }
    assert directions(tmp_path, text.format("Neither of them")) == {(frozenset({EVERY_PARTY}), frozenset[str]())}


@pytest.mark.parametrize("who", ["Any of the three", "None of the three", "None of the parties"])
def test_words_that_count_all_mean_all_of_them(tmp_path: Path, who: str) -> None:
    """Of three who make a contract "none of the three" is said of each."""
    found = directions(tmp_path, f"{_HEAD}1. {who} may terminate this Agreement without cause.\n")
    assert found == {(frozenset({EVERY_PARTY}), frozenset[str]())}


@pytest.mark.parametrize(
    ("sentence", "bearer"),
    [
        ("Kamden, unlike Virel, shall pay the levy of EUR 30,000 a year.", {"kamden-water"}),
        ("Kamden, but not the others, shall pay the levy of EUR 30,000 a year.", {"kamden-water"}),
        ("Kamden, together with Ostrel, shall pay the levy of EUR 30,000 a year.", {"kamden-water", "ostrel-gas"}),
    ],
)
def test_an_aside_between_subject_and_verb_is_not_the_subject(tmp_path: Path, sentence: str, bearer: set[str]) -> None:
    """Whom an aside sets apart does not bear; whom it joins does as well."""
    assert {found for found, _ in directions(tmp_path, f"{_HEAD}1. {sentence}\n")} == {frozenset(bearer)}


_BANKS = (
    "PAYING AGREEMENT\n\n"
    "This Paying Agreement is made on 3 May 2021 between Ostrel Bank plc, Kamden Bank Ltd and Virel Clinics SA.\n\n"
)
_TWO = frozenset({"ostrel-bank", "kamden-bank"})


@pytest.mark.parametrize(
    ("sentence", "owed"),
    [
        ("Both banks shall pay Virel Clinics EUR 500,000 a year.", {"virel-clinics"}),
        ("The Banks shall pay a fee of EUR 500,000 a year to Virel Clinics.", {"virel-clinics"}),
        ("Neither Bank may terminate this Agreement without cause.", set()),
        ("Each Bank shall insure its vaults for EUR 200,000.", set()),
        ("Both companies shall pay Virel Clinics EUR 500,000 a year.", {"virel-clinics"}),
    ],
)
def test_a_noun_that_two_names_share_means_these_two(tmp_path: Path, sentence: str, owed: set[str]) -> None:
    """Of two banks and a clinic "both banks" are the two, and against the clinic so are "both companies"."""
    assert directions(tmp_path, f"{_BANKS}1. {sentence}\n") == {(_TWO, frozenset(owed))}


def mention(name: str, kind: str = "organisation", *roles: str) -> PartyMention:
    """A party of a document."""
    return PartyMention(name, name, roles=roles, kind=kind)


def test_parties_share_nouns_of_names_trades_roles_and_kinds() -> None:
    """What all of them are tells none apart."""
    parties = [mention("Kingdom of Elbonia", "government"), mention("Ruritania", "government"), mention("Acme Pilots Ltd")]
    found = dict(common_names(parties, ()))
    assert found["state"] == ("Kingdom of Elbonia", "Ruritania")
    assert "company" not in found
    ships = [mention("Acme", "organisation", "First Shipper"), mention("Beta", "organisation", "Second Shipper"), mention("Gamma")]
    assert dict(common_names(ships, ())) == {"shipper": ("Acme", "Beta")}
    assert not common_names(ships[:2], ())


def test_words_that_count_parties_mean_those_whom_nothing_sets_apart() -> None:
    """The party that the sentence names is not among "both banks", nor is the one that speaks; "either of us" takes it in."""
    three = ("a", "b", "c")
    none = frozenset[str]()
    assert those_counted("both banks", three, (), named=frozenset({"b"}), voices=("",)) == ("a", "c")
    assert those_counted("the two airlines", three, (), named=none, voices=("a",)) == ("b", "c")
    assert those_counted("either of us", three, (), named=none, voices=("c", "a")) == ("a", "c")
    assert those_counted("neither party", three, (), named=frozenset({"b"}), voices=("",)) == three
    assert those_counted("all three", three, ("a",), named=none, voices=("",)) == three
