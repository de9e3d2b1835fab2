"""Day of publication, day of capture, publisher and address are read off the page, with the words that tell them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from reading_files import read

from kg.reading import publisher
from kg.records import DateBounds

BODY = "Acme Ltd and Bexel GmbH have agreed that Acme will supply Bexel with all the screws that it needs until 2030, at one price."


def bounds(first: str, last: str = "") -> DateBounds:
    """Bounds from ISO days; `-` is no bound."""
    low, high = (None if day == "-" else date.fromisoformat(day) for day in (first, last or first))
    return DateBounds(low, high)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Acme news\n\nLYON / TURKU, May 9, 2017 - {}", "2017-05-09"),
        ("Acme news\n\nDULUTH, Minn., May 7, 2021 /Wire/ -- {}", "2021-05-07"),
        ("Acme news\n\n(Turku, 8 May 2016) {}", "2016-05-08"),
        ("Acme news\n\nGraz, 5 April 2014\n\n{}", "2014-04-05"),
        ("# Acme news\n\n*May 9, 2013*\n\n{}", "2013-05-09"),
        ("# Acme news\n\n**Tampere, 17 July 2019.** {}", "2019-07-17"),
        ("Acme news\nBy Ann Bee · 7 August 2013\n\n{}", "2013-08-07"),
        ("Acme news\n\nJuly 07, 2016 09:30 AM Central Time\n\n{}", "2016-07-07"),
        ("# Acme news\n\n*Posted on 8 May 2011 by the press desk of Acme*\n\n{}", "2011-05-08"),
        ("# Acme news\n\nReleased 9 May 2010\n\n{}", "2010-05-09"),
        ("# Acme news\n\n{}\n\nPage last changed on 6 April 2009", "2009-04-06"),
        ("# Acme news\n\n{}\n\nPublished by the harbour office on 2 July 2008.", "2008-07-02"),
        ("HERALD OF ARDA, No. 612, 2 May 1997\n\n{}", "1997-05-02"),
        ("# Talk with Acme, Graz, 4 May 2018\n\n{}", "2018-05-04"),
    ],
)
def test_the_day_of_publication_is_read(tmp_path: Path, head: str, expected: str) -> None:
    """Datelines, bylines, stamps, mastheads and titles give the day, with the words that tell it."""
    document = read(tmp_path, "a.md", head.format(BODY))
    assert document.published == bounds(expected)
    assert document.date_basis


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("Source: ACME LTD, 10-Q, Filed March 3, 2011", "2011-03-03"),
        ("Source: ACME LTD, 8-K, 4/2/2013", "2013-04-02"),
        ("Registered at the Land Office on 8 May 2004.", "2004-05-08"),
        ("Entered in the public roll of the Water Board on 6 June 2010.", "2010-06-06"),
        ("Lodged with the Harbour Court on 30 March 2007.", "2007-03-30"),
        ("> Lodged with the Harbour Court on 30 March 2007, file 7/0417. Clause 9 is not public.", "2007-03-30"),
        ("Entered: 31.05.2018     Pages withheld: annex 2", "2018-05-31"),
        ("(copy disclosed on 9 September 2019 in answer to a request)", "2019-09-09"),
    ],
)
def test_the_stamp_of_a_contract_is_its_publication(tmp_path: Path, stamp: str, expected: str) -> None:
    """A contract is out on the day of its filing or registration; filings put the month first."""
    opening = "This Agreement is made on 3 January 2003 between Acme Ltd and Bexel GmbH."
    contract = f"SUPPLY AGREEMENT\n\n{opening}\n\n1. Supply. Acme supplies.\n\n{stamp}"
    assert read(tmp_path, "a.txt", contract).published == bounds(expected)


def test_a_contract_without_a_stamp_has_no_last_day(tmp_path: Path) -> None:
    """A contract was not out before its own day; when it was, nobody says."""
    text = (
        "SUPPLY AGREEMENT\n\ndated 12 June 2021\n\nbetween Acme Ltd and Bexel GmbH.\n\n1. Supply. Acme supplies.\n\n2. Law. None.\n"
    )
    assert read(tmp_path, "a.txt", text).published == bounds("2021-06-12", "-")


def test_a_letter_is_out_between_its_date_and_the_last_signature(tmp_path: Path) -> None:
    """The date of a letter bounds it below, the last day of signing above."""
    head = "Acme Ltd\nArda\n\n20 December 2024\n\nDear Sirs,\n\n"
    letter = f"{head}{BODY}\n\nYours faithfully,\n\nAnn Bee\n\nAgreed and accepted:\n30 December 2024\n"
    assert read(tmp_path, "a.txt", letter).published == bounds("2024-12-20", "2024-12-30")


@pytest.mark.parametrize(
    ("stamp", "captured", "latest"),
    [
        ("Cached at: 11/23/19, 08:15 AM", "2019-11-23", "2019-11-23"),
        ("HTTP 200Fetched June 9, 20184 KB", "2018-06-09", "2018-06-09"),
        ("Captured on 3 May 2026", "2026-05-03", "2026-05-03"),
        ("Cached at: 03/06/19", "", "2019-06-03"),
    ],
)
def test_a_kept_copy_bounds_the_publication(tmp_path: Path, stamp: str, captured: str, latest: str) -> None:
    """Nothing was published after it was kept; figures with two readings give no day of capture, only the later bound."""
    document = read(tmp_path, "a.txt", f"Acme news\n\n{stamp}\n\n{BODY}")
    assert document.captured_on == (date.fromisoformat(captured) if captured else None)
    assert document.published == bounds("-", latest)


def test_the_own_address_tells_the_day_and_links_do_not(tmp_path: Path) -> None:
    """A date in the address of the document is its day; a date in the address of a link inside it is not."""
    own = "[Skip to content](https://news.acme.example/2014/05/06/deal/#content)"
    document = read(tmp_path, "a.txt", f"{own}\n\n{BODY} See [more](https://acme.example/2019/01/01/old/).")
    assert document.published == bounds("2014-05-06")
    assert document.source_address == "https://news.acme.example/2014/05/06/deal/"
    assert read(tmp_path, "b.txt", f"{BODY} See [more](https://acme.example/2019/01/01/old/).").published == DateBounds()


@pytest.mark.parametrize(
    "line",
    [
        "Public notices - No. 7/2013 - 2 May 2013",
        "THE ARDEN CRIER        Thursday, May 2, 2013, page B4",
        "*Cask Trade, 2 May 2013. By Ann Bee*",
        "*Acme Casks, guest pages, 2 May 2013. What guests have asked us since.*",
        "*Last updated 2 May 2013. This page takes the place of that of 4 July 2010.*",
        "Request 12 - posted 05/02/2013 - 2 pages. Bids were opened on June 4, 2012.",
    ],
)
def test_the_head_of_a_page_tells_its_day(tmp_path: Path, line: str) -> None:
    """The day at the head of a paper is that of the paper; figures are read month first where its other days are."""
    assert read(tmp_path, "a.txt", f"{line}\n\nA deal\n\n{BODY}").published == bounds("2013-05-02")


def test_a_tag_gives_a_year_cut_by_the_capture(tmp_path: Path) -> None:
    """A tag that is a year bounds the publication where nothing better does."""
    text = f"Acme news\n\nCached at: 05/28/19, 07:45 AM\n\n{BODY}\n\n- [2019](https://acme.example/posts/?tags=2019)"
    assert read(tmp_path, "a.txt", text).published == bounds("2019-01-01", "2019-05-28")


def test_dates_of_listed_documents_do_not_count(tmp_path: Path) -> None:
    """A date in a list of other documents is not the day of this one."""
    assert read(tmp_path, "a.txt", f"{BODY}\n\nRelated articles\n\nAcme hires\n\n3 May 2019\n").published == DateBounds()


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (
            "Acme deal\n\nOSLO, 3 May 2020 - Acme Screws Ltd has signed. {0}\n\nAbout Acme\nAcme Screws Ltd makes screws.",
            "Acme Screws Ltd",
        ),
        ("PRESS RELEASE\n\nA deal\n\nOSLO, 3 May 2020 - Acme Screws Ltd has signed. {0}", "Acme Screws Ltd"),
        (
            "ACME SCREWS LTD\n\nMedia release\nOslo, 3 May 2020\n\nA deal\n\nWe at Acme Screws Ltd have signed. {0}",
            "Acme Screws Ltd",
        ),
        ("**THE BOLT** | Markets | 4 May 2020\n\n# A deal\n\n{0}\n\n*The Bolt is a newsletter for makers of screws.*", "The Bolt"),
        ("# A deal\n\nSource: [https://corto.example/a](https://corto.example/a)\n\nCorto AG is told that {0}", "Corto AG"),
        ("A deal\n\n{0}\n\nSOURCE Corto Corp.", "Corto Corp."),
        ("A deal\n\n{0}\n\n© 2020 Corto, Inc. All rights reserved.", "Corto, Inc."),
        ("BEXEL CELLS | Help centre | last edited 3 May 2020\n\n# Your questions\n\nWe at Bexel Cells say that {0}", "Bexel Cells"),
        ("# Fares and us\n\n_Acme Bus Customer Care. Posted 3 May 2020._\n\n**Since when?** {0}", "Acme Bus"),
        ("ACME JOURNALS GROUP\n===\n\n**Statement, 3 May 2020**\n\nOur readers ask. {0}", "ACME JOURNALS GROUP"),
        ("# A deal\n\n*Monday 4 May 2020*\n\nThe old name stays. {0}", ""),
        ("{0}", ""),
        ("OSLO, 3 May 2020 (Wire) - Acme Screws Ltd has signed. {0}", ""),
        ("# Ovens\n\n*Posted by Anneke Bray, VP Ovens, on 14 March 2016*\n\n{0}", ""),
        ("# Ovens\n\n*Posted by Yrsa Tamblyn on 14 March 2016 in News, Bread*\n\n{0}", ""),
        ("# Ovens\n\nBergen / Porto / Graz, 3 May 2020\n\n{0}", ""),
        ("# Ovens\n\n*Support centre > Bread. Last checked by the Acme team on 4 May 2011.*\n\n{0}", "Acme"),
        ("PRESS RELEASE\n\nOslo, 3 May 2020 - A deal is made. {0}\n\nPress office: Anneke Bray, news@acme.example", "Acme Ltd"),
        ("Media release\n\n# Nets\n\n20 February 2023\n\nThe herring-bone stays. On Friday both signed.\n\n{}", "Acme Ltd"),
    ],
)
def test_the_publisher_is_who_says_so(tmp_path: Path, text: str, publisher: str) -> None:
    """Releases, letterheads, mastheads, addresses and copyright lines name the publisher; where none does, it stays open."""
    assert read(tmp_path, "a.md", text.format(BODY)).publisher == publisher


def test_a_cut_text_is_marked(tmp_path: Path) -> None:
    """A line that says so marks the text as cut."""
    assert read(tmp_path, "a.txt", f"{BODY}\n... (truncated, 4 KB total)").truncated
    assert not read(tmp_path, "b.txt", BODY).truncated


def test_a_masthead_in_parts_names_the_house_first_and_a_sheet_for_our_members_is_none() -> None:
    """Of "Acme | Letter to owners | Autumn" the first part is the house; "The sheet for our growers" says for whom it is."""
    assert publisher._is_no_name("The sheet for our growers")
    assert not publisher._is_no_name("Acme Growers")
