"""What a party promised to two partners: found across dealings, apart from every dealing's own findings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from dealings import agreement, content, link, on, says
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.deriving import PartyFindings, build_derived_graph, build_party_graph, derive, find_collisions
from kg.records import Agreement, DateBounds, Dealing, Exclusivity, Force, LinkType, Modality, Party, Scope, Term
from kg.resolution import relate_labels
from kg.resolution.scope_forms import read_scope

BASE = "https://example.org/"
SHUT, FREE = Exclusivity.EXCLUSIVE, Exclusivity.NON_EXCLUSIVE


def deal(name: str, partner: str, made: DateBounds = on(2015), force: Force = Force.BINDING, **more: Any) -> Dealing:  # noqa: B008
    """Ash licenses something to a partner."""
    scope = more.pop("scope", "city maps")
    told = content(**({"counterparty": (partner,), "scope": (f"{name}.s",)} | more))
    deed = replace(agreement(name, made, force), parties=("ash", partner))
    scopes = (Scope(f"{name}.s", scope),)
    parties = (Party("ash", "Ash"), Party(partner, partner.title()))
    term = Term(f"t-{name}", name, told)
    return Dealing(name, parties, (deed,), (), scopes, (term,), (says(term.id, f"{name}.txt", about=(name,)),))


def found(*dealings: Dealing) -> tuple[PartyFindings, ...]:
    """The collisions of some dealings."""
    return find_collisions(dealings, [derive(d) for d in dealings], relate_labels)


def verdicts(*dealings: Dealing) -> list[tuple[str, str, str, bool]]:
    """Verdict, left, right and whether it is certain."""
    return [(c.verdict, c.left, c.right, c.certain) for p in found(*dealings) for c in p.collisions]


HERE = deal("here", "birch", exclusivity=SHUT)


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        (deal("there", "cedar", exclusivity=FREE), [("promised-elsewhere", "t-here", "t-there", True)]),
        (deal("there", "cedar"), [("promised-elsewhere", "t-here", "t-there", True)]),
        (deal("there", "cedar", on(2016), exclusivity=SHUT), [("exclusive-twice", "t-here", "t-there", True)]),
        (deal("there", "cedar", modality=Modality.OBLIGATION), [("promised-elsewhere", "t-here", "t-there", True)]),
        (deal("there", "cedar", scope="old city maps"), [("promised-elsewhere", "t-here", "t-there", True)]),
        (deal("there", "cedar", scope="some city maps"), [("promised-elsewhere", "t-here", "t-there", False)]),
        (deal("there", "cedar", hedge="perhaps"), [("promised-elsewhere", "t-here", "t-there", False)]),
        (deal("there", "cedar", DateBounds()), [("promised-elsewhere", "t-here", "t-there", False)]),
        (deal("there", "cedar", scope="songs"), []),
        (deal("there", "birch"), []),
        (deal("there", "cedar", matter="payment"), []),
        (deal("there", "cedar", modality=Modality.NO_DUTY), []),
        (deal("there", "cedar", modality=Modality.INTENTION), []),
        (deal("there", "cedar", on(2015), Force.NON_BINDING), []),
        (deal("there", "cedar", on(2012), end=on(2014)), []),
        (deal("there", "cedar", bearer=("cedar",), counterparty=("ash",)), []),
    ],
)
def test_what_collides(there: Dealing, expected: list[tuple[str, str, str, bool]]) -> None:
    """One bearer, exclusive here, promised or allowed to another there, scopes touch, a day on which both hold."""
    assert verdicts(HERE, there) == expected
    assert verdicts(there, HERE) == expected


def test_what_ended_before_collides_no_more() -> None:
    """A term that a later agreement took away does not collide with what was promised after that."""
    later: Agreement = replace(agreement("later", on(2018)), parties=("ash", "birch"))
    freed = Term("t-later", "later", replace(HERE.terms[0].content, exclusivity=FREE))
    ended = replace(
        HERE,
        agreements=(*HERE.agreements, later),
        terms=(*HERE.terms, freed),
        links=(link("later", LinkType.AMENDS, "here"),),
        statements=(*HERE.statements, says("t-later", "later.txt")),
    )
    assert verdicts(ended, deal("there", "cedar", on(2019))) == []
    assert verdicts(ended, deal("there", "cedar", on(2017))) != []


def test_linked_agreements_and_joint_partners_do_not_collide() -> None:
    """Who is a party to the other agreement has agreed to it; linked agreements change one another."""
    there = deal("there", "cedar")
    together = replace(there, agreements=(replace(there.agreements[0], parties=("ash", "birch", "cedar")),))
    assert verdicts(HERE, together) == []
    one = Dealing("one", (), HERE.agreements + there.agreements, (), HERE.scopes + there.scopes, HERE.terms + there.terms)
    one = replace(one, statements=HERE.statements + there.statements)
    assert verdicts(one) != []
    assert verdicts(replace(one, links=(link("there", LinkType.AMENDS, "here"),))) == []


def test_findings_of_a_dealing_stay_as_they_are() -> None:
    """Collisions stand in a graph of the party alone; the graph of a dealing has the same bytes with and without them."""
    there = deal("there", "cedar")
    before = build_derived_graph(HERE, derive(HERE), BASE)
    (party,) = found(HERE, there)
    graph = build_party_graph(party, BASE)
    assert graph.iri == f"{BASE}graph/derived/party/ash"
    assert build_derived_graph(HERE, derive(HERE), BASE) == before
    assert not any("ns#Finding>" in line for line in graph.triples)


def test_many_promises_take_bounded_time() -> None:
    """Of thousands of exclusive promises of one party only some pairs are judged, and a note says so."""
    (party,) = found(*(deal(f"d{i}", f"p{i}", exclusivity=SHUT, scope=f"map {i}") for i in range(400)))
    assert [n.kind for n in party.notes] == ["too-many-pairs"]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(["all", "some", "old", "city", "maps", "songs", "2019", "except", "in", "france", "10", "%"]), max_size=5
    )
)
def test_labels_are_read_back(words: list[str]) -> None:
    """The label of a scope stands to itself as equal, and to others the same way round from both sides."""
    mirror = {"left-wider": "right-wider", "right-wider": "left-wider"}
    labels = [form.name for form in read_scope(" ".join(words))]
    for label in labels:
        assert relate_labels(label, label) == "equal"
        assert relate_labels(label, "all map") == mirror.get(relate_labels("all map", label), relate_labels("all map", label))
