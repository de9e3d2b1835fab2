"""Pin the number of cases of each file, so that lost ones are noticed: `python tests/count_cases.py`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def count() -> dict[str, int]:
    """The number of cases by file."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-o", "addopts=--doctest-modules", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)
    return dict(sorted(Counter(line.split("::")[0] for line in done.stdout.splitlines() if "::" in line).items()))


if __name__ == "__main__":
    (ROOT / "tests" / "collected.json").write_text(json.dumps(count(), indent=1) + "\n", encoding="utf-8")
