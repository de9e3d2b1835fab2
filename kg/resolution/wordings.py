"""Which way a rule goes by its words: who owes it where another sentence names both sides owes it where one names nobody.

"The handling charge rises to 9" of an amendment names nobody, and "The Shipper shall pay the Port a handling charge of 8" of the
contract names both. Matters do not go one way (of several sums some are paid the other way), and the figure is another one, but
two sentences of one matter that share words which few others of the dealing have are about one rule.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain
from math import fsum

from kg.records import SOME_PARTY, Party, Sureness, TermContent
from kg.resolution.terms import Telling
from kg.topics import plain_words, topics_of, weigh_words, words_of_names

__all__ = ["Wording", "follow_wordings", "read_wordings"]

_SUMS = frozenset({"payment", "price", "purchase-commitment"})  # matters of money that people tell by the same words
_ENOUGH = 1.0  # the weight of a word that no third sentence of the dealing has; what two share must weigh more
_CLEAR = 0.5  # of the best: how much less any sentence must share that goes another way
_TWO = 2  # documents that word a rule alike: one of them is another than the one that only supposes it

_Way = tuple[tuple[str, ...], tuple[str, ...]]
_Rule = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a sentence speaks of: words that are none of every contract and of no name, and the parties that it names."""

    topics: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()


_NO_WORDS = Wording()


def read_wordings(passages: Mapping[str, str], parties: Iterable[Party]) -> dict[str, Wording]:
    """Return what the passages of a dealing speak of; a party is named where a word stands that only its names have.

    Args:
        passages: the words of each statement.
        parties: those of the dealing.
    """
    names = {party.id: words_of_names((party.name, *party.aliases)) for party in parties}
    held = Counter(word for own in names.values() for word in own)
    owner = {w: party for party, own in names.items() for w in own if held[w] == 1 and w not in plain_words()}
    found: dict[str, Wording] = {}
    for statement, passage in passages.items():
        words = words_of_names([passage])
        found[statement] = Wording(topics_of([passage], held.keys()), frozenset(owner[w] for w in words & owner.keys()))
    return found


def follow_wordings(
    tellings: Sequence[Telling],
    completed: Sequence[Telling],
    parties: Mapping[str, Sequence[str]],
    wordings: Mapping[str, Wording],
) -> list[Telling]:
    """Return the completed tellings; what only supposes who owes whom goes as the sentence does that shares its words.

    Args:
        tellings: of one dealing, as each document tells them.
        completed: the same, with nobody left open.
        parties: the ids of the parties of each agreement.
        wordings: what each statement speaks of.
    """
    named = _named(tellings, wordings)
    topics = {t.statement: wordings.get(t.statement, _NO_WORDS).topics for t in tellings}
    weights = weigh_words(Counter(chain.from_iterable(topics.values())), len(topics))
    done: list[Telling] = []
    for told, now in zip(tellings, completed, strict=True):
        way = None
        if _supposes(told.content, parties[told.agreement]):
            own = wordings.get(told.statement, _NO_WORDS)
            alike = _alike(told, named[_rule(told.content)], own.named, parties[told.agreement])
            way = _nearest(own.topics, [(t, wordings.get(t.statement, _NO_WORDS).topics) for t in alike], weights)
        done.append(now if way is None else replace(now, content=replace(now.content, bearer=way[0], counterparty=way[1])))
    return done


def _supposes(content: TermContent, parties: Sequence[str]) -> bool:
    """Whether the words of a term name nobody, by no pronoun either, and do not say that it is of all parties."""
    of_all = content.sureness is not Sureness.OPEN and {*parties} <= {*content.bearer}
    return content.sureness <= Sureness.SUPPOSED and not of_all


def _named(tellings: Sequence[Telling], wordings: Mapping[str, Wording]) -> Mapping[_Rule, Sequence[Telling]]:
    """Return the tellings of each rule that name both sides; of those worded alike two documents' are enough."""
    named: dict[_Rule, list[Telling]] = defaultdict(list)
    heard: dict[_Rule, set[str]] = defaultdict(set)
    for t in tellings:
        if _names_both(t.content):
            rule = _rule(t.content)
            documents = heard[*rule, t.content.bearer, t.content.counterparty, wordings.get(t.statement, _NO_WORDS).topics]
            if len(documents) < _TWO and t.document not in documents:
                documents.add(t.document)
                named[rule].append(t)
    return named


def _names_both(content: TermContent) -> bool:
    known = content.counterparty and SOME_PARTY not in (*content.bearer, *content.counterparty)
    return bool(known) and content.sureness >= Sureness.NAMED


def _rule(content: TermContent) -> _Rule:
    return ("sum" if content.matter in _SUMS else content.matter, content.modality)


def _alike(told: Telling, named: Iterable[Telling], here: Set[str], parties: Sequence[str]) -> list[Telling]:
    """Return the other sentences of a rule whose sides are parties of its agreement, with all whom its own sentence names.

    Sentences of one document tell different things: what one of them supposes another one does not repeat.
    """
    supposed = told.content.sureness is Sureness.SUPPOSED
    return [
        t
        for t in named
        if t.statement != told.statement
        and here <= {*t.content.bearer, *t.content.counterparty} <= {*parties}
        and not (supposed and t.document == told.document)
    ]


def _nearest(own: frozenset[str], alike: Iterable[tuple[Telling, frozenset[str]]], weights: Mapping[str, float]) -> _Way | None:
    """Return the way of the sentence that shares most words with a telling; none where that is little or another way is near."""
    shared: dict[_Way, float] = defaultdict(float)
    for other, words in alike:
        way = other.content.bearer, other.content.counterparty
        shared[way] = max(shared[way], fsum(weights[word] for word in own & words))
    best = max(shared, key=lambda way: (shared[way], way), default=None)
    if best is None or shared[best] <= _ENOUGH:
        return None
    return best if all(way == best or much <= _CLEAR * shared[best] for way, much in shared.items()) else None
