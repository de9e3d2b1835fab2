"""Day of publication, day of capture, publisher and address are read off the page, with the words that tell them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from reading_files import read

from kg.records import DateBounds

BODY = "Acme Ltd and Bexel GmbH have agreed that Acme will supply Bexel with all the screws that it needs until 2030, at one price."


def bounds(first: str, last: str = "") -> DateBounds:
    """Bounds from ISO days; `-` is no bound."""
    low, high = (None if day == "-" else date.fromisoformat(day) for day in (first, last or first))
    return DateBounds(low, high)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Acme news\n\nTOKYO / ROME, October 3, 2018 - {}", "2018-10-03"),
        ("Acme news\n\nSAN JOSE, Calif., June 5, 2023 /Wire/ -- {}", "2023-06-05"),
        ("Acme news\n\n(Oslo, 1 October 2021) {}", "2021-10-01"),
        ("Acme news\n\nBasel, 11 May 2020\n\n{}", "2020-05-11"),
        ("# Acme news\n\n*May 18, 2022*\n\n{}", "2022-05-18"),
        ("# Acme news\n\n**Fiumicino, 29 April 2025.** {}", "2025-04-29"),
        ("Acme news\nBy Ann Bee · 25 February 2026\n\n{}", "2026-02-25"),
        ("Acme news\n\nJune 05, 2023 08:00 AM Eastern Time\n\n{}", "2023-06-05"),
        ("# Acme news\n\n*Posted on 12 March 2020 by the team at Acme*\n\n{}", "2020-03-12"),
        ("# Acme news\n\nReleased 4 October 2021\n\n{}", "2021-10-04"),
        ("# Acme news\n\n{}\n\nPage last changed on 5 November 2024", "2024-11-05"),
        ("# Acme news\n\n{}\n\nPublished by the ministries on 9 December 2020.", "2020-12-09"),
        ("GAZETTE OF ARDA, No. 44, 3 December 2018\n\n{}", "2018-12-03"),
        ("# Talk with Acme, Basel, 8 November 2023\n\n{}", "2023-11-08"),
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
        ("Source: ACME LTD, 10-Q, Filed May 9, 2019", "2019-05-09"),
        ("Source: ACME LTD, 8-K, 8/9/2022", "2022-08-09"),
        ("Registered at the Land Register on 3 April 2018.", "2018-04-03"),
        ("Entered in the public register of the Network Agency on 20 December 2023.", "2023-12-20"),
        ("Lodged with the Communications Authority on 15 February 2022.", "2022-02-15"),
    ],
)
def test_the_stamp_of_a_contract_is_its_publication(tmp_path: Path, stamp: str, expected: str) -> None:
    """A contract is out on the day of its filing or registration; filings put the month first."""
    opening = "This Agreement is made on 1 February 2017 between Acme Ltd and Bexel GmbH."
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
        ("Cached at: 04/20/26, 02:49 PM", "2026-04-20", "2026-04-20"),
        ("HTTP 200Fetched May 17, 20264 KB", "2026-05-17", "2026-05-17"),
        ("Captured on 3 May 2026", "2026-05-03", "2026-05-03"),
        ("Cached at: 04/05/26", "", "2026-05-04"),
    ],
)
def test_a_kept_copy_bounds_the_publication(tmp_path: Path, stamp: str, captured: str, latest: str) -> None:
    """Nothing was published after it was kept; figures with two readings give no day of capture, only the later bound."""
    document = read(tmp_path, "a.txt", f"Acme news\n\n{stamp}\n\n{BODY}")
    assert document.captured_on == (date.fromisoformat(captured) if captured else None)
    assert document.published == bounds("-", latest)


def test_the_own_address_tells_the_day_and_links_do_not(tmp_path: Path) -> None:
    """A date in the address of the document is its day; a date in the address of a link inside it is not."""
    own = "[Skip to content](https://news.acme.example/2026/02/27/deal/#content)"
    document = read(tmp_path, "a.txt", f"{own}\n\n{BODY} See [more](https://acme.example/2019/01/01/old/).")
    assert document.published == bounds("2026-02-27")
    assert document.source_address == "https://news.acme.example/2026/02/27/deal/"
    assert read(tmp_path, "b.txt", f"{BODY} See [more](https://acme.example/2019/01/01/old/).").published == DateBounds()


def test_a_tag_gives_a_year_cut_by_the_capture(tmp_path: Path) -> None:
    """A tag that is a year bounds the publication where nothing better does."""
    text = f"Acme news\n\nCached at: 05/08/26, 09:31 AM\n\n{BODY}\n\n- [2026](https://acme.example/news/?tags=2026)"
    assert read(tmp_path, "a.txt", text).published == bounds("2026-01-01", "2026-05-08")


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
        ("{0}", ""),
        ("OSLO, 3 May 2020 (Wire) - Acme Screws Ltd has signed. {0}", ""),
    ],
)
def test_the_publisher_is_who_says_so(tmp_path: Path, text: str, publisher: str) -> None:
    """Releases, letterheads, mastheads, addresses and copyright lines name the publisher; where none does, it stays open."""
    assert read(tmp_path, "a.md", text.format(BODY)).publisher == publisher


def test_a_cut_text_is_marked(tmp_path: Path) -> None:
    """A line that says so marks the text as cut."""
    assert read(tmp_path, "a.txt", f"{BODY}\n... (truncated, 4 KB total)").truncated
    assert not read(tmp_path, "b.txt", BODY).truncated
