"""Amendment instructions: what an amendment tells to do to the text of the agreement that it amends, as data.

"In Clause 7.2 the figure “EUR 31” is replaced by “EUR 28”" is read as: part 7.2, replace, old words, new words. What the part
said before, and so what rule the change makes, is known only where the amended text is at hand (`kg.amending`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.alternation import alternation
from kg.extraction.lexicon import load_toml
from kg.extraction.numerals import numeral_at
from kg.records import Operation

__all__ = ["FoundInstruction", "find_instructions", "find_part", "find_told"]

_LONGEST = 4000  # code points of a new text


@dataclass(frozen=True, slots=True)
class FoundInstruction:
    """One instruction in a clean text; spans are of that text, `old` and `new` empty where the words give none."""

    start: int
    end: int
    part: str  # number of the part, such as "4.2"; empty: everywhere in the agreement
    operation: Operation
    old: str = ""
    new: str = ""


@cache
def _words(name: str) -> str:
    return alternation(load_toml("instructions")[name]["words"], {" ": r"\s+"})


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"\b{_words('unit')}s?\s+(?P<number>\d+(?:\.\d+)*(?:\([a-z0-9]+\))*|[A-Z](?=\b))", re.IGNORECASE)


_QUOTED = r'"(?P<{0}>[^"]{{1,4000}})"'
_BE = r"(?:is|are|shall\s+be|be|hereby|will\s+be|is\s+hereby|are\s+hereby|shall\s+hereby\s+be)(?:\s+hereby)?"
# Nothing new comes in its place: "struck and replaced by the following" is no deletion.
_GOES = r"\b(?!(?:\s+\w+){0,4}?,?\s+and\s+(?:hereby\s+)?(?:replaced|substituted|the\s+following)\b)"


@cache
def _forms() -> tuple[tuple[Operation, tuple[str, ...], re.Pattern[str]], ...]:
    """The forms of an instruction, the most telling first, each with words (one blank between them) of which it has one."""
    old, new = _QUOTED.format("old"), _QUOTED.format("new")
    rest = r"(?:[^\".;]|\.(?=\d)){0,80}?"
    goes = rf"{_BE}\s+{_words('deleted')}\s*,?\s*(?:and\s+)?"
    turn = rf"(?:\s+(?:{_BE}|to\s+be))?\s+(?:hereby\s+)?(?:inserted|put|substituted|added|read)\s+{_words('swapped')}"
    return tuple(
        (operation, _listed(told) if isinstance(told, str) else told, re.compile(form, re.IGNORECASE))
        for operation, told, form in (
            (
                Operation.REPLACE,
                "replaced",
                rf"{old}\s*{rest}(?:{_BE}\s+)?{_words('replaced')}\s+(?:the\s+{_words('object')}\s+)?{new}",
            ),
            (
                Operation.REPLACE,
                ("replacing ", "substituting "),
                rf"(?:replac|substitut)ing\s+(?:the\s+{_words('object')}\s+)?{old}\s+(?:with|by|for)\s+(?:the\s+{_words('object')}\s+)?{new}",
            ),
            (Operation.REPLACE, "swapped", rf"{old}\s*{goes}{new}{turn}"),
            (Operation.REPLACE, "swapped", rf"{goes}{_words('swapped')}\s*[:,]?\s*{new}"),
            (Operation.REPLACE, ('for "',), rf"for\s+{old}{rest}{_words('substitute')}\s+{new}"),
            (
                Operation.REPLACE,
                ('substitute "', 'read "', 'insert "'),
                rf"(?:substitute|read|insert)\s+{new}\s+{_words('instead')}\s+{old}",
            ),
            (Operation.REPLACE, "whole", rf"(?:{_BE}\s+)?{_words('whole')}\s*[:,]?\s*{new}"),
            (Operation.INSERT, "added", rf"(?:{_BE}\s+)?{_words('added')}[^\"]{{0,120}}{new}"),
            (Operation.INSERT, "added", rf"{new}\s*{_BE}\s+{_words('added')}"),
            (Operation.DELETE, "deleted", rf"{old}\s*{_BE}\s+{_words('deleted')}"),
            (Operation.DELETE, "deleted", rf"{_BE}\s+{_words('deleted')}{_GOES}"),
            (Operation.DELETE, "lapsed", rf"{_part().pattern}\s+{_words('lapsed')}"),
        )
    )


def _listed(name: str) -> tuple[str, ...]:
    """Return the phrases of a list that no other phrase of it holds."""
    phrases = sorted({phrase.lower() for phrase in load_toml("instructions")[name]["words"]})
    return tuple(p for p in phrases if not any(other != p and other in p for other in phrases))


@cache
def _unquoted() -> tuple[tuple[Operation, tuple[str, ...], re.Pattern[str]], ...]:
    """The forms that need no quotation mark."""
    return tuple(form for form in _forms() if '"' not in form[2].pattern)


def find_part(text: str) -> str:
    """Return the number of the first part that a text calls by number; empty: none.

    >>> find_part("In Section 4.2(b) of the License Agreement")
    '4.2(b)'
    """
    match = _part().search(text)
    return match["number"] if match else ""


def find_instructions(text: str) -> tuple[FoundInstruction, ...]:
    """Return the instructions of a clean text (typographic quotes folded), in order and apart from each other.

    >>> found = find_instructions('In Section 8.4 the sum "CHF 70" is replaced by "CHF 85".')
    >>> [(i.part, i.operation.value, i.old, i.new) for i in found]
    [('8.4', 'replace', 'CHF 70', 'CHF 85')]
    """
    if len(text) > 20 * _LONGEST:
        return ()
    text = text if '"' in text else _SINGLE.sub(r'"\1"', text)
    lower = text.lower()
    lower = " ".join(lower.split()) if "  " in lower else lower
    quoted = '"' in text
    forms: list[tuple[Operation, re.Pattern[str]]] = []
    for operation, told, form in _forms() if quoted else _unquoted():
        for phrase in told:
            if phrase in lower:
                forms.append((operation, form))
                break
    if not forms or not (quoted or _part().search(text)):
        return ()
    found: list[FoundInstruction] = []
    for instruction in _candidates(text, forms):
        if all(instruction.end <= other.start or other.end <= instruction.start for other in found):
            found.append(instruction)
    return tuple(sorted(found, key=lambda i: i.start))


_SINGLE = re.compile(r"(?<![\w'])'([^']{1,400})'(?![\w'])")  # quotation marks of some countries; an apostrophe stands in a word


def _candidates(text: str, forms: Sequence[tuple[Operation, re.Pattern[str]]]) -> Iterator[FoundInstruction]:
    for operation, form in forms:
        for match in form.finditer(text):
            old, new = ((match.groupdict().get(name) or "").strip() for name in ("old", "new"))
            before = text[: match.start()]
            part = _last_part(before) or (find_part(text[match.end() : match.end() + 60]) if operation is Operation.INSERT else "")
            if not part:
                outside = match.group().split('"')[::2]  # pieces between quoted texts
                part = next((found for piece in outside if (found := find_part(piece))), "")
            if (part or old) and bool(new) is (operation is not Operation.DELETE):
                yield FoundInstruction(match.start(), match.end(), part, operation, old, new)


def _last_part(text: str) -> str:
    found = [m["number"] for m in _part().finditer(text)]
    return found[-1] if found else ""


# ------------------------------------------------------------------ changes told in running words
_FIGURE = r"(?:(?:[A-Z]{3}|US\$|[$€£])\s?)?(?P<%s>\d[\d.,']*|[a-z]+(?:-[a-z]+)?)(?:\s?%%|\s+per\s?cent)?"


@cache
def _moved() -> tuple[re.Pattern[str], ...]:
    """A figure that becomes another one."""
    return (
        re.compile(rf"\bfrom\s+{_FIGURE % 'old'}(?:\s+[a-z]+){{0,2}}?\s+to\s+{_FIGURE % 'new'}(?!\w)"),
        re.compile(rf"(?<!\w){_FIGURE % 'new'}(?:\s+[a-z]+){{0,2}}?,?\s+{_words('instead')}\s+{_FIGURE % 'old'}(?!\w)"),
    )


@cache
def _undone() -> re.Pattern[str]:
    """Words that end or suspend a part: "the Supplier is released from clause 2.4", "no interest under clause 5 is due"."""
    part = rf"(?:{_part().pattern.replace('?P<number>', '')})(?:,?\s+(?:no\.?|paragraph|point)\s+\d+)?"
    be = r"(?:is|are|was|were|has\s+been|have\s+been|shall\s+be|will\s+be)\s+(?:hereby\s+)?"
    return re.compile(
        rf"{part}[^.;]{{0,40}}?\s(?:{be}{_words('waived')}|{_words('lapsed')}|no\s+longer\s+(?:appl|bind|oblige|restrict)\w+)"
        rf"|\b{_words('releasing')}\b[^.;]{{0,60}}?\b(?:from|of)\b[^.;]{{0,50}}?{part}"
        rf"|\bno\s+(?:[a-z-]+\s+){{1,4}}(?:under|in|by)\s+{part}\s+(?:is|are|shall\s+be|becomes?)\s+(?:[a-z]+\s+){{0,2}}?{_words('owed')}",
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
    """
    part = find_part(text)
    if not part:
        return None
    for form in _moved():
        match = form.search(text)
        if match and all(_is_number(match[name]) for name in ("old", "new")):
            return FoundInstruction(0, len(text), part, Operation.REPLACE, match["old"], match["new"])
    if _undone().search(text):
        return FoundInstruction(0, len(text), part, Operation.DELETE)
    return None


def _is_number(words: str) -> bool:
    found = numeral_at(words, 0)
    return found is not None and found.end == len(words)
