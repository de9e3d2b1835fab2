"""What passages speak of: whether two readings without a scope are surely about one thing.

Rule: SEMANTICS (f): who tells no scope overlaps everything and contains nothing. A grant and a rent that one party owes are then
held against one another only by accident, and their words show it: they have nothing in common but what every contract has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from kg.deriving.scoping import OVERLAP
from kg.deriving.telling import Told, one_voice
from kg.files import load_toml
from kg.nouns import singular
from kg.records import Dealing, StatementUse
from kg.topics import plain_words, topics_of, words_of_names

__all__ = ["Topics", "is_manifold", "is_single"]


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(load_toml("topics")[table]["words"])


def is_single(matter: str) -> bool:
    """Whether an agreement has one rule on a matter, such as its duration, so that a scope need not be told.

    >>> is_single("duration"), is_single("payment")
    (True, False)
    """
    return matter in _words("single")


def is_manifold(matter: str) -> bool:
    """Return whether an agreement has several rules on a matter, so that one without a name may be any of them.

    >>> is_manifold("payment"), is_manifold("duration")
    (True, False)
    """
    return matter in _words("manifold")


class Topics:
    """What the passages of a dealing that tell a term speak of."""

    def __init__(self, dealing: Dealing, uses: Mapping[str, Sequence[StatementUse]]) -> None:
        self._dealing = dealing
        self._uses = uses
        self._names: dict[str, frozenset[str]] = {}
        self._found: dict[str, frozenset[str]] = {}

    def of(self, term: str, agreement: str) -> frozenset[str]:
        """What the passages that tell a term of an agreement speak of."""
        if term not in self._found:
            self._found[term] = topics_of((s.words for s in self._uses[term]), self._named(agreement))
        return self._found[term]

    def _named(self, agreement: str) -> frozenset[str]:
        """The words of the names of the parties of an agreement."""
        if not self._names:
            words = {p.id: words_of_names((p.name, *p.aliases)) for p in self._dealing.parties}
            for a in self._dealing.agreements:
                self._names[a.id] = frozenset(w for p in a.parties for w in words.get(p, ()))
        return self._names.get(agreement, frozenset())

    def keep_apart(self, t: Told, u: Told, relation: str, change: bool) -> bool:
        """Whether a verdict on two readings of which one tells no scope would rest on silence alone.

        Passages without a common word are about one thing only where the later one says that it changes what was before.

        Args:
            t: a reading.
            u: another; over time the later one.
            relation: how their scopes stand to one another.
            change: whether the verdict is one over time.
        """
        if not (t.unscoped or u.unscoped) or is_single(t.matter):
            return False
        if relation != OVERLAP and (u.heard.changes if change else not one_voice(t, u) and (t.heard.changes or u.heard.changes)):
            return False
        return not self._surely_share(t, u) and self.of(t.id, t.agreement).isdisjoint(self.of(u.id, u.agreement))

    def _surely_share(self, t: Told, u: Told) -> bool:
        """Whether a word between spaces shows that the best passages share a topic; mostly it does, and no more need be read."""
        mine, theirs, plain = self._named(t.agreement), self._named(u.agreement), plain_words()
        others = u.heard.words
        for token in t.heard.words.split():
            word = token.casefold() if token in others else ""
            if len(word) > 1 and word.isalpha():
                topic = singular(word)
                if topic not in plain and topic not in mine and topic not in theirs and token in others.split():
                    return True
        return False
