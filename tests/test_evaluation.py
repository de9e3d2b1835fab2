"""Scores against gold: the same figures as the reference scorer, and clear words for a gold set that cannot be used."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from gold_graphs import graph_of

from kg.errors import InputError
from kg.evaluation import as_json, describe_changes, describe_scores, evaluate, figures_of, load_gold, load_scores, total
from kg.evaluation.alignment import same_value
from kg.evaluation.frame import locate, one_to_one
from kg.evaluation.items import DocumentItem, StatementItem, TermItem, day_bounds, party_key
from kg.vocab import DCTERMS, KG, RDF

SHARED = Path(__file__).resolve().parents[2] / "shared"
SCORER = SHARED / "tools" / "score.py"
GOLD_SETS = sorted(path.parent for path in SHARED.glob("gold/**/gold.json"))
needs_shared = pytest.mark.skipif(not SCORER.exists(), reason="the sample data lie beside the repository, in ../shared")

SENTENCE = "Aster grants Birch an exclusive licence to the maps through 2031."
GOLD: dict[str, Any] = {
    "family": "maps",
    "documents": [{"id": "d", "file": "d.txt"}],
    "parties": [{"id": "aster", "names": ["Aster"]}, {"id": "birch", "names": ["Birch Ltd."]}],
    "agreements": [{"id": "a", "parties": ["aster", "birch"], "kind": "definitive", "force": "binding", "made": [None, None]}],
    "terms": [
        {
            "id": "t",
            "agreement": "a",
            "matter": "licence",
            "modality": "permission",
            "bearer": ["aster"],
            "counterparty": ["birch"],
            "exclusivity": "exclusive",
            "end": ["2031-12-31", "2031-12-31"],
            "low": 12,
            "unit": "EUR",
        }
    ],
    "statements": [
        {
            "id": "s",
            "document": "d",
            "start": 0,
            "end": 65,
            "about": ["a"],
            "asserts": ["t"],
            "stance": "affirms",
            "layer": "party-text",
            "exact": SENTENCE,
        }
    ],
    "findings": [{"left": "t", "right": "t", "verdict": "misreport", "optional": True}],
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write_gold(tmp_path, {})


def write_gold(folder: Path, changes: dict[str, Any]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "d.txt").write_text(SENTENCE, encoding="utf-8")
    (folder / "gold.json").write_text(json.dumps(GOLD | changes), encoding="utf-8")
    return folder


def reference(folders: list[Path], graphs: list[Path], in_force: Path | None = None) -> dict[str, Any]:
    """What the reference scorer prints for all sets together."""
    more = ["--asof", str(in_force)] if in_force else []
    command = [sys.executable, str(SCORER), "--json", *map(str, [*folders, *graphs]), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout)["total"])


# ------------------------------------------------------------------ the same figures
@needs_shared
def test_example_scores_as_the_reference_says() -> None:
    """A graph made by hand gets every figure that the reference scorer gives it."""
    folders, graphs = [SHARED / "gold" / "seeds"], [SHARED / "design" / "ontology" / "example.ttl"]
    assert figures_of(total(evaluate(folders, graphs).values())) == reference(folders, graphs)


@needs_shared
@pytest.mark.parametrize("chance", range(3))
def test_damaged_graphs_score_as_the_reference_says(tmp_path: Path, chance: int) -> None:
    """Graphs made from the visible gold sets and damaged at random get the figures of the reference scorer, all of them."""
    faults, graphs = random.Random(chance), []
    in_force: dict[str, list[str]] = {}
    for folder in GOLD_SETS:
        graphs.append(tmp_path / f"{folder.name}.nt")
        graphs[-1].write_text(graph_of(folder, faults), encoding="utf-8")
        for case in json.loads((folder / "gold.json").read_text(encoding="utf-8")).get("as_of", []):
            terms = [t for t in (*case.get("definite", ()), *case.get("not", ())) if faults.random() < 0.6]
            in_force.setdefault(f"{case['on']}@{case['known']}", []).extend(f"urn:{folder.name}:t:{t}" for t in terms)
    told = tmp_path / "asof.json"
    told.write_text(json.dumps(in_force), encoding="utf-8")
    assert figures_of(total(evaluate(GOLD_SETS, graphs, in_force=in_force).values())) == reference(GOLD_SETS, graphs, told)


def test_gold_itself_is_perfect(gold: Path) -> None:
    """A graph that says what gold says has no figure below one."""
    (gold / "g.nt").write_text(graph_of(gold), encoding="utf-8")
    cards = evaluate([gold], [gold / "g.nt"])
    figures = figures_of(total(cards.values()))
    assert {figures[f"{name}.f1"] for name in ("parties", "statements", "terms.whole", "agreements")} == {1.0}
    assert figures["quote_fidelity"] == 1.0
    assert not [card.remarks for card in cards.values() if card.remarks]


# ------------------------------------------------------------------ rules
def test_party_key_drops_what_says_nothing() -> None:
    """A name is the same without case, punctuation, article and legal suffix, and never empty."""
    assert party_key("THE  Quill & Tern Co., Ltd.") == party_key("Quill & Tern")
    assert party_key("Limited") == "limited"


def test_bare_years_are_no_bounds() -> None:
    """What is no calendar day is no bound."""
    assert day_bounds(["2030", "2030-02-30"]) == (None, None)


def test_pairs_are_best_first_and_one_to_one() -> None:
    """The better pair wins, and equal ranks fall to the names."""
    assert one_to_one([((1, 0), "b", "x"), ((1, 0), "a", "x"), ((0, 9), "b", "y")]) == {"a": "x", "b": "y"}


def test_other_readings_are_as_right() -> None:
    """A value that gold lists as another fair reading is right, silence included where it is listed."""
    slots: dict[str, Any] = dict.fromkeys(("matter", "modality", "bearer", "counterparty", "exclusivity", "end", "number"))
    wanted = TermItem("g", "a", slots | {"exclusivity": "exclusive"}, also={"exclusivity": (None,)})
    assert same_value("exclusivity", TermItem("b", "a", slots), wanted)
    assert not same_value("exclusivity", TermItem("b", "a", slots | {"exclusivity": "preferred"}), wanted)


def test_numbers_within_a_hundredth_are_the_same() -> None:
    """Numbers agree to a hundredth of the larger, in one unit, and an open bound only with an open bound."""
    slots: dict[str, Any] = dict.fromkeys(("matter", "modality", "bearer", "counterparty", "exclusivity", "end", "number"))
    wanted = TermItem("g", "a", slots | {"number": (100.0, None, "eur")})
    told = {
        n: same_value("number", TermItem("b", "a", slots | {"number": n}), wanted)
        for n in ((100.9, None, "eur"), (100.0, 1.0, "eur"))
    }
    assert list(told.values()) == [True, False]


def test_quotes_of_extracted_text_are_found_by_their_letters() -> None:
    """Where gold extracted the text, a quote is true when its letters stand there, and its place is looked up."""
    told = StatementItem("s", "d", 40, 60, "Aster\tgrants", None, None, frozenset(), frozenset())
    text = DocumentItem("d", ("d.html",), (), "Today Aster grants it.", "<p>", extracted=True)
    placed, faithful = locate(told, text)
    assert (placed.start, placed.end, faithful) == (6, 18, True)
    assert locate(told, DocumentItem("d", ("d.txt",), (), "Today Aster grants it."))[1] is False


# ------------------------------------------------------------------ what cannot be used
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"documents": [{"id": "d", "file": "gone.txt"}]}, "gone.txt"),
        ({"documents": [{"id": "d", "file": "d.txt", "sha256": "00"}]}, "sha256"),
        ({"parties": [GOLD["parties"][0]] * 2}, "occurs twice"),
        ({"parties": GOLD["parties"][:1]}, "nothing is called birch"),
        ({"statements": [GOLD["statements"][0] | {"exact": "Aster lends"}]}, "the words are not those at 0:65"),
        ({"statements": [{"id": "s"}]}, "has no key"),
        ({"findings": [{"left": "t", "right": "t", "verdict": "quarrel"}]}, "nothing is called quarrel"),
    ],
)
def test_faulty_gold_is_refused_by_name(tmp_path: Path, changes: dict[str, Any], told: str) -> None:
    """A fault of a gold set is an error that names it, never a worse figure."""
    with pytest.raises(InputError, match=told):
        load_gold(write_gold(tmp_path / "g", changes))


@pytest.mark.parametrize(
    ("name", "content"),
    [("g.ttl", "<a> <b> ."), ("g.csv", "a,b"), ("g.nt", f'<urn:t> <{KG}low> "much" .\n<urn:t> <{RDF}type> <{KG}Term> .')],
)
def test_unusable_graphs_are_refused(gold: Path, name: str, content: str) -> None:
    """A graph file that does not parse, has another ending, or holds no numbers where numbers stand, is an input error."""
    (gold / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=name):
        evaluate([gold], [gold / name])


# ------------------------------------------------------------------ reports
def test_report_names_the_worst_document(gold: Path) -> None:
    """The table ends with the documents that have most faults."""
    (gold / "g.nt").write_text(f'<urn:d> <{RDF}type> <{KG}Document> .\n<urn:d> <{DCTERMS}identifier> "d.txt" .\n', encoding="utf-8")
    told = describe_scores(evaluate([gold], [gold / "g.nt"]))
    assert "statements" in told
    assert f"{gold.as_posix()} d" in told.split("documents with most faults")[1]


def test_changes_show_figures_and_items(gold: Path) -> None:
    """Between two runs, figures that moved and items that are newly at fault are listed, and nothing else."""
    (gold / "g.nt").write_text(graph_of(gold), encoding="utf-8")
    (gold / "old.json").write_text(as_json(evaluate([gold], [gold / "g.nt"])), encoding="utf-8")
    old = load_scores(gold / "old.json")
    assert describe_changes(old, evaluate([gold], [gold / "g.nt"])) == "nothing changed"
    (gold / "g.nt").write_text(graph_of(gold).replace("licence", "safety"), encoding="utf-8")
    changes = describe_changes(old, evaluate([gold], [gold / "g.nt"]))
    assert "terms.whole.f1" in changes
    assert "newly at fault" in changes


@pytest.mark.parametrize("content", ["[]", "{", '{"total": {}}'])
def test_old_scores_must_be_scores(tmp_path: Path, content: str) -> None:
    """A file that holds no scores of an earlier run is refused with a cure."""
    (tmp_path / "old.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="kg eval --json"):
        load_scores(tmp_path / "old.json")
