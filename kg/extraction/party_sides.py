"""On which side of a deal its parties stand: who gives the goods, the right or the service, and who pays for it.

Told by the roles that a document defines, else by what it calls a party, else by the trade that a name shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extraction.lexicon import word_list
from kg.extraction.party_calling import trades_of
from kg.extraction.party_index import PartyIndex

__all__ = ["affiliates", "read_sides", "roles_of"]


def roles_of(index: PartyIndex) -> dict[str, tuple[str, ...]]:
    """Return the defined roles of each party in lower case, its own and those that it shares with some of the others."""
    shared = [(word, keys) for word, keys in index.groups if 0 < len(keys) < len(index.everyone)]
    return {
        one.key: tuple(
            role.lower().removeprefix("the ") for role in (*one.roles, *(word for word, keys in shared if one.key in keys))
        )
        for one in index.mentions
    }


def read_sides(index: PartyIndex, parties: Sequence[str]) -> Mapping[str, str]:
    """Return the side ("payer" or "payee") of the parties of an agreement, as far as anything shows it."""
    called: dict[str, list[str]] = {}
    for noun, key in index.called:
        called.setdefault(key, []).append(noun.lower().removeprefix("the "))
    names = {one.key: sorted(trades_of((one.name, *one.aliases))) for one in index.mentions}
    roles = roles_of(index)
    parties = [key for key in parties if word_list("side-roles").isdisjoint(roles.get(key, ()))]
    for told in (roles, called, names):
        found = {key: side for key in parties if (side := _side(told.get(key, ())))}
        if len(set(found.values())) == 2:
            return found
        if len(found) == 1 and len(parties) == 2:
            ((key, side),) = found.items()
            return {key: side, next(k for k in parties if k != key): "payee" if side == "payer" else "payer"}
        if found and len(parties) > 2 and len(found) < len(parties):
            return found
    return {}


def _side(words: Sequence[str]) -> str:
    """Return the side that nouns for a party show; nothing where they show none or both."""
    forms = frozenset(form for word in words for form in _forms(word))
    found = [side for side in ("payer", "payee") if not forms.isdisjoint(word_list(f"{side}-roles"))]
    return found[0] if len(found) == 1 else ""


def _forms(role: str) -> Iterator[str]:
    """Yield a noun as a list may hold it: as it stands, in the singular, without the words before it."""
    for form in (role, role.rpartition(" ")[2]):
        yield from (form, re.sub(r"(?<=\w\w)s$", "", form))


def affiliates(index: PartyIndex, parties: Sequence[str]) -> dict[str, str]:
    """Return who stands in the house of another: of a parent that the text names, or of one with the same first name.

    Of two parties alone each is the other's opposite, whatever they are called.
    """
    kin = {one.key: one.parent for one in index.mentions if one.parent}
    first: dict[str, str] = {}
    for one in index.mentions if len(parties) > 2 else ():
        word = one.key.split("-")[0]
        if one.key in parties and len(word) > 3 and first.setdefault(word, one.key) != one.key:
            kin.setdefault(one.key, first[word])
    return kin
