"""What scope phrases reach, and how they stand to one another."""

from __future__ import annotations

import tomllib
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.deriving.scoping import APART, EQUAL, LEFT_WIDER, OVERLAP, RIGHT_WIDER, Scopes
from kg.files import resource
from kg.resolution.scopes import Form, ToldScope, read_scope, relate, relate_scopes, scope_ids

WORDS = ("stateless", "wireless", "northern", "licensed")
HEADS = ("api", "route", "product", "")
PLACES = ("", "france", "western europe", "european union", "japan", "world")


def forms(partial: bool = False) -> st.SearchStrategy[Form]:
    """Forms over a small vocabulary, without exceptions."""
    limits = st.sampled_from([(), (("year", 2020, 2024),), (("year", 2022, 2023),), (("year", 2024, 2030),)])
    return st.builds(
        lambda head, words, place, limit, every, some: Form(
            head, words, place, limit, (), every and head in {"product", ""}, some and partial
        ),
        st.sampled_from(HEADS),
        st.frozensets(st.sampled_from(WORDS), max_size=3),
        st.sampled_from(PLACES),
        limits,
        st.booleans(),
        st.booleans(),
    )


def names(phrase: str, *bearer: str) -> list[str]:
    return [f.name for f in read_scope(phrase, bearer)]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the stateless APIs", ["stateless api"]),
        ("Orbit’s stateless API", ["stateless api"]),
        ("research, API and product workloads", ["api workload", "product workload", "research workload"]),
        ("models and wireless APIs", ["model", "wireless api"]),
        ("third and fourth floors", ["fourth floor", "third floor"]),
        ("IP for models and products", ["model intellectual property", "product intellectual property"]),
        ("mills in France and Belgium", ["mill, belgium", "mill, france"]),
        ("streaming, France and Belgium", ["streaming, belgium", "streaming, france"]),
        ("the world except Japan", ["world except japan"]),
        ("all its products", ["all product"]),
        ("some of the harbour", ["some harbour"]),
        ("output above 420 GWh", ["output, gwh 420 to inf"]),
        ("in general", []),
        ("", []),
        (" , and the ", []),
    ],
)
def test_phrases_have_normal_forms(phrase: str, expected: list[str]) -> None:
    """Articles, possessives of the bearer and inflection go; coordinated parts become several scopes."""
    assert names(phrase, "Orbit") == expected


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("stateless APIs", "APIs", "<"),
        ("all workloads", "stateless APIs", ">"),
        ("products", "APIs", "x"),
        ("some APIs", "APIs", "x"),
        ("additional capacity", "capacity", "x"),
        ("third floor", "fifth floor", "|"),
        ("Quebec", "North America", "<"),
        ("mills in Poland", "mills in the European Union except Germany", "<"),
        ("mills in Germany", "mills in the European Union except Germany", "|"),
        ("mills in the European Union", "mills in the European Union except Germany", ">"),
        ("patents", "intellectual property", "<"),
        ("fees for 2023", "fees for 2020 to 2025", "<"),
        ("fees until 2021", "fees from 2022", "|"),
        ("commercial research", "non-commercial research", "|"),
        ("wireless routes in Europe", "routes in France", "x"),
    ],
)
def test_two_phrases_stand_as_the_table_says(left: str, right: str, kind: str) -> None:
    """SEMANTICS (f), row by row."""
    (a,), (b,) = read_scope(left), read_scope(right)
    assert relate(a, b)[0] == kind
    assert relate(b, a)[0] == {"<": ">", ">": "<"}.get(kind, kind)


@given(forms(partial=True))
def test_equal_is_reflexive(a: Form) -> None:
    """A form is equal to itself."""
    assert relate(a, a)[0] == "="


@given(forms(partial=True), forms(partial=True))
def test_relations_have_mirrors(a: Form, b: Form) -> None:
    """Turned round, within is contains, and the others stay."""
    assert relate(b, a)[0] == {"<": ">", ">": "<"}.get(relate(a, b)[0], relate(a, b)[0])


@given(st.sampled_from(["api", "route"]), st.frozensets(st.sampled_from(WORDS[:3])), st.sampled_from(PLACES))
def test_a_modifier_narrows(head: str, words: frozenset[str], place: str) -> None:
    """Who adds a modifier reaches less, and never more."""
    assert relate(Form(head, words | {"licensed"}, place), Form(head, words, place))[0] == "<"


@given(st.lists(forms(partial=True), min_size=2, max_size=5, unique=True))
def test_containment_is_transitive_once_closed(found: list[Form]) -> None:
    """What lies within what lies within a third lies within the third."""
    scopes = Scopes("d", relate_scopes([f.name for f in found], "d"))
    ids = sorted({i for f in found for i in scope_ids(f.name, "d")})
    for a, b, c in permutations(ids, 3):
        inside = {EQUAL, RIGHT_WIDER}
        if scopes.relation((a,), (b,)) in inside and scopes.relation((b,), (c,)) in inside:
            assert scopes.relation((a,), (c,)) in inside


@given(st.permutations(["APIs", "stateless APIs", "all products", "products", "France", "some APIs"]))
def test_order_of_phrases_does_not_matter(phrases: list[str]) -> None:
    """The same phrases give the same scopes."""
    assert relate_scopes(phrases, "d") == relate_scopes(sorted(phrases), "d")


@given(st.text(max_size=60))
def test_no_phrase_breaks_the_reader(phrase: str) -> None:
    """Any text gives forms whose ids begin with the dealing."""
    assert all(i.startswith("d.") for i in scope_ids(phrase, "d"))
    assert len(relate_scopes([phrase], "d")) == len(scope_ids(phrase, "d"))


def test_groups_are_not_related() -> None:
    """Phrases of another bearer or matter have nothing to do with one another."""
    told = [ToldScope("all products", "licence|a"), ToldScope("APIs", "rent|b")]
    assert all(not s.broader and not s.overlaps for s in relate_scopes(told, "d"))


def test_what_the_text_states_is_kept_with_its_words() -> None:
    """A part and whole that a text states replaces the open overlap, with the words as premise."""
    by_id = {s.id: s for s in relate_scopes(["products", "APIs"], "d", [("APIs", "products", "products, among them APIs")])}
    assert by_id["d.api"].broader == (("d.product", "products, among them APIs"),)
    assert by_id["d.api"].overlaps == () == by_id["d.product"].overlaps


def test_relations_of_a_dealing_are_closed() -> None:
    """Containment passes on, overlap passes upwards only, and general overlaps everything."""
    scopes = Scopes("d", relate_scopes(["stateless APIs", "APIs", "some APIs", "all products"], "d"))
    relation = scopes.relation
    assert relation(("d.stateless-api",), ("d.all-product",)) == RIGHT_WIDER
    assert relation(("d.some-api",), ("d.stateless-api",)) in {APART, OVERLAP}
    assert relation(("d.some-api",), ("d.all-product",)) == OVERLAP
    assert relation(("d.general",), ("d.api",)) == OVERLAP
    assert relation(("d.general",), ("d.general",)) == EQUAL
    assert relation(("d.all-product",), ("d.api", "d.stateless-api")) == LEFT_WIDER


def test_every_line_of_the_containment_file_has_a_source() -> None:
    """General knowledge says where it comes from, and contains nothing in a circle."""
    data = tomllib.loads(resource("ontology", "lexicon", "containment.toml").read_text(encoding="utf-8"))
    for entry in (*data["place"], *data["class"]):
        assert entry["source"].startswith("https://")
        assert entry["name"] not in entry.get("members", ())
        assert entry.get("members") or entry.get("also")


def test_lists_of_words_hold_their_examples() -> None:
    """Each list has a use that shows one of its words, and its words are sorted."""
    data = tomllib.loads(resource("ontology", "lexicon", "scopes.toml").read_text(encoding="utf-8"))
    for entry in data.values():
        for key in ("words", "above", "below", "tails", "same"):
            assert entry.get(key, []) == sorted(entry.get(key, []))
        assert entry["examples"]
