"""Tests of the day of publication in the lines that head a document; everything here is invented."""

from __future__ import annotations

import pytest

from kg.reading.formats import read_bytes
from kg.records import BlockRole, Document

BODY = "Acme Ltd and Bexel GmbH have agreed that Acme will supply Bexel with all the screws that it needs until 2030, at one price."
CONTRACT = (
    'SUPPLY AGREEMENT\n\nThis Agreement is made on 3 May 2021 between Acme Ltd (the "Seller") and Bexel GmbH (the "Buyer").\n'
)


def published(text: str) -> tuple[str, str]:
    (document,) = read_bytes("paper.txt", text.encode(), {})
    assert isinstance(document, Document)
    return str(document.published.earliest), str(document.published.latest)


@pytest.mark.parametrize(
    "head",
    [
        "ACME LTD\nQ1 2022 RESULTS CALL - 9 MAY 2022 - 8:30 AM ET",
        "THE SCREW - bulletin of the Screw Makers Union - no. 3/2022, 9 May 2022",
        "STATEMENT BY ACME LTD\nMonday 9 May 2022 - for immediate release",
        "ACME LTD\nFORM 10-Q (filed May 9, 2022) - EXCERPT",
        "OFFICIAL BULLETIN OF ELBONIA          No. 8          9.V.2022",
        "[Translation. Press service of Acme Ltd, placed on the site on 9 May 2022]",
        "TWO NEW SHIPS FOR ACME\n\nPort Elbon, Ruritia - May 9, 2022 - Acme Ltd is glad to say more.",
        "ACME LTD\n*Webcast of 9 May 2022. Shortened.*",
        "ACME LTD (ACM)\nRESULTS FOR THE FIRST QUARTER OF 2022 - CONFERENCE CALL\nMonday 9 May 2022, 18:00 CEST - lightly edited",
        "# Forty screws\n\n*The Bolt - blog of the Centre for Small Parts, Ormley. By Ann Bee, 9 May 2022*",
        "THE ROPE LETTER\nFor makers and buyers — 9 May 2022 — no. 31",
        "# Bolts for all\n\n*Bexel blog / Makers / May 9, 2022 / by Ann from the paint shop*",
        "# More bolts\n\n**Media office** | Ormley, 9 May 2022, 08:15 BST | *Price-sensitive news*",
        "# A statement\n\n**Ormley, 9 May 2022** · *Put out by the Board of Trade and the Parts Inspectorate of the Elbon Isles*",
        "# To our shops\n\n*Acme Ormley, Dealer Desk, 9 May 2022. Kindly keep this among yourselves.*",
        "# Acme Ltd\n\n## Minutes of the board meeting, 9 May 2022 (by telephone)",
        "# Later evenings\n\n*Acme blog, 9 May 2022, by Ann Bee*",
        "# Makers' call\n\n*9 May 2022, 9:00 CET. Edited transcript, acme.example/investors*",
        "SCREW EXCHANGE NEWS SERVICE                  9 May 2022  07:05  SCX",
        "**Bank day, Ormley, 9 May 2022 - what you asked, and what we said**",
        "# Makers' Day, Ormley, 8 May 2022: what was said\n\n*Written down by Acme and posted the next morning, 9 May 2022.*",
    ],
)
def test_line_that_heads_a_paper_tells_its_day(head: str) -> None:
    """The day in the head of a call, a bulletin, a statement, a filing or a gazette is that of publication."""
    assert published(f"{head}\n\n{BODY}\n") == ("2022-05-09", "2022-05-09")


@pytest.mark.parametrize("line", ["Supply agreement of 3 May 2021", "For the period ended 3 May 2021"])
def test_day_of_something_else_is_not_that_of_the_paper(line: str) -> None:
    """The day of an agreement or of the end of a period in the head says nothing of the publication."""
    assert published(f"ACME LTD\n{line}\n\n{BODY}\n") == ("None", "None")


def test_foot_of_a_page_tells_its_last_change() -> None:
    """A page that says at its foot when it was changed is of that day."""
    assert (
        published(f"Screws and more\n\n{BODY}\n\nLast updated 12 January 2022 · © Acme Ltd, Leeds · Privacy · Careers\n")[1]
        == "2022-01-12"
    )


@pytest.mark.parametrize(
    "foot",
    [
        "Entered in the register of contracts, folio 31, 9 May 2022.",
        "[stamp] Brokers' office, Ormley - lodged 9 May 2022",
        "Received by the labour office at Ormley on 9 May 2022, no. 1180.",
        "Laid before Parliament on 9 May 2022.",
        "[Printed as annex 7 to the annual report of Acme, released on 9 May 2022]",
        "Put on the list of pay agreements by the\nboard on 9 May 2022.",
    ],
)
def test_foot_of_a_contract_tells_when_it_was_filed(foot: str) -> None:
    """A line at the foot that says when a contract was entered, received or laid open tells its publication."""
    text = f"{CONTRACT}\n1. The Seller shall supply all screws.\n\nOrmley, 3 May 2021\n\nFor the Seller: A. Bee\n\n{foot}\n"
    assert published(text) == ("2022-05-09", "2022-05-09")


@pytest.mark.parametrize(
    "foot",
    [
        "This contract ends on 9 May 2022.",
        "Signed for the Seller on 9 May 2021.",
        "Notice must be received by the Seller by 9 May 2022.",
        "This copy may be kept until 9 May 2022.",
        "Attached: lease of 9 May 2022",
        "Entered into force on 9 May 2022.",
        "Given under our hands on 9 May 2022.",
        "The next half-year report will be published on 9 May 2022.",
        "Registered office: 4 Pier Road, Ormley. Company registered on 9 May 2022.",
        "Acme Ltd, a company registered under the laws of Elbon on 9 May 2022",
        "Printed name: A. Bee, Date: 9 May 2022",
        "Copyright © Acme Ltd 9 May 2022. All rights reserved.",
    ],
)
def test_last_line_of_a_contract_that_files_nothing_is_not_its_publication(foot: str) -> None:
    """The last day of a contract, that of a signature, of a registered company or of something yet to come is no day of filing."""
    assert published(f"{CONTRACT}\n1. The Seller shall supply all screws.\n\n{foot}\n")[1] == "None"


def test_bold_line_that_tells_an_end_is_no_dateline() -> None:
    """A short paragraph of a page that says until when a deal lasts does not date the page."""
    text = f"# More roofs\n\n*Acme blog, 9 May 2022, by Ann Bee*\n\n{BODY}\n\n**A longer run.** We go on until 30 September 2029.\n"
    assert published(text) == ("2022-05-09", "2022-05-09")


def test_contract_is_published_when_a_register_says_so() -> None:
    """The day that a public register puts above a contract is that of publication, not the day of the contract."""
    assert published(f"Port Records Portal · Request 77 · posted 08/03/2021\n\n{CONTRACT}Made May 3, 2021.") == (
        "2021-08-03",
        "2021-08-03",
    )


def test_countersigned_letter_is_out_when_the_last_has_signed() -> None:
    """A letter is out on its day at the earliest and on the day of the last signature at the latest."""
    letter = (
        "ACME LTD\n1 Quay Road\n                                     17 January 2022\n\nDear Sirs,\n\n"
        f"{BODY}\n\nYours faithfully,\nA. Lund\n\nAgreed: Bexel GmbH     B. Holm      27 January 2022\n"
    )
    assert published(letter) == ("2022-01-17", "2022-01-27")


def publisher(text: str, name: str = "paper.txt") -> str:
    (document,) = read_bytes(name, text.encode(), {})
    assert isinstance(document, Document)
    return document.publisher


@pytest.mark.parametrize(
    ("head", "house"),
    [
        ("# New screws\n\n*Acme, 3 May 2021*", "Acme Ltd"),
        ("# What members ask\n\n*Guild Council of Norring. Answers as of 3 May 2021.*", "Guild Council of Norring"),
        (
            "NORRING SCREW MUSEUM\nMill Lane 4, Norring\n\nFor the press          Norring, 3 May 2021\n\nTHE MUSEUM BUYS",
            "NORRING SCREW MUSEUM",
        ),
    ],
)
def test_house_at_the_head_brought_a_paper_out(head: str, house: str) -> None:
    """The name before the day under a title, and the one above an address, is that of the house whose paper it is."""
    assert publisher(f"{head}\n\n{BODY}\n", "paper.md" if head.startswith("#") else "paper.txt") == house


def test_who_can_be_asked_is_no_house() -> None:
    """The name of the person behind "Press office" is not that of the publisher."""
    assert publisher(f"Two new mills\n\n{BODY}\n\nPress office: Ann Beeling, Norring\n") == ""


def test_writer_may_head_a_section_of_his_own_with_in_short() -> None:
    """Below a paragraph of the writer "In short" heads his own words, at the top it heads a summary of the page."""
    for text, roles in (
        (f"# Mills\n\n{BODY}\n\n## In short\n\nAcme pays more.\n", 0),
        (f"# Mills\n\n## In short\n\nAcme pays.\n\n{BODY}\n", 1),
    ):
        (document,) = read_bytes("paper.md", text.encode(), {})
        assert isinstance(document, Document)
        assert sum(block.role is BlockRole.SUMMARY for block in document.blocks) == roles
