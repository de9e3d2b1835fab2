"""Changes to numbered parts of a contract that an amendment tells in running words, without a quotation."""

from __future__ import annotations

import re
from functools import cache

from kg.extraction.instruction_signs import NUMBER, part_pattern, word_pattern
from kg.extraction.instruction_values import with_quoted_values
from kg.extraction.instructions import FoundInstruction, find_instructions, find_part
from kg.extraction.lexicon import phrase
from kg.extraction.numerals import numeral_at
from kg.records import Operation

__all__ = ["find_confirmed", "find_told"]

_FIGURE = r"(?:(?:[A-Z]{3}|US\$|[$€£])\s?)?(?P<%s>\d(?:[\d.,']*\d)?|[a-z]+(?:-[a-z]+)?)(?:\s?%%|\s+per\s?cent)?"


@cache
def _moved() -> tuple[re.Pattern[str], ...]:
    """A figure that becomes another one."""
    instead = word_pattern("in-place-of")
    return (
        re.compile(rf"\bfrom\s+{_FIGURE % 'old'}(?:\s+[a-z]+){{0,2}}?\s+to\s+{_FIGURE % 'new'}(?!\w)"),
        re.compile(rf"(?<!\w){_FIGURE % 'new'}(?:\s+[A-Za-z]+){{0,3}}?,?\s+{instead}\s+{_FIGURE % 'old'}(?!\w)"),
    )


@cache
def _undone() -> re.Pattern[str]:
    """Words that end or suspend a part: "the Supplier is released from clause 2.4", "no interest under clause 5 is due"."""
    part = rf"(?:{part_pattern().replace('?P<number>', '')})(?:,?\s+(?:no\.?|paragraph|point)\s+\d+)?"
    be = r"(?:is|are|was|were|has\s+been|have\s+been|shall\s+be|will\s+be)\s+(?:hereby\s+)?"
    return re.compile(
        rf"{part}[^.;]{{0,40}}?\s(?:{be}{word_pattern('waived')}|{word_pattern('lapsed')}|no\s+longer\s+(?:appl|bind|oblige|restrict)\w+)"
        rf"|\b{word_pattern('releasing')}\b[^.;]{{0,60}}?\b(?:from|of)\b[^.;]{{0,50}}?{part}"
        rf"|\bno\s+(?:[a-z-]+\s+){{1,4}}(?:under|in|by)\s+{part}\s+(?:is|are|shall\s+be|becomes?)\s+(?:[a-z]+\s+){{0,2}}?{word_pattern('owed')}",
        re.IGNORECASE,
    )


def find_told(text: str) -> FoundInstruction | None:
    """Return what a clean sentence that quotes nothing does to a numbered part: a figure moves, or the part is undone.

    >>> found = find_told("The period in clause 2.3 is lengthened from 75 to 95 days.")
    >>> found.part, found.operation.value, found.old, found.new
    ('2.3', 'replace', '75', '95')
    >>> found = find_told("The Buyer is released from clause 4 until May.")
    >>> found.part, found.operation.value
    ('4', 'delete')
    >>> found = find_told("In clause 3.1 the figure of 450 becomes 520.")
    >>> found.part, found.operation.value, found.old, found.new
    ('3.1', 'replace', '450', '520')
    """
    part = find_part(text)
    if not part:
        return None
    for form in _moved():
        match = form.search(text)
        if match and all(_is_number(match[name]) for name in ("old", "new")):
            return FoundInstruction(0, len(text), part, Operation.REPLACE, match["old"], match["new"])
    if (found := _unquoted(text)) is not None:
        return found
    if _undone().search(text):
        return FoundInstruction(0, len(text), part, Operation.DELETE)
    return None


def _unquoted(text: str) -> FoundInstruction | None:
    """Return the instruction of a sentence that puts figures or days in the place of others without quoting them."""
    if '"' in text:
        return None
    found = find_instructions(with_quoted_values(text))
    one = found[0] if len(found) == 1 and found[0].operation is Operation.REPLACE and found[0].part else None
    return FoundInstruction(0, len(text), one.part, one.operation, one.old, one.new) if one else None


def _is_number(words: str) -> bool:
    found = numeral_at(words, 0)
    return found is not None and found.end == len(words)


@cache
def _parts() -> re.Pattern[str]:
    """A part that is called by a number, with the numbers that go on behind it: "Articles 4, 5(2) and 8"."""
    return re.compile(rf"{part_pattern()}(?P<more>(?:(?:\s\([^()]*\))?(?:,| and| or| to|, and)\s{NUMBER})*)", re.IGNORECASE)


def find_confirmed(text: str) -> tuple[str, ...]:
    """Return the numbers of the parts of which a clean sentence says that they stay as they are.

    >>> find_confirmed("Articles 4, 5(2) and VIII are confirmed."), find_confirmed("Clause 4 is deleted.")
    (('4', '5(2)', 'VIII'), ())
    """
    if '"' in text or not phrase("part-stays").search(text):
        return ()
    found: list[str] = []
    for match in _parts().finditer(text):
        further = re.split(r"(?:\s\([^()\d][^()]+\))?(?:, and|,| and| or| to)\s", match["more"])
        found += [re.sub(r"\s", "", number) for number in (match["number"], *further) if number]
    return tuple(dict.fromkeys(found))
