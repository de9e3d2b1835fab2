"""A collection that grows: a build after another document is that of an empty folder, and deals side by side stay themselves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_incremental import bytes_of

from kg.pipeline import build

GOLD = Path(__file__).parent / "gold"
FAMILIES = ("cocoa-purchase", "grain-terminal")  # nouns and names that only other documents explain, and figures told again


def quads(out: Path) -> set[bytes]:
    """The quads of a build."""
    return set((out / "graph.nq").read_bytes().splitlines())


@pytest.mark.slow
@pytest.mark.parametrize("turned", [False, True], ids=["first to last", "last to first"])
def test_a_collection_that_grows_by_a_document_is_built_as_if_anew(tmp_path: Path, *, turned: bool) -> None:
    """What a new document tells of the parties and figures of others is told of them too, whichever comes last."""
    source = tmp_path / "in"
    source.mkdir()
    paths = [path for family in FAMILIES for path in sorted((GOLD / family / "docs").iterdir())]
    for number, path in enumerate(sorted(paths, key=lambda p: p.name, reverse=turned)):
        shutil.copy(path, source)
        build([source], tmp_path / "out", jobs=1 + number % 2)
        build([source], tmp_path / "fresh", keep=False)
        assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "fresh"), path.name


@pytest.mark.slow
def test_families_side_by_side_are_those_that_stand_alone(tmp_path: Path) -> None:
    """What is found of one deal does not depend on the deals of others that are in the collection."""
    folders = [GOLD / family / "docs" for family in FAMILIES]
    for folder in folders:
        shutil.copytree(folder, tmp_path / "in", dirs_exist_ok=True)
    together = build([tmp_path / "in"], tmp_path / "all").out
    alone = [build([folder], tmp_path / folder.parent.name).out for folder in folders]
    assert quads(together) == quads(alone[0]) | quads(alone[1])
