"""Plain and Markdown text cut into pieces by its lines: headings, paragraphs over wrapped lines, items, rows.

A piece is a stretch of text with a form but not yet a role. Pieces stand in the order of the text, do not overlap, begin and end
at a code point that is no white space, and hold every such code point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kg.reading.page import match_part, plain_text
from kg.reading.page import match_part
from kg.records import BlockRole

__all__ = ["LISTED", "Form", "Piece", "cut_text", "form_of"]

LISTED = "L"  # in the name of a box: its class says that it lists other documents
WIDEST = 200  # code points; a longer line is a paragraph of its own, not a wrapped line
NARROWEST = 45  # code points; shorter chunks do not show where lines are wrapped
_LONG_HEADING = 300


class Form(StrEnum):
    """What the lines of a piece look like."""

    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    ROW = "row"
    RULE = "rule"
    TEXT = "text"


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


@dataclass(frozen=True, slots=True)
class _Line:
    start: int  # of the first code point that is no white space
    end: int
    indent: int
    form: Form
    level: int
    number: str
    words: str

    @property
    def right(self) -> int:
        return self.indent + self.end - self.start


_HEADING = re.compile(r"(#{1,6})\s+\S")
_BULLET = re.compile(r"[-*•–—·▪◦‣+]\s+(?=\S)")
_RULE = re.compile(r"[^\w\s]{3,}(?:\s+[^\w\s]{3,})*|(?:[-_=*~]\s?){3,}")
_NUMBER = re.compile(
    r"(?:\\?\((?P<a>\d{1,3}|[A-Za-z]|[ivxlcIVXLC]{1,7})\\?\)|(?P<b>\d{1,3}(?:\.\d{1,3})+)\\?[.)]?|(?P<c>\d{1,3}|[A-Za-z]|[ivxlcIVXLC]{1,7})\\?[.)])"
    r"(?=\s|[“\"(\[*]|[A-Z][a-z])\s*(?=\S)"
)
_GAP = re.compile(r"\S(?:[^\S\n]{3,}|[^\S\n]*\t[^\S\n]*)(?=\S)")
_BREAK = re.compile(r"(?<=\S)(?:[^\S\n]{3,}|[^\S\n]*\t[^\S\n]*)(?=\S)")
_FIRST_WORD = re.compile(r"\S+")
_ENDS = (".", "!", "?", ":", ";", '."', ".”", "?”", '?"')
_OPEN_ENDS = (",", " and", " or", " between", " of", " the", " to", "-")


def form_of(words: str) -> tuple[Form, int, str]:
    """The form of one line, its level and its enumerator."""
    first = words[0]
    if first == "#" and (match := _HEADING.match(words)):
        return Form.HEADING, len(match[1]), ""
    if first == "|" and len(words) > 1:
        return Form.ROW, 0, ""
    if first == ">":
        return Form.QUOTE, 0, ""
    if not first.isalnum() and first not in "([" and _RULE.fullmatch(words[:400]):
        return Form.RULE, 0, ""
    if _BULLET.match(words):
        return Form.ITEM, 1, ""
    if match := _NUMBER.match(words):
        return Form.ITEM, 1, match["a"] or match["b"] or match["c"]
    if len(words) < WIDEST and _GAP.search(words):
        return Form.ROW, 0, ""
    return Form.TEXT, 0, ""


def _lines(text: str) -> Iterator[_Line | None]:
    """The lines with their forms; `None` for a blank one."""
    start = 0
    for raw in text.splitlines(keepends=True):
        words = raw.strip()
        if not words:
            yield None
        else:
            indent = len(raw) - len(raw.lstrip())
            form, level, number = form_of(words)
            yield _Line(start + indent, start + indent + len(words), indent, form, level, number, words)
        start += len(raw)


def _chunks(text: str) -> Iterator[list[_Line]]:
    """Runs of lines without a blank one between them."""
    chunk: list[_Line] = []
    for line in _lines(text):
        if line is not None:
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _usual_edge(chunks: Iterable[Sequence[_Line]]) -> int:
    """Where lines of this text are wrapped: the right edge that one in twenty lines with a successor passes; 0: nowhere.

    Beyond 100 code points many lines must end near that edge; where many lines are longer than any wrapped one, none is wrapped.
    """
    lines = [line.right for chunk in chunks for line in chunk if line.right >= NARROWEST]
    if sum(right > WIDEST for right in lines) * 5 > len(lines) * 2:
        return 0
    edges = sorted(line.right for chunk in chunks for line in chunk[:-1] if NARROWEST <= line.right <= WIDEST)
    edge = edges[int(len(edges) * 0.95)] if edges else 0
    return edge if edge <= 100 or sum(right > edge * 0.85 for right in edges) > max(2, len(edges) // 3) else 0


def _opens_in_lower_case(line: _Line) -> bool:
    letters = line.words.lstrip("(“\"'‘*_")
    return letters[:1].islower()


def _is_full(line: _Line, following: _Line, edge: int) -> bool:
    """Whether the first word of the following line would not have fitted on this one."""
    if edge == 0 or line.right > WIDEST or (line.indent > 15 and len(line.words) < 40):
        return False
    word = _FIRST_WORD.match(following.words)
    return line.right + 1 + (word.end() if word else 0) > edge


def _breaks_off(line: _Line, usual: int) -> bool:
    """Whether a line is long and ends in the middle of a sentence."""
    long = 0 < usual and 0.6 * max(usual, 60) < line.right <= WIDEST and not (line.indent > 15 and len(line.words) < 40)
    return long and not line.words.endswith(_ENDS) and not _is_caps(line.words)


def _is_new_definition(piece_opens: str, last: _Line, line: _Line) -> bool:
    quotes = "“\"'‘"
    return piece_opens in quotes and line.words[0] in quotes and last.words.endswith((".", ";"))


def _is_caps(words: str) -> bool:
    return words.isupper() and sum(c.isalpha() for c in words) > 2


def _is_part_heading(line: _Line, usual: int) -> bool:
    """Whether a short line names a numbered part of a contract ("Article 2 - Term")."""
    short = line.right < 0.75 * max(usual, 60) and not line.words.endswith((".", ",", ";"))
    return short and line.words[0].isupper() and bool(match_part("clause-opening", line.words))


def _goes_on(piece: Piece, last: _Line, line: _Line, edges: tuple[int, int], first: _Line) -> bool:
    """Whether a line continues the piece whose last line is `last` and whose first is `first`."""
    edge, usual = edges
    if piece.form in {Form.RULE, Form.HEADING} or line.form in {Form.RULE, Form.HEADING}:
        return False
    if Form.QUOTE in {piece.form, line.form}:
        return piece.form is line.form
    if (last.words.startswith("**") and last.words.endswith("**") and last is first) or _is_new_definition(
        first.words[0], last, line
    ):
        return False
    full = _is_full(last, line, edge)
    if line.form is Form.ITEM:
        wrapped = full and bool(line.number) and not last.words.endswith((*_ENDS, ",", ")", " and", " or"))
        return wrapped and piece.form is not Form.ROW and line.indent <= max(last.indent, first.indent + 8)
    if piece.form is Form.ROW:
        return not last.words.startswith("|") and line.form is Form.TEXT and line.indent > first.indent + 7
    if line.form is Form.ROW:
        return full and piece.form is Form.TEXT and _opens_in_lower_case(line)
    if last.words.endswith(_ENDS) and _is_part_heading(line, usual):
        return False
    if piece.form is Form.ITEM and line.indent > first.indent:
        headed = last is first and last.right < 0.6 * edge and not last.words.endswith((*_ENDS, ","))
        return not headed or _opens_in_lower_case(line)
    if _is_caps(last.words) and _is_caps(line.words):
        ends, opens = (",", "&", " AND", " OF", " TO", " THE", " FOR"), ("TO ", "OF ", "AND ", "FOR ")
        return full or last.words.endswith(ends) or line.words.startswith(opens)
    if len(line.words) < 24 or (_opens_in_lower_case(line) and not full and len(line.words) < 60):
        if match_part("metadata-line", line.words):
            return False
    return (
        full
        or _breaks_off(last, usual)
        or _opens_in_lower_case(line)
        or (last.words.endswith(_OPEN_ENDS) and last.right <= WIDEST and len(last.words) > 25)
    )


def _pieces_of(chunk: Sequence[_Line], usual: int) -> Iterator[Piece]:
    """The pieces of one run of lines."""
    widest = max((line.right for line in chunk if line.right <= WIDEST), default=0)
    edge = min(widest, usual) if widest >= NARROWEST and len(chunk) > 1 else usual
    unwrapped = any(line.right > WIDEST for line in chunk)
    piece, first, last = None, chunk[0], chunk[0]
    for number, line in enumerate(chunk):
        edges = (edge, usual) if not (unwrapped and last.words.endswith(_ENDS)) else (0, 0)
        if piece is not None and _goes_on(piece, last, line, edges, first):
            piece = replace(piece, end=line.end)
        else:
            if piece is not None:
                yield piece
            piece, first = Piece(line.start, line.end, line.form, line.level, line.number, apart=number == 0), line
        last = line
    if piece is not None:
        yield piece


def _breaks(text: str, piece: Piece) -> list[int]:
    """Where a long line holds several pieces that runs of spaces set apart: the starts of the further ones."""
    places, last = [], piece.start
    for gap in _BREAK.finditer(text, piece.start, piece.end):
        before, after = text[max(last, gap.start() - 60) : gap.start()].rstrip(), text[gap.end() : gap.end() + 1]
        word = before[before.rfind(" ") + 1 :]
        if _NUMBER.fullmatch(text[last : gap.end()].strip() + " x"[:1] + "x") or after.islower() or not before:
            continue
        if before.endswith((*_ENDS, ")", "”", '"')) or word[:1].isupper() or word[:1].isdigit():
            places.append(gap.end())
            last = gap.end()
    return places


def _split_long(text: str, piece: Piece) -> Iterator[Piece]:
    """A long line of captured text as the pieces that it holds; any other piece as it is."""
    if piece.form not in {Form.TEXT, Form.ITEM} or piece.end - piece.start < WIDEST:
        yield piece
        return
    starts = [piece.start, *_breaks(text, piece)]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], piece.end], strict=True)):
        words = text[start:end].rstrip()
        form, level, mark = (piece.form, piece.level, piece.number) if number == 0 else form_of(words[: WIDEST * 2])
        yield Piece(start, start + len(words), form, level, mark, apart=number > 0 or piece.apart)


_INLINE_TITLE = re.compile(r"#{1,6}\s+(?P<title>\S.{0,300}?)\s+(?P<source>\w{2,12}:\s\[https?://[^\s\]]+\]\(\S+\))\s*", re.DOTALL)
_INLINE_ITEM = re.compile(r"(?<=[.:;!?)])\s+[-*•]\s+(?=[\[*“\"\w])")


def _split_inline(text: str, piece: Piece) -> Iterator[Piece]:
    """An article that an aggregator keeps on one line: title, source, paragraphs and the items between them."""
    words = text[piece.start : piece.end]
    at = piece.start
    if piece.form is Form.HEADING:
        match = _INLINE_TITLE.match(words)
        if match is None and len(words) <= _LONG_HEADING:
            yield piece
            return
        if match is not None:
            yield replace(piece, end=piece.start + match.end("title"))
            yield Piece(piece.start + match.start("source"), piece.start + match.end("source"), Form.TEXT, apart=True)
            at += match.end()
    elif piece.form is not Form.TEXT or piece.end - piece.start < WIDEST:
        yield piece
        return
    first = piece.apart or at > piece.start
    for break_ in _INLINE_ITEM.finditer(text, at, piece.end):
        if break_.start() > at:
            yield Piece(at, break_.start(), Form.ITEM if text[at] in "-*•" else Form.TEXT, apart=first)
            at, first = break_.start() + len(break_[0]) - len(break_[0].lstrip()), True
    if at < piece.end:
        yield Piece(at, piece.end, Form.ITEM if text[at] in "-*•" and at > piece.start else Form.TEXT, apart=first)


def _letters_in_order(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Items by a lone letter without its neighbour in the alphabet ("A. Bee" under a letter) are text."""
    marks = {piece.number for piece in pieces if piece.number.isalpha()}
    for piece in pieces:
        mark = piece.number
        if len(mark) == 1 and mark.isalpha() and not {chr(ord(mark) - 1), chr(ord(mark) + 1)} & marks:
            following = {"i": "ii", "I": "II", "v": "vi", "V": "VI", "x": "xi", "X": "XI"}.get(mark, "")
            if following not in marks:
                yield replace(piece, form=Form.TEXT, level=0, number="")
                continue
        yield piece


def _style(number: str) -> str:
    if not number or number.isdigit():
        return "1" if number else "-"
    if "." in number:
        return "." * number.count(".")
    return ("i" if len(number) > 1 else "a") if number.islower() else ("I" if len(number) > 1 else "A")


def _with_levels(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Items with their depth: a kind of enumerator that is new below the last heading lies one level deeper."""
    open_styles: list[str] = []
    for piece in pieces:
        if piece.form is Form.HEADING:
            open_styles = []
        elif piece.form is Form.ITEM:
            style = _style(piece.number)
            if style in open_styles:
                del open_styles[open_styles.index(style) + 1 :]
            else:
                open_styles.append(style)
            piece = replace(piece, level=len(open_styles))  # noqa: PLW2901 - the piece with its level takes its place
        yield piece


def _with_cells(text: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Rows with the number of their table; a lone row between text is no table unless it holds bars."""
    table, last = 0, None
    for piece in pieces:
        if piece.form is Form.ROW:
            barred = text[piece.start] == "|"
            if last is None or piece.apart or barred != (text[last.start] == "|"):
                table += 1
            last = piece
            yield replace(piece, cell=table)
        else:
            last = None
            yield piece


def cut_text(text: str) -> list[Piece]:
    """Return the pieces of a plain or Markdown text.

    >>> [(piece.form.value, piece.number) for piece in cut_text("# Deal\\n\\nAcme agrees:\\n- to pay;\\n- to wait.")]
    [('heading', ''), ('text', ''), ('item', ''), ('item', '')]
    """
    chunks = list(_chunks(text))
    usual = _usual_edge(chunks)
    lines = (piece for chunk in chunks for piece in _pieces_of(chunk, usual))
    parts = (part for piece in lines for inline in _split_inline(text, piece) for part in _split_long(text, inline))
    return list(_with_cells(text, _with_levels(_letters_in_order(list(parts)))))
