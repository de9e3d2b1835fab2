"""A large invented collection: what was planted is found, and nothing else."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest
from answers import compare
from collection import write_collection
from families import families

from kg.pipeline import BuildReport, build
from kg.validation import validate_files

NUMBER = 300


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a collection and its answers."""
    folder = tmp_path_factory.mktemp("collection")
    write_collection(NUMBER, folder, seed=7)
    return folder


@pytest.fixture(scope="module")
def report(collection: Path) -> BuildReport:
    """The build of the collection, in `build/` beside it."""
    return build([collection / "documents"], collection / "build", jobs=2)


@pytest.mark.slow
def test_a_build_finds_what_was_planted_and_nothing_else(collection: Path, report: BuildReport) -> None:
    """Links, changes, conflicts and violations of a collection are the planted ones, each as often as planted."""
    answers = json.loads((collection / "answers.json").read_text(encoding="utf-8"))
    store = pyoxigraph.Store()
    store.bulk_load(path=str(report.out / "graph.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    assert compare(answers, store, validate_files(report.out / "graph.nq")) == []


@pytest.mark.slow
def test_every_document_of_a_collection_says_something(collection: Path, report: BuildReport) -> None:
    """Every text and record is read, and in each of them at least one statement; what is taken for no party is none."""
    answers = json.loads((collection / "answers.json").read_text(encoding="utf-8"))
    warnings = [line for line in report.content["warnings"] if " is taken for no party: " not in line]
    assert (len(report.documents), len(report.failures), warnings) == (answers["documents"], 0, [])
    parties = {party for dealing in report.content["dealings"] for party in dealing["parties"]}
    for line in (line for line in report.content["warnings"] if line not in warnings):
        words = set(line.split(": ")[1].removesuffix(" is taken for no party").lower().split())
        assert not any(words & set(party.split("-")) for party in parties), line


@pytest.mark.slow
def test_families_do_not_merge(collection: Path, report: BuildReport) -> None:
    """There is one dealing for each family, with two parties."""
    answers = json.loads((collection / "answers.json").read_text(encoding="utf-8"))
    dealings = report.content["dealings"]
    assert len(dealings) == answers["families"]
    assert {len(dealing["parties"]) for dealing in dealings} == {2}


def test_every_kind_of_answer_is_planted() -> None:
    """A collection of a thousand documents has every verdict, every link and every violation that the generator knows."""
    told = [family.answers for family in families(1000, seed=3)]
    verdicts = Counter(finding["verdict"] for answers in told for finding in answers.findings)
    assert set(verdicts) == {
        "contradiction", "internal-contradiction", "misreport", "supersession", "extension", "restatement",
    }  # fmt: skip
    assert {link["type"] for answers in told for link in answers.links} == {"amends", "supersedes", "reaffirms"}
    assert len({shape for answers in told for _, shape in answers.violations}) == 3


def test_a_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """The same number and seed give the same files."""
    for name in ("one", "two"):
        write_collection(120, tmp_path / name, seed=5)
    one, two = (
        {p.relative_to(f).as_posix(): p.read_bytes() for p in f.rglob("*") if p.is_file()}
        for f in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two


def test_no_two_families_share_a_name() -> None:
    """The first word of a party's name belongs to that party alone."""
    names = [party.split()[0] for family in families(20_000, seed=1) for party in family.parties]
    assert len(names) == len(set(names))
