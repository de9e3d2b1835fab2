"""Who owes whom: the parties that a match names, and those that its clause, roles and setting leave."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.extraction.clauses import Clause
from kg.extraction.lexicon import word_list
from kg.extraction.patterns import Matter, Pattern
from kg.records import EVERY_PARTY

__all__ = ["CLASS_TOKEN", "Setting", "read_direction", "role_words"]

CLASS_TOKEN = re.compile(r"[MRQTD]\d+")  # of an amount or a date in a line
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the document knows when a clause is read."""

    parties: tuple[str, ...]  # keys of the parties of the agreement that the clause is about
    roles: Mapping[str, tuple[str, ...]]  # defined roles of the document's parties, in lower case, by key
    speaker: str = ""
    binding: bool = True
    payer: tuple[str, ...] = ()  # who bore the last term of money in the document
    payee: tuple[str, ...] = ()
    venture: tuple[str, ...] = ()  # the company that the parties set up or hold together
    kin: Mapping[str, str] = field(default_factory=dict)  # the parent of a party


def role_words(match: re.Match[str], name: str) -> str:
    """Return the words of a role; where several elements of a pattern have the role, of the first that matched."""
    return next((v for k, v in match.groupdict().items() if v is not None and k.rstrip("0123456789") == name), "")


def _keys(group: str, clause: Clause) -> tuple[str, ...]:
    keys = [k for n in _NUMBER.findall(group) for k in clause.hits[int(n)].keys]
    return tuple(dict.fromkeys(keys))


def read_direction(
    pattern: Pattern, matter: Matter, match: re.Match[str], clause: Clause, setting: Setting
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the bearers of a term and those to whom it is owed: whom the match names, else whom clause and setting leave."""
    bearer = _keys(role_words(match, "bearer"), clause)
    other = _keys(role_words(match, "counterparty"), clause)
    if pattern.bearer == "all" or (matter.parties == "all" and not bearer):
        return (EVERY_PARTY,), ()
    if pattern.bearer == "speaker" and setting.speaker:
        bearer = (setting.speaker,)
    if not bearer:
        bearer = _default_bearer(matter, other, clause, setting)
    if matter.parties == "directed" and not other and not pattern.no_counterparty:
        other = _default_counterparty(matter, bearer, clause, setting)
    other = tuple(k for k in other if k not in bearer)
    if matter.parties in {"own", "all"} or pattern.no_counterparty or set(bearer) >= set(setting.parties):
        other = ()
    return ((EVERY_PARTY,) if set(bearer) == set(setting.parties) else bearer), other


def _default_bearer(matter: Matter, other: tuple[str, ...], clause: Clause, setting: Setting) -> tuple[str, ...]:
    if len(setting.parties) == 2 and len(other) == 1:
        return tuple(k for k in setting.parties if k not in other)
    named = _named(clause, other, own=matter.bearer in {"", "grantor"})
    if len(named) == 1:
        return named
    held = _by_role(matter.bearer, setting) or (setting.payer if matter.bearer == "payer" else ())
    if held:
        return held
    subject = tuple(k for k in clause.subject if k not in other)
    if subject and (_elliptic(clause) or other):
        return subject
    return tuple(k for k in setting.parties if k not in other)


def _elliptic(clause: Clause) -> bool:
    """Whether a clause names no subject of its own, so that the last one still holds."""
    first = clause.line.text.split(maxsplit=2)
    while first and first[0] in word_list("clause-conjunction") | {","}:
        first = first[1:]
    return bool(first) and (
        first[0] in word_list("finite-verb") | word_list("elliptic-openers") or CLASS_TOKEN.fullmatch(first[0]) is not None
    )


def _named(clause: Clause, without: tuple[str, ...], *, own: bool) -> tuple[str, ...]:
    """Return the parties that a clause names, those left out that stand only as owners of something unless `own`."""
    inside = [
        h
        for h in clause.hits
        if clause.start <= h.start < clause.end and h.how not in {"pronoun", "collective"} and (own or not h.possessive)
    ]
    return tuple(dict.fromkeys(k for h in inside for k in h.keys if k not in without))


def _default_counterparty(matter: Matter, bearer: tuple[str, ...], clause: Clause, setting: Setting) -> tuple[str, ...]:
    if setting.venture and (matter.name == "equity" or (matter.name == "purchase-commitment" and len(setting.parties) > 2)):
        return setting.venture
    house = {*bearer, *(setting.kin.get(k, "") for k in bearer)}
    rest = tuple(k for k in setting.parties if k not in house and setting.kin.get(k, "") not in bearer)
    if len(rest) == 1 and (len(bearer) == 1 or len(setting.parties) == 2):
        return rest
    named = _named(clause, bearer, own=True)
    if len(named) == 1:
        return named
    opposite = {"payer": "payee", "payee": "payer", "grantor": "payer"}.get(matter.bearer, "")
    held = tuple(k for k in _by_role(opposite, setting) if k not in bearer)
    if held:
        return held
    return setting.payee if matter.bearer == "payer" and bearer == setting.payer else ()


def _by_role(side: str, setting: Setting) -> tuple[str, ...]:
    """Return the parties whose defined role puts them on a side (payer, payee or grantor) of the agreement."""
    if not side:
        return ()
    words = word_list("payer-roles" if side == "payer" else "payee-roles")
    return tuple(k for k in setting.parties if any(r in words for r in setting.roles.get(k, ())))
