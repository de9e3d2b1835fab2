"""To whose house a letter goes whose reader it greets by name: the address above the salutation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from kg.extraction.lines import COLUMN, placed_lines
from kg.extraction.party_called import deal_noun
from kg.extraction.party_definitions import Claim
from kg.extraction.party_names import find_names
from kg.extraction.party_words import ATTENTION, alternatives, party_words

__all__ = ["read_addressed", "read_addressees", "read_greeted", "read_letterhead", "read_readers_house"]

_HEAD = 2500  # code points in which a letter greets its reader
_BELOW = 3  # lines from the name of the reader to that of the house
_DEAR = re.compile(r"(?m)^\W*Dear (?P<who>[A-Z][^\n,:;]{1,40})[,:;]?\s*$")


def read_readers_house(text: str) -> list[Claim]:
    r"""Return the house that fills a line right below the name of the person whom a letter greets; nothing where none does.

    >>> [claim.name for claim in read_readers_house("Dr. Ann Bee\nHead of Mills\nAcme Tarn\n\nDear Ann,\n\nOur lease ends.")]
    ['Acme Tarn']
    """
    dear = _DEAR.search(text, 0, _HEAD)
    if dear is None:
        return []
    called = _called(dear["who"])
    left = 0
    others = {claim.start for claim in read_addressees(text)}
    for line, at in placed_lines(text[: dear.start()]):
        bare = line.strip(" \t*_,.")
        if left and "," in bare and any(at <= start < at + len(line) for start in others):
            return []  # the house stands in that row, and its town below
        left = _BELOW if called & set(re.findall(r"[^\W\d_]+", bare)) and len(bare) < 60 else left - 1 if bare else 0
        names = find_names(bare) if 0 <= left < _BELOW and bare else []
        if len(names) == 1 and names[0].text == bare and not (_is_office(bare) or _is_place(bare) or _is_dwelling(bare)):
            start = at + line.find(bare)
            return [Claim(bare, start, start + len(bare), "letter", 4)]
    return []


def _called(greeting: str) -> set[str]:
    """Return the names of whom a letter greets: no title, and no "and" between two of them."""
    words = {word for word in re.findall(r"[^\W\d_]{3,}", greeting) if word[0].isupper()}
    return words - {word.title() for word in party_words("person-titles")}


_SALUTATION = re.compile(r"(?m)^\W*Dear [^\n]{1,90}$")
_ATTENTION = re.compile(rf"\b{ATTENTION}\b", re.IGNORECASE)
_TO = re.compile(r"\W*(?:To:?|cc:?)\s+")


def read_addressees(text: str) -> list[Claim]:
    r"""Return the houses of those whom a letter greets, in whose lines of the address they stand: "Ms Bee, Acme Tarn, Hillby".

    >>> [c.name for c in read_addressees("To Ms Ann Bee, Acme Tarn\nTo Beta Inns, attn Cem Dee\n\nDear Ann, dear Cem,\n")]
    ['Acme Tarn', 'Beta Inns']
    """
    dear = _SALUTATION.search(text, 0, _HEAD)
    if dear is None:
        return []
    called = _called(dear.group()) - {"Dear"}
    found: dict[str, Claim] = {}
    for address in _PART.finditer(text, 0, dear.start()):
        for name, at in _houses(address.group(), called, text[dear.end() :]):
            start = address.start() + at
            found.setdefault(name, Claim(name, start, start + len(name), "letter", 4))
    return list(found.values())


def _houses(address: str, called: set[str], body: str) -> Iterator[tuple[str, int]]:
    """Yield the houses in the rows of an address in which, or above which, a reader of the letter stands, and their places."""
    below, housed = 0, False
    rows = list(placed_lines(address))
    columns = [
        (m.group(), at + m.start(), next_row)
        for (row, at), (next_row, _) in pairwise([*rows, ("", 0)])
        for m in COLUMN.finditer(row)
    ]
    for row, at, after in columns:
        led = _TO.match(row)
        first = led.end() if led else 0
        minds = _ATTENTION.search(row)
        greets = bool(called & set(re.findall(r"[^\W\d_]+", row))) or _titled().match(row, first) is not None
        below = _BELOW if greets else below - 1
        housed = housed and led is None and not (minds and minds.start())
        taken = housed and _titled().match(row, first) is None
        read = greets or minds or below > 0 or _ATTENTION.match(after.strip())
        for part in re.finditer(r"[^,*_]+", row[first:]):
            name = part.group().strip()
            legal = any(one.legal and one.text == name for one in find_names(name))
            if legal or (not taken and _is_house(name, called, body, surely=bool(led or minds or _ATTENTION.match(after.strip())))):
                housed = taken = True
                if read:
                    yield name, at + row.index(name, first)


def _is_house(name: str, called: set[str], body: str, *, surely: bool) -> bool:
    """Whether a part of an address is the house of somebody: no person, office, place; it is named again, or shows what it is.

    `surely`: the line is that of an addressee, so that a name of several words needs nothing else.
    """
    names = find_names(name)
    if not names or names[0].text != name or called & set(name.split()) or _titled().match(name):
        return False
    if _is_office(name) or _is_dwelling(name) or name in party_words("cities") | party_words("countries") | party_words("regions"):
        return False
    return (names[0].head and " " in name) or (surely and " " in name) or name in body


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(rf"{alternatives('person-titles')}\.?\s", re.IGNORECASE)


_PERSON = re.compile(
    r"(?:Messrs\.?[ \t]+)?(?P<name>[A-ZÀ-Þ][\w&'’.-]*"
    r"(?:[ ](?:[A-ZÀ-Þ\d][\w&'’.-]*|&|and|of|the|de|del|der|di|du|la|van|von)){1,6})[ \t]*$"
)
_GREETED = re.compile(r"(?m)^[ \t]*(?:Dear\b[^\n]{1,60}|Gentlemen|Madam|Sirs?|Mesdames|Your \w+)[,:]?[ \t]*$")
_BINDS_READER = re.compile(
    r"\b[Yy]ou(?:, as [^,\n]{2,40},)? (?:shall|must|will|may|agree|undertake|grant|are to)\b|\bwith you\b|\byour \w+ of \d"
)


def read_addressed(text: str, found: Sequence[Claim]) -> list[Claim]:
    r"""Return who alone fills the first line of the address above the greeting of a letter that binds its reader.

    >>> [claim.name for claim in read_addressed("1 May\n\nAnn Bee\nTarn House\n\nDear Ann\n\nYou will draw.", [])]
    ['Ann Bee']
    """
    greeted = _GREETED.search(text, 0, _HEAD)
    if greeted is None or not _BINDS_READER.search(text, greeted.end()) or len({claim.name.casefold() for claim in found}) > 1:
        return []
    parts = [m for m in _PART.finditer(text, 0, greeted.start()) if "\n" in m.group().strip()]
    named = _PERSON.match(parts[-1].group().split("\n")[0].strip()) if parts else None
    name = named["name"] if named else ""
    if not name or any(claim.name.casefold() in name.casefold() for claim in found) or _is_office(name) or parts[-1].start() == 0:
        return []
    start = text.index(name, parts[-1].start())
    bare = re.sub(rf"^{alternatives('person-titles')}\.?\s+", "", name, flags=re.IGNORECASE)
    return [Claim(bare, start, start + len(name), "letter", 4)]


def read_letterhead(text: str, found: Sequence[Claim]) -> list[Claim]:
    r"""Return whose name alone is the first line of a letter in whose name "we" write, where others are found further down.

    >>> [claim.name for claim in read_letterhead("BLUE TARN INNS\n1 Quay, Acmeburg\n\nDear Ann\n\nWe shall pay our part.", [])]
    ['BLUE TARN INNS']
    """
    head = _PART.match(text.lstrip("\n"))
    lines = head.group().rstrip().split("\n") if head else []
    named = _PERSON.fullmatch(lines[0].strip()) if len(lines) > 1 else None
    name = named["name"] if named else ""
    start = text.find(name)
    taken = any((head is not None and claim.start < head.end()) or claim.name.casefold() == name.casefold() for claim in found)
    if not name or taken or _is_office(name) or deal_noun().search(name) or len(_OURS.findall(text)) <= 1:
        return []
    return [Claim(name, start, start + len(name), "letter", 4)]


_OURS = re.compile(r"\b(?:[Ww]e|[Oo]urs?|[Uu]s)\b")
_PART = re.compile(r"(?m)(?:^[^\S\n]*+\S[^\n]*+\n)+")  # lines that no empty one parts


def _is_office(line: str) -> bool:
    return re.search(rf"\b{alternatives('job-titles')}\b", line, re.IGNORECASE) is not None


def _is_place(line: str) -> bool:
    """Whether a line is a town, or may be one, since it is a single word."""
    return " " not in line or line in party_words("cities") | party_words("countries") | party_words("regions")


def _is_dwelling(line: str) -> bool:
    return re.search(rf"\b{alternatives('dwellings')}$", line, re.IGNORECASE) is not None


_FRAME = 1500  # code points within which a letter says whom it is for
_DEAR_TITLED = re.compile(
    r"\bDear (?P<who>(?:Mrs?|Ms|Miss|Mx|Dr|Prof)\.? (?P<last>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?))\s*[,:]?\s*$", re.MULTILINE
)
_BETWEEN_US = re.compile(
    r"\bbetween (?:you and|us and you)\b|\b(?:agreement|contract|lease|terms) with you\b|\bemploy you\b"
    r"|\byour (?:\w+ )?(?:agreement|appointment|contract|employment|engagement|lease|licence|license|loan|tenancy)\b",
    re.IGNORECASE,
)


def read_greeted(text: str) -> list[Claim]:
    """Return the person whom a letter greets and who has a contract with its writer, where no firm stands in the address."""
    greeted = _DEAR_TITLED.search(text, 0, _FRAME)
    if greeted is None or not _BETWEEN_US.search(text):
        return []
    named = re.compile(rf"^[ \t]*(?P<name>(?:[A-Z][\w'.-]*[ ]){{1,4}}{re.escape(greeted['last'])})[ \t]*$", re.MULTILINE)
    found = named.search(text, 0, greeted.start())
    if found is None:
        return []
    below = re.split(r"\n[ \t]*\n", text[found.end() : greeted.start()], maxsplit=1)[0]
    if any(name.legal or name.head for name in find_names(below)):
        return []
    return [Claim(found["name"], *found.span("name"), "letter", 4, ((greeted["who"], *greeted.span("who")),), person=True)]
