"""Archives: the files inside, within limits of size, number, ratio and depth; no path climbs out, no link is followed."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from kg.errors import InputError
from kg.reading.encodings import LARGEST

__all__ = ["Member", "open_tar", "open_zip"]

MOST_FILES = 20_000
MOST_BYTES = 1024 * 1024 * 1024  # unpacked, all files of one archive together
MOST_RATIO = 300  # unpacked bytes for one packed byte, beyond the first megabyte
_CURE = "Unpack it yourself and give the documents that you trust."
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive: its path there, with forward slashes, and its bytes."""

    name: str
    data: bytes


def _safe(name: str, where: str) -> str:
    """The path of a member.

    Raises:
        InputError: it would lie outside of the archive.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        raise InputError("names a path outside of the archive.", where=f"{where}/{name!r}", cure=_CURE)
    return path.as_posix()


def _bomb(where: str) -> InputError:
    return InputError("unpacks to far more than it holds.", where=where, cure=_CURE)


def open_zip(data: bytes, where: str) -> Iterator[Member | InputError]:
    """The files of a zip archive; an error in the place of each that cannot be had.

    Raises:
        InputError: the archive is damaged or holds too much.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise InputError(f"is no zip archive or is damaged ({error}).", where=where, cure="Pack it again.") from error
    with archive:
        infos = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
        total = sum(info.file_size for info in infos)
        if len(infos) > MOST_FILES or total > MOST_BYTES or total > 1024 * 1024 + MOST_RATIO * len(data):
            raise _bomb(where)
        for info in infos:
            yield _zip_member(archive, info, where)


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> Member | InputError:
    try:
        name = _safe(info.filename, where)
        if info.flag_bits & 1:
            return InputError("is encrypted.", where=f"{where}/{name}", cure="Pack it without a password.")
        with archive.open(info) as file:
            data = file.read(min(LARGEST, info.file_size) + 1)
    except InputError as error:
        return error
    except _BROKEN as error:
        return InputError(f"is damaged ({str(error)[:100]}).", where=f"{where}/{info.filename}", cure="Pack it again.")
    return Member(name, data) if len(data) <= info.file_size and len(data) <= LARGEST else _bomb(f"{where}/{name}")


class _Counted(io.RawIOBase):
    """A stream that ends with an error when more is read than an archive of that size may hold."""

    def __init__(self, stream: io.BufferedIOBase, most: int, where: str) -> None:
        self._stream, self._left, self._where = stream, most, where

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Bytes, at most as many as are left.

        Raises:
            InputError: more than the limit was read.
        """
        data = self._stream.read(min(size, 1024 * 1024) if size >= 0 else 1024 * 1024)
        self._left -= len(data)
        if self._left < 0:
            raise _bomb(self._where)
        return data


def _unpacked(data: bytes) -> io.BufferedIOBase:
    raw = io.BytesIO(data)
    if data[:2] == b"\x1f\x8b":
        return gzip.GzipFile(fileobj=raw)
    if data[:3] == b"BZh":
        return bz2.BZ2File(raw)
    return lzma.LZMAFile(raw) if data[:6] == b"\xfd7zXZ\0" else raw


def open_tar(data: bytes, where: str) -> Iterator[Member | InputError]:
    """The files of a tar archive, packed or not; an error in the place of each that cannot be had.

    Raises:
        InputError: the archive is damaged or holds too much.
    """
    stream = _Counted(_unpacked(data), min(MOST_BYTES, 8 * 1024 * 1024 + MOST_RATIO * len(data)), where)
    found: list[Member | InputError] = []
    try:
        with tarfile.open(fileobj=stream, mode="r|", errorlevel=1) as archive:
            for info in archive:
                if len(found) >= MOST_FILES:
                    raise _bomb(where)
                if not info.isdir():
                    found.append(_tar_member(archive, info, where))
    except InputError:
        raise
    except _BROKEN as error:
        raise InputError(f"is no tar archive or is damaged ({str(error)[:100]}).", where=where, cure="Pack it again.") from error
    yield from sorted(found, key=lambda one: one.name if isinstance(one, Member) else one.where)


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo, where: str) -> Member | InputError:
    try:
        name = _safe(info.name, where)
    except InputError as error:
        return error
    if not info.isfile():
        return InputError("is a link or a device, which is not followed.", where=f"{where}/{name}", cure="Pack the file itself.")
    if info.size > LARGEST:
        return InputError(f"is larger than {LARGEST // 1024 // 1024} MB.", where=f"{where}/{name}", cure="Split it.")
    file = archive.extractfile(info)
    return Member(name, file.read() if file is not None else b"")
