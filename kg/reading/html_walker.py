"""One pass over the elements of a web page: blocks of text become lines, with the part of the page that each stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from kg.reading.captured import TextBuilder
from kg.reading.encodings import MOST_TEXT
from kg.reading.page import match_part
from kg.reading.pieces import LISTED, Form, cut_text, form_of
from kg.reading.plain import shifted
from kg.records import BlockRole

__all__ = ["Walker", "words_of"]

_SKIPPED = frozenset(
    ["audio", "canvas", "head", "iframe", "map", "math", "noscript", "object", "script", "style", "svg", "template", "video"]
)
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "button", "center", "dd", "details", "dialog", "dir", "div", "dl"),
        *("dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "label"),
        *("legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "select", "summary", "table", "tbody"),
        *("td", "tfoot", "th", "thead", "title", "tr", "ul"),
    }
)
_BOXES = frozenset(["article", "aside", "body", "details", "div", "footer", "header", "main", "nav", "section", "table", "td"])
_CONTROLS = frozenset(["button", "input", "label", "legend", "menu", "option", "select", "textarea"])
_DEEPEST = 60  # boxes within boxes that are told apart
_LAYOUT_CELL = 600  # code points; a table with a longer cell is there for the looks
_WHOLE_PAGE = 2000  # code points of prose beyond which a box is no menu, form or summary, whatever its name
_ROLES = (
    ("html-navigation", BlockRole.NAVIGATION),
    ("html-standfirst", BlockRole.STANDFIRST),
    ("html-summary", BlockRole.SUMMARY),
    ("html-byline", BlockRole.BYLINE),
    ("html-tags", BlockRole.METADATA),
)
_SMALL = {BlockRole.STANDFIRST: 400, BlockRole.BYLINE: 200, BlockRole.METADATA: 300}  # code points beyond which a name misleads
_LINK_OPENS, _LINK_CLOSES, _BREAK = "\ufdd0", "\ufdd1", "\u2028"  # taken out of the source before, so no text holds them
_LINK_MARKS = re.compile("[\ufdd0\ufdd1]")
_LEADING_LINK = re.compile("\\s*\ufdd0[^\ufdd1]*\ufdd1")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where text stands: the role that the surroundings fix, the form, and the box."""

    form: Form = Form.TEXT
    level: int = 0
    role: BlockRole | None = None
    box: str = ""
    depth: int = 0
    inside: bool = False  # in the article or the main part of the page


def words_of(element: etree._Element) -> str:
    """The text of an element and all in it, with single spaces."""
    return _SPACES.sub(" ", "".join(map(str, element.itertext()))).strip(" ")


def _tag(element: etree._Element) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


@lru_cache(maxsize=4096)
def _words_of_name(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


@lru_cache(maxsize=4096)
def _role_of_names(names: str) -> BlockRole | None:
    """The role that names of classes, set apart by spaces, tell."""
    for name in names.split()[:12]:
        for part, role in _ROLES:
            if match_part(part, _words_of_name(name)):
                return role
    return None


@lru_cache(maxsize=4096)
def _lists_others(names: str) -> bool:
    return any(match_part("html-listing", _words_of_name(name)) for name in names.split()[:12])


def _names(element: etree._Element, *attributes: str) -> str:
    return " ".join(value for name in attributes if (value := element.get(name)))


def _is_hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def _holds_page(element: etree._Element) -> bool:
    """Whether an element holds so much that it must be the page itself: the main heading, or more prose than links."""
    if element.find(".//h1") is not None or element.find(".//main") is not None:
        return True
    size = len(words_of(element))
    return size > _WHOLE_PAGE and sum(len(words_of(link)) for link in element.iter("a")) * 2 < size


def _fixed_role(element: etree._Element, tag: str, inside: bool) -> BlockRole | None:
    """The role that the kind or the name of an element gives to all in it."""
    if tag in {"body", "main"}:
        return None
    role = BlockRole.BOILERPLATE if tag == "footer" else _role_of_names(_names(element, "class", "id", "role"))
    if tag in {"nav", "form", "dialog"} or tag in _CONTROLS or (tag == "header" and not inside):
        role = BlockRole.NAVIGATION
    return role if role and not _holds_page(element) else None


def _is_listing(element: etree._Element) -> bool:
    names = _names(element, "class", "id")
    return bool(names) and _lists_others(names) and element.find(".//h1") is None


class Walker:
    """Collects the text of a page. Without recursion, so that depth costs nothing."""

    def __init__(self, most: int = MOST_TEXT) -> None:
        self.out = TextBuilder(most)
        self._places = [_Place()]
        self._words: list[str] = []
        self._boxes = self._tables = 0

    def walk(self, root: etree._Element) -> None:
        """Add the text of an element and all in it."""
        events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in events:
            if event in {"comment", "pi"}:
                self._say(element.tail)
            elif event == "end":
                self._close(element)
            elif _tag(element) in _SKIPPED or _is_hidden(element) or self._take_row(element) or self._take_lines(element):
                events.skip_subtree()
            else:
                self._open(element)
        self._flush()

    def _say(self, words: str | None) -> None:
        if words:
            self._words.append(words)

    def _flush(self) -> None:
        """Write the words that were said as lines of the present place; two line breaks part paragraphs."""
        words = "".join(self._words)
        self._words.clear()
        lines = [_SPACES.sub(" ", line).strip(" ") for line in words.split(_BREAK)]
        for paragraph in "\n".join(lines).split("\n\n"):
            marked = paragraph.strip("\n ")
            link = _LEADING_LINK.match(marked)
            text = _LINK_MARKS.sub("", marked).strip()
            if text:
                self._write(text, len(_LINK_MARKS.sub("", link[0]).strip()) if link else 0)

    def _write(self, text: str, lead: int) -> None:
        if not self.out.left:
            self.out.add(text, Form.TEXT)
            return
        place = self._places[-1]
        form, level, number = place.form, place.level, ""
        if form in {Form.TEXT, Form.ITEM}:
            seen, _, number = form_of(text)
            form = Form.ITEM if seen is Form.ITEM else form
            level = max(level, number.count(".") + 1) if number else level
        small = place.role is None or len(text) <= _SMALL.get(place.role, len(text))
        self.out.add(text, form, level, role=place.role if small else None, area=place.box, lead=lead, number=number)

    def _open(self, element: etree._Element) -> None:
        tag = _tag(element)
        if tag == "br":
            self._words.append(_BREAK)
        if tag in _BLOCKS:
            self._flush()
            self._places.append(self._place_of(element, tag, self._places[-1]))
        elif tag == "a":
            self._words.append(_LINK_OPENS)
        self._say(element.text)

    def _close(self, element: etree._Element) -> None:
        tag = _tag(element)
        opened = tag in _BLOCKS and tag not in _SKIPPED and not _is_hidden(element) and element.get("data-kg-taken") is None
        if opened:
            self._flush()
            self._places.pop()
        elif tag == "a" and not _is_hidden(element):
            self._words.append(_LINK_CLOSES)
        self._say(element.tail)

    def _place_of(self, element: etree._Element, tag: str, outer: _Place) -> _Place:
        box, depth = outer.box, outer.depth
        if tag in _BOXES and depth < _DEEPEST:
            self._boxes += 1
            box, depth = f"{box}.{LISTED if _is_listing(element) else ''}{self._boxes}", depth + 1
        inside = outer.inside or tag in {"article", "main"}
        role = outer.role or _fixed_role(element, tag, inside)
        form, level = (Form.ITEM, outer.level) if outer.form is Form.ITEM else (Form.TEXT, 0)
        if tag in {"li", "dd"}:
            form, level = Form.ITEM, max(1, level)
        elif tag in {"ul", "ol"} and outer.form is Form.ITEM:
            level = outer.level + 1
        elif re.fullmatch(r"h[1-6]", tag):
            form, level, role = Form.HEADING, int(tag[1]), None if role is BlockRole.SUMMARY else role
        return _Place(form, level, role, box, depth, inside)

    # -------------------------------------------------------------- tables and preformatted text
    def _take_row(self, element: etree._Element) -> bool:
        """Write the row of a table of data as one line; the rows of a table that only arranges the page are walked."""
        if _tag(element) != "tr" or self._places[-1].role is BlockRole.NAVIGATION:
            return False
        cells = [cell for cell in element if _tag(cell) in {"td", "th"}]
        texts = [words_of(cell) for cell in cells]
        nested = any(element.find(f".//{tag}") is not None for tag in ("table", "h1", "h2", "li"))
        if len(cells) < 2 or nested or (len(cells) > 2 and any(len(text) > _LAYOUT_CELL for text in texts)):
            return False
        self._flush()
        element.set("data-kg-taken", "1")
        headed = all(_tag(cell) == "th" for cell in cells)
        self._write_row(texts, headed, self._number_of_table(element))
        return True

    def _number_of_table(self, row: etree._Element) -> int:
        table = next(iter(row.iterancestors("table")), row)
        if table.get("data-kg-table") is None:
            self._tables += 1
            table.set("data-kg-table", str(self._tables))
        return int(table.get("data-kg-table") or 0)

    def _write_row(self, texts: Sequence[str], headed: bool, table: int) -> None:
        """A row; where only one cell has text, or the first holds an enumerator alone, it is a line of text or an item."""
        place, filled = self._places[-1], [text for text in texts if text]
        joined = " ".join(filled)
        form, _, number = form_of(joined) if joined else (Form.TEXT, 0, "")
        enumerated = form is Form.ITEM and len(filled) == 2 and len(filled[0]) <= 8
        if len(filled) == 1 or enumerated:
            form = Form.ITEM if form is Form.ITEM else Form.TEXT
            self.out.add(joined, form, int(form is Form.ITEM), number=number, role=place.role, area=place.box)
        else:
            self.out.add("\t".join(texts), Form.ROW, int(headed), cell=table, role=place.role, area=place.box)

    def _take_lines(self, element: etree._Element) -> bool:
        """Write preformatted text with its lines, cut as plain text is."""
        if _tag(element) != "pre":
            return False
        self._flush()
        element.set("data-kg-taken", "1")
        text = "".join(map(str, element.itertext())).strip("\n")
        if text.strip():
            area = self._places[-1].box
            self.out.add_pieces(text, cut_text(text, self.out.left), lambda piece, by: replace(shifted(piece, by), area=area))
        return True
