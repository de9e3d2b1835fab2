"""Golden documents: small collections whose whole graph is written down, so that any change of a reading shows as a diff.

`python tests/test_documents.py` writes the graphs anew; look at the diff before you commit it.
"""

from __future__ import annotations

import difflib
import sys
import tempfile
from pathlib import Path

import pyoxigraph
import pytest

from kg.pipeline import build

CASES = sorted(path.parent for path in (Path(__file__).parent / "documents").glob("*/in"))


def triples(path: Path) -> list[str]:
    """The triples of a Turtle file as sorted N-Triples lines."""
    return sorted({str(quad.triple) for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)})


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_documents_give_the_graph_that_was_written_down(case: Path, tmp_path: Path) -> None:
    """The documents of a folder give, triple for triple, the graph beside them."""
    build([case / "in"], tmp_path / "out")
    difference = difflib.unified_diff(
        triples(case / "graph.ttl"), triples(tmp_path / "out" / "graph.ttl"), "written", "built", lineterm="", n=0
    )
    assert "\n".join(difference) == ""


def test_every_folder_has_documents() -> None:
    """There are golden documents, and each folder of them has its graph."""
    assert len(CASES) >= 2
    assert [case.name for case in CASES if not (case / "graph.ttl").exists()] == []


if __name__ == "__main__":
    for folder in CASES:
        with tempfile.TemporaryDirectory() as place:
            build([folder / "in"], Path(place) / "out")
            (folder / "graph.ttl").write_bytes((Path(place) / "out" / "graph.ttl").read_bytes())
            sys.stdout.write(f"{folder.name}\n")
