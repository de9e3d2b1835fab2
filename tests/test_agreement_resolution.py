"""Agreements across documents: what is one, what stays two, which base is meant, and how days are narrowed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from kg.bounds import intersect, is_day, meets, near, position
from kg.names import title_words
from kg.records import (
    AgreementMention,
    Basis,
    DateBounds,
    Document,
    Force,
    Layer,
    LinkMention,
    LinkType,
    MentionKind,
    Modality,
    PartyMention,
    Reading,
    Stance,
    Statement,
    TermContent,
)
from kg.resolution.agreement_mentions import same_parties
from kg.resolution.agreements import AgreementTable, resolve_agreements

PARTIES = ("borea", "calder")
TEXT = "Borea Paper AB and Calder Mills plc have a contract for pulp, of which this is one of several sentences."


def day(text: str) -> DateBounds:
    """The bounds of one day, written in ISO form."""
    return DateBounds(date.fromisoformat(text), date.fromisoformat(text))


def mention(key: str, made: DateBounds = DateBounds(), **more: Any) -> AgreementMention:  # noqa: B008 frozen
    """A mention of an agreement between Borea and Calder."""
    fields = {"kind": "definitive", "force": Force.BINDING, "parties": PARTIES, "label": key} | more
    return AgreementMention(key, made=made, **fields)


def statement(number: int, about: tuple[str, ...], link: LinkMention | None = None, **more: Any) -> Statement:
    """A statement about agreements; explicit, of the instrument layer unless told otherwise."""
    fields = {"layer": Layer.PARTY_TEXT, "stance": Stance.AFFIRMS, "basis": Basis.EXPLICIT} | more
    return Statement(f"s{number}", number, number + 5, about=about, link=link, owner=about[0], **fields)


def source(
    name: str, published: str, *mentions: AgreementMention, statements: tuple[Statement, ...] = ()
) -> tuple[Document, Reading]:
    """A document and its reading; where no statement is given, one is about each mention."""
    document = Document(name, "text/plain", "0" * 64, TEXT, published=day(published) if published else DateBounds())
    told = statements or tuple(statement(i, (m.key,)) for i, m in enumerate(mentions))
    parties = tuple(PartyMention(p, p) for p in sorted({p for m in mentions for p in m.parties}))
    return document, Reading(name, parties, mentions, told)


def resolve(*sources: tuple[Document, Reading]) -> AgreementTable:
    """The table of some documents; keys of parties are their ids."""
    party_of = {(r.document, p.key): p.key for _, r in sources for p in r.parties}
    return resolve_agreements([d for d, _ in sources], [r for _, r in sources], party_of)


CONTRACT = source("contract.txt", "2018-05-20", mention("own", day("2018-05-12"), own=True, title="Pulp Supply Agreement"),
                  statements=(statement(1, ("own",), layer=Layer.INSTRUMENT),))  # fmt: skip


def test_the_agreement_of_a_month_can_be_an_extension_of_that_month() -> None:
    """Who speaks of "our agreement of March" means what the two signed in March, though it only extended an older one."""
    march = DateBounds(date(2021, 3, 1), date(2021, 3, 31))
    news = source("news.txt", "2021-03-09", mention("own", day("2021-03-09"), own=True, kind="extension"))
    letter = source("letter.txt", "2023-05-02", mention("other", march))
    titled = source("letter.txt", "2023-05-02", mention("other", march, title="Bark Disposal Contract"))
    assert len(resolve(news, letter).agreements) == 1
    assert len(resolve(news, titled).agreements) == 2


def test_what_is_told_of_a_month_is_what_was_made_on_a_day_of_it() -> None:
    """Who names one party and speaks of the change of March means the change that others announced on a day of that March."""
    march = DateBounds(date(2021, 3, 1), date(2021, 3, 31))
    news = source("news.txt", "2021-03-09", mention("own", day("2021-03-08"), own=True, kind="amendment"))
    aside = mention("amendment", march, kind="amendment", parties=("alder", "borea"), supposed=True)
    assert len(resolve(news, source("call.txt", "2021-06-02", aside)).agreements) == 1


def test_a_description_is_no_other_title() -> None:
    """A report may call the contract of a day what it likes; only another title in capitals makes it another contract."""
    plain = source("news.txt", "2019-03-05", mention("other", day("2018-05-12"), title="wood deal"))
    titled = source("news.txt", "2019-03-05", mention("other", day("2018-05-12"), title="Bark Disposal Contract"))
    assert len(resolve(CONTRACT, plain).agreements) == 1
    assert len(resolve(CONTRACT, titled).agreements) == 2


def test_what_was_before_a_dealing_is_the_contract_before_it() -> None:
    """What stands before a dealing that no words name is found once the dealing has found its agreement."""
    dealing = mention("relation", DateBounds(None, date(2021, 6, 2)), mentioned=MentionKind.RELATION)
    before = mention("earlier-relation", mentioned=MentionKind.PRESUPPOSED, presupposed_by="relation")
    paper = mention("own", day("2021-03-08"), own=True, kind="amendment")
    news = source("news.txt", "2021-03-09", paper, statements=(statement(1, ("own",), LinkMention("own", LinkType.AMENDS, "")),))
    table = resolve(CONTRACT, news, source("column.txt", "2021-06-02", dealing, before))
    assert table.agreement_of["column.txt", "earlier-relation"] == table.agreement_of["contract.txt", "own"]


def test_an_announcement_and_its_contract_are_one() -> None:
    """A report of a deal made shortly before it means the contract of that day."""
    news = source("news.txt", "2018-05-14", mention("own", DateBounds(None, date(2018, 5, 14)), own=True))
    table = resolve(CONTRACT, news)
    assert len(table.agreements) == 1
    assert next(iter(table.agreements.values())).made == day("2018-05-12")


def test_who_only_changes_a_contract_later_has_not_made_it() -> None:
    """A contract announced on its day has the parties of that announcement, whoever else has a hand in it years later."""
    news = source("news.txt", "2018-05-12", mention("own", day("2018-05-12"), own=True))
    year = DateBounds(date(2018, 1, 1), date(2018, 12, 31))
    later = source("later.txt", "2021-04-02", mention("base", year, parties=("alder", "borea", "calder")))
    (only,) = resolve(news, later).agreements.values()
    assert only.parties == ("borea", "calder")


def test_a_contract_has_the_parties_that_it_names_itself() -> None:
    """An amendment that a third party signs speaks of a contract of two; that third party has not made the contract."""
    joins = ("alder", "borea", "calder")
    base = mention("base", day("2018-05-12"), parties=joins, title="Pulp Supply Agreement")
    paper = mention("own", day("2021-04-02"), own=True, parties=joins, kind="amendment")
    told = tuple(statement(i, (m.key,), layer=Layer.INSTRUMENT) for i, m in enumerate((base, paper)))
    table = resolve(CONTRACT, source("second.txt", "2021-04-05", base, paper, statements=told)).agreements
    assert {a.kind: a.parties for a in table.values()} == {"definitive": ("borea", "calder"), "amendment": joins}


def test_a_change_is_between_those_who_announce_it() -> None:
    """A later letter of three that names an amendment in passing does not make the third a party of what two announced."""
    news = source("news.txt", "2019-06-14", mention("own", DateBounds(None, date(2019, 6, 14)), own=True, kind="amendment"))
    month = DateBounds(date(2019, 6, 1), date(2019, 6, 30))
    three = ("alder", "borea", "calder")
    letter = source("letter.txt", "2021-04-02", mention("change", month, kind="amendment", parties=three),
                    statements=(statement(1, ("change",), layer=Layer.INSTRUMENT),))  # fmt: skip
    (only,) = resolve(news, letter).agreements.values()
    assert only.parties == ("borea", "calder")


def test_a_change_of_a_contract_of_three_that_names_two_is_of_all_three() -> None:
    """The paper of a change, or one whose parties no words tell, has those of its base; a report that names two means them."""
    three = ("alder", "borea", "calder")
    base = source("base.txt", "2018-05-20", mention("own", day("2018-05-12"), own=True, parties=three),
                  statements=(statement(1, ("own",), layer=Layer.INSTRUMENT),))  # fmt: skip

    def change(layer: Layer, *, supposed: bool = False) -> tuple[str, ...]:
        """Return the parties of an amendment that a paper tells of as one of two."""
        known = mention("base", day("2018-05-12"), parties=three)
        own = mention("own", day("2021-04-02"), own=True, kind="amendment", supposed=supposed)
        link = LinkMention("own", LinkType.AMENDS, "base")
        told = statement(1, ("own", "base"), link, stance=Stance.CHANGES, layer=layer)
        table = resolve(base, source("change.txt", "2021-04-02", own, known, statements=(told,))).agreements
        return next(a.parties for a in table.values() if a.kind == "amendment")

    assert change(Layer.INSTRUMENT) == change(Layer.PARTY_TEXT, supposed=True) == three
    assert change(Layer.PARTY_TEXT) == ("borea", "calder")


def test_a_change_told_by_a_text_that_does_not_know_a_party_is_of_all_who_made_the_contract() -> None:
    """Whoever writes "we and Calder amended it" may leave out a party; who knows the third and names two means two."""
    three = ("alder", "borea", "calder")
    lease = source("lease.txt", "2018-05-20", mention("own", day("2018-05-12"), own=True, parties=three),
                   statements=(statement(1, ("own",), layer=Layer.INSTRUMENT),))  # fmt: skip
    told = statement(2, ("own",), link=LinkMention("own", LinkType.AMENDS, "base"))
    change = mention("own", day("2020-02-03"), own=True, kind="amendment")
    base = mention("base", day("2018-05-12"))
    known = mention("aside", day("2011-01-05"), parties=("alder", "borea"), title="Bark Disposal Contract")
    silent = resolve(lease, source("letter.txt", "2020-02-05", change, base, statements=(told,)))
    knowing = resolve(lease, source("letter.txt", "2020-02-05", change, base, known, statements=(told, statement(3, ("aside",)))))
    assert next(a for a in silent.agreements.values() if a.kind == "amendment").parties == three
    assert next(a for a in knowing.agreements.values() if a.kind == "amendment").parties == PARTIES


def test_the_contract_of_a_text_without_day_or_parties_is_the_last_that_it_can_know() -> None:
    """Who speaks of "the contract" means the last that two of those of whom the text speaks made before it."""
    later = source("later.txt", "2020-06-02", mention("own", day("2020-06-01"), own=True, title="Second Pulp Agreement"))
    vague = mention("other", DateBounds(None, date(2021, 3, 1)), parties=("alder", "borea"), supposed=True)
    party = mention("aside", day("2011-01-05"), parties=("alder", "calder"), title="Bark Disposal Contract")
    report = source("report.html", "2021-03-01", vague, party)
    table = resolve(CONTRACT, later, report)
    assert table.agreement_of["report.html", "other"] == table.agreement_of["later.txt", "own"]
    assert len(resolve(CONTRACT, report).agreements) == 2


def test_reports_of_one_month_that_name_other_makers_of_a_contract_tell_one_change() -> None:
    """One names these two of the three who made the contract, another those; of a contract of others nothing is known so."""
    three = ("alder", "borea", "calder")
    lease = source("lease.txt", "2018-05-20", mention("own", day("2018-05-12"), own=True, parties=three),
                   statements=(statement(1, ("own",), layer=Layer.INSTRUMENT),))  # fmt: skip
    march = DateBounds(date(2021, 3, 1), date(2021, 3, 31))
    news = source("news.txt", "2021-03-09", mention("own", day("2021-03-08"), own=True, kind="amendment"))
    other = source("other.txt", "2021-04-02", mention("own", march, own=True, kind="amendment", parties=("alder", "calder")))
    assert len(resolve(lease, news, other).agreements) == 2
    assert len(resolve(CONTRACT, news, other).agreements) == 3


def test_a_paper_of_a_month_is_known_by_its_title_and_two_of_its_parties() -> None:
    """A contract between the heirs of some makers tells of "the heads of terms" of a month as if its own parties had made them.

    One that they share is enough, unless each paper knows whom the other adds.
    """
    title = {"kind": "memorandum", "force": Force.NON_BINDING, "title": "Heads of Terms"}
    own = mention("own", day("2018-10-16"), own=True, parties=("alder", "borea", "calder"), **title)
    heads = source("heads.txt", "2018-10-16", own,
                   statements=(statement(1, ("own",), layer=Layer.INSTRUMENT),))  # fmt: skip
    october = DateBounds(date(2018, 10, 1), date(2018, 10, 31))
    told = source("later.txt", "2019-02-22", mention("memorandum", october, parties=("borea", "calder", "dorn"), **title))
    foreign = source("later.txt", "2019-02-22", mention("memorandum", october, parties=("calder", "dorn"), **title))
    assert len(resolve(heads, told).agreements) == 1
    assert len(resolve(heads, foreign).agreements) == 1
    knowing = [
        (d, replace(r, parties=tuple(PartyMention(p, p) for p in ("alder", "borea", "calder", "dorn"))))
        for d, r in (heads, foreign)
    ]
    assert len(resolve(*knowing).agreements) == 2


def test_a_contract_is_known_by_day_and_parties_whatever_stands_above_it() -> None:
    """A register prints a heading of its own over a contract; what changes or goes with a contract is another paper of its day."""
    paper = mention("own", day("2018-05-12"), own=True, title="Port Register")
    lease = source("lease.txt", "2018-05-12", paper, statements=(statement(1, ("own",), layer=Layer.INSTRUMENT),))  # fmt: skip

    def agreements(kind: str) -> int:
        base = mention("base", day("2018-05-12"), kind=kind, title="Berth Lease")
        later = source("change.txt", "2020-02-03", base, mention("own", day("2020-02-03"), own=True, kind="amendment"),
                       statements=(statement(2, ("base", "own"), layer=Layer.INSTRUMENT),))  # fmt: skip
        return len(resolve(lease, later).agreements)

    assert agreements("definitive") == 2
    assert agreements("amendment") == 3


def test_who_announces_without_a_day_or_parties_means_what_was_just_announced() -> None:
    """A magazine tells of "the new contract" days after one side did; its own two are guessed, and it knows both of them."""
    news = source("news.txt", "2021-03-09", mention("own", DateBounds(None, date(2021, 3, 9)), own=True))
    told = DateBounds(None, date(2021, 3, 12))
    party = mention("aside", day("2011-01-05"), parties=("alder", "calder"), title="Bark Disposal Contract")
    guessed = mention("own", told, own=True, parties=("alder", "borea"), supposed=True)
    assert len(resolve(news, source("magazine.txt", "2021-03-12", guessed, party)).agreements) == 2


def test_a_dated_contract_whose_parties_nobody_tells_is_the_one_of_that_day() -> None:
    """Minutes of a board and a mill on "the contract of 12 May 2018" mean what two others signed on that day, if they know one."""
    board = mention("other", day("2018-05-12"), parties=("board", "calder"), supposed=True)
    told = mention("other", day("2018-05-12"), parties=("board", "calder"))
    assert [a.parties for a in resolve(CONTRACT, source("minutes.txt", "2019-02-02", board)).agreements.values()] == [PARTIES]
    document, reading = source("minutes.txt", "2019-02-02", told)
    full = replace(reading, parties=(PartyMention("board", "Board Ltd"), PartyMention("calder", "Calder Mills plc")))
    assert len(resolve(CONTRACT, (document, full)).agreements) == 2


def test_changes_of_one_number_are_one_though_a_text_names_a_party_more() -> None:
    """The second addendum of two parties is also that of a text which names a third one with them."""
    third = ("borea", "calder", "harbour")
    signed = source("signed.txt", "2022-03-05", mention("own", day("2022-03-04"), own=True, kind="amendment", number=2))
    told = mention("other", DateBounds(None, date(2022, 5, 1)), kind="amendment", number=2, parties=third)
    found = resolve(signed, source("told.txt", "2022-05-01", told)).agreement_of
    assert len(set(found.values())) == 1


def test_a_contract_of_a_year_is_the_only_one_that_somebody_made_in_it() -> None:
    """A letter of an agent to a mill on "the contract of 2018" means the one that the mill has made, if it names nobody."""
    year = DateBounds(date(2018, 1, 1), date(2018, 12, 31))
    letter = source("letter.txt", "2019-02-02", mention("other", year, parties=("agent", "calder"), supposed=True))
    told = source("letter.txt", "2019-02-02", mention("other", year, parties=("agent", "calder")))
    second = source("news.txt", "2018-09-01", mention("own", day("2018-08-30"), own=True, parties=("calder", "dorn")))
    assert len(resolve(CONTRACT, letter).agreements) == 1
    full = replace(told[1], parties=(PartyMention("agent", "Agent Ltd"), PartyMention("calder", "Calder Mills plc")))
    assert len(resolve(CONTRACT, (told[0], full)).agreements) == 2
    assert len(resolve(CONTRACT, second, letter).agreements) == 3


def test_a_short_name_is_the_one_longer_name_that_ends_with_it() -> None:
    """The Harbour Authority is that of Ostrow where no other one is told of; of two it can be either."""
    both, ostrow = (
        frozenset({"gull-harbour-authority", "ostrow-harbour-authority"}),
        frozenset({"alder", "ostrow-harbour-authority"}),
    )
    assert same_parties(frozenset({"alder", "harbour-authority"}), ostrow)
    assert not same_parties(frozenset({"alder", "harbour-authority"}), both | {"alder"})


def test_who_replaces_a_contract_replaces_its_changes() -> None:
    """Of two changes the first, which the second changes again, goes with that."""
    base = mention("base", day("2018-05-12"))
    one = source("one.txt", "2019-05-02", mention("own", day("2019-05-02"), own=True, kind="amendment"), base,
                 statements=(statement(1, ("own", "base"), LinkMention("own", LinkType.AMENDS, "base")),))  # fmt: skip
    two = source("two.txt", "2020-05-02", mention("own", day("2020-05-02"), own=True, kind="amendment"), base,
                 statements=(statement(1, ("own", "base"), LinkMention("own", LinkType.AMENDS, "base")),))  # fmt: skip
    new = source("new.txt", "2023-05-02", mention("own", day("2023-05-02"), own=True), base,
                 statements=(statement(1, ("own", "base"), LinkMention("own", LinkType.SUPERSEDES, "base")),))  # fmt: skip
    told = resolve(CONTRACT, one, new)
    of = told.agreement_of
    assert told.further_bases[of["new.txt", "own"], of["contract.txt", "own"]] == (of["one.txt", "own"],)
    twice = resolve(CONTRACT, one, two, new)
    of = twice.agreement_of
    assert twice.further_bases[of["new.txt", "own"], of["contract.txt", "own"]] == (of["two.txt", "own"],)


def test_a_report_of_a_new_deal_can_mean_the_change_of_the_last_weeks() -> None:
    """What a magazine takes for a new contract is the addendum of the week before; two months later it is another."""
    addendum = source("addendum.txt", "2021-03-09", mention("own", day("2021-03-08"), own=True, kind="amendment"))
    soon, late = (mention("own", DateBounds(None, date(2021, month, 20)), own=True, title="new deal") for month in (3, 6))
    assert len(resolve(CONTRACT, addendum, source("soon.txt", "2021-03-20", soon)).agreements) == 2
    assert len(resolve(CONTRACT, addendum, source("late.txt", "2021-06-20", late)).agreements) == 3


def test_a_report_of_a_season_means_what_was_signed_in_it() -> None:
    """Who tells in August that a contract was prolonged "this spring" means the extension that was signed in that spring."""
    letter = source("letter.txt", "2022-04-20", mention("own", DateBounds(date(2022, 4, 4), date(2022, 4, 20)), own=True,
                    kind="extension"), statements=(statement(1, ("own",), layer=Layer.INSTRUMENT),))  # fmt: skip
    spring = DateBounds(date(2022, 3, 1), date(2022, 5, 31))
    page = source("page.txt", "2022-08-02", mention("own", spring, own=True, kind="extension"))
    assert len(resolve(letter, page).agreements) == 1


def test_like_titles_on_two_days_are_two() -> None:
    """The same title between the same parties on another day is another agreement."""
    second = source("second.txt", "2020-06-20", mention("own", day("2020-06-12"), own=True, title="Pulp Supply Agreement"),
                    statements=(statement(1, ("own",), layer=Layer.INSTRUMENT),))  # fmt: skip
    assert len(resolve(CONTRACT, second).agreements) == 2


def test_other_parties_make_another_agreement() -> None:
    """Agreements that share one party only are two, in two dealings."""
    other = source("other.txt", "2018-05-14", mention("own", day("2018-05-12"), own=True, parties=("borea", "delta")))
    table = resolve(CONTRACT, other)
    assert len(table.agreements) == len(table.dealings) == 2


def test_a_reference_with_a_year_joins_the_only_one_of_that_year() -> None:
    """The contract of a year means the contract of that year, if there is one alone."""
    year = DateBounds(date(2018, 1, 1), date(2018, 12, 31))
    later = source("later.txt", "2021-01-05", mention("other", year))
    table = resolve(CONTRACT, later)
    assert table.agreement_of["contract.txt", "own"] == table.agreement_of["later.txt", "other"]


def test_a_memorandum_is_never_a_contract() -> None:
    """A non-binding paper and a contract of the same parties and month stay two."""
    paper = source(
        "paper.txt",
        "2018-05-14",
        mention("own", DateBounds(None, date(2018, 5, 14)), own=True, kind="memorandum", force=Force.NON_BINDING),
    )
    assert len(resolve(CONTRACT, paper).agreements) == 2


def test_the_same_figures_find_the_agreement_of_a_listed_article() -> None:
    """A listed article without a day joins the agreement whose figures it tells."""
    price = TermContent("price", Modality.OBLIGATION, ("calder",), low=Decimal(600), high=Decimal(600), unit="EUR")
    own = mention("own", day("2018-05-12"), own=True)
    other = mention("own", day("2020-06-12"), own=True)
    first = source("a.txt", "2018-05-12", own, statements=(statement(1, ("own",), terms=(price,)),))
    second = source("b.txt", "2020-06-12", other, statements=(statement(1, ("own",)),))
    item = source("c.txt", "2022-01-01", mention("listed"), statements=(statement(1, ("listed",), terms=(price,)),))
    table = resolve(first, second, item)
    assert table.agreement_of["c.txt", "listed"] == table.agreement_of["a.txt", "own"]


def test_an_unnamed_base_is_the_latest_binding_one_before() -> None:
    """An amended agreement without a named base amends the latest binding agreement of its parties before it."""
    paper = source(
        "paper.txt", "2019-05-14", mention("own", day("2019-05-14"), own=True, kind="memorandum", force=Force.NON_BINDING)
    )
    link = LinkMention("own", LinkType.AMENDS, "")
    amended = source("am.txt", "2020-03-04", mention("own", DateBounds(None, date(2020, 3, 4)), own=True, kind="amendment"),
                     statements=(statement(1, ("own",), link, basis=Basis.INFERRED),))  # fmt: skip
    table = resolve(CONTRACT, paper, amended)
    assert table.base_of[table.agreement_of["am.txt", "own"]] == table.agreement_of["contract.txt", "own"]
    assert table.agreements[table.agreement_of["am.txt", "own"]].made.earliest == date(2018, 5, 12)


def test_a_base_amended_before_is_reached_further() -> None:
    """Who amends a base that was amended before follows that amendment, too."""
    base = mention("base", day("2018-05-12"), title="Pulp Supply Agreement")
    tie = LinkMention("own", LinkType.AMENDS, "base")
    first = source("one.txt", "2019-01-02", mention("own", day("2019-01-02"), own=True, kind="amendment", number=1), base,
                   statements=(statement(1, ("own", "base"), tie),))  # fmt: skip
    second = source("two.txt", "2020-01-02", mention("own", day("2020-01-02"), own=True, kind="amendment", number=2), base,
                    statements=(statement(1, ("own", "base"), tie),))  # fmt: skip
    table = resolve(CONTRACT, first, second)
    ids = {name: table.agreement_of[f"{name}.txt", "own"] for name in ("contract", "one", "two")}
    assert table.further_bases == {(ids["two"], ids["contract"]): (ids["one"],)}


def test_a_paper_looks_forward_to_the_contract_after_it() -> None:
    """The binding agreement that a memorandum looks forward to is the first of its parties after it."""
    ahead = LinkMention("", LinkType.IMPLEMENTS, "own")
    own = mention("own", day("2018-01-14"), own=True, kind="memorandum", force=Force.NON_BINDING)
    paper = source("paper.txt", "2018-01-14", own, statements=(statement(1, ("own",), ahead, basis=Basis.INFERRED),))
    table = resolve(CONTRACT, paper)
    assert table.carriers_forward == {table.agreement_of["paper.txt", "own"]: table.agreement_of["contract.txt", "own"]}


def test_what_is_reaffirmed_has_not_been_changed_yet() -> None:
    """An amendment of unknown day lies after the day on which its base was said to stand."""
    base = mention("base", day("2018-05-12"))
    own = mention("own", day("2019-02-03"), own=True, kind="declaration", force=Force.DECLARATORY)
    stands = statement(1, ("own", "base"), LinkMention("own", LinkType.REAFFIRMS, "base"), stance=Stance.REAFFIRMS)
    said = source("said.txt", "2019-02-03", own, base, statements=(stands,))
    changed = source("am.txt", "", mention("own", DateBounds(None, date(2020, 12, 31)), own=True, kind="amendment"), base,
                     statements=(statement(1, ("own", "base"), LinkMention("own", LinkType.AMENDS, "base")),))  # fmt: skip
    table = resolve(CONTRACT, said, changed)
    assert table.agreements[table.agreement_of["am.txt", "own"]].made == DateBounds(date(2019, 2, 3), date(2020, 12, 31))


def test_mentions_that_nothing_uses_are_no_agreements() -> None:
    """An agreement that words only presuppose exists where a statement needs it, and not else."""
    unused = source(
        "news.txt",
        "2018-05-14",
        mention("own", day("2018-05-14"), own=True),
        mention("earlier-own"),
        statements=(statement(1, ("own",)),),
    )
    assert len(resolve(unused).agreements) == 1


SOURCES = [
    CONTRACT,
    source("news.txt", "2018-05-14", mention("own", DateBounds(None, date(2018, 5, 14)), own=True)),
    source("am.txt", "2020-03-04", mention("own", DateBounds(None, date(2020, 3, 4)), own=True, kind="amendment"),
           statements=(statement(1, ("own",), LinkMention("own", LinkType.AMENDS, "")),)),
    source("list.txt", "2021-03-04", mention("listed", kind="amendment"), mention("listed-2", title="Pulp Supply Agreement")),
    source("other.txt", "2019-03-04", mention("own", day("2019-03-04"), own=True, parties=("borea", "delta"))),
    source("year.txt", "2022-03-04", mention("other", DateBounds(date(2018, 1, 1), date(2018, 12, 31)))),
]  # fmt: skip


@given(st.permutations(SOURCES))
def test_the_order_of_documents_makes_no_difference(sources: list[tuple[Document, Reading]]) -> None:
    """The same documents in any order give the same table."""
    assert resolve(*sources) == resolve(*SOURCES)


days = st.none() | st.dates(date(2000, 1, 1), date(2030, 12, 31))


@given(days, days, days, days)
def test_bounds_narrow_and_never_grow(a: date | None, b: date | None, c: date | None, d: date | None) -> None:
    """What lies in both bounds lies in the first; bounds that do not meet are left alone."""
    assume(not (a and b and b < a) and not (c and d and d < c))
    first, second = DateBounds(a, b), DateBounds(c, d)
    both = intersect(first, second)
    assert both == first if not meets(first, second) else meets(both, first)
    assert near(first, second, 0) == meets(first, second)
    assert (position(first) is None) == (not first)


def test_small_helpers() -> None:
    """A day is a day; a short name of a party may be a longer one; a title is what tells it from others."""
    assert is_day(day("2020-01-01"))
    assert not is_day(DateBounds(date(2020, 1, 1), None))
    assert same_parties(frozenset({"acme", "borea"}), frozenset({"acme-data", "borea", "calder"}))
    assert title_words("The Pulp Supply Agreement") == {"pulp", "supply"}


def test_what_changes_an_agreement_is_of_its_dealing() -> None:
    """An amendment of which one party is read amiss is still of the dealing of the contract that it changes."""
    base = mention("base", day("2018-05-12"), parties=("alder", "borea"), title="Pulp Supply Agreement")
    paper = mention("own", day("2021-04-02"), own=True, parties=("alder", "borea"), kind="amendment")
    changes = statement(1, ("own", "base"), LinkMention("own", LinkType.AMENDS, "base"), layer=Layer.INSTRUMENT)
    table = resolve(CONTRACT, source("second.txt", "2021-04-05", base, paper, statements=(changes,)))
    assert len(table.agreements) == 2
    assert len(table.dealings) == 1
