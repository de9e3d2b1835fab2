"""Amendment instructions: found in words, applied to the text of the amended contract."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import AMENDMENT, IRRELEVANT, LEASE, RELEASE, document, reading

from kg.extraction import read_amended_part
from kg.extraction.instructions import find_instructions, find_part
from kg.extraction.instructions_told import find_told
from kg.records import Instruction, Modality, Operation, Stance
from kg.resolution import resolve

REPLACE, DELETE, INSERT = Operation.REPLACE, Operation.DELETE, Operation.INSERT


@pytest.mark.parametrize(
    ("text", "part", "operation", "old", "new"),
    [
        ('In Clause 3.1 the figure "EUR 5" is replaced by "EUR 6".', "3.1", REPLACE, "EUR 5", "EUR 6"),
        ('Section 2 is amended by replacing the words "ten days" with "a month".', "2", REPLACE, "ten days", "a month"),
        ('In Section 4.2(b), the date "1 May" shall be deleted and replaced with "1 June".', "4.2(b)", REPLACE, "1 May", "1 June"),
        (
            'Article 7 is hereby amended and restated in its entirety to read as follows: "No fee is due."',
            "7",
            REPLACE,
            "",
            "No fee is due.",
        ),
        ('In Clause 3.1 "5 %" shall read "6 %".', "3.1", REPLACE, "5 %", "6 %"),
        ("In Article 4 'ten' is to be read as 'twelve'.", "4", REPLACE, "ten", "twelve"),
        ("Clause 9 is deleted in its entirety.", "9", DELETE, "", ""),
        ('In Clause 9 the words "and Ireland" are deleted.', "9", DELETE, "and Ireland", ""),
        ('The following is inserted at the end of Section 5: "The fee is final."', "5", INSERT, "", "The fee is final."),
        ('The term "Old Yard" is replaced by "New Yard" throughout.', "", REPLACE, "Old Yard", "New Yard"),
    ],
)
def test_forms_of_instructions(text: str, part: str, operation: Operation, old: str, new: str) -> None:
    """The usual forms give part, operation, old and new words."""
    (found,) = find_instructions(text)

    assert (found.part, found.operation, found.old, found.new) == (part, operation, old, new)


CASES = tomllib.loads((Path(__file__).parent / "instructions.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_an_instruction_is_read_however_it_is_worded(case: dict[str, str]) -> None:
    """Part, operation, old and new words are told by the kinds of words and their order, not by set phrases."""
    (found,) = find_instructions(case["text"])

    assert (found.part, found.operation.value, found.old, found.new) == (
        case["part"],
        case["operation"],
        case.get("old", ""),
        case.get("new", ""),
    )


@pytest.mark.parametrize(
    "text",
    [
        "The Tenant shall replace broken panes.",
        "Personal data shall be deleted after the end of the term.",
        'The "Buyer" pays the "Seller".',
        "Section 5 applies to late payments.",
        *IRRELEVANT,
    ],
)
def test_what_is_no_instruction_gives_none(text: str) -> None:
    """Duties to replace or delete things, defined names and plain references do nothing to a text."""
    assert find_instructions(text) == ()


def test_several_instructions_of_a_passage_stand_apart() -> None:
    """Two instructions in one sentence are two, in order, and each has its own part."""
    text = 'In Clause 2 "ten" is replaced by "nine" and in Clause 4 "May" is replaced by "June".'
    found = find_instructions(text)

    assert [(i.part, i.old, i.new) for i in found] == [("2", "ten", "nine"), ("4", "May", "June")]
    assert found[0].end <= found[1].start


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Clause 3", "3"),
        ("sub-clause 4.1(a)(ii)", "4.1(a)(ii)"),
        ("Annex B", "B"),
        ("Article IX", "IX"),
        ("section I.4", "I.4"),
        ("§ 7(2)", "7(2)"),
        ("under C3", "C3"),
        ("a claim", ""),
    ],
)
def test_parts_are_called_by_number(text: str, part: str) -> None:
    """Numbers with points and brackets, Roman ones, and letters with and without a number are numbers of parts."""
    assert find_part(text) == part


WORDS = [
    "Clause 3.1",
    "Section 4",
    '"EUR 5"',
    '"ten days"',
    "is replaced by",
    "is deleted",
    "is inserted",
    "as follows:",
    "the figure",
    ".",
    ";",
    '"',
]


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_whatever_is_found_stands_in_the_text(text: str) -> None:
    """Spans lie in the text, in order and apart; old and new words are quoted in their span; each names a part or old words."""
    found = find_instructions(text)
    for i in found:
        assert 0 <= i.start < i.end <= len(text)
        assert i.old in text[i.start : i.end]
        assert i.new in text[i.start : i.end]
        assert i.part or i.old
        assert (i.operation is DELETE) == (not i.new)
    assert all(a.end <= b.start for a, b in pairwise(found))


# ------------------------------------------------------------------ in a document
def test_an_amendment_carries_its_instructions_as_statements() -> None:
    """Each instruction of an amendment is a statement that changes, about the amendment and its base, quoted verbatim."""
    captured, found = reading("amendment.txt", AMENDMENT)
    told = [s for s in found.statements if s.instruction is not None]

    assert [s.stance for s in told] == [Stance.CHANGES] * 3
    assert [captured.text[s.start : s.end][:16] for s in told] == ["In Clause 2.1 of", "Clause 3.2 of th", "Clause 9.4 of th"]
    assert all(s.instruction and s.about == (s.owner, s.instruction.base) for s in told)


def test_what_amends_nothing_gives_no_instruction() -> None:
    """A release is no instrument: it has no instruction even where its words look like one."""
    _, found = reading("release.md", RELEASE + "\nClause 4 of the license agreement is struck out.\n")
    assert not [s for s in found.statements if s.instruction is not None]


def test_a_number_that_is_none_alone_stops_nothing() -> None:
    """What counts as a number only by the words before it ("half a third") is read where it stands."""
    found = find_told("In Clause 3 half a third becomes 5 %.")

    assert found is not None
    assert (found.part, found.new) == ("3", "5 %")


# ------------------------------------------------------------------ applied to the base
def instruction(part: str, operation: Operation, old: str = "", new: str = "") -> Instruction:
    """An instruction to the lease."""
    return Instruction("base", part, operation, old, new)


def test_a_replaced_figure_gives_the_rule_anew() -> None:
    """Where the figure of a rent is replaced, the clause gives the rent with the new figure and everything else as it was."""
    found = read_amended_part(document("lease.txt", LEASE), instruction("2.1", REPLACE, "EUR 31,500", "EUR 28,200"))
    assert found is not None
    (term,) = found.terms

    assert LEASE[found.start : found.end] == "EUR 31,500"
    assert (term.matter, term.modality, term.low, term.unit) == ("payment", Modality.OBLIGATION, Decimal(28200), "EUR")


def test_a_deleted_duty_is_lifted() -> None:
    """Where a part goes its duties are lifted; the place is the whole part."""
    found = read_amended_part(document("lease.txt", LEASE), instruction("3.2", DELETE))
    assert found is not None

    assert LEASE[found.start : found.end] == "3.2 The Tenant shall maintain insurance of the warehouse."
    assert [(t.matter, t.modality) for t in found.terms] == [("insurance", Modality.NO_DUTY)]


def amended(clause: str, part: str, operation: Operation, old: str = "", new: str = "") -> list[tuple[str, Modality, str, str]]:
    """Return matter, modality, bearers and figure of what an instruction makes of the lease with a clause instead of 3.2."""
    lease = document("lease.txt", LEASE.replace("3.2 The Tenant shall maintain insurance of the warehouse.", clause))
    found = read_amended_part(lease, instruction(part, operation, old, new))
    assert found is not None
    return [(t.matter, t.modality, " ".join(t.bearer), str(t.high or t.end.latest or "")) for t in found.terms]


def test_without_a_ban_one_may() -> None:
    """Where a prohibition goes, what it forbade is allowed; where leave to do without a duty goes, the duty is back."""
    ban = "3.2 The Tenant shall not sublet the warehouse."
    leave = "3.2 The Tenant need not maintain insurance of the warehouse."

    assert [t[1:3] for t in amended(ban, "3.2", DELETE)] == [(Modality.PERMISSION, "tarn-freight")]
    assert [t[1:3] for t in amended(leave, "3.2", DELETE)] == [(Modality.OBLIGATION, "tarn-freight")]


def test_without_a_right_to_end_nobody_may_end() -> None:
    """Where the right to give notice goes, the contract may not be ended so."""
    assert [t[:2] for t in amended("3.2 The Tenant may terminate this Lease on six months' notice.", "3.2", DELETE)] == [
        ("termination-convenience", Modality.PROHIBITION)
    ]


def test_without_an_exception_the_rule_holds_whole() -> None:
    """Where an exception goes that names the part from which it is one, what is left is the rule of that part."""
    clause = "3.2 Despite clause 2.1, the Tenant may store the goods of others on the ramp."
    (left,) = amended(clause, "3.2", DELETE)

    assert (left[0], left[3]) == ("payment", "31500")


def test_a_part_that_is_a_number_alone_is_a_place() -> None:
    """What is put into a paragraph of a part whose words stand elsewhere stops nothing."""
    lease = document("lease.txt", LEASE.replace("3.2 The Tenant shall maintain insurance of the warehouse.", "3.2"))
    found = read_amended_part(lease, instruction("3.2(b)", Operation.INSERT, "", "The Tenant shall pay EUR 5 a month."))

    assert found is not None
    assert lease.text[found.start : found.start + 3] == "3.2"


def test_the_one_figure_of_a_part_makes_room_for_a_bare_one() -> None:
    """New words that are a figure alone take the place of the only figure of that kind in the part, however it is written."""
    clause = "3.2 The Tenant shall pay forty euros (EUR 40) a month for waste within 10 days."

    assert [t[3] for t in amended(clause, "3.2", REPLACE, "", "EUR 55")] == ["55"]
    assert [t[3] for t in amended(clause, "3.2", REPLACE, "EUR 40", "EUR 60")] == ["60"]


def test_words_that_no_term_tells_still_change_the_rule() -> None:
    """Where only words change that make no other rule, the rule of their sentence is what the instruction tells; of a day none."""
    clause = "3.2 The Tenant shall pay EUR 700 for the green gate by 4 May 2024."

    assert [t[3] for t in amended(clause, "3.2", REPLACE, "green gate", "red gate")] == ["700"]
    assert amended(clause, "3.2", REPLACE, "4 May 2024", "9 May 2025") == []


@pytest.mark.parametrize(
    "missing",
    [
        instruction("9.4", DELETE),
        instruction("2.1", REPLACE, "EUR 1", "EUR 2"),
        instruction("", REPLACE, "no such words", "others"),
    ],
)
def test_what_the_base_does_not_hold_is_not_made_up(missing: Instruction) -> None:
    """A part or words that the contract does not have lead nowhere."""
    assert read_amended_part(document("lease.txt", LEASE), missing) is None


TREATY = LEASE.replace(
    "3.1 The Tenant",
    "3.1 The Tenant shall pay EUR 900 a month for parking. The Tenant shall pay EUR 70 a month for water.\n\n3.3 The Tenant",
).replace(
    "4.1 The law",
    "(a) The Tenant shall pay EUR 55 a month for light.\n\n(b) The Tenant shall pay EUR 66 a month for heat.\n\n4.1 The law",
)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("3.1(second sentence)", "The Tenant shall pay EUR 70 a month for water."),
        ("4(a)", "The Tenant shall pay EUR 55 a month for light."),
        ("4(b)", "The Tenant shall pay EUR 66 a month for heat."),
    ],
)
def test_only_the_piece_that_is_named_goes(part: str, words: str) -> None:
    """Of a clause with several sentences or marked paragraphs the duty of one alone is lifted."""
    found = read_amended_part(document("lease.txt", TREATY), instruction(part, DELETE))
    assert found is not None

    assert TREATY[found.start : found.end] == words
    assert [(t.matter, t.modality) for t in found.terms] == [("payment", Modality.NO_DUTY)]


def test_a_piece_that_is_not_there_is_not_made_up() -> None:
    """A fourth sentence or a paragraph (k) that the clause does not have leads nowhere."""
    lease = document("lease.txt", TREATY)
    assert [read_amended_part(lease, instruction(part, DELETE)) for part in ("3.1(fourth sentence)", "4(k)")] == [None, None]


def test_the_paragraphs_of_an_article_are_its_own() -> None:
    """Under a part that is called by name, bare numbers count its paragraphs and do not end it."""
    text = LEASE.replace("2. Rent\n\n2.1 The", "Article 2\n\n1. The").replace(
        "3. Assignment\n\n3.1 The Tenant", "2. The Tenant shall pay EUR 40 a month for waste.\n\nArticle 3\n\n1. The Tenant"
    )
    found = read_amended_part(document("lease.txt", text), instruction("2(2)", DELETE))
    assert found is not None

    assert text[found.start : found.end] == "The Tenant shall pay EUR 40 a month for waste."


@pytest.mark.parametrize("label", ["§ 2", "Art. 2", "II.2", "B2", "2A"])
def test_a_part_is_found_however_parts_are_numbered(label: str) -> None:
    """Signs, short words, Roman numbers and letters before a number label the parts of a contract."""
    text = LEASE.replace("2. Rent\n\n2.1 The", f"{label} The")
    part = label.removeprefix("Art. ").removeprefix("§ ")
    found = read_amended_part(document("lease.txt", text), instruction(part, REPLACE, "31,500", "30,000"))
    assert found is not None

    assert text[found.start : found.end] == "31,500"


def test_only_contracts_have_parts() -> None:
    """A text that makes no agreement cannot be amended."""
    assert read_amended_part(document("page.txt", IRRELEVANT[0]), instruction("2", DELETE)) is None


@given(
    st.permutations(
        [("2.1", REPLACE, "EUR 31,500", "EUR 28,200"), ("3.2", DELETE, "", ""), ("4.1", REPLACE, "England", "Scotland")]
    )
)
def test_order_of_instructions_does_not_matter(order: list[tuple[str, Operation, str, str]]) -> None:
    """What one instruction makes of a contract does not depend on those that were applied before."""
    lease = document("lease.txt", LEASE)
    found = {one[0]: read_amended_part(lease, instruction(*one)) for one in order}

    assert found == {one[0]: read_amended_part(lease, instruction(*one)) for one in sorted(order)}


@pytest.mark.parametrize(
    "words",
    [
        "Section 4.2 of the Lease is deleted in full and replaced by the following:",
        "Section 4.2 of the Lease is hereby deleted, and the following is inserted in lieu thereof:",
        "Clause 3 shall be deleted and substituted as set out below:",
    ],
)
def test_what_gets_a_new_text_is_not_deleted(words: str) -> None:
    """Where the new text stands in a passage of its own nothing says that the old rule is gone without one."""
    assert not [i for i in find_instructions(words) if i.operation is Operation.DELETE]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('The amount of "EUR 75,000" in Section 8.2 is increased to "EUR 90,000".', ("8.2", "replace", "EUR 75,000", "EUR 90,000")),
        ('Section 4.1 is modified by replacing the year "2031" with the year "2033".', ("4.1", "replace", "2031", "2033")),
        ("Section 6.3 is struck in its entirety.", ("6.3", "delete", "", "")),
        ("Clause 9 shall cease to apply.", ("9", "delete", "", "")),
        ('In Section 2.1 the words "ten" are struck and "twelve" is inserted in their place.', ("2.1", "replace", "ten", "twelve")),
        ('"1,200" in Section 2.2 becomes "1,500".', ("2.2", "replace", "1,200", "1,500")),
        ('In A2 "six" is to read "nine".', ("A2", "replace", "six", "nine")),
        ('In Article IV put "4 May 2031" in the place of "4 May 2029".', ("IV", "replace", "4 May 2029", "4 May 2031")),
        ('In clause 3 "90 boats" takes the place of "70 boats".', ("3", "replace", "70 boats", "90 boats")),
        ('In clause 5 read "6%" where "4%" stands.', ("5", "replace", "4%", "6%")),
        ('In clause 7, read "ten years" instead of "five years".', ("7", "replace", "five years", "ten years")),
    ],
)
def test_other_words_for_an_instruction_are_read(text: str, read: tuple[str, str, str, str]) -> None:
    """Increases, swaps and lapses are told in many words."""
    assert [(i.part, i.operation.value, i.old, i.new) for i in find_instructions(text)] == [read]


def test_parts_that_an_amendment_confirms_keep_the_terms_of_the_contract() -> None:
    """What a clause says that an amendment calls by its number and leaves alone, the amended contract tells."""
    base = reading("lease.txt", LEASE)
    changed = reading(
        "amendment.txt", AMENDMENT.replace("Clause 9.4 of the Lease is deleted in its entirety", "Clauses 2.1 and 3.1 stand")
    )
    alone = reading(
        "amendment.txt", AMENDMENT.replace("Clause 9.4 of the Lease is deleted in its entirety", "Clauses 2.1 and 3.1 are retold")
    )
    (told,) = [s for s in changed[1].statements if s.confirms]

    assert (told.stance, told.confirms, told.terms) == (Stance.REAFFIRMS, ("2.1", "3.1"), ())
    assert not [s for s in alone[1].statements if s.confirms]
    (dealing,) = resolve([base[0], changed[0]], [base[1], changed[1]], read_part=read_amended_part).dealings
    (use,) = [s for s in dealing.statements if s.id == told.id]
    assert [t.content.matter for t in dealing.terms if t.id in use.asserts] == ["assignment", "payment"]
    (other,) = resolve([changed[0]], [changed[1]], read_part=read_amended_part).dealings
    assert [s.asserts for s in other.statements if s.id == told.id] == [()]
