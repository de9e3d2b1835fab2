"""Amendment instructions: what an amendment tells to do to the text of the agreement that it amends, as data.

"In Clause 7.2 the figure “EUR 31” is replaced by “EUR 28”" is read as: part 7.2, replace, old words, new words. What the part
said before, and so what rule the change makes, is known only where the amended text is at hand (`kg.extraction.amending`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.alternation import alternation
from kg.extraction.instruction_signs import LONGEST, Signs, part_pattern, read_signs, word_pattern, words
from kg.extraction.runs import runs_of
from kg.records import Operation

__all__ = ["FoundInstruction", "find_instructions", "find_part"]


@dataclass(frozen=True, slots=True)
class FoundInstruction:
    """One instruction in a clean text; spans are of that text, `old` and `new` empty where the words give none."""

    start: int
    end: int
    part: str  # number of the part, such as "4.2"; empty: everywhere in the agreement
    operation: Operation
    old: str = ""
    new: str = ""


# ------------------------------------------------------------------ forms
_OLD, _NEW = "(?P<o>Q)", "(?P<n>Q)"
_IN = "(?:x{0,2}N)?"  # "…, where it stands in clause 4, …"
_BESIDE = re.compile("(?<=P)(x{0,2})Q")  # "after the word “boats”": a text that stays
_NOT_GONE = "(?![&x]{0,4}[RSIE])"  # "struck and replaced by": something new comes in its place
_TURNS = "|".join(  # what a whole part does before its new text
    (
        "(?:D&?x?)?[AV](?:&?[AV])?[tx]{0,3}(?:(?:V?E|V)x{0,2}|t)",
        "V",
        "(?:D&?x?|[AR]&?)?R[xL]{0,2}w[Ex]{0,4}N?",
        "[DC][&x]{0,2}E?x{0,2}[SIR][wLE]{0,3}x{0,2}",
        "Sw[Ex]{0,3}",
        "x?E",
        "Z&Ex{0,4}L?",
    )
)


@cache
def _forms() -> tuple[tuple[Operation, re.Pattern[str]], ...]:
    """The forms of an instruction in signs, the most telling first; `o` is what goes, `n` what comes."""
    forms = (
        (Operation.REPLACE, f"Rx{{0,2}}{_OLD}{_IN}x?w[xd]{{0,2}}{_NEW}"),
        (Operation.REPLACE, f"{_OLD}{_IN}x{{0,2}}(?:D[&x]{{0,2}})?(?:Sx{{0,2}}w|R[x]{{0,2}}[wtf])[xdE]{{0,2}}{_NEW}"),
        (Operation.REPLACE, f"{_NEW}x{{0,2}}Tx{{0,2}}{_OLD}"),
        (Operation.REPLACE, f"V{_NEW}{_OLD}"),  # "read “six” where “four” is printed"
        (Operation.REPLACE, f"(?<!d){_OLD}{_IN}x{{0,2}}t?[AV]{{1,2}}[txAV]{{0,4}}{_NEW}"),
        (Operation.REPLACE, f"[SIAV][xw]{{0,2}}{_NEW}x{{0,2}}fx{{0,2}}{_OLD}"),
        (Operation.REPLACE, f"{_NEW}x?[SIAV]x?fx{{0,2}}{_OLD}"),
        (Operation.REPLACE, f"N[xwSIAV]{{0,4}}{_NEW}x?fx{{0,2}}{_OLD}"),  # "clause 4 now names “June” instead of “May”"
        (Operation.REPLACE, f"fx{{0,2}}{_OLD}{_IN}x{{0,3}}[SIAV]x{{0,2}}{_NEW}"),
        (Operation.REPLACE, f"[CD]x{{0,2}}{_OLD}{_IN}[&xNw]{{0,4}}[ISR][Lwtxf]{{0,4}}E?{_NEW}(?!P)"),
        (Operation.REPLACE, f"{_OLD}{_IN}x{{0,2}}D[&x]{{0,3}}[ISR][LwtxE]{{0,4}}{_NEW}(?!P)"),
        (Operation.REPLACE, f"{_OLD}{_IN}x{{0,2}}D[&xL]{{0,3}}{_NEW}x?[ISRAV]"),
        (Operation.REPLACE, f"{_NEW}x?R{_OLD}"),  # "“9” replaces “8”"
        (Operation.REPLACE, f"[SV]f{_OLD}{_IN}x?{_NEW}"),  # "read for “May” the date “June”"
        (Operation.REPLACE, f"Ax?F?x{{0,2}}{_OLD}{_IN}tx{{0,2}}V?{_NEW}"),
        (Operation.INSERT, f"NI(?:PN)?[xEw]{{0,3}}{_NEW}"),  # "a new clause 8A is inserted after clause 8 as follows"
        (Operation.REPLACE, f"(?:N|dQ)(?:[xN]|dQ){{0,3}}(?:{_TURNS}){_NEW}(?!x?[fP])"),
        (Operation.INSERT, f"I[xELtw]{{0,3}}(?:Px{{0,2}}[NK]|N)?[xELtV]{{0,4}}{_NEW}(?!x?f)"),
        (Operation.INSERT, f"AUx{{0,3}}{_NEW}"),
        (Operation.INSERT, f"{_NEW}x?I"),
        (Operation.DELETE, f"{_OLD}{_IN}x{{0,2}}D{_NOT_GONE}"),
        (Operation.DELETE, f"C(?:x?t)?x?d?{_OLD}"),
        (Operation.DELETE, f"N(?=N{{0,3}}&Nx?D{_NOT_GONE})"),  # each of several parts
        (Operation.DELETE, f"N[x&]{{0,2}}D{_NOT_GONE}"),
        (Operation.DELETE, f"(?:(?<=[|w&])|^)Cx{{0,2}}N{_NOT_GONE}"),
        (Operation.DELETE, "Nx?Z"),
    )
    return tuple((operation, re.compile(form)) for operation, form in forms)


_DOING = (
    "delete",
    "deleted",
    "insert",
    "replace",
    "substitute",
    "turn",
    "read",
    "follows",
    "in-place-of",
    "lapsed",
    "takes-place",
)


@cache
def _acting() -> re.Pattern[str]:
    """What a text must hold that does something to another one."""
    doing = alternation(frozenset[str]().union(*map(words, _DOING)), {" ": r"\s+"})
    return re.compile(rf"\b{doing}\b", re.IGNORECASE)


@cache
def _acting_runs() -> frozenset[str]:
    """Runs of which such a text has one: the longest of each."""
    return frozenset(max(runs_of(word), key=len) for name in _DOING for word in words(name))


@lru_cache(maxsize=64)  # a passage is read for several sets of parties
def find_instructions(text: str) -> tuple[FoundInstruction, ...]:
    """Return the instructions of a clean text (typographic quotes folded), in order and apart from each other.

    >>> found = find_instructions('In Section 8.4 the sum "CHF 70" is replaced by "CHF 85".')
    >>> [(i.part, i.operation.value, i.old, i.new) for i in found]
    [('8.4', 'replace', 'CHF 70', 'CHF 85')]
    """
    if len(text) > 20 * LONGEST:
        return ()
    if _acting_runs().isdisjoint(runs_of(text)):
        return ()
    text = text if '"' in text or "'" not in text else _SINGLE.sub(r'"\1"', text)
    if not ('"' in text or _part().search(text)) or not _acting().search(text):
        return ()
    signs = read_signs(text)
    found: list[FoundInstruction] = []
    for instruction in _candidates(text, signs):
        if all(instruction.end <= other.start or other.end <= instruction.start for other in found):
            found.append(instruction)
    return tuple(sorted(found, key=lambda i: i.start))


_SINGLE = re.compile(r"(?<![\w'])'([^']{1,400})'(?![\w'])")  # quotation marks of some countries; an apostrophe stands in a word


def _candidates(text: str, signs: Signs) -> Iterator[FoundInstruction]:
    row = _BESIDE.sub(r"\1K", signs.row)
    for operation, form in _forms():
        for match in form.finditer(row):
            old, new = (_quoted(text, signs, match, name) for name in "on")
            part = _part_of(text, signs, match)
            start, end = signs.spans[match.start()][0], signs.spans[match.end() - 1][1]
            if (part or old) and bool(new) is (operation is not Operation.DELETE):
                whole = bool(part) and not old and operation is not Operation.INSERT
                yield FoundInstruction(start, end, part + (_piece_of(text, signs, match) if whole else ""), operation, old, new)


def _quoted(text: str, signs: Signs, match: re.Match[str], name: str) -> str:
    if name not in match.re.groupindex:
        return ""
    start, end = signs.spans[match.start(name)]
    return text[start + 1 : end - 1].strip()


# ------------------------------------------------------------------ parts
@cache
def _part() -> re.Pattern[str]:
    return re.compile(part_pattern(), re.IGNORECASE)


def find_part(text: str) -> str:
    """Return the number of the first part that a text calls by number; empty: none.

    >>> find_part("In Section 4.2(b) of the License Agreement")
    '4.2(b)'
    """
    match = _part().search(text)
    return re.sub(r"\s", "", match["number"]) if match else ""


def _part_of(text: str, signs: Signs, match: re.Match[str]) -> str:
    """Return the part that an instruction is about: named before it in its sentence, in it, behind it, or else further before."""
    row, start, end = signs.row, match.start(), match.end()
    opening = row.rfind("|", 0, start) + 1
    closing = len(row) if (stop := row.find("|", end)) < 0 else stop
    while start < end and row[start] == "N":
        start += 1
    if (last := row.rfind("N", opening, start)) >= 0:
        while last > opening and row[last - 1] == "N":
            last -= 1
        return _number(text, signs, last, start)
    for first, stop in ((start, end), (end, min(closing, end + 4))):
        if (at := row.find("N", first, stop)) >= 0:
            return _number(text, signs, at, len(row))
    last = row.rfind("N", 0, start)
    return _number(text, signs, last, start) if last >= 0 else ""


@cache
def _piece() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<piece>{word_pattern('piece')})\b", re.IGNORECASE)


def _piece_of(text: str, signs: Signs, match: re.Match[str]) -> str:
    """Return the piece of a part that alone goes or is worded anew, in brackets: "(second sentence)"; empty: the whole part."""
    opening = signs.row.rfind("|", 0, match.start())
    before = text[signs.spans[opening][1] if opening >= 0 else 0 : signs.spans[match.start()][1]]
    inside = text[signs.spans[match.start()][1] : signs.spans[match.end() - 1][0]].partition('"')[0]
    found = _piece().search(before) or _piece().search(inside)
    return f"({' '.join(found['piece'].lower().split())})" if found else ""


def _number(text: str, signs: Signs, at: int, stop: int) -> str:
    """Return the number of the parts from sign `at` on that stand side by side: "4(2)" for paragraph 2 of Article 4."""
    major = minor = ""
    before = signs.spans[at][1]
    while at < stop and signs.row[at] == "N" and signs.spans[at][0] <= before + _SIDE_BY_SIDE:
        start, before = signs.spans[at]
        if text[signs.spans[at - 1][1] : start].strip().startswith("In"):  # "§ 2  In Art. 4": the first numbers the sentence
            major = minor = ""
        match = _part().match(text, start)
        number = re.sub(r"\s", "", match["number"] if match else text[start:before])
        if number.isalnum() and text[start:before].split(maxsplit=1)[0].lower() in words("minor"):
            minor = minor or number
        else:
            major = major or number
        at += 1
    return f"{major}({minor})" if major and minor else major or minor


_SIDE_BY_SIDE = 8  # code points between "Article 4" and "paragraph 2"
