"""Agreements in one document: names, acts, contracts, reports, and the words of the lexicon behind them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.agreement_dates import relative_bounds
from kg.extraction.agreement_events import find_event
from kg.extraction.agreement_names import find_names, names_within
from kg.extraction.agreement_words import lexicon_pattern, listed, noun_pattern, quality_pattern, verb_pattern
from kg.extraction.agreements import AgreementIndex, find_agreements
from kg.extraction.lexicon import load_toml
from kg.extraction.parties import find_parties
from kg.extraction.sections import read_head
from kg.records import Block, BlockRole, DateBounds, Document, Force, LinkType, Stance

DAY = DateBounds(date(2022, 3, 4), date(2022, 3, 4))
CONTRACT = """PULP SUPPLY AGREEMENT

This Pulp Supply Agreement (this "Agreement"), made on 12 May 2018, is between Borea Paper AB, Sundsvall (the "Seller"), and
Calder Mills plc, Leeds (the "Buyer").

1. The Seller shall deliver 10,000 tonnes of pulp a year to the Buyer.

2. This Agreement supersedes all prior understandings of the parties.

Signed by the parties

Borea Paper AB      Calder Mills plc
"""
AMENDMENT = """AMENDMENT NO. 2 TO PULP SUPPLY AGREEMENT

This Amendment No. 2 (the "Amendment") is made as of 1 March 2022 between Borea Paper AB (the "Seller") and Calder Mills plc
(the "Buyer").

WHEREAS the Seller and the Buyer are parties to the Pulp Supply Agreement dated 12 May 2018, as amended on 3 June 2020 (the
"Supply Agreement");

The parties therefore agree:

1. In Section 4 of the Supply Agreement the figure "EUR 600" is replaced by "EUR 640".

2. Except as amended here, the Supply Agreement continues unchanged.

Signed by the parties
"""


def paper(text: str, published: DateBounds = DAY, **changes: Any) -> Document:
    """A document whose paragraphs are its blocks; the first is its title."""
    blocks, at = [], 0
    for number, part in enumerate(text.split("\n\n")):
        role = BlockRole.TITLE if number == 0 and "." not in part else BlockRole.PARAGRAPH
        if part.strip():
            blocks.append(Block(at, at + len(part.rstrip()), role))
        at += len(part) + 2
    return replace(Document("a.txt", "text/plain", "0" * 64, text, published=published, blocks=tuple(blocks)), **changes)


def read(text: str, **changes: Any) -> AgreementIndex:
    """The agreements of a text."""
    document = paper(text, **changes)
    return find_agreements(document, find_parties(document))


def links(index: AgreementIndex) -> set[tuple[str, str, str]]:
    """The links of all sites as plain strings."""
    return {(s.link.later, s.link.type.value, s.link.earlier) for s in index.sites if s.link}


# ------------------------------------------------------------------ the lexicon
TABLES = load_toml("agreements")


def tables_of(pattern: re.Pattern[str], owner: dict[str, str], text: str) -> set[str | None]:
    """The tables whose words a text holds."""
    return {owner.get(m.group().lower()) for m in pattern.finditer(text)}


@pytest.mark.parametrize("table", sorted(TABLES["nouns"]))
def test_nouns_match_their_examples_only(table: str) -> None:
    """Every example of a noun holds it, and no counterexample does."""
    pattern, owner = noun_pattern()
    assert all(table in tables_of(pattern, owner, text) for text in TABLES["nouns"][table]["examples"])
    assert not any(table in tables_of(pattern, owner, text) for text in TABLES["nouns"][table]["counterexamples"])


@pytest.mark.parametrize("table", sorted(TABLES["qualities"]))
def test_qualities_match_their_examples_only(table: str) -> None:
    """Every example of an adjective holds it, and no counterexample does."""
    pattern, owner = quality_pattern()
    assert all(table in tables_of(pattern, owner, text) for text in TABLES["qualities"][table]["examples"])
    assert not any(table in tables_of(pattern, owner, text) for text in TABLES["qualities"][table]["counterexamples"])


@pytest.mark.parametrize("table", sorted(TABLES["verbs"]))
def test_verbs_match_their_examples_only(table: str) -> None:
    """Every example of a verb holds a form of it, and no counterexample does."""
    assert all(verb_pattern(table).search(text) for text in TABLES["verbs"][table]["examples"])
    assert not any(verb_pattern(table).search(text) for text in TABLES["verbs"][table]["counterexamples"])


@pytest.mark.parametrize("table", sorted(TABLES["phrases"]))
def test_phrases_match_their_examples_only(table: str) -> None:
    """Every example of a phrase holds it, and no counterexample does."""
    assert all(lexicon_pattern(table).search(text) for text in TABLES["phrases"][table]["examples"])
    assert not any(lexicon_pattern(table).search(text) for text in TABLES["phrases"][table]["counterexamples"])


@pytest.mark.parametrize("table", sorted(TABLES["lists"]))
def test_lists_hold_their_examples_only(table: str) -> None:
    """Every example of a list is in it, and no counterexample is."""
    assert set(TABLES["lists"][table]["examples"]) <= listed(table)
    assert not set(TABLES["lists"][table]["counterexamples"]) & listed(table)


# ------------------------------------------------------------------ names and acts
@pytest.mark.parametrize(
    ("text", "kind", "force", "title", "number"),
    [
        ("the Pulp Supply Agreement dated 12 May 2018", "definitive", Force.BINDING, "Pulp Supply Agreement", None),
        ("this Amendment No. 2 to it", "amendment", Force.BINDING, "Amendment", 2),
        ("the Second Amendment", "amendment", Force.BINDING, "Second Amendment", 2),
        ("an amended and restated lease", "restatement", Force.BINDING, "", None),
        ("a non-binding letter of intent", "memorandum", Force.NON_BINDING, "", None),
        ("a joint communiqué", "declaration", Force.DECLARATORY, "", None),
        ("their partnership", "partnership", Force.UNKNOWN, "", None),
        ("a master services agreement", "master", Force.BINDING, "", None),
        ("under Additional Agreement No. 3", "amendment", Force.BINDING, "Additional Agreement", 3),
        ("Joint Venture and Technology Sharing Agreement", "definitive", Force.BINDING, None, None),
    ],
)
def test_names_say_kind_and_force(text: str, kind: str, force: Force, title: str | None, number: int | None) -> None:
    """A noun phrase tells what kind of agreement it names and whether that binds."""
    name = find_names(text)[0]
    assert (name.kind, name.force, name.title, name.number) == (kind, force, text if title is None else title, number)


def test_days_belong_to_the_name_that_they_date() -> None:
    """The day of making, that of an amendment and that of an end are told apart."""
    first = find_names("the lease dated 1 March 2015, as varied on 7 May 2018")[0]
    assert first.made.latest == date(2015, 3, 1)
    assert [b.latest for b in first.amended_on] == [date(2018, 5, 7)]
    assert not find_names("The lease expires on 1 March 2025.")[0].dates
    assert not find_names("They may terminate the lease on 1 March 2025.")[0].dates


@pytest.mark.parametrize(
    ("text", "verb", "link"),
    [
        ("Borea and Calder have signed a pulp contract.", "make", None),
        ("Borea has amended its contract with Calder.", "amend", LinkType.AMENDS),
        ("The contract between Borea and Calder has been extended.", "extend", LinkType.EXTENDS),
        ("A new contract replaces the one of 12 May 2018.", "make", LinkType.SUPERSEDES),
        ("Borea and Calder agreed changes to their contract.", "make", LinkType.AMENDS),
        ("Calder is investing a further sum in Borea.", "invest", None),
        ("Borea has a letter of intent with Calder.", "hold", None),
        ("Amendment No. 3 to the ferry lease of 2016 is therefore closed.", "make", LinkType.AMENDS),
        ("Our contract with Borea, dating from 2019, has been reworked and was signed this morning.", "amend", LinkType.AMENDS),
        ("A deed prolonging the contract with Calder had been executed on 3 March.", "make", LinkType.EXTENDS),
        ("Our amendment to the pulp contract of May 2018 now bears both signatures.", "told", LinkType.AMENDS),
        ("By an exchange of letters dated 3 March the lease of 2018 now runs to 2040.", "extend", LinkType.EXTENDS),
        ("Under a revised pulp contract Borea will pay Calder more.", "amend", LinkType.AMENDS),
        ("Borea and Calder reached a settlement that ends the contract of 2018.", "make", LinkType.SUPERSEDES),
        ("Any amendment to the pulp contract of May 2018 needs both signatures.", "", None),
        ("An amendment to the pulp contract of May 2018 is being drafted.", "", None),
        ("Instead of 5 May 2020 the lease ends on 7 June 2021.", "", None),
        ("Borea may have a contract in mind.", "", None),
        ("Borea and Calder aim to sign a contract.", "", None),
        ("Borea has not signed the contract.", "", None),
        ("Borea would enter into an agreement.", "", None),
        ("The results were in good agreement.", "", None),
    ],
)
def test_acts_are_told_from_wishes(text: str, verb: str, link: LinkType | None) -> None:
    """What is done is an act; what is wished for, denied or meant otherwise is none."""
    event = find_event(text, 0, len(text), find_names(text), DAY)
    assert (event.verb if event else "", event.link if event else None) == (verb, link)


def test_a_right_is_a_paper_by_its_day() -> None:
    """A licence, permit or charter is an agreement where its day stands behind it, and no agreement where none does."""
    assert [n.made.latest for n in find_names("It amends our quay licence of 2019.")] == [date(2019, 12, 31)]
    assert [n.made.latest for n in find_names("It varies their 2019 quay licence.")] == [date(2019, 12, 31)]
    assert find_names("Borea Mills entered into a sublicence with Calder.")
    assert not find_names("The licence has been exclusive since 2019.")


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("Borea and Calder signed a revision of their bark contract.", ["amendment", "definitive"]),
        ("Under the overhaul of last March Calder dries the bark.", ["amendment"]),
        ("They spoke about a revision of the price.", []),
    ],
)
def test_a_revision_is_a_paper_as_what_is_signed(text: str, papers: list[str]) -> None:
    """A revision is an amendment where it is signed, has a day or stands before the contract that it revises."""
    assert [n.kind for n in find_names(text)] == papers


def test_words_count_from_the_day_of_the_document() -> None:
    """A month "last June", told in February, is that of the year before; without a day of publication such words say nothing."""
    bounds, words = relative_bounds("They signed it last June.", DateBounds(date(2022, 2, 1), date(2022, 2, 1)))
    assert (bounds, words) == (DateBounds(date(2021, 6, 1), date(2021, 6, 30)), "last June")
    assert not relative_bounds("They signed it last June.", DateBounds())[0]


# ------------------------------------------------------------------ contracts
def test_a_contract_is_its_own_agreement() -> None:
    """Title, day and parties of a contract come from its head; boilerplate ties it to nothing."""
    index = read(CONTRACT)
    own = next(m for m in index.mentions if m.own)
    assert (own.title, own.kind, own.made.latest) == ("PULP SUPPLY AGREEMENT", "definitive", date(2018, 5, 12))
    assert len(own.parties) == 2
    assert index.instrument
    assert not links(index)


def test_an_amendment_knows_its_base() -> None:
    """The recital carries the link to the base and that of the earlier amendment; what stands is reaffirmed without a link."""
    index = read(AMENDMENT)
    own, base = index.own, index.earlier(index.own)
    mentions = {m.key: m for m in index.mentions}
    assert mentions[own].number == 2
    assert mentions[base].made.latest == date(2018, 5, 12)
    assert {(own, "amends", base), ("amendment", "amends", base)} == links(index)
    assert [s.link for s in index.sites if s.stance is Stance.REAFFIRMS] == [None]


def test_a_paper_that_says_it_changes_an_agreement_is_the_change() -> None:
    """Houses that "amend their Agreement as set out below" make the amendment by these words, whatever stands at its foot."""
    text = (
        "AMENDMENT No. 3\n\nBorea Paper AB and Calder Mills plc amend their Pulp Supply Agreement of 12 May 2018 as set out below."
        "\n\nA.  Volume. The Seller shall deliver 9,000 tonnes a year.\n\nB.  Price. Article 4 is repealed.\n\nA. Berg    C. Dee"
    )
    found = read(text)
    assert found.instrument
    assert next(m for m in found.mentions if m.own).kind == "amendment"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("Dated 3 May 2018. This Agreement is effective from 1 June 2018 and ends on 31 May 2023.", ""),
        ("It is this day mutually agreed at Malmö, 3 May 2018, as follows:", ""),
        ("The parties agree on this 3rd day of May, 2018 that, effective June 1, 2018, they work together.", ""),
        ("[Copy handed in at the registry on 9 July 2018]", "DONE at Riga, this 3rd day of May 2018, in two originals."),
    ],
)
def test_the_day_of_a_contract_is_not_that_of_a_copy_or_an_end(opening: str, closing: str) -> None:
    """The day of making is told from the days of a copy, of taking effect and of an end."""
    text = CONTRACT.replace(", made on 12 May 2018, is", " is").replace("\n1. The Seller", f"\n{opening}\n\n1. The Seller")
    if opening.startswith("["):
        text = f"{opening}\n\n" + text.replace(opening, "")
    head = read_head(paper(text.replace("Signed by the parties", closing or "Signed by the parties")))
    assert head is not None
    assert head.made == DateBounds(date(2018, 5, 3), date(2018, 5, 3))


def test_a_restatement_supersedes_and_a_contract_implements_a_paper() -> None:
    """A restatement supersedes its base; a binding contract implements the letter of intent that it carries out."""
    restated = read(AMENDMENT.replace("AMENDMENT NO. 2 TO", "RESTATED").replace("Amendment No. 2 (the", "Restated Agreement (the"))
    assert {kind for _, kind, _ in links(restated)} >= {"supersedes"}
    carried = CONTRACT.replace(
        "\n1. The Seller",
        "\nWHEREAS the parties signed a letter of intent on 2 March 2018, which this Agreement carries out;\n\n1. The Seller",
    )
    assert {kind for _, kind, _ in links(read(carried))} == {"implements"}


# ------------------------------------------------------------------ reports
def test_an_announcement_makes_one_agreement() -> None:
    """An announcement tells one agreement of its parties, made on the day that "today" means."""
    index = read(
        "Pulp news\n\nBorea Paper AB and Calder Mills plc today signed a supply contract.\n\nCalder Mills plc will pay EUR 600."
    )
    assert [(m.own, m.made.latest) for m in index.mentions if not m.key.startswith("earlier")] == [(True, date(2022, 3, 4))]
    assert [s.kind_of_site for s in index.sites] == ["announces"]


def test_the_signing_the_day_before_dates_what_is_announced_today() -> None:
    """A sentence that tells when the announced agreement was signed makes no second one."""
    index = read(
        "Pulp news\n\nBorea Paper AB and Calder Mills plc today announced a supply contract.\n\n"
        "Under the contract, signed yesterday, Calder Mills plc will pay Borea Paper AB EUR 600."
    )
    assert [m.made.latest for m in index.mentions if not m.key.startswith("earlier")] == [date(2022, 3, 3)]


def test_what_is_announced_changes_the_dated_contract_that_is_said_to_be_amended() -> None:
    """A report that announces one contract and says that another of theirs "is amended" makes no third one."""
    index = read(
        "Pulp news\n\nBorea Paper AB and Calder Mills plc today signed a supply contract.\n\n"
        "The licence of 2018 between Calder Mills plc and Borea Paper AB is amended: it now covers the second mill."
    )
    other = next(m for m in index.mentions if m.made.latest == date(2018, 12, 31))
    assert links(index) == {(index.own, "amends", other.key)}


def test_a_deal_with_a_stranger_is_none_of_the_parties() -> None:
    """What somebody who is no party agreed with one of them makes no agreement between the parties."""
    index = read(
        "Pulp news\n\nBorea Paper AB and Calder Mills plc today signed a supply contract.\n\n"
        "The forestry office agreed with Calder Mills plc last week that no oak is felled."
    )
    assert [m.key for m in index.mentions if not m.key.startswith("earlier")] == ["own"]


def test_the_day_of_a_variation_is_not_that_of_the_contract() -> None:
    """The day behind a contract of which a change is agreed is the day of the change."""
    assert not find_names("They agreed a variation of the pulp contract with Calder Mills on 12 August 2021.")[-1].dates


def test_an_unnamed_base_is_left_to_resolution() -> None:
    """An amended agreement amends one that only other documents may name: the link has no earlier end and is inferred."""
    index = read("Pulp news\n\nBorea Paper AB and Calder Mills plc have signed an amended supply agreement.")
    assert links(index) == {(index.own, "amends", "")}


def test_the_treaty_is_the_treaty_met_before() -> None:
    """A short name without a day means the one known contract whose title holds its words, and makes no second one."""
    index = read(
        "Pulp news\n\nBorea Paper AB and Calder Mills plc today signed an amendment. "
        "The Northern Pulp Supply Agreement of 12 May 2018 between Borea Paper AB and Calder Mills plc "
        "stays in force.\n\nThe amendment changes the Supply Agreement."
    )
    assert [m.title for m in index.mentions if not m.own and m.spans] == ["Northern Pulp Supply Agreement"]


def test_an_older_amendment_does_not_change_a_newer_one() -> None:
    """An amendment of another day that minutes name beside the one they are about amends the contract of both."""
    index = read(
        "Minutes\n\nThe amendment of 20 November 2021 between Borea Paper AB and Calder Mills plc is now signed.\n\n"
        "The board of Borea Paper AB and Calder Mills plc recalled the amendment of 2 May 2019."
    )
    assert [earlier for _, kind, earlier in links(index) if kind == "amends"] == ["", ""]


def test_a_deal_told_last_of_two_who_are_new_is_not_what_a_report_is_about() -> None:
    """A short report on two parties that ends with a deal of two others is about the two with whom it began."""
    text = (
        "Pulp news\n\nBorea Paper AB is in the news again. Calder Mills plc must pay Borea Paper AB EUR 600 a tonne.\n\n"
        "Elsewhere, Dorn Forests SE has agreed to lease three harvesters from Elmar Rental AG until 2030."
    )
    index = read(text)
    (subject,) = (m for m in index.mentions if (m.key,) == index.about(0, 4))
    assert set(subject.parties) == {"borea-paper", "calder-mills"}


def test_a_notice_makes_no_agreement() -> None:
    """A notice speaks of the agreement that it ends and makes none."""
    index = read(
        "NOTICE OF TERMINATION\n\nCalder Mills plc gives notice to Borea Paper AB that it terminates the Pulp Supply Agreement "
        "dated 12 May 2018 between Calder Mills plc and Borea Paper AB with effect from 1 May 2022."
    )
    assert not index.own
    assert {m.made.latest for m in index.mentions if not m.key.startswith("earlier")} == {date(2018, 5, 12)}


def test_a_joint_statement_reaffirms() -> None:
    """A joint statement is a declaration and reaffirms the agreement that it says stands."""
    text = (
        "Joint statement of Borea Paper AB and Calder Mills plc\n\nBorea Paper AB and Calder Mills plc reaffirm their supply "
        "agreement of 12 May 2018.\n\nBorea Paper AB continues to deliver 10,000 tonnes to Calder Mills plc."
    )
    index = read(text)
    assert {(m.kind, m.force) for m in index.mentions if m.own} == {("declaration", Force.DECLARATORY)}
    assert {kind for _, kind, _ in links(index)} == {"reaffirms"}
    assert index.about(text.index("Borea Paper AB continues"), len(text))[0] == index.own


def test_an_agreement_between_others_is_kept_apart() -> None:
    """What is said of another set of parties is about their agreement, and no link joins the two."""
    text = (
        "Pulp news\n\nBorea Paper AB and Calder Mills plc today signed a supply contract.\n\n"
        "The contract between Borea Paper AB and Delta Board AG of 3 May 2016 ends in June."
    )
    index = read(text)
    other = index.about(text.index("The contract between"), len(text))
    assert index.own not in other
    assert not links(index)


@pytest.mark.parametrize(
    "text",
    [
        "Release notes\n\nBy installing this version you agree to the terms of the licence agreement. Contract tests run faster.",
        "Trial results\n\nThere was good agreement between the scores of the readers. Borea Paper AB presents the data in May.",
        "We use cookies\n\nBy staying you agree to the terms of use.",
    ],
)
def test_irrelevant_documents_give_no_agreement(text: str) -> None:
    """Words such as contract, terms and agreement make no agreement where no two parties do."""
    assert not read(text).mentions


def test_listed_articles_speak_of_their_own_agreements() -> None:
    """Each listed article has an agreement of its own, without a date and not the document's."""
    text = (
        "Pulp news\n\nBorea Paper AB and Calder Mills plc today signed a supply contract.\n\nA new chapter\n\n"
        "Borea Paper AB and Calder Mills plc have signed a memorandum of understanding."
    )
    document = paper(text)
    start = text.index("A new chapter")
    listing = (
        Block(start, start + 13, BlockRole.LISTING_TITLE, group=1),
        Block(start + 15, len(text), BlockRole.LISTING_TEXT, group=1),
    )
    document = replace(document, blocks=(*(b for b in document.blocks if b.start < start), *listing))
    index = find_agreements(document, find_parties(document))
    item = index.about(start + 15, len(text))
    assert [(m.kind, m.title) for m in index.mentions if m.key in item] == [("memorandum", "new chapter")]


@given(st.text(max_size=300))
def test_any_text_is_read_without_failing(text: str) -> None:
    """Sites and mentions lie inside the text, whatever it holds."""
    full = f"{text}\n\nBorea Paper AB and Calder Mills plc signed a contract. {text}"
    document = paper(full)
    index = find_agreements(document, find_parties(document))
    spans = [(s.start, s.end) for s in index.sites] + [span for m in index.mentions for span in m.spans]
    assert all(0 <= start < end <= len(full) for start, end in spans)
    keys = {m.key for m in index.mentions}
    assert all(set(s.about) <= keys for s in index.sites)


EXTRACT = """Portal of Contracts

CONCESSION CONTRACT
for the ferries of the bay

signed on 18 December 2014

Grantor:         Bay Harbour Board
Concessionaire:  Acme Ferries Ltd

Art. 1   (Object)
1. The Grantor entrusts the ferries of the bay to the Concessionaire.

Art. 2   (Rent)
The Concessionaire shall pay the Grantor EUR 12,000 every year."""


def test_extract_that_names_its_sides_is_a_contract() -> None:
    """A title, lines that give each side its role and numbered clauses make a contract, though nobody signs the extract."""
    found = read(EXTRACT)
    assert found.instrument
    assert [a.title for a in found.mentions if a.own] == ["CONCESSION CONTRACT"]


def test_a_dated_contract_of_somebody_else_is_not_that_of_the_main_parties() -> None:
    """A report on two parties that dates a contract of a third one makes no agreement of that day between the two."""
    text = (
        "Borea Paper bets on Calder Mills\n\n"
        "Borea Paper and Calder Mills signed a pulp supply agreement on 3 May 2030, the companies said.\n\n"
        "In a contract signed on 14 January 2030, Dunmore Oy undertook to deliver 180,000 boards to it over five years."
    )
    found = read(text, published=DateBounds(date(2030, 5, 4), date(2030, 5, 4)))
    assert date(2030, 1, 14) not in {a.made.earliest for a in found.mentions}


def test_a_sentence_of_its_own_dates_what_is_announced() -> None:
    """What a report announces without a day was made on the day on which it says that the papers were signed."""
    text = (
        "Borea Mills and Calder plc have reworked their bark contract of 2019. The papers were signed last night in Turku. "
        "Borea Mills pays Calder plc EUR 50 for each tonne."
    )
    (own,) = [a for a in read(text).mentions if a.own]
    assert (own.kind, own.made.latest) == ("amendment", date(2022, 3, 4) - timedelta(days=1))


def test_todays_prices_date_nothing() -> None:
    """Only "today" is a day, not what is worth something at today's prices."""
    assert not relative_bounds("The contract is worth more at today's prices.", DAY)[0]


def test_the_number_of_a_clause_ends_what_stands_before_it() -> None:
    """A day in the clause below the heading "Life of the Agreement" is not that of an agreement."""
    assert not find_names("Part 5 Life of the Agreement 5.1 It starts on 1 April 2019 and lapses in 2023.")[0].dates


def test_a_name_far_down_a_long_passage_is_read_where_it_stands() -> None:
    """What stands long before a sentence does not bear on the names in it, and their places count from the beginning."""
    text = "Borea Mills and Calder plc trade in bark. " * 40 + 'They signed the Bark Contract dated 3 May 2019 (the "Contract").'
    (name,) = names_within(text, text.index("They"), len(text))
    assert name in find_names(text)
    assert text[name.start : name.end] == "the Bark Contract"
    assert text[name.date_at :].startswith("3 May 2019")


def test_a_passage_without_the_ends_of_sentences_is_not_read_from_its_beginning_for_each_name() -> None:
    """The place of a name counts from the beginning of the passage, however much of that was read."""
    text = "The mill is old, the shed is new; " * 400 + 'They signed the Bark Contract dated 3 May 2019 (the "Contract").'
    (name,) = names_within(text, text.index("They"), len(text))
    assert text[name.start : name.end] == "the Bark Contract"
    assert text[name.date_at :].startswith("3 May 2019")
