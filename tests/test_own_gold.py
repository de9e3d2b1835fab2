"""The gold of tests/gold: built as a user builds it, scored, and held against the figures of the last renewal.

Families are held one by one. Single documents (tests/gold/singles), each built alone, are held by the sums over a set of them.

`python tests/test_own_gold.py` writes the figures anew (tests/gold/floors.toml); look at the difference before you commit it.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from functools import cache
from pathlib import Path

import pytest

from kg.evaluation import evaluate, figures_of
from kg.evaluation.scorecard import FIGURES, Tally
from kg.files import write_text
from kg.pipeline import build

GOLD = Path(__file__).parent / "gold"
FAMILIES = sorted(path.parent.name for path in GOLD.glob("*/docs"))
SINGLES = sorted(f"singles/{path.name}" for path in (GOLD / "singles").iterdir())
HELD = ("quote_fidelity", "parties", "statements", "agreements", "links.strict", "terms.matter", "terms.whole")
HEAD = (
    "# Figures of each family and of sets of single documents at the last renewal: F1, or the share where a figure is one.\n"
    "# Written by tests/test_own_gold.py.\n"
)


def tallies(folder: Path) -> dict[str, Tally]:
    """What is right of a gold set, built in a folder of its own."""
    with tempfile.TemporaryDirectory() as place:
        build([folder / "docs"], Path(place) / "out")
        card = next(iter(evaluate([folder], [Path(place) / "out" / "graph.nq"]).values()))
    return card.tallies


@cache
def figures(family: str) -> dict[str, float]:
    """The figures of a family, or of the single documents of a set in sum."""
    folders = [GOLD / family] if (GOLD / family / "docs").is_dir() else sorted((GOLD / family).iterdir())
    total = {name: Tally() for name in FIGURES}
    for folder in folders:
        for name, tally in tallies(folder).items():
            total[name].add(tally)
    found = figures_of(total)
    return {name: round(found.get(f"{name}.f1", found.get(name)) or 0.0, 3) for name in HELD}


@pytest.mark.parametrize("family", [*FAMILIES, *SINGLES])
def test_no_figure_of_our_own_gold_falls(family: str) -> None:
    """What was read right at the last renewal is read right still."""
    floors = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))[family]
    fallen = {name: (floor, figures(family)[name]) for name, floor in floors.items() if figures(family)[name] < floor - 0.0005}
    assert fallen == {}


def test_every_family_has_floors() -> None:
    """No family is left out, and every quote is true to its document."""
    floors = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
    assert sorted(floors) == sorted([*FAMILIES, *SINGLES])
    assert {floor["quote_fidelity"] for floor in floors.values()} == {1.0}


if __name__ == "__main__":
    lines = [HEAD]
    for name in sorted([*FAMILIES, *SINGLES]):
        lines.append(f'["{name}"]' if "/" in name else f"[{name}]")
        lines += [f'"{key}" = {value:.3f}' for key, value in figures(name).items()]
        lines.append("")
    write_text(GOLD / "floors.toml", "\n".join(lines))
    sys.stdout.write("".join(f"{line}\n" for line in lines[1:]))
