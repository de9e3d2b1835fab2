"""What is in force: the rules one by one, and the query against the function."""

from __future__ import annotations

from datetime import date

import pyoxigraph
import pytest
import rdflib
from dealings import YEARS, beside, chain, content, dealing, dealings, figure, on, says
from dealings import agreement as made_on
from hypothesis import given, settings

from kg.building import build_dealing_graph
from kg.deriving import Derived, Row, build_derived_graph, derive, in_force
from kg.ntriples import to_quads
from kg.querying import bind, load_query, open_dataset, run_query
from kg.records import DateBounds, Dealing, Exclusivity, Force, Layer, LinkType, Modality, Term

BASE = "https://example.org/"
EXCLUSIVE, OPEN = content(exclusivity=Exclusivity.EXCLUSIVE), content(exclusivity=Exclusivity.NON_EXCLUSIVE)


def status(d: Dealing, term: str, day: date, known: date = date(2030, 1, 1)) -> str:
    """The status of a term on a day; empty where it has no row."""
    rows = {r.term: r for r in in_force(d, derive(d), day, known)}
    return rows[term].status if term in rows else ""


def test_a_clash_ends_a_term_when_it_begins_and_is_known() -> None:
    """Before the later term begins, or for a reader who cannot know it, the earlier one holds."""
    d = chain(EXCLUSIVE, OPEN)
    assert status(d, "t0", date(2010, 6, 1)) == "DEFINITE"
    assert status(d, "t0", date(2011, 6, 1), known=date(2010, 12, 31)) == "DEFINITE"
    assert status(d, "t0", date(2011, 6, 1)) == ""
    assert status(d, "t1", date(2011, 6, 1)) == "DEFINITE"


def test_a_partial_clash_leaves_the_rest_in_force() -> None:
    """A carve-out narrows a term and leaves it definite."""
    d = chain(
        content(exclusivity=Exclusivity.EXCLUSIVE, scope=("d.all",)),
        content(exclusivity=Exclusivity.NON_EXCLUSIVE, scope=("d.part",)),
    )
    rows = {r.term: r for r in in_force(d, derive(d), date(2012, 1, 1), date(2012, 1, 1))}
    assert (rows["t0"].status, rows["t0"].narrowed_by) == ("DEFINITE", ("t1",))


def test_silence_of_an_amendment_carries_over_and_of_a_replacement_does_not() -> None:
    """An amendment leaves what it does not speak of; a whole replacement leaves it only possible."""
    other = content(matter="audit")
    assert status(chain(EXCLUSIVE, other), "t0", date(2012, 1, 1)) == "DEFINITE"
    assert status(chain(EXCLUSIVE, other, kind=LinkType.SUPERSEDES), "t0", date(2012, 1, 1)) == "POSSIBLE"
    assert status(chain(EXCLUSIVE, EXCLUSIVE, kind=LinkType.SUPERSEDES), "t0", date(2012, 1, 1)) == "DEFINITE"


def test_a_restatement_in_between_does_not_shield_from_a_later_change() -> None:
    """What an amendment confirms and the next one ends is over in every version."""
    d = chain(figure(10), figure(10), figure(20))
    assert [status(d, t, date(2013, 1, 1)) for t in ("t0", "t1", "t2")] == ["", "", "DEFINITE"]


def test_second_hand_text_reports_and_ends_nothing() -> None:
    """Rank 1 alone is reported, and makes the party's own text no more than possible."""
    d = chain(EXCLUSIVE, OPEN)
    weak = tuple(says("t1", "press", layer=Layer.UNATTRIBUTED_TEXT) if s.asserts == ("t1",) else s for s in d.statements)
    d = dealing(d.agreements, d.terms, weak, d.links)
    assert status(d, "t1", date(2021, 1, 1)) == "REPORTED"
    assert status(d, "t0", date(2021, 1, 1)) == "POSSIBLE"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (content(), "DEFINITE"),
        (content(modality=Modality.FACT), ""),
        (content(modality=Modality.INTENTION), ""),
        (content(start=on(2025)), ""),
        (content(start=DateBounds(date(2010, 1, 1), date(2025, 1, 1))), "POSSIBLE"),
        (content(end=on(2019)), ""),
        (content(end=DateBounds(date(2019, 1, 1), date(2025, 1, 1))), "POSSIBLE"),
        (content(end=on(2021)), "DEFINITE"),
    ],
)
def test_bounds_decide(told: object, expected: str) -> None:
    """A term holds from the latest first day to the earliest last day; in between it may."""
    assert isinstance(told, type(content()))
    assert status(beside((told, "a.txt", Layer.PARTY_TEXT)), "t0", date(2020, 6, 1)) == expected


def test_only_binding_agreements_have_terms_in_force() -> None:
    """Nothing of a paper that does not bind, or of which nobody says whether it does, is in force."""
    for force in (Force.NON_BINDING, Force.DECLARATORY, Force.UNKNOWN):
        d = dealing([made_on("a", on(2010), force)], [Term("t", "a", content())], [says("t")])
        assert status(d, "t", date(2021, 1, 1)) == ""


def _asked(d: Dealing, derived: Derived, on_day: date, known: date, engine: str) -> dict[str, tuple[str, bool, bool]]:
    graphs = [build_dealing_graph(d, BASE), build_derived_graph(d, derived, BASE)]
    source: pyoxigraph.Store | rdflib.Dataset = pyoxigraph.Store()
    if isinstance(source, pyoxigraph.Store) and engine == "oxigraph":
        source.bulk_load("".join(map(to_quads, graphs)).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    else:
        source = open_dataset(graphs)
    table = run_query(source, bind(load_query("in-force"), {"on": on_day.isoformat(), "known": known.isoformat()}))
    rows = [dict(zip(table.columns, [cell.text if cell else "" for cell in row], strict=True)) for row in table.rows]
    assert len({r["term"] for r in rows}) == len(rows)
    return {r["term"].rpartition("/")[2]: (r["status"], bool(r["why"]), r["part"] == "yes") for r in rows}


def _told(rows: tuple[Row, ...]) -> dict[str, tuple[str, bool, bool]]:
    return {r.term: (r.status.value, bool(r.why), bool(r.narrowed_by)) for r in rows}


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
@settings(max_examples=25, deadline=None)
@given(d=dealings(), on_day=YEARS, known=YEARS)
def test_query_and_function_agree(engine: str, d: Dealing, on_day: date, known: date) -> None:
    """The portable query over the derived graph gives the same terms, statuses and doubts as the function."""
    derived = derive(d)
    assert _asked(d, derived, on_day, known, engine) == _told(in_force(d, derived, on_day, known))
