"""Whom a document means by a name that it does not explain, such as "Marlow" or "ALD": the party of the dealing that it fits.

A name fits a party that has it, whose name begins with it, whose initials it is, or whose name holds its words; the surer ways
first. A name that fits several in one way, or nobody, tells nothing, and the document is read as if nobody stood there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.legal_names import name_key, name_words
from kg.records import SOME_PARTY, Reading, Statement, TermContent, is_loose_name
from kg.resolution.short_names import holds, inner_words

__all__ = ["fitting", "read_names", "with_names"]

_Mention = tuple[str, str]  # document and local key


def read_names(readings: Sequence[Reading], party_of: Mapping[_Mention, str], only: Container[_Mention]) -> dict[_Mention, str]:
    """Return, for document and key of each unexplained name that fits one party of the dealing alone, that party.

    Args:
        readings: what each document of one group says.
        party_of: for document and local key of a party its id.
        only: documents and keys of the mentions of agreements in the group.
    """
    wanted = {r.document: names for r in readings if (names := sorted(_names_in(r)))}
    if not wanted:
        return {}
    borne = _borne(readings, party_of)
    deals = {
        (r.document, a.key): frozenset(party_of[r.document, k] for k in a.parties if (r.document, k) in party_of)
        for r in readings
        for a in r.agreements
        if (r.document, a.key) in only
    }
    found: dict[_Mention, str] = {}
    for document, names in wanted.items():
        circles = list(_circles(document, deals))
        for name in names:
            fits = (fitting(name.removeprefix(SOME_PARTY), {p: borne[p] for p in circle}) for circle in circles)
            if party := next(filter(None, fits), ""):
                found[document, name] = party
    return found


def _borne(readings: Sequence[Reading], party_of: Mapping[_Mention, str]) -> Mapping[str, set[str]]:
    """Return the names of each party."""
    borne: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for mention in reading.parties:
            if (party := party_of.get((reading.document, mention.key))) is not None:
                borne[party].update((mention.name, *mention.aliases))
    return borne


def _circles(document: str, deals: Mapping[_Mention, frozenset[str]]) -> Iterator[frozenset[str]]:
    """Yield the parties of the deals of a document, of all deals that share two of them, and of all deals."""
    own = frozenset().union(*(parties for (name, _), parties in deals.items() if name == document))
    yield own
    yield own.union(*(parties for parties in deals.values() if len(parties & own) > 1))
    yield frozenset().union(*deals.values())


def with_names(reading: Reading, found: Mapping[_Mention, str]) -> Reading:
    """Return a reading in which what is said of names is said of the parties that they fit, where all of a statement do."""

    def told(one: Statement) -> Statement:
        sure = one.named and all((reading.document, key) in found for term in one.named for key in _loose(term))
        return replace(one, terms=one.named, named=()) if sure else one

    if all(document != reading.document for document, _ in found):
        return reading
    return replace(reading, statements=tuple(told(s) for s in reading.statements))


def _loose(term: TermContent) -> Iterator[str]:
    return filter(is_loose_name, (*term.bearer, *term.counterparty))


def _names_in(reading: Reading) -> set[str]:
    return {key for statement in reading.statements for term in statement.named for key in _loose(term)}


def fitting(name: str, borne: Mapping[str, Iterable[str]]) -> str:
    """Return the one party that a name fits, empty where it fits nobody or several as well.

    >>> known = {"a": ["Marlow Grain Terminals Ltd"], "b": ["Port of Ald"], "c": ["Ald Lighterage & Docks Co."]}
    >>> fitting("Marlow", known), fitting("ALD", known), fitting("Grain Terminals", known), fitting("Beta", known)
    ('a', 'c', 'a', '')
    """
    for fits in (_same, _begins, _initials, _holds):
        found = [party for party, names in sorted(borne.items()) if any(fits(name, other) for other in names)]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def _same(name: str, other: str) -> bool:
    return name_key(name) == name_key(other)


def _begins(name: str, other: str) -> bool:
    short, long = sorted((name_words(name), name_words(other)), key=len)
    return bool(short) and short == long[: len(short)]


def _initials(name: str, other: str) -> bool:
    letters = "".join(re.findall(r"[^\W\d_]", name))
    if len(letters) < 2 or not letters.isupper():
        return False
    words = re.findall(r"[^\W\d_]+", other)
    large = "".join(word if word.isupper() and len(word) < 4 else word[0] for word in words if word[0].isupper())
    return large.startswith(letters) or "".join(word[0] for word in words).upper().startswith(letters)


def initials_of(name: str) -> str:
    """Return the initials of a name of three words or more, "" of a shorter one; small words and legal forms are left out.

    >>> initials_of("Union of Dairy Hands"), initials_of("Marlow Rail Sheds Ltd"), initials_of("Marlow Dairy Ltd")
    ('UDH', 'MRS', '')
    """
    told = frozenset(name_words(name))
    words = [word for word in re.findall(r"[^\W\d_]+", name) if not told.isdisjoint(name_words(word))]
    large = [word[0] for word in words if word[0].isupper()]
    every = [word[0].upper() for word in words if len(word) > 3]
    letters = large if len(large) > 2 else every
    return "".join(letters) if len(letters) > 2 else ""


def _holds(name: str, other: str) -> bool:
    return holds(other, inner_words(name))
