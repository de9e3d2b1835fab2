"""Tests of who is the same party across documents; all parties here are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.records import PartyMention, Reading
from kg.resolution.overrides import Overrides, parse_overrides
from kg.resolution.parties import PartyTable, resolve_parties


def reading(document: str, *mentions: PartyMention) -> Reading:
    return Reading(document, mentions)


def named(name: str, *aliases: str, former: tuple[str, ...] = ()) -> PartyMention:
    return PartyMention(name.lower().replace(" ", "-"), name, aliases, former)


def same(table: PartyTable, *nodes: tuple[str, str]) -> bool:
    return len({table.party_of[node] for node in nodes}) == 1


def test_spelling_and_legal_form_make_no_difference() -> None:
    """One name in capitals, with and without its legal form, is one party with the fullest name."""
    table = resolve_parties(
        [reading("a", named("BETA FOODS, INC.")), reading("b", named("Beta Foods")), reading("c", named("Beta Foods, Inc."))]
    )
    assert [(p.id, p.name) for p in table.parties.values()] == [("beta-foods", "Beta Foods, Inc.")]


def test_swapped_letters_within_a_long_word_make_no_difference() -> None:
    """Ferdinal for Fernidal is a slip of the pen; another first or last letter is another name, as is a short word."""
    pairs = (
        ("Fernidal Pulp Ltd.", "Ferdinal Pulp Ltd."),
        ("Fernidal Pulp", "Dernifal Pulp"),
        ("Salt Works Ltd.", "Slat Works Ltd."),
    )
    tables = [resolve_parties([reading("a", named(one)), reading("b", named(other))]) for one, other in pairs]
    assert [len(t.parties) for t in tables] == [1, 2, 2]
    assert tables[0].notes[0].reason == "letters of one word stand in another order"


def test_an_earlier_name_joins_and_gives_no_id() -> None:
    """A renamed company is one party, named and identified by its present name."""
    table = resolve_parties([reading("a", named("Old Data AS")), reading("b", named("New Compute AS", former=("Old Data AS",)))])
    assert list(table.parties) == ["new-compute"]
    assert table.parties["new-compute"].former_names == ("Old Data AS",)


def test_a_short_form_joins_the_one_it_stands_beside() -> None:
    """A short form that two names fit is the one in whose company it stands."""
    table = resolve_parties(
        [
            reading("a", named("Torvik Foods AS"), named("Windy GmbH")),
            reading("b", named("Torvik Tools AS"), named("Rocky GmbH")),
            reading("c", named("Torvik"), named("Windy GmbH")),
        ]
    )
    assert same(table, ("a", "torvik-foods-as"), ("c", "torvik"))
    assert not same(table, ("a", "torvik-foods-as"), ("b", "torvik-tools-as"))


def test_unsure_stays_unsure() -> None:
    """A short form that two names of its company fit stays apart, with a note that names both."""
    table = resolve_parties(
        [
            reading("a", named("Torvik Foods AS"), named("Torvik Holding ASA"), named("Windy GmbH")),
            reading("b", named("Torvik"), named("Windy GmbH")),
        ]
    )
    assert len(table.parties) == 4
    assert [note.names for note in table.notes if note.kind == "unsure"] == [("Torvik", "Torvik Foods AS", "Torvik Holding ASA")]


def test_a_short_form_is_the_one_that_another_document_calls_so() -> None:
    """Of two names that a short form fits, it means the one that bears it elsewhere."""
    table = resolve_parties(
        [
            reading("a", named("Torvik Foods AS", "Torvik"), named("Torvik Gardens"), named("Windy GmbH")),
            reading("b", named("Torvik"), named("Windy GmbH")),
        ]
    )
    assert same(table, ("a", "torvik-foods-as"), ("b", "torvik"))


def test_a_document_that_tells_two_apart_is_believed() -> None:
    """Parent and subsidiary of one document are never joined, and the short name they share names neither."""
    table = resolve_parties([reading("a", named("Torvik Foods AS", "Torvik"), named("Torvik Holding ASA", "Torvik"))])
    assert [party.aliases for party in table.parties.values()] == [(), ()]


def test_governments_are_their_land() -> None:
    """A land, its government and its republic are one party; its ministry is another."""
    table = resolve_parties(
        [
            reading("a", named("Government of the Republic of Ruritia"), named("Ministry of Fish of Ruritia")),
            reading("b", named("Ruritia")),
        ]
    )
    assert list(table.parties) == ["ministry-of-fish-of-ruritia", "ruritia"]


def test_rulings_are_replayed_and_idle_ones_reported() -> None:
    """`same` joins, `different` keeps apart, and a ruling that no document fits is noted."""
    readings = [reading("a", named("Acme Ltd")), reading("b", named("Beta Ltd")), reading("c", named("Acme"))]
    table = resolve_parties(readings, Overrides(same=(("Acme", "Beta"),), different=(("Gamma", "Delta"),)))
    assert same(table, ("a", "acme-ltd"), ("b", "beta-ltd"), ("c", "acme"))
    assert [note.names for note in table.notes if note.kind == "override"] == [("Gamma", "Delta")]
    apart = resolve_parties(
        [reading("a", named("Torvik Foods AS")), reading("b", named("Torvik"))], Overrides(different=(("Torvik", "Torvik Foods"),))
    )
    assert len(apart.parties) == 2


@pytest.mark.parametrize("text", ["same = 1", 'same = [["A"]]', "same = [[1, 2]]", "other = []", "same = ["])
def test_malformed_rulings_are_refused(text: str) -> None:
    """A file that holds no lists of names is an error that names the file and the cure."""
    with pytest.raises(InputError, match=r"who\.toml"):
        parse_overrides(text, where="who.toml")


_NAMES = ["Torvik Foods AS", "Torvik Holding ASA", "Torvik", "Windy GmbH", "Windy", "VINTRUP FOODS AS", "Rocky Ltd", "Torvik Foods"]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=3, unique=True), min_size=1, max_size=5),
    st.randoms(use_true_random=False),
)
def test_the_order_of_documents_makes_no_difference(documents: list[list[str]], chance: object) -> None:
    """The same readings in any order give the same table."""
    readings = [
        reading(f"d{i}", *(PartyMention(str(n), name, ("Torvik",) if n else ()) for n, name in enumerate(names)))
        for i, names in enumerate(documents)
    ]
    turned = list(readings)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert resolve_parties(readings) == resolve_parties(turned)


def test_ids_do_not_depend_on_other_documents() -> None:
    """Documents of strangers change neither the parties nor the ids of others."""
    own = [reading("a", named("Torvik Foods AS"), named("Windy GmbH")), reading("b", named("Torvik"), named("Windy"))]
    alone, among = resolve_parties(own), resolve_parties([*own, reading("z", named("Rocky Ltd"), named("Sandy AG"))])
    assert {node: among.party_of[node] for node in alone.party_of} == alone.party_of


def test_two_longer_names_that_documents_cut_to_one_word_in_one_company_are_one_party() -> None:
    """What is Torvik Foods here and Torvik Nordic there, called Torvik by both and beside one other party, is one; else two."""
    one, other = named("Torvik Foods", "Torvik"), named("Torvik Nordic", "Torvik")
    beside = resolve_parties([reading("a", one, named("Windy Mill")), reading("b", other, named("Windy Mill"))])
    assert same(beside, ("a", "torvik-foods"), ("b", "torvik-nordic"))
    apart = resolve_parties([reading("a", one, named("Windy Mill")), reading("b", other, named("Hollow Mill"))])
    assert not same(apart, ("a", "torvik-foods"), ("b", "torvik-nordic"))


def test_the_letters_of_a_body_count_its_words_in_small_letters_and_leave_out_the_smallest() -> None:
    """FML is the Federation meuniere du Lorval."""
    table = resolve_parties(
        [reading("a", named("Federation meuniere du Lorval"), named("Windy")), reading("b", named("FML"), named("Windy"))]
    )
    assert same(table, ("a", "federation-meuniere-du-lorval"), ("b", "fml"))


def test_a_name_glued_in_an_address_is_the_one_of_whose_words_it_is_made() -> None:
    """What only the address of a mail spells joins the party whose words it holds, first letters or whole; no other one."""
    table = resolve_parties(
        [reading("a", named("Scbarnholm")), reading("b", named("Seed Corn of Barnholm"), named("Barnholm Mills"))]
    )
    assert same(table, ("a", "scbarnholm"), ("b", "seed-corn-of-barnholm"))


@pytest.mark.parametrize("spelled", ["Barnholm Ha", "Barnholmharbour"])
def test_an_address_may_spell_a_body_that_two_documents_name_in_two_ways(spelled: str) -> None:
    """What only an address spells joins the party of whose words it is made, though documents name it with its form and without."""
    windy = named("Windy Mill")
    named_in_full = [
        reading("b", named("Barnholm Harbour Agency Ltd"), windy),
        reading("c", named("Barnholm Harbour Agency"), windy),
    ]
    table = resolve_parties([reading("a", named(spelled), windy), *named_in_full])
    assert same(table, ("a", spelled.lower().replace(" ", "-")), ("c", "barnholm-harbour-agency"))


def parties_of(name: str, other: str, company: str) -> int:
    """How many parties two documents have: a name beside "Windy GmbH", and another one in some company."""
    windy, beside = named("Windy GmbH"), named(company)
    return len(resolve_parties([reading("a", named(name), windy), reading("b", named(other), beside)]).parties)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Stichting Clear Water", "Clear Water"),
        ("Société Coopérative Agricole Ormle", "Ormle"),
        ("Brasserie Tarnmaker", "Tarnmaker"),
        ("Orchestra Filarmonica Borea", "Filarmonica Borea"),
        ("Molino Clara Fuente S.A.", "Clara Fuente"),
        ("Quesos Mendara & Hijos, S.L.", "Mendara Quesos"),
    ],
)
def test_a_house_is_called_without_the_words_that_say_what_it_is(full: str, short: str) -> None:
    """What follows the forms or the noun at the start of a name is its short form in another document, in whatever company.

    So are two words of it that no other name has.
    """
    assert (parties_of(full, short, "Windy GmbH"), parties_of(full, short, "Rocky GmbH")) == (2, 3)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Quesos Mendara & Hijos, S.L.", "Mendara"),
        ("Torvik Versicherung AG", "Torvik Re"),
    ],
)
def test_a_house_is_called_by_any_words_of_its_name(full: str, short: str) -> None:
    """Words from within a name, or its first word with another one, mean the one house of their company that bears them."""
    assert (parties_of(full, short, "Windy GmbH"), parties_of(full, short, "Rocky GmbH")) == (2, 4)


@pytest.mark.parametrize(
    ("full", "other"),
    [
        ("Port Authority of Ormle", "Ormle"),
        ("Royal Ormle Bank plc", "Royal Mills"),
        ("Torvik Foods AS", "Rocky Foods"),
    ],
)
def test_a_shared_word_alone_makes_no_party(full: str, other: str) -> None:
    """The place of a body, a common first word and a last word join nobody."""
    assert parties_of(full, other, "Windy GmbH") == 3


def test_words_inside_a_name_mean_the_one_that_has_a_legal_form() -> None:
    """Of two fuller names in its company a name means the one with a legal form; the other may be a heading and a name."""
    table = resolve_parties(
        [
            reading("a", named("Hotell Fjeldby AS"), named("Acme Ltd")),
            reading("b", named("Rooms Fjeldby"), named("Acme Ltd")),
            reading("c", named("Fjeldby"), named("Acme Ltd")),
        ]
    )
    assert same(table, ("a", "hotell-fjeldby-as"), ("c", "fjeldby"))
    assert len(table.parties) == 3


def test_a_name_that_a_document_defines_comes_before_a_first_word() -> None:
    """The call speaks of Otmar and of a mill: the contract calls the mill Otmar, so the other name is not its short form."""
    table = resolve_parties(
        [
            reading("a", named("Papierhaus Sankt Otmar GmbH", "Otmar"), named("Acme Ltd")),
            reading("b", named("Otmar"), named("Papierhaus"), named("Acme Ltd")),
        ]
    )
    assert same(table, ("a", "papierhaus-sankt-otmar-gmbh"), ("b", "otmar"))


def test_a_role_that_a_paper_takes_for_a_name_is_who_has_it_in_the_contract() -> None:
    """A letter says "the Ferry Company" as if that were a name; the contract beside it defines who is called so."""
    ferry = replace(named("Torvik Lines AS"), roles=("Ferry Company",))
    letter = reading("b", named("Ferry Company"), named("Windy GmbH"))
    assert len(resolve_parties([reading("a", ferry, named("Windy GmbH")), letter]).parties) == 2
    assert len(resolve_parties([reading("a", ferry, named("Rocky GmbH")), letter]).parties) == 4


def test_a_name_by_which_another_paper_calls_a_party_is_that_party_though_a_page_has_both() -> None:
    """A page tells of Ormle, and of Casa Ormle S.A. in its foot; the contract says that Ormle is what the house is called."""
    full = replace(named("Casa Ormle S.A."), aliases=("Ormle",))
    page = reading("b", named("Ormle"), named("Casa Ormle S.A."), named("Windy GmbH"))
    assert len(resolve_parties([reading("a", full, named("Windy GmbH")), page]).parties) == 2
    assert len(resolve_parties([reading("a", named("Casa Ormle S.A."), named("Windy GmbH")), page]).parties) == 3


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Tarn Bay Harbour Authority", "Harbour Authority"),
        ("Torvik-Lindal Foods, Inc.", "TL"),
        ("Tarn Lennujaam AS", "Tarn Airport"),
    ],
)
def test_a_body_is_called_by_its_end_by_two_letters_or_by_its_place_and_role(full: str, short: str) -> None:
    """Other papers leave out the place, spell two letters, or put the word of the contract behind the first word of the name."""
    bearer = replace(named(full), aliases=("Airport",)) if "Airport" in short else named(full)
    papers = [reading("a", bearer, named("Windy GmbH")), reading("b", named(short), named("Windy GmbH"))]
    assert len(resolve_parties(papers).parties) == 2


def test_town_that_one_document_gives_a_role_beside_a_body_called_after_it_is_another_party() -> None:
    """What a second document calls "Elbonford" for short may be the Elbonford Rowing Trust, but not the town council."""
    town = replace(named("City Council of Elbonford"), key="elbonford", roles=("City",))
    trust = replace(named("Elbonford Rowing Trust", "Trust"), key="elbonford-rowing-trust", roles=("Trust",))
    brief = replace(named("Elbonford Rowing Trust", "Elbonford"), key="elbonford-rowing-trust")
    table = resolve_parties([reading("deed", town, trust), reading("news", brief)])
    assert not same(table, ("deed", "elbonford"), ("deed", "elbonford-rowing-trust"))
    assert same(table, ("deed", "elbonford-rowing-trust"), ("news", "elbonford-rowing-trust"))
