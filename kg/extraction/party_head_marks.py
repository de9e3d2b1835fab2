"""Where in the head of a contract a word that acts in its clauses stands as what somebody is called: labels, brackets, "called".

Everything here works on raw text; offsets are of it, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from kg.extraction.party_acts import Acts, folded_word
from kg.extraction.party_definitions import never_role
from kg.extraction.party_words import folded, party_words

__all__ = ["Mark", "marks_of"]

_TITLED = 3  # words of a label that ends with a word that acts: "Principal Teacher"
_OFTEN = 2  # how often what is mostly a thing must be bound, to be somebody: "the Service shall"
_MOST = 60  # words that act of which a head is looked through


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of the head where a word stands as what somebody is called."""

    start: int
    end: int  # where the value begins, of a label
    words: tuple[str, ...]
    label: bool = False
    several: bool = False  # for those named before it together


def _tail(words: str) -> re.Pattern[str]:
    the = r"(?:the\s+|an?\s+)?"
    return re.compile(
        rf"""
        (?: (?P<quoted>"\s*{the})
          | (?P<bracket>\(\s*(?:[^()\n:]{{0,60}}?[\s"'*_])?{the}["'*_]*)
          | (?P<called>\b(?:here(?:in|under)?(?:[ ]?after)?|in\s+short|in\s+brief|called|named|as|known\s+as|designated)\b[,:]?\s+
            (?:(?:called|named|further|referred\s+to(?:\s+herein)?\s+as|simply|as)\b[,:]?\s+){{0,2}}{the}["'*_]*)
          | (?P<dash>[ \t][-–—]+[ \t]*(?:as\s+)?{the}["']*)
          | (?P<comma>,\s*(?:as\s+)?the\s+["']?)
          | (?P<column>(?<![ \t])(?:[ \t]{{2,}}+|\t|[ \t]*\.{{3,}}[ \t]*){the})
          | (?P<other>\bor\s+{the}["']?)
        )
        (?P<word>{words})
        (?(quoted)\s*(?:[,.]\s*)?"
          | (?(bracket)["'*_]*(?:[\s,;][^()]{{0,60}})?\)
          | (?(called)\b
          | (?(dash)["']*(?=[ \t]*(?:[-–—;,.]|\n|and\b|$))
          | (?(comma)["']?(?=\s*(?:[;.\n,]|and\b|$))
          | (?(column)[ \t]*(?=\n)
          | ["']?(?=\s*[;,.)])))))))
        """,
        re.VERBOSE | re.IGNORECASE,
    )


_LABEL = re.compile(
    r"""^(?=(?P<lead>(?:[*#>|•\- \t]|\(?\w{1,3}[.)][ \t]|[A-Z][a-z]{2,8}[ \t]\d{1,2}[ \t]{2,})*))(?P=lead)
    (?P<label>[^\s:|][^\n:|]{1,59}?)[*_]*
    (?P<between>[ \t]*[:|=]\s*+[*_|]*+[ \t]*+|[ \t]*\.{3,}[ \t]*+|[ \t]{2,}+|\t++|[ \t][-–—][ \t]++|[ \t]*\n(?=[ \t]*\S))
    (?=[^\s|])""",
    re.MULTILINE | re.VERBOSE,
)
_BESIDE = re.compile(  # a label that stands beside another one in a line: "Buyer: Acme      Seller: Beta"
    r"(?:(?<=[ \t]{3})|(?<=[ \t]\|[ \t]))(?P<label>[A-Z][^\s:|]*+(?:[ ][^\s:|]++){0,3}):[ \t]+(?=[^\s|])"
)
_LABEL_WORDS = frozenset(["the", "also", "or", "and", "for", "of", "name", "called", "as", "party", "full", "s"])


def marks_of(text: str, acts: Acts) -> list[Mark]:
    """Return the places of a head where words that act stand as what somebody is called, up to where the clauses begin."""
    words = sorted(acts.words | frozenset(acts.touched), key=lambda w: (-acts.weight(w), -acts.touched[w], w))[:_MOST]
    held = _folded(text)
    words = [w for w in words if len(w) > 1 and not _is_small(w) and _folded(w) in held]
    labels = list(_labels(text, _any_of([w for w in words if acts.bound[w] or not never_role(w)]))) if words else []
    labels = _with_sisters(labels, list(_labels(text, _roles())) if words else [])
    words = [w for w in words if acts.bound[w] >= _OFTEN or not never_role(w)]
    if not words:
        return []
    pattern = _any_of(words)
    inside = [(mark.start, mark.end) for mark in labels]
    found = labels + [
        Mark(m.start(), m.end(), (m["word"],), several=bool(_SEVERAL.search(text, max(0, m.start() - 30), m.end())))
        for m in _tail(pattern).finditer(text)
        if not any(a <= m.start() < b for a, b in inside)
    ]
    found.sort(key=lambda mark: mark.start)
    begun = _first_act(text, acts, found)
    things = {folded_word(word) for mark in found if _MEANS.match(text, mark.end) for word in mark.words}
    return [mark for mark in found if mark.start < begun and not things & set(map(folded_word, mark.words))]


def _folded(text: str) -> str:
    """Return a text in which all that a pattern takes for one is one: small and capital letters, and any blanks."""
    return " ".join(text.replace("İ", "i").replace("ı", "i").casefold().split())


@cache
def _roles() -> str:
    return _any_of(sorted(role for role in party_words("roles") if not never_role(role)))


def _with_sisters(labels: list[Mark], roles: list[Mark]) -> list[Mark]:
    """Return labels that act with those that are roles and act nowhere, where there are several: the rows of one table."""
    places = {mark.start for mark in labels}
    more = [mark for mark in roles if mark.start not in places]
    return sorted([*labels, *more], key=lambda mark: mark.start) if len(labels) + len(more) > 1 else labels


def _any_of(words: Sequence[str]) -> str:
    """Return a pattern for any of these words, the longest first."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


_MEANS = re.compile(r"\s+(?:means?|shall\s+mean|refers?\s+to|has\s+the\s+meaning)\b")  # behind a word that is explained, not given


_SEVERAL = re.compile(r"\b(?:each|both|together|collectively|jointly|all)\b[^.;()\"]*[(\"]?[^.;()\"]*\"?\)?$", re.IGNORECASE)
_NOBODY = frozenset(["party", "parties", "both", "neither", "each", "agreement", "contract", "nothing", "all", "it", "he", "she"])


def _is_small(word: str) -> bool:
    """Whether a word is a small one, or stands for all."""
    return word in _NOBODY or set(word.split()) <= folded("openers") | folded("connectors")


def _labels(text: str, pattern: str) -> Iterator[Mark]:
    known = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    is_said = rf"(?:^|[\n.;][ \t]*)The\s+(?P<word>(?i:{pattern}))\s+(?:is|are)\s+(?=(?:the\s+(?:\w+\s+){{0,2}})?[A-ZÀ-Þ])"
    for said in re.finditer(is_said, text):
        yield Mark(said.start("word"), said.end(), (said["word"],), label=True)
    for match in chain(_LABEL.finditer(text), _BESIDE.finditer(text)):
        words = [m.group() for m in known.finditer(match["label"])]
        if not words:
            continue
        rest = known.sub(" ", match["label"])
        small = set(re.findall(r"\w+", rest.casefold())) - _LABEL_WORDS
        told = (not small or _ends_with_role(match["label"], words)) and not match["label"].startswith("(")
        if told and match["label"].rstrip()[-1:] not in ",;.":
            yield Mark(match.start("label"), match.end(), tuple(words), label=True)


def _ends_with_role(label: str, words: list[str]) -> bool:
    """Whether a label says more of one who acts: a word or two before it ("Principal Teacher"), or more behind a comma."""
    if re.match(rf"{re.escape(words[0])},", label):
        return True  # "Suppliers, in order of rank"
    return label.rstrip().endswith(words[-1]) and label.istitle() and 1 < len(label.split()) <= _TITLED


def _first_act(text: str, acts: Acts, marks: list[Mark]) -> int:
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
