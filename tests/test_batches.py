"""Large files: which engine takes them, the batches that together say what one run says, and reports that are cut."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from shape_cases import FOLDER, together

from kg.cli.validating import describe_violations
from kg.validation import files, validate_files
from kg.validation.batches import list_in_batches, split_shapes
from kg.validation.engines import LARGE, choose, reads_of_shapes
from kg.validation.setwise.terms import to_term
from kg.validation.violations import Violation
from kg.vocab import KG, XSD


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The broken graphs, each a dealing, in one file, with a literal out of form where no shape looks."""
    file = tmp_path_factory.mktemp("many") / "graph.nt"
    quads = [pyoxigraph.Triple(*map(to_term, triple)) for triple in together()]  # type: ignore[arg-type]
    pyoxigraph.serialize(quads, str(file), format=pyoxigraph.RdfFormat.N_TRIPLES)
    with file.open("a", encoding="utf-8") as out:
        out.write(f'<urn:a> <{KG}valueText> "2020-13-45"^^<{XSD}date> .\n')
    return file


@pytest.mark.parametrize("size", [4_000, 15_000])
def test_batches_add_up_to_one_run(size: int, many: Path) -> None:
    """However many triples are loaded at once, all dealings together are told of as in one run, literals out of form included."""
    whole, loaded = list_in_batches(many, pyoxigraph.RdfFormat.N_TRIPLES)
    parts, none = list_in_batches(many, pyoxigraph.RdfFormat.N_TRIPLES, size)
    assert loaded is not None
    assert none is None
    assert parts == whole
    assert {"MinCount", "Datatype", "SPARQL", "Lexical", "QualifiedMinCount"} <= {one.component for one in whole}


def test_batches_hold_each_shape_once_and_keep_to_their_size() -> None:
    """No shape is lost or asked twice, and a batch of several shapes reads no more triples than it may."""
    reads, counts = reads_of_shapes(), {name: 10 for one in reads_of_shapes().values() for name in one.names}
    for size in (1, 150, 300, 10_000):
        batches = split_shapes(reads, counts, size)
        assert sorted(str(shape) for batch in batches for shape in batch) == sorted(map(str, reads))
        assert all(len(batch) == 1 or len({name for one in batch for name in reads[one].names}) * 10 <= size for batch in batches)
    assert len(split_shapes(reads, counts, 10_000)) == 1


def test_quotes_are_checked_when_batches_are_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a file too large for one batch, quotes are held against the texts as with a small one."""
    whole = validate_files(FOLDER / "conforming.trig", tmp_path, engine="sparql")
    monkeypatch.setattr(files, "list_in_batches", lambda path, form: list_in_batches(path, form, 10))
    assert {one.component for one in whole} == {"Text"}
    assert validate_files(FOLDER / "conforming.trig", tmp_path, engine="sparql") == whole


def test_engines_are_chosen_by_size() -> None:
    """Small graphs go to the reference, large ones are asked set-wise, and a name decides for itself."""
    assert [choose("auto", number) for number in (0, LARGE, LARGE + 1)] == ["pyshacl", "pyshacl", "sparql"]
    assert (choose("pyshacl", LARGE + 1), choose("sparql", 0)) == ("pyshacl", "sparql")


def test_long_reports_are_cut_by_constraint_and_counted() -> None:
    """The text of a report shows a hundred violations of a constraint and says how many more there are of which shape."""
    found = [Violation(f"urn:{number:03}", "", "", "urn:shape", "MinCount", "Violation", "Mend it.") for number in range(150)]
    text = describe_violations(found)
    assert text.count("Mend it.") == 100
    assert "and 50 more of <urn:shape> (MinCount)" in text
    assert "150 violations" in text
