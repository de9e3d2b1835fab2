"""Who buys, pays or takes, who sells or is paid, who uses and who owns, by the words of a clause whose pattern names nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.alternation import alternation
from kg.extraction.clauses import Clause
from kg.extraction.lexicon import word_list

__all__ = ["one_who_takes", "one_who_uses", "those_who_may"]

_BE = frozenset({"be", "been", "being", "is", "are", "was", "were", "gets", "got"})


@cache
def _deed(side: str) -> re.Pattern[str]:
    """A party that is the subject of a verb of one side: no owner, nobody to whom or from whom something goes."""
    before = r"(?<! to)(?<! from)(?<! for)(?<! of)(?<! by)(?<! with)(?<! at)(?<! than)"
    gap = r"(?P<gap>(?:(?!P\d+ |'s |by |that |which |who |whose |of |from |for )[a-z'-]+ ){0,5}?)"
    return re.compile(rf"{before} (?P<party>P\d+) {gap}(?P<verb>{alternation(word_list(f'{side}-verb'))}) ")


def _subjects(clause: Clause, side: str) -> frozenset[str]:
    """The parties that are single subjects of verbs of one side in a clause; of a passive they are none."""
    return _single(clause, (match for match in _deed(side).finditer(clause.line.text) if not _is_passive(match)))


def _is_passive(deed: re.Match[str]) -> bool:
    return not _BE.isdisjoint(deed["gap"].split()[-1:]) and not deed["verb"].endswith("ing")


def _single(clause: Clause, matches: Iterable[re.Match[str]]) -> frozenset[str]:
    """The parties that matches in a clause mark, where they stand there alone."""
    marked = [clause.hits[int(match["party"][1:])].keys for match in matches]
    return frozenset(keys[0] for keys in marked if len(keys) == 1)


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
    return re.compile(rf" (?P<party>P\d+) 's (?!own )(?:[a-z-]+ ){{0,2}}?{alternation(word_list('work-noun'))} ")


def one_who_uses(clause: Clause, parties: tuple[str, ...]) -> tuple[str, str]:
    """Return who of two may use something and whose it is by the words of a clause; empty where they do not tell it."""
    if len(parties) != 2:
        return "", ""
    text = clause.line.text
    users = _single(clause, (match for pattern in _USER for match in pattern.finditer(text))) & set(parties)
    owners = _single(clause, _owner().finditer(text)) & set(parties) - users
    if len(users) == 1:
        (user,) = users
        return user, next(key for key in parties if key != user)
    if not users and len(owners) == 1:
        (owner,) = owners
        return next(key for key in parties if key != owner), owner
    return "", ""


_MAY = re.compile(
    rf" (?P<party>P\d+) {_ADVERBS}(?:(?:may|can|could)(?! (?:not|no|only|neither) )"
    rf"|(?:is|are|was|were|be|been|remains?|stays?) {_ADVERBS}"
    r"(?:free|allowed|permitted|entitled|authori[sz]ed|at liberty) (?:from now on )?to) "
)
_MAY_BE = re.compile(r" (?:may|can|could) (?:[a-z]+ ){1,4}?by (?P<party>P\d+) (?!'s )")


def those_who_may(clause: Clause) -> frozenset[str]:
    """Return the parties that are single subjects of leave in a clause: "Acme is free to sell", "ice may be sold by Acme"."""
    text = clause.line.text
    return _single(clause, [*_MAY.finditer(text), *_MAY_BE.finditer(text)])
