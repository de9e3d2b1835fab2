"""Where a contract, a letter or a treaty itself says who its parties are: the parties block, particulars, signatures.

Everything here works on clean text (`kg.extraction.passages`); offsets are of that text, half-open.
One file: which name is a party is told by what stands around it, alike in all three places.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kg.extraction.lexicon import phrase, word_list
from kg.extraction.party_definitions import Claim, Collective, describe, former_before, never_role
from kg.extraction.party_names import Name, find_names
from kg.extraction.party_words import alternatives, is_government, party_words
from kg.legal_names import name_words

__all__ = [
    "read_block",
    "read_inverted",
    "read_listed",
    "read_particulars",
    "read_signatures",
    "read_table",
    "read_under_label",
]

_HEAD = 9000  # code points at the start of a document in which its parties are named
_BLOCK = 4500  # the longest parties block that is read


# ------------------------------------------------------------------ the parties block
@cache
def _opener() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{alternatives('party-openers')})\b\s*:?|(?:^|(?<=[\s.:]))(?:PARTIES|Parties)\b\s*:?(?=\s*\(?[1aAiI][).])",
        re.IGNORECASE,
    )


@cache
def _block_end() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w\"']){alternatives('block-ends')}(?![\w\"'])")


@cache
def _not_after() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives('not-after')}[\s:,.]*(?:the\s+|said\s+|its\s+|a\s+)?$", re.IGNORECASE)


_OPENS = re.compile(
    r"(?:^|\b(?:between|among|amongst|and|with|whereas)\b[\s:,]*|[;:]|[\x22']\)|\(\w{1,4}\)|\b\w{1,3}[.)]|[,.])\s*(?:(?:the|by|and|between)\s+|\(\w{1,3}\)\s*)*$",
    re.IGNORECASE,
)


@cache
def _made_word() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('made-words')}\b", re.IGNORECASE)


def read_block(text: str) -> tuple[list[Claim], list[Collective]]:
    """Return the parties that the parties block near the start of a clean text names, in order; nothing where there is none."""
    best: tuple[int, list[Claim], list[Collective]] = (0, [], [])
    for opener in _opener().finditer(text, 0, _HEAD):
        before = text[max(0, opener.start() - 400) : opener.start()]
        if not (_made_word().search(before) or opener.group().strip(" :").isupper()):
            continue
        end = _region_end(text, opener.end())
        claims, words = _read_region(text, opener.end(), end)
        defined = min(2, sum(bool(claim.roles or claim.aliases) for claim in claims)) + 1
        if len(claims) >= 2 and defined > best[0]:
            best = (defined, claims, words)
    states = _states(text)
    first = min((claim.start for claim in best[1]), default=len(text))
    earlier = states and states[0].start < first and not any(claim.source == "definition" for claim in states)
    return (states, []) if not best[1] or (earlier and len(states) > 1) else (best[1], best[2])


@cache
def _treaty() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('treaty-words')}\b", re.IGNORECASE)


@cache
def _state_lead() -> re.Pattern[str]:
    nouns = rf"\b{alternatives('treaty-words')}\b[^.;]{{0,60}}\b(?:between|of|from)"
    return re.compile(rf"{nouns}\s+(?:the\s+)?\Z", re.IGNORECASE)


@cache
def _officers() -> re.Pattern[str]:
    return re.compile(rf"{alternatives('office-holders')}\b", re.IGNORECASE)


def _states(text: str) -> list[Claim]:
    """Return the states or governments that a treaty names side by side near its start."""
    if not _treaty().search(text, 0, 2500):
        return []
    run: list[Name] = []
    names = find_names(text[:5000])
    bare = sum(name.legal for name in names) < 2
    for name in names:
        if (
            not is_government(name.text)
            or _officers().match(name.text)
            or (
                name.text in party_words("countries")
                and not (bare and (run or _state_lead().search(text[max(0, name.start - 120) : name.start])))
            )
        ):
            continue
        if re.search(r"\b(?:in|laws of|organi[sz]ed under)\s+(?:the\s+)?$", text[max(0, name.start - 30) : name.start]):
            continue
        between = text[run[-1].end : name.start] if run else ""
        if run and re.fullmatch(
            r"\s*(?:\([^()]{0,120}\))?\s*(?:,|;|and|&|,\s*and|of the one part,? and|on the one hand,? and)\s*(?:the\s+)?",
            between,
            re.IGNORECASE,
        ):
            run.append(name)
        elif len(run) > 1:
            break
        else:
            run = [name]
    plain = all(name.text in party_words("countries") for name in run)
    return [Claim(name.text, name.start, name.end, "definition" if plain else "block", 4) for name in run] if len(run) > 1 else []


def _region_end(text: str, start: int) -> int:
    limit = min(len(text), start + _BLOCK)
    match = _block_end().search(text, start + 3, limit)
    end = match.start() if match else limit
    again = re.compile(rf"\b{alternatives('deal-nouns')}\b[^.;]{{0,60}}\bbetween\b", re.IGNORECASE).search(text, start, end)
    if again and len(re.findall(r"\(|\band\b|;", text[start : again.start()])) > 1:
        end = again.start()
    for stop in re.finditer(r"[.;]\)?\"?\s+(?=[A-Z(0-9])", text[start:end]):
        at = start + stop.end()
        rest = text[at : min(end, at + 700)]
        if not re.match(r"\(?\w{1,3}[).]\s", rest) and not re.search(
            r"herein|\(\s*(?:the\s+|each\s+|collectively)?[\"']|\bParty\b", rest
        ):
            word = re.search(r"([\w.]+)\.\s*$", text[start:at])
            abbreviated = word and (len(word.group(1)) == 1 or word.group(1).casefold() in word_list("abbreviations"))
            if not abbreviated:
                return at
    return end


def _read_region(text: str, start: int, end: int) -> tuple[list[Claim], list[Collective]]:
    names = _anchors(text, start, end)
    claims: list[Claim] = []
    groups: list[Collective] = []
    known: set[tuple[str, ...]] = set()
    for i, name in enumerate(names):
        stop = names[i + 1].start if i + 1 < len(names) else end
        if name_words(name.text) in known:
            continue
        claim, words = describe(text, name, stop)
        claims.append(claim)
        known |= {name_words(claim.name), *(name_words(alias) for alias, _, _ in claim.aliases)}
        for word in words:
            groups.append(Collective(word, _members(word, claims)))
    return claims, groups


def _members(word: str, claims: list[Claim]) -> tuple[str, ...]:
    """Return the parties that a collective word covers: those that share a word of their name with it; else all."""
    own = {w for w in name_words(word) if len(w) > 2}
    shared = tuple(
        claim.name
        for claim in claims
        if own & set(name_words(claim.name)) or any(own & set(name_words(a)) for a, _, _ in claim.aliases)
    )
    return shared if len(shared) > 1 else ()


def _anchors(text: str, start: int, end: int) -> list[Name]:
    """Return the names in a parties block that are parties, not addresses, owners or laws."""
    found: list[Name] = []
    for inner in find_names(text[start:end]):
        name = replace(inner, start=inner.start + start, end=inner.end + start)
        before = text[max(start, name.start - 80) : name.start]
        if _not_after().search(before) or former_before(before) or _inside_bracket(text, start, name.start) or _never_name(name):
            continue
        opens = bool(_OPENS.search(before)) or name.start == start
        if found and name.start - found[-1].end < 3 and not found[-1].legal:
            continue
        if (name.legal and _fresh(name, before)) or (
            opens and (name.head or _described(text, name, end)) and _after_party(text, start, name, found)
        ):
            found.append(name)
    return found


def _fresh(name: Name, before: str) -> bool:
    """Whether a name with a legal form stands where a party is named, not in the middle of a description."""
    led = re.search(
        r"\b(?:by|through|for|from|to|at|in|of|or|under|like|a|an)\s+(?:the\s+|its\s+|their\s+)?$", before, re.IGNORECASE
    )
    return not led and len(name_words(name.text)) > 0


def _after_party(text: str, start: int, name: Name, found: list[Name]) -> bool:
    """Whether a name without legal form follows the opener, "and", a number or a closed bracket, not a comma of an address."""
    before = text[max(start, name.start - 12) : name.start].rstrip()
    if name.start - start < 30 and not found:
        return True
    return bool(re.search(r"(?:\band|\(\w{1,3}\)|\b\w{1,2}[.)]|;|:|&|\)|\bthe)$", before, re.IGNORECASE))


def _never_name(name: Name) -> bool:
    """Whether a capitalised phrase is no name: a part of a document, a common word, a role, a defined thing."""
    plain = name.text.casefold()
    if name.legal:
        words = " ".join(name_words(name.text))
        return not words or words in party_words("jurisdictions") or words.replace(" ", "-") in party_words("jurisdictions")
    listed = name.text in party_words("never-names") or plain in party_words("starters") or name.text in party_words("countries")
    return listed or plain in party_words("roles") or never_role(name.text)


def _inside_bracket(text: str, start: int, at: int) -> bool:
    part = re.sub(r"\(\w{1,4}\)|(?<!\()\b\w{1,3}\)", "", text[start:at])
    return part.count("(") > part.count(")") or part.count('"') % 2 == 1


@cache
def _descriptor() -> re.Pattern[str]:
    return re.compile(
        rf"""\s*,?\s*(?:\(\s*(?:the\s+|hereinafter|herein|each|collectively|"|')|{alternatives("person-descriptors")}|hereinafter|whose\s|of\s
        |{alternatives("company-adjectives")}\s{alternatives("company-nouns")}\b
        |(?:a|an)\s+(?:[\w-]+\s+){{0,6}}{alternatives("describing-nouns")}\b
        |\((?:[^()]{{0,60}}\bParty\b|{alternatives("roles")}))""",
        re.VERBOSE | re.IGNORECASE,
    )


def _described(text: str, name: Name, end: int) -> bool:
    """Whether a name without legal form is described, defined, or stands alone between the opener, "and" and the end."""
    if _descriptor().match(text, name.end, end):
        return True
    return (
        bool(re.match(r"\s*,?\s*(?:and\b|;|\.?\s*$|,?\s*dated\b|,?\s*effective\b)", text[name.end : end + 1], re.IGNORECASE))
        and len(name.text) > 2
    )


# ------------------------------------------------------------------ particulars and signatures
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
    if not names or names[0].start > 6 or not (names[0].legal or names[0].head or is_government(names[0].text)):
        return None
    name = replace(names[0], start=names[0].start + start, end=names[0].end + start)
    claim, _ = describe(line, name, len(line))
    role = match.group("role").strip()
    known = claim.roles or any(a.casefold() == role.casefold() for a, _, _ in claim.aliases)
    return replace(claim, source="particulars", roles=claim.roles if known else (role,), weight=3)


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        rf"\W*(?:(?:section|part|item|box)\s+\w+\W+|\d[\d.]*\W*)?(?:the\s+)?(?P<role>{alternatives('roles')})\W*", re.IGNORECASE
    )


def read_under_label(above: str, line: str) -> Claim | None:
    """Return the party whose name opens a line below the label of its role alone, such as "Buyer"; offsets are of the line."""
    label = _label().fullmatch(above.strip()) if 0 < len(above) < 60 and len(line) < 200 else None
    names = find_names(line[:120]) if label else []
    if label is None or not names or names[0].start > 4 or not (names[0].legal or is_government(names[0].text)):
        return None
    name = names[0]
    return Claim(name.text, name.start, name.end, "particulars", 3, roles=(label["role"],))


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


def read_listed(line: str) -> list[Claim]:
    """Return the parties that one line lists behind a label ("Members: Acme, Beta and Gamma"); offsets are of the line.

    Nothing where a part of the list is more than a name with what a bracket says of it.
    """
    match = _labelled().match(line) if len(line) <= 400 else None
    if not match:
        return []
    start = match.start("rest")
    items = [(m.start() + start, m.group()) for m in re.finditer(r"[^;]+", match["rest"])] if ";" in match["rest"] else []
    names = [name for at, item in items for name in _item(item, at)] or _in_row(line, start)
    claims = [
        replace(describe(line, name, _next_start(names, i, line))[0], source="particulars", weight=3)
        for i, name in enumerate(names)
    ]
    shown = any(name.legal or name.head or is_government(name.text) for name in names)
    return claims if len(claims) > 1 and shown and len(claims) >= len(items) else []


def _next_start(names: list[Name], i: int, line: str) -> int:
    return names[i + 1].start if i + 1 < len(names) else len(line)


_ITEM = re.compile(r"\s*(?:and\s+)?(?:the\s+)?(?P<name>[A-Z0-9][^()]{2,70}?)\s*(?:\([^()]{1,60}\))?[\s.*]*")


def _item(item: str, at: int) -> list[Name]:
    """Return what an item of a list between semicolons names, whole, where it is no more than a name."""
    match = _ITEM.fullmatch(item)
    if match is None or len(match["name"].split()) > 9 or match["name"].casefold() in party_words("roles"):
        return []
    inner = find_names(match["name"])
    shown = any(name.legal for name in inner), any(name.head for name in inner)
    return [Name(at + match.start("name"), at + match.end("name"), match["name"], *shown)] if inner else []


def _in_row(line: str, start: int) -> list[Name]:
    """Return the names of a line from `start` on where commas and "and" part them and nothing else stands there."""
    names = [replace(name, start=name.start + start, end=name.end + start) for name in find_names(line[start:])]
    names = [name for name in names if not _inside_bracket(line, start, name.start) and not _never_name(name)]
    ends = [start, *(name.end for name in names)]
    gaps = [re.sub(r"\([^()]{1,60}\)", "", line[a : b.start]) for a, b in zip(ends, names, strict=False)]
    gaps = [re.sub(r"\bthe\s*$", "", gap).strip() for gap in gaps]
    rest = re.sub(r"\([^()]{1,60}\)", "", line[ends[-1] :]).strip(" .*")
    joined = {",", "and", ", and", "&", "–", "/", "with"}
    return names if not rest and gaps[:1] == [""] and joined.issuperset(gaps[1:]) else []


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('signature-marks')}\s*[:_/]|/s/|_{{5,}}", re.NOFLAG)


def read_signatures(text: str) -> list[Claim]:
    """Return the names with a legal form or a body's noun that a signature follows, from the last part of a clean text."""
    start = max(0, len(text) - 5000)
    part = text[start:]
    found: list[Claim] = []
    for name in find_names(part):
        if not (name.legal or name.head) or _never_name(name) or len(name.text) > 90:
            continue
        after = part[name.end : name.end + 40]
        if _signed().search(after) and not name.possessive:
            found.append(Claim(name.text, name.start + start, name.end + start, "signature", 2))
    return found
