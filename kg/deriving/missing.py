"""Holes of the chain: agreements that the sources presuppose and that are not among those known.

SEMANTICS (a): the order may have holes, so a predecessor is always a known predecessor. What words presuppose and nobody tells
is said in a note; nothing is inferred from it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.deriving.results import Note
from kg.files import load_toml
from kg.records import Agreement, Dealing, Link, LinkType

__all__ = ["find_holes"]

_CHANGING = frozenset({LinkType.SUPERSEDES, LinkType.AMENDS, LinkType.EXTENDS})


@lru_cache(maxsize=1)
def _as_amended() -> re.Pattern[str]:
    """Words that presuppose that an agreement had been changed before."""
    return re.compile(load_toml("holes")["phrases"]["as-amended"]["pattern"], re.IGNORECASE)


def find_holes(dealing: Dealing, links: Iterable[Link]) -> Iterator[Note]:
    """Return a note for each agreement whose words presuppose one that is not known.

    Two cases: an amendment with a number, of which a lower number is missing; and words that carry a link to an agreement "as
    amended" where no earlier change of it is known.

    Args:
        dealing: agreements, and statements with their words.
        links: the links that count.
    """
    links = tuple(links)
    if any(a.number for a in dealing.agreements):
        yield from _missing_numbers(dealing, links)
    if links:
        yield from _unknown_changes(dealing, links)


def _missing_numbers(dealing: Dealing, links: Iterable[Link]) -> Iterator[Note]:
    numbered = {a.id: a for a in dealing.agreements if a.number and a.number > 1}
    known: dict[object, set[int]] = defaultdict(set)
    homes = {a.id: _home(a, links) for a in dealing.agreements if a.number}
    for a in dealing.agreements:
        if a.number:
            known[homes[a.id]].add(a.number)
    for a in sorted(numbered.values(), key=lambda a: a.id):
        missing = sorted(set(range(1, a.number or 0)) - known[homes[a.id]])
        if missing:
            told = ", ".join(f"no. {n}" for n in missing)
            yield Note("hole", (a.id,), f"{a.id} is no. {a.number}, and {told} before it is not among the documents")


def _home(agreement: Agreement, links: Iterable[Link]) -> object:
    """What an amendment with a number is counted under: the agreement at the root of its links, else its parties."""
    below = {k.later: k.earlier for k in sorted(links, key=lambda k: (k.later, k.earlier)) if k.type in _CHANGING}
    at, seen = agreement.id, {agreement.id}
    while at in below and below[at] not in seen:
        at = below[at]
        seen.add(at)
    return agreement.parties if at == agreement.id else at


def _unknown_changes(dealing: Dealing, links: Iterable[Link]) -> Iterator[Note]:
    told: dict[tuple[str, str], str] = {}
    for s in sorted([s for s in dealing.statements if s.link is not None], key=lambda s: s.id):
        if s.link and s.link[1] in _CHANGING and not s.link_further and _as_amended().search(s.words):
            told.setdefault((s.link[0], s.link[2]), s.words)
    changed: dict[str, set[str]] = defaultdict(set)
    for k in links if told else ():
        if k.type in _CHANGING:
            changed[k.earlier].add(k.later)
    for (later, earlier), _ in sorted(told.items()):
        if earlier != later and not changed[earlier] - {later} and not changed[later] & changed[earlier]:
            text = f"{later} speaks of {earlier} as amended, and no earlier change of that is among the documents"
            yield Note("hole", (later, earlier), text)
