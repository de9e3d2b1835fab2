"""Who buys, pays or takes, who sells or is paid, who uses and who owns, by the words of a clause whose pattern names nobody."""

from __future__ import annotations

import re
from functools import cache

from kg.extraction.clauses import Clause
from kg.extraction.lexicon import word_list

__all__ = ["one_who_takes", "one_who_uses"]

_BE = frozenset({"be", "been", "being", "is", "are", "was", "were", "gets", "got"})


@cache
def _deed(side: str) -> re.Pattern[str]:
    """A party that is the subject of a verb of one side: no owner, nobody to whom or from whom something goes."""
    verbs = "|".join(sorted(word_list(f"{side}-verb"), key=lambda verb: (-len(verb), verb)))
    before = r"(?<! to)(?<! from)(?<! for)(?<! of)(?<! by)(?<! with)(?<! at)(?<! than)"
    gap = r"(?P<gap>(?:(?!P\d+ |'s |by |that |which |who |whose |of |from |for )[a-z'-]+ ){0,5}?)"
    return re.compile(rf"{before} (?P<party>P\d+) {gap}(?P<verb>{verbs}) ")


def _subjects(clause: Clause, side: str) -> frozenset[str]:
    """The parties that are single subjects of verbs of one side in a clause; of a passive they are none."""
    found = set()
    for match in _deed(side).finditer(clause.line.text):
        last = match["gap"].split()[-1:]
        passive = bool(last) and last[0] in _BE and not match["verb"].endswith("ing")
        keys = clause.hits[int(match["party"][1:])].keys
        if not passive and len(keys) == 1:
            found.add(keys[0])
    return frozenset(found)


def one_who_takes(clause: Clause, parties: tuple[str, ...]) -> tuple[str, str]:
    """Return who takes and pays and who gives and is paid by the verbs of a clause; empty where they do not tell it.

    Args:
        clause: what is said.
        parties: of the agreement; of two, the other one is on the other side.
    """
    takes, gives = (_subjects(clause, side) & set(parties) for side in ("take", "give"))
    if len(takes) > 1 or len(gives) > 1 or takes & gives:
        return "", ""
    taker, giver = next(iter(takes), ""), next(iter(gives), "")
    if len(parties) == 2 and taker + giver in parties:
        rest = next(key for key in parties if key != taker + giver)
        return taker or rest, giver or rest
    return taker, giver


_ADVERBS = r"(?:(?:also|now|still|then|again|alone|thus|[a-z]+ly) ){0,2}"
_USER = (
    re.compile(
        rf"(?<! of) (?P<party>P\d+) {_ADVERBS}(?:may|can|could|becomes?|became|has|have|had|holds?|held|gets?|got|enjoys?|picks? up"
        r"|(?:is|are|was|were) (?:allowed|authori[sz]ed|entitled|free|licensed|permitted) to)"
        r" (?!(?:not )?(?:to (?!itself)|grant|licen[sc]e|let|sell))"
    ),
    re.compile(
        r" (?:aired|broadcast|copied|heard|hosted|performed|played|printed|published|read|run|seen|shown|streamed|used) "
        r"(?:[a-z]+ ){0,2}?(?:at|by|in|on) (?P<party>P\d+) (?!'s )"
    ),
    re.compile(r" (?P<party>P\d+) 's own (?:products?|services?|use|business|shops?|apps?|works?|purposes) "),
)


@cache
def _owner() -> re.Pattern[str]:
    nouns = "|".join(sorted(word_list("work-noun"), key=lambda noun: (-len(noun), noun)))
    return re.compile(rf" (?P<party>P\d+) 's (?!own )(?:[a-z-]+ ){{0,2}}?(?:{nouns}) ")


def one_who_uses(clause: Clause, parties: tuple[str, ...]) -> tuple[str, str]:
    """Return who of two may use something and whose it is by the words of a clause; empty where they do not tell it."""
    if len(parties) != 2:
        return "", ""
    users = {key for pattern in _USER for key in _parties(pattern, clause, parties)}
    owners = _parties(_owner(), clause, parties) - users
    if len(users) == 1:
        (user,) = users
        return user, next(key for key in parties if key != user)
    if not users and len(owners) == 1:
        (owner,) = owners
        return next(key for key in parties if key != owner), owner
    return "", ""


def _parties(pattern: re.Pattern[str], clause: Clause, parties: tuple[str, ...]) -> set[str]:
    """The single parties of an agreement that a pattern marks in a clause."""
    keys = [clause.hits[int(match["party"][1:])].keys for match in pattern.finditer(clause.line.text)]
    return {one[0] for one in keys if len(one) == 1 and one[0] in parties}
