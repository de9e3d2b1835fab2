"""Groups of mentions: what is resolved group by group is what is resolved all at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.origin import origin_of
from kg.records import (
    AgreementMention,
    Basis,
    DateBounds,
    Document,
    Force,
    Instruction,
    Layer,
    LinkMention,
    LinkType,
    Modality,
    Operation,
    PartyMention,
    Reading,
    Stance,
    Statement,
    TermContent,
)
from kg.resolution import (
    Decision,
    Decisions,
    Group,
    Resolution,
    find_clashes,
    group_mentions,
    keys_of,
    resolve,
    resolve_group,
    settle_parties,
)
from kg.resolution.grouping import AgreementKeys, ReadingKeys

NAMES = ("Acme", "Acme Data Ltd", "Borea AG", "Calder", "Calder Mills plc", "A B Ltd", "B C Ltd", "A Ltd", "C Ltd", "Dorn SE")
TITLES = ("", "Supply Agreement", "Pulp Supply Agreement", "Master Services Agreement")
KINDS = ("definitive", "amendment", "memorandum", "partnership", "restatement")
DAYS = (date(2020, 1, 1), date(2020, 1, 20), date(2021, 6, 1), date(2022, 3, 3))
WORDS = "First words that are long enough to count here. | Second words that are long enough as well. | Third ones, which differ. "


def bounds() -> st.SearchStrategy[DateBounds]:
    """No day, a day, or bounds on one side or two."""
    return st.builds(
        lambda days, form: DateBounds(
            *{"none": (None, None), "day": (days[0], days[0]), "late": (None, days[0]), "two": days}[form]
        ),
        st.lists(st.sampled_from(DAYS), min_size=2, max_size=2).map(lambda d: (min(d), max(d))),
        st.sampled_from(("none", "day", "day", "late", "two")),
    )


@st.composite
def mentions(draw: st.DrawFn, keys: list[str]) -> tuple[AgreementMention, ...]:
    """Agreements of one document, some of them implied."""
    found = []
    for key in draw(
        st.sampled_from((("own",), ("own", "other"), ("own", "earlier-own"), ("own", "other", "relation 1"), ("listed-1",)))
    ):
        parties = tuple(draw(st.permutations(keys)))[: draw(st.sampled_from((2, 2, 2, 3)))]
        force, title = draw(st.sampled_from(list(Force))), draw(st.sampled_from(TITLES))
        kind, made = draw(st.sampled_from(KINDS)), draw(bounds())
        number = draw(st.sampled_from((None, None, 1)))
        own, supposed = key == "own" and draw(st.booleans()), draw(st.booleans())
        found.append(AgreementMention(key, key, parties, kind, force, made, "", title, number, own, supposed=supposed))
    return tuple(found)


@st.composite
def statements(draw: st.DrawFn, name: str, agreements: tuple[AgreementMention, ...], parties: list[str]) -> tuple[Statement, ...]:
    """What a document says of its agreements, one at least of each of some of them."""
    keys = st.sampled_from([a.key for a in agreements])
    found = []
    for number in range(draw(st.integers(1, 3))):
        about = tuple(dict.fromkeys(draw(st.lists(keys, min_size=1, max_size=2))))
        owner = draw(st.one_of(st.just(""), keys))
        ends = st.one_of(st.just(""), keys)
        link = draw(st.one_of(st.none(), st.builds(LinkMention, ends, st.sampled_from(list(LinkType)), ends)))
        start = draw(st.sampled_from((0, 51, 92)))
        term = TermContent("price", Modality.OBLIGATION, (parties[0],), low=draw(st.sampled_from((None, Decimal(5)))), unit="EUR")
        instruction = Instruction(draw(keys), "1", Operation.DELETE, "a") if draw(st.integers(0, 5)) == 0 else None
        layer = draw(st.sampled_from((Layer.INSTRUMENT, Layer.PARTY_TEXT)))
        head = (f"{name}.{number}", start, start + 45, layer, Stance.AFFIRMS, Basis.EXPLICIT, about, (term,))
        found.append(Statement(*head, link=link, owner=owner, instruction=instruction))
    return tuple(found)


@st.composite
def sources(draw: st.DrawFn) -> tuple[list[Document], list[Reading]]:
    """Documents and readings of a few parties with names that are near to one another."""
    documents, readings = [], []
    for number in range(draw(st.integers(1, 6))):
        name = f"d{number}"
        called = draw(st.lists(st.sampled_from(NAMES), min_size=3, max_size=4, unique=True))
        parties = tuple(PartyMention(f"p{i}", one) for i, one in enumerate(called))
        agreements = draw(mentions([p.key for p in parties]))
        said = draw(statements(name, agreements, [p.key for p in parties]))
        documents.append(Document(name, "text/plain", "0" * 64, f"{number % 2} {WORDS}", published=draw(bounds())))
        readings.append(Reading(name, parties, agreements, said))
    return documents, readings


def one_by_one(documents: list[Document], readings: list[Reading], decisions: Decisions) -> Resolution:
    """All mentions resolved as one group: what the groups are to come to."""
    parties = settle_parties([keys_of(r) for r in readings], decisions.parties)
    everything = Group(tuple(sorted((r.document, a.key) for r in readings for a in r.agreements)))
    return resolve_group(everything, documents, readings, parties, decisions, None)


PASSAGES = sorted({origin_of(f"{n} {WORDS}"[start : start + 45]) for n in (0, 1) for start in (0, 51, 92)})
DECISIONS = st.lists(
    st.one_of(
        st.lists(st.sampled_from(PASSAGES), min_size=2, max_size=2, unique=True).map(
            lambda two: Decision("same-agreement", tuple(sorted(two)), "one deal", tuple(two))
        ),
        st.sampled_from(PASSAGES).map(lambda one: Decision("wrong-link", (one,), "another deal", (one,))),
    ),
    max_size=3,
    unique_by=lambda d: (d.kind, d.origins),
).map(lambda found: Decisions(about=tuple(sorted(found, key=lambda d: (*d.origins, d.kind)))))


@settings(max_examples=150)
@given(sources(), DECISIONS)
def test_groups_give_what_the_whole_gives(source: tuple[list[Document], list[Reading]], decisions: Decisions) -> None:
    """Dealings, agreements and what decisions bear on are the same, resolved group by group and all at once."""
    documents, readings = source
    whole = one_by_one(documents, readings, decisions)
    parts = resolve(documents, readings, decisions)
    assert parts.dealings == whole.dealings
    assert parts.agreements == whole.agreements
    assert dict(parts.decided) == dict(whole.decided)
    assert set(whole.unused) <= set(parts.unused)


@given(sources())
def test_groups_share_no_mention_and_leave_none_out(source: tuple[list[Document], list[Reading]]) -> None:
    """Every mention of two known parties stands in one group, for every order of documents."""
    readings = source[1]
    party_of = settle_parties([keys_of(r) for r in readings]).party_of
    groups = group_mentions([keys_of(r) for r in readings], party_of)
    assert groups == group_mentions([keys_of(r) for r in reversed(readings)], party_of)
    found = [mention for group in groups for mention in group.mentions]
    assert len(found) == len(set(found))


def test_deals_of_other_parties_stay_apart() -> None:
    """Two deals that share one party are resolved each for itself."""
    party = tuple(PartyMention(key, key) for key in ("acme", "borea", "calder"))
    own = AgreementMention("own", "own", ("acme", "borea"), "definitive", Force.BINDING, own=True)
    other = replace(own, parties=("acme", "calder"))
    readings = [Reading(name, party, (one,)) for name, one in (("a", own), ("b", other), ("c", own))]
    party_of = {(r.document, p.key): p.key for r in readings for p in party}
    groups = group_mentions([keys_of(r) for r in readings], party_of)
    assert [group.documents for group in groups] == [("a", "c"), ("b",)]


def test_who_tells_no_parties_is_held_against_the_deals_of_that_month_or_year() -> None:
    """An agreement whose parties nobody tells may be one that a party of the document made with others then, if these are few."""
    month, day = (DateBounds(date(2020, 1, first), date(2020, 1, last)) for first, last in ((1, 20), (9, 9)))
    listed = AgreementMention("own", "own", ("acme", "calder"), "definitive", Force.BINDING, month, own=True, supposed=True)
    made = AgreementMention("own", "own", ("acme", "borea"), "definitive", Force.BINDING, day, own=True)
    late, next_year = (replace(made, made=DateBounds(day, day)) for day in (date(2020, 2, 9), date(2021, 2, 9)))

    def documents_of(*mentions: AgreementMention) -> list[tuple[str, ...]]:
        told = list(zip("abcdefghijkl", mentions, strict=False))
        known = tuple(PartyMention(key, key) for key in sorted({key for one in mentions for key in one.parties}))
        readings = [Reading(name, known, (replace(one, supposed=False),)) for name, one in told]
        keys = [
            replace(keys_of(r), agreements=(replace(keys_of(r).agreements[0], supposed=one.supposed),))
            for r, (_, one) in zip(readings, told, strict=True)
        ]
        party_of = {(name, one.key): one.key for name, _ in told for one in known}
        return [group.documents for group in group_mentions(keys, party_of)]

    assert documents_of(listed, made) == [("a", "b")]
    assert documents_of(replace(listed, supposed=False), made) == [("a",), ("b",)]
    assert documents_of(listed, late) == [("a", "b")]
    assert documents_of(listed, next_year) == [("a",), ("b",)]
    many = [replace(late, parties=("acme", f"borea{i}"), made=DateBounds(*[date(2020, 3, 3 + i)] * 2)) for i in range(9)]
    assert documents_of(listed, late, *many)[0] == ("a",)


def test_what_is_only_referred_to_is_held_against_the_few_deals_of_that_year() -> None:
    """A text refers to a deal of 2020 of who made one with another then; so it is if nobody else knows its other party."""
    year = DateBounds(date(2020, 1, 1), date(2020, 12, 31))
    made = AgreementMention(
        "own", "own", ("acme", "borea"), "definitive", Force.BINDING, DateBounds(*[date(2020, 9, 9)] * 2), own=True
    )
    told = replace(made, parties=("acme", "calder"), made=year, own=False)
    news = replace(told, made=DateBounds(None, date(2020, 10, 1)), own=True)
    others = [replace(made, parties=("acme", f"dorn{i}"), made=DateBounds(*[date(2020, 3, 3 + i)] * 2)) for i in range(9)]

    def together(first: AgreementMention, *more: AgreementMention) -> bool:
        named = list(zip("abcdefghijkl", (first, made, *more), strict=False))
        readings = [Reading(n, tuple(PartyMention(key, key) for key in m.parties), (m,), (_about(n, m),)) for n, m in named]
        groups = group_mentions([keys_of(r) for r in readings], {(n, key): key for n, m in named for key in m.parties})
        return {"a", "b"} <= set(groups[0].documents)

    assert together(told)
    assert together(news)
    assert not together(told, *others)
    assert not together(news, *others)
    assert not together(replace(told, made=DateBounds(date(2018, 1, 1), date(2018, 12, 31))))


def _about(name: str, mention: AgreementMention) -> Statement:
    key = mention.key
    return Statement(
        "s1", 1, 6 + ord(name), about=(key,), owner=key, layer=Layer.PARTY_TEXT, stance=Stance.AFFIRMS, basis=Basis.EXPLICIT
    )


def test_groups_of_one_name_are_found() -> None:
    """Groups that give two agreements one name are told, so that they can be resolved as one."""
    one, two, three = (Group(((name, "own"),)) for name in "abc")
    assert find_clashes({one: ["x", "y"], two: ["z"], three: ["y"]}) == [(one, three)]


def _ring(firms: int) -> tuple[list[ReadingKeys], dict[tuple[str, str], str]]:
    """Firms that each deal with the next one, and of each a text that tells of its deal with somebody of whom no other tells."""
    keys: list[ReadingKeys] = []
    party_of: dict[tuple[str, str], str] = {}
    for number in range(firms):
        one, other = f"firm{number}x", f"firm{(number + 1) % firms}x"
        for name, parties in ((f"contract{number:04}", (one, other)), (f"report{number:04}", (one, f"stranger{number}x"))):
            day = date(2000, 1, 1) + timedelta(days=7 * number)
            told = AgreementKeys("own", parties, day if name.startswith("contract") else None, day, own=True)
            keys.append(ReadingKeys(name, tuple(PartyMention(party, party) for party in parties), (told,), (), says=name))
            party_of |= {(name, party): party for party in parties}
    return keys, party_of


@pytest.mark.parametrize(("firms", "groups"), [(20, 1), (400, 800)])
def test_what_texts_could_mean_makes_no_group_of_a_whole_collection(firms: int, groups: int) -> None:
    """A few deals that hang together by what misread texts could mean are one group, many are as many; in any order."""
    keys, party_of = _ring(firms)
    found = group_mentions(keys, party_of)
    assert len(found) == groups
    assert group_mentions(keys[::-1], party_of) == found


def test_a_text_of_the_first_day_there_is_can_be_grouped() -> None:
    """Some programs write the first day of the calendar where they know none; there are no weeks before it."""
    keys, party_of = _ring(3)
    first = [replace(one, agreements=(replace(one.agreements[0], earliest=None, latest=date.min),)) for one in keys]
    assert len(group_mentions(first, party_of)) == 1
