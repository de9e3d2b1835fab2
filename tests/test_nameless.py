"""Tests of who says "we" in a text that nowhere names its own house; all parties here are invented."""

from __future__ import annotations

import pytest

from kg.extraction.documents import read_document
from kg.reading.formats import read_bytes
from kg.records import SPEAKER, Document, PartyMention, Reading
from kg.resolution.grouping import AgreementKeys, ReadingKeys
from kg.resolution.passing import settle_parties

MINUTES = """# Minutes of the 14th meeting

Thursday 6 May 2021. Present: A. Orme (chair), B. Tusk.

## 2. Boilers

2.1 The contract that we signed with Halden Boilers Ltd in March is for four years and expires on 31 March 2025.
It costs us EUR 90,000 a year. Only Halden Boilers may work on our boilers for as long as it lasts.

2.2 Until June we owe Pellow Heating Ltd EUR 1,200 a month for our old contract with Pellow Heating.
"""


def _read(text: str) -> Reading:
    (document,) = read_bytes("minutes.md", text.encode(), {})
    assert isinstance(document, Document)
    return read_document(document)


def test_minutes_of_a_house_that_they_do_not_name_have_a_speaker_without_a_name() -> None:
    """Who says "we" deals with those whom the text names, and pays them."""
    found = _read(MINUTES)
    assert [(m.name, m.key == SPEAKER) for m in found.parties][-1] == ("", True)
    assert {(SPEAKER, ("halden-boilers",))} & {(t.bearer[0], t.counterparty) for s in found.statements for t in s.terms}


def test_a_text_that_names_its_house_has_no_other_speaker() -> None:
    """A house that stands above its text speaks itself."""
    found = _read(f"**Tarn Baths Ltd**\n\n{MINUTES}\n\nTarn Baths Ltd, 4 Mill Lane\n")
    assert SPEAKER not in {m.key for m in found.parties}


def _deal(document: str, *names: str, speaker: tuple[str, ...] | None = None) -> ReadingKeys:
    """A document of one agreement of some parties; `speaker`: one without a name makes it too, with the words that may be of it."""
    mentions = [PartyMention(name.casefold(), name) for name in names]
    mentions += [PartyMention(SPEAKER, "", aliases=speaker)] if speaker is not None else []
    return ReadingKeys(document, tuple(mentions), (AgreementKeys("deal", tuple(m.key for m in mentions), None, None),), ())


@pytest.mark.parametrize(
    ("others", "minutes", "said"),
    [
        ([("Halden", "Tarn")], _deal("z", "Halden", speaker=()), "Tarn"),  # the other side of the deal
        ([("Halden", "Tarn"), ("Halden", "Weir"), ("Pellow", "Tarn")], _deal("z", "Halden", "Pellow", speaker=()), "Tarn"),
        ([("Halden", "Tarn"), ("Halden", "Weir")], _deal("z", "Halden", speaker=("Weir",)), "Weir"),  # whose name heads it
        ([("Halden", "Tarn"), ("Halden", "Weir")], _deal("z", "Halden", speaker=("weir-mills",)), "Weir"),  # whose host it is
        ([("Halden", "Tarn"), ("Halden", "Weir")], _deal("z", "Halden", speaker=()), None),  # two may be it
        ([("Orme", "Tarn")], _deal("z", "Halden", speaker=("Tarn",)), None),  # nobody whom it names is known
    ],
)
def test_the_speaker_is_who_deals_with_those_whom_the_text_names(
    others: list[tuple[str, ...]], minutes: ReadingKeys, said: str | None
) -> None:
    """Other documents tell who has a deal with all of them; where they leave two, nobody is taken."""
    table = settle_parties([*(_deal(f"d{i}", *names) for i, names in enumerate(others)), minutes])
    found = table.party_of.get(("z", SPEAKER))
    assert (table.parties[found].name if found else None) == said


PAGE = """# Who empties our bins?

4 May 2021

We have a contract with {other}. It expires on 31 March 2025, and we pay {other} EUR 90,000 a year. {more}
Our bins are blue. Ask us about lids.
"""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("It prints stickers with Orme Labels Ltd.", SPEAKER),
        ("Orme Labels Ltd keeps its bins tidy. Orme Labels thanks its staff.", "orme-labels"),
    ],
)
def test_who_is_named_once_in_passing_is_not_the_one_who_says_we(more: str, said: str) -> None:
    """Of two names the one that stands beside "we" is somebody else; the other one speaks only where it is named as a house is."""
    found = _read(PAGE.format(other="Halden Waste Ltd", more=more))
    assert {s.speaker for s in found.statements} == {said}


LETTER = """# The mill letter, spring

Dear neighbours,

for years we ground whatever came to our mill. On 4 May 2021 {signed}

- Orrin Malt pays us EUR 12 a tonne, and we may grind for nobody else.
- Selby Sacks shall bring 900 sacks a month.
- We keep our prices for two years, and our contract runs to 30 June 2025.

We thank you for your patience with our lorries.
"""


@pytest.mark.parametrize(
    "signed",
    [
        "we signed a grinding contract with Orrin Malt and Selby Sacks.",
        "the maltster Orrin Malt, the sack maker Selby Sacks and we signed a grinding contract.",
    ],
)
def test_those_listed_beside_us_are_not_the_one_who_speaks(signed: str) -> None:
    """Neither of two with whom "we" signed speaks, though only one of them is said to pay "us"."""
    found = _read(LETTER.format(signed=signed))
    assert SPEAKER in {m.key for m in found.parties}
    assert {s.speaker for s in found.statements} == {SPEAKER}


def test_a_house_that_a_text_names_as_who_acts_speaks_itself() -> None:
    """Orrin Malt, which signed with the one that pays "us", is the house."""
    found = _read(LETTER.format(signed="Selby Sacks signed a contract with Orrin Malt. Selby Sacks grew with it."))
    assert {s.speaker for s in found.statements} == {"selby-sacks"}


def test_a_name_that_heads_a_part_of_a_report_is_not_whose_report_it_is() -> None:
    """Who stands over a part below the first sentences is somebody of whom it tells."""
    text = (
        "# Third quarter\n\n*All sums are in euros and without tax, as in the report of last year.*\n\n### Orrin Malt\n\n"
        "Under the contract of 4 May 2021 Orrin Malt pays Selby Sacks Ltd EUR 12 a tonne until 30 June 2025.\n"
    )
    assert not {s.speaker for s in _read(text).statements} & {"orrin-malt"}


def _wholly(name: str, text: str) -> str:
    """The name that a text of no other document may give its house."""
    (document,) = read_bytes(name, text.encode(), {})
    assert isinstance(document, Document)
    return next((m.likely for m in read_document(document).parties if m.key == SPEAKER), "")


BODY = """
We signed a supply contract with Halden Boilers Ltd on 3 May 2021. We pay EUR 90,000 a year and may leave in 2024.

Our old boilers go next week.
"""


@pytest.mark.parametrize(
    ("head", "house"),
    [
        ("Corrin Vale Minerals – spring call, 6 May 2021\n", "Corrin Vale Minerals"),
        ("Warm rooms at last\n", ""),
    ],
)
def test_the_head_of_a_text_may_tell_who_says_we_in_it(head: str, house: str) -> None:
    """A masthead before a dash is kept as a likely name, a heading is not."""
    assert _wholly("page.txt", f"{head}{BODY}") == house


def test_who_says_we_bears_the_likely_name_where_no_other_document_tells_it() -> None:
    """Alone, a text is that of the house at its head; beside papers of the same deal, it is that of the party that they know."""
    speaker = PartyMention(SPEAKER, "", likely="Corrin Vale")
    page = ReadingKeys(
        "page", (PartyMention("h", "Halden Boilers"), speaker), (AgreementKeys("x", ("h", SPEAKER), None, None),), ()
    )
    others = [
        ReadingKeys(
            name,
            (PartyMention("h", "Halden Boilers"), PartyMention("t", "Torvik School")),
            (AgreementKeys("x", ("h", "t"), None, None),),
            (),
        )
        for name in ("a", "b")
    ]
    alone, together = settle_parties([page]), settle_parties([page, *others])
    assert alone.parties[alone.party_of["page", SPEAKER]].name == "Corrin Vale"
    assert together.parties[together.party_of["page", SPEAKER]].name == "Torvik School"
