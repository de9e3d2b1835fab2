"""What outlasts a process of what the program makes of its own files."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

import pytest

from kg.files import load_toml, resource
from kg.kept import Kept


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where things are kept, by a Python that may write bytecode."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "below" / "things.kept"


def _write(path: Path, **things: bytes) -> None:
    """Keep things as another process does."""
    store = Kept(path)
    for key, data in things.items():
        store.put(key, data)
    store.write()


def test_what_was_kept_comes_back(path: Path) -> None:
    """Another process finds what one has kept, and nothing else."""
    _write(path, one=b"1" * 99, two=b"")
    store = Kept(path)
    assert (store.get("one"), store.get("two"), store.get("three")) == (b"1" * 99, b"", None)
    assert list(path.parent.iterdir()) == [path]


def test_two_who_write_keep_what_both_made(path: Path) -> None:
    """What another process kept in between stays."""
    first = Kept(path)
    _write(path, one=b"1")
    first.put("two", b"2")
    first.write()
    assert sorted(Kept(path).known) == ["one", "two"]


@pytest.mark.parametrize("damage", [lambda held: held[:-3], lambda held: held[:40], lambda _: b"", lambda held: held[::-1]])
def test_a_damaged_file_costs_only_time(path: Path, damage: object) -> None:
    """Of a file that is cut or turned nothing is believed, and it is made again."""
    _write(path, one=b"1", two=b"2")
    assert callable(damage)
    path.write_bytes(damage(path.read_bytes()))
    assert Kept(path).known == {}
    _write(path, one=b"1")
    assert Kept(path).get("one") == b"1"


def test_a_damaged_thing_is_nothing(path: Path) -> None:
    """What cannot be unpacked is not there."""
    store = Kept(path)
    store.known["one"] = b"none"
    assert store.get("one") is None


def test_another_python_believes_nothing_of_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another release made is left aside."""
    _write(path, one=b"1")
    monkeypatch.setattr("platform.python_version", lambda: "2.0")
    assert Kept(path).known == {}


def test_nothing_is_written_where_no_bytecode_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python may write no bytecode, or the folder is none, nothing is written and nothing fails."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    _write(path, one=b"1")
    assert not path.exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path.parent.write_text("a file")
    _write(path, one=b"1")
    assert path.parent.is_file()


def test_where_there_is_no_place_nothing_is_kept() -> None:
    """A Python without bytecode keeps nothing."""
    store = Kept(None)
    store.put("one", b"1")
    store.write()
    assert (store.made, store.get("one")) == ({}, None)


def test_little_is_not_worth_a_file(path: Path) -> None:
    """While work goes on the file is written only for much."""
    store = Kept(path)
    store.put("one", b"1")
    store.write(least=2)
    assert not path.exists()


def test_what_nobody_asks_for_any_more_goes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that grew too long begins anew with what this process made."""
    monkeypatch.setattr("kg.kept._MOST", 2)
    _write(path, one=b"1", two=b"2")
    _write(path, three=b"3")
    assert sorted(Kept(path).known) == ["three"]


def test_files_of_the_lexicon_come_back_whole(path: Path) -> None:
    """What is kept of a file of the lexicon holds the tables of its TOML."""
    for file in sorted(resource("ontology", "lexicon").glob("*.toml")):
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
        _write(path, lexicon=json.dumps(tables).encode())
        assert json.loads(Kept(path).get("lexicon") or b"") == tables == load_toml(file.stem)
