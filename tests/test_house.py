"""The house rules that no linter knows: layers, sizes, names that belong in data only, documents that stay true."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cli import main
from kg.files import resource

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
CASES = Path(__file__).with_name("collected.json")
FORMULAS = Path(__file__).with_name("formulas.toml")
checkout = pytest.mark.skipif(not (ROOT / "Makefile").exists(), reason="these files are in a checkout, not in a wheel")
SOURCES = sorted((ROOT / "kg").rglob("*.py"))
WRITTEN = ("kg/**/*.py", "ontology/**/*", "queries/*", "tests/**/*.py", "docs/*", "*.md", "Makefile", ".ci/run", "*.toml", "*.txt")


def texts(*patterns: str) -> Iterator[tuple[str, str]]:
    """Each file of the project that fits a pattern, with its text."""
    for path in sorted({p for pattern in patterns for p in ROOT.glob(pattern)}):
        if path.is_file() and path.suffix in {".py", ".md", ".toml", ".ttl", ".rq", ".txt", ".html", ".eml", ""}:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def words(text: str) -> list[str]:
    """Words without case, punctuation and Markdown escapes; an address is one word."""
    plain = re.sub(r"\\(?=[^\w\s])", "", text)
    return [w for w in (re.sub(r"^\W+|\W+$", "", x).lower() for x in re.split(r"[\s|]+|\]\(", plain)) if w]


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """All runs of so many words."""
    told = words(text)
    return {tuple(told[i : i + length]) for i in range(len(told) - length + 1)}


# ------------------------------------------------------------------ code
@checkout
def test_imports_run_one_way() -> None:
    """The import contract holds: commands over pipeline over stages over records, and no stage imports another."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout


@checkout
def test_long_files_say_why() -> None:
    """A file of more than 300 lines says at its top why it is one file."""
    long = [name for name, text in texts("kg/**/*.py") if text.count("\n") > 300]
    silent = [n for n in long if not re.search(r"one file|one module", (ROOT / n).read_text(encoding="utf-8")[:600], re.IGNORECASE)]
    assert silent == []


@checkout
def test_functions_are_short() -> None:
    """No function has more than 40 lines beside its docstring."""
    long = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                size = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                long += [f"{path.name}:{node.lineno} {node.name} {size}"] if size > 40 else []
    assert long == []


@checkout
def test_every_test_says_what_must_hold() -> None:
    """Each test has a docstring of one sentence."""
    silent = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node):
                silent.append(f"{path.name}: {node.name}")
    assert silent == []


@checkout
def test_no_group_is_repeated_possessively() -> None:
    """Python before 3.11.5 goes wrong where what is repeated so can itself be tried again; a single sign may be."""
    sources = [*SOURCES, *(ROOT / "ontology" / "lexicon").glob("*.toml")]
    repeated = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+(?![^\[\]\n]*\])")
    assert [p.name for p in sources if repeated.search(p.read_text(encoding="utf-8"))] == []


@checkout
def test_no_sample_is_known_to_the_code() -> None:
    """No party, product or deal of a sample document stands in the code, the ontology, the lexicon or the queries."""
    pieces = ("open" + "ai", "micro" + "soft", r"\baz" + "ure", r"\bama" + "zon", "chat" + "gpt", r"\banth" + "ropic")
    names = re.compile("|".join(pieces), re.IGNORECASE)
    data = "ontology/lexicon/owners.toml"  # an open list of well-known products, each with a public source
    read = texts("kg/**/*.py", "ontology/**/*", "queries/*")
    found = [f"{name}: {match[0]}" for name, text in read if name != data and (match := names.search(text))]
    assert found == []


@checkout
def test_no_machine_is_named() -> None:
    """No file holds a path of one machine or the host of a package registry."""
    place = re.compile("/wo" + r"rk/|/ho" + r"me/\w|/ro" + r"ot/|py" + r"pi\.org|python" + r"hosted|registry\.npm", re.IGNORECASE)
    found = [f"{name}: {match[0]}" for name, text in texts(*WRITTEN) if (match := place.search(text))]
    assert found == []


# ------------------------------------------------------------------ seeds
def test_seeds_say_where_they_come_from() -> None:
    """Each seed tells in its front matter title, bounds of publication, their basis, and that its words are ours."""
    paths = sorted(resource("seeds").glob("*.md"))
    heads = {p.name: p.read_text(encoding="utf-8").split("---\n")[1] for p in paths}
    assert len(heads) == 5
    wanted = ("title: ", "published: [", "date_basis: ", "note: Written for this project")
    assert [f"{name}: {key}" for name, head in heads.items() for key in wanted if key not in head] == []


def test_seeds_carry_the_noise_of_captures() -> None:
    """The seeds have what captures have: escapes, no-break spaces, a lost space, stamps, listings, a cut end."""
    text = "\n".join(p.read_text(encoding="utf-8") for p in sorted(resource("seeds").glob("*.md")))
    noise = (
        "\\.",
        "\\-",
        "\u00a0",
        "AIhave",
        "Cached at: ",
        "Similar Articles",
        "/2026/02/27/",
        "(truncated, ",
        "Fetched May 17, 2026",
    )
    assert [piece for piece in noise if piece not in text] == []


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the pages lie beside the repository, in ../shared")
def test_seeds_are_in_words_of_our_own() -> None:
    """No run of eight words of a seed stands in one of the pages whose facts it tells."""
    pages = set[tuple[str, ...]]().union(*(runs(p.read_text(encoding="utf-8"), 8) for p in (SHARED / "seeds").glob("*.txt")))
    shared = {p.name: runs(p.read_text(encoding="utf-8"), 8) & pages for p in sorted(resource("seeds").glob("*.md"))}
    assert {name: found for name, found in shared.items() if found} == {}


def sample_runs(length: int) -> set[tuple[str, ...]]:
    """All runs of so many words of the sample documents beside the repository."""
    paths = [p for folder in ("gold/dev/*/docs", "gold/dev/*/text", "seeds") for p in SHARED.glob(f"{folder}/*")]
    told = (p.read_text(encoding="utf-8", errors="replace") for p in paths if p.suffix in {".txt", ".md", ".html", ".eml"})
    return set[tuple[str, ...]]().union(*(runs(text, length) for text in told))


@checkout
@pytest.mark.skipif(not (SHARED / "gold" / "dev").is_dir(), reason="the sample documents lie beside the repository, in ../shared")
def test_no_words_of_a_sample_stand_in_the_project() -> None:
    """No example, comment or test shares a run of seven words with a sample document, the formulas of contract English apart."""
    data = tomllib.loads(FORMULAS.read_text(encoding="utf-8"))["formula"]
    formulas = [runs(one["words"], 7) for one in data]
    code = ("kg/**/*.py", "ontology/**/*", "tests/*.py", "tests/*.toml", "benchmarks/*", "docs/*")
    places = (*code, "tests/documents/*/in/*", "tests/gold/*/*/*", "tests/gold/singles/*/*/*/*")
    ours = {name: runs(text.replace("\\n", " "), 7) for name, text in texts(*places) if not name.endswith(FORMULAS.name)}
    samples = sample_runs(7)
    shared = {name: both for name, told in ours.items() if (both := told & samples)}
    assert {name: own for name, both in shared.items() if (own := both.difference(*formulas))} == {}
    assert [one["words"] for one, told in zip(data, formulas, strict=True) if told.isdisjoint(set().union(*shared.values()))] == []


# ------------------------------------------------------------------ packaging and documents
@checkout
def test_every_dependency_is_pinned_and_explained() -> None:
    """Each dependency has an exact pin, and each that users install has its reason in the decisions."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in pins.splitlines() if "==" in line}
    names = {kind: [re.split(r"[<>=!~\[ ]", d)[0] for d in given] for kind, given in project["optional-dependencies"].items()}
    direct = [re.split(r"[<>=!~\[ ]", d)[0] for d in project["dependencies"]]
    decisions = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    assert [n for n in [*direct, *names["dev"]] if n.lower() not in pinned] == []
    assert [n for n in direct if f"`{n}`" not in decisions] == []
    assert not re.search(r"@ |https?://", pins)


@checkout
def test_wheel_carries_its_data() -> None:
    """The wheel is told to carry ontology, queries and seeds, and names its licence as SPDX does."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    carried = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert carried == {name: f"kg/{name}" for name in ("ontology", "queries", "seeds")}
    assert settings["project"]["license"] == "Apache-2.0"
    assert "SPDX-License-Identifier: Apache-2.0" in (ROOT / "LICENSE").read_text(encoding="utf-8")


@checkout
def test_readme_begins_with_the_two_commands_and_shows_them_all() -> None:
    """README opens with make demo and make test, and names every command with an example."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"make demo\b.*make test\b", text[:1500], re.DOTALL)
    assert [n for n in main.list_commands(None) if not re.search(rf"^### kg {n}$.*?^ *kg {n}\b", text, re.M | re.S)] == []  # type: ignore[arg-type]


def test_every_command_has_help_with_an_example() -> None:
    """The help of each command shows how it is called."""
    commands = {name: main.get_command(None, name) for name in main.list_commands(None)}  # type: ignore[arg-type]
    assert [n for n, command in commands.items() if command is None or f"kg {n}" not in (command.help or "")] == []


# ------------------------------------------------------------------ cases
@checkout
def test_no_case_was_lost(request: pytest.FixtureRequest) -> None:
    """As many cases are collected from each file as were pinned; `python tests/count_cases.py` pins them anew."""
    pinned = json.loads(CASES.read_text(encoding="utf-8"))
    counted = Counter(item.path.relative_to(ROOT).as_posix() for item in request.session.items)
    if not set(pinned) <= set(counted):
        everything = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
        if not everything <= set(counted):
            pytest.skip("only a part of the tests was collected")
    assert dict(sorted(counted.items())) == pinned
