"""Documents that cannot be right, the whole way through a build: said, with what and where, and never a crash or a loop."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from dealings import SCOPES, agreement, chain, content, dealing, link, on, says
from texts import AMENDMENT, LEASE, NEWS, RELEASE

import kg
from kg.deriving import derive
from kg.records import Exclusivity, LinkType, Term

CLAUSE = "4. Governing"
RENEWAL = LEASE.replace("WAREHOUSE LEASE", "LEASE RENEWAL").replace("Warehouse Lease", "Lease Renewal").replace("3 May", "9 June")


def build(folder: Path, documents: Mapping[str, str]) -> kg.Graph:
    """The graph of some documents."""
    source = folder / "in"
    source.mkdir()
    for name, text in documents.items():
        (source / name).write_text(text, encoding="utf-8")
    return kg.build(source, folder / "out")


def notes(graph: kg.Graph) -> dict[str, str]:
    """The notes of a build by kind."""
    return {row["kind"]: row["text"] for row in graph.query("notes").texts()}


def violations(graph: kg.Graph) -> list[tuple[str, str]]:
    """Message and focus of each violation; warnings are none."""
    return [(v.message, str(v.focus)) for v in graph.validate() if v.severity == "Violation"]


def test_an_amendment_older_than_its_base_is_said(tmp_path: Path) -> None:
    """Dates out of order: the link does not count, a note names both agreements, and a violation says how to mend it."""
    graph = build(tmp_path, {"lease.txt": LEASE, "amendment.txt": AMENDMENT.replace("9 June 2023", "9 June 2019")})
    text = notes(graph)["link-left-out"]
    assert "amendment.2019-06-09 amends" in text
    assert "made before the earlier one" in text
    ((message, focus),) = violations(graph)
    assert "turn the link round, or correct a date" in message
    assert focus.endswith("amendment.2019-06-09")


def test_an_end_before_the_start_is_said(tmp_path: Path) -> None:
    """A term that is over before it begins has a note with both days, and a violation that names the term."""
    odd = LEASE.replace("for five years from the date of this Lease", "from 1 May 2022 until 1 March 2021")
    graph = build(tmp_path, {"lease.txt": odd})
    assert "ends by 2021-03-01, before it begins on 2022-05-01" in notes(graph)["ends-before-it-begins"]
    ((message, focus),) = violations(graph)
    assert "ends before it begins" in message
    assert "/term/" in focus


def test_two_papers_that_claim_to_be_one_agreement_contradict_each_other(tmp_path: Path) -> None:
    """The same title, day and parties with another rent: one agreement, and a contradiction with both quotes."""
    graph = build(tmp_path, {"one.txt": LEASE, "other.txt": LEASE.replace("31,500", "61,000")})
    assert graph.report["counts"]["agreements"] == 1
    (found,) = graph.findings()
    assert (found.verdict, found.certainty, found.left.matter) == ("contradiction", "certain", "payment")
    assert {q.document for side in (found.left, found.right) for q in side.quotes} == {"one.txt", "other.txt"}


def test_a_paper_that_replaces_itself_replaces_nothing(tmp_path: Path) -> None:
    """A lease that says that it supersedes the lease of its own name and day ends no term of its own."""
    itself = "3.3 This Lease supersedes the Warehouse Lease Agreement dated 3 May 2021 in its entirety.\n\n"
    graph = build(tmp_path, {"lease.txt": LEASE.replace(CLAUSE, itself + CLAUSE)})
    assert graph.findings() == ()
    assert violations(graph) == []


def test_papers_that_amend_each_other_are_said(tmp_path: Path) -> None:
    """Of two agreements each says that it amends the other: only the link that the days allow counts, and the other is named."""
    one = LEASE.replace(CLAUSE, f"3.3 This Lease amends the Lease Renewal Agreement dated 9 June 2021.\n\n{CLAUSE}")
    other = RENEWAL.replace(CLAUSE, f"3.3 This Lease amends the Warehouse Lease Agreement dated 3 May 2021.\n\n{CLAUSE}")
    graph = build(tmp_path, {"one.txt": one, "other.txt": other})
    assert notes(graph).keys() & {"link-left-out", "cycle"}
    assert violations(graph)


@pytest.mark.parametrize("size", [2, 3, 40])
def test_a_ring_of_any_length_is_named_and_orders_nothing(size: int) -> None:
    """Undated agreements that follow one another in a ring: one note with all of them, no order, no finding, no loop."""
    sides = (Exclusivity.EXCLUSIVE, Exclusivity.NON_EXCLUSIVE)
    d = chain(*(content(exclusivity=sides[i % 2]) for i in range(size)))
    names = [f"a{i}" for i in range(size)]
    links = [link(a, LinkType.SUPERSEDES, b) for a, b in zip(names, names[1:] + names[:1], strict=True)]
    found = derive(dealing([agreement(a) for a in names], d.terms, d.statements, links))
    (note,) = [n for n in found.notes if n.kind == "cycle"]
    assert set(note.concerns) == set(names)
    assert not found.findings
    assert not any(a.after for a in found.agreements)


def test_thousands_of_copies_are_one_witness() -> None:
    """Five thousand statements of one origin are one witness of one term, whatever their documents."""
    uses = [says("t0", f"{i}.txt", origin="one") for i in range(5000)]
    found = derive(dealing([agreement("a", on(2010))], [Term("t0", "a", content(scope=(SCOPES[0].id,)))], uses))
    (facts,) = found.terms
    assert (facts.witnesses, len(facts.told_in)) == (1, 5000)
    assert not found.findings


def test_copies_of_a_page_are_one_witness_in_a_build(tmp_path: Path) -> None:
    """Two hundred copies of a press report tell what one tells: the same terms and findings, each side with one witness."""
    copies = {f"copy-{i:03}.md": NEWS for i in range(200)}
    graph = build(tmp_path, {"release.md": RELEASE, **copies})
    (found,) = [f for f in graph.findings() if not f.change]
    assert found.verdict == "misreport"
    assert (found.left.witnesses, found.right.witnesses) == (1, 1)
