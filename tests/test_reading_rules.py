"""Reading rules that lean on another sentence: a rule pointed at, an amount without its verb, who is paid, who was named before."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from texts import document

import kg
from kg.extraction import read_document
from kg.records import Exclusivity, Modality, TermContent

HEAD = 'SUPPLY AGREEMENT\n\nThis Agreement is made on 4 May 2018 between Acme Mills Ltd ("Acme") and Borea Grain plc ("Borea").\n\n'


def contents(text: str, matter: str) -> list[TermContent]:
    """The terms of one matter in a contract of Acme and Borea."""
    found = read_document(document("agreement.txt", HEAD + text))
    return [term for statement in found.statements for term in statement.terms if term.matter == matter]


def test_an_exception_told_by_number_is_of_the_rule_with_that_number() -> None:
    """What a clause does not reach is allowed: a reading of that clause, not a matter of its own."""
    text = "1. Borea shall not build a mill.\n\n2. Clause 1 does not apply to the old mill, which Borea is free to reopen.\n"
    banned, freed = contents(text, "non-compete")
    assert (banned.modality, freed.modality) == (Modality.PROHIBITION, Modality.PERMISSION)
    assert freed.bearer == ("borea-grain",)


def test_an_exception_from_an_exclusive_rule_is_not_exclusive() -> None:
    """Whatever the rule is called by, and however the exception points at it, what is left free is not exclusive."""
    rule = "A1  Borea shall buy hay from nobody but Acme.\n\n"
    for pointed in ("A1 notwithstanding, Borea", "Despite A1, Borea", "By way of exception from A1 Borea"):
        read = contents(
            f"{rule}A2. {pointed} may buy up to 20 tonnes of hay a year from any farmer in the hills.\n", "exclusive-dealing"
        )
        freed = [t for t in read if t.modality is Modality.PERMISSION]
        assert [(t.exclusivity, t.bearer) for t in freed] == [(Exclusivity.NON_EXCLUSIVE, ("borea-grain",))]


def test_who_is_paid_does_not_pay() -> None:
    """The subject of a passive verb of giving is the one who receives."""
    (fee,) = contents("1. Borea shall be paid a commission of 3% of net sales.\n", "revenue-share")
    assert (fee.bearer, fee.counterparty) == (("acme-mills",), ("borea-grain",))


def test_a_bare_neither_means_the_two_named_before() -> None:
    """What neither may exceed is a limit on both."""
    (limit,) = contents("1. Acme and Borea agree that neither shall draw more than 40 tonnes a day.\n", "volume")
    assert (limit.low, limit.high) == (Decimal(0), Decimal(40))
    assert limit.modality is Modality.PROHIBITION


def test_a_report_that_gives_the_amended_figure_contradicts_nobody(tmp_path: Path) -> None:
    """A magazine that tells the new fee of the old contract speaks of the amendment."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "1.txt").write_text(HEAD + "1. Acme shall pay Borea a fee of EUR 40 for each tonne.\n", encoding="utf-8")
    change = (
        "AMENDMENT NO. 1\n\nto the Supply Agreement dated 4 May 2018\n\nThis Amendment is made on 3 June 2020 between "
        'Acme Mills Ltd ("Acme") and Borea Grain plc ("Borea").\n\n1. Acme shall pay Borea a fee of EUR 35 for each tonne.\n'
    )
    (folder / "2.txt").write_text(change, encoding="utf-8")
    told = (
        "---\ntitle: Grain Weekly\npublisher: Grain Weekly\npublished: 2021-02-01\n---\n# Mills\n\nUnder the Supply Agreement of "
        "4 May 2018 between Acme Mills and Borea Grain, Acme Mills pays Borea Grain EUR 35 for each tonne.\n"
    )
    (folder / "3.md").write_text(told, encoding="utf-8")
    findings = kg.build(folder, tmp_path / "out").findings()
    assert [f.verdict for f in findings if not f.change] == []
