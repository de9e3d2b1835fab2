"""Which way a rule goes by the words that two sentences share. All parties are invented."""

from __future__ import annotations

import pytest

from kg.records import SOME_PARTY, Layer, Modality, Party, Sureness, TermContent
from kg.resolution.terms import Telling
from kg.resolution.wordings import follow_wordings, read_wordings

PARTIES = [Party("mill", "Alder Mill"), Party("port", "Dorn Port"), Party("bank", "Corry Bank")]
DEAL = {"deal": ("bank", "mill", "port")}
CHARGE = "The Mill pays the Port a charge for the weighbridge."
OTHERS = {"x1": "The bank keeps the pledge.", "x2": "Storage of grain costs 3 euros.", "x3": "Two silos are let."}


def told(
    name: str, bearer: str, owed: str, sureness: Sureness, *, matter: str = "payment", modality: Modality = Modality.OBLIGATION
) -> Telling:
    """One document's word, under its own name."""
    content = TermContent(matter, modality, tuple(bearer.split("+")), (owed,) if owed else (), sureness=sureness)
    return Telling(name, name, Layer.INSTRUMENT, "deal", content)


def way(tellings: list[Telling], passages: dict[str, str]) -> str:
    """Who owes whom by the last of some tellings, once they are held together."""
    content = follow_wordings(tellings, tellings, DEAL, read_wordings(passages | OTHERS, PARTIES))[-1].content
    return f"{'+'.join(content.bearer)} > {'+'.join(content.counterparty)}"


CONTRACT = told("contract", "mill", "port", Sureness.BOTH_NAMED)
FILLERS = [told(name, "bank", "", Sureness.NAMED, matter="indemnity") for name in OTHERS]


@pytest.mark.parametrize("sureness", [Sureness.OPEN, Sureness.SUPPOSED])
def test_a_charge_that_changes_is_owed_as_the_contract_says_in_the_same_words(sureness: Sureness) -> None:
    """The amendment names nobody, and its figure is another; what it calls the charge for tells which one it is."""
    later = told("amendment", "port", "bank", sureness, matter="price")
    texts = {"contract": CHARGE, "amendment": "The charge for the weighbridge comes down to 4 euros."}
    assert way([CONTRACT, *FILLERS, later], texts) == "mill > port"


def test_what_words_or_a_pronoun_name_is_not_overruled() -> None:
    """Whoever is named stays who owes it, in whatever words."""
    later = told("amendment", "bank", "port", Sureness.TAKEN_UP)
    assert way([CONTRACT, *FILLERS, later], {"contract": CHARGE, "amendment": CHARGE}) == "bank > port"


def test_a_rule_of_all_stays_one_of_all() -> None:
    """What the setting gives to all of them is of none of them alone."""
    later = told("amendment", "bank+mill+port", "", Sureness.SUPPOSED)
    assert way([CONTRACT, *FILLERS, later], {"contract": CHARGE, "amendment": CHARGE}) == "bank+mill+port > "


def test_a_sentence_that_names_somebody_else_goes_its_own_way() -> None:
    """The bank's own charge is not that of the mill."""
    later = told("sheet", "bank", "port", Sureness.SUPPOSED)
    texts = {"contract": CHARGE, "sheet": "Charge of Corry for the weighbridge: 4 euros."}
    assert way([CONTRACT, *FILLERS, later], texts) == "bank > port"


def test_other_words_another_kind_of_rule_and_a_guess_tell_nothing() -> None:
    """One word of many sentences is little; a ban is no duty; what nobody names makes nothing sure."""
    later = told("amendment", "port", "mill", Sureness.SUPPOSED)
    assert way([CONTRACT, *FILLERS, later], {"contract": CHARGE, "amendment": "The pledge is kept for the silos."}) == "port > mill"
    ban = told("contract", "mill", "port", Sureness.BOTH_NAMED, modality=Modality.PROHIBITION)
    alike = {"contract": CHARGE, "amendment": CHARGE}
    assert way([ban, *FILLERS, later], alike) == "port > mill"
    assert way([told("contract", "mill", "port", Sureness.SUPPOSED), *FILLERS, later], alike) == "port > mill"
    assert way([told("contract", SOME_PARTY, "port", Sureness.NAMED), *FILLERS, later], alike) == "port > mill"


def test_two_sentences_that_go_different_ways_in_the_same_words_tell_nothing() -> None:
    """The mill pays the port for the weighbridge, and the port pays the bank for it."""
    other = told("lease", "port", "bank", Sureness.BOTH_NAMED)
    later = told("amendment", "bank", "mill", Sureness.OPEN)
    texts = {
        "contract": CHARGE,
        "lease": "The Port pays Corry a charge for the weighbridge.",
        "amendment": "Weighbridge charge: 4 euros.",
    }
    assert way([CONTRACT, other, *FILLERS, later], texts) == "bank > mill"
    del texts["lease"]
    assert way([CONTRACT, *FILLERS, later], texts) == "mill > port"
