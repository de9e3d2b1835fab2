"""The words of an amendment instruction as signs: what is quoted, which part is named, which kind of verb stands where.

A sentence becomes a row of letters with a place in the text for each, so that an instruction is a short form over letters,
however it is worded: "by deleting the words "ten days" and inserting in lieu thereof "a month"" is `wCQ&ILQ`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.alternation import alternation
from kg.extraction.lexicon import load_toml
from kg.extraction.notation import inflections

__all__ = ["LABEL", "NUMBER", "Signs", "part_pattern", "read_signs", "word_pattern", "words"]

LONGEST = 4000  # code points of a quoted text
LABEL = r"(?:\d+[A-Z]?(?:\.\d+)*|(?-i:[A-Z]\.?\d{1,2}(?:\.\d+)*|[IVXL]{1,6}(?:\.\d+)*(?!\w)))"  # of a part: 4.2, A3, VII, I.2
_WITHIN = r"(?:\s?\((?:[a-z]|[ivx]{1,5}|\d{1,2})\))*"  # of a place in it: (b)(ii)
NUMBER = LABEL + _WITHIN
_UNSAID = "_"  # the sign of what an instruction can hold or leave out: it is in no row
_QUOTED = rf'"(?P<Q>[^"]{{1,{LONGEST}}})"'
_ASIDE = r"\([^()]{0,300}\)|\[[^\]]{0,300}\]"
_OF_IT = r"\b(?:of|to|in|under)\s+(?:the|this|that|said)\s+(?:(?!UNIT)(?-i:[A-Z])[\w-]*\s*){1,5}"  # "of the Supply Agreement"
# "3.3 now reads"; "Clauses 4.1 and 4.2"
_BARE = (
    r"(?:\A|(?<=[.;:]\s))\d+(?:\.\d+)+(?=\s+(?:now|shall|is|will|becomes)\b)|(?:(?<=\band\s)|(?<=,\s))\d+(?:\.\d+)+(?!\w|[.,]\d)"
)
_SENTENCE = re.compile(r"""[.;](?=\s+["'(]?[A-Z(]|\s*\Z)|;|\n\s*\n""")


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of a text: a letter for each, and the span of each in the text.

    `row` has, for each word of the lists in `instructions.toml` that name a `sign`, that sign; `Q` a quoted text, `N` a numbered
    part, `&` "and", `x` any other word, `|` the end of a sentence.
    """

    row: str
    spans: tuple[tuple[int, int], ...]


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of a list of `instructions.toml`; `word~` stands for every inflection."""
    entries = load_toml("instructions")[name]["words"]
    return frozenset(form for entry in entries for form in (inflections(entry[:-1]) if entry.endswith("~") else (entry,)))


@cache
def word_pattern(name: str) -> str:
    """Return a pattern for the words of a list."""
    return alternation(words(name), {" ": r"\s+"})


@cache
def part_pattern() -> str:
    """Return a pattern for a part of a contract that is called by a number, a letter or both; group `number`: 4.2(b), VII, A3.

    It is made for texts in small letters and capitals alike, but for the letters of labels.
    """
    before = "in|under|to|of|from|despite|notwithstanding"
    label = rf"(?=(?-i:[A-Z])\.?\d{{1,2}}(?:\.\d+)*{_WITHIN}(?![\w-]))"
    verbs = "becomes|ceases|falls|has|is|lapses|now|reads?|shall|will"
    told = rf"(?=[A-Z]\.?[\d.()a-z]+(?:[,:]|\s+(?:{verbs})\b))"  # else it numbers the sentence
    bare = rf"(?:(?:\A|(?<=[.;:]\s)){told}|\b(?:{before})\s+){label}"
    return rf"(?:\b{word_pattern('unit')}s?\s+|§+\s*|{bare})(?P<number>{NUMBER}|[A-Z](?=\b))"


@cache
def _letters() -> dict[str, str]:
    """The sign of each word of the lists that have one."""
    lists = {name: entry["sign"] for name, entry in load_toml("instructions").items() if entry.get("sign")}
    return {word: sign for name, sign in lists.items() for word in words(name)}


@cache
def _sign() -> re.Pattern[str]:
    of_it = _OF_IT.replace("UNIT", word_pattern("unit"))
    known = alternation(_letters(), {" ": r"\s+"})
    kinds = (
        _QUOTED,
        f"(?P<N>{part_pattern()})",
        f"(?P<bare>{_BARE})",
        _ASIDE,
        of_it,
        rf"\b(?P<known>{known})(?!\w)",
        r"(?P<word>\w[\w'-]*)",
        "(?P<stop>[.;])",
    )
    return re.compile(rf"""(?=[\w"§(\[.;])(?:{"|".join(kinds)})""", re.IGNORECASE)  # a sign asked for first: three times as fast


def read_signs(text: str) -> Signs:
    """Return the signs of a clean text (typographic quotes folded).

    >>> read_signs('In Section 2 the words "ten days" are struck and "a month" put in their place.').row
    'NQD&QIL|'
    """
    stops = {match.start() for match in _SENTENCE.finditer(text)}
    found = [(_sign_of(match, stops), match.span()) for match in _sign().finditer(text)]
    return Signs("".join(sign for sign, _ in found), tuple(span for sign, span in found if sign))


def _sign_of(match: re.Match[str], stops: set[int]) -> str:
    """Return the sign of a word or a quoted text; empty: it has none."""
    if match["Q"] is not None:
        return "Q" if match["Q"].strip() else ""
    if match["N"] is not None or match["bare"] is not None:
        return "N"
    if match["known"] is not None:
        return _letters()[" ".join(match["known"].lower().split())].replace(_UNSAID, "")
    if match["word"] is not None:
        return "" if match["word"].endswith("ly") else "x"
    return "|" if match["stop"] is not None and match.start() in stops else ""
