"""The Python face: everything that the commands do, and the examples of README as they stand there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

import kg
from kg.files import resource

ROOT = Path(__file__).resolve().parents[1]


def test_public_names_are_there_and_listed() -> None:
    """Every public name can be got and is listed, and no other is invented."""
    assert [name for name in kg.__all__ if getattr(kg, name, None) is None] == []
    assert set(kg.__all__) <= set(dir(kg))
    with pytest.raises(AttributeError, match="no attribute 'brew'"):
        _ = kg.brew


def test_import_is_light() -> None:
    """Importing the package loads no RDF library, and what builds loads none that only questions, checks and drawings need."""
    heavy = {"httpx", "networkx", "pyshacl", "rdflib"}
    for module, light in (("kg", {*heavy, "pyoxigraph"}), ("kg.cli.building", heavy)):
        code = f"import sys, {module}; sys.exit(bool({light} & set(sys.modules)))"
        assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


@pytest.mark.skipif(not (ROOT / "README.md").exists(), reason="README is in a checkout, not in a wheel")
def test_readme_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The Python examples of README run on the seeds."""
    (tmp_path / "seeds").symlink_to(resource("seeds"))
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})
    assert "OpenAI" in capsys.readouterr().out


def test_build_and_open_are_the_same_graph(sample: Path, tmp_path: Path, built: Path) -> None:
    """A graph that was just built answers as one that is opened."""
    fresh = kg.build(sample, tmp_path / "out")
    assert fresh.query("parties") == kg.open(built).query("parties")
    assert repr(fresh) == f"kg.open({str(tmp_path / 'out')!r})"


def test_dataset_holds_every_named_graph(built: Path) -> None:
    """The rdflib dataset has a graph for each document and two for the dealing, and the triples of the file."""
    dataset = kg.open(built).dataset()
    names = {str(g.identifier) for g in dataset.graphs() if len(g)}
    lines = (built / "graph.nq").read_text(encoding="utf-8").splitlines()
    assert isinstance(dataset, rdflib.Dataset)
    assert len([n for n in names if "/graph/document/" in n]) == 2
    assert len(list(dataset.quads())) == len(lines)


def test_findings_have_both_quotes(built: Path) -> None:
    """Each finding has two terms with their quotes, the most authoritative first, each at its place in the captured text."""
    graph = kg.open(built)
    texts = {d["identifier"]: (built / d["text"]).read_text(encoding="utf-8") for d in graph.report["documents"]}
    assert graph.findings()
    for term in (t for f in graph.findings() for t in (f.left, f.right)):
        assert term.quotes
        assert all(texts[q.document][q.start : q.end] == q.words for q in term.quotes)


def test_views_refuse_what_is_not_theirs(built: Path) -> None:
    """A term is no agreement, and what the graph does not know is an input error."""
    graph = kg.open(built)
    term = graph.findings()[0].left
    assert graph.term(term.iri) == term
    with pytest.raises(kg.InputError, match="is a Term"):
        graph.agreement(term.iri)
    with pytest.raises(kg.InputError, match="nothing of that name"):
        graph.explain("urn:nothing")


def test_agreement_has_links_and_terms(built: Path) -> None:
    """The amendment of the sample amends the licence, in words that stand in the documents."""
    graph = kg.open(built)
    views = [graph.agreement(iri) for iri in graph.chain().nodes]
    links = {(link.later, link.type, link.earlier): link.quotes for view in views for link in view.links}
    assert len(links) == 1
    assert all(quotes for quotes in links.values())
    assert any(view.terms for view in views)


def test_export_to_a_file_and_as_bytes(built: Path, tmp_path: Path) -> None:
    """An export comes back as bytes, and stands in the file that was named."""
    content = kg.open(built).export("nt", tmp_path / "graph.nt")
    assert (tmp_path / "graph.nt").read_bytes() == content
    with pytest.raises(kg.InputError, match="no format"):
        kg.open(built).export("docx")


def test_errors_say_where_and_what_to_do(tmp_path: Path) -> None:
    """An error has its place as a field, and a cure."""
    with pytest.raises(kg.InputError) as caught:
        kg.open(tmp_path)
    assert caught.value.where == str(tmp_path)
    assert "kg build" in caught.value.cure
