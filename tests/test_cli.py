"""The command line: right answers on stdout, talk on stderr, the right exit status, and never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli import main
from kg.extraction.lexicon_check import Fault


def run(*arguments: object, stdin: str | bytes = "") -> Result:
    """What a command says, with its exit status; an exception that is no exit is a failure."""
    result = CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def refused(result: Result, status: int, *told: str) -> None:
    """The command failed with this status and said so on stderr."""
    assert result.exit_code == status, result.output
    assert [text for text in told if text not in result.stderr] == []


# ------------------------------------------------------------------ answers
def test_build_counts_on_stdout(sample: Path, tmp_path: Path) -> None:
    """A build says what it made and where, and nothing on stderr when all went well."""
    result = run("build", sample, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "2 documents" in result.stdout
    assert "out/" in result.stdout
    assert result.stderr == ""


def test_build_that_finds_nothing_says_how_to_see_why(tmp_path: Path) -> None:
    """Whoever built a text without agreements learns that nothing was found, and where to look."""
    (tmp_path / "poem.txt").write_text("The sea is calm tonight.", encoding="utf-8")
    result = run("build", tmp_path / "poem.txt", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "kg lexicon explain" in result.stderr


def test_build_names_what_it_could_not_read(sample: Path, tmp_path: Path) -> None:
    """A document that cannot be read is named on stderr, once, with the reason, and the status stays 0."""
    shutil.copytree(sample, tmp_path / "in")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    result = run("build", tmp_path / "in", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert result.stderr.count("empty.txt") == 1
    assert "1 not read" in result.stdout


def test_validate_conforms(built: Path) -> None:
    """A build of ours conforms."""
    result = run("validate", built)
    assert result.exit_code == 0, result.output
    assert "conforms" in result.stdout


def test_validate_finds_what_is_broken(built: Path, tmp_path: Path) -> None:
    """A graph with a quote that does not stand in its text exits with 1 and names the place."""
    shutil.copytree(built, tmp_path / "broken")
    text = (tmp_path / "broken" / "graph.nq").read_text(encoding="utf-8")
    (tmp_path / "broken" / "graph.nq").write_text(text.replace("exclusive license", "exclusive licence"), encoding="utf-8")
    result = run("validate", tmp_path / "broken")
    assert result.exit_code == 1
    assert "does not conform" in result.stdout
    assert json.loads(run("validate", tmp_path / "broken", "--format", "json").stdout)[0]["message"]


def test_queries_are_listed() -> None:
    """Without a name the queries are listed with their questions."""
    result = run("query")
    assert result.exit_code == 0
    assert "supersession-chain" in result.stdout
    assert "-p on=DATE" in result.stdout


@pytest.mark.parametrize(("form", "start"), [("table", "party"), ("csv", "party,name"), ("tsv", "?party\t?name"), ("json", "{")])
def test_query_formats(built: Path, form: str, start: str) -> None:
    """The same answer comes as a table, CSV, TSV and JSON."""
    result = run("query", "parties", built, "--format", form)
    assert result.exit_code == 0
    assert result.stdout.startswith(start)
    assert "Birch Travel" in result.stdout


def test_query_takes_names_files_and_stdin(built: Path, tmp_path: Path) -> None:
    """A parameter may be a name, and a query may come from a file or from stdin."""
    text = "SELECT DISTINCT ?s WHERE { GRAPH ?g { ?s a <https://w3id.org/agreement-kg/ns#Agreement> } } ORDER BY ?s"
    (tmp_path / "mine.rq").write_text(text, encoding="utf-8")
    assert "Birch" in run("query", "parties", built, "-p", "party=BIRCH travel").stdout
    assert run("query", tmp_path / "mine.rq", built).stdout == run("query", "-", built, stdin=text).stdout != ""


def test_chain_shows_the_link_and_its_words(built: Path) -> None:
    """The chain shows which agreement amends which, with the words that say so."""
    result = run("chain", built)
    assert "amends" in result.stdout
    assert "“" in result.stdout


def test_in_force_pairs_may_repeat(built: Path) -> None:
    """Several days come in one table with the days in front, and in the form that eval takes."""
    days = ("--on", "2024-06-01", "--known", "2024-06-01", "--on", "2025-07-01", "--known", "2025-07-01")
    table = run("in-force", built, *days, "--format", "csv").stdout
    assert table.startswith("on,known,status")
    told = json.loads(run("in-force", built, *days, "--format", "asof").stdout)
    assert list(told) == ["2024-06-01@2024-06-01", "2025-07-01@2025-07-01"]
    assert all(iri.startswith("https://") for terms in told.values() for iri in terms)


def test_contradictions_and_changes(built: Path) -> None:
    """A change over time is no contradiction: the sample has changes, shown when asked for, and nothing to fail on."""
    result = run("contradictions", built, "--fail-on", "any")
    assert result.exit_code == 0
    assert "0 contradictions" in result.stdout
    assert "exclusive" in run("contradictions", built, "--changes").stdout


def test_explain_goes_down_to_the_words(built: Path) -> None:
    """Each term, finding, agreement and party can be explained, terms down to their quotes."""
    graph = kg.open(built)
    finding = graph.findings()[0]
    assert finding.left.quotes[0].words.split()[0] in run("explain", built, finding.iri).stdout
    assert "in these words" in run("explain", built, f"<{finding.right.iri}>").stdout
    for row in graph.query("parties").texts():
        assert "stands in" in run("explain", built, row["party"]).stdout


@pytest.mark.parametrize("form", ["ttl", "trig", "nq", "nt", "jsonld", "graphml", "csv"])
def test_export_to_stdout_and_to_a_file(built: Path, tmp_path: Path, form: str) -> None:
    """An export is the same on stdout and in a file, and not empty."""
    result = run("export", built, "--format", form)
    assert run("export", built, "--format", form, "-o", tmp_path / "out").exit_code == 0
    assert result.stdout_bytes == (tmp_path / "out").read_bytes() != b""


def test_eval_of_a_build_folder(built: Path, tmp_path: Path) -> None:
    """Scores come as a table, as JSON, and as what changed."""
    gold = {"family": "x", "documents": [{"id": "d", "file": "1-licence.md"}]}
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "1-licence.md").write_bytes(next(built.glob("texts/*licence*")).read_bytes())
    assert "quote_fidelity                               1.000" in run("eval", tmp_path, built).stdout
    (tmp_path / "old.json").write_text(run("eval", tmp_path, built, "--json").stdout, encoding="utf-8")
    assert run("eval", tmp_path, built, "--diff", tmp_path / "old.json").stdout == "nothing changed\n"


def test_lexicon_explains_a_document(sample: Path) -> None:
    """The lexicon says by which words a pattern made which statement, who owes whom, and why a passage made none."""
    result = run("lexicon", "explain", sample / "1-licence.md")
    assert result.exit_code == 0
    assert "licence: Aster Maps → Birch Travel, Permission\n        by grant-licence: “Aster Maps grants" in result.stdout
    assert "nothing: The passage is metadata of the page." in result.stdout
    assert "passages without one" in result.stdout.splitlines()[-1]


def test_lexicon_faults_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sound lexicon passes; where an example is not matched the pattern is named and the exit status is 1."""
    assert (run("lexicon", "test").exit_code, run("lexicon", "test").stdout) == (0, "every pattern passes\n")
    fault = Fault("pay-fee", "Acme pays.", "does not match its example")
    monkeypatch.setattr("kg.pipeline.lexicon.check_lexicon", lambda: [fault])
    result = run("lexicon", "test")
    assert (result.exit_code, result.stdout) == (1, "pay-fee: does not match its example: Acme pays.\n")


def test_progress_is_only_for_terminals(sample: Path, tmp_path: Path) -> None:
    """As a program in a pipe, a build writes no bar to stderr; a reader that leaves early is no error worth a traceback."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "build", str(sample), "-o", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert done.stderr == ""


# ------------------------------------------------------------------ what cannot be done: 3
def test_missing_path_and_empty_folder(tmp_path: Path) -> None:
    """A path that is not there and a folder with nothing in it cannot be built, and nothing is written."""
    refused(run("build", tmp_path / "gone", "-o", tmp_path / "out"), 3, "gone")
    (tmp_path / "hollow").mkdir()
    refused(run("build", tmp_path / "hollow", "-o", tmp_path / "out"), 3, "hollow")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.txt", b""), ("junk.txt", bytes(range(256)) * 9), ("blank.txt", b" \n \n"), ("bad.pdf", b"%PDF-1.7 no more")],
)
def test_nothing_readable(tmp_path: Path, name: str, content: bytes) -> None:
    """When none of the documents can be read, the status is 3, the document and the reason are named, and nothing is written."""
    (tmp_path / name).write_bytes(content)
    refused(run("build", tmp_path / name, "-o", tmp_path / "out"), 3, name)
    assert not (tmp_path / "out").exists()


def test_invalid_utf8_is_read_as_what_it_is(tmp_path: Path) -> None:
    """Text in another encoding is read, or refused with its name; either way without a traceback."""
    (tmp_path / "latin.txt").write_bytes("Müller grants Söhne an exclusive license through 2030.\n".encode("latin-1") * 3)
    result = run("build", tmp_path / "latin.txt", "-o", tmp_path / "out")
    assert result.exit_code == 0 or (result.exit_code == 3 and "latin.txt" in result.stderr)


@pytest.mark.slow
def test_text_of_fifty_megabytes(sample: Path, tmp_path: Path) -> None:
    """A text of 50 MB is read or refused in bounded time, with a line that says which, and the others are built."""
    shutil.copytree(sample, tmp_path / "in")
    with (tmp_path / "in" / "huge.txt").open("w", encoding="utf-8") as file:
        file.writelines("The weather was fine and the ducks were many on the lake.\n" for _ in range(900_000))
    result = run("build", tmp_path / "in", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "huge.txt" in result.output + (tmp_path / "out" / "report.json").read_text(encoding="utf-8")


def test_output_that_cannot_be_written(sample: Path, tmp_path: Path) -> None:
    """An output that is a file, or that holds another's graph.ttl, is refused with a cure and left alone."""
    (tmp_path / "graph.ttl").write_text("mine", encoding="utf-8")
    refused(run("build", sample, "-o", tmp_path), 3, "graph.ttl", "Choose another output folder")
    refused(run("build", sample, "-o", tmp_path / "graph.ttl"), 3, "is a file", "Choose another output folder")
    assert (tmp_path / "graph.ttl").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever is root may write everywhere")
def test_output_without_permission(sample: Path, tmp_path: Path) -> None:
    """A folder that may not be written to is refused with a cure."""
    (tmp_path / "locked").mkdir(mode=0o500)
    refused(run("build", sample, "-o", tmp_path / "locked" / "out"), 3, "cannot be written to", "permissions")


@pytest.mark.parametrize("command", ["validate", "chain", "explain", "export", "query", "in-force", "contradictions"])
def test_folder_without_a_graph(tmp_path: Path, command: str) -> None:
    """Every command that reads a build says what is missing and how to get it."""
    more = {"explain": ["urn:x"], "export": ["--format", "ttl"], "in-force": ["--on", "2026-01-01"]}.get(command, [])
    front = ["parties"] if command == "query" else []
    refused(run(command, *front, tmp_path, *more), 3, str(tmp_path), "build")


def test_damaged_graph(built: Path, tmp_path: Path) -> None:
    """A graph file that was cut is refused, by name."""
    shutil.copytree(built, tmp_path / "cut")
    content = (tmp_path / "cut" / "graph.nq").read_bytes()
    (tmp_path / "cut" / "graph.nq").write_bytes(content[: len(content) // 2])
    refused(run("query", "parties", tmp_path / "cut"), 3, "graph.nq")


def test_unreachable_endpoint(built: Path) -> None:
    """An endpoint that nobody listens at is named, for queries and for loading."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    refused(run("query", "parties", "--endpoint", f"{address}/query"), 3, address)
    refused(run("load", built, "--to", address, "--store", "oxigraph"), 3, address)
    refused(run("load", built, "--to", "ftp://nowhere"), 3, "ftp://nowhere")


def test_unknown_thing(built: Path) -> None:
    """An IRI that the graph does not know is named, with where to find one."""
    refused(run("explain", built, "https://example.org/x"), 3, "https://example.org/x", "kg query")


def test_eval_without_gold_or_graph(built: Path, tmp_path: Path) -> None:
    """Scores need a gold set and a graph; what is missing is named."""
    refused(run("eval", built), 3, "no gold set")
    refused(run("eval", tmp_path / "gone", built), 3, "gone")
    (tmp_path / "asof.json").write_text("[]", encoding="utf-8")
    (tmp_path / "gold.json").write_text('{"family": "x", "documents": []}', encoding="utf-8")
    refused(run("eval", tmp_path, built, "--asof", tmp_path / "asof.json"), 3, "kg in-force --format asof")


# ------------------------------------------------------------------ wrong usage: 2
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["query", "partys", "BUILD"], "Did you mean parties"),
        (["query", "parties", "BUILD", "-p", "colour=red"], "colour"),
        (["query", "parties", "BUILD", "-p", "red"], "-p name=value"),
        (["query", "parties", "BUILD", "-p", "party=Nobody"], "nothing bears the name"),
        (["query", "in-force", "BUILD", "-p", "on=soon", "-p", "known=soon"], "YYYY-MM-DD"),
        (["query", "in-force", "BUILD"], "is missing"),
        (["query", "parties"], "--endpoint"),
        (["in-force", "BUILD"], "--on"),
        (["in-force", "BUILD", "--on", "2026-13-01"], "YYYY-MM-DD"),
        (["in-force", "BUILD", "--on", "2026-01-01", "--on", "2026-02-01", "--known", "2026-01-01"], "--known"),
        (["export", "BUILD", "--format", "docx"], "docx"),
        (["build", "BUILD"], "--out"),
        (["brew"], "brew"),
    ],
)
def test_wrong_usage(built: Path, arguments: list[str], told: str) -> None:
    """What was typed wrong is named, and the status is 2."""
    refused(run(*[built if a == "BUILD" else a for a in arguments]), 2, told)


def test_malformed_query_file(built: Path, tmp_path: Path) -> None:
    """A query that is no query, or that would change the graph, is wrong usage, with its file."""
    (tmp_path / "bad.rq").write_text("SELECT ?s WHERE {", encoding="utf-8")
    refused(run("query", tmp_path / "bad.rq", built), 2, "bad.rq")
    refused(run("query", "-", built, stdin="DELETE WHERE { ?s ?p ?o }"), 2)
    refused(run("query", "-", built, stdin=b"\xff\xfe"), 3, "stdin")
    refused(run("query", tmp_path / "gone.rq", built), 2, "gone.rq")
