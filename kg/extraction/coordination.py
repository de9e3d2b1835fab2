"""Parties that a clause names in one breath: "Acme and Beta", "neither Acme nor Beta", "to Acme and to Beta"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extraction.clauses import Clause

__all__ = ["are_named_together", "beside_subject", "with_company"]

_LEAD = r"(?:(?:to|by|from|of|with|for) )?(?:the )?"
_TOGETHER = re.compile(
    rf"(?<= )(?P<all>P\d+ (?:(?:, (?:the )?P\d+ )+, )?(?:, (?:the )?P\d+ )*"
    rf"(?:(?:and|or|nor|&|as well as|together with) {_LEAD}P\d+ )+)(?!'s )"
)
_APART = re.compile(r" (?:between|betwixt|among|amongst) (?:the )?$")  # "the contract between Acme and Beta": each faces the other
_LONGEST = 20  # code points of such words
_ASIDE = re.compile(
    r" (?P<subject>P\d+) , (?:(?P<with>together with|jointly with|along with|as well as|like|and also|and)|"
    r"(?:(?:but|though|although|yet|and) )?(?:not|unlike|other than|save|except)) (?:the )?(?P<aside>P\d+) ,"
)
_NUMBER = re.compile(r"P(\d+)")
_NAMING = frozenset({"name", "role", "product"})


def _named_together(clause: Clause) -> Iterator[tuple[tuple[str, ...], frozenset[int]]]:
    """Yield (keys, numbers of the hits) for the parties that a clause names in one breath, where each is named for itself."""
    for numbers in _numbers_together(clause.line.text):
        hits = [clause.hits[number] for number in numbers]
        if any(hit.possessive or len(hit.keys) != 1 or hit.how not in _NAMING for hit in hits):
            continue
        keys = tuple(dict.fromkeys(hit.keys[0] for hit in hits))
        if len(keys) > 1:
            yield keys, frozenset(numbers)


@lru_cache(maxsize=64)  # a clause is asked once for each of its terms
def _numbers_together(text: str) -> tuple[tuple[int, ...], ...]:
    """The numbers of the hits that a line names in one breath."""
    found = (m for m in _TOGETHER.finditer(text) if _APART.search(text, max(0, m.start() - _LONGEST), m.start()) is None)
    return tuple(tuple(int(number) for number in _NUMBER.findall(match["all"])) for match in found)


def are_named_together(keys: tuple[str, ...], clause: Clause) -> bool:
    """Return whether a clause names these parties, and no others, in one breath."""
    return any({*together} == {*keys} for together, _ in _named_together(clause))


def with_company(keys: tuple[str, ...], clause: Clause, parties: tuple[str, ...]) -> tuple[str, ...]:
    """Return parties with those who are named in one breath with them, where the clause names neither anywhere else.

    "The rent is paid by Acme and Beta", or "by the lessees", is owed by both, whichever of them a rule came upon. But not where
    they are all `parties` of the agreement: "Acme and Beta have signed a contract on tugs" tells who made it, not who owes.
    """
    meant = [(h.keys, frozenset({i})) for i, h in enumerate(clause.hits) if len(h.keys) > 1 and not h.possessive]
    for together, numbers in (*_named_together(clause), *meant) if keys else ():
        inside = (h for i, h in enumerate(clause.hits) if clause.start <= h.start < clause.end and i not in numbers)
        elsewhere = {key for hit in inside for key in hit.keys if len(hit.keys) == 1}
        if set(keys) < set(together) < set(parties) and elsewhere.isdisjoint(together):
            return together
    return keys


def beside_subject(numbers: list[int], clause: Clause) -> list[int]:
    """Return the numbers of hits, where an aside stands between subject and verb those of the subject.

    "Acme, unlike Beta, may leave" is said of Acme, "Acme, together with Beta, pays" of both.
    """
    for subject, other, joined in _asides(clause.line.text):
        if numbers == [other]:
            return [subject, other] if joined else [subject]
    return numbers


@lru_cache(maxsize=64)  # a clause is asked for each of its marks
def _asides(text: str) -> tuple[tuple[int, int, bool], ...]:
    """The subjects of a line with the one in the aside behind each, and whether the two do it together."""
    return tuple((int(m["subject"][1:]), int(m["aside"][1:]), bool(m["with"])) for m in _ASIDE.finditer(text))
