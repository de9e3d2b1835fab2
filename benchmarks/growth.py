"""How time grows with a document: CPU seconds of reading and of extraction at one, two and four times a size, as ratios.

Usage: python benchmarks/growth.py [--size 2000] [SHAPE …]

Each shape is a document of very many of one thing. Twice the size should take about twice the time: the ratios show where a way is
quadratic (about 4). The baseline is the same document at half the size, in the same process.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping
from typing import Final

from kg.extraction import read_document
from kg.reading import read_bytes
from kg.records import Document

HEAD: Final = 'SUPPLY AGREEMENT\n\nThis Supply Agreement is made on 3 May 2021 between Elm Corp. ("Elm") and Fir Inc. ("Fir").\n\n'
FEE: Final = "Elm shall pay Fir a fee of ${0} for each delivery of goods."
TOLD: Final = "OSLO, 3 May 2021 - Elm Corp. and Fir Inc. signed a supply agreement, the companies said.\n\n"
PAGE: Final = "<p>Elm Corp. and Fir Inc. signed a supply agreement.</p>"
Shape = Callable[[int], tuple[str, str]]


def name(number: int) -> str:
    """Return an invented name for a number."""
    letters = ""
    number += 26**3
    while number:
        number, rest = divmod(number, 26)
        letters = chr(97 + rest) + letters
    return letters.capitalize()


def _text(unit: str) -> Shape:
    return lambda size: ("a.md", HEAD + "".join(unit.format(n, name(n), 1 + n % 28) for n in range(size)))


def _report(unit: str) -> Shape:
    return lambda size: ("a.md", TOLD + "".join(unit.format(n, name(n), 1 + n % 28) for n in range(size)))


def _page(unit: str) -> Shape:
    return lambda size: ("a.html", PAGE + "".join(unit.format(n) for n in range(size)))


SHAPES: Final[Mapping[str, Shape]] = {
    "paragraphs": _text("The weather was fine on day {0}.\n\n"),
    "duties": _text(f"{FEE}\n\n"),
    "duties-in-one-line": _text(f"{FEE} "),
    "one-sentence": _text("Elm shall pay Fir a fee of ${0} and "),
    "rents-in-one-clause": lambda size: (
        "a.md",
        f"{HEAD}Elm shall pay Fir a rent of {' and '.join(f'${n} per month for quay {n}' for n in range(size))}.",
    ),
    "quoted": lambda size: (
        "a.md",
        TOLD + " ".join(f'"We shall pay Fir ${n} for them", said Ann Bee of Elm Corp.' for n in range(size)),
    ),
    "parties": _text("{1} Corp. and Fir Inc. signed a licence agreement.\n\n"),
    "agreements": _text("Elm and Fir signed the {1} License Agreement dated {2} May 2020.\n\n"),
    "amended": _text("This Agreement amends the {1} Agreement dated {2} May 2020 between Elm and Fir.\n\n"),
    "agreements-told-in-one-line": _report("Under the supply agreement, Elm shall pay Fir a fee of ${0} for each ton. "),
    "parties-told": _report("{1} Corp. signed a licence agreement with Fir Inc. on {2} May 2020.\n\n"),
    "unknown-payers": _report("{1} shall pay Elm a fee of ${0} for the goods.\n\n"),
    "suppliers-in-one-sentence": _text("Elm shall be the exclusive supplier of {1} and the exclusive right belongs to Fir, "),
    "defined-days": _text('"{1} Date" means {2} May 2020.\n\n'),
    "dates": _text("{2} May 2020, "),
    "rows": _text("| Fee {0} | ${0} | Elm pays Fir |\n"),
    "items": _text("- Elm pays Fir {0}\n"),
    "section-lines": _text("Section 1.1\n"),
    "quotation-marks": _text('"'),
    "brackets": _text("("),
    "dashes": _text("-"),
    "empty-lines": _text("\n"),
    "hidden-signs": _text("E\u200blm pays "),
    "html-paragraphs": _page(f"<p>{FEE}</p>"),
    "html-rows": _page("<tr><td>Fee {0}</td><td>${0}</td><td>Elm pays Fir</td></tr>"),
    "html-empty": _page("<div></div>"),
}


def seconds(shape: Shape, size: int) -> tuple[float, float]:
    """Return the CPU seconds of reading and of extraction of a shape."""
    identifier, text = shape(size)
    data, started = text.encode(), time.process_time()
    documents = [one for one in read_bytes(identifier, data, {}) if isinstance(one, Document)]
    read = time.process_time()
    for document in documents:
        read_document(document)
    return read - started, time.process_time() - read


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("shapes", nargs="*", metavar="SHAPE", help=", ".join(SHAPES))
    arguments.add_argument("--size", type=int, default=2000)
    given = arguments.parse_args()
    seconds(SHAPES["duties"], 3)  # load the lexicon
    print("| shape | size | reading s | growth | extraction s | growth |\n|---|---|---|---|---|---|")  # noqa: T201
    for shape in given.shapes or SHAPES:
        before = (0.0, 0.0)
        for size in (given.size, 2 * given.size, 4 * given.size):
            now = seconds(SHAPES[shape], size)
            grown = [f"{one / two:.1f}" if two > 0.02 else "" for one, two in zip(now, before, strict=True)]
            print(f"| {shape} | {size} | {now[0]:.2f} | {grown[0]} | {now[1]:.2f} | {grown[1]} |", flush=True)  # noqa: T201
            before = now


if __name__ == "__main__":
    main()
