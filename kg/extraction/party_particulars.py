"""Where a paper lists its parties line by line: particulars, tables, labels, headings with the place first, signatures.

Everything here works on lines or clean text (`kg.extraction.passages`); offsets are of that text, half-open.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kg.extraction.lexicon import phrase
from kg.extraction.party_block import inside_bracket, never_name
from kg.extraction.party_definitions import Claim, describe
from kg.extraction.party_names import Name, find_names
from kg.extraction.party_words import alternatives, is_government, party_words

__all__ = ["read_inverted", "read_listed", "read_particulars", "read_signatures", "read_table", "read_under_label"]


@cache
def _particular() -> re.Pattern[str]:
    return re.compile(
        rf"\W*(?:the\s+)?(?P<role>(?:[\w-]+\s)?{alternatives('roles')})(?:'s\s+name|\s+name)?(?:\s*[:|\t]\s*|\s{{2,}}|\s*\*\*:?\s*)\W*(?P<rest>\S.*)",
        re.IGNORECASE,
    )


def read_particulars(line: str) -> Claim | None:
    """Return the party that one line of particulars names ("Landlord: Kappa Estates Limited"); offsets are of the line."""
    match = _particular().match(line) if len(line) <= 400 else None
    if not match:
        return None
    start = match.start("rest")
    names = find_names(line[start : start + 160])
    if not names or names[0].start > 6 or not (names[0].legal or _is_body(names[0]) or is_government(names[0].text)):
        return None
    name = replace(names[0], start=names[0].start + start, end=names[0].end + start)
    claim, _ = describe(line, name, len(line))
    role = match.group("role").strip()
    known = claim.roles or any(a.casefold() == role.casefold() for a, _, _ in claim.aliases)
    return replace(claim, source="particulars", roles=claim.roles if known else (role,), weight=3)


def _is_body(name: Name) -> bool:
    """Whether a name of several words shows a body; "Firm" alone heads a column ("Firm capacity")."""
    return name.head and " " in name.text


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        rf"\W*(?:(?:section|part|item|box)\s+\w+\W+|\d[\d.]*\W*)?(?:the\s+)?(?P<role>{alternatives('roles')})\W*", re.IGNORECASE
    )


def read_under_label(above: str, line: str) -> Claim | None:
    """Return the party whose name opens a line below the label of its role alone, such as "Buyer"; offsets are of the line."""
    label = _label().fullmatch(above.strip()) if 0 < len(above) < 60 and len(line) < 200 else None
    named = _NAME_LABEL.match(line)
    at = named.end() if label and named else 0
    names = find_names(line[at : at + 120]) if label else []
    shown = names and (names[0].legal or is_government(names[0].text) or (named and _is_body(names[0])))
    if label is None or not shown or names[0].start > 4:
        return None
    name = replace(names[0], start=names[0].start + at, end=names[0].end + at)
    return Claim(name.text, name.start, name.end, "particulars", 3, roles=(label["role"],))


_NAME_LABEL = re.compile(
    r"\W*(?:official\s+|legal\s+|full\s+|registered\s+)?name(?:\s+and\s+address(?:es)?)?\s*:\s*", re.IGNORECASE
)
_CELL = re.compile(r"\|([^|\n]*)")


def read_table(text: str) -> list[Claim]:
    """Return the parties that the rows of a table under "Party" name, with short names and roles; offsets are of the text."""
    found: list[Claim] = []
    columns: tuple[int, list[int]] | None = None
    at = 0
    for line in text.splitlines(keepends=True):
        cells = [(m.group(1).strip(" *_\n"), at + m.start(1)) for m in _CELL.finditer(line)] if "|" in line else []
        heads = [i for i, (cell, _) in enumerate(cells) if phrase("party-cell").fullmatch(cell)]
        if heads:
            columns = heads[0], [i for i, (cell, _) in enumerate(cells) if phrase("short-name-cell").fullmatch(cell)]
        elif not cells:
            columns = None
        elif columns is not None and len(cells) > columns[0]:
            found += _row(cells, *columns)
        at += len(line)
    return found if len(found) > 1 else []


def _row(cells: list[tuple[str, int]], party: int, told: list[int]) -> list[Claim]:
    """Return the party of one row, with the words that its other cells define for it."""
    cell, start = cells[party]
    names = find_names(cell)
    if not names or names[0].start > 4:
        return []
    end = max(name.end for name in names)
    whole = cell[names[0].start : end] if names[0].end < end and not names[0].legal else names[0].text
    words = [cells[i][0].removeprefix("the ") for i in told if i < len(cells) and cells[i][0]]
    short = tuple((word, start, start) for word in words if word.isupper() or word.split()[0] in whole.split())
    roles = tuple(word for word in words if word not in {one for one, _, _ in short})
    return [Claim(whole, start, start + len(cell), "particulars", 3, short, roles)]


_INVERTED = re.compile(
    r"\W*(?P<place>[A-Z][^,\n]{2,40}), (?P<head>Borough|City|Commune|County|Ministry|Municipality|Province|State|Town) of\W*"
)


def read_inverted(line: str) -> Claim | None:
    """Return the public body of a heading that puts its place first, as gazettes do: "ELBONIA, Municipality of"."""
    match = _INVERTED.match(line) if len(line) < 120 else None
    if match is None or line[match.end() : match.end() + 1].isalpha():
        return None
    place = match["place"].title() if match["place"].isupper() else match["place"]
    small = {word.title() for word in party_words("connectors")}
    name = " ".join(word.lower() if word in small else word for word in place.split())
    return Claim(f"{match['head']} of {name}", match.start("place"), match.end("head"), "definition", 3)


@cache
def _labelled() -> re.Pattern[str]:
    return re.compile(rf"[\W\d]*{alternatives('party-labels')}\s*(?:\*\*)?(?::|\||\t)[\s*]*(?P<rest>\S.*)", re.IGNORECASE)


def read_listed(line: str, head: str = "") -> list[Claim]:
    """Return the parties that one line lists behind a label ("Members: Acme, Beta and Gamma"); offsets are of the line.

    Nothing where a part of the list is more than a name with what a bracket says of it. `head`: the first lines of the paper,
    which say who "the Council" in a list is.
    """
    match = _labelled().match(line) if len(line) <= 400 else None
    if not match:
        return []
    start = match.start("rest")
    items = [(m.start() + start, m.group()) for m in re.finditer(r"[^;]+", match["rest"])] if ";" in match["rest"] else []
    names = [name for at, item in items for name in _item(item, at)] or _in_row(line, start)
    called = [replace(house, start=at, end=at + len(item)) for at, item in items if (house := _meant(item, head))]
    items = [one for one in items if not _called(one[1])]
    claims = [Claim(house.text, house.start, house.end, "particulars", 3) for house in called] + [
        replace(describe(line, name, _next_start(names, i, line))[0], source="particulars", weight=3)
        for i, name in enumerate(names)
    ]
    shown = any(name.legal or name.head or is_government(name.text) for name in names)
    return claims if len(claims) > 1 and shown and len(claims) >= len(items) + len(called) else []


def _next_start(names: list[Name], i: int, line: str) -> int:
    return names[i + 1].start if i + 1 < len(names) else len(line)


def _meant(item: str, head: str) -> Name | None:
    """Return the body named at the top of a paper that an item of a list means by its noun alone: "the Council"."""
    bare = re.sub(r"^\W*(?:and\s+)?the\s+|\W+$", "", item)
    found = find_names(head) if _called(item) else []
    return next((name for name in found if name.head and name.text.split()[-1].casefold() == bare.casefold()), None)


def _called(item: str) -> bool:
    """Whether an item of a list names nobody anew: "the Council"."""
    bare = re.sub(r"^\W*(?:and\s+)?the\s+|\W+$", "", item).casefold()
    return bare in party_words("roles") or bare in party_words("organisation-heads")


_ITEM = re.compile(r"\s*(?:and\s+)?(?:the\s+)?(?P<name>[A-Z0-9][^()|]{2,70}?)\s*(?:\([^()]{1,60}\))?[\s.*|]*")


def _item(item: str, at: int) -> list[Name]:
    """Return what an item of a list between semicolons names, whole, where it is no more than a name."""
    match = _ITEM.fullmatch(item)
    if match is None or len(match["name"].split()) > 9 or _called(match["name"]):
        return []
    inner = find_names(match["name"])
    shown = any(name.legal for name in inner), any(name.head for name in inner)
    return [Name(at + match.start("name"), at + match.end("name"), match["name"], *shown)] if inner else []


def _in_row(line: str, start: int) -> list[Name]:
    """Return the names of a line from `start` on where commas and "and" part them and nothing else stands there."""
    names = [replace(name, start=name.start + start, end=name.end + start) for name in find_names(line[start:])]
    names = [name for name in names if not inside_bracket(line, start, name.start) and not never_name(name)]
    ends = [start, *(name.end for name in names)]
    gaps = [re.sub(r"\([^()]{1,60}\)", "", line[a : b.start]) for a, b in zip(ends, names, strict=False)]
    gaps = [re.sub(r"\bthe\s*$", "", gap).strip() for gap in gaps]
    rest = re.sub(r"\([^()]{1,60}\)", "", line[ends[-1] :]).strip(" .*")
    joined = {",", "and", ", and", "&", "–", "/", "with"}
    return names if not rest and gaps[:1] == [""] and joined.issuperset(gaps[1:]) else []


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('signature-marks')}\s*[:_/]|/s/|_{{5,}}", re.NOFLAG)


_HEADED = re.compile(r"SIGNATURES?\s+(?=\S)", re.IGNORECASE)


def read_signatures(text: str) -> list[Claim]:
    """Return the names with a legal form or a body's noun that a signature follows, from the last part of a clean text."""
    start = max(0, len(text) - 5000)
    part = text[start:]
    found: list[Claim] = []
    for name in find_names(part):
        if not (name.legal or name.head) or never_name(name) or len(name.text) > 90:
            continue
        after = part[name.end : name.end + 40]
        if _signed().search(after) and not name.possessive:
            own = _HEADED.sub("", name.text)  # the heading of the signatures is no part of the name below it
            found.append(Claim(own, name.end - len(own) + start, name.end + start, "signature", 2))
    return found
