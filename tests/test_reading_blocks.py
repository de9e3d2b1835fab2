"""Every stretch of a text has one role, told by form and place alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_files import read, roles, words

from kg.reading.formats import read_bytes
from kg.records import BlockRole, Document

LINES = [
    "",
    "# Deal",
    "## Related",
    "Summary",
    "Acme agrees to pay Bexel.",
    "- one",
    "(a) two",
    "2.1 Grant. Acme grants",
    "and so on",
    "| a | b |",
    "|---|---|",
    "Name      Acme",
    "> quoted",
    "On 3 May 2020, Ann wrote:",
    "From: Ann",
    "To: Bob",
    "Oslo, 3 May 2020 - Acme said",
    "About Acme",
    "By: /s/ Ann",
    "IN WITNESS WHEREOF",
    "Cached at: 04/20/26",
    "Source: ACME, 8-K, 5/9/2019",
    "LICENSE AGREEMENT",
    "PRESS RELEASE",
    "Page 3",
    "Dear Ann,",
    "Kind regards",
    "**Bold**",
    "*3 May 2020*",
    "---",
    "\u200b",
    "ARTICLE 1",
    "Similar Articles",
    "Tags: a, b",
    "Read more",
]


def documents_of(text: str) -> list[Document]:
    """The documents of a Markdown text, errors left out."""
    return [result for result in read_bytes("a.md", text.encode(), {}) if isinstance(result, Document)]


def check_cover(document: Document) -> None:
    """Blocks are in order, do not overlap, and hold every code point that is no white space."""
    last = 0
    for block in document.blocks:
        assert last <= block.start < block.end <= len(document.text)
        assert not document.text[last : block.start].strip()
        last = block.end
    assert not document.text[last:].strip()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=30).map("\n".join))
def test_blocks_cover_made_up_pages(text: str) -> None:
    """Whatever lines a page is made of, each of its words lies in one block."""
    for document in documents_of(text):
        check_cover(document)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_blocks_cover_any_text(text: str) -> None:
    """Any text that can be read is covered by blocks."""
    if not any("\ud800" <= c <= "\udfff" for c in text):
        for document in documents_of(text):
            check_cover(document)


RELEASE = """\
PRESS RELEASE

Acme and Bexel to build a plant

Works to start in spring

OSLO, October 3, 2018 - Acme Screws ASA and Bexel GmbH have signed a contract for a plant
that will make screws. The contract lasts five years.

  * Acme pays EUR 5 million; what it pays is due at the end of
    each year.
  * Bexel builds.

About Acme
Acme Screws ASA makes screws in two towns.

Forward-looking statements
This paper tells of hopes.

Contact: press@acme.example
"""


def test_a_release_is_told_apart(tmp_path: Path) -> None:
    """Label, title, standfirst, dateline, paragraphs over wrapped lines, items and boilerplate each have their role."""
    document = read(tmp_path, "a.txt", RELEASE)
    assert [role for role, _ in roles(document)] == [
        "metadata", "title", "standfirst", "byline", "paragraph", "list-item", "list-item",
        "boilerplate", "boilerplate", "boilerplate", "boilerplate", "boilerplate",
    ]  # fmt: skip
    assert words(document, BlockRole.PARAGRAPH)[0].startswith("Acme Screws ASA and Bexel GmbH")
    assert words(document, BlockRole.LIST_ITEM)[0].endswith("each year.")


@pytest.mark.parametrize(
    ("line", "role"), [("**How long?** The lease goes on through 3 May 2025.", "paragraph"), ("*Norring, 3 May 2021*", "byline")]
)
def test_a_sentence_with_a_day_is_no_byline(tmp_path: Path, line: str, role: str) -> None:
    """A line with a day that tells a rule belongs to the text, even where its first words are set in bold."""
    document = read(tmp_path, "a.md", f"# Acme rents a mill\n\n{line}\n\nAcme Screws ASA rents a mill from Bexel GmbH.\n")
    assert roles(document)[1][0] == role


CONTRACT = """\
                                                                   Exhibit 10.1

                               LICENSE AGREEMENT

THIS LICENSE AGREEMENT is made on March 14, 2019 between Acme AB ("Licensor") and Bexel Inc.
("Licensee").

Date                14 March 2019
Rights              screws and bolts, and whatever else the parties agree upon in
                    writing

                                   ARTICLE 1
                                     GRANT

1.1  License. Licensor grants Licensee an exclusive license, for which
Licensee shall
     (a) pay a fee; and
     (b) keep books.

2. TERM
   2.1 This Agreement ends on March 31, 2029.

IN WITNESS WHEREOF both have signed.

ACME AB                                    BEXEL INC.
By: /s/ Ann Bee                            By: /s/ Carl Dee

Source: BEXEL INC, 10-Q, 8/9/2019
"""


def test_a_contract_is_told_apart(tmp_path: Path) -> None:
    """Headings, numbered clauses with their continuation, particulars, signatures and the filing stamp each have their role."""
    document = read(tmp_path, "a.txt", CONTRACT)
    assert words(document, BlockRole.TITLE) == ["LICENSE AGREEMENT"]
    assert words(document, BlockRole.HEADING) == ["ARTICLE 1", "GRANT", "2. TERM"]
    assert [item.split()[0] for item in words(document, BlockRole.LIST_ITEM)] == ["1.1", "(a)", "(b)", "2.1"]
    assert len(words(document, BlockRole.TABLE_ROW)) == 2
    assert words(document, BlockRole.TABLE_ROW)[1].endswith("writing")
    assert len(words(document, BlockRole.SIGNATURE)) == 3
    assert words(document, BlockRole.METADATA) == ["Exhibit 10.1", "Source: BEXEL INC, 10-Q, 8/9/2019"]


AGGREGATED = """\
Acme and Bexel extend their deal

Wire Blog News

Summary

Acme and Bexel extend their deal, and Acme becomes the only supplier.

We are happy to tell that the deal goes on.
Original Article Export to Word
View Cached Full Text

Cached at: 10/28/26, 11:15 AM

# Acme and Bexel extend their deal Source: [https://acme.example/a](https://acme.example/a) Today we extend our deal\\. \
It says: - Acme remains the supplier\\. - Bexel will pay more\\. - [2026](https://acme.example/?tags=2026)

Similar Articles

Acme hires a chief

Wire Blog

Acme has a new chief, who comes from Bexel and brings ten years of work on screws along with her, the company said.

Bexel opens a plant

Wire Blog

Bexel has opened a plant in Arda, its third, and will hire two hundred people there before the end of the year.
"""


def test_an_aggregated_page_is_told_apart(tmp_path: Path) -> None:
    """The article on one line is split; the page's own lines are data; each listed article has title and text of one group."""
    document = read(tmp_path, "a.txt", AGGREGATED)
    assert words(document, BlockRole.TITLE) == ["# Acme and Bexel extend their deal"]
    assert words(document, BlockRole.SUMMARY)[0].startswith("Acme and Bexel extend")
    assert words(document, BlockRole.STANDFIRST) == ["We are happy to tell that the deal goes on."]
    assert words(document, BlockRole.PARAGRAPH) == ["Today we extend our deal\\. It says:"]
    assert len(words(document, BlockRole.LIST_ITEM)) == 2
    assert words(document, BlockRole.NAVIGATION) == ["Original Article Export to Word", "View Cached Full Text"]
    listed = [(b.role.value, b.group) for b in document.blocks if b.role.value.startswith("listing")]
    assert listed == [("listing-title", 1), ("listing-text", 1), ("listing-title", 2), ("listing-text", 2)]
    assert words(document, BlockRole.METADATA).count("Wire Blog") == 2


def test_lists_of_others_end_where_their_section_does(tmp_path: Path) -> None:
    """A heading of the same rank ends a list of other documents; one below it is a title in it."""
    text = (
        "# Deal\n\nAcme pays.\n\n## Related\n\n### Other deal\n\nBexel pays much less for this one.\n\n## Terms\n\nAcme pays on.\n"
    )
    document = read(tmp_path, "a.md", text)
    assert words(document, BlockRole.LISTING_TITLE) == ["### Other deal"]
    assert words(document, BlockRole.PARAGRAPH) == ["Acme pays.", "Acme pays on."]


def test_tables_have_a_header_and_a_group(tmp_path: Path) -> None:
    """Rows of one table share a group, the header row has level 1, the line below it is no row."""
    document = read(tmp_path, "a.md", "| Party | Share |\n|---|---|\n| Acme | 51% |\n\nThen:\n\n| Bexel | 49% |\n")
    rows = [(block.level, block.group) for block in document.blocks if block.role is BlockRole.TABLE_ROW]
    assert rows == [(1, 1), (0, 1), (0, 2)]


def test_letters_and_memoranda_have_a_head(tmp_path: Path) -> None:
    """What stands above the date and the greeting of a letter is metadata; its closing begins the signature."""
    head = "ACME LTD\nArda\n\n3 May 2021\n\nDear Ms Bee\n\nSupply of screws\n\n"
    document = read(tmp_path, "a.txt", f"{head}We end the contract of 1 May 2020.\n\nYours sincerely\n\nC. Dee\n")
    assert words(document, BlockRole.TITLE) == ["Supply of screws"]
    assert words(document, BlockRole.PARAGRAPH) == ["We end the contract of 1 May 2020."]
    assert words(document, BlockRole.SIGNATURE) == ["Yours sincerely", "C. Dee"]
    memo = "MEMORANDUM\n\nTO:    The board\nFROM:  Ann\nDATE:  14 March 2022\n\nThe exclusivity has lapsed.\n"
    assert len(words(read(tmp_path, "b.txt", memo), BlockRole.MAIL_HEADER)) == 3


def test_turns_of_speakers_are_paragraphs(tmp_path: Path) -> None:
    """A question of a speaker is no heading; a bold question above its answer is one."""
    text = "# Call\n\n**Ann:** Who pays?\n\n**Bob:** Acme does.\n\n**How long does it last?**\nUntil the end of 2030, as agreed.\n"
    document = read(tmp_path, "a.md", text)
    assert words(document, BlockRole.HEADING) == ["**How long does it last?**"]
    assert len(words(document, BlockRole.PARAGRAPH)) == 3


def test_main_points_below_the_first_paragraph_are_the_text_itself(tmp_path: Path) -> None:
    """A summary sums up what follows it; a list "in short" behind the opening goes on with it."""
    lead = "Acme Screws and Bexel have signed a contract on brass screws, of which both had talked for a year and longer than that."
    points = "* Acme pays EUR 5.\n* Bexel delivers."
    document = read(tmp_path, "a.md", f"# Screws\n\n{lead}\n\nIn short:\n\n{points}\n\nIt ends in 2031.\n")

    assert not words(document, BlockRole.SUMMARY)
