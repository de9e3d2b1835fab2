"""Plain and Markdown text: the decoded file is the captured text; front matter at its top states facts."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kg.errors import InputError
from kg.reading.captured import Captured
from kg.reading.encodings import MOST_TEXT, decode_text
from kg.reading.facts import Facts, facts_from
from kg.reading.pieces import Form, Piece, cut_text
from kg.records import BlockRole

__all__ = ["capture_plain", "read_markdown", "read_plain", "read_sidecar"]

_FENCE = re.compile(
    r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>.{0,20000}?)^(?P=fence)[ \t]*(?=\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_PAIR = re.compile(r"(?P<key>[A-Za-z_][\w -]{0,40}?)\s*:\s*(?P<value>.*)")
_CURE = 'Write lines such as title: "…" between two lines of three hyphens, or TOML between lines of three plus signs.'


def _unquoted(value: str) -> str:
    stripped = value.strip()
    for quote in ('"', "'"):
        if len(stripped) > 1 and stripped[0] == quote == stripped[-1]:
            return stripped[1:-1].replace(f"\\{quote}", quote)
    return re.sub(r"\s+#\s.*\Z", "", stripped)


def _front_matter(text: str, where: str) -> tuple[Facts, int]:
    """What front matter states, and where it ends (0: there is none)."""
    match = _FENCE.match(text)
    if match is None:
        return Facts(), 0
    if match["fence"] == "+++":
        return facts_from(_toml(match["body"], where), where), match.end()
    table: dict[str, Any] = {}
    for line in match["body"].splitlines():
        pair = _PAIR.fullmatch(line.strip())
        if pair:
            table[pair["key"].strip().replace(" ", "_").replace("-", "_")] = _unquoted(pair["value"])
    if not table:
        return Facts(), 0
    return facts_from(table, where), match.end()


def _toml(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"is not valid TOML: {error}.", where=where, cure="Correct it, or remove it.") from error


def read_sidecar(data: bytes, where: str) -> Facts:
    """Return the facts that a sidecar states.

    Raises:
        InputError: the sidecar is no TOML, or states a date that cannot be read.
    """
    return facts_from(_toml(decode_text(data, where), where), where)


def shifted(piece: Piece, by: int) -> Piece:
    """The piece, `by` code points further on."""
    return replace(piece, start=piece.start + by, end=piece.end + by)


def capture_plain(text: str, where: str, most: int = MOST_TEXT) -> tuple[tuple[Piece, ...], Facts]:
    """Return the pieces of a text, front matter included, and what the front matter states."""
    facts, end = _front_matter(text, where)
    if not end:
        return tuple(cut_text(text, most)), facts
    head = [replace(piece, form=Form.TEXT, role=BlockRole.METADATA, number="", cell=0) for piece in cut_text(text[:end])]
    return (*head, *(shifted(piece, end) for piece in cut_text(text[end:], max(0, most - end)))), facts


def _read(data: bytes, where: str, most: int, media_type: str) -> Iterator[Captured]:
    text = decode_text(data, where)
    pieces, facts = capture_plain(text, where, most)
    yield Captured(text, pieces, media_type, hashlib.sha256(data).hexdigest(), facts)


def read_plain(data: bytes, where: str, most: int = MOST_TEXT) -> Iterator[Captured]:
    """Plain text."""
    yield from _read(data, where, most, "text/plain")


def read_markdown(data: bytes, where: str, most: int = MOST_TEXT) -> Iterator[Captured]:
    """Markdown with or without front matter."""
    yield from _read(data, where, most, "text/markdown")
