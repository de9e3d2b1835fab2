"""The table of the portability gate: which engine gives the same rows as the embedded one, for which query, in what time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Gauge", "draw"]


class Gauge(NamedTuple):
    """What one engine answered to one query with all settings of its parameters.

    `asked` is how many settings there were and `other` how many of them gave other rows than the embedded engine; `there` and
    `here` are the seconds that the engine and the embedded engine took for all of them.
    """

    engine: str
    version: str
    query: str
    asked: int
    other: int
    there: float
    here: float


def _cell(gauge: Gauge | None) -> str:
    if gauge is None:
        return "not run"
    return f"{f'{gauge.other} differ' if gauge.other else '='} {gauge.there:6.2f} s"


def draw(gauges: Iterable[Gauge]) -> str:
    """The table: a line a query, a column an engine, with what they call themselves and the sums of the seconds below."""
    known = {(gauge.engine, gauge.query): gauge for gauge in gauges}
    engines = dict.fromkeys(engine for engine, _ in known)
    queries = sorted({query for _, query in known})
    lines = [["query", "asked", "embedded", *engines]]
    for query in queries:
        row = [known.get((engine, query)) for engine in engines]
        first = next(gauge for gauge in row if gauge)
        lines.append([query, str(first.asked), f"{first.here:6.2f} s", *map(_cell, row)])
    sums = [sum(gauge.there for (name, _), gauge in known.items() if name == engine) for engine in engines]
    lines.append(["all", "", "", *(f"{seconds:8.2f} s" for seconds in sums)])
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    table = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    versions = {gauge.engine: gauge.version for gauge in known.values()}
    equal = sum(not gauge.other for gauge in known.values())
    told = [f"{engine}: {version}" for engine, version in versions.items()]
    return "\n".join([*table, "", *told, f"{equal} of {len(known)} are equal (=) to the embedded engine", ""])
