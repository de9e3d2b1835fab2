"""What a reader of a format hands on: text, its pieces, and what the container told; and how that becomes a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.errors import InputError
from kg.reading.encodings import MOST_PIECES, MOST_TEXT
from kg.reading.facts import NO_FACTS, Facts, first_of
from kg.reading.metadata import read_facts
from kg.reading.pieces import Form, Piece
from kg.reading.roles import lay_out
from kg.records import Document

__all__ = ["Captured", "Reader", "TextBuilder", "make_document"]


@dataclass(frozen=True, slots=True)
class Captured:
    """One captured text. `suffix` is added to the identifier where one file holds several; `sha256` is of its own bytes."""

    text: str
    pieces: tuple[Piece, ...]
    media_type: str
    sha256: str
    facts: Facts = NO_FACTS
    suffix: str = ""


Reader = Callable[[bytes, str, int], Iterator[Captured | InputError]]
"""Reads the bytes of a file; the second argument is its name, for messages, the third how much of a text need have pieces.

Gives an error in the place of a record that cannot be read, and raises one where the whole file cannot.
"""


@dataclass(slots=True)
class TextBuilder:
    """A text that grows line by line, with the pieces that its lines are; what begins behind `most` has no piece."""

    most: int = MOST_TEXT
    pieces: list[Piece] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _size: int = 0

    def add(self, words: str, form: Form, level: int = 0, **more: object) -> None:
        """Add a piece as a line of its own; white space around it is dropped, an empty one left out."""
        stripped = words.strip()
        if stripped:
            if self.left:
                self.pieces.append(Piece(self._size, self._size + len(stripped), form, level, **more))  # type: ignore[arg-type]
            self._lines.append(stripped)
            self._size += len(stripped) + 1

    def add_gap(self) -> None:
        """Add a blank line."""
        self._lines.append("")
        self._size += 1

    def add_pieces(self, text: str, pieces: list[Piece], shift: Callable[[Piece, int], Piece]) -> None:
        """Add a text that was cut already; `shift` moves a piece to its place."""
        self.pieces.extend(shift(piece, self._size) for piece in pieces)
        self._lines.append(text)
        self._size += len(text) + 1

    @property
    def left(self) -> int:
        """Code points that still get pieces."""
        return max(0, self.most - self._size) if len(self.pieces) <= MOST_PIECES else 0

    def text(self) -> str:
        """The text so far."""
        return "\n".join(self._lines)


def _within(captured: Captured, most: int) -> tuple[Sequence[Piece], int | None]:
    """The pieces that are read of a text, the last one cut at a blank, and where reading stops; `None`: nowhere."""
    pieces, text = captured.pieces, captured.text
    if len(text) <= most and len(pieces) <= MOST_PIECES:
        return pieces, None
    kept = [piece for piece in pieces[:MOST_PIECES] if piece.start < most]
    if kept and kept[-1].end > most:
        last = kept.pop()
        end = max(text.rfind(" ", last.start, most), text.rfind("\n", last.start, most))
        kept.append(replace(last, end=last.start + len(text[last.start : end if end > last.start else most].rstrip())))
    end = kept[-1].end if kept else 0
    return kept, end if text[end:].strip() else None


def make_document(identifier: str, captured: Captured, stated: Facts, most: int = MOST_TEXT) -> Document:
    """Return the document of a captured text.

    Args:
        identifier: the path as given to the build.
        captured: text, pieces and what the container told.
        stated: what a sidecar says; it overrules everything else.
        most: code points of the text that are read; what goes on behind them is kept as text alone.
    """
    pieces, read_to = _within(captured, most)
    text = captured.text if read_to is None else captured.text[:read_to]
    layout = lay_out(text, pieces, captured.facts.sender)
    facts = read_facts(text, layout, first_of(stated, captured.facts))
    return Document(
        identifier=identifier,
        media_type=captured.media_type,
        sha256=captured.sha256,
        text=captured.text,
        title=facts.title,
        publisher=facts.publisher,
        source_address=facts.source_address,
        published=facts.published,
        captured_on=facts.captured_on,
        date_basis=facts.date_basis,
        truncated=facts.truncated,
        reliability=facts.reliability,
        blocks=layout.blocks(),
        read_to=read_to,
    )
