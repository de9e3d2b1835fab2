"""How fast documents are read: MB of text per CPU second, beside a plain splitting of the same text into sentences.

Usage: python benchmarks/extraction.py FOLDER [--files N] [--profile]

FOLDER holds .txt files. Both sides read the files from disk in this process: one splits the text with a plain `re` and nothing
else, the other makes a document of it and reads what it says. What is compared is CPU time of the process, so that other
programs do not count. The lexicon is loaded before the clock starts. `--profile` prints where the time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.extraction import read_document
from kg.reading import Source, read_each
from kg.records import Document

REQUIRED = 1 / 30
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
    """How long a work takes."""
    start = time.process_time()
    work()
    return Speed(megabytes, time.process_time() - start)


def split_plainly(files: Sequence[Path]) -> int:
    """Read each file and split it into sentences; their number."""
    return sum(len(_SENTENCE.split(path.read_text(encoding="utf-8", errors="replace"))) for path in files)


def read_all(documents: Sequence[Document]) -> int:
    """Read what documents say; the number of statements."""
    return sum(len(read_document(document).statements) for document in documents)


def main(arguments: Sequence[str]) -> int:
    """Print both speeds and their ratio; exit status 1 where the ratio is below what is required."""
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
    ratio = ours.rate / plain.rate
    sys.stdout.write(f"{len(documents)} documents, {megabytes:.2f} MB of text\n")
    sys.stdout.write(f"plain sentences   {plain.rate:9.3f} MB per CPU second\n")
    sys.stdout.write(f"read_document     {ours.rate:9.3f} MB per CPU second\n")
    sys.stdout.write(f"ratio             1/{1 / ratio:.1f} (required: at least 1/{1 / REQUIRED:.0f})\n")
    return 0 if ratio >= REQUIRED else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
