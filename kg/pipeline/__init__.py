"""From documents to a build folder: every stage in its order, one bad file never in the way of the others.

    documents ──read──▶ readings ──resolve──▶ dealings ──derive──▶ graphs ──write──▶ build folder

The same documents give the same bytes, whatever the order in which they come.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.pipeline.outcome import FORMATS, BuildReport
from kg.pipeline.report import CUT_SHORT, REPORT_FILE, TEXTS_FOLDER
from kg.pipeline.results import Failure
from kg.pipeline.running import Progress, build
from kg.pipeline.spark import build_on_spark
from kg.reading import MOST_TEXT

if TYPE_CHECKING:
    from kg.pipeline.checking import validate_build

__all__ = [
    "CUT_SHORT",
    "FORMATS",
    "MOST_TEXT",
    "REPORT_FILE",
    "TEXTS_FOLDER",
    "BuildReport",
    "Failure",
    "Progress",
    "build",
    "build_on_spark",
    "validate_build",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 (a module attribute can be anything)
    """Load validation, and the libraries that it needs, when it is first asked for."""
    if name != "validate_build":
        raise AttributeError(f"module 'kg.pipeline' has no attribute {name!r}")
    return import_module("kg.pipeline.checking").validate_build
