"""What a paper that makes an agreement is called, by the line near its top: "Boat Hire", "Annex No. 2 to the Lease of May 2012".

A line is a title by its form: short, no sentence, with a noun for papers that bind. That the paper is one its body shows: who is
on which side, points that lay down what holds, words of agreement, a day, signatures.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.dates import find_dates
from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_words import lexicon_pattern, listed, noun_pattern
from kg.extraction.contract_forms import has_clauses, has_particulars, names_sides
from kg.extraction.genres import SURELY, likely_genre
from kg.extraction.lexicon import phrase
from kg.extraction.lines import placed_lines
from kg.extraction.party_words import party_words
from kg.extraction.passages import Passage
from kg.records import BlockRole, Document, Force, LinkType

__all__ = ["kind_of_title", "titled_paper"]

_TOP, _LINES = 1500, 14  # code points and lines in which a title stands
_LONGEST = 110  # code points of a title
_TAIL = 3000  # code points at the end in which a paper is signed
_FIRM, _LOOSE = 3, 4  # marks that a paper must show whose title has a noun for agreements, or one for what they are about
_VOICED = 0.95  # probability from which a text is in the voice of one side
_OTHER_PAGES = frozenset({BlockRole.NAVIGATION, BlockRole.MAIL_HEADER, BlockRole.LISTING_TITLE})


@dataclass(frozen=True, slots=True)
class _Title:
    """A line that can be a title: its words, with what a second line adds to them, its noun, and whether that is for agreements."""

    line: str
    words: str
    noun: str
    firm: bool
    start: int  # the line in the captured text
    end: int


def titled_paper(document: Document, passage: Passage, *, bound: bool) -> AgreementName | None:
    """Return the agreement that a paper is by the line that calls it one and by what it holds; nothing where it only tells of one.

    Args:
        document: the paper.
        passage: its head.
        bound: it names those who make it.
    """
    only_tells = lexicon_pattern("news").search(passage.text) or lexicon_pattern("unilateral").search(passage.text[:_TOP])
    if only_tells or any(block.role in _OTHER_PAGES for block in document.blocks):
        return None
    title = next(_titles(document), None)
    if title is None or _marks(document, title, bound=bound) < (_FIRM if title.firm else _LOOSE):
        return None
    start, end = bisect_left(passage.starts, title.start), bisect_left(passage.starts, title.end)
    words = passage.text[start:end].strip()
    kind, force, link = kind_of_title(title.words)
    number = _NUMBER.search(words)
    told = int(number[1]) if number and link is not None else None
    end = start + len(words)
    return AgreementName(start, end, end, title.noun, kind, force, firm=True, title=words, number=told, link=link, phrase=words)


def kind_of_title(words: str) -> tuple[str, Force, LinkType | None]:
    """Return kind and force of a paper by its title, and what it does to an earlier one.

    >>> kind_of_title("Annex No. 2 to the Lease of March 2012")[0], kind_of_title("RENEWAL NOTE")[0]
    ('amendment', 'extension')
    """
    if _ALONE.match(words):
        return "amendment", Force.BINDING, LinkType.AMENDS
    for name, kind, force, link in _KINDS:
        if lexicon_pattern(name).search(words):
            return kind, force, link
    return "definitive", Force.BINDING, None


_KINDS = (
    ("title-intends", "memorandum", Force.NON_BINDING, None),
    ("title-restates", "restatement", Force.BINDING, LinkType.SUPERSEDES),
    ("title-ends", "definitive", Force.BINDING, LinkType.SUPERSEDES),
    ("title-extends", "extension", Force.BINDING, LinkType.EXTENDS),
    ("title-amends", "amendment", Force.BINDING, LinkType.AMENDS),
    ("title-frames", "master", Force.BINDING, None),
)
_NUMBER = re.compile(r"(?:\b(?:No|Nr|Number)\b\.?|#|\b(?i:annex|appendix|addendum|rider|supplement))\s*(\d{1,3})\b(?!\s*/)")


# ------------------------------------------------------------------ the line
def _titles(document: Document) -> Iterator[_Title]:
    """Yield the lines at the top that can be the title, in order."""
    lines = [(line, span) for line, span in _lines(document.text[:_TOP]) if line][:_LINES]
    for i, (line, span) in enumerate(lines):
        if _POINT.match(line) or _SENTENCE.search(line) or _tells(line):
            return  # a title stands above the first sentence, and not below that of a report
        found = _noun(line)
        if found is None or len(line) > _LONGEST or _RUNS.search(line):
            continue
        below = lines[i + 1][0] if i + 1 < len(lines) else ""
        words = f"{line} {below}" if _GOES_ON.match(below) else line
        if _ANNEX.match(words) and not (_ALONE.fullmatch(line) or _OF_PAPER.match(words)):
            continue  # "Annex 4 to the Prospectus"
        yield _Title(line, words, *found, *span)


_ANNEX = re.compile(r"(?i:annex(?:e|ure)?|appendix|schedule)\b")
_ALONE = re.compile(r"(?i:annex(?:e|ure)?|appendix)\s(?:No|NO|Nr)\.?\s?\d{1,2}")
_OF_PAPER = re.compile(
    r".{0,40}?\b(?:to|of)\s.{0,60}?\b(?i:\w*agreement|\w*contract|lease|deed|licen[cs]e|treaty|convention|charter|protocol|tenancy|concession|permit)\b"
)


def _tells(line: str) -> bool:
    """Whether a line heads a paper that only tells of what is agreed: no statement of intent."""
    return lexicon_pattern("paper-about").search(line) is not None and lexicon_pattern("title-intends").search(line) is None


def _lines(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the lines of a captured text without marks of layout, each with its place."""
    for line, at in placed_lines(text):
        bare = _COLUMN.split(line.strip(" \t*_#|="))[0]  # beside a title may stand what it is about
        start = at + line.find(bare)
        yield _SPACED.sub(lambda m: m.group().replace(" ", ""), bare), (start, start + len(bare))


_COLUMN = re.compile(r"(?<=\w\w)\s{3,}|\t")
_SPACED = re.compile(r"(?<!\S)(?:[A-Z] ){2,}[A-Z](?!\S)")
_SENTENCE = re.compile(r"[a-z\d)]\.\s+[A-Z][a-z]+\s+[a-z]|^(?:\S+\s+){15,}\S+$|^(?:\S+\s+){6,}\S*[a-z)]{2}[.;]$")
_POINT = re.compile(r"(?:(?:1|I|A|i|a)[.)]|\(?[1aiA]\)|§\s*1\b|(?i:article|art\.|section|clause)\s+(?:1|I|one)\b)")
_RUNS = re.compile(
    r"[a-z)]{2}[.;,:]$|\b(?:is|are|was|were|has|have|had|shall|will|may|must|agreed?s?|says?|said|makes?|made\s+(?:by|in|between))\b"
)
_GOES_ON = re.compile(
    r"\W{0,2}(?:to|of|on|for|in|between|among|concerning|regarding|relating|amending|extending|altering|text|\w+ed\s+text)\b"
)


@cache
def _title_noun() -> re.Pattern[str]:
    """The pattern of a title: words in capitals or the like, a noun for papers, and what it is about."""
    loose = "|".join(re.escape(word) for word in sorted(listed("title-nouns"), key=len, reverse=True))
    firm = noun_pattern()[0].pattern
    return re.compile(
        rf"(?:[\"“]?[\w'’&.,/()-]+\s+){{0,7}}?(?P<noun>(?P<firm>{firm})|(?<![\w-])(?:{loose})(?![\w-]))"
        rf"(?=\s*(?:$|[-–—:,(·;\"“#\d§]|(?:no|nr|of|for|on|to|between|among|concerning|regarding|relating|about|in|with|under|and|by|over|&)\b))",
        re.IGNORECASE,
    )


def _noun(line: str) -> tuple[str, bool] | None:
    """Return the noun of a line that has the form of a title, in lower case, and whether it is one for agreements."""
    match = _title_noun().match(line)
    if match is None or (not line[:1].isupper() and line[:1] not in '"“'):
        return None
    before = line[: match.start("noun")].split()
    if before[-1:] and before[-1].casefold() == "of" and match["noun"][-1] in "sS" and match["firm"]:
        return None  # a register of licences holds them, and is none
    if match["noun"][0].islower() and len(before) > _FEW:
        return None  # the words of a sentence
    if any(word.endswith("s") and word in party_words("strong-verbs") for word in before):
        return None  # "Town signs berth contract"
    if any(word[0].islower() and word.casefold() not in _JOINTS for word in before) and match["noun"][0].isupper():
        return None
    noun = re.sub(r"[\s-]+", " ", match["noun"].casefold())
    about = noun_pattern()[1].get(noun, "") in _ABOUT
    return None if about and noun not in listed("title-nouns") else (noun, bool(match["firm"]) and not about)


_FEW = 3  # words before a noun in small letters that is that of a title
_JOINTS = frozenset({"and", "&", "of", "for", "on", "in", "the", "to", "a", "an"})
_ABOUT = frozenset({"partnership", "initiative", "investment", "dealing", "successor", "communique", "deal", "revision"})


# ------------------------------------------------------------------ the body
def _marks(document: Document, title: _Title, *, bound: bool) -> int:
    """How many marks of a contract a paper shows; marks of reports count against it."""
    text = document.text
    body, near = text[:40_000], text[title.end : title.end + _TOP]
    foot = text[-_TAIL:]
    doers = {match["who"].casefold() for match in _DUTY.finditer(body)}
    points = has_clauses(text) or len(_ITEM.findall(body)) > 2 or len(_DUTY.findall(body)) > 2
    marks = [
        title.firm,
        bound or names_sides(text) or (len(doers) > 1 and points),
        _SIDES.search(near) is not None,
        points,
        points and lexicon_pattern("rules").search(body) is not None,
        has_particulars(text[:_TAIL]),
        _AGREED.search(body) is not None,
        any(len(line) < _DATED and find_dates(line) for line, _ in _lines(near[:700])),
        bool(lexicon_pattern("signature").search(foot) or _SIGNED.search(foot)),
    ]
    genre = likely_genre(document)
    against = 4 * (genre.party > _VOICED) + 2 * (max(genre.party, genre.report) > SURELY)
    return sum(marks) - against - 4 * (_TOLD.search(body) is not None) - 2 * (phrase("salutation").search(text[:_TAIL]) is not None)


_DATED = 70  # code points of a line that gives the day of a paper
_ITEM = re.compile(
    r"(?m)^[^\S\n]*+(?:[-*•–]|\W{0,2}(?:\d{1,2}|[a-z]{1,4}|[A-Z]{1,3}(?:-\d+)?|(?i:first|second|third|one|two|three))[.):/-]?)\s{1,6}(?=[A-Z])"
)
_DUTY = re.compile(  # a line that says what somebody does: "The Baker brings the bread by six."
    r"(?m)^[^\S\n]*+(?:\W{0,2}\w{1,3}[.)]\s+|[-*•]\s+)?(?:The\s+)?(?P<who>[A-Z]?[\w-]+(?:\s[A-Z]\w+)?)\s(?:shall|will|must|may|is\s+to|(?!is|was|has)[a-z]{2,}s)\s+[a-z]"
)
_SIDES = re.compile(
    r"\b(?i:between|among|by\s+and\s+between|hereinafter|hereafter|the\s+undersigned|represented\s+by|of\s+the\s+one\s+part)\b"
    r"|\((?:the|each|in\s+short|called|jointly)\s+[\"“*]{0,3}[A-Z]|[\"“][Tt]he\s+[A-Z][a-z]+[\"”]"
)
_AGREED = re.compile(
    r"\b(?i:agree[ds]?|have\s+settled|it\s+has\s+been\s+settled|undertakes?|declare|this\s+(?:agreement|contract|deed|lease|paper|charter|licence|"
    r"convention|treaty|annex|addendum))\b"
)
_SIGNED = re.compile(
    r"(?mi)^[^\w\n]*+(?:signed|done|sealed|for\s+(?:the\s+)?[A-Z]|in\s+witness|witness(?:es|ed)?)\b|\b(?:signed|thumb-marked)\b"
)
_TOLD = re.compile(r"\b(?:said|told|according\s+to|spokes(?:man|woman|person)|announced|reporters|readers)\b")
