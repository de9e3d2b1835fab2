"""The store beside a build: used while it is current, never when it is stale, cut off or damaged."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import kg
from kg.errors import InputError
from kg.export import write_graphs
from kg.ntriples import to_graph
from kg.querying import STORE_FOLDER, Table, keep_store, open_store, run_query
from kg.querying.keeping import find_kept

TEXT = "SELECT DISTINCT ?s { GRAPH ?g { ?s <urn:p> ?o } } ORDER BY ?s"


def write(folder: Path, *names: str) -> Path:
    """A build folder with a triple for each name."""
    write_graphs([to_graph("https://example.org/x/graph/document/d", [f"<urn:{n}> <urn:p> <urn:o> ." for n in names])], folder)
    return folder


def ask(folder: Path) -> list[str]:
    """Which names the folder is said to hold."""
    table: Table = run_query(open_store(folder), TEXT)
    return [row["s"] for row in table.texts()]


def test_a_kept_store_answers_as_the_file_does(tmp_path: Path) -> None:
    """A store that was kept is asked in place of the file, may be asked by several, and cannot be written to."""
    write(tmp_path, "a", "b")
    before = ask(tmp_path)
    keep_store(tmp_path)
    first, second = find_kept(tmp_path), find_kept(tmp_path)
    assert first is not None
    assert second is not None
    assert ask(tmp_path) == before == ["urn:a", "urn:b"]
    with pytest.raises((OSError, RuntimeError)):
        first.clear()


def test_a_stale_store_is_never_asked(tmp_path: Path) -> None:
    """When the graph file changed, whatever wrote it, the answer comes from the file; keeping again makes the store current."""
    keep_store(write(tmp_path, "a"))
    write(tmp_path, "b")
    assert find_kept(tmp_path) is None
    assert ask(tmp_path) == ["urn:b"]
    keep_store(tmp_path)
    assert find_kept(tmp_path) is not None
    assert ask(tmp_path) == ["urn:b"]


@pytest.mark.parametrize("damage", ["seal", "data", "current"])
def test_a_damaged_store_is_not_asked(damage: str, tmp_path: Path) -> None:
    """A store without its seal, without its data or with a broken file falls back to the graph file."""
    place = keep_store(write(tmp_path, "a"))
    if damage == "seal":
        (place / "made-of.json").write_text("[", encoding="utf-8")
    elif damage == "data":
        shutil.rmtree(place / "oxigraph")
    else:
        (place / "oxigraph" / "CURRENT").write_bytes(b"nothing\n")
    assert ask(tmp_path) == ["urn:a"]


def test_a_store_cut_off_while_it_is_made_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until its seal is written a store counts for nothing, not even the one that was there before."""
    keep_store(write(tmp_path, "a"))

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.querying.keeping.write_text", stop)
    with pytest.raises(KeyboardInterrupt):
        keep_store(tmp_path)
    assert find_kept(tmp_path) is None


def test_without_a_graph_there_is_nothing_to_keep(tmp_path: Path) -> None:
    """A folder without a graph is an error that names the file."""
    with pytest.raises(InputError, match=r"graph\.nq"):
        keep_store(tmp_path)


def test_builds_keep_a_store_where_they_are_told(sample: Path, tmp_path: Path) -> None:
    """A build with a store answers alike with and without it; a later build without one leaves no old one behind."""
    graph = kg.build(sample, tmp_path / "out", store=True)
    seal = json.loads((tmp_path / "out" / STORE_FOLDER / "made-of.json").read_text(encoding="utf-8"))
    assert seal["graph"].startswith("sha256:")
    kept = graph.query("parties")
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    assert kg.build(sample, tmp_path / "out").query("parties") == kept
    assert not (tmp_path / "out" / STORE_FOLDER).exists()
    assert (tmp_path / "out" / "mine.txt").exists()
