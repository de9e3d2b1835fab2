"""Names of agreements in clean text: "the Licence Agreement dated 3 May 2019", "Amendment No. 2", "their previous investments in 2019".

The words are data (`ontology/lexicon/agreements.toml`); this module only knows how an English noun phrase is built around them.
Offsets count code points of the clean text of a `Passage`, half-open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from kg.dates import FoundDate, find_dates
from kg.extraction.lexicon import load_toml
from kg.extraction.notation import inflections
from kg.records import DateBounds, Force, LinkType

__all__ = ["AgreementName", "alias_pattern", "find_names", "lexicon_pattern", "listed", "verb_pattern"]


@dataclass(frozen=True, slots=True)
class AgreementName:
    """A noun phrase that names an agreement, or a class of them.

    `start` and `end` hold determiner, adjectives, noun and number; `tail` is where what belongs to it ends (its date, its
    parties, its defined name). `link` is what its noun or adjectives say that it does to an earlier agreement.
    """

    start: int
    end: int
    tail: int
    noun: str
    kind: str
    force: Force
    firm: bool
    determiner: str = ""
    qualities: frozenset[str] = frozenset()
    title: str = ""
    number: int | None = None
    link: LinkType | None = None
    dates: tuple[DateBounds, ...] = ()
    date_at: int = -1
    defined: tuple[str, ...] = ()
    amended_on: tuple[DateBounds, ...] = ()
    phrase: str = ""  # adjectives and noun as they stand

    @property
    def made(self) -> DateBounds:
        """The day that the phrase itself gives, or no bounds."""
        return self.dates[0] if self.dates else DateBounds()


# ------------------------------------------------------------------ the lexicon, compiled
def _spelled(words: list[str]) -> str:
    """An alternation of phrases, longest first; a blank stands for one or more blanks or a hyphen."""
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"[\s-]+") for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


@cache
def lexicon_pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of `[phrases.NAME]`, to be searched in clean text."""
    return re.compile(str(load_toml("agreements")["phrases"][name]["pattern"]), re.IGNORECASE)


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words of `[lists.NAME]`."""
    return frozenset(load_toml("agreements")["lists"][name]["words"])


@cache
def verb_pattern(name: str) -> re.Pattern[str]:
    """Return a pattern for every form of the verbs of `[verbs.NAME]`."""
    table = load_toml("agreements")["verbs"][name]
    forms = {form for lemma in table.get("lemmas", []) for form in inflections(lemma)} | set(table.get("forms", []))
    return re.compile(rf"(?<![\w-]){_spelled(sorted(forms))}(?![\w-])", re.IGNORECASE)


@cache
def _nouns() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for every noun, and for each noun in lower case the table it stands in."""
    tables = load_toml("agreements")["nouns"]
    owner = {word: name for name, table in tables.items() for word in table["words"]}
    plural = {f"{word}s": name for word, name in owner.items() if not word.endswith(("s", "é", "y"))}
    owner = plural | owner
    return re.compile(rf"(?<![\w-]){_spelled(sorted(owner))}(?![\w-]|'[a-z]*\w)", re.IGNORECASE), owner


@cache
def _qualities() -> tuple[re.Pattern[str], dict[str, str]]:
    tables = load_toml("agreements")["qualities"]
    owner = {word: name for name, table in tables.items() for word in table["words"]}
    return re.compile(rf"(?<![\w-]){_spelled(sorted(owner))}(?![\w-])", re.IGNORECASE), owner


_WORD_BEFORE = re.compile(r"([\w&'/.™®+-]+)[\s]*$")
_JOINTS = frozenset({"and", "&", "of", "or", "for", "on", "in"})
_NUMBER = re.compile(r"\s*(?:\(?\s*)(?:No|Nr|Number|Nº|N°|n°|#)\s*\.?\s*:?\s*(\d{1,3})\b(?!\s*/)|\s+(I{1,3}|IV|VI{0,3}|IX|X)\b(?=\W)|\s+(\d{1,2})\b(?=\s+(?:to|of|dated)\b)", re.IGNORECASE)
_ORDINALS = {w: n for n, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_DEFINED = re.compile(r"""\(\s*(?:together|collectively|jointly|as\s+(?:so\s+)?(?:amended|supplemented)[^"()]{0,60}|hereinafter|each)?[^"()]{0,80}?"([^"]{2,60})"[^()]{0,80}\)""")


def find_names(text: str, dates: list[FoundDate] | None = None) -> list[AgreementName]:
    """Return the names of agreements in a clean text, in order.

    >>> [(n.kind, n.number, n.title) for n in find_names('parties to the Supply Agreement, as amended by Amendment No. 1')]
    [('definitive', None, 'Supply Agreement'), ('amendment', 1, 'Amendment')]
    """
    pattern, owner = _nouns()
    brackets = [m.span() for m in _DEFINED.finditer(text)]
    matches = [m for m in pattern.finditer(text) if not _is_verb(text, m) and not _quoted(text, m.start(), brackets)]
    if not matches:
        return []
    dates = find_dates(text) if dates is None else dates
    names: list[AgreementName] = []
    for i, match in enumerate(matches):
        limit = matches[i + 1].start() if i + 1 < len(matches) else len(text)
        if i + 1 < len(matches) and re.fullmatch(r"[\s,/&]+|\s*-\s*", text[match.end() : limit]) and text[match.end()] != ".":
            continue  # "amendment agreement": the last noun is the head
        floor = names[-1].end if names else 0
        names.append(_read_tail(text, _read_name(text, match, owner, floor), limit, dates))
    return _share_defined(text, names)


def _share_defined(text: str, names: list[AgreementName]) -> list[AgreementName]:
    """Names where a bracket after an amendment, '(together, the "X")' or '(the "Supply Agreement")', defines X for what it amends."""
    for i, name in enumerate(names):
        if not i or not name.defined or name.kind != "amendment":
            continue
        together = re.search(r"\((?:together|collectively|as )", text[name.end : name.tail], re.IGNORECASE)
        changing = re.search(r"amend|addend|variation|supplement", " ".join(name.defined), re.IGNORECASE)
        bases = [j for j in range(i) if names[j].kind != "amendment" and not re.search(r"[.;](?=\s+[A-Z])", text[names[j].end : name.start])]
        if bases and (together or not changing):
            names[bases[-1]] = replace(names[bases[-1]], defined=names[bases[-1]].defined + name.defined)
            names[i] = replace(name, defined=())
    return names


def _quoted(text: str, at: int, brackets: list[tuple[int, int]]) -> bool:
    """Whether a place lies inside the quotes of a bracket that defines a name."""
    return any(start < at < end and text.count('"', start, at) % 2 == 1 for start, end in brackets)


def _is_verb(text: str, match: re.Match[str]) -> bool:
    """Whether a word that can be a noun is a verb here: "they deal in timber", "to contract with"; or names no agreement."""
    word = match.group().lower()
    before = _WORD_BEFORE.search(text[max(0, match.start() - 30) : match.start()])
    last = before.group(1).lower() if before else ""
    after = re.match(r"\s+([a-z]+)", text[match.end() : match.end() + 24])
    if after and after.group(1) in listed("compounds"):
        return True
    if word in {"deal", "contract", "lease", "work", "program", "settlement"}:
        return last in {"to", "they", "we", "will", "shall", "may", "can", "not", "who", "good", "great", "at"}
    return word == "agreement" and last in {"in", "good", "full", "close"}


def _read_name(text: str, match: re.Match[str], owner: dict[str, str], floor: int) -> AgreementName:
    noun = re.sub(r"[\s-]+", " ", match.group().lower())
    name = owner.get(noun) or owner.get(match.group().lower()) or owner[noun.replace(" ", "-")]
    table = load_toml("agreements")["nouns"][name]
    start, title_start = _walk_back(text, match.start(), floor, capital=match.group()[0].isupper())
    before = text[start : match.start()]
    qualities = _find_qualities(before)
    determiner = _determiner(text, start)
    number, end = _number(text, match.end(), before, name)
    title = text[title_start : match.end()].strip() if match.group()[0].isupper() else ""
    first = start - (len(determiner) + 1 if determiner else 0)
    base = AgreementName(max(first, 0), end, end, noun, str(table["kind"]), _force(str(table["force"])), bool(table["firm"]))
    link = LinkType(table["link"]) if "link" in table else None
    return _qualify(replace(base, determiner=determiner, title=title, number=number, link=link, phrase=text[start : match.end()]), qualities)


def _force(name: str) -> Force:
    return Force(name)


def _find_qualities(before: str) -> list[str]:
    pattern, owner = _qualities()
    return [owner[key] for m in pattern.finditer(before) for key in [re.sub(r"\s+", " ", m.group().lower())] if key in owner]


def _qualify(name: AgreementName, qualities: list[str]) -> AgreementName:
    """The name with what its adjectives say of kind, force and link."""
    tables = load_toml("agreements")["qualities"]
    kind, force, link = name.kind, name.force, name.link
    if name.number is not None:
        qualities = [q for q in qualities if q not in {"earlier", "new"}]
    for quality in qualities:
        table = tables[quality]
        if name.kind in {"definitive", "partnership", "master", "memorandum"} or (name.kind == "investment" and "link" in table):
            kind = str(table.get("kind", kind)) if name.kind != "memorandum" else kind
            link = LinkType(table["link"]) if "link" in table else link
        if "force" in table and name.kind != "memorandum":
            force = Force(table["force"])
    if {"amended", "restated"} <= set(qualities):
        kind, link = "restatement", LinkType.SUPERSEDES
    return replace(name, kind=kind, force=force, link=link, qualities=frozenset(qualities))


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
        if not _belongs(word, lower) or (in_title and word[0].islower() and lower not in _qualities()[1]):
            break
        start = match.start()
        in_title = in_title and word[0].isupper()
        title = start if in_title else title
    return start, title


def _belongs(word: str, lower: str) -> bool:
    """Whether a word can stand before the noun in the name of an agreement."""
    if lower in listed("closers") or (lower.endswith(".") and len(lower) > 4) or not re.search(r"[^\W\d_]|^(?:19|20)\d\d$", word):
        return False
    if word[0].isupper() or lower in _qualities()[1]:
        return True
    return not lower.endswith(".") and lower not in inflections_of_make()


@cache
def inflections_of_make() -> frozenset[str]:
    """Return the forms of the verbs that make, amend or extend agreements; they are no part of a name (adjectives of the same form are)."""
    tables = load_toml("agreements")
    qualities = {word for table in tables["qualities"].values() for word in table["words"]}
    words = {
        form
        for verb in tables["verbs"].values()
        for form in {f for lemma in verb.get("lemmas", []) for f in inflections(lemma)} | set(verb.get("forms", []))
        if " " not in form
    }
    return frozenset(words - qualities - {"supply", "lease", "use", "share", "purchase", "license", "offer", "transfer", "executed", "work", "signed"})


def _capital_before(text: str, at: int, floor: int) -> bool:
    match = _WORD_BEFORE.search(text, max(floor, at - 40), at)
    return bool(match and match.group(1)[0].isupper())


def _determiner(text: str, start: int) -> str:
    """The determiner right before a noun phrase, in lower case."""
    match = re.search(r"(that certain|[a-z]+)\s+$", text[max(0, start - 16) : start], re.IGNORECASE)
    word = match.group(1).lower() if match else ""
    if word in listed("determiners"):
        return word
    return "its" if re.search(r"'s?\s+$", text[max(0, start - 3) : start]) else ""


def _number(text: str, at: int, before: str, noun: str) -> tuple[int | None, int]:
    """The number of an amendment, and where the name ends."""
    match = _NUMBER.match(text, at)
    if match and (noun in {"amendment", "extension", "memorandum", "restatement"} or match.group(1) and noun != "contract"):
        figure = match.group(1) or match.group(3)
        return (int(figure) if figure else _ROMAN.get(match.group(2).lower())), match.end()
    if match and match.group(1) and re.search(r"amend|addend|supplement|variation", before, re.IGNORECASE):
        return int(match.group(1)), match.end()
    ordinal = next((_ORDINALS[w] for w in before.lower().split() if w in _ORDINALS), None)
    return (ordinal if noun in {"amendment", "extension", "restatement"} else None), at


# ------------------------------------------------------------------ what follows the noun
_CUE = re.compile(
    r"\b(?:dated|made|signed|entered\s+into|executed|concluded|effective|of|on|in|from|since|announced|agreed|date|begun|began|struck)"
    r"(?:\s+(?:and\s+effective|and\s+entered\s+into|by\s+the\s+parties))?(?:\s+(?:as\s+of|as\s+at|with\s+effect\s+from|on|in|of|back\s+in))?\s*(?:the\s+)?:?\s*$",
    re.IGNORECASE,
)
_DIRECT = re.compile(r"\s*,?\s*(?:\(\s*)?(?:of|on|in|from|since|dated(?:\s+as)?(?:\s+of)?|made(?:\s+on|\s+as\s+of)?|signed(?:\s+on|\s+in)?)\s+(?:the\s+)?$", re.IGNORECASE)
_AMENDED = re.compile(r"\b(?:as\s+(?:so\s+|previously\s+|further\s+|first\s+|last\s+|once\s+|since\s+)?|and\s+)?(?:amended|supplemented|varied|modified)\b", re.IGNORECASE)


def _read_tail(text: str, name: AgreementName, limit: int, dates: list[FoundDate]) -> AgreementName:
    """The name with the dates, the defined name and the amendments that follow it within its clause."""
    stop = min(limit, name.end + 400)
    hard = re.search(r"[.;:?!](?=\s+[A-Z\"(]|\s*$)", text[name.end : stop])
    stop = name.end + hard.start() if hard and not re.search(r"\b(?:Inc|Ltd|Co|Corp|No|S\.A|N\.V|LLC|L\.P|B\.V)$", text[: name.end + hard.start()][-6:]) else stop
    after = lexicon_pattern("after").search(text, name.end, stop)
    soft = after.start() if after else stop
    amended = _AMENDED.search(text, name.end, stop)
    split = amended.start() if amended else stop
    found = [d for d in dates if name.end <= d.start < stop and d.precision != "yearless"]
    own = _own_dates(text, name, [d for d in found if d.start < min(split, soft + 200)], soft)
    later = _amendment_dates(text, amended.end(), found) if amended else ()
    tail = max([name.end, *(d.end for d in own)])
    match = _DEFINED.search(text, name.end, min(len(text), stop + 120))
    defined: tuple[str, ...] = ()
    if match and match.start() < min(limit, stop + 3) and not re.search(r"\b(?:inc|ltd|llc|corp|company|gmbh|plc)\b[^()]{0,12}$", text[name.end : match.start()], re.IGNORECASE):
        defined, tail = _agreement_names_of(match.group()), max(tail, match.end())
    return replace(name, dates=tuple(d.bounds for d in own), date_at=own[0].start if own else -1, tail=tail, defined=defined, amended_on=later)


_AMENDED_ON = re.compile(r"\s*(?:and\s+restated\s+)?(?:by\b[^;.]{0,80}?)?(?:on|in|as\s+of|effective(?:\s+as\s+of)?|dated(?:\s+as\s+of)?|of)?\s*(?:the\s+)?")


def _amendment_dates(text: str, at: int, found: list[FoundDate]) -> tuple[DateBounds, ...]:
    """The dates right behind "as amended on", and those joined to them."""
    dates: list[DateBounds] = []
    for date in (d for d in found if d.start >= at):
        if not _AMENDED_ON.fullmatch(text[at : date.start]) and not (dates and re.fullmatch(r"\s*(?:,|and|&|,\s*and)\s*(?:on\s+|in\s+)?", text[at : date.start])):
            break
        dates.append(date.bounds)
        at = date.end
    return tuple(dates)


def _own_dates(text: str, name: AgreementName, found: list[FoundDate], soft: int) -> list[FoundDate]:
    """Of the dates after a name those that date it: the first that a cue introduces, and what is joined to it by "and"."""
    own: list[FoundDate] = []
    if name.determiner != "this" and re.match(r"[^.;]{0,60}?\b(?:is|are)\s+(?:hereby\s+)?(?:made|entered|effective)\b", text[name.end : name.end + 100]):
        if re.search(r"\b[Tt][Hh][Ii][Ss]\s[^.;]*$", text[max(0, name.start - 200) : name.start]):
            return []  # "This Amendment to the Supply Agreement is made on …"
    for date in found:
        between = text[(own[-1].end if own else name.end) : date.start]
        if own:
            if not re.fullmatch(r"\s*(?:,|and|&|,\s*and)\s*(?:in\s+)?", between):
                break
            own.append(date)
        elif _DIRECT.fullmatch(between) or (date.start <= soft + 60 and len(between) < 260 and _CUE.search(between) and _states_date(between, date)):
            own.append(date)
    return own


def _states_date(between: str, date: FoundDate) -> bool:
    """Whether the words before a date at some distance from the noun say that it was made then: not "of", "in" and the like alone."""
    strong = r"\b(?:dated|made|signed|entered\s+into|executed|concluded|effective|struck|announced|agreed|began|begun|started|since)\b[^,;]{0,30}$"
    if lexicon_pattern("not-made").search(between) and not re.search(r"\b(?:dated|made|signed|entered\s+into|executed|concluded)\b", between, re.IGNORECASE):
        return False
    return bool(re.search(strong, between, re.IGNORECASE)) or (date.precision == "day" and bool(re.search(r"\b(?:on|of)\s+(?:the\s+)?$", between)))


def _agreement_names_of(bracket: str) -> tuple[str, ...]:
    """The names in a bracket that are names of an agreement: they hold a noun for one, or are short capitals."""
    names = re.findall(r'"([^"]{2,60})"', bracket)
    return tuple(n for n in names if (_nouns()[0].search(n) and not re.search(r"\b(?:Date|Term|Period)\b", n)) or re.fullmatch(r"[A-Z&]{2,6}", n))


def alias_pattern(aliases: list[str]) -> re.Pattern[str]:
    """Return a pattern for defined names in text, with the determiner before them."""
    return re.compile(rf"(?<![\w-])(?:(?P<det>[Tt]he|[Tt]his|THE|THIS)\s+)?(?P<name>{_spelled(sorted(aliases))})(?![\w-])")
