"""Word documents (.docx): paragraphs and rows of tables as lines; entities and document types are refused."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from kg.errors import InputError
from kg.reading.captured import Captured, TextBuilder
from kg.reading.encodings import LARGEST, MOST_TEXT
from kg.reading.pieces import Form, form_of
from kg.records import BlockRole

__all__ = ["read_docx"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CURE = "Save it again, or give it as PDF or text."
_SKIPPED = frozenset(
    _W + name for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "tblPr", "drawing", "pict", "object")
)
_STYLE_HEADING = re.compile(r"(?:heading|berschrift|titre|kop|rubrik)\s?(\d)", re.IGNORECASE)
_STYLE_TITLE = re.compile(r"title|titel|titre", re.IGNORECASE)
_STYLE_LIST = re.compile(r"list", re.IGNORECASE)


def _part(archive: zipfile.ZipFile, name: str, where: str) -> etree._Element:
    """One XML part of the file, without entities, network or document type."""
    with archive.open(name) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError("unpacks to more than can be read.", where=where, cure=_CURE)
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65536]:
        raise InputError("defines XML entities, which no Word document does.", where=where, cure=_CURE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputError("has a document type, which no Word document has.", where=where, cure=_CURE)
    return root


def _words(paragraph: etree._Element) -> str:
    """The text of a paragraph: runs joined, tabs and breaks kept, deleted text and field codes left out."""
    found: list[str] = []
    events = etree.iterwalk(paragraph, events=("start",))
    for _, element in events:
        tag = element.tag
        if tag in _SKIPPED:
            events.skip_subtree()
        elif tag == f"{_W}t":
            found.append(element.text or "")
        elif tag == f"{_W}tab":
            found.append("\t")
        elif tag in {f"{_W}br", f"{_W}cr"}:
            found.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            found.append("-")
    return "".join(found)


def _attribute(element: etree._Element | None, name: str) -> str:
    return (element.get(f"{_W}{name}") or "") if element is not None else ""


def _form(paragraph: etree._Element, words: str, styles: dict[str, str]) -> tuple[Form, int]:
    """The form of a paragraph by its style and numbering, else by its words."""
    style = _attribute(paragraph.find(f"{_W}pPr/{_W}pStyle"), "val")
    name = styles.get(style, style)
    outline = _attribute(paragraph.find(f"{_W}pPr/{_W}outlineLvl"), "val")
    if match := _STYLE_HEADING.search(name):
        return Form.HEADING, int(match[1])
    if outline.isdigit() and int(outline) < 9:
        return Form.HEADING, int(outline) + 1
    if _STYLE_TITLE.search(name) and "sub" not in name.lower():
        return Form.HEADING, 1
    level = _attribute(paragraph.find(f"{_W}pPr/{_W}numPr/{_W}ilvl"), "val")
    if paragraph.find(f"{_W}pPr/{_W}numPr") is not None or _STYLE_LIST.search(name):
        return Form.ITEM, int(level) + 1 if level.isdigit() else 1
    return form_of(words)[0], 0


def _add_paragraph(out: TextBuilder, paragraph: etree._Element, styles: dict[str, str], role: BlockRole | None) -> None:
    words = re.sub(r"[ \xa0]*\n[ ]*", "\n", _words(paragraph)).strip()
    if words:
        form, level = _form(paragraph, words, styles)
        if form is Form.ROW:
            form = Form.ROW if "\t" in words else Form.TEXT
        number = form_of(words)[2] if form is Form.ITEM else ""
        level = level or (number.count(".") + 1 if number else 0)
        out.add(words, form, level, number=number, role=role)


def _add_table(out: TextBuilder, table: etree._Element, number: int, role: BlockRole | None) -> None:
    rows = [row for row in table.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is table]
    texts = []
    for row in rows:
        cells = (" ".join(_words(paragraph) for paragraph in cell.iter(f"{_W}p")) for cell in row.findall(f"{_W}tc"))
        texts.append([" ".join(cell.split()) for cell in cells])
    headed = _is_header(rows, texts)
    for place, words in enumerate(texts):
        out.add("\t".join(words), Form.ROW, int(headed and place == 0), cell=number, role=role)


def _is_header(rows: list[etree._Element], texts: list[list[str]]) -> bool:
    """Whether the first row names the columns: marked so, or the only one of its table without a figure."""
    if len(rows) < 2:
        return False
    if rows[0].find(f"{_W}trPr/{_W}tblHeader") is not None:
        return True
    figures = [any(c.isdigit() for c in "".join(cells)) for cells in texts]
    return not figures[0] and all(texts[0]) and any(figures[1:])


def _styles(archive: zipfile.ZipFile, where: str) -> dict[str, str]:
    if "word/styles.xml" not in archive.namelist():
        return {}
    styles = _part(archive, "word/styles.xml", where).iter(f"{_W}style")
    return {_attribute(style, "styleId"): _attribute(style.find(f"{_W}name"), "val") for style in styles}


def _add_body(out: TextBuilder, root: etree._Element, styles: dict[str, str], tables: int, role: BlockRole | None) -> int:
    """Add the paragraphs and tables of one part; return the last number of a table."""
    events = etree.iterwalk(root, events=("start",), tag=(f"{_W}p", f"{_W}tbl", f"{_W}del", f"{_W}txbxContent"))
    for _, element in events:
        if element.tag == f"{_W}p":
            _add_paragraph(out, element, styles, role)
        elif element.tag == f"{_W}tbl":
            tables += 1
            _add_table(out, element, tables, role)
        events.skip_subtree()
    return tables


def _add_margins(out: TextBuilder, archive: zipfile.ZipFile, kind: str, where: str) -> None:
    """Add the lines of page headers or footers, each once."""
    seen: set[str] = set()
    for name in sorted(archive.namelist()):
        if re.fullmatch(rf"word/{kind}\d*\.xml", name):
            for paragraph in _part(archive, name, where).iter(f"{_W}p"):
                words = " ".join(_words(paragraph).split())
                if words and words not in seen:
                    seen.add(words)
                    out.add(words, Form.TEXT, role=BlockRole.METADATA)


def _unpacked(archive: zipfile.ZipFile, where: str) -> None:
    total = sum(info.file_size for info in archive.infolist() if info.filename.endswith((".xml", ".rels")))
    if total > LARGEST:
        raise InputError("unpacks to more than can be read.", where=where, cure=_CURE)
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise InputError("is encrypted.", where=where, cure="Save it without a password.")
    if "word/document.xml" not in archive.namelist():
        raise InputError("is no Word document.", where=where, cure=_CURE)


def read_docx(data: bytes, where: str, most: int = MOST_TEXT) -> Iterator[Captured]:
    """A Word document.

    Raises:
        InputError: the file is damaged, encrypted, too large or without text, or defines entities.
    """
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise InputError("is encrypted or an old Word file (.doc).", where=where, cure="Save it as .docx without a password.")
    out = TextBuilder(most)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _unpacked(archive, where)
            styles = _styles(archive, where)
            _add_margins(out, archive, "header", where)
            _add_body(out, _part(archive, "word/document.xml", where), styles, 0, None)
            for notes in ("word/footnotes.xml", "word/endnotes.xml"):
                if notes in archive.namelist():
                    _add_body(out, _part(archive, notes, where), styles, 10_000, None)
            _add_margins(out, archive, "footer", where)
    except (zipfile.BadZipFile, etree.LxmlError, KeyError, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise InputError(f"is damaged ({str(error)[:120] or type(error).__name__}).", where=where, cure=_CURE) from error
    text = out.text()
    if not text.strip():
        raise InputError("holds no text.", where=where, cure="Give a document with text; pictures of text are not read.")
    yield Captured(text, tuple(out.pieces), _MEDIA, hashlib.sha256(data).hexdigest())
