"""A contract told by its form alone, where no noun for an agreement names it: a licence, a loan, a countersigned letter."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice, zip_longest

from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_words import lexicon_pattern, verb_pattern
from kg.extraction.lexicon import phrase
from kg.records import Document, Force, LinkType

__all__ = [
    "changing_letter",
    "first_clause",
    "has_clauses",
    "has_particulars",
    "nameless_contract",
    "names_sides",
    "rules",
    "untitled_contract",
    "voiced",
]

_NUMBER = r"\d{1,2}(?:\.\d{1,2})*|[ivx]{1,5}|one|two|three|four|five|six"
_CLAUSE = re.compile(
    rf"""(?m)^[^\S\n]*\W{{0,3}}(?:
        \d{{1,2}}(?:\.\d{{1,2}})*[.)]? | \(?[a-z]\) | \(?[ivx]{{1,5}}\) | (?-i:[A-Z])\.(?:\d{{1,2}})? | (?-i:[IVX]{{1,5}})\.
        | §{{1,2}}\s*\d{{1,2}}\w?[.:)]?
        | (?:art\.|article|section|clause|paragraph|item|point|condition|rule|no\.|nr\.)\s+(?:{_NUMBER})\b[.:)]?
        | (?:first|second|third|fourth|fifth|sixth|\d{{1,2}}(?:st|nd|rd|th))\s+(?:article|clause|section|paragraph)[.:]?
    )\s+\S""",
    re.IGNORECASE | re.VERBOSE,
)
_ROW = re.compile(r"(?m)^[^\S\n]*+(?:\|[^|\n]{2,40}\|[^|\n]{2,}\||[-*•]?[^\S\n]*\**[A-Z][\w /-]{2,30}\**:\**[^\S\n]+\S)")
_HEAD = 2500  # code points of captured text in which the title stands
_BODY = 40_000  # code points in which clauses are looked for
_FOOT = 3000  # code points at the end in which it is signed
_LONGEST = 110  # code points of a line that can be a title


def has_clauses(text: str) -> bool:
    """Return whether a captured text has two numbered clauses or more, as far as it is looked at."""
    return _counts(_CLAUSE, text, 2)


def has_particulars(text: str) -> bool:
    """Return whether a captured text has four rows of particulars or more: "Term: five years", "| Price | EUR 5 |"."""
    return _counts(_ROW, text, 4)


def rules(text: str) -> bool:
    """Return whether a captured text lays down a rule, in nobody's voice, and tells nothing that was said."""
    return lexicon_pattern("rules").search(text, 0, _BODY) is not None and not voiced(text)


def voiced(text: str) -> bool:
    """Return whether somebody speaks in a captured text, or it tells what was said."""
    return lexicon_pattern("says").search(text, 0, _BODY) is not None


_SIDE = re.compile(r"(?m)^[^\S\n]*(?:[-*|•][^\S\n]*)?\**(?P<role>[A-Z][a-z]+(?:[ -][A-Za-z]+)?)\**[^\S\n]*[:|]\**[^\S\n]*(?=\S)")


def names_sides(text: str) -> bool:
    """Return whether a text opens with lines that give each side its role ("Lessor: Acme"), and goes on to speak of both roles."""
    roles = dict.fromkeys(match["role"] for match in _SIDE.finditer(text, 0, 1500))
    return sum(len(re.findall(rf"\b[Tt]he {re.escape(role)}\b", text[:20_000])) > 1 for role in roles) > 1


def _counts(pattern: re.Pattern[str], text: str, least: int) -> bool:
    return len(list(islice(pattern.finditer(text, 0, _BODY), least))) == least


def changing_letter(text: str, document: Document) -> AgreementName | None:
    """Return the letter that says of itself that it changes a contract, and to which those it is written to agree below it."""
    if phrase("salutation").search(text) is None or lexicon_pattern("countersigned").search(document.text[-_FOOT:]) is None:
        return None
    for subject in _THIS_LETTER.finditer(text):
        for verb, kind, link in (("amend", "amendment", LinkType.AMENDS), ("extend", "extension", LinkType.EXTENDS)):
            if verb_pattern(verb).match(text, subject.end()):
                start, end = subject.start(), subject.end() - 1
                noun = "letter agreement"
                return AgreementName(start, end, end, noun, kind, Force.BINDING, True, "this", title=noun, link=link)
    return None


_THIS_LETTER = re.compile(r"\b(?:[Tt]his|[Tt]he\s+present)\s+letter\s")


def nameless_contract(text: str, document: Document, *, bound: bool) -> AgreementName | None:
    """Return the contract that a paper is by its form: it says that it makes one, or heads and signs what it names parties of.

    Args:
        text: the clean text of the head of the paper.
        document: the paper.
        bound: it names those who make it.
    """
    told = lexicon_pattern("makes-agreement").search(text)
    if told is not None:
        noun = " ".join((told["noun"] or "exchange of letters").casefold().split())
        return AgreementName(*told.span(), told.end(), noun, "definitive", Force.BINDING, firm=True, title=told["noun"] or noun)
    if (exchange := _letters_exchanged(text, document)) is not None:
        return exchange
    salutation = phrase("salutation").search(document.text, 0, _HEAD)
    title = " ".join((_paper_title(document, bound=bound) if salutation is None else _letter_title(document, salutation)).split())
    start = text.find(title) if title and (bound or salutation is None) else -1
    above = text[: _HEAD if salutation else min(_HEAD, first_clause(text))]  # a clause may speak of notices and of minutes
    only_tells = lexicon_pattern("news").search(text) or lexicon_pattern("unilateral").search(above)
    if start < 0 or only_tells or any(lexicon_pattern("paper-about").search(line) for line in (title, document.title)):
        return None
    end = start + len(title)
    loose = lexicon_pattern("not-binding").search(document.text[:20_000]) is not None
    kind, force = ("memorandum", Force.NON_BINDING) if loose else ("definitive", Force.BINDING)
    noun = "agreement" if salutation is None else "letter agreement"
    name = AgreementName(start, end, end, noun, kind, force, firm=True, title=title)
    return replace(name, kind="amendment", link=LinkType.AMENDS) if _NUMBERED.fullmatch(title) else name


def _letters_exchanged(text: str, document: Document) -> AgreementName | None:
    """Return the exchange of letters that a paper is: it is headed so, or a letter that proposes stands above one that consents."""
    title = _EXCHANGED.search(document.text, 0, _TOP)
    dear = list(islice(phrase("salutation").finditer(document.text, 0, _BODY), 2))
    answered = len(dear) > 1 and _PROPOSES.search(document.text, dear[0].end(), dear[1].start()) is not None
    if not answered or _CONSENTS.search(document.text, dear[1].end(), _BODY) is None:
        return None
    words = " ".join((title or dear[0]).group().split())
    start = max(0, text.find(words))
    noun = "exchange of letters"
    return AgreementName(
        start, start + len(words), start + len(words), noun, "definitive", Force.BINDING, firm=True, title=words if title else noun
    )


_EXCHANGED = re.compile(r"(?im)^[^\S\n]*\W*(?:(?:letters|notes)\s+exchanged|exchange\s+of\s+(?:letters|notes))\b[^\n.]{0,90}$")
_PROPOSES = re.compile(
    r"\b(?:(?:propose|proposed|proposes|proposal|proposals)|suggest(?:s|ed)?|has\s+the\s+hono[u]?r\s+to|have\s+the\s+hono[u]?r\s+to)\b"
)
_CONSENTS = re.compile(
    r"\b(?:(?:full|entire|our|its)\s+(?:\w+\s+)?(?:agreement|approval|assent|concurrence|consent)|(?:is|are)\s+acceptable\s+to"
    r"|(?:accepts?|agrees?\s+(?:to|with)|assents?\s+to|concurs?\s+(?:in|with)|confirms?)\s+(?:all\s+(?:of\s+)?)?(?:the|your|these|its)\s)"
)


def untitled_contract(text: str, document: Document) -> AgreementName | None:
    """Return the contract that a paper is by its wording as a whole, called by a line at its top; nothing where none is a title.

    Args:
        text: the clean text of the head of the paper.
        document: the paper.
    """
    lines = (line.strip(" \t*_#|-=") for line in document.text[:_TOP].splitlines())
    first = next((line for line in lines if _CALLED.match(line) and len(line) <= _LONGEST and not _RUNNING.search(line)), "")
    title = " ".join((_formal_title(document) or first).split())
    start = text.find(title) if title else -1
    end = start + len(title)
    return AgreementName(start, end, end, "agreement", "definitive", Force.BINDING, firm=True, title=title) if start >= 0 else None


_CALLED = re.compile(r"[A-Z][\w'’-]*[a-zA-Z][\w'’ ,&()./-]*$")


def _letter_title(document: Document, salutation: re.Match[str]) -> str:
    """Return what a letter that is countersigned is called."""
    signed = lexicon_pattern("countersigned").search(document.text[-_FOOT:])
    return _subject(document.text[:_HEAD], salutation) if signed else ""


def _paper_title(document: Document, *, bound: bool) -> str:
    """Return what a paper with clauses is called; one that calls itself a contract of some sort may have particulars instead."""
    clauses = has_clauses(document.text)
    if (clauses or (bound and has_particulars(document.text))) and rules(document.text) and (title := _formal_title(document)):
        return title
    return _title(document.text[:_HEAD]) if bound and clauses else ""


def _formal_title(document: Document) -> str:
    """Return the line near the top that calls a paper by a noun for papers that give rights and duties: "Mining permit No. 4"."""
    lines = [bare for line in document.text[:_TOP].splitlines() if (bare := line.strip(" \t*_#|-="))]
    for line, below in zip_longest(lines, lines[1:], fillvalue=""):
        if lexicon_pattern("paper-about").search(line):
            return ""
        runs_on = below[:1].islower() and _GOES_ON.match(below) is None
        if len(line) <= _LONGEST and not runs_on and lexicon_pattern("instrument-title").fullmatch(line):
            return line
    return ""


_GOES_ON = re.compile(r"(?:between|among|by|with|under|for|taken|made|given|issued|granted|concluded|dated)\b")

_TOP = 900  # code points in which a paper is called by its title

_FIRST_CLAUSE = re.compile(
    r"\s(?:(?:1|I|A\.?1)\.|\(?1\)|§{1,2}\s*1\b[.:)]?|First\s+clause\b|"
    r"(?i:art\.|article|section|clause|paragraph|item)\s+(?:1|I|(?i:one))\b[.:]?)"
    r"\s*(?=[^\s\d])"
)


def first_clause(text: str) -> int:
    """Return where the first numbered clause of a clean text begins; its length where none does."""
    first = _FIRST_CLAUSE.search(text)
    return first.start() if first else len(text)


_STOP = re.compile(r"\W*(?:between\b|parties\b|by and between\b|[A-Z][\w /-]{2,40}\s*[:|]\s*\S|\(?\w{1,3}[.)]\s)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:ANNEX|Annex|ADDENDUM|Addendum|RIDER|Rider|SUPPLEMENT|Supplement) (?:NO|No|Nr)\.? ?\d{1,2}")
_RUNNING = re.compile(r"[a-z)][.;,]\s*$|\bshall\b|\bagree")


def _title(head: str) -> str:
    """Return the last line of words above the parties: what stands over it is of the register that keeps the paper."""
    title = ""
    for line in head.splitlines():
        bare = re.split(r"\s{3,}|\t", line.strip(" \t*_#|-="))[0]  # beside a title may stand what it is about
        if not bare:
            continue
        if _NUMBERED.fullmatch(bare):
            return bare
        if title and (_STOP.match(bare) or _RUNNING.search(bare) or len(bare) > _LONGEST):
            break
        if not re.search(r"\d", bare) and re.search(r"[A-Za-z]{4}", bare) and not _STOP.match(bare) and len(bare) <= _LONGEST:
            title = bare
    return title


def _subject(head: str, salutation: re.Match[str]) -> str:
    """Return the line that says what a letter is about, beside the salutation; the salutation itself where none does."""
    below = [line.strip(" \t*_#") for line in head[salutation.end() :].splitlines() if line.strip()]
    above = [line.strip(" \t*_#") for line in head[: salutation.start()].splitlines() if line.strip()]
    lines = [*below[:1], *above[-1:]]
    return next((one for one in lines if len(one) <= _LONGEST and not _RUNNING.search(one)), salutation.group().strip())
