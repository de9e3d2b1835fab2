"""Files become documents under steady names; what cannot be read is told with file and cure."""

from __future__ import annotations

import gzip
import io
import json
import os
import tarfile
from datetime import date
from pathlib import Path

import pytest
from reading_files import archive, read, write

from kg.errors import InputError
from kg.reading import Source, list_inputs, read_each, read_source
from kg.records import DateBounds, Document

DEAL = "Acme and Bexel signed a supply agreement on 3 May 2020."


def tar_of(data: bytes) -> bytes:
    """A tar archive with one file."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as target:
        file = tarfile.TarInfo("a.txt")
        file.size = len(data)
        target.addfile(file, io.BytesIO(data))
    return out.getvalue()


def told(source: Source) -> list[str]:
    """The errors of a source."""
    return [str(result) for result in read_each(source) if isinstance(result, InputError)]


def test_sources_are_sorted_and_named_by_their_path(tmp_path: Path) -> None:
    """A file in a folder is named by the path inside it; hidden files and sidecars are no sources."""
    for name in ("b.txt", "a/c.md", "a/.hidden.txt", ".git/x.txt", "b.txt.meta.toml"):
        write(tmp_path, name, DEAL)
    assert [source.identifier for source in list_inputs([tmp_path])] == ["a/c.md", "b.txt"]
    assert [source.identifier for source in list_inputs([tmp_path / "b.txt"])] == ["b.txt"]


def test_equal_names_get_the_folder_before_them(tmp_path: Path) -> None:
    """Two files of one name are told apart by their folders, in any order of the arguments; a file given twice counts once."""
    for name in ("x/a.txt", "y/a.txt"):
        write(tmp_path, name, DEAL)
    paths = [tmp_path / "x", tmp_path / "y", tmp_path / "x" / "a.txt"]
    assert [source.identifier for source in list_inputs(paths)] == ["x/a.txt", "y/a.txt"]
    assert list_inputs(paths) == list_inputs(paths[::-1])


def test_builds_are_not_read(tmp_path: Path) -> None:
    """A folder that a build wrote holds no sources."""
    for name in ("a.txt", "build/graph.nq", "build/graph.ttl", "build/graph.trig", "build/report.json", "build/texts/a.txt"):
        write(tmp_path, name, DEAL)
    assert [source.identifier for source in list_inputs([tmp_path])] == ["a.txt"]


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    """A path that is not there is told with its name; an empty folder is an empty list."""
    with pytest.raises(InputError, match=r"nowhere.*does not exist"):
        list_inputs([tmp_path / "nowhere"])
    assert list_inputs([tmp_path]) == []


def test_plain_text_is_captured_as_it_is(tmp_path: Path) -> None:
    """The captured text is the decoded file, with its line ends and its byte order mark."""
    for text in ("\ufeffAcme signed.\r\n\r\nBexel too.\r\n", "Acme\u00a0signed.\n\tBexel too. ", "\u200bAcme \u202bsigned\u202c."):
        data = text.encode()
        document = read(tmp_path, "a.txt", data)
        assert document.text == data.decode("utf-8")
        assert document.media_type == "text/plain"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Müller liefert Öl für die Straße.".encode("cp1252"), "Müller liefert Öl für die Straße."),
        ("Acme signed.".encode("utf-16"), "Acme signed."),
        ("Übergabe — gut\n".encode() + "Müller\n".encode("cp1252"), "Übergabe — gut\nMüller\n"),
        (b"Acme \x93signed\x94 in 2020 and keeps to it, as it always has and will.", "Acme “signed” in 2020"),
    ],
)
def test_encodings_are_told(tmp_path: Path, data: bytes, text: str) -> None:
    """Text that is not UTF-8 is read in its own encoding, also where two are mixed."""
    assert read(tmp_path, "a.txt", data).text.startswith(text)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t\n", "is empty"),
        ("a.md", bytes(range(256)) * 40, "is not text"),
        ("a.pdf", b"%PDF-1.4 cut off", "is no PDF or is damaged"),
        ("a.docx", b"PK\x03\x04 cut off", "is damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "is encrypted or an old Word file"),
        ("a.html", b"<html><script>var x</script></html>", "holds no text"),
        ("a.html", b"<div>" * 5000 + b"deep", "nested too deeply"),
        ("a.json", b'{"text": ', "is not valid JSON"),
        ("a.json", b"[" * 100_000, "is not valid JSON"),
        ("a.json", b'{"name": "no text"}', "has no text"),
        ("a.eml", b"no header\n\nat all", "is no mail"),
        ("a.mbox", b"no mail", "holds no mail"),
        ("a.zip", b"PK cut", "is no zip archive"),
        ("a.tar", b"cut", "is no tar archive"),
        ("a.png", b"\x89PNG", "has a format that is not read"),
    ],
)
def test_bad_files_are_told(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """A file that cannot be read is an error that names it, says why and what to do; never another exception."""
    with pytest.raises(InputError, match=reason) as caught:
        read_source(write(tmp_path, name, data))
    assert name in caught.value.where
    assert caught.value.cure


def test_a_file_that_vanishes_is_told(tmp_path: Path) -> None:
    """A file that is gone when it is read is an error; so is one that may not be read."""
    source = write(tmp_path, "a.txt", DEAL)
    source.path.unlink()
    with pytest.raises(InputError, match="vanished"):
        read_source(source)
    if os.geteuid():
        source = write(tmp_path, "b.txt", DEAL)
        source.path.chmod(0)
        with pytest.raises(InputError, match="cannot be read"):
            read_source(source)


def test_a_sidecar_overrides_what_was_found(tmp_path: Path) -> None:
    """Title, publisher, dates, reliability and truncation come from the sidecar where it states them."""
    write(
        tmp_path,
        "a.txt.meta.toml",
        'title = "Deal"\npublished = ["2020-05", ""]\ncaptured = 2021-01-02\ntruncated = true\nreliability = "low"',
    )
    document = read(tmp_path, "a.txt", f"Oslo, 3 April 2019 - {DEAL} " * 4)
    assert (document.title, document.reliability, document.truncated) == ("Deal", "low", True)
    assert document.published == DateBounds(date(2020, 5, 1), date(2021, 1, 2))
    assert document.captured_on == date(2021, 1, 2)


@pytest.mark.parametrize("sidecar", ["title = = 1", 'published = "some day"'])
def test_a_bad_sidecar_is_told(tmp_path: Path, sidecar: str) -> None:
    """A sidecar that cannot be read is an error under its own name."""
    write(tmp_path, "a.meta.toml", sidecar)
    assert told(write(tmp_path, "a.txt", DEAL))[0].startswith("a.meta.toml")


def test_front_matter_states_facts(tmp_path: Path) -> None:
    """Front matter in lines or TOML gives title, publisher, address, dates and basis, and its block is metadata."""
    facts = 'title: "A: deal"\npublisher: Acme\nsource: https://acme.example/a\npublished: [2020-05-01, 2020-05-31]\nbasis: by hand'
    document = read(tmp_path, "a.md", f"---\n{facts}\n---\n\n{DEAL}\n")
    assert (document.title, document.publisher, document.date_basis) == ("A: deal", "Acme", "by hand")
    assert document.published == DateBounds(date(2020, 5, 1), date(2020, 5, 31))
    assert {block.role.value for block in document.blocks[:-1]} == {"metadata"}
    assert read(tmp_path, "b.md", f'+++\ntitle = "T"\npublished = 2020-05-01\n+++\n{DEAL}').title == "T"


def test_records_are_documents_of_their_own(tmp_path: Path) -> None:
    """Each record of a list or of lines is a document with its number; a bad one is told and the others stay."""
    lines = [json.dumps({"text": DEAL, "title": "One"}), "{bad", json.dumps({"body": "Two.", "date": "May 2020"}), "[1]"]
    source = write(tmp_path, "a.jsonl", "\n".join(lines))
    results = list(read_each(source))
    assert [r.identifier for r in results if isinstance(r, Document)] == ["a.jsonl#1", "a.jsonl#3"]
    assert [r.where for r in results if isinstance(r, InputError)] == ["a.jsonl#2", "a.jsonl#4"]
    assert [d.text for d in read_source(write(tmp_path, "a.json", json.dumps([{"text": "A."}, {"text": "B."}])))] == ["A.", "B."]


def test_archives_give_their_documents(tmp_path: Path) -> None:
    """Files of an archive are documents below its name, with their sidecars; bad ones and climbing paths are told."""
    files = {"ok/a.txt": DEAL, "ok/a.txt.meta.toml": 'title = "T"', "../up.txt": "x", "/root.txt": "x", "bad.pdf": "x"}
    results = list(read_each(write(tmp_path, "a.zip", archive(files))))
    documents = [result for result in results if isinstance(result, Document)]
    assert [(document.identifier, document.title) for document in documents] == [("a.zip/ok/a.txt", "T")]
    reasons = [result.what for result in results if isinstance(result, InputError)]
    assert sorted(reasons) == ["is no PDF or is damaged."] + 2 * ["names a path outside of the archive."]


def test_links_in_archives_are_not_followed(tmp_path: Path) -> None:
    """A link in a tar archive is told; a file beside it is read."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as target:
        link = tarfile.TarInfo("secret.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        target.addfile(link)
        file = tarfile.TarInfo("a.txt")
        file.size = len(DEAL)
        target.addfile(file, io.BytesIO(DEAL.encode()))
    results = list(read_each(write(tmp_path, "a.tar.gz", out.getvalue())))
    assert [type(result).__name__ for result in results] == ["InputError", "Document"]


def test_bombs_do_not_go_off(tmp_path: Path) -> None:
    """An archive that unpacks to far more than it holds is refused, and so are archives in archives in archives."""
    assert "unpacks to far more" in told(write(tmp_path, "a.zip", archive({"a.txt": b"0" * 30_000_000})))[0]
    assert "unpacks to far more" in told(write(tmp_path, "a.tar.gz", gzip.compress(tar_of(b"0" * 60_000_000))))[0]
    assert "without files" in told(write(tmp_path, "e.tar.gz", gzip.compress(b"\0" * 20_480)))[0]
    nested = archive({"a.txt": DEAL})
    for _ in range(4):
        nested = archive({"n.zip": nested})
    assert "too many archives" in told(write(tmp_path, "n.zip", nested))[0]
