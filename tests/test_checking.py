"""A build validated after a build: only what changed is looked at, and the report is that of looking at everything."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_incremental import FRONT, LICENCE, apply, begin, changes, pages

from kg.pipeline import build, checking, validate_build
from kg.pipeline.cache import CACHE_FOLDER
from kg.pipeline.units import number_units
from kg.validation import Violation, validate_files, validate_part

DEALS = (("Elm AG", "Fir AG"), ("Oak AG", "Ash AG"), ("Yew AG", "Elm AG"))


def at_once(folder: Path) -> list[Violation]:
    """What validation of the whole file says."""
    return validate_files(folder / "graph.nq", folder / "texts", engine="sparql")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Three deals in a build, two of them of one party."""
    source = tmp_path / "in"
    source.mkdir()
    for name, (one, other) in zip("abc", DEALS, strict=True):
        text = (FRONT + LICENCE).format(one=one, other=other, grade="exclusive", where="Peru", price=3, day="2024-01-01")
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    build([source], tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents whose graphs are validated, as it goes on."""
    seen: list[str] = []

    def spy(quads: Iterable[bytes], texts: Mapping[str, str]) -> list[Violation]:
        seen.extend(sorted(name[0] for name in texts))
        return validate_part(quads, texts)

    monkeypatch.setattr(checking, "validate_part", spy)
    return seen


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(changes(), min_size=2, max_size=3), st.lists(pages(), min_size=2, max_size=2))
def test_validation_after_changes_is_that_of_everything(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[str, str, str]]], first: list[str]
) -> None:
    """Whatever is added, changed, removed and decided between builds: violations are those of the whole graph."""
    root = tmp_path_factory.mktemp("rounds")
    source, decisions = begin(root, first)
    for steps in [[], *rounds]:
        apply(steps, source, decisions)
        build([source], root / "out", decisions=decisions)
        assert validate_build(root / "out", engine="sparql") == at_once(root / "out")
    shutil.rmtree(root)


def test_only_what_changed_is_validated(built: Path, looked_at: list[str]) -> None:
    """Of three deals that share no document the one that changed is validated again, of an unchanged build none."""
    validate_build(built, engine="sparql")
    assert sorted(looked_at) == ["a", "b", "c"]
    looked_at.clear()
    assert validate_build(built, engine="sparql") == at_once(built)
    assert looked_at == []
    path = built.parent / "in" / "b.md"
    path.write_text(path.read_text(encoding="utf-8").replace("EUR 3", "EUR 4"), encoding="utf-8")
    build([built.parent / "in"], built)
    assert validate_build(built, engine="sparql") == at_once(built)
    assert looked_at == ["b"]


def test_an_altered_text_is_noticed(built: Path) -> None:
    """A captured text that was changed or removed after the last validation is told of, with its wrong quotes."""
    validate_build(built, engine="sparql")
    one, other = sorted((built / "texts").glob("*.txt"))[:2]
    one.write_text("Another text.", encoding="utf-8")
    other.unlink()
    found = validate_build(built, engine="sparql")
    assert found == at_once(built)
    assert {"Text", "Quote"} <= {violation.component for violation in found}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 1}', '{"a": [[["b"]], []]}'])
def test_what_was_kept_and_is_damaged_counts_for_nothing(content: str, built: Path) -> None:
    """A file of earlier findings that is cut or foreign is made again."""
    (built / CACHE_FOLDER / "checked.json").write_text(content, encoding="utf-8")
    assert validate_build(built, engine="sparql") == at_once(built)


def test_a_graph_that_no_build_left_is_validated_as_a_whole(built: Path, looked_at: list[str]) -> None:
    """A graph that was edited by hand is not the one that the build knows of."""
    validate_build(built, engine="sparql")
    looked_at.clear()
    lines = (built / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    (built / "graph.nq").write_text("".join(line for line in lines if "ns#origin>" not in line), encoding="utf-8")
    found = validate_build(built, engine="sparql")
    assert found == at_once(built)
    assert "MinCount" in {violation.component for violation in found}
    assert looked_at == []


def test_units_that_describe_a_party_in_two_ways_are_validated_together(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where units do not agree on what a party is, or one names what it does not describe, nothing is taken for settled."""
    one = checking._Checked("a", (), (("urn:p", "1"),))
    assert checking._agree([one, checking._Checked("b", (), (("urn:p", "1"), ("urn:q", "2")))])
    assert not checking._agree([one, checking._Checked("b", (), (("urn:p", "2"),))])
    assert not checking._agree([checking._Checked("b", (), (("urn:p", ""),))])
    monkeypatch.setattr(checking, "_agree", lambda checked: False)
    assert validate_build(built, engine="sparql") == at_once(built)


def test_processes_say_what_one_says(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Units validated by two processes, few at a time, give the same report."""
    monkeypatch.setattr(checking, "_AT_ONCE", 1)
    assert validate_build(built, engine="sparql", jobs=2) == at_once(built)


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=3), max_size=8))
def test_units_are_connected_components(together: list[list[str]]) -> None:
    """Names have one number if and only if a chain of groups leads from one to the other."""
    numbers = number_units(together)
    assert numbers.keys() == {name for names in together for name in names}
    reached = {name: {name} for name in numbers}
    for _ in range(len(together)):
        for names in together:
            whole = set[str]().union(*(reached[name] for name in names))
            for name in whole:
                reached[name] |= whole
    assert all((numbers[a] == numbers[b]) == (b in reached[a]) for a in numbers for b in numbers)
