"""What a document knows of the parties when a clause is read, and whom words of the clause mean by that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.extraction.clauses import Clause
from kg.extraction.coordination import beside_subject
from kg.extraction.parties import PartyHit
from kg.records import is_loose_noun, with_likely

__all__ = ["Setting", "hits_of", "keys_of", "marked_hits", "on_side", "role_words", "said", "some_in", "with_likely_ones"]

_PAIR = 2
_NUMBER = re.compile(r"\d+")
_MARK = re.compile(r" P(\d+)(?= )")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the document knows when a clause is read."""

    parties: tuple[str, ...]  # keys of the parties of the agreement that the clause is about
    roles: Mapping[str, tuple[str, ...]]  # defined roles of the document's parties, in lower case, by key
    sides: Mapping[str, str] = field(default_factory=dict)  # of the parties of the agreement: payer or payee
    speaker: str = ""
    binding: bool = True
    venture: tuple[str, ...] = ()  # the company that the parties set up or hold together
    kin: Mapping[str, str] = field(default_factory=dict)  # the parent of a party


def role_words(match: re.Match[str], name: str) -> str:
    """Return the words of a role; where several elements of a pattern have the role, of the first that matched."""
    return next((v for k, v in match.groupdict().items() if v is not None and k.rstrip("0123456789") == name), "")


def hits_of(group: str, clause: Clause) -> list[PartyHit]:
    """Return the hits that the words of a role mark."""
    return [clause.hits[int(n)] for n in _NUMBER.findall(group)]


def marked_hits(clause: Clause) -> list[PartyHit]:
    """Return the hits that the line of a clause marks, in the order of the text."""
    return [clause.hits[number] for number in sorted({int(n) for n in _MARK.findall(clause.line.text)})]


def keys_of(group: str, clause: Clause, setting: Setting) -> tuple[str, ...]:
    """Return the parties of a role; a word for several means those of the agreement where it could mean all of the document."""
    hits = [clause.hits[n] for n in beside_subject([int(n) for n in _NUMBER.findall(group)], clause)]
    wide = len(setting.parties) > 1
    keys = [k for h in hits for k in (setting.parties if wide and _is_wide(h, setting.parties) else _meant(h, clause, setting))]
    return tuple(dict.fromkeys(keys))


_FIRST, _THIRD = frozenset({"we", "us", "our", "ours"}), frozenset({"they", "it", "he", "she"})
_OPENS = re.compile(r"(?:^|[,;:.]|\b(?:and|but|if|that|then|when|where|while))\W*\Z")  # before a subject


def _meant(hit: PartyHit, clause: Clause, setting: Setting) -> tuple[str, ...]:
    """Return whom a hit means: "they" are the other of two parties, whoever was the last subject, where that one speaks."""
    if hit.how != "pronoun" or len(setting.parties) != 2 or len(hit.keys) != 1 or hit.keys[0] not in setting.parties:
        return hit.keys
    if hit.keys == (setting.speaker,) and said(hit, clause) == "they":
        return tuple(k for k in setting.parties if k not in hit.keys)
    if said(hit, clause) not in _THIRD or not _OPENS.search(clause.text[: hit.start - clause.start]):
        return hit.keys
    same = any(h.keys == hit.keys and said(h, clause) in _FIRST for h in clause.hits)
    return tuple(k for k in setting.parties if k not in hit.keys) if same else hit.keys


def with_likely_ones(keys: tuple[str, ...], clause: Clause, setting: Setting) -> tuple[str, ...]:
    """Return keys of parties, those of nouns that the text does not explain with whom they likely mean: the other of two."""
    other = _not_named(clause, setting)
    return tuple(with_likely(k, other) if is_loose_noun(k) and other not in ("", *keys) else k for k in keys)


def _not_named(clause: Clause, setting: Setting) -> str:
    """Return the one of two parties whom a clause does not name, where it names the other; else nobody."""
    named = {h.keys[0] for h in clause.hits if len(h.keys) == 1 and h.keys[0] in setting.parties and said(h, clause)}
    return next(k for k in setting.parties if k not in named) if len(named) == 1 and len(setting.parties) == _PAIR else ""


def said(hit: PartyHit, clause: Clause) -> str:
    """Return the words of a hit in lower case, empty where it stands outside the clause."""
    inside = clause.start <= hit.start and hit.end <= clause.end
    return clause.text[hit.start - clause.start : hit.end - clause.start].lower() if inside else ""


def _is_wide(hit: PartyHit, parties: tuple[str, ...]) -> bool:
    return hit.how == "collective" and len(hit.keys) > len(parties) and set(hit.keys) > set(parties)


def on_side(side: str, setting: Setting) -> tuple[str, ...]:
    """Return the parties that stand on a side (payer, payee or grantor) of the agreement."""
    return tuple(k for k in setting.parties if side and setting.sides.get(k) == ("payer" if side == "payer" else "payee"))


def some_in(clause: Clause, setting: Setting, without: tuple[str, ...] = (), *, others: bool = False) -> tuple[str, ...]:
    """Return those whom the one word of a clause means that stands for several parties, and not for all: "both districts".

    `others`: "the other two" counts, too, which mostly says whose counterparts they are and not that they are bound.
    """
    several = {
        hit.keys
        for hit in marked_hits(clause)
        if hit.how == "collective"
        and len(hit.keys) > 1
        and {*hit.keys} < {*setting.parties}
        and (others or "other" not in said(hit, clause))
    }
    keys = next(iter(several)) if len(several) == 1 else ()
    return keys if {*keys}.isdisjoint(without) else ()
