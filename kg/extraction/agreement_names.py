"""Names of agreements in clean text: "the Licence Agreement dated 3 May 2019", "Amendment No. 2", "previous investments in 2019".

The words are data (`ontology/lexicon/agreements.toml`); this module only knows how an English noun phrase is built around them.
Offsets count code points of the clean text of a `Passage`, half-open. One file: a name and its day are read together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from kg.dates import FoundDate, find_dates
from kg.extraction.agreement_tails import DEFINED, read_tail
from kg.extraction.agreement_words import (
    AgreementName,
    lexicon_pattern,
    listed,
    noun_finder,
    noun_pattern,
    quality_pattern,
    verb_pattern,
)
from kg.extraction.lexicon import load_toml
from kg.extraction.notation import inflections
from kg.extraction.runs import lowered
from kg.records import DateBounds, Force, LinkType

__all__ = ["AgreementName", "dates_change", "find_names", "names_within"]


_WORD_BEFORE = re.compile(r"([\w&'/.™®+-]+)[\s]*$")


_JOINTS = frozenset({"and", "&", "of", "or", "for", "on", "in"})


_NUMBER = re.compile(
    r"\s*(?:\(?\s*)(?:No|Nr|Number|Nº|N°|n°|#)\s*\.?\s*:?\s*(\d{1,3})\b(?!\s*/)|\s+(I{1,3}|IV|VI{0,3}|IX|X)\b(?=\W)|\s+(\d{1,2})\b(?=\s+(?:to|of|dated)\b)",
    re.IGNORECASE,
)


_ORDINALS = {
    w: n for n, w in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1)
}


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


def find_names(text: str, dates: list[FoundDate] | None = None) -> list[AgreementName]:
    """Return the names of agreements in a clean text, in order.

    >>> [(n.kind, n.number, n.title) for n in find_names('under the Towage Contract, later amended by Amendment No. 4')]
    [('definitive', None, 'Towage Contract'), ('amendment', 4, 'Amendment')]
    """
    return list(_names_of(text)) if dates is None else _read_names(text, dates)


def names_within(text: str, start: int, end: int) -> list[AgreementName]:
    """Return the names of agreements that begin in a stretch of a text, read with what stands before it."""
    if noun_finder().search(lowered(text), start, end) is None:
        return []
    floor = max(0, start - _FURTHEST)
    cut = max(floor, text.rfind(". ", floor, start - _BEFORE) + 1) if start > _BEFORE else 0
    return [_moved(name, cut) for name in find_names(text[cut:end]) if name.start >= start - cut]


_BEFORE = 600  # code points before a stretch that bear on the names in it; a long passage is else read anew up to each sentence
_FURTHEST = 6_000  # of a text without sentences


def _moved(name: AgreementName, by: int) -> AgreementName:
    """Return a name that was read in a text from a place on as one in the whole text."""
    if not by:
        return name
    day = name.date_at + by if name.date_at >= 0 else -1
    return replace(name, start=name.start + by, end=name.end + by, tail=name.tail + by, date_at=day)


@lru_cache(maxsize=512)
def _names_of(text: str) -> tuple[AgreementName, ...]:
    """The names in a text whose dates are not known yet; one sentence has several readers."""
    return tuple(_read_names(text, None))


def _read_names(text: str, dates: list[FoundDate] | None) -> list[AgreementName]:
    pattern, owner = noun_pattern()
    brackets = [m.span() for m in DEFINED.finditer(text)] if "(" in text else []
    found = [match for one in noun_finder().finditer(lowered(text)) if (match := pattern.match(text, one.start()))]
    found = [m for m in found if _is_paper(text, m, owner.get(m.group().lower(), ""))]
    matches = [m for m in found if not _is_verb(text, m) and not _quoted(text, m.start(), brackets)]
    if not matches:
        return []
    dates = find_dates(text) if dates is None else dates
    names: list[AgreementName] = []
    for i, match in enumerate(matches):
        limit = matches[i + 1].start() if i + 1 < len(matches) else len(text)
        if i + 1 < len(matches) and re.fullmatch(r"[\s,/&]+|\s*-\s*", text[match.end() : limit]) and text[match.end()] != ".":
            continue  # "amendment agreement": the last noun is the head
        if i + 1 < len(matches) and _JOINED_TITLE.fullmatch(text[match.start() : matches[i + 1].end()]):
            continue  # "Cooperation and Data Exchange Agreement": one title
        floor = names[-1].end if names else 0
        name = _read_name(text, match, owner, floor)
        if _is_collection(text, name):
            continue
        if name.kind == "definitive" and lexicon_pattern("amended-by").search(text[max(0, name.start - 50) : match.start()]):
            name = replace(name, kind="amendment", link=LinkType.AMENDS)
        if name.kind == "definitive" and (doing := lexicon_pattern("changing-behind").match(text, name.end)):
            longer = verb_pattern("extend").fullmatch(doing["how"]) is not None
            kind, link = ("extension", LinkType.EXTENDS) if longer else ("amendment", LinkType.AMENDS)
            name = replace(name, kind=kind, link=link)
        base = _titled_base(text, name, limit, dates)
        name = read_tail(text, name, min(limit, base.start) if base is not None else limit, dates)
        if base is not None:
            names += [name, base]
            continue
        beside = name.indefinite and not _OF_YEAR.match(text, name.end)
        loose = _PHRASE_YEAR.search(name.phrase) and not name.indefinite and name.date_at - name.end > 12
        names.append(name if beside or (name.dates and not loose) else _date_beside(text, name, match.start(), dates))
    return _share_defined(text, _day_of_change(text, names))


def _is_paper(text: str, match: re.Match[str], noun: str) -> bool:
    """Whether a noun that can mean a thing or a doing is a paper here: by its day, by what it is made to, or as what is signed."""
    if noun not in {"annex", "right", "revision"}:
        return True
    if noun == "annex":
        return _is_signed_annex(text, match)
    if _RIGHT_OF.match(text, match.end()) or lexicon_pattern("signed-thing").search(
        text[max(0, match.start() - 60) : match.start()]
    ):
        return True
    if noun == "right":
        return _YEAR_BEFORE.search(text[max(0, match.start() - 40) : match.start()]) is not None
    return lexicon_pattern("of-a-paper").match(text, match.end()) is not None or _OF_LAST.match(text, match.end()) is not None


_YEAR_BEFORE = re.compile(r"\b(?:the|their|its|our|[Tt]hat|[Tt]his|['’]s)\s+(?:19|20)\d\d\s+(?:[\w-]+\s+){0,2}$")
_OF_LAST = re.compile(
    r"\s+(?:of|from|signed|agreed)\s+(?:in\s+|on\s+)?(?:last\s+)?(?:[A-Z][a-z]+|spring|summer|autumn|winter|week|month|year)\b"
)
_RIGHT_OF = re.compile(  # a right that is a paper by its day: "the quay licence of 2019", "the option that we signed"
    r"\s+(?:that|which)\s+(?:[\w'’-]+\s+){1,4}?(?:concluded|made|signed)\b"
    r"|\s+(?:the\s+two|they|we)\s+(?:concluded|made|signed|struck)\b"
    r"|(?:\s+(?:No\.?\s+)?[A-Z\d][\w/.-]*\d[\w/-]*)?(?:,?\s+dated|\s+of)\s+(?:the\s+)?(?:(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?)?[A-Z][a-z]+\s+(?:\d{1,2},\s+)?)?(?:19|20)\d\d\b"
)


def _is_signed_annex(text: str, match: re.Match[str]) -> bool:
    """Whether an annex is no part of a contract but a paper that changes it: "We concluded Annex No. 2 to our lease"."""
    number = _NUMBER.match(text, match.end())
    signed = _SIGNED_BARE.search(text[max(0, match.start() - 60) : match.start()])
    return signed is not None and lexicon_pattern("of-a-paper").match(text, number.end() if number else match.end()) is not None


_SIGNED_BARE = re.compile(
    r"\b(?:agreed|concluded|executed|initialled|sealed|signed)\s+(?:(?:an?|the|our|its|their)\s+)?(?:[\w-]+\s+){0,2}$"
)


def _is_collection(text: str, name: AgreementName) -> bool:
    """Whether a name is that of the book or site that holds many papers: "Register of Port Contracts", "our register of leases"."""
    told = text[max(0, name.end - 80) : name.end] if text[name.end - 1 : name.end] == "s" else name.phrase
    return any(found.end() == len(told) for found in lexicon_pattern("collected").finditer(told))


_TO_TITLE = re.compile(
    r"""\s+to\s+the\s+(?P<title>(?:[A-Z][\w&-]*\s+){1,6}?)(?:dated|of|from)\s+(?:the\s+)?
    |(?:,\s(?:at|for|in|on|with)\s[^,;.:]{3,40},)?\s+(?:of|to)\s+(?:the|its|their|our)\s+
     (?P<right>(?:(?!of\b)[\w-]+\s+){0,3}?(?:licen[cs]e|patronage|permit|warrant)\s+)(?:dated|of|from)\s+(?:the\s+)?""",
    re.VERBOSE,
)


def _titled_base(text: str, name: AgreementName, limit: int, dates: list[FoundDate]) -> AgreementName | None:
    """The paper that a change is made to, known by its title and day alone: "a supplement to the Mooring Permit of 3 May 2019".

    So is a right that is one by its day: "a renewal, on new terms, of the mooring licence of 3 May 2019".
    """
    titled = _TO_TITLE.match(text, name.end, limit) if name.link is not None else None
    day = next((d for d in dates if titled and d.start == titled.end()), None)
    if titled is None or day is None:
        return None
    group = "title" if titled["title"] else "right"
    start, end = titled.start(group), titled.start(group) + len(titled[group].rstrip())
    title = text[start:end]
    noun = title.rsplit(maxsplit=1)[-1].casefold()
    name = AgreementName(start - 4, end, day.end, noun, "definitive", Force.BINDING, firm=True, determiner="the", title=title)
    return replace(name, dates=(day.bounds,), date_at=day.start, phrase=title)


def _day_of_change(text: str, names: list[AgreementName]) -> list[AgreementName]:
    """Names where a finite verb dates the change and not what it changes: "The amendment to the lease was signed on 3 May"."""
    for i, (change, base) in enumerate(pairwise(names)):
        if base.dates and dates_change(text, change, base, base.date_at):
            day = replace(change, dates=base.dates, date_at=base.date_at, tail=base.tail)
            names[i], names[i + 1] = day, replace(base, dates=(), date_at=-1, tail=base.end)
    return names


def dates_change(text: str, change: AgreementName, base: AgreementName, day: int) -> bool:
    """Return whether a day behind the name of what a change changes is that of the change.

    Args:
        text: what the names stand in.
        change: the name before.
        base: the name that stands right behind it.
        day: where the day begins.
    """
    tied = change.link is not None and not change.dates and _TO.fullmatch(text[change.end : base.start]) is not None
    return tied and _WAS_MADE.search(text[base.end : day]) is not None


_TO = re.compile(r"\s*(?:to|of|under|\w+ing)\s+(?:\w+\s+)?")
_WAS_MADE = re.compile(
    r"^[^,.;]{0,60}?\s(?:was|were|is|has\s+been|had\s+been)\s+(?:\w+ly\s+)?(?:signed|made|agreed|concluded|executed|dated|approved|reached|initialled)\b"
)


_JOINED_TITLE = re.compile(
    r"(?!(?i:agreement|contract|deed|treaty|memorandum)\b)[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?\s+(?:and|&|AND)\s+"
    r"(?:(?:[A-Z][\w-]+\s+){1,4}(?:Agreement|AGREEMENT|Contract|CONTRACT|Deed|DEED)|(?:[A-Z][\w-]+\s+){0,3}[A-Z][\w-]*(?i:licen[cs]e|lease))"
)


_YEAR_AFTER = re.compile(
    r"(?:\s+(?:between|with)(?:\s+(?!(?:by|end|start|till|through|to|until)\b)[^\W\d][\w'’&.-]*){1,7}?|(?:\s+d(?:as?|el?|es|i|os?|u)\s+[\w-]+){1,2})?\s+(?:of|from)\s+(?:the\s+year\s+)?((?:19|20)\d\d)\b(?!\s*[-–/]\s*\d|\s+(?:on|onwards?|to|until|through)\b)"
)


_OF_YEAR = re.compile(r"\s+of\s+(?:19|20)\d\d\b(?!\s*[-–/]\s*\d)")
_PHRASE_YEAR = re.compile(r"(?<![\w–-])((?:19|20)\d\d)(?=\s+[^\W\d])")


def _date_beside(text: str, name: AgreementName, noun: int, dates: list[FoundDate]) -> AgreementName:
    """The name with the year or day among its adjectives or behind it: "the 2019 supply contract", "the contract of 2019"."""
    inside = [d for d in dates if name.start <= d.start and d.end <= noun and d.precision != "yearless"]
    if inside:
        return replace(name, dates=(inside[0].bounds,), date_at=inside[0].start)
    behind = _YEAR_AFTER.match(text, name.end)
    year = _PHRASE_YEAR.search(name.phrase) or behind
    if year is None:
        return name
    bounds = DateBounds(date(int(year[1]), 1, 1), date(int(year[1]), 12, 31))
    at, tail = (behind.start(1), max(name.tail, behind.end())) if behind else (name.start, name.tail)
    return replace(name, dates=(bounds,), date_at=at, tail=tail)


def _share_defined(text: str, names: list[AgreementName]) -> list[AgreementName]:
    """Names where a bracket after an amendment defines what it amends: '(together, the "Supply Agreement")'."""
    for i, name in enumerate(names):
        if not i or not name.defined or name.kind != "amendment":
            continue
        together = re.search(r"\((?:together|collectively|as )", text[name.end : name.tail], re.IGNORECASE)
        changing = re.search(r"amend|addend|variation|supplement", " ".join(name.defined), re.IGNORECASE)
        bases = [
            j
            for j in range(i)
            if names[j].kind != "amendment" and not re.search(r"[.;](?=\s+[A-Z])", text[names[j].end : name.start])
        ]
        if bases and (together or not changing):
            names[bases[-1]] = replace(names[bases[-1]], defined=names[bases[-1]].defined + name.defined)
            names[i] = replace(name, defined=())
    return names


def _quoted(text: str, at: int, brackets: list[tuple[int, int]]) -> bool:
    """Whether a place lies inside the quotes of a bracket that defines a name."""
    return any(start < at < end and text.count('"', start, at) % 2 == 1 for start, end in brackets)


_WORD_BEHIND = re.compile(r"\s+([A-Za-z]+)")
_GAPS = re.compile(r"[\s-]+")
_DETERMINER = re.compile(r"(that certain|[a-z]+)\s+$", re.IGNORECASE)


def _is_verb(text: str, match: re.Match[str]) -> bool:
    """Whether a word that can be a noun is a verb here: "they deal in timber", "to contract with"; or names no agreement."""
    word = match.group().lower()
    before = _WORD_BEFORE.search(text[max(0, match.start() - 30) : match.start()])
    last = before.group(1).lower() if before else ""
    after = _WORD_BEHIND.match(text, match.end(), match.end() + 24)
    if after and after.group(1).lower() in listed("compounds") and (after.group(1).islower() or match.group()[0].isupper()):
        return True
    if (
        word == "deed"
        and last == "a"
        and re.search(r"\bas\s+a\s+$", text[max(0, match.start() - 8) : match.start()], re.IGNORECASE)
    ):
        return True  # "executed as a deed" tells how, not what
    if word in {"deal", "contract", "lease", "work", "program", "settlement"}:
        return last in {"to", "they", "we", "will", "shall", "may", "can", "not", "who", "good", "great", "at"}
    return word == "agreement" and last in {"in", "good", "full", "close"}


def _read_name(text: str, match: re.Match[str], owner: dict[str, str], floor: int) -> AgreementName:
    noun = _GAPS.sub(" ", match.group().lower())
    name = owner.get(noun) or owner.get(match.group().lower()) or owner[noun.replace(" ", "-")]
    table = load_toml("agreements")["nouns"][name]
    start, title_start = _walk_back(text, match.start(), floor, capital=match.group()[0].isupper())
    before = text[start : match.start()]
    qualities = _find_qualities(before)
    determiner = _determiner(text, start)
    number, end = _number(text, match.end(), before, name)
    title = text[title_start : match.end()].strip() if match.group()[0].isupper() else ""
    first = start - (len(determiner) + 1 if determiner else 0)
    changes = table["kind"] == "definitive" and _CHANGING.search(before) is not None
    added = (noun == "supplement" and (number is not None or _TO.match(text, end))) or (
        name == "protocol" and _TO_PAPER.match(text, end)
    )
    changing = bool(added) or (number is not None and changes)
    noun_says = (
        {**table, "kind": "amendment", "link": LinkType.AMENDS} if changing else table
    )  # "Additional Agreement No. 2", "Supplement to …"
    kind, force, link, counting = _qualify(noun_says, number, qualities)
    told = (determiner, counting, title, number, link)
    return AgreementName(max(first, 0), end, end, noun, kind, force, bool(table["firm"]), *told, phrase=text[start : match.end()])


def _find_qualities(before: str) -> list[str]:
    pattern, owner = quality_pattern()
    return [owner[key] for m in pattern.finditer(before) for key in [re.sub(r"\s+", " ", m.group().lower())] if key in owner]


def _qualify(
    noun: Mapping[str, Any], number: int | None, qualities: list[str]
) -> tuple[str, Force, LinkType | None, frozenset[str]]:
    """Kind, force and link of a name by its noun and its adjectives, and the adjectives that count."""
    own = kind = str(noun["kind"])
    force, link = Force(noun["force"]), LinkType(noun["link"]) if "link" in noun else None
    if not qualities:
        return kind, force, link, frozenset()
    tables = load_toml("agreements")["qualities"]
    if number is not None:
        qualities = [q for q in qualities if q not in {"earlier", "new"}]
    for quality in qualities:
        table = tables[quality]
        if own in {"definitive", "partnership", "master", "memorandum"} or (own == "investment" and "link" in table):
            kind = str(table.get("kind", kind)) if own != "memorandum" and (link is None or "link" in table) else kind
            link = LinkType(table["link"]) if "link" in table else link
        if "force" in table and own != "memorandum":
            force = Force(table["force"])
    if {"amended", "restated"} <= set(qualities):
        kind, link = "restatement", LinkType.SUPERSEDES
    return kind, force, link, frozenset(qualities)


def _walk_back(text: str, at: int, floor: int, *, capital: bool) -> tuple[int, int]:
    """Where the words before a noun begin that belong to it, and where its title in capitals begins."""
    start = title = at
    in_title = capital
    for _ in range(9):
        match = _WORD_BEFORE.search(text, max(floor, start - 40), start)
        if not match or match.start() < floor:
            break
        word = match.group(1)
        lower = word.lower()
        if in_title and lower in _JOINTS and _capital_before(text, match.start(), floor):
            start = match.start()
            continue
        if in_title and _NUMBERED.search(text, max(floor, start - 40), match.end(1)):
            start = title = match.start()
            continue
        if lower in _DONE and not _after_determiner(text, match.start()):
            break
        if not _belongs(word, lower) or (in_title and word[0].islower() and lower not in quality_pattern()[1]):
            break
        start = match.start()
        in_title = in_title and word[0].isupper()
        title = start if in_title else title
    return start, title


_NUMBERED = re.compile(  # a number in a title: "the Berth 4 Agreement"
    r"\b(?!(?:No|Nos|Number|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b)[A-Z][A-Za-z-]+ \d{1,3}[A-Z]?\Z"
)
_TO_PAPER = re.compile(  # what a protocol is added to
    r"\s+to\s+(?:the|their|its|our|that|this)\s+(?:[\w'’-]+\s+){0,5}?(?i:agreement|contract|convention|pact|treaty)\b"
)
_DONE = frozenset({"signed", "agreed", "executed"})  # adjectives in "the signed contract", verbs else


def _after_determiner(text: str, at: int) -> bool:
    before = _WORD_BEFORE.search(text[max(0, at - 30) : at])
    return bool(before and before.group(1).lower() in listed("determiners"))


def _belongs(word: str, lower: str) -> bool:
    """Whether a word can stand before the noun in the name of an agreement."""
    if (
        lower in listed("closers")
        or (word[0].isdigit() and "." in word)
        or (lower.endswith(".") and len(lower) > 4)
        or not re.search(r"[^\W\d_]|^(?:19|20)\d\d$", word)
    ):
        return False
    if word[0].isupper() or lower in quality_pattern()[1]:
        return True
    return not lower.endswith(".") and lower not in inflections_of_make()


@cache
def inflections_of_make() -> frozenset[str]:
    """Return the forms of the verbs that make or change agreements; they are no part of a name, unless adjectives too."""
    tables = load_toml("agreements")
    qualities = {word for table in tables["qualities"].values() for word in table["words"]}
    giving = [tables["verbs"][name] for name in ("deal", "commit")]
    stems = {
        form for verb in giving for lemma in verb["lemmas"] for form in (lemma, f"{lemma}ing", f"{lemma.removesuffix('e')}ing")
    }
    words = {
        form
        for verb in tables["verbs"].values()
        for form in {f for lemma in verb.get("lemmas", []) for f in inflections(lemma)} | set(verb.get("forms", []))
        if " " not in form
    }
    return frozenset(words - qualities - stems - {"executed", "licence", "work", "signed", "agreed"})


def _capital_before(text: str, at: int, floor: int) -> bool:
    match = _WORD_BEFORE.search(text, max(floor, at - 40), at)
    return bool(match and match.group(1)[0].isupper())


def _determiner(text: str, start: int) -> str:
    """The determiner right before a noun phrase, in lower case."""
    match = _DETERMINER.search(text[max(0, start - 16) : start])
    word = match.group(1).lower() if match else ""
    if word in listed("determiners"):
        return word
    return "its" if re.search(r"'s?\s+$", text[max(0, start - 3) : start]) else ""


_CHANGING = re.compile(r"amend|addend|additional|supplement|variation", re.IGNORECASE)


def _number(text: str, at: int, before: str, noun: str) -> tuple[int | None, int]:
    """The number of an amendment, and where the name ends."""
    match = _NUMBER.match(text, at)
    if match and (noun in {"amendment", "extension", "memorandum", "restatement"} or (match.group(1) and noun != "contract")):
        figure = match.group(1) or match.group(3)
        return (int(figure) if figure else _ROMAN.get(match.group(2).lower())), match.end()
    if match and match.group(1) and _CHANGING.search(before):
        return int(match.group(1)), match.end()
    ordinal = next((_ORDINALS[w] for w in before.lower().split() if w in _ORDINALS), None)
    return (ordinal if noun in {"amendment", "extension", "restatement"} else None), at
