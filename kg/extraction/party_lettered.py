"""Parties whom a contract calls by letters: "A  (growers)  Acme Limited" above "B  Beta SA", and "A shall supply B" below."""

from __future__ import annotations

import re

from kg.extraction.party_definitions import Claim
from kg.extraction.party_names import Name, find_names

__all__ = ["read_lettered"]

_HEAD = 6000  # code points in which a contract says whom its letters mean
_ENTRY = re.compile(
    r"""(?:^|(?<=\n)|(?<=[;:,])[ \n]|(?<=\band)[ \n]|(?<=\bbetween)[ \n])[ \t]*+[*_(|"“']*(?P<letter>[A-Z])
    (?:["”'*_]*[.):|][ ][ *_|]*|["”'*_]*[ ]{2,}|\t+|[ ]*[=–—-]+[ ]+|["”'*_]+[ ]+|[ ](?=\())
    [ \t]*+(?:\([^()\n]{1,40}\)[ \t|:]*+)?(?:(?:is|means)[ ])?(?=(?P<rest>(?:[Tt]he[ ])?[^\W\d_a-z][^\n]{2,160}))""",
    re.VERBOSE,
)
_ACTS = re.compile(
    r"(?<![\w'’-])(?<!\b[Cc]lause )(?<!\b[Pp]art )(?<!\b[Ll]ot )(?<!\b[Aa]nnex )(?<!\b[Ss]ection )(?<!\bSchedule )(?<!\bschedule )"
    r"(?<!\b[Aa]ppendix )(?<!\b[Ee]xhibit )(?<!\b[Rr]ecital )(?<!\b[Cc]lass )(?<!\b[Pp]hase )"
    r"(?P<letter>[A-Z])(?: (?:and|or|nor) (?P<other>[A-Z]))?,? (?:(?:shall|must|may|will|agree|each|can|is to|are to|has to)\b"
    r"|(?:also |then |never |alone )?(?P<verb>[a-z]{2,}s)\b)"
)


def read_lettered(text: str) -> list[Claim]:
    r"""Return the parties of entries that begin with a letter each, two at least, where those letters act in the clauses.

    >>> [c.name for c in read_lettered("A) Acme Oy, Turku\nB) Beta SA, Bex\n\nA shall sell to B. B pays A in May.")]
    ['Acme Oy', 'Beta SA']
    """
    entries = [entry for entry in _ENTRY.finditer(text, 0, _HEAD) if _named(entry["rest"])]
    acting = _acting(text) if len(entries) > 1 else set()
    found: dict[str, Claim] = {}
    for entry in entries:
        name, at = _named(entry["rest"]), entry.start("rest")
        if name is not None and entry["letter"] not in found:
            alias = (entry["letter"], *entry.span("letter"))
            found[entry["letter"]] = Claim(name.text, at + name.start, at + name.end, "particulars", 4, (alias,))
    names = {claim.name.casefold() for claim in found.values()}
    return list(found.values()) if min(len(names), len(acting & set(found))) > 1 else []


def _named(rest: str) -> Name | None:
    """Return the name with which an entry begins."""
    names = find_names(rest)
    lead = 4 if rest.casefold().startswith("the ") else 1
    if not names or names[0].start > lead or len(names[0].text) == 1:
        return None
    alone = re.match(r"\s*(?:[,;(.|]|\s{2}|$)", rest[names[0].end :]) is not None
    return names[0] if names[0].legal or names[0].head or alone else None


def _acting(text: str) -> set[str]:
    """Return the letters that do something in a text; an article before a noun in "s" does not."""
    acts = [m for m in _ACTS.finditer(text) if not (m["letter"] == "A" and m["verb"] and not m["other"])]
    found = {letter for m in acts for letter in (m["letter"], m["other"]) if letter}
    paid = re.search(r"\b(?:to|from|by|pays?|[a-z]{3,}s) A\b(?! [a-z]+ (?:of|which|that)\b)", text)
    return found | ({"A"} if paid else set())
