"""The fast code against the plain definitions of `definitional.ru`, on random dealings and on the gold sets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import gold
import pyoxigraph
import pytest
from dealings import dealings
from hypothesis import given, settings

from kg.building import build_dealing_graph
from kg.deriving import Derived, build_derived_graph, derive
from kg.deriving.linking import build_chain
from kg.deriving.telling import hear, told_by
from kg.deriving.topics import Topics, is_single
from kg.files import load_toml
from kg.records import Dealing, Stance, StatementUse, Term
from kg.topics import topics_of
from kg.vocab import KG

BASE = "https://example.org/"
RULES = (Path(__file__).parent / "definitional.ru").read_text(encoding="utf-8")
ASKED = "PREFIX d: <urn:definition:> SELECT DISTINCT ?left ?name ?right WHERE { ?left d:verdict [ d:name ?name ; d:right ?right ] }"
KEPT = ("after", "beginsEarliest", "knownEarliest", "knownLatest", "bestRank")
_LEAVE = (
    *(("front", "frees-a-part"), ("entire", "frees-the-whole")),
    *(("exempt", "says-it-is-an-exception"), ("exempt", "part-does-not-apply")),
)


def _facts(d: Dealing, derived: Derived) -> Iterable[str]:
    """Base facts, and of the derived graph only what the definitions start from."""
    yield from build_dealing_graph(d, BASE).triples
    yield from (x for x in build_derived_graph(d, derived, BASE).triples if any(f"<{KG}{name}>" in x for name in KEPT))
    for s in d.statements:
        statement = f"<{BASE}statement/{s.id}>"
        yield f"{statement} <{KG}source> <urn:document:{s.document}> ."
        yield f'{statement} <{KG}rank> "{s.layer.rank}"^^<http://www.w3.org/2001/XMLSchema#integer> .'
        yield f"{statement} <{KG}stance> <{KG}{s.stance.value}> ."
        if s.guessed:
            yield f'{statement} <urn:definition:guess> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .'
    yield from _named(d)
    topics = Topics(d, told_by(d))
    for t in d.terms:
        yield from _told(t)
        yield from (f'<{BASE}term/{t.id}> <urn:definition:topic> "{word}" .' for word in topics.of(t.id, t.agreement))
        yield from _leave(t, [s for s in d.statements if t.id in s.asserts])
        if is_single(t.content.matter):
            yield f'<{BASE}term/{t.id}> <urn:definition:single> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .'
    chain = build_chain(d)
    for a, made in chain.made.items():
        if made.latest:
            yield f'<{BASE}agreement/{a}> <urn:definition:madeBy> "{made.latest}"^^<http://www.w3.org/2001/XMLSchema#date> .'
    for earlier, later in chain.replaced_by.items():
        yield from (f"<{BASE}agreement/{a}> <urn:definition:replaces> <{BASE}agreement/{earlier}> ." for a in later)


def _leave(t: Term, uses: Sequence[StatementUse]) -> Iterable[str]:
    """What the best passage of a term speaks of, and how its passages give leave."""
    term = f"<{BASE}term/{t.id}>"
    yield from (f'{term} <urn:definition:speaks> "{word}" .' for word in topics_of([hear(uses).words]))
    said = [s.words for s in uses if s.stance is not Stance.PRESUPPOSES] or [s.words for s in uses]
    for name, phrase in _LEAVE:
        if any(re.search(load_toml("phrases")[phrase]["pattern"], " ".join(x.split()), re.IGNORECASE) for x in said):
            yield f'{term} <urn:definition:{name}> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .'


def _named(d: Dealing) -> Iterable[str]:
    """What a passage that tells a change says was before."""
    changes = [s for s in d.statements if s.stance is Stance.CHANGES]
    for before in (s for s in d.statements if s.stance is Stance.PRESUPPOSES):
        around = [s for s in changes if s.document == before.document and before.words in s.words]
        for u, t in ((u, t) for s in around for u in s.asserts for t in before.asserts):
            yield f"<{BASE}term/{u}> <urn:definition:names> <{BASE}term/{t}> ."


def _told(t: Term) -> Iterable[str]:
    c, term = t.content, f"<{BASE}term/{t.id}>"
    numbered = c.low is not None or c.high is not None
    told = {"number": c.measure, "unit": c.unit} if numbered else {"value": _letters(c.value_text)} if c.value_text else {}
    for name, words in (told | ({"condition": _letters(c.condition)} if c.condition else {})).items():
        yield f'{term} <urn:definition:{name}> "{words}" .'


def _letters(words: str) -> str:
    return re.sub(r"[^\w]+", " ", re.sub("['’]", "", words)).strip().casefold()


def _defined(d: Dealing, derived: Derived) -> set[tuple[str, ...]]:
    store = pyoxigraph.Store()
    store.load("\n".join(_facts(d, derived)).encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    store.update(RULES)
    found = store.query(ASKED)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return {tuple(x.value.rpartition("/")[2] for x in row) for row in found}


def _derived(derived: Derived) -> set[tuple[str, ...]]:
    return {(f.left, f.verdict, f.right) for f in derived.findings}


@settings(max_examples=120, deadline=None)
@given(dealings())
def test_fast_code_and_definitions_agree(d: Dealing) -> None:
    """Every pair gets the same verdict from the sweep and from the definitions."""
    derived = derive(d)
    assert _derived(derived) == _defined(d, derived)


@pytest.mark.skipif(not gold.folders(), reason=gold.MISSING)
@pytest.mark.parametrize("folder", gold.folders(), ids=lambda f: f.name)
def test_they_agree_on_gold(folder: Path) -> None:
    """On real terms, too."""
    d = gold.load(folder).dealing
    derived = derive(d)
    assert _derived(derived) == _defined(d, derived)


# ------------------------------------------------------------------ closures and bounds
CLOSURES = (Path(__file__).parent / "closures.ru").read_text(encoding="utf-8")
_ORDER = "SELECT ?a ?name ?b WHERE { VALUES ?name { d:follows d:after d:low d:high } ?a ?name ?b }"


def _ordered(d: Dealing) -> set[tuple[str, ...]]:
    """What follows what, and the days of each agreement, by the definitions."""
    store = pyoxigraph.Store()
    store.load("\n".join(build_dealing_graph(d, BASE).triples).encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    store.update(CLOSURES)
    found = store.query(f"PREFIX d: <urn:definition:> {_ORDER}")
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return {tuple(x.value.replace("urn:definition:", "").rpartition("/")[2] for x in row) for row in found}


def _chained(d: Dealing) -> set[tuple[str, ...]]:
    """The same by the code."""
    chain = build_chain(d)
    found = {(a, "after", b) for a, several in chain.after.items() for b in several}
    found |= {(a, "follows", b) for a, several in chain.follows.items() for b in several}
    found |= {(a, "low", str(made.earliest)) for a, made in chain.made.items() if made.earliest}
    return found | {(a, "high", str(made.latest)) for a, made in chain.made.items() if made.latest}


@settings(max_examples=300, deadline=None)
@given(dealings())
def test_closures_and_definitions_agree(d: Dealing) -> None:
    """Closures of links and bounds of days are what plain definitions give, with cycles, wrong days and papers without force."""
    assert _chained(d) == _ordered(d)


@settings(max_examples=100, deadline=None)
@given(dealings())
def test_the_derived_graph_has_the_closures(d: Dealing) -> None:
    """`kg:after` and `kg:followsAny` stand in the graph as they were found."""
    names = {f"{KG}after": "after", f"{KG}followsAny": "follows"}
    lines = (line.split() for line in build_derived_graph(d, derive(d), BASE).triples)
    written = {
        (s.strip("<>").rpartition("/")[2], names[p[1:-1]], o.strip("<>").rpartition("/")[2])
        for s, p, o, *_ in lines
        if p[1:-1] in names
    }
    assert written == {row for row in _ordered(d) if row[1] in {"after", "follows"}}


@pytest.mark.skipif(not gold.folders(), reason=gold.MISSING)
@pytest.mark.parametrize("folder", gold.folders(), ids=lambda f: f.name)
def test_closures_agree_on_gold(folder: Path) -> None:
    """On real chains, too."""
    d = gold.load(folder).dealing
    assert _chained(d) == _ordered(d)
