"""Who stands in an agreement under a name that one document alone gives; all parties here are invented."""

from __future__ import annotations

from datetime import date

import pytest

from kg.records import AgreementMention, Basis, DateBounds, Document, Force, Layer, PartyMention, Reading, Stance, Statement
from kg.resolution.agreement_strangers import meet_strangers
from kg.resolution.agreements import resolve_agreements

_DAY = date(2018, 5, 12)


def source(name: str, parties: tuple[str, ...], *, own: bool, beside: str = "", legal: bool = False) -> tuple[Document, Reading]:
    """A document that is, or names by its day, the agreement of some parties; it may know one more."""
    mention = AgreementMention("a", "a", parties, "definitive", Force.BINDING, DateBounds(_DAY, _DAY), own=own)
    layer = Layer.INSTRUMENT if own else Layer.PARTY_TEXT
    said = Statement("s1", 1, 6, about=("a",), owner="a", layer=layer, stance=Stance.AFFIRMS, basis=Basis.EXPLICIT)
    known = tuple(PartyMention(p, f"{p} Ltd" if legal else p) for p in sorted({*parties, *filter(None, [beside])}))
    mentions: tuple[AgreementMention, ...] = (mention,)
    if beside:
        mentions += (AgreementMention("b", "b", (parties[0], beside), "definitive", Force.BINDING),)
        said2 = Statement("s2", 7, 9, about=("b",), owner="b", layer=layer, stance=Stance.AFFIRMS, basis=Basis.EXPLICIT)
        return Document(name, "text/plain", "0" * 64, "x" * 40), Reading(name, known, mentions, (said, said2))
    return Document(name, "text/plain", "0" * 64, "x" * 40), Reading(name, known, mentions, (said,))


def met(*sources: tuple[Document, Reading]) -> tuple[str, int]:
    """Who "merrow" is after all, and how many agreements there are."""
    documents, readings = [d for d, _ in sources], [r for _, r in sources]
    party_of = {(r.document, p.key): p.key for r in readings for p in r.parties}
    only = frozenset((r.document, a.key) for r in readings for a in r.agreements)
    found = meet_strangers(documents, readings, party_of, only)
    table = resolve_agreements(documents, readings, found)
    return found["mail", "merrow"], len({n for (_, key), n in table.agreement_of.items() if key == "a"})


CONTRACT = source("contract", ("borea", "calder"), own=True)


def test_a_stranger_stands_for_the_party_that_its_document_does_not_know() -> None:
    """A mail names the lease of that day, of which it knows one side: the other is that of the contract of that day."""
    assert met(CONTRACT, source("mail", ("borea", "merrow"), own=False)) == ("calder", 1)


@pytest.mark.parametrize(
    "mail",
    [
        source("mail", ("borea", "merrow"), own=False, beside="calder"),
        source("mail", ("borea", "merrow"), own=False, legal=True),
    ],
    ids=["it knows the other side as well", "it gives the stranger a legal form"],
)
def test_who_is_known_for_sure_is_no_stranger(mail: tuple[Document, Reading]) -> None:
    """Two deals of one day stay two where a document tells their parties apart, or names them in full."""
    assert met(CONTRACT, mail) == ("merrow", 2)


def test_whom_several_documents_know_is_no_stranger() -> None:
    """A party that another document knows as well has a deal of its own."""
    other = source("other", ("dunmore", "merrow"), own=False)
    assert met(CONTRACT, other, source("mail", ("borea", "merrow"), own=False)) == ("merrow", 3)


def told_late(*known: str) -> tuple[Document, Reading]:
    """A mail that speaks of "the lease" without its day, between one known party and a name that nobody else has."""
    day = DateBounds(date(2019, 1, 8), date(2019, 1, 8))
    made = DateBounds(None, day.latest)
    mention = AgreementMention("a", "a", ("borea", "merrow"), "definitive", Force.BINDING, made, supposed=True)
    said = Statement("s1", 1, 6, about=("a",), owner="a", layer=Layer.PARTY_TEXT, stance=Stance.AFFIRMS, basis=Basis.EXPLICIT)
    parties = tuple(PartyMention(p, p) for p in sorted({"borea", "merrow", *known}))
    return Document("mail", "text/plain", "0" * 64, "x" * 40, published=day), Reading("mail", parties, (mention,), (said,))


def test_a_contract_whose_parties_are_supposed_has_no_stranger_where_another_document_makes_one() -> None:
    """What a mail calls "the lease" is the last one that its known parties have made, not one of a name nobody else has."""
    assert met(CONTRACT, told_late("calder"))[1] == 1
    assert met(source("contract", ("oak", "elm"), own=True), told_late("calder"))[1] == 2
