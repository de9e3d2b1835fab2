"""The head of a contract of any layout: what acts in the clauses is bound there to the names of those who deal.

A word that acts in the clauses and stands in the head as what somebody is called (as a label before a name; in quotation marks,
in a bracket, behind a dash or "hereinafter" after one) belongs to the name with which it shares the entry, whatever the name
looks like. What never acts there is a label for something else.

Everything here works on raw text; offsets are of it, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from kg.extraction.party_acts import Acts, acting_words, folded_word
from kg.extraction.party_definitions import Claim, Collective, describe, kind_of_word, never_role
from kg.extraction.party_entries import entry_name, entry_names, is_plain, name_at
from kg.extraction.party_names import Name
from kg.extraction.party_words import folded
from kg.legal_names import name_words

__all__ = ["read_head"]

_PAGE = 6000  # code points in which a paper sets out who makes it
_STRAIGHT = str.maketrans("“”„‟«»‘’", '""""""\'\'')
_OFTEN = 2  # how often what is mostly a thing must be bound, to be somebody: "the Service shall"
_MOST = 60  # words that act of which a head is looked through


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place of the head where a word stands as what somebody is called."""

    start: int
    end: int  # where the value begins, of a label
    words: tuple[str, ...]
    label: bool = False
    several: bool = False  # for those named before it together


@dataclass(slots=True)
class _Party:
    name: Name
    words: list[tuple[str, int]] = field(default_factory=list)  # what it is called, and where
    end: int = 0


def read_head(text: str) -> tuple[list[Claim], list[Collective]]:
    """Return the parties of the head of a contract, two at least, with what its clauses call each, and the words for several."""
    acts = acting_words(text)
    plain = text[:_PAGE].translate(_STRAIGHT)
    parties, groups = _bound(plain, _marks(plain, acts))
    _named_by_words(parties, acts)
    members = {name for group in groups for name in group.members}
    parties = [party for party in parties if (party.words or party.name.text in members) and not is_plain(party.name, text)]
    named = {frozenset(name_words(party.name.text)) for party in parties}
    parties = [party for party in parties if not any(one < set(name_words(party.name.text)) for one in named)]
    if len({name_words(party.name.text) for party in parties}) < 2:
        return [], []
    return [_claim(plain, party, [one for one in parties if one is not party]) for party in parties], groups


# ------------------------------------------------------------------ where a word stands as what somebody is called
@cache
def _tail(words: str) -> re.Pattern[str]:
    one = rf"(?P<{{}}>{words})"
    the = r"(?:the\s+|an?\s+)?"
    return re.compile(
        rf"""
          "\s*{the}{one.format("quoted")}\s*[,.]?\s*"
        | \(\s*(?:[^()\n:]{{0,60}}?[\s"'*_])?{the}["'*_]*{one.format("bracket")}["'*_]*(?:[\s,;][^()]{{0,60}})?\)
        | \b(?:here(?:in|under)?(?:[ ]?after)?|in\s+short|in\s+brief|called|named|as|known\s+as|designated)\b[,:]?\s+
          (?:(?:called|named|further|referred\s+to(?:\s+herein)?\s+as|simply|as)\b[,:]?\s+){{0,2}}{the}["'*_]*{one.format("called")}\b
        | [ \t][-–—]+[ \t]*(?:as\s+)?{the}["']*{one.format("dash")}["']*(?=[ \t]*(?:[-–—;,.]|\n|and\b|$))
        | ,\s*(?:as\s+)?the\s+["']?{one.format("comma")}["']?(?=\s*(?:[;.\n,]|and\b|$))
        | (?:[ \t]{{2,}}|\t){the}{one.format("column")}[ \t]*(?=\n)
        | \bor\s+{the}["']?{one.format("other")}["']?(?=\s*[;,.)])
        """,
        re.VERBOSE | re.IGNORECASE,
    )


_LABEL = re.compile(
    r"""^(?P<lead>(?:[*#\s>|•\-]|\(?\w{1,3}[.)]\s)*+)(?P<label>[^\n:|]{2,60}?)[*_]*
    (?P<between>\s*[:|=]\s*[*_|]*[ \t]*|[ \t]*\.{3,}[ \t]*|[ \t]{2,}|\t+|[ \t][-–—][ \t]+|[ \t]*\n(?=[ \t]*\S))(?=[^\s|])""",
    re.MULTILINE | re.VERBOSE,
)
_LABEL_WORDS = frozenset(["the", "also", "or", "and", "for", "of", "name", "called", "as", "party", "full", "s"])


def _marks(text: str, acts: Acts) -> list[_Mark]:
    """Return the places of a head where words that act stand as what somebody is called, up to where the clauses begin."""
    words = sorted(acts.words | frozenset(acts.touched), key=lambda w: (-acts.weight(w), -acts.touched[w], w))[:_MOST]
    words = [w for w in words if len(w) > 1 and not _is_small(w) and (acts.bound[w] >= _OFTEN or not never_role(w))]
    if not words:
        return []
    pattern = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))
    labels = list(_labels(text, pattern))
    inside = [(mark.start, mark.end) for mark in labels]
    found = labels + [
        _Mark(m.start(), m.end(), (str(m[m.lastgroup or 0]),), several=bool(_SEVERAL.search(text, max(0, m.start() - 30), m.end())))
        for m in _tail(pattern).finditer(text)
        if not any(a <= m.start() < b for a, b in inside)
    ]
    found.sort(key=lambda mark: mark.start)
    begun = _first_act(text, acts, found)
    things = {folded_word(word) for mark in found if _MEANS.match(text, mark.end) for word in mark.words}
    return [mark for mark in found if mark.start < begun and not things & set(map(folded_word, mark.words))]


_MEANS = re.compile(r"\s+(?:means?|shall\s+mean|refers?\s+to|has\s+the\s+meaning)\b")  # behind a word that is explained, not given


_SEVERAL = re.compile(r"\b(?:each|both|together|collectively|jointly|all)\b[^.;()\"]*[(\"]?[^.;()\"]*\"?\)?$", re.IGNORECASE)
_NOBODY = frozenset(["party", "parties", "both", "neither", "each", "agreement", "contract", "nothing", "all", "it", "he", "she"])


def _is_small(word: str) -> bool:
    """Whether a word is a small one, or stands for all."""
    return word in _NOBODY or set(word.split()) <= folded("openers") | folded("connectors")


def _labels(text: str, pattern: str) -> Iterator[_Mark]:
    for match in _LABEL.finditer(text):
        words = [m.group() for m in re.finditer(rf"\b(?:{pattern})\b", match["label"], re.IGNORECASE)]
        rest = re.sub(rf"\b(?:{pattern})\b", " ", match["label"], flags=re.IGNORECASE)
        small = set(re.findall(r"\w+", rest.casefold()))
        if words and small <= _LABEL_WORDS and not match["label"].lstrip().startswith("("):
            yield _Mark(match.start("label"), match.end(), tuple(words), label=True)


def _first_act(text: str, acts: Acts, marks: list[_Mark]) -> int:
    """Return where behind the first mark the first word that acts is bound to something: there the clauses begin."""
    if not marks:
        return 0
    words = sorted((w for w in acts.bound if any(folded_word(one) == w for mark in marks for one in mark.words)), key=len)
    if not words:
        return len(text)
    bound = re.compile(
        rf"\b(?:{'|'.join(map(re.escape, reversed(words)))})\s+(?:shall|must|may|will|undertakes|agrees)\b", re.IGNORECASE
    )
    found = bound.search(text, marks[0].end)
    return found.start() if found else len(text)


# ------------------------------------------------------------------ to which name it belongs
_SAME = re.compile(r"""[\s,;"'()*_]*(?:(?:or|and|also|the|an?|hereinafter|as|called)\b[\s,;"'()*_]*)*""", re.IGNORECASE)


_ASIDE = re.compile(
    r"(?:[\s,)\"]|[A-Z][\w-]*+|\b(?:of|in|as|the|also|an?|or|both|for)\b){0,20}"
)  # a place between two words for one party


def _bound(text: str, marks: list[_Mark]) -> tuple[list[_Party], list[Collective]]:
    """Return the names that the words of these marks belong to, in order, and the words that are those of several."""
    found: list[_Party] = []
    groups: list[Collective] = []
    taken: set[str] = set()
    last: _Party | None = None
    end = 0
    for mark in marks:
        words = [word for word in mark.words if folded_word(word) not in taken]
        several = _named_together(text, mark, end, found) if words and not mark.label else []
        for name in several:
            _add(found, _Party(name, end=name.end))
        groups += [Collective(word, tuple(name.text for name in several)) for word in words if several]
        party = None if several or not words else _labelled(text, mark) if mark.label else _above(text, mark)
        party = party or (None if several or not words or mark.label else _before(text, mark, last, end))
        if party is not None and not _may_be(text, party, mark, words, found):
            party = None
        if party is not None:
            last = _add(found, party)
            last.words += [(word, mark.start) for word in words]
            last.end = max(last.end, mark.end)
        if party is not None or several:
            taken |= {folded_word(word) for word in words}
            end = last.name.end if mark.label and last else mark.end
    return found, groups


def _may_be(text: str, party: _Party, mark: _Mark, words: list[str], found: list[_Party]) -> bool:
    """Whether words can be those of a party: none that has words from another place, none right behind it if they mean a thing."""
    known = next((one for one in found if name_words(one.name.text) == name_words(party.name.text)), party)
    elsewhere = known.words and not mark.label and known.name.start != party.name.start
    return not elsewhere and (_right_behind(text, party, mark) or not all(map(never_role, words)))


def _right_behind(text: str, party: _Party, mark: _Mark) -> bool:
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


def _named_together(text: str, mark: _Mark, end: int, found: list[_Party]) -> list[Name]:
    """Return the names before a word that is for all of them: a plural, or one behind "each" or "together"."""
    plural = re.search(r"(?<!s)s$", mark.words[0], re.IGNORECASE)
    if not plural and not mark.several:
        return []
    names = entry_names(text, end, mark.start, opened=bool(found))
    if not mark.several:
        names = _last_run(text, names)
    elif not names:
        names = [party.name for party in found]
    return names if len(names) > 1 else []


_JOINED = re.compile(
    r"[^;:.()]{0,40}(?:\([^()]{0,60}\))?[\s,;]*(?:and|&|,|;)[\s,]*(?:\(?\w{1,3}[.)]\s+)?(?:the\s+)?", re.IGNORECASE
)


def _last_run(text: str, names: list[Name]) -> list[Name]:
    """Return the last of these names with those that "and" or a comma joins to it."""
    run = names[-1:]
    for name in reversed(names[:-1]):
        if not _JOINED.fullmatch(text, name.end, run[0].start):
            break
        run.insert(0, name)
    return run


def _labelled(text: str, mark: _Mark) -> _Party | None:
    """Return the party whose name stands behind a label."""
    name = name_at(text, mark.end, min(len(text), mark.end + 200))
    return _Party(name, end=name.end) if name is not None and not _is_word(name, mark) else None


_PARTED = re.compile(r"\S+(?: \S+)*")  # what stands between two blanks and more in a line


_DEFINED = re.compile(r"""["'(].*["')]""")


def _above(text: str, mark: _Mark) -> _Party | None:
    """Return the party whose name stands above a word, where both stand in columns: two names, and below them two words."""
    start, stop = text.rfind("\n", 0, mark.start) + 1, text.find("\n", mark.end)
    own = list(_PARTED.finditer(text, start, stop if stop >= 0 else len(text)))
    upper = text[:start].rstrip().rfind("\n") + 1
    names = [m for m in _PARTED.finditer(text, upper, max(upper, start - 1)) if m.group().casefold() not in {"and", "&", "/"}]
    at = next((i for i, m in enumerate(own) if m.start() <= mark.start < m.end()), -1)
    if not 1 < len(own) == len(names) or at < 0 or not all(_DEFINED.fullmatch(m.group()) for m in own):
        return None
    name = name_at(text, names[at].start(), names[at].end())
    return _Party(name, end=mark.end) if name is not None and not _is_word(name, mark) else None


def _before(text: str, mark: _Mark, last: _Party | None, end: int) -> _Party | None:
    """Return the party whose name stands before a word that it is called by: of a new entry, or that of the word before."""
    if last is not None and _SAME.fullmatch(text, end, mark.start):
        return last
    name = entry_name(text, end, mark.start, opened=last is not None)
    if name is None or _is_word(name, mark):
        return last if last is not None and _ASIDE.fullmatch(text, end, mark.start) else None
    return _Party(name, end=mark.end)


def _is_word(name: Name, mark: _Mark) -> bool:
    return folded_word(name.text) in {folded_word(word) for word in mark.words}


def _named_by_words(parties: list[_Party], acts: Acts) -> None:
    """Give the parties the words of their names that act alone: of the Glass Council "the Council shall"."""
    taken = {folded_word(word) for party in parties for word, _ in party.words}
    for word in sorted(acts.words - taken):
        fits = [party for party in parties if word in name_words(party.name.text)] if " " not in word else []
        if len(fits) == 1 and len(name_words(fits[0].name.text)) > 1 and not never_role(word):
            fits[0].words.append((word.title(), fits[0].name.start))


def _claim(text: str, party: _Party, others: list[_Party]) -> Claim:
    """Return what the head says of a party, without what it says of others."""
    taken = {folded_word(word) for other in others for word, _ in other.words}
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
