"""Compiled expressions that outlast a process."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from kg.expressions import Expressions
from kg.extraction.party_frames import load_frames
from kg.extraction.patterns import load_patterns

_FORMS = [
    ("pay(?:s|ing)?", 0),
    ("(?P<who>[A-Zß]+) owes (?:(?P<whom>\\w+)|it)", re.IGNORECASE),
    ("(?x) a  # what is told\n b", 0),
    ("(?<=x)(?i:y)\\Z|[^\\W_]{2,5}?", re.DOTALL),
]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where expressions are kept, by a Python that may write bytecode."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "below" / "kept.expressions"


def _kept(path: Path) -> Expressions:
    """Expressions that another process has compiled and kept."""
    first = Expressions(path)
    for form, flags in _FORMS:
        first.compile(form, flags)
    first.keep()
    return Expressions(path)


def test_what_was_kept_is_what_is_compiled(path: Path) -> None:
    """An expression that was kept is the one that `re` compiles, and finds the same groups."""
    kept = _kept(path)
    assert len(kept.known) == len(_FORMS)
    assert [kept.compile(*form) for form in _FORMS] == [re.compile(*form) for form in _FORMS]
    assert not kept.made
    found = kept.compile(*_FORMS[1]).fullmatch("acme owes beta")
    assert found is not None
    assert found.groupdict() == {"who": "acme", "whom": "beta"}


def test_every_large_expression_is_kept_whole(path: Path) -> None:
    """The patterns and frames of the lexicon come back as they are compiled."""
    expressions = [p.expression for p in load_patterns()[::40]] + [f.pattern for f in load_frames()[::10]]
    first = Expressions(path)
    made = [first.compile(e.pattern, e.flags & ~re.UNICODE) for e in expressions]
    first.keep()
    kept = Expressions(path)
    assert made == [kept.compile(e.pattern, e.flags & ~re.UNICODE) for e in expressions] == expressions


@pytest.mark.parametrize("damage", [lambda held: held[:-3], lambda held: held[:40], lambda _: b"", lambda held: held[::-1]])
def test_a_damaged_file_costs_only_time(path: Path, damage: object) -> None:
    """Of a file that is cut or turned nothing is believed, and it is made again."""
    _kept(path)
    assert callable(damage)
    path.write_bytes(damage(path.read_bytes()))
    again = Expressions(path)
    assert again.known == {}
    assert again.compile("pays?").fullmatch("pay")
    again.keep()
    assert len(Expressions(path).known) == 1


def test_a_row_that_does_not_fit_is_made_again(path: Path) -> None:
    """What is kept under an expression and is none is compiled anew."""
    kept = _kept(path)
    kept.known = dict.fromkeys(kept.known, b"none")
    assert kept.compile(*_FORMS[0]).fullmatch("paying")


def test_another_python_believes_nothing_of_it(path: Path) -> None:
    """What another release made is left aside."""
    kept = _kept(path)
    assert kept.engine is not None
    object.__setattr__(kept.engine, "stamp", "another")
    assert kept._read() == {}


def test_without_the_engine_all_is_compiled_as_ever(path: Path) -> None:
    """A Python whose `re` works otherwise compiles and keeps nothing."""
    plain = Expressions(path, engine=None)
    assert plain.compile("pays?") == re.compile("pays?")
    plain.keep()
    assert not path.exists()


def test_an_engine_that_has_changed_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where what is private to `re` asks for other arguments, every expression is compiled as ever."""
    monkeypatch.setattr("re._compiler._code", lambda _parsed: [])
    assert Expressions(None).engine is None


def test_nothing_is_written_where_no_bytecode_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python may write no bytecode, or the folder is none, nothing is written and nothing fails."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    _kept(path)
    assert not path.exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path.parent.write_text("a file")
    _kept(path)
    assert path.parent.is_file()


def test_two_who_write_keep_what_both_made(path: Path) -> None:
    """What another process kept in between stays."""
    first, second = Expressions(path), Expressions(path)
    first.compile("a+")
    second.compile("b+")
    first.keep()
    second.keep()
    assert len(Expressions(path).known) == 2


def test_little_is_not_worth_a_file(path: Path) -> None:
    """While work goes on the file is written only for much."""
    first = Expressions(path)
    first.compile("a+")
    first.keep(least=2)
    assert not path.exists()


def test_no_expression_is_told_as_such(path: Path) -> None:
    """What is no expression raises what `re` raises."""
    with pytest.raises(re.error):
        Expressions(path).compile("(a")
