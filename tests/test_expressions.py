"""Compiled expressions that outlast a process."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.expressions import Engine, compiled
from kg.extraction.party_frames import load_frames
from kg.extraction.patterns import load_patterns
from kg.kept import Kept

_FORMS = [
    ("pay(?:s|ing)?", 0),
    ("(?P<who>[A-Zß]+) owes (?:(?P<whom>\\w+)|it)", re.IGNORECASE),
    ("(?x) a  # what is told\n b", 0),
    ("(?<=x)(?i:y)\\Z|[^\\W_]{2,5}?", re.DOTALL),
]


@pytest.fixture
def engine() -> Engine:
    """The engine of this Python."""
    found = Engine.of_python()
    assert found is not None
    return found


@pytest.fixture
def store(tmp_path: Path) -> Kept:
    """A store that keeps nothing yet."""
    return Kept(tmp_path / "kept")


def _known(store: Kept) -> None:
    """Let a store know what was made, as the next process does."""
    store.known, store.made = {**store.known, **store.made}, {}


def test_what_was_kept_is_what_is_compiled(engine: Engine, store: Kept) -> None:
    """An expression that was kept is the one that `re` compiles, and finds the same groups."""
    made = [engine.compile(*form, store) for form in _FORMS]
    _known(store)
    assert len(store.known) == len(_FORMS)
    assert made == [engine.compile(*form, store) for form in _FORMS] == [re.compile(*form) for form in _FORMS]
    assert not store.made
    found = engine.compile(*_FORMS[1], store).fullmatch("acme owes beta")
    assert found is not None
    assert found.groupdict() == {"who": "acme", "whom": "beta"}


def test_every_large_expression_is_kept_whole(engine: Engine, store: Kept) -> None:
    """The patterns and frames of the lexicon come back as `re` compiles them."""
    large = [p.expression for p in load_patterns()[::40]] + [f.pattern for f in load_frames()[::10]]
    forms = [(one.pattern, one.flags & ~re.UNICODE) for one in large]
    made = [engine.compile(*form, store) for form in forms]
    _known(store)
    assert made == [engine.compile(*form, store) for form in forms] == [re.compile(*form) for form in forms] == large


@pytest.mark.parametrize("damage", [lambda data: data[:2], lambda data: data[:-3], lambda data: data[:-8], lambda _: b"none"])
def test_what_does_not_fit_is_compiled_anew(engine: Engine, store: Kept, damage: object) -> None:
    """What is kept under an expression and is none is left aside."""
    engine.compile(*_FORMS[0], store)
    _known(store)
    (key,) = store.known
    assert callable(damage)
    store.put(key, damage(store.get(key)))
    _known(store)
    assert engine.compile(*_FORMS[0], store) == re.compile(*_FORMS[0])


def test_no_expression_is_told_as_such(engine: Engine, store: Kept) -> None:
    """What is no expression raises what `re` raises, and nothing is kept of it."""
    with pytest.raises(re.error):
        engine.compile("(a", 0, store)
    assert not store.made


def test_an_engine_that_has_changed_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where what is private to `re` asks for other arguments, every expression is compiled as ever."""
    monkeypatch.setattr("re._compiler._code", lambda _parsed: [])
    assert Engine.of_python() is None


def test_without_the_engine_all_is_compiled_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python whose `re` works otherwise compiles and keeps nothing."""
    monkeypatch.setattr("kg.expressions._engine", lambda: None)
    assert compiled("pays?") == re.compile("pays?")
