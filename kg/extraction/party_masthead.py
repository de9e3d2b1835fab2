"""Whose paper a text is by its masthead or its foot: a name that heads it, stands before one of its offices, or closes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.dates import find_dates
from kg.extraction.lexicon import phrase
from kg.extraction.lines import placed_lines, unquoted, unspaced
from kg.extraction.party_names import Name, find_names
from kg.extraction.party_speaker import shares_clause
from kg.extraction.party_words import alternatives, folded, has_head, is_government, looked_after, party_words
from kg.extraction.passages import Passage
from kg.legal_names import has_legal_form, name_words
from kg.records import Block, Document

__all__ = ["OWN_VOICE", "house_at_an_end", "house_of", "stands_beside_us", "state_behind", "whole_name"]

_PARTS = re.compile(r"\s*[|·•>]\s*|\s+[–—-]\s+|:\s+|\.\s+|\.$")
_LINE = 140  # code points of a line at the top
_LINES = 4  # at the top of a text where its house stands


def house_of(lines: list[str], text: str) -> str:
    """Return the house that a text names at its top as whose it is; empty where it names none.

    >>> house_of(["Acme Rovers Supporter Services. Posted 1 May."], "")
    'Acme Rovers'
    >>> house_of(["ACME SEED | Help centre"], ""), house_of(["Acme Seed asked for help"], "")
    ('ACME SEED', '')
    >>> house_of(["posted by Ann on 2 May · Acme's own blog, no spam"], "")
    'Acme'
    """
    for line in [line for line in lines[:_LINES] if len(line) < _LINE]:
        parts = [part.strip(" *_#") for part in _PARTS.split(line) if part.strip(" *_#")]
        office = any(_office().fullmatch(part) for part in parts[1:])
        for i, part in enumerate(parts):
            first = part.split(", ")[0]
            bare = part if (house := _office_behind().sub("", first)) == first else house
            if bare != part or (i == 0 and (office or (len(parts) == 1 and _again(part, text)))):
                name = whole_name(bare)
                if name is not None and (bare != part or office or name.head):
                    return name.text
    return ""


def whole_name(part: str) -> Name | None:
    """Return the name that a part of a line is; none where it is a word, a place, a paper or a newspaper."""
    names = find_names(part.removeprefix("The ").removeprefix("THE "))
    name = names[0] if len(names) == 1 and names[0].text == part.removeprefix("The ").removeprefix("THE ") else None
    if name is None or name.text in party_words("countries") or name.text in party_words("cities"):
        return None
    words = set(name_words(name.text))
    common = folded("openers") | folded("starters") | folded("paper-heads") | folded("title-ends") | folded("portfolios")
    reports = party_words("press-marks") | party_words("register-marks") | common
    if len(words) > 2 and (has_head(name.text) or name_words(name.text)[0] not in folded("portfolios")):
        reports -= folded("portfolios")  # "Acme Valley Irrigation District", "Acme Range Minerals"
    return None if words & reports and not is_government(name.text) else name


def _again(part: str, text: str) -> bool:
    """Whether the first word of a heading stands in the text once more."""
    return len(re.findall(rf"\b{re.escape(part.split(maxsplit=1)[0])}\b", text, re.IGNORECASE)) > 1


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('own-offices')}\W*)+", re.IGNORECASE)


@cache
def _office_behind() -> re.Pattern[str]:
    return re.compile(rf"(?:['’]s)?\s+(?:(?:official|own|very own)\s+)?(?:{alternatives('own-offices')}\W*)+$", re.IGNORECASE)


_LAND = re.compile(r"(?P<organ>.+?(?:\bof|,)(?: the)? )(?P<land>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)")


def state_behind(house: str, document: Document) -> str:
    """Return the state whose organ a house is, where the text tells of the state and never of "the Ministry"; else the house."""
    full = document.publisher if document.publisher.startswith(house) else house
    organ = _LAND.fullmatch(full)
    if organ is None or not is_government(full) or not phrase("organ-of").fullmatch(organ["organ"]) or looked_after(organ["land"]):
        return house
    noun = full.split()[0]
    told = len(re.findall(rf"\b{re.escape(organ['land'])}\b", document.text.replace(full, "")))
    return organ["land"] if told and not re.search(rf"\b[Tt]he {noun}\b(?! of\b)", document.text) else house


# ------------------------------------------------------------------ a text that only says "we"
OWN_VOICE = 3  # how often "we" stands in a text that speaks for a house
_HEAD, _FOOT = 6, 5  # lines at the head and at the foot of a text in which its house may stand
_TOP = 4  # lines at the head of a text that tell what paper it is
_COLUMNS = re.compile(r"\s*(?:[|·•\t]|\s[–—>»/-]\s|[^\S\n]{3,}|(?<=\w\w\w)\.\s(?=[A-Z]))\s*")
_ENDS_NAMED = re.compile(r"(?:, | (?:put on|run|made|organi[sz]ed|operated|owned|published) by (?:the )?)(?P<name>[^,]+)$")
_BEHIND = re.compile(  # the end of a name that is all that a part of a line says but for an address, a day, or what it is
    r"\s*(?:\Z|[,;]\s|\.(?:\s|\Z)|\((?:publ|plc)\)|(?= (?:is|are)\b))"
)
_STANDING = re.compile(r" (?:is|are) (?:an? |the )?(?:authori[sz]ed|licensed|listed|member|regulated)\b")
_BARS = 3  # in a row of a table, which names others
_WORDS = 3  # in small letters, which an address or a day may hold behind a name
_CAPITALS = re.compile(r"[A-Z][\w'’.-]*(?: (?:(?:and|for|of|the|&) )*[A-Z&][\w'’.-]*)*")


def house_at_an_end(document: Document, blocks: list[tuple[Block, Passage]], own: int) -> tuple[str, int] | None:
    """Return the name of the house of a text that says "we", and where it stands; nothing where no line at its ends shows one.

    Args:
        document: the text.
        blocks: what was read of it.
        own: how often it says "we" outside of what it quotes.
    """
    if not own or not (own >= OWN_VOICE or any(phrase("our-deal").search(passage.text) for _, passage in blocks)):
        return None
    lines = list(_lines(document.text))
    bare = [unquoted(passage.text) for _, passage in blocks]
    head, foot = (lines[:_TOP][-1][0], lines[-_FOOT:][0][0]) if lines else (0, 0)
    fits: list[tuple[float, int, str]] = []
    top, below = (lines[0][0], lines[1][1]) if len(lines) > 1 else (-1, "")
    for at, line in dict.fromkeys([*lines[:_HEAD], *lines[-_FOOT:]]):
        for start, part in _columns(line) if len(line) < _LINE and line.count("|") < _BARS else ():
            for name in _names(part):
                score = _evidence(part, name, document.text, foot=at + start >= foot)
                paper = f"{line} - {below}" if line == name and at == top else line[start:]
                score += at <= head and _is_masthead(paper, name)
                if score >= (1 if own > 1 else 1.5) and not (stands_beside_us(name, bare) or _writes(name, document.text)):
                    fits.append((score, -at - start, name))
    return (max(fits)[2], -max(fits)[1]) if fits else None


def _writes(name: str, text: str) -> bool:
    """Whether a single word is the first name of who writes a text: "Ann" below a mail of Ann Bee."""
    return " " not in name and re.search(rf"(?m)^(?:From|Sender): .*\b{re.escape(name)} [A-Z]", text) is not None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text without the marks around them, each with its place."""
    for line, at in placed_lines(text):
        if bare := line.strip(" \t#*_>-=~"):
            yield at + line.find(bare), unspaced(bare.replace("**", "  ").replace("__", "  "))


def _columns(line: str) -> Iterator[tuple[int, str]]:
    """The parts of a line between bars, stops or wide gaps, and who signs at its end, each with its place."""
    at = 0
    for sign in [*_COLUMNS.finditer(line), None]:
        end = sign.start() if sign else len(line)
        if line[at:end].strip():
            yield at, line[at:end]
        at = sign.end() if sign else end
    if (last := _ENDS_NAMED.search(line)) is not None and has_legal_form(last["name"].rstrip(".*_ ")):
        yield last.start("name"), last["name"]


def _names(part: str) -> Iterator[str]:
    """The name that opens a part of a line, where nothing but an address, a day or what it is follows it."""
    lead = phrase("before-the-house").match(part)
    rest = re.sub(r"^T(?:he|HE) ", "", part[lead.end() :] if lead else part)
    named = find_names(rest)[:1]
    run = _CAPITALS.match(rest)
    whole = run.group().rstrip(".") if run and "'s " in run.group().replace("’", "'") else ""
    name = whole or (named[0].text if named and named[0].start < 2 else "")
    at = rest.find(name) if name else -1
    told = len(re.findall(r"\b[a-z]{2,}\b", rest[at + len(name) :])) > _WORDS and not _STANDING.match(rest, at + len(name))
    dated = any(day.end >= len(rest.rstrip(". ")) and day.start - at - len(name) < 4 for day in find_dates(rest))
    placed = dated and not has_legal_form(name)  # "Port Acme, 3 May 2020" tells where a paper was written
    if (
        at >= 0
        and not told
        and not placed
        and _BEHIND.match(rest, at + len(name))
        and (whole or has_legal_form(name) or whole_name(name) is not None)
    ):
        yield name


def _evidence(part: str, name: str, text: str, *, foot: bool) -> float:
    """How well a part of a line shows that a name is the house's: by its form, its noun, its coming back, its surroundings."""
    again = len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)) > 1
    addressed = foot and " " in name and re.search(rf"{re.escape(name)}, .*\d", part) is not None
    led = phrase("before-the-house").match(part) is not None
    headed = has_head(name) and " " in name
    return 2.0 * has_legal_form(name) + 1.0 * headed + 0.75 * again + 1.0 * addressed + 0.5 * led


def _is_masthead(rest: str, name: str) -> bool:
    """Whether a name at the head of a text stands before what its paper is, or before a unit of the house and a day.

    >>> _is_masthead("Acme - Circular to members no. 8", "Acme"), _is_masthead("Acme, Dealer Service, 3 May 2020", "Acme")
    (True, True)
    >>> _is_masthead("Acme, 3 May 2020", "Acme")
    False
    """
    behind = rest.partition(name)[2]
    return phrase("own-paper-or-unit").match(behind) is not None


def stands_beside_us(name: str, passages: Sequence[str]) -> bool:
    """Whether passages without what they quote speak of a name beside "we", as of somebody else."""
    short = re.compile(rf"(?<!\w)(?:{re.escape(name)}|{re.escape(name.split(maxsplit=1)[0])})(?!\w)")
    return any(shares_clause(text, m.start(), m.end()) for text in passages for m in short.finditer(text))
