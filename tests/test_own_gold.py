"""The families of tests/gold: built as a user builds them, scored, and held against the figures of the last renewal.

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
from kg.files import write_text
from kg.pipeline import build

GOLD = Path(__file__).parent / "gold"
FAMILIES = sorted(path.parent.name for path in GOLD.glob("*/docs"))
HELD = ("quote_fidelity", "parties", "statements", "agreements", "links.strict", "terms.matter", "terms.whole")
HEAD = "# Figures of each family at the last renewal: F1, or the share where a figure is one. Written by tests/test_own_gold.py.\n"


@cache
def figures(family: str) -> dict[str, float]:
    """The figures of a family, built in a folder of its own."""
    with tempfile.TemporaryDirectory() as place:
        build([GOLD / family / "docs"], Path(place) / "out")
        card = next(iter(evaluate([GOLD / family], [Path(place) / "out" / "graph.nq"]).values()))
    found = figures_of(card.tallies)
    return {name: round(found.get(f"{name}.f1", found.get(name)) or 0.0, 3) for name in HELD}


@pytest.mark.parametrize("family", FAMILIES)
def test_no_figure_of_a_family_falls(family: str) -> None:
    """What was read right at the last renewal is read right still."""
    floors = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))[family]
    fallen = {name: (floor, figures(family)[name]) for name, floor in floors.items() if figures(family)[name] < floor - 0.0005}
    assert fallen == {}


def test_every_family_has_floors() -> None:
    """No family is left out, and every quote is true to its document."""
    floors = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
    assert sorted(floors) == FAMILIES
    assert {floors[family]["quote_fidelity"] for family in FAMILIES} == {1.0}


if __name__ == "__main__":
    lines = [HEAD]
    for name in FAMILIES:
        lines.append(f"[{name}]")
        lines += [f'"{key}" = {value:.3f}' for key, value in figures(name).items()]
        lines.append("")
    write_text(GOLD / "floors.toml", "\n".join(lines))
    sys.stdout.write("".join(f"{line}\n" for line in lines[1:]))
