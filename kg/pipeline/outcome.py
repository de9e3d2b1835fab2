"""What a build can be told, and what it says of itself in the end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from kg.pipeline.report import REPORT_FILE
from kg.pipeline.results import Failure
from kg.vocab import DEFAULT_BASE

__all__ = ["FORMATS", "BuildReport", "Options"]

FORMATS: Final = ("nq", "trig", "ttl")  # of the graph in a build folder


@dataclass(frozen=True)
class BuildReport:
    """What a build read and made. `anew` counts the documents that were read; the others were known from a build before."""

    out: Path
    documents: tuple[str, ...]  # identifiers of those that were read
    failures: tuple[Failure, ...]
    counts: Mapping[str, int]  # of statements, parties, agreements, terms and findings
    verdicts: Mapping[str, int]  # findings by verdict
    warnings: tuple[str, ...] = ()
    anew: int = 0
    formats: tuple[str, ...] = ()  # what the graph was written in

    @cached_property
    def content(self) -> dict[str, Any]:
        """What stands in `report.json`."""
        return dict(json.loads((self.out / REPORT_FILE).read_bytes()))


@dataclass(frozen=True, slots=True)
class Options:
    """What a build can be told beside its documents and its folder; see `build`."""

    base: str = DEFAULT_BASE
    jobs: int = 1
    decisions: str | Path | None = None
    store: bool = False
    formats: tuple[str, ...] | None = None
    cache: str | Path | None = None
    keep: bool = True
    verify_content: bool = False
