"""Small collections built for a test, and what the graph finds in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import kg

__all__ = ["build", "found"]


def build(folder: Path, documents: Mapping[str, str]) -> kg.Graph:
    """The graph of some documents."""
    source = folder / "in"
    source.mkdir(parents=True)
    for name, text in documents.items():
        (source / name).write_text(text, encoding="utf-8")
    return kg.build(source, folder / "out")


def found(graph: kg.Graph) -> list[tuple[str, str, str]]:
    """Verdict, matter and certainty of each finding, save that something is told again unaltered."""
    return sorted((f.verdict, f.left.matter, f.certainty) for f in graph.findings() if f.verdict != "restatement")
