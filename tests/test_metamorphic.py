"""Documents altered in one place, the whole way through a build: the expected finding comes, and no other."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from builds import build, found

import kg
from kg.files import resource

OWN = """---
title: Aster Maps and Birch Travel sign a license agreement
publisher: Aster Maps
published: 2024-03-04
---
# Aster Maps and Birch Travel sign a license agreement

Aster Maps and Birch Travel today signed a license agreement.

Aster Maps grants Birch Travel an exclusive license to its city maps through 2028.

Birch Travel will pay Aster Maps a license fee of EUR 3 million.
"""
PARTNER = OWN.replace("publisher: Aster Maps", "publisher: Birch Travel")
PRESS = PARTNER.replace("publisher: Birch Travel", "publisher: The Valley Courier").replace("today signed", "signed")
AMENDED = """---
title: Aster Maps and Birch Travel amend their license agreement
publisher: Aster Maps
published: 2025-06-07
---
# Aster Maps and Birch Travel amend their license agreement

Aster Maps and Birch Travel today announced an amendment of the license agreement of March 4, 2024.

Under the amended agreement, Aster Maps grants Birch Travel an exclusive license to its city maps through 2028.

Under the amended agreement, Birch Travel will pay Aster Maps a license fee of EUR 3 million.
"""
NUMBER, END, GRADE = ("EUR 3 million", "EUR 5 million"), ("through 2028", "through 2030"), ("an exclusive", "a non-exclusive")


@pytest.mark.parametrize(
    ("second", "change", "expected"),
    [
        (PARTNER, NUMBER, [("contradiction", "payment", "certain")]),
        (PARTNER, END, [("contradiction", "licence", "certain")]),
        (PARTNER, GRADE, [("contradiction", "licence", "certain")]),
        (PRESS, NUMBER, [("misreport", "payment", "certain")]),
        (PRESS, END, [("misreport", "licence", "certain")]),
        (PRESS, GRADE, [("misreport", "licence", "certain")]),
        (AMENDED, NUMBER, [("supersession", "payment", "certain")]),
        (AMENDED, END, [("extension", "licence", "certain")]),
        (AMENDED, GRADE, [("supersession", "licence", "certain")]),
    ],
)
def test_one_place_altered_gives_one_finding(
    second: str, change: tuple[str, str], expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    """Another number, end or grade in the second document is exactly one finding; the same document unaltered gives none."""
    assert found(build(tmp_path / "same", {"1.md": OWN, "2.md": second})) == []
    assert change[0] in second
    assert found(build(tmp_path / "other", {"1.md": OWN, "2.md": second.replace(*change)})) == expected


@pytest.mark.parametrize(
    "change",
    [
        (
            "Birch Travel will pay Aster Maps a license fee of EUR 3 million.",
            "A license fee of EUR 3 million is payable by Birch Travel to Aster Maps.",
        ),
        ("EUR 3 million", "EUR 3,000,000"),
        ("EUR 3 million", "three million euros"),
        ("through 2028", "until December 31, 2028"),
        ("grants Birch Travel an exclusive license", "has granted to Birch Travel an exclusive licence"),
        (
            "Aster Maps grants Birch Travel an exclusive license to its city maps",
            "Birch Travel receives an exclusive license to the city maps of Aster Maps",
        ),
    ],
)
def test_a_paraphrase_gives_no_finding(change: tuple[str, str], tmp_path: Path) -> None:
    """The same rule in other words contradicts nothing, changes nothing, and is the same term."""
    assert change[0] in PARTNER
    graph = build(tmp_path, {"1.md": OWN, "2.md": PARTNER.replace(*change)})
    assert found(graph) == []
    assert graph.report["counts"]["terms"] == 2
    assert graph.report["counts"]["statements"] == 6


def test_a_second_copy_of_a_document_changes_no_finding(tmp_path: Path) -> None:
    """A copy under another name adds neither findings nor witnesses."""
    documents = {"1.md": OWN, "2.md": PRESS.replace(*NUMBER), "3.md": AMENDED.replace(*GRADE)}
    once, twice = build(tmp_path / "once", documents), build(tmp_path / "twice", {**documents, "copy.md": documents["2.md"]})
    assert found(once) == found(twice) != []
    assert [f.right.witnesses for f in once.findings()] == [f.right.witnesses for f in twice.findings()]


def test_the_order_of_documents_changes_no_byte(tmp_path: Path) -> None:
    """Documents named one by one, in either order, give the same graph."""
    paths = sorted(resource("seeds").iterdir())
    one, other = kg.build(paths, tmp_path / "one"), kg.build(list(reversed(paths)), tmp_path / "other")
    assert (one.folder / "graph.nq").read_bytes() == (other.folder / "graph.nq").read_bytes()


def test_a_copy_of_a_seed_changes_no_finding(tmp_path: Path) -> None:
    """Each of the sample documents twice: the same findings with the same certainty."""
    source = tmp_path / "in"
    source.mkdir()
    for path in resource("seeds").iterdir():
        for name in (path.name, f"copy-of-{path.name}"):
            (source / name).write_bytes(path.read_bytes())
    once, twice = kg.build(resource("seeds"), tmp_path / "once"), kg.build(source, tmp_path / "twice")
    assert Counter(found(once)) == Counter(found(twice))
