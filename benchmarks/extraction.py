"""How fast documents are read, and graphs built from them, beside a plain splitting of the same text into sentences.

Usage: python benchmarks/extraction.py FOLDER [--files N] [--profile]

FOLDER holds .txt files. The baseline reads the files from disk and splits their text with a plain `re` and nothing else. Beside it
stand what a document says, read from the document in memory, and the whole build from the files into an empty folder: reading,
extraction, resolving, deriving, writing N-Quads; no SHACL. All run one after the other in this one process; what is compared
is megabytes of text per CPU second, of the process and of those that it started, so that other programs do not count. The lexicon
is loaded before the clock starts. `--profile` prints where the time of reading goes.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.extraction import read_document
from kg.pipeline import build
from kg.reading import Source, read_each
from kg.records import Document

REQUIRED = 1 / 30  # of the plain splitting: what documents say
REQUIRED_BUILD = 1 / 100  # of it: the whole build from text
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“(])")
_REPEATS = 5  # of the plain splitting, which takes so little that one run says nothing


@dataclass(frozen=True, slots=True)
class Speed:
    """Megabytes of text in so many CPU seconds."""

    megabytes: float
    seconds: float

    @property
    def rate(self) -> float:
        """Megabytes per CPU second."""
        return self.megabytes / self.seconds if self.seconds else float("inf")


def load(files: Sequence[Path]) -> list[Document]:
    """The documents of the files, those that cannot be read left out."""
    found = [document for path in files for document in read_each(Source(path, path.name))]
    return [document for document in found if not isinstance(document, InputError)]


def measure(work: Callable[[], object], megabytes: float) -> Speed:
    """How long a work takes: user and system time of this process and its children, in seconds."""
    start = os.times()
    work()
    end = os.times()
    return Speed(megabytes, sum(end[:4]) - sum(start[:4]))


def split_plainly(files: Sequence[Path]) -> int:
    """Read each file and split it into sentences; their number."""
    return sum(len(_SENTENCE.split(path.read_text(encoding="utf-8", errors="replace"))) for path in files)


def read_all(documents: Sequence[Document]) -> int:
    """Read what documents say; the number of statements."""
    return sum(len(read_document(document).statements) for document in documents)


def build_all(files: Sequence[Path]) -> None:
    """Build the graph of files into an empty folder, with nothing kept from an earlier build."""
    with tempfile.TemporaryDirectory() as folder:
        build([str(path) for path in files], Path(folder) / "out", jobs=1, formats=["nq"], keep=False)


def tell(name: str, speed: Speed, plain: Speed, required: float) -> bool:
    """Print a speed and its ratio to the plain splitting; whether it is as fast as required."""
    ratio = speed.rate / plain.rate
    least = f"(required: at least 1/{1 / required:.0f})"
    sys.stdout.write(f"{name:17} {speed.rate:9.3f} MB per CPU second  1/{1 / ratio:.1f} {least}\n")
    return ratio >= required


def main(arguments: Sequence[str]) -> int:
    """Print the speeds and their ratios; exit status 1 where one is below what is required."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, help="only the first N files")
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    given = parser.parse_args(arguments)
    files = sorted(given.folder.glob("*.txt"))[: given.files]
    documents = load(files)
    if not documents:
        parser.error(f"{given.folder} holds no .txt file that can be read.")
    megabytes = sum(len(d.text.encode("utf-8", "replace")) for d in documents) / 1_000_000
    read_all(documents[:1])
    if given.profile:
        profile = cProfile.Profile()
        profile.runcall(read_all, documents)
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)
        return 0
    plain = measure(lambda: [split_plainly(files) for _ in range(_REPEATS)], megabytes * _REPEATS)
    ours = measure(lambda: read_all(documents), megabytes)
    whole = measure(lambda: build_all(files), megabytes)
    sys.stdout.write(f"{len(documents)} documents, {megabytes:.2f} MB of text\n")
    sys.stdout.write(f"plain sentences   {plain.rate:9.3f} MB per CPU second\n")
    enough = [tell("read_document", ours, plain, REQUIRED), tell("build", whole, plain, REQUIRED_BUILD)]
    return 0 if all(enough) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
