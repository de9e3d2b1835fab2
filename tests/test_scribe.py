"""Reading of whole documents: invented contracts, amendments, releases, news and letters."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import AMENDMENT, IRRELEVANT, LEASE, LETTER, NEWS, RELEASE, document, reading

from kg.extraction import read_document
from kg.extraction.documents import trace_document
from kg.extraction.explaining import explain_document
from kg.records import Exclusivity, Force, Layer, Modality, Reading, Stance, Statement, TermContent

DOCUMENTS = {"lease.txt": LEASE, "amendment.txt": AMENDMENT, "release.md": RELEASE, "news.md": NEWS, "letter.txt": LETTER}


def terms(found: Reading, matter: str) -> list[tuple[Statement, TermContent]]:
    """The terms on a matter, each with its statement."""
    return [(s, t) for s in found.statements for t in s.terms if t.matter == matter]


def names(found: Reading, keys: tuple[str, ...]) -> list[str]:
    """The names of parties."""
    return [p.name for k in keys for p in found.parties if p.key == k]


# ------------------------------------------------------------------ contracts
def test_a_contract_says_who_owes_what_to_whom() -> None:
    """The rent of a lease is an obligation of the tenant towards the landlord, in the voice of the instrument."""
    _, found = reading("lease.txt", LEASE)
    ((statement, rent),) = terms(found, "payment")

    assert (names(found, rent.bearer), names(found, rent.counterparty)) == (["Tarn Freight GmbH"], ["Marlow Estates Limited"])
    assert (rent.modality, rent.low, rent.high, rent.unit) == (Modality.OBLIGATION, Decimal(31500), Decimal(31500), "EUR")
    assert (statement.layer, statement.stance, statement.speaker) == (Layer.INSTRUMENT, Stance.AFFIRMS, "")


def test_a_term_of_years_is_counted_from_the_day_of_the_contract() -> None:
    """Five years from the date of a lease of 3 May 2021 end on 2 or 3 May 2026."""
    _, found = reading("lease.txt", LEASE)
    (lasting,) = [t for s in found.statements for t in s.terms if t.end]

    assert lasting.end.earliest is not None
    assert lasting.end.latest is not None
    assert (lasting.end.earliest.isoformat(), lasting.end.latest.isoformat()) == ("2026-05-02", "2026-05-03")


def test_a_contract_is_binding_and_a_letter_of_intent_is_not() -> None:
    """The force of the own agreement follows from its kind and words, and what does not bind obliges nobody."""
    own = {n: next(a for a in reading(n, DOCUMENTS[n])[1].agreements if a.own) for n in ("lease.txt", "letter.txt")}
    _, letter = reading("letter.txt", LETTER)

    assert (own["lease.txt"].force, own["letter.txt"].force) == (Force.BINDING, Force.NON_BINDING)
    assert Modality.OBLIGATION not in {t.modality for s in letter.statements for t in s.terms}


def test_signatures_say_nothing() -> None:
    """No statement is made of a block of signatures or of a heading."""
    for name in ("lease.txt", "letter.txt"):
        captured, found = reading(name, DOCUMENTS[name])
        quotes = [captured.text[s.start : s.end] for s in found.statements]
        assert not [q for q in quotes if "By: ___" in q or q in {"Rent", "Assignment", "1. Grant"}]


# ------------------------------------------------------------------ releases and news
def test_a_release_speaks_with_the_voice_of_its_publisher() -> None:
    """What a party publishes is its own text; what a newspaper writes is the newspaper's."""
    _, release = reading("release.md", RELEASE)
    _, news = reading("news.md", NEWS)

    assert {(s.layer, tuple(names(release, (s.speaker,)))) for s in release.statements} == {(Layer.PARTY_TEXT, ("Brindal Labs",))}
    assert {(s.layer, s.speaker, s.voice) for s in news.statements} == {(Layer.UNATTRIBUTED_TEXT, "", "The Valley Courier")}


def test_exclusivity_end_and_figure_are_read_and_silence_is_no_value() -> None:
    """A licence has its exclusivity and last day, a fee its figure; neither has what its words do not say."""
    _, found = reading("release.md", RELEASE)
    ((_, licence),) = terms(found, "licence")
    ((_, fee),) = terms(found, "payment")

    assert licence.exclusivity is Exclusivity.EXCLUSIVE
    assert str(licence.end.latest) == "2028-12-31"
    assert (licence.low, fee.exclusivity) == (None, None)
    assert (fee.low, fee.unit, bool(fee.end)) == (Decimal(3_000_000), "EUR", False)


def test_sentences_without_a_deal_stand_among_what_was_left_out() -> None:
    """The weather in a release gives no statement and is named with a reason."""
    captured, found = reading("release.md", RELEASE)
    (weather,) = [s for s in found.skipped if captured.text[s.start : s.end].startswith("The weather")]

    assert weather.reason.endswith(".")
    assert not [s for s in found.statements if s.start < weather.end and weather.start < s.end]


# ------------------------------------------------------------------ what always holds
@pytest.mark.parametrize("name", DOCUMENTS)
def test_statements_stand_in_the_text(name: str) -> None:
    """Every span lies in the text and begins and ends with a word or sign; ids are unique; every agreement has two parties."""
    captured, found = reading(name, DOCUMENTS[name])
    keys = {a.key for a in found.agreements}

    assert found.statements
    spans = [(s.start, s.end) for s in found.statements] + [(s.start, s.end) for s in found.skipped]
    assert all(0 <= start < end <= len(captured.text) for start, end in spans)
    assert all(captured.text[s.start : s.end] == captured.text[s.start : s.end].strip() for s in found.statements)
    assert len({s.id for s in found.statements}) == len(found.statements)
    assert all(len(a.parties) >= 2 for a in found.agreements)
    assert all(s.about and {*s.about, s.owner} - {""} <= keys for s in found.statements)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_words_of_a_term_stand_in_its_statement(name: str) -> None:
    """Amounts and scopes are quoted as captured: their words stand in the document."""
    captured, found = reading(name, DOCUMENTS[name])
    for statement in found.statements:
        for term in statement.terms:
            told = captured.text[statement.start : statement.end]
            assert all(words in told for words in (term.value_text, term.condition, term.hedge)), term


@pytest.mark.parametrize("text", IRRELEVANT)
def test_irrelevant_documents_give_nothing(text: str) -> None:
    """Recipes, gardens, libraries and matches hold no agreement and make no statement, and the report says so."""
    _, found = reading("page.txt", text)

    assert (found.agreements, found.statements) == ((), ())
    assert [s.reason for s in found.skipped] == ["No agreement between two parties is made, reported or named here."]


PIECES = [line for text in DOCUMENTS.values() for line in text.split("\n\n") if line.strip() and not line.startswith("---")]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *IRRELEVANT, "“", "§ 4(b) — \u200bnil", "$1"]), max_size=7))
def test_any_patchwork_of_passages_is_read(pieces: list[str]) -> None:
    """Whatever stands together: spans lie inside, terms belong to an agreement of two parties, and a second reading is the same."""
    captured = document("page.txt", "Notes\n\n" + "\n\n".join(pieces))
    found = read_document(captured)
    between = {a.key: a.parties for a in found.agreements}

    assert all(0 <= s.start < s.end <= len(captured.text) for s in found.statements)
    assert all(len(between[s.owner or s.about[0]]) >= 2 for s in found.statements if s.terms)
    assert found == read_document(document("page.txt", captured.text))


# ------------------------------------------------------------------ why
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_term_has_its_pattern_and_words(name: str) -> None:
    """For each term of a statement it is known which words gave it, and they stand in the statement or touch it."""
    captured, found = reading(name, DOCUMENTS[name])
    again, uses = trace_document(captured)

    assert again == found
    for statement in found.statements:
        mine = [u for u in uses if u.statement == (statement.start, statement.end)]
        assert set(statement.terms) <= {u.content for u in mine}
        assert all(u.words[0] < statement.end and statement.start < u.words[1] for u in mine)


def test_an_explained_reading_is_whole() -> None:
    """An explained document has every statement with names of parties, and every passage left out with its reason."""
    captured, found = reading("lease.txt", LEASE)
    passages = explain_document(captured)
    (rent,) = [t for p in passages for t in p.terms if t.matter == "payment"]

    assert sum(p.stance is not None for p in passages) == len(found.statements)
    assert sum(bool(p.reason) for p in passages) == len(found.skipped)
    assert (rent.bearer, rent.counterparty, rent.pattern) == (("Tarn Freight GmbH",), ("Marlow Estates Limited",), "pay-amount")
    assert rent.words in LEASE
    assert [(p.start, p.end) for p in passages] == sorted((p.start, p.end) for p in passages)


def test_an_explained_amendment_shows_links_and_instructions() -> None:
    """Statements that tell no term show what they tell: a link, or what is done to which part."""
    passages = explain_document(document("amendment.txt", AMENDMENT))

    assert any(" amends " in p.link for p in passages)
    assert [p.instruction.split(" of ")[0] for p in passages if p.instruction] == [
        "replace in 2.1",
        "delete in 3.2",
        "delete in 9.4",
    ]


def test_who_owes_is_taken_from_the_other_sentences_of_a_document() -> None:
    """A fee whose sentence names nobody is owed by who pays elsewhere in the document."""
    text = (
        "Alder Works Ltd and Brae Foods Ltd have today signed a supply agreement.\n\n"
        "Brae Foods Ltd shall pay Alder Works Ltd a deposit of EUR 50,000.\n\nThe annual fee is EUR 9,000.\n"
    )
    _, found = reading("news.md", text)
    fees = {t.low: (names(found, t.bearer), names(found, t.counterparty)) for _, t in terms(found, "payment")}

    assert fees[Decimal(9000)] == (["Brae Foods Ltd"], ["Alder Works Ltd"])


@pytest.mark.parametrize(
    "words",
    [
        "Whereas Alder Works Ltd grants Brae Foods Ltd a licence to use the brand.",
        "Nothing herein shall be construed as Alder Works Ltd granting Brae Foods Ltd a licence to use the brand.",
        '"Fee" means the sum of EUR 5 that Brae Foods Ltd shall pay Alder Works Ltd.',
    ],
)
def test_recitals_reservations_and_definitions_make_no_rule(words: str) -> None:
    """What is only recited, reserved or defined binds nobody."""
    _, found = reading("news.md", f"Alder Works Ltd and Brae Foods Ltd have today signed an agreement.\n\n{words}\n")

    assert not [t for s in found.statements for t in s.terms]


# ------------------------------------------------------------------ several deals in one report
TWO_DEALS = (
    "12 May 2023 - Tarn Freight GmbH has signed a ten-year lease agreement with Marlow Estates Limited for two berths.\n\n"
    "On 4 April 2023 Tarn Freight GmbH had signed a dredging contract with Oakham Dredging plc.\n\n"
    "The lease with Marlow Estates Limited takes effect in June. Marlow Estates Limited pays for the cranes.\n\n"
    "Oakham Dredging plc will pay Tarn Freight GmbH a penalty of EUR 20,000 for each week of delay.\n\n"
    "It has also promised to insure the works for EUR 5 million.\n"
)


def test_what_a_party_of_another_deal_does_is_told_of_that_deal() -> None:
    """A sentence of a report whose subject is no party of its main deal speaks of the deal that has this party."""
    _, found = reading("news.md", "# Tarn Freight leases berths from Marlow Estates\n\n" + TWO_DEALS)
    ((statement, insured),) = terms(found, "insurance")
    owner = next(a for a in found.agreements if a.key == statement.owner)

    assert set(names(found, owner.parties)) == {"Oakham Dredging plc", "Tarn Freight GmbH"}
    assert names(found, (*insured.bearer, *insured.counterparty)) == ["Oakham Dredging plc", "Tarn Freight GmbH"]
