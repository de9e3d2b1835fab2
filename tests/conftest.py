"""How the tests of many stores are dealt out, and what a run tells in the end: the table of the portability gate."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from gate import Gauge, draw
from stores import STORES
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]


class _ByStore(LoadScopeScheduling):  # type: ignore[misc]  # xdist tells no types
    """All tests of one file and one store go to the same worker, so that each store is started once for them."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, name = nodeid.partition("::")
        return f"{file} {next((store for store in ('rdflib', *STORES) if f'[{store}' in name), '')}"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _ByStore | None:
    """Deal out by stores where there are some."""
    return _ByStore(config, log) if "KG_STORES" in os.environ else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table, where the gate was run against stores, and write it to the file that KG_GATE names."""
    reports = [report for found in terminalreporter.stats.values() for report in found if getattr(report, "when", "") == "call"]
    gauges = [Gauge(*value) for report in reports for name, value in report.user_properties if name == "gate"]
    if not gauges or "KG_STORES" not in os.environ:
        return
    table = draw(sorted(gauges))
    terminalreporter.section("the same rows everywhere")
    terminalreporter.write(table)
    if place := os.environ.get("KG_GATE"):
        Path(place).parent.mkdir(parents=True, exist_ok=True)
        Path(place).write_text(table, encoding="utf-8")
