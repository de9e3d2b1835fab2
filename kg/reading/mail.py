"""Mail: the header lines that a reader sees, then the body; attachments that are documents are read as documents."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from functools import lru_cache
from pathlib import PurePosixPath

from kg.errors import InputError
from kg.reading.captured import Captured, TextBuilder
from kg.reading.encodings import LARGEST, MOST_TEXT
from kg.reading.facts import Facts
from kg.reading.html import capture_html
from kg.reading.pieces import Form, cut_text
from kg.reading.plain import shifted
from kg.records import BlockRole, DateBounds

__all__ = ["Attachment", "read_mail", "read_mailbox", "split_mail"]

_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_MOST_MAILS = 100_000
_MOST_PARTS = 1_000
_LONG_HEADER = 2_000  # code points
_LONGEST_HEADER = 100_000
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_PICTURES = frozenset(("", ".bmp", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp"))
_SEPARATOR = re.compile(rb"^From [^\r\n]*\r?\n", re.MULTILINE)
_CURE = "Save the mail again as .eml."


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a mail. `name` is free of folders."""

    name: str
    data: bytes


class _Brief(policy.EmailPolicy):
    """Reads the beginning of each header line, once: what the standard library parses takes long where a line is."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """Return the value of a header line."""
        return _parsed(name, value[:_LONG_HEADER])


@lru_cache(maxsize=4096)
def _parsed(name: str, value: str) -> str:
    return str(policy.default.header_fetch_parse(name, value))


_BRIEF = _Brief(refold_source="none")


def _parse(data: bytes, where: str) -> EmailMessage:
    if len(data) > LARGEST:
        raise InputError(f"is larger than {LARGEST // 1024 // 1024} MB.", where=where, cure="Split it.")
    if not data.strip():
        raise InputError("is empty.", where=where, cure="Remove it.")
    try:
        message = message_from_bytes(data, policy=_BRIEF)
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise InputError("is no mail that can be read.", where=where, cure=_CURE) from error
    if not isinstance(message, EmailMessage) or not any(_raw(message, name) for name in ("From", "To", "Subject", "Date")):
        raise InputError("is no mail: it has no header lines.", where=where, cure=_CURE)
    return message


def _raw(message: EmailMessage, name: str) -> str:
    """One header as it was sent."""
    return next((str(value).strip() for key, value in message.raw_items() if key.lower() == name.lower()), "")


def _header(message: EmailMessage, name: str) -> str:
    """One header as text; a malformed or very long one as it was sent."""
    text = raw = _raw(message, name)
    if len(raw) <= _LONG_HEADER:
        with suppress(ValueError, TypeError, IndexError, AttributeError, LookupError):
            text = str(message.get(name, "") or "")
    return " ".join(_CONTROLS.sub("", text[:_LONGEST_HEADER]).split())


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a message, itself first, those of attached messages left out."""
    stack, count = [message], 0
    while stack and count < _MOST_PARTS:
        part = stack.pop()
        count += 1
        yield part
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            stack.extend(one for one in reversed(part.get_payload()) if isinstance(one, EmailMessage))  # type: ignore[arg-type]


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _content(part: EmailMessage) -> str:
    """The text of a part in the character set that it names, else as UTF-8."""
    data = _payload(part)
    for name in (part.get_content_charset() or "utf-8", "utf-8", "cp1252"):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _is_text(part: EmailMessage) -> bool:
    """Whether a part is text, by its type or because it says that it has parts and has none."""
    kind = part.get_content_maintype()
    return kind == "text" or (kind == "multipart" and not part.is_multipart())


def _body(message: EmailMessage) -> tuple[str, str]:
    """The body and its type: plain text where there is any, else HTML."""
    texts = [part for part in _parts(message) if not _is_attached(part) and _is_text(part)]
    plain = [text for part in texts if part.get_content_type() != "text/html" and (text := _content(part)).strip()]
    if plain:
        return "\n".join(plain), "text/plain"
    return next(((_content(part), "text/html") for part in texts if part.get_content_type() == "text/html"), ("", "text/plain"))


def _sent_on(message: EmailMessage) -> DateBounds:
    """The day of sending, as the sender's clock had it."""
    try:
        day = parsedate_to_datetime(_header(message, "Date")).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return DateBounds()
    return DateBounds(day, day)


def _capture(message: EmailMessage, data: bytes, where: str, suffix: str, most: int) -> Captured:
    out = TextBuilder(most)
    for name in _SHOWN:
        if value := _header(message, name):
            out.add(f"{name}: {value}", Form.TEXT, role=BlockRole.MAIL_HEADER)
    out.add_gap()
    body, kind = _body(message)
    if kind == "text/html" and body.strip():
        page = capture_html(body, where, data, out.left)
        out.add_pieces(page.text, list(page.pieces), shifted)
    else:
        clean = _CONTROLS.sub("", body.replace("\r\n", "\n")).strip("\n")
        out.add_pieces(clean, cut_text(clean, out.left), shifted)
    text, published = out.text(), _sent_on(message)
    name, address = parseaddr(_header(message, "From"))
    facts = Facts(
        title=_header(message, "Subject"),
        published=published,
        date_basis=f'mail header "Date: {_header(message, "Date")}"' if published else "",
        sender=name if not re.search(r"@", name) else "",
        host=address.rpartition("@")[2].lower(),
    )
    pieces = tuple(replace(piece, role=None) if piece.role is BlockRole.TITLE else piece for piece in out.pieces)
    return Captured(text, pieces, "message/rfc822", hashlib.sha256(data).hexdigest(), facts, suffix)


def _is_picture(part: EmailMessage) -> bool:
    """Whether a part is a picture by its type and by its name: a document that was sent under a wrong type is none."""
    return part.get_content_maintype() == "image" and PurePosixPath(part.get_filename() or "").suffix.lower() in _PICTURES


def split_mail(data: bytes, where: str) -> list[Attachment]:
    """Return the attachments of a mail, attached mails among them; pictures that the body shows are left out.

    Raises:
        InputError: the file is no mail.
    """
    found: list[Attachment] = []
    parts = list(_parts(_parse(data, where)))
    if len(parts) == _MOST_PARTS:
        raise InputError(f"has {_MOST_PARTS} parts or more; what is attached is not read.", where=where, cure="Save it by itself.")
    for number, part in enumerate(parts):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            found.append(Attachment(f"message-{number}.eml", inner.as_bytes() if isinstance(inner, EmailMessage) else b""))
        elif _is_attached(part) and not part.is_multipart() and not _is_picture(part):
            name = re.split(r"[/\\]", part.get_filename() or f"part-{number}")[-1]
            found.append(Attachment(re.sub(r"[\x00-\x1f]", "", name) or f"part-{number}", _payload(part)))
    return found


def read_mail(data: bytes, where: str, most: int = MOST_TEXT) -> Iterator[Captured]:
    """One mail.

    Raises:
        InputError: the file is empty or no mail.
    """
    yield _capture(_parse(data, where), data, where, "", most)


def read_mailbox(data: bytes, where: str, most: int = MOST_TEXT) -> Iterator[Captured | InputError]:
    """The mails of an mbox file, each with its number in its identifier.

    Raises:
        InputError: the file is empty or holds no mail.
    """
    starts = [
        match
        for match in _SEPARATOR.finditer(data)
        if match.start() == 0 or data[max(0, match.start() - 4) : match.start()].endswith((b"\n\n", b"\n\r\n"))
    ]
    if not starts:
        raise InputError("holds no mail.", where=where, cure="Export the mailbox in mbox form.")
    if len(starts) > _MOST_MAILS:
        raise InputError(f"holds more than {_MOST_MAILS} mails.", where=where, cure="Split it.")
    ends = [match.start() for match in starts[1:]] + [len(data)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        mail = re.sub(rb"^>(>*From )", rb"\1", data[start.end() : end], flags=re.MULTILINE)
        try:
            yield _capture(_parse(mail, f"{where}#{number}"), mail, f"{where}#{number}", f"#{number}", most)
        except InputError as error:
            yield error
