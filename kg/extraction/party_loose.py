"""Nouns for somebody whom a document does not name by them: "the yard shall", "Acme pays the Operator".

A contract may define them, and other papers of the same deal take them up. The key of such a noun is `SOME_PARTY` and the noun:
who is meant is told by what the documents of the dealing say together (`kg.resolution.nouns`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kg.extraction.party_calling import load_callings
from kg.extraction.party_index import PartyIndex
from kg.extraction.party_words import alternatives, party_words
from kg.legal_names import name_words
from kg.records import SOME_PARTY, Document

__all__ = ["with_loose_nouns"]

_TWO = 2  # words with a capital that cannot both be what the one other party is called
_READ = 60_000  # code points of a text in which such nouns are looked for


@cache
def _nouns() -> frozenset[str]:
    trades = {noun for calling in load_callings() for noun in calling.nouns}
    return (party_words("institutions") | party_words("introducing-nouns") | party_words("roles") | trades) - party_words(
        "anaphors"
    )


@cache
def _acting() -> re.Pattern[str]:
    """A noun that acts, or to whom something is done as to somebody: "the yard shall", "pays the yard", "by the yard"."""
    known = "|".join(sorted((re.escape(noun) for noun in _nouns()), key=lambda noun: (-len(noun), noun)))
    return re.compile(
        rf"\b(?P<given>{alternatives('giving-verbs')} )?[Tt]he (?P<noun>(?i:{known}))(?![\w-])(?! of\b)"
        rf"(?P<acts>,? (?:(?:also|alone|itself|now|still|then|too),? |, [^,.;]{{3,40}}, )?{alternatives('acting-verbs')}\b)?"
    )


@cache
def _bare() -> re.Pattern[str]:
    """A role that acts without an article, as in papers that define it so elsewhere: "2.1 Customer shall pay"."""
    known = "|".join(sorted(map(re.escape, {noun.title() for noun in party_words("roles")}), key=lambda noun: (-len(noun), noun)))
    before = r"(?:^|[.;:)\]] |[a-z]\) |\d |[\"“*_|\n]|\b(?:if|that|when|where|which|and|by|of|to) )"
    return re.compile(rf"(?m){before}(?P<noun>{known}) (?:{alternatives('acting-verbs')}|is|has|hereby)\b")


def with_loose_nouns(index: PartyIndex, document: Document) -> PartyIndex:
    """Return the parties of a document with the nouns that act in it and that none of them is known to be called by.

    Nouns that act nowhere are left out: "the port is deep". In the text of one of two parties such a noun means the other one.
    """
    text = document.text[:_READ]
    acting = {match["noun"] for match in _acting().finditer(text) if match["given"] or match["acts"]}
    known = {word.casefold().removeprefix("the ") for word, _ in (*index.called, *index.products, *index.groups)}
    known |= {role.casefold().removeprefix("the ") for mention in index.mentions for role in mention.roles}
    own = {word for mention in index.mentions for name in (mention.name, *mention.aliases) for word in name_words(name)}
    left = sorted(noun for noun in acting if noun.casefold() not in known | own)
    bare = sorted({match["noun"] for match in _bare().finditer(text) if match["noun"].casefold() not in known | own})
    if (not left and not bare) or not index.mentions:
        return index
    others = [mention.key for mention in index.mentions if mention.key != index.publisher]
    defined = {noun.casefold() for noun in (*left, *bare) if noun[0].isupper()}
    single = index.publisher and len(others) == 1 and not index.joint and len(defined) < _TWO
    other = others[0] if single else ""
    other = other or _without_role(index, left)
    loose = tuple((f"{the} {noun}", other or SOME_PARTY + noun.casefold()) for noun in left for the in ("the", "The"))
    loose += tuple((noun, other or SOME_PARTY + noun.casefold()) for noun in bare)
    return replace(index, called=(*index.called, *loose))


def _without_role(index: PartyIndex, nouns: Sequence[str]) -> str:
    """Return the only signatory without a role, where the others have one and only one noun with a capital is left."""
    known = {mention.key: mention.roles for mention in index.mentions}
    bare = [key for key in index.signatories if not known[key]]
    return bare[0] if len(bare) == 1 and len(nouns) == 1 and nouns[0][0].isupper() else ""
