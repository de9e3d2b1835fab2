"""The head of a contract of any layout: what acts in the clauses is bound there to the names of those who deal.

A word that acts in the clauses and stands in the head as what somebody is called (as a label before a name; in quotation marks,
in a bracket, behind a dash or "hereinafter" after one) belongs to the name with which it shares the entry, whatever the name
looks like. What never acts there is a label for something else.

Everything here works on raw text; offsets are of it, half-open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.extraction.lines import COLUMN
from kg.extraction.party_acts import Acts, acting_words, folded_word
from kg.extraction.party_definitions import STRAIGHT, Claim, Collective, describe, kind_of_word, never_role
from kg.extraction.party_entries import entry_name, entry_names, is_plain, name_at, particular
from kg.extraction.party_head_lists import listed_behind
from kg.extraction.party_head_marks import Mark, marks_of
from kg.extraction.party_names import Name
from kg.extraction.party_words import party_words
from kg.legal_names import name_words

__all__ = ["read_head"]

_PAGE = 6000  # code points in which a paper sets out who makes it


@dataclass(slots=True)
class _Party:
    name: Name
    words: list[tuple[str, int]] = field(default_factory=list)  # what it is called, and where
    end: int = 0


def read_head(text: str) -> tuple[list[Claim], list[Collective]]:
    """Return the parties of the head of a contract, two at least, with what its clauses call each, and the words for several."""
    acts = acting_words(text)
    plain = text[:_PAGE].translate(STRAIGHT)
    parties, groups = _bound(plain, marks_of(plain, acts))
    parties += _beside(plain, parties, acts)
    _named_by_words(parties, acts)
    members = {name for group in groups for name in group.members}
    parties = [party for party in parties if (party.words or party.name.text in members) and not is_plain(party.name, text)]
    named = {frozenset(name_words(party.name.text)) for party in parties}
    parties = [party for party in parties if not any(one < set(name_words(party.name.text)) for one in named)]
    if len({name_words(party.name.text) for party in parties}) < 2:
        return [], []
    shared = frozenset(folded_word(group.word) for group in groups)
    return [_claim(plain, party, [one for one in parties if one is not party], shared) for party in parties], groups


# ------------------------------------------------------------------ to which name it belongs
_SAME = re.compile(r"""[\s,;"'()*_]*(?:(?:or|and|also|the|an?|hereinafter|as|called)\b[\s,;"'()*_]*)*""", re.IGNORECASE)


_ASIDE = re.compile(
    r"(?:[\s,)\"]|[A-Z][\w-]*+|\b(?:of|in|as|the|also|an?|or|both|for)\b){0,20}"
)  # a place between two words for one party


def _bound(text: str, marks: list[Mark]) -> tuple[list[_Party], list[Collective]]:
    """Return the names that the words of these marks belong to, in order, and the words that are those of several."""
    found: list[_Party] = []
    groups: list[Collective] = []
    taken: set[str] = set()
    last: _Party | None = None
    end = 0
    rows: list[_Party] = []  # those whose entries begin with a label
    for mark in marks:
        words = [word for word in mark.words if folded_word(word) not in taken]
        several = [] if not words else listed_behind(text, mark) if mark.label else _named_together(text, mark, end, found)
        rows += [_add(found, _Party(name, end=name.end)) for name in several]
        groups += [Collective(word, tuple(name.text for name in several)) for word in words if several]
        party = None if several or not words else _labelled(text, mark) if mark.label else _above(text, mark)
        if words and not mark.label and not several:
            party = party or next((p for p in reversed(rows) if _in_entry(text, p, mark)), None)
        party = party or (None if several or not words or mark.label else _before(text, mark, last, end))
        if party is not None and not _may_be(text, party, mark, words, found):
            party = None
        if party is not None:
            last = _add(found, party)
            last.words += [(word, mark.start) for word in words]
            last.end = max(last.end, mark.end)
            rows += [last] if mark.label else []
        if party is not None or several:
            taken |= {folded_word(word) for word in words}
            end = last.name.end if mark.label and last and not several else max([mark.end, *(name.end for name in several)])
    return found, groups


_PARTED_OFF = re.compile(r"[\n;]|\band\b|\b(?:is|are)\b")  # what ends the entry of a label: another one begins behind it


def _in_entry(text: str, party: _Party, mark: Mark) -> bool:
    """Whether a word stands behind the name of an entry with a label or of a list, in its row."""
    return party.name.end <= mark.start and _PARTED_OFF.search(text, party.name.end, mark.start) is None


def _may_be(text: str, party: _Party, mark: Mark, words: list[str], found: list[_Party]) -> bool:
    """Whether words can be those of a party: none that has words from another place, none right behind it if they mean a thing."""
    known = next((one for one in found if name_words(one.name.text) == name_words(party.name.text)), party)
    elsewhere = known.words and not mark.label and known.name.start != party.name.start
    return not elsewhere and (_right_behind(text, party, mark) or not all(map(never_role, words)))


def _right_behind(text: str, party: _Party, mark: Mark) -> bool:
    """Whether a word stands right behind a name that has no word yet, so that it is what the name is called, whatever it means."""
    return (
        not party.words
        and party.name.end <= mark.start
        and re.fullmatch(r"[^.;]{0,80}", text[party.name.end : mark.start]) is not None
    )


def _add(found: list[_Party], party: _Party) -> _Party:
    """Add a party, unless it is known; return the one that is kept."""
    known = next((one for one in found if name_words(one.name.text) == name_words(party.name.text)), None)
    if known is None:
        found.append(party)
    return known or party


def _named_together(text: str, mark: Mark, end: int, found: list[_Party]) -> list[Name]:
    """Return the names before a word that is for all of them: a plural, or one behind "each" or "together"."""
    plural = re.search(r"(?<!s)s$", mark.words[0], re.IGNORECASE)
    if not plural and not mark.several:
        return []
    names = entry_names(text, end, mark.start, opened=bool(found))
    names = [name for before, name in pairwise([None, *names]) if name and not (before and _is_seat(text, before, name))]
    if not mark.several:
        names = _last_run(text, names)
    elif not names:
        names = [party.name for party in found]
    return names if len(names) > 1 else []


def _is_seat(text: str, before: Name, name: Name) -> bool:
    """Whether a name is no more than the place of the firm before it: "Acme AG, Elbon"."""
    return before.legal and not (name.legal or name.head) and re.fullmatch(r",[ \t]+", text[before.end : name.start]) is not None


_JOINED = re.compile(
    r"[^;:.()]{0,40}(?:\([^()]{0,60}\))?(?:[\s,;]*+(?:and|&)[\s,]*+|\s*+[,;][\s,;]*+)(?:\(?\w{1,3}[.)]\s+)?(?:the\s+)?",
    re.IGNORECASE,
)


def _last_run(text: str, names: list[Name]) -> list[Name]:
    """Return the last of these names with those that "and" or a comma joins to it."""
    run = names[-1:]
    for name in reversed(names[:-1]):
        if not _JOINED.fullmatch(text, name.end, run[0].start):
            break
        run.insert(0, name)
    return run


def _labelled(text: str, mark: Mark) -> _Party | None:
    """Return the party whose name stands behind a label."""
    name = name_at(text, mark.end, min(len(text), mark.end + 200))
    if name is None or _is_word(name, mark):
        return None
    if _FOR.match(text, mark.start) and not (name.legal or name.head) and _CLAUSE.search(text, 0, mark.start):
        return None  # behind "For Acme:" at a foot stands who signs for it
    return _Party(name, end=name.end)


_FOR = re.compile(r"\W*for\b", re.IGNORECASE)
_CLAUSE = re.compile(r"(?m)^\W*(?:Art(?:icle|\.)|Clause|§)?\s*\d{1,2}[.)]\s")


_DEFINED = re.compile(r"""["'(].*["')]""")


def _above(text: str, mark: Mark) -> _Party | None:
    """Return the party whose name stands above a word, where both stand in columns: two names, and below them two words."""
    start, stop = text.rfind("\n", 0, mark.start) + 1, text.find("\n", mark.end)
    own = list(COLUMN.finditer(text, start, stop if stop >= 0 else len(text)))
    upper = text[:start].rstrip().rfind("\n") + 1
    names = [m for m in COLUMN.finditer(text, upper, max(upper, start - 1)) if m.group().casefold() not in {"and", "&", "/"}]
    at = next((i for i, m in enumerate(own) if m.start() <= mark.start < m.end()), -1)
    if not 1 < len(own) == len(names) or at < 0 or not all(_DEFINED.fullmatch(m.group()) for m in own):
        return None
    name = name_at(text, names[at].start(), names[at].end())
    return _Party(name, end=mark.end) if name is not None and not _is_word(name, mark) else None


def _before(text: str, mark: Mark, last: _Party | None, end: int) -> _Party | None:
    """Return the party whose name stands before a word that it is called by: of a new entry, or that of the word before."""
    if last is not None and (_SAME.fullmatch(text, end, mark.start) or _told_of_it(text[end : mark.start])):
        return last
    sits = _SITS_AS.match(text, end)
    if last is not None and (_says_where(text[end : mark.start]) or (sits and sits.end() == mark.start)):
        return last
    name = entry_name(text, end, mark.start, opened=last is not None)
    if name is None or _is_word(name, mark):
        return last if last is not None and _ASIDE.fullmatch(text, end, mark.start) else None
    return _Party(name, end=mark.end)


_SITS = re.compile(r",(?: [A-Z][\w'-]*,?){1,3} ?")  # where a side sits, behind what it is called: ("the House"), Acmeburg, Elbonia,


_SITS_AS = re.compile(r",(?: [A-Z][\w'-]*){1,2}, (?=as\b)")  # (AC), Acmeburg, as Seller


def _says_where(between: str) -> bool:
    """Whether between two words stands no more than where a side sits."""
    known = party_words("cities") | party_words("countries") | party_words("regions")
    return _SITS.fullmatch(between) is not None and between.strip(" ,").split(", ")[-1] in known


def _told_of_it(between: str) -> bool:
    """Whether below the line of a name stand rows that tell of it ("Seat: Acmeburg"), and nothing else before the next word."""
    rows = [row.strip() for row in between.split("\n")[1:]]
    return len(rows) > 1 and all(particular().match(row) for row in rows[:-1]) and not rows[-1].strip("(\"' -–")


def _is_word(name: Name, mark: Mark) -> bool:
    return folded_word(name.text) in {folded_word(word) for word in mark.words}


def _named_by_words(parties: list[_Party], acts: Acts) -> None:
    """Give the parties the words of their names that act alone: of the Glass Council "the Council shall"."""
    taken = {folded_word(word) for party in parties for word, _ in party.words}
    for word in sorted(acts.words - taken):
        fits = [party for party in parties if word in name_words(party.name.text)] if " " not in word else []
        if len(fits) == 1 and len(name_words(fits[0].name.text)) > 1 and not never_role(word):
            fits[0].words.append((word.title(), fits[0].name.start))


_OPENED = re.compile(r"\b(?:between|among|by)\b:?\s+(?:(?:the|and|between)\s+)*|,?\s+(?:and|AND)\s+(?:the\s+)?", re.IGNORECASE)


def _beside(text: str, parties: list[_Party], acts: Acts) -> list[_Party]:
    """Return the other side of a contract of which the head calls but one side something, where a word of its name acts alone."""
    called = [party for party in parties if party.words]
    if len(called) != 1 or len(parties) > 1:
        return []
    one, taken = called[0], {folded_word(word) for word, _ in called[0].words}
    for opener in _OPENED.finditer(text, max(0, one.name.start - _BESIDE), one.end + _BESIDE):
        name = name_at(text, opener.end(), min(len(text), opener.end() + 120))
        if name is None or name.end > one.name.start > name.start or name.start == one.name.start:
            continue
        acting = acts.words & set(name_words(name.text)) - taken - set(name_words(one.name.text))
        if any(not never_role(word) for word in acting):
            return [_Party(name, end=name.end)]
    return []


_BESIDE = 200  # code points between the names of two sides


def _claim(text: str, party: _Party, others: list[_Party], shared: frozenset[str]) -> Claim:
    """Return what the head says of a party, without what it says of others and the words that several share."""
    taken = shared | {folded_word(word) for other in others for word, _ in other.words}
    claim, _ = describe(text, party.name, max(party.end, party.name.end))
    aliases, roles = (
        [(re.sub(r"^[Tt]he\s+", "", alias), start, end) for alias, start, end in claim.aliases if folded_word(alias) not in taken],
        [role for role in claim.roles if folded_word(role) not in taken],
    )
    known = {folded_word(word) for word in (*roles, *(alias for alias, _, _ in aliases))}
    for word, at in party.words:
        if folded_word(word) in known:
            continue
        if kind_of_word(word, party.name.text, True, False) == "alias" and word[0].isupper():
            aliases.append((word, at, at + len(word)))
        else:
            roles.append(word)
    return replace(claim, aliases=tuple(aliases), roles=tuple(dict.fromkeys(roles)))
