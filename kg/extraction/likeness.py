"""Rules that no pattern reads, told by their likeness to the lexicon: the matter whose examples and patterns share most words.

Only a clause that speaks in the way of a rule is asked: with a modal verb and a party, a party, a verb of paying or getting and a
figure, or "shall", "must" or "may not" and a figure. Its words are weighed as a naive Bayes classifier weighs them (Maron 1961),
with the examples and the words of the patterns of each matter as what it has learned. A clause that is like two matters, or like
none, is left alone. Only the agreement itself is read so: elsewhere too many clauses sound like rules and are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log

from kg.extraction.lexicon import word_list
from kg.extraction.notation import Line
from kg.extraction.patterns import Pattern, load_patterns

__all__ = ["find_likeness", "may_rule"]

_MARGIN = 1.0  # how much likelier (natural logarithm) the first matter must be than the second
_LEAST = 0.5  # how much likelier the words must be under the matter than in the lexicon at large
_SMOOTHING = 8.0  # texts of the lexicon at large that are added to those of each matter
_FEWEST = 6  # tokens of a clause
_MOST = 60
_FEWEST_KNOWN = 2  # words of a clause that the lexicon knows

_RULE = (
    r"(?:shall|must|may|will|can|cannot|(?:has|have) to|need not|no longer"
    r"|(?:is|are) (?:to|entitled|free|obliged|bound|forbidden))"
)
_RULING = re.compile(rf"\b(?:{_RULE}|pays?|owes?|gets?|receives?|keeps?|costs?|takes?|gives?)\b")
_MODAL = re.compile(rf" {_RULE} ")
_MEASURED = re.compile(r" (?:shall|must|may not) (?:[^ ;]+ ){0,12}?[MRQT]\d+ ")
_PAYING = re.compile(r" (?:pays?|owes?|gets?|receives?|keeps?|costs?|takes?|gives?) (?:[^ ;]+ ){0,6}?[MRQ]\d+ ")
_LOOSE = re.compile(
    r" (?:would|could|might|if i|i think|we think|for example|counterparts|foregoing|counsel|analysts?|readers?) |\? $"
)
_PARTY = re.compile(r" P\d+ ")
_MODALS = "shall|must|may|will|can|cannot|has to|have to|no longer|is|are"
_DEEDS = "pay~|owe~|get~|receive~|keep~|take~|give~"
_SHAPES = {
    "subject": f"<party:bearer> .. ({_MODALS}|{_DEEDS}) ",
    "holder": f"<party:counterparty> .. ({_MODALS}) ",
    "agent": "by <party:bearer>",
    "other": f"({_MODALS}|has|have|need|no|cost~|{_DEEDS}) ",
}
_HELD = frozenset({"licence", "sales-channel"})  # of which the one who may do something holds what another has granted


def may_rule(text: str) -> bool:
    """Return whether a clean text can be a rule: a cheap test.

    >>> may_rule("Acme shall paint the hull."), may_rule("Acme painted the hull.")
    (True, False)
    """
    return _RULING.search(text) is not None


def find_likeness(line: Line, text: str) -> tuple[Pattern, re.Match[str]] | None:
    """Return the matter of a rule as a pattern, with the words that name who is bound; `None`: it is no rule, or unlike all.

    Args:
        line: the line of a clause that no pattern matches.
        text: the words of the clause.
    """
    if not _FEWEST <= len(line.offsets) <= _MOST or _LOOSE.search(line.text):
        return None
    ruling = _MODAL.search(line.text) or _PAYING.search(line.text) if _PARTY.search(line.text) else _MEASURED.search(line.text)
    if not ruling:
        return None
    matter = _likeliest(text)
    if not matter:
        return None
    shapes = ("holder" if matter in _HELD else "subject", "agent", "other")
    for pattern in (_stand_in(matter, shape) for shape in shapes):
        match = pattern.expression.search(line.text)
        if match is not None:
            return pattern, match
    return None


@cache
def _stand_in(matter: str, shape: str) -> Pattern:
    return Pattern(name="likeness", matter=matter, match=_SHAPES[shape], priority=-9)


# ------------------------------------------------------------------ the weights
@dataclass(frozen=True, slots=True)
class _Learned:
    texts: Mapping[str, int]  # of each matter
    held: Mapping[str, Counter[str]]  # in how many texts of a matter a word stands
    everywhere: Counter[str]
    total: int


_WORD = re.compile(r"[a-z]+|[%$€£]")
_MONEY = re.compile(r"[$€£]|\b(?:euros?|dollars|pounds|kroner|francs|[A-Z]{3}(?= ?\d))\b")
_SHARE = re.compile(r"%|\bper ?cent\b")
_TIME = re.compile(r"\b(?:days?|weeks?|months?|years?)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SIGNS = (("#money", _MONEY), ("#share", _SHARE), ("#time", _TIME), ("#year", _YEAR))
_NAMES = frozenset({"acme", "beta", "gamma", "party", "counterparty", "bearer"})
_NOTATION = re.compile(r"<[^>]*>|[\[\]()~?.|]+")


def _words(text: str) -> frozenset[str]:
    """Return the stems of a text's words that can tell a matter, and signs of what amounts and dates it holds."""
    plain = word_list("plain-words")
    found = {_stem(w) for w in _WORD.findall(text.lower()) if w not in plain and w not in _NAMES}
    return frozenset(found | {name for name, sign in _SIGNS if sign.search(text)})


def _stem(word: str) -> str:
    word = re.sub(r"ies$", "y", word)
    return re.sub(r"(?:ing|ed|es|s|e)$", "", word) if len(word) > 4 else word


@cache
def _learned() -> _Learned:
    texts: Counter[str] = Counter()
    held: dict[str, Counter[str]] = {}
    everywhere: Counter[str] = Counter()
    for pattern in load_patterns():
        for text in (*pattern.examples, _NOTATION.sub(" ", pattern.match)):
            words = _words(text)
            texts[pattern.matter] += 1
            held.setdefault(pattern.matter, Counter()).update(words)
            everywhere.update(words)
    return _Learned(texts, held, everywhere, sum(texts.values()))


def _likeliest(text: str) -> str:
    """Return the matter that a text is like; empty: none, or more than one."""
    learned = _learned()
    words = sorted(w for w in _words(text) if learned.everywhere[w])
    if len(words) < _FEWEST_KNOWN:
        return ""
    scores: list[tuple[float, str]] = []
    for matter, count in learned.texts.items():
        score = log(count / learned.total) / 2
        for word in words:
            usual = learned.everywhere[word] / learned.total
            score += log((learned.held[matter][word] + _SMOOTHING * usual) / (count + _SMOOTHING) / usual)
        scores.append((score, matter))
    (best, matter), (second, _) = sorted(scores, reverse=True)[:2]
    return matter if best >= _LEAST and best - second >= _MARGIN else ""
