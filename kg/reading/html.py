"""Web pages: text in reading order, one block a line, with what their head states."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from kg.errors import InputError
from kg.reading.captured import Captured
from kg.reading.encodings import LARGEST, MOST_TEXT, decode_text
from kg.reading.facts import first_of
from kg.reading.html_head import read_head
from kg.reading.html_walker import Walker, words_of
from kg.reading.pieces import Form, Piece
from kg.records import BlockRole

__all__ = ["capture_html", "read_html"]

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_UNUSED = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufdd0\ufdd1\u2028]")  # controls, and the marks that the walker uses


def _in_named_encoding(data: bytes) -> str:
    """The source in the encoding that its head names; empty where it names none that fits."""
    named = _CHARSET.search(data[:8192])
    try:
        return data.decode(named[1].decode("ascii", "replace")) if named else ""
    except (UnicodeDecodeError, LookupError):
        return ""


def _decoded(data: bytes, where: str) -> str:
    """The source of a page: UTF-8, else in the encoding that it names, else as told from its bytes."""
    if b"\0" in data[:4096]:
        return decode_text(data, where)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _in_named_encoding(data) or decode_text(data, where)


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words)).casefold()


def _with_title(text: str, pieces: Sequence[Piece], page_title: str) -> tuple[Piece, ...]:
    """The pieces with their title: the heading that the page title repeats, else the first of the highest rank, else that title."""
    free = [n for n, piece in enumerate(pieces) if piece.form is Form.HEADING and piece.level <= 2 and piece.role is None]
    named, page = [], _letters(page_title)
    for number in free[:40]:
        letters = _letters(text[pieces[number].start : pieces[number].end])
        if len(letters) > 7 and letters in page:
            named.append(number)
    highest = [number for number in free if pieces[number].level == 1]
    chosen = (named or highest or [-1])[0]
    if chosen < 0:
        chosen = 0 if page_title else -1
    return tuple(replace(piece, role=BlockRole.TITLE) if number == chosen else piece for number, piece in enumerate(pieces))


def capture_html(source: str, where: str, data: bytes, most: int = MOST_TEXT) -> Captured:
    """Return the captured text of a page.

    Args:
        source: its markup.
        where: its name, for messages.
        data: its bytes, for the digest.
        most: code points of the text that get pieces.

    Raises:
        InputError: the page holds no text.
    """
    parser = etree.HTMLParser(no_network=True, remove_pis=True, huge_tree=True, encoding="utf-8")
    try:
        root = etree.fromstring(_UNUSED.sub(" ", source).encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise InputError(f"is not HTML that can be read ({error}).", where=where, cure="Save the page again.") from error
    if root is None:
        raise InputError("holds no text.", where=where, cure="Remove it.")
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise InputError("is nested too deeply to be read in full.", where=where, cure="Save the text of the page alone.")
    walker = Walker(most)
    title = root.find(".//head/title")
    page_title = words_of(title) if title is not None else ""
    walker.out.add(page_title, Form.TEXT, role=BlockRole.METADATA)
    head = first_of(*read_head(root))
    walker.walk(root)
    text = walker.out.text()
    if len(walker.out.pieces) <= bool(page_title):
        raise InputError("holds no text.", where=where, cure="Save the page with its text, or as PDF.")
    facts = replace(head, page_title=page_title)
    return Captured(text, _with_title(text, walker.out.pieces, page_title), "text/html", hashlib.sha256(data).hexdigest(), facts)


def read_html(data: bytes, where: str, most: int = MOST_TEXT) -> Iterator[Captured]:
    """A web page.

    Raises:
        InputError: the page is empty, too large or without text.
    """
    if len(data) > LARGEST:
        raise InputError(f"is larger than {LARGEST // 1024 // 1024} MB.", where=where, cure="Save the text of the page alone.")
    if not data.strip():
        raise InputError("is empty.", where=where, cure="Remove it or save the page again.")
    yield capture_html(_decoded(data, where), where, data, most)
