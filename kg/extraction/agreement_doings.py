"""Acts of making told by what they do: an agreement under which another ends or changes, a deal done under a new one."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.extraction.agreement_effects import TO, Event, is_denied
from kg.extraction.agreement_names import AgreementName
from kg.extraction.agreement_words import lexicon_pattern, verb_pattern
from kg.records import Force, LinkType

__all__ = [
    "by_amendment",
    "ended_before",
    "finished",
    "new_one",
    "now_runs",
    "reaches",
    "set_apart",
    "sold_under",
    "told_of_change",
    "turned_into",
    "wound_up",
]


_BY = re.compile(r"\b(?:under|by|in|with|through)\s+(?:an?\s+|the\s+|their\s+)?$", re.IGNORECASE)


def wound_up(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Return the agreement by which parties end an earlier one: "By a settlement of 3 May they terminate the Lease of 2019"."""
    for match in verb_pattern("end").finditer(text, start, end):
        base = next((n for n in names if n.start >= match.end() and reaches(text, match.end(), n.start)), None)
        means = next((n for n in names if n.end <= match.start() and _BY.search(text[max(start, n.start - 14) : n.start])), None)
        if base and means and not base.indefinite and means.firm and not is_denied(text, match.start(), means.end):
            return Event(means.start, base.tail, "replace", means.kind, means.force, means, LinkType.SUPERSEDES, base)
    return _ended_with(text, start, end, names)


def _ended_with(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """The same told of the earlier agreement itself: "With the settlement the contract of 2019 comes to an end"."""
    for base in names:
        ended = lexicon_pattern("ended").search(text, base.end, min(end, base.tail + 40))
        means = next((n for n in names if n.end <= base.start and _BY.search(text[max(start, n.start - 14) : n.start])), None)
        near = ended is not None and ended.start() - base.tail < 24 and not is_denied(text, ended.start(), base.end)
        same = base.determiner in {"that", "this"} and not base.dates  # "under a lease of May …, and that lease ends in 2030"
        if near and means and not same and not base.indefinite and means.firm:
            return Event(means.start, base.tail, "replace", means.kind, means.force, means, LinkType.SUPERSEDES, base)
    return None


_AS_AMENDED = re.compile(r"\bas\s+(?:\w+\s+)?\w+ed\s+(?:\w+\s+)?(?:by|through|under)\s+(?:an?\s+|the\s+|their\s+)?$", re.IGNORECASE)


def by_amendment(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Return an agreement that by its name changes a dated one beside it: "Under an amendment of May the lease of 2019 …"."""
    for name in names:
        if name.link is None or not _BY.search(text[max(start, name.start - 14) : name.start]) or name.determiner == "this":
            continue
        if _AS_AMENDED.search(text[max(start, name.start - 40) : name.start]):
            continue  # "the lease, as varied by the deed of 2 May": said in passing
        base = next((n for n in names if n is not name and n.dates and n.firm and n.link is None), None)
        revised = base is None and name.determiner in {"a", "an"} and {"amended", "expanded"} & name.qualities
        if (base is not None and (name.dates or name.indefinite)) or revised:
            return Event(name.start, name.tail, "amend", name.kind, name.force, name, name.link, base)
    return None


def now_runs(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Return a paper by which a known agreement gets a new end: "By an exchange of letters the lease of 2019 now runs to 2040"."""
    for name, base in pairwise(names):
        means = _OPENS_BY.search(text, start, name.start) is not None and name.determiner in {"a", "an", "another"} and name.firm
        known = base.firm and not base.indefinite and base.link is None and (base.dates or base.determiner in _KNOWN)
        if means and known and lexicon_pattern("now-runs").search(text[base.tail : min(end, base.tail + 120)]):
            return Event(name.start, base.tail, "extend", "extension", Force.BINDING, name, LinkType.EXTENDS, base)
    return None


_KNOWN = frozenset({"the", "our", "their", "its", "your"})


_NONE = frozenset({"any", "each", "every", "no", "such"})


def told_of_change(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Return a change that a sentence takes as made: "our amendment to the lease of 2019 bears both signatures"."""
    for name, base in pairwise(names):
        if name.link is None or name.dates or name.determiner in _NONE or text[name.end - 1] == "s":
            continue
        known = base.firm and not base.indefinite and base.link is None
        titled = name.determiner or name.number is not None
        if not known or not titled or not TO.fullmatch(text[name.tail : base.start].removesuffix(f"{base.determiner} ")):
            continue
        if not is_denied(text, name.start, start) and not lexicon_pattern("to-come").match(text, base.tail):
            return Event(name.start, base.tail, "told", name.kind, name.force, name, name.link, base)
    return _told_letter(text, start, names)


def _told_letter(text: str, start: int, names: list[AgreementName]) -> Event | None:
    """The same of a letter told by what it does: "the letter varying the lease of 2019 bears both signatures"."""
    for base in names:
        letter = lexicon_pattern("letter-changing").search(text, max(start, base.start - 60), base.start + len(base.determiner) + 1)
        known = base.firm and base.dates and not base.indefinite and base.link is None
        if (
            letter is None
            or not known
            or is_denied(text, letter.start(), start)
            or lexicon_pattern("to-come").match(text, base.tail)
        ):
            continue
        longer = verb_pattern("extend").fullmatch(letter["how"]) is not None
        kind, link = ("extension", LinkType.EXTENDS) if longer else ("amendment", LinkType.AMENDS)
        first, last = letter.start(), letter.start("how") - 1
        name = AgreementName(first, last, last, "letter", kind, Force.BINDING, firm=True, determiner="the", link=link)
        return Event(first, base.tail, "told", kind, name.force, name, link, base)
    return None


def sold_under(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Return a deal told by its verb and done under a new agreement: "has sold its rights under a new agreement"."""
    for name in names:
        known = name.determiner not in {"a", "an"} and "new" not in name.qualities
        if known or not name.firm or not _BY.search(text[max(start, name.start - 14) : name.start]):
            continue
        done = [m for m in verb_pattern("deal").finditer(text, start, name.start) if not is_denied(text, m.start(), start)]
        if done:
            return Event(done[-1].start(), name.tail, "make", name.kind, name.force, name, name.link)
    return None


def set_apart(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Return an agreement beside the main one by which something is done: "By a separate lease, Acme lets a quay to Beta"."""
    for name in names:
        opens = _OPENS_BY.fullmatch(text[start : name.start]) is not None and name.determiner in {"a", "an", "another"}
        if opens and name.firm and _APART.search(text[max(start, name.start - 10) : name.end]):
            behind = lexicon_pattern("does-under").search(text, name.tail, min(end, name.tail + 160))
            if behind and not is_denied(text, behind.start(), name.end):
                return Event(name.start, name.tail, "make", name.kind, name.force, name, name.link)
    return None


_OPENS_BY = re.compile(
    r"\W*(?:(?:also|and|finally|moreover|on the same day),?\s+)?(?:by|in|through|under)\s+(?:an?\s+|another\s+)?", re.IGNORECASE
)
_APART = re.compile(r"\b(?:additional|another|different|distinct|further|parallel|second|separate|side)\b", re.IGNORECASE)


def ended_before(text: str, start: int, verb: int, names: list[AgreementName]) -> AgreementName | None:
    """Return the agreement that a sentence ends before it makes another: "They scrapped the lease of 2019 and signed a licence"."""
    for match in verb_pattern("end").finditer(text, start, verb):
        base = next((n for n in names if match.end() <= n.start and n.end <= verb and reaches(text, match.end(), n.start)), None)
        if base is not None and base.firm and not base.indefinite and not is_denied(text, match.start(), start):
            return base
    return None


def new_one(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Return the making of "a new one" in the place of the agreement spoken of, which the sentence may name."""
    for match in verb_pattern("make").finditer(text, start, end):
        one = lexicon_pattern("new-one").match(text, match.end(), end)
        if one and not is_denied(text, match.start(), start):
            base = next((n for n in reversed(names) if n.end <= match.start() and n.firm and not n.indefinite), None)
            return Event(match.start(), one.end(), "replace", "definitive", Force.BINDING, None, LinkType.SUPERSEDES, base)
    return None


def turned_into(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Return the binding agreement into which a paper is turned: "They turned the heads of terms into a lease"."""
    for paper, name in pairwise(names):
        lead = text[max(start, paper.start - 24) : paper.start]
        into = re.search(r"\binto\s+(?:[\w-]+\s+){0,2}?$", text[paper.end : name.start])
        binds = paper.force is Force.NON_BINDING and name.force is Force.BINDING
        if into and binds and lexicon_pattern("turned-into").search(lead) and not is_denied(text, paper.start - 1, start):
            return Event(name.start, name.tail, "make", name.kind, name.force, name, LinkType.IMPLEMENTS, paper)
    return _made_firm(text, start, end, names)


def _made_firm(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """The same where what it becomes bears no name: "The signatures turn last year's letter of intent into a firm order"."""
    for paper in names:
        lead = text[max(start, paper.start - 40) : paper.start]
        firm = lexicon_pattern("into-something-firm").match(text, paper.tail, end) if paper.force is Force.NON_BINDING else None
        if firm and lexicon_pattern("turned-into").search(lead) and not is_denied(text, paper.start - 1, start):
            return Event(paper.start, firm.end(), "agree", "definitive", Force.BINDING, None, LinkType.IMPLEMENTS, paper)
    return None


def finished(text: str, start: int, end: int, names: list[AgreementName]) -> Event | None:
    """Return the amendment, named by its number, that a sentence says has come about: "Amendment No. 3 is done"."""
    for name in names:
        known = name.link is not None and name.number is not None and name.start >= start
        done = lexicon_pattern("finished").match(text, name.tail, end) if known else None
        if done is not None and not is_denied(text, done.end(), name.end):
            return Event(name.start, done.end(), "make", name.kind, name.force, name, name.link)
    return None


def reaches(text: str, at: int, name: int) -> bool:
    """Return whether a verb that ends at a place has the name at another as its object."""
    between = lexicon_pattern("adverbial").sub(" ", text[at:name])
    return (
        name - at <= 90
        and len(between) <= 60
        and not re.search(r"[;:]|\b(?:that|which|by|to|for|in|on|of|with|under|and)\b", between)
        and not re.match(r"\s*(?:the )?(?:\d|[A-Z]{3} \d|[€$£])", between)  # "instead of 5 May 2020 the lease ends …"
    )
