"""Plain and Markdown text cut into pieces by its lines: headings, paragraphs over wrapped lines, items, rows.

A piece is a stretch of text with a form but not yet a role. Pieces stand in the order of the text, do not overlap, begin and end
at a code point that is no white space, and hold every such code point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.reading.encodings import MOST_TEXT
from kg.reading.lines import WIDEST, Edges, Form, Line, chunks_of, edges_of, form_of, goes_on, usual_edge
from kg.records import BlockRole

__all__ = ["LISTED", "Form", "Piece", "cut_text", "form_of"]

LISTED = "L"  # in the name of a box: its class says that it lists other documents
_TO_END = 10_000  # code points behind the last that are read in which the end of a line is sought
_LONG_HEADING = 300  # code points; a longer line after a hash sign holds a whole article
_ENDS = (".", "!", "?", ":", ";", '"', "”", ")")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of captured text with one form.

    `level` is that of a Markdown or html heading or the depth of an item; `number` an enumerator ("2.1"); `apart` tells whether a
    blank line stands before; `cell` numbers rows of one table; `role` is set where the container on the page already fixes it;
    `area` names the boxes of the page around it, outermost first, those for lists of other documents with `LISTED`; `lead` is the
    length in code points of a link that opens it.
    """

    start: int
    end: int
    form: Form
    level: int = 0
    number: str = ""
    apart: bool = True
    cell: int = 0
    page: int | None = None
    role: BlockRole | None = None
    area: str = ""
    lead: int = 0


def _pieces_of(chunk: Sequence[Line], usual: int) -> Iterator[Piece]:
    """The pieces of one run of lines."""
    edges = edges_of(chunk, usual)
    unwrapped = any(line.right > WIDEST for line in chunk)
    first = last = chunk[0]
    for line in chunk[1:]:
        ended = unwrapped and last.words.endswith(_ENDS)
        if not goes_on(first, last, line, Edges(0, 0) if ended else edges):
            yield Piece(first.start, last.end, first.form, first.level, first.number, first is chunk[0])
            first = line
        last = line
    yield Piece(first.start, last.end, first.form, first.level, first.number, first is chunk[0])


# ------------------------------------------------------------------ long lines of captured text
_BREAK = re.compile(r"   [^\S\n]*(?=\S)")
_TABBED_BREAK = re.compile(r"(?<=\S)(?:[^\S\n]{3,}|[^\S\n]*\t[^\S\n]*)(?=\S)")
_ENUMERATOR = re.compile(r"\(?\w{1,7}(?:\.\d{1,3}){0,4}[.)]?")
_INLINE_TITLE = re.compile(r"#{1,6}\s+(?P<title>\S.{0,300}?)\s+(?P<source>\w{2,12}:\s\[https?://[^\s\]]+\]\(\S+\))\s*", re.DOTALL)
_INLINE_ITEM = re.compile(r"(?<=[.:;!?)])\s+[-*•]\s+(?=[\[*“\"\w])")
_BULLETS = "-*•"


def _breaks(text: str, piece: Piece) -> list[int]:
    """Where a long line holds several pieces that runs of spaces set apart: the starts of the further ones."""
    places, last = [], piece.start
    pattern = _TABBED_BREAK if text.find("\t", piece.start, piece.end) >= 0 else _BREAK
    for gap in pattern.finditer(text, piece.start, piece.end):
        if text[gap.start() - 1] in "\r\n":
            continue
        before, after = text[max(last, gap.start() - 60) : gap.start()], text[gap.end()]
        if after.islower() or (len(before) < 24 and _ENUMERATOR.fullmatch(before)):
            continue
        word = before[before.rfind(" ") + 1 :]
        if before.endswith(_ENDS) or word[:1].isupper() or word[:1].isdigit():
            places.append(gap.end())
            last = gap.end()
    return places


def _split_long(text: str, piece: Piece) -> Iterator[Piece]:
    """A long line of captured text as the pieces that it holds; any other piece as it is."""
    long = piece.end - piece.start >= WIDEST and piece.form in {Form.TEXT, Form.ITEM}
    if not long or not (text.find("   ", piece.start, piece.end) >= 0 or text.find("\t", piece.start, piece.end) >= 0):
        yield piece
        return
    starts = [piece.start, *_breaks(text, piece)]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], piece.end], strict=True)):
        words = text[start:end].rstrip()
        form, level, mark = (piece.form, piece.level, piece.number) if number == 0 else form_of(words[: WIDEST * 2])
        yield Piece(start, start + len(words), form, level, mark, apart=number > 0 or piece.apart)


def _inline_title(text: str, piece: Piece) -> tuple[list[Piece], int]:
    """Title and source line at the head of an article on one line, and where its text begins."""
    match = _INLINE_TITLE.match(text, piece.start, piece.end)
    if match is None:
        return [], piece.start
    title = replace(piece, end=match.end("title"))
    return [title, Piece(match.start("source"), match.end("source"), Form.TEXT)], match.end()


def _inline_items(text: str, start: int, end: int, apart: bool) -> Iterator[Piece]:
    """The paragraphs and the items between them of a text on one line."""
    at = start
    for gap in _INLINE_ITEM.finditer(text, start, end):
        if gap.start() > at:
            yield Piece(at, gap.start(), Form.ITEM if at > start and text[at] in _BULLETS else Form.TEXT, apart=apart)
            at, apart = gap.start() + len(gap[0]) - len(gap[0].lstrip()), True
    if at < end:
        yield Piece(at, end, Form.ITEM if at > start and text[at] in _BULLETS else Form.TEXT, apart=apart)


def _split_inline(text: str, piece: Piece) -> Iterator[Piece]:
    """An article that an aggregator keeps on one line: title, source, paragraphs and the items between them."""
    size = piece.end - piece.start
    if piece.form is Form.HEADING and (size > _LONG_HEADING or text.find("://", piece.start, piece.end) >= 0):
        head, at = _inline_title(text, piece)
        if head or size > _LONG_HEADING:
            yield from head
            yield from _inline_items(text, at, piece.end, apart=True)
            return
    elif piece.form is Form.TEXT and size >= WIDEST:
        yield from _inline_items(text, piece.start, piece.end, piece.apart)
        return
    yield piece


# ------------------------------------------------------------------ what only the whole text shows
_AFTER_ONE = {"i": "ii", "I": "II", "v": "vi", "V": "VI", "x": "xi", "X": "XI"}


def _letters_in_order(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Items by a lone letter without its neighbour in the alphabet ("A. Bee" under a letter) are text."""
    marks = {piece.number for piece in pieces if piece.number.isalpha()}
    for piece in pieces:
        mark = piece.number
        lone = len(mark) == 1 and mark.isalpha() and not {chr(ord(mark) - 1), chr(ord(mark) + 1)} & marks
        yield replace(piece, form=Form.TEXT, level=0, number="") if lone and _AFTER_ONE.get(mark, "") not in marks else piece


def _style(number: str) -> str:
    """The kind of an enumerator.

    >>> _style("2.1"), _style("iv"), _style("7")
    ('.', 'i', '1')
    """
    if not number or number.isdigit():
        return "1" if number else "-"
    if "." in number:
        return "." * number.count(".")
    style = "i" if len(number) > 1 else "a"
    return style if number.islower() else style.upper()


def _with_levels(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Items with their depth: a kind of enumerator that is new below the last heading lies one level deeper."""
    open_styles: list[str] = []
    for piece in pieces:
        if piece.form is Form.HEADING:
            open_styles = []
        if piece.form is not Form.ITEM:
            yield piece
            continue
        style = _style(piece.number)
        if style in open_styles:
            del open_styles[open_styles.index(style) + 1 :]
        else:
            open_styles.append(style)
        yield piece if len(open_styles) == piece.level else replace(piece, level=len(open_styles))


def _with_cells(text: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Rows with the number of their table: rows without a blank line or other text between them."""
    table, last = 0, None
    for piece in pieces:
        if piece.form is not Form.ROW:
            last = None
            yield piece
            continue
        barred = text[piece.start] == "|"
        if last is None or piece.apart or barred != (text[last.start] == "|"):
            table += 1
        last = piece
        yield replace(piece, cell=table)


def cut_text(text: str, most: int = MOST_TEXT) -> list[Piece]:
    r"""Return the pieces of a plain or Markdown text, up to about the end of its first `most` code points.

    >>> [(piece.form.value, piece.number) for piece in cut_text("# Deal\n\nAcme agrees:\n- to pay;\n- to wait.")]
    [('heading', ''), ('text', ''), ('item', ''), ('item', '')]
    """
    if len(text) > most:
        end = text.find("\n", most, most + _TO_END)
        text = text[: end if end >= 0 else most + _TO_END]
    chunks = list(chunks_of(text))
    usual = usual_edge(chunks)
    lines = (piece for chunk in chunks for piece in _pieces_of(chunk, usual))
    parts = [part for piece in lines for inline in _split_inline(text, piece) for part in _split_long(text, inline)]
    return list(_with_cells(text, _with_levels(_letters_in_order(parts))))
