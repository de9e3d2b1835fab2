"""Web pages, PDF and Word files, and mail give their text in reading order with what they state."""

from __future__ import annotations

import base64
from datetime import date
from pathlib import Path

import pytest
from reading_files import WORD, archive, paragraph, pdf_file, read, table, word_file, words, write

from kg.errors import InputError
from kg.reading import read_each, read_source
from kg.records import BlockRole, DateBounds, Document

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Acme and Bexel build a plant | Acme Newsroom</title>
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2023-01-19T23:30:00-08:00",
"publisher": {"@type": "Organization", "name": "Acme"}}]}</script></head><body>
<nav><ul><li>Home</li><li>News</li></ul></nav><div class="cookie-bar"><p>We use cookies.</p><button>OK</button></div>
<main><article><h1>Acme and Bexel build a plant</h1><p class="standfirst">It will make screws.</p><p class="byline">By Ann Bee</p>
<p>Acme &amp; Bexel signed a <b>five-year</b>
contract.<br>It is worth EUR&nbsp;5&nbsp;million.</p><ul><li>Acme pays.</li><li>Bexel builds.</li></ul>
<table><tr><th>Party</th><th>Share</th></tr><tr><td>Acme</td><td>51%</td></tr></table>
<p hidden>Never shown.</p></article>
<aside class="see-also"><h2>Further reading</h2><ul><li><a href="/x"><h3>Acme hires</h3></a>
<p>Acme hires ten people.</p></li></ul></aside>
<section><h2>More stories</h2><p><a href="/y">Bexel sells a mill</a> The mill goes to a neighbour.</p></section></main>
<footer><p>&copy; 2023 Acme Ltd</p></footer></body></html>"""


def test_a_web_page_is_told_apart(tmp_path: Path) -> None:
    """Menu, cookie text, article, listed articles and footer have their roles; hidden text is left out."""
    document = read(tmp_path, "a.html", PAGE)
    assert words(document, BlockRole.TITLE) == ["Acme and Bexel build a plant"]
    assert words(document, BlockRole.STANDFIRST) == ["It will make screws."]
    assert words(document, BlockRole.PARAGRAPH) == [
        "Acme & Bexel signed a five-year contract.\nIt is worth EUR\u00a05\u00a0million."
    ]
    assert words(document, BlockRole.LIST_ITEM) == ["Acme pays.", "Bexel builds."]
    assert words(document, BlockRole.TABLE_ROW) == ["Party\tShare", "Acme\t51%"]
    assert words(document, BlockRole.LISTING_TITLE) == ["Acme hires", "Bexel sells a mill"]
    assert words(document, BlockRole.LISTING_TEXT) == ["Acme hires ten people.", "The mill goes to a neighbour."]
    assert words(document, BlockRole.NAVIGATION) == ["Home", "News", "We use cookies.", "OK"]
    assert "Never shown" not in document.text


def test_a_web_page_states_its_day_in_its_own_zone(tmp_path: Path) -> None:
    """The day of publication is the one that was written, not that of another zone."""
    document = read(tmp_path, "a.html", PAGE)
    assert document.published == DateBounds(date(2023, 1, 19), date(2023, 1, 19))
    assert document.publisher == "Acme"


def test_a_form_around_the_whole_page_is_no_menu(tmp_path: Path) -> None:
    """A box that holds the main heading is the page, whatever its tag or class says."""
    page = '<body><form class="nav-wrapper"><h1>Acme pays Bexel</h1><p>Acme pays Bexel from May on.</p></form></body>'
    assert words(read(tmp_path, "a.html", page), BlockRole.PARAGRAPH) == ["Acme pays Bexel from May on."]


def test_rows_that_hold_a_numbered_clause_are_items(tmp_path: Path) -> None:
    """A table that only sets the enumerator apart from its clause gives items; preformatted text keeps its lines."""
    page = "<body><h1>Deal</h1><table><tr><td>(a)</td><td>Acme pays;</td></tr><tr><td>(b)</td><td>Bexel builds.</td></tr></table>"
    document = read(tmp_path, "a.html", f"{page}<pre>1. Term. It ends\n   in 2030.\n2. Law. None.</pre></body>")
    items = ["(a) Acme pays;", "(b) Bexel builds.", "1. Term. It ends\n   in 2030.", "2. Law. None."]
    assert words(document, BlockRole.LIST_ITEM) == items


def test_the_encoding_of_a_page_is_the_one_it_names(tmp_path: Path) -> None:
    """A page that is not UTF-8 is read as its head says."""
    page = '<html><head><meta charset="iso-8859-2"></head><body><p>Umowa Łódź – Gdańsk</p></body></html>'.replace("–", "-")
    assert read(tmp_path, "a.html", page.encode("iso-8859-2")).text == "Umowa Łódź - Gdańsk"


RUNNING = "Register of Arda, No. 4, 9 May 2017"
PAGES = [
    [
        *(
            RUNNING,
            "SUPPLY AGREEMENT",
            "This Agreement is made on 4 May 2017 between Acme Ltd and Bexel",
            "GmbH.",
            "1. Supply",
        ),
        "1.1 Acme shall supply Bexel with all the screws that Bexel may need for its pro-",
        "duction in Arda, and Bexel shall",
    ],
    [RUNNING, "pay for them within thirty days.", "1.2 The price is EUR 5.", "2"],
    [RUNNING, "2. Law", "2.1 The law of Arda applies.", "3"],
]


def test_pages_of_a_pdf_are_joined(tmp_path: Path) -> None:
    """A clause that runs over a page is one item on its first page, hyphens undone; running lines and page numbers are metadata."""
    document = read(tmp_path, "a.pdf", pdf_file(PAGES))
    items = [(block.page, document.text[block.start : block.end]) for block in document.blocks if block.role is BlockRole.LIST_ITEM]
    assert items[0][0] == 1
    assert items[0][1].endswith("its production in Arda, and Bexel shall pay for them within thirty days.")
    assert items[1:] == [(2, "1.2 The price is EUR 5."), (3, "2.1 The law of Arda applies.")]
    assert words(document, BlockRole.METADATA).count(RUNNING) == 3
    assert document.published == DateBounds(date(2017, 5, 9), date(2017, 5, 9))
    assert document.media_type == "application/pdf"


def test_a_pdf_without_text_is_told(tmp_path: Path) -> None:
    """A PDF of pictures alone is an error that says so."""
    with pytest.raises(InputError, match="only pictures"):
        read_source(write(tmp_path, "a.pdf", pdf_file([[""]])))


def test_a_word_file_is_told_apart(tmp_path: Path) -> None:
    """Styles make headings, rows are joined by tabs, the first row without figures is the header, deleted words are left out."""
    deleted = f"<w:p><w:r><w:t>Acme pays </w:t></w:r><w:del><w:r><w:delText>nine</w:delText></w:r></w:del>{paragraph('five.')[5:]}"
    body = paragraph("Supply Agreement", "Title") + paragraph("1. Price", "Heading2") + paragraph("1.1 Acme shall pay.") + deleted
    document = read(tmp_path, "a.docx", word_file(body + table([["Party", "Share"], ["Acme", "51%"]])))
    assert words(document, BlockRole.TITLE) == ["Supply Agreement"]
    assert words(document, BlockRole.HEADING) == ["1. Price"]
    assert words(document, BlockRole.PARAGRAPH) == ["Acme pays five."]
    assert [block.level for block in document.blocks if block.role is BlockRole.TABLE_ROW] == [1, 0]
    assert document.text.endswith("Party\tShare\nAcme\t51%")


@pytest.mark.parametrize(
    "head",
    ['<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>', '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY x "&a;&a;">]>'],
)
def test_entities_in_a_word_file_are_refused(tmp_path: Path, head: str) -> None:
    """A Word file that defines entities is an error; nothing is expanded or fetched."""
    with pytest.raises(InputError, match="defines XML entities"):
        read_source(write(tmp_path, "a.docx", word_file(paragraph("&x;"), head)))


def test_a_word_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    """The text of a Word file has a limit."""
    with pytest.raises(InputError, match="unpacks to more"):
        read_source(write(tmp_path, "a.docx", archive({"word/document.xml": b" " * 140_000_000})))


def test_the_margins_of_a_word_file_are_metadata(tmp_path: Path) -> None:
    """Headers of pages stand first, once, as metadata."""
    header = f'<w:hdr xmlns:w="{WORD}">{paragraph("Deposited with the Register on 6 May 2019")}</w:hdr>'
    body = f'<w:document xmlns:w="{WORD}"><w:body>{paragraph("Acme pays.")}</w:body></w:document>'
    document = read(
        tmp_path, "a.docx", archive({"word/document.xml": body, "word/header1.xml": header, "word/header2.xml": header})
    )
    assert words(document, BlockRole.METADATA) == ["Deposited with the Register on 6 May 2019"]
    assert document.published == DateBounds(date(2019, 5, 6), date(2019, 5, 6))


MAIL = """\
From: Ann Bee <ann.bee@acme-screws.example>
To: Carl Dee <carl@bexel.example>
Date: Mon, 3 Feb 2025 23:12:09 +0100
Subject: =?utf-8?q?Preis_f=C3=BCr_2025?=
MIME-Version: 1.0
Content-Type: text/plain; format=flowed; charset=utf-8

Dear Carl,

the price is EUR 5, as agreed.

Ann

Ann Bee
Sales, Acme Screws GmbH

On 1 Feb 2025, Carl Dee wrote:
> Is it still EUR 4?
"""


def test_a_mail_is_told_apart(tmp_path: Path) -> None:
    """Header lines, body, signature and older message have their roles; day, subject and sender give the facts."""
    document = read(tmp_path, "a.eml", MAIL)
    assert [line.split(":")[0] for line in words(document, BlockRole.MAIL_HEADER)] == ["From", "To", "Date", "Subject"]
    assert words(document, BlockRole.PARAGRAPH) == ["Dear Carl,", "the price is EUR 5, as agreed."]
    assert words(document, BlockRole.SIGNATURE)[0] == "Ann"
    assert words(document, BlockRole.QUOTED_REPLY)[1] == "> Is it still EUR 4?"
    assert (document.title, document.publisher) == ("Preis für 2025", "Acme Screws GmbH")
    assert document.published == DateBounds(date(2025, 2, 3), date(2025, 2, 3))


def test_header_lines_inside_a_mail_open_an_older_one(tmp_path: Path) -> None:
    """What follows header lines in the middle of a mail is an older message."""
    older = "From: Carl Dee\nSent: Friday, 31 January 2025\nTo: Ann Bee\n\nIs it EUR 4?\n"
    document = read(tmp_path, "a.eml", MAIL.split("On 1 Feb", maxsplit=1)[0] + older)
    assert words(document, BlockRole.QUOTED_REPLY)[-1] == "Is it EUR 4?"


def test_a_letter_copied_below_the_mail_that_answers_it_is_an_older_message(tmp_path: Path) -> None:
    """A line between dashes and a salutation open it, though the writer signed above; a salutation ends the signature."""
    letter = "----- Carl Dee (Kettle), Friday, 31 January 2025 -----\n\nDear Ann,\n\nwe shall pay you EUR 4.\n\nCarl\n"
    document = read(tmp_path, "a.eml", MAIL.split("On 1 Feb", maxsplit=1)[0] + letter)
    assert words(document, BlockRole.QUOTED_REPLY)[1:] == ["Dear Ann,", "we shall pay you EUR 4.", "Carl"]
    bare = read(tmp_path, "b.eml", MAIL.split("On 1 Feb", maxsplit=1)[0] + letter.partition("\n")[2])
    assert "we shall pay you EUR 4." in words(bare, BlockRole.PARAGRAPH)


def test_attachments_are_documents(tmp_path: Path) -> None:
    """A mail inside a mail and an attached file are documents below its name; paths in their names do not count."""
    attached = base64.b64encode(b"Acme and Bexel signed.").decode()
    parts = [
        "Content-Type: text/plain\n\nSee the files.",
        "Content-Type: message/rfc822\n\nFrom: x@y.example\nSubject: Inner\n\nInner text.",
        'Content-Type: text/plain\nContent-Disposition: attachment; filename="../d.txt"\n'
        f"Content-Transfer-Encoding: base64\n\n{attached}",
    ]
    head = "From: a@acme.example\nSubject: Outer\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    source = write(tmp_path, "a.eml", head + "".join(f"--b\n{part}\n" for part in parts) + "--b--\n")
    found = [result.identifier for result in read_each(source) if isinstance(result, Document)]
    assert found == ["a.eml", "a.eml/message-2.eml", "a.eml/d.txt"]


def test_a_mailbox_gives_its_mails(tmp_path: Path) -> None:
    """Each mail of a mailbox is a document with its number; a bad one is told, escaped lines are restored."""
    box = "From a Mon\nSubject: One\n\n>From the start\n\nFrom b Tue\nno mail\n\nFrom c Wed\nSubject: Three\n\nthree\n"
    results = list(read_each(write(tmp_path, "a.mbox", box)))
    documents = [result for result in results if isinstance(result, Document)]
    assert [(document.identifier, document.title) for document in documents] == [("a.mbox#1", "One"), ("a.mbox#3", "Three")]
    assert documents[0].text.endswith("\nFrom the start")
