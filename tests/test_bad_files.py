"""Files that are damaged, hostile, mislabelled or far too large: a line says what was not read, and nothing is executed or fetched.

What is only far too large stands in `test_large_files.py`.
"""

from __future__ import annotations

import base64
import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from reading_files import WORD, archive, paragraph, pdf_file, read, word_file, write

import kg
from kg.errors import InputError
from kg.extraction import read_document
from kg.pipeline import build
from kg.reading import MOST_TEXT, list_inputs, read_bytes, read_each
from kg.records import Document

HEAD = """SUPPLY AGREEMENT

This Supply Agreement is made on 3 May 2021 between Elmwood Corp. ("Elmwood") and Firth Inc. ("Firth").

"""
FEE = "Elmwood shall pay Firth a fee of $5.\n\n"
MIXED = "From: ann@elmwood.example\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="


def results(name: str, data: str | bytes) -> list[str]:
    """What comes of a file: the identifier of each document, and the error in the place of each other."""
    found = read_bytes(name, data.encode() if isinstance(data, str) else data, {})
    return [one.identifier if isinstance(one, Document) else str(one) for one in found]


def document_of(text: str, name: str = "a.txt") -> Document:
    """The document of a text."""
    (document,) = read_bytes(name, text.encode(), {})
    assert isinstance(document, Document)
    return document


def mail(title: str, *parts: str) -> str:
    """A mail of parts."""
    return f"{MIXED}{title}\n\n" + "".join(f"--{title}\n{part}\n" for part in parts) + f"--{title}--\n"


# ------------------------------------------------------------------ damaged and mislabelled
@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_pdf_is_told_or_read(kept: float) -> None:
    """A PDF that is cut off is an error that says so, or gives the text that is there."""
    data = pdf_file([["Elmwood Corp. pays Firth Inc. five dollars each year."] * 20] * 3)
    assert results("a.pdf", data[: int(len(data) * kept)])[0] in {"a.pdf", "a.pdf: is no PDF or is damaged. Save it again."}


def test_an_encrypted_pdf_is_told() -> None:
    """A PDF that asks for a password is an error that says so."""
    data = pdf_file([["Elmwood Corp. pays Firth Inc."]])
    locks = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<{'43' * 16}> <{'43' * 16}>]"
    told = results("a.pdf", data.replace(b"/Root 1 0 R", b"/Root 1 0 R " + locks.encode()))
    assert told == ["a.pdf: is encrypted. Save it without a password."]


def test_an_encrypted_archive_is_told() -> None:
    """A member that asks for a password is an error; the others are read."""
    data = bytearray(archive({"a.txt": "Elmwood pays.", "b.txt": "Firth pays."}))
    for mark, shift in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + shift] |= 1
    assert results("a.zip", bytes(data)) == ["a.zip/a.txt: is encrypted. Pack it without a password.", "a.zip/b.txt"]


def test_two_members_of_one_name_are_told(tmp_path: Path) -> None:
    """Of two members of one name in an archive one is read and the other told."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("a.txt", "Elmwood Corp. and Firth Inc. signed.")
        with pytest.warns(UserWarning, match="Duplicate name"):
            target.writestr("a.txt", "Another.")
    report = build([write(tmp_path, "in/a.zip", out.getvalue()).path], tmp_path / "out")
    assert [failure.reason for failure in report.failures] == ["a.zip/a.txt: another document has this name. Rename one of them."]


# ------------------------------------------------------------------ XML
LEVELS = "".join("<!ENTITY a" + str(n) + ' "' + f"&a{n - 1};" * 10 + '">' for n in range(1, 9))
LAUGHS = f'<!DOCTYPE d [<!ENTITY a0 "ha">{LEVELS}]>'
FETCHED = '<!DOCTYPE d [<!ENTITY a8 SYSTEM "{}">]>'
BODY = f'<w:document xmlns:w="{WORD}"><w:body>{paragraph("&a8; pays.")}</w:body></w:document>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", f"<!--{'x' * 70_000}-->"])
@pytest.mark.parametrize("head", ["laughs", "fetched"])
def test_no_entity_is_expanded_or_fetched(tmp_path: Path, head: str, before: str, encoding: str) -> None:
    """Entities that multiply, or that name a file, make a Word document an error, however late or encoded they are defined."""
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    kind = LAUGHS if head == "laughs" else FETCHED.format((tmp_path / "secret").as_uri())
    data = f'<?xml version="1.0" encoding="{encoding}"?>{before}{kind}{BODY}'.encode(encoding)
    (told,) = results("a.docx", archive({"word/document.xml": data}))
    assert told.startswith("a.docx: ")
    assert "secret" not in told


def test_what_a_word_file_includes_is_not_fetched(tmp_path: Path) -> None:
    """An inclusion of another file is left alone."""
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    include = f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{(tmp_path / "secret").as_uri()}" parse="text"/>'
    assert read(tmp_path, "a.docx", word_file(include + paragraph("Elmwood pays."))).text == "Elmwood pays."


def test_a_page_fetches_and_runs_nothing(tmp_path: Path) -> None:
    """Entities, frames, scripts and pictures of a web page give no text."""
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    place = (tmp_path / "secret").as_uri()
    page = f'{FETCHED.format(place)}<p>Elmwood pays.</p><iframe src="{place}"></iframe><script src="{place}">secret</script>'
    assert "secret" not in read(tmp_path, "a.html", page + f'<img src="{place}"><object data="{place}">secret</object>').text


@pytest.mark.parametrize("markup", ["<w:p>", "<w:tbl><w:tr><w:tc>"])
def test_a_word_file_nested_without_end_is_told(markup: str) -> None:
    """Elements within elements without end make a Word document an error."""
    assert results("a.docx", word_file(markup * 100_000))[0].startswith("a.docx: is damaged")


# ------------------------------------------------------------------ mail
def test_mails_in_mails_are_read_to_a_depth() -> None:
    """A mail in a mail in a mail is read, and what lies deeper is told, at any depth."""
    for depth in (5, 300):
        inner = "From: z@firth.example\nSubject: inner\n\nInnermost."
        for number in range(depth):
            inner = mail(f"m{number}", "Content-Type: text/plain\n\nSee below.", f"Content-Type: message/rfc822\n\n{inner}")
        *found, told = results("a.eml", inner)
        assert found == ["a.eml", "a.eml/message-2.eml", "a.eml/message-2.eml/message-2.eml"][: len(found)]
        assert "too many mails or archives" in told or "too deeply nested" in told


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("Content-Type: application/pdf", "No PDF.", "a.eml/d.txt"),
        ("Content-Type: image/png", "Elmwood pays.", "a.eml/d.txt"),
        ("Content-Type: nonsense", "Elmwood pays.", "a.eml/d.txt"),
        ("Content-Type: text/plain; charset=nonsense", "Elmwood pays.", "a.eml/d.txt"),
        ("Content-Transfer-Encoding: base64", "!!!===A", "a.eml/d.txt"),
        ("Content-Transfer-Encoding: base64", base64.b64encode(b"Elmwood pays.").decode()[:-5], "a.eml/d.txt"),
        ("Content-Transfer-Encoding: x-uuencode", "begin 644 x\nzzz", "a.eml/d.txt"),
        ("Content-Transfer-Encoding: nonsense", "Elmwood pays.", "a.eml/d.txt"),
        ("Content-Type: message/rfc822", "no mail", "a.eml/message-2.eml: is no mail"),
    ],
)
def test_what_is_attached_is_read_by_its_name(head: str, body: str, expected: str) -> None:
    """An attachment with a wrong type or a broken transfer encoding gives the text that is there, or a line that names it."""
    part = f'{head}\nContent-Disposition: attachment; filename="d.txt"\n\n{body}'
    first, second = results("a.eml", mail("m", "Content-Type: text/plain\n\nSee below.", part))
    assert first == "a.eml"
    assert second.startswith(expected)


@pytest.mark.parametrize(
    "data",
    [
        "From: a@b.example\nSubject: s\nTo: " + "c@d.example, " * 20_000 + "\n\nElmwood pays.",
        "From: =?utf-8?b?" + "A" * 100_000 + "?=\nDate: " + "9" * 5000 + "\nSubject: " + "(" * 50_000 + "\n\nElmwood pays.",
        "From: a@b.example\nContent-Type: multipart/mixed\n\nElmwood pays.",
        "Subject: s\nContent-Type: text/plain; " + 'a="b"; ' * 3000 + "\n\nElmwood pays.",
    ],
    ids=["recipients", "codes", "no boundary", "parameters"],
)
def test_odd_headers_cost_nothing(data: str) -> None:
    """Header lines of any length and form leave the body to be read, and no control character gets into the text."""
    (document,) = read_bytes("a.eml", data.encode(), {})
    assert isinstance(document, Document)
    assert document.text.endswith("Elmwood pays.")
    assert "\0" not in document.text


def test_a_mail_of_very_many_parts_is_told() -> None:
    """Attachments beyond a number are told, not dropped without a word."""
    part = "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nElmwood pays."
    assert "has 1000 parts or more" in results("a.eml", mail("m", *[part] * 1200))[-1]


# ------------------------------------------------------------------ encodings
TEXT = "Müller of Elmwood pays Firth — € 5 each year, as both agreed.\n" * 40


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
        TEXT.encode("cp1252")[: len(TEXT) // 2] + TEXT[len(TEXT) // 2 :].encode(),
        TEXT.encode() + TEXT.encode("cp1252"),
    ],
    ids=["little", "big", "marked", "four bytes", "windows", "windows first", "windows last"],
)
def test_any_mixture_of_encodings_is_read(data: bytes) -> None:
    """Wide code units without a mark, Windows text with pieces of UTF-8 and the reverse give the letters that were meant."""
    (document,) = read_bytes("a.txt", data, {})
    assert isinstance(document, Document)
    assert set(document.text.splitlines()) == {TEXT.splitlines()[0]}


def test_zeros_in_a_text_are_told() -> None:
    """A NUL near the beginning makes a text binary data."""
    (told,) = results("a.txt", HEAD + "\0" + FEE)
    assert told == "a.txt: is not text but binary data. Save it as UTF-8 text, or give the original."


@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.html"])
def test_zeros_far_behind_are_built(tmp_path: Path, name: str) -> None:
    """A NUL where nobody looks for one, or in a record, gives a document, and its graph conforms."""
    text = HEAD + "x " * 70_000 + "\n\nElmwood shall pay Firth\0 a fee of $5."
    graph = kg.build(write(tmp_path, name, json.dumps({"text": text}) if name == "a.json" else text).path, tmp_path / "out")
    assert graph.report["not_read"] == []
    assert [v for v in graph.validate() if v.severity == "Violation"] == []


# ------------------------------------------------------------------ signs that nobody sees
HIDDEN = ["\u200b", "\u00ad", "\u200d", "\u2060", "\ufeff", "\u202e", "\u2067", "\u200f"]


@pytest.mark.parametrize("sign", HIDDEN, ids=[f"U+{ord(sign):04X}" for sign in HIDDEN])
def test_hidden_signs_do_not_split_a_party(sign: str) -> None:
    """A name with a sign inside that nobody sees is that of the party without it, and quotes are the words as they stand."""
    fee = f"Elm{sign}wood shall pay Fi{sign}rth a fee of $5 each year."
    document = document_of(f"{HEAD}{fee}\n\nElmwood Co{sign}rp. shall not assign this Agreement.\n")
    reading = read_document(document)
    assert sorted(party.name for party in reading.parties) == ["Elmwood Corp.", "Firth Inc."]
    assert fee in [document.text[s.start : s.end] for s in reading.statements]
    assert any(term.matter == "payment" and term.counterparty for s in reading.statements for term in s.terms)


def test_direction_signs_around_words_leave_offsets_right() -> None:
    """Isolates and overrides around names and amounts change nothing but the quotes."""
    plain = HEAD + "Elmwood shall pay Firth a fee of $5 each year.\n"
    marked = HEAD + "\u2067Elmwood\u2069 shall pay \u202bFirth\u202c a fee of \u2066$5\u2069 each year.\n"
    (one,), (other,) = (read_document(document_of(text)).statements for text in (plain, marked))
    assert (one.terms, one.about) == (other.terms, other.about)
    assert marked[other.start : other.end].strip("\u2067") == marked[len(HEAD) :].strip().strip("\u2067")


# ------------------------------------------------------------------ records
@pytest.mark.parametrize(
    "record",
    [
        {"text": None, "title": "T"},
        {"text": 5},
        {"text": ["a"]},
        {"text": " "},
        {"text": "Elmwood pays.", "date": {"x": 1}},
        {"text": "Elmwood pays.", "date": 10**30},
        [],
        "text",
    ],
    ids=str,
)
def test_records_without_a_text_or_with_odd_facts_are_told(record: object) -> None:
    """A record whose text is missing or none, or whose date is no date, is an error with a cure."""
    assert results("a.json", json.dumps(record))[0].startswith("a.json: ")
    assert results("a.jsonl", json.dumps(record) + '\n{"text": "Elmwood pays."}')[-1] == "a.jsonl#2"


def test_a_record_with_a_huge_text_is_read_to_the_limit() -> None:
    """A record of one enormous text is one document, read as far as any."""
    (document,) = read_bytes("a.json", json.dumps({"text": HEAD + "word " * 1_000_000}).encode(), {})
    assert isinstance(document, Document)
    assert len(document.text) == len(HEAD) + 5_000_000
    assert document.read_to is not None
    assert document.read_to <= MOST_TEXT


# ------------------------------------------------------------------ what is no file
def test_pipes_devices_and_links_to_nothing_are_told(tmp_path: Path) -> None:
    """What is no file is told with its name, is not waited for, and does not stop the others."""
    folder = tmp_path / "in"
    write(folder, "a.txt", HEAD + FEE)
    os.mkfifo(folder / "pipe.txt")
    (folder / "device.txt").symlink_to("/dev/zero")
    (folder / "nothing.txt").symlink_to(folder / "gone.txt")
    (folder / "itself.txt").symlink_to(folder / "itself.txt")
    report = build([folder], tmp_path / "out")
    assert report.documents == ("a.txt",)
    assert {failure.identifier: failure.reason.split(": ")[1].split(" ")[0] for failure in report.failures} == {
        "device.txt": "is",
        "itself.txt": "cannot",
        "nothing.txt": "has",
        "pipe.txt": "is",
    }


def test_folders_that_hold_themselves_are_walked_once(tmp_path: Path) -> None:
    """Links to folders are not followed, and a file that two names lead to is read once."""
    write(tmp_path / "in" / "inner", "a.txt", HEAD)
    (tmp_path / "in" / "inner" / "up").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "b.txt").symlink_to(tmp_path / "in" / "inner" / "a.txt")
    assert len(list_inputs([tmp_path / "in", tmp_path / "in" / "inner"])) == 1


def test_half_a_character_in_a_record_is_no_error_of_the_build(tmp_path: Path) -> None:
    """A record with half a surrogate pair is built with a replacement in its place."""
    write(tmp_path, "in/a.json", '{"text": "Elmwood Corp. and Firth Inc. \\ud800 signed an agreement."}')
    assert build([tmp_path / "in"], tmp_path / "out").failures == ()


def test_a_file_that_is_too_large_is_told(tmp_path: Path) -> None:
    """A file beyond all limits is an error that names the limit; only its size is looked at."""
    source = write(tmp_path, "a.txt", "x")
    with source.path.open("r+b") as file:
        file.truncate(600 * 1024 * 1024)
    with pytest.raises(InputError, match="is larger than 512 MB"):
        raise next(one for one in read_each(source) if isinstance(one, InputError))
