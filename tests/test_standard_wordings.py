"""Tests of contract clauses in usual words that once went unread; all parties here are invented."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.extraction import read_amended_part, read_document
from kg.extraction.agreements import find_agreements
from kg.extraction.givens import short_names
from kg.extraction.parties import find_parties
from kg.extraction.values import find_amounts
from kg.reading import Source, read_each
from kg.records import Document, Exclusivity, Modality, TermContent
from kg.resolution import resolve

HEAD = 'DEPOT AGREEMENT\n\nThis Agreement is made on 3 March 2031 between Osmund Ltd ("Osmund") and Vireo GmbH ("Vireo").\n\n'
FOOT = "\n\nSigned for Osmund: A. Bee          Signed for Vireo: C. Dee\n"


def document(folder: Path, text: str) -> Document:
    path = folder / "paper.txt"
    path.write_text(text, encoding="utf-8")
    return next(one for one in read_each(Source(path, path.name)) if isinstance(one, Document))


def terms(folder: Path, clause: str) -> list[TermContent]:
    found = document(folder, f"{HEAD}1. {clause}{FOOT}")
    return [term for statement in read_document(found).statements for term in statement.terms]


def test_what_is_saved_from_a_rule_is_a_rule_of_its_own(tmp_path: Path) -> None:
    """A ban and the leave behind "save that" are two terms."""
    told = terms(tmp_path, "Neither party shall assign this Agreement, save that Vireo may assign its claims to its bank.")
    assert [(term.modality, term.bearer) for term in told] == [
        (Modality.PROHIBITION, ("*",)),
        (Modality.PERMISSION, ("vireo",)),
    ]


def test_a_contract_is_called_by_the_initials_that_it_defines(tmp_path: Path) -> None:
    """What a pattern says of a contract holds of its initials."""
    text = HEAD.replace("DEPOT AGREEMENT", 'DEPOT SERVICES AGREEMENT (the "DSA")') + "1. The DSA expires on 30 June 2034." + FOOT
    told = [term for s in read_document(document(tmp_path, text)).statements for term in s.terms]
    assert [(term.matter, str(term.end.latest)) for term in told] == [("duration", "2034-06-30")]


def test_initials_in_brackets_are_no_name_of_a_contract() -> None:
    """Only initials of the words before them call a contract."""
    assert short_names("SUPPLY AGREEMENT (EXTRACT) with the Royal Observatory (RO)") == ()


@pytest.mark.parametrize(
    ("text", "unit"),
    [("a minimum of 9,000 KVL per year", "KVL"), ("at 1,700 UTC on Monday", ""), ("with 40 HGV drivers", "driver")],
)
def test_initials_behind_a_number_are_counted(text: str, unit: str) -> None:
    """A document may count in a unit of its own."""
    assert [one.unit for one in find_amounts(text) if one.kind == "quantity"] == ([unit] if unit else [])


def test_dots_lead_from_a_label_to_its_value(tmp_path: Path) -> None:
    """A line with leading dots is one row."""
    found = document(tmp_path, HEAD + "SCHEDULE\n\n  Rent per month ....... EUR 900\n  Deposit .............. EUR 1,800\n" + FOOT)
    sums = [term.low for statement in read_document(found).statements for term in statement.terms]
    assert sums == [900, 1800]


def test_a_table_of_contents_has_no_rows(tmp_path: Path) -> None:
    """What leads to a page number is no value."""
    found = document(tmp_path, "Of the rent ............ 4\nOf the deposit ......... 7\n")
    assert not any(block.role.value == "table row" for block in found.blocks)


def test_what_is_done_is_counted(tmp_path: Path) -> None:
    """The number of things that are kept at hand is told by the term."""
    told = terms(tmp_path, "Osmund shall keep six barges at Ulm for the use of Vireo.")
    assert [(term.matter, str(term.low), term.unit) for term in told] == [("service-provision", "6", "barge")]


def test_work_for_nobody_else_is_exclusive(tmp_path: Path) -> None:
    """Who may place nothing with anyone but one deals with that one alone."""
    told = terms(tmp_path, "Vireo shall place no storage with anyone other than Osmund.")
    assert [(term.matter, term.exclusivity) for term in told] == [("exclusive-dealing", Exclusivity.EXCLUSIVE)]


def test_a_filing_may_tell_of_two_agreements_of_one_day(tmp_path: Path) -> None:
    """A further agreement by another name is none of the first, and has its day where the words say so."""
    text = (
        "FORM 8-K\n\nDate of report: 5 May 2031\n\nItem 1.01 Entry into a Material Definitive Agreement\n\n"
        'On 2 May 2031 Osmund, Inc. (the "Company") and Vireo GmbH ("Vireo") entered into Amendment No. 1 to the Depot Agreement '
        'dated 3 March 2030. On the same date the Company, Vireo and Kestrel Bank AG ("Kestrel") entered into a Lender '
        'Comfort Agreement (the "LCA"). The LCA expires on 30 June 2034.\n'
    )
    filing = document(tmp_path, text)
    found = find_agreements(filing, find_parties(filing))
    dated = {(a.title, len(a.parties), str(a.made.latest)) for a in found.mentions if a.made.earliest}
    assert {("Amendment", 2, "2031-05-02"), ("Lender Comfort Agreement", 3, "2031-05-02")} <= dated
    assert not found.instrument


def test_a_noun_that_could_be_a_verb_opens_no_clause(tmp_path: Path) -> None:
    """What reads "all costs of X and Y" is one subject, and "or charge its share unless" no clause of its own."""
    told = terms(tmp_path, "Neither party may sell or charge its share unless the other has agreed in writing.")
    assert [(term.matter, term.bearer) for term in told] == [("assignment", ("*",))]


def test_the_price_of_one_is_a_price(tmp_path: Path) -> None:
    """A price needs no "per" where it is told of one piece."""
    told = terms(tmp_path, "Vireo shall buy barges from Osmund. The price of one barge amounts to EUR 850,000 net.")
    assert [str(term.low) for term in told if term.matter == "price"] == ["850000"]


def test_parties_have_the_roles_in_which_they_contract(tmp_path: Path) -> None:
    """What reads "Acme as Owners and Beta as Charterers" defines both roles."""
    head = (
        "ADDENDUM\n\nto the Charter Party of 9 May 2030 between Osmund AS as Owners and Vireo SA as Charterers\n\nIt is agreed:\n\n"
    )
    paper = document(tmp_path, f"{head}1. The Charterers may not sublet the Vessel unless the Owners have agreed.{FOOT}")
    told = [term for statement in read_document(paper).statements for term in statement.terms]
    assert [(term.matter, term.bearer, term.counterparty) for term in told] == [("assignment", ("vireo",), ("osmund",))]


def test_the_one_role_that_an_amendment_leaves_undefined_is_of_the_other_party(tmp_path: Path) -> None:
    """Where Osmund acts by its name, the only other role is that of Vireo."""
    head = HEAD + "1. Osmund shall keep six barges at Ulm.\n\n"
    paper = document(tmp_path, f"{head}2. Customer will not bring any claim for the delays of last year.{FOOT}")
    told = [term for statement in read_document(paper).statements for term in statement.terms]
    assert [(term.matter, term.bearer) for term in told][-1] == ("not-to-sue", ("vireo",))


def test_a_word_for_each_party_may_be_defined_outside_of_brackets(tmp_path: Path) -> None:
    """What reads "each of them an Owner" holds for all of them, with any article."""
    head = HEAD.replace('("Vireo").', '("Vireo"), each of them an "Owner" and both together the "Owners".')
    paper = document(
        tmp_path, f"{head}1. An Owner may not transfer its part of the depot without the leave of the other Owner.{FOOT}"
    )
    told = [term for statement in read_document(paper).statements for term in statement.terms]
    assert [(term.matter, term.bearer) for term in told] == [("assignment", ("*",))]


@pytest.mark.parametrize(
    ("clause", "matter", "low"),
    [
        ("A barge shall be returned by Osmund no later than twelve (12) days after its survey.", "service-provision", "12"),
        ("Vireo commits to a minimum of 9,000 KVL per year.", "purchase-commitment", "9000"),
        ("Osmund guarantees a mean life of not less than 800 KVL.", "warranty", "800"),
        ("Vireo may, however, disclose this Agreement to its bank.", "confidentiality", "None"),
        ("Osmund shall promptly notify Vireo of any defect.", "disclosure", "None"),
    ],
)
def test_usual_clauses_are_read(tmp_path: Path, clause: str, matter: str, low: str) -> None:
    """Passives, units of the contract and adverbs keep no clause from being read."""
    assert [(term.matter, str(term.low)) for term in terms(tmp_path, clause)] == [(matter, low)]


BASE = (
    'DEPOT AGREEMENT\n\nThis Agreement is made on 3 March 2030 between Osmund Ltd ("Osmund") and Vireo GmbH ("Vireo").\n\n'
    "1. Term\n\n1.1 This Agreement ends on 30 June 2039.\n\n"
    "2. Barges\n\n2.1 Osmund shall keep six (6) barges at Ulm for the use of Vireo.\n\n"
    "2.2 Vireo shall place no storage with anyone other than Osmund.\n" + FOOT
)
LETTER = (
    'AMENDMENT NO. 1\n\nto the Depot Agreement dated 3 March 2030 between Osmund Ltd ("Osmund") and Vireo GmbH ("Vireo")\n\n'
    "This Amendment is made on 7 May 2031. The parties agree as follows:\n\n1. {}\n\n2. All else stays as it is.\n" + FOOT
)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("The number of barges in clause 2.1 is raised from 6 to nine.", ("service-provision", Modality.OBLIGATION, "9")),
        ("Vireo is released from clause 2.2 with immediate effect.", ("exclusive-dealing", Modality.PERMISSION, "None")),
    ],
)
def test_an_amendment_may_tell_in_running_words_what_it_changes(
    tmp_path: Path, told: str, expected: tuple[str, Modality, str]
) -> None:
    """A figure that moves and a ban that is lifted are read in the amended clause."""
    (tmp_path / "base").mkdir()
    base, letter = document(tmp_path / "base", BASE), document(tmp_path, LETTER.format(told))
    base = replace(base, identifier="base.txt")
    result = resolve([base, letter], [read_document(base), read_document(letter)], read_part=read_amended_part)
    found = [t for dealing in result.dealings for t in dealing.terms if "amendment" in t.agreement]
    assert expected in [(t.content.matter, t.content.modality, str(t.content.low)) for t in found]


def test_who_may_do_so_is_told_of_the_rule_before(tmp_path: Path) -> None:
    """A clause that points back has the matter of the rule before it, and a subject of its own."""
    told = terms(tmp_path, "Neither party may assign this Agreement. Vireo may do so only to a buyer of all of its assets.")
    assert [(term.matter, term.modality, term.bearer) for term in told] == [
        ("assignment", Modality.PROHIBITION, ("*",)),
        ("assignment", Modality.PERMISSION, ("vireo",)),
    ]


@pytest.mark.parametrize(
    ("clauses", "matter", "figures"),
    [
        ("Vireo shall buy 4,500 crates a year from Osmund. From 1 July 2032 it is 5,400.", "purchase-commitment", [4500, 5400]),
        ("Vireo shall pay Osmund a royalty of 8 percent of its sales. In 2033 it falls to 6 percent.", "revenue-share", [8, 6]),
        ("Vireo shall pay Osmund EUR 400,000 a year. The sum was EUR 300,000 until then.", "payment", [400000, 300000]),
    ],
)
def test_a_figure_is_taken_up_for_the_rule_before(tmp_path: Path, clauses: str, matter: str, figures: list[int]) -> None:
    """A sentence that only says "it" or "the sum" gives the rule before it another figure of the same unit."""
    told = terms(tmp_path, clauses)
    assert [(term.matter, int(term.high or term.low or 0)) for term in told] == [(matter, figure) for figure in figures]


@pytest.mark.parametrize(
    "clauses",
    [
        "Vireo shall pay Osmund EUR 400,000 a year. It is 40 percent larger than Osmund.",
        "Vireo shall pay Osmund EUR 400,000 a year. The share is 40 percent.",
    ],
)
def test_no_figure_of_another_unit_is_taken_up(tmp_path: Path, clauses: str) -> None:
    """A figure of another unit, or one that compares, is none of the rule before."""
    assert [term.high for term in terms(tmp_path, clauses) if term.matter == "payment" or term.measure == "payment-amount"] == [
        400000
    ]


def test_the_heading_of_a_clause_on_insurance_is_no_party(tmp_path: Path) -> None:
    """A trade that alone heads a clause names no company."""
    found = document(tmp_path, f"{HEAD}4. Insurance\n\n4.1 The crates shall be insured by Vireo.{FOOT}")
    assert {mention.name for mention in find_parties(found).mentions} == {"Osmund Ltd", "Vireo GmbH"}
