"""Decisions of people that every build replays: `decisions.toml`, keyed by what documents say and never by an IRI.

`docs/decisions-file.md` describes the file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from kg.errors import InputError
from kg.legal_names import name_key
from kg.origin import origin_of
from kg.resolution.overrides import Overrides, parse_overrides

__all__ = ["Decision", "Decisions", "load_decisions", "parse_decisions"]

NOT_A_CONTRADICTION: Final = "not-a-contradiction"
SAME_AGREEMENT: Final = "same-agreement"
WRONG_LINK: Final = "wrong-link"
_QUOTES: Final = {NOT_A_CONTRADICTION: ("one", "other"), SAME_AGREEMENT: ("one", "other"), WRONG_LINK: ("words",)}
_PARTY_KEYS: Final = {
    "same-party": "same",
    "different-party": "different",
    "same": "same",
    "different": "different",
    "party": "party",
    "no-party": "no-party",
}
_ORIGIN: Final = re.compile(r"origin:([0-9a-f]{16})")
_CURE: Final = "See docs/decisions-file.md for the form of the file."


_NO_RULINGS: Final = Overrides()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one passage, or about two. `origins` are digests that all copies of a passage share, sorted."""

    kind: str  # not-a-contradiction, same-agreement or wrong-link
    origins: tuple[str, ...]
    reason: str
    quotes: tuple[str, ...]  # as the file has them


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of a file."""

    parties: Overrides = _NO_RULINGS
    about: tuple[Decision, ...] = ()

    def of(self, kind: str) -> tuple[Decision, ...]:
        """The decisions of one kind."""
        return tuple(d for d in self.about if d.kind == kind)


def load_decisions(path: Path) -> Decisions:
    """Return the decisions of a TOML file.

    Raises:
        InputError: the file cannot be read, is malformed, or contradicts itself.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the decisions cannot be read ({error}).", where=str(path), cure="Name a readable TOML file.") from error
    return parse_decisions(text, where=str(path))


def parse_decisions(text: str, *, where: str = "decisions") -> Decisions:
    r"""Return the decisions that a TOML text holds.

    >>> text = '[[wrong-link]]\nwords = "It replaces the deal."\nreason = "another deal is meant"'
    >>> parse_decisions(text).about[0].kind
    'wrong-link'

    Raises:
        InputError: the text is malformed, or contradicts itself.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"the decisions are no TOML ({error}).", where=where, cure=_CURE) from error
    unknown = sorted(set(tables) - set(_QUOTES) - set(_PARTY_KEYS))
    if unknown:
        raise InputError(f"there is no decision of the kind {unknown[0]!r}.", where=where, cure=_CURE)
    parties = _read_parties(tables, where)
    about = {(*d.origins, d.kind): d for kind in _QUOTES for d in _read_all(kind, tables.get(kind, []), where)}
    return Decisions(parties, tuple(about[key] for key in sorted(about)))


def _read_parties(tables: Mapping[str, Any], where: str) -> Overrides:
    read = [parse_overrides(f"{name} = {_toml(tables[key])}", where=where) for key, name in _PARTY_KEYS.items() if key in tables]
    rulings = Overrides(*(tuple(sorted({x for one in read for x in getattr(one, f.name)})) for f in fields(Overrides)))
    _check_parties(rulings, where)
    return rulings


def _toml(value: object) -> str:
    """A list of lists of names as TOML again; anything else as a text, which is then refused where names are read."""
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return '"' + "".join(f"\\U{ord(c):08X}" for c in str(value)) + '"' if isinstance(value, str) else "0"


def _check_parties(rulings: Overrides, where: str) -> None:
    """Nobody is said to be a party and none, or to be the same and different, be it over several rulings."""
    none = {name_key(name) for name in rulings.no_party}
    for name in (*rulings.party, *(n for pair in (*rulings.same, *rulings.different) for n in pair)):
        if name_key(name) in none:
            what = f"{name} is said to be no party, and by another decision to be one."
            raise InputError(what, where=where, cure="Remove one of the two decisions.")
    home: dict[str, str] = {}

    def root(name: str) -> str:
        while home.setdefault(name, name) != name:
            name = home[name]
        return name

    for a, b in rulings.same:
        home[root(name_key(a))] = root(name_key(b))
    for a, b in rulings.different:
        if root(name_key(a)) == root(name_key(b)):
            what = f"{a} and {b} are said to be different parties, and by same-party to be one."
            raise InputError(what, where=where, cure="Remove one of the two decisions.")


def _read_all(kind: str, entries: object, where: str) -> Iterator[Decision]:
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise InputError(f"{kind} is no table: write [[{kind}]] above each decision.", where=where, cure=_CURE)
    seen: dict[tuple[str, ...], str] = {}
    for entry in entries:
        decision = _read(kind, entry, where)
        if seen.setdefault(decision.origins, decision.reason) != decision.reason:
            what = f"two decisions of the kind {kind} on “{decision.quotes[0]}” give different reasons."
            raise InputError(what, where=where, cure="Keep one of them.")
        yield decision


def _read(kind: str, entry: Mapping[str, object], where: str) -> Decision:
    wanted = {*_QUOTES[kind], "reason"}
    odd = sorted(set(entry) ^ wanted)
    texts = {key: value for key, value in entry.items() if isinstance(value, str) and value.strip()}
    if odd or set(texts) != wanted:
        what = f"a decision of the kind {kind} has {', '.join(sorted(wanted))}, each a text: {odd or sorted(wanted - set(texts))}."
        raise InputError(what, where=where, cure=_CURE)
    quotes = tuple(texts[key] for key in _QUOTES[kind])
    origins = tuple(sorted(_origin(quote) for quote in quotes))
    if len(set(origins)) < len(origins):
        what = f"a decision of the kind {kind} sets “{quotes[0]}” against itself."
        raise InputError(what, where=where, cure="Quote the two passages that are meant.")
    return Decision(kind, origins, texts["reason"].strip(), quotes)


def _origin(quote: str) -> str:
    match = _ORIGIN.fullmatch(quote.strip())
    return match[1] if match else origin_of(quote)
