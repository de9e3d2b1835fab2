"""Rulings of a person on who is a party, who is the same one and who is not: a small file that every build replays."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from kg.errors import InputError

__all__ = ["Overrides", "parse_overrides"]

_CURE = 'Write it as: same = [["A", "B"]], different = [["A", "C"]], party = ["D"] and no-party = ["E"].'
_KEYS = {"same", "different", "party", "no-party"}


@dataclass(frozen=True, slots=True)
class Overrides:
    """Names, and pairs of them, as documents write them; legal forms, case and punctuation make no difference."""

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    party: tuple[str, ...] = ()  # those of a party, in every document that takes them for one
    no_party: tuple[str, ...] = ()  # those of a place, a product or somebody else who is none


def parse_overrides(text: str, *, where: str = "overrides") -> Overrides:
    """Return the rulings that a TOML text holds; a list of three and more names means all its pairs.

    >>> parse_overrides('same = [["Acme", "Acme Labs"]]').same
    (('Acme', 'Acme Labs'),)
    >>> parse_overrides('no-party = ["Acme Harbour"]').no_party
    ('Acme Harbour',)

    Raises:
        InputError: the text is no TOML, or holds something else than lists of names.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"the overrides are no TOML ({error}).", where=where, cure=_CURE) from error
    unknown = sorted(set(tables) - _KEYS)
    if unknown:
        raise InputError(f"the overrides hold an unknown key {unknown[0]!r}.", where=where, cure=_CURE)
    same, different = (_pairs(tables.get(key, []), where) for key in ("same", "different"))
    party, no_party = (_names(tables.get(key, []), where) for key in ("party", "no-party"))
    return Overrides(same, different, party, no_party)


def _pairs(value: object, where: str) -> tuple[tuple[str, str], ...]:
    found: set[tuple[str, str]] = set()
    if not isinstance(value, list):
        raise InputError("a ruling is no list of lists of names.", where=where, cure=_CURE)
    for names in value:
        if len(_names(names, where)) < 2:
            raise InputError(f"a ruling is no list of names: {names!r}.", where=where, cure=_CURE)
        found.update((min(a, b), max(a, b)) for i, a in enumerate(names) for b in names[i + 1 :])
    return tuple(sorted(found))


def _names(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) and name.strip() for name in value):
        raise InputError(f"a ruling is no list of names: {value!r}.", where=where, cure=_CURE)
    return tuple(sorted(set(value)))
