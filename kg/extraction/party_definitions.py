"""What a text defines beside a name: short names, roles, words for several, earlier and trading names, owners.

Offsets are of clean text (`kg.extraction.passages`), half-open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from kg.extraction.party_names import Name, find_names
from kg.extraction.party_words import abbreviates, alternatives, party_words
from kg.legal_names import name_words

__all__ = [
    "ORDINALS",
    "STRAIGHT",
    "Claim",
    "Collective",
    "definition_words",
    "describe",
    "ends_with",
    "former_before",
    "former_names",
    "is_role",
    "kind_of_word",
    "never_role",
    "trading_names",
]


@dataclass(frozen=True, slots=True)
class Claim:
    """One place that makes a name a party's. Spans are clean-text offsets until the caller maps them back."""

    name: str
    start: int
    end: int
    source: str  # block | particulars | foot | signature | definition | letter | frame
    weight: int = 1
    aliases: tuple[tuple[str, int, int], ...] = ()
    roles: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    trading: tuple[str, ...] = ()
    parent: str = ""
    person: bool = False


@dataclass(frozen=True, slots=True)
class Collective:
    """A defined word for several parties; `members` are names of the block, none meaning all of them."""

    word: str
    members: tuple[str, ...] = ()


# ------------------------------------------------------------------ definitions in brackets
_QUOTED = re.compile(r"""(?<![\w])(?P<the>the\s+|The\s+)?(?:"\s*(?P<a>[^"]{1,70}?)\s*[,.]?"|'(?P<b>[^'"]{2,70})'(?!\w))""")
_BRACKET = re.compile(r"""\((?P<body>[^()]{0,300}(?:\([^()]{0,80}\)[^()]{0,120})?["'](?:[^()]|\([^()]{0,80}\)){0,300})\)""")


@cache
def _bare_bracket() -> re.Pattern[str]:
    """A definition without quotation marks: "(Landlord)", "(hereinafter called the Company)"."""
    return re.compile(
        r"""\((?:(?P<mark>herein(?:after)?|hereafter|collectively|each|together)\W?\s*)?(?:individually\s+)?
        (?:(?:also\s+)?(?:called|referred\s+to(?:\s+herein)?\s+as|known\s+as|the)\s+)*(?P<word>[A-Z][^()"']{0,40})\)""",
        re.VERBOSE,
    )


_HEREINAFTER = re.compile(
    r"""\b(?:herein\s?after|here\s?after|herein|hereby|together\s+with\s+its)\b[^"();]{0,100}(?:"[^"]{1,70}"(?:\s*or\s*"[^"]{1,70}")?)"""
    r"""|\b(?:referred\s+to(?:\s+herein)?\s+as)\s+(?:the\s+)?"[^"]{1,70}"(?:\s*or\s*"[^"]{1,70}")?"""
)
_DASHED = re.compile(  # between dashes: - "Supplier" -, – hereinafter called the "Buyer" –
    r"""(?<=\s)[-–—]+\s*(?:(?:hereinafter|also|hereafter)?\s*(?:(?:called|named|known\s+as|referred\s+to\s+as)\s+)?(?:the\s+)?)?"[^"]{1,70}"\s*[-–—]"""
)
_EACH_OF_THEM = re.compile(  # outside of brackets: 'each of them a "Partner" and both together the "Partners"'
    r"""\b(?:each|each\s+of\s+(?:them|whom|which)|(?:both|all)\s+(?:of\s+them\s+)?(?:together|collectively|jointly)|together|collectively|jointly)
    ,?\s+(?:herein\w*\s+)?(?:called\s+|referred\s+to\s+as\s+)?(?:an?\s+|the\s+)?"(?P<word>[A-Z][\w -]{1,40})\"""",
    re.VERBOSE | re.IGNORECASE,
)
_ACTING_AS = re.compile(  # right behind a name: "Acme AS, Bergen, as Owners and …"
    r"""(?:,?\s+of\s+[A-Z][\w-]+|,\s+[A-Z][\w-]+){0,3},?\s+(?:acting\s+)?(?:in\s+its\s+capacity\s+)?as\s+(?:the\s+)?
    (?P<word>[A-Z][a-z-]+)(?P<more>\s+[A-Z][a-z-]+)?(?=\s*(?:and\b|[,;.(]|$)|\s+[A-Z])""",
    re.VERBOSE,
)
_TOGETHER = re.compile(r"\b(?:each|collectively|together(?!\s+with\b)|individually|jointly|either|every)\b", re.IGNORECASE)


@cache
def _of_paper() -> re.Pattern[str]:
    """The name of an agreement with its day, right before a bracket that defines a word for it."""
    return re.compile(rf"\b{alternatives('deal-nouns')}s?\s+(?:dated|of|made|entered|signed)\s[^.;()]{{3,60}}$", re.IGNORECASE)


def is_role(word: str) -> bool:
    """Whether a defined word is a role: a common noun that a contract gives a party.

    >>> is_role("Licensor"), is_role("Home Carrier"), is_role("Acme")
    (True, True, False)
    """
    words = re.sub(r"[^\w\s-]", "", word).casefold().split()
    roles = party_words("roles")
    if not words:
        return False
    plural = words[-1][:-1] if words[-1].endswith("s") else words[-1]
    return (
        " ".join(words) in roles or words[-1] in roles or plural in roles or bool(re.fullmatch(r"party [a-z0-9]", " ".join(words)))
    )


def never_role(word: str) -> bool:
    """Whether a defined word names a thing, not a party: "the Plant", "Hill Technology", but no "University of Technology"."""
    words = word.casefold().split()
    things = party_words("not-roles")
    body = "of" in words[1:] and words[words.index("of", 1) - 1] in party_words("organisation-heads")
    return " ".join(words) in things or (words[-1:] != [] and words[-1] in things and not (body or is_role(word)))


def ends_with(name: str, word: str) -> bool:
    """Return whether a name of several words ends with a word, or several: "Federal Weather Service", "the Service"."""
    bare = word.casefold().removeprefix("the ")
    return " " in name and name.casefold().endswith(f" {bare}")


def definition_words(text: str, start: int, end: int) -> list[tuple[str, int, int, bool, bool]]:
    """Return the words defined in `text[start:end]`: (word, start, end, after "the", for several parties together)."""
    found = []
    last = max(0, start - 160, *(text.rfind(sign, 0, start) for sign in (". ", ") ", "),", "; ")))
    for match in _QUOTED.finditer(text, start, end):
        group = "a" if match.group("a") else "b"
        lead = text[last : match.start()]
        together = bool(_TOGETHER.search(lead)) and not re.search(r"successors|assigns", lead)
        found.append((match.group(group).strip(" ,."), match.start(group), match.end(group), bool(match.group("the")), together))
        last = match.end()
    return found


_NEXT_PARTY = re.compile(r"""["']\)(?=\s*[,;]?\s+(?:and|&)\s+(?:the\s+)?[A-Z])""")


def describe(text: str, name: Name, stop: int) -> tuple[Claim, list[str]]:
    """Read what a block says of one party up to `stop`: short names, roles, earlier names, owner."""
    aliases: list[tuple[str, int, int]] = []
    roles: list[str] = []
    groups: list[str] = []
    following = _NEXT_PARTY.search(text, name.end, stop)
    stop = following.start() + 2 if following else stop
    for word, start, end, article, together in _definitions(text, name.end, stop):
        kind = kind_of_word(word, name.text, article, together)
        if kind == "alias":
            aliases.append((word, start, end))
        elif kind == "role":
            roles.append(word)
        elif kind == "group":
            groups.append(word)
    tail = text[name.end : stop]
    title = re.match(rf"{alternatives('person-titles')}\.?\s+", name.text, re.IGNORECASE)
    if title and not name.legal:
        name = replace(name, start=name.start + title.end(), text=name.text[title.end() :])
    person = bool(title) or (
        bool(re.match(rf"\s*,?\s*(?:{alternatives('person-descriptors')})\b", tail, re.IGNORECASE)) and not name.legal
    )
    claim = Claim(
        name.text,
        name.start,
        name.end,
        "block",
        4,
        tuple(aliases),
        tuple(dict.fromkeys(roles)),
        former_names(tail),
        trading_names(tail),
        _parent(tail),
        person,
    )
    return claim, groups


STRAIGHT = str.maketrans("“”„‟«»‘’", '""""""\'\'')  # curled quotation marks; a head has as many code points with straight ones
ORDINALS = ("first", "second", "third", "fourth")  # in a bracket before a party: "(FIRST) Acme, (SECOND) Beta"
_ROLE_BEHIND = re.compile(r",\s+(?:the\s+)?(?P<word>[A-Z][a-z]+)(?=[\s,;.]*(?:\b(?:and|AND)\b|$))")  # "Acme Ltd, Defendant, and"

_CALLED_BELOW = re.compile(r"\bcalled\s+the\s+(?P<word>[A-Z]\w+)(?=\s+(?:below|in\s+what\s+follows)\b)")


def _definitions(text: str, start: int, stop: int) -> list[tuple[str, int, int, bool, bool]]:
    found: list[tuple[str, int, int, bool, bool]] = []
    for match in _BRACKET.finditer(text, start, stop):
        if not _of_paper().search(text, max(start, match.start() - 90), match.start()):
            found += definition_words(text, match.start(), match.end())
    if (acting := _ACTING_AS.match(text, start, stop)) is not None:
        ends = [acting.end(group) for group in ("more", "word") if acting[group]]
        end = next((end for end in ends if is_role(text[acting.start("word") : end])), 0)
        found += [(text[acting.start("word") : end], acting.start("word"), end, True, False)] if end else []
    for match in _EACH_OF_THEM.finditer(text, start, stop):
        found += [(match["word"].strip(), *match.span("word"), True, True)]
    for match in (*_HEREINAFTER.finditer(text, start, stop), *_DASHED.finditer(text, start, stop)):
        found += definition_words(text, match.start(), match.end())
    for match in _bare_bracket().finditer(text, start, stop):
        word = match.group("word").strip(" ,.")
        numbered = word.casefold() in ORDINALS
        if is_role(word) or match.group("mark") or (word.isalpha() and word.isupper() and not numbered):
            several = match.group("mark") in {"collectively", "each", "together"}
            found.append((word, match.start("word"), match.start("word") + len(word), True, several))
    found += [(m["word"], *m.span("word"), True, False) for m in _CALLED_BELOW.finditer(text, start, stop)]
    if (behind := _ROLE_BEHIND.match(text, start, stop)) is not None and is_role(behind["word"]):
        found.append((behind["word"], *behind.span("word"), True, False))
    seen: set[int] = set()
    return [f for f in found if f[1] not in seen and not seen.add(f[1])]  # type: ignore[func-returns-value]


def kind_of_word(word: str, name: str, article: bool, together: bool) -> str:
    """Return what a defined word is to a party: alias, role, group, or nothing."""
    if not word or not word[0].isalnum() or (never_role(word) and not ends_with(name, word)):
        return ""
    own, words = set(name_words(name)), name_words(word)
    bare = word.casefold().removeprefix("the ")
    nouns = party_words("collective-nouns")
    several = (bare in nouns and (together or not article or " " in bare)) or (" " in bare and bare.rsplit(" ", 1)[1] in nouns)
    if bare in {"party", "parties"} or several:
        return "group"
    if together and bare in party_words("collective-singulars"):
        return "group"
    if own & set(words) or (abbreviates(word, name) and not is_role(word)):
        return "alias"
    if together:
        return "group"
    return "role" if article or is_role(word) or word.islower() else "alias"


# ------------------------------------------------------------------ earlier names, trading names, owners
@cache
def _former() -> re.Pattern[str]:
    until = rf"until\s+(?:(?:[\w.,]+\s+){{1,4}}?{alternatives('former-until')}|(?:[\w.,]+\s+){{0,3}}?[\w.,]+:)"
    known = r"(?:called|known|named|trading)\s+until\s+(?:[\w.,]+\s+){1,4}?as"
    called = r"(?<=\()(?:then\s+)?(?:called|known\s+as|named)(?=\s[^()]{3,80}\s(?:until|till)\b)"
    return re.compile(rf"(?<!\w)(?:{alternatives('former-marks')}|{until}|{known}|{called})\s*(?:the\s+)?[\"']?", re.IGNORECASE)


@cache
def _former_end() -> re.Pattern[str]:
    return re.compile(_former().pattern + r"$", re.IGNORECASE)


@cache
def _trading() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives('trading-marks')}\s*[\"']?", re.IGNORECASE)


def former_names(tail: str) -> tuple[str, ...]:
    """Return the earlier names that stand right behind a name.

    >>> former_names(", until 7 June 2009 called Old Data AS (the")
    ('Old Data AS',)
    >>> former_names(" (called Old Data AS until 7 June 2009)"), former_names(", known until June 2009 as Old Data AS")
    (('Old Data AS',), ('Old Data AS',))
    """
    return _marked(_former(), tail)


def former_before(before: str) -> bool:
    """Whether what stands before a name makes it an earlier name of somebody."""
    return bool(_former_end().search(before))


def trading_names(tail: str) -> tuple[str, ...]:
    """Return the names under which a party does business that stand right behind its name.

    >>> trading_names(", trading as Blue Door,")
    ('Blue Door',)
    """
    found = re.sub(r"(?i)formerly known as|previously known as", "formerly", tail)
    return _marked(_trading(), found)


def _marked(mark: re.Pattern[str], tail: str) -> tuple[str, ...]:
    found = []
    for match in mark.finditer(tail):
        names = find_names(tail[match.end() : match.end() + 90])
        if names and names[0].start < 3 and not is_role(names[0].text):
            found.append(names[0].text)
    return tuple(dict.fromkeys(found))


@cache
def _owned() -> re.Pattern[str]:
    return re.compile(rf"{alternatives('parent-marks')}\s+(?:the\s+)?", re.IGNORECASE)


def _parent(tail: str) -> str:
    match = _owned().search(tail[:200])
    names = find_names(tail[match.end() : match.end() + 90]) if match else []
    return names[0].text if names and names[0].start < 3 else ""
