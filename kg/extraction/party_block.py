"""Where a contract, a letter or a treaty itself says who its parties are: the parties block, particulars, signatures.

Everything here works on clean text (`kg.extraction.passages`); offsets are of that text, half-open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from kg.extraction.party_names import Name, abbreviates, alternatives, find_names, is_government, name_words, party_words

__all__ = ["Claim", "Collective", "definition_words", "former_before", "former_names", "is_role", "kind_of_word", "read_block", "read_particulars", "read_signatures", "trading_names"]

_HEAD = 9000  # code points at the start of a document in which its parties are named
_BLOCK = 4500  # the longest parties block that is read


@dataclass(frozen=True, slots=True)
class Claim:
    """One place that makes a name a party's. Spans are clean-text offsets until the caller maps them back."""

    name: str
    start: int
    end: int
    source: str  # block | particulars | signature | definition | letter | frame
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
_TOGETHER = re.compile(r"\b(?:each|collectively|together|individually|jointly|either|every)\b", re.IGNORECASE)


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
    return " ".join(words) in roles or words[-1] in roles or plural in roles or bool(re.fullmatch(r"party [a-z0-9]", " ".join(words)))


def _never_role(word: str) -> bool:
    plain = word.casefold().strip()
    return plain in party_words("not-roles") or plain.split()[-1:] and plain.split()[-1] in party_words("not-roles") and not is_role(word)


def definition_words(text: str, start: int, end: int) -> list[tuple[str, int, int, bool, bool]]:
    """Return the words defined in `text[start:end]`: (word, start, end, after "the", for several parties together)."""
    found = []
    last = max(text.rfind(". ", 0, start), text.rfind(") ", 0, start), text.rfind("; ", 0, start), start - 160)
    for match in _QUOTED.finditer(text, start, end):
        group = "a" if match.group("a") else "b"
        lead = text[last : match.start()]
        together = bool(_TOGETHER.search(lead)) and not re.search(r"successors|assigns", lead)
        found.append((match.group(group).strip(" ,."), match.start(group), match.end(group), bool(match.group("the")), together))
        last = match.end()
    return found


# ------------------------------------------------------------------ the parties block
@cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives('party-openers')})\b\s*:?|(?:^|(?<=[\s.:]))(?:PARTIES|Parties)\b\s*:?(?=\s*\(?[1aAiI][).])", re.IGNORECASE)


@cache
def _block_end() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w\"']){alternatives('block-ends')}(?![\w\"'])")


@cache
def _not_after() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives('not-after')}[\s:,.]*(?:the\s+|said\s+|its\s+|a\s+)?$", re.IGNORECASE)


_OPENS = re.compile(r"(?:^|\b(?:between|among|amongst|and|with|whereas)\b[\s:,]*|[;:]|\(\w{1,4}\)|\b\w{1,3}[.)]|[,.])\s*(?:(?:the|by|and|between)\s+|\(\w{1,3}\)\s*)*$", re.IGNORECASE)
_DEAL_BEFORE = re.compile(r"\b(?:agreement|contract|lease|deed|memorandum|treaty|protocol|convention|amendment|addendum|made|entered|dated|licen[cs]e|effective|executed|schedule|undertaking|settlement|charter)\b", re.IGNORECASE)


def read_block(text: str) -> tuple[list[Claim], list[Collective]]:
    """Return the parties that the parties block near the start of a clean text names, in order; nothing where there is none."""
    best: tuple[int, list[Claim], list[Collective]] = (0, [], [])
    for opener in _opener().finditer(text, 0, _HEAD):
        before = text[max(0, opener.start() - 400) : opener.start()]
        if not (_DEAL_BEFORE.search(before) or opener.group().strip(" :").isupper()):
            continue
        end = _region_end(text, opener.end())
        claims, words = _read_region(text, opener.end(), end)
        defined = min(2, sum(bool(claim.roles or claim.aliases) for claim in claims)) + 1
        if len(claims) >= 2 and defined > best[0]:
            best = (defined, claims, words)
    return (best[1], best[2]) if best[1] else (_states(text), [])


@cache
def _treaty() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('treaty-words')}\b", re.IGNORECASE)


@cache
def _state_lead() -> re.Pattern[str]:
    nouns = rf"\b{alternatives('treaty-words')}\b[^.;]{{0,60}}\b(?:between|of|from)"
    return re.compile(rf"{nouns}\s+(?:the\s+)?\Z", re.IGNORECASE)


def _states(text: str) -> list[Claim]:
    """Return the states or governments that a treaty names side by side near its start."""
    if not _treaty().search(text, 0, 2500):
        return []
    run: list[Name] = []
    names = find_names(text[:5000])
    bare = sum(name.legal for name in names) < 2
    for name in names:
        if not is_government(name.text) or (name.text in party_words("countries") and not (bare and (run or _state_lead().search(text[max(0, name.start - 120) : name.start])))):
            continue
        if re.search(r"\b(?:in|laws of|organi[sz]ed under)\s+(?:the\s+)?$", text[max(0, name.start - 30) : name.start]):
            continue
        between = text[run[-1].end : name.start] if run else ""
        if run and re.fullmatch(r"\s*(?:\([^()]{0,120}\))?\s*(?:,|;|and|&|,\s*and|of the one part,? and|on the one hand,? and)\s*(?:the\s+|of\s+the\s+)?", between, re.IGNORECASE):
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
        if not re.match(r"\(?\w{1,3}[).]\s", rest) and not re.search(r"herein|\(\s*(?:the\s+|each\s+|collectively)?[\"']|\bParty\b", rest):
            abbreviated = re.search(r"\b(?:\w|\w\.\w|Inc|Corp|Ltd|Co|No|St|Ave|Bhd|Pty|Pte|Suite|Blvd|Rd|Bros|Bldg|Dr|Mr|Ms|Mrs)\.\s*$", text[start:at])
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
        claim, words = _describe(text, name, stop)
        claims.append(claim)
        known |= {name_words(claim.name), *(name_words(alias) for alias, _, _ in claim.aliases)}
        for word in words:
            groups.append(Collective(word, _members(word, claims)))
    return claims, groups


def _members(word: str, claims: list[Claim]) -> tuple[str, ...]:
    """Return the parties that a collective word covers: those that share a word of their name with it; else all."""
    own = {w for w in name_words(word) if len(w) > 2}
    shared = tuple(claim.name for claim in claims if own & set(name_words(claim.name)) or any(own & set(name_words(a)) for a, _, _ in claim.aliases))
    return shared if len(shared) > 1 else ()


def _anchors(text: str, start: int, end: int) -> list[Name]:
    """Return the names in a parties block that are parties, not addresses, owners or laws."""
    found: list[Name] = []
    for name in find_names(text[start:end]):
        name = replace(name, start=name.start + start, end=name.end + start)
        before = text[max(start, name.start - 80) : name.start]
        if _not_after().search(before) or _former_end().search(before) or _inside_bracket(text, start, name.start) or _never_name(name):
            continue
        opens = bool(_OPENS.search(before)) or name.start == start
        if found and name.start - found[-1].end < 3 and not found[-1].legal:
            continue
        if (name.legal and _fresh(name, before)) or (opens and (name.head or _described(text, name, end)) and _after_party(text, start, name, found)):
            found.append(name)
    return found


def _fresh(name: Name, before: str) -> bool:
    """Whether a name with a legal form stands where a party is named, not in the middle of a description."""
    led = re.search(r"\b(?:by|through|for|from|to|at|in|of|or|under|like|a|an)\s+(?:the\s+|its\s+|their\s+)?$", before, re.IGNORECASE)
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
        return not name_words(name.text)
    listed = name.text in party_words("never-names") or plain in party_words("starters") or name.text in party_words("countries")
    return listed or plain in party_words("roles") or _never_role(name.text)


def _inside_bracket(text: str, start: int, at: int) -> bool:
    part = re.sub(r"\(\w{1,4}\)|(?<!\()\b\w{1,3}\)", "", text[start:at])
    return part.count("(") > part.count(")") or part.count('"') % 2 == 1


@cache
def _descriptor() -> re.Pattern[str]:
    return re.compile(
        rf"""\s*,?\s*(?:\(\s*(?:the\s+|hereinafter|herein|each|collectively|"|')|{alternatives('person-descriptors')}|hereinafter|whose\s|of\s
        |(?:a|an)\s+(?:[\w-]+\s+){{0,6}}(?:corporation|company|partnership|individual|trust|bank|association|institution|body|limited|firm|foundation|society|state|agency)\b
        |\((?:[^()]{{0,60}}\bParty\b|{alternatives('roles')}))""",
        re.VERBOSE | re.IGNORECASE,
    )


def _described(text: str, name: Name, end: int) -> bool:
    """Whether a name without legal form is described, defined, or stands alone between the opener, "and" and the end."""
    if _descriptor().match(text, name.end, end):
        return True
    return bool(re.match(r"\s*,?\s*(?:and\b|;|\.?\s*$|,?\s*dated\b|,?\s*effective\b)", text[name.end : end + 1], re.IGNORECASE)) and len(name.text) > 2


def _describe(text: str, name: Name, stop: int) -> tuple[Claim, list[str]]:
    """Read what a block says of one party up to `stop`: short names, roles, earlier names, owner."""
    aliases: list[tuple[str, int, int]] = []
    roles: list[str] = []
    groups: list[str] = []
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
    person = bool(title) or bool(re.match(rf"\s*,?\s*(?:{alternatives('person-descriptors')})\b", tail, re.IGNORECASE)) and not name.legal
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


def _definitions(text: str, start: int, stop: int) -> list[tuple[str, int, int, bool, bool]]:
    found: list[tuple[str, int, int, bool, bool]] = []
    for match in _BRACKET.finditer(text, start, stop):
        found += definition_words(text, match.start(), match.end())
    for match in _HEREINAFTER.finditer(text, start, stop):
        found += definition_words(text, match.start(), match.end())
    for match in _bare_bracket().finditer(text, start, stop):
        word = match.group("word").strip(" ,.")
        if is_role(word) or match.group("mark") or (word.isalpha() and word.isupper()):
            found.append((word, match.start("word"), match.start("word") + len(word), True, bool(match.group("mark") in {"collectively", "each", "together"})))
    seen: set[int] = set()
    return [f for f in found if f[1] not in seen and not seen.add(f[1])]  # type: ignore[func-returns-value]


def kind_of_word(word: str, name: str, article: bool, together: bool) -> str:
    """Return what a defined word is to a party: alias, role, group, or nothing."""
    if not word or not word[0].isalnum() or _never_role(word):
        return ""
    own, words = set(name_words(name)), name_words(word)
    bare = word.casefold().removeprefix("the ")
    if bare in {"party", "parties"} or ((together or not article) and bare in party_words("collective-nouns")):
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
    return re.compile(rf"(?<!\w)(?:{alternatives('former-marks')}|{until})\s*(?:the\s+)?[\"']?", re.IGNORECASE)


@cache
def _former_end() -> re.Pattern[str]:
    return re.compile(_former().pattern + r"$", re.IGNORECASE)


@cache
def _trading() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives('trading-marks')}\s*[\"']?", re.IGNORECASE)


def former_names(tail: str) -> tuple[str, ...]:
    """Return the earlier names that stand right behind a name.

    >>> former_names(", until 3 May 2023 registered as Old Data AS (the")
    ('Old Data AS',)
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


# ------------------------------------------------------------------ particulars and signatures
@cache
def _particular() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:the\s+)?(?P<role>(?:[\w-]+\s)?{alternatives('roles')})(?:'s\s+name|\s+name)?(?:\s*[:|\t]\s*|\s{{2,}}|\s*\*\*:?\s*)\W*(?P<rest>\S.*)", re.IGNORECASE)


def read_particulars(line: str) -> Claim | None:
    """Return the party that one line of particulars names ("Landlord: Kappa Estates Limited"); offsets are of the line."""
    match = _particular().match(line)
    if not match or len(line) > 400:
        return None
    start = match.start("rest")
    names = find_names(line[start : start + 160])
    if not names or names[0].start > 6 or not (names[0].legal or names[0].head or is_government(names[0].text)):
        return None
    name = replace(names[0], start=names[0].start + start, end=names[0].end + start)
    claim, _ = _describe(line, name, len(line))
    role = match.group("role").strip()
    known = claim.roles or any(a.casefold() == role.casefold() for a, _, _ in claim.aliases)
    return replace(claim, source="particulars", roles=claim.roles if known else (role,), weight=3)


_SIGNED = re.compile(r"(?:By|BY|by|Name|NAME|Signature|Signed|Title|/s/|/S/|Per|Its)\s*[:_/]|_{5,}|/s/")


def read_signatures(text: str) -> list[Claim]:
    """Return the names with a legal form or a body's noun that a signature follows, from the last part of a clean text."""
    start = max(0, len(text) - 5000)
    part = text[start:]
    found: list[Claim] = []
    for name in find_names(part):
        if not (name.legal or name.head) or _never_name(name) or len(name.text) > 90:
            continue
        after = part[name.end : name.end + 40]
        if _SIGNED.search(after) and not name.possessive:
            found.append(Claim(name.text, name.start + start, name.end + start, "signature", 2))
    return found
