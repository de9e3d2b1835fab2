"""Who makes a contract by its foot, by the address of a letter, and by the list with which a treaty opens."""

import pytest

from kg.extraction import read_document
from kg.extraction.party_letters import read_addressees
from kg.extraction.party_names import find_names
from kg.reading.formats import read_bytes
from kg.records import Document, Reading

_CHANGES = """
1. In Article 2 the number "40" is replaced by "55".
2. Tarnland shall pay Hillmark EUR 300,000 in each year until 31 December 2027.
3. Article 5 is struck out. Hillmark is no longer obliged to keep the lock open.
4. In all other respects the Convention stays as it was agreed on 2 May 2019.
"""


def _read(text: str) -> Reading:
    (document,) = read_bytes("paper.txt", text.encode(), {})
    assert isinstance(document, Document)
    return read_document(document)


def _names(text: str) -> set[str]:
    return {party.name for party in _read(text).parties if party.name}


@pytest.mark.parametrize(
    "foot",
    [
        "For Tarnland, Ann Bee, Minister\nFor Hillmark, Cem Dee, Minister\nFor Brookmoor, Eva Fox, Minister\n",
        "For Tarnland            For Hillmark            For Brookmoor\nAnn Bee                 Cem Dee                 Eva Fox\n",
        "A. Bee (Tarnland)      C. Dee (Hillmark)      E. Fox (Brookmoor)\n",
        "Ann Bee, for Tarnland\nCem Dee, for Hillmark\nEva Fox, for Brookmoor\n",
        "Tarnland         Hillmark         Brookmoor\nA. Bee           C. Dee           E. Fox\n",
    ],
)
def test_who_has_a_contract_signed_makes_it(foot: str) -> None:
    """A protocol that no list opens is that of those for whom somebody signs."""
    text = f"PROTOCOL\nto the Convention on the locks of the Mere\n\nThe three States have agreed as follows.\n{_CHANGES}\n"
    assert _names(f"{text}Done at Merebridge on 4 June 2021.\n\n{foot}") == {"Tarnland", "Hillmark", "Brookmoor"}


def test_a_noun_at_the_foot_is_the_body_whose_name_ends_with_it() -> None:
    """Who signs for the League signs for the only league that the text names."""
    text = (
        "ACCORD\nmade on 8 April 2014 between the Territory of Tarnland and the State of Hillmark, the Mere Boatmen's League "
        f"taking part\n\nThe parties have agreed as follows.\n{_CHANGES}5. The League shall keep the register of boats.\n\n"
        "For Tarnland, Ann Bee\nFor Hillmark, Cem Dee\nFor the League, Eva Fox\n"
    )
    assert "Mere Boatmen's League" in _names(text)


def test_those_who_sign_are_no_parties() -> None:
    """Behind the name of a state stands who signs for it."""
    text = (
        "PROTOCOL\n\nThe Republic of Tarnland, the Kingdom of Hillmark and the Lower Mere Community have agreed as follows.\n"
        f"{_CHANGES}\n*For Tarnland:* Ilse Bee, Minister of Locks\n*For Hillmark:* Baron Cem Dee\n*For the Community:* Eva Fox\n"
    )
    assert _names(text) == {"Republic of Tarnland", "Kingdom of Hillmark", "Lower Mere Community"}


def test_a_word_for_all_states_is_that_of_none_of_them() -> None:
    """A bracket behind the last of several states that ends with a plural for states is for all."""
    text = (
        'ACCORD ON THE MERE\n\nThe Kingdom of Tarnland, the Republic of Hillmark and the Republic of Brookmoor ("the Lock States"),'
        f"\n\nhave agreed as follows.\n{_CHANGES}5. The Lock States shall not permit fishing in May.\n"
    )
    read = _read(text)
    assert not any(party.roles for party in read.parties)


_LETTER = """HILL INNS
7 Quay Street, Hillby

                                              14 June 2021
{address}

Changes to our supply agreement of 9 February 2019

{dear}

This letter amends the agreement once you have signed it below.

1. We shall pay {pays} EUR 40,000 a year instead of EUR 30,000.
2. Clause 4 is struck out. From 1 July 2021 you may sell cider to other inns.
3. The agreement ends on 30 June 2026. Whatever this letter leaves alone stands as it was.

Sincerely,
Gil Hay

Agreed: A. Bee, 19 June 2021          Agreed: C. Dee, 21 June 2021
"""


@pytest.mark.parametrize(
    ("address", "dear"),
    [
        ("To Ms Ann Bee, Tarn Cider\nTo Mr Cem Dee, Mere Haulage", "Dear Ann, dear Cem,"),
        ("To Tarn Cider, for the attention of Ann Bee\nTo Mere Haulage, attn. Cem Dee", "Dear Ann, dear Cem,"),
        ("Dr A. Bee, Tarn Cider Ltd, Tarnby\nMr C. Dee, Mere Haulage plc, Mereton", "Dear Ann, dear Cem,"),
        ("Tarn Cider Ltd               Mere Haulage plc\nattn. Ms Bee                 attn. Mr Dee", "Dear colleagues,"),
    ],
)
def test_a_letter_goes_to_the_houses_of_those_whom_it_greets(address: str, dear: str) -> None:
    """Whoever stands in the lines of a reader beside his name, and is no place and no office, is a party."""
    names = _names(_LETTER.format(address=address, dear=dear, pays="Tarn Cider"))
    assert {name.removesuffix(" Ltd").removesuffix(" plc") for name in names} == {"HILL INNS", "Tarn Cider", "Mere Haulage"}


@pytest.mark.parametrize(("house", "short"), [("Sawmills Tarn", "Tarn"), ("SAWMILLS TARN", "Tarn"), ("Sawmills McTarn", "McTarn")])
def test_a_firm_is_called_by_the_last_word_of_its_name_where_the_first_says_what_it_is(house: str, short: str) -> None:
    """Sawmills Tarn is Tarn where nothing else is called so."""
    text = (
        f"SUPPLY AGREEMENT\n\nThis Supply Agreement is made on 3 May 2023 between Hill Inns plc and {house} Ltd.\n\n"
        f"1. Hill Inns shall pay {short} a fee of EUR 40,000.\n\n2. If {short} fails to deliver, Hill Inns may buy from others.\n"
    )
    assert any(short in party.aliases for party in _read(text).parties)


def test_and_between_two_who_are_greeted_is_the_name_of_neither() -> None:
    """A line with "and" in it is not that of a reader, so that a firm below it is none."""
    text = "HILL INNS\nFood and drink for all\nMere Estates Ltd\n\nTo Ms Ann Bee, Tarn Group\n\nDear Ann and Cem,\n\nWe agree.\n"
    assert [claim.name for claim in read_addressees(text)] == ["Tarn Group"]


@pytest.mark.parametrize(("owner", "one"), [("Boatmen", True), ("Yemen", False), ("Bremen", False)])
def test_the_harbour_of_a_land_or_town_is_named_apart_from_it(owner: str, one: bool) -> None:
    """A league of boatmen has them in its name; a land whose name ends like theirs stands beside its harbour."""
    assert (f"{owner}'s Harbour Trust" in {name.text for name in find_names(f"{owner}'s Harbour Trust signed.")}) is one


def test_the_department_behind_a_state_is_no_state_of_its_own() -> None:
    """A heading "Canton of Tarnland, Department of Works" names one, whatever stands in the line below it."""
    text = (
        "The Mere Accord - Canton of Tarnland, Department of Works\n\nHome > Roads > Passes\n\nWho keeps the lock?\n\n"
        "By the accord of 5 May 2009 the Canton of Tarnland and the Province of Hillmark gave Lockworks AG the sole right to "
        "keep the lock. Lockworks AG pays the Province of Hillmark EUR 12,000 a year.\n"
    )
    assert _names(text) == {"Canton of Tarnland", "Province of Hillmark", "Lockworks AG"}


def test_a_part_of_the_name_of_a_known_product_names_no_party() -> None:
    """The last words of "Azure OpenAI Service" are no other name of OpenAI, though a capture glues the first to the word before."""
    read = _read(
        "OpenAI and Kew Mills sign a contract\n\nKew Mills Ltd and OpenAI signed a contract on 3 May 2021. Kew Mills Ltd reaches "
        "the models by the[Azure OpenAI Service](https://x.example/a) and pays OpenAI EUR 40,000 a year.\n"
    )
    assert {(party.name, party.aliases) for party in read.parties if "OpenAI" in party.name} == {("OpenAI", ())}
