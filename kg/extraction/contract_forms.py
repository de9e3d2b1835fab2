"""A contract told by its form alone, where no noun for an agreement names it: a licence, a loan, a countersigned letter."""

from __future__ import annotations

import re
from itertools import islice

from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_words import lexicon_pattern
from kg.extraction.lexicon import phrase
from kg.records import Document, Force

__all__ = ["has_clauses", "nameless_contract"]

_CLAUSE = re.compile(
    r"(?m)^[^\S\n]*(?:\d{1,2}(?:\.\d{1,2})*\.?|\([a-z]\)|[A-Z]\.|(?:art\.|article|section|clause|paragraph)\s+\w+[.:]?)\s+\S",
    re.IGNORECASE,
)

_HEAD = 2500  # code points of captured text in which the title stands
_BODY = 40_000  # code points in which clauses are looked for
_FOOT = 3000  # code points at the end in which it is signed
_LONGEST = 110  # code points of a line that can be a title


def has_clauses(text: str) -> bool:
    """Return whether a captured text has two numbered clauses or more, as far as it is looked at."""
    return len(list(islice(_CLAUSE.finditer(text, 0, _BODY), 2))) == 2


def nameless_contract(text: str, document: Document, *, bound: bool, called: bool) -> AgreementName | None:
    """Return the contract that a paper is by its form: it says that it makes one, or heads and signs what it names parties of.

    Args:
        text: the clean text of the head of the paper.
        document: the paper.
        bound: it names those who make it.
        called: it gives them words of their own; else only its clauses, or who signs it as a letter, show a contract.
    """
    told = lexicon_pattern("makes-agreement").search(text)
    if told is not None:
        noun = " ".join((told["noun"] or "exchange of letters").casefold().split())
        return AgreementName(*told.span(), told.end(), noun, "definitive", Force.BINDING, firm=True, title=told["noun"] or noun)
    if not bound or lexicon_pattern("unilateral").search(text[:_HEAD]) or lexicon_pattern("news").search(text):
        return None
    salutation = phrase("salutation").search(document.text, 0, _HEAD)
    if salutation is None and not called and not has_clauses(document.text):
        return None
    if salutation is None:
        title = _title(document.text[:_HEAD]) if has_clauses(document.text) else ""
    elif lexicon_pattern("countersigned").search(document.text[-_FOOT:]):
        title = _subject(document.text[:_HEAD], salutation)
    else:
        return None
    start = text.find(" ".join(title.split())) if title else -1
    if start < 0 or any(lexicon_pattern("paper-about").search(line) for line in (title, document.title)):
        return None
    end = start + len(" ".join(title.split()))
    loose = lexicon_pattern("not-binding").search(document.text[:20_000]) is not None
    kind, force = ("memorandum", Force.NON_BINDING) if loose else ("definitive", Force.BINDING)
    noun = "agreement" if salutation is None else "letter agreement"
    return AgreementName(start, end, end, noun, kind, force, firm=True, title=text[start:end])


_STOP = re.compile(r"\W*(?:between\b|parties\b|by and between\b|[A-Z][\w /-]{2,40}\s*[:|]\s*\S|\(?\w{1,3}[.)]\s)", re.IGNORECASE)
_RUNNING = re.compile(r"[a-z)][.;,]\s*$|\bshall\b|\bagree")


def _title(head: str) -> str:
    """Return the last line of words above the parties: what stands over it is of the register that keeps the paper."""
    title = ""
    for line in head.splitlines():
        bare = line.strip(" \t*_#|-=")
        if not bare:
            continue
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
