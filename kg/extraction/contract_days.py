"""The days that a contract gives: when it was made, when it was signed, when it takes effect."""

from __future__ import annotations

import re
from datetime import timedelta

from kg.dates import FoundDate, find_dates
from kg.extraction.agreement_dates import only_date
from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_words import lexicon_pattern
from kg.extraction.passages import Passage
from kg.records import DateBounds, Document

__all__ = [
    "is_exchange",
    "letter_date",
    "letters_between",
    "made_on",
    "mended",
    "opens",
    "signed_on",
    "takes_effect_on",
    "until_agreed",
]


_DAYS = frozenset({"day", "either-day"})


def made_on(
    text: str, own: AgreementName, names: list[AgreementName], dates: list[FoundDate], opening: tuple[int, int]
) -> FoundDate | None:
    """The date on which the contract says that it was made: in its opening words before its cover, day before month."""
    if own.link is not None:
        dates = [d for d in dates if not _of_another_paper(text, d)]
    first = [d for d in dates if own.end <= d.start < opening[1] + 400 and d.precision in _DAYS]
    spelt = next((d for d in first if _on_this_day(text, d) or _have_agreed(text, d)), None)
    if spelt is not None:
        return spelt
    mine = set(own.title.lower().split()) | {"agreement", "contract", "deed", "lease", "memorandum", "treaty"}
    openers = [n for n in names if n.determiner == "this" and n.firm]
    openers += [
        n
        for n in names
        if not n.determiner and n.start >= own.start and text[n.start].isupper() and set(n.title.lower().split()) <= mine
    ]
    limit = opening[1] + 400
    bases = [(n.end, n.tail) for n in names if n.determiner not in {"", "this"} and n.dates and n.start > own.start]
    placed = _placed(text, own, dates)
    for name in [n for n in openers if n.start < limit or (n.determiner == "this" and opens(text, n))] + [own]:
        opened = [d for d in dates if name.end <= d.start < name.end + 700 and _opens_with(text, name, d)]
        found = next((d for d in opened if not any(a <= d.start < b for a, b in bases)), None)
        if found and (name is not own or not placed):
            return found
    foreign = [(n.end, n.tail) for n in names if n.determiner != "this" and n.start > own.end and n.dates]
    near = [d for d in dates if d.start < limit and not any(a <= d.start < b for a, b in foreign)]
    near = [d for d in near if not _registered(text, d) and not _BEGINS.search(text[max(0, d.start - 40) : d.start])]
    near = [d for d in near if not _CARRIED_OUT.search(text[max(0, d.start - 140) : d.start])]
    near.sort(key=lambda d: (_takes_effect(text, d), d.start < own.start))  # above the title stands rather the day of a copy
    cued = [d for d in near if d.precision in _DAYS and lexicon_pattern("made-cue").search(text[max(0, d.start - 90) : d.start])]
    plain = [d for d in near if d.precision in _DAYS and d.start < opening[1]]
    months = [d for d in near if d.precision == "month" and d.start < opening[1]]
    return next(iter([*(d for d in placed if d in near), *cued, *plain, *months]), None)


_CARRIED_OUT = re.compile(  # of what was said before: "it carries out what they declared on 3 May"
    r"\b(?:carr(?:y|ies)\s+out|gives?\s+effect\s+to|puts?\s+into\s+effect)\s+(?:the|what|their)\b[^.;]{3,120}$"
)


def _of_another_paper(text: str, date: FoundDate) -> bool:
    """Whether a sentence tells of a change that its parties made something else on a day: "signed a Lease at Riga on 3 May"."""
    return _MADE_ANOTHER.search(text[max(0, date.start - 140) : date.start]) is not None


_MADE_ANOTHER = re.compile(
    r"\b(?:concluded|entered\s+into|executed|made|signed)\s+(?:an?|the)\s+(?!.*\b(?i:this)\b)[^.;]{3,100}?\s(?:of|on|dated)\s+$"
)
_PLACE = re.compile(r"(?:^|[\w).] )[A-Z][\w'-]+, \Z")
_LINE = 240  # code points behind a title within which a line gives place and day


def _placed(text: str, own: AgreementName, dates: list[FoundDate]) -> list[FoundDate]:
    """The days that a line of their own with a place gives, between the title of a contract and its text: "Riga, 3 May 2012"."""
    near = [d for d in dates if own.end <= d.start < own.end + _LINE and d.precision in _DAYS]
    leads = [text[max(own.end, d.start - 40) : d.start].lstrip() for d in near]
    return [d for d, lead in zip(near, leads, strict=True) if _PLACE.search(lead) and re.match(r" [A-Z]", text[d.end : d.end + 2])]


def _on_this_day(text: str, date: FoundDate) -> bool:
    """Whether a date is spelt in the solemn way in which papers tell when they were made: "this 3rd day of May 2012"."""
    return bool(re.search(r"\bthis\s+$", text[max(0, date.start - 8) : date.start], re.IGNORECASE)) and " day of " in _words(
        text, date
    )


def _have_agreed(text: str, date: FoundDate) -> bool:
    """Whether a date stands between the parts of the verb by which a paper is made: "have on 3 May 2012 at Riga agreed"."""
    return _HAVE_ON.search(text[max(0, date.start - 30) : date.start]) is not None and _AGREED.match(text, date.end) is not None


_HAVE_ON = re.compile(r"\b(?:have|has)(?:,)?\s+(?:this\s+day,?\s+)?on\s+(?:the\s+)?\Z")
_AGREED = re.compile(
    r",?\s+(?:(?:at|in)\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?,?\s+)?(?:agreed|concluded|entered\s+into|made|signed)\b"
)
_BEGINS = re.compile(  # "the changes apply as of", "it closes on", "for '3 May' read": no day on which a paper was agreed
    r"\b(?:(?:appl(?:y|ies)|attach(?:es)?|begins?|counts?|holds? good|operates?|runs?|starts?"
    r"|(?:is|are) (?:due|in force|valid))(?: as)?"
    r" (?:at \d\d:\d\d )?(?:from|of|on)|(?:from|beginning|starting)(?: on)?"
    r"|(?:by|until|till|through|since|before|after|no later than)|(?:end|expire|lapse|run out) on"
    r"|(?-i:(?!follows)[a-z]{3,}s on)) (?:the )?$"
    r"|[\"“‘']$",
    re.IGNORECASE,
)


def _takes_effect(text: str, date: FoundDate) -> bool:
    return bool(re.search(r"\b(?:effect(?:ive)?|force)\s+(?:as\s+)?(?:from|on|of)\s+$", text[max(0, date.start - 30) : date.start]))


def _words(text: str, date: FoundDate) -> str:
    return re.sub(r"\s+", " ", text[date.start : date.end].lower())


def _opens_with(text: str, name: AgreementName, date: FoundDate) -> bool:
    """Whether the opening words "this Agreement … made on" lead to a date."""
    between = text[name.end : date.start]
    other = lexicon_pattern("other-day").search(re.sub(r"\([^)]*\)", " ", between)) or _NEXT_CLAUSE.search(between)
    if date.precision not in _DAYS or other:
        return False
    return bool(lexicon_pattern("made-words").search(between) and lexicon_pattern("made-lead").search(between))


_NEXT_CLAUSE = re.compile(r"[.;]\s+(?:[A-Z]?\d{1,2}(?:\.\d{1,2})*[.)]?|PART\s+\w+|Part\s+\w+)\s+[A-Z]")
_PRINTED = re.compile(r"\b(?:bulletin|gazette|official\s+(?:herald|journal|monitor|record|register))\b", re.IGNORECASE)
_PRINTED_BEFORE = re.compile(rf"{_PRINTED.pattern}(?:.{{0,50}}|.{{0,90}}\bno\.? ?\d+\W+(?:\w+day,? )?)$", re.IGNORECASE | re.DOTALL)


def _registered(text: str, date: FoundDate) -> bool:
    """Whether a date is one of filing, printing or registering."""
    if re.search(r"\bSource:[^\n]*$", text[max(0, date.start - 150) : date.start]):
        return True
    before = _DAY_BEFORE.split(text[max(0, date.start - 120) : date.start])[-1]
    if _PRINTED_BEFORE.search(before):
        return True
    return bool(lexicon_pattern("registered").search(before[-70:]))


_DAY_BEFORE = re.compile(r"\b(?:\d{1,2}\s+[A-Z][a-z]+|[A-Z][a-z]+\s+\d{1,2},)\s+(?:19|20)\d\d\b")  # which had its own word


_CLOSING = re.compile(r"(?i:\bin witness whereof\b)|(?m:^[^\S\n]*(?:DONE|Done|SIGNED|Signed)\s+(?:at|in)\b)")


def signed_on(document: Document, *, closed: bool = False) -> tuple[int, FoundDate] | None:
    """The latest date in the signature block, and where the text begins that its offsets count in.

    Args:
        document: the contract.
        closed: only where closing words ("Done at Riga") introduce the block.
    """
    closing = [m.start() for m in _CLOSING.finditer(document.text[-60_000:])]
    if closed and not closing:
        return None
    start = max(0, len(document.text) - 60_000) + closing[0] if closing else max(0, len(document.text) - 4000)
    text = mended(document.text[start : start + 4000])
    cue = re.compile(r"\b(?:date|dated|on|this)\b[\s:._]*(?:the\s+)?$|,\s*(?:the\s+)?$", re.IGNORECASE)
    found = [
        d
        for d in find_dates(text)
        if d.precision in _DAYS and cue.search(text[max(0, d.start - 30) : d.start]) and not _registered(text, d)
    ]
    found = [d for d in found if _on_its_line(text, d)] or found
    return (start, max(found, key=lambda d: (d.bounds.latest, d.start))) if found else None


def _on_its_line(text: str, date: FoundDate) -> bool:
    """Whether a line of a text holds little beside a date: "Riga, 3 May 2012", "Date: 3 May 2012"."""
    before, after = text[: date.start].rpartition("\n")[2], text[date.end :].partition("\n")[0]
    return len(before) < 40 and len(after) < 30 and not re.search(r"[a-z]\s+(?:on|until|from|by|to)\s+$|[a-z]{3}\.", before + after)


def mended(text: str) -> str:
    """The text with ordinals that the capture has torn, "16t h day", put together; every place stays where it is."""
    text = re.sub(r"(?<=\d)(s t|n d|r d|t h)\b", lambda m: m.group().replace(" ", "") + " ", text)
    text = re.sub(r"(?<=\d) (st|nd|rd|th)\b", lambda m: m.group()[1:] + " ", text)
    return re.sub(r"\((\d{1,2}(?:st|nd|rd|th))\)(?=\s+day\b)", lambda m: " " * len(m.group()), text)


_PLACE_AND_DAY = re.compile(
    r"(?m)^[ \t]*(?:[A-Z][\w.' -]{1,30}|[*_(]*(?:[IVX]{1,4}\.|[A-Z(]?\d?\)|\d\.)?\s*[A-Z][\w.,'’ -]{1,90}),"
    r"\s+(?P<day>\d[\w .]{5,28}?)[*_.)]*[ \t]*$"
)


_EXCHANGE = re.compile(
    r"\b(?:presents\s+its\s+compliments|note\s+verbale|(?:letters|notes)\s+exchanged|exchange\s+of\s+(?:letters|notes)"
    r"|the(?:se)?\s+(?:two\s+)?(?:letters|notes)\s+(?:and|are|shall|will)|(?:this|our)\s+(?:letter|note)\s+and\s+(?:your|the|its)\s+reply)\b",
    re.IGNORECASE,
)


def is_exchange(document: Document) -> bool:
    """Return whether a paper holds letters or notes that answer one another."""
    return _EXCHANGE.search(document.text[:6000]) is not None


_COLUMN = re.compile(r"\s{3,}|\t")  # between the columns of a line
_COLUMNS = 2  # of a line that says where a note was written, and when


_SEALED = re.compile(
    r"(?mi)(?<![^\S\n])[^\S\n]{2,}[(\[](?:l\.\s?s\.|seal(?:ed)?|signed|signature|stamp)[)\]][^\S\n]*$"
)  # beside the day of a note


def letters_between(document: Document) -> DateBounds:
    """The days from the first to the last letter of an exchange of letters, by their date lines."""
    text = _SEALED.sub("", document.text)
    lines = [m["day"] for m in _PLACE_AND_DAY.finditer(text) if not _PRINTED.search(m.group())]
    rows = [_COLUMN.split(line.strip()) for line in document.text.splitlines() if not _PRINTED.search(line)]
    lines += [columns[-1] for columns in rows if len(columns) == _COLUMNS]
    found = [bounds for day in lines if (bounds := only_date(day.strip()))]
    first = min((b.earliest for b in found if b.earliest), default=None)
    return DateBounds(first, max((b.latest for b in found if b.latest), default=None)) if len(found) > 1 else DateBounds()


def letter_date(document: Document, start: int) -> DateBounds:
    """The date line of a letter."""
    above = ""
    for line in map(str.strip, document.text[start : start + 1500].splitlines()):
        if above and line.endswith("."):
            continue  # the end of a sentence: "… as of / 1 January 2023."
        above, columns = line, _COLUMN.split(line)
        for words in dict.fromkeys([line, columns[-1], columns[0]]):
            if bounds := only_date(words):
                return bounds
    return DateBounds()


_COUNTERSIGNED = re.compile(
    r"(?mi)(?:^[^\S\n]*+(?:[*_>|][^\S\n]*+)*|(?<=\S)[^\S\n]{3,})(?:(?:read\s+and\s+|seen\s+and\s+)?(?:agreed|accepted|countersigned|acknowledged|confirmed|approved|signed\s+for|(?:we|i)\s+(?:\w+\s+)?(?:agree|accept|consent)))\b[^\n]*(?:\n[^\S\n]*\S[^\n]*){0,4}"
)
_ANSWER = timedelta(days=60)  # in which a letter is countersigned


def until_agreed(document: Document, made: DateBounds) -> DateBounds:
    """Return the days from that of a letter to the last on which those to whom it was written agreed to it below."""
    first, last = made.earliest, made.latest
    for match in _COUNTERSIGNED.finditer(document.text[-3000:]):
        days = [
            d.bounds.latest for d in find_dates(mended(match.group())) if d.precision == "day" and not _registered(match.group(), d)
        ]
        last = max([last, *(d for d in days if d and first and first < d <= first + _ANSWER)] if last else [], default=last)
    return DateBounds(first, last)


def takes_effect_on(document: Document, passage: Passage, dates: list[FoundDate]) -> tuple[int, int] | None:
    """The date on which the contract takes effect, in the captured text: where the head says so, else where a clause does."""
    text = passage.text
    for date in dates:
        before, after = text[max(0, date.start - 60) : date.start], text[date.end : date.end + 60]
        if date.precision in {"day", "either-day", "month"} and (
            re.search(r"\beffective\b[^.;]{0,50}$|\bwith\s+effect\s+from\s*$", before, re.IGNORECASE)
            or re.match(r"""\s*\(?[^()."]{0,30}\(?\s*(?:the\s+)?"?(?:Effective|Commencement|Restatement|Amendment)\s+Date""", after)
        ):
            return passage.raw_span(date.start, date.end)
    cue = lexicon_pattern("commences")
    for match in cue.finditer(document.text):
        found = next(
            (d for d in find_dates(mended(document.text[match.end() : match.end() + 60])) if d.start <= 3 and d.precision in _DAYS),
            None,
        )
        if found:
            return match.end() + found.start, match.end() + found.end
    return None


def opens(text: str, name: AgreementName) -> bool:
    """Return whether "this Agreement" opens a contract: what follows says that it is made, dated or lies between parties."""
    return bool(lexicon_pattern("opens").match(text[name.end : name.end + 260]))
