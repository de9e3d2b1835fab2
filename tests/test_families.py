"""Small families of documents, the whole way through a build: changes over time on one side, contradictions on the other."""

from __future__ import annotations

from pathlib import Path

from builds import build, found


def page(publisher: str, day: str, *paragraphs: str) -> str:
    """A page of a publisher; its first paragraph is the title."""
    head = f"---\ntitle: {paragraphs[0]}\npublisher: {publisher}\npublished: {day}\n---\n# {paragraphs[0]}\n"
    return "\n\n".join([head, *paragraphs[1:], ""])


FISHING = page(
    "Republic of Orland",
    "2019-05-02",
    "Orland and Vesk sign a fisheries agreement",
    "Orland and Vesk today signed a fisheries agreement.",
    "Vesk may catch 40,000 tonnes of herring a year.",
    "Boats of Vesk may fish within ten miles of the coast of Orland.",
    "The agreement runs through 31 December 2027.",
)
AMENDED = page(
    "Republic of Vesk",
    "2023-11-06",
    "What changes for our boats",
    "Last week Orland and Vesk signed an amended fisheries agreement.",
    "## What is new?",
    "Boats of Vesk may no longer fish within ten miles of the coast of Orland, as they could until now.",
    "## What stays?",
    "The agreement lasts through 31 December 2027.",
)


def test_what_a_page_sets_against_the_past_is_a_change(tmp_path: Path) -> None:
    """A right that is no longer given ends with the new agreement, although the sentence speaks of the past too."""
    verdicts = found(build(tmp_path, {"1.md": FISHING, "2.md": AMENDED}))

    assert {v[0] for v in verdicts} == {"supersession"}


def test_what_stays_under_a_heading_can_contradict(tmp_path: Path) -> None:
    """Another last day under "What stays?" is told of the agreement that stands: a contradiction, and no extension."""
    other = AMENDED.replace("31 December 2027", "31 December 2028")

    assert "contradiction" in {v[0] for v in found(build(tmp_path, {"1.md": FISHING, "2.md": other}))}
    assert "extension" not in {v[0] for v in found(build(tmp_path / "again", {"1.md": FISHING, "2.md": other}))}
