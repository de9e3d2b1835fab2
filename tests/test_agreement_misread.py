"""Changes of a contract that a text gives to others than those who made it; everything here is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.records import (
    AgreementMention,
    Basis,
    DateBounds,
    Document,
    Force,
    Layer,
    LinkMention,
    LinkType,
    PartyMention,
    Reading,
    Stance,
    Statement,
)
from kg.resolution.agreement_clusters import Cluster
from kg.resolution.agreement_mentions import read_nodes
from kg.resolution.agreements import AgreementTable, resolve_agreements

_DAY = date(2019, 3, 4)
CONTRACT = AgreementMention(
    "a", "a", ("borea", "calder"), "definitive", Force.BINDING, DateBounds(_DAY, _DAY), title="Haulage Contract", own=True
)
BASE = replace(CONTRACT, key="b", own=False, parties=("borea", "merrow"), made=DateBounds(date(2019, 1, 1), date(2019, 12, 31)))
CHANGE = AgreementMention(
    "a", "change", ("borea", "merrow"), "amendment", Force.BINDING, DateBounds(None, date(2021, 5, 6)), own=True, supposed=False
)


def source(name: str, layer: Layer, *mentions: AgreementMention, beside: tuple[str, ...] = ()) -> tuple[Document, Reading]:
    """A document that tells of some agreements, the first of which changes the others."""
    about = tuple(m.key for m in mentions)
    links = [LinkMention(about[0], LinkType.AMENDS, key) for key in about[1:]]
    said = tuple(
        Statement(f"s{i}", 1, 9, layer, Stance.AFFIRMS, Basis.EXPLICIT, about, owner=about[0], link=link)
        for i, link in enumerate(links or [None])
    )
    known = {p for m in mentions for p in m.parties} | set(beside)
    return Document(name, "text/plain", "0" * 64, "x" * 40), Reading(
        name, tuple(PartyMention(p, p) for p in sorted(known)), mentions, said
    )


def resolved(*sources: tuple[Document, Reading]) -> AgreementTable:
    """The agreements of some documents."""
    party_of = {(r.document, p.key): p.key for _, r in sources for p in r.parties}
    return resolve_agreements([d for d, _ in sources], [r for _, r in sources], party_of)


def makers(table: AgreementTable) -> tuple[str, ...]:
    """Who made the change of the mail."""
    return table.agreements[table.agreement_of["mail", "a"]].parties


PAPER = source("contract", Layer.INSTRUMENT, CONTRACT)


def test_a_stranger_stands_for_the_one_whom_the_mail_does_not_know() -> None:
    """Nobody else tells of Merrow, and the mail does not know Calder: all that it tells of the one is of the other."""
    table = resolved(PAPER, source("mail", Layer.PARTY_TEXT, CHANGE, BASE))
    assert makers(table) == ("borea", "calder")
    assert table.met == {("mail", "merrow"): "calder"}


@pytest.mark.parametrize(
    ("layer", "change", "beside"),
    [
        (Layer.INSTRUMENT, CHANGE, ()),
        (Layer.PARTY_TEXT, CHANGE, ("calder",)),
        (Layer.PARTY_TEXT, replace(CHANGE, kind="definitive"), ()),
    ],
)
def test_whose_paper_it_is_or_who_knows_both_means_somebody_else(
    layer: Layer, change: AgreementMention, beside: tuple[str, ...]
) -> None:
    """The change of another house, in its own paper or beside a party of the contract, and a new contract, stay theirs."""
    table = resolved(PAPER, source("mail", layer, change, BASE, beside=beside))
    assert makers(table) == ("borea", "merrow")


def test_a_change_whose_parties_no_words_tell_has_those_of_its_contract() -> None:
    """Supposed parties give way, whoever these are."""
    supposed = replace(CHANGE, parties=("merrow", "dorn"), supposed=True)
    assert makers(resolved(PAPER, source("mail", Layer.PARTY_TEXT, supposed, BASE))) == ("borea", "calder")


def test_of_two_contracts_that_it_changes_the_one_of_its_makers_leaves_them() -> None:
    """Supposed parties who all made one of the contracts are not those of the other."""
    supposed = replace(CHANGE, parties=("merrow", "dorn"), supposed=True)
    other = replace(CONTRACT, key="c", parties=("dorn", "merrow", "zenna"), title="Mooring Contract")
    bases = (replace(CONTRACT, key="b", own=False), replace(other, own=False))
    table = resolved(PAPER, source("second", Layer.INSTRUMENT, other), source("mail", Layer.PARTY_TEXT, supposed, *bases))
    assert makers(table) == other.parties


def test_of_two_contracts_that_it_changes_the_first_gives_its_parties() -> None:
    """A change that has the parties of one contract is not misread as of the next."""
    mail, told = source("mail", Layer.PARTY_TEXT, replace(CHANGE, supposed=True))
    change = Cluster(read_nodes([mail], [told], {("mail", p): p for p in CHANGE.parties}))
    met = [change.take_parties(frozenset({"borea", other}), {"merrow": "mail"}) for other in ("calder", "zenna")]
    assert met == [{("mail", "merrow"): "calder"}, {}]
    assert change.parties == {"borea", "calder"}
