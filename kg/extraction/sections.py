"""The head of a contract: its title, the day it was made, the day it takes effect, its parties" block, the agreement it changes.

Told by the form of the text alone: a title that names an agreement, the words that open a contract, the words that close it.
One file: title, day, opening and base of a head are found together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.bounds import meets
from kg.dates import FoundDate, find_dates
from kg.extraction.agreement_effects import attached, link_between
from kg.extraction.agreement_names import AgreementName, find_names
from kg.extraction.agreement_words import AMENDING, lexicon_pattern, verb_pattern
from kg.extraction.contract_days import (
    is_exchange,
    letter_date,
    letters_between,
    made_on,
    mended,
    opens,
    signed_on,
    takes_effect_on,
    until_agreed,
)
from kg.extraction.contract_forms import (
    changing_letter,
    first_clause,
    has_clauses,
    has_particulars,
    nameless_contract,
    names_sides,
    rules,
    untitled_contract,
    voiced,
)
from kg.extraction.instructions import find_instructions
from kg.extraction.lexicon import phrase
from kg.extraction.paper_bases import told_base
from kg.extraction.paper_titles import titled_paper
from kg.extraction.passages import Passage
from kg.records import BlockRole, DateBounds, Document, Force, LinkType

__all__ = ["Head", "read_head"]


_HEAD = 5000  # code points of clean text in which title, date, parties and recitals stand
_LOOSE = 20_000  # code points in which a paper may say that it binds nobody


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


def read_head(document: Document, *, bound: bool = False, known: bool = False) -> Head | None:
    """Return the head of the contract that a document is; nothing where it is none.

    Args:
        document: the document.
        bound: it names those who make it.
        known: it is known to be a contract, whatever marks of one it shows.
    """
    start = next((b.start for b in document.blocks if b.role not in _ASIDE), 0)
    passage = Passage.of(document.text, start, min(len(document.text), start + _HEAD))
    dates = find_dates(mended(text := passage.text))
    names = [_above_its_day(document.text, passage, _below_gap(document.text, passage, n)) for n in find_names(text, dates)]
    own = _own_name(text, names, document, bound=bound, known=known)
    if own is None and (titled := titled_paper(document, passage, bound=bound)) is not None:
        own = _as_change(titled, text) if known else titled
    own = _unless_loose(own or _own_form(text, names, document, bound=bound, known=known), document)
    if own is None:
        return None
    opening = _opening(text, own)
    told = _without_ahead(dates, document.published)
    date = _under_title(document.text, passage, own, told) or made_on(text, own, names, told, opening)
    letter = bool(re.search(r"\bletter\b", own.title, re.IGNORECASE) or phrase("salutation").search(text))
    lined = letter_date(document, start) if letter else DateBounds()
    date = next((d for d in dates if lined and d.bounds == lined), date)
    base, link = _base_but_by_day(text, own, names, date)
    done = signed_on(document, closed=True) if date is None else None
    exchanged = _exchanged_on(document, own)
    date = None if exchanged and date is not None and not meets(date.bounds, exchanged) else date
    made = exchanged or (date.bounds if date else done[1].bounds if done else letter_date(document, start))
    signed = done if done and not exchanged else signed_on(document) if not made else None
    made = signed[1].bounds if signed else made
    made = until_agreed(document, made) if letter and made == letter_date(document, start) else made
    if (link or own.link) and not (base is not None and base.dates):
        base, link = _with_day(base, told_base(document.text, passage, own, names, dates, made)), link or own.link
    title = _one_line(passage, own)
    own = replace(own, title=title, start=max(own.start, text.find(title, own.start, own.end)))
    return Head(
        passage,
        own,
        tuple(names),
        date,
        made,
        (signed[0] + signed[1].start, signed[0] + signed[1].end) if signed else None,
        takes_effect_on(document, passage, dates),
        opening,
        base,
        link,
    )


def _without_ahead(dates: list[FoundDate], printed: DateBounds) -> list[FoundDate]:
    """Return the days of a paper without those after it was printed or filed, on which it was not made.

    Where the day of printing is one that the head tells, it may be that of another paper: "Original lease: 1 July 2017".
    """
    last = printed.latest
    if last is None or any(d.bounds.latest == last for d in dates):
        return dates
    return [d for d in dates if d.bounds.earliest is None or d.bounds.earliest <= last]


def _base_but_by_day(
    text: str, own: AgreementName, names: list[AgreementName], date: FoundDate | None
) -> tuple[AgreementName | None, LinkType | None]:
    """Return the agreement that a contract changes, and how; the day of the contract itself dates no base."""
    base, link = _base(text, own, names)
    if base is None or date is None:
        return base, link
    if base.date_at == date.start:  # "This Amendment to Supply Agreement, dated …"
        other, _ = _base(text, own, [n for n in names if n.date_at != date.start])
        base = other or replace(base, dates=(), date_at=-1, tail=base.end)
    if base.made == date.bounds and not own.link:
        return None, None  # a paper behind the contract, or the contract itself, names it by its day
    return base, link


def _with_day(base: AgreementName | None, told: AgreementName | None) -> AgreementName | None:
    """The base of a paper with the day that its head gives it in other words than its name."""
    if base is None or told is None:
        return base or told
    return replace(base, dates=told.dates, date_at=told.date_at)


def _below_gap(captured: str, passage: Passage, name: AgreementName) -> AgreementName:
    """The name without the words that stand above it past a blank line, such as the date line of a letter, and their year."""
    gaps = [
        i
        for i in range(name.start, name.end - 4)
        if passage.text[i] == " " and captured.count("\n", passage.starts[i], passage.ends[i]) > 1
    ]
    if not gaps:
        return name
    start = gaps[-1] + 1
    kept = name if name.date_at >= start else replace(name, dates=(), date_at=-1)
    words = passage.text[start : name.end]
    title = name.title if len(name.title) <= len(words) else words
    return replace(kept, start=start, determiner="", title=title, phrase=words)


def _exchanged_on(document: Document, own: AgreementName) -> DateBounds:
    """The days of an exchange of letters: those above them, or the day of the mail in which it stands."""
    if not own.noun.startswith("exchange of"):
        return letters_between(document) if is_exchange(document) else DateBounds()
    mailed = any(block.role is BlockRole.MAIL_HEADER for block in document.blocks)
    return letters_between(document) or (document.published if mailed else DateBounds())


def _above_its_day(captured: str, passage: Passage, name: AgreementName) -> AgreementName:
    """The name without a day that stands past a blank line and says of the paper itself when it was done.

    "Protocol to the Treaty on the Strait", and below it "done at Varna on 3 May 2012": the day is that of the protocol.
    """
    for i in range(name.end, name.date_at) if name.dates else ():
        if passage.text[i] == " " and captured.count("\n", passage.starts[i], passage.ends[i]) > 1:
            if lexicon_pattern("opens-made").match(passage.text, i):
                return replace(name, dates=(), date_at=-1, tail=name.end)
            break
    return name


def _under_title(captured: str, passage: Passage, own: AgreementName, dates: list[FoundDate]) -> FoundDate | None:
    """The day that stands alone on a line right under the title of a contract."""
    for date in dates:
        first, last = passage.raw_span(date.start, date.end)
        if date.precision != "day" or date.start < own.end:
            continue
        above = captured[passage.ends[own.end - 1] : first]
        beside = above.rpartition("\n")[2] + captured[last:].partition("\n")[0]
        apart = above.strip() == "" or bool(_GAP.search(above))
        return date if apart and not re.search(r"\w", beside) and above.count("\n") <= _UNDER else None
    return None


_GAP = re.compile(r"\n[^\S\n]*\n\W*\Z")


_UNDER = 5  # lines between the first line of a title and the day below it


def _own_name(
    text: str, names: list[AgreementName], document: Document, *, bound: bool, known: bool = False
) -> AgreementName | None:
    """The name of the contract that the document is, if it has the form of one or is known to be one.

    `bound`: it names those who make it.
    """
    unilateral = None if known else lexicon_pattern("unilateral").search(text[:_TITLE])
    opener = next((n for n in names if n.determiner == "this" and n.firm and opens(text, n)), None)
    titles = [n for n in names if n.start < (opener.start if opener else _TITLE) and _is_title(text, n)]
    title = _nearest_title(titles, opener)
    title = _behind_its_base(text, names, title) or title or _before_its_base(text, names)
    if unilateral and (title is None or unilateral.start() < title.start) and not (opener and opener.start < 1200):
        return None
    subject = None if unilateral or opener else _subject(text, names, document)
    if subject is not None and (title is None or not title.link):
        return _letter_about(text, subject, document)
    if title is None and opener is None:
        return None
    titled = title is not None and bool(lexicon_pattern("between").search(text[title.end : title.end + 400]))
    heads = bound and title is not None and _heads(title, text, document)
    if title is not None and title.kind == "declaration" and opener is None and not known:
        return None  # a statement that several put their names to only tells
    marks = _marks(text, document, opener=opener is not None, changes=bool(title and title.link), titled=titled, bound=heads)
    marks += _ENOUGH if title is not None and (_instructs(text, title, document) or _is_letter_of(text, title, document)) else 0
    marks = max(marks, _ENOUGH) if known else marks
    if marks >= _ENOUGH and title and (opener is None or (title.start < opener.start and _same(title, opener))):
        return _merge(title, opener)
    return opener if marks >= _ENOUGH else None


_ENOUGH = 2  # marks of a contract


def _own_form(text: str, names: list[AgreementName], document: Document, *, bound: bool, known: bool) -> AgreementName | None:
    """The contract that a document is by its form, or, where it is known to be one, by a line at its top."""
    if (letter := changing_letter(text, document)) is not None:
        return letter
    own = nameless_contract(text, document, bound=bound or known)
    if not known and not (own is not None and own.noun.startswith("exchange of")):
        return own
    own = own or untitled_contract(text, document)
    return _as_change(own, text) if own is not None else None


def _as_change(own: AgreementName, text: str) -> AgreementName:
    """The name of a paper as that of an amendment, where its title says so or it begins with what is to be read in another one."""
    told = find_instructions(text[own.end :])
    first = told and len(_POINT.findall(text, own.end, own.end + told[0].start)) <= _BEFORE_CHANGES
    noted = own.noun.startswith("exchange of") and lexicon_pattern("is-varied").search(text)
    changes = _CHANGE.search(own.title or text[own.start : own.end]) or first or noted
    return replace(own, kind="amendment", link=LinkType.AMENDS) if changes and not own.link else own


_POINT = re.compile(r"(?<=\s)\(?\d{1,2}[.)]\s+(?=[A-Z])")
_BEFORE_CHANGES = 2  # points up to the first that rewrites a clause: definitions and recitals stand before it
_CHANGE = re.compile(r"\b(?:addend|alter|amend|chang|endorse|modif|rider|supplement|varia|vary)", re.IGNORECASE)


def _behind_its_base(text: str, names: list[AgreementName], title: AgreementName | None) -> AgreementName | None:
    """The change that a title names behind what it changes: "Towage Contract of 2 May 2018 - second amendment"."""
    if title is None or title.link or not title.dates:
        return None
    return next((n for n in names if n.link and re.fullmatch(r"\s*[-–—:,]\s*(?:the\s+)?", text[title.tail : n.start])), None)


def _instructs(text: str, title: AgreementName, document: Document) -> bool:
    """Whether the title of a change stands over numbered points that rewrite clauses, in nobody's voice."""
    heads = title.link is not None and title.start < min(_NEAR, first_clause(text))
    return heads and has_clauses(document.text) and not voiced(document.text) and bool(find_instructions(text))


def _is_letter_of(text: str, title: AgreementName, document: Document) -> bool:
    """Whether the title of a change is the subject line of a letter that those to whom it is written accept."""
    dear = phrase("salutation").search(text)
    near = title.link is not None and dear is not None and abs(title.start - dear.start()) < _NEAR
    return near and _is_accepted(document) and _on_its_own_line(text, title, document)


def _is_accepted(document: Document) -> bool:
    """Whether those to whom a letter is written put their names below it."""
    return lexicon_pattern("countersigned").search(document.text[-3000:]) is not None


_PAPER_TO = re.compile(
    r"\W*(?P<what>(?!(?i:notice|letter|memo)\b)[A-Z][^.;:]{3,60}?)[^.;:\w][^.;:]{0,60}?\bto\s+(?i:the|our|their|its)\s+"
)


def _before_its_base(text: str, names: list[AgreementName]) -> AgreementName | None:
    """The change that opens a text with a word of its own for it: "ENDORSEMENT 2 to the Policy Agreement of 3 May 2012"."""
    base = next((n for n in names if n.firm and n.determiner in _KNOWN), None)
    led = _PAPER_TO.fullmatch(text, 0, base.start + len(base.determiner) + 1) if base is not None and base.start < _NEAR else None
    if (
        base is None
        or led is None
        or lexicon_pattern("paper-about").search(led.group())
        or not (base.dates or base.number or " " in base.title)
    ):
        return None
    start, end = led.span("what")
    title = text[start:end]
    told = re.match(r"\s*(?:[Nn][or]\.?\s*)?(\d{1,2})\b", text[end:])
    number = int(told[1]) if told else None
    noun = title.split()[0].casefold()
    return AgreementName(
        start, end, end, noun, "amendment", Force.BINDING, firm=True, title=title, number=number, link=LinkType.AMENDS, phrase=title
    )


_KNOWN = frozenset({"the", "our", "their", "its"})


def _heads(title: AgreementName, text: str, document: Document) -> bool:
    """Whether the title of a contract stands on a line of its own over the clauses of a text, no letter and no paper about one."""
    told = any(lexicon_pattern("paper-about").search(line) for line in (document.title, text[title.start : title.end]))
    above = title.start < first_clause(text)
    return above and not told and phrase("salutation").search(text) is None and _on_its_own_line(text, title, document)


_LETTER = re.compile(r"\bthis\s+letter\b", re.IGNORECASE)


def _subject(text: str, names: list[AgreementName], document: Document) -> AgreementName | None:
    """The dated agreement that the subject line of a letter names, beside the salutation; the letter speaks about it."""
    dear = phrase("salutation").search(text)
    if dear is None or not _LETTER.search(text, dear.start()):
        return None
    near = [n for n in names if n.dates and n.firm and -_NEAR < n.start - dear.start() < _NEAR]
    return next((n for n in near if _on_its_own_line(text, n, document)), None)


_NEAR = 260  # code points between the salutation and the subject line


def _on_its_own_line(text: str, name: AgreementName, document: Document) -> bool:
    """Whether a line of the document begins with a name, but for "Re:" and the like, and says little more."""
    words = re.escape(text[name.start : name.end]).replace("\\ ", r"\s+")
    return bool(re.search(rf"(?m)^[^\n.;]{{0,24}}{words}[^\n]{{0,110}}(?<![.,;])$", document.text[:_HEAD]))


def _letter_about(text: str, subject: AgreementName, document: Document) -> AgreementName | None:
    """The letter that changes the agreement which its subject line names; nothing where it changes nothing or nobody agrees."""
    body = text[subject.end :]
    changes = verb_pattern("amend").search(body) or re.search(r"\bchanges?\b", body) or find_instructions(body)
    if not changes or not (lexicon_pattern("signature").search(document.text[-3000:]) or _is_accepted(document)):
        return None
    told = lexicon_pattern("is-varied").search(text, subject.end)
    start, end = told.span() if told else (subject.tail, subject.tail)
    return replace(
        subject,
        start=start,
        end=end,
        tail=end,
        noun="letter agreement",
        kind="amendment",
        title="letter agreement",
        determiner="this",
        link=LinkType.AMENDS,
        dates=(),
        date_at=-1,
        defined=(),
        qualities=frozenset(),
    )


def _nearest_title(titles: list[AgreementName], opener: AgreementName | None) -> AgreementName | None:
    """Of several lines that could be the title the first that changes an agreement, else the one that the opening repeats."""
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
    gaps = [
        i
        for i in range(at + 1, at + len(title))
        if passage.starts[i] - passage.ends[i - 1] >= 0 and passage.text[i] == " " and passage.ends[i] - passage.starts[i] >= 2
    ]
    return title[gaps[-1] - at :].strip() if gaps and gaps[-1] < own.end - 4 else title


def _same(title: AgreementName, opener: AgreementName) -> bool:
    generic = opener.noun in {"agreement", "contract", "deed", "letter", "protocol", "exchange of letters"} and not opener.link
    return (
        title.noun == opener.noun
        or (generic and title.firm)
        or title.title.lower() in opener.title.lower()
        or opener.noun in title.noun
    )


def _unless_loose(own: AgreementName | None, document: Document) -> AgreementName | None:
    """The name of a contract, as of a memorandum where the paper says of itself that it binds nobody."""
    if own is None:
        return None
    firm = own.kind in {"definitive", "master"} and own.force is Force.BINDING
    loose = firm and lexicon_pattern("not-itself-binding").search(document.text[:_LOOSE]) is not None
    return replace(own, kind="memorandum", force=Force.NON_BINDING) if loose else own


def _merge(first: AgreementName, second: AgreementName | None) -> AgreementName:
    """The name of the title with the date, number and defined names of the opening words."""
    if second is None or second is first:
        return first
    changed = first.kind if first.link or not second.link else second.kind
    shortened = first.noun != second.noun and first.noun.startswith(second.noun)  # a memorandum of agreement, "this Memorandum"
    return replace(
        first,
        kind=changed,
        link=first.link or second.link,
        number=first.number if first.number is not None else second.number,
        defined=first.defined + second.defined,
        dates=first.dates or second.dates,
        force=first.force if shortened or second.force is not Force.NON_BINDING else Force.NON_BINDING,
    )


def _is_title(text: str, name: AgreementName) -> bool:
    """Whether a name stands as a title: in capitals, with no determiner, not inside a running sentence."""
    if not name.firm or name.determiner not in {"", "this"} or not text[name.end - 1 : name.end].strip():
        return False
    head = text[name.start : name.end].split(maxsplit=1)[0] if text[name.start : name.end].split() else ""
    if not head[:1].isupper() or (
        not re.search(r"[A-Z]", text[name.start : name.end].rsplit(maxsplit=1)[-1][:1])
        and name.number is None
        and not head[:1].isupper()
    ):
        return False
    before = text[max(0, name.start - 40) : name.start].rstrip()
    if _NUMBERED_PART.search(before):
        return False  # "Article 27. Mutual Agreement" heads a part
    collected = lexicon_pattern("collected").search(text[name.start : name.end])
    if collected and name.start + collected.end() > name.end - 12:
        return False  # "Register of Agreements" is the cover of many
    if _OF_MANY.search(text[name.start : name.end]):
        return False
    running = re.search(r"\b(?:an?|the|of|to|its|their|our|into|under|in|by|and|with|or|for|from|as|Material)$", before)
    return not running and not re.match(
        r"\s*(?:between\b.{0,80})?\b(?:has|have|will|was|provides|extends)\b", text[name.end : name.end + 90]
    )


# "Legal & Contracts" is a department; "Material contracts" stands above an extract from one of them
_OF_MANY = re.compile(r"&\s+\w+s$|\b(?:agreements|contracts|conventions|treaties)$", re.IGNORECASE)
_NUMBERED_PART = re.compile(
    r"(?:\b(?:article|chapter|clause|part|section)\s+(?:\d+|[ivxl]+)\s*[.:–—-]?|[.!?|*:]\W*\d{1,2}[.)])$", re.IGNORECASE
)


def _marks(text: str, document: Document, *, opener: bool, changes: bool, titled: bool, bound: bool) -> int:
    """How many of the marks of a contract a text shows, none where no strong one is there; marks of news count against it."""
    tail = document.text[max(0, len(document.text) - 3000) :]
    body = document.text[:40000]
    clauses = has_clauses(document.text)
    formed = bound and (clauses or has_particulars(document.text)) and rules(document.text)
    clauses = formed or (clauses and bool(re.search(r"\bshall\b|\bagrees?\b", body)))
    signed = bool(lexicon_pattern("signature").search(tail))
    strong = [
        opener,
        bool(lexicon_pattern("this-contract").search(body)),
        bool(lexicon_pattern("recorded").search(text)),
        bool(lexicon_pattern("agreed-as-follows").search(body)),
        formed or (clauses and (signed or titled or names_sides(document.text))),
        changes
        and has_clauses(document.text)
        and rules(document.text)
        and _CHANGES_NOW.search(text[: first_clause(text)]) is not None,
    ]
    weak = [bool(lexicon_pattern("between").search(text[:_TITLE])), signed, bool(lexicon_pattern("recital").search(body)), clauses]
    enough = any(strong) or (changes and sum(weak) >= 2)  # the title of an amendment is a strong mark by itself
    return sum(strong) + (changes and any(strong)) + sum(weak) - (2 if lexicon_pattern("news").search(text) else 0) if enough else 0


_CHANGES_NOW = re.compile(  # "Acme and Beta amend their Lease as set out below": who acts by the words of the paper itself
    r"\b(?:amend|change|extend|modify|prolong|renew|supplement|vary)\s+(?:their|the)\b[^.;]{0,160}\b(?:as\s+follows|as\s+set\s+out|"
    r"in\s+(?:these|the\s+following)|of\s+\d)",
)


def _opening(text: str, own: AgreementName) -> tuple[int, int]:
    """From the title to where recitals or clauses begin."""
    end = lexicon_pattern("end-of-parties").search(text, own.end)
    return own.start, end.start() if end else min(len(text), own.end + 1500)


def _base(text: str, own: AgreementName, names: list[AgreementName]) -> tuple[AgreementName | None, LinkType | None]:
    """The earlier agreement that title, opening words or recitals name, and what the contract does to it."""
    others = [n for n in names if n is not own and n.start > own.end and n.determiner != "this" and n.firm]
    dated = [n for n in others if n.dates and n.kind not in AMENDING]
    if own.noun == "letter agreement":
        subject = [n for n in names if n.end <= own.start and n.dates and n.firm]
        if subject:
            return subject[0], own.link
    if own.link:
        titled = [n for n in others if n.start - own.end < 200 and n.title and n.kind not in AMENDING]
        above = [n for n in names if n.end <= own.start and n.dates and n.firm and n.kind not in AMENDING]
        lined = [n for n in above if own.start - n.tail < 12]  # "Licence Agreement of 2 May 2011 - Variation No. 3"
        above = [n for n in above if n.determiner in {"the", "that certain"}]
        return next(iter([*lined, *dated, *titled, *above, *(n for n in others if n.dates)]), None), own.link
    if dated and re.search(r"\bletter\b", own.title, re.IGNORECASE):
        for verb, link in (("extend", LinkType.EXTENDS), ("amend", LinkType.AMENDS)):
            if verb_pattern(verb).search(text, dated[0].end):
                return dated[0], link
    return _attached_to(text, own, others) or _named_in_title(text, own, others, dated) or _named_in_opening(text, own, others)


def _attached_to(text: str, own: AgreementName, others: list[AgreementName]) -> tuple[AgreementName | None, LinkType | None] | None:
    """The base that a paper has by its nature: "Statement of Work under the Master Agreement", "Protocol to the Treaty"."""
    for name in others:
        link = attached(own, name, text[own.end : name.start][-160:]) if name.start - own.end < 400 else None
        if link and (name.dates or name.title):
            return name, link
    return None


def _named_in_title(
    text: str, own: AgreementName, others: list[AgreementName], dated: list[AgreementName]
) -> tuple[AgreementName | None, LinkType | None] | None:
    """The base of a title such as "Protocol extending the Treaty on lighthouses"; its day may stand further down."""
    for name in others:
        link = link_between(text[max(own.end, name.start - 30) : name.start])
        if link and name.determiner == "the" and name.start - own.end < 260:
            return next(iter(dated), name), link
    return None


def _named_in_opening(text: str, own: AgreementName, others: list[AgreementName]) -> tuple[AgreementName | None, LinkType | None]:
    """The base of opening words such as "and hereby amends that certain Supply Agreement dated …"."""
    for name in others:
        if name.dates or name.defined or name.kind == "memorandum":
            lead = _SENTENCE_BEFORE.sub("", text[max(own.end, name.start - 160) : name.start])
            link = link_between(lead)
            if link and _SAYS_IT_DOES.search(lead):
                return name, link
    return None, None


_SAYS_IT_DOES = re.compile(r"\b(?:this|these|hereby)\b|(?:,|^)\s*which\s+\w+\s+(?:the\s+)?$", re.IGNORECASE)
_SENTENCE_BEFORE = re.compile(r".*[^\W_]{2}[.;]\s+(?=(?:\d{1,2}[.)]\s+)?[A-Z])", re.DOTALL)
