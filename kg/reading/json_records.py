"""Records in JSON and JSON Lines: a text with what is known of it; the text of a record is the captured text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import InputError
from kg.reading.captured import Captured
from kg.reading.encodings import MOST_TEXT, decode_text
from kg.reading.facts import facts_from
from kg.reading.plain import capture_plain

__all__ = ["read_json", "read_json_lines"]

_TEXTS = ("text", "body", "content", "full_text", "article", "markdown")
_LISTS = ("documents", "records", "items", "articles", "data")
_NESTED = ("metadata", "meta")
_CURE = 'Give objects with a "text" and, where known, "title", "publisher", "published" and "source".'
_MOST = 1_000_000  # records of one file


def _parse(text: str, where: str) -> object:
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        told = (
            f"{error.msg} at line {error.lineno}"
            if isinstance(error, json.JSONDecodeError)
            else "nested too deeply or too large a number"
        )
        raise InputError(f"is not valid JSON ({told}).", where=where, cure="Correct it.") from error


def _each(record: object, data: bytes, where: str, suffix: str, most: int) -> Captured | InputError:
    """One of several records, or why it cannot be read."""
    try:
        return _record(record, data, where, suffix, most)
    except InputError as error:
        return error


def _record(record: object, data: bytes, where: str, suffix: str, most: int) -> Captured:
    if not isinstance(record, Mapping):
        raise InputError("is no record.", where=where, cure=_CURE)
    text = next((record[key] for key in _TEXTS if isinstance(record.get(key), str) and record[key].strip()), None)
    if text is None:
        raise InputError("has no text.", where=where, cure=_CURE)
    nested: Mapping[str, Any] = next((record[key] for key in _NESTED if isinstance(record.get(key), Mapping)), {})
    clean = text.encode("utf-8", "replace").decode("utf-8")
    pieces, inner = capture_plain(clean, where, most)
    stated = facts_from({**nested, **record}, where)
    return Captured(
        clean, pieces, "application/json", hashlib.sha256(data).hexdigest(), stated if stated != type(stated)() else inner, suffix
    )


def read_json(data: bytes, where: str, most: int = MOST_TEXT) -> Iterator[Captured | InputError]:
    """One record, or a list of records, each with its number in its identifier.

    Raises:
        InputError: the file is no JSON or holds no record.
    """
    value = _parse(decode_text(data, where), where)
    if isinstance(value, Mapping):
        inner = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), None)
        if inner is None or any(isinstance(value.get(key), str) for key in _TEXTS):
            yield _record(value, data, where, "", most)
            return
        value = inner
    if not isinstance(value, list) or not value:
        raise InputError("holds no records.", where=where, cure=_CURE)
    for number, record in enumerate(value[:_MOST], 1):
        own = json.dumps(record, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")
        yield _each(record, own, f"{where}#{number}", f"#{number}", most)


def read_json_lines(data: bytes, where: str, most: int = MOST_TEXT) -> Iterator[Captured | InputError]:
    """Records one a line, each with the number of its line in its identifier.

    Raises:
        InputError: the file is empty or no text.
    """
    for number, line in enumerate(decode_text(data, where).split("\n"), 1):
        if line.strip():
            place = f"{where}#{number}"
            try:
                record = _parse(line, place)
            except InputError as error:
                yield error
            else:
                yield _each(record, line.encode("utf-8", "replace"), place, f"#{number}", most)
