"""Decisions of people: replayed on each build, keyed by quotes, shown in what comes out, never lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.errors import InputError
from kg.origin import origin_of
from kg.resolution import parse_decisions

ONE = "Aster Maps grants Birch Travel an exclusive license to its city maps through 2028."
OTHER = "Aster Maps grants Birch Travel a non-exclusive license to its city maps through 2028."
ELSEWHERE = "Aster Maps grants Cedar Press a license to its city maps."
LINK = "Today, Aster Maps and Birch Travel are announcing an amended license agreement."
FRONT = "---\ntitle: {title}\npublisher: {publisher}\npublished: {day}\n---\n# {title}\n\n{text}\n"


def documents(folder: Path) -> Path:
    """A licence, a newspaper that tells it otherwise, and another licence to another partner."""
    folder.mkdir()
    texts = {
        "licence.md": ("Aster Maps", "2024-03-04", f"Aster Maps and Birch Travel today signed a license agreement.\n\n{ONE}"),
        "rival.md": ("Aster Maps", "2024-05-04", f"Aster Maps and Cedar Press today signed a license agreement.\n\n{ELSEWHERE}"),
        "again.md": ("Birch Travel", "2024-03-04", f"Aster Maps and Birch Travel today signed a license agreement.\n\n{OTHER}"),
    }
    for name, (publisher, day, text) in texts.items():
        title = f"News of {publisher}"
        (folder / name).write_text(FRONT.format(title=title, publisher=publisher, day=day, text=text), encoding="utf-8")
    return folder


def ruled(kind: str, reason: str = "we asked them", **quotes: str) -> str:
    """A decision as the file has it."""
    return f"[[{kind}]]\n" + "".join(f"{key} = '{value}'\n" for key, value in {**quotes, "reason": reason}.items())


def run(tmp_path: Path, text: str, source: Path | None = None) -> tuple[kg.api.Graph, str]:
    """A build with decisions, and what it says on stderr."""
    file = tmp_path / "decisions.toml"
    file.write_text(text, encoding="utf-8")
    source = source or documents(tmp_path / "in")
    result = CliRunner().invoke(main, ["build", str(source), "-o", str(tmp_path / "out"), "--decisions", str(file)])
    assert result.exit_code == 0, result.output
    return kg.open(tmp_path / "out"), result.stderr


def test_a_contradiction_set_aside_stays_visible(tmp_path: Path) -> None:
    """It keeps its verdict and gets its reason, counts no more, is told apart, and the graph conforms."""
    graph, told = run(tmp_path, ruled("not-a-contradiction", one=ONE, other=f"origin:{origin_of(OTHER)}"))
    (conflict,) = [f for f in graph.findings() if not f.change]
    assert conflict.set_aside == "we asked them"
    shown = CliRunner().invoke(main, ["contradictions", str(graph.folder), "--fail-on", "any"])
    assert shown.exit_code == 0
    assert "Set aside by people" in shown.output
    assert "0 contradictions" in shown.output
    assert graph.query("contradictions").texts()[0]["setAside"] == "we asked them"
    assert told == ""
    assert [v for v in graph.validate() if v.severity == "Violation"] == []


def test_a_collision_is_shown_apart_and_can_be_set_aside(tmp_path: Path) -> None:
    """What is promised twice has a heading of its own, a query and a place in the report, until a person sets it aside."""
    source = documents(tmp_path / "in")
    plain = kg.build(source, tmp_path / "plain")
    assert {c.right.quotes[0].words for c in plain.collisions()} == {ELSEWHERE}
    shown = CliRunner().invoke(main, ["contradictions", str(plain.folder)]).output
    assert "Across agreements" in shown
    assert len(plain.query("collisions").rows) == len(plain.report["across_agreements"]) == len(plain.collisions()) > 0
    assert "Collision: promised-elsewhere" in plain.explain(plain.collisions()[0].iri)
    assert [v for v in plain.validate() if v.severity == "Violation"] == []
    graph, _ = run(tmp_path, ruled("not-a-contradiction", one=ONE, other=ELSEWHERE), source)
    assert [c.set_aside for c in graph.collisions()] == ["we asked them"]


def test_a_decision_that_no_longer_applies_is_reported(tmp_path: Path) -> None:
    """It stands in the report, among the warnings and on stderr, and does not stop the build."""
    text = 'same-party = [["Aster Maps", "Nobody Knows"]]\n' + ruled("not-a-contradiction", one=ONE, other="Gone words.")
    graph, told = run(tmp_path, text + ruled("wrong-link", words="Gone as well.") + ruled("same-agreement", one=ONE, other="Gone."))
    idle = [d for d in graph.report["decisions"] if not d["bears_on"]]
    assert {d["kind"] for d in idle} == {"not-a-contradiction", "wrong-link", "same-agreement", "party"}
    assert told.count("no longer applies") == 4


def test_a_wrong_link_is_taken_away(sample: Path, tmp_path: Path) -> None:
    """The passage stays as a statement, gives no link and no change, and a note tells the reason."""
    assert [f for f in kg.build(sample, tmp_path / "before").findings() if f.change]
    graph, _ = run(tmp_path, ruled("wrong-link", words=LINK), sample)
    assert not [f for f in graph.findings() if f.change]
    assert not list(graph.chain().edges)
    assert any("we asked them" in row["text"] for row in graph.query("notes", kind="decision").texts())
    assert [v for v in graph.validate() if v.severity == "Violation"] == []


def test_two_agreements_become_one(sample: Path, tmp_path: Path) -> None:
    """Agreements that a person says are one have one name, the parties of both, and no link to themselves.

    What was told as a change ("now grants") stays one: nothing contradicts it, and nothing is left that it follows.
    """
    before = kg.build(sample, tmp_path / "before")
    wanted = {"one": ONE, "other": "Aster Maps now grants Birch Travel a non-exclusive license to its city maps through 2030."}
    graph, told = run(tmp_path, ruled("same-agreement", **wanted), sample)
    assert graph.report["counts"]["agreements"] == before.report["counts"]["agreements"] - 1
    assert told == ""
    assert [f.verdict for f in before.findings()] == ["supersession"]
    assert [f.verdict for f in graph.findings()] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('same-party = [["A", "B"], ["B", "C"]]\ndifferent-party = [["A", "C"]]', "different parties"),
        ('party = ["A Ltd."]\nno-party = ["a"]', "no party"),
        ('same-party = [["A", "B"]]\nno-party = ["B"]', "no party"),
        ('party = "A"', "no list of names"),
        (ruled("not-a-contradiction", one="A b.", other="a B"), "against itself"),
        (
            ruled("not-a-contradiction", one="A", other="B") + ruled("not-a-contradiction", "why", one="B", other="A"),
            "different reasons",
        ),
        (ruled("wrong-link", words="A", other="B"), "other"),
        (ruled("wrong-link", words=" "), "words"),
        ("[[wrong-link]]\nwords = 7\nreason = 'x'", "words"),
        ("[[right-link]]\n", "right-link"),
        ("wrong-link = 3", "wrong-link"),
        ("same-party = 3", "list"),
        ("same-party = [['A']]", "list"),
        ("[[", "no TOML"),
    ],
)
def test_a_file_that_cannot_be_followed_is_an_error(text: str, told: str) -> None:
    """What contradicts itself or is malformed is named, with the file and the cure."""
    with pytest.raises(InputError, match=told) as caught:
        parse_decisions(text, where="mine.toml")
    assert caught.value.where == "mine.toml"
    assert caught.value.cure


def test_the_documented_file_is_read() -> None:
    """The example of the page on the file is one."""
    page = Path(__file__).resolve().parents[1] / "docs" / "decisions-file.md"
    if not page.exists():
        pytest.skip("the page is in the repository, not in the wheel")
    decisions = parse_decisions(page.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0])
    assert {d.kind for d in decisions.about} == {"not-a-contradiction", "same-agreement", "wrong-link"}
    assert len(decisions.parties.same) == len(decisions.parties.different) == 1


def test_a_missing_file_is_an_error(sample: Path, tmp_path: Path) -> None:
    """A file that is not there stops the build before anything is read."""
    with pytest.raises(InputError, match=r"gone\.toml"):
        kg.build(sample, tmp_path / "out", decisions=tmp_path / "gone.toml")
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
