"""Rulings of a person on who is the same party and who is not: a small file that every build replays."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError

__all__ = ["Overrides", "load_overrides", "parse_overrides"]

_CURE = 'Write it as: same = [["A", "B"]] and different = [["A", "C"]].'


@dataclass(frozen=True, slots=True)
class Overrides:
    """Pairs of names as documents write them; legal forms, case and punctuation make no difference."""

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()


def load_overrides(path: Path) -> Overrides:
    """Return the rulings of a TOML file.

    Raises:
        InputError: the file cannot be read, is no TOML, or holds something else than lists of pairs of names.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the overrides cannot be read ({error}).", where=str(path), cure="Name a readable TOML file.") from error
    return parse_overrides(text, where=str(path))


def parse_overrides(text: str, *, where: str = "overrides") -> Overrides:
    """Return the rulings that a TOML text holds; a list of three and more names means all its pairs.

    >>> parse_overrides('same = [["Acme", "Acme Labs"]]').same
    (('Acme', 'Acme Labs'),)

    Raises:
        InputError: the text is no TOML, or holds something else than lists of names.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"the overrides are no TOML ({error}).", where=where, cure=_CURE) from error
    unknown = sorted(set(tables) - {"same", "different"})
    if unknown:
        raise InputError(f"the overrides hold an unknown key {unknown[0]!r}.", where=where, cure=_CURE)
    return Overrides(_pairs(tables.get("same", []), where), _pairs(tables.get("different", []), where))


def _pairs(value: object, where: str) -> tuple[tuple[str, str], ...]:
    found: set[tuple[str, str]] = set()
    if not isinstance(value, list):
        raise InputError("a ruling is no list of lists of names.", where=where, cure=_CURE)
    for names in value:
        if not isinstance(names, list) or len(names) < 2 or not all(isinstance(name, str) and name.strip() for name in names):
            raise InputError(f"a ruling is no list of names: {names!r}.", where=where, cure=_CURE)
        found.update((min(a, b), max(a, b)) for i, a in enumerate(names) for b in names[i + 1 :])
    return tuple(sorted(found))
