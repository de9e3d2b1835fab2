"""The whole way: all or nothing, the same bytes for every order, one bad file never in the way of the others."""

from __future__ import annotations

import gc
import hashlib
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.errors import InputError, OutputError
from kg.files import resource
from kg.names import document_slug
from kg.ntriples import read_graphs
from kg.pipeline import build

FILES = ("graph.nq", "graph.trig", "graph.ttl", "report.json")


def bytes_of(folder: Path) -> dict[str, str]:
    """Digest of every file of a build, without what is kept for the next one."""
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and ".cache" not in p.parts
    }


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of the seed documents."""
    out = tmp_path_factory.mktemp("seeds") / "build"
    build([resource("seeds")], out)
    return out


# ------------------------------------------------------------------ what a build is
def test_build_writes_all_of_its_files(built: Path) -> None:
    """A build folder holds three graph files, the report, and each captured text under the name of its document."""
    texts = {f"texts/{document_slug(name)}.txt" for name in ("1-licence.md", "2-amendment.md")}
    found = set(bytes_of(built))
    assert set(FILES) <= found
    assert {Path(name).name.split("-")[0] for name in texts} == {
        Path(n).name.split("-")[0] for n in found if n.startswith("texts/")
    }


def test_captured_texts_are_what_was_read(sample: Path, built: Path) -> None:
    """The captured text of a plain document is the document, byte for byte."""
    report = kg.open(built).report
    for document in report["documents"]:
        source = sample / Path(document["identifier"]).name
        assert (built / document["text"]).read_bytes() == source.read_bytes()
        assert document["sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()


def test_report_quotes_the_text(built: Path) -> None:
    """Every statement of the report has the words that stand at its place, and every left-out passage has a reason."""
    for document in kg.open(built).report["documents"]:
        text = (built / document["text"]).read_text(encoding="utf-8")
        assert document["statements"]
        assert all(s["words"] == text[s["start"] : s["end"]] for s in document["statements"])
        assert all(x["reason"] for x in document["left_out"])


def test_seeds_conform(seeds: Path) -> None:
    """The graph of the seeds breaks no rule, and all of its quotes stand in the captured texts."""
    assert [v for v in kg.open(seeds).validate() if v.severity == "Violation"] == []


def test_seeds_are_one_dealing_of_two_parties_in_the_main(seeds: Path) -> None:
    """The five seeds lead to one dealing with a chain of agreements, and no change over time is called a contradiction."""
    report = kg.open(seeds).report
    assert report["counts"]["documents"] == 5
    assert max(len(d["links"]) for d in report["dealings"]) >= 3
    assert "contradiction" not in report["findings"]


# ------------------------------------------------------------------ the same for every order
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(sorted(p.name for p in resource("seeds").glob("*.md"))))
def test_order_of_documents_makes_no_difference(tmp_path: Path, order: list[str]) -> None:
    """The seeds give the same bytes in every order."""
    out = tmp_path / "out"
    build([resource("seeds") / name for name in order], out)
    again = tmp_path / "again"
    build([resource("seeds") / name for name in sorted(order)], again)
    assert bytes_of(out) == bytes_of(again)


def test_two_runs_and_two_processes_give_the_same_bytes(sample: Path, built: Path, tmp_path: Path) -> None:
    """A second run, and one with two reading processes, give every file again, byte for byte."""
    build([sample], tmp_path / "again")
    build([sample], tmp_path / "parallel", jobs=2)
    assert bytes_of(tmp_path / "again") == bytes_of(built)
    assert bytes_of(tmp_path / "parallel") == bytes_of(built)


def test_base_is_an_option(sample: Path, tmp_path: Path) -> None:
    """All instances get their names under the base that was asked for."""
    build([sample], tmp_path / "out", base="https://deals.example/")
    assert all(g.iri.startswith("https://deals.example/graph/") for g in read_graphs(tmp_path / "out"))


def test_progress_is_told(sample: Path, tmp_path: Path) -> None:
    """Whoever asks is told the stages in their order, with numbers that end complete."""
    told: list[tuple[str, int, int]] = []
    build([sample], tmp_path / "out", progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["reading", "resolving", "deriving", "writing"]
    assert told[-1] == ("writing", 1, 1)


# ------------------------------------------------------------------ bad input
def test_bad_file_does_not_stop_the_others(sample: Path, tmp_path: Path) -> None:
    """Binary junk and an empty file stand in the report with a reason, and the rest is built."""
    shutil.copytree(sample, tmp_path / "in")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    (tmp_path / "in" / "junk.txt").write_bytes(bytes(range(256)) * 40)
    report = build([tmp_path / "in"], tmp_path / "out")
    assert len(report.documents) == 2
    assert {Path(f.identifier).name for f in report.failures} == {"empty.txt", "junk.txt"}
    assert all(entry["reason"] for entry in report.content["not_read"])


def test_file_that_vanishes_is_reported(sample: Path, tmp_path: Path) -> None:
    """A document that is removed while others are read stands in the report."""
    shutil.copytree(sample, tmp_path / "in")
    gone = tmp_path / "in" / "2-amendment.md"
    report = build([tmp_path / "in"], tmp_path / "out", progress=lambda *_: gone.unlink(missing_ok=True))
    assert [Path(f.identifier).name for f in report.failures] == [gone.name]


def test_nothing_readable_is_an_error_and_writes_nothing(tmp_path: Path) -> None:
    """Where no document can be read there is an error that names the documents, and no folder."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    with pytest.raises(InputError, match=r"empty\.txt"):
        build([tmp_path / "in"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_rhythm_of_the_garbage_collector_is_the_callers_after_a_build(sample: Path, tmp_path: Path) -> None:
    """A build looks at all objects less often, and leaves the thresholds as it found them, also where it fails."""
    before, seen = gc.get_threshold(), set[tuple[int, int, int]]()
    build([sample], tmp_path / "out", progress=lambda *_: seen.add(gc.get_threshold()))
    with pytest.raises(InputError, match="holds no documents"):
        build([tmp_path / "out"], tmp_path / "out")
    assert seen.isdisjoint({before})
    assert gc.get_threshold() == before


@pytest.mark.parametrize("name", ["gone", "hollow"])
def test_missing_and_empty_folders_are_errors(tmp_path: Path, name: str) -> None:
    """A path that is not there and a folder without documents are input errors."""
    (tmp_path / "hollow").mkdir()
    with pytest.raises(InputError, match=name):
        build([tmp_path / name], tmp_path / "out")


def test_build_into_its_own_input_does_not_read_itself(sample: Path, tmp_path: Path) -> None:
    """A second build into a folder inside the input reads the documents again and nothing of the first build."""
    shutil.copytree(sample, tmp_path / "in")
    first = build([tmp_path / "in"], tmp_path / "in" / "build")
    before = bytes_of(tmp_path / "in" / "build")
    second = build([tmp_path / "in"], tmp_path / "in" / "build")
    assert first.documents == second.documents
    assert bytes_of(tmp_path / "in" / "build") == before


# ------------------------------------------------------------------ output
def test_earlier_build_is_replaced_as_a_whole(sample: Path, tmp_path: Path) -> None:
    """Texts of documents that are gone do not stay behind."""
    build([sample], tmp_path / "out")
    build([sample / "1-licence.md"], tmp_path / "out")
    assert len(list((tmp_path / "out" / "texts").iterdir())) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_foreign_files_stay(sample: Path, tmp_path: Path) -> None:
    """Files in the output folder that no build wrote stay as they are."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    build([sample], tmp_path)
    build([sample / "1-licence.md"], tmp_path)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert len(json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["documents"]) == 1
    assert len(list((tmp_path / "texts").iterdir())) == 1


def test_files_that_only_look_like_ours_are_not_overwritten(sample: Path, tmp_path: Path) -> None:
    """A graph.ttl that no build wrote is not overwritten."""
    (tmp_path / "graph.ttl").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"graph\.ttl"):
        build([sample], tmp_path)
    assert (tmp_path / "graph.ttl").read_text(encoding="utf-8") == "mine"


def test_output_that_is_a_file_is_an_error(sample: Path, tmp_path: Path) -> None:
    """A file cannot be a build folder, nor hold one."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for out in (tmp_path / "file", tmp_path / "file" / "inside"):
        with pytest.raises(OutputError):
            build([sample], out)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_interrupted_write_leaves_the_earlier_build(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fails in the middle of writing, the earlier build stands and nothing else is left."""
    build([sample], tmp_path / "out")
    before = bytes_of(tmp_path / "out")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.pipeline.running.write_report", fail)
    with pytest.raises(OutputError, match="No space left"):
        build([sample / "1-licence.md"], tmp_path / "out")
    assert bytes_of(tmp_path / "out") == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_wrong_base_is_found_before_work(sample: Path, tmp_path: Path) -> None:
    """A base that is no IRI is an error before anything is read."""
    with pytest.raises(InputError, match="base IRI"):
        build([sample], tmp_path / "out", base="deals")
