"""Agreements that texts only refer to, under parties that they misread; all parties here are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kg.records import (
    AgreementMention,
    Basis,
    DateBounds,
    Document,
    Force,
    Layer,
    LinkMention,
    LinkType,
    Modality,
    PartyMention,
    Reading,
    Stance,
    Statement,
    TermContent,
)
from kg.resolution import group_mentions, keys_of
from kg.resolution.agreements import resolve_agreements

_DAY = date(2019, 3, 4)
_YEAR = DateBounds(date(2019, 1, 1), date(2019, 12, 31))
CONTRACT = AgreementMention(
    "a", "a", ("borea", "calder"), "definitive", Force.BINDING, DateBounds(_DAY, _DAY), title="Haulage Contract", own=True
)
NAMED = replace(CONTRACT, parties=("borea", "merrow"), made=_YEAR, title="haulage contract", own=False)


def source(
    name: str, *mentions: AgreementMention, link: LinkMention | None = None, beside: tuple[str, ...] = ()
) -> tuple[Document, Reading]:
    """A document that tells of some agreements, of the first in a statement which may link it, and knows some more parties."""
    layer = Layer.INSTRUMENT if mentions[0].own else Layer.PARTY_TEXT
    about = tuple(m.key for m in mentions)
    said = Statement(
        "s1", 1, ord(name[0]) % 30, about=about, owner=about[0], layer=layer, stance=Stance.AFFIRMS, basis=Basis.EXPLICIT, link=link
    )
    known = {p for m in mentions for p in m.parties} | set(beside)
    return Document(name, "text/plain", "0" * 64, "x" * 40), Reading(
        name, tuple(PartyMention(p, p) for p in sorted(known)), mentions, (said,)
    )


def names_of(*sources: tuple[Document, Reading]) -> dict[tuple[str, str], str]:
    """The agreement that each mention means, where documents are grouped and then resolved."""
    documents, readings = {d.identifier: d for d, _ in sources}, {r.document: r for _, r in sources}
    party_of = {(r.document, p.key): p.key for r in readings.values() for p in r.parties}
    found: dict[tuple[str, str], str] = {}
    for group in group_mentions([keys_of(r) for r in readings.values()], party_of):
        here = group.documents
        table = resolve_agreements([documents[n] for n in here], [readings[n] for n in here], party_of, frozenset(group.mentions))
        found |= table.agreement_of
    return found


def one(*sources: tuple[Document, Reading]) -> bool:
    """Whether the first mentions of two documents mean one agreement."""
    names = names_of(*sources)
    return names[sources[0][0].identifier, "a"] == names[sources[1][0].identifier, "a"]


def test_a_contract_of_a_year_is_found_where_one_of_its_parties_is_misread() -> None:
    """A mail speaks of the haulage contract of 2019 of Borea and a place: Borea made one in that year."""
    assert one(source("contract", CONTRACT), source("mail", NAMED))


def test_what_is_told_of_another_year_number_or_name_stays_another_agreement() -> None:
    """Nothing but what fits the contract means it."""
    later = DateBounds(date(2020, 1, 1), date(2020, 12, 31))
    for other in (replace(NAMED, made=later), replace(NAMED, title="Storage Lease"), replace(NAMED, force=Force.NON_BINDING)):
        assert not one(source("contract", CONTRACT), source("mail", other))


def test_two_deals_of_one_year_stay_two_where_each_document_knows_both_partners() -> None:
    """Borea deals with Calder and with Merrow, and both texts know all three."""
    assert not one(source("contract", CONTRACT, beside=("merrow",)), source("mail", NAMED, beside=("calder",)))


def test_a_contract_that_ends_on_another_day_is_another_one() -> None:
    """A mail that says of the haulage contract of the year when it ends means the one that ends then."""

    def ending(told: tuple[Document, Reading], day: date) -> tuple[Document, Reading]:
        document, reading = told
        term = TermContent("duration", Modality.OBLIGATION, ("borea",), end=DateBounds(day, day))
        return document, replace(reading, statements=tuple(replace(s, terms=(term,)) for s in reading.statements))

    ends, later = date(2022, 6, 30), date(2029, 12, 31)
    assert one(ending(source("contract", CONTRACT), ends), ending(source("mail", NAMED), ends))
    assert not one(ending(source("contract", CONTRACT), ends), ending(source("mail", NAMED), later))


def test_news_of_the_last_weeks_means_the_deal_whose_figures_or_parties_it_tells() -> None:
    """A report of a deal between two of three, without a day, means what the three have just made."""
    three = replace(CONTRACT, parties=("borea", "calder", "dunmore"))
    news = replace(
        NAMED,
        parties=("borea", "calder"),
        made=DateBounds(None, date(2019, 3, 20)),
        title="",
        kind="partnership",
        force=Force.UNKNOWN,
    )
    assert one(source("contract", three), source("news", news))
    assert not one(source("contract", three), source("news", replace(news, parties=("borea", "merrow"))))


def test_what_a_change_takes_for_granted_is_the_contract_of_that_name_made_before() -> None:
    """An addendum to "the haulage contract" changes the one that Borea has made, though it misreads the other side."""
    change = AgreementMention(
        "c", "c", ("borea", "merrow"), "amendment", Force.BINDING, DateBounds(*[date(2021, 5, 6)] * 2), own=True
    )
    base = replace(NAMED, made=DateBounds())
    addendum = source("addendum", change, base, link=LinkMention("c", LinkType.AMENDS, "a"))
    names = names_of(source("contract", CONTRACT), addendum)
    assert names["addendum", "a"] == names["contract", "a"]


def test_an_open_change_follows_the_only_contract_that_shares_a_party() -> None:
    """Where no contract has both parties, the one that has one of them is what is changed, if there is no other."""
    change = replace(NAMED, kind="amendment", title="", made=DateBounds(None, date(2021, 5, 6)), own=True)
    mail = source("mail", change, link=LinkMention("a", LinkType.AMENDS, ""))
    readings = [source("contract", CONTRACT), mail]
    table = resolve_agreements(
        [d for d, _ in readings], [r for _, r in readings], {(r.document, p.key): p.key for _, r in readings for p in r.parties}
    )
    assert table.base_of[table.agreement_of["mail", "a"]] == table.agreement_of["contract", "a"]
    other = replace(CONTRACT, parties=("borea", "dunmore"), made=DateBounds(*[date(2020, 2, 2)] * 2), title="Lease")
    readings.append(source("lease", other))
    table = resolve_agreements(
        [d for d, _ in readings], [r for _, r in readings], {(r.document, p.key): p.key for _, r in readings for p in r.parties}
    )
    assert not table.base_of


def test_a_new_agreement_of_three_that_replaces_one_of_two_replaces_that_of_the_other_two() -> None:
    """Two had a contract, and one of them another with a third; a text says of a new one of the three that it replaces the first.

    Where the other is changed after that, it goes on.
    """
    other = replace(CONTRACT, parties=("borea", "dunmore"), made=DateBounds(*[date(2020, 2, 2)] * 2), title="Lease")
    new = replace(
        CONTRACT, key="n", parties=("borea", "calder", "dunmore"), made=DateBounds(*[date(2024, 7, 8)] * 2), title="Port Agreement"
    )
    replaced = LinkMention("n", LinkType.SUPERSEDES, "a")
    told = [source("contract", CONTRACT), source("lease", other), source("third", new, replace(CONTRACT, own=False), link=replaced)]
    party_of = {(r.document, p.key): p.key for _, r in told for p in r.parties}
    table = resolve_agreements([d for d, _ in told], [r for _, r in told], party_of)
    ends = table.agreement_of["third", "n"], table.agreement_of["contract", "a"]
    assert table.further_bases[ends] == (table.agreement_of["lease", "a"],)
    change = replace(other, key="c", kind="amendment", made=DateBounds(*[date(2024, 8, 8)] * 2), title="")
    told.append(source("deed", change, replace(other, own=False), link=LinkMention("c", LinkType.AMENDS, "a")))
    party_of = {(r.document, p.key): p.key for _, r in told for p in r.parties}
    table = resolve_agreements([d for d, _ in told], [r for _, r in told], party_of)
    assert ends not in table.further_bases


def test_an_announcement_that_tells_its_parties_is_no_contract_of_others() -> None:
    """A loan that a bank announces under the figures of a building contract of its customer is a contract of its own."""
    term = TermContent("price", Modality.OBLIGATION, ("borea",), low=Decimal(58))
    loan = replace(CONTRACT, parties=("borea", "merrow-bank"), made=DateBounds(None, date(2019, 3, 20)), title="loan", own=True)

    def telling(name: str, mention: AgreementMention) -> tuple[Document, Reading]:
        document, reading = source(name, mention)
        (said,) = reading.statements
        layer = said.layer if name == "contract" else Layer.PARTY_TEXT
        named = tuple(replace(p, roles=("role",)) for p in reading.parties)
        return document, replace(reading, parties=named, statements=(replace(said, layer=layer, terms=(term,)),))

    assert not one(telling("contract", CONTRACT), telling("note", loan))


def test_the_protocol_of_a_year_is_the_amendment_of_that_name() -> None:
    """One text takes it for a treaty, the other for what it changes."""
    change = replace(CONTRACT, kind="amendment", title="PROTOCOL", parties=("borea", "calder"))
    told = replace(NAMED, title="Protocol", parties=("borea", "calder"))
    assert one(source("contract", change), source("mail", told))
    for title in ("Treaty", "protocol"):
        assert not one(source("contract", change), source("mail", replace(told, title=title)))
