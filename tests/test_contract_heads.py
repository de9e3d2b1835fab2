"""Tests of who makes a contract and what its clauses call them, over the seventy invented heads of `contract_heads.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.extraction.contract_forms import has_particulars
from kg.extraction.parties import find_parties
from kg.extraction.party_head import read_head
from kg.extraction.party_head_marks import _labels
from kg.extraction.party_index import PartyIndex
from kg.extraction.party_names import find_names
from kg.extraction.passages import Passage
from kg.legal_names import name_words
from kg.reading.formats import read_bytes
from kg.records import Document

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "contract_heads.toml").read_text(encoding="utf-8"))["head"]
WHO_MAKES_IT = 45  # heads of which exactly the parties are found
WHO_IS_BOUND = 34  # heads of which each clause shows whom it binds


def plain(name: str) -> tuple[str, ...]:
    return tuple(word for word in name_words(name) if word not in {"the", "dr", "mr"})


def index_of(case: dict[str, Any]) -> PartyIndex:
    (document,) = read_bytes("contract.txt", case["text"].lstrip("\n").encode(), {})
    assert isinstance(document, Document)
    return find_parties(document)


def names_by_key(case: dict[str, Any], index: PartyIndex) -> dict[str, str]:
    """Return the name that the case expects for each party that was found and that it knows."""
    expected = {plain(party["name"]): party["name"] for party in case["parties"]}
    found = {m.key: [expected[n] for n in map(plain, (m.name, *m.aliases)) if n in expected] for m in index.mentions}
    return {key: names[0] for key, names in found.items() if names}


def shows_who_makes_it(case: dict[str, Any]) -> bool:
    """Whether the parties of a head are found, and nobody else."""
    index = index_of(case)
    found = names_by_key(case, index)
    return len(index.mentions) == len(found) and sorted(found.values()) == sorted(party["name"] for party in case["parties"])


def shows_who_is_bound(case: dict[str, Any]) -> bool:
    """Whether each clause of a head shows those whom it binds."""
    index = index_of(case)
    names = names_by_key(case, index)

    def shown(clause: dict[str, Any]) -> bool:
        hits = [sorted(names.get(key, "") for key in hit.keys) for hit in index.hits(Passage.of(clause["quote"]))]
        return sorted(clause["bearer"]) in hits or all([name] in hits for name in clause["bearer"])

    return all(map(shown, case["clauses"]))


def test_there_are_seventy_heads() -> None:
    """The collection holds seventy heads, no two of them alike."""
    assert len({case["text"] for case in CASES}) == 70


def test_heads_show_who_makes_the_contract() -> None:
    """Of most heads that can be read now, the parties are still found; more is progress, and the floor then rises."""
    assert sum(map(shows_who_makes_it, CASES)) >= WHO_MAKES_IT


def test_heads_show_whom_the_clauses_bind() -> None:
    """What the clauses call those whom they bind is still known for as many heads."""
    assert sum(map(shows_who_is_bound, CASES)) >= WHO_IS_BOUND


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "Grower    Acme družstvo, Elbonia\nPress     Beta Oil a.s., Ruritia",
            {"Acme družstvo": "Grower", "Beta Oil a.s.": "Press"},
        ),
        (
            "Acme Orchards, Elbonia     - Grower -\nand\nBeta Oil, Ruritia    - Press -",
            {"Acme Orchards": "Grower", "Beta Oil": "Press"},
        ),
        ("Between Acme Orchards (the Grower) and Jane Doe of Beta (Press)", {"Acme Orchards": "Grower", "Jane Doe": "Press"}),
        ("For the Grower: Acme Orchards\nFor the Press: Beta Oil", {"Acme Orchards": "Grower", "Beta Oil": "Press"}),
        ("GROWER\nAcme Orchards\n1 Hill Road\n\nPRESS\nBeta Oil\n2 Hill Road", {"Acme Orchards": "GROWER", "Beta Oil": "PRESS"}),
    ],
)
def test_word_that_acts_belongs_to_the_name_of_its_entry(head: str, expected: dict[str, str]) -> None:
    """Labels before names, brackets and dashes behind them: the same words act in the clauses."""
    clauses = "\n\n1. The Grower shall bring its olives to the Press.\n2. The Press pays the Grower EUR 2 a kilogram.\n"
    claims, _ = read_head(f"OLIVE CONTRACT\n\n{head}\n\nGoods: olives of the hills{clauses}")
    assert {claim.name: claim.roles[0] for claim in claims} == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "**The supplier:** Acme Orchards, 12 Hill Road (the **Grower**)\n\n**The buyer:** Beta Oil (the **Press**)",
            {"Acme Orchards": {"Grower", "supplier"}, "Beta Oil": {"Press", "buyer"}},
        ),
        (
            "The seller is the farmer Jane Doe of Beta (the Grower).\nThe buyer is Beta Oil, owned by the Roes (the Press).",
            {"Jane Doe": {"Grower"}, "Beta Oil": {"Press"}},
        ),
        (
            "Box 1   Grower     AS Acme, Tallinn (sole owner: the\n                   City of Beta)\nBox 2   Press      Beta Oil",
            {"AS Acme": {"Grower"}, "Beta Oil": {"Press"}},
        ),
        (
            'among the growers\' union ACME (the "Grower"), and\nTHE CORPORATION OF THE CITY OF BETA (the "Press")',
            {"ACME": {"Grower"}, "CORPORATION OF THE CITY OF BETA": {"Press"}},
        ),
    ],
)
def test_entry_tells_whose_a_word_is_whatever_its_name_begins_with(head: str, expected: dict[str, set[str]]) -> None:
    """Rows with roles that act nowhere, with numbered boxes, with what one is before its name, with a form in front."""
    clauses = "\n\n1. The Grower shall bring its olives to the Press.\n\n2. The Press shall pay the Grower EUR 2 a kilogram.\n"
    claims, _ = read_head(f"OLIVE CONTRACT\n\n{head}\n\n{clauses}")
    assert {
        claim.name: {*claim.roles} for claim in claims if expected.get(claim.name, {""}) <= {*claim.roles}
    }.keys() == expected.keys()
    assert {claim.name for claim in claims} == expected.keys()


def test_list_below_a_label_with_a_short_name_in_each_row() -> None:
    """A plural label is for all rows; the bracket at the end of a row is for its name alone."""
    rows = "Growers:\n   Acme Orchards Ltd, Beta            (Acme)\n   Gamma Groves SA, Delta             (Gamma)\n"
    clauses = (
        "\nPress: Beta Oil AG\n\n1. The Growers deliver olives. Acme shall press. Gamma shall bottle.\n2. The Press shall pay.\n"
    )
    claims, groups = read_head(f"OLIVE CONTRACT\n\n{rows}{clauses}")
    assert {claim.name: [a for a, _, _ in claim.aliases] for claim in claims if claim.aliases} == {
        "Acme Orchards Ltd": ["Acme"],
        "Gamma Groves SA": ["Gamma"],
    }
    assert [(group.word, group.members) for group in groups] == [("Growers", ("Acme Orchards Ltd", "Gamma Groves SA"))]


def test_who_acts_for_a_partnership_is_not_called_what_it_is() -> None:
    """The general partner through which a partnership acts is no party; the word behind both is the partnership's."""
    text = (
        'HALL LICENCE\n\nmade as of the 9th day of July 2014 among\n\n  ACME DANCERS INC. (the "Company");\n\n'
        '  BETA HALLS LP, acting through its general partner, Beta GP Ltd. (the "Operator"); and\n\n'
        '  THE CORPORATION OF THE CITY OF GAMMA (the "City").\n\n1. The Operator shall open the hall to the Company.\n'
        "2. The Company shall pay the Operator EUR 5.\n3. The City shall clear the snow.\n"
    )
    (document,) = read_bytes("licence.txt", text.encode(), {})
    assert isinstance(document, Document)
    index = find_parties(document)
    assert [mention.name for mention in index.mentions] == [
        "ACME DANCERS INC.",
        "BETA HALLS LP",
        "CORPORATION OF THE CITY OF GAMMA",
    ]


def test_label_of_what_never_acts_is_nobody() -> None:
    """An inspector who is only named in the head is no party of the contract."""
    text = "Seller: Acme Orchards\nBuyer: Beta Oil\nInspector: Jane Doe\n\n1. The Seller shall deliver.\n2. The Buyer shall pay."
    claims, _ = read_head(text)
    assert [claim.name for claim in claims] == ["Acme Orchards", "Beta Oil"]


def test_word_that_is_explained_is_nobody() -> None:
    """What "means" something is a defined term, though it acts in the clauses."""
    head = 'Acme Orchards ("Acme") and Beta Oil ("Beta")\n\n"Host" means who receives.'
    claims, _ = read_head(f"{head}\n\n1. Acme shall send. Beta shall pay. The Host shall store.")
    assert all("Host" not in claim.roles for claim in claims)


def test_words_below_names_belong_to_the_names_above_them() -> None:
    """Two names in columns, and below each the word that it is called by."""
    text = "Acme Orchards           and           Beta Oil\n    (Grower)                           (Press)\n\n"
    claims, _ = read_head(f"CONTRACT\n\n{text}1. The Grower shall deliver to the Press.\n\n2. The Press shall pay the Grower.\n")
    assert {claim.name: claim.roles for claim in claims} == {"Acme Orchards": ("Grower",), "Beta Oil": ("Press",)}


def test_rows_below_a_name_tell_of_it() -> None:
    """Where a side sits and who stands for it is no party; the word below the rows is the side's."""
    rows = "Name:    {}\nSeat:    1 Hill Road\nRepresented by:  Jane Doe\n({})\n"
    head = f"Lessor\n{rows.format('Acme Orchards', 'Village')}\nLessee\n{rows.format('Beta Oil', 'Press')}"
    claims, _ = read_head(f"LEASE\n\n{head}\n1. The Village shall mow.\n2. The Press shall pay.\n3. The lessor repairs.\n")
    told = {claim.name: set(claim.roles) for claim in claims}
    assert told["Acme Orchards"] >= {"Village"}
    assert told["Beta Oil"] == {"Lessee", "Press"}


def test_office_of_a_notary_who_speaks_for_two() -> None:
    """Who acts for a side in person is not the side; a title with a full stop ends no name."""
    text = (
        "There appeared:\n\n1. Mrs. Jane Doe, acting as treasurer of Acme Orchards, hereafter: the Grower,\n   Client;\n"
        "2. Mr. John Roe, acting for his own firm Beta Oil, hereafter: the Press.\n\n"
        "The Grower sends olives.\n\nThe Press presses them.\n"
    )
    claims, _ = read_head(text)
    assert {claim.name: claim.roles for claim in claims} == {"Acme Orchards": ("Grower",), "Beta Oil": ("Press",)}


def test_label_says_what_kind_of_one_who_acts() -> None:
    """A label may say more than the clauses do, and a second word in a bracket."""
    text = (
        'Sponsor: Acme Foods Inc.\nSchool (also "Site"): Beta Academy\nPrincipal Teacher: Jane Doe\nPrinter (no party): Gamma\n\n'
        "A. Sponsor shall pay School.\nB. Teacher shall report to Sponsor.\n"
        "C. Site shall keep the notes. School may publish them.\n"
    )
    claims, _ = read_head(text)
    roles = {claim.name: claim.roles for claim in claims}
    assert roles == {"Acme Foods Inc.": ("Sponsor",), "Beta Academy": ("School", "Site"), "Jane Doe": ("Teacher",)}


def test_letter_that_binds_its_reader_names_him_in_the_address() -> None:
    """Who alone fills the first line of the address above the greeting is the other side of a letter."""
    text = (
        "ACME PICTURES LLP\n1 Hill Road, Acmeburg\n\n3 May 2020\n\nJane Doe\nc/o Beta Talent\n\nDear Jane\n\n"
        "This letter records what we agreed.\n\n(a) You will deliver the film by July.\n(b) We will pay you EUR 500.\n\n"
        "For Acme Pictures LLP"
    )
    (document,) = read_bytes("letter.txt", text.encode(), {})
    assert isinstance(document, Document)
    assert [mention.name for mention in find_parties(document).mentions] == ["Acme Pictures LLP", "Jane Doe"]


def test_words_of_one_name_that_the_head_gives_to_two() -> None:
    """Where two names stand above two words, neither name has both of them."""
    text = (
        "ADDENDUM\n\nto the Hosting Contract between\nAcme Care          and          Beta Cloud SAS\n"
        "   (Controller)                       (Processor)\n\n1. Processor shall store the data at home.\n\n"
        "2. Controller shall name who may give orders.\n"
    )
    (document,) = read_bytes("addendum.txt", text.encode(), {})
    assert isinstance(document, Document)
    roles = {mention.name: mention.roles for mention in find_parties(document).mentions}
    assert roles == {"Acme Care": ("Controller",), "Beta Cloud SAS": ("Processor",)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('OOO "Acme Tarn", Ruritia', 'OOO "Acme Tarn"'),
        ("Acme 2000 EOOD, called", "Acme 2000 EOOD"),
        ("J. R. Acme and Sons Quarries Pty Ltd (the", "J. R. Acme and Sons Quarries Pty Ltd"),
        ("Parc Acme de la Haute Beta, in short", "Parc Acme de la Haute Beta"),
        ("Comptoir Acme de l'Ogma (CA)", "Comptoir Acme de l'Ogma"),
        ("Acme Herders' Assembly, speaking", "Acme Herders' Assembly"),
        ("Acme ekonomisk förening, Beta", "Acme ekonomisk förening"),
    ],
)
def test_small_words_and_signs_inside_a_name(text: str, name: str) -> None:
    """Forms before quotation marks, years before forms, sons, elided articles and members who own a body."""
    assert find_names(text)[0].text == name


@pytest.mark.parametrize(
    "head",
    [
        "Grower: Acme Orchards\nBuyers, in order of rank:\n  1st  Beta Oil\n  2nd  Gamma Press AB\nContact: Jane Doe",
        "GROWER   Acme Orchards, Elbonia\nBUYERS   Beta Oil\n         Gamma Press AB",
        "The Buyers:\n   (a) Beta Oil, of Beta\n   (b) Gamma Press AB, of Gamma\nThe Grower: Acme Orchards",
    ],
)
def test_label_for_several_stands_before_each_of_them(head: str) -> None:
    """A plural label is for all names of its row and of the rows below it."""
    clauses = "1. The Grower shall bring olives.\n2. The Buyers shall pay. A Buyer shall answer in a day.\n"
    claims, groups = read_head(f"OLIVE CONTRACT\n\n{head}\n\n{clauses}")
    assert {claim.name for claim in claims} == {"Acme Orchards", "Beta Oil", "Gamma Press AB"}
    assert [(group.word.title(), group.members) for group in groups] == [("Buyers", ("Beta Oil", "Gamma Press AB"))]


def test_label_for_two_persons_joined_by_and() -> None:
    """Two full names behind a plural label are two persons."""
    text = "VENDOR   Acme Orchards Ltd\nPURCHASERS   Jane Doe and John Doe, wife and husband\nPRICE   EUR 5\n\n"
    claims, _ = read_head(f"SALE OF LAND\n\n{text}1. The Purchasers shall pay.\n2. The Vendor shall leave.\n")
    assert [claim.name for claim in claims] == ["Acme Orchards Ltd", "Jane Doe", "John Doe"]


def test_town_behind_a_word_is_no_party() -> None:
    """Where a side sits stands behind what it is called, and the next row is another side."""
    text = 'Acme Growers Cooperative ("the Cooperative"), Kalangala Beach\nBeta Arômes ("the House"), Grasse, France, as buyer\n\n'
    clauses = "1. The Cooperative shall bring.\n2. The House shall pay.\n3. The buyer keeps the tins.\n"
    claims, _ = read_head(f"PARTIES\n\n{text}{clauses}")
    assert {claim.name: claim.roles for claim in claims} == {"Acme Growers Cooperative": (), "Beta Arômes": ("buyer",)}


def test_other_side_that_is_called_nothing_but_acts_by_its_noun() -> None:
    """Of two sides in one sentence, one has a word of its own, the other acts by a word of its name."""
    text = (
        "HILL LEASE\n\nby the Acme Herders' Assembly, speaking for the village through Jane Doe, and\n"
        "Beta Plains Tours, the Operator, through its owner John Doe\n\n"
        "The Operator shall pay the Assembly.\nThe Assembly shall keep burners away.\n"
    )
    claims, _ = read_head(text)
    words = {claim.name: {*claim.roles, *(alias for alias, _, _ in claim.aliases)} for claim in claims}
    assert words == {"Beta Plains Tours": {"Operator"}, "Acme Herders' Assembly": {"Assembly"}}


@pytest.mark.parametrize("blank", [" ", "\n", " \n", "          \n"])
def test_blank_rows_are_passed_over_in_one_go(blank: str) -> None:
    """Rows of spaces and empty lines hold no label and no particulars; looking takes no time that grows with their square."""
    assert list(_labels(blank * 100_000, "buyer|seller")) == []
    assert not has_particulars(blank * 100_000)


_FORMS_OF_HEAD = {
    "a question and its answer": "Who is it between? The Acme Dairy Cooperative (the Seller), and Bexel Foods Ltd (the Buyer).",
    "two labels on one line": "Seller: Acme Dairy Cooperative            Buyer: Bexel Foods Ltd",
    "two labels beside a stroke": "Seller: Acme Dairy Cooperative | Buyer: Bexel Foods Ltd",
    "numbered sides": '1st party: Acme Dairy Cooperative ("the Seller")\n2nd party: Bexel Foods Ltd ("the Buyer")',
    "lettered parties": 'Party A: Acme Dairy Cooperative ("the Seller")\nParty B: Bexel Foods Ltd ("the Buyer")',
    "what one does before the name": (
        "made the 3rd of June 2024 between the body that keeps the cows of Elbonia, ACME DAIRY COOPERATIVE "
        '("the Seller"), and Bexel Foods Ltd, a maker of cheese ("the Buyer")'
    ),
}


@pytest.mark.parametrize("form", _FORMS_OF_HEAD)
def test_form_of_head_shows_who_makes_the_contract(form: str) -> None:
    """People set out the parties of a contract in many forms."""
    text = (
        f"MILK SUPPLY CONTRACT\n\n{_FORMS_OF_HEAD[form]}\n\n1. The Seller shall deliver 400 tonnes of milk a year to the Buyer.\n\n"
        "2. The Buyer shall pay the Seller EUR 90 a tonne.\n\n3. This contract ends on 31 March 2027.\n"
    )
    (document,) = read_bytes("contract.txt", text.encode(), {})
    assert isinstance(document, Document)
    names = {plain(mention.name) for mention in find_parties(document).mentions}
    assert names == {plain("Acme Dairy Cooperative"), plain("Bexel Foods Ltd")}


def test_union_of_two_trades_bears_one_name() -> None:
    """A body of two kinds of members is one: "the Dockers' and Crane Drivers' Union"."""
    assert next(name.text for name in find_names("the Dyers' and Glass Makers' Union of Elbonia")).startswith(
        "Dyers' and Glass Makers'"
    )
