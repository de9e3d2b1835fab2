"""Bytes become text: UTF-8 first, then what a byte order mark or statistics say. Nothing of the text is normalised."""

from __future__ import annotations

import codecs
import re
from typing import cast

from charset_normalizer import from_bytes

from kg.errors import InputError

__all__ = ["LARGEST", "MOST_PIECES", "MOST_TEXT", "decode_text"]

LARGEST = 128 * 1024 * 1024  # bytes of one document
MOST_TEXT = 2_000_000  # code points of one document that are read where nobody says otherwise; the longest contracts have a third
MOST_PIECES = 100_000  # paragraphs, rows and items of one document that are read; a long contract has some thousands
_SAMPLE = 128 * 1024  # bytes from which an encoding is guessed
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_HANDLER = "kg-reading-cp1252"
_SAVE = "Save it as UTF-8 text, or give the original."


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """One byte that is not UTF-8, in a text that otherwise is, read as Windows text."""
    wrong = cast(UnicodeDecodeError, error)
    return wrong.object[wrong.start : wrong.start + 1].decode("cp1252", "replace"), wrong.start + 1


codecs.register_error(_HANDLER, _as_cp1252)


def _is_junk(text: str) -> bool:
    """Whether control characters make up more than one in two hundred of the first code points, or NUL stands among them."""
    head = text[:_SAMPLE]
    controls = _CONTROLS.findall(head)
    return "\0" in controls or len(controls) * 200 > len(head)


_LONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_OF_UTF8 = re.compile(rb"[\xc2-\xc5][\x80-\xbf]|\xe2[\x80-\x8b][\x80-\xbf]")  # letters of Latin scripts, signs


def _holds_utf8(sample: bytes) -> bool:
    """Whether a text in which letters beyond ASCII stand alone, as in Western languages, has pieces of UTF-8 in it."""
    rest, pieces = _OF_UTF8.subn(b"", sample)
    return pieces > 0 and len(_LONE.findall(rest)) * 10 >= sum(byte > 0x7F for byte in rest) * 9


def _without_mark(data: bytes) -> str:
    """The encoding of wide code units that a file without a byte order mark shows by its zeros; empty where it shows none."""
    head = data[:_SAMPLE]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(data) % 2 or max(even, odd) * 5 < len(head) or min(even, odd) * 20 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _guess(data: bytes, where: str) -> str:
    """A text that is not UTF-8: mixed with Windows text, else in the encoding that statistics find most likely."""
    mixed, sample = data.decode("utf-8", _HANDLER), data[:_SAMPLE]
    wide = sum(1 for c in mixed[:_SAMPLE] if ord(c) > 0x24F and not 0x2000 <= ord(c) < 0x2200)
    try:
        data[:_SAMPLE].decode("utf-8")
    except UnicodeDecodeError as error:
        valid = error.start
    else:
        valid = _SAMPLE
    if any(byte > 0x7F for byte in data[:valid]) or (wide and valid > 1000) or _holds_utf8(sample):
        return mixed
    few = sum(byte > 0x7F for byte in sample) * 50 < len(sample)
    best = None if few else from_bytes(sample).best()
    names = [best.encoding] if best is not None else []
    for name in (*names, "cp1252", "latin-1"):
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if not _is_junk(text):
            return text
    raise InputError("is not text in any encoding that can be told.", where=where, cure=_SAVE)


def decode_text(data: bytes, where: str) -> str:
    """Return the text of a file, code point for code point; a byte order mark of UTF-8 stays in it.

    Args:
        data: the bytes of the file.
        where: its name, for messages.

    Raises:
        InputError: the file is empty, too large or no text.
    """
    if len(data) > LARGEST:
        raise InputError(f"is larger than {LARGEST // 1024 // 1024} MB.", where=where, cure="Split it into several files.")
    if not data.strip():
        raise InputError("is empty.", where=where, cure="Remove it or fill it.")
    mark = next((name for start, name in _MARKS if data.startswith(start)), "") or _without_mark(data)
    try:
        text = data.decode(mark or "utf-8")
    except UnicodeDecodeError:
        if mark or b"\0" in data[:_SAMPLE]:
            raise InputError("is not text.", where=where, cure=_SAVE) from None
        text = _guess(data, where)
    if _is_junk(text):
        raise InputError("is not text but binary data.", where=where, cure=_SAVE)
    if not text.strip().strip("\ufeff"):
        raise InputError("is empty.", where=where, cure="Remove it or fill it.")
    return text
