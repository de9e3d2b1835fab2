"""Rows at the head of a paper that give each role its party: "Lending club   Acme R.F.C." above "Player   J. Doe".

Two such rows show what the names are, so that these need no legal form and no noun for a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.extraction.lines import placed_lines
from kg.extraction.party_definitions import Claim, describe
from kg.extraction.party_names import Name, find_names
from kg.extraction.party_words import alternatives, has_head, is_government, party_words

__all__ = ["read_joint_heading", "read_rows", "read_title_page", "read_told_roles"]

_NEAR = 14  # lines between two rows of one head
_LONGEST = 400  # code points of a line that can be a row
_WORDS = 9  # of a name in a row


@cache
def _row() -> re.Pattern[str]:
    led = r"(?:(?!(?:by|for|of|the|to)\b)[\w-]+[ ])?"
    role = rf"(?P<role>{led}{alternatives('roles')}s?)(?:\(s\))?(?:'s\s+name|\s+name)?|(?P<label>{alternatives('row-labels')})"
    mark = r"(?:[*#\s>|•-]|\(?\w{1,3}[.)]\s|(?:box|field|item|part)\s+\w{1,3}[.:)]?\s)*"
    between = r"[*_]*(?:\s*[:|\t]+\s*|\s{2,}|\s*\*\*:?\s*)[*_\s|]*"
    return re.compile(rf"{mark}(?:the\s+)?(?:{role}){between}(?P<rest>\S.*)", re.IGNORECASE)


_CLEAN = re.compile(r"(?:\s{2,}|[|;\t]|\s[-–—]\s|,\s|\s\(|\s+(?:of|whose|with|at|trading|t/a|d/b/a)\s+(?=[a-z\d]|the\s)).*")


@dataclass(frozen=True, slots=True)
class _Row:
    number: int  # of its line
    role: str
    claim: Claim
    sure: bool  # the name itself shows a firm or a body


def read_rows(text: str) -> list[Claim]:
    """Return the parties that rows near each other name, two roles at least; offsets are of the text.

    A role that also heads other lists ("Author", "Manager") shows no party; nor does a value that is more than a name.
    """
    rows = [row for row in _rows(text) if row is not None]
    near = [
        row
        for row in rows
        if any(other.role.casefold() != row.role.casefold() and abs(other.number - row.number) <= _NEAR for other in rows)
    ]
    return [row.claim for row in near] if len({row.claim.name.casefold() for row in near}) > 1 else []


def _rows(text: str) -> Iterator[_Row | None]:
    for number, (line, at) in enumerate(placed_lines(text)):
        cells = [m.span() for m in re.finditer(r"[^|]+", line)] if line.count("|") > 1 and ":" in line else [(0, len(line))]
        for start, end in cells if len(line) <= _LONGEST else ():
            yield _read_row(line[start:end].rstrip(), at + start, number)


def _read_row(line: str, at: int, number: int) -> _Row | None:
    match = _row().match(line)
    if match is None:
        return None
    role, start = (match["role"] or match["label"]).strip(), match.start("rest")
    if role.casefold() in party_words("loose-roles") or role.casefold().split()[-1] in party_words("loose-roles"):
        return None
    name = _value(match["rest"], start)
    if name is None:
        return None
    claim, _ = describe(line, name, len(line))
    known = claim.roles or any(alias.casefold() == role.casefold() for alias, _, _ in claim.aliases) or not match["role"]
    shift = tuple((word, a + at, b + at) for word, a, b in claim.aliases)
    placed = replace(claim, start=claim.start + at, end=claim.end + at, aliases=shift, source="particulars", weight=3)
    sure = name.legal or has_head(name.text) or is_government(name.text)
    return _Row(number, role, placed if known else replace(placed, roles=(role,)), sure)


def _value(rest: str, start: int) -> Name | None:
    """Return the name that a value is, whole; a firm or a body may have more behind it."""
    names = find_names(rest[:160])
    if names and names[0].start < 3 and (names[0].legal or (names[0].head and " " in names[0].text)):
        return replace(names[0], start=names[0].start + start, end=names[0].end + start)
    bare = _CLEAN.sub("", rest, count=1).strip(" *_,")
    bare = bare if re.search(r"\.\w+\.$", bare) else bare.rstrip(".")
    if not names or names[0].start > rest.find(bare) or not 0 < len(bare.split()) <= _WORDS or len(bare) < 3:
        return None
    if bare.casefold() in party_words("roles") or bare in party_words("never-names") or re.search(r"\d{2}|[:@/<\[]|\.\.|__", bare):
        return None
    small = [word for word in bare.split() if word[0].islower() and word not in party_words("connectors")]
    at = start + rest.find(bare)
    return None if small else Name(at, at + len(bare), bare)


@cache
def _told() -> re.Pattern[str]:
    return re.compile(rf"\b[Tt]he (?P<role>{alternatives('roles')})(?P<told> is| being)? (?=(?:the )?[A-Z])")


_STOP = re.compile(r"[a-z)]\.\s+[A-Z]|\n")


def read_told_roles(text: str) -> list[Claim]:
    """Return the parties of a sentence that tells their roles: "The landlord is Acme Oy, the tenant Beta Ltd."; two at least."""
    for first in _told().finditer(text):
        if not first["told"]:
            continue
        stop = _STOP.search(text, first.end())
        end = stop.start() + 2 if stop else len(text)
        found: dict[str, Claim] = {}
        for match in _told().finditer(text, first.start(), end):
            name = next(iter(find_names(text[match.end() : end])), None)
            if name is not None and name.start <= 4 and not name.possessive:
                at = match.end() + name.start
                found[match["role"]] = Claim(name.text, at, at + len(name.text), "particulars", 3, roles=(match["role"],))
        if len({claim.name for claim in found.values()}) > 1:
            return list(found.values())
    return []


_ALONE = re.compile(r"[\W_]*(?:and|between|by and between|&|with)[\W_]*", re.IGNORECASE)
_PAIR = re.compile(r"[*_# ]*(?P<one>[A-Z0-9][^/|:;]{2,70}?)[*_ ]*\s(?:/|and|&|–|—)\s[*_ ]*(?P<two>[A-Z0-9][^/|:;]{2,70}?)[*_ ]*")
_ACTS = re.compile(
    r"\b(?:agrees?|announces?|approves?|ends?|enters?|extends?|inks?|on|over|renews?|says?|signs?|signed|wins?)\b", re.IGNORECASE
)


@cache
def _entitled() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives('made-words')}|{alternatives('paper-heads')}|heads of terms)\b", re.IGNORECASE)


def read_title_page(text: str) -> list[Claim]:
    """Return the two parties that stand below the title of a contract: side by side, or with "and" alone between their lines."""
    lines = [(bare, at + line.find(bare)) for line, at in placed_lines(text[:_PAGE]) if (bare := line.strip())]
    for i, (line, at) in enumerate(lines[1:-1] if len(lines) > 2 else (), 1):
        above = next((one for one, _ in reversed(lines[:i]) if _entitled().search(one) and len(one) < 100), "")
        if not above or _ACTS.search(above):
            continue
        if _ALONE.fullmatch(line) and "and" in line.casefold().split():
            pair = [(lines[i - 1][0], lines[i - 1][1]), lines[i + 1]]
        else:
            match = _PAIR.fullmatch(line)
            pair = [(match[g], at + match.start(g)) for g in ("one", "two")] if match else []
        names = [_whole(part, start) for part, start in pair]
        if len(names) == 2 and all(names) and any(name.legal for name in names if name):
            return [Claim(name.text, name.start, name.end, "particulars", 3) for name in names if name]
    return []


_JOINT = re.compile(r"\b(?:joint|jointly|communiqu[eé]|common statement)\b", re.IGNORECASE)
_BARS = re.compile(r"\s*[|·•]\s*")
_TOP = 700  # code points in which a joint paper says whose it is


def read_joint_heading(text: str) -> list[Claim]:
    """Return the houses that a line at the top of a joint paper names side by side, and nothing else: "Acme plc | Beta Bank"."""
    if _JOINT.search(text[:_TOP]) is None:
        return []
    for line, at in placed_lines(text[:_TOP]):
        parts = [part for part in _BARS.split(line.strip(" \t*_#|")) if part]
        places = [at + line.find(part) for part in parts]
        names = [_whole(part, place) for part, place in zip(parts, places, strict=True)] if len(parts) > 1 else []
        if len(names) > 1 and all(names) and sum(name.legal or name.head for name in names if name) > 1:
            return [Claim(name.text, name.start, name.end, "definition", 3) for name in names if name]
    return []


_PAGE = 1200  # code points in which a title page names who deals


def _whole(part: str, at: int) -> Name | None:
    """Return the name that fills a part of a line, whole."""
    bare = part.strip("*_# ,;")
    start = part.find(bare)
    names = find_names(bare)
    if len(names) != 1 or names[0].start > 0 or names[0].end < len(bare) - 1:
        return None
    listed = bare.casefold() in party_words("roles") or bare in party_words("never-names")
    return None if listed else replace(names[0], start=at + start, end=at + start + len(names[0].text))
