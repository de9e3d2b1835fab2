"""From documents to a build folder: every stage in its order, one bad file never in the way of the others.

    documents ──read──▶ readings ──resolve──▶ dealings ──derive──▶ graphs ──write──▶ build folder

The same documents give the same bytes, whatever the order in which they come.
"""

from kg.pipeline.checking import validate_build
from kg.pipeline.outcome import FORMATS, BuildReport
from kg.pipeline.report import CUT_SHORT, REPORT_FILE, TEXTS_FOLDER
from kg.pipeline.results import Failure
from kg.pipeline.running import Progress, build
from kg.pipeline.spark import build_on_spark
from kg.reading import MOST_TEXT

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
