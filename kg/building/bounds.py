"""The two triples that hold the bounds of a day."""

from __future__ import annotations

from collections.abc import Iterator

from kg.ntriples import day
from kg.records import DateBounds
from kg.vocab import KG

__all__ = ["describe_bounds"]


def describe_bounds(subject: str, name: str, bounds: DateBounds) -> Iterator[str]:
    """Yield the line of each bound that is known; the property is `name` with `Earliest` or `Latest` after it."""
    if bounds.earliest is not None:
        yield f"{subject} <{KG}{name}Earliest> {day(bounds.earliest)} ."
    if bounds.latest is not None:
        yield f"{subject} <{KG}{name}Latest> {day(bounds.latest)} ."
