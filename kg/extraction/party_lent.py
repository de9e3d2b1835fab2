"""Parties of other documents that a text names beside those whom it takes for such itself.

"Under the lease Acme pays Beta 5, and the bank guarantees it" of a report that shows Acme and Beta: whoever knows the lease
knows the bank too. What the text tells of its own parties, who speaks and whom it is about, is not touched by who is added.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extraction.party_definitions import Claim
from kg.extraction.party_group import Group
from kg.extraction.party_groups import Groups
from kg.extraction.party_index import PartyIndex
from kg.extraction.party_known import claims_of_known
from kg.extraction.party_shown import is_placed
from kg.legal_names import name_words
from kg.records import PartyMention

__all__ = ["called_by_others", "lent_groups", "with_lent"]


def lent_groups(text: str, lent: Sequence[PartyMention], chosen: Sequence[Group]) -> list[Group]:
    """Return those of some parties whom a text names and who are none of the chosen ones, in the order of `lent`."""
    told = Groups()
    for claim in claims_of_known(text, lent):
        if claim.roles or (claim.end and not _is_place(claim, text)):
            told.claim(replace(claim, source="lent"), ((claim.start, claim.end),) if claim.end else ())
    names = [frozenset(word for name in (*one.names, *one.short) for word in name_words(name)) for one in chosen]
    return [group for group in told if not (_is_one_of(group, chosen) or any(own.issuperset(group.words) for own in names))]


def called_by_others(lent: Sequence[PartyMention], chosen: Iterable[Group]) -> bool:
    """Give the chosen ones the nouns by which a text means them, as other documents tell; return whether there are any."""
    called = [
        (one, role) for one in chosen for m in lent for role in m.roles if one.named(m.name) or any(map(one.named, m.aliases))
    ]
    for one, role in called:
        one.titles.setdefault(role)
    return bool(called)


def _is_one_of(group: Group, chosen: Iterable[Group]) -> bool:
    return any(one.named(name) for one in chosen for name in (group.name, *group.short))


_IN = re.compile(r"\b(?:in|at|near|outside|around) \Z", re.IGNORECASE)
_BEFORE = 10  # code points before a name in which such a word stands


def _is_place(claim: Claim, text: str) -> bool:
    """Whether a text has no more than the beginning of a name, and that where places stand: "signed in Port Elbon"."""
    said = text[claim.start : claim.end]
    if said == claim.name:
        return False
    led = _IN.search(text[max(0, claim.start - _BEFORE) : claim.start]) is not None
    return led or is_placed(Group(said, Counter([said])), text)


def with_lent(plain: PartyIndex, wider: PartyIndex) -> PartyIndex:
    """Return the parties of a document with those who were lent to it: marked so, and what it tells of its own as before.

    Args:
        plain: its own parties.
        wider: those and the ones lent.
    """
    own = {mention.key for mention in plain.mentions}
    found = replace(
        wider,
        mentions=tuple(m if m.key in own else replace(m, lent=True) for m in wider.mentions),
        lead=plain.lead or tuple(m.key for m in plain.mentions),
    )
    if wider.publisher not in {"", plain.publisher}:
        return found  # who was lent is the one who speaks
    return replace(
        found,
        publisher=plain.publisher,
        addressee=plain.addressee,
        joint=plain.joint,
        released=plain.released,
        issuers=plain.issuers,
    )
