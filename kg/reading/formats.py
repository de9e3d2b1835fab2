"""Which reader reads which file, and what the files inside of files are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from kg.errors import InputError
from kg.reading.archives import Member, open_tar, open_zip
from kg.reading.captured import Captured, Reader, make_document
from kg.reading.docx import read_docx
from kg.reading.encodings import MOST_TEXT
from kg.reading.facts import Facts
from kg.reading.html import read_html
from kg.reading.json_records import read_json, read_json_lines
from kg.reading.mail import read_mail, read_mailbox, split_mail
from kg.reading.pdf import read_pdf
from kg.reading.plain import read_markdown, read_plain, read_sidecar
from kg.reading.sources import SIDECAR
from kg.records import Document

__all__ = ["READERS", "read_bytes"]

READERS: Mapping[str, Reader] = {
    ".docx": read_docx,
    ".eml": read_mail,
    ".htm": read_html,
    ".html": read_html,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".markdown": read_markdown,
    ".mbox": read_mailbox,
    ".md": read_markdown,
    ".ndjson": read_json_lines,
    ".pdf": read_pdf,
    ".text": read_plain,
    ".txt": read_plain,
    ".xhtml": read_html,
}
_ARCHIVES = {
    ".zip": open_zip,
    ".tar": open_tar,
    ".tgz": open_tar,
    ".tar.gz": open_tar,
    ".tar.bz2": open_tar,
    ".tbz2": open_tar,
    ".tar.xz": open_tar,
}
_CURE = "Save it as text, Markdown, HTML, PDF, .docx, mail or JSON, or leave it out."
_DEEPEST = 2  # archives and mails inside of one another

Result = Document | InputError


def _suffix(name: str) -> str:
    """The suffix that tells the format, in small letters.

    >>> _suffix("a.b.TAR.GZ")
    '.tar.gz'
    """
    suffixes = [suffix.lower() for suffix in PurePosixPath(name).suffixes]
    joined = "".join(suffixes[-2:])
    return joined if joined in _ARCHIVES else (suffixes[-1] if suffixes else "")


def read_bytes(
    identifier: str, data: bytes, sidecar: Mapping[str, bytes], most: int = MOST_TEXT, depth: int = 0
) -> Iterator[Result]:
    """The documents of one file, and an error in the place of each that cannot be read.

    Args:
        identifier: names the file, and with additions the documents in it.
        data: its bytes.
        sidecar: the sidecars beside it, by file name.
        most: code points of each text that are read.
        depth: how many archives and mails it lies in.
    """
    suffix = _suffix(identifier)
    try:
        if suffix in _ARCHIVES:
            yield from _read_archive(identifier, data, suffix, most, depth)
        elif suffix in READERS:
            for captured in READERS[suffix](data, identifier, most):
                yield _document_of(captured, identifier, _stated(identifier, sidecar), most)
            if suffix == ".eml":
                yield from _read_attachments(identifier, data, most, depth)
        else:
            yield InputError("has a format that is not read.", where=identifier, cure=_CURE)
    except InputError as error:
        yield error
    except (MemoryError, RecursionError) as error:
        yield InputError(
            f"is too large or too deeply nested ({type(error).__name__}).", where=identifier, cure="Split or simplify it."
        )


def _stated(identifier: str, sidecars: Mapping[str, bytes]) -> Facts:
    """What the sidecar of a file says: NAME.txt.meta.toml, else NAME.meta.toml."""
    path = PurePosixPath(identifier)
    for name in (f"{path.name}{SIDECAR}", f"{path.stem}{SIDECAR}"):
        if name in sidecars:
            return read_sidecar(sidecars[name], str(path.with_name(name)))
    return Facts()


def _document_of(captured: Captured | InputError, identifier: str, stated: Facts, most: int) -> Result:
    """The document of a captured text, or the error in its place."""
    if isinstance(captured, InputError):
        return captured
    return make_document(f"{identifier}{captured.suffix}", captured, stated, most)


def _read_archive(identifier: str, data: bytes, suffix: str, most: int, depth: int) -> Iterator[Result]:
    if depth >= _DEEPEST:
        raise InputError("lies in too many archives.", where=identifier, cure="Unpack the outer ones.")
    members = list(_ARCHIVES[suffix](data, identifier))
    if not members:
        raise InputError("is an archive without files.", where=identifier, cure="Pack it again, or leave it out.")
    files = [member for member in members if isinstance(member, Member)]
    yield from (error for error in members if isinstance(error, InputError))
    sidecars: dict[str, dict[str, bytes]] = {}
    for member in files:
        if member.name.endswith(SIDECAR):
            path = PurePosixPath(member.name)
            sidecars.setdefault(path.parent.as_posix(), {})[path.name] = member.data
    for member in files:
        path = PurePosixPath(member.name)
        if not member.name.endswith(SIDECAR) and not any(part.startswith((".", "__MACOSX")) for part in path.parts):
            beside = sidecars.get(path.parent.as_posix(), {})
            yield from read_bytes(f"{identifier}/{member.name}", member.data, beside, most, depth + 1)


def _read_attachments(identifier: str, data: bytes, most: int, depth: int) -> Iterator[Result]:
    for attachment in split_mail(data, identifier):
        name = f"{identifier}/{attachment.name}"
        if depth >= _DEEPEST:
            yield InputError("lies in too many mails or archives.", where=name, cure="Save the attachment by itself.")
        else:
            yield from read_bytes(name, attachment.data, {}, most, depth + 1)
