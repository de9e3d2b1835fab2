"""PDF files: the lines of each page joined into paragraphs, hyphenation undone, running headers and footers told apart."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw

from kg.errors import InputError
from kg.reading.captured import Captured, TextBuilder
from kg.reading.encodings import LARGEST, MOST_TEXT
from kg.reading.pieces import Form, Piece, cut_text, form_of
from kg.records import BlockRole

__all__ = ["read_pdf"]

_MOST_PAGES = 5_000
_MOST_ROWS = 10_000  # tables of one page; keeps the numbers of tables on different pages apart
_EDGE = 3  # lines at the top and at the foot of a page among which running ones are sought
_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])(?:[\u00ad\u0002\ufffe]|(?P<dash>[-‐]))$")
_BROKEN_WORD = re.compile(r"(?<=[a-zà-ÿ])(?<!-\w)(?<!-\w\w)(?<!-\w\w\w)[\u0002\ufffe](?=[a-zà-ÿ])")  # no second hyphen near
_MARKED_BREAK = re.compile(r"[\u0002\ufffe]")
_PAGE_NUMBER = re.compile(r"(?:\w{0,10}\s?)?[-–(\[]?\s?\d{1,4}\s?[-–)\]]?(?:\s?(?:/|of|von|de)\s?\d{1,4})?", re.IGNORECASE)
_END = re.compile(r"[.!?:;][”\"’')]*$")


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    top: tuple[str, ...]  # running lines above the text
    lines: tuple[str, ...]
    foot: tuple[str, ...]


def _raw_pages(data: bytes, where: str) -> list[list[str]]:
    """The lines of each page."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        what, cure = ("is encrypted.", "Save it without a password.") if locked else ("is no PDF or is damaged.", "Save it again.")
        raise InputError(what, where=where, cure=cure) from error
    try:
        if len(document) > _MOST_PAGES:
            raise InputError(f"has more than {_MOST_PAGES} pages.", where=where, cure="Split it into several files.")
        return [_lines_of(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise InputError("is damaged: a page cannot be read.", where=where, cure="Save it again.") from error
    finally:
        document.close()


def _lines_of(document: pypdfium2.PdfDocument, number: int) -> list[str]:
    page = document[number]
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    text_page.close()
    page.close()
    clean = re.sub(r"[\x00\x01\x03-\x08\x0e-\x1f\ufeff]", "", text)
    return [line.strip() for line in clean.splitlines() if line.strip()]


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _pages(raw: Sequence[Sequence[str]]) -> list[_Page]:
    """The pages, with lines that come back at the top or foot of pages, and page numbers there, set apart."""
    filled = [lines for lines in raw if lines]
    least = 2 if len(filled) < 6 else 3
    tops = Counter(_key(line) for lines in filled for line in lines[:_EDGE])
    feet = Counter(_key(line) for lines in filled for line in lines[-_EDGE:])

    def runs(line: str, counted: Counter[str], outermost: bool) -> bool:
        return (counted[_key(line)] >= least and len(line) < 160) or (
            outermost and bool(_PAGE_NUMBER.fullmatch(line)) and len(line) < 24
        )

    pages = []
    for number, lines in enumerate(raw, 1):
        first, last = 0, len(lines)
        while first < min(_EDGE, last) and runs(lines[first], tops, first < 2):
            first += 1
        while last > max(first, len(lines) - _EDGE) and runs(lines[last - 1], feet, last == len(lines)):
            last -= 1
        pages.append(_Page(number, tuple(lines[:first]), tuple(lines[first:last]), tuple(lines[last:])))
    return pages


def _joined(lines: Sequence[str]) -> str:
    """The lines of a paragraph as one line; a word broken at the end of a line is put together."""
    result = ""
    for line in lines:
        broken = _HYPHEN.search(result)
        if not result:
            result = line
        elif broken and line[:1].islower():
            result = result[: broken.start()] + line if not broken["dash"] or not _is_compound(result) else result + line
        else:
            result = result.rstrip("\u00ad\u0002\ufffe") + " " + line
    return _MARKED_BREAK.sub("-", _BROKEN_WORD.sub("", result))


def _is_compound(before: str) -> bool:
    """Whether the word before a hyphen at the end of a line has another hyphen: then this one stays too."""
    return "-" in before[:-1].rpartition(" ")[2]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines of one piece, and the page on which it begins."""

    page: int
    lines: tuple[str, ...]
    piece: Piece

    def add_to(self, out: TextBuilder) -> None:
        """Write the paragraph as a line."""
        piece, row = self.piece, self.piece.form is Form.ROW
        words = "\n".join(self.lines) if row else _joined(self.lines)
        cell = piece.cell + _MOST_ROWS * self.page if row else 0
        out.add(words, piece.form, piece.level, number=piece.number, apart=piece.apart, cell=cell, page=self.page)


def _paragraphs(page: _Page) -> list[_Paragraph]:
    text = "\n".join(page.lines)
    return [_Paragraph(page.number, tuple(text[piece.start : piece.end].split("\n")), piece) for piece in cut_text(text)]


def _goes_on(last: _Paragraph, following: _Paragraph) -> bool:
    """Whether a paragraph that a page ends with goes on at the top of the next one."""
    if _END.search(last.lines[-1]) or following.piece.form is not Form.TEXT or last.piece.form is Form.ROW:
        return False
    return following.lines[0][:1].islower() or (len(last.lines[-1]) > 60 and not form_of(following.lines[0])[2])


def _add_lines(out: TextBuilder, lines: Sequence[str], page: int) -> None:
    for line in lines:
        out.add(line, Form.TEXT, role=BlockRole.METADATA, page=page)


def _write(pages: Sequence[_Page], most: int) -> TextBuilder:
    """The paragraphs of all pages; running lines stand where a page ends, after a paragraph that goes on over it."""
    out = TextBuilder(most)
    held: _Paragraph | None = None
    for page in pages:
        paragraphs = _paragraphs(page)
        if held is not None and paragraphs and _goes_on(held, paragraphs[0]):
            held = _Paragraph(held.page, held.lines + paragraphs[0].lines, held.piece)
            paragraphs = paragraphs[1:]
        if held is not None:
            held.add_to(out)
            _add_lines(out, pages[page.number - 2].foot, page.number - 1)
        _add_lines(out, page.top, page.number)
        for paragraph in paragraphs[:-1]:
            paragraph.add_to(out)
        held = paragraphs[-1] if paragraphs else None
        if held is None:
            _add_lines(out, page.foot, page.number)
    if held is not None:
        held.add_to(out)
        _add_lines(out, pages[-1].foot, pages[-1].number)
    return out


def read_pdf(data: bytes, where: str, most: int = MOST_TEXT) -> Iterator[Captured]:
    """A PDF file.

    Raises:
        InputError: the file is damaged, encrypted, too large or without text.
    """
    if len(data) > LARGEST:
        raise InputError(f"is larger than {LARGEST // 1024 // 1024} MB.", where=where, cure="Split it into several files.")
    out = _write(_pages(_raw_pages(data, where)), most)
    text = out.text()
    if sum(c.isalnum() for c in text[:10_000]) < 3:
        raise InputError("holds no text, only pictures.", where=where, cure="Give the original, or a copy with recognised text.")
    yield Captured(text, tuple(out.pieces), "application/pdf", hashlib.sha256(data).hexdigest())
