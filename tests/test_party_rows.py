"""Tests of who the parties are by rows, labels and lists at the head of a paper; all parties here are invented."""

from __future__ import annotations

import pytest

from kg.extraction.parties import PartyIndex, find_parties
from kg.extraction.party_called import read_called
from kg.extraction.party_names import find_names
from kg.extraction.party_rows import read_joint_heading, read_rows, read_title_page
from kg.extraction.passages import Passage
from kg.records import Document


def index(text: str) -> PartyIndex:
    return find_parties(Document("x", "text/plain", "", text, title=text.splitlines()[0]))


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            "Home club       Velm Rowers\nAway club       Ostra Larks R.F.C.",
            [("Velm Rowers", "Home club"), ("Ostra Larks R.F.C.", "Away club")],
        ),
        (
            "3. Owners: Rederi AB Tarn |\n4. Charterers: Silva e Irmãos, Lda",
            [("Rederi AB Tarn", "Owners"), ("Silva e Irmãos, Lda", "Charterers")],
        ),
        ("| 3. Owner: Kestrel Tugs | 4. Hirer: Velm Yard |", [("Kestrel Tugs", "Owner"), ("Velm Yard", "Hirer")]),
        (
            "Issued by: Bureau of Prisons and Parole\nContractor: 4X Linen, Inc., Ormley",
            [("Bureau of Prisons and Parole", ""), ("4X Linen, Inc.", "Contractor")],
        ),
        ("**Licensor:** Paper Moon\n**Licensee:** Tall Ships (Ostra)", [("Paper Moon", "Licensor"), ("Tall Ships", "Licensee")]),
        ("Author: Jane Doe\nPublisher: The Velm Times", []),
        ("Seller: see page 4\nBuyer: to be named", []),
        ("For Buyer: Millie Tarn, President\nFor Seller: Anna Berg", []),
        ("Tenant: Kestrel Tugs\nRent: EUR 400 a month", []),
    ],
)
def test_rows_of_two_roles_name_parties(rows: str, found: list[tuple[str, str]]) -> None:
    """Rows that give two roles their names show parties without legal forms; other rows and a single one show nobody."""
    claims = read_rows(f"FORM\n\n{rows}\n\nThey agree.")
    assert [(claim.name, *claim.roles) for claim in claims] == [tuple(filter(None, one)) for one in found]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Regional Agency for Schools, Sport and Youth of Velm pays", ["Regional Agency for Schools, Sport and Youth of Velm"]),
        ("DEPARTMENT OF RIVERS, FORESTS AND INLAND NAVIGATION", ["DEPARTMENT OF RIVERS, FORESTS AND INLAND NAVIGATION"]),
        ("the Board for Drains and Sewers of Ormley", ["Board for Drains and Sewers of Ormley"]),
        ("the Institute for Dunes and Marram (IDM)", ["Institute for Dunes and Marram", "IDM"]),
        ("the Ministry of Health, Acme Ltd and Tessel plc", ["Ministry of Health", "Acme Ltd", "Tessel plc"]),
        ("the Bank of Elbony and Kestrel Oy", ["Bank of Elbony", "Kestrel Oy"]),
        ("between Tarn Valve Corporation and nimbo, inc. of Ormley", ["Tarn Valve Corporation", "nimbo, inc.", "Ormley"]),
        ("owned by the resulting LLC and a new GmbH", []),
        ("Hermanos Tarn, S. Coop. sells oil", ["Hermanos Tarn, S. Coop."]),
    ],
)
def test_names_hold_what_a_body_is_for_and_how_a_firm_writes_itself(text: str, names: list[str]) -> None:
    """A list of what a public body looks after lies in its name; a firm may write itself small before its legal form."""
    assert [name.text for name in find_names(text) if name.text != "LLC"] == [*names, *(["GmbH"] if "GmbH" in text else [])]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (
            'FRAME CONTRACT\n\nbetween\n   Tarn Werk GmbH, Amtsweg 3, Ormley\n      - "Supplier" -\nand\n   Velmer Bahnen AöR\n'
            '      - "VBA" -\n\n§ 1 Subject\nSupplier delivers clamps.',
            ["tarn-werk", "velmer-bahnen-aor"],
        ),
        (
            "CONTRACT NOTICE\n\nSection I: Contracting authority\n  Official name: Office for Roads of Velm\n  Town: Ormley\n"
            "Section V: Award\n  Contractor: Kestrel S.p.A.\n",
            ["office-for-roads-of-velm", "kestrel"],
        ),
        (
            "Velm District Council, register\n\nMade between: the Council; Tarn Homes Limited; the Diocese of Ormley\n",
            ["velm-district-council", "tarn-homes", "diocese-of-ormley"],
        ),
    ],
)
def test_labels_and_dashes_show_who_signs(text: str, keys: list[str]) -> None:
    """Short names between dashes, names under the label of their role and lists with "the Council" show who deals."""
    assert [party.key for party in index(text).mentions] == keys


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("HEADS OF TERMS\n\n**Oak & Tarn Brewhouse** / **Velm Yard CIC**\n\n1. Rent.", ["Oak & Tarn Brewhouse", "Velm Yard CIC"]),
        ("SUPPLY AGREEMENT\n\nTarn Foods plc\n\n- and -\n\nPaper Moon\n\n3 May 2021", ["Tarn Foods plc", "Paper Moon"]),
        ("Tarn Foods signs supply agreement\n\nTarn Foods plc and Paper Moon\n\nVelm, 3 May", []),
        ("SUPPLY AGREEMENT\n\nTerms and Conditions\n\n1. Rent.", []),
    ],
)
def test_a_title_page_names_two_parties(text: str, names: list[str]) -> None:
    """Two names below the title of a contract, one of them with a legal form, are its parties; a headline makes none."""
    assert [claim.name for claim in read_title_page(text)] == names


def test_a_person_whom_a_letter_greets_is_a_party_of_what_it_changes() -> None:
    """Who is addressed and greeted by name, and has a tenancy with the writer, is a party; the officer of a firm is none."""
    head = "Velm Housing Association\nHomes\n\n{who}\nFlat 6\n\nDear Mrs Berg\n\n"
    told = "This letter changes the tenancy agreement between you and Velm.\n\nYours sincerely\nTom Hill"
    tenant = index(head.format(who="Mrs Anna Berg") + told)
    assert tenant.signatories == ("velm-housing-association", "mrs-anna-berg")
    officer = index(head.format(who="Mrs Anna Berg\nKestrel Oy") + told)
    assert "mrs-anna-berg" not in {party.key for party in officer.mentions}


def test_a_letterhead_in_spaced_letters_is_read() -> None:
    """A house that spaces the letters of its name at the top of a letter is known by the name in the letter."""
    text = (
        "      C A S A   T A R N\n      Importers of oil\n\nKestrel Oils Ltd\nVelm\n\nDear Sirs:\n\nThis is our notice under"
        " the agreement that Casa\nTarn and Kestrel Oils Ltd made. It ends in May.\n\nWith regards,\nTom Hill"
    )
    assert [party.name for party in index(text).mentions] == ["Casa Tarn", "Kestrel Oils Ltd"]


def test_where_a_paper_is_done_is_no_party() -> None:
    """The town behind a body's name, in which the paper is signed, is left out of the list of those who agree."""
    text = (
        "MEMORANDUM OF UNDERSTANDING\n\nThe Institute for Dunes and Marram (IDM), Tarnby, and the Ostra Shore Board (OSB), desiring"
        " to work together, have come to the following understanding:\n\nPara 1. OSB keeps seeds for IDM.\n\n"
        "Done in duplicate, in Tarnby, on 3 May 2021\n"
    )
    assert {party.name for party in index(text).mentions} == {"Institute for Dunes and Marram", "Ostra Shore Board"}


def test_those_who_met_and_agreed_are_parties_and_have_short_names() -> None:
    """A report of talks names who agreed in them; a name with "&" keeps it in its short form."""
    text = (
        "COMMUNIQUE\n\nThe Velm Anglers' League, Oak & Tarn Mining Oy and the Town of Ostra met under our chair and agreed for"
        " the dry season: the League opens no sluice; Oak & Tarn takes a fifth less; the Town pays the League 300 pesos a night."
    )
    found = {party.name: party.aliases for party in index(text).mentions}
    assert set(found) == {"Velm Anglers' League", "Oak & Tarn Mining Oy", "Town of Ostra"}
    assert "Oak & Tarn" in found["Oak & Tarn Mining Oy"]


@pytest.mark.parametrize(
    "opening",
    [
        "Signatories\n  NORDMAA AGRI OU (NAO), seat: Tartu\n    - hereafter the Grower\n"
        "  VELDKAMP CHIPS B.V., seat: Breda\n    - hereafter the Factory\n",
        "The parties\n\nNordmaa Agri OU, Tartu, hereafter called the Grower;\nVeldkamp Chips B.V., hereafter called the Factory.\n",
        "Contracting parties:\n1. Nordmaa Agri OU, Tartu - the Grower\n2. Veldkamp Chips B.V., Breda - the Factory\n",
        "This contract is made between Nordmaa Agri OU, of Tartu, hereinafter referred to as the Grower, and\n"
        "Veldkamp Chips B.V., of Breda, hereinafter the Factory.\n",
        "NORDMAA AGRI OU, Tartu, the “Grower”, and VELDKAMP CHIPS B.V., the\n“Factory”, agreed as follows on 8 June 2017:\n",
    ],
)
def test_a_name_may_be_followed_by_what_it_is_called_without_a_bracket(opening: str) -> None:
    """Names set one below or behind the other, each with the word it is called by, are the parties and these words their roles."""
    text = f"CONTRACT FOR SEED POTATOES\n\n{opening}\n1. The Factory shall buy 90 tonnes a year from the Grower.\n"
    assert [(m.key, m.roles) for m in index(text).mentions] == [("nordmaa-agri", ("Grower",)), ("veldkamp-chips", ("Factory",))]


def test_what_stands_between_name_and_word_is_no_sentence() -> None:
    """A report that defines words here and there sets out no parties line by line."""
    text = (
        "Nordmaa Agri OU grows seed. It met the Ormley Fair (Fair) in May.\n\nIt left Tarn (Town). The Fair and the Town went on."
    )
    assert read_called(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            'FERRY CHARTER CONTRACT\n\nTarn Tugs Limited          ("the Owners")\nOrmley Lakes Council       ("Ormley")\n\n'
            "Signed at Velm on 4 May 2031.\n\n1. The Owners shall keep two ferries for Ormley.",
            {"tarn-tugs": ("the Owners",), "ormley-lakes-council": ("Ormley",)},
        ),
        (
            'ORGAN REPAIR AGREEMENT\n\nDated 4 May 2031\n\nTARN ORGANS NV, Velm ("Builder"), and\n'
            'ORMLEY CHAPEL SINGERS VZW, Velm ("Choir")\n\nA. Works\n\nA.1 Builder shall mend the bellows. A.2 Choir shall pay.',
            {"tarn-organs": ("Builder",), "ormley-chapel-singers": ("Choir",)},
        ),
        (
            "AMENDMENT NO. 2\n\nto the Charter of 4 May 2031\n\nParties: Tarn Tugs Limited; Kestrel Moorings Oy (called\n"
            "Wharf Moorings Oy until 3 March 2032); Ormley Lakes Council\n\nThe hire rises to EUR 9 a day.",
            {"tarn-tugs": (), "kestrel-moorings": ("Wharf Moorings Oy",), "ormley-lakes-council": ()},
        ),
    ],
)
def test_names_below_the_title_of_a_contract_are_its_parties(text: str, found: dict[str, tuple[str, ...]]) -> None:
    """A row of names, each before its short name, needs no word that opens it; a list of parties may go on in the next line."""
    parties = index(text)
    assert parties.signatories == tuple(found)
    for mention in parties.mentions:
        assert set(found[mention.key]) <= {*mention.roles, *mention.aliases, *mention.former_names}


def test_two_short_names_in_a_sentence_make_no_contract() -> None:
    """A report that gives two firms their short names in a sentence is signed by nobody."""
    assert index('Contract news\n\nTarn Tugs Ltd ("Tarn") and Velm Oy ("Velm") said they will part.').signatories == ()


def test_the_number_of_a_clause_is_no_part_of_a_name() -> None:
    """No letter and figures before a name belong to it."""
    assert [name.text for name in find_names("B.2 Tarn shall pay. C.4.1 Velm Oy shall not.")] == ["Tarn", "Velm Oy"]


def test_a_register_tells_who_has_which_role() -> None:
    """Whoever is "the supplier" by a sentence of an entry is a party by that role."""
    found = index(
        "Entry 12\n\nThe supplier is Tarn Hydro Corporation, the customer Velm Mills Ltd. The contract of 4 May 2031 was varied. "
        "The customer may not resell the power."
    )
    assert {m.key: m.roles for m in found.mentions} == {"tarn-hydro": ("supplier",), "velm-mills": ("customer",)}
    (hit,) = found.hits(Passage.of("The customer may not leave."))
    assert hit.keys == ("velm-mills",)


def test_a_row_over_a_joint_paper_names_whose_it_is() -> None:
    """Houses side by side at the top of a joint paper are its parties; a row of a menu names nobody."""
    row = (
        "*Velm Harbour Authority | Kestrel Airlines | Banca di Ostra*\n\nVelm, 3 May 2020\n\nToday the three of us signed a lease."
    )
    claims = read_joint_heading(f"# Joint statement on the pier\n\n{row}")
    assert [claim.name for claim in claims] == ["Velm Harbour Authority", "Kestrel Airlines", "Banca di Ostra"]
    assert not read_joint_heading(f"# The pier\n\n{row}")
    assert not read_joint_heading("# Joint statement\n\nNews | Sport | Weather\n\nToday we signed a lease.")


def test_the_bank_is_the_banca_among_the_parties() -> None:
    """A noun with a capital means the party whose name has it in another language, or a word of the same meaning."""
    text = (
        "Joint statement on the pier\n\nVelm Harbour Authority | Kestrel Airways Ltd | Banca di Ostra SpA\n\n"
        "On 3 May 2020 we signed a lease. The Bank pays the Airline EUR 5 million. The Authority leases the pier to the Airline."
    )
    found = index(text)
    passage = Passage.of(text, text.find("The Bank"), len(text))
    meant = {passage.text[hit.start : hit.end].split()[-1]: hit.keys for hit in found.hits(passage)}
    keys = {mention.name: (mention.key,) for mention in found.mentions}
    assert meant["Bank"] == keys["Banca di Ostra SpA"]
    assert meant["Airline"] == keys["Kestrel Airways Ltd"]


def test_a_role_that_the_lexicon_knows_is_no_part_of_the_name_behind_it() -> None:
    """The word of a column before a name says what the party is."""
    assert [name.text for name in find_names("Paymaster Banca di Ostra SpA, Velm")][:1] == ["Banca di Ostra SpA"]
