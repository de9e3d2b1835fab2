"""Sentences that show who deals: the frames of `ontology/lexicon/parties.toml` over the names of a sentence.

One file: which names may stand in a frame is decided word for word beside the frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from kg.errors import LexiconError
from kg.expressions import compiled
from kg.extraction.frame_needs import read_needs
from kg.extraction.lexicon import load_toml, phrase
from kg.extraction.party_genitives import owns_nothing
from kg.extraction.party_names import Name, find_names
from kg.extraction.party_onlookers import is_told_of
from kg.extraction.party_titles import bodies
from kg.extraction.party_words import alternatives, either_case, folded, is_government, looked_after, party_words, small, spells_out
from kg.extraction.runs import lowered

__all__ = ["Frame", "Framed", "load_frames", "people", "read_frames", "represented", "sentence_names"]

_NAMES = 30  # names of one sentence that are looked at
_TIME = r"(?:on|in|late on|early on|this|last) (?:[A-Z][a-z]+day|week|month|year|[A-Z][a-z]{2,8}\.?(?: \d{1,2}(?:, \d{4})?)?)"
_SIGN = "\ue000"  # stands for a name while frames are matched, with its number behind it
_ASIDE = rf"(?:, (?:[^,;{_SIGN}]{{3,90}}|(?:which|who|whose)\b(?:[^,;{_SIGN}]|{_SIGN}\d+;){{3,140}}),)?"  # between two commas
_N = rf"{_SIGN}\d+;(?: of (?:[A-Z]\w+|{_SIGN}\d+;))?(?: \([^()]{{1,80}}\))?{_ASIDE}"

_NOT_AT = r"(?<!\b[Aa]t )(?<!\b[Ii]n )(?<!\bnear )"  # before the first name of a list: else it is a place
_NOUN = r"(?: (?:association|club|co-?operative|council|foundation|government|group|team|trust|union))?"  # "the Acme cooperative"


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: its name in the lexicon, what it matches, and what each name (`bodies`: of a firm or a body) gains."""

    name: str
    pattern: re.Pattern[str]
    weight: float
    examples: tuple[str, ...]
    bodies: bool = False
    names: int = 0  # that each match holds at least
    words: tuple[re.Pattern[str], ...] = ()  # of which each match holds one


@dataclass(frozen=True, slots=True)
class Framed:
    """A name in a frame of one sentence; `others` are the names that share the frame."""

    name: Name
    frame: str
    weight: float
    others: tuple[str, ...]


_HOLDING = {"N": 1, "S0": 1, "L": 2}  # placeholders that stand for names, and for how many
_TELLING = ("we", "D", "X", "O", "S", "V", "I", "P")  # those of which a sentence can be asked beforehand


@cache
def load_frames() -> tuple[Frame, ...]:
    """Return the frames of the lexicon, in the order of the file.

    Raises:
        LexiconError: a frame is malformed.
    """
    small = rf"(?:(?!(?:{alternatives('openers')}|{alternatives('prepositions')}|them|us)\b)[a-z][\w-]*,? ){{0,3}}?"
    houses = rf"{alternatives('place-heads')}|{alternatives('house-parts')}"
    place = rf"(?:{houses}|universities|(?i:{alternatives('job-titles')}|{alternatives('office-holders')})) of (?:the )?"
    lead = rf"(?:(?:the|its|their|our|a|an|both) )?(?:[A-Z][\w.]*-[a-z]+ )?(?:[a-z]+['’]s )?{small}(?:{place})?"
    gap = rf"(?:[^{_SIGN}.;]|\.(?=\w)){{0,140}}?"
    parts = {
        "N": _N,
        "L": rf"{_NOT_AT}{_N}{_NOUN}(?:, {lead}{_N}{_NOUN})*,? ?(?:and|&|et) {lead}{_N}{_NOUN}(?: and {lead}{_N}{_NOUN})?",
        "T": lead,
        "X": rf"{alternatives('transfer-verbs')}\b",
        "O": rf"{alternatives('person-verbs')}\b",
        "V": rf"{alternatives('deal-verbs')}\b",
        "S": rf"{alternatives('strong-verbs')}\b",
        "A": rf"(?:(?:{alternatives('auxiliaries')}|\w+ly|{_TIME})\b,? ){{0,6}}",
        "I": rf"\b{either_case('introducing-nouns')}",
        "D": rf"\b{either_case('deal-nouns')}s?\b",
        "S0": _SIGN,
        "P": rf"\b{alternatives('paper-nouns')}s?\b",
        "we": r"\b(?:[Ww]e|[Oo]urs?|us)\b",
        "G": gap,
        "M": rf"(?P<past>(?:[^{_SIGN}.,;]){{0,60}}{_SIGN}\d+;[^{_SIGN}.,;]{{0,40}}?)",
        "H": rf"(?P<past>(?:[^.;{_SIGN}]|{_SIGN}\d+;){{0,140}}?)",
        "g": rf"(?:[^{_SIGN}.;]|\.(?=\w)){{0,40}}?",
    }
    telling = {name: compiled(parts[name]) for name in _TELLING}
    frames = []
    for raw in load_toml("parties").get("frame", ()):
        try:
            written = str(raw["pattern"])
            pattern = compiled(re.sub(r"\{([A-Za-z]\w*)\}", lambda m: parts[m.group(1)], written))
            needs = read_needs(written, _HOLDING)
            words = tuple(telling[part] for part in _TELLING if part in needs.parts)
            weight, bodies = float(raw["weight"]), bool(raw.get("bodies", False))
            frames.append(Frame(raw["name"], pattern, weight, tuple(raw["examples"]), bodies, needs.names, words))
        except (KeyError, re.error) as error:
            cure = "Give each frame name, pattern, weight and examples."
            raise LexiconError(
                f"malformed frame {raw.get('name', '?')!r}: {error}.", where="ontology/lexicon/parties.toml", cure=cure
            ) from error
    return tuple(frames)


def sentence_names(text: str, common: frozenset[str] = frozenset(), ending: frozenset[str] = frozenset()) -> list[Name]:
    """Return the names of one sentence that can be parties.

    Args:
        text: the sentence.
        common: words that the document also writes small.
        ending: names that it writes with a genitive's ending.
    """
    found = []
    for one in find_names(text):
        found_name = _with_ending(text, one) if f"{one.text}'s" in ending else one
        name = _without_origin(text, _without_paper(_without_tail(_represented(_without_day(text, found_name)))))
        kept = None if _is_home(text, name) else _without_starter(text, name, common)
        if kept is not None and not _excluded(text, kept, common):
            found.append(kept)
    return found


def _with_ending(text: str, name: Name) -> Name:
    """Return a name with the genitive's ending behind it; where nothing follows that it owns, it is a name like any other."""
    if text[name.end : name.end + 2] != "'s":
        return name
    end = name.end + 2
    return replace(name, end=end, text=text[name.start : end], possessive=not owns_nothing(text, end))


def _is_home(text: str, name: Name) -> bool:
    """Whether a name is that of the land or town of the firm named right behind it: "Elbonia's Acme"; a ministry is its own."""
    if not name.possessive or not (name.text in party_words("countries") or name.text in party_words("cities")):
        return False
    behind = _OWNED.match(text, name.end)
    return behind is not None and not is_government(behind["next"]) and behind["next"].casefold() not in folded("government-heads")


_OWNED = re.compile(r"['’]s (?P<next>[A-Z][\w-]+(?: (?:of |for )?[A-Z][\w-]+)*)")
_WHEN = re.compile(
    r"\b(?:in|on|since|by|from|until|till|last|next|early|late|mid|this|of|during|before|after)[\s-]+$", re.IGNORECASE
)

_SPAN = re.compile(r"[a-z\d] (?:and|through|to)[\s-]+$")  # "from November to March Acme sells"
_DAY_NUMBER = re.compile(r"\b(?:on|since|by|from|until|till|of)(?: the)? \d{1,2}(?:st|nd|rd|th)?\.?\s+$", re.IGNORECASE)


def _without_day(text: str, name: Name) -> Name:
    """Return a name without the day or month before it: "In September Acme signed", "On 3 May Acme signed"."""
    first, _, rest = name.text.partition(" ")
    if not rest or first.rstrip(".,") not in party_words("days-and-months"):
        return name
    before = text[: name.start]
    if not _WHEN.search(before) and not _DAY_NUMBER.search(before) and not _SPAN.search(before):
        return name
    return replace(name, start=name.end - len(rest), text=rest)


def _without_paper(name: Name) -> Name:
    """Return a name without the title of the paper before it: "Under the Net Access Agreement Acme shall"."""
    words = name.text.split()
    ends = [i for i, word in enumerate(words[:-1]) if i and word.casefold() in folded("paper-heads")]
    if not ends:
        return name
    rest = name.text.split(maxsplit=ends[-1] + 1)[-1]
    headed = rest.casefold() in bodies() | party_words("organisation-heads")  # "the Fair Code Foundation" is one name
    return name if headed else replace(name, start=name.end - len(rest), text=rest)


def _without_origin(text: str, name: Name) -> Name:
    """Return a name without the word before it that tells where its bearer sits: "Oslo-based Acme"."""
    told = None if name.legal and " " not in name.text else phrase("origin").match(name.text) or _foreign().match(name.text)
    if told is None and " " in name.text and name.text.split()[0] in party_words("demonyms"):
        rest = name.text.split(maxsplit=1)[1]
        letters = _LETTERS_BEHIND.match(text, name.end)
        if letters and spells_out(letters[1], rest) and not spells_out(letters[1], name.text):
            return replace(name, start=name.end - len(rest), text=rest)
    return name if told is None else replace(name, start=name.start + told.end(), text=name.text[told.end() :])


_LETTERS_BEHIND = re.compile(r"\s*\(([A-Z]{2,6})\)")


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(rf"{alternatives('demonyms')}\s+(?=(?i:{alternatives('foreign-heads')})\b)")


def _qualifies(name: str) -> bool:
    """Whether a word in capitals is an adjective: "English-speaking", "Franco-Spanish"."""
    parts = name.split("-")
    return " " not in name and (
        bool(phrase("qualifying-tail").search(name)) or (len(parts) > 1 and all(part in party_words("demonyms") for part in parts))
    )


def _without_starter(text: str, name: Name, common: frozenset[str]) -> Name | None:
    """Return a name without the common word that only opens the sentence; `None` where nothing is left."""
    opens = not text[: name.start].strip(" \"'(-•*") or text[: name.start].rstrip()[-1:] in ".:?!\"'•"
    words = name.text.split()
    while opens and words and not name.legal and words[0].strip(".,").casefold() in party_words("starters"):
        if len(words) == 1:
            return None
        start = name.start + name.text.index(words[1], len(words[0]))
        name = Name(start, name.end, text[start : name.end], name.legal, name.head, name.possessive)
        words = words[1:]
    return None if opens and len(words) == 1 and words[0].casefold() in common and not name.text.isupper() else name


def people(text: str) -> set[str]:
    """Return the first and last names of the people whom a sentence names with a title, an office or a first name, or beside us."""
    found = [name for name in find_names(text) if not name.legal]
    full = [name.text.split() for name in found if " " in name.text and _is_person(text, name)]
    return {word for words in full for word in (words[0], words[-1])} | {name.text for name in found if _is_one_of_us(text, name)}


def _is_one_of_us(text: str, name: Name) -> bool:
    """Whether a name is that of a person who writes, or stands beside the one who does: "Ann and I", "Ann from accounts here"."""
    return not name.legal and not name.head and phrase("beside-who-writes").match(text, name.end) is not None


def _excluded(text: str, name: Name, common: frozenset[str]) -> bool:
    plain = name.text.casefold()
    if name.legal:
        return plain in party_words("roles")
    before = text[: name.start]
    led = _PART.search(before[-12:]) or (before.rstrip().endswith(":") and _IN_BRACKET.search(before))
    if led or _NUMBERED.search(name.text):
        return True
    if (
        name.text in party_words("never-names")
        or plain in party_words("starters")
        or plain in party_words("not-roles")
        or plain in _common_nouns()
        or plain in party_words("portfolios")
    ):
        return True
    defined = plain in common and " " not in plain and _DETERMINED.search(before)
    numbered = _FIGURE_BEHIND.match(text, name.end) and plain in party_words("product-heads")  # "Terminal 4"
    counted = (
        not name.possessive
        and (" " not in name.text or name.text.endswith("s"))
        and before[-1:].isspace()
        and phrase("counted-things").search(before)
    )
    if name.text.isdigit() or len(name.text) == 1 or defined or numbered or counted:
        return True
    if (
        name.text in party_words("demonyms")
        or re.sub(r" No\.?$", "", name.text).split()[-1].casefold() in folded("paper-heads")
        or _qualifies(name.text)
    ):
        return True
    return (
        _is_defined(plain)
        or _is_paper(text, name)
        or _is_person(text, name)
        or _is_place(text, name)
        or _is_attribute(text, name)
        or is_told_of(text, name)
    )


_IN_BRACKET = re.compile(r"\([^()]{0,30}:\s*$")
_NUMBERED = re.compile(r"\s[IVX]+$|^[A-Z]+-?\d[\w.,-]*$")
_DETERMINED = re.compile(r"\b(?:the|this|that|an?|each|any|no)\s+$", re.IGNORECASE)
_TOLD = re.compile(r"\btold $")
_FIGURE_BEHIND = re.compile(r"\s\d")


def _is_defined(plain: str) -> bool:
    """Whether each word of a name is one that contracts define for a party, a thing or a paper: "Contract Contractor"."""
    return all(word in _things() for word in plain.split())


@cache
def _things() -> frozenset[str]:
    return party_words("roles") | party_words("not-roles") | party_words("paper-heads") | party_words("paper-nouns")


def _is_paper(text: str, name: Name) -> bool:
    """Whether a name is what a paper is about ("Deed of Variation"), or that of a newspaper or an exchange."""
    last = name.text.casefold().rsplit(" ", 1)
    before = text[: name.start].removesuffix("\n")
    if text[name.start - 1 : name.start] == "(" and text[name.end : name.end + 1] == ":":
        return True  # an exchange: "(NYSE: ACM)"
    told = not name.legal and before.endswith("told ") and _TOLD.search(before)
    if told and text[name.end : name.end + 1] in {".", ",", ""}:
        return True  # whom brokers told it
    of_paper = before.endswith(("of ", "and ")) and phrase("paper-of").search(before)
    return bool(of_paper) or (len(last) > 1 and last[1] in party_words("newspapers"))


@cache
def _common_nouns() -> frozenset[str]:
    """Capitalised nouns that mean parties but name none."""
    tables = (
        "collective-nouns",
        "collective-singulars",
        "roles",
        "anaphors",
        "representing-heads",
        "job-titles",
        "government-heads",
    )
    nouns = frozenset(word for table in tables for word in party_words(table))
    return nouns | {f"{word}s" for word in party_words("roles")}


@cache
def _representing() -> re.Pattern[str]:
    of = r"\s+(?:of|from|for)\s+(?:the\s+)?"
    foreign = r"(?:Ministry|Department)\s+(?:of|for)\s+(?:Foreign|External)\s+(?:Affairs|Relations)"
    head = r"(?:Chancellor|Chief Minister|Emperor|King|Premier|President|Prime Minister|Prince|Queen|Sultan)"
    seat = rf"(?:Cabinet|Chancellery|Office|Secretariat)\s+of\s+the\s+(?:[A-Z]\w+\s+)?{head}"
    office = rf"(?:{seat}|{foreign}|{alternatives('office-holders')}(?:\s+(?:of|for)\s+[A-Z]\w+)?)"
    stands_for = rf"(?:[A-Z]\w+\s+(?!board\b))?{alternatives('representing-heads')}"  # "Antiquities Board of Elbon" is one name
    return re.compile(rf"(?:{stands_for}|{office}){of}(?=[A-Z])", re.IGNORECASE)


def _without_tail(name: Name) -> Name:
    """Return a name without a capitalised common word behind it."""
    words = name.text.split()
    organ = len(words) == 2 and words[0].isupper() and words[1].casefold() in party_words("organs")
    if name.legal or len(words) < 2 or not (organ or words[-1] in party_words("never-tails")):
        return name
    if words[-1] == "Board" and words[-2].casefold() in party_words("portfolios") | party_words("place-heads") | {"harbour"}:
        return name  # "Acmeburg Harbour Board", "Water Board"
    text = name.text[: name.text.rindex(words[-1])].rstrip()
    return replace(name, end=name.start + len(text), text=text, possessive=False)


def _represented(name: Name) -> Name:
    """Return the name behind "Delegation of"."""
    text = represented(name.text)
    return replace(name, start=name.end - len(text), text=text) if text != name.text else name


def represented(name: str) -> str:
    """Return the name of whom a body stands for: "Acme" for "Board of Directors of Acme"; the name itself where there is none.

    >>> represented("Delegation of the Republic of Elbonia")
    'Republic of Elbonia'
    """
    match = _representing().match(name)
    return name[match.end() :] if match and not looked_after(name[match.end() :]) else name


@cache
def _titles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what stands before the name of a person, and behind it, in lower case."""
    titles = small("job-titles")
    return (
        re.compile(
            rf"(?:\b{small('person-titles')}\.?|\b{titles}|\b(?:its|our|the|their)\s(?:[a-z]+\s){{0,2}}{titles},|\bsaid|\bsays)\s+$"
        ),
        re.compile(rf"\s*,\s+(?:the\s+|its\s+|an?\s+)?(?:\w+\s+){{0,3}}{titles}\b"),
    )


def _is_person(text: str, name: Name) -> bool:
    """Whether a title or an office beside a name makes it a person who speaks or signs for somebody."""
    before, after = text[max(0, name.start - 40) : name.start], text[name.end : name.end + 40]
    words = name.text.split()
    if 2 <= len(words) <= 3 and words[0] in party_words("given-names") and not name.head and "&" not in words:
        return True
    if (_INITIALS.fullmatch(name.text) and not name.legal) or _is_of_house(text, name) or _is_one_of_us(text, name):
        return True
    titled, office = _titles()
    if len(words) == 2 and not name.legal and not name.head and phrase("what-persons-do").match(text, name.end):
        return True
    return bool(
        (before[-1:].isspace() and titled.search(lowered(before)))
        or ("," in after and office.match(lowered(after)))
        or words[0].rstrip(".").casefold() in party_words("person-titles")
        or (len(words) > 1 and words[0].casefold() in party_words("office-holders") and words[1] not in {"of", "for"})
    )


def _is_of_house(text: str, name: Name) -> bool:
    """Whether a name is that of somebody who signs for the house named behind it: "Ann Bee of Acme Records"."""
    words = name.text.split()
    behind = _FOR_HOUSE.match(text, name.end)
    if behind is None or name.legal or name.head or not 2 <= len(words) <= 3 or not all(word.isalpha() for word in words):
        return False
    if _DEALER_OF.search(text[: name.start]):
        return False
    house = next(iter(find_names(text[behind.end() : behind.end() + 80])), None)
    if house is None or house.text in party_words("countries"):
        return False  # "importer of Acme Bee for New Zealand"
    return house.start == 0 and (house.legal or (house.head and " " in house.text))


_DEALER_OF = re.compile(
    r"\b(?:agent|dealer|distributor|importer|licensee|reseller|retailer|seller|supplier)s? (?:for|of|to) $"
)  # "sole importer of Acme Hill for Elbonia"
_FOR_HOUSE = re.compile(r",? (?:of|for|from|on behalf of) (?=[A-Z])")
_INITIALS = re.compile(r"(?:[A-Z]\. ?){1,3}[A-Z][a-z]+(?:-[A-Z][a-z]+)?")


_STREET = re.compile(r"\w (?:Street|Road|Avenue|Lane|Boulevard|Embankment|Esplanade)\Z")


@cache
def _land() -> re.Pattern[str]:
    return re.compile(rf"{alternatives('lie-of-the-land')} of (?:the )?[\w'’-]+", re.IGNORECASE)


def _is_place(text: str, name: Name) -> bool:
    if is_government(name.text) and name.text not in party_words("countries"):
        return False
    if name.text in party_words("regions") or name.text in party_words("cities") or name.text.title() in party_words("cities"):
        return True
    if not name.head and _land().fullmatch(name.text):
        return True
    if _STREET.search(name.text) and phrase("way-through-a-town").search(text[max(0, name.start - 30) : name.start]):
        return True
    before = text[max(0, name.start - 12) : name.start]
    dateline = re.match(r"\s*,\s+(?:[A-Z][\w.]+\s+)?(?:\d{1,2}\b|\w{3,9}\.?\s+\d)", text[name.end : name.end + 24])
    return bool(dateline) or (
        name.text in party_words("countries") and bool(re.search(r"\b(?:in|from|across|throughout|to)\s+(?:the\s+)?$", before))
    )


_PART = re.compile(r"\b(?:annex|article|chapter|clause|part|schedule|section|title) $", re.IGNORECASE)  # "clause Ninth"
_COUNTED = re.compile(
    r"(?:^|[^\w\s,.]|\b[a-z]+)\s(?!(?:19|20)\d\d\s)\d[\d,.]*(?<![,.])\s+$"
)  # "buy 500" before "Acme trucks"; no date


def _is_attribute(text: str, name: Name) -> bool:
    """Whether a name only qualifies the common noun behind it: "Acme engines", "the Baltic fund"."""
    if not (name.legal or name.possessive) and _titled_paper().match(text, name.end) and _ARTICLE.search(text[: name.start]):
        return True  # "the Acme Agreement"
    follows = re.match(r"\s+([a-z-]+)", text[name.end : name.end + 30])
    if not follows or name.possessive:
        return False
    word = follows.group(1)
    counted = not name.legal and word.endswith("s") and _COUNTED.search(text[: name.start])
    if word in party_words("product-heads") or counted:
        return True
    return word in _qualified() and bool(_ARTICLE.search(text[: name.start]))


_ARTICLE = re.compile(r"\b[Tt]he\s+$")


@cache
def _titled_paper() -> re.Pattern[str]:
    return re.compile(rf"\s(?-i:(?=[A-Z])){alternatives('paper-heads')}\b", re.IGNORECASE)


@cache
def _qualified() -> frozenset[str]:
    return party_words("attribute-nouns") | party_words("anaphors") | party_words("roles")


def read_frames(text: str, names: list[Name], only: str = "") -> Iterator[Framed]:
    """Yield each name of a sentence that stands in a frame, once for each frame; `only`: the one frame that is looked for."""
    if not names:
        return
    masked, at = [], 0
    names = names[:_NAMES]
    text = text[: names[-1].end + 160]
    for i, name in enumerate(names):
        masked += [_HOME.sub("", text[at : name.start]), f"{_SIGN}{i};"]
        behind = _BEHIND.match(text, name.end)  # the person who acts for a body: "the Port Authority of Elbony M. Finch signed"
        at = behind.end() if behind and not name.legal and " " in name.text else name.end
    masked.append(text[at:])
    shape = _DEFINING.sub("", "".join(masked)) if '"' in text else "".join(masked)
    for frame, matches in _frames_of(shape, only):
        seen: set[int] = set()
        for members in matches:
            for i in members:
                if i not in seen and (names[i].legal or names[i].head or not frame.bodies):
                    seen.add(i)
                    others = tuple(names[j].text for j in members if j != i)
                    yield Framed(names[i], frame.name, frame.weight, others)


@cache
def _of_place() -> re.Pattern[str]:
    """Where a firm is at home, behind its name: " in Acmeburg" before the verb."""
    verb = rf"(?:{alternatives('auxiliaries')}|{alternatives('deal-verbs')})\b"
    return re.compile(rf"(?P<who>{_SIGN}\d+;) (?:in|near|of) (?:the )?{_SIGN}\d+; (?={verb})")


@cache
def _aside() -> re.Pattern[str]:
    """What stands between a name and its verb: whose unit it is (", part of Beta,"), or why it acts (", the work being done,")."""
    lead = "(?:an?|acting through|backed by|based in|controlled by|formerly|half of|led by|owned by|part of|through|which)"
    verb = rf"(?:{alternatives('auxiliaries')}|{alternatives('deal-verbs')})\b"
    small = rf"(?:[^,;.{_SIGN}]|{_SIGN}\d+;|\.(?=\d))"
    absolute = rf"(?:all|both|each|its|the|their)\b{small}{{2,90}}? (?:being|having)\b{small}{{2,90}}?"
    grounds = rf"{alternatives('aside-openers')}\b{small}{{2,160}}?|{absolute}"
    return re.compile(rf"(?P<who>{_SIGN}\d+;), (?:{lead}\b{small}{{2,90}}?|{grounds}), (?={verb})")


@lru_cache(maxsize=2048)
def _frames_of(shape: str, only: str) -> tuple[tuple[Frame, tuple[tuple[int, ...], ...]], ...]:
    """The frames in a sentence whose names are hidden, and the numbers of the names in each match of a frame.

    Kept, because notices and reports of one kind differ in little but the names.
    """
    names = shape.count(_SIGN)
    shape = _of_place().sub(r"\g<who> ", shape)
    plain = _aside().sub(r"\g<who> ", shape)
    shapes = (shape,) if plain == shape else (shape, plain)
    holds: dict[re.Pattern[str], bool] = {}
    found = []
    for frame in load_frames():
        if frame.names > names or (only and frame.name != only):
            continue
        for word in frame.words:
            if word not in holds:
                holds[word] = any(map(word.search, shapes))
        if all(holds[word] for word in frame.words) and (matches := tuple(_members(frame, shapes))):
            found.append((frame, matches))
    return tuple(found)


def _members(frame: Frame, shapes: tuple[str, ...]) -> Iterator[tuple[int, ...]]:
    """The numbers of the names in each match of a frame."""
    for match in (match for shape in shapes for match in frame.pattern.finditer(shape)):
        if frame.name == "list-verb" and _singular(match.group()):
            continue
        past = match["past"] if "past" in frame.pattern.groupindex else ""
        told = match.group().replace(past, " ") if past else match.group()
        yield tuple(int(m) for m in _NUMBER.findall(told))


_NUMBER = re.compile(rf"(?<!; of ){_SIGN}(\d+);")
_BEHIND = re.compile(r" (?:[A-Z]\. ?){1,3}[A-Z][a-z]+(?=[ ,])")
_HOME = re.compile(r"\b[A-Z][\w-]+(?: [A-Z][\w-]+)?['’]s $")  # the land of a firm right before its name: "Elbonia's Acme"
_DEFINING = re.compile(r'\s*\([^()"]{0,80}"[^()]{0,90}\)')  # a bracket that gives a name: (the "Lease")


def _singular(frame: str) -> bool:
    """Whether the verb behind a list of names is singular, so that "and" lies inside one name ("X and Y Limited takes")."""
    words = re.sub(rf".*{_SIGN}\d+;", "", frame).split()
    verbs = [word for word in words if word.isalpha()]
    return bool(verbs) and (
        verbs[0] in {"has", "is", "was", "does"} or (verbs[-1].endswith("s") and not verbs[-1].endswith("ss") and len(verbs) == 1)
    )
