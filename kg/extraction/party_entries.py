"""Where an entry of the head of a contract begins, and the name that opens it, whatever the name looks like.

Offsets are of the text that is given, half-open.
"""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import replace
from functools import cache

from kg.extraction.party_block import never_name
from kg.extraction.party_called import deal_noun
from kg.extraction.party_names import Name, find_names
from kg.extraction.party_words import alternatives, party_words
from kg.legal_names import has_legal_form, leads_with_form

__all__ = ["entry_name", "entry_names", "is_plain", "name_at", "particular"]

_FAR = 900  # code points from the start of an entry to the word that its name is called by
_WORDS = 10  # of a name
_ENDS = re.compile(
    r"[,;(|:\n\"]|\s{2,}|\s[-–—]+\s|\s+(?:of|whose|with|at|trading|acting|represented|residing|born|acts?|by)\s+(?=[a-z\d]|the\s|its\s)"
    r"|\s+(?:and|with|,)\s+(?=(?:the|its|with|by|of)\b|\()"
)
_ACTING_FOR = re.compile(
    r"[^;()\n]{0,60}?\b(?:acting|signing|appearing)\b[^;()]{0,50}?\b(?:for|of|on\s+behalf\s+of)\s+"
    r"(?:(?:his|her|its|their|the)\s+)?(?:own\s+)?(?:firm\s+|company\s+)?(?=[A-Z])"
)
_SKIPPED = re.compile(  # between the start of an entry and its name
    r"""(?:[\s,;.?)"'*_|:/&•–—-]|\((?=\w{1,3}\))|(?<=\()\w{1,3}\)
    |\b(?:\d{1,2}|[ivx]{1,4}|[IVX]{1,4}|[a-hA-H])[.)](?=\s)|(?<=\n)\d{1,2}(?=[ \t])
    |\b(?:and|with|the|by|AND|The|THE|Messrs\.?|between|BETWEEN|Between|among|We|we|I)\b(?=[\s,:])
    |\b(?:official|legal|full)?\s*[Nn]ame(?:\sand\saddress)?:
    |\b(?:[Oo]f|[Oo]n|[Ff]or)\s+(?:the\s+)?(?:one|other|first|second|third)\s+(?:part|hand|side)\b
    |\b(?:[Ff]irst|[Ss]econd|[Tt]hird|1st|2nd|3rd|[Oo]ne|Other|other)\s+[Pp]arty[ \t]*:
    |\b[Pp]arty\s+(?:[A-C]|[1-3]|[Oo]ne|[Tt]wo)[ \t]*:)*""",
    re.VERBOSE,
)


@cache
def _strong() -> re.Pattern[str]:
    """Where a new entry begins: a blank line, a number, a dash, an opener, a semicolon, "and" behind a comma or a line."""
    return re.compile(
        rf"""\n[ \t]*\n[ \t]*(?=\S)|(?:^|\n)[ \t]*(?:[-–—•*]|\(?(?:\d{{1,2}}|[ivx]{{1,4}}|[IVX]{{1,4}}|[a-hA-H])[.)])(?=\s)
        |\b(?:{alternatives("party-openers")})\b[ \t]*:?|[;?](?=\s)|:[ \t]*(?=\n)
        |[,)"'\n]\s*(?:and|AND|with|&)\b:?|\b(?:and|AND)\s*:?\s*\n
        |\b(?:and|AND)\s+\(\w{{1,3}}\)(?=\s+[A-Z])|\b(?:by|with)\b(?=\s+(?:and\b|[A-Z(]|the\s+[A-Z]))|\n[ \t]*(?:and|AND)\b""",
        re.VERBOSE | re.IGNORECASE,
    )


_LINE = re.compile(r"(?<!,)[ \t]*\n")  # a line that follows no comma
_WRAPPED = 55  # code points of a line that goes on in the next one


def entry_name(text: str, start: int, stop: int, *, opened: bool) -> Name | None:
    """Return the name that opens the entry which ends at `stop`.

    Args:
        text: the head.
        start: where the entry before it ends.
        stop: where the word stands that the name is called by.
        opened: an entry before it was read, so that another begins at `start`.
    """
    weak = None
    for at, strong in reversed(_leads(text, max(start, stop - _FAR), stop, opened=opened)):
        skipped = _SKIPPED.match(text, at, stop)
        name = name_at(text, skipped.end() if skipped else at, stop)
        if name is None:
            continue
        close = not text[name.end : stop].strip(" \t\n,;(\"'")
        if strong or name.legal or (name.head and " " in name.text) or close:
            return name
        weak = weak or name
    return weak


def _leads(text: str, start: int, stop: int, *, opened: bool) -> list[tuple[int, bool]]:
    """Return where an entry can begin, and whether it surely does: behind numbers, blank lines and "and", or only with a line."""
    leads = [(m.end(), True) for m in _strong().finditer(text, start, stop)]
    leads += [(m.end(), False) for m in _LINE.finditer(text, start, stop) if _ends_row(text, m, stop)]
    return sorted({*leads, (start, opened or start == 0)})


def _ends_row(text: str, line: re.Match[str], stop: int) -> bool:
    """Whether a line is too short to go on in the next one, or is a row above the one of the word, with a bracket of its own."""
    row = text[text.rfind("\n", 0, line.start()) + 1 : line.start()]
    if len(row) + 1 < _WRAPPED:
        return True
    return "\n" not in text[line.end() : stop] and ('")' in row or "')" in row)


def entry_names(text: str, start: int, stop: int, *, opened: bool) -> list[Name]:
    """Return the names of the entries before `stop` that one word is for, each where its entry begins or joined to one by "and"."""
    start = max(start, stop - _FAR)
    leads = [*_leads(text, start, stop, opened=opened), *((m.end(), False) for m in _AND.finditer(text, start, stop))]
    found: list[Name] = []
    for at, strong in sorted(leads):
        name = name_at(text, at, stop)
        if name is None or any(name.start < one.end and one.start < name.end for one in found):
            continue
        joined = bool(found) and _AND_THE.fullmatch(text, found[-1].end, at) is not None
        if strong or name.legal or name.head or joined:
            found.append(name)
    return found


_AND_THE = re.compile(r"[\s,&]*(?:\band\b[\s,]*)?(?:\bthe\s*)?")
_AND = re.compile(r"\s(?:and|&)\s+(?:the\s+)?(?=[A-Z])|,\s+(?=[A-Z])")


def name_at(text: str, start: int, stop: int) -> Name | None:
    """Return the name that stands at `start`: one with a legal form or the noun for a body, or all up to a comma or bracket."""
    skipped = _SKIPPED.match(text, start, stop)
    start = skipped.end() if skipped else start
    if particular().match(text, start, stop):
        return None
    labelled = _NEXT_LABEL.search(text, start, min(stop, start + 200))
    stop = labelled.start() if labelled else stop
    short = _SHORT.match(text, start, stop)
    name = _plain(text, short.end() if short else start, stop)
    acting = _ACTING_FOR.match(text, name.end, stop) if name is not None and not name.legal else None
    return (_plain(text, acting.end(), stop) or name) if acting else name


_SHORT = re.compile(  # what a name is kept under: "ACME: Acme Holdings Ltd", "Ordering body    Acme Council"
    r"[A-Z][\w&'-]*(?: [A-Z][\w&'-]*)?:[ \t]+(?=[A-Z])|[A-Z][\w'-]*(?: [a-z][\w'-]*){0,2}(?:[ ]{3,}|\t)(?=[A-ZÀ-Þ])"
)
_COUNTED = re.compile(r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)\s", re.IGNORECASE)

_NEXT_LABEL = re.compile(r"\n(?=[ \t]*[A-Z][^\n:.;=]{1,40}(?::|[ \t]=)[ \t])")  # where a row with a label of its own begins


@cache
def particular() -> re.Pattern[str]:
    """What a row tells of a party beside its name: "Seat:", "Represented by:", "Reg. no."."""
    return re.compile(
        rf"(?:\w+[ \t]){{0,2}}{alternatives('particular-labels')}\.?(?:[ \t]\w+){{0,2}}[ \t]*(?::|\.{{3}}|[ \t]{{2}}|\t)",
        re.IGNORECASE,
    )


def _plain(text: str, start: int, stop: int) -> Name | None:
    flat = text[start : min(stop, start + 200)].replace("\n", " ")
    names = find_names(flat)
    if (described := _DESCRIBED.match(flat)) is not None:
        return _plain(text, start + described.end(), stop)
    if names and names[0].start > 0 and (told := _TOLD.match(flat)) and told.end() == names[0].start:
        return _plain(text, start + told.end(), stop)
    if not names or names[0].start > 0:
        return _led(text, start, stop, names)
    first = names[0]
    ends = _ENDS.search(text, start, stop)
    chunk = text[start : ends.start() if ends else stop].rstrip(" .\t*_")
    two = first.head and len(names) > 1 and names[1].head and _ANDED.fullmatch(flat, first.end, names[1].start)
    if first.legal or two or (first.head and first.end >= len(chunk)):
        return None if never_name(first) else replace(first, start=start, end=start + first.end)
    if re.match(r"\s+of\s+[A-Z]", flat[first.end :]) and not first.head:
        chunk = first.text
    return _whole(start, chunk, head=first.head)


_ANDED = re.compile(r"\s+(?:and|&)\s+(?:the\s+)?")
_TOLD = re.compile(  # what one is, before its name: "the mutual insurer Acme"
    r"(?:the )?(?:(?!(?:and|as|at|by|for|from|her|his|in|its|on|or|that|their|to|under|which|who|whose|with)\b)"
    r"[a-z][a-z'’-]+ ){1,4}"
    r"(?:the )?(?=[^\W\d_a-z])"
)


_DESCRIBED = re.compile(  # what one does, before its name: "the office that keeps the roads of Elbonia, ACME"
    r"(?:the )?(?:[a-z][a-z'’-]+ ){1,4}(?:that|which|who) [^,;.()\"]{3,80}, (?=[^\W\d_a-z])"
)


def _led(text: str, start: int, stop: int, names: list[Name]) -> Name | None:
    """Return a name that begins with a word that names do not begin with: a legal form, "Mountain", "Corporation of the"."""
    ends = _ENDS.search(text, start, stop)
    chunk = text[start : ends.start() if ends else stop].rstrip(" .\t*_")
    inside = [name for name in names if name.end <= len(chunk)]
    if not chunk[:1].isupper() or not inside:
        return None
    if chunk.split()[0].casefold() in party_words("openers") and not leads_with_form(chunk):
        return None
    return _whole(start, chunk, head=any(name.head for name in inside))


@cache
def _sentence_words() -> re.Pattern[str]:
    """Words that no name holds: those of sentences."""
    return re.compile(
        r"\b(?:is|are|was|were|has|have|had|shall|should|Should|will|may|must|which|who|that|this|these|their|his|her|as|from|into|"
        r"under|than|not|it|be|been|or|if|when|where|whereas|agree[sd]?|made|signed|dated|day)\b"
    )


@cache
def _part() -> re.Pattern[str]:
    """What heads a part of a paper: "ARTICLE 1", "PARTIES"."""
    parts = "annex|appendix|article|background|clause|definitions?|exhibit|interpretation|item|part|parties|recitals?|schedule"
    parts += "|section|words"
    return re.compile(rf"(?:{parts})\b(?:\W*\w{{0,4}})?$", re.IGNORECASE)


@cache
def _stop() -> re.Pattern[str]:
    """The end of a sentence, not of a title: "the lake. The mill", but "Mrs. Doe"."""
    return re.compile(rf"(?<!\w)(?!{alternatives('person-titles')}\.)\w{{3,}}\.\s", re.IGNORECASE)


def _whole(start: int, chunk: str, *, head: bool) -> Name | None:
    """Return a stretch between an entry's start and its first comma as a name, where it can be one."""
    words = chunk.split()
    if not 0 < len(words) <= _WORDS or not chunk[0].isalnum() or len(chunk) < 3:
        return None
    listed = chunk.casefold() in party_words("roles") or chunk in party_words("never-names") | party_words("countries")
    small = [word for word in words if word[0].islower() and word not in party_words("connectors")]
    formed = has_legal_form(chunk)
    if (
        listed
        or (len(small) * 2 > len(words) and not formed)
        or _part().match(chunk)
        or _sentence_words().search(chunk)
        or re.search(r"\d{4}|[@/<\[]|__", chunk)
    ):
        return None
    if (deal_noun().search(chunk) and not head) or _COUNTED.match(chunk) or _stop().search(chunk):
        return None
    return Name(start, start + len(chunk), " ".join(words), formed, head)


def is_plain(name: Name, text: str) -> bool:
    """Return whether a name without legal form or noun for a body is of words that the text also writes small, or a day."""
    if name.legal or (name.head and " " in name.text):
        return False
    if name.text.title() in party_words("cities"):
        return True
    words = [word for word in re.findall(r"[^\W\d_]+", name.text) if len(word) > 1]
    return not words or name.text.split()[0].casefold() in _MONTHS or all(re.search(rf"\b{word.lower()}\b", text) for word in words)


_MONTHS = frozenset(month.casefold() for month in month_name if month)
