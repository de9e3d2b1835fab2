"""The chain of agreements, drawn from rows."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg.chains import CHAIN_FORMATS, chain_graph, format_chain
from kg.cli import main
from kg.errors import InputError

BASE = "https://example.org/agreement/"
NS = "https://w3id.org/agreement-kg/ns#"


def row(name: str, previous: str = "", link: str = "amends", **more: str) -> dict[str, str]:
    """A row of the query about an invented agreement."""
    told = {"agreement": BASE + name, "label": name.title(), "kind": f"{BASE}kind/contract", "force": f"{NS}Binding", "steps": "0"}
    if previous:
        told |= {
            "previous": BASE + previous,
            "link": NS + link,
            "order": "certain",
            "carrier": f"urn:{name}",
            "words": f"{link} it",
        }
        told |= {"layer": f"{NS}PartyText", "basis": f"{NS}Explicit"}
    return told | more


FIRST = {"steps": "1", "earliest": "2020-01-01", "latest": "2020-12-31"}
CHAIN = [
    row("mill", earliest="2019-03-14", latest="2019-03-14"),
    row("first", "mill", **FIRST),
    row("first", "mill", **FIRST, carrier="urn:weak", words="said elsewhere", layer=f"{NS}ListingSummary"),
    row("second", "mill", "supersedes", steps="2", order="possible"),
    row("second", "first", steps="2"),
]


def test_a_tree_shows_dates_links_and_words() -> None:
    """Each agreement stands once, below the last that it follows, with the words of the best carrier."""
    assert format_chain(chain_graph(CHAIN)) == (
        "Mill (contract, Binding) · 2019-03-14\n"
        "└─ First (contract, Binding) · 2020-01-01 … 2020-12-31\n"
        "   │  amends Mill, explicit: “amends it” (and 1 more)\n"
        "   └─ Second (contract, Binding) · date unknown\n"
        "         amends First, explicit: “amends it”\n"
        "         supersedes Mill, explicit, order possible: “supersedes it”\n"
    )


def test_every_format_names_every_agreement() -> None:
    """No drawing loses an agreement, and GraphML is XML."""
    for form in CHAIN_FORMATS:
        text = format_chain(chain_graph(CHAIN), form)
        assert all(label in text for label in ("Mill", "First", "Second"))
    ET.fromstring(format_chain(chain_graph(CHAIN), "graphml"))


@pytest.mark.parametrize("form", sorted(CHAIN_FORMATS))
def test_a_cycle_is_drawn_and_ends(form: str) -> None:
    """Agreements that follow one another, or themselves, are drawn once each."""
    text = format_chain(chain_graph([row("a", "b"), row("b", "a"), row("c", "c")]), form)
    assert all(name in text for name in ("A", "B", "C"))


@given(st.permutations(CHAIN), st.sampled_from(sorted(CHAIN_FORMATS)))
def test_order_of_rows_does_not_matter(rows: list[dict[str, str]], form: str) -> None:
    """The same rows give the same drawing."""
    assert format_chain(chain_graph(rows), form) == format_chain(chain_graph(CHAIN), form)


@given(st.text(max_size=40), st.text(max_size=40))
def test_hostile_labels_stay_text(label: str, words: str) -> None:
    """Whatever a label or a quote holds, GraphML parses and Mermaid keeps one line a node."""
    graph = chain_graph([row("a", label=label), row("b", "a", words=words, label=label)])
    ET.fromstring(format_chain(graph, "graphml"))
    assert len(format_chain(graph, "mermaid").splitlines()) == 4


def test_an_agreement_outside_the_rows_still_stands() -> None:
    """A link to an agreement of other parties shows that agreement by its name."""
    assert "far" in format_chain(chain_graph([row("near", "far")]))


def test_no_rows_are_an_empty_drawing() -> None:
    """Nothing comes of nothing, without an error."""
    assert format_chain(chain_graph([])) == ""
    with pytest.raises(InputError, match="no format"):
        format_chain(chain_graph([]), "poem")


# ------------------------------------------------------------------ what other tools have to read
MERMAID = re.compile(r"flowchart BT|  a\d+\[\"[^\"\[\]{}|<>]*<br/>[^\"\[\]{}|<>]*\"\]|  a\d+ (-->|-\.->)\|\"[^\"|<>]*\"\| a\d+")
STRING = r'"(?:[^"\\\n]|\\.)*"'
VALUE = rf"\w+=(?:{STRING}|\w+)"
DOT = re.compile(
    rf"digraph chain \{{|\}}|  rankdir=BT;|  node \[shape=box\];|  {STRING}(?: -> {STRING})? \[{VALUE}(?: {VALUE})*\];"
)


@given(st.text(max_size=40), st.text(max_size=40))
def test_mermaid_and_dot_are_well_formed(label: str, words: str) -> None:
    """Each line is a statement of its language, whatever labels and quotes hold."""
    graph = chain_graph([row("a", label=label), row("b", "a", words=words, label=label), row("c", "b", order="possible")])
    for form, line in (("mermaid", MERMAID), ("dot", DOT)):
        text = format_chain(graph, form)
        assert [x for x in text.removesuffix("\n").split("\n") if not line.fullmatch(x)] == []


@given(st.text(max_size=40))
def test_networkx_reads_graphml_back(label: str) -> None:
    """The same agreements and links, with their kinds."""
    graph = chain_graph([*CHAIN, row("odd", "mill", label=label)])
    read = nx.read_graphml(io.BytesIO(format_chain(graph, "graphml").encode()))
    assert set(read) == set(graph)
    assert {(a, b): read.edges[a, b]["type"] for a, b in read.edges} == {
        (a, b): ", ".join(k.type for k in graph.edges[a, b]["links"]) for a, b in graph.edges
    }


@pytest.mark.parametrize(("form", "start"), [("tree", ""), ("mermaid", "flowchart"), ("dot", "digraph"), ("graphml", "<")])
def test_the_command_prints_every_format(built: Path, form: str, start: str) -> None:
    """`kg chain --format` prints the chain of a build in each format, and names the link."""
    shown = CliRunner().invoke(main, ["chain", str(built), "--format", form])
    assert shown.exit_code == 0
    assert shown.stdout.startswith(start)
    assert "amends" in shown.stdout
