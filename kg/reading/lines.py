"""The lines of a text: what form each has, and which continue the one before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.reading.datelines import find_dateline
from kg.reading.encodings import MOST_PIECES
from kg.reading.page import joining_words, match_part

__all__ = ["WIDEST", "Edges", "Form", "Line", "chunks_of", "edges_of", "form_of", "goes_on", "usual_edge"]

WIDEST = 200  # code points; a longer line is a paragraph of its own, not a wrapped line
NARROWEST = 45  # code points; shorter chunks do not show where lines are wrapped
_CELL = 24  # code points of what may go on below a cell of a row
_CENTERED = 15  # code points of indentation beyond which a short line is centred, not wrapped


class Form(StrEnum):
    """What the lines of a piece look like."""

    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    ROW = "row"
    RULE = "rule"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it. `right` is the column of its end, `number` an enumerator."""

    start: int
    end: int
    indent: int
    right: int
    form: Form
    level: int
    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Edges:
    """Where lines are wrapped: in a run of lines, and in the whole text; 0: nowhere."""

    here: int
    usual: int


_HEADING = re.compile(r"(#{1,6})\s+\S")
_BULLET = re.compile(r"(?:[-*•–—·▪◦‣+]\s+|o\s{2,8})(?=\S)")  # typewritten lists have the letter o for a bullet
_RULE = re.compile(r"[^\w\s]{3,}(?:\s+[^\w\s]{3,})*|(?:[-_=*~]\s?){3,}")
_NUMBER = re.compile(
    r"(?:\\?\((?P<a>\d{1,2}|[A-Za-z]|[ivxlcIVXLC]{1,7})\\?\)|(?P<b>\d{1,3}(?:\.\d{1,3})+)\\?[.)]?"
    r"|(?P<c>\d{1,3}|[A-Za-z]|[ivxlcIVXLC]{1,7})\\?[.)])(?=\s|[“\"(\[*]|[A-Z][a-z])\s*(?=\S)"
)
_BARE_NUMBER = re.compile(
    r"(?P<number>\d{1,2}|[A-Z])[^\S\n]{2,8}(?=[A-Z])(?=[A-Z][A-Z &,/-]+(?:[.:]|\s*$)|.{45})(?!.*[^\S\n]{3})"
)  # "7   LIABILITY. In any year", "B   The fee": a number or a letter without a stop, set apart from a heading or a sentence
_GAP = re.compile(r"\S(?:[^\S\n]{3,}|[^\S\n]*\t[^\S\n]*)(?=\S)")
_LEADER = re.compile(
    r"\w[)\w]*[^\S\n]?(?:\.[^\S\n]?){5,}[^\S\n]*(?=[^\s.])(?!\W*(?:\d{1,3}|[ivxlcIVXLC]+)\s*$)"
)  # no table of contents
_FIRST_WORD = re.compile(r"\S+")
_ENDS = (".", "!", "?", ":", ";", '."', ".”", "?”", '?"')
_QUOTES = "“\"'‘"
_MARKED = "#|>-*•–—·▪◦‣+"


def _form_of_mark(words: str) -> tuple[Form, int, str] | None:
    """The form of a line that opens with a mark."""
    first = words[0]
    if first == "#" and (match := _HEADING.match(words)):
        return Form.HEADING, len(match[1]), ""
    if first == "|" and len(words) > 1:
        return Form.ROW, 0, ""
    if first == ">":
        return Form.QUOTE, 0, ""
    if first not in "([" and _RULE.fullmatch(words[:400]):
        return Form.RULE, 0, ""
    return (Form.ITEM, 1, "") if _BULLET.match(words) else None


def form_of(words: str) -> tuple[Form, int, str]:
    """The form of a line without white space around it, its level and its enumerator.

    >>> form_of("2.1 License.")
    (<Form.ITEM: 'item'>, 1, '2.1')
    >>> form_of("7   LIABILITY. In any year neither party"), form_of("7   oranges   0.20")
    ((<Form.ITEM: 'item'>, 1, '7'), (<Form.ROW: 'row'>, 0, ''))
    >>> form_of("B   Clause 3: the fee of the mill rises from two to three euros a sack")
    (<Form.ITEM: 'item'>, 1, 'B')
    """
    first = words[0]
    if (not first.isalnum() or words.startswith(("o  ", "o\t"))) and (marked := _form_of_mark(words)):
        return marked
    if (len(words) > 1 and not (words[1].isalpha() and first.isalpha() and first not in "ivxlcIVXLC")) and (
        match := _NUMBER.match(words)
    ):
        return Form.ITEM, 1, match["a"] or match["b"] or match["c"]
    if (first.isdigit() or (first.isupper() and words[1:3] == "  ")) and (match := _BARE_NUMBER.match(words)):
        return Form.ITEM, 1, match["number"]
    if len(words) < WIDEST and ("   " in words or "\t" in words or "\xa0" in words) and _GAP.search(words):
        return Form.ROW, 0, ""
    if (". . . . ." in words or "....." in words) and len(words) < WIDEST and _LEADER.search(words):
        return Form.ROW, 0, ""
    return Form.TEXT, 0, ""


def _lines_of(text: str) -> Iterator[Line | None]:
    """The lines with their forms, not more than are read of one document; `None` for a blank one."""
    start, left = 0, 2 * MOST_PIECES
    for raw in text.splitlines(keepends=True):
        words = raw.strip()
        if not words:
            yield None
        else:
            if not left:
                return
            left -= 1
            indent = len(raw) - len(raw.lstrip())
            form, level, number = form_of(words)
            yield Line(start + indent, start + indent + len(words), indent, indent + len(words), form, level, number, words)
        start += len(raw)


def chunks_of(text: str) -> Iterator[list[Line]]:
    """Runs of lines without a blank one between them."""
    chunk: list[Line] = []
    for line in _lines_of(text):
        if line is not None:
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def usual_edge(chunks: Iterable[Sequence[Line]]) -> int:
    """Where lines of a text are wrapped: the right edge that one in twenty lines with a successor passes; 0: nowhere.

    Beyond 100 code points many lines must end near that edge; where many lines are longer than any wrapped one, none is wrapped.
    """
    runs = list(chunks)
    lines = [line.right for chunk in runs for line in chunk if line.right >= NARROWEST]
    if sum(right > WIDEST for right in lines) * 5 > len(lines) * 2:
        return 0
    edges = sorted(line.right for chunk in runs for line in chunk[:-1] if NARROWEST <= line.right <= WIDEST)
    edge = edges[int(len(edges) * 0.95)] if edges else 0
    near = sum(right > edge * 0.85 for right in edges)
    return edge if edge <= 100 or near > max(2, len(edges) // 3) else 0


def edges_of(chunk: Sequence[Line], usual: int) -> Edges:
    """Where the lines of one run are wrapped."""
    widest = max((line.right for line in chunk if line.right <= WIDEST), default=0)
    return Edges(min(widest, usual) if widest >= NARROWEST and len(chunk) > 1 else usual, usual)


# ------------------------------------------------------------------ does a line continue the one before
def _opens_in_lower_case(line: Line) -> bool:
    """Whether a line opens with a small letter that is not that of an address."""
    if not line.words.lstrip("(“\"'‘*_")[:1].islower():
        return False
    word = line.words.partition(" ")[0]
    return "://" not in word and "@" not in word and not word.startswith("www.")


def _is_caps(words: str) -> bool:
    return words.isupper() and sum(c.isalpha() for c in words) > 2


def _is_centered(line: Line) -> bool:
    return line.indent > _CENTERED and len(line.words) < 40


def _is_full(line: Line, following: Line, edge: int) -> bool:
    """Whether the first word of the following line would not have fitted on this one."""
    if edge == 0 or line.right > WIDEST or _is_centered(line):
        return False
    word = _FIRST_WORD.match(following.words)
    return line.right + 1 + (word.end() if word else 0) > edge


def _breaks_off(line: Line, usual: int) -> bool:
    """Whether a line is long and ends in the middle of a sentence."""
    long = 0.6 * max(usual, 60) < line.right <= WIDEST and not _is_centered(line)
    told = usual > 0 or ". " in line.words or line.right > 80  # without an edge: wider than a title, or a sentence ends in it
    return long and told and not line.words.endswith(_ENDS) and not _is_caps(line.words)


def _is_part_heading(line: Line, usual: int) -> bool:
    """Whether a short line names a numbered part of a contract ("Article 2 - Term")."""
    short = line.right < 0.75 * max(usual, 60) and not line.words.endswith((".", ",", ";"))
    return short and line.words[0].isupper() and bool(match_part("clause-opening", line.words))


def _stands_alone(first: Line, last: Line, line: Line, usual: int) -> bool:
    """Whether a line opens something new whatever its width: below a bold line, a next definition, a numbered part, a stamp."""
    if last is first and last.words.startswith("**") and last.words.endswith("**"):
        return True
    if first.words[0] in _QUOTES and line.words[0] in _QUOTES and last.words.endswith((".", ";")):
        return True
    if line.form is Form.TEXT and last.words.endswith(_ENDS) and _is_part_heading(line, usual):
        return True
    if _is_caps(last.words) and not _is_caps(line.words) and len(line.words) < 90 and find_dateline(line.words):
        return True  # the day below a heading in capitals
    short = len(line.words) < 24 or (len(line.words) < 60 and _opens_in_lower_case(line))
    return short and bool(match_part("metadata-line", line.words))


def _item_goes_on(first: Line, last: Line, line: Line, edge: int) -> bool:
    """Whether an indented line continues an item; a heading-like first line ("1. TERM") ends at its end."""
    headed = last is first and last.right < 0.6 * edge and not last.words.endswith((*_ENDS, ","))
    return not headed or _opens_in_lower_case(line)


def _number_is_wrapped(first: Line, last: Line, line: Line, edge: int) -> bool:
    """Whether an enumerator stands at the start of a line only because the sentence was wrapped there."""
    if not line.number or first.form is Form.ROW or line.indent > max(last.indent, first.indent + 8):
        return False
    ended = last.words.endswith((*_ENDS, ",", ")")) or last.words.rpartition(" ")[2].lower() in joining_words("before-items")
    return not ended and _is_full(last, line, edge)


def _caps_go_on(last: Line, line: Line) -> bool:
    """Whether a line in capitals continues another: one of them shows it by the word at the break."""
    ends = last.words.endswith((",", "&")) or last.words.rpartition(" ")[2].lower() in joining_words("line-ends")
    return ends or line.words.partition(" ")[0].lower() in joining_words("line-starts")


def _text_goes_on(first: Line, last: Line, line: Line, edges: Edges) -> bool:
    if first.form is Form.ITEM and line.indent > first.indent:
        return _item_goes_on(first, last, line, edges.here)
    if _is_full(last, line, edges.here):
        return True
    if _is_caps(last.words) and _is_caps(line.words):
        return _caps_go_on(last, line)
    if _breaks_off(last, edges.usual) or _opens_in_lower_case(line):
        return True
    joined = last.words.endswith((",", "-")) or last.words.rpartition(" ")[2] in joining_words("line-ends")
    return joined and last.right <= WIDEST and len(last.words) > 25


def goes_on(first: Line, last: Line, line: Line, edges: Edges) -> bool:
    """Whether a line continues the piece that the lines from `first` to `last` are."""
    forms = {first.form, line.form}
    if forms & {Form.RULE, Form.HEADING, Form.QUOTE}:
        return forms == {Form.QUOTE}
    if line.form is Form.ITEM:
        return _number_is_wrapped(first, last, line, edges.here)
    if first.form is Form.ROW:
        wrapped = line.indent >= first.indent and len(line.words) < _CELL and _opens_in_lower_case(line)
        return not last.words.startswith("|") and line.form is Form.TEXT and (wrapped or line.indent > first.indent + 7)
    if line.form is Form.ROW:
        return first.form is Form.TEXT and _opens_in_lower_case(line) and _is_full(last, line, edges.here)
    return not _stands_alone(first, last, line, edges.usual) and _text_goes_on(first, last, line, edges)
