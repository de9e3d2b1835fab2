"""Who made a contract that a paper tells by its day and name: the parties of the contract itself."""

from __future__ import annotations

from datetime import date

import pytest

from kg.legal_names import word_marks
from kg.records import AgreementMention, Basis, DateBounds, Force, Layer, PartyMention, Reading, Stance, Statement
from kg.resolution import group_mentions, keys_of
from kg.resolution.makers import lacks_makers, makers_by_day, with_makers

DAY = date(2018, 5, 14)


def mention(key: str, title: str, *parties: str, kind: str = "definitive", day: date = DAY) -> AgreementMention:
    """A mention of an agreement of a day."""
    own = key == "own"
    return AgreementMention(key, title, parties, kind, Force.BINDING, DateBounds(day, day), title=title, own=own)


def reading(document: str, text: str, *agreements: AgreementMention) -> Reading:
    """A reading whose parties are those of its agreements."""
    names = dict.fromkeys(name for one in agreements for name in one.parties)
    about = tuple(one.key for one in agreements)
    said = Statement(document, 0, 9, Layer.INSTRUMENT, Stance.CHANGES, Basis.EXPLICIT, about)
    return Reading(document, tuple(PartyMention(n, n) for n in names), agreements, (said,), marks=word_marks(text))


LEASE = reading("lease", "", mention("own", "Dairy Lease", "Marlow", "Torvik", "Dunmore"))
DEED = (mention("base", "Dairy Lease"), mention("own", "Deed", kind="amendment", day=date(2021, 8, 19)))


def made_by(*readings: Reading) -> dict[tuple[str, str], frozenset[str]]:
    """Who made what is told, where each party has its own name as id."""
    party_of = {(r.document, p.key): p.name for r in readings for p in r.parties}
    keys = [keys_of(r) for r in readings]
    found = makers_by_day(keys, party_of)
    assert found == makers_by_day(keys[::-1], party_of)
    return found


def test_a_deed_by_the_parties_to_a_lease_of_a_day_is_made_by_them() -> None:
    """The lease is found by day and title, and what changes it is theirs as well."""
    deed = reading("deed", "", *DEED)
    makers = frozenset({"Marlow", "Torvik", "Dunmore"})
    assert made_by(LEASE, deed) == {("deed", "base"): makers, ("deed", "own"): makers}
    told, lent = with_makers(deed, made_by(LEASE, deed))
    assert {lent["deed", key] for one in told.agreements for key in one.parties} == makers


@pytest.mark.parametrize(
    "deed",
    [
        reading("deed", "", mention("base", "Barn Lease"), DEED[1]),
        reading("deed", "", mention("base", "Dairy Lease", day=date(2018, 5, 15)), DEED[1]),
        reading("deed", "", mention("base", "Dairy Lease", "Halden", "Ostrow"), DEED[1]),
    ],
)
def test_another_name_day_or_other_parties_tell_another_contract(deed: Reading) -> None:
    """What has a name of its own, or two known parties, is not the contract of that day."""
    assert ("deed", "base") not in made_by(LEASE, deed)


@pytest.mark.parametrize(("text", "party"), [("a note to Torvik", ()), ("", ("Torvik",))])
def test_a_contract_without_a_title_is_found_by_a_maker(text: str, party: tuple[str, ...]) -> None:
    """One whom the text names, or has for a party, is enough beside the day."""
    lease = reading("lease", "", mention("own", "", "Marlow", "Torvik"))
    deed = reading("deed", text, mention("base", "", *party), DEED[1])
    assert made_by(lease, deed)["deed", "base"] == {"Marlow", "Torvik"}


def test_two_contracts_that_fit_tell_nothing() -> None:
    """A day and a name that two sets of parties have are nobody's."""
    other = reading("other", "", mention("own", "Dairy Lease", "Halden", "Ostrow"))
    assert made_by(LEASE, other, reading("deed", "", *DEED)) == {}


def test_only_what_is_wanted_and_lacks_parties_is_looked_up() -> None:
    """A contract of two known parties, and a mention that is resolved with others, need no makers."""
    deed = reading("deed", "", *DEED)
    party_of = {("lease", p.key): p.name for p in LEASE.parties}
    assert lacks_makers(deed, party_of, {("deed", "base")})
    assert not lacks_makers(deed, party_of, {("lease", "own")})
    assert not lacks_makers(LEASE, party_of, {("lease", "own")})


def test_what_is_told_so_is_resolved_with_its_contract() -> None:
    """The deed stands in the group of the lease."""
    readings = [LEASE, reading("deed", "", *DEED)]
    party_of = {(r.document, p.key): p.name for r in readings for p in r.parties}
    (group,) = group_mentions([keys_of(r) for r in readings], party_of)
    assert set(group.mentions) == {("deed", "base"), ("deed", "own"), ("lease", "own")}
