"""Which of many things words let through: each needs one word of each of some sets, and all of them are asked at once.

A set of things is a whole number with a bit for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

__all__ = ["WordNeeds", "bits_of"]


@dataclass(frozen=True, slots=True)
class WordNeeds:
    """What things need of words.

    `needs`: for each word the things whose first, second, … need it meets, side by side in one number of `ranks` parts of
    `width` bits; `free`: the parts that need nothing.
    """

    needs: dict[str, int]
    ranks: int
    width: int
    free: int

    @classmethod
    def of(cls, each: Sequence[Sequence[frozenset[str]]]) -> WordNeeds:
        """Return the needs of things, each with the sets of words of which it needs one each."""
        ranks, width, free = max(map(len, each), default=0), len(each), 0
        needs: dict[str, int] = {}
        for i, sets in enumerate(each):
            for rank in range(ranks):
                bit = 1 << rank * width + i
                free |= 0 if rank < len(sets) else bit
                for word in sets[rank] if rank < len(sets) else ():
                    needs[word] = needs.get(word, 0) | bit
        return cls(needs, ranks, width, free)

    def met(self, words: frozenset[str]) -> int:
        """Return the things of whose needs some words meet every one.

        >>> needs = WordNeeds.of([[frozenset({"pay", "pays"}), frozenset({"rent"})], [], [frozenset({"rent"})]])
        >>> list(bits_of(needs.met(frozenset({"the", "rent"})))), list(bits_of(needs.met(frozenset({"pays", "rent"}))))
        ([1, 2], [0, 1, 2])
        """
        met = reduce(or_, map(self.needs.__getitem__, words & self.needs.keys()), self.free)
        through = (1 << self.width) - 1
        for _ in range(self.ranks):
            through &= met
            met >>= self.width
        return through


def bits_of(number: int) -> Iterator[int]:
    """Yield the places of the bits of a number, the lowest first.

    >>> list(bits_of(0b1101))
    [0, 2, 3]
    """
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low
