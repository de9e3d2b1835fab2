"""Invented dealings for tests of deriving: built by hand from short words, or at random."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from kg.records import (
    Agreement,
    Basis,
    DateBounds,
    Dealing,
    Exclusivity,
    Force,
    Layer,
    Link,
    LinkType,
    Modality,
    Party,
    Scope,
    Stance,
    StatementUse,
    Term,
    TermContent,
)

PARTIES = ("ash", "birch", "cedar")
SCOPES = (
    Scope("d.all", "all"),
    Scope("d.part", "part", broader=(("d.all", "test"),)),
    Scope("d.piece", "piece", broader=(("d.part", "test"),)),
    Scope("d.other", "other", overlaps=(("d.part", "test"),)),
    Scope("d.far", "far"),
)
NOBODY = DateBounds()


def day(year: int, month: int = 1) -> date:
    """The first day of a month."""
    return date(year, month, 1)


def on(year: int, month: int = 1) -> DateBounds:
    """A known day."""
    return DateBounds(day(year, month), day(year, month))


def content(**more: Any) -> TermContent:
    """A licence from ash to birch, unless told otherwise."""
    told: dict[str, Any] = {"matter": "licence", "modality": Modality.PERMISSION, "bearer": ("ash",), "counterparty": ("birch",)}
    return TermContent(**(told | more))


def figure(value: int, **more: Any) -> TermContent:
    """A duty of ash to pay birch a number of euros."""
    told: dict[str, Any] = {"matter": "payment", "modality": Modality.OBLIGATION, "measure": "payment-amount", "unit": "EUR"}
    return content(**(told | {"low": Decimal(value), "high": Decimal(value)} | more))


def agreement(name: str, made: DateBounds = NOBODY, force: Force = Force.BINDING) -> Agreement:
    """An agreement of ash and birch."""
    return Agreement(name, name, ("ash", "birch"), "contract", force, made)


def link(later: str, kind: LinkType, earlier: str) -> Link:
    """A link with a carrier."""
    return Link(later, kind, earlier, Basis.EXPLICIT, (f"s-{later}-{earlier}",))


def says(term: str, document: str = "one.txt", **more: Any) -> StatementUse:
    """A statement in a party's own text, published in 2020, that tells one term."""
    told: dict[str, Any] = {
        "id": f"s-{term}-{document}",
        "document": document,
        "layer": Layer.PARTY_TEXT,
        "stance": Stance.AFFIRMS,
        "basis": Basis.EXPLICIT,
        "published": on(2020),
        "origin": f"o-{term}-{document}",
        "words": f"words of {term}",
        "asserts": (term,),
    }
    return StatementUse(**(told | more))


def dealing(
    agreements: Sequence[Agreement],
    terms: Sequence[Term],
    statements: Sequence[StatementUse],
    links: Sequence[Link] = (),
    name: str = "d",
) -> Dealing:
    """A dealing over the scopes of this module."""
    parties = tuple(Party(p, p.title()) for p in PARTIES)
    return Dealing("d", parties, tuple(agreements), tuple(links), SCOPES, tuple(terms), tuple(statements))


def chain(*contents: TermContent, kind: LinkType = LinkType.AMENDS, layer: Layer = Layer.PARTY_TEXT) -> Dealing:
    """Agreements a0, a1, … of 2010, 2011, …, each after the one before, with one term t0, t1, … each, told in 0.txt, 1.txt, …"""
    agreements = [agreement(f"a{i}", on(2010 + i)) for i in range(len(contents))]
    terms = [Term(f"t{i}", f"a{i}", c) for i, c in enumerate(contents)]
    uses = [says(f"t{i}", f"{i}.txt", published=on(2010 + i), layer=layer) for i in range(len(contents))]
    links = [link(f"a{i + 1}", kind, f"a{i}") for i in range(len(contents) - 1)]
    return dealing(agreements, terms, uses, links)


def beside(*told: tuple[TermContent, str, Layer]) -> Dealing:
    """One agreement of 2010 with terms t0, t1, …: what each says, in which document, and in which layer."""
    terms = [Term(f"t{i}", "a0", c) for i, (c, _, _) in enumerate(told)]
    uses = [says(f"t{i}", document, layer=layer) for i, (_, document, layer) in enumerate(told)]
    return dealing([agreement("a0", on(2010))], terms, uses)


# ------------------------------------------------------------------ at random
CHANGING = (LinkType.AMENDS, LinkType.EXTENDS, LinkType.SUPERSEDES)
WORDS = ["rent", "rent", "harvest", "In Peru rent", "barley, maize and wheat", "rent lifted", "rent all the same"]
YEARS = st.sampled_from([day(y) for y in range(2018, 2024)])


@st.composite
def bounds(draw: st.DrawFn) -> DateBounds:
    """Bounds in order, some of them open."""
    first, last = sorted((draw(YEARS), draw(YEARS)))
    shape = draw(st.integers(0, 4))
    return (DateBounds(first, first), DateBounds(first, last), DateBounds(first), DateBounds(None, last), DateBounds())[shape]


@st.composite
def contents(draw: st.DrawFn) -> TermContent:
    """What a term of one of two matters may say."""
    value = draw(st.sampled_from([None, (10, 10), (20, 20), (10, None), (0, 20), (15, 30)]))
    some = st.lists(st.sampled_from(PARTIES[:2]), min_size=1, max_size=2, unique=True).map(lambda x: tuple(sorted(x)))
    return TermContent(
        matter=draw(st.sampled_from(["licence", "licence", "licence", "payment"])),
        modality=draw(st.sampled_from(list(Modality))),
        bearer=draw(some),
        counterparty=draw(st.sampled_from([(), ("birch",), ("cedar",), ("birch", "cedar")])),
        exclusivity=draw(st.sampled_from([None, *Exclusivity])),
        scope=draw(st.sampled_from([(), ("d.all",), ("d.part",), ("d.piece",), ("d.other",), ("d.far",), ("d.far", "d.piece")])),
        low=None if value is None else Decimal(value[0] or 0),
        high=None if value is None or value[1] is None else Decimal(value[1]),
        unit="" if value is None else "EUR",
        measure="" if value is None else draw(st.sampled_from(["payment-amount", "purchase-total"])),
        capped=draw(st.booleans()),
        condition=draw(st.sampled_from(["", "", "if it rains"])),
        hedge=draw(st.sampled_from(["", "", "perhaps"])),
        start=draw(st.sampled_from([DateBounds(), DateBounds(), on(2020), on(2022)])),
        end=draw(st.sampled_from([DateBounds(), DateBounds(), on(2021), on(2023), DateBounds(day(2020), day(2022))])),
    )


@st.composite
def dealings(draw: st.DrawFn) -> Dealing:
    """A dealing of up to four agreements, in a chain or with any links between them, cycles and wrong dates among them."""
    names = [f"a{i}" for i in range(draw(st.integers(1, 4)))]
    if draw(st.booleans()):
        agreements = [agreement(a, on(2016 + i)) for i, a in enumerate(names)]
        links = [link(b, draw(st.sampled_from(CHANGING)), a) for a, b in pairwise(names)]
    else:
        agreements = [agreement(a, draw(bounds()), draw(st.sampled_from([Force.BINDING, Force.BINDING, *Force]))) for a in names]
        pairs = st.tuples(st.sampled_from(names), st.sampled_from(list(LinkType)), st.sampled_from(names))
        links = [link(*k) for k in draw(st.lists(pairs, max_size=5, unique=True))]
    terms = [
        Term(f"t{i}", draw(st.sampled_from(names)), c) for i, c in enumerate(draw(st.lists(contents(), min_size=2, max_size=7)))
    ]
    papers = {f"{i}.txt": draw(bounds()) for i in range(3)}
    uses = []
    for t in terms:
        for document in sorted(draw(st.sets(st.sampled_from(sorted(papers)), max_size=2))):
            layer, stance = draw(st.sampled_from(list(Layer))), draw(st.sampled_from(list(Stance)))
            told = {
                "layer": layer,
                "stance": stance,
                "basis": draw(st.sampled_from([Basis.EXPLICIT, Basis.EXPLICIT, Basis.INFERRED])),
                "guessed": draw(st.sampled_from([False, False, True])),
                "published": papers[document],
                "words": draw(st.sampled_from(WORDS)),
            }
            uses.append(says(t.id, document, about=(t.agreement,), **told))
    return dealing(agreements, terms, uses, links)
