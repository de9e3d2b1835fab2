"""Web pages: text in reading order, one block a line, and the part of the page that each block stands in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from kg.errors import InputError
from kg.reading.captured import Captured, TextBuilder
from kg.reading.encodings import LARGEST, decode_text
from kg.reading.facts import first_of
from kg.reading.html_head import read_head
from kg.reading.page import match_part
from kg.reading.pieces import LISTED, Form, cut_text
from kg.reading.plain import shifted
from kg.records import BlockRole

__all__ = ["capture_html", "read_html"]

_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "iframe", "object", "head", "canvas", "audio", "video", "map"}
)
_BLOCKS = frozenset(
    "address article aside blockquote body button center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr label legend li main menu nav ol option p pre section select summary table tbody td tfoot th thead title tr ul".split()
)
_BOXES = frozenset({"article", "aside", "body", "details", "div", "footer", "header", "main", "nav", "section", "table", "td"})
_CONTROLS = frozenset({"button", "select", "option", "label", "input", "textarea", "legend", "menu"})
_LINK_OPENS, _LINK_CLOSES = "\ufdd0", "\ufdd1"  # no characters, so no text holds them
_LINK_MARKS = re.compile("[\ufdd0\ufdd1]")
_LEADING_LINK = re.compile("\\s*\ufdd0[^\ufdd1]*\ufdd1")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_DEEPEST = 60  # boxes within boxes that are told apart
_LAYOUT_CELL = 600  # code points; a table with a longer cell is there for the looks
_ROLES = (
    ("html-navigation", BlockRole.NAVIGATION),
    ("html-standfirst", BlockRole.STANDFIRST),
    ("html-summary", BlockRole.SUMMARY),
    ("html-byline", BlockRole.BYLINE),
    ("html-tags", BlockRole.METADATA),
)
_SMALL = {
    BlockRole.STANDFIRST: 400,
    BlockRole.BYLINE: 200,
    BlockRole.METADATA: 300,
}  # code points beyond which a class name misleads


@dataclass(frozen=True, slots=True)
class _Place:
    """Where text stands: the role that the surroundings fix, the form, and the box."""

    form: Form = Form.TEXT
    level: int = 0
    role: BlockRole | None = None
    box: str = ""
    depth: int = 0
    inside: bool = False  # in the article or the main part of the page
    cell: int = 0


def _tag(element: etree._Element) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


def _named_role(element: etree._Element) -> BlockRole | None:
    """The role that class, id or role of an element name."""
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}".split()
    for name in names[:12]:
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
        for part, role in _ROLES:
            if match_part(part, words):
                return role
    return None


def _is_listing(element: etree._Element) -> bool:
    """Whether class or id of an element name a list of other documents."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    words = (re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower() for name in names[:12])
    return any(match_part("html-listing", name) for name in words)


def _is_hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


class _Walker:
    """One pass over the elements of a page, without recursion; each block of text becomes a line."""

    def __init__(self) -> None:
        self.out = TextBuilder()
        self._places = [_Place()]
        self._words: list[str] = []
        self._boxes = self._cells = 0
        self._titled = False

    def walk(self, root: etree._Element) -> None:
        events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in events:
            if event in {"comment", "pi"}:
                self._say(element.tail)
            elif event == "start":
                if _tag(element) in _SKIPPED or _is_hidden(element) or self._is_row(element) or self._is_pre(element):
                    events.skip_subtree()
                else:
                    self._open(element)
            else:
                self._close(element)
        self._flush()

    def _say(self, words: str | None) -> None:
        if words:
            self._words.append(words)

    def _flush(self) -> None:
        place, words = self._places[-1], "".join(self._words)
        self._words.clear()
        lines = [_SPACES.sub(" ", line).strip(" ") for line in words.split("\u2028")]
        for paragraph in "\n".join(lines).split("\n\n"):
            marked = paragraph.strip("\n ")
            link = _LEADING_LINK.match(marked)
            text = _LINK_MARKS.sub("", marked).strip()
            lead = len(_LINK_MARKS.sub("", link[0]).strip()) if link else 0
            role = place.role if len(text) <= _SMALL.get(place.role or BlockRole.PARAGRAPH, len(text)) else None
            self.out.add(text, place.form, place.level, role=role, area=place.box, lead=lead)

    def _open(self, element: etree._Element) -> None:
        tag = _tag(element)
        if tag == "br":
            self._words.append("\u2028")
        if tag not in _BLOCKS:
            self._say(_LINK_OPENS if tag == "a" else None)
            self._say(element.text)
            return
        self._flush()
        self._places.append(self._place_of(element, tag, self._places[-1]))
        self._say(element.text)

    def _close(self, element: etree._Element) -> None:
        tag = _tag(element)
        if tag in _BLOCKS and tag not in _SKIPPED and not _is_hidden(element) and not element.get("data-kg-row"):
            self._flush()
            self._places.pop()
        self._say(_LINK_CLOSES if tag == "a" else None)
        self._say(element.tail)

    def _place_of(self, element: etree._Element, tag: str, outer: _Place) -> _Place:
        box, depth = outer.box, outer.depth
        if tag in _BOXES and depth < _DEEPEST:
            self._boxes += 1
            box, depth = f"{box}.{LISTED if _is_listing(element) else ''}{self._boxes}", depth + 1
        inside = outer.inside or tag in {"article", "main"}
        role = outer.role or self._role_of(element, tag, inside)
        form, level = (outer.form, outer.level) if outer.form is Form.ITEM else (Form.TEXT, 0)
        if tag in {"li", "dd"} and outer.role is None:
            form, level = Form.ITEM, max(1, level)
        elif tag in {"ul", "ol"} and outer.form is Form.ITEM:
            form, level = Form.ITEM, outer.level + 1
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            form, level = Form.HEADING, int(tag[1])
            role = None if role is BlockRole.SUMMARY else role
            if tag == "h1" and role is None and not self._titled:
                role, self._titled = BlockRole.TITLE, True
        return _Place(form, level, role, box, depth, inside)

    def _role_of(self, element: etree._Element, tag: str, inside: bool) -> BlockRole | None:
        if tag == "title":
            return BlockRole.METADATA
        if tag in {"nav", "form", "dialog", *_CONTROLS} or (tag == "header" and not inside):
            return BlockRole.NAVIGATION if element.find(".//h1") is None else None
        if tag == "footer":
            return BlockRole.BOILERPLATE
        return _named_role(element) if tag not in {"body", "main"} and element.find(".//h1") is None else None

    # -------------------------------------------------------------- tables and preformatted text
    def _is_row(self, element: etree._Element) -> bool:
        """Write the row of a table of data as one line; the rows of a table that only arranges the page are walked."""
        if _tag(element) != "tr" or self._places[-1].role is BlockRole.NAVIGATION:
            return False
        cells = [cell for cell in element if _tag(cell) in {"td", "th"}]
        texts = [_SPACES.sub(" ", "".join(cell.itertext())).strip() for cell in cells]
        nested = any(
            child is not None
            for child in (element.find(".//table"), element.find(".//h1"), element.find(".//h2"), element.find(".//li"))
        )
        if len(cells) < 2 or nested or any(len(text) > _LAYOUT_CELL for text in texts):
            return False
        self._flush()
        table = next((up for up in element.iterancestors("table")), element)
        number = table.get("data-kg-table")
        if number is None:
            self._cells += 1
            number = str(self._cells)
            table.set("data-kg-table", number)
        element.set("data-kg-row", "1")
        headed = int(all(_tag(cell) == "th" for cell in cells))
        place = self._places[-1]
        self.out.add("\t".join(texts), Form.ROW, headed, cell=int(number), role=place.role, area=place.box)
        return True

    def _is_pre(self, element: etree._Element) -> bool:
        """Write preformatted text with its lines, cut as plain text is."""
        if _tag(element) != "pre":
            return False
        self._flush()
        text = "".join(element.itertext()).strip("\n")
        if text.strip():
            area = self._places[-1].box
            self.out.add_pieces(text, cut_text(text), lambda piece, by: replace(shifted(piece, by), area=area))
        element.set("data-kg-row", "1")
        return True


_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)


def _decoded(data: bytes, where: str) -> str:
    """The source of a page, in the encoding that it names where its bytes are not UTF-8."""
    named = _CHARSET.search(data[:8192])
    try:
        return data.decode("utf-8-sig") if b"\0" not in data[:4096] else decode_text(data, where)
    except UnicodeDecodeError:
        if named:
            try:
                return data.decode(named[1].decode("ascii", "replace"))
            except (UnicodeDecodeError, LookupError):
                pass
        return decode_text(data, where)


def capture_html(source: str, where: str, data: bytes) -> Captured:
    """Return the captured text of a page.

    Raises:
        InputError: the page holds no text.
    """
    parser = etree.HTMLParser(no_network=True, remove_pis=True, huge_tree=True, encoding="utf-8")
    clean = re.sub("[\x00-\x08\x0b\x0e-\x1f\ufdd0\ufdd1\u2028]", " ", source)
    try:
        root = etree.fromstring(clean.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise InputError(f"is not HTML that can be read ({error}).", where=where, cure="Save the page again.") from error
    if root is None:
        raise InputError("holds no text.", where=where, cure="Remove it.")
    walker = _Walker()
    title = root.find(".//head/title")
    if title is not None and (words := _SPACES.sub(" ", "".join(title.itertext())).strip()):
        walker.out.add(words, Form.TEXT, role=BlockRole.METADATA)
    head = first_of(*read_head(root))
    walker.walk(root)
    text = walker.out.text()
    if not text.strip():
        raise InputError("holds no text.", where=where, cure="Save the page with its text, or as PDF.")
    pieces = tuple(walker.out.pieces)
    if title is not None and not any(piece.role is BlockRole.TITLE for piece in pieces) and pieces:
        pieces = (replace(pieces[0], role=BlockRole.TITLE), *pieces[1:])
    page_title = _SPACES.sub(" ", "".join(title.itertext())).strip() if title is not None else ""
    return Captured(text, pieces, "text/html", hashlib.sha256(data).hexdigest(), replace(head, page_title=page_title))


def read_html(data: bytes, where: str) -> Iterator[Captured]:
    """A web page."""
    if len(data) > LARGEST:
        raise InputError(f"is larger than {LARGEST // 1024 // 1024} MB.", where=where, cure="Save the text of the page alone.")
    if not data.strip():
        raise InputError("is empty.", where=where, cure="Remove it or save the page again.")
    yield capture_html(_decoded(data, where), where, data)
