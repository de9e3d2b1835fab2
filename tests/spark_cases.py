"""The build on Apache Spark, for `make test-spark`: the suite does not collect this file, since PySpark is large and needs Java.

In this process and on a cluster of two workers, which are processes of their own that see nothing but the folder of documents.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from collection import write_collection

from kg.cli import main
from kg.errors import InputError
from kg.pipeline import TEXTS_FOLDER, BuildReport, build, build_on_spark

HERE, CLUSTER = "local[2]", "local-cluster[2,1,1024]"

PROMISES = """{title}

This Licence Agreement (the "Agreement") is concluded on {day} between Ostrava Foods Limited (the "Licensor") and {other} Limited
(the "Licensee").

1. The Licensor grants the Licensee an exclusive licence to the Velmor process in Norway.

2. The Licensee shall pay the Licensor a royalty of 7% of Net Sales.

Ostrava Foods Limited
By: ______________

{other} Limited
By: ______________
"""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection as texts and records, one party with two exclusive partners, and a file that cannot be read."""
    folder = tmp_path_factory.mktemp("spark")
    write_collection(80, folder, seed=4)
    for day, other in (("3 March 2021", "Curlew Dairy"), ("9 June 2021", "Plover Bakery")):
        text = PROMISES.format(title="LICENCE AGREEMENT", day=day, other=other)
        (folder / "documents" / f"{other.split()[0]}.txt").write_text(text, encoding="utf-8")
    (folder / "documents" / "broken.pdf").write_bytes(b"no pdf at all")
    return folder / "documents"


@pytest.fixture(scope="module")
def expected(documents: Path) -> BuildReport:
    """The build on one machine."""
    return build([documents], documents.parent / "one-machine")


@pytest.fixture(scope="module", params=[HERE, CLUSTER])
def made(request: pytest.FixtureRequest, documents: Path, expected: BuildReport) -> BuildReport:
    """The build on Spark."""
    return build_on_spark([documents], documents.parent / f"spark-{request.param[:8]}", master=request.param)


def quads(folder: Path) -> list[bytes]:
    """The lines of all parts, or of the graph of one machine, sorted."""
    files = sorted((folder / "parts").glob("*.nq")) or [folder / "graph.nq"]
    return sorted(line for file in files for line in file.read_bytes().splitlines(keepends=True))


def test_the_graph_is_that_of_one_machine(made: BuildReport, expected: BuildReport) -> None:
    """The parts, sorted, are the bytes of the graph that one machine writes, sorted; there is more than one part."""
    assert quads(made.out) == quads(expected.out)
    assert len(list((made.out / "parts").glob("*.nq"))) > 1


def test_the_texts_are_those_of_one_machine(made: BuildReport, expected: BuildReport) -> None:
    """Every captured text is written once, with the same bytes."""
    told = [{p.name: p.read_bytes() for p in (one.out / TEXTS_FOLDER).iterdir()} for one in (made, expected)]
    assert told[0] == told[1]


def test_the_report_counts_the_same(made: BuildReport, expected: BuildReport) -> None:
    """Counts, verdicts, warnings and what could not be read are those of one machine."""
    for name in ("counts", "verdicts", "warnings", "failures", "documents"):
        assert getattr(made, name) == getattr(expected, name), name
    assert made.counts["collisions"] > 0
    assert [failure.identifier for failure in made.failures] == ["broken.pdf"]


def test_a_build_takes_the_place_of_the_one_before(made: BuildReport, documents: Path) -> None:
    """A second build into the folder leaves nothing of the first."""
    before = quads(made.out)
    file = documents / "Curlew.txt"
    build_on_spark([file], made.out, master=HERE)
    assert 0 < len(quads(made.out)) < len(before)
    (text,) = (made.out / TEXTS_FOLDER).iterdir()
    assert text.name.startswith("curlew")


def test_decisions_of_people_are_replayed(documents: Path, tmp_path: Path) -> None:
    """A decision on parties gives the same graph as on one machine."""
    decisions = tmp_path / "decisions.toml"
    decisions.write_text('same-party = [["Curlew Dairy Limited", "Plover Bakery Limited"]]\n', encoding="utf-8")
    files = [documents / "Curlew.txt", documents / "Plover.txt"]
    one = build(files, tmp_path / "one", decisions=decisions)
    spread = build_on_spark(files, tmp_path / "spread", decisions=decisions, master=HERE)
    assert one.counts["parties"] == 2
    assert quads(spread.out) == quads(one.out)


def test_nothing_is_written_where_nothing_can_be_read(tmp_path: Path) -> None:
    """Where no document can be read the folder is not made."""
    (tmp_path / "broken.pdf").write_bytes(b"no pdf at all")
    with pytest.raises(InputError, match="none of 1 documents"):
        build_on_spark([tmp_path / "broken.pdf"], tmp_path / "out", master=HERE)
    assert not (tmp_path / "out").exists()


def test_a_lost_worker_costs_no_quad(documents: Path, tmp_path: Path) -> None:
    """A worker that dies in the middle of the documents is replaced, and its share made again."""
    (tmp_path / "sitecustomize.py").write_text(LOSE.format(mark=str(tmp_path / "died")), encoding="utf-8")
    files = [documents / "Curlew.txt", documents / "Plover.txt"]
    one = build(files, tmp_path / "one")
    path = os.pathsep.join((str(tmp_path), str(Path(__file__).resolve().parents[1])))
    command = [sys.executable, "-c", "from kg.cli import main; main()", "build", *map(str, files), "-o", str(tmp_path / "out")]
    command += ["--engine", "spark", "--master", "local[2,4]"]
    subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, check=True, capture_output=True, timeout=600)
    assert (tmp_path / "died").exists()
    assert quads(tmp_path / "out") == quads(one.out)


LOSE = """
import os, sys
from importlib.abc import MetaPathFinder

class Killer(MetaPathFinder):  # the first process that reads contracts dies of it
    def find_spec(self, name, path, target=None):
        if name == "kg.extraction.agreements" and "pyspark.daemon" in " ".join(sys.orig_argv) and not os.path.exists({mark!r}):
            open({mark!r}, "w").close()
            os._exit(9)

sys.meta_path.insert(0, Killer())
"""


def test_the_command_builds_on_spark(documents: Path, tmp_path: Path) -> None:
    """`kg build --engine spark` writes the parts and says where."""
    told = CliRunner().invoke(
        main, ["build", str(documents / "Plover.txt"), "-o", str(tmp_path / "out"), "--engine", "spark", "--master", HERE]
    )
    assert (told.exit_code, told.output.splitlines()[-1]) == (0, f"written to {(tmp_path / 'out').as_posix()}/")
    assert quads(tmp_path / "out")


def test_options_of_one_machine_are_refused(documents: Path, tmp_path: Path) -> None:
    """`--store` and the like are wrong usage beside `--engine spark`."""
    told = CliRunner().invoke(main, ["build", str(documents), "-o", str(tmp_path / "out"), "--engine", "spark", "--store"])
    assert told.exit_code == 2
    assert "--store is for one machine" in told.output


def test_pyspark_is_named_where_it_is_missing(documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without PySpark the error says what to install."""

    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    told = CliRunner().invoke(main, ["build", str(documents), "-o", str(tmp_path / "out"), "--engine", "spark"])
    assert told.exit_code == 3
    assert "agreement-kg[spark]" in told.output
