"""What changed between two builds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main


@pytest.fixture(scope="module")
def first(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of the licence alone."""
    out = tmp_path_factory.mktemp("first") / "build"
    kg.build(sample / "1-licence.md", out)
    return out


def test_new_documents_bring_terms_and_findings(first: Path, built: Path) -> None:
    """An amendment is new, its term is new, the term that it replaces has ended, and the change is a new finding."""
    found = kg.open(built).diff(kg.open(first))
    kinds = [d.change for d in found]
    assert kinds.count("new document") == 1
    assert [d.change for d in found if "exclusive license" in d.words and "term" in d.change] == ["new term", "ended term"]
    assert [d.what for d in found if d.change == "new finding"] == ["supersession (certain) on licence"]
    assert not {"gone term", "resolved finding"} & set(kinds)


def test_the_other_way_round_it_is_resolved(first: Path, built: Path) -> None:
    """Without the amendment its terms are gone and the change is resolved; against itself a build has no difference."""
    kinds = {d.change for d in kg.open(first).diff(kg.open(built))}
    assert kinds >= {"gone document", "gone term", "resolved finding"}
    assert not {"new term", "new finding", "new document"} & kinds
    assert kg.open(built).diff(kg.open(built)) == ()


def test_the_command_prints_a_table_and_json(first: Path, built: Path) -> None:
    """Both forms tell the same differences, and the table ends with the counts."""
    shown = CliRunner().invoke(main, ["diff", str(first), str(built)])
    data = json.loads(CliRunner().invoke(main, ["diff", str(first), str(built), "--format", "json"]).stdout)
    assert shown.exit_code == 0
    assert all(f"<{d['iri']}>" in shown.stdout for d in data)
    assert "1 new document" in shown.stdout.splitlines()[-1]
    assert CliRunner().invoke(main, ["diff", str(first), str(first)]).stdout == "no difference\n"


def test_a_folder_that_is_no_build_is_named(built: Path, tmp_path: Path) -> None:
    """Either folder without a graph is an input error that names it."""
    for pair in ([str(tmp_path), str(built)], [str(built), str(tmp_path)]):
        result = CliRunner().invoke(main, ["diff", *pair])
        assert result.exit_code == 3
        assert str(tmp_path) in result.stderr
