"""Deriving on the gold sets: their terms, statements, links and scopes go in, so that extraction plays no part."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import gold
import pytest

FOLDERS = gold.folders()
pytestmark = pytest.mark.skipif(not FOLDERS, reason=gold.MISSING)


def _figures(folder: Path, target: Path) -> dict[str, float | None]:
    gold.write(gold.load(folder), target)
    scorer = gold.SHARED / "tools" / "score.py"
    call = [sys.executable, str(scorer), str(folder), str(target / "graph.nq"), "--asof", str(target / "days.json"), "--json"]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures: dict[str, float | None] = json.loads(done.stdout)["total"]
    return figures


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_gold_in_gives_gold_findings_out(folder: Path, tmp_path: Path) -> None:
    """With gold's own terms every required finding comes out, none is wrong, and every day is answered right."""
    figures = _figures(folder, tmp_path)
    assert figures["findings.strict.f1"] == 1.0
    assert figures["as_of.all"] == 1.0
    for failure in ("change_called_contradiction", "contradiction_called_change", "wrongly_found"):
        assert figures[f"findings.{failure}"] == 0
