"""What a term reaches: the phrase of the clause that names its scope, as the text has it."""

from __future__ import annotations

import re
from functools import cache

from kg.extraction.clauses import CLASS_TOKEN, Clause
from kg.extraction.grades import read_condition
from kg.extraction.lexicon import word_list
from kg.extraction.patterns import Matter, Pattern
from kg.extraction.purposes import base_of, period_of, purpose_of
from kg.extraction.values import Amount

__all__ = ["read_reach"]

_SCOPE = re.compile(r" (?:for|of|on|in|across|over|within|throughout) ((?:[^ ,;:.()]+ ){1,24})")
_NO_NOUN = re.compile(r"(?:an? |the )?(?:[^ ]+ )?basis ")  # a way of doing it
_NEAR = 24  # code points behind the words that matched within which a further amount is one of what they speak of
_SCOPE_GROUPS = ("scope", "scope2", "scope3")


def read_reach(pattern: Pattern, match: re.Match[str], clause: Clause, matter: Matter, value: Amount | None) -> tuple[str, ...]:
    """Return the phrase that tells what the term reaches, as the text has it; none: the words tell no scope.

    A further sum is a sum of its own beside the one that it is added to.

    Args:
        pattern: the pattern that matched.
        match: where it matched in the line of the clause.
        clause: the clause.
        matter: the matter of the term.
        value: the amount that the term counts, or none.
    """
    if matter.parties == "all":
        return ()
    fixed = _fixed(pattern, match, clause, matter, value)
    if fixed:
        return (fixed,)
    excepted = _excepted_before(match, clause)
    if excepted:
        return excepted
    place = _place_before(clause)
    told: tuple[str, ...]
    for group in _SCOPE_GROUPS:
        if match.groupdict().get(group) is not None:
            told = _phrase(clause, match.start(group), match.group(group).split())
            break
    else:
        told = _part(clause) or _behind(match, clause) or _thing_before(match, clause)
    return (f"{told[0]} in {place}",) if told and place else told or ((place,) if place else ())


_NUMBER = r"(?: (?:\d[\d.]*|\( \w{1,4} \)|\w \)|\.))*"  # of the clause
_LEADING = re.compile(_NUMBER + r" (?:in|within|throughout|across) ((?:[^ ,;:.()]+ ){1,9}), ")
_FOR = re.compile(_NUMBER + r" for ((?:[^ ,;:.()]+ ){1,6}), ")
_LINKING = frozenset({"and", "of", "or", "the"})


def _place_before(clause: Clause) -> str:
    """Return the place that a clause begins with ("In Norway and Sweden, …"), as the text has it; empty: there is none."""
    found = _LEADING.match(clause.line.text)
    tokens = found[1].split() if found else []
    ends = word_list("no-places") | word_list("scope-stop")
    if found is None or ends & set(tokens) or any(CLASS_TOKEN.fullmatch(t) for t in tokens):
        return ""
    phrase = "".join(_phrase(clause, found.start(1), tokens))
    return phrase if all(w in _LINKING or w[0].isupper() for w in phrase.split()) else ""


def _thing_before(match: re.Match[str], clause: Clause) -> tuple[str, ...]:
    """Return the things that a clause begins with ("For night trains, …"), as the text has them; none: all, a time or a party."""
    found = _FOR.match(clause.line.text)
    tokens = found[1].split() if found and found.end() <= match.start() + 1 else []
    if not tokens or word_list("no-reach") & {tokens[0], tokens[-1]} or CLASS_TOKEN.fullmatch(tokens[-1]):
        return ()
    return _phrase(clause, found.start(1), tokens) if found else ()


_EXCEPTED = re.compile(
    r" (?:in ((?:[^ ,;:.()]+ ){1,6}), )?(?:except|save|apart from|other than|with the exception of) "
    r"(?:for |as regards |in respect of |as to |in )?((?:[^ ,;:.()]+ ){1,8}), "
    r"(?:for|to|in|on|as to|in respect of) (?:whom|which) (?:the )?\Z"
)


def _excepted_before(match: re.Match[str], clause: Clause) -> tuple[str, ...]:
    """Return what is excepted from the rule before ("… in Peru, except for ships, for which …"); it lies within that rule."""
    found = _EXCEPTED.search(clause.line.text[: match.start()].rstrip() + " ")
    if found is None:
        return ()
    (told,) = _phrase(clause, found.start(2), found[2].split()) or ("",)
    place = "".join(_phrase(clause, found.start(1), found[1].split())) if found[1] else ""
    return (f"{told} in {place}" if place else told,) if told else ()


@cache
def _partly() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, word_list("part-of")), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"{_NUMBER} (?:[^,;:.]{{1,40}} , )?((?:{words}) (?:[^ ,;:.()]+ ){{1,8}}?)(?:may|can|could|will|shall|must|is|are|goes|go) "
    )


def _part(clause: Clause) -> tuple[str, ...]:
    """Return the subject of a clause where it is only some of a thing."""
    found = _partly().match(clause.line.text)
    return _phrase(clause, found.start(1), found[1].split()) if found else ()


def _fixed(pattern: Pattern, match: re.Match[str], clause: Clause, matter: Matter, value: Amount | None) -> str:
    """Return what a term reaches where the figure or the pattern tells it; empty: they do not."""
    if value is not None and value.further:
        return f"tranche {value.words}"
    if value is None and matter.measures:
        at, end = clause.line.span(match.start() + 1, max(match.end() - 1, match.start() + 2))
        more = next((a for a in clause.amounts if a.further and at <= a.start < end + _NEAR), None)
        if more is not None:
            return f"tranche {more.words}"
    return pattern.scope or _purpose(match, clause, matter, value)


def _behind(match: re.Match[str], clause: Clause) -> tuple[str, ...]:
    """Return the phrase behind the first preposition behind the words that matched."""
    no_scope = tuple(f" {words}" for words in word_list("scope-not-after"))
    condition = read_condition(clause.line.text)
    for found in _SCOPE.finditer(clause.line.text, max(match.end() - 1, 0)):
        if condition is not None and match.end() <= condition < found.start():
            break  # what a consent or an exception is of
        if not clause.line.text[: found.start()].endswith(no_scope) and not _NO_NOUN.match(found[1]):
            return _phrase(clause, found.start(1), found[1].split())
    return ()


def _purpose(match: re.Match[str], clause: Clause, matter: Matter, value: Amount | None) -> str:
    """Return what the sum of a payment is for; of a share in sales only a purpose other than the usual one."""
    if matter.sums == "":
        return ""
    mark = _mark(clause, value)
    shares = matter.sums == "share"
    purpose = purpose_of(clause.line.text, match.start(), match.end(), mark, shares=shares)
    if shares or value is None:
        return purpose or (base_of(clause.line.text, match.start()) if shares else "")
    start = value.start - clause.start
    later = (a.start - clause.start for a in clause.amounts if a.start > value.start and a.kind == value.kind)
    period = period_of(clause.text[start : min(later, default=len(clause.text))])
    return f"{purpose or 'payment'} in {period}" if period else purpose


def _mark(clause: Clause, value: Amount | None) -> str:
    """Return the mark of an amount in the line of a clause; empty: there is none."""
    if value is None:
        return ""
    number = next((i for i, amount in enumerate(clause.amounts) if amount is value), -1)
    return next((mark for letter in "MRQT" if f" {(mark := f'{letter}{number}')} " in clause.line.text), "")


def _phrase(clause: Clause, at: int, words: list[str]) -> tuple[str, ...]:
    """Return the words of the text behind words of the line, up to the first that ends a noun phrase."""
    basis = words.index("basis") if "basis" in words else len(words)
    words = words[: max((i for i, w in enumerate(words[:basis]) if w == "on"), default=basis)] if basis < len(words) else words
    stop = next((i for i, w in enumerate(words) if CLASS_TOKEN.fullmatch(w) or w in word_list("scope-stop")), len(words))
    if not set(words[:stop]) - word_list("determiners"):
        return ()
    start, end = clause.line.span(at, at + len(" ".join(words[:stop])))
    return (clause.text[start - clause.start : end - clause.start],)
