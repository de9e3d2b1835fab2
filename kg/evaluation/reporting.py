"""Scores as text and as JSON, and what changed between two runs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.evaluation.scorecard import FIGURES, Scorecard, Tally, figures_of, total

__all__ = ["as_json", "describe_changes", "describe_scores", "load_scores"]

_WORST = 5  # documents shown


def describe_scores(cards: Mapping[str, Scorecard]) -> str:
    """The table of each set, of all together where there are several, and the documents with most faults."""
    parts = [_table(name, card.tallies) for name, card in cards.items()]
    if len(cards) > 1:
        parts.append(_table(f"all {len(cards)} sets", total(cards.values())))
    worst = list(_worst(cards))
    if worst:
        parts.append("\n".join(["documents with most faults (missed, added or wrong statements and terms)", *worst]))
    parts += [f"warning: {text}" for card in cards.values() for text in card.warnings]
    return "\n\n".join(parts)


def _table(title: str, tallies: Mapping[str, Tally]) -> str:
    lines = [f"{title:40}{'precision':>10}{'recall':>10}{'f1':>10}"]
    for name, tally in tallies.items():
        way = FIGURES[name]
        cells = "".join(f"{_cell(value, way):>10}" for value in tally.values(way).values())
        ratio = f"{tally.right}/{tally.built} built are right, {tally.found}/{tally.gold} gold are found"
        counts = {"ratio": ratio, "share": f"{tally.right}/{tally.built}", "count": ""}[way]
        lines.append(f"{name:40}{cells:30}   {counts}".rstrip())
    return "\n".join(lines)


def _cell(value: float | None, way: str) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if way == "count" else f"{value:.3f}"


def _faults(tallies: Mapping[str, Tally]) -> int:
    return sum(t.built - t.right + t.gold - t.found for name, t in tallies.items() if name in ("statements", "terms.whole"))


def _worst(cards: Mapping[str, Scorecard]) -> Iterator[str]:
    ranked = sorted(
        (-_faults(tallies), name, document, tallies)
        for name, card in cards.items()
        for document, tallies in card.by_document.items()
        if _faults(tallies)
    )
    for faults, name, document, tallies in ranked[:_WORST]:
        statements, whole = (tallies.get(key, Tally()).values("ratio")[".f1"] for key in ("statements", "terms.whole"))
        shown = f"statements {_cell(statements, 'ratio')}, whole terms {_cell(whole, 'ratio')}"
        yield f"  {-faults:4d} faults   {shown}   {name} {document}"


def as_json(cards: Mapping[str, Scorecard]) -> str:
    """Every figure, count and remark, as JSON with a fixed order of keys."""
    sets = {
        name: {
            "figures": figures_of(card.tallies),
            "counts": {figure: _counts(tally) for figure, tally in card.tallies.items()},
            "documents": {d: {f: _counts(t) for f, t in tallies.items()} for d, tallies in sorted(card.by_document.items())},
            "remarks": sorted(f"{r.kind}: {r.document + ' ' if r.document else ''}{r.text}" for r in card.remarks),
            "warnings": card.warnings,
        }
        for name, card in cards.items()
    }
    return json.dumps({"sets": sets, "total": figures_of(total(cards.values()))}, indent=1, ensure_ascii=False)


def _counts(tally: Tally) -> dict[str, int]:
    return {"right": tally.right, "built": tally.built, "found": tally.found, "gold": tally.gold}


def load_scores(path: Path) -> dict[str, Any]:
    """The scores of an earlier run (`kg eval --json`).

    Raises:
        InputError: the file cannot be read or holds no scores.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror}).", where=str(path), cure="Write one with kg eval --json.") from error
    except ValueError as error:
        raise InputError(f"is no JSON ({error}).", where=str(path), cure="Write one with kg eval --json.") from error
    if not isinstance(found, dict) or not isinstance(found.get("total"), dict) or not isinstance(found.get("sets"), dict):
        raise InputError("holds no scores.", where=str(path), cure="Write one with kg eval --json.")
    return found


def describe_changes(old: Mapping[str, Any], cards: Mapping[str, Scorecard]) -> str:
    """What changed since an earlier run: figures, then items that are newly at fault and items that no longer are."""
    lines = []
    for name, value in figures_of(total(cards.values())).items():
        before = old["total"].get(name)
        if before != value:
            lines.append(f"{name:40}{_cell(before, 'ratio'):>8} -> {_cell(value, 'ratio')}")
    new = json.loads(as_json(cards))["sets"]
    for name in new:
        was, now = set(old["sets"].get(name, {}).get("remarks", [])), set(new[name]["remarks"])
        lines += [f"newly at fault   {name}   {text}" for text in sorted(now - was)]
        lines += [f"no longer        {name}   {text}" for text in sorted(was - now)]
    return "\n".join(lines) or "nothing changed"
