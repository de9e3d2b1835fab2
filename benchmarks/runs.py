"""How long runs of one piece are borne: CPU seconds of each pattern reader at one, two and four times a length, as ratios.

Usage: python benchmarks/runs.py [--size 50000] [READER …]

A pattern that goes back and forth over "until until until" takes four times as long for twice the text; one that does not takes
twice as long. The baseline is the same run at half the length, in the same process. `benchmarks/growth.py` does it for documents.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from kg.dates import find_dates
from kg.extraction import read_document
from kg.extraction.periods import Anchors, read_period
from kg.extraction.values import find_amounts
from kg.reading import read_bytes
from kg.reading.page import load_entries, match_part, plain_text
from kg.records import Document

_LINE: Final = 1600  # code points of a line of a page; longer ones are no part of a page


def _read_blocks(text: str) -> None:
    for _ in read_bytes("a.md", text.encode(), {}):
        pass


def _match_lines(text: str) -> None:
    """Each part of a page tries each line, as many lines as the text has."""
    for start in range(0, len(text), _LINE):
        for part in load_entries():
            match_part(part, plain_text(text[start : start + _LINE]))


def _read_names(text: str) -> None:
    read_document(Document("a.txt", "text/plain", "", text))


Reader = Callable[[str], object]
RUNS: Final[Mapping[str, tuple[Reader, tuple[str, ...]]]] = {
    "dates": (
        lambda text: find_dates(text, yearless=True),
        ("20", "2019 ", " \n", "May 1 ", "1/2/", "the first day of May, two thousand "),
    ),
    "amounts": (find_amounts, ("1", "a", "1,", "tens of ", "five years from ", "(", "up to ")),
    "periods": (
        lambda text: read_period(text, anchors=Anchors(), amounts=()),
        ("1", "a", "until ", "1 May 2020 ", "five years from ", '("A', "first anniversary of ", "ends on "),
    ),
    "lines of a page": (_match_lines, ("a ", "on ", "January 1, ", "by the ", "Source: ", "1 ", "Aa")),
    "blocks": (
        _read_blocks,
        (
            "A   ",
            "a\n\n",
            "# h\n",
            "## Related\n\n- a b\n\n",
            "From: a\nTo: b\n\n",
            "By: /s/ A\n\n",
            "Oslo, 3 May 2020\n\n",
            "a\tb\n",
        ),
    ),
    "names": (_read_names, ("Elm, ", "Elm Ltd has signed an agreement with Fir GmbH. ")),
}


def _seconds(read: Reader, piece: str, size: int) -> float:
    text = piece * (size // len(piece))
    started = time.process_time()
    read(text)
    return time.process_time() - started


def _rows(name: str, size: int) -> Iterator[str]:
    read, pieces = RUNS[name]
    for piece in pieces:
        took = [_seconds(read, piece, size * times) for times in (1, 2, 4)]
        grown = " | ".join(
            f"{now:.2f} | {now / before:.1f}" if before > 0.02 else f"{now:.2f} |" for before, now in itertools.pairwise(took)
        )
        yield f"| {name} | `{piece!r}` | {took[0]:.2f} | {grown} |"


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("readers", nargs="*", metavar="READER", help=", ".join(RUNS))
    arguments.add_argument("--size", type=int, default=50_000, help="code points of the shortest run")
    given = arguments.parse_args()
    for read, pieces in RUNS.values():  # load the lexicon
        read(pieces[0])
    print("| reader | run | s | s, twice | growth | s, four times | growth |\n|---|---|---|---|---|---|---|")  # noqa: T201
    for name in given.readers or RUNS:
        for row in _rows(name, given.size):
            print(row, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
