"""Who buys, pays or takes, and who sells or is paid, by the words of a clause whose pattern names nobody."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.alternation import alternation
from kg.extraction.clauses import Clause, single_parties
from kg.extraction.lexicon import word_list

__all__ = ["one_who_takes"]

_BE = frozenset({"be", "been", "being", "is", "are", "was", "were", "gets", "got"})


@cache
def _deed(side: str) -> re.Pattern[str]:
    """A party that is the subject of a verb of one side: no owner, nobody to whom or from whom something goes."""
    before = r"(?<! to)(?<! from)(?<! for)(?<! of)(?<! by)(?<! with)(?<! at)(?<! than)"
    gap = r"(?P<gap>(?:(?!P\d+ |'s |by |that |which |who |whose |of |from |for )[a-z'-]+ ){0,5}?)"
    return re.compile(rf"{before} (?P<party>P\d+) {gap}(?P<verb>{alternation(word_list(f'{side}-verb'))}) ")


def _subjects(clause: Clause, side: str) -> frozenset[str]:
    """The parties that are single subjects of verbs of one side in a clause; of a passive they are none."""
    return single_parties(clause, _deeds(clause.line.text, side))


@lru_cache(maxsize=8)  # a clause is asked for each of its terms
def _deeds(text: str, side: str) -> tuple[re.Match[str], ...]:
    return tuple(match for match in _deed(side).finditer(text) if not _is_passive(match))


_GETS = re.compile(
    r"(?<! to)(?<! from)(?<! of)(?<! by) (?P<party>P\d+) "
    r"(?:(?:also|still|now|only|already|thus|then|shall|will|may|can|would|has|have|to) ){0,3}"
    r"(?:gets?|got|receives?|received|collects?|collected|earns?|earned|pockets?|pocketed|banks|takes? in|took in) "
    r"(?:(?!P\d+ |Q\d+ |that |which |by |from |to )[a-z'-]+ ){0,4}?[MR]\d+ "
)  # money, and no goods


def _is_passive(deed: re.Match[str]) -> bool:
    return not _BE.isdisjoint(deed["gap"].split()[-1:]) and not deed["verb"].endswith("ing")


def one_who_takes(clause: Clause, parties: tuple[str, ...]) -> tuple[str, str]:
    """Return who takes and pays and who gives and is paid by the verbs of a clause; empty where they do not tell it.

    Args:
        clause: what is said.
        parties: of the agreement; of two, the other one is on the other side.
    """
    takes, gives = (_subjects(clause, side) & set(parties) for side in ("take", "give"))
    gives |= single_parties(clause, _GETS.finditer(clause.line.text)) & set(parties)
    if len(takes) > 1 or len(gives) > 1 or takes & gives:
        return "", ""
    taker, giver = next(iter(takes), ""), next(iter(gives), "")
    if len(parties) == 2 and taker + giver in parties:
        rest = next(key for key in parties if key != taker + giver)
        return taker or rest, giver or rest
    return taker, giver
