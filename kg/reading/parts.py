"""Pieces on their way to a role: what they say in plain words, and which of them are headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.reading.datelines import find_dateline
from kg.reading.page import LONGEST, match_part, plain_text
from kg.reading.pieces import Form, Piece
from kg.records import BlockRole

__all__ = ["Part", "has_clauses", "instrument_title", "is_instrument", "mark_headings", "parts_of"]

_LONGEST_HEADING = 120  # code points
_NO_TEXT = {BlockRole.METADATA, BlockRole.BOILERPLATE, BlockRole.NAVIGATION}
_ENDS = (".", ",", ";", ":", "!", "…")


@dataclass(slots=True)
class Part:
    """A piece while its role is sought. `plain` is empty for prose too long to be a line of the page's own making."""

    piece: Piece
    plain: str
    role: BlockRole | None = None
    group: int = 0
    level: int = 0

    @property
    def size(self) -> int:
        """Code points of the piece."""
        return self.piece.end - self.piece.start

    @property
    def is_free(self) -> bool:
        """Whether no rule has given a role yet."""
        return self.role is None

    @property
    def is_free_or_heading(self) -> bool:
        """Whether the part can still become a title."""
        return self.role in {None, BlockRole.HEADING, BlockRole.TITLE}


def parts_of(text: str, pieces: Sequence[Piece]) -> list[Part]:
    """The pieces as parts; a role that the container fixed is kept."""
    parts = []
    for piece in pieces:
        raw = text[piece.start : min(piece.end, piece.start + 2 * LONGEST)]
        plain = plain_text(raw) if piece.end - piece.start <= LONGEST else ""
        parts.append(Part(piece, plain, piece.role, level=piece.level))
    return parts


def has_clauses(parts: Sequence[Part], least: int = 3) -> bool:
    """Whether the text has numbered clauses."""
    numbered = (
        part for part in parts if part.piece.number[:1].isdigit() or (part.plain and match_part("clause-opening", part.plain))
    )
    return sum(1 for _, _ in zip(range(least), numbered, strict=False)) == least


def instrument_title(parts: Sequence[Part]) -> int:
    """The number of the part near the top that reads like the title of a contract, or -1."""
    prose = next((number for number, part in enumerate(parts) if part.size > 300 and part.piece.form is Form.TEXT), len(parts))
    for number, part in enumerate(parts[: min(prose, 14) + 1]):
        plain = part.plain
        short = len(plain) <= 160 and (plain.isupper() or (len(plain.split()) <= 8 and _words_in_title_case(plain) > 0.9))
        if short and part.role not in _NO_TEXT and not plain.endswith((".", ",", ";")) and _names_contract(plain):
            return number
    return -1


def _names_contract(plain: str) -> bool:
    return bool(match_part("instrument-title", plain)) and not match_part("clause-opening", plain)


def is_instrument(parts: Sequence[Part]) -> bool:
    """Whether a text is a contract: the words that open one, or a title that names one above clauses or the day of its making."""
    top = [part for part in parts[:24] if part.role not in _NO_TEXT]
    headers = [bool(match_part("mail-header", part.plain)) for part in top[:5]]
    if any(both == (True, True) for both in pairwise(headers)):
        return False
    if any(match_part("instrument-opening", part.plain) for part in top):
        return True
    title = instrument_title(parts)
    if title < 0 or any(_is_report(part) for part in top[:10]):
        return False
    return has_clauses(parts) or any(match_part("instrument-date", part.plain) for part in parts[title : title + 12])


def _is_report(part: Part) -> bool:
    """Whether a paragraph opens with a dateline, which no contract's does."""
    line = find_dateline(part.plain[:400]) if part.size > 120 else None
    return line is not None and line[1] < len(part.plain[:400]) - 20


def _words_in_title_case(plain: str) -> float:
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", plain) if len(word) > 3]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0


def _is_sibling(part: Part, following: Part | None) -> bool:
    """Whether the next piece is the next item of the same list."""
    if following is None or following.piece.form is not Form.ITEM:
        return False
    here, there = part.piece.number, following.piece.number
    if here.isdigit() and there.isdigit():
        return int(there) == int(here) + 1
    return here.count(".") == there.count(".") and len(here) == len(there) and here[:1].isdigit() == there[:1].isdigit()


def _is_numbered_heading(part: Part, following: Part | None) -> bool:
    mark = part.plain.find(part.piece.number) + len(part.piece.number)
    words = part.plain[mark:].lstrip(".) ")
    if not words or len(words) > 80 or not words[:1].isupper() or following is None:
        return False
    if words.endswith((".", ";", ",", ":")) or ". " in words:
        return False
    return words.isupper() or (not _is_sibling(part, following) and len(words.split()) <= 10)


def _opens_as_heading(plain: str) -> bool:
    """Whether a line opens and ends as a heading can; a turn of a speaker ("ANN: What now?") does not."""
    if re.match(r"[^:?]{1,60}: \S", plain) and plain.endswith("?"):
        return False
    ended = plain.endswith(_ENDS) and not (plain.isupper() and len(plain.split()) <= 6 and plain.endswith("."))
    return not ended and (plain[0].isupper() or plain[0].isdigit() or plain[0] in "“\"'(‘")


def _stands_apart(part: Part, before: Part | None, following: Part) -> bool:
    """Whether a line stands above longer text, with blank lines around it or at the head of a run of lines."""
    plain, words = part.plain, part.plain.split()
    longer = following.size > 1.3 * part.size and following.piece.form is not Form.ROW
    if part.piece.apart and following.piece.apart:
        return len(words) <= 12 and (_words_in_title_case(plain) >= 0.6 or (len(words) <= 8 and longer) or plain.endswith("?"))
    if part.piece.apart:
        return longer and len(words) <= 9 and following.piece.form is not Form.QUOTE
    ended = before is not None and before.size > 160
    return ended and following.size > max(80, 2 * part.size) and len(words) <= 10


def _is_plain_heading(part: Part, before: Part | None, following: Part | None) -> bool:
    """A line of text that stands as a heading does: short, without an end, apart, above something longer."""
    plain, words = part.plain, part.plain.split()
    if not _opens_as_heading(plain):
        return False
    if plain.isupper() and sum(c.isalpha() for c in plain) > 2:
        return len(plain) <= 100
    if following is None or len(words) > 16:
        return False
    if before is None:
        return following.piece.form is not Form.ROW
    return len(words) <= 14 and _stands_apart(part, before, following)


_CLAUSE_NAME = re.compile(r"\S+ ?[\w.()§-]+ ?[-–—:.]? ?(?P<rest>.*)", re.DOTALL)


def _rest_of_clause(plain: str) -> str:
    """What follows the number of a clause ("Section 2.01 Grant." gives "Grant.")."""
    match = _CLAUSE_NAME.match(plain)
    return match["rest"] if match else ""


def _names_clause(plain: str) -> bool:
    """Whether a line that opens as a clause does is its heading alone."""
    rest = _rest_of_clause(plain)
    if plain.endswith((",", ";", ":")) or ". " in rest or len(plain) > 90:
        return False
    cased = _words_in_title_case(rest)
    return not rest or rest.isupper() or cased >= 0.75 or (not plain.endswith(".") and (cased >= 0.5 or len(rest.split()) <= 4))


def _is_bold(raw: str) -> bool:
    return raw.startswith(("**", "__")) and raw.endswith(("**", "__", "**:")) and raw.rstrip("*_:").count("**") <= 1


def _is_unnumbered_heading(raw: str, part: Part, before: Part | None, following: Part | None) -> bool:
    if match_part("clause-opening", part.plain):
        return _names_clause(part.plain)
    if match_part("section-of-text", part.plain) or _is_bold(raw):
        return not part.plain.endswith((".", ",", ";"))
    return _is_plain_heading(part, before, following)


def _is_heading(raw: str, part: Part, before: Part | None, following: Part | None) -> bool:
    form = part.piece.form
    if form is Form.HEADING:
        return True
    if form not in {Form.TEXT, Form.ITEM} or not part.plain or len(part.plain) > _LONGEST_HEADING or raw.count("\n") > 2:
        return False
    if match_part("instrument-date", part.plain):
        return False
    if part.piece.number:
        return _is_numbered_heading(part, following)
    return form is Form.TEXT and _is_unnumbered_heading(raw, part, before, following)


def _is_clause(part: Part) -> bool:
    """Whether a paragraph is a clause that a word and a number open ("Section 2.01 Grant. Acme grants …")."""
    opening = part.plain[:200]
    if part.piece.form is not Form.TEXT or not opening[:1].isupper() or not match_part("clause-opening", opening):
        return False
    rest = _rest_of_clause(opening)
    return rest[:1].isupper() or rest[:1] in '“"('


def mark_headings(text: str, parts: Sequence[Part]) -> None:
    """Give the role of a heading to each part without a role that stands as one, that of an item to each clause."""
    for number, part in enumerate(parts):
        if part.role is not None:
            continue
        first = number < 12 and all(one.role in _NO_TEXT for one in parts[:number])
        before = parts[number - 1] if number and not first else None
        following = parts[number + 1] if number + 1 < len(parts) else None
        if _is_heading(text[part.piece.start : part.piece.end], part, before, following):
            part.role = BlockRole.HEADING
            part.level = part.piece.level if part.piece.form is Form.HEADING else max(1, part.piece.number.count(".") + 1)
        elif _is_clause(part):
            part.role, part.level = BlockRole.LIST_ITEM, 1
