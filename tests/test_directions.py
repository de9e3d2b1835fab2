"""Who owes whom where a sentence or a whole document leaves it open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from reading_files import read

import kg
from kg.evaluation import load_built
from kg.extraction import read_document
from kg.records import SOME_PARTY, Layer, Modality, Sureness, TermContent
from kg.resolution.directions import complete_directions
from kg.resolution.terms import Telling

PARTIES = {"deal": ("acme", "beta")}
_THREE = (
    "SUPPLY AGREEMENT\n\n"
    "This Supply Agreement is made on 3 May 2021 between Acme Foods Ltd, Beta Mills Ltd and Gamma Stores Ltd.\n\n"
)


def telling(
    bearer: str,
    counterparty: str,
    *,
    matter: str = "payment",
    scope: str = "deposit",
    amount: int = 5,
    document: str = "doc",
    agreement: str = "deal",
) -> Telling:
    """One document's word on a sum."""
    sides = ((bearer,), (counterparty,) if counterparty else ())
    content = TermContent(matter, Modality.OBLIGATION, *sides, None, (scope,), unit="EUR", measure="payment-amount")
    figure = replace(content, low=Decimal(amount), high=Decimal(amount))
    return Telling(f"s-{bearer}", document, Layer.INSTRUMENT, agreement, figure)


def test_a_sum_that_names_nobody_is_owed_as_the_other_document_says() -> None:
    """The amendment raises a deposit; the contract says who pays it."""
    done = complete_directions([telling("acme", "beta"), telling(SOME_PARTY, SOME_PARTY)], PARTIES)
    assert [(t.content.bearer, t.content.counterparty) for t in done] == [(("acme",), ("beta",))] * 2


def test_where_nothing_tells_it_all_parties_bear() -> None:
    """Nobody is made up."""
    done = complete_directions([telling(SOME_PARTY, SOME_PARTY)], PARTIES)
    assert (done[0].content.bearer, done[0].content.counterparty) == (("acme", "beta"), ())


def test_two_directions_told_as_often_tell_nothing() -> None:
    """A pays B for one thing and B pays A for another."""
    told = [telling("acme", "beta", scope="rent"), telling("beta", "acme", scope="hire")]
    done = complete_directions([*told, telling(SOME_PARTY, SOME_PARTY)], PARTIES)
    assert done[-1].content.bearer == ("acme", "beta")


def test_the_other_of_two_parties_is_owed() -> None:
    """Who is named bears; of two parties the other one is left."""
    done = complete_directions([telling("acme", SOME_PARTY)], PARTIES)
    assert done[0].content.counterparty == ("beta",)


THREE = {"deal": ("acme", "beta", "gamma")}


def test_among_three_parties_a_rule_is_owed_as_all_who_tell_it_say() -> None:
    """The amendment lowers the rent and names nobody; by the contract the tenant pays it to the landlord, the agent nothing."""
    told = telling("acme", "beta", document="contract", scope="rent")
    done = complete_directions([told, telling(SOME_PARTY, SOME_PARTY, amount=6, document="amendment")], THREE)
    assert (done[1].content.bearer, done[1].content.counterparty) == (("acme",), ("beta",))


def test_a_rule_that_most_documents_leave_open_is_of_all() -> None:
    """Three networks charge each other; one paper, which knows but two of them, makes one the payer."""
    told = telling("acme", "beta", document="report", scope="data")
    open_ones = [telling(SOME_PARTY, SOME_PARTY, scope="voice", document=name) for name in ("contract", "amendment")]
    done = complete_directions([told, *open_ones], THREE)
    assert [t.content.bearer for t in done[1:]] == [("acme", "beta", "gamma")] * 2


def test_who_is_owed_by_one_who_is_named_one_telling_tells() -> None:
    """Gamma pays Acme by one paper; that two others name only Gamma does not mean that it pays nobody."""
    silent = [telling("gamma", SOME_PARTY, amount=n, document=f"d{n}") for n in (6, 7)]
    done = complete_directions([telling("gamma", "acme"), *silent], {"deal": ("acme", "beta", "gamma")})
    assert {t.content.counterparty for t in done} == {("acme",)}


def test_what_stays_as_it_was_leaves_open_who_owes_it(tmp_path: Path) -> None:
    """A rule that a later paper confirms is of the earlier one; whom it binds is left to the documents that tell it."""
    text = (
        "Acme Foods and Beta Mills extend their agreement\n\nTORVIK, 3 June 2022. Acme Foods Ltd and Beta Mills Ltd signed an "
        "amendment to their cooperation agreement of 4 May 2021. The royalty rate stays unchanged at 6 per cent of net sales.\n"
    )
    terms = [t for s in read_document(read(tmp_path, "a.txt", text)).statements for t in s.terms if t.matter == "revenue-share"]
    assert [t.bearer for t in terms] == [(SOME_PARTY,)]


def test_the_same_sum_is_owed_to_whom_another_sentence_names() -> None:
    """Among three parties the one who pays does not tell who is paid; the other sentence on the sum does."""
    done = complete_directions([telling("acme", "beta"), telling("acme", "")], THREE)
    assert done[1].content.counterparty == ("beta",)


def test_a_fee_that_changes_is_owed_to_whom_the_other_documents_name() -> None:
    """The figure is another one, the payee is not; one document alone does not tell it of itself."""
    contract = telling("acme", "beta", document="contract")
    done = complete_directions([contract, telling("acme", "", amount=6, document="news")], THREE)
    assert done[1].content.counterparty == ("beta",)
    done = complete_directions([contract, telling("acme", "", amount=6, document="contract")], THREE)
    assert done[1].content.counterparty == ()


def guessed(bearer: str, likely: str, matter: str) -> Telling:
    """A telling that leaves open to whom something is owed, though one is likely."""
    one = telling(bearer, SOME_PARTY, matter=matter, scope="mill")
    return replace(one, content=replace(one.content, counterparty=(SOME_PARTY, likely)))


@pytest.mark.parametrize(
    ("others", "owed"),
    [
        ([("gamma", "acme")], "acme"),
        ([("gamma", "acme"), ("beta", "gamma")], "beta"),
        ([("acme", "beta")], "beta"),
    ],
)
def test_of_several_one_deals_with_whom_all_tellings_set_beside_it(others: list[tuple[str, str]], owed: str) -> None:
    """Gamma only ever deals with Acme; who is likely by its role alone is owed where Gamma deals with both or with nobody."""
    told = [telling(a, b, matter="price", document="other") for a, b in others]
    done = complete_directions([*told, guessed("gamma", "beta", "warranty")], {"deal": ("acme", "beta", "gamma")})
    assert done[-1].content.counterparty == (owed,)


@pytest.mark.parametrize(
    "sentence",
    [
        "Beta Mills may sell the flour to other shops.",
        "Beta Mills is free to sell its flour to anybody.",
    ],
)
def test_leave_to_deal_with_others_is_owed_to_nobody(tmp_path: Path, sentence: str) -> None:
    """Whom else a party may serve it owes neither of the others."""
    reading = read_document(read(tmp_path, "a.md", f"{_THREE}1. {sentence}\n"))
    assert {(t.bearer, t.counterparty) for s in reading.statements for t in s.terms} == {(("beta-mills",), ())}


def test_whom_one_of_several_owes_the_clause_before_tells(tmp_path: Path) -> None:
    """Gamma deals with Beta in clause 1 and with Acme in clause 3; clause 2 goes on about what clause 1 is about."""
    text = (
        f"{_THREE}1. Gamma Stores shall pay Beta Mills EUR 300 per tonne of flour.\n\n"
        "2. Gamma Stores shall buy flour from nobody else.\n\n3. Gamma Stores shall pay Acme Foods EUR 4,000 per year.\n"
    )
    reading = read_document(read(tmp_path, "a.md", text))
    assert {t.counterparty for s in reading.statements for t in s.terms if not t.unit} == {(SOME_PARTY, "beta-mills")}


@pytest.mark.parametrize(
    ("sentence", "bearer"),
    [
        ("Neither Acme Foods nor Beta Mills may terminate this agreement before 1 June 2026.", {"acme-foods", "beta-mills"}),
        ("Both Acme Foods and Gamma Stores may terminate this agreement on three months' notice.", {"acme-foods", "gamma-stores"}),
    ],
)
def test_two_of_three_who_are_listed_bear_together(tmp_path: Path, sentence: str, bearer: set[str]) -> None:
    """What is said of neither of two, or of both, is not said of the third."""
    reading = read_document(read(tmp_path, "a.md", f"{_THREE}1. {sentence}\n"))
    assert {frozenset(t.bearer) for s in reading.statements for t in s.terms if t.matter.startswith("termination")} == {
        frozenset(bearer)
    }


def test_nobody_is_owed_where_two_are_named() -> None:
    """A pays two others."""
    told = [telling("acme", "beta", document="one"), telling("acme", "gamma", document="two")]
    done = complete_directions([*told, telling("acme", "", document="three")], THREE)
    assert done[2].content.counterparty == ()


def test_whom_an_agreement_does_not_have_it_owes_nothing() -> None:
    """The new supplier takes the place of the old one at the same price."""
    told = [telling("acme", "beta"), telling("acme", "", agreement="next")]
    done = complete_directions(told, {**PARTIES, "next": ("acme", "gamma", "delta")})
    assert done[1].content.counterparty == ()


def test_what_several_owe_each_other_is_not_owed_to_the_one_who_is_named() -> None:
    """Among four parties the other document may name but one of those who are owed."""
    told = [telling("acme", "beta", document="one"), telling("acme", "", amount=6, document="two")]
    done = complete_directions(told, {"deal": ("acme", "beta", "gamma", "delta")})
    assert done[1].content.counterparty == ()


@pytest.mark.parametrize(
    ("sentence", "bearer"),
    [
        ("This Agreement may not be assigned by the Supplier.", "beta-mills"),
        ("The goods shall be insured by the Buyer.", "acme-foods"),
        ("The Supplier shall open the gates of all of its depots to lorries.", "beta-mills"),
        ("If control of the Buyer changes, the Supplier may terminate this Agreement.", "beta-mills"),
    ],
)
def test_who_does_what_a_clause_rules_bears(tmp_path: Path, sentence: str, bearer: str) -> None:
    """Whoever is named behind "by", or is the subject of what the clause does not merely suppose."""
    parties = 'Acme Foods Ltd (the "Buyer") and Beta Mills Ltd (the "Supplier")'
    head = f"SUPPLY AGREEMENT\n\nThis Agreement is made on 3 May 2021 between {parties}."
    reading = read_document(read(tmp_path, "a.txt", f"{head}\n\n1. {sentence}\n"))
    assert {t.bearer for s in reading.statements for t in s.terms} == {(bearer,)}


def test_a_guarantor_owes_the_creditor_and_not_the_one_it_stands_by(tmp_path: Path) -> None:
    """The bearer of a guarantee owes it to the other one of the two principals."""
    parties = 'Acme Foods Ltd (the "Buyer"), Beta Mills Ltd (the "Supplier") and Gamma Holding Ltd (the "Guarantor")'
    head = f"SUPPLY AGREEMENT\n\nThis Agreement is made on 3 May 2021 between {parties}."
    text = f"{head}\n\n1. The Guarantor guarantees the performance of the Supplier.\n"
    (term,) = (t for s in read_document(read(tmp_path, "a.txt", text)).statements for t in s.terms)
    assert (term.bearer, term.counterparty) == (("gamma-holding",), ("acme-foods",))


LOAN = """LOAN AGREEMENT

This Agreement is made on 3 May 2021 between:

(1) Acme Foods Ltd (the "Borrower"); and
(2) Beta Bank plc and Gamma Savings plc (together the "Lenders").
"""
BANKS = ("beta-bank", "gamma-savings")


@pytest.mark.parametrize(
    ("sentence", "bearer", "counterparty"),
    [
        ("The Borrower shall pay the Lenders a fee of EUR 2 million.", ("acme-foods",), BANKS),
        ("The Borrower shall keep its mills insured.", ("acme-foods",), BANKS),
    ],
)
def test_a_role_of_several_means_those_whom_it_joins(tmp_path: Path, sentence: str, bearer: object, counterparty: object) -> None:
    """Two banks of one item of the list lend; the borrower owes both of them."""
    (term,) = (t for s in read_document(read(tmp_path, "a.txt", f"{LOAN}\n1. {sentence}\n")).statements for t in s.terms)
    assert (term.bearer, tuple(sorted(term.counterparty))) == (bearer, counterparty)


def test_who_may_not_use_what_another_owns_is_bound(tmp_path: Path) -> None:
    """A ban on the licensee binds the licensee, though the licensor bears the licence."""
    head = "LICENCE\n\nThis Agreement is made on 3 May 2021 between Acme Maps Ltd and Beta Tours Ltd."
    text = f"{head}\n\n1. Acme Maps grants Beta Tours a licence to use the Maps.\n\n2. Beta Tours may not copy the software.\n"
    terms = [t for s in read_document(read(tmp_path, "a.txt", text)).statements for t in s.terms]
    assert [t.bearer for t in terms] == [("acme-maps",), ("beta-tours",)]


def test_a_trade_in_a_name_tells_the_payer(tmp_path: Path) -> None:
    """Wages go to the union's side, though no sentence says who pays."""
    head = "WAGE AGREEMENT\n\nThis Agreement is made on 3 May 2021 between the Varda Mills Federation and the Varda Weavers Union."
    text = f"{head}\n\n1. Basic wages rise by 3.0% with effect from 1 July 2021.\n"
    (term,) = (t for s in read_document(read(tmp_path, "a.txt", text)).statements for t in s.terms if t.matter == "payment")
    assert (term.bearer, term.counterparty) == (("varda-mills-federation",), ("varda-weavers-union",))


@pytest.mark.parametrize(
    ("sentence", "bearer", "counterparty"),
    [
        ("The Mill may extend this Agreement by two years.", ("beta-mills",), ("acme-foods",)),
        ("This Agreement may not be assigned without the consent of the Mill.", ("acme-foods",), ("beta-mills",)),
        ("The Mill is guaranteed a minimum payment of EUR 3 million.", ("acme-foods",), ("beta-mills",)),
        ("Grain from the farms is sold to the Mill and to nobody else.", ("acme-foods",), ("beta-mills",)),
        ("Until then the Mill buys EUR 4 million worth of grain.", ("beta-mills",), ("acme-foods",)),
        ("Any spare silo must be offered to the Mill first.", ("acme-foods",), ("beta-mills",)),
        ("The books of Acme Foods may be inspected by the Mill's accountants.", ("beta-mills",), ("acme-foods",)),
        ("The licence for the Mill's own products runs until 3 May 2026.", ("acme-foods",), ("beta-mills",)),
        ("Acme Foods continues to be the only operator of the silos.", ("beta-mills",), ("acme-foods",)),
        ("Acme Foods alone will service the silos of the Mill through 2030.", ("beta-mills",), ("acme-foods",)),
        ("The books of the Mill shall be kept by Acme Foods and by no other house.", ("beta-mills",), ("acme-foods",)),
        ("For each hour of standstill Acme Foods credits the Mill with EUR 900.", ("acme-foods",), ("beta-mills",)),
        ("Of all licence income Acme Foods receives 12 percent each year.", ("beta-mills",), ("acme-foods",)),
        ("The upper floors are the Mill's alone.", ("acme-foods",), ("beta-mills",)),
        ("The Mill entrusts the cleaning of its silos to Acme Foods alone.", ("beta-mills",), ("acme-foods",)),
        ("The Mill entrusts Acme Foods with the cleaning of its silos.", ("beta-mills",), ("acme-foods",)),
        ("Acme Foods licenses the labels of the farms to the Mill on a non-exclusive basis.", ("acme-foods",), ("beta-mills",)),
        ("In return the Mill pays track charges of EUR 42 per wagon.", ("beta-mills",), ("acme-foods",)),
        ("The Mill puts EUR 4 million into Acme Foods and receives 12 percent of its shares.", ("beta-mills",), ("acme-foods",)),
        ("The Mill continues to pay Acme Foods 5 percent of what the shop takes in.", ("beta-mills",), ("acme-foods",)),
        ("Acme Foods has to approach the Mill first before it talks to other buyers.", ("acme-foods",), ("beta-mills",)),
        ("At two months' notice any partner may end this Agreement without cause.", ("acme-foods", "beta-mills"), ()),
        ("If a party wishes to sell its shares, it must first offer them to the other party.", ("acme-foods", "beta-mills"), ()),
    ],
)
def test_who_owes_what_a_clause_rules(tmp_path: Path, sentence: str, bearer: object, counterparty: object) -> None:
    """A role in the marks, the one who alone is sold to, who buys, who must offer, and one party against the other."""
    head = 'SUPPLY AGREEMENT\n\nThis Agreement is made on 3 May 2021 between Acme Foods Ltd and Beta Mills Ltd ("the Mill").'
    reading = read_document(read(tmp_path, "a.txt", f"{head}\n\n1. {sentence}\n"))
    found = {(tuple(sorted(t.bearer)), t.counterparty) for s in reading.statements for t in s.terms}
    assert found in ({(bearer, counterparty)}, {(("*",), counterparty)} if counterparty == () else set())


def test_among_several_a_duty_told_by_one_of_them_is_owed_to_the_teller(tmp_path: Path) -> None:
    """The newsroom of one of three parties that says what another must do speaks of what is done for it."""
    text = (
        "---\ntitle: Our new agreement\npublisher: Acme Foods Ltd\npublished: 2021-05-04\n---\n# Our new agreement\n\n"
        "On 3 May 2021 Acme Foods Ltd, Beta Mills Ltd and Gamma Stores Ltd signed a supply agreement.\n\n"
        "We are glad that Beta Mills guarantees 97 percent availability of its ovens.\n"
    )
    reading = read_document(read(tmp_path, "a.md", text))
    told = {t.counterparty for s in reading.statements for t in s.terms if t.matter == "warranty"}
    assert told == {(SOME_PARTY, "acme-foods")}  # which is likely, where no other telling names another


def test_a_pronoun_behind_a_verb_is_not_its_subject(tmp_path: Path) -> None:
    """In "Acme pays it" it is the other party, whoever was named last."""
    text = (
        "Acme Foods and Beta Mills part\n\n20 April 2024\n\nAcme Foods and Beta Mills signed a separation agreement on 19 April."
        " Acme Foods will leave the mill.\n\nUnder the agreement Acme Foods pays it EUR 3.8 million.\n"
    )
    document = read(tmp_path, "a.txt", text)
    terms = [term for statement in read_document(document).statements for term in statement.terms if term.matter == "payment"]
    assert [(term.bearer, term.counterparty) for term in terms] == [(("acme-foods",), ("beta-mills",))]


def test_they_beside_us_are_the_others(tmp_path: Path) -> None:
    """Who speaks as "we" is not meant by "they" in the same clause, though it was the last subject."""
    text = (
        "---\ntitle: A new mill\npublisher: Acme Foods Ltd\npublished: 2021-05-04\n---\n# A new mill\n\n"
        "On 3 May 2021 we signed a supply agreement with Beta Mills Ltd.\n\nThey buy 300 tonnes of oats from us each year.\n"
    )
    reading = read_document(read(tmp_path, "a.md", text))
    found = {(t.bearer, t.counterparty) for s in reading.statements for t in s.terms if t.low == 300}
    assert found == {(("beta-mills",), ("acme-foods",))}


def test_they_are_not_the_one_who_speaks(tmp_path: Path) -> None:
    """Who writes "we" is not meant by "they" of the next sentence either."""
    text = (
        "---\ntitle: A new mill\npublisher: Acme Foods Ltd\npublished: 2021-05-04\n---\n# A new mill\n\n"
        "On 3 May 2021 we signed a supply agreement with Beta Mills Ltd. We grow the oats.\n\nThey pay EUR 300 a tonne.\n"
    )
    reading = read_document(read(tmp_path, "a.md", text))
    assert {t.bearer for s in reading.statements for t in s.terms if t.low == 300} == {("beta-mills",)}


@pytest.mark.parametrize("sentence", ["We will pay them EUR 3 million.", "We license our labels to the mill for its own bread."])
def test_whoever_speaks_gives_what_we_give(tmp_path: Path, sentence: str) -> None:
    """Behind "we", a word that takes somebody up means the other one, and "our" means those who speak."""
    text = (
        "---\ntitle: Our agreement\npublisher: Acme Foods Ltd\npublished: 2021-05-04\n---\n# Our agreement\n\n"
        f"On 3 May 2021 Acme Foods Ltd and Beta Mills Ltd signed an agreement. {sentence}\n"
    )
    terms = [t for s in read_document(read(tmp_path, "a.md", text)).statements for t in s.terms]
    assert {(t.bearer, t.counterparty) for t in terms} == {(("acme-foods",), ("beta-mills",))}


def test_who_pays_by_name_tells_who_pays_where_nobody_is_named() -> None:
    """A mill that buys ovens pays for them, though what the other one is called makes it a buyer."""
    called = replace(telling("beta", "acme").content, sided=True)
    named = replace(telling("acme", "beta", matter="price").content, sureness=Sureness.NAMED)
    tellings = [replace(telling("beta", "acme"), content=content) for content in (called, named)]
    assert {(t.content.bearer, t.content.counterparty) for t in complete_directions(tellings, PARTIES)} == {(("acme",), ("beta",))}
    against = replace(telling("beta", "acme"), content=replace(named, bearer=("beta",), counterparty=("acme",)))
    assert complete_directions([*tellings, against], PARTIES)[0].content.bearer == ("beta",)


def test_a_discount_is_no_payment_that_tells_who_pays(tmp_path: Path) -> None:
    """A discount that names nobody stays that of the seller, whoever pays by name; one that names both tells nothing of fees."""
    text = (
        'SUPPLY AGREEMENT\n\nThis Supply Agreement is made on 3 May 2021 between Acme Foods Ltd (the "Buyer") and Beta Mills Ltd '
        '(the "Seller").\n\n1. {}\n\n2. {}\n'
    )
    pay, silent = "The Buyer shall pay the Seller a fee of EUR 4,000 a year.", "Licence fees of EUR 500 a year are due on 1 May."
    given = "The Seller grants the Buyer a discount of 12 percent on list prices."
    for first, second in ((pay, "The discount off the list prices is 12 percent."), (given, silent)):
        (tmp_path / "a.txt").write_text(text.format(first, second), encoding="utf-8")
        kg.build(tmp_path / "a.txt", tmp_path / "out")
        slots = [term.slots for term in load_built([tmp_path / "out" / "graph.nq"]).terms.values()]
        told = {s["matter"]: next(iter(s["bearer"])).rpartition("/")[2] for s in slots}
        assert told == {"payment": "acme-foods", "price": "beta-mills"}


@pytest.mark.parametrize(("matter", "owed"), [("volume", ("beta",)), ("payment", ())])
def test_what_binds_one_of_two_is_owed_to_the_other(matter: str, owed: tuple[str, ...]) -> None:
    """What a paper that knows a third party leaves open is owed to the other one of two; costs one may bear for oneself."""
    done = complete_directions([telling("acme", "", matter=matter)], PARTIES)
    assert done[0].content.counterparty == owed


def test_what_binds_one_of_several_is_owed_to_whom_it_mostly_deals_with() -> None:
    """The mill's tonnage is owed to the baker, with whom all else is agreed that names both; quotas are owed to nobody."""
    told = [replace(telling("acme", "beta", matter=m, document="contract"), statement=m) for m in ("price", "audit")]
    named = [replace(t, content=replace(t.content, sureness=Sureness.NAMED)) for t in told]
    silent = telling("acme", "", matter="volume", document="report")
    assert complete_directions([*named, silent], THREE)[-1].content.counterparty == ("beta",)
    rival = telling("gamma", "", matter="volume", document="report")
    assert [t.content.counterparty for t in complete_directions([*named, silent, rival], THREE)[2:]] == [(), ()]


def test_what_is_promised_to_one_of_several_its_partner_promises() -> None:
    """Who stays the only miller is so by the promise of the baker, with whom all else is agreed; where nothing is, of both."""
    told = [replace(telling("acme", "beta", matter=m, document="contract"), statement=m) for m in ("price", "audit")]
    named = [replace(t, content=replace(t.content, sureness=Sureness.NAMED)) for t in told]
    content = telling("acme", "beta", matter="service-provision").content
    guess = replace(content, bearer=("acme", "gamma"), sureness=Sureness.OPEN)
    silent = Telling("s", "report", Layer.UNATTRIBUTED_TEXT, "deal", guess)
    assert complete_directions([*named, silent], THREE)[-1].content.bearer == ("acme",)
    assert complete_directions([silent], THREE)[-1].content.bearer == ("acme", "gamma")


@pytest.mark.parametrize(
    ("sentence", "bearer", "counterparty"),
    [
        ("Gamma Stores may inspect the books of both mills once a year.", {"gamma"}, {"acme", "beta"}),
        ("Each mill shall tell the other of every strike within two days.", {"acme", "beta"}, set()),
        ("Each party may inspect the books of the other two once a year.", {"*"}, set()),
    ],
)
def test_a_word_for_some_of_several_parties_means_these(
    tmp_path: Path, sentence: str, bearer: set[str], counterparty: set[str]
) -> None:
    """Of two mills and a shop "both mills" are bound, or owed something, as if they were named."""
    head = _THREE.replace("Acme Foods", "Acme Mills")
    reading = read_document(read(tmp_path, "a.md", f"{head}1. {sentence}\n"))
    content = next(t for s in reading.statements for t in s.terms)
    assert {key.split("-")[0] for key in content.bearer} == bearer
    assert {key.split("-")[0] for key in content.counterparty} == counterparty


def test_whom_one_owes_of_whom_a_paper_knows_but_two_the_others_tell() -> None:
    """The mail between the baker and the mill says that the baker pays 6; by the contract of the three it pays the shop."""
    contract = telling("acme", "gamma", document="contract")
    named = replace(contract, content=replace(contract.content, sureness=Sureness.NAMED))
    mail = telling("acme", "beta", amount=6, document="mail")
    left = replace(mail, content=replace(mail.content, left=True))
    assert complete_directions([named, left], THREE)[1].content.counterparty == ("gamma",)
    assert complete_directions([named, mail], THREE)[1].content.counterparty == ("beta",)


def test_who_is_spoken_of_is_not_only_left(tmp_path: Path) -> None:
    """Of two parties the other one is owed, and whether its name stands there tells how much that says."""
    head = "SUPPLY AGREEMENT\n\nThis Supply Agreement is made on 3 May 2021 between Acme Foods Ltd and Beta Mills Ltd.\n\n"
    clauses = "1. Acme Foods shall buy 500 tonnes of flour a year.\n\n2. Acme Foods shall pay Beta Mills EUR 300 per tonne.\n"
    reading = read_document(read(tmp_path, "a.md", head + clauses))
    found = {t.matter: (t.counterparty, t.left) for s in reading.statements for t in s.terms}
    assert found == {"purchase-commitment": (("beta-mills",), True), "price": (("beta-mills",), False)}
