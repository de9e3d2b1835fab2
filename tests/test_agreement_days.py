"""Tests of the days on which agreements were made, in contracts, letters, minutes and reports; everything here is invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.extraction.agreement_events import find_event
from kg.extraction.agreement_names import find_names
from kg.extraction.agreements import find_agreements
from kg.extraction.parties import find_parties
from kg.reading import Source, read_each
from kg.records import AgreementMention, DateBounds, Document, LinkType

_CLAUSES = """
1. The Owner lets the Quay to the User.
2. The User shall pay the Owner EUR 40,000 a year.
3. The law of Elbonia applies.
"""


def own(text: str, tmp_path: Path, name: str = "x.txt") -> AgreementMention:
    """The agreement that a text is or announces."""
    (tmp_path / name).write_text(text)
    (found,) = read_each(Source(tmp_path / name, name))
    assert isinstance(found, Document)
    read = find_agreements(found, find_parties(found))
    (mention,) = [a for a in read.mentions if a.own]
    return mention


def days(mention: AgreementMention) -> tuple[str, str]:
    return str(mention.made.earliest), str(mention.made.latest)


def test_the_day_of_a_contract_stands_beside_that_of_its_registration(tmp_path: Path) -> None:
    """The word "registered" speaks of the day behind it, not of the next one."""
    head = (
        "QUAY LEASE\nRegistered 28 May 2018\n\nDATE        14 May 2018\nOWNER       Kappa Docks Ltd, Oslo\n"
        "USER        Marmora Oy, Turku\n"
        "\nA. On 3 November 2017 both settled heads of terms that bound nobody.\n"
    )
    assert days(own(head + _CLAUSES, tmp_path)) == ("2018-05-14", "2018-05-14")


def test_what_a_restatement_replaces_has_a_day_of_its_own(tmp_path: Path) -> None:
    """The day on which something else was signed is not that of the paper that takes its place."""
    text = (
        'RESTATED QUAY LEASE\n\nKappa Docks Ltd (the "Owner") and Marmora Oy (the "User") signed a Quay Lease at Turku '
        "on 6 May 2017.\n"
        "As of 22 March 2021 this Restated Quay Lease takes its place.\n"
    )
    assert days(own(text + _CLAUSES, tmp_path)) == ("2021-03-22", "2021-03-22")


def test_the_end_of_a_sentence_is_no_line_with_a_day(tmp_path: Path) -> None:
    """A day on which changes begin may stand on a line of its own; the day of the paper stands above the names."""
    text = (
        "AMENDMENT No. 1\n\nKappa Docks Ltd and Marmora Oy amend their Quay Lease of 8 September 2020. The changes apply as of\n"
        '1 January 2023.\n\nA. In clause 2 "EUR 40,000" becomes "EUR 50,000".\n\nB. The rest stands.\n\n'
        "Turku, 30 November 2022\n\nS. Obe          E. Tver\n"
    )
    assert days(own(text, tmp_path)) == ("2022-11-30", "2022-11-30")


@pytest.mark.parametrize(
    "foot",
    [
        "Signed for Marmora Oy: A. Berg, 13 September 2019",
        "We agree to the above. Turku, 13 September 2019\nfor Marmora Oy: A. Berg",
        "Head of Quays                         Agreed. Turku, 13 September 2019",
    ],
)
def test_a_letter_is_made_until_it_is_agreed_to(foot: str, tmp_path: Path) -> None:
    """Who signs a letter below it, in whatever words, makes the agreement on that day at the latest."""
    text = (
        "KAPPA DOCKS LTD\n\nOslo, 9 September 2019\n\nMarmora Oy, Turku\n\nSIDE LETTER to the Quay Lease of 14 March 2017\n\n"
        'Dear Ms Berg,\n\nthis letter amends the Quay Lease.\n\n1. In clause 2 "EUR 40,000" becomes "EUR 50,000".\n'
        f"2. The rest stands.\n\nKappa Docks Ltd, R. Oye\n\n{foot}\n"
    )
    assert days(own(text, tmp_path)) == ("2019-09-09", "2019-09-13")


def test_a_letter_that_only_reports_a_change_is_made_until_the_last_has_agreed(tmp_path: Path) -> None:
    """A letter without a title that says what is adjusted dates from its day to that of the last signature below it."""
    text = (
        "Kappa Docks Ltd                                         Quay Street, Oslo\nEstates                      "
        "                           9 September 2019\n\nMs Berg, Marmora Oy\n\nDear Ms Berg,\n\nour third meeting came to a "
        "result. From 1 January 2020 the Quay Lease of 14 March 2017 is adjusted in these points:\n\n"
        "(1) The rent that Marmora Oy pays to Kappa Docks Ltd goes up from EUR 40,000 to EUR 50,000 a year.\n\n"
        "With kind regards\n\nR. Oye\n\nAccepted     A. Berg, 13 September 2019\nAccepted     T. Lind, 16 September 2019\n"
    )
    assert days(own(text, tmp_path)) == ("2019-09-09", "2019-09-16")


def test_letters_that_propose_and_consent_are_one_agreement(tmp_path: Path) -> None:
    """Two letters in one paper, of which the second consents to the first, make an agreement between the days of both."""
    text = (
        "LETTERS EXCHANGED\n\nI.\n\nKappa Docks Ltd                               14 September 2020\nOslo\n\nDear Ms Berg,\n\n"
        "I propose to change the Quay Lease of 2 October 2017 between Kappa Docks Ltd and Marmora Oy as follows.\n\n"
        'A. In clause 2, "EUR 40,000" becomes "EUR 50,000".\n\nB. Marmora Oy need no longer paint the cranes.\n\nR. Oye\n\nII.\n\n'
        "Marmora Oy                                    18 September 2020\nTurku\n\nDear Mr Oye,\n\n"
        "points A and B meet with our full consent.\n\nA. Berg\n"
    )
    found = own(text, tmp_path)
    assert (found.kind, *days(found)) == ("amendment", "2020-09-14", "2020-09-18")


def test_who_accepts_a_mail_makes_the_agreement_between_both_days(tmp_path: Path) -> None:
    """The mail that is accepted has a day, and so has the answer."""
    text = (
        "From: Tom Oye <oye@kappa.example>\nTo: Anna Berg <berg@marmora.example>\nDate: Thu, 24 Mar 2022 18:22:09 +0000\n"
        "Subject: Re: six points\n\nDear Anna,\n\nOn behalf of Kappa Docks Ltd I accept your mail of Monday, so that it and "
        "this reply change the Quay Lease of 14 June 2019 with Marmora Oy.\n\nThe rent of EUR 40,000 stays.\n\nTom\n"
    )
    assert days(own(text, tmp_path, "x.eml")) == ("2022-03-21", "2022-03-24")


def test_what_a_council_resolves_is_of_the_day_of_its_sitting(tmp_path: Path) -> None:
    """An extract is posted later than the council has met."""
    text = (
        "# City of Ormley: Council, regular sitting of 14 December 2021\n\n*Certified extract, posted 16 December 2021*\n\n"
        "The City of Ormley adopts the following Variation, which Marmora Oy has countersigned and which varies the Quay Lease of "
        "27 April 2020:\n\n> (i) Marmora Oy shall pay the City of Ormley EUR 50,000 a year.\n"
    )
    assert days(own(text, tmp_path, "x.md")) == ("2021-12-14", "2021-12-14")


@pytest.mark.parametrize(
    ("told", "made"),
    [
        ("Kappa Docks Ltd and Marmora Oy put their names this morning to a Quay Lease.", ("2017-10-02", "2017-10-02")),
        (
            "Yesterday Kappa Docks Ltd signed a lease with Marmora Oy, and it kicks in on 1 April 2018.",
            ("2017-10-01", "2017-10-01"),
        ),
        ("Kappa Docks Ltd and Marmora Oy have joined the Port of Turku in a Quay Agreement.", ("None", "2017-10-02")),
    ],
)
def test_a_report_tells_that_something_was_made(told: str, made: tuple[str, str], tmp_path: Path) -> None:
    """When stands between verb and paper; what begins later was made before; who joins others makes an agreement with them."""
    text = f"# News from the quay\n\nOslo, 2 October 2017\n\n{told} Marmora Oy will pay Kappa Docks Ltd EUR 40,000 a year.\n"
    assert days(own(text, tmp_path, "x.md")) == made


def test_another_contract_is_not_what_a_revised_one_changes(tmp_path: Path) -> None:
    """A report of a revised agreement may speak of a contract beside it."""
    text = (
        "# Quays\n\nOslo, 3 June 2024\n\nOn 30 May Kappa Docks Ltd, Marmora Oy and Pellan AG signed a revised quay agreement. "
        "Marmora Oy will pay Kappa Docks Ltd EUR 40,000 a year.\n\nUnder another contract, concluded with Pellan AG on 9 January "
        "2023, Kappa Docks Ltd rents cranes for EUR 9,000 a year.\n"
    )
    (tmp_path / "x.md").write_text(text)
    (found,) = read_each(Source(tmp_path / "x.md", "x.md"))
    assert isinstance(found, Document)
    read = find_agreements(found, find_parties(found))
    assert not [s.link for s in read.sites if s.link and s.link.earlier]


def test_two_nouns_joined_by_and_are_one_title() -> None:
    """A settlement that is a licence as well is one paper."""
    (name,) = find_names("They signed a Settlement and Cross-Licence at Turku on 6 November 2017.")
    assert name.title == "Settlement and Cross-Licence"


def test_a_new_contract_takes_the_place_of_two_with_different_parties(tmp_path: Path) -> None:
    """Each of two contracts in a row is with those whom its own words name."""
    text = (
        "# Quays\n\nOslo, 8 October 2024\n\nOn 1 October Pellan AG, Marmora Oy and Kappa Docks Ltd signed an agreement of three. "
        "It takes the place of the 2019 lease between Kappa Docks Ltd and Pellan AG, later changes included, and of the crane "
        "contract that Kappa Docks Ltd made with Marmora Oy on 20 May 2019. Marmora Oy will pay Kappa Docks Ltd EUR 4,000 a year.\n"
    )
    (tmp_path / "x.md").write_text(text)
    (found,) = read_each(Source(tmp_path / "x.md", "x.md"))
    assert isinstance(found, Document)
    read = find_agreements(found, find_parties(found))
    bases = {s.link.earlier for s in read.sites if s.link and s.link.type is LinkType.SUPERSEDES}
    assert {str(a.made.earliest) for a in read.mentions if a.key in bases} == {"2019-01-01", "2019-05-20"}


@pytest.mark.parametrize(
    "clause",
    [
        "A2. The Term opens on the date above and closes on 4 September 2020.",
        "A2. What the User can be made to pay stops at EUR 9,000.\nA3. Work starts on 1 April 2019.",
        'A2. In the Quay Lease, for "30 June 2024" read "31 December 2026".',
        "A2. Nothing is due until 1 March 2023.",
    ],
)
def test_a_day_in_a_clause_is_not_that_of_the_contract(clause: str, tmp_path: Path) -> None:
    """On it something begins, ends or is replaced; the contract was struck on the day at its head."""
    head = (
        'QUAY CONTRACT\n\nBerth: 4, with crane\nStruck at Turku, on 5 March 2018\n\nbetween Kappa Docks Ltd (the "Owner") and\n'
        'Marmora Oy (the "User")\n\nA1. The Owner shall let the Quay to the User.\n'
    )
    assert days(own(f"{head}{clause}\nA9. The law of Elbonia applies.\n", tmp_path)) == ("2018-03-05", "2018-03-05")


@pytest.mark.parametrize(
    ("told", "made"),
    [
        ("Acme and Borea signed a restated lease, which on 1 April 2024 replaces the lease of 2019.", ("None", "None")),
        ("On 9 February 2024 Acme and Borea concluded a restated lease, which on 1 April 2024 replaces it.", ("2024-02-09",) * 2),
        ("Acme and Borea have signed, on 6 February, a first addendum to the lease of 2019.", ("2024-02-06",) * 2),
        ("On 3 February Acme and Borea signed it: the first supplement to the lease of 2019.", ("2024-02-03",) * 2),
        (
            "A Second Protocol to the Treaty of 2013 was signed by the heads of both ministries on 30 January 2024.",
            ("2024-01-30",) * 2,
        ),
        ("A restated lease, disclosed on 6 February, replaces the lease of 2019.", ("None", "2024-02-06")),
        ("As of 1 January 2023 it replaces the lease between Acme and Borea of 2015.", ("None", "None")),
    ],
)
def test_the_day_of_an_act_is_not_that_of_effect_or_of_disclosure(told: str, made: tuple[str, str]) -> None:
    """It stands before the verb, between verb and paper, or far behind both."""
    published = DateBounds(date(2024, 2, 12), date(2024, 2, 12))
    event = find_event(told, 0, len(told), find_names(told), published)
    assert event is not None
    assert (str(event.made.earliest), str(event.made.latest)) == made


@pytest.mark.parametrize(
    ("told", "link", "base"),
    [
        ("On 17 May we signed a letter varying our quay lease.", LinkType.AMENDS, "our quay lease"),
        ("With Acme we concluded Annex No. 2 to our 2014 quay contract.", LinkType.AMENDS, "our 2014 quay contract"),
        ("This letter amends the option that we made together on 5 March 2018.", LinkType.AMENDS, "the option that we made"),
        (
            "Both signed a lease, which from August takes the place of the one of 2017 and of the addendum to it.",
            "supersedes",
            "of 2017",
        ),
        (
            "It replaces the lease between Acme and Borea of 2015, including the amendment of 2018.",
            "supersedes",
            "the lease between",
        ),
        ("In August the three signed an amendment to the lease we have from 2019.", LinkType.AMENDS, "the lease we have from 2019"),
        ("A new lease has taken the place of the lease of 2018.", "supersedes", "the lease of 2018"),
    ],
)
def test_a_sentence_tells_which_paper_is_changed(told: str, link: LinkType, base: str) -> None:
    """A paper may be told by what it does, by its number or by who made it; what was added to it is not what is replaced."""
    event = find_event(told, 0, len(told), find_names(told), DateBounds(date(2024, 2, 12), date(2024, 2, 12)))
    assert event is not None
    assert event.base is not None
    assert event.link == LinkType(link)
    assert told[event.base.start : event.base.tail].strip().startswith(base)


def test_a_letter_that_changes_something_is_of_its_own_day(tmp_path: Path) -> None:
    """From the day above it to that of the last who agrees to it below."""
    text = (
        "Kappa Docks Ltd\nOffice of the Harbour Master\n\n20 May 2020\n\nTo Ms Berg, Marmora Oy\n\nDear Ms Berg,\n\n"
        "you have been patient. This letter amends the quay lease that we signed on 9 October 2018.\n\n"
        "(1) For 2020 Marmora Oy pays Kappa Docks Ltd EUR 40,000 a year.\n\nA. Obe\n\nCountersigned: E. Berg, 2 June 2020\n"
    )
    assert days(own(text, tmp_path)) == ("2020-05-20", "2020-06-02")


@pytest.mark.parametrize(("foot", "paper"), [("Read and agreed: E. Berg, 27 August 2020", True), ("cc: E. Berg", False)])
def test_a_letter_that_changes_a_contract_and_is_agreed_to_is_that_change(foot: str, paper: bool, tmp_path: Path) -> None:
    """It needs no title: it says itself what it amends; one that nobody answers only tells."""
    text = (
        "Kappa Docks Ltd, Oslo\n\n20 August 2020\n\nDear Ms Berg,\n\nthis letter amends the quay lease that Kappa Docks Ltd and "
        "Marmora Oy signed on 5 March 2018:\n\n1. Marmora Oy pays Kappa Docks Ltd EUR 45,000 a year.\n2. The crane stays.\n\n"
        f"A. Obe\n\n{foot}\n"
    )
    (tmp_path / "x.txt").write_text(text)
    (document,) = read_each(Source(tmp_path / "x.txt", "x.txt"))
    assert isinstance(document, Document)
    found = find_agreements(document, find_parties(document))
    assert found.instrument is paper


def test_a_day_by_which_work_is_due_or_after_the_printing_is_not_that_of_the_paper(tmp_path: Path) -> None:
    """A treaty is of the day in its closing words, not of the journal above it nor of the year in which a line is to stand."""
    text = (
        "KINGDOM OF ELBONIA - OFFICIAL HERALD - Part II - 9 December 2014 - p. 12\n\n                 TREATY OF MARL\n"
        "        concerning a railway between Marl and Obe\n\nThe Kingdom of Elbonia and the Republic of Kappa\n\n"
        "have settled what follows.\n\n  1. By 31 December 2021 Elbonia shall build the Line.\n"
        "  2. Kappa shall pay Elbonia EUR 95,000,000.\n  3. Trains of Kappa shall run free of charge.\n\n"
        "DONE at Marl, the 21st of October 2014, in two languages.\n\n   Elbonia                  Kappa\n"
    )
    assert days(own(text, tmp_path)) == ("2014-10-21", "2014-10-21")


@pytest.mark.parametrize(
    ("told", "title", "made"),
    [
        ("On Tuesday we signed a supplementary deed with Acme that alters the one from June 2020.", "supplementary deed", None),
        ("We signed an addendum to the Accord de Marl of 2018.", "Accord", 2018),
    ],
)
def test_the_day_of_another_paper_dates_none_that_is_named_before_it(told: str, title: str, made: int | None) -> None:
    """What a deed alters can be "the one from June 2020"; a title may go on in another language up to its year."""
    found = {n.phrase: n.made.earliest.year if n.made.earliest else None for n in find_names(told)}
    assert found[title] == made


def test_what_holds_since_a_year_was_not_made_by_the_act_told() -> None:
    """What "it changes" is changed now, though something else has run since 2018."""
    told = "It builds on the cane lease that we have had with Acme since 2018, and it changes the sugar contract of 2020."
    event = find_event(told, 0, len(told), find_names(told), DateBounds(date(2024, 2, 12), date(2024, 2, 12)))
    assert event is not None
    assert not event.made.earliest


def test_that_what_is_replaced_had_been_made_makes_no_act_one_of_the_past() -> None:
    """The word "had" tells of the deed that is replaced, not of what replaces it."""
    told = "It replaces the deed that the others had made in 2016."
    event = find_event(told, 0, len(told), find_names(told), DateBounds(date(2024, 2, 12), date(2024, 2, 12)))
    assert event is not None
    assert event.when == "open"


@pytest.mark.parametrize("told", ["Acme has riders in six towns.", "The riders were changed."])
def test_who_rides_is_no_paper(told: str) -> None:
    """A rider changes a contract where it is signed and stands before the contract."""
    assert not find_names(told)


def mentions(text: str, tmp_path: Path, name: str) -> dict[str, AgreementMention]:
    """The agreements that a text tells, by key."""
    (tmp_path / name).write_text(text)
    (found,) = read_each(Source(tmp_path / name, name))
    assert isinstance(found, Document)
    return {a.key: a for a in find_agreements(found, find_parties(found)).mentions}


def test_weekday_of_signing_is_that_of_the_change_and_not_of_what_it_changes(tmp_path: Path) -> None:
    """That an amendment to the lease was signed on Monday dates the amendment alone."""
    told = mentions(
        "# Our quay\n\n*Kappa Docks Ltd, company blog, 9 November 2023*\n\nAmendment No. 1 to the Quay Lease was signed on Monday, "
        "6 November, by Kappa Docks Ltd and Marmora Oy. Marmora Oy now pays EUR 41,000 a year instead of EUR 40,000.\n",
        tmp_path,
        "a.md",
    )
    changes = [a for a in told.values() if a.kind == "amendment"]
    leases = [a for a in told.values() if a.title == "Quay Lease"]
    assert [days(a) for a in changes] == [("2023-11-06", "2023-11-06")]
    assert [days(a) for a in leases] == [("None", "2023-11-09")]


def test_clause_on_the_changed_contract_does_not_date_the_change(tmp_path: Path) -> None:
    """A variation of a lease "that they signed three years ago" is as new as its report, and dated by the paper told next."""
    text = (
        "# Kappa keeps Marmora\n\n*Dock Weekly, 8 April 2025*\n\nKappa Docks Ltd and Marmora Oy have signed a second variation to "
        "the quay lease that they concluded three years ago. The paper, dated 2 April, prolongs the lease by two years, to 30 June "
        "2028. From 1 July Marmora Oy pays Kappa Docks Ltd EUR 41,000 a year.\n"
    )
    assert days(own(text, tmp_path, "b.md")) == ("2025-04-02", "2025-04-02")


def test_clause_on_a_paper_itself_dates_it(tmp_path: Path) -> None:
    """A protocol "that you and I signed on 17 January" is of that day."""
    text = (
        "Kappa Docks Ltd\n\n14 April 2023\n\nTo the board of Marmora Oy\n\nDear Aino,\n\nIn the price protocol that you and I "
        "signed on 17 January we agreed on EUR 36 for a berth.\n\nYours sincerely,\nT. Dee, Kappa Docks Ltd\n"
    )
    assert ("2023-01-17", "2023-01-17") in map(days, mentions(text, tmp_path, "c.txt").values())


@pytest.mark.parametrize(
    ("head", "foot", "made"),
    [
        ("OFFICIAL BULLETIN OF ELBONIA\nTreaties - No. 44, 21 December 2009\n\n", "Done at Turku on 6 May 2009.\n", "2009-05-06"),
        ("", "Done at Turku on 6 May 2009.\n\nRatified by the Assembly on 2 December 2009.\n", "2009-05-06"),
        (
            "GAZETTE\n\n7. The lease printed below was signed at Turku on 6 May 2009; the Senate agreed on 4 July.\n\n",
            "",
            "2009-05-06",
        ),
    ],
)
def test_the_day_of_a_printed_paper_is_that_of_its_signing(head: str, foot: str, made: str, tmp_path: Path) -> None:
    """The number of a gazette and an assembly have days of their own."""
    text = f'{head}QUAY LEASE\n\nKappa Docks Ltd (the "Owner") and Marmora Oy (the "User") have agreed:\n{_CLAUSES}\n{foot}'
    assert days(own(text, tmp_path)) == (made, made)


def test_what_is_agreed_today_is_made_on_the_day_behind_the_word(tmp_path: Path) -> None:
    """A day of uploading above and one of effect behind do not count."""
    text = (
        "PORTAL > 2019 > No. 7      uploaded 31 May 2019\n\nADDENDUM\n\nHAVING REGARD TO the quay lease of 19 August 2016 between "
        'Kappa Docks Ltd (the "Owner") and Marmora Oy (the "User"),\n\nIT IS AGREED, today, 24 May 2019, with effect from 1 July '
        "2019:\n\n1. The User shall pay the Owner EUR 50,000 a year.\n"
    )
    assert days(own(text, tmp_path)) == ("2019-05-24", "2019-05-24")


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("The owners may buy back the Concession from 1 January 2042 onwards.", False),
        ("Acme runs the quay under the lease from 3 May 2020 to 4 May 2030.", False),
        ("Acme runs the quay under the lease from 3 May 2020.", True),
    ],
)
def test_a_day_from_which_something_lasts_is_not_that_of_the_contract(text: str, *, dated: bool) -> None:
    """What lasts "from 2042 onwards" begins then, "the lease from May 2020" was made then."""
    (name,) = find_names(text)
    assert bool(name.dates) == dated


def test_the_day_on_which_something_would_run_out_is_not_that_of_a_decision(tmp_path: Path) -> None:
    """What a paper has noted of another stands nearer to its first words than its own day."""
    text = (
        'DECISION AMENDING THE QUAY LEASE\n\ntaken at Turku on 20 November 2018 by Kappa Docks Ltd (the "Owner") and Marmora Oy '
        '(the "User"), noting that the Quay Lease of 3 May 2014 would run out on 30 June 2019:\n'
    )
    assert days(own(text + _CLAUSES, tmp_path)) == ("2018-11-20", "2018-11-20")


def test_a_contract_that_says_when_it_was_made_tells_of_no_other(tmp_path: Path) -> None:
    """The words "have concluded the following contract" are said of the paper itself."""
    text = (
        'QUAY CONTRACT\n\nKappa Docks Ltd (the "Owner") and Marmora Oy (the "User") have concluded the following contract on '
        "10 February 2017.\n"
    )
    (tmp_path / "x.txt").write_text(text + _CLAUSES)
    (found,) = read_each(Source(tmp_path / "x.txt", "x.txt"))
    assert isinstance(found, Document)
    assert [a.key for a in find_agreements(found, find_parties(found)).mentions if a.made.earliest] == ["own"]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("This Arrangement is not legally binding.", "memorandum"),
        ("None of them is bound by it in law.", "memorandum"),
        ("This Arrangement is not binding until the owners have agreed.", "definitive"),
        ("It carries out the non-binding term sheet of 2 May 2018.", "definitive"),
    ],
)
def test_a_paper_that_says_of_itself_that_it_binds_nobody_is_a_memorandum(said: str, kind: str, tmp_path: Path) -> None:
    """Whatever its title: another paper that binds nobody, and a condition, do not count."""
    head = 'ARRANGEMENT ON THE QUAY\n\nKappa Docks Ltd (the "Owner") and Marmora Oy (the "User") agreed on 3 May 2019:\n'
    text = f"{head}{_CLAUSES}\n4. {said}\n"
    assert own(text, tmp_path).kind == kind
