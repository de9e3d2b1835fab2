"""The head of a contract: its title, the day it was made, the day it takes effect, its parties' block, the agreement it changes.

Told by the form of the text alone: a title that names an agreement, the words that open a contract, the words that close it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.dates import FoundDate, find_dates
from kg.extraction.agreement_dates import only_date
from kg.extraction.agreement_events import link_between
from kg.extraction.agreement_names import AgreementName, find_names, lexicon_pattern, verb_pattern
from kg.extraction.passages import Passage
from kg.records import BlockRole, DateBounds, Document, Force, LinkType

__all__ = ["Head", "read_head"]

_HEAD = 5000  # code points of clean text in which title, date, parties and recitals stand
_TITLE = 2500  # the title stands before this
_ASIDE = frozenset({BlockRole.NAVIGATION, BlockRole.BOILERPLATE, BlockRole.MAIL_HEADER})


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a contract says. Places count code points of `passage.text`."""

    passage: Passage
    own: AgreementName
    names: tuple[AgreementName, ...]
    date: FoundDate | None
    made: DateBounds
    signed: tuple[int, int] | None  # in the captured text: the latest date of the signatures, where no other is told
    effective: tuple[int, int] | None  # in the captured text: the day on which the contract takes effect
    opening: tuple[int, int]  # from the first words of the contract to the end of the parties' block
    base: AgreementName | None
    link: LinkType | None


def read_head(document: Document) -> Head | None:
    """Return the head of the contract that a document is; nothing where it is none."""
    start = next((b.start for b in document.blocks if b.role not in _ASIDE), 0)
    passage = Passage.of(document.text, start, min(len(document.text), start + _HEAD))
    text = passage.text
    dates = find_dates(_mended(text))
    names = find_names(text, dates)
    own = _own_name(text, names, document)
    if own is None:
        return None
    opening = _opening(text, own)
    base, link = _base(text, own, names)
    date = _made_on(text, own, names, dates, opening)
    lined = _letter_date(document, start) if re.search(r"\bletter\b", own.title, re.IGNORECASE) else DateBounds()
    date = next((d for d in dates if lined and d.bounds == lined), date)
    if base is not None and date is not None and base.date_at == date.start:  # "This Amendment to Supply Agreement, dated …"
        base = _base(text, own, [n for n in names if n.date_at != date.start])[0] or replace(base, dates=(), date_at=-1, tail=base.end)
    made = date.bounds if date else _letter_date(document, start)
    signed = _signed_on(document) if not made else None
    made = signed[1].bounds if signed else made
    title = _one_line(passage, own)
    own = replace(own, title=title, start=max(own.start, text.find(title, own.start, own.end)))
    return Head(passage, own, tuple(names), date, made, (signed[0] + signed[1].start, signed[0] + signed[1].end) if signed else None, _effective(document, passage, dates), opening, base, link)


# ------------------------------------------------------------------ is it a contract, and what is it called
_CLAUSES = re.compile(r"(?m)^\s*(?:\d{1,2}(?:\.\d{1,2})*\.?|\([a-z]\)|[A-Z]\.|(?:article|section|clause)\s+\w+)\s+\S", re.IGNORECASE)


def _own_name(text: str, names: list[AgreementName], document: Document) -> AgreementName | None:
    """The name of the contract that the document is, if it has the form of one."""
    unilateral = lexicon_pattern("unilateral").search(text[:_TITLE])
    opener = next((n for n in names if n.determiner == "this" and n.firm and _opens(text, n)), None)
    titles = [n for n in names if n.start < (opener.start if opener else _TITLE) and _is_title(text, n)]
    title = _nearest_title(titles, opener)
    if unilateral and (title is None or unilateral.start() < title.start) and not (opener and opener.start < 1200):
        return None
    if title is None and opener is None:
        return None
    marks = _marks(text, document, opener is not None)
    if opener and title and title.start < opener.start and _same(title, opener) and marks >= 2:
        return _merge(title, opener)
    if opener and marks >= 2:
        return opener
    return _merge(title, opener) if title and marks >= 2 else None


def _nearest_title(titles: list[AgreementName], opener: AgreementName | None) -> AgreementName | None:
    """Of several lines that could be the title: the first that changes an agreement, else the one whose words the opening repeats."""
    if not titles or opener is None or titles[0].link or opener.link:
        return next((n for n in titles[:3] if " " in n.title or n.link), titles[0] if titles else None)
    words = {w for w in opener.title.lower().split() if w not in {"this", opener.noun}}
    alike = [n for n in titles if " " in n.title and words <= set(n.title.lower().split())]
    return (alike or titles)[-1 if alike else 0]


def _one_line(passage: Passage, own: AgreementName) -> str:
    """The title of a contract without what stands above it on the page, past a blank line."""
    title = own.title or passage.text[own.start : own.end]
    at = passage.text.find(title, max(0, own.start - 5))
    if at < 0 or not title:
        return title
    gaps = [i for i in range(at + 1, at + len(title)) if passage.starts[i] - passage.ends[i - 1] >= 0 and passage.text[i] == " " and passage.ends[i] - passage.starts[i] >= 2]
    return title[gaps[-1] - at :].strip() if gaps and gaps[-1] < own.end - 4 else title


def _same(title: AgreementName, opener: AgreementName) -> bool:
    generic = opener.noun in {"agreement", "contract", "deed", "letter", "protocol", "exchange of letters"} and not opener.link
    return title.noun == opener.noun or (generic and title.firm) or title.title.lower() in opener.title.lower() or opener.noun in title.noun


def _merge(first: AgreementName, second: AgreementName | None) -> AgreementName:
    """The name of the title with the date, number and defined names of the opening words."""
    if second is None or second is first:
        return first
    changed = first.kind if first.link or not second.link else second.kind
    return replace(
        first,
        kind=changed,
        link=first.link or second.link,
        number=first.number if first.number is not None else second.number,
        defined=first.defined + second.defined,
        dates=first.dates or second.dates,
        force=Force.NON_BINDING if Force.NON_BINDING in (first.force, second.force) else first.force,
    )


def _opens(text: str, name: AgreementName) -> bool:
    """Whether "this Agreement" opens a contract: what follows says that it is made, dated or lies between parties."""
    after = text[name.end : name.end + 260]
    return bool(re.match(r"[^.;]{0,240}?(?:\b(?:is|was|are)\s+(?:hereby\s+)?(?:made|entered|dated|concluded|executed|effective)|\bmade\b|\bdated\b|\bentered\s+into\b|\bbetween\b|\bamong\b|\beffective\b)", after, re.IGNORECASE))


def _is_title(text: str, name: AgreementName) -> bool:
    """Whether a name stands as a title: in capitals, with no determiner, not inside a running sentence."""
    if not name.firm or name.determiner not in {"", "this"} or not text[name.end - 1 : name.end].strip():
        return False
    head = text[name.start : name.end].split()[0] if text[name.start : name.end].split() else ""
    if not head[:1].isupper() or not re.search(r"[A-Z]", text[name.start : name.end].split()[-1][:1]) and name.number is None and not head[:1].isupper():
        return False
    before = text[max(0, name.start - 40) : name.start].rstrip()
    running = re.search(r"\b(?:an?|the|of|to|its|their|our|into|under|in|by|and|with|or|for|from|as|Material)$", before)
    return not running and not re.match(r"\s*(?:between\b.{0,80})?\b(?:has|have|will|was|provides|extends)\b", text[name.end : name.end + 90])


def _marks(text: str, document: Document, opener: bool) -> int:
    """How many of the marks of a contract a text shows."""
    tail = document.text[max(0, len(document.text) - 3000) :]
    body = document.text[: 40000]
    named = r"\bthis\s+(?:[\w.&'-]+\s+){0,6}?(?:agreement|contract|lease|deed|treaty|memorandum|amendment|addendum|letter|protocol|convention|supplement|variation|exchange)\b"
    found = [
        opener,
        bool(re.search(named, body, re.IGNORECASE)),
        bool(re.search(r"\b(?:by\s+and\s+)?(?:between|among|BETWEEN)\b", text[:_TITLE])) or bool(re.search(r"\bparties\b\s*[:(\n]", text[:_TITLE], re.IGNORECASE)),
        bool(lexicon_pattern("signature").search(tail)),
        bool(re.search(r"\bwhereas\b|\brecitals?\b|\bwitnesseth\b|\bbackground\b\s+(?:\(?A\)?|[A-Z])|\bagree(?:d)?\s+as\s+follows\b|\b(?:parties|undersigned)\s+(?:have\s+|hereby\s+|therefore\s+)?agree|\bagrees?\s+(?:to|that|as\s+follows)\b|\bagreed\s+terms\b", body, re.IGNORECASE)),
        len(_CLAUSES.findall(body)) >= 2 and bool(re.search(r"\bshall\b|\bagrees?\b", body)),
        bool(lexicon_pattern("recorded").search(text)),
        bool(re.search(r"\bhereby\s+agree\b|\bagree\s+(?:with\s+you\s+)?as\s+follows\b", body, re.IGNORECASE)),
    ]
    press = bool(re.search(r"\b(?:today\s+announced|is\s+pleased\s+to\s+announce|are\s+pleased\s+to\s+announce|media\s+contact|forward-looking)\b", text, re.IGNORECASE))
    return sum(found) - (2 if press else 0)


# ------------------------------------------------------------------ opening words, base, dates
_END_OF_PARTIES = re.compile(r"\b(?:WHEREAS|RECITALS?|Recitals?|WITNESSETH|W I T N E S S E T H|BACKGROUND|Background|PREAMBLE|NOW,?\s+THEREFORE|Whereas|(?:1|I)\.\s+[A-Z]|ARTICLE|Article\s+1|Section\s+1|SECTION|TABLE OF CONTENTS|The\s+[Pp]arties\s+(?:therefore\s+|hereby\s+)?agree|It\s+is\s+(?:hereby\s+)?agreed|IT\s+IS)\b")


def _opening(text: str, own: AgreementName) -> tuple[int, int]:
    """From the title to where recitals or clauses begin."""
    end = _END_OF_PARTIES.search(text, own.end)
    return own.start, end.start() if end else min(len(text), own.end + 1500)


def _base(text: str, own: AgreementName, names: list[AgreementName]) -> tuple[AgreementName | None, LinkType | None]:
    """The earlier agreement that title, opening words or recitals name, and what the contract does to it."""
    others = [n for n in names if n is not own and n.start > own.end and n.determiner != "this" and n.firm]
    if re.search(r"\bletter\b", own.title, re.IGNORECASE) and not own.link:
        dated = [n for n in others if n.dates and n.kind not in {"amendment", "extension"}]
        link = next((k for v, k in (("extend", LinkType.EXTENDS), ("amend", LinkType.AMENDS)) if dated and verb_pattern(v).search(text, dated[0].end)), None)
        if link:
            return dated[0], link
    prolonged = next((n for n in others if n.start - own.end < 260 and n.determiner == "the" and link_between(text[max(own.end, n.start - 30) : n.start])), None)
    if prolonged is not None and not own.link:
        dated = [n for n in others if n.dates and n.kind not in {"amendment", "extension"}]
        return (dated or [prolonged])[0], link_between(text[max(own.end, prolonged.start - 30) : prolonged.start])
    if own.link:
        dated = [n for n in others if n.dates and n.kind not in {"amendment", "extension"}] or [n for n in others if n.dates]
        titled = [n for n in others if n.start - own.end < 200 and n.title and n.kind not in {"amendment", "extension"}]
        return (dated or titled or [None])[0], own.link  # type: ignore[list-item]
    for name in others:
        if name.dates or name.defined or name.kind == "memorandum":
            lead = text[max(own.end, name.start - 160) : name.start]
            link = link_between(lead)
            if link and re.search(r"\b(?:this|these|hereby)\b", lead, re.IGNORECASE):
                return name, link
    return None, None


_CUE = re.compile(r"\b(?:made|entered\s+into|entered|dated|signed|concluded|executed|effective|done|date\s+of\s+agreement|agreement\s+date|date|as\s+of)\b[^.;]{0,60}$", re.IGNORECASE)
_BREAK = re.compile(r"\b(?:that\s+certain|those\s+certain|amends|amended|whereas|recitals?|expir\w+|terminat\w+\s+on|until)\b|[.;](?=\s+[A-Z][a-z])", re.IGNORECASE)
_DAYS = frozenset({"day", "either-day"})


def _made_on(text: str, own: AgreementName, names: list[AgreementName], dates: list[FoundDate], opening: tuple[int, int]) -> FoundDate | None:
    """The date on which the contract says that it was made: in its opening words before its cover, day before month."""
    mine = set(own.title.lower().split()) | {"agreement", "contract", "deed", "lease", "memorandum", "treaty"}
    openers = [n for n in names if n.determiner == "this" and n.firm]
    openers += [n for n in names if not n.determiner and n.start >= own.start and text[n.start].isupper() and set(n.title.lower().split()) <= mine]
    limit = opening[1] + 400
    bases = [(n.end, n.tail) for n in names if n.determiner not in {"", "this"} and n.dates and n.start > own.start]
    for name in [n for n in openers if n.start < limit or (n.determiner == "this" and _opens(text, n))] + [own]:
        opened = [d for d in dates if name.end <= d.start < name.end + 700 and _opens_with(text, name, d)]
        found = next((d for d in opened if not any(a <= d.start < b for a, b in bases)), None)
        if found:
            return found
    foreign = [(n.end, n.tail) for n in names if n.determiner != "this" and n.start > own.end and n.dates]
    near = [d for d in dates if d.start < limit and not any(a <= d.start < b for a, b in foreign) and not _registered(text, d)]
    cued = [d for d in near if d.precision in _DAYS and _CUE.search(text[max(0, d.start - 90) : d.start])]
    plain = [d for d in near if d.precision in _DAYS and d.start < opening[1]]
    months = [d for d in near if d.precision == "month" and d.start < opening[1]]
    return next(iter([*cued, *plain, *months]), None)


def _opens_with(text: str, name: AgreementName, date: FoundDate) -> bool:
    """Whether the opening words "this Agreement … made on" lead to a date."""
    between = text[name.end : date.start]
    if date.precision not in _DAYS or _BREAK.search(re.sub(r"\([^)]*\)", " ", between)):
        return False
    return bool(re.search(r"\b(?:made|entered|dated|effective|executed|concluded|signed)\b", between, re.IGNORECASE)) and bool(
        re.search(r"(?:\b(?:as\s+of|on|this|the|of|effective|made|dated|date\s+of|into)\b|[,:(])[\s,:_(]*(?:the\s+)?$", between, re.IGNORECASE)
    )


def _registered(text: str, date: FoundDate) -> bool:
    """Whether a date is one of filing, printing or registering."""
    before = text[max(0, date.start - 70) : date.start]
    if re.search(r"\bSource:[^\n]*$", text[max(0, date.start - 150) : date.start]):
        return True
    return bool(re.search(r"\b(?:filed|deposited|registered|published|lodged|entered\s+in\s+the|8-K|10-[KQ]|S-1|until|through|expires?|printed|received|amended)\b[^.;]{0,50}$", before, re.IGNORECASE))


def _signed_on(document: Document) -> tuple[int, FoundDate] | None:
    """The latest date in the signature block, and where the text begins that its offsets count in."""
    closing = [m.start() for m in re.finditer(r"\bin witness whereof\b", document.text[-60_000:], re.IGNORECASE)]
    start = max(0, len(document.text) - 60_000) + closing[0] if closing else max(0, len(document.text) - 4000)
    text = _mended(document.text[start : start + 4000])
    cue = re.compile(r"\b(?:date|dated|on|this)\b[\s:._]*$|,\s*$", re.IGNORECASE)
    found = [d for d in find_dates(text) if d.precision in _DAYS and cue.search(text[max(0, d.start - 30) : d.start]) and not _registered(text, d)]
    return (start, max(found, key=lambda d: (d.bounds.latest, d.start))) if found else None  # type: ignore[arg-type, return-value]


def _mended(text: str) -> str:
    """The text with ordinals that the capture has torn, "16t h day", put together; every place stays where it is."""
    text = re.sub(r"(?<=\d)(s t|n d|r d|t h)\b", lambda m: m.group().replace(" ", "") + " ", text)
    text = re.sub(r"(?<=\d) (st|nd|rd|th)\b", lambda m: m.group()[1:] + " ", text)
    return re.sub(r"\((\d{1,2}(?:st|nd|rd|th))\)(?=\s+day\b)", lambda m: " " * len(m.group()), text)


def _letter_date(document: Document, start: int) -> DateBounds:
    """The date line of a letter."""
    for line in document.text[start : start + 1500].splitlines():
        bounds = only_date(line.strip())
        if bounds:
            return bounds
    return DateBounds()


def _effective(document: Document, passage: Passage, dates: list[FoundDate]) -> tuple[int, int] | None:
    """The date on which the contract takes effect, in the captured text: where the head says so, else where a clause does."""
    text = passage.text
    for date in dates:
        before, after = text[max(0, date.start - 60) : date.start], text[date.end : date.end + 60]
        if date.precision in {"day", "either-day", "month"} and (
            re.search(r"\beffective\b[^.;]{0,50}$|\bwith\s+effect\s+from\s*$", before, re.IGNORECASE)
            or re.match(r"""\s*\(?[^()."]{0,30}\(?\s*(?:the\s+)?"?(?:Effective|Commencement|Restatement|Amendment)\s+Date""", after)
        ):
            return passage.raw_span(date.start, date.end)
    cue = re.compile(
        r"""(?:\b(?:effective|commencement)\s+date["”']?\s*(?:shall\s+mean|means|is|:)|\b(?:shall|will)\s+(?:automatically\s+)?(?:commence|begin|take\s+effect|be(?:come)?\s+effective)"""
        r"""|\b(?:commences|begins|commencing|takes\s+effect|enters\s+into\s+force))\s+(?:on\s+|as\s+of\s+|from\s+)?(?:the\s+)?(?=[\w\d])""",
        re.IGNORECASE,
    )
    for match in cue.finditer(document.text):
        found = next((d for d in find_dates(_mended(document.text[match.end() : match.end() + 60])) if d.start <= 3 and d.precision in _DAYS), None)
        if found:
            return match.end() + found.start, match.end() + found.end
    return None
