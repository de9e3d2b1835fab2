"""Readings of many documents become dealings."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import AMENDMENT, IRRELEVANT, LEASE, LETTER, NEWS, RELEASE, document

from kg.extraction import read_amended_part, read_document
from kg.records import Basis, Dealing, Document, LinkType, Modality, Reading
from kg.resolution import Resolution, parse_overrides, resolve

DOCUMENTS = {
    "lease.txt": LEASE, "amendment.txt": AMENDMENT, "release.md": RELEASE, "news.md": NEWS, "letter.txt": LETTER,
    "bread.txt": IRRELEVANT[0],
}  # fmt: skip


@pytest.fixture(scope="module")
def read() -> dict[str, tuple[Document, Reading]]:
    """All documents with what they say."""
    captured = {name: document(name, text) for name, text in DOCUMENTS.items()}
    return {name: (one, read_document(one)) for name, one in captured.items()}


def resolved(read: dict[str, tuple[Document, Reading]], names: Sequence[str]) -> Resolution:
    """The dealings of some documents."""
    return resolve([read[n][0] for n in names], [read[n][1] for n in names], read_part=read_amended_part)


def dealing_of(found: Resolution, party: str) -> Dealing:
    """The one dealing with a party."""
    (one,) = [d for d in found.dealings if any(p.name.startswith(party) for p in d.parties)]
    return one


# ------------------------------------------------------------------ one dealing for one set of parties
def test_documents_of_one_pair_of_parties_are_one_dealing(read: dict[str, tuple[Document, Reading]]) -> None:
    """A release and a newspaper speak of one agreement; lease and letter are dealings of their own; bread is none."""
    found = resolved(read, sorted(DOCUMENTS))
    health = dealing_of(found, "Oswin")

    assert len(found.dealings) == 3
    assert {s.document for s in health.statements} == {"release.md", "news.md"}
    assert len({a for s in health.statements for a in s.about}) == 1


def test_versions_that_differ_stay_apart(read: dict[str, tuple[Document, Reading]]) -> None:
    """Three million in the release and five in the newspaper are two terms of one agreement, each with its statement."""
    found = dealing_of(resolved(read, ["release.md", "news.md"]), "Oswin")
    fees = [t for t in found.terms if t.content.matter == "payment"]
    told = {term: s.document for s in found.statements for term in s.asserts}

    assert sorted((int(t.content.low or 0), told[t.id]) for t in fees) == [(3_000_000, "release.md"), (5_000_000, "news.md")]
    assert len({t.agreement for t in fees}) == 1


def test_ids_lead_to_what_is_there(read: dict[str, tuple[Document, Reading]]) -> None:
    """Parties, agreements, scopes and terms that something refers to stand in the same dealing; a term has somebody who says it."""
    for dealing in resolved(read, sorted(DOCUMENTS)).dealings:
        parties, agreements = {p.id for p in dealing.parties}, {a.id for a in dealing.agreements}
        told = {t for s in dealing.statements for t in s.asserts}
        assert {p for a in dealing.agreements for p in a.parties} <= parties
        assert {p for t in dealing.terms for p in (*t.content.bearer, *t.content.counterparty)} <= parties
        assert {t.agreement for t in dealing.terms} | {a for s in dealing.statements for a in s.about} <= agreements
        assert {s for t in dealing.terms for s in t.content.scope} <= {s.id for s in dealing.scopes}
        assert told == {t.id for t in dealing.terms}


def test_quotes_are_verbatim(read: dict[str, tuple[Document, Reading]]) -> None:
    """The words of every statement stand in its document."""
    found = resolved(read, sorted(DOCUMENTS))
    assert all(s.words and s.words in read[s.document][0].text for d in found.dealings for s in d.statements)


# ------------------------------------------------------------------ links and instructions
def test_an_amendment_follows_its_base(read: dict[str, tuple[Document, Reading]]) -> None:
    """The link from amendment to lease is explicit and has the statement that carries it, with and without the lease at hand."""
    for names in (["lease.txt", "amendment.txt"], ["amendment.txt"]):
        (link,) = dealing_of(resolved(read, names), "Tarn").links
        assert (link.type, link.basis) == (LinkType.AMENDS, Basis.EXPLICIT)
        assert all(s.startswith("amendment-txt") for s in link.carriers)


def test_instructions_meet_their_base(read: dict[str, tuple[Document, Reading]]) -> None:
    """Where the lease is there, each instruction shows what it said, or that it has no such part."""
    found = dealing_of(resolved(read, ["lease.txt", "amendment.txt"]), "Tarn")
    met = [s.amended for s in found.statements if s.amended is not None]

    assert [(m.document, m.words[:12]) for m in met[:2]] == [("lease.txt", "EUR 31,500"), ("lease.txt", "3.2 The Tena")]
    assert (met[2].document, met[2].words) == ("", "")
    assert "not found" in met[2].unresolved


def test_an_instruction_gives_the_amended_rule(read: dict[str, tuple[Document, Reading]]) -> None:
    """The new rent and the lifted duty are terms of the amendment, told by the instruction; the old rent stays one of the lease."""
    found = dealing_of(resolved(read, ["lease.txt", "amendment.txt"]), "Tarn")
    label = {a.id: a.kind for a in found.agreements}
    rents = {(label[t.agreement], int(t.content.low or 0)) for t in found.terms if t.content.matter == "payment"}
    lifted = [t for t in found.terms if t.content.modality is Modality.NO_DUTY]

    assert rents == {("definitive", 31_500), ("amendment", 28_200)}
    assert [(label[t.agreement], t.content.matter) for t in lifted] == [("amendment", "insurance")]


def test_instructions_without_their_base_stay_unresolved(read: dict[str, tuple[Document, Reading]]) -> None:
    """Where the lease is not there, every instruction says so, and no term is made up."""
    found = dealing_of(resolved(read, ["amendment.txt"]), "Tarn")
    met = [s.amended for s in found.statements if s.amended is not None]

    assert [m.unresolved for m in met] == ["The amended agreement is not among the documents."] * 3
    assert found.terms == ()


def test_without_a_reader_of_parts_nobody_looks(read: dict[str, tuple[Document, Reading]]) -> None:
    """A resolution without a way to read the base leaves its instructions unresolved and says why."""
    captured, said = zip(*(read[n] for n in ("lease.txt", "amendment.txt")), strict=True)
    found = dealing_of(resolve(captured, said), "Tarn")

    assert {s.amended.unresolved for s in found.statements if s.amended} == {"Nobody looked for the amended text."}


# ------------------------------------------------------------------ what always holds
@settings(max_examples=8, deadline=None)
@given(dice=st.randoms(use_true_random=False))
def test_order_of_documents_does_not_matter(dice: random.Random) -> None:
    """The same documents in any order give the same dealings and tables."""
    read = {name: (one := document(name, text), read_document(one)) for name, text in DOCUMENTS.items()}
    names = dice.sample(sorted(DOCUMENTS), len(DOCUMENTS))

    assert resolved(read, names) == resolved(read, sorted(DOCUMENTS))


def test_irrelevant_documents_make_no_dealing() -> None:
    """Where nobody agrees on anything there is no dealing, no party and no agreement."""
    captured = [document(f"{i}.txt", text) for i, text in enumerate(IRRELEVANT)]
    found = resolve(captured, [read_document(d) for d in captured], read_part=read_amended_part)

    assert (found.dealings, dict(found.agreements.agreements), found.unused) == ((), {}, ())


def test_rulings_on_parties_are_replayed(read: dict[str, tuple[Document, Reading]]) -> None:
    """Two names that a person rules the same are one party in every dealing."""
    rulings = parse_overrides('same = [["Brindal Labs", "Marlow Estates Limited"]]')
    found = resolve([d for d, _ in read.values()], [r for _, r in read.values()], rulings, read_part=read_amended_part)

    assert sum(p.name in {"Brindal Labs", "Marlow Estates Limited"} for p in found.parties.parties.values()) == 1
